"""Links from data and prose reach a page and a heading that exist."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from guide import DEFAULT_LOCALE
from guide.problems import Problem, suggest
from guide.records import linked_page, page_key

if TYPE_CHECKING:
    from guide.read import Document, Draft
    from guide.records import Page


def check(draft: Draft, problems: list[Problem]) -> None:
    generated = {
        "collaborations": {d.value.get("id") for d in draft.collaborations},
        "glossary": draft.ids("glossary"),
        "sources": draft.ids("sources"),
        "ten-things": draft.ids("ten-things"),
        "links": draft.ids("guidance"),
        "stories": {d.value.get("id") for d in draft.stories},
    }
    source = draft.pages[DEFAULT_LOCALE]
    for document, link, line, field in _links(draft):
        if not link:
            continue
        path, _, ident = link.partition("#")
        key = page_key(path)
        if key not in source:
            problems.append(Problem(document.name, line, field, f'there is no page "{path}"', suggest(path, (f"{key}.md" for key in source), "link a page below docs/nb/")))
        elif ident and ident not in (known := {heading.id for heading in source[key].headings} | generated.get(key, set())):
            problems.append(Problem(document.name, line, field, f'{path} has no heading with the id "{ident}"', suggest(ident, known)))
    for pages in draft.pages.values():
        for page in pages.values():
            _check_prose(page, {**source, **pages}, generated, problems)


def _check_prose(page: Page, pages: dict[str, Page], generated: dict[str, set[str]], problems: list[Problem]) -> None:
    """``pages`` are those of the page's language, and of the source language where it lacks one."""
    for link in page.links:
        if ":" in link.target or link.target.startswith("/"):
            continue  # an address outside, or told already
        path, _, ident = link.target.partition("#")
        key = linked_page(link.target, page.key)
        if key not in pages:
            near = suggest(path, (posixpath.relpath(f"{other}.md", posixpath.dirname(page.key) or ".") for other in pages), "link a page by its file, as ../process/index.md")
            problems.append(Problem(page.path, link.line, "", f'the link "{link.target}" leads to no page', near, column=link.column))
        elif ident and ident != "top" and ident not in (known := {heading.id for heading in pages[key].headings} | generated.get(key, set())):
            problems.append(Problem(page.path, link.line, "", f'the link "{link.target}" leads to an id that {pages[key].path} does not have', suggest(ident, known, "link the page without #…"), column=link.column))


def _links(draft: Draft) -> Iterator[tuple[Document, str | None, int, str]]:
    for document in draft.checklists:
        yield document, document.value.get("page"), document.line("page"), "page"
        for number, item in enumerate(document.items):
            yield document, item.get("link"), document.line("items", number, "link"), f"items[{number + 1}].link"
    for kind in ("ten-things", "news"):
        if (document := draft.files.get(kind)) is not None:
            for number, record in enumerate(document.records):
                yield document, record.get("link"), document.line(number, "link"), f"[{number + 1}].link"
    for kind, key in (("roles", "pages"), ("coverage", "places"), ("search-places", "places"), ("search-questions", "places")):
        if (document := draft.files.get(kind)) is None:
            continue
        for number, record in enumerate(document.records):
            for place, link in enumerate(record.get(key) or ()):
                yield document, link, document.line(number, key, place), f"[{number + 1}].{key}[{place + 1}]"
