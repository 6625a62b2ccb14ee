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
CLEARLY = 0.04  # of the words more are known in the other language, and never only one word
AT_LEAST = 2


def language_of(words: list[str], own: str, spellers: Mapping[str, Speller]) -> str:
    """The language of some words that stand in a text of the language ``own``."""
    unknown = _unknown(words, spellers[own])
    wanted = max(AT_LEAST, CLEARLY * len(words))
    if len(words) < FEWEST or unknown < wanted:
        return own
    counts = {locale: _unknown(words, speller) for locale, speller in spellers.items() if locale != own}
    best = min(counts, key=counts.__getitem__)
    return best if unknown - counts[best] >= wanted else own


def _unknown(words: list[str], speller: Speller) -> int:
    return sum(not speller.knows(word) for word in words)


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
