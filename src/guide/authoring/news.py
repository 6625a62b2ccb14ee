"""A news item: a record on top of ``data/news.yml``."""

from __future__ import annotations

from typing import Any

from guide.authoring.project import Project, translated
from guide.authoring.proposal import Proposal
from guide.authoring.questions import Dialogue
from guide.authoring.writer import item, with_first
from guide.records import page_key


def ask_news(dialogue: Dialogue, project: Project) -> Proposal:
    """Asks for a news item, which is dated today and becomes the newest."""
    path, repeated = "data/news.yml", dialogue.repeated
    link = dialogue.text("ask.news_link", project.page_link())
    # File names are in English, as ids are.
    ident = page_key(link.partition("#")[0]).removesuffix("/index").replace("/", "-")
    taken = {item.id for item in project.guide.news}
    record: dict[str, Any] = {
        "id": dialogue.text("ask.news_id", project.new_id("news"), default="" if ident in taken else ident),
        "date": project.today,
        "title": dialogue.texts("ask.news_title", project.check("news", "title", dialogue.locale)),
        "text": dialogue.texts("ask.news_text", project.check("news", "text", dialogue.locale)),
        "link": link,
    }
    return Proposal(
        {path: with_first(project.text(path), record)}, {path: item(record)}, "data/news", (record["id"],),
        translated=translated(repeated), waiting=tuple(sorted(repeated)),
    )
