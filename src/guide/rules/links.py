"""Links from data to pages reach a page and a heading that exist in the source language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guide import DEFAULT_LOCALE
from guide.problems import Problem, suggest

if TYPE_CHECKING:
    from guide.read import Document, Draft


def check(draft: Draft, problems: list[Problem]) -> None:
    pages = draft.pages[DEFAULT_LOCALE]
    generated = {
        "collaborations": {d.value.get("id") for d in draft.collaborations},
        "glossary": draft.ids("glossary"),
        "sources": draft.ids("sources"),
        "ten-things": draft.ids("ten-things"),
    }
    for document, link, line, field in _links(draft):
        if not link:
            continue
        path, _, ident = link.partition("#")
        key = path.removesuffix(".md")
        page = pages.get(key)
        if page is None:
            problems.append(Problem(document.name, line, field, f'there is no page "{path}"', suggest(path, (f"{key}.md" for key in pages), "link a page below docs/nb/")))
        elif ident:
            known = {heading.id for heading in page.headings} | generated.get(key, set())
            if ident not in known:
                problems.append(Problem(document.name, line, field, f'{path} has no heading with the id "{ident}"', suggest(ident, known)))


def _links(draft: Draft) -> Iterator[tuple[Document, str | None, int, str]]:
    for document in draft.checklists:
        for number, item in enumerate(document.items):
            yield document, item.get("link"), document.line("items", number, "link"), f"items[{number + 1}].link"
    for kind in ("ten-things", "additions"):
        if (document := draft.files.get(kind)) is not None:
            for number, record in enumerate(document.records):
                yield document, record.get("link"), document.line(number, "link"), f"[{number + 1}].link"
    if (document := draft.files.get("roles")) is not None:
        for number, record in enumerate(document.records):
            for place, link in enumerate(record.get("pages") or ()):
                yield document, link, document.line(number, "pages", place), f"[{number + 1}].pages[{place + 1}]"
