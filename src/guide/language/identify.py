"""Finds paragraphs written in another of the three languages than their file says.

A paragraph belongs to the language whose dictionary knows the most of its
words. It is told only when its own language knows too few and another knows
clearly more, so a paragraph full of names is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guide.language.plain import WORD
from guide.language.spelling import LANGUAGE, Speller
from guide.language.texts import Text
from guide.problems import Problem

FEWEST = 8  # words a paragraph needs to be told with certainty
SUSPECT = 0.08  # of its words unknown: only then the other languages are asked
CLEARLY = 0.06  # fewer unknown words in the other language


def language_of(words: list[str], own: str, spellers: Mapping[str, Speller]) -> str:
    """The language of some words that stand in a text of the language ``own``."""
    unknown = _unknown(words, spellers[own])
    if len(words) < FEWEST or unknown < SUSPECT:
        return own
    shares = {locale: _unknown(words, speller) for locale, speller in spellers.items() if locale != own}
    best = min(shares, key=shares.__getitem__)
    return best if shares[best] + CLEARLY <= unknown else own


def _unknown(words: list[str], speller: Speller) -> float:
    return sum(not speller.knows(word) for word in words) / max(len(words), 1)


def check(texts: Iterable[Text], spellers: Mapping[str, Speller]) -> Iterator[tuple[Problem, Text, int, int]]:
    """Each paragraph in the wrong language, with the text and the offsets it covers."""
    for text in texts:
        for piece in text.pieces:
            words = [match[0] for match in WORD.finditer(piece.text) if not text.is_mentioned(piece.start + match.start())]
            found = language_of(words, text.locale, spellers)
            if found != text.locale:
                first = WORD.search(piece.text)
                assert first
                line, column = text.locate(piece.start + first.start(), first[0])
                problem = Problem(
                    text.path, line, "", f"this is {LANGUAGE[found]}, and the text is {LANGUAGE[text.locale]}", f"write it in {LANGUAGE[text.locale]}", column=column
                )
                yield problem, text, piece.start, piece.start + len(piece.text)
