"""What the guide knows, as frozen records. Texts are mappings from locale to text."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import posixpath
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from guide import COUNTRY_OF_LOCALE, DEFAULT_LOCALE, LOCALES

if TYPE_CHECKING:
    from guide.translations import PlaceState

Texts = Mapping[str, str]
# In a name or a citation: words of another language than the text around them, as in prose.
FOREIGN = re.compile(r"\*([^*]+)\*")
LOCALE_OF_COUNTRY = {country: locale for locale, country in COUNTRY_OF_LOCALE.items()}


def text_in(text: str | Texts, locale: str) -> str:
    """A text that is the same in every language, or the one of this language."""
    return text if isinstance(text, str) else text[locale]


@dataclass(frozen=True)
class Municipality:
    """A row of the registry: a municipality, a county or a region as a unit.

    ``valid_from`` is the year it was formed (None: older than the change
    tables), ``valid_to`` its last full year (None: it exists).
    """

    country: str
    number: str
    kind: str
    name: str
    county_or_region: str
    valid_from: int | None
    valid_to: int | None
    successors: tuple[str, ...]
    population: int | None
    population_year: int | None

    def existed(self, first: int | None, last: int | None) -> bool:
        """Whether it existed at some time in the years first..last (None: unbounded)."""
        return not (
            (first is not None and self.valid_to is not None and self.valid_to < first)
            or (last is not None and self.valid_from is not None and self.valid_from > last)
        )


@dataclass(frozen=True)
class Form:
    """A form of cooperation; ``short`` is its name where there is little room, if another than the label."""

    id: str
    in_force: bool
    label: Texts
    explanation: Texts
    country: str | None = None
    replaced_by: tuple[str, ...] = ()
    short: Texts | None = None

    def short_name(self, locale: str) -> str:
        return (self.short or self.label)[locale]


@dataclass(frozen=True)
class Service:
    id: str
    label: Texts


@dataclass(frozen=True)
class Evidence:
    """Where a fact on a collaboration is known from; ``where`` is an address or a source id."""

    title: str
    where: str
    supports: Texts
    year: int | None = None


@dataclass(frozen=True)
class Collaboration:
    id: str
    name: str
    country: str
    form: Form
    status: str
    sources: tuple[Evidence, ...]
    confidence: str
    added: dt.date
    members: tuple[Municipality, ...] = ()
    members_complete: bool = False
    member_count: int | None = None
    member_count_year: int | None = None
    founded: int | None = None
    last_evidence: int | None = None
    services: tuple[Service, ...] = ()
    website: str | None = None
    employees: int | None = None
    population: int | None = None
    caveat: Texts | None = None

    @property
    def known_member_count(self) -> int | None:
        """The number of members where the list is whole or a number is sourced, else None."""
        if self.members and self.members_complete:
            return len(self.members)
        return self.member_count


@dataclass(frozen=True)
class Source:
    id: str
    title: str | Texts
    short: str
    author: str | Texts
    seen: dt.date
    language: str
    kind: str
    supports: Texts
    published: str | None = None
    url: str | None = None
    caution: Texts | None = None
    cited: Texts | None = None
    foundation: bool = False

    def cited_in(self, locale: str) -> str:
        """How the text of one language cites it."""
        return self.cited[locale] if self.cited else self.short

    def title_in(self, locale: str) -> tuple[str, str]:
        """The title and the language it is in."""
        return text_in(self.title, locale), self.language if isinstance(self.title, str) else locale

    def author_in(self, locale: str) -> str:
        return text_in(self.author, locale)

    @property
    def year(self) -> int | None:
        return int(self.published[:4]) if self.published else None

    @property
    def unconfirmed_year(self) -> str | None:
        """The year by which a source is cited though it does not say it itself."""
        match = None if self.published else re.search(r"\b(?:19|20)\d\d$", self.short)
        return match[0] if match else None


@dataclass(frozen=True)
class Law:
    """A statement of law. ``name`` and ``citation`` are in the law's own language, or in each reader's with the law's own words between asterisks."""

    id: str
    country: str
    topics: tuple[str, ...]
    name: str | Texts
    citation: str | Texts
    url: str
    checked: dt.date
    basis: str
    text: Texts
    sources: tuple[str, ...] = ()
    act: bool = True
    unconfirmed: Texts | None = None

    def name_in(self, locale: str) -> tuple[tuple[str, str], ...]:
        """The name for readers of a language: stretches of words, each with its language if that is another, else with ""."""
        return self._stretches(self.name, locale)

    def citation_in(self, locale: str) -> tuple[tuple[str, str], ...]:
        """The citation for readers of a language, as ``name_in``."""
        return self._stretches(self.citation, locale)

    def _stretches(self, text: str | Texts, locale: str) -> tuple[tuple[str, str], ...]:
        own = LOCALE_OF_COUNTRY.get(self.country, locale)  # parties to a case of the EU have no language
        foreign = own if own != locale else ""
        if isinstance(text, str):
            return ((text, foreign),)
        # Between two matches of the pattern stand the words of the reader's language.
        return tuple((words, foreign if number % 2 else "") for number, words in enumerate(FOREIGN.split(text[locale])) if words)


