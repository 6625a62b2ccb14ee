"""Every id stands once, and the id of a collaboration or a story is the name of its file."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from guide.problems import Problem

if TYPE_CHECKING:
    from guide.read import Draft


def check(draft: Draft, problems: list[Problem]) -> None:
    for kind, document in draft.files.items():
        if isinstance(document.value, list):
            _once(((record.get("id"), document.name, document.line(number, "id")) for number, record in enumerate(document.records)), problems)
    for documents in (draft.collaborations, draft.stories):
        _once(((d.value.get("id"), d.name, d.line("id")) for d in documents), problems)
    _once(
        ((item.get("id"), d.name, d.line("items", number, "id")) for d in draft.checklists for number, item in enumerate(d.items)),
        problems,
    )
    for document in (*draft.collaborations, *draft.stories):
        stem = PurePosixPath(document.name).stem
        if document.value.get("id") not in (None, stem):
            fix = f"write id: {stem}, or rename the file" if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", stem) else f"rename the file to {document.value['id']}.yml"
            problems.append(Problem(document.name, document.line("id"), "id", f'"{document.value["id"]}" is not the name of the file', fix))
    if (matrices := draft.files.get("matrices")) is not None:
        _once(((table.get("id"), matrices.name, matrices.line("tables", number, "id")) for number, table in enumerate(matrices.tables)), problems)
    seen: dict[str, str] = {}
    for document in draft.checklists:
        for kind in ("phase", "agreement"):
            ident = document.value.get(kind)
            if ident in seen:
                problems.append(Problem(document.name, document.line(kind), kind, f"{ident} already has a checklist in {seen[ident]}", "keep one file for each phase or agreement"))
            elif ident:
                seen[ident] = document.name


def _once(entries, problems: list[Problem]) -> None:
    seen: dict[str, tuple[str, int]] = {}
    for ident, name, line in entries:
        if ident is None:
            continue
        if ident in seen:
            other, other_line = seen[ident]
            problems.append(Problem(name, line, "id", f'the id "{ident}" is already used in {other}:{other_line}', "give one of them another id"))
        seen.setdefault(ident, (name, line))
