"""What is wrong in a file an editor wrote, told so that the editor can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong.

    ``path`` is relative to the project root, ``line`` counts from 1 (0: the
    whole file), ``field`` is a dotted path inside the record, ``message`` says
    what is wrong and ``fix`` what would be right.
    """

    path: str
    line: int
    field: str
    message: str
    fix: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        field = f" {self.field}" if self.field else ""
        fix = f" – {self.fix}" if self.fix else ""
        return f"{place}{field}: {self.message}{fix}"


class GuideError(Exception):
    """Carries every problem found, never only the first."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def suggest(word: str, known: Iterable[str], instead: str = "") -> str:
    """A fix naming the known word nearest to ``word``, or all of a short list.

    >>> suggest("Grimsted", ["Grimstad", "Arendal"])
    'did you mean "Grimstad"?'
    """
    words = sorted(word for word in set(known) if word)
    if near := nearest(word, words):
        return f'did you mean "{near}"?'
    if words and len(words) <= 24:
        return "use one of: " + ", ".join(words)
    return instead


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like ``word``; empty when none is like it."""
    lowered = {w.casefold(): w for w in sorted(set(known))}
    near = difflib.get_close_matches(word.casefold(), lowered, n=1, cutoff=0.6)
    return lowered[near[0]] if near else ""