@dataclass(frozen=True)
class OtherWord:
    """Another word for a term; ``until`` is the last year a former word was right."""

    word: str
    kind: str
    until: int | None = None


@dataclass(frozen=True)
class TermText:
    term: str
    definition: str
    also: tuple[OtherWord, ...] = ()
    tooltip: bool = True


@dataclass(frozen=True)
class Term:
    id: str
    kind: str
    texts: Mapping[str, TermText]
    note: Texts | None = None
    source: str | None = None
    tooltip: bool = True

    def is_marked(self, locale: str) -> bool:
        """Whether the text of pages in a language shows its definition."""
        return self.tooltip and self.texts[locale].tooltip

    def words(self, locale: str) -> tuple[str, ...]:
        """The preferred term of a language, then the other words for it."""
        return (self.texts[locale].term, *(other.word for other in self.texts[locale].also))


@dataclass(frozen=True)
class Role:
    id: str
    kind: str
    label: Texts
    question: Texts | None = None
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChecklistItem:
    id: str
    responsible: Role
    link: str
    text: Texts
    why: Texts


@dataclass(frozen=True)
class Checklist:
    """The checklist of a phase, or of an agreement with its name and the page that treats it; ``id`` is that of the phase or agreement."""

    id: str
    items: tuple[ChecklistItem, ...]
    phase: str | None = None
    agreement: str | None = None
    title: Texts | None = None
    page: str | None = None


@dataclass(frozen=True)
class MatrixRow:
    """A row of a matrix; a cell is None where nothing is stated."""

    label: Texts
    cells: tuple[Texts | None, ...]


@dataclass(frozen=True)
class Matrix:
    """A table of who decides or does what; the first column is that of the labels. Without sources it is the guide's own proposal."""

    id: str
    caption: Texts
    columns: tuple[Texts, ...]
    rows: tuple[MatrixRow, ...]
    sources: tuple[str, ...] = ()
    note: Texts | None = None


@dataclass(frozen=True)
class Finding:
    """How a form of cooperation does on a criterion; ``effect`` is advantage, challenge or mixed."""

    effect: str
    text: Texts


@dataclass(frozen=True)
class Criterion:
    """A success criterion: either the same for all forms (perhaps with a remark), or findings by the id of the form.

    ``today`` tells what has changed since, with the ids of its sources.
    """

    id: str
    label: Texts
    meaning: Texts
    question: Texts
    source: str
    confidence: str
    same_for_all: bool = False
    remark: Texts | None = None
    findings: Mapping[str, Finding] = field(default_factory=lambda: MappingProxyType({}))
    today: Texts | None = None
    today_sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Thing:
    """One of the ten important things."""

    id: str
    title: Texts
    why: Texts
    this_week: Texts
    link: str


@dataclass(frozen=True)
class FigureBox:
    """A box of a figure and its place in the grid, whose rows and columns count from 1; ``parts`` stand side by side below its words."""

    id: str
    kind: str
    row: int
    column: int
    label: Texts
    span: int = 1
    detail: Texts | None = None
    parts: tuple[Texts, ...] = ()

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.span)


@dataclass(frozen=True, eq=False)
class FigureArrow:
    """An arrow from one box to another, by their ids; two that say the same are still two."""

    start: str
    end: str
    kind: str
    label: Texts | None = None
    both_ways: bool = False


@dataclass(frozen=True)
class FigureFrame:
    """A line around the boxes of some rows and columns; frames may overlap."""

    label: Texts
    row: int
    rows: int
    column: int
    span: int

    def holds(self, box: FigureBox) -> bool:
        return box.row in range(self.row, self.row + self.rows) and box.column in range(self.column, self.column + self.span)


