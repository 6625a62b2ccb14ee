"""What is said of the tables, figures and lists of the foundations holds: each foundation is there, and each place uses its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from guide import DEFAULT_LOCALE
from guide.problems import Problem, suggest
from guide.records import page_key

if TYPE_CHECKING:
    from guide.read import Draft
    from guide.records import Page

# Blocks that show whole collections: the kind of data they show. The sources of that data need not stand in the front matter.
SHOWS = {
    "collaborations": "collaborations", "collaborations-by-form": "collaborations", "checklist": "checklists",
    "glossary": "glossary", "ten-things": "ten-things", "stories": "stories",
}


def check(draft: Draft, problems: list[Problem]) -> None:
    document, sources = draft.files.get("coverage"), draft.files.get("sources")
    if document is None or sources is None:
        return
    known, foundations = draft.ids("sources"), draft.foundations()
    pages = draft.pages[DEFAULT_LOCALE]
    used: dict[str, set[str]] = {}
    for number, item in enumerate(document.records):
        source = item.get("source")
        if source not in known:
            continue  # told already
        if source not in foundations:
            fix = suggest(source, foundations, "correct it, or write foundation: true on it in data/sources.yml")
            problems.append(Problem(document.name, document.line(number, "source"), f"[{number + 1}].source", f'"{source}" is no foundation of the guide', fix))
            continue
        for place, link in enumerate(item.get("places") or ()):
            page = pages.get(page_key((link or "").partition("#")[0]))
            if page is None or not page.owner:
                continue
            if page.key not in used:
                used[page.key] = {*page.sources, *_shown(draft, page)}
            if source not in used[page.key]:
                line, field = document.line(number, "places", place), f"[{number + 1}].places[{place + 1}]"
                problems.append(Problem(document.name, line, field, f"{page.path} does not name {source} as a source", "give the place that does, or cite the source there and list it under sources: at the top of the page"))
    covered = {item.get("source") for item in document.records}
    for number, source in enumerate(sources.records):
        if source.get("id") in foundations - covered:
            problems.append(Problem(sources.name, sources.line(number, "foundation"), f"[{number + 1}].foundation", f"nothing of {source['id']} is in {document.name}", "add its tables, figures and lists there, or remove the key"))


def _shown(draft: Draft, page: Page) -> Iterator[str]:
    """The sources of the data that the blocks of a page show."""
    for block in page.blocks:
        for document in draft.of_kind(SHOWS.get(block.name, "")):
            value = document.value
            chosen = not isinstance(value, dict) or all(value[option] == wanted for option, wanted in block.options.items() if option in value)
            if chosen:
                yield from _sources(draft, value)


def _sources(draft: Draft, value: Any) -> Iterator[str]:
    """The sources that a piece of data names, and those of the pages it links for the reasons."""
    if isinstance(value, list):
        for item in value:
            yield from _sources(draft, item)
    elif isinstance(value, dict):
        for key, child in value.items():
            if key in ("source", "sources", "where"):
                yield from (one for one in (child if isinstance(child, list) else [child]) if isinstance(one, str))
            if key == "link" and (page := draft.pages[DEFAULT_LOCALE].get(page_key((child or "").partition("#")[0]))):
                yield from page.sources
            yield from _sources(draft, child)
