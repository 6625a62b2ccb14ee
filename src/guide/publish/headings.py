"""All headings of a language from A to Å, on its page of the search, read from the finished HTML.

It is the way for readers whose browser runs no script, or could not fetch the search.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from guide import LOCALES
from guide.collation import sort_key
from guide.htmlpage import article_of, read_page
from guide.records import Guide
from guide.render import relative_url

KEY = "search"
PLACE = '<div class="g-headings" data-screen-only data-headings></div>'
# What a heading may begin with besides its first letter.
MARKS = "«»”\"'§ –(0123456789.…"


@dataclass(frozen=True)
class Place:
    """Where a heading stands: its address from the page of the list, the title of its page and the heading above it
    (both empty for the title itself), and its language if another."""

    href: str
    page: str = ""
    above: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Heading:
    text: str
    places: tuple[Place, ...]

    def where(self, place: Place) -> str:
        """One of its places in words, which tell it from the others."""
        same_page = sum(other.page == place.page for other in self.places) > 1
        return f"{place.above} ({place.page})" if same_page and place.above else place.page


def fill_headings(guide: Guide, site: Path, templates: Path, locales: tuple[str, ...] = LOCALES) -> dict[str, int]:
    """Fills the place left for the list on the page of the search; gives the number of headings of each language.

    ``templates`` is the folder of headings-list.html. A guide without that page is left as it is.
    """
    template = Environment(loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True).get_template("headings-list.html")
    counts = {}
    for locale in locales if KEY in guide.keys else ():
        found = headings(guide, site, locale)
        path = site / guide.url(KEY, locale) / "index.html"
        letters = [(letter, list(group)) for letter, group in groupby(found, lambda heading: _letter(heading.text, locale))]
        made = template.render(letters=letters, words=guide.words(locale))
        path.write_text(path.read_text("utf-8").replace(PLACE, PLACE.removesuffix("</div>") + made + "</div>", 1), encoding="utf-8")
        counts[locale] = len(found)
    return counts


def headings(guide: Guide, site: Path, locale: str) -> list[Heading]:
    """The titles and headings of all pages of a language in alphabetical order, the same words once."""
    places: dict[str, list[Place]] = {}
    for key in guide.keys:
        for text, place in _of_page(guide, site, key, locale):
            places.setdefault(text, []).append(place)
    return [Heading(text, tuple(places[text])) for text in sorted(places, key=lambda text: (_sort_key(text, locale), text))]


def _of_page(guide: Guide, site: Path, key: str, locale: str) -> Iterator[tuple[str, Place]]:
    url, page = guide.url(key, locale), guide.page(key, locale)
    address = relative_url(url, guide.url(KEY, locale))
    lang = page.locale if page.locale != locale else ""
    yield page.title, Place(address, lang=lang)
    article = article_of(read_page(site / url / "index.html")) if key != KEY else None
    above = ""
    for heading in article.xpath(".//h2[@id] | .//h3[@id]") if article is not None else ():
        text = " ".join("".join(heading.xpath(".//text()[not(ancestor::a[@class='headerlink'])]")).split())
        yield text, Place(f"{address}#{heading.get('id')}", page.title, above if heading.tag == "h3" else "", lang)
        above = text if heading.tag == "h2" else above


def _sort_key(text: str, locale: str) -> str:
    return sort_key(text.lstrip(MARKS) or text, locale)


def _letter(text: str, locale: str) -> str:
    """The letter a heading stands under: that of its place in the alphabet, so that É stands under E and Ä under Æ."""
    first = text.lstrip(MARKS)[:1].upper()
    if not first:
        return "0–9"
    same = [letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅÄÖ" if _sort_key(letter, locale) == _sort_key(first, locale)]
    own = {"nb": "ÆØÅ", "da": "ÆØÅ", "sv": "ÅÄÖ"}[locale]
    return next((letter for letter in same if letter.isascii() or letter in own), first)
