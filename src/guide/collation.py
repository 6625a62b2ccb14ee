"""Alphabetical order as each language has it: æ ø å last in bokmål and Danish, å ä ö in Swedish."""

from __future__ import annotations

import unicodedata

_LAST = {"nb": "æøå", "da": "æøå", "sv": "åäö"}
# The neighbours' letters stand with their counterparts.
_COUNTERPARTS = {"nb": {"ä": "æ", "ö": "ø"}, "da": {"ä": "æ", "ö": "ø"}, "sv": {"æ": "ä", "ø": "ö"}}


def alphabet(locale: str) -> str:
    """The letters of a language in their order, capitals."""
    return ("abcdefghijklmnopqrstuvwxyz" + _LAST[locale]).upper()


def sort_key(text: str, locale: str) -> str:
    """A key to sort by; case, other accents and leading quotation marks do not matter.

    >>> sorted(["ål", "ærlig", "øst", "zoo"], key=lambda word: sort_key(word, "da"))
    ['zoo', 'ærlig', 'øst', 'ål']
    """
    last, same = _LAST[locale], _COUNTERPARTS[locale]
    letters = []
    for letter in text.casefold().lstrip("«»”\"'§ "):
        letter = same.get(letter, letter)
        if letter in last:
            letters.append("z" + chr(0x10FF00 + last.index(letter)))
        else:
            letters.append(unicodedata.normalize("NFD", letter)[0])
    return "".join(letters)
