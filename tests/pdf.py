"""Looks into a finished PDF."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf


def pdf_text(path: Path) -> str:
    """The text of all pages in the order it is drawn, words hyphenated at a line's end put together."""
    pages = (page.extract_text() for page in pypdf.PdfReader(path).pages)
    return re.sub(r"[-\u00ad\u2010]\n", "", "\n".join(pages))


def contents_text(reader: pypdf.PdfReader) -> str:
    """The text of the pages before the first chapter."""
    first = next(reader.get_destination_page_number(entry) for entry in reader.outline if not isinstance(entry, list))
    return "".join(page.extract_text() for page in reader.pages[:first])


def structure(path: Path) -> tuple[Counter, list[int], list[str]]:
    """The tags of a PDF: how many of each, the levels of the headings in order, and the text alternative of each figure."""
    tags: Counter = Counter()
    levels: list[int] = []
    figures: list[str] = []
    with pikepdf.open(path) as pdf:
        stack = [pdf.Root.StructTreeRoot]
        while stack:
            element = stack.pop()
            kids = element.get("/K")
            kids = [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            if "/S" in element:
                tag = str(element.S)
                tags[tag] += 1
                if re.fullmatch(r"/H\d", tag):
                    levels.append(int(tag[2]))
                if tag == "/Figure":
                    figures.append(str(element.get("/Alt", "")))
            stack.extend(kid for kid in reversed(kids) if isinstance(kid, pikepdf.Dictionary))
    return tags, levels, figures


@dataclass(frozen=True)
class Piece:
    """A run of text on a line: the number of its page (from 0), its place in points from the page's foot, its size and font."""

    page: int
    x: float
    y: float
    size: float
    font: str
    text: str


@dataclass
class Element:
    """An element of the structure with the text of its own and of what is in it, in reading order."""

    tag: str
    content: list[Piece | Element] = field(default_factory=list)

    def pieces(self, without: frozenset[str] = frozenset()) -> Iterator[Piece]:
        for part in self.content:
            if isinstance(part, Piece):
                yield part
            elif part.tag not in without:
                yield from part.pieces(without)

    def walk(self) -> Iterator[Element]:
        yield self
        for part in self.content:
            if isinstance(part, Element):
                yield from part.walk()

    def text(self, without: frozenset[str] = frozenset()) -> str:
        return "".join(piece.text for piece in self.pieces(without))


@functools.cache
def document(path: Path) -> Element:
    """The structure of a PDF that Typst has made, with its text; what is no part of the structure (running heads) is left out."""
    with pikepdf.open(path) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        texts = [_texts(number, page) for number, page in enumerate(pdf.pages)]

        def element(node, page: int | None) -> Element:
            page = numbers[node.Pg.objgen] if "/Pg" in node else page
            made = Element(str(node.get("/S", "")).strip("/"))
            kids = node.get("/K")
            for kid in [] if kids is None else kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary):
                    if kid.get("/Type") == "/MCR":
                        made.content += texts[numbers[kid.Pg.objgen] if "/Pg" in kid else page].get(int(kid.MCID), [])
                    elif "/S" in kid:
                        made.content.append(element(kid, page))
                elif page is not None:
                    made.content += texts[page].get(int(kid), [])
            return made

        return element(pdf.Root.StructTreeRoot, None)


