"""Fills the placeholders of blocks with HTML made from data.

Every template is rendered with autoescape on and undefined names refused, so a
text from data can be read but never run, and a misspelt key fails the build.
"""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, FileSystemBytecodeCache, StrictUndefined
from markupsafe import Markup

from guide import COUNTRY_OF_LOCALE, LOCALES, coverage, editions, overview
from guide.collation import sort_key
from guide.dashboard import dashboard
from guide.dates import build_day, long_date, partial_date
from guide.problems import GuideError, Problem
from guide.prose import BLOCKS
from guide.records import Collaboration, Guide, Municipality, Story, page_key
from guide.registry import Municipalities
from guide.steering_models import SIZES, draw
from guide.terms_in_text import UNMARKED_PAGES, TermsInText

PLACEHOLDER = re.compile(r'<div((?: data-[a-z-]+="[^"]*")+)></div>')
ATTRIBUTE = re.compile(r' data-([a-z-]+)="([^"]*)"')
HEADING = re.compile(r'<h([23]) id="([^"]+)">(.*?)</h\1>', re.S)
LABEL = re.compile(HEADING.pattern + r'|<p class="g-box__label">(.*?)</p>\n?', re.S)
WORD = re.compile(r"\w+")
TABLE = re.compile(r"<table>(.*?)</table>", re.S)
TAG = re.compile(r"<[^>]+>")
ID = re.compile(r' id="([^"]+)"')


def relative_url(target: str, page_url: str) -> str:
    """The address of ``target`` seen from ``page_url``, both relative to the site's root.

    >>> relative_url("da/kilder/#kl-2016", "da/forankring/")
    '../kilder/#kl-2016'
    """
    path, hash_, ident = target.partition("#")
    base = page_url if page_url.endswith("/") or not page_url else posixpath.dirname(page_url) + "/"
    relative = posixpath.relpath("/" + path, "/" + base)
    if path.endswith("/") or not path:
        relative = "./" if relative == "." else relative + "/"
    return relative + hash_ + ident


@dataclass(frozen=True)
class Rendered:
    """The HTML of a page's content, the ids the blocks brought with them, and the page's headings of the second level.

    A heading is its id and its text as HTML, in the order of the page, whether
    it stands in the prose or came with a block.
    """

    html: str
    ids: tuple[str, ...]
    headings: tuple[tuple[str, str], ...] = ()


