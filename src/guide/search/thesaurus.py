"""Which words stand for which: other and older words for a term, and what the neighbours call it. All from the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guide import LOCALES
from guide.inflection import forms
from guide.records import Guide
from guide.search.analysis import Analysis, plain_letters, tokens


@dataclass(frozen=True)
class Synonym:
    """``words`` (normal forms, one or several) may be meant where ``key`` (the same) is typed."""

    key: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class NeighbourWord:
    """A word of another language with the reader's own term for it.

    ``keys`` are its inflections, in the normal forms they get as words of the reader's language, in which the reader types.
    """

    locale: str
    word: str
    counterpart: str
    keys: tuple[tuple[str, ...], ...]


def synonyms(guide: Guide, analysis: Analysis) -> list[Synonym]:
    """Every word of a term for every other of that term; sorted."""
    found: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for term in guide.glossary.values():
        words = [tuple(analysis.normals(word)) for word in term.words(analysis.locale)]
        for word in term.words(analysis.locale):
            found |= {(key, other) for key in _keys(word, analysis.locale, analysis) for other in words if other and other != key}
    return [Synonym(*pair) for pair in sorted(found)]


def everyday_words(guide: Guide, analysis: Analysis) -> list[Synonym]:
    """What readers type for what the guide says (data/search-words.yml); sorted."""
    found = {
        (tuple(analysis.normals(typed)), tuple(word for word in analysis.normals(means)))
        for row in guide.search_words[analysis.locale]
        for typed in row.typed
        for means in row.means
    }
    return [Synonym(key, words) for key, words in sorted(found) if key != words]


def neighbour_words(guide: Guide, analysis: Analysis, vocabulary: Iterable[str]) -> list[NeighbourWord]:
    """The words of the other languages that are none of the reader's own terms, in the order of the glossary.

    ``vocabulary`` is every word of the reader's pages. Where one of them gets the normal form of a neighbour's word without being
    it (nb ``nytte``, sv ``nytta``), the key is the word as it is spelt, with = before it. Abbreviations are left out: KL is KL.
    """
    own = {key for term in guide.glossary.values() for word in term.words(analysis.locale) for key in _keys(word, analysis.locale, analysis)}
    spellings: dict[str, set[str]] = {}
    for word in vocabulary:
        spellings.setdefault(analysis.normal(word), set()).add(plain_letters(word))
    found = []
    seen: set[tuple[tuple[str, ...], str]] = set()
    for term in guide.glossary.values():
        counterpart = term.texts[analysis.locale].term
        for locale in LOCALES:
            for word in term.words(locale) if locale != analysis.locale else ():
                if word.isupper() and len(word) < 5:
                    continue
                spelt = {plain_letters(token) for form in forms(word, locale) for token in tokens(form)}
                keys = []
                for key in _keys(word, locale, analysis):
                    if key in own or (key, counterpart) in seen:
                        continue
                    seen.add((key, counterpart))
                    ambiguous = len(key) == 1 and spellings.get(key[0], set()) - spelt
                    keys += sorted(("=" + one,) for one in spelt if analysis.normal(one) == key[0]) if ambiguous else [key]
                if keys:
                    found.append(NeighbourWord(locale, word, counterpart, tuple(keys)))
    return found


def _keys(word: str, locale: str, analysis: Analysis) -> Iterator[tuple[str, ...]]:
    """The normal forms of a word in all its inflections, each once."""
    yield from sorted({tuple(analysis.normals(form)) for form in forms(word, locale)} - {()})
