"""What a dialogue knows of the guide: its records, its schemas and its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guide import DEFAULT_LOCALE
from guide.authoring.answers import Check, Refused, by_schema, known_id, new_id
from guide.authoring.proposal import Proposal
from guide.authoring.writer import Value, item, with_record
from guide.problems import GuideError, Problem, nearest
from guide.records import Guide, page_key
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
        """The check of an id that no record of the kind has: glossary, sources, collaborations, stories or news."""
        if kind == "news":
            return new_id({item.id for item in self.guide.news}, "data/news.yml")
        if kind == "stories":
            # On the page of stories each of them is a section, beside those of the page itself.
            page = self.guide.page("stories", DEFAULT_LOCALE)
            return new_id({"top", *self.guide.stories, *(heading.id for heading in page.headings)}, "data/stories/")
        place = "data/collaborations/" if kind == "collaborations" else f"data/{kind}.yml"
        return new_id(getattr(self.guide, kind), place)

    def source_id(self) -> Check:
        """The check of an id of data/sources.yml."""
        return known_id(self.guide.sources, list(self.guide.sources), "data/sources.yml")

    def ids_on(self, key: str, locale: str) -> set[str]:
        """The ids on a page that a link can name: its headings, and the records it shows."""
        guide = self.guide
        records: dict[str, Iterable[str]] = {
            "sources": guide.sources, "glossary": guide.glossary, "collaborations": guide.collaborations, "stories": guide.stories, "links": (item.id for item in guide.guidance),
            "ten-things": (thing.id for thing in guide.ten_things),
        }
        return {heading.id for heading in guide.page(key, locale).headings} | set(records.get(key, ()))

    def page_link(self) -> Check:
        """The check of a link to a page from data: ``process/the-decision.md#two-steps``."""

        def check(text: str) -> str:
            path, _, ident = text.partition("#")
            key = page_key(path)
            if not path.endswith(".md") or key not in self.guide.keys:
                near = nearest(text, [f"{other}.md" for other in self.guide.keys])
                raise Refused("wrong.page_link", answer=text[:80], near=near or "process/index.md")
            known = self.ids_on(key, DEFAULT_LOCALE)
            if ident and ident not in known:
                near = nearest(ident, known)
                raise Refused("wrong.page_link", answer=text[:80], near=f"{path}#{near}" if near else path)
            return text

        return check

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
