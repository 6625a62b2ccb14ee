"""A ledger of translations names roles that exist and days that have been."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from guide.problems import Problem, suggest

if TYPE_CHECKING:
    from guide.read import Draft


def check(draft: Draft, problems: list[Problem]) -> None:
    editors = draft.editor_roles()
    latest = dt.date.today() + dt.timedelta(days=1)  # an editor's clock may be ahead
    for ledger in draft.ledgers.values():
        for ident, entry in ledger.entries.items():
            line = ledger.lines.get(ident, 0)
            if editors and entry.role not in editors:
                problems.append(Problem(ledger.path, line, ident, f'"{entry.role}" is not an editor role of data/roles.yml', suggest(entry.role, editors)))
            if entry.day > latest:
                problems.append(Problem(ledger.path, line, ident, f"{entry.day} lies in the future", "give the day the translation was read"))
