"""Looks into a finished PDF."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pikepdf
import pypdf


def pdf_text(path: Path) -> str:
    """The text of all pages, words hyphenated at a line's end put together."""
    pages = (page.extract_text() for page in pypdf.PdfReader(path).pages)
    return re.sub(r"[-\u00ad\u2010]\n", "", "\n".join(pages))


def contents_text(reader: pypdf.PdfReader) -> str:
    """The text of the pages before the first chapter, which are not numbered with digits."""
    return "".join(page.extract_text() for page, label in zip(reader.pages, reader.page_labels) if not label.isdigit())


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
