"""The words of the dialogue (``words.yml``), which editors see and readers of the site do not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from guide.problems import GuideError, Problem
from guide.yamltext import Mapping as Group
from guide.yamltext import Scalar, parse, read_text

FILE = Path(__file__).with_name("words.yml")


class Words:
    """The words in one language: ``words("ask.name", example="Itsam")``."""

    def __init__(self, locale: str, texts: Mapping[str, Mapping[str, str]] | None = None):
        self.locale = locale
        self._texts = texts or read_words()

    def __call__(self, key: str, **values: object) -> str:
        """The text with each ``{name}`` filled; KeyError when there is no such text."""
        text = self._texts[key][self.locale]
        # Not str.format alone for a text without values: it may hold braces of its own.
        return text.format(**values) if values else text

    def split(self, key: str) -> tuple[str, ...]:
        """The words of a text that is a list of words."""
        return tuple(self(key).split())


def read_words() -> dict[str, dict[str, str]]:
    """All words as ``{key: {locale: text}}``; raises GuideError when the file is broken."""
    problems: list[Problem] = []
    text = read_text(FILE, FILE.name, problems)
    node = parse(text, FILE.name, problems) if text is not None else None
    if problems or not isinstance(node, Group):
        raise GuideError(problems)
    return {
        key: {locale: text.text for locale, text in group.items.items() if isinstance(text, Scalar)}
        for key, group in node.items.items()
        if isinstance(group, Group)
    }
