"""Weighs which documents a word is about: BM25F, counted when the site is built.

BM25F (Robertson, Zaragoza and Taylor, *Simple BM25 Extension to Multiple Weighted
Fields*, 2004; Robertson and Zaragoza, *The Probabilistic Relevance Framework*, 2009) adds up how often a word
stands in each field, weighted and set against the field's length, and only then
lets repetition count less and less. What remains for the reader's browser is one
number from 0 to LEVELS for each word and document, and how rare the word is.

A part of a compound counts like the word itself, but less (PART). The words that readers type for a place
(``data/search-places.yml``) count as if they stood there; what they ask (``data/search-questions.yml``) is counted by itself (ASKED). Names of municipalities and collaborations are
indexed without their endings taken off as well (NAME), so that Slagelse is not found with slag.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from guide.search.analysis import TOKEN, Analysis, name_form, tokens
from guide.search.compounds import Splitter
from guide.search.documents import Document

LEVELS = 26


@dataclass(frozen=True)
class Field:
    """How much a word in a field weighs, and how far long fields are held back (0: not at all, 1: wholly)."""

    weight: float
    length: float


FIELDS = {
    "title": Field(9.0, 0.5),
    "names": Field(4.0, 0.2),
    "page": Field(2.0, 0.4),
    "text": Field(1.0, 0.5),
    "typed": Field(3.0, 0.0),
}
SHORTEST_NAME = 3
MOST_NAMED = 30  # documents; what stands in more is no name of a collaboration
PART = 0.6
SATURATION = 3.5  # k1: how soon repetition stops counting
ASKED = "?"  # stands before the normal form of a word of a question that readers ask
NAME = "'"  # stands before the normal form of a proper name, which has no endings: Slagelse is no slag
SHORTEST_TITLE = 2.0  # words; a shorter title does not weigh more


@dataclass(frozen=True)
class Index:
    """``postings``: for each normal form the documents by number, with a level from 1 to LEVELS, in order; ``vocabulary``: the words as they stand."""

    documents: tuple[Document, ...]
    page_starts: tuple[int, ...]
    postings: dict[str, tuple[tuple[int, int], ...]]
    vocabulary: frozenset[str]


def build_index(pages: Sequence[Sequence[Document]], analysis: Analysis, places: Iterable[str] = ()) -> Index:
    """The index of one language; ``places`` are names of municipalities, which compounds may be made of besides the words of the pages."""
    places = tuple(places)
    proper = _proper_names(pages, places)
    flat = [(document, page[0]) for page in pages for document in page]
    fields = [_fields(document, page, analysis) for document, page in flat]
    vocabulary = Counter(word for one in fields for words in one.values() for word in words)
    own = frozenset(vocabulary)
    for text in places:
        vocabulary.update(tokens(text))
    splitter = Splitter(analysis, vocabulary)

    @functools.cache
    def forms(word: str) -> dict[str, float]:
        return {analysis.normal(part): PART for part in splitter.parts(word)} | {analysis.normal(word): 1.0}

    lengths = {name: max(1.0, sum(len(one[name]) for one in fields) / max(1, sum(bool(one[name]) for one in fields))) for name in FIELDS}
    postings: dict[str, list[tuple[int, int]]] = {}
    for number, one in enumerate(fields):
        weights = _weights(one, lengths, forms)
        document = flat[number][0]
        names = {field: _names_in(text, proper) for field, text in (("title", document.title), ("names", document.names), ("text", document.text))}
        weights |= _weights(names, lengths, lambda word: {NAME + name_form(word): 1.0})
        # Counted by themselves: they answer questions, and would be in the way of a word or two.
        asked = [word for phrase in document.asked for word in tokens(phrase) if word not in analysis.function_words]
        weights |= {ASKED + term: weight for term, weight in _weights({"typed": asked}, lengths, forms).items()}
        for term, weight in weights.items():
            level = round(LEVELS * weight / (SATURATION + weight))
            if level:
                postings.setdefault(term, []).append((number, level))
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page)
    return Index(tuple(document for document, _ in flat), tuple(starts), {term: tuple(postings[term]) for term in sorted(postings)}, own)


def _fields(document: Document, page: Document, analysis: Analysis) -> dict[str, list[str]]:
    """The words of each field; titles keep their function words, so that a title can be searched as it is."""

    def matter(text: str) -> list[str]:
        return [word for word in tokens(text) if word not in analysis.function_words]

    return {
        "title": tokens(document.title),
        "names": tokens(document.names),
        "page": matter(page.title) if document is not page else [],
        "text": matter(document.text),
        "typed": [word for phrase in document.typed for word in matter(phrase)],
    }


def _proper_names(pages: Sequence[Sequence[Document]], places: Iterable[str]) -> frozenset[str]:
    """The words, in small letters, of names of municipalities, and of those of collaborations what is no word (not ``Digital``, not ``IKT``)."""

    def words(texts: Iterable[str]) -> frozenset[str]:
        return frozenset(word for text in texts for word in TOKEN.findall(text) if len(word) >= SHORTEST_NAME)

    flat = [document for page in pages for document in page]
    ordinary = Counter(word for document in flat if document.kind != "collaboration" for word in words((document.title, document.text)))
    titles = words(document.title for document in flat if document.kind == "collaboration" and document.anchor)
    own = {word for word in titles if word[0].isupper() and ordinary[word.lower()] <= ordinary[word] / 5 and ordinary[word] <= MOST_NAMED}
    return frozenset(word.lower() for word in (*words(places), *own) if word[0].isupper())


def _names_in(text: str, proper: frozenset[str]) -> list[str]:
    return [word.lower() for word in TOKEN.findall(text) if word[0].isupper() and word.lower() in proper]


def _weights(fields: dict[str, list[str]], lengths: dict[str, float], forms: Callable[[str], dict[str, float]]) -> dict[str, float]:
    """What each of the ``forms`` of the words weighs in a document, before saturation; a form counts as much of its word as it says."""
    weights: dict[str, float] = {}
    for name, words in fields.items():
        field = FIELDS[name]
        length = max(len(words), SHORTEST_TITLE if name == "title" else 1)
        scale = field.weight / (1 - field.length + field.length * length / lengths[name])
        for word, count in Counter(words).items():
            for form, share in forms(word).items():
                weights[form] = weights.get(form, 0) + share * scale * count
    return weights