def _texts(number: int, page: pikepdf.Page) -> dict[int, list[Piece]]:
    """The text of each marked content of a page."""
    fonts = {name: (str(font.BaseFont).partition("+")[2], _letters(font)) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, list[Piece]] = {}
    matrix, saved = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), []
    marked: list[int | None] = []
    font, size, position = "", 0.0, (0.0, 0.0)
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                saved.append(matrix)
            case "Q":
                matrix = saved.pop()
            case "cm":
                a, b, c, d, e, f = (float(value) for value in operands)
                m = matrix
                matrix = (a * m[0] + b * m[2], a * m[1] + b * m[3], c * m[0] + d * m[2], c * m[1] + d * m[3], e * m[0] + f * m[2] + m[4], e * m[1] + f * m[3] + m[5])
            case "BMC":
                marked.append(None)
            case "BDC":
                marked.append(int(operands[1].MCID) if isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1] else None)
            case "EMC":
                marked.pop()
            case "Tf":
                font, size = str(operands[0]), float(operands[1])
            case "Tm":
                position = float(operands[4]), float(operands[5])
            case "Tj" | "TJ" if marked and marked[-1] is not None:
                parts = operands[0] if str(operator) == "TJ" else [operands[0]]
                family, letters = fonts[font]
                codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                text = "".join(letters.get(codes[at : at + 2], "") for at in range(0, len(codes), 2))
                x = position[0] * matrix[0] + position[1] * matrix[2] + matrix[4]
                y = position[0] * matrix[1] + position[1] * matrix[3] + matrix[5]
                found.setdefault(marked[-1], []).append(Piece(number, x, y, size * abs(matrix[3]), family, text))
    return found


_MAPS: dict[bytes, dict[bytes, str]] = {}


def _letters(font: pikepdf.Dictionary) -> dict[bytes, str]:
    """What each code of a font says, from its table for readers (ToUnicode)."""
    table = font.ToUnicode.read_bytes()
    if table not in _MAPS:
        letters: dict[bytes, str] = {}
        text = table.decode("latin-1")
        for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
            for code, said in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
                letters[bytes.fromhex(code)] = bytes.fromhex(said).decode("utf-16-be")
        for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
            for first, last, said in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
                for offset in range(int(last, 16) - int(first, 16) + 1):
                    letters[(int(first, 16) + offset).to_bytes(2, "big")] = chr(int(said, 16) + offset)
        _MAPS[table] = letters
    return _MAPS[table]


INLINE = frozenset({"Span", "Strong", "Em", "Link", "Code", "Quote"})


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item or cell with the text that is directly in it; ``in_note`` says it is at the foot of a page."""

    tag: str
    pieces: tuple[Piece, ...]
    in_note: bool

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def first_page(self) -> int:
        return self.pieces[0].page

    @property
    def last_page(self) -> int:
        return self.pieces[-1].page

    @property
    def is_bold(self) -> bool:
        return all("semibold" in piece.font.lower() for piece in self.pieces)

    def lines(self) -> dict[int, int]:
        """How many lines it has on each of its pages."""
        heights: dict[int, list[float]] = {}
        for piece in self.pieces:
            heights.setdefault(piece.page, []).append(piece.y)
        return {page: 1 + sum(b - a > 6 for a, b in pairwise(sorted(ys))) for page, ys in heights.items()}


def blocks(root: Element, in_note: bool = False) -> Iterator[Block]:
    """The blocks below an element in reading order."""

    def inline(element: Element) -> Iterator[Piece]:
        for part in element.content:
            if isinstance(part, Piece):
                yield part
            elif part.tag in INLINE or (part.tag == "Lbl" and element.tag in INLINE | {"P", "LBody", "TD", "TH"}):
                yield from inline(part)

    def below(element: Element) -> Iterator[Element]:
        for part in element.content:
            if isinstance(part, Element):
                yield from below(part) if part.tag in INLINE else (part,)

    pieces = tuple(piece for piece in inline(root) if piece.text.strip())
    if pieces and root.tag != "Figure":
        yield Block(root.tag, pieces, in_note)
    for part in below(root):
        yield from blocks(part, in_note or part.tag == "Note")


def read_aloud(element: Element) -> str:
    """The running text in reading order, without notes and their numbers, numbers of lists, drawings and addresses that are written out."""
    if element.tag in ("Note", "Lbl", "Figure") or (element.tag == "Link" and element.text().startswith(("http://", "https://"))):
        return ""
    return "".join(part.text if isinstance(part, Piece) else read_aloud(part) for part in element.content)
