"""A new source: a record of ``data/sources.yml``."""

from __future__ import annotations

from typing import Any

from guide.authoring.identifiers import propose
from guide.authoring.project import Project
from guide.authoring.proposal import Proposal
from guide.authoring.questions import Dialogue


def ask_source(dialogue: Dialogue, project: Project) -> Proposal:
    """Asks for a source."""
    kind, locale = "sources", dialogue.locale
    record: dict[str, Any] = {"id": ""}
    record["title"] = dialogue.text("ask.title", project.check(kind, "title"))
    record["short"] = dialogue.text("ask.short", project.check(kind, "short"))
    record["id"] = dialogue.text("ask.source_id", project.new_id(kind), default=_free(record["short"], project))
    if not dialogue.yes("ask.cited_alike", default=True):
        record["cited"] = dialogue.texts("ask.cited", project.check(kind, "short"))
    record["author"] = dialogue.text("ask.author", project.check(kind, "author"))
    record["published"] = dialogue.optional("ask.published", project.check(kind, "published"))
    record["seen"] = dialogue.text("ask.seen", project.check(kind, "seen"), default=project.today.isoformat())
    languages, kinds = project.part(kind, "language")["enum"], project.part(kind, "kind")["enum"]
    record["language"] = dialogue.choice("ask.language", [(one, project.guide.interface[f"language.{one}"][locale]) for one in languages], default=locale)
    record["kind"] = dialogue.choice("ask.source_kind", [(one, project.guide.interface[f"sources.kind.{one}"][locale]) for one in kinds])
    record["url"] = dialogue.optional("ask.url", project.check(kind, "url"))
    record["supports"] = dialogue.texts("ask.supports")
    record["caution"] = dialogue.texts("ask.caution", optional=True)
    record["seen"] = project.today.fromisoformat(record["seen"])
    return project.with_record(kind, {key: value for key, value in record.items() if value is not None}, dialogue.repeated)


def _free(short: str, project: Project) -> str:
    ident = propose(short)
    return "" if ident in project.guide.sources else ident
