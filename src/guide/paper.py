"""What a page needs to be read on paper: numbers on the links that lead out of the site, and what they lead to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from guide.collation import sort_key
from guide.records import Guide, Source
from guide.render import relative_url

LINK = re.compile(r"<a\s([^>]*)>")
TAG = re.compile(r"<[^>]+>")
PARENTHESIS = re.compile(r"\(([^()]+)\)")
HREF = re.compile(r'(?:^|\s)href="([^"]*)"')
# The stylesheet writes the address of such a link below it, so it needs no number (templates of the blocks).
WRITTEN_OUT = "data-written-out"
# Pages that list no sources at their end: the sources themselves, and the front page.
NO_SOURCES = frozenset({"sources", "index"})


@dataclass(frozen=True)
class Address:
    """Where a numbered link leads; ``source`` is the one whose address it is, when that is written out on the page already."""

    url: str
    source: Source | None = None


@dataclass(frozen=True)
class Paper:
    """What stands at the end of a printed page.

    ``addresses`` are those of the links out of the site in the order of their
    numbers, which begin at 1. ``sources`` are those the page names or cites,
    in the alphabetical order of the language.
    """

    addresses: tuple[Address, ...] = ()
    sources: tuple[Source, ...] = ()


def for_paper(guide: Guide, key: str, locale: str, content: str) -> tuple[str, Paper]:
    """The content of a finished page with each link out of the site numbered (``data-note``), and what follows it on paper.

    An address that is linked again keeps its number. Nothing is added that is
    read on a screen: the stylesheet for print shows the numbers.
    """
    page = guide.page(key, locale)
    sources_page = relative_url(guide.url("sources", locale), guide.url(key, locale)) if "sources" in guide.keys else None
    numbers: dict[str, int] = {}
    cited = dict.fromkeys(page.sources)

    def one(match: re.Match[str]) -> str:
        found = HREF.search(match[1])
        address = html.unescape(found[1]) if found else ""
        if address.startswith(("http://", "https://")) and WRITTEN_OUT not in match[1]:
            return f'<a {match[1]} data-note="{numbers.setdefault(address, len(numbers) + 1)}">'
        path, _, ident = address.partition("#")
        if path == sources_page and ident in guide.sources:
            cited[ident] = None
        return match[0]

    numbered = LINK.sub(one, content)
    cited |= dict.fromkeys(_named(guide, locale, content))
    sources = sorted((guide.sources[ident] for ident in cited), key=lambda source: sort_key(source.cited_in(locale), locale))
    # On their own page all sources stand with their addresses, and none are listed at its end.
    written = {source.url: source for source in (guide.sources.values() if key == "sources" else sources)}
    return numbered, Paper(tuple(Address(url, written.get(url)) for url in numbers), () if key in NO_SOURCES else tuple(sources))


def _named(guide: Guide, locale: str, content: str) -> Iterator[str]:
    """The sources named in a parenthesis, which texts from data do not link: (KL 2016), (Digi.no 2017; Ikomm, udatert)."""
    names = {source.cited_in(locale): source.id for source in guide.sources.values()}
    for inner in PARENTHESIS.findall(html.unescape(TAG.sub("", content))):
        for part in (inner, *re.split(r"[;,]\s*", inner)):
            if part in names:
                yield names[part]


def css_string(text: str) -> str:
    """A text as a string of CSS, which nothing in it can end.

    >>> css_string('Hvem «eier» den?')
    '"Hvem «eier» den?"'
    >>> css_string('a"; }')
    '"a\\\\22 \\\\3b  \\\\7d "'
    """
    return '"' + re.sub(r"[\x00-\x1f\"'\\;{}<>&]", lambda match: f"\\{ord(match[0]) or 0xFFFD:x} ", text) + '"'
