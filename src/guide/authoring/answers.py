"""What an answer must be: the rules of the schemas, asked of one answer at a time."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Container
from typing import Any

from guide.authoring.identifiers import is_id, propose
from guide.problems import nearest
from guide.schema import URL

# A keyboard gives short lines; a longer one is a pasted file.
LONGEST = 4_000
# They turn the direction of the text around them, so that a line reads otherwise than it is.
_DIRECTION = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
Check = Callable[[str], str]


class Refused(Exception):
    """An answer that cannot be taken: the key of the words that say why, and what they are filled with."""

    def __init__(self, key: str, **values: object):
        super().__init__(key)
        self.key, self.values = key, values


def unfit(text: str) -> str:
    """The first character that belongs in no text of the guide, as U+202E; empty when there is none."""
    for letter in text:
        if letter in _DIRECTION or unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp"):
            return f"U+{ord(letter):04X}"
    return ""


def clean(text: str) -> str:
    """The answer on one line, letters composed and without spaces around it; raises Refused for what no text may hold."""
    text = unicodedata.normalize("NFC", re.sub(r"[ \t\u00a0]+", " ", text.rstrip("\r\n"))).strip()
    if len(text) > LONGEST:
        raise Refused("wrong.too_long", length=len(text), most=LONGEST)
    if character := unfit(text):
        raise Refused("wrong.character", character=character)
    return text


def by_schema(schema: dict[str, Any]) -> Check:
    """A check by the part of a schema that describes the answer."""

    def check(text: str) -> str:
        most = schema.get("maxLength")
        if most is not None and len(text) > most:
            raise Refused("wrong.too_long", length=len(text), most=most)
        if schema.get("format") == "http-url" and not URL.match(text):
            raise Refused("wrong.url", answer=text[:60])
        if schema.get("format") == "date":
            _day(text)
        if schema.get("format") == "partial-date":
            if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
                raise Refused("wrong.partial_date", answer=text[:60])
            _day((text + "-01-01")[:10])
        return text

    return check


def _day(text: str) -> None:
    today = dt.date.today()
    try:
        day = dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        day = None
    if day is None:
        raise Refused("wrong.date", answer=text[:60], today=today.isoformat())
    if day > today:
        raise Refused("wrong.future", answer=text)


def number(schema: dict[str, Any], *, latest: int | None = None) -> Callable[[str], int]:
    """A check for a whole number within the bounds of the schema, and not after ``latest``."""

    def check(text: str) -> int:
        least, most = schema["minimum"], schema["maximum"]
        if not re.fullmatch(r"[0-9]{1,12}", text):
            raise Refused("wrong.number", answer=text[:60])
        value = int(text)
        if latest is not None and least <= value <= most and value > latest:
            raise Refused("wrong.future", answer=text)
        if not least <= value <= most:
            raise Refused("wrong.range", answer=text, least=least, most=most)
        return value

    return check


def not_an_id(text: str, proposed: str) -> Refused:
    """Why ``text`` cannot be an id, with one that could where there is one."""
    return Refused("wrong.id", answer=text[:60], proposed=proposed) if proposed else Refused("wrong.id_empty", answer=text[:60])


def new_id(taken: Container[str], place: str) -> Check:
    """A check for an id nobody has yet; ``place`` tells where the taken ones stand."""

    def check(text: str) -> str:
        if not is_id(text) or len(text) > 60:
            raise not_an_id(text, propose(text))
        if text in taken:
            raise Refused("wrong.taken", answer=text, place=place)
        return text

    return check


def known_id(known: Container[str], names: list[str], place: str) -> Check:
    """A check for an id that stands in ``known``."""

    def check(text: str) -> str:
        if text not in known:
            near = nearest(text, names)
            raise Refused("wrong.unknown_near", answer=text[:60], place=place, near=near) if near else Refused("wrong.unknown", answer=text[:60], place=place)
        return text

    return check
