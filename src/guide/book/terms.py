"""The index of terms: where the words of the glossary stand in a book.

Each term is looked for in the text of every section, whether the site marks it
there or not, and has an invisible mark where it stands first. A heading that
has the term, and its entry in the glossary, are where it is told of, and stand
in bold. A term that stands nearly everywhere is not looked up by its pages, so
the index has its entry in the glossary only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from guide.book.chapters import HEADINGS, INLINE, is_skipped
from guide.book.typst_values import array, literal
from guide.collation import alphabet, sort_key
from guide.inflection import Finder
from guide.records import Guide
from guide.terms_in_text import UNMARKED_PAGES

# The part of all sections above which a term stands on more than a fifth of the pages, for a section takes half a page.
COMMON = 1 / 9
NOT_TEXT = frozenset("svg pre code thead details".split())


class TermIndex:
    """The terms of the glossary in the articles of one language, given by the keys of their pages, as Typst."""

    def __init__(self, guide: Guide, locale: str, articles: Mapping[str, HtmlElement]):
        self._guide, self._locale = guide, locale
        terms = {ident: term.words(locale) for ident, term in guide.glossary.items()}
        self._finder = Finder(locale, terms)
        # Where two entries have the same word, a place of one is a place of the other.
        self._same: dict[str, list[str]] = defaultdict(list)
        for ident, words in terms.items():
            self._same[words[0]].append(ident)
        sections = [section for key, article in articles.items() if key not in UNMARKED_PAGES for section in self._sections(article)]
        counts = Counter(ident for section in sections for ident in section)
        self.common = frozenset(ident for ident, count in counts.items() if count > len(sections) * COMMON)
        self._marks: dict[HtmlElement, list[str]] = defaultdict(list)
        for section in sections:
            for ident, element in section.items():
                if ident not in self.common:
                    self._marks[element].append(ident)

    def _sections(self, article: HtmlElement) -> Iterator[dict[str, HtmlElement]]:
        """Of each section of an article, its heading among it, the terms in it and the element in whose text each stands first."""
        found: dict[str, HtmlElement] = {}
        for element, text in _texts(article, self._locale):
            if element.tag in HEADINGS and found:
                yield found
                found = {}
            for match in self._finder.find(text):
                for ident in self._same[self._guide.glossary[match.id].texts[self._locale].term]:
                    found.setdefault(ident, element)
        if found:
            yield found

    def marks(self, element: HtmlElement) -> str:
        """The marks for the terms that stand first in a section in the text of this element, what is in its blocks apart."""
        idents = self._marks.get(element)
        return f"#term({literal(' '.join(idents))}, {'true' if element.tag in HEADINGS else 'false'});" if idents else ""

    def index(self) -> str:
        """The call that sets the index: letter by letter the words, each with the id of its term, and for other words the term to see."""
        letters: dict[str, list[str]] = {}
        for word, ident, see in sorted(self._entries(), key=lambda entry: (self._sorted_as(entry[0]), entry[0])):
            letters.setdefault(self._letter(word), []).append(f"({literal(word)}, {literal(ident)}, {literal(see)})")
        words = self._guide.words(self._locale)
        groups = array(f"({literal(letter)}, {array(entries)})" for letter, entries in letters.items())
        return f"#index-of-terms({literal(words['book.index'])}, {literal(words['book.index.note'])}, {literal(words['book.index.see'])}, {groups})"

    def _entries(self) -> Iterator[tuple[str, str, str]]:
        preferred = {term.texts[self._locale].term for term in self._guide.glossary.values()}
        for ident, term in self._guide.glossary.items():
            own, *others = term.words(self._locale)
            named = own
            if len(self._same[own]) > 1:  # told apart by what the neighbours call them
                named = f"{own} ({next(text.term for text in term.texts.values() if text.term != own)})"
            yield named, ident, ""
            for other in dict.fromkeys(others):
                if other not in preferred:
                    yield other, ident, named

    def _sorted_as(self, word: str) -> str:
        return sort_key(word[_first_letter(word) :], self._locale)

    def _letter(self, word: str) -> str:
        """The letter a word stands under; numbers stand together. The neighbours' letters and accents stand with their counterparts."""
        first = word[_first_letter(word)]
        if first.isdigit():
            return "0–9"
        key = sort_key(first, self._locale)
        return next(letter for letter in alphabet(self._locale) if sort_key(letter, self._locale) == key)


def _first_letter(word: str) -> int:
    """Where a word begins to be sorted: a number by its figures, "§ 27-samarbeid" by its first letter."""
    return 0 if word[0].isalnum() else next(place for place, letter in enumerate(word) if letter.isalpha())


def _texts(element: HtmlElement, locale: str) -> Iterator[tuple[HtmlElement, str]]:
    """The blocks below an element in the order of reading, each with the text that stands in it directly, other languages apart."""
    parts: list[str] = []

    def inline(part: HtmlElement) -> None:
        if isinstance(part.tag, str) and part.tag not in NOT_TEXT and not is_skipped(part) and part.get("lang", locale) == locale:
            parts.append(part.text or "")
            for child in part:
                inline(child)
                parts.append(child.tail or "")

    def direct(block: HtmlElement) -> str:
        parts.clear()
        parts.append(block.text or "")
        for child in block:
            if child.tag in INLINE:
                inline(child)
            else:
                parts.append(" ")
            parts.append(child.tail or "")
        return " ".join("".join(parts).split())

    if not isinstance(element.tag, str) or element.tag in NOT_TEXT or is_skipped(element) or element.get("lang", locale) != locale:
        return
    yield element, direct(element)
    for child in element:
        if child.tag not in INLINE:
            yield from _texts(child, locale)
