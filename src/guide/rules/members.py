"""Every member is in the registry and existed between founding and last evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.problems import Problem
from guide.registry import COUNTRY_NAME

if TYPE_CHECKING:
    from guide.read import Draft


def check(draft: Draft, problems: list[Problem]) -> None:
    if not draft.municipalities.rows:
        return  # the registry itself could not be read; that is already said
    forms = {form.get("id"): form for form in draft.files["forms"].records} if "forms" in draft.files else {}
    for document in draft.collaborations:
        value = document.value
        found = {}
        for number, member in enumerate(value.get("members") or ()):
            if not member or value.get("country") not in COUNTRY_NAME:
                continue
            line, field = document.line("members", number), f"members[{number + 1}]"
            row = draft.municipalities.find(value["country"], member, value.get("founded"), value.get("last_evidence"))
            if isinstance(row, tuple):
                problems.append(Problem(document.name, line, field, *row))
            elif row.number in found:
                problems.append(Problem(document.name, line, field, f'"{member}" is the same municipality as "{found[row.number]}"', "keep one of them"))
            else:
                found[row.number] = member
        if "members" in value and "members_complete" not in value:
            problems.append(Problem(document.name, document.line("members"), "members_complete", "missing", "add members_complete: true if the list is whole, else false"))
        if "members" not in value and "members_complete" in value:
            problems.append(Problem(document.name, document.line("members_complete"), "members_complete", "there is no list of members", "remove the key, or add members"))
        if value.get("members_complete") and "member_count" in value:
            problems.append(Problem(document.name, document.line("member_count"), "member_count", "the list of members is whole, so it gives the number itself", "remove member_count"))
        country = forms.get(value.get("form"), {}).get("country")
        if country and value.get("country") not in (None, country):
            problems.append(Problem(document.name, document.line("form"), "form", f'"{value["form"]}" is a form of another country ({country})', "correct the form or the country"))