@dataclass(frozen=True)
class SteeringModel:
    """A model of who steers what, as a drawing; ``description`` tells it to those who cannot see it."""

    id: str
    source: str
    title: Texts
    description: Texts
    boxes: tuple[FigureBox, ...]
    arrows: tuple[FigureArrow, ...] = ()
    frames: tuple[FigureFrame, ...] = ()

    def box(self, ident: str) -> FigureBox:
        return next(box for box in self.boxes if box.id == ident)


@dataclass(frozen=True)
class Phase:
    id: str
    number: int
    shape: str
    light: str
    dark: str
    label: Texts
    purpose: Texts
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A folder of pages beside the phases: its page (index) and its topics."""

    id: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Publication:
    """A PDF that can be downloaded; ``format`` is book, booklet, leaflet or sheet.

    ``contents`` are phases and parts (``anchoring/``), pages (``checklists.md``)
    and sections of pages (``checklists.md#process``) in its order, ``linked_from``
    the pages that offer it. Without a ``title`` of its own it has that of its
    first page; see Guide.title_of.
    """

    id: str
    format: str
    file: Texts
    contents: tuple[str, ...]
    title: Texts | None = None
    new_pages: bool = False  # each section begins a new page
    linked_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class StoryPart:
    """What they wanted, did or got, what went wrong, or what they say now; ``part`` is wanted, did, got, went-wrong or now."""

    part: str
    sources: tuple[Source, ...]
    text: Texts


@dataclass(frozen=True)
class CoverageItem:
    """A table, figure or list of a foundation, and where the guide has what it says; ``places`` are links to pages with an id."""

    id: str
    source: str
    kind: str
    title: Texts
    places: tuple[str, ...]
    chapter: str | None = None
    note: Texts | None = None


@dataclass(frozen=True)
class Guidance:
    """Guidance, a template, a network, figures or a tool elsewhere; ``seen`` is the day a stored copy was read."""

    id: str
    kind: str
    country: str
    title: str | Texts
    publisher: str | Texts
    language: str
    url: str
    seen: dt.date
    gives: Texts
    published: str | None = None

    def title_in(self, locale: str) -> tuple[str, str]:
        """The title and the language it is in."""
        return text_in(self.title, locale), self.language if isinstance(self.title, str) else locale

    def publisher_in(self, locale: str) -> str:
        return text_in(self.publisher, locale)


@dataclass(frozen=True)
class IssueQuestion:
    """A question of a form: the id of its field, its words, and whether it must be answered."""

    id: str
    label: str
    required: bool


@dataclass(frozen=True)
class IssueForm:
    """A form in which readers tell something: its file, its language, and its questions."""

    path: str
    locale: str
    name: str
    description: str
    questions: tuple[IssueQuestion, ...]

    @property
    def labels(self) -> dict[str, str]:
        """The label of each field by the field's id."""
        return {question.id: question.label for question in self.questions}


@dataclass(frozen=True)
class Story:
    """A real case. ``years`` is ``2008`` or ``1999–2017``; ``untranslated`` are the languages whose texts repeat another's."""

    id: str
    title: Texts
    collaborations: tuple[Collaboration, ...]
    years: str
    outcome: str
    parts: tuple[StoryPart, ...]
    lesson: Texts
    added: dt.date
    untranslated: tuple[str, ...] = ()

    def shown_in(self, locale: str) -> str:
        """The language its texts are in where a reader of ``locale`` meets it."""
        return locale if locale not in self.untranslated else next(other for other in LOCALES if other not in self.untranslated)


@dataclass(frozen=True)
class NewsItem:
    """Something new in the guide; ``link`` is a page, with the id of a heading if wanted."""

    id: str
    date: dt.date
    title: Texts
    text: Texts
    link: str


@dataclass(frozen=True)
class SearchWords:
    """Everyday words of one language, and the guide's words that the search looks for as well."""

    typed: tuple[str, ...]
    means: tuple[str, ...]


@dataclass(frozen=True)
class SearchPlaces:
    """What readers type or ask, by locale, for places in the guide, each as (key of the page, id on it)."""

    places: tuple[tuple[str, str], ...]
    typed: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class OutsideLink:
    """An address outside; ``seen`` is the day it last answered, ``failed`` tells the day and the answer when it last did not."""

    url: str
    seen: dt.date | None = None
    failed: str | None = None


@dataclass(frozen=True)
class About:
    """The guide itself: names, edition, licence."""

    name: Texts
    short_name: Texts
    description: Texts
    edition: str
    date: dt.date
    licence: Texts
    licence_url: str
    language_name: Texts
    pages: tuple[str, ...]
    stale_limit: Mapping[str, int]


@dataclass(frozen=True)
class Heading:
    id: str
    level: int
    text: str
    line: int


@dataclass(frozen=True)
class Block:
    """A block in a page: ``/// name | title`` with its options."""

    name: str
    title: str
    options: Mapping[str, str]
    line: int


@dataclass(frozen=True)
class Link:
    """A link in the prose: its address as written, with line and column."""

    target: str
    line: int
    column: int


@dataclass(frozen=True)
class Page:
    """One Markdown file; ``key`` is its path below docs/<locale>/ without ``.md``."""

    key: str
    locale: str
    path: str
    title: str
    slug: str
    description: str
    owner: str
    reviewed: dt.date
    review_months: int
    sources: tuple[str, ...]
    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]
    cited: tuple[tuple[str, int], ...]  # the sources the text links, each with its line
    body: str = ""
    body_line: int = 1  # the line of the file on which the body begins
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))  # of the keys of the front matter
    links: tuple[Link, ...] = ()

    def line(self, key: str) -> int:
        """The line of a key of the front matter, or 1."""
        return self.lines.get(key, 1)

    @property
    def next_review(self) -> dt.date:
        """The day the page is due to be reviewed again; the last day of a month that is too short for it."""
        years, month = divmod(self.reviewed.month - 1 + self.review_months, 12)
        year, month = self.reviewed.year + years, month + 1
        return dt.date(year, month, min(self.reviewed.day, calendar.monthrange(year, month)[1]))

    @property
    def folder(self) -> str | None:
        """The phase, part or page the page belongs to."""
        return self.key.split("/")[0] if "/" in self.key else None

    @property
    def is_index(self) -> bool:
        return self.key.rsplit("/", 1)[-1] == "index"


