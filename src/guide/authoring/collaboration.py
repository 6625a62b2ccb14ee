"""A new collaboration: ``data/collaborations/<id>.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from guide.authoring.answers import Refused, number
from guide.authoring.identifiers import propose
from guide.authoring.project import Project, translated
from guide.authoring.proposal import Proposal
from guide.authoring.questions import Dialogue
from guide.authoring.writer import Value, mapping
from guide.problems import nearest
from guide.records import Municipality
from guide.registry import COUNTRY_NAME, WITH_NUMBER, Municipalities

COUNTRIES = ("no", "dk", "se")
STATUSES = ("active", "planned", "dissolved", "merged", "unknown")
CONFIDENCES = ("high", "medium", "low")
# The order of the keys in the files people have written.
ORDER = (
    "id", "name", "country", "members", "members_complete", "member_count", "member_count_year", "form", "founded", "status",
    "last_evidence", "services", "website", "caveat", "sources", "confidence", "added",
)


def ask_collaboration(dialogue: Dialogue, project: Project) -> Proposal:
    """Asks for a collaboration."""
    guide, locale, kind = project.guide, dialogue.locale, "collaboration"
    year, this_year = project.part(kind, "founded"), project.today.year
    record: dict[str, Any] = {"added": project.today}
    record["name"] = dialogue.text("ask.name", project.check(kind, "name"))
    record["id"] = dialogue.text("ask.collaboration_id", project.new_id("collaborations"), default=free_id(record["name"], project))
    record["country"] = dialogue.choice("ask.country", [(country, guide.interface[f"country.{country}"][locale]) for country in COUNTRIES])
    forms = [(form.id, form.label[locale]) for form in guide.forms.values() if form.country in (None, record["country"])]
    record["form"] = dialogue.choice("ask.form", forms, default="unknown")
    record["founded"] = dialogue.optional("ask.founded", number(year))
    record["status"] = dialogue.choice("ask.status", [(status, guide.interface[f"status.{status}"][locale]) for status in STATUSES])

    def evidence(text: str) -> int:
        value = number(year, latest=this_year)(text)
        if record["founded"] and value < record["founded"] and record["status"] != "planned":
            raise Refused("wrong.before_founding", answer=value, founded=record["founded"])
        return value

    record["last_evidence"] = dialogue.optional("ask.last_evidence", evidence)
    record["members"] = _ask_members(dialogue, project, record)
    if record["members"]:
        record["members_complete"] = dialogue.yes("ask.members_complete")
    if not record.get("members_complete"):
        record["member_count"] = dialogue.optional("ask.member_count", number(project.part(kind, "member_count")))
        if record["member_count"]:
            record["member_count_year"] = dialogue.optional("ask.member_count_year", number(year, latest=this_year))
    record["services"] = dialogue.choices("ask.services", [(service.id, service.label[locale]) for service in guide.services.values()])
    record["website"] = dialogue.optional("ask.website", project.check(kind, "website"))
    record["sources"] = [_ask_source(dialogue, project)]
    while dialogue.yes("ask.another_source", default=False):
        record["sources"].append(_ask_source(dialogue, project))
    record["caveat"] = dialogue.texts("ask.caveat", optional=True)
    record["confidence"] = dialogue.choice("ask.confidence", [(level, dialogue.words(f"confidence.{level}")) for level in CONFIDENCES])
    return collaboration_file(record, dialogue.repeated)


def collaboration_file(record: dict[str, Any], repeated: set[str]) -> Proposal:
    """The proposal of a collaboration's file; keys that are None or empty are left out."""
    path = f"data/collaborations/{record['id']}.yml"
    value: dict[str, Value] = {key: record[key] for key in ORDER if record.get(key) not in (None, [])}
    text = mapping(value)
    return Proposal({path: text}, {path: text}, f"data/collaborations/{record['id']}", translated=translated(repeated), waiting=tuple(sorted(repeated)))


def free_id(name: str, project: Project) -> str:
    """An id made from the name that no collaboration has; empty when the name gives none."""
    proposed = propose(name)
    count, ident = 2, proposed
    while ident in project.guide.collaborations:
        count, ident = count + 1, f"{proposed[:56].rstrip('-')}-{count}"
    return ident


def check_where(text: str, project: Project) -> str:
    """A web address or the id of a source; raises Refused."""
    if "." in text or ":" in text:  # an id has neither
        return project.check("sources", "url")(text)
    return project.source_id()(text)


