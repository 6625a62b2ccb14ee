"""What a dialogue knows of the guide: its records, its schemas and its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guide.authoring.answers import Check, by_schema, known_id, new_id
from guide.authoring.proposal import Proposal
from guide.authoring.writer import Value, item, with_record
from guide.problems import GuideError, Problem
from guide.records import Guide
from guide.schema import Schemas
from guide.yamltext import read_text


@dataclass(frozen=True)
class Project:
    """The guide below ``root`` as it was read, and the day that is today."""

    root: Path
    guide: Guide
    schemas: Schemas
    today: dt.date

    @classmethod
    def of(cls, root: Path, guide: Guide, today: dt.date | None = None) -> Project:
        return cls(root, guide, Schemas(root / "data" / "schema"), today or dt.date.today())

    def text(self, path: str) -> str:
        """The text of a file; raises GuideError when it cannot be read."""
        problems: list[Problem] = []
        text = read_text(self.root / path, path, problems)
        if text is None:
            raise GuideError(problems)
        return text

    def part(self, kind: str, *path: str) -> dict[str, Any]:
        """The schema of one field."""
        return self.schemas.part(kind, *path)

    def check(self, kind: str, *path: str) -> Check:
        """The check of an answer that becomes this field."""
        return by_schema(self.part(kind, *path))

    def new_id(self, kind: str) -> Check:
        """The check of an id that no record of the kind has: glossary, sources or collaborations."""
        place = "data/collaborations/" if kind == "collaborations" else f"data/{kind}.yml"
        return new_id(getattr(self.guide, kind), place)

    def source_id(self) -> Check:
        """The check of an id of data/sources.yml."""
        return known_id(self.guide.sources, list(self.guide.sources), "data/sources.yml")

    def with_record(self, kind: str, record: Mapping[str, Value], repeated: set[str]) -> Proposal:
        """The proposal that puts a record into data/<kind>.yml."""
        path = f"data/{kind}.yml"
        return Proposal(
            {path: with_record(self.text(path), record)}, {path: item(record)}, f"data/{kind}", (str(record["id"]),),
            translated=translated(repeated), waiting=tuple(sorted(repeated)),
        )


def translated(repeated: set[str]) -> tuple[str, ...]:
    """The translations whose words were all typed by the editor, from a Norwegian text that was too."""
    return tuple(locale for locale in ("da", "sv") if not repeated & {"nb", locale})
