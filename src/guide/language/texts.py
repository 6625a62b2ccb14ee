"""Every text of one language that is checked as language, with the way back to its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from guide import LOCALES
from guide.language.plain import Piece, mentioned, pieces, place
from guide.translations.places import TYPED_BY_READERS, prose_of

if TYPE_CHECKING:
    from guide.read import Draft


@dataclass(frozen=True)
class Text:
    """A text in one language: a page's body, its title or description, or a value of a data file.

    ``lines`` are those of the file from ``line`` on; ``is_body`` tells a page's body, where an
    offset is a place in the file, from a value, which begins at ``column`` and whose place is that of the word.
    """

    path: str
    locale: str
    text: str
    line: int
    is_body: bool
    lines: tuple[str, ...] = ()
    column: int = 1

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The running text, without the names of sources and collaborations in links."""
        return tuple(pieces(self.text, names=False))

    @cached_property
    def _mentioned(self) -> list[tuple[int, int]]:
        return mentioned(self.text)

    def is_mentioned(self, offset: int) -> bool:
        """Whether the word at ``offset`` is in italics or between quotation marks: mentioned, not used."""
        return any(start <= offset < end for start, end in self._mentioned)

    def without(self, spans: Iterable[Sequence[int]]) -> Text:
        """The same text with these stretches (offsets from and to) left blank."""
        text = self.text
        for start, end in spans:
            text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
        return self if text == self.text else replace(self, text=text)

    def locate(self, offset: int, word: str) -> tuple[int, int]:
        """The line and column in the file of the word at ``offset``."""
        if self.is_body:
            line, column = place(self.text, offset)
            return self.line + line - 1, column
        for number, line in enumerate(self.lines):
            if (column := line.find(word, self.column - 1 if number == 0 else 0)) >= 0:
                return self.line + number, column + 1
        return self.line, 1


def texts_of(draft: Draft, locale: str, sources: dict[str, tuple[str, ...]]) -> Iterator[Text]:
    """The texts of one language; ``sources`` gives the lines of each data file by its path."""
    waiting = _waiting(draft, locale)
    for page in draft.pages[locale].values():
        if not page.owner:
            continue  # its front matter could not be read, so nobody knows where its text begins
        for key, text in (("title", page.title), ("description", page.description)):
            yield Text(page.path, locale, text, page.line(key), False, (f"{key}: {text}",))
        yield Text(page.path, locale, page.body, page.body_line, True)
    for document in draft.documents:
        if document.name in TYPED_BY_READERS:
            continue
        lines = sources[document.name]
        for scalar in prose_of(document.node, locale):
            if scalar.line in waiting.get(document.name, ()):
                continue
            # A folded text goes on over some lines, never over more than its length in characters.
            end = scalar.line + len(scalar.text) // 20 + 2
            yield Text(document.name, locale, scalar.text, scalar.line, False, lines[scalar.line - 1 : end], scalar.column)


def _waiting(draft: Draft, locale: str) -> dict[str, set[int]]:
    """The lines of values that repeat another language's words because they wait for a translator."""
    found: dict[str, set[int]] = {}
    for document in draft.documents:
        others = {scalar.text for of in LOCALES if of != locale for scalar in prose_of(document.node, of) if len(scalar.text.split()) > 1}
        lines = {scalar.line for scalar in prose_of(document.node, locale) if scalar.text in others}
        if lines:
            found[document.name] = lines
    return found
