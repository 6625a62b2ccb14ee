"""Editions: what the guide held on one day, and what has changed since.

An edition is a file, ``data/editions/<version>.yml``, written by
``scripts/release.py`` and never changed afterwards. Comparing is pure: an
edition with the guide as it is now, or with the edition before it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from guide import LOCALES
from guide.records import Edition, EditionPage, EditionSection, Guide
from guide.translations.places import TOP

if TYPE_CHECKING:
    from guide.read import Document

FOLDER = "data/editions"
HEAD = """\
# The guide as it was in this edition: in each language every page, with a line for each section: hash, id, title.
# Written by scripts/release.py, and never changed once it is published; CONTRIBUTING.md tells how.
"""
LINE = re.compile(r"(?P<hash>[0-9a-f]{12}) (?P<id>[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?) (?P<title>\S.*)")
NEW, CHANGED, MOVED, REMOVED = "new", "changed", "moved", "removed"


@dataclass(frozen=True)
class SectionChange:
    """A section that differs. ``kind`` is new, changed, moved or removed; ``address`` is relative to the site's root, None where nothing stands any more.

    ``title`` is None for the opening of a page; ``before`` is the title of the page a moved section stood on.
    """

    id: str
    kind: str
    title: str | None
    address: str | None = None
    before: str = ""


@dataclass(frozen=True)
class PageChange:
    """A page that differs. ``kind`` is new, changed (in its sections only), moved or removed.

    ``before`` is the title a moved page had. The ``address`` of a removed page
    is that of the page its readers are led to, whose title is ``instead``. The
    sections of a page that is new or removed are not told one by one.
    """

    key: str
    kind: str
    title: str
    address: str | None
    sections: tuple[SectionChange, ...] = ()
    before: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Changes:
    """What differs, page by page in reading order, pages that are gone last; false when nothing does."""

    pages: tuple[PageChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pages)

    @property
    def sections(self) -> int:
        """The number of sections that differ on pages that stood before and still stand."""
        return sum(len(page.sections) for page in self.pages)

    def of_kind(self, kind: str) -> tuple[PageChange, ...]:
        return tuple(page for page in self.pages if page.kind == kind)


@dataclass(frozen=True)
class Holds:
    """How much an edition held in one language."""

    pages: int
    collaborations: int
    stories: int
    glossary: int
    sources: int


def holds(edition: Edition, locale: str) -> Holds:
    """What was in an edition, counted."""
    kinds = Counter(ident.partition("/")[0] for page in edition.pages[locale].values() for ident in page.sections if "/" in ident)
    return Holds(len(edition.pages[locale]), kinds["collaborations"], kinds["stories"], kinds["glossary"], kinds["sources"])


def changes_since(guide: Guide, edition: Edition, locale: str) -> Changes:
    """What has changed in one language since an edition."""
    return _compare(guide, edition.pages[locale], guide.sections[locale], locale)


def changes_since_last_edition(guide: Guide, locale: str) -> Changes | None:
    """What has changed since the newest edition; None where there is none."""
    return changes_since(guide, guide.editions[0], locale) if guide.editions else None


def changes_in(guide: Guide, edition: Edition, locale: str) -> Changes | None:
    """What an edition changed from the one before it; None for the first."""
    before = edition_before(guide, edition)
    return _compare(guide, before.pages[locale], edition.pages[locale], locale) if before else None


def edition_before(guide: Guide, edition: Edition) -> Edition | None:
    """The edition before this one; None for the first."""
    return next(iter(guide.editions[guide.editions.index(edition) + 1 :]), None)


def _compare(guide: Guide, old: Mapping[str, EditionPage], new: Mapping[str, EditionPage], locale: str) -> Changes:
    now = guide.sections[locale]
    came_from = _moves(guide, old, new)
    went_to = {was: key for key, was in came_from.items()}
    order = {key: number for number, key in enumerate(guide.reading_order)}
    places = _by_text(old, new, went_to)
    found = []
    for key in sorted(new, key=lambda key: order.get(key, len(order))):
        page, was = new[key], came_from.get(key)
        here = guide.addresses.get(page.address, key)
        shown = now.get(here)
        if was is None:
            found.append(PageChange(key, NEW, page.title, shown and shown.address))
            continue
        sections = tuple(_sections(old, old[was], page, shown, places, key))
        if was != key:
            found.append(PageChange(key, MOVED, page.title, shown and shown.address, sections, before=old[was].title))
        elif sections:
            found.append(PageChange(key, CHANGED, page.title, shown and shown.address, sections))
    for key, page in old.items():
        if key not in went_to:
            instead = now.get(guide.addresses.get(page.address, ""))
            found.append(PageChange(key, REMOVED, page.title, instead and instead.address, instead=instead.title if instead else ""))
    return Changes(tuple(found))


def _moves(guide: Guide, old: Mapping[str, EditionPage], new: Mapping[str, EditionPage]) -> dict[str, str]:
    """Which old page each new page was, ``{new key: old key}``: the one of the same name, else the one whose old address leads to it."""
    came_from = {key: key for key in new if key in old}
    stands = {guide.addresses.get(page.address, key): key for key, page in new.items() if key not in old}
    for key, page in old.items():
        target = stands.get(guide.addresses.get(page.address, ""))
        if key not in new and target is not None and target not in came_from:
            came_from[target] = key
    return came_from


def _by_text(old: Mapping[str, EditionPage], new: Mapping[str, EditionPage], went_to: Mapping[str, str]) -> dict[str, tuple[str, str, str]]:
    """Sections that left a page and came to another with the same text: ``{new page and id: (old page, its title, id)}``."""
    left: dict[str, tuple[str, str, str]] = {}
    for key, page in old.items():
        after = new[went_to[key]].sections if key in went_to else {}
        left |= {section.hash: (key, page.title, ident) for ident, section in page.sections.items() if ident not in after and ident != TOP}
    came_from = {key: was for was, key in went_to.items()}
    found = {}
    for key, page in new.items():
        before = old[came_from[key]].sections if key in came_from else {}
        for ident, section in page.sections.items():
            if ident not in before and section.hash in left and left[section.hash][0] != came_from.get(key):
                found[f"{key}#{ident}"] = left[section.hash]
    return found


def _sections(
    old: Mapping[str, EditionPage], was: EditionPage, page: EditionPage, shown: EditionPage | None, places: Mapping[str, tuple[str, str, str]], key: str
) -> Iterator[SectionChange]:
    def change(ident: str, kind: str, title: str, before: str = "") -> SectionChange:
        place = shown.sections.get(ident) if shown else None
        address = shown.address + (f"#{place.place}" if place.place else "") if shown and place else None
        return SectionChange(ident, kind, None if ident == TOP else title, address, before)

    for ident, section in page.sections.items():
        if ident not in was.sections:
            moved = places.get(f"{key}#{ident}")
            yield change(ident, MOVED if moved else NEW, section.title, moved[1] if moved else "")
        elif section.hash != was.sections[ident].hash:
            yield change(ident, CHANGED, section.title)
    gone = {(page_title, ident) for _, page_title, ident in places.values()}
    for ident, section in was.sections.items():
        if ident not in page.sections and (was.title, ident) not in gone:
            yield SectionChange(ident, REMOVED, None if ident == TOP else section.title)


# The file


def number_of(version: str) -> tuple[int, ...]:
    """A version as numbers, to put versions in order: ``1.10`` comes after ``1.9``."""
    return tuple(int(part) for part in version.split("."))


def edition_of(value: Mapping[str, Any]) -> Edition:
    """The record of a file that passed its schema and the rules."""
    pages = {
        locale: MappingProxyType({key: EditionPage(page["title"], page["address"], MappingProxyType(_read_lines(page["sections"]))) for key, page in of.items()})
        for locale, of in value["pages"].items()
    }
    return Edition(value["version"], dt.date.fromisoformat(value["date"]), MappingProxyType(pages))


def editions_of(documents: list[Document]) -> tuple[Edition, ...]:
    """The editions, the newest first."""
    return tuple(sorted((edition_of(document.value) for document in documents), key=lambda edition: number_of(edition.version), reverse=True))


def _read_lines(text: str) -> dict[str, EditionSection]:
    found = {}
    for line in text.strip().split("\n"):
        hash_, ident, title = line.split(" ", 2)
        found[ident] = EditionSection(title, hash_)
    return found


def file_text(version: str, date: dt.date, pages: Mapping[str, Mapping[str, EditionPage]]) -> str:
    """The file of an edition."""
    out = [HEAD, f'version: "{version}"\n', f"date: {date}\n", "pages:\n"]
    for locale in LOCALES:
        out.append(f"  {locale}:\n")
        for key, page in pages[locale].items():
            title = _one_line(page.title)
            quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
            out.append(f"    {key}:\n      title: {quoted}\n      address: {page.address}\n      sections: |\n")
            out += (f"        {section.hash} {ident} {_one_line(section.title)}\n" for ident, section in page.sections.items())
    return "".join(out)


def _one_line(text: str) -> str:
    return " ".join(text.split())
