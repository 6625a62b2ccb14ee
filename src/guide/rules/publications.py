"""What can be downloaded: its pages and sections exist, no two have one file, and one of them is the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide import DEFAULT_LOCALE, LOCALES
from guide.problems import Problem, suggest
from guide.records import page_key

if TYPE_CHECKING:
    from guide.read import Draft


def check(draft: Draft, problems: list[Problem]) -> None:
    document = draft.files.get("publications")
    if document is None:
        return
    pages = draft.pages[DEFAULT_LOCALE]
    folders = {f"{ident}/" for kind in ("phases", "parts") for ident in draft.ids(kind)}
    known = {*(f"{key}.md" for key in pages), *folders}
    taken: dict[tuple[str, str], str] = {}
    for number, record in enumerate(document.records):
        for place, item in enumerate(record.get("contents") or ()):
            line, field = document.line(number, "contents", place), f"[{number + 1}].contents[{place + 1}]"
            path, _, section = (item or "").partition("#")
            if item and path not in known:
                problems.append(Problem(document.name, line, field, f'there is no page, phase or part "{path}"', suggest(path, known, "name a page below docs/nb/, or a phase as anchoring/")))
            elif section and section not in (ids := {heading.id for heading in pages[page_key(path)].headings}):
                problems.append(Problem(document.name, line, field, f'{path} has no heading with the id "{section}"', suggest(section, ids)))
        for place, link in enumerate(record.get("linked_from") or ()):
            if link and link not in known:
                line, field = document.line(number, "linked_from", place), f"[{number + 1}].linked_from[{place + 1}]"
                problems.append(Problem(document.name, line, field, f'there is no page "{link}"', suggest(link, known - folders, "name a page below docs/nb/")))
        for locale in LOCALES:
            file = (record.get("file") or {}).get(locale)
            other = taken.setdefault((locale, file), record.get("id")) if file else None
            if file and other != record.get("id"):
                problems.append(Problem(document.name, document.line(number, "file", locale), f"[{number + 1}].file.{locale}", f'"{file}" is already the file of {other}', "give one of them another name"))
    books = [number for number, record in enumerate(document.records) if record.get("format") == "book"]
    if len(books) != 1:
        line = document.line(books[1], "format") if books else 1
        problems.append(Problem(document.name, line, f"[{books[1] + 1}].format" if books else "", f"there are {len(books)} publications with format: book", "let the whole guide be the only one"))
