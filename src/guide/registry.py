"""The registry of municipalities, counties and regions (``data/municipalities.csv``)."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

from guide.problems import Problem, suggest
from guide.records import Municipality
from guide.yamltext import read_text

COLUMNS = (
    "country", "number", "kind", "name", "county_or_region", "valid_from", "valid_to", "successors",
    "population", "population_year", "lat", "lon", "source_id", "notes",
)
KINDS = ("municipality", "county", "region")
COUNTRY_NAME = {"no": "Norway", "dk": "Denmark", "se": "Sweden"}
WITH_NUMBER = re.compile(r"(.+?) \((\d+)\)")


class Municipalities:
    """Finds a member by name, within its country and the years it must have existed."""

    def __init__(self, rows: tuple[Municipality, ...]):
        self.rows = rows
        self._by_name: dict[tuple[str, str], list[Municipality]] = defaultdict(list)
        for row in rows:
            self._by_name[row.country, row.name].append(row)

    def find(self, country: str, written: str, first: int | None, last: int | None) -> Municipality | tuple[str, str]:
        """The one row meant, or what is wrong and what would be right.

        ``first`` and ``last`` are the years from founding to the last
        evidence (None: unknown).
        """
        match = WITH_NUMBER.fullmatch(written)
        name, number = (match[1], match[2]) if match else (written, None)
        named = self._by_name.get((country, name), [])
        if not named:
            names = [n for c, n in self._by_name if c == country]
            elsewhere = sorted({c for c, n in self._by_name if n == name})
            if elsewhere:
                return f'"{name}" is not in {COUNTRY_NAME[country]}', f"it is in {', '.join(COUNTRY_NAME[c] for c in elsewhere)}; correct the country or the member"
            bare = re.sub(r"s? kommune?$", "", name)
            return f'unknown municipality "{name}"', suggest(bare, names, "write it as data/municipalities.csv does")
        rows = [row for row in named if number in (None, row.number)]
        if not rows:
            return f"{name} has another number than {number}", "use " + " or ".join(f'"{row.name} ({row.number})"' for row in named)
        there = [row for row in rows if row.existed(first, last)]
        if not there:
            lives = ", ".join(f"{row.number}: {row.valid_from or '…'}–{row.valid_to or '…'}" for row in rows)
            return (
                f"{name} did not exist between {first or '…'} and {last or '…'} ({lives})",
                "correct founded, last_evidence or the member",
            )
        if len(there) > 1:
            return f'"{name}" is the name of {len(there)} municipalities', "write which: " + " or ".join(f'"{row.name} ({row.number})"' for row in there)
        return there[0]

    def written(self, row: Municipality) -> str:
        """The name a reader sees: with the number where the country has namesakes today or in the past."""
        same = self._by_name[row.country, row.name]
        current = [other for other in same if other.valid_to is None]
        ambiguous = len(same) > 1 and (row.valid_to is not None or len(current) > 1)
        return f"{row.name} ({row.number})" if ambiguous else row.name


def read_registry(path: Path, name: str, problems: list[Problem]) -> tuple[Municipality, ...]:
    """All rows; a row that cannot be read is left out with a problem added."""
    text = read_text(path, name, problems)
    if text is None:
        return ()
    lines = csv.reader(text.splitlines())
    header = tuple(next(lines, ()))
    if header != COLUMNS:
        problems.append(Problem(name, 1, "", "the columns are not the expected ones", "the first line must be: " + ",".join(COLUMNS)))
        return ()
    rows, seen = [], {}
    for values in lines:
        line = lines.line_num
        if len(values) != len(COLUMNS):
            problems.append(Problem(name, line, "", f"the row has {len(values)} values, not {len(COLUMNS)}", "check the commas and the quotation marks"))
            continue
        cell = dict(zip(COLUMNS, values))
        wrong = _wrong_cells(cell)
        if (cell["country"], cell["number"]) in seen:
            wrong.append(("number", f"{cell['country']} {cell['number']} already stands on line {seen[cell['country'], cell['number']]}", "every row has its own number"))
        if wrong:
            problems.extend(Problem(name, line, *parts) for parts in wrong)
            continue
        seen[cell["country"], cell["number"]] = line
        rows.append(
            Municipality(
                country=cell["country"], number=cell["number"], kind=cell["kind"], name=cell["name"],
                county_or_region=cell["county_or_region"], valid_from=_integer(cell["valid_from"]), valid_to=_integer(cell["valid_to"]),
                successors=tuple(filter(None, cell["successors"].split(";"))),
                population=_integer(cell["population"]), population_year=_integer(cell["population_year"]),
            )
        )
    known = {(row.country, row.number) for row in rows}
    for row in rows:
        for number in row.successors:
            if (row.country, number) not in known:
                problems.append(Problem(name, seen[row.country, row.number], "successors", f"{number} is not a row of {row.country}", "give the number the successor has in this file"))
    return tuple(rows)


def _integer(text: str) -> int | None:
    return int(text) if text else None


def _wrong_cells(cell: dict[str, str]) -> list[tuple[str, str, str]]:
    wrong = []
    if cell["country"] not in COUNTRY_NAME:
        wrong.append(("country", f'"{cell["country"]}" is not a country here', suggest(cell["country"], COUNTRY_NAME)))
    if cell["kind"] not in KINDS:
        wrong.append(("kind", f'"{cell["kind"]}" is not a kind', suggest(cell["kind"], KINDS)))
    if not cell["name"]:
        wrong.append(("name", "the name is empty", "fill it in"))
    if not re.fullmatch(r"\d{2,4}", cell["number"]):
        wrong.append(("number", f'"{cell["number"]}" is not a number of two to four digits', "keep the zeros in front: 0301"))
    for column in ("valid_from", "valid_to", "population", "population_year"):
        if not re.fullmatch(r"\d*", cell[column]):
            wrong.append((column, f'"{cell[column]}" is not a whole number', "write digits only, or leave it empty"))
    return wrong
