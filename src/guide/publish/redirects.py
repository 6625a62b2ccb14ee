"""A small page at every address where a page once stood, which leads on to the page of today.

It needs no server and no script, so it works on any static host and from a
folder. Search engines take an immediate refresh for a permanent redirect.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from guide.addresses import redirects
from guide.records import Guide
from guide.render import relative_url


def write_redirects(guide: Guide, site: Path, templates: Path, site_url: str = "") -> int:
    """Writes ``<old address>/index.html`` for each; gives their number.

    ``templates`` is the folder of redirect.html. ``site_url`` ends with a slash; without it the canonical address is relative.
    """
    template = Environment(loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True).get_template("redirect.html")
    found = redirects(guide)
    for address, (key, locale) in found.items():
        url = guide.url(key, locale)
        target = relative_url(url, address)
        shown = guide.page(key, locale)
        html = template.render(
            guide=guide, locale=locale, page=shown, words=guide.words(locale), target=target,
            # A page that is not translated has the source language's address as its own.
            canonical=site_url + guide.url(key, shown.locale) if site_url else target,
            asset=lambda path, address=address: relative_url(path, address),
        )
        path = site / address / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
    return len(found)
