"""The dialogue: one question at a time, each answer checked at once and asked again until it is right.

The keyboard is a callable ``ask(prompt) -> line`` and the screen a callable
``say(text)``, so a test can be both. ``ask`` raises EOFError or
KeyboardInterrupt when the editor leaves; they pass through untouched.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from guide import LOCALES
from guide.authoring.answers import Refused, clean
from guide.authoring.words import Words
from guide.problems import nearest

T = TypeVar("T")
Check = Callable[[str], str]
Option = tuple[str, str]  # an id and its label


def as_typed(text: str) -> str:
    """The check of a question that takes any text."""
    return text


class Dialogue:
    """Asks in one language.

    ``repeated`` gathers the languages for which the editor let the words of
    the first language stand; their texts wait for a translator.
    """

    def __init__(self, ask: Callable[[str], str], say: Callable[[str], None], words: Words):
        self._ask, self._say, self.words = ask, say, words
        self.locale = words.locale
        self.locales = (self.locale, *(locale for locale in LOCALES if locale != self.locale))
        self.repeated: set[str] = set()

    def say(self, key: str, **values: object) -> None:
        """Tells something, on a line of its own."""
        self._say(self.words(key, **values))

    def show(self, text: str) -> None:
        """Shows a text as it is."""
        self._say(text)

    def line(self, key: str, check: Callable[[str], T], **values: object) -> T:
        """What ``check`` makes of the answer; asked again while it raises Refused."""
        self._say("")
        self._say(self.words(key, **values))
        return self._until(check)

    def text(self, key: str, check: Check = as_typed, *, default: str = "", **values: object) -> str:
        """A text that must be given; Enter takes the ``default`` where there is one."""

        def checked(answer: str) -> str:
            if not answer and not default:
                raise Refused("wrong.empty")
            return check(answer or default)

        self._say("")
        self._say(self.words(key, **values))
        return self._until(checked, default)

    def optional(self, key: str, check: Callable[[str], T], **values: object) -> T | None:
        """An answer that may be left out with Enter."""
        return self.line(key, lambda answer: check(answer) if answer else None, **values)

    def yes(self, key: str, *, default: bool | None = None, **values: object) -> bool:
        """Yes or no, in the editor's language or in English."""
        yes, no = self.words.split("answer.yes"), self.words.split("answer.no")

        def checked(answer: str) -> bool:
            word = answer.casefold()
            if not word and default is not None:
                return default
            if word in yes:
                return True
            if word in no:
                return False
            raise Refused("wrong.yes_or_no", yes=yes[0], no=no[0])

        shown = f"{yes[0]}/{no[0]}" if default is None else f"{yes[0]}/{no[0]}, Enter = {(yes if default else no)[0]}"
        self._say("")
        self._say(f"{self.words(key, **values)} ({shown})")
        return self._until(checked)

    def choice(self, key: str, options: Sequence[Option], *, default: str = "", **values: object) -> str:
        """The id of one option, chosen by number, id, or the first letters of its label."""
        self._say("")
        self._say(self.words(key, **values))
        self._list(options)
        return self._until(lambda answer: self._chosen(answer or default, options), default)

    def choices(self, key: str, options: Sequence[Option], **values: object) -> list[str]:
        """The ids of the options chosen, separated by commas; Enter chooses none."""

        def checked(answer: str) -> list[str]:
            # Labels may hold commas, numbers and ids do not; so a label is taken only alone.
            parts = [answer] if answer.casefold() in {label.casefold() for _, label in options} else [part for part in answer.replace(",", " ").split() if part]
            chosen = [self._chosen(part, options) for part in parts]
            return sorted(set(chosen), key=[ident for ident, _ in options].index)

        self._say("")
        self._say(self.words(key, **values))
        self._list(options)
        return self._until(checked)

    def many(self, key: str, take: Callable[[str], None], *, least: int = 0, **values: object) -> None:
        """Lines until an empty one, each given to ``take``; at least ``least`` of them."""
        self._say("")
        self._say(self.words(key, **values))
        taken = 0

        def checked(answer: str) -> bool:
            if not answer:
                if taken < least:
                    raise Refused("wrong.empty")
                return False
            take(answer)
            return True

        while self._until(checked):
            taken += 1

    def texts(self, key: str, check: Check = as_typed, *, optional: bool = False, **values: object) -> dict[str, str] | None:
        """A text in the three languages, the editor's own first; None when it is left out."""
        first = self.optional(key, check, **values) if optional else self.text(key, check, **values)
        if first is None:
            return None
        texts = {self.locale: first}
        for locale in self.locales[1:]:
            texts[locale] = self.other(locale, first, check)
        return {locale: texts[locale] for locale in LOCALES}

    def other(self, locale: str, first: str, check: Check = as_typed) -> str:
        """The same text in another language; with Enter the words of the first stand, and wait for a translator."""
        language = self.words(f"language.{locale}")
        answer = self.line("ask.other_language", lambda text: check(text) if text else "", language=language)
        if not answer:
            self.repeated.add(locale)
            self.say("told.repeated", language=language)
        return answer or first

    def _until(self, read: Callable[[str], T], default: str = "") -> T:
        while True:
            try:
                return read(clean(self._ask(f"  [{default}] > " if default else "  > ")))
            except Refused as refused:
                self._say("  ✗ " + self.words(refused.key, **refused.values))

    def _list(self, options: Iterable[Option]) -> None:
        for number, (ident, label) in enumerate(options, 1):
            self._say(f"  {number:>3}  {label}" + (f"  ({ident})" if ident != label else ""))

    def _chosen(self, answer: str, options: Sequence[Option]) -> str:
        if not answer:
            raise Refused("wrong.empty")
        if answer.isascii() and answer.isdigit() and 1 <= int(answer[:6]) <= len(options):
            return options[int(answer[:6]) - 1][0]
        word = unicodedata.normalize("NFC", answer).casefold()
        for ident, label in options:
            if word in (ident.casefold(), label.casefold()):
                return ident
        begun = [ident for ident, label in options if label.casefold().startswith(word)]
        if len(word) >= 3 and len(begun) == 1:
            return begun[0]
        near = nearest(answer, [ident for ident, _ in options] + [label for _, label in options])
        if near:
            raise Refused("wrong.choice_near", answer=_short(answer), near=near, count=len(options))
        raise Refused("wrong.choice", answer=_short(answer), count=len(options))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