def page_key(name: str) -> str:
    """The key of a page from the name of its file below docs/<locale>/: ``anchoring/index.md`` → ``anchoring/index``."""
    return name.removesuffix(".md")


def key_above(key: str, keys: Container[str]) -> str | None:
    """The page that a page in a folder stands below: that of the phase or part, or the page of the folder's name.

    >>> key_above("anchoring/employees", {"anchoring/index"}), key_above("sources/coverage", {"sources"}), key_above("sources", {"sources"})
    ('anchoring/index', 'sources', None)
    """
    folder, slash, _ = key.partition("/")
    return (f"{folder}/index" if f"{folder}/index" in keys else folder) if slash else None


def linked_page(link: str, key: str) -> str | None:
    """The key of the page that a link in the page ``key`` leads to, or None when it is no link to a page.

    >>> linked_page("../process/index.md#how", "anchoring/index"), linked_page("#how", "about"), linked_page("https://example.org", "about")
    ('process/index', 'about', None)
    """
    path = link.partition("#")[0]
    if ":" in link or path.startswith("/") or (path and not path.endswith(".md")):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(key), page_key(path))) if path else key


def page_url(pages: Mapping[str, Mapping[str, Page]], key: str, locale: str) -> str:
    """The address of a page of ``{locale: {key: page}}``; see Guide.url. Raises KeyError for a page that is not there."""

    def page(wanted: str) -> Page:
        return pages[locale].get(wanted) or pages[DEFAULT_LOCALE][wanted]

    prefix = "" if locale == DEFAULT_LOCALE else f"{locale}/"
    if key == "index":
        return prefix
    own = page(key)
    above = key_above(key, pages[DEFAULT_LOCALE])
    return f"{prefix}{own.slug}/" if above in (None, key) else f"{prefix}{page(above).slug}/{own.slug}/"


@dataclass(frozen=True)
class EditionSection:
    """A section as it was in an edition, or as it is now: its title, the hash of its text, its place on the page (an id, "" for the page itself)."""

    title: str
    hash: str
    place: str = ""


