"""What a book says of itself on its last page: which edition, made of what, how old its translation is, and where to see what has changed.

Plain records in the reader's language, which guide.book.matter sets. The same
commit gives the same colophon: no clock and no machine is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from guide import DEFAULT_LOCALE
from guide.dates import long_date
from guide.editions import changes_since_last_edition
from guide.records import Guide, edition_anchor
from guide.translations import State
from guide.translations.history import git
from guide.translations.places import TOP

# Families in guide/book/fonts with the licence that OFL.txt there has.
FONTS = ("Source Sans 3", "Source Serif 4")
FONTS_LICENCE = "SIL Open Font License 1.1"
TYPESETTER = "Typst"
# Of a commit: enough that no two are alike, and the same number in every clone.
DIGITS = 12
MADE_OF = ("data", "docs", "overrides", "src", "hooks", "scripts", "mkdocs.yml", "requirements")


@dataclass(frozen=True)
class Commit:
    """The commit a book is made of; ``changed`` says that files differ from it."""

    hash: str
    changed: bool = False


@dataclass(frozen=True)
class Fact:
    """A line of the colophon: what it is, what it says, and the address it leads to (None: none)."""

    label: str
    text: str
    url: str | None = None


@dataclass(frozen=True)
class StalePage:
    """A page with sections that are older than the source, or lack; ``sections`` are their titles, none where the whole page lacks."""

    key: str
    title: str
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Colophon:
    """All of it. ``facts`` say in the reader's language what the fields before them hold; ``stale`` follows ``stale_text`` under ``stale_title``.

    Where nothing is stale, ``stale_title`` and ``stale_text`` are empty.
    """

    title: str
    name: str
    version: str
    date: dt.date
    commit: Commit | None
    licence: str
    licence_url: str
    edition_url: str | None
    facts: tuple[Fact, ...]
    stale_title: str
    stale_text: str
    stale: tuple[StalePage, ...]

    @property
    def stale_sections(self) -> int:
        """How many sections are older than the source or lack; a page that lacks counts as one."""
        return sum(len(page.sections) or 1 for page in self.stale)


def commit_of(root: Path) -> Commit | None:
    """The commit checked out in ``root``; None where that is no git checkout of its own."""
    top, head = git(root, "rev-parse", "--show-toplevel"), git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if top is None or head is None or Path(top.strip()).resolve() != root.resolve():
        return None
    return Commit(head.strip()[:DIGITS], bool((git(root, "status", "--porcelain", "--", *MADE_OF) or "").strip()))


def edition_url(guide: Guide, locale: str, site_url: str) -> str | None:
    """The address at which readers of this edition see what has changed; None without the address of the site."""
    return f"{site_url}{guide.url('editions', locale)}#{edition_anchor(guide.about.edition)}" if site_url else None


def colophon(guide: Guide, locale: str, commit: Commit | None, site_url: str = "") -> Colophon:
    """The colophon of the books of one language; ``site_url`` ends with a slash."""
    about, words = guide.about, guide.words(locale)
    url, stale = edition_url(guide, locale, site_url), tuple(_stale(guide, locale))
    if commit is None:
        written = words["colophon.commit_unknown"]
    else:
        written = words["colophon.commit_changed"].format(commit=commit.hash) if commit.changed else commit.hash
    facts = [
        Fact(words["book.edition"], about.edition),
        Fact(words["colophon.date"], long_date(about.date, locale)),
        Fact(words["colophon.commit"], written),
    ]
    if changes := changes_since_last_edition(guide, locale):
        facts.append(Fact(words["colophon.text"], words["colophon.changed"].format(version=about.edition, pages=len(changes.pages))))
    if url:
        facts.append(Fact(words["colophon.site"], about.name[locale], site_url + guide.url("index", locale)))
        facts.append(Fact(words["colophon.edition_page"], words["colophon.edition_text"].format(version=about.edition), url))
    facts += [
        Fact(words["colophon.licence"], f"{words['licence.text']} {about.licence[locale]}", about.licence_url),
        Fact(words["colophon.fonts"], words["colophon.fonts_text"].format(names=" · ".join(FONTS), licence=FONTS_LICENCE)),
        Fact(words["colophon.made"], words["colophon.made_text"].format(program=TYPESETTER)),
    ]
    return Colophon(
        words["colophon.title"], about.name[locale], about.edition, about.date, commit, about.licence[locale], about.licence_url, url, tuple(facts),
        words["colophon.stale"] if stale else "", words["colophon.stale_text"] if stale else "", stale,
    )


def _stale(guide: Guide, locale: str) -> Iterator[StalePage]:
    """The pages with something older than the source, in reading order; a record belongs to the page that shows it."""
    if locale == DEFAULT_LOCALE:
        return
    now = guide.sections[locale]
    page_of = {ident: key for key, page in now.items() for ident in page.sections if "/" in ident}
    missing = {key for (of, key), state in guide.translations.items() if of == locale and state.is_missing}
    found: dict[str, dict[str, str]] = {key: {} for key in missing}
    for (of, key), state in guide.translations.items():
        if of != locale or key in missing:
            continue
        for section in (*state.having(State.STALE), *state.having(State.MISSING)):
            page, ident = (key, section.id) if not key.startswith("data/") else _record(key, section.id, page_of)
            if page is None or page in missing:
                continue  # words of buttons, what no page shows, or told already
            # A section that lacks has its title in the source only.
            shown = now[page].sections.get(ident) or guide.sections[DEFAULT_LOCALE][page].sections[ident]
            found.setdefault(page, {})[ident] = guide.words(locale)["changed.opening"] if ident == TOP else shown.title
    for key in guide.reading_order:
        if key in found:
            yield StalePage(key, now[key].title, tuple(found[key].values()))


def _record(place: str, section: str, page_of: dict[str, str]) -> tuple[str | None, str]:
    """The page that shows a record, and its id there: of a file that is one record the file's name, of others the record's id."""
    kind, _, name = place.removeprefix("data/").partition("/")
    ident = f"{kind}/{name or section}"
    return page_of.get(ident), ident
