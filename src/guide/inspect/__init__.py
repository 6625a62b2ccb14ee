"""Checks over the finished site. Whatever engine made it, this is what it must be.

A check is a function ``check(site)`` over a Site; it yields Finding. The site
is parsed once for all of them.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from lxml.html import HtmlElement

from guide.htmlpage import article_of, read_page
from guide.records import Guide


@dataclass(frozen=True, order=True)
class Finding:
    """What is wrong on one page; ``page`` is its file relative to the site."""

    page: str
    message: str

    def __str__(self) -> str:
        return f"{self.page}: {self.message}"


class Site:
    """The finished site, each page parsed once. ``site_url`` is empty when unset, else ends with a slash."""

    def __init__(self, root: Path, guide: Guide, site_url: str = ""):
        self.root, self.guide, self.site_url = root, guide, site_url
        self.pages: dict[str, HtmlElement] = {
            path.relative_to(root).as_posix(): read_page(path) for path in sorted(root.rglob("*.html"))
        }

    @functools.cache
    def ids(self, page: str) -> frozenset[str]:
        return frozenset(self.pages[page].xpath("//@id"))

    @functools.cache
    def has_file(self, name: str) -> bool:
        return (self.root / name).is_file()

    def article(self, page: str) -> HtmlElement | None:
        return article_of(self.pages[page])


def inspect(site: Site) -> list[Finding]:
    """Every finding of every check, sorted."""
    from guide.inspect import content, languages, links, pdfs

    return sorted({finding for check in (languages.check, links.check, content.check, pdfs.check) for finding in check(site)})
