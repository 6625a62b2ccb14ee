"""The finished PDFs: what a reader who does not see them, and an archive, must find in their bytes.

PDF/UA-1 and PDF/A-2a say much more, and Typst keeps to it; here stands what it
does not check (language, heads of rows), what the steps after it could spoil,
and what would be missed most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Pdf

from guide import DEFAULT_LOCALE, LOCALES
from guide.book.row_heads import elements, kids
from guide.inspect import Finding, Site

HEADING = re.compile(r"/H([1-6])")
XMP = {"pdfuaid:part": ("1", "PDF/UA-1"), "pdfaid:part": ("2", "PDF/A-2"), "pdfaid:conformance": ("A", "the level A of PDF/A")}


def check(site: Site) -> Iterator[Finding]:
    for path in sorted(site.root.rglob("*.pdf")):
        name = path.relative_to(site.root).as_posix()
        first = name.partition("/")[0]
        locale = first if first in LOCALES else DEFAULT_LOCALE
        yield from (Finding(name, message) for message in faults(path, locale, site.guide.about.date.isoformat()))


def faults(path: Path, locale: str, day: str) -> Iterator[str]:
    """What is wrong with a PDF in a language, made of what the guide was on a day (``2026-11-22``)."""
    with pikepdf.open(path) as pdf:
        yield from _language(pdf, locale)
        yield from _metadata(pdf, day)
        if not pdf.Root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in pdf.Root:
            yield "is not tagged, so a screen reader cannot tell headings from text – make it with the tags of Typst"
            return
        every = list(elements(pdf))
        yield from _headings(pdf, every)
        yield from _figures(every)
        yield from _tables(every)
        yield from _notes(every)
        yield from _page_labels(pdf)
        yield from _links(pdf)
        yield from _fonts(pdf)


def _language(pdf: Pdf, locale: str) -> Iterator[str]:
    lang = str(pdf.Root.get("/Lang", ""))
    if lang != locale:
        yield f'has the language "{lang}" and not "{locale}", so it would be read aloud wrongly – set the language of the text'


def _metadata(pdf: Pdf, day: str) -> Iterator[str]:
    if "/Metadata" not in pdf.Root:
        yield "has no metadata (XMP) – set the title of the document"
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key, (value, standard) in XMP.items():
            if metadata.get(key) != value:
                yield f"does not say that it keeps to {standard} ({key} is {metadata.get(key)!r}) – make it with both standards"
        if not str(metadata.get("dc:title", "")).strip():
            yield "has no title – set the title of the document"
        changed = str(metadata.get("xmp:ModifyDate", ""))
        if not changed.startswith(day):
            yield f"says it was changed {changed or 'never'}, and the guide is of {day} – give Typst the date of the guide"
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "shows the name of its file in place of its title – set the title of the document"


def _headings(pdf: Pdf, every: list[Dictionary]) -> Iterator[str]:
    levels = [int(match[1]) for element in every if (match := HEADING.fullmatch(str(element.S)))]
    if levels and levels[0] != 1:
        yield f"begins with a heading of level {levels[0]} – begin with level 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"goes from a heading of level {before} to one of level {after} – leave no level out"
            break
    if levels and "/First" not in pdf.Root.get("/Outlines", {}):
        yield "has headings and no bookmarks – let headings be bookmarked"


def _figures(every: list[Dictionary]) -> Iterator[str]:
    without = sum(1 for element in every if element.S in (Name.Figure, Name.Formula) and not str(element.get("/Alt", "")).strip())
    if without:
        yield f"has figures without a text for those who cannot see them: {without} – give each image its alt"


def _tables(every: list[Dictionary]) -> Iterator[str]:
    scopes = {"/Column", "/Row", "/Both"}
    without_scope = sum(1 for element in every if element.S == Name.TH and _attribute(element, "/Scope") not in scopes)
    if without_scope:
        yield f"has heads in tables that do not say whether they are a row's or a column's: {without_scope} – see guide.book.row_heads"
    for number, table in enumerate((element for element in every if element.S == Name.Table), 1):
        rows = [row for part in kids(table) for row in (kids(part) if part.S != Name.TR else [part])]
        if not any(cell.S == Name.TH for row in rows for cell in kids(row)):
            yield f"has a table without heads: number {number} – give it a table.header"


def _attribute(element: Dictionary, name: str) -> str:
    given = element.get("/A")
    for attributes in [] if given is None else given if isinstance(given, Array) else [given]:
        if isinstance(attributes, Dictionary) and name in attributes:
            return str(attributes[name])
    return ""


def _notes(every: list[Dictionary]) -> Iterator[str]:
    notes = [element for element in every if element.S == Name.Note]
    ids = [str(note.get("/ID", "")) for note in notes]
    if "" in ids or len(set(ids)) < len(ids):
        yield "has notes without an ID of their own – each note is a footnote of Typst"
    if any(not any(kid.S == Name.Lbl for kid in kids(note)) for note in notes):
        yield "has notes without their number – each note is a footnote of Typst"


def _page_labels(pdf: Pdf) -> Iterator[str]:
    if len(pdf.pages) > 1 and "/PageLabels" not in pdf.Root:
        yield "has pages without labels, so a reader cannot go to page 41 – number the pages"


def _links(pdf: Pdf) -> Iterator[str]:
    names = set()
    if "/Dests" in pdf.Root.get("/Names", {}):
        names = {str(name) for name, _ in NameTree(pdf.Root.Names.Dests).items()}
    pages = {page.objgen for page in pdf.pages}
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.get("/Annots", []):
            action = annotation.get("/A", Dictionary())
            if action.get("/S") == Name.URI:
                if not re.match(r"(https?://|mailto:)\S", str(action.URI)):
                    yield f"links {str(action.URI)[:60]} on page {number} – link pages, https addresses and mail only"
                continue
            target = annotation.get("/Dest", action.get("/D"))
            if target is None or action.get("/S", Name.GoTo) != Name.GoTo:
                yield f"has a link on page {number} that leads nowhere – give it a place"
            elif isinstance(target, Array):
                if not isinstance(target[0], Dictionary) or target[0].objgen not in pages:
                    yield f"has a link on page {number} to a page that is not there – give it a place"
            elif str(target).removeprefix("/") not in names:
                yield f"has a link on page {number} to {target}, which is not there – give it a place"


def _fonts(pdf: Pdf) -> Iterator[str]:
    without = {
        str(found.FontName)
        for found in pdf.objects
        if isinstance(found, Dictionary) and found.get("/Type") == Name.FontDescriptor and not any(key in found for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    }
    for name in sorted(without):
        yield f"lacks the letters of {name} – fonts must be embedded"
