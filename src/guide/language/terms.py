"""The terms of the glossary: words that are not used any more, and what to write instead.

A word of the kind ``avoid``, or ``former`` with a year, in ``data/glossary.yml``
is told wherever it stands, in any of its forms. (A former word without a year is
the name of something that was: it has no successor to write instead.) It may stand where it is mentioned (in
italics or quotation marks), in the name of a source, and in history: a former
word in a paragraph that names a year in which it was in use, or cites a source
from then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guide.inflection import Finder
from guide.language.plain import Piece
from guide.language.texts import Text
from guide.problems import Problem

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SOURCE = re.compile(r"sources\.md#([a-z0-9-]+)")


@dataclass(frozen=True)
class Instead:
    """What to write instead of a word, and the last year the word was in use (None: it never was)."""

    term: str
    until: int | None


def forbidden(glossary: Iterable[Mapping[str, Any]], locale: str) -> dict[str, Instead]:
    """The words of one language that are not allowed; ``glossary`` are the records of ``data/glossary.yml``."""
    found = {}
    for record in glossary:
        texts = record.get(locale) or {}
        for also in texts.get("also") or ():
            is_forbidden = also and (also.get("kind") == "avoid" or also.get("kind") == "former" and "until" in also)
            if is_forbidden and also.get("word") and texts.get("term"):
                found[also["word"]] = Instead(texts["term"], also.get("until"))
    return found


def years_of(sources: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The year of each dated source by its id; ``sources`` are the records of ``data/sources.yml``."""
    return {record["id"]: int(record["published"][:4]) for record in sources if record.get("id") and record.get("published")}


def check(texts: Iterable[Text], locale: str, instead: Mapping[str, Instead], years: Mapping[str, int]) -> Iterator[Problem]:
    """Every forbidden word in the texts of one language; see ``forbidden`` and ``years_of``."""
    finder = Finder(locale, {word: [word] for word in instead})
    for text in texts:
        if text.path == "data/glossary.yml":
            continue  # it explains the words, the former ones too
        for piece in text.pieces:
            for match in finder.find(piece.text):
                offset, right = piece.start + match.start, instead[match.id]
                if text.is_mentioned(offset) or _is_history(_paragraph(text, piece), right.until, years):
                    continue
                word = piece.text[match.start : match.end]
                line, column = text.locate(offset, word)
                what = f'"{word}" is no longer used' if right.until else f'"{word}" is not the term of this guide'
                history = f"; of the time until {right.until}, name the year in the same paragraph" if right.until else ""
                yield Problem(text.path, line, "", what, f'write "{right.term}" (data/glossary.yml){history}', column=column)


def _paragraph(text: Text, piece: Piece) -> str:
    """The paragraph around a piece as it is written, links and all; of a cell, its whole row."""
    start, end = piece.start, piece.start + len(piece.text)
    if piece.kind == "cell":
        start, end = text.text.rfind("\n", 0, start) + 1, text.text.find("\n", end)
    return text.text[start : end if end >= 0 else None]


def _is_history(paragraph: str, until: int | None, years: Mapping[str, int]) -> bool:
    if until is None:
        return False
    named = [int(year) for year in YEAR.findall(paragraph)] + [years[source] for source in SOURCE.findall(paragraph) if source in years]
    return any(year <= until for year in named)
