"""Names and citations of laws: asterisks come in pairs, a citation tells the year, and a date is in words where languages write it otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guide.problems import Problem
from guide.records import FOREIGN

if TYPE_CHECKING:
    from guide.read import Draft

YEAR = re.compile(r"\d{4}")
DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")  # LOV-2018-06-22-83 is the name of an act, no date


def check(draft: Draft, problems: list[Problem]) -> None:
    if (document := draft.files.get("laws")) is None:
        return
    for number, law in enumerate(document.records):
        for key in ("name", "citation"):
            value = law.get(key) or ""
            for locale, text in ((None, value),) if isinstance(value, str) else value.items():
                path = (number, key) if locale is None else (number, key, locale)
                field = f"[{number + 1}].{key}" + (f".{locale}" if locale else "")
                text = text or ""

                def wrong(message: str, fix: str) -> None:
                    problems.append(Problem(document.name, document.line(*path), field, message, fix))

                if locale is None and "*" in text:
                    wrong("an asterisk in a name that is the same in every language", "remove it, or write the text under nb, da and sv")
                elif "*" in FOREIGN.sub("", text):
                    wrong("an asterisk that has no other", "write one on each side of the words of another language: *Kommuneloven* kapitel 20")
                if day := DAY.search(text):
                    wrong(f"{day[0]} is no date in words", "write it as each language does, under nb, da and sv: 22. november 2026")
                if key == "citation" and locale and text and not YEAR.search(text):
                    wrong("there is no year", "add the number of the act with its year, or a date")
