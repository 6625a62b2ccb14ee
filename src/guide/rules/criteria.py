"""A success criterion is either the same for all forms or has findings, and what has changed since has its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.problems import Problem

if TYPE_CHECKING:
    from guide.read import Draft


def check(draft: Draft, problems: list[Problem]) -> None:
    if (document := draft.files.get("success-criteria")) is None:
        return
    for number, criterion in enumerate(document.records):
        def wrong(key: str, message: str, fix: str) -> None:
            problems.append(Problem(document.name, document.line(number, key), f"[{number + 1}].{key}", message, fix))

        if criterion.get("same_for_all") and criterion.get("findings"):
            wrong("findings", "the criterion is the same for all forms, so there are no findings", "remove them, or remove same_for_all: true")
        if not criterion.get("same_for_all") and not criterion.get("findings"):
            wrong("id", "the criterion has neither findings nor same_for_all: true", "add the one the study supports")
        if "remark" in criterion and not criterion.get("same_for_all"):
            wrong("remark", "belongs to a criterion that is the same for all forms", "write it in the text of a finding")
        if "today" in criterion and "today_sources" not in criterion:
            wrong("today", "what has changed since has no source", "add today_sources: with ids from data/sources.yml, or remove today")
        if "today_sources" in criterion and "today" not in criterion:
            wrong("today_sources", "there is no text they could support", "add today: in nb, da and sv, or remove today_sources")
