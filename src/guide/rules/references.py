"""Every id that points to a record of another file points to one that exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.problems import Problem, suggest
from guide.schema import URL

if TYPE_CHECKING:
    from guide.read import Document, Draft


def check(draft: Draft, problems: list[Problem]) -> None:
    known = {kind: draft.ids(kind) for kind in ("forms", "services", "sources", "roles", "glossary")}

    def refer(document: Document, kind: str, ident: str | None, field: str, *path: str | int) -> None:
        if ident and known[kind] and ident not in known[kind]:
            problems.append(
                Problem(document.name, document.line(*path), field, f'"{ident}" is not in data/{kind}.yml', suggest(ident, known[kind], "add it there, or correct it"))
            )

    for document in draft.collaborations:
        value = document.value
        refer(document, "forms", value.get("form"), "form", "form")
        for number, service in enumerate(value.get("services") or ()):
            refer(document, "services", service, f"services[{number + 1}]", "services", number)
        for number, source in enumerate(value.get("sources") or ()):
            where, field = (source or {}).get("where") or "", f"sources[{number + 1}].where"
            if "." in where or ":" in where:  # an id has neither
                if not URL.match(where):
                    problems.append(Problem(document.name, document.line("sources", number, "where"), field, f'"{where[:60]}" is not a web address', "it must begin with https:// or http:// and hold no spaces"))
            else:
                refer(document, "sources", where, field, "sources", number, "where")
    for document in draft.checklists:
        for number, item in enumerate(document.items):
            refer(document, "roles", item.get("responsible"), f"items[{number + 1}].responsible", "items", number, "responsible")
    if (matrices := draft.files.get("matrices")) is not None:
        for number, table in enumerate(matrices.tables):
            for place, source in enumerate(table.get("sources") or ()):
                refer(matrices, "sources", source, f"tables[{number + 1}].sources[{place + 1}]", "tables", number, "sources", place)
    if (criteria := draft.files.get("success-criteria")) is not None:
        for number, criterion in enumerate(criteria.records):
            for form in criterion.get("findings") or ():
                refer(criteria, "forms", form, f"[{number + 1}].findings", number, "findings", form)
            for place, source in enumerate(criterion.get("today_sources") or ()):
                refer(criteria, "sources", source, f"[{number + 1}].today_sources[{place + 1}]", number, "today_sources", place)
    collaborations = {d.value.get("id") for d in draft.collaborations} - {None}
    for document in draft.stories:
        for number, ident in enumerate(document.value.get("collaborations") or ()):
            if ident and ident not in collaborations:
                problems.append(Problem(document.name, document.line("collaborations", number), f"collaborations[{number + 1}]", f'there is no data/collaborations/{ident}.yml', suggest(ident, collaborations, "add it there, or correct it")))
        for number, part in enumerate(document.parts):
            for place, source in enumerate(part.get("sources") or ()):
                refer(document, "sources", source, f"parts[{number + 1}].sources[{place + 1}]", "parts", number, "sources", place)
    for kind in ("laws", "forms", "glossary", "coverage", "steering-models", "success-criteria"):
        if (document := draft.files.get(kind)) is None:
            continue
        for number, record in enumerate(document.records):
            for place, source in enumerate(record.get("sources") or ()):
                refer(document, "sources", source, f"[{number + 1}].sources[{place + 1}]", number, "sources", place)
            if "source" in record:
                refer(document, "sources", record.get("source"), f"[{number + 1}].source", number, "source")
            for place, form in enumerate(record.get("replaced_by") or ()):
                refer(document, "forms", form, f"[{number + 1}].replaced_by[{place + 1}]", number, "replaced_by", place)