def _ask_source(dialogue: Dialogue, project: Project) -> dict[str, Any]:
    this_year = project.today.year
    where = dialogue.text("ask.source_where", lambda text: check_where(text, project))
    known = project.guide.sources.get(where)
    title = dialogue.text("ask.source_title", project.check("collaboration", "sources", "title"), default=known.title_in(dialogue.locale)[0] if known else "")
    check = number(project.part("collaboration", "sources", "year"), latest=this_year)
    if known and known.year:
        year: int | None = int(dialogue.text("ask.source_year", lambda text: str(check(text)), default=str(known.year)))
    else:
        year = dialogue.optional("ask.source_year", check)
    supports = dialogue.texts("ask.source_supports")
    source: dict[str, Any] = {"title": title, "year": year, "where": where, "supports": supports}
    return {key: value for key, value in source.items() if value is not None}


def _ask_members(dialogue: Dialogue, project: Project, record: dict[str, Any]) -> list[str]:
    names = {country: project.guide.interface[f"country.{country}"][dialogue.locale] for country in COUNTRIES}
    registry = Members(project.guide.municipalities, record["country"], record["founded"], record["last_evidence"], names)
    taken: dict[str, str] = {}

    def take(answer: str) -> None:
        refused: Refused | None = None
        for name in filter(None, (part.strip() for part in re.split("[,;]", answer))):
            try:
                rows = registry.meant(name)
                row = rows[0]
                if len(rows) > 1:
                    options = [(one.number, f"{one.name}, {one.county_or_region}") for one in rows]
                    chosen = dialogue.choice("ask.namesake", options, name=rows[0].name, count=len(rows))
                    row = next(one for one in rows if one.number == chosen)
                if row.number in taken:
                    raise Refused("wrong.member_twice", answer=name)
            except Refused as error:
                if refused:
                    dialogue.say(refused.key, **refused.values)
                refused = error
                continue
            taken[row.number] = registry.written(row)
            dialogue.say("told.member", name=taken[row.number], county=row.county_or_region)
        if refused:
            # Those named on the same line that were right stay.
            raise refused

    dialogue.many("ask.members", take)
    return list(taken.values())


class Members:
    """Finds the members of one collaboration in the registry; ``names`` are those of the countries."""

    def __init__(self, rows: tuple[Municipality, ...], country: str, founded: int | None, last: int | None, names: Mapping[str, str] = COUNTRY_NAME):
        self._registry, self._country, self._years, self._names = Municipalities(rows), country, (founded, last), names

    def meant(self, written: str) -> list[Municipality]:
        """The rows a name can mean, one or several namesakes; raises Refused for none."""
        match = WITH_NUMBER.fullmatch(written)
        name, wanted = (match[1], match[2]) if match else (written, None)
        rows = [row for row in self._registry.rows if row.country == self._country]
        for spelling in (name, re.sub(r"s?\s+(?:kommune|kommun)$", "", name, flags=re.IGNORECASE), re.sub(r"\s+(?:kommune|kommun)$", "", name, flags=re.IGNORECASE)):
            if found := [row for row in rows if row.name.casefold() == spelling.casefold()]:
                break
        else:
            elsewhere = {row.country for row in self._registry.rows if row.name.casefold() == name.casefold()}
            if elsewhere:
                raise Refused("wrong.member_elsewhere", answer=name, countries=", ".join(self._names[one] for one in sorted(elsewhere)))
            near = nearest(name, [row.name for row in rows])
            raise Refused("wrong.member_near", answer=name[:80], near=near) if near else Refused("wrong.member", answer=name[:80])
        if wanted is not None:
            numbers = " / ".join(self.numbered(row) for row in found)
            found = [row for row in found if row.number == wanted]
            if not found:
                raise Refused("wrong.member_number", answer=written, numbers=numbers)
        there = [row for row in found if row.existed(*self._years)]
        if not there:
            lives = ", ".join(f"{self.numbered(row)}: {row.valid_from or '…'}–{row.valid_to or '…'}" for row in found)
            raise Refused("wrong.member_years", answer=found[0].name, first=self._years[0] or "…", last=self._years[1] or "…", lives=lives)
        return there

    def numbered(self, row: Municipality) -> str:
        """The name with its number: ``Herøy (1818)``."""
        return f"{row.name} ({row.number})"

    def written(self, row: Municipality) -> str:
        """The name as the file writes it: with the number only where the name alone is not enough."""
        alone = self._registry.find(self._country, row.name, *self._years)
        return row.name if alone == row else self.numbered(row)