class BlockRenderer:
    """Renders the blocks of one language.

    ``edit_url`` is the beginning of the addresses at which files are edited,
    ``form_url`` that of the forms in which readers tell something; both may be
    empty. ``feeds`` says whether there are feeds of the news to link.
    """

    def __init__(
        self, guide: Guide, locale: str, templates: Path, books: bool = True, cache: Path | None = None, edit_url: str = "", form_url: str = "",
        feeds: bool = True,
    ):
        self.guide, self.locale = guide, locale
        self._registry = Municipalities(guide.municipalities)
        self._words = guide.words(locale)
        self._terms: dict[str, TermsInText] = {}  # by the language of the text, which is the source language where a page is not translated
        self._env = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=FileSystemBytecodeCache(str(cache)) if cache else None,
        )
        self._env.globals |= {
            "guide": guide, "locale": locale, "locales": LOCALES, "t": self.word, "own_country": COUNTRY_OF_LOCALE[locale],
            "long_date": lambda day: long_date(day, locale), "partial_date": lambda text: partial_date(text, locale),
            "members_of": self._members, "title_of": self._title, "shape": shape,
            "terms": sorted(guide.glossary.values(), key=lambda term: sort_key(term.texts[locale].term, locale)),
            "sources": sorted(guide.sources.values(), key=lambda source: sort_key(source.cited_in(locale), locale)), "overview": overview, "coverage": coverage, "editions": editions,
            "drawings": lambda model: [draw(model, locale, size) for size in SIZES], "books": books, "status_of": self._status,
            "dashboard": lambda: dashboard(guide, locale, build_day()), "edit_url": edit_url, "form_url": form_url, "feeds": feeds, "Markup": Markup,
            "stories": sorted(guide.stories.values(), key=self._place_of_story),
        }

    def word(self, key: str, **values: object) -> str:
        """A word of the interface; ``values`` fill its braces."""
        if key not in self._words:
            raise GuideError([Problem("data/interface.yml", 0, key, "a template asks for this word, and it is missing", "add it with nb, da and sv")])
        return self._words[key].format(**values) if values else self._words[key]

    def fill(self, content: str, page_url: str, key: str = "") -> Rendered:
        """The content of a page with every placeholder filled and, with ``key`` given, the terms of the glossary marked.

        ``page_url`` is relative to the root of the site.
        """
        ids: list[str] = []
        seen: list[str] = []
        placed: list[str] = []

        def one(match: re.Match[str]) -> str:
            options = {k: html.unescape(v) for k, v in ATTRIBUTE.findall(match[1])}
            name = options.pop("guide-block", "")
            if name not in BLOCKS:
                return match[0]
            placed.append(match[0])
            made = self._render(name, options, page_url, key, first=name not in seen, nth=placed.count(match[0]))
            seen.append(name)
            ids.extend(ID.findall(made))
            return made

        filled = PLACEHOLDER.sub(one, content)
        headings = tuple((ident, TAG.sub("", inner).strip()) for level, ident, inner in HEADING.findall(filled) if level == "2")
        whole = self._with_tables(self._with_heading_links(_without_repeated_labels(filled)))
        return Rendered(self._with_terms(whole, key, page_url) if key else whole, tuple(ids), headings)

    def _render(self, name: str, options: dict[str, str], page_url: str, key: str, first: bool, nth: int) -> str:
        def link(target: str) -> str:
            """The address of a page key or file name, with an id if wanted, from this page."""
            path, hash_, ident = target.partition("#")
            return relative_url(self.guide.url(page_key(path), self.locale) + hash_ + ident, page_url)

        def asset(path: str) -> str:
            return relative_url(path, page_url)

        template = self._env.get_template(f"{name}.html")
        return template.render(options=options, link=link, asset=asset, first=first, nth=nth, page_url=page_url, key=key).strip()

    def _with_terms(self, content: str, key: str, page_url: str) -> str:
        """Terms link their entry in the glossary; their definitions follow the text."""
        if key in UNMARKED_PAGES or "glossary" not in self.guide.keys:
            return content
        locale = self.guide.page(key, self.locale).locale
        if locale not in self._terms:
            self._terms[locale] = TermsInText(self.guide, locale)
        template = self._env.get_template("terms-in-text.html").module
        glossary = relative_url(self.guide.url("glossary", self.locale), page_url)
        marked, found = self._terms[locale].mark(content, lambda ident, words: template.link(f"{glossary}#{ident}", ident, Markup(words)))
        if not found:
            return content
        terms = [(ident, self.guide.glossary[ident].texts[locale], named) for ident, named in found.items()]
        return marked + str(template.definitions(terms, locale if locale != self.locale else "", self.word("glossary.again")))

    def _members(self, collaboration: Collaboration) -> list[str]:
        def name(member: Municipality) -> str:
            return self._registry.written(member)

        return [name(member) for member in collaboration.members]

    def _title(self, target: str) -> str:
        """The title of the page a link leads to, which is what a reader on paper can look for."""
        return self.guide.page(page_key(target.partition("#")[0]), self.locale).title

    def _place_of_story(self, story: Story) -> tuple[int, str]:
        """The reader's own country first, then the neighbours; in each by the title."""
        own = COUNTRY_OF_LOCALE[self.locale]
        countries = [own, *(country for country in COUNTRY_OF_LOCALE.values() if country != own)]
        return countries.index(story.collaborations[0].country), sort_key(story.title[self.locale], self.locale)

    def _status(self, collaboration: Collaboration) -> str:
        """The year of the status in words; a status never stands without it."""
        if collaboration.last_evidence:
            return self.word("status.as_of", year=collaboration.last_evidence)
        return self.word("status.undated")

    def _with_heading_links(self, content: str) -> str:
        label = html.escape(self._words["heading.link"])

        def one(match: re.Match[str]) -> str:
            level, ident, inner = match.groups()
            text = html.escape(html.unescape(TAG.sub("", inner)), quote=True)
            return f'<h{level} id="{ident}">{inner}<a class="headerlink" href="#{ident}" aria-label="{label}: {text}">#</a></h{level}>'

        return HEADING.sub(one, content)

    def _with_tables(self, content: str) -> str:
        """Tables written in prose scroll sideways on a phone, also by keyboard."""
        label = html.escape(self._words["table.scroll"])
        return TABLE.sub(rf'<div class="g-table" tabindex="0" role="group" aria-label="{label}"><table class="g-plain">\1</table></div>', content)


def _without_repeated_labels(content: str) -> str:
    """Takes the label from a box whose section asks the same: "Hva sier loven?" and "Hva loven sier"."""
    asked: set[str] = set()

    def one(match: re.Match[str]) -> str:
        nonlocal asked
        words = set(WORD.findall(html.unescape(TAG.sub("", match[3] or match[4])).casefold()))
        if match[1]:
            asked = words
        return "" if match[4] and words <= asked else match[0]

    return LABEL.sub(one, content)


def shape(name: str, size: int = 24) -> Markup:
    """The shape of a phase as an SVG that takes its colour from the text."""
    body = SHAPES[name]
    return Markup('<svg class="g-shape" viewBox="0 0 24 24" width="%d" height="%d" aria-hidden="true" focusable="false">%s</svg>') % (size, size, Markup(body))


SHAPES = {
    "circle": '<circle cx="12" cy="12" r="9"/>',
    "diamond": '<path d="M12 2 22 12 12 22 2 12Z"/>',
    "triangle": '<path d="M12 3 22.5 21H1.5Z"/>',
    "pentagon": '<path d="M12 2 22 9.3 18.2 21H5.8L2 9.3Z"/>',
    "hexagon": '<path d="M12 2 21 7V17L12 22 3 17V7Z"/>',
}
