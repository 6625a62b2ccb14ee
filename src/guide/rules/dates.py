"""Years and dates come in the right order, and none lies in the future."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from guide.problems import Problem

if TYPE_CHECKING:
    from guide.read import Draft


def check(draft: Draft, problems: list[Problem], today: dt.date | None = None) -> None:
    today = today or dt.date.today()
    # An editor's clock may be ahead of the machine that builds.
    latest = today + dt.timedelta(days=1)
    for document in draft.collaborations:
        value = document.value
        founded, last = value.get("founded"), value.get("last_evidence")
        if founded and last and founded > last and value.get("status") != "planned":
            problems.append(Problem(document.name, document.line("last_evidence"), "last_evidence", f"{last} is before the founding in {founded}", "correct one of the years; with status: planned the founding may lie ahead"))
        for field in ("last_evidence", "member_count_year"):
            if (value.get(field) or 0) > latest.year:
                problems.append(Problem(document.name, document.line(field), field, f"{value[field]} lies in the future", "give the year of the source"))
        for number, source in enumerate(value.get("sources") or ()):
            if ((source or {}).get("year") or 0) > latest.year:
                problems.append(Problem(document.name, document.line("sources", number, "year"), f"sources[{number + 1}].year", f"{source['year']} lies in the future", "give the year of the source"))
        if "member_count_year" in value and "member_count" not in value:
            problems.append(Problem(document.name, document.line("member_count_year"), "member_count_year", "there is no member_count for this year", "add member_count, or remove the year"))
        not_later(value.get("added"), document.name, document.line("added"), "added", latest, problems)
    for document in draft.stories:
        not_later(document.value.get("added"), document.name, document.line("added"), "added", latest, problems)
    for kind, field in (("sources", "seen"), ("laws", "checked"), ("news", "date"), ("links", "seen"), ("guidance", "seen")):
        if (document := draft.files.get(kind)) is not None:
            for number, record in enumerate(document.records):
                not_later(record.get(field), document.name, document.line(number, field), f"[{number + 1}].{field}", latest, problems)
    if (document := draft.files.get("news")) is not None:
        days = [record.get("date") or "" for record in document.records]
        for number in range(1, len(days)):
            if days[number] > days[number - 1] != "":
                problems.append(Problem(document.name, document.line(number, "date"), f"[{number + 1}].date", "newer than the entry above it", "put the newest first"))
    for pages in draft.pages.values():
        for page in pages.values():
            not_later(page.reviewed.isoformat(), page.path, page.line("reviewed"), "reviewed", latest, problems)


def not_later(text: str | None, name: str, line: int, field: str, latest: dt.date, problems: list[Problem]) -> None:
    """Adds a problem when the day ``text`` is after ``latest``."""
    try:
        day = dt.date.fromisoformat(text or "")
    except ValueError:
        return  # missing or not a date; the schema has said so
    if day > latest:
        problems.append(Problem(name, line, field, f"{text} lies in the future", "give the day it was done"))
