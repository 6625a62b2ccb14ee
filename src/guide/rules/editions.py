"""Editions are whole and in order, and the newest is the one the guide says it is."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from guide.editions import LINE, number_of
from guide.problems import Problem
from guide.rules.dates import not_later
from guide.yamltext import Mapping, Scalar

if TYPE_CHECKING:
    from guide.read import Document, Draft

# What is written otherwise, the schema has told.
SHAPE = {"edition": re.compile(r"[0-9]+\.[0-9]+"), "date": re.compile(r"\d{4}-\d\d-\d\d")}
RESTORE = "fetch the file as it was published: git checkout -- "


def check(draft: Draft, problems: list[Problem], today: dt.date | None = None) -> None:
    latest = (today or dt.date.today()) + dt.timedelta(days=1)
    read = []
    for document in draft.editions:
        version, date = document.value.get("version"), document.value.get("date")
        not_later(date, document.name, document.line("date"), "date", latest, problems)
        _lines(document, problems)
        stem = PurePosixPath(document.name).stem
        try:
            number, day = number_of(version or ""), dt.date.fromisoformat(date or "")
        except ValueError:
            continue  # the schema has said so
        if stem != version:
            problems.append(Problem(document.name, document.line("version"), "version", f'"{version}" is not the name of the file', f"rename the file to {version}.yml"))
            continue
        read.append((number, day, document))
    read.sort(key=lambda one: one[0])
    for (_, before, earlier), (_, day, document) in zip(read, read[1:]):
        if day < before:
            problems.append(Problem(document.name, document.line("date"), "date", f"{day} is before the date of the edition before it ({before} in {earlier.name})", RESTORE + document.name))
    if read and len(read) == len(draft.editions) and (guide := draft.files.get("guide")) is not None:
        _, day, document = read[-1]
        for field, newest in (("edition", document.value["version"]), ("date", document.value["date"])):
            said = guide.value.get(field)
            if said not in (None, newest) and SHAPE[field].fullmatch(said):
                problems.append(
                    Problem(guide.name, guide.line(field), field, f'"{said}" is not the {"date of the " if field == "date" else ""}newest edition in data/editions ({newest})', "write that, or make a new edition with  python3 scripts/release.py")
                )


def _lines(document: Document, problems: list[Problem]) -> None:
    """Each line of each page is written as it should, and no section stands twice."""
    pages = document.node.items.get("pages") if isinstance(document.node, Mapping) else None
    for locale, of in (pages.items if isinstance(pages, Mapping) else {}).items():
        for key, page in (of.items if isinstance(of, Mapping) else {}).items():
            text = page.items.get("sections") if isinstance(page, Mapping) else None
            if not isinstance(text, Scalar):
                continue
            seen: set[str] = set()
            lines = text.text.rstrip("\n").split("\n")
            # They begin on the line below the key, unless somebody has written the one there is beside it.
            for number, line in enumerate(lines, 1 if text.text.endswith("\n") else 0):
                field, match = f"pages.{locale}.{key}", LINE.fullmatch(line)
                if not match:
                    problems.append(Problem(document.name, text.line + number, field, f'"{line[:60]}" is not written as it should', "a line is  HASH ID TITLE, the hash twelve digits 0-9a-f; " + RESTORE + document.name))
                elif match["id"] in seen:
                    problems.append(Problem(document.name, text.line + number, field, f'the section "{match["id"]}" stands here twice', RESTORE + document.name))
                else:
                    seen.add(match["id"])
