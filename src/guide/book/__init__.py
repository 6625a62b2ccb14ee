"""The printable book of one language: finished HTML → one Typst document → a tagged PDF.

There is no second renderer: what stands in the book is the article of each
page as the site has it. Typst sets and tags it (PDF/UA-1 and PDF/A-2a), pikepdf packs it
with a deterministic id, so the same site gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pikepdf
import typst

from guide.book.chapters import BookError
from guide.book.colophon import Commit, commit_of
from guide.book.document import typeset
from guide.book.groups import break_before
from guide.book.plain_text import write_plain_text
from guide.book.row_heads import tag_row_heads
from guide.read import read_guide
from guide.records import Guide, Publication

__all__ = ["Book", "BookError", "book_path", "make_book", "make_one", "make_publication"]

STANDARDS = ["ua-1", "a-2a"]


# A last page of a chapter that ends higher than THIN is nearly empty; the chapter is then set closer, by no more than CLOSEST lines a page.
# Points from the top of the page; text begins at TOP, and a line with what is around it takes LINE.
THIN, TOP, LINE = 150, 68, 15
CLOSEST = 3.2
# How often a book is laid out anew, for such ends and for notes that are not on the page of their number.
ATTEMPTS = 3


@dataclass(frozen=True)
class Book:
    """A finished publication, by its id and language: where it is, its number of pages and its size in bytes."""

    publication: str
    locale: str
    path: Path
    pages: int
    size: int


def book_path(guide: Guide, locale: str, site: Path) -> Path:
    """Where the book of a language lies in the site."""
    return site / guide.book_url(locale)


def make_book(root: Path, locale: str, site: Path, work: Path, site_url: str = "") -> Book:
    """Writes the book of one language, of the guide below ``root``, into ``site``; see make_publication."""
    guide = read_guide(root)
    return make_publication(guide, guide.book, locale, site, work, site_url, commit_of(root))


def make_one(root: Path, ident: str, locale: str, site: Path, work: Path, site_url: str = "") -> Book:
    """Writes the publication of this id in one language, in a process of its own; see make_publication."""
    guide, commit = _guide_of(root)
    return make_publication(guide, guide.publications[ident], locale, site, work, site_url, commit)


@functools.lru_cache(maxsize=1)
def _guide_of(root: Path) -> tuple[Guide, Commit | None]:
    # A process makes several publications, one after the other, of the same guide.
    return read_guide(root), commit_of(root)


def make_publication(guide: Guide, publication: Publication, locale: str, site: Path, work: Path, site_url: str = "", commit: Commit | None = None) -> Book:
    """Writes one publication in one language into ``site``.

    ``work`` is a folder for the Typst source; ``commit`` is
    what the guide was read from, which a book tells at its end. Raises
    BookError with page and element when the HTML holds something the book
    cannot show, or when Typst refuses the document.
    """
    folder = work / locale / publication.id
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("book.typ", "small.typ"):
        (folder / name).write_text((files("guide.book") / name).read_text("utf-8"), encoding="utf-8")
    main = folder / "main.typ"
    source = typeset(guide, locale, site, publication, site_url, commit)
    main.write_text(source.text, encoding="utf-8")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(files("guide.book") / "fonts")])
    raw = folder / "raw.pdf"
    midnight = dt.datetime.combine(guide.about.date, dt.time(), dt.timezone.utc)
    try:
        compiler = typst.Compiler(str(main), root=str(folder), font_paths=fonts)
        text, closer = source.text, {}
        for _ in range(ATTEMPTS):
            *ends, last = [entry["value"] for entry in json.loads(compiler.query("<layout>"))]
            thin, strayed = {name: lines for name, lines in _thin_ends(ends).items() if name not in closer and lines < CLOSEST}, last["strayed"]
            if not thin and not strayed:
                break
            closer |= thin
            for name, lines in thin.items():
                text = text.replace(f'#chapter-body("{name}", 0)', f'#chapter-body("{name}", {lines:.2f})')
            text = break_before(text, strayed)
            main.write_text(text, encoding="utf-8")
        _, warnings = compiler.compile_with_warnings(output=str(raw), pdf_standards=STANDARDS, timestamp=int(midnight.timestamp()))
    except typst.TypstError as error:
        raise BookError(f"{publication.id} ({locale}) could not be set: {getattr(error, 'diagnostic', error)}") from None
    if warnings:
        raise BookError(f"{publication.id} ({locale}) is not set as it should be: " + "; ".join(warning.message for warning in warnings))
    target = site / guide.publication_url(publication, locale)
    pikepdf.settings.set_flate_compression_level(7)
    with pikepdf.open(raw) as pdf:
        pages = len(pdf.pages)
        tag_row_heads(pdf, source.row_heads)
        write_plain_text(pdf)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True, deterministic_id=True)
    return Book(publication.id, locale, target, pages, target.stat().st_size)


def _thin_ends(ends: list[dict]) -> dict[str, float]:
    """The chapters whose last page is nearly empty, by where each ends: by how many lines a page each must be closer."""
    found = {}
    for before, end in zip([{"page": 0}, *ends], ends):
        pages = end["page"] - before["page"] - 1
        if end["y"] < THIN and pages:
            # Some more than is needed, for what cannot be cut leaves room at the foot of a page; each attempt costs seconds.
            found[end["name"]] = 1.4 + (end["y"] - TOP + LINE) / LINE / pages * 1.5
    return found
