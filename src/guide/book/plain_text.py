"""Makes the text of a PDF what was written: without the signs that only steer where a line ends.

Typst puts a soft hyphen at which no line ends into the text of the letter before
it, so that ``forvaltningsoppgaver`` has one inside when it is searched or copied.
Those, and joiners, are taken out; a hyphen or a space that may not end a line is a hyphen or a space.
A soft hyphen at the end of a line, where it is seen, stays.
"""

from __future__ import annotations

import re

import pikepdf

SPAN = re.compile(rb"/Span<</ActualText(<FEFF[0-9A-F]*>|\((?:[^\\()]|\\.)*\))>>BDC((?:(?!BDC|EMC).)*?)EMC", re.S)
ONE_LETTER = re.compile(rb"/(f\d+) [^()\[\]]*?\(((?:\\.|[^\\()])+)\)Tj", re.S)
MAPPED = re.compile(rb"<([0-9A-F]{4})>( <)([0-9A-F]{8,}|2011|00A0)>")
# Hundredths of a point are enough; letters are two bytes of which the first is no digit, so no text looks like this.
TOO_EXACT = re.compile(rb"(\d\.\d\d)\d+(?= )")
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
SEEN_AS = {"2011": "002D", "00A0": "0020"}


def _plain(written: str) -> str:
    """Hexadecimal UTF-16 without what only steers lines; a sign alone is what is seen."""
    units = [written[at : at + 4] for at in range(0, len(written), 4)]
    kept = [unit for unit in units if unit not in ("00AD", "2060")] if len(units) > 1 else units
    return "".join(SEEN_AS.get(unit, unit) for unit in kept)


def _bytes(escaped: bytes) -> bytes:
    """The bytes of a string of a page."""
    return ESCAPE.sub(lambda match: bytes([int(match[1], 8)]) if match[1].isdigit() else ESCAPED.get(match[1], match[1]), escaped)


def _tables(pdf: pikepdf.Pdf, page: pikepdf.Page, done: dict[tuple[int, int], dict[str, str]]) -> dict[str, dict[str, str]]:
    """What each letter of each font of a page says, after its table for readers has been cleaned."""
    found = {}
    for name, font in page.Resources.get("/Font", {}).items():
        if font.objgen not in done:
            table = font.ToUnicode.read_bytes()
            clean = MAPPED.sub(lambda match: b"<" + match[1] + b">" + match[2] + _plain(match[3].decode()).encode() + b">", table)
            if clean != table:
                font.ToUnicode = pdf.make_stream(clean)
            done[font.objgen] = {code.decode(): said.decode() for code, said in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", clean)}
        found[name.strip("/")] = done[font.objgen]
    return found


def write_plain_text(pdf: pikepdf.Pdf) -> None:
    """Cleans the text of every page, and shortens the numbers of places."""
    done: dict[tuple[int, int], dict[str, str]] = {}
    for page in pdf.pages:
        tables = _tables(pdf, page, done)

        def cleaned(match: re.Match[bytes]) -> bytes:
            told, inner = match[1], match[2]
            said = told[5:-1].decode() if told.startswith(b"<") else _bytes(told[1:-1]).decode("latin-1").encode("utf-16-be").hex().upper()
            plain = _plain(said)
            letter = ONE_LETTER.search(inner)
            if letter and inner.count(b"Tj") == 1 and b"TJ" not in inner:
                if tables.get(letter[1].decode(), {}).get(_bytes(letter[2]).hex().upper()) == plain:
                    return inner
            return match[0] if plain == said else b"/Span<</ActualText<FEFF" + plain.encode() + b">>>BDC" + inner + b"EMC"

        content = page.Contents.read_bytes()
        clean = TOO_EXACT.sub(rb"\1", SPAN.sub(cleaned, content))
        if clean != content:
            page.Contents = pdf.make_stream(clean)