@dataclass(frozen=True)
class EditionPage:
    """A page in one language; ``address`` is relative to the site's root, ``sections`` are by id: ``top``, a heading's, or ``kind/id`` of a record."""

    title: str
    address: str
    sections: Mapping[str, EditionSection]


@dataclass(frozen=True)
class Edition:
    """The guide as it was on one day: ``{locale: {page: EditionPage}}``."""

    version: str
    date: dt.date
    pages: Mapping[str, Mapping[str, EditionPage]]

    @property
    def anchor(self) -> str:
        """The id of the edition on the page of editions: ``edition-1-0``."""
        return edition_anchor(self.version)


def edition_anchor(version: str) -> str:
    """The id of an edition on the page of editions: ``1.0`` → ``edition-1-0``."""
    return "edition-" + version.replace(".", "-")


@dataclass(frozen=True, eq=False)
class Guide:
    """Everything that was read. Collections keep the order of the files or of the alphabet.

    Two guides are never compared; each is itself, so what is derived from one can be kept.
    """

    about: About
    interface: Mapping[str, Texts]
    phases: tuple[Phase, ...]
    parts: tuple[Part, ...]
    publications: Mapping[str, Publication]
    roles: Mapping[str, Role]
    forms: Mapping[str, Form]
    services: Mapping[str, Service]
    municipalities: tuple[Municipality, ...]
    collaborations: Mapping[str, Collaboration]
    sources: Mapping[str, Source]
    laws: tuple[Law, ...]
    glossary: Mapping[str, Term]
    checklists: Mapping[str, Checklist]  # by the id of the phase or agreement
    matrices: Mapping[str, Matrix]
    success_criteria: tuple[Criterion, ...]
    ten_things: tuple[Thing, ...]
    stories: Mapping[str, Story]
    news: tuple[NewsItem, ...]
    coverage: tuple[CoverageItem, ...]
    guidance: tuple[Guidance, ...]
    issue_forms: tuple[IssueForm, ...] = ()
    pages: Mapping[str, Mapping[str, Page]] = field(default_factory=lambda: MappingProxyType({}))
    translations: Mapping[tuple[str, str], PlaceState] = field(default_factory=lambda: MappingProxyType({}))  # by (locale, place)
    outside_links: Mapping[str, OutsideLink] = field(default_factory=lambda: MappingProxyType({}))  # by address
    steering_models: Mapping[str, SteeringModel] = field(default_factory=lambda: MappingProxyType({}))
    search_words: Mapping[str, tuple[SearchWords, ...]] = field(default_factory=lambda: MappingProxyType({}))  # by locale
    search_places: tuple[SearchPlaces, ...] = ()
    search_questions: tuple[SearchPlaces, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # every published address: the key of its page
    editions: tuple[Edition, ...] = ()  # the newest first
    sections: Mapping[str, Mapping[str, EditionPage]] = field(default_factory=lambda: MappingProxyType({}))  # as they are now, by locale and page

    def page(self, key: str, locale: str) -> Page:
        """The page in this language, or in the source language where it is not translated."""
        return self.pages[locale].get(key) or self.pages[DEFAULT_LOCALE][key]

    def url(self, key: str, locale: str) -> str:
        """The address of a page relative to the site's root: ``da/forankring/`` (front page: ``da/``).

        A page that is not translated is shown under the language's own prefix,
        with the slug of the source language.
        """
        return page_url(self.pages, key, locale)

    def book_url(self, locale: str) -> str:
        """The address of a language's book relative to the site's root."""
        return self.publication_url(self.book, locale)

    def publication_url(self, publication: Publication, locale: str) -> str:
        """The address of a PDF relative to the site's root: ``da/tjeklister.pdf``."""
        return self.url("index", locale) + publication.file[locale]

    @property
    def book(self) -> Publication:
        """The one publication that is a book: the whole guide."""
        return next(publication for publication in self.publications.values() if publication.format == "book")

    def title_of(self, publication: Publication, locale: str) -> str:
        """The title of a publication: its own, else for the book that of the guide, else that of its first page."""
        if publication.title:
            return publication.title[locale]
        return self.about.name[locale] if publication.format == "book" else self.page(self.keys_of(publication)[0], locale).title

    def keys_of(self, publication: Publication) -> tuple[str, ...]:
        """The keys of the pages a publication holds, whole or in part, each once, in its order."""
        return tuple(dict.fromkeys(key for key, _ in self.sections_of(publication)))

    def sections_of(self, publication: Publication) -> Iterator[tuple[str, str]]:
        """The contents of a publication page by page: ``(key, id of a section, or "" for the whole page)``."""
        folders = {f"{folder.id}/": folder for folder in self.folders}
        for item in publication.contents:
            if item in folders:
                yield from ((key, "") for key in self.keys_in(folders[item]))
            else:
                path, _, section = item.partition("#")
                yield page_key(path), section

    def feed_url(self, locale: str) -> str:
        """The address of a language's feed of news relative to the site's root."""
        return self.url("index", locale) + "feed.xml"

    def stories_of(self, collaboration: str) -> tuple[Story, ...]:
        """The stories that are about a collaboration, given by its id."""
        return self._stories_of.get(collaboration, ())

    @functools.cached_property
    def _stories_of(self) -> dict[str, tuple[Story, ...]]:
        return {ident: tuple(story for story in self.stories.values() if ident in {c.id for c in story.collaborations}) for ident in self.collaborations}

    @functools.cached_property
    def _pages_citing(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = {}
        in_stories = {source.id: None for story in self.stories.values() for part in story.parts for source in part.sources}
        for locale in LOCALES:
            for key in self.reading_order:
                named = self.pages[locale][key].sources if key in self.pages[locale] else ()
                for source in {**dict.fromkeys(named), **(in_stories if key == "stories" else {})}:
                    found.setdefault((source, locale), []).append(key)
        return {place: tuple(keys) for place, keys in found.items()}

    def pages_citing(self, source: str, locale: str) -> tuple[str, ...]:
        """The keys of the pages that name a source in their front matter or in a story, in reading order."""
        return self._pages_citing.get((source, locale), ())

    def words(self, locale: str) -> dict[str, str]:
        """The words of the interface in one language."""
        return {key: texts[locale] for key, texts in self.interface.items()}

    @property
    def reading_order(self) -> tuple[str, ...]:
        """The keys of all pages: the front page, the phases and parts with their topics, the rest."""
        return ("index", *(key for folder in self.folders for key in self.keys_in(folder)), *self.about.pages)

    @property
    def folders(self) -> tuple[Phase | Part, ...]:
        """The phases and the parts, in reading order."""
        return (*self.phases, *self.parts)

    @staticmethod
    def keys_in(folder: Phase | Part) -> tuple[str, ...]:
        """The keys of the pages of a phase or part, in reading order."""
        return tuple(f"{folder.id}/{name}" for name in ("index", *folder.topics))

    def keys_below(self, key: str) -> tuple[str, ...]:
        """The keys of the pages that stand below a page outside the phases and parts, as ``sources/coverage`` below ``sources``."""
        return tuple(name for name in self.about.pages if name.startswith(f"{key}/"))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all pages of the source language."""
        return tuple(self.pages[DEFAULT_LOCALE])

    def locales_of(self, key: str) -> tuple[str, ...]:
        """The languages a page is written in."""
        return tuple(locale for locale in LOCALES if key in self.pages[locale])

    @property
    def assessed_forms(self) -> tuple[Form, ...]:
        """The forms the findings on the success criteria are about, in the order of the file."""
        return tuple(self.forms[ident] for ident in {ident: None for criterion in self.success_criteria for ident in criterion.findings})

    @property
    def foundations(self) -> tuple[Source, ...]:
        """The sources the guide builds on, in the order of the file."""
        return tuple(source for source in self.sources.values() if source.foundation)

    def guidance_shown(self, choice: str, own: str) -> tuple[Guidance, ...]:
        """The guidance that a block shows: that of a country or of eu, or for ``own`` and ``neighbours`` as the country ``own`` sees it.

        Country by country in the order no, dk, se, and within each in the order of the file.
        """
        countries = {"own": (own,), "neighbours": tuple(country for country in COUNTRY_OF_LOCALE.values() if country != own)}.get(choice, (choice,))
        return tuple(item for country in countries for item in self.guidance if item.country == country)

    def last_answer(self, url: str) -> OutsideLink | None:
        """What is known of an address outside; None when nobody has asked it."""
        link = self.outside_links.get(url.partition("#")[0])
        return link if link and (link.seen or link.failed) else None

    def laws_on(self, topic: str) -> tuple[Law, ...]:
        """The statements of law for one law box, in the order of the file."""
        return tuple(law for law in self.laws if topic in law.topics)
