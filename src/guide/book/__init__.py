"""The printable book of one language: finished HTML → one Typst document → a tagged PDF.

There is no second renderer: what stands in the book is the article of each
page as the site has it. Typst sets and tags it (PDF/UA-1 and PDF/A-2a), pikepdf packs it
with a deterministic id, so the same site gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pikepdf
import typst

from guide.book.chapters import BookError
from guide.book.document import typeset
from guide.book.row_heads import tag_row_heads
from guide.read import read_guide
from guide.records import Guide, Publication

__all__ = ["Book", "BookError", "book_path", "make_book", "make_one", "make_publication"]

STANDARDS = ["ua-1", "a-2a"]


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
    return make_publication(guide, guide.book, locale, site, work, site_url)


def make_one(root: Path, ident: str, locale: str, site: Path, work: Path, site_url: str = "") -> Book:
    """Writes the publication of this id in one language, in a process of its own; see make_publication."""
    guide = _guide_of(root)
    return make_publication(guide, guide.publications[ident], locale, site, work, site_url)


@functools.lru_cache(maxsize=1)
def _guide_of(root: Path) -> Guide:
    # A process makes several publications, one after the other, of the same guide.
    return read_guide(root)


def make_publication(guide: Guide, publication: Publication, locale: str, site: Path, work: Path, site_url: str = "") -> Book:
    """Writes one publication in one language into ``site``.

    ``work`` is a folder for the Typst source, kept for looking at. Raises
    BookError with page and element when the HTML holds something the book
    cannot show, or when Typst refuses the document.
    """
    folder = work / locale / publication.id
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("book.typ", "small.typ"):
        (folder / name).write_text((files("guide.book") / name).read_text("utf-8"), encoding="utf-8")
    main = folder / "main.typ"
    source = typeset(guide, locale, site, publication, site_url)
    main.write_text(source.text, encoding="utf-8")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(files("guide.book") / "fonts")])
    raw = folder / "raw.pdf"
    midnight = dt.datetime.combine(guide.about.date, dt.time(), dt.timezone.utc)
    try:
        compiler = typst.Compiler(str(main), root=str(folder), font_paths=fonts)
        _, warnings = compiler.compile_with_warnings(output=str(raw), pdf_standards=STANDARDS, timestamp=int(midnight.timestamp()))
    except typst.TypstError as error:
        raise BookError(f"{publication.id} ({locale}) could not be set: {getattr(error, 'diagnostic', error)}") from None
    if warnings:
        raise BookError(f"{publication.id} ({locale}) is not set as it should be: " + "; ".join(warning.message for warning in warnings))
    target = site / guide.publication_url(publication, locale)
    with pikepdf.open(raw) as pdf:
        pages = len(pdf.pages)
        tag_row_heads(pdf, source.row_heads)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True, deterministic_id=True)
    return Book(publication.id, locale, target, pages, target.stat().st_size)
