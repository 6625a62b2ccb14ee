"""Reads a finished HTML page, whatever engine made it."""

from __future__ import annotations

from pathlib import Path

import lxml.html
from lxml.html import HtmlElement


def read_page(path: Path) -> HtmlElement:
    """The page as a tree; pages are UTF-8."""
    return lxml.html.fromstring(path.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def article_of(page: HtmlElement) -> HtmlElement | None:
    """The element that holds the text of the page and nothing of the site around it, or None."""
    found = page.xpath("//div[contains(concat(' ', normalize-space(@class), ' '), ' g-prose ')]")
    return found[0] if found else None


def without_word_links(article: HtmlElement) -> HtmlElement:
    """The article with the marked terms of the glossary as plain text, for what is not read on a screen."""
    for link in article.xpath(".//a[@class='g-word']"):
        link.drop_tag()
    return article
