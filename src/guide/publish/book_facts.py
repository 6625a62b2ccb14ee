"""Tells a reader the pages and size of each book, known only when the books are made."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path

from guide import LOCALES
from guide.book import Book
from guide.records import Guide

PLACE = re.compile(r'(<span class="g-books__facts" data-book-facts="([a-z]{2})">)(</span>)')


def fill_book_facts(guide: Guide, site: Path, books: Mapping[str, Book]) -> None:
    """Fills the places left for the facts on the pages of the book, in each page's language."""
    for locale in LOCALES:
        path = site / guide.url("book", locale) / "index.html"
        words = guide.words(locale)

        def facts(match: re.Match[str], words: dict[str, str] = words) -> str:
            book = books[match[2]]
            size = f"{book.size / 1_000_000:.1f}".replace(".", ",")
            return match[1] + html.escape(words["book.facts"].format(pages=book.pages, size=size)) + match[3]

        path.write_text(PLACE.sub(facts, path.read_text("utf-8")), encoding="utf-8")
