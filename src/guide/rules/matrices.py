"""A matrix has a cell for each column, names only values of its file, and stands on a page; no value lies unused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guide import DEFAULT_LOCALE
from guide.problems import Problem, suggest

if TYPE_CHECKING:
    from guide.read import Document, Draft


def check(draft: Draft, problems: list[Problem]) -> None:
    if (document := draft.files.get("matrices")) is None:
        return
    values = document.value.get("values") or {}
    used: set[str] = set()
    shown = {block.options.get("id") for page in draft.pages[DEFAULT_LOCALE].values() for block in page.blocks if block.name == "matrix"}
    for number, table in enumerate(document.tables):
        used |= _check_rows(document, number, table, values, problems)
        if table.get("id") and table["id"] not in shown:
            fix = f"put  /// matrix  with  id: {table['id']}  on the page it belongs to, or remove the table"
            problems.append(Problem(document.name, document.line("tables", number, "id"), f"tables[{number + 1}].id", f"no page shows the table {table['id']}", fix))
    for ident in values:
        if ident not in used:
            problems.append(Problem(document.name, document.line("values", ident), f"values.{ident}", "no cell uses this value", "remove it"))


def _check_rows(document: Document, number: int, table: dict, values: dict, problems: list[Problem]) -> set[str]:
    """The values the table uses."""
    used = set()
    columns = [(column or {}).get(DEFAULT_LOCALE) or "…" for column in table.get("columns") or ()][1:]
    for place, row in enumerate(table.get("rows") or ()):
        cells, field = (row or {}).get("cells"), f"tables[{number + 1}].rows[{place + 1}].cells"
        if cells is None:
            continue  # the schema has said so
        if columns and len(cells) != len(columns):
            heads = ", ".join(f"«{column}»" for column in columns)
            few = 'add "" for a cell where nothing is stated' if len(cells) < len(columns) else "remove what is too much"
            cells_word = "cell" if len(cells) == 1 else "cells"
            problems.append(Problem(document.name, document.line("tables", number, "rows", place, "cells"), field, f"the row has {len(cells)} {cells_word}, not {len(columns)}", f"give one for each of {heads}; {few}"))
        for at, cell in enumerate(cells):
            if not isinstance(cell, str) or not re.fullmatch(r"[a-z0-9-]+", cell):
                continue  # nothing, words, or told by the schema
            used.add(cell)
            if cell not in values:
                line = document.line("tables", number, "rows", place, "cells", at)
                problems.append(Problem(document.name, line, f"{field}[{at + 1}]", f'"{cell}" is not among the values of this file', suggest(cell, values, "name it under values, or write the words under nb, da and sv")))
    return used
