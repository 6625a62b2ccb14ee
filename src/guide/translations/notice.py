"""What a reader of a translation is told when its source has changed since."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from guide.records import Guide
from guide.translations.history import changed_on
from guide.translations.places import TOP, page_place
from guide.translations.state import State


@dataclass(frozen=True)
class ChangedSection:
    """A section that changed in the source: its id, its heading in the reader's language (None: the opening), and two days.

    ``read`` is when the translation was last read; ``changed`` when the source got its present text, None where no history tells.
    """

    id: str
    title: str | None
    read: dt.date | None
    changed: dt.date | None


def changed_sections(root: Path, guide: Guide, key: str, locale: str, today: dt.date) -> tuple[ChangedSection, ...]:
    """The sections of a translated page that are older than the source; none on a current page."""
    state = guide.translations.get((locale, key))
    stale = state.having(State.STALE) if state else ()
    if not stale:
        return ()
    place = page_place(key, guide.pages)
    titles = {heading.id: heading.text for heading in guide.pages[locale][key].headings}
    return tuple(ChangedSection(s.id, titles.get(s.id) if s.id != TOP else None, s.day, changed_on(root, place, s.id, today)) for s in stale)
