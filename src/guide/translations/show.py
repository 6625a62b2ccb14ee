"""Shows translations to a person at a terminal: the list of what is to be done, and three texts side by side."""

from __future__ import annotations

import datetime as dt
import difflib
import textwrap
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from guide import DEFAULT_LOCALE
from guide.records import Guide
from guide.translations.ledger import Ledger
from guide.translations.places import Place, Section
from guide.translations.state import PlaceState, State
from guide.translations.structure import differences

# What is told, in the order of how it hurts a reader.
WORDS = {
    State.ORPHANED: "orphaned: the source no longer has it",
    State.MISSING: "missing: the translation lacks it",
    State.UNRECORDED: "never recorded as read",
    State.STALE: "stale: the Norwegian text has changed",
}
NARROW = 100  # columns below which the texts stand under one another


def status(guide: Guide, places: Mapping[str, Place], states: Mapping[tuple[str, str], PlaceState], locales: tuple[str, ...]) -> Iterator[str]:
    """The lines of the list: by language, the places with something to do, the oldest reading first."""
    for locale in locales:
        mine = [state for (of, _), state in states.items() if of == locale]
        todo = [(state, list(_todo(guide, places.get(state.key), state))) for state in mine]
        todo = sorted(((state, lines) for state, lines in todo if lines), key=lambda pair: (pair[0].oldest, pair[0].key))
        stale = sum(len(state.having(State.STALE)) for state in mine)
        name = guide.about.language_name[locale]
        yield f"{name}: {len(mine) - len(todo)} of {len(mine)} current, {stale} stale sections (at most {guide.about.stale_limit[locale]})"
        for state, lines in todo:
            yield f"  {state.key}  ({state.path})"
            yield from (f"    {line}" for line in lines)


def _todo(guide: Guide, place: Place | None, state: PlaceState) -> Iterator[str]:
    if state.is_missing:
        yield "missing: not translated"
        return
    for kind, words in WORDS.items():
        sections = sorted(state.having(kind), key=lambda section: section.day or dt.date.max)
        if sections and len(sections) == len(state.sections):
            yield words + " (the whole)"
        else:
            yield from (f"{section.id}: {words}" + (f" since it was read {section.day}" if section.day and kind is State.STALE else "") for section in sections)
    if place is not None:
        ledger = state.ledger or Ledger(state.locale, state.key, "")
        pages = (guide.pages[of].get(state.key) for of in (DEFAULT_LOCALE, state.locale))
        yield from (f"{d.section}: built otherwise: {d.what}" for d in differences(place, state.locale, *pages) if d.section not in ledger.differs)


def side_by_side(section: Section, locale: str, old: tuple[dt.date, str] | None, width: int, names: Mapping[str, str]) -> Iterator[str]:
    """Three columns: the source the translation was made from, the source of today, the translation.

    What was taken out of the old source is marked ``-``, what came is marked ``+``.
    """
    before = old[1] if old else None
    today, translation = section.texts[DEFAULT_LOCALE], section.texts.get(locale, "")
    heads = (
        f"{names[DEFAULT_LOCALE]}, then" + (f" ({old[0]})" if old else ""),
        f"{names[DEFAULT_LOCALE]}, today",
        names[locale],
    )
    columns = (before if before is not None else "(not in the git history)", today, translation)
    gone, came = _changes(before, today) if before is not None else (set(), set())
    size = width if width < NARROW else (width - 6) // 3
    wrapped = [list(_wrapped(text, size, marks, sign)) for text, marks, sign in zip(columns, (gone, came, set()), "-+ ")]
    if width < NARROW:
        for head, lines in zip(heads, wrapped):
            yield f"── {head} " + "─" * max(0, width - len(head) - 4)
            yield from lines
        return
    yield " │ ".join(head.ljust(size) for head in heads).rstrip()
    yield "─┼─".join("─" * size for _ in heads)
    for row in zip_longest(*wrapped, fillvalue=""):
        yield " │ ".join(cell.ljust(size) for cell in row).rstrip()


def _changes(before: str, after: str) -> tuple[set[int], set[int]]:
    """The lines that are only in the one or the other, by number."""
    old, new = before.split("\n"), after.split("\n")
    gone, came = set(), set()
    for tag, a, b, c, d in difflib.SequenceMatcher(None, [" ".join(l.split()) for l in old], [" ".join(l.split()) for l in new], autojunk=False).get_opcodes():
        if tag != "equal":
            gone |= set(range(a, b))
            came |= set(range(c, d))
    return gone, came


def _wrapped(text: str, size: int, marked: set[int], sign: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        mark = f"{sign} " if number in marked else "  "
        for part in textwrap.wrap(line, size - 2, break_on_hyphens=False) or [""]:
            yield (mark + part).rstrip()


def changed_words(before: str, after: str) -> str:
    """What changed, in a line: ``“ble” → “blir”; + “nye”; − “gamle”``."""
    old, new = before.split(), after.split()
    told = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = " ".join(old[a:b]), " ".join(new[c:d])
        if tag == "replace":
            told.append(f"“{gone}” → “{came}”")
        elif tag != "equal":
            told.append(f"− “{gone}”" if gone else f"+ “{came}”")
    return "; ".join(told)
