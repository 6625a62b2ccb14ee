"""Tells a reader the pages and size of each PDF, known only when the PDFs are made."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path

from guide import LOCALES
from guide.book import Book
from guide.records import Guide

PLACE = re.compile(r'(<span class="g-books__facts" data-book-facts="([a-z0-9-]+)/([a-z]{2})">)(</span>)')


def fill_book_facts(guide: Guide, site: Path, books: Iterable[Book]) -> None:
    """Fills the places left for the facts on the page of downloads and on the pages that offer one, in each page's language."""
    made = {(book.publication, book.locale): book for book in books}
    keys = {"book", *(key for publication in guide.publications.values() for key in publication.linked_from)}
    for locale in LOCALES:
        words = guide.words(locale)

        def facts(match: re.Match[str], words: dict[str, str] = words) -> str:
            book = made[match[2], match[3]]
            word = words["book.facts.one"] if book.pages == 1 else words["book.facts"]
            return match[1] + html.escape(word.format(pages=book.pages, size=size_in_words(book.size))) + match[4]

        for key in keys:
            path = site / guide.url(key, locale) / "index.html"
            path.write_text(PLACE.sub(facts, path.read_text("utf-8")), encoding="utf-8")


def size_in_words(size: int) -> str:
    """A number of bytes as readers of all three languages write it.

    >>> size_in_words(2_345_678), size_in_words(81_500)
    ('2,3 MB', '82 kB')
    """
    return f"{size / 1_000_000:.1f} MB".replace(".", ",") if size >= 1_000_000 else f"{max(size / 1000, 1):.0f} kB"
