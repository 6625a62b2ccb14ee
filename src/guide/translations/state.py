"""How each translation stands: current, changed since, or lacking."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from guide import DEFAULT_LOCALE, LOCALES
from guide.translations.ledger import Ledger
from guide.translations.places import Place, digest


class State(enum.StrEnum):
    CURRENT = "current"
    STALE = "stale"  # the source has changed since
    UNRECORDED = "unrecorded"  # nobody has said what it was translated from
    MISSING = "missing"  # the source has it, the translation does not
    ORPHANED = "orphaned"  # the translation or the ledger has it, the source does not


@dataclass(frozen=True)
class SectionState:
    """``day`` is when the translation was last read; ``line`` is where the section begins in the translation."""

    id: str
    state: State
    line: int = 0
    day: dt.date | None = None
    recorded: str = ""


@dataclass(frozen=True)
class PlaceState:
    """A place in one language. ``path`` is the translation's file, or where it would be."""

    key: str
    locale: str
    path: str
    ledger: Ledger | None
    sections: tuple[SectionState, ...]
    is_missing: bool = False

    def having(self, state: State) -> tuple[SectionState, ...]:
        return tuple(section for section in self.sections if section.state == state)

    @property
    def is_current(self) -> bool:
        return not self.is_missing and all(section.state == State.CURRENT for section in self.sections)

    @property
    def oldest(self) -> dt.date:
        """The day of the oldest reading among the sections that are not current."""
        return min((s.day for s in self.sections if s.day and s.state != State.CURRENT), default=dt.date.max)


def states_of(places: Mapping[str, Place], ledgers: Mapping[tuple[str, str], Ledger]) -> dict[tuple[str, str], PlaceState]:
    """The state of every place in every language that is translated to, as ``{(locale, place): PlaceState}``.

    A ledger without a place is among them, with all its sections orphaned.
    """
    states = {}
    for locale in LOCALES:
        if locale == DEFAULT_LOCALE:
            continue
        for key, place in places.items():
            states[locale, key] = _state(place, locale, ledgers.get((locale, key)))
        for (of, key), ledger in ledgers.items():
            if of == locale and key not in places:
                orphans = tuple(SectionState(ident, State.ORPHANED, 0, entry.day, entry.source) for ident, entry in ledger.entries.items())
                states[locale, key] = PlaceState(key, locale, ledger.path, ledger, orphans)
    return states


def _state(place: Place, locale: str, ledger: Ledger | None) -> PlaceState:
    path = place.paths.get(locale) or f"docs/{locale}/{place.key}.md"
    if locale not in place.paths:
        return PlaceState(place.key, locale, path, ledger, (), is_missing=True)
    entries = ledger.entries if ledger else {}
    found = []
    for ident, section in place.sections.items():
        line = section.lines.get(locale, 0)
        entry = entries.get(ident)
        if DEFAULT_LOCALE not in section.texts:
            found.append(SectionState(ident, State.ORPHANED, line))
        elif locale not in section.texts:
            found.append(SectionState(ident, State.MISSING))
        elif entry is None:
            found.append(SectionState(ident, State.UNRECORDED, line))
        else:
            state = State.CURRENT if entry.source == digest(section.texts[DEFAULT_LOCALE]) else State.STALE
            found.append(SectionState(ident, state, line, entry.day, entry.source))
    found += [SectionState(ident, State.ORPHANED, 0, entries[ident].day, entries[ident].source) for ident in entries if ident not in place.sections]
    return PlaceState(place.key, locale, path, ledger, tuple(found))
