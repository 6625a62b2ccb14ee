"""Tags the heads of rows in a PDF: Typst tags the heads of columns alone.

Each of them becomes a TH for its row, and the other cells of the row name it
among their heads, as they name those of their columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Pdf, String


def elements(pdf: Pdf) -> Iterator[Dictionary]:
    """The elements of the structure, in reading order."""
    stack = list(reversed(kids(pdf.Root.StructTreeRoot)))
    while stack:
        element = stack.pop()
        yield element
        stack.extend(reversed(kids(element)))


def kids(element: Dictionary) -> list[Dictionary]:
    """The elements right below an element; its marked content is left out."""
    found = element.get("/K")
    every = [] if found is None else found if isinstance(found, Array) else [found]
    return [kid for kid in every if isinstance(kid, Dictionary) and "/S" in kid]


def tag_row_heads(pdf: Pdf, tables: Sequence[Sequence[int | None]]) -> None:
    """Tags the heads of the rows of all tables, in order, given as the place in each row below the heads of the columns.

    Raises ValueError when the tables are not those of the PDF.
    """
    found = [element for element in elements(pdf) if element.S == Name.Table]
    if len(found) != len(tables):
        raise ValueError(f"the PDF has {len(found)} tables, and its source {len(tables)}")
    root = pdf.Root.StructTreeRoot
    ids = NameTree(root.IDTree) if "/IDTree" in root else NameTree.new(pdf)
    count = 0
    for table, heads in zip(found, tables):
        if not any(head is not None for head in heads):
            continue
        rows = [row for part in kids(table) for row in (kids(part) if part.S != Name.TR else [part]) if part.S != Name.THead]
        if len(rows) != len(heads):
            raise ValueError(f"a table has {len(rows)} rows in the PDF, and {len(heads)} in its source")
        for row, head in zip(rows, heads):
            if head is None:
                continue
            count += 1
            ident = f"R{count}"
            for place, cell in enumerate(kids(row)):
                attributes = _table_attributes(cell)
                if place == head:
                    cell.S = Name.TH
                    cell.ID = String(ident)
                    attributes.Scope = Name.Row
                    ids[ident] = cell
                else:
                    attributes.Headers = Array([*attributes.get("/Headers", []), String(ident)])
    root.IDTree = ids.obj


def _table_attributes(cell: Dictionary) -> Dictionary:
    """The attributes of a cell as part of a table, made if there are none."""
    given = cell.get("/A")
    every = [] if given is None else list(given) if isinstance(given, Array) else [given]
    for attributes in every:
        if isinstance(attributes, pikepdf.Dictionary) and attributes.get("/O") == Name.Table:
            return attributes
    new = Dictionary(O=Name.Table)
    cell.A = Array([*every, new])
    return cell.A[-1]
