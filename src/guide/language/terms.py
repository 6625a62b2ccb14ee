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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guide.inflection import Finder
from guide.language.texts import Text
from guide.problems import Problem

if TYPE_CHECKING:
    from guide.read import Draft

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SOURCE = re.compile(r"sources\.md#([a-z0-9-]+)")


@dataclass(frozen=True)
class Instead:
    """What to write instead of a word, and the last year the word was in use (None: it never was)."""

    term: str
    until: int | None


def check(texts: Iterable[Text], draft: Draft, locale: str) -> Iterator[Problem]:
    """Every forbidden word in the texts of one language."""
    instead = dict(_forbidden(draft, locale))
    finder = Finder(locale, {word: [word] for word in instead})
    sources = draft.files.get("sources")
    years = {record.get("id"): int(record["published"][:4]) for record in sources.records if record.get("published")} if sources else {}
    for text in texts:
        if text.path == "data/glossary.yml":
            continue  # it explains the words, the former ones too
        for piece in text.pieces:
            for match in finder.find(piece.text):
                offset = piece.start + match.start
                if text.is_mentioned(offset) or _is_history(text.text[piece.start : piece.start + len(piece.text)], instead[match.id].until, years):
                    continue
                word = piece.text[match.start : match.end]
                line, column = text.locate(offset, word)
                what = f'"{word}" is no longer used' if instead[match.id].until else f'"{word}" is not the term of this guide'
                history = f"; of the time until {instead[match.id].until}, name the year in the same paragraph" if instead[match.id].until else ""
                yield Problem(text.path, line, "", what, f'write "{instead[match.id].term}" (data/glossary.yml){history}', column=column)


def _forbidden(draft: Draft, locale: str) -> Iterator[tuple[str, Instead]]:
    document = draft.files.get("glossary")
    for record in document.records if document else ():
        texts = record.get(locale) or {}
        for also in texts.get("also") or ():
            is_forbidden = also and (also.get("kind") == "avoid" or also.get("kind") == "former" and "until" in also)
            if is_forbidden and also.get("word") and texts.get("term"):
                yield also["word"], Instead(texts["term"], also.get("until"))


def _is_history(paragraph: str, until: int | None, years: dict[str, int]) -> bool:
    if until is None:
        return False
    named = [int(year) for year in YEAR.findall(paragraph)] + [years[source] for source in SOURCE.findall(paragraph) if source in years]
    return any(year <= until for year in named)
