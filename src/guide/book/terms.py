"""The index of terms: where the words of the glossary stand in a book.

The site marks a term the first time in each section; the book keeps those
places. A heading that has the term, and its entry in the glossary, are where
it is told of, and stand in bold.
"""

from __future__ import annotations

from collections.abc import Iterator

from guide.book.typst_values import array, literal
from guide.collation import sort_key
from guide.inflection import Finder
from guide.records import Guide
from guide.terms_in_text import UNMARKED_PAGES


class TermIndex:
    """The terms of the glossary in one language, as Typst."""

    def __init__(self, guide: Guide, locale: str):
        self._guide, self._locale = guide, locale
        self._finder = Finder(locale, {ident: term.words(locale) for ident, term in guide.glossary.items()})

    def in_title(self, key: str, title: str) -> str:
        """Marks for the terms in a heading of a page."""
        if key in UNMARKED_PAGES:
            return ""
        return "".join(f"#term({literal(ident)}, true);" for ident in dict.fromkeys(match.id for match in self._finder.find(title)))

    def index(self) -> str:
        """The call that sets the index: letter by letter the words, each with the id of its term, and for other words the term to see."""
        letters: dict[str, list[str]] = {}
        for word, ident, see in sorted(self._entries(), key=lambda entry: (sort_key(entry[0], self._locale), entry[0])):
            letters.setdefault(self._letter(word), []).append(f"({literal(word)}, {literal(ident)}, {literal(see)})")
        words = self._guide.words(self._locale)
        groups = array(f"({literal(letter)}, {array(entries)})" for letter, entries in letters.items())
        return f"#index-of-terms({literal(words['book.index'])}, {literal(words['book.index.note'])}, {literal(words['book.index.see'])}, {groups})"

    def _entries(self) -> Iterator[tuple[str, str, str]]:
        preferred = {term.texts[self._locale].term for term in self._guide.glossary.values()}
        for ident, term in self._guide.glossary.items():
            own, *others = term.words(self._locale)
            yield own, ident, ""
            for other in dict.fromkeys(others):
                if other not in preferred:
                    yield other, ident, own

    def _letter(self, word: str) -> str:
        """The letter a word stands under; numbers stand together."""
        first = next((letter for letter in word if letter.isalnum()), "")
        if first.isdigit():
            return "0–9"
        # The neighbours' letters and accents stand with their counterparts.
        key = sort_key(first, self._locale)
        return next(letter for letter in "abcdefghijklmnopqrstuvwxyzæøåäö" if sort_key(letter, self._locale) == key).upper()
