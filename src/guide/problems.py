"""What is wrong in a file an editor wrote, told so that the editor can mend it."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ERROR, WARNING = "error", "warning"
QUOTED = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong.

    ``path`` is relative to the project root, ``line`` and ``column`` count from
    1 (0: the whole file, or not known), ``field`` is a dotted path inside the
    record, ``message`` says what is wrong and ``fix`` what would be right. An
    error stops a check, a warning is only told.
    """

    path: str
    line: int
    field: str
    message: str
    fix: str = ""
    column: int = dataclasses.field(default=0, kw_only=True)
    severity: str = dataclasses.field(default=ERROR, kw_only=True)

    def __str__(self) -> str:
        place = self.path + (f":{self.line}:{self.column or 1}" if self.line else "")
        field = f"{self.field}: " if self.field else ""
        fix = f" – {self.fix}" if self.fix else ""
        return f"{place}: {field}{self.message}{fix}"


class GuideError(Exception):
    """Carries every problem found, never only the first."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by place, each once."""
    return tuple(sorted(set(problems), key=lambda problem: (problem.path, problem.line, problem.column, problem)))


def with_columns(problems: Iterable[Problem], root: Path) -> list[Problem]:
    """The problems, each with the column of the words it quotes, else of the first word on its line."""
    lines: dict[str, list[str]] = {}
    found = []
    for problem in problems:
        if problem.line and not problem.column:
            if problem.path not in lines:
                path = root / problem.path
                lines[problem.path] = path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []
            text = lines[problem.path][problem.line - 1] if problem.line <= len(lines[problem.path]) else ""
            places = (text.find(word) for word in QUOTED.findall(problem.message))
            column = next((place for place in places if place >= 0), len(text) - len(text.lstrip()))
            problem = dataclasses.replace(problem, column=column + 1)
        found.append(problem)
    return found


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


def as_annotation(problem: Problem) -> str:
    """The problem as a workflow command that GitHub shows on its line in a pull request.

    Source: GitHub Docs, *Workflow commands for GitHub Actions* – "Setting an error message".
    """
    places = {"file": problem.path, "line": problem.line or 1, "col": problem.column or 1}
    marks = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in places.items())
    text = (f"{problem.field}: " if problem.field else "") + problem.message + (f" – {problem.fix}" if problem.fix else "")
    return f"::{problem.severity} {marks}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
