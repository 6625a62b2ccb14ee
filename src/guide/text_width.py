"""How wide a text is, measured by the advance widths of the guide's own sans-serif font.

The site and the book set figures in the same family (Source Sans 3), so one
measure serves both. Only the tables of the font that hold widths are read;
kerning, which nearly always draws letters together, is left out.
"""

from __future__ import annotations

import functools
import struct
from pathlib import Path

FONTS = Path(__file__).parent / "book" / "fonts"
FILES = {False: "SourceSans3_400Regular.ttf", True: "SourceSans3_600SemiBold.ttf"}


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of text, in the unit of ``size``."""
    widths, missing = _advances(bold)
    return sum(widths.get(ord(character), missing) for character in text) * size


def wrapped(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """The lines of a text, broken at its spaces, as few as possible and then as even as possible.

    A word wider than ``room`` stands on a line of its own, too wide.
    """
    lines = _filled(text, size, room, bold)
    # The narrowest room that gives no more lines makes them even: no single word is left for the last line.
    low, high = 0.0, room
    while high - low > size / 8:
        middle = (low + high) / 2
        if len(_filled(text, size, middle, bold)) > len(lines):
            low = middle
        else:
            high = middle
    return _filled(text, size, high, bold)


def _filled(text: str, size: float, room: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size, bold) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@functools.cache
def _advances(bold: bool) -> tuple[dict[int, float], float]:
    """The advance width of each character in ems, and that of a character the font lacks."""
    font = (FONTS / FILES[bold]).read_bytes()
    tables = {tag: (at, length) for tag, _, at, length in struct.iter_unpack(">4sLLL", font[12 : 12 + 16 * struct.unpack_from(">H", font, 4)[0]])}
    em = struct.unpack_from(">H", font, tables[b"head"][0] + 18)[0]
    count = struct.unpack_from(">H", font, tables[b"hhea"][0] + 34)[0]
    # The glyphs after the last entry are as wide as it is.
    glyph_widths = [width / em for width, _ in struct.iter_unpack(">Hh", font[tables[b"hmtx"][0] : tables[b"hmtx"][0] + 4 * count])]
    widths = {character: glyph_widths[min(glyph, count - 1)] for character, glyph in _characters(font, tables[b"cmap"][0])}
    return widths, max(widths.values())


def _characters(font: bytes, cmap: int) -> list[tuple[int, int]]:
    """The characters of a font with their glyphs, from its table of groups (format 12)."""
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        table = cmap + struct.unpack_from(">HHL", font, cmap + 4 + 8 * number)[2]
        if struct.unpack_from(">H", font, table)[0] == 12:
            groups = struct.unpack_from(">L", font, table + 12)[0]
            ranges = struct.iter_unpack(">LLL", font[table + 16 : table + 16 + 12 * groups])
            return [(first + step, glyph + step) for first, last, glyph in ranges for step in range(last - first + 1)]
    raise ValueError("the font has no table of characters in format 12")
