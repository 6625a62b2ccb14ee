"""The words of a Markdown text and nothing else, each at its own place.

Everything that is not running text – addresses, ids, code, block headers,
marks of emphasis and tables – becomes spaces, so a place in the masked text is
the same place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guide.prose import BLOCKS

LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
WORD = re.compile(rf"[{LETTER}]+(?:[-'’.][{LETTER}]+)*")
# A word that is mentioned, not used: in italics or between quotation marks.
MENTIONED = re.compile(r"(?<![*\w])\*(?![\s*])[^*\n]*[^\s*]\*(?![*\w])|«[^«»\n]*»|»[^«»\n]*«|”[^”\n]*”|“[^”\n]*”|\"[^\"\n]*\"")
CITED = re.compile(r"\[([^\]\n]*)\]\((?:\.\./)*(?:sources|collaborations)\.md(?:#[^)\n]*)?\)")
MASKS = (
    re.compile(r"`[^`\n]*`"),
    re.compile(r"\]\([^)\n]*\)"),
    re.compile(r"\{#[^}\n]*\}"),
    re.compile(r"https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+|\bwww\.\S+"),
    re.compile(r"&[a-z]+;|&#\d+;"),
    re.compile(r"\{[a-z]+\}"),  # the placeholders of the interface
    re.compile(r"[*_|>\[\]]+"),
)
FENCE = re.compile(r"(?ms)^ *(```+|~~~+).*?^ *\1[^\n]*$")
BLOCK = re.compile(r"(?m)^///[ \t]*([a-z-]*)(?:[ \t]*\|)?")
OPTIONS = re.compile(r"(?m)(?<=\n)(?: {4}[a-z-]+:[^\n]*\n)+")
ITEM = re.compile(r"(?m)^[ \t]*(?:[-*+]|\d+\.)[ \t]+")
HEADING = re.compile(r"(?m)^#{1,6}[ \t]+")
RULE = re.compile(r"(?m)^[ \t]*\|?[ \t:|-]*-{3,}[ \t:|-]*$")
END = re.compile(r"[.!?:](?=[\"»”’)]*\s+[\"«»”(]*[A-ZÆØÅÄÖÉ0-9])")


@dataclass(frozen=True)
class Piece:
    """A piece of running text: a paragraph, heading, point of a list or cell; ``start`` is its offset in the text."""

    text: str
    start: int
    kind: str


def mask(text: str, names: bool = True) -> str:
    """The text with all that is not prose replaced by spaces; line breaks and length stay.

    Without ``names`` the texts of links to sources and collaborations go too: they are names, not prose.
    """
    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    text = FENCE.sub(blank, text)
    text = BLOCK.sub(lambda match: blank(match) if match[1] in BLOCKS or not match[1] else match[0], text)
    text = OPTIONS.sub(blank, text)
    if not names:
        text = CITED.sub(blank, text)
    for pattern in (RULE, *MASKS):
        text = pattern.sub(blank, text)
    return text


def pieces(text: str, names: bool = True) -> Iterator[Piece]:
    """The pieces of running text, in order."""
    masked = mask(text, names)
    start = 0
    lines = text.split("\n")
    offset = 0
    kind, begin, end = "", 0, 0
    for raw in lines:
        line = masked[offset : offset + len(raw)]
        item, heading = ITEM.match(raw), HEADING.match(raw)
        table = raw.lstrip().startswith("|")
        if kind and (not line.strip() or item or heading or table or raw.startswith("///")):
            yield Piece(masked[begin:end], begin, kind)
            kind = ""
        if table:
            yield from _cells(raw, masked, offset)
        elif line.strip():
            if not kind:
                mark = (item or heading)
                begin = offset + (mark.end() if mark else len(line) - len(line.lstrip()))
                kind = "heading" if heading else "item" if item else "paragraph"
            end = offset + len(raw)
            if kind == "heading" or raw.startswith("///"):
                yield Piece(masked[begin:end], begin, "heading")
                kind = ""
        offset += len(raw) + 1
    if kind:
        yield Piece(masked[begin:end], begin, kind)


def _cells(raw: str, masked: str, offset: int) -> Iterator[Piece]:
    place = 0
    for cell in raw.split("|"):
        text = masked[offset + place : offset + place + len(cell)]
        if text.strip():
            yield Piece(text, offset + place, "cell")
        place += len(cell) + 1


def mentioned(text: str) -> list[tuple[int, int]]:
    """The places of what is mentioned or quoted, each as offsets from and to."""
    return [match.span() for match in MENTIONED.finditer(text)]


def sentences(piece: Piece) -> Iterator[tuple[int, str]]:
    """The sentences of a piece, each with its offset in the whole text."""
    begin = 0
    for match in END.finditer(piece.text):
        if match[0] == "." and _is_abbreviation(piece.text, match.start()):
            continue
        yield piece.start + begin, piece.text[begin : match.end()]
        begin = match.end()
    if piece.text[begin:].strip():
        yield piece.start + begin, piece.text[begin:]


def _is_abbreviation(text: str, dot: int) -> bool:
    """Whether the dot at ``dot`` ends no sentence: a number before a month or a short form."""
    before = re.search(r"(\S+)\s*$", text[:dot])
    if before is None:
        return True
    word = before[1].strip("(«»”\"")
    return bool(re.fullmatch(r"\d{1,2}", word)) or word.casefold() in ABBREVIATIONS


ABBREVIATIONS = frozenset("bl.a f.eks t.ex m.m mv m.v nr kr pr kap st stk jf jfr ca osv etc dvs d.v.s o.l e.l p.g.a bl.a m.fl prop dir dr s".split())


def place(text: str, offset: int) -> tuple[int, int]:
    """The line and column of an offset, both from 1."""
    line = text.count("\n", 0, offset)
    return line + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
