"""What an editor has to do, page by page: translation, review, links, terms, readability."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from guide import COUNTRY_OF_LOCALE, DEFAULT_LOCALE, LOCALES, coverage
from guide.language import terms
from guide.language.lix import HARD_PAGE, of_pieces
from guide.language.texts import Text
from guide.records import Guide, Page
from guide.translations import Ledger, PlaceState, State, page_place
from guide.translations.structure import differences

SOON = dt.timedelta(days=60)


@dataclass(frozen=True)
class Todo:
    """One thing to do: the word of the interface that says it (below ``status.todo.``) and what fills its braces."""

    word: str
    values: dict[str, object]


@dataclass(frozen=True)
class PageStatus:
    """How one page stands in one language; ``page`` is None where it is not translated.

    ``translation`` is source, current, stale, unrecorded, different or missing; ``links`` are the
    addresses outside that the page and its sources name, ``failed`` those that did not answer the
    last time, ``unasked`` those that were never asked.
    """

    key: str
    page: Page | None
    translation: str
    stale: int
    overdue: bool
    links: int
    failed: int
    unasked: int
    terms: int
    lix: int
    words: int
    todo: tuple[Todo, ...]


@dataclass(frozen=True)
class DataStatus:
    """A data file whose texts in one language are not all current."""

    key: str
    path: str
    unrecorded: int
    stale: int


@dataclass(frozen=True)
class Summary:
    """The numbers of one language."""

    locale: str
    pages: int
    current: int
    stale: int
    overdue: int
    lix: int
    limit: int | None


@dataclass(frozen=True)
class Dashboard:
    pages: tuple[PageStatus, ...]
    data: tuple[DataStatus, ...]
    summaries: tuple[Summary, ...]
    links: int
    links_failed: tuple[str, ...]
    links_unasked: int
    coverage: tuple[coverage.SourceStatus, ...]


def dashboard(guide: Guide, locale: str, today: dt.date) -> Dashboard:
    """The dashboard of one language, with the summary of all."""
    statuses = {of: _pages(guide, of, today) for of in LOCALES}
    data = [
        DataStatus(key, state.path, len(state.having(State.UNRECORDED)), len(state.having(State.STALE)))
        for (of, key), state in guide.translations.items()
        if of == locale and key.startswith("data/") and not state.is_current
    ]
    links = guide.outside_links.values()
    return Dashboard(
        statuses[locale], tuple(data), tuple(_summary(guide, of, statuses[of]) for of in LOCALES),
        len(links), tuple(link.url for link in links if link.failed), sum(not link.seen and not link.failed for link in links),
        coverage.status(guide, locale),
    )


# Every language's dashboard has the summary of all.
@functools.lru_cache(maxsize=len(LOCALES))
def _pages(guide: Guide, locale: str, today: dt.date) -> tuple[PageStatus, ...]:
    # The records of the glossary as the check reads them from the file.
    glossary = [{locale: {"term": t.texts[locale].term, "also": [_present(word) for word in t.texts[locale].also]}} for t in guide.glossary.values()]
    instead = terms.forbidden(glossary, locale)
    years = {source.id: source.year for source in guide.sources.values() if source.year}
    texts = {page.path: Text(page.path, locale, page.body, page.body_line, True) for page in guide.pages[locale].values()}
    forbidden = Counter(problem.path for problem in terms.check(texts.values(), locale, instead, years))
    return tuple(_page(guide, key, locale, today, texts, forbidden) for key in guide.reading_order)


def _present(word) -> dict[str, object]:
    return {key: value for key, value in dataclasses.asdict(word).items() if value is not None}


def _page(guide: Guide, key: str, locale: str, today: dt.date, texts: Mapping[str, Text], forbidden_in: Mapping[str, int]) -> PageStatus:
    page = guide.pages[locale].get(key)
    if page is None:
        return PageStatus(key, None, "missing", 0, False, 0, 0, 0, 0, 0, 0, (Todo("translate", {}),))
    state = guide.translations.get((locale, key))
    translation, stale = _translation(guide, key, locale, state)
    forbidden = forbidden_in[page.path]
    reading = of_pieces(piece for piece in texts[page.path].pieces if piece.kind in ("paragraph", "item"))
    urls = _urls(guide, page)
    known = [guide.outside_links[url] for url in urls if url in guide.outside_links]
    failed = sum(link.failed is not None for link in known)
    todo = {
        "second_reading": translation == "unrecorded", "different": translation == "different", "stale": stale > 0, "overdue": page.next_review < today,
        "terms": forbidden > 0, "hard": reading.lix > HARD_PAGE, "links": failed > 0, "soon": today <= page.next_review <= today + SOON,
    }
    values = {"lix": reading.lix, "date": page.next_review}
    counts = {"stale": stale, "terms": forbidden, "links": failed}
    return PageStatus(
        key, page, translation, stale, page.next_review < today, len(urls), failed, sum(not link.seen and not link.failed for link in known),
        forbidden, reading.lix, reading.words, tuple(Todo(word, {**values, "count": counts.get(word, 0)}) for word, needed in todo.items() if needed),
    )


def _translation(guide: Guide, key: str, locale: str, state: PlaceState | None) -> tuple[str, int]:
    if locale == DEFAULT_LOCALE or state is None:
        return "source", 0
    stale = len(state.having(State.STALE))
    ledger = state.ledger or Ledger(locale, key, "")
    built_otherwise = any(d.section not in ledger.differs for d in differences(page_place(key, guide.pages), locale, guide.pages[DEFAULT_LOCALE].get(key), guide.pages[locale][key]))
    if built_otherwise or state.having(State.MISSING) or state.having(State.ORPHANED):
        return "different", stale
    if state.having(State.UNRECORDED):
        return "unrecorded", stale
    return ("stale" if stale else "current"), stale


def _urls(guide: Guide, page: Page) -> list[str]:
    """The addresses outside that the page names, and those of its sources and of the guidance it shows."""
    named = [link.target.partition("#")[0] for link in page.links if link.target.startswith(("http://", "https://"))]
    cited = [guide.sources[ident].url or "" for ident in page.sources if ident in guide.sources]
    countries = [block.options.get("country", "") for block in page.blocks if block.name == "guidance"]
    shown = [item.url for country in countries for item in guide.guidance_shown(country, COUNTRY_OF_LOCALE[page.locale])]
    return [url for url in dict.fromkeys(named + [url.partition("#")[0] for url in (*cited, *shown)]) if url]


def _summary(guide: Guide, locale: str, pages: tuple[PageStatus, ...]) -> Summary:
    counts = Counter(status.translation for status in pages)
    words = sum(status.words for status in pages)
    return Summary(
        locale, sum(status.page is not None for status in pages), counts["current"] + counts["source"], sum(status.stale for status in pages),
        sum(status.overdue for status in pages), round(sum(status.lix * status.words for status in pages) / words) if words else 0,
        guide.about.stale_limit.get(locale),
    )
