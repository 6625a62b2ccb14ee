"""A story has its parts in order, years that can be, texts in the languages it says, and an id of its own on its page."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from guide import DEFAULT_LOCALE, LOCALES
from guide.problems import Problem

if TYPE_CHECKING:
    from guide.read import Document, Draft

PARTS = ("wanted", "did", "got", "went-wrong", "now")
NEEDED = ("wanted", "did", "got")
FIRST_YEAR = 1950
YEARS = re.compile(r"(\d{4})(?:–(\d{4}))?", re.ASCII)


def wrong_years(text: str, outcome: str | None, this_year: int) -> tuple[str, str] | None:
    """What is wrong with the years of a story and what would be right; None when they can be. ``text`` fits YEARS."""
    match = YEARS.fullmatch(text)
    assert match
    first, last = int(match[1]), int(match[2] or match[1])
    if match[2] and first >= last:
        return f"{first} is not before {last}", "give the first year, then the last; one year stands alone"
    if first < FIRST_YEAR:
        return f"{first} is before {FIRST_YEAR}", "correct the year"
    if last > this_year and outcome != "planned":
        return f"{last} lies in the future", "give the year of the newest source, or write outcome: planned"
    return None


def check(draft: Draft, problems: list[Problem], today: dt.date | None = None) -> None:
    # An editor's clock may be ahead of the machine that builds.
    this_year = ((today or dt.date.today()) + dt.timedelta(days=1)).year
    page = draft.pages[DEFAULT_LOCALE].get("stories")
    headings = {heading.id: heading.line for heading in page.headings} if page else {}
    for document in draft.stories:
        value = document.value
        if value.get("id") in headings or value.get("id") == "top":
            where = f"the heading of {page.path}:{headings[value['id']]}" if page and value["id"] in headings else "the page itself"
            problems.append(Problem(document.name, document.line("id"), "id", f'"{value["id"]}" is the id of {where}', "give the story another, and its file, too"))
        years = value.get("years") or ""
        if YEARS.fullmatch(years) and (wrong := wrong_years(years, value.get("outcome"), this_year)):
            problems.append(Problem(document.name, document.line("years"), "years", *wrong))
        _parts(document, problems)
        _untranslated(document, problems)


def _parts(document: Document, problems: list[Problem]) -> None:
    seen: list[str] = []
    for number, record in enumerate(document.parts):
        part = record.get("part")
        if part not in PARTS:
            continue  # the schema has said so
        field, line = f"parts[{number + 1}].part", document.line("parts", number, "part")
        if part in seen:
            problems.append(Problem(document.name, line, field, f'"{part}" stands there twice', "put both into one part"))
        elif seen and PARTS.index(part) < max(map(PARTS.index, seen)):
            problems.append(Problem(document.name, line, field, f'"{part}" comes too late', "put the parts in the order " + ", ".join(PARTS)))
        seen.append(part)
    # Where a part has no name it may be the one that lacks.
    lacking = [part for part in NEEDED if part not in seen]
    if lacking and document.parts and len(seen) == len(document.parts):
        problems.append(Problem(document.name, document.line("parts"), "parts", f"there is no {' and no '.join(lacking)}", "tell it, with its sources; a story has at least " + ", ".join(NEEDED)))


def _untranslated(document: Document, problems: list[Problem]) -> None:
    """A language that is said to lack repeats the words of another, all of them."""
    lacking = [locale for locale in document.value.get("untranslated") or () if locale in LOCALES]
    shown = next((locale for locale in LOCALES if locale not in lacking), None)
    if shown is None:
        return  # the schema lets two languages lack at most
    records = [document.value.get("title"), *document.parts, document.value.get("lesson")]
    for number, locale in enumerate(lacking):
        if any(record and record.get(locale) != record.get(shown) for record in records):
            line = document.line("untranslated", number)
            problems.append(Problem(document.name, line, f"untranslated[{number + 1}]", f'not all texts in "{locale}" repeat those in "{shown}"', f"take {locale} away when all of them are translated; until then leave the words of the other language"))
