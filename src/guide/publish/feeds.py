"""A feed of the news in each language, for news readers.

Source: RFC 4287, *The Atom Syndication Format*; RFC 9562, *UUIDs* (version 5, of a name).
"""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as etree
from pathlib import Path

from guide import LOCALES
from guide.records import Guide, page_key

ATOM = "http://www.w3.org/2005/Atom"
# News readers know the feeds and their entries by ids made from this, so it never changes.
NAMESPACE = uuid.UUID("87d6adac-54c6-4aec-bb3a-dee69d2d4e26")


def write_feeds(guide: Guide, site: Path, site_url: str) -> int:
    """Writes ``feed.xml`` at the front page of each language; gives the number of entries. ``site_url`` ends with a slash."""
    for locale in LOCALES:
        (site / guide.feed_url(locale)).write_bytes(feed(guide, locale, site_url))
    return len(guide.news) * len(LOCALES)


def feed(guide: Guide, locale: str, site_url: str) -> bytes:
    """The feed of one language, the newest entry first.

    An entry's id is made from the language and the id of the news item, so it
    stays when the text, the link or the address of the site changes.
    """
    words = guide.words(locale)
    # xml:lang is written as it stands: the prefix xml needs no declaration.
    root = etree.Element("feed", {"xmlns": ATOM, "xml:lang": locale})
    _text(root, "id", _id(locale))
    _text(root, "title", words["news.feed_title"].format(name=guide.about.name[locale]))
    _text(root, "subtitle", guide.about.description[locale])
    _text(root, "updated", _moment(max(item.date for item in guide.news)))
    _link(root, "self", site_url + guide.feed_url(locale), type="application/atom+xml")
    _link(root, "alternate", site_url + guide.url("news", locale), type="text/html", hreflang=locale)
    _text(etree.SubElement(root, "author"), "name", guide.about.name[locale])
    _text(root, "rights", f"{words['licence.text']} {guide.about.licence[locale]}.")
    for item in guide.news:
        entry = etree.SubElement(root, "entry")
        path, hash_, ident = item.link.partition("#")
        key = page_key(path)
        _text(entry, "id", _id(locale, item.id))
        _text(entry, "title", item.title[locale])
        _text(entry, "published", _moment(item.date))
        _text(entry, "updated", _moment(item.date))
        _link(entry, "alternate", site_url + guide.url(key, locale) + hash_ + ident, type="text/html", hreflang=guide.page(key, locale).locale)
        _text(entry, "summary", item.text[locale])
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _id(*parts: str) -> str:
    return uuid.uuid5(NAMESPACE, "/".join(("news", *parts))).urn


def _moment(day: object) -> str:
    """A day as RFC 3339 asks for; the guide knows no hours."""
    return f"{day}T00:00:00Z"


def _text(parent: etree.Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text


def _link(parent: etree.Element, rel: str, href: str, **attributes: str) -> None:
    etree.SubElement(parent, "link", {"rel": rel, "href": href, **attributes})
