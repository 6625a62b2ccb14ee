"""A new story: ``data/stories/<id>.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from guide import LOCALES
from guide.authoring.answers import Refused, by_schema
from guide.authoring.identifiers import propose
from guide.authoring.project import Project, translated
from guide.authoring.proposal import Proposal
from guide.authoring.questions import Dialogue
from guide.authoring.writer import Value, mapping
from guide.problems import nearest
from guide.rules.stories import FIRST_YEAR, NEEDED, PARTS, YEARS, wrong_years

# The order of the keys in the files people have written.
ORDER = ("id", "title", "collaborations", "years", "outcome", "parts", "lesson", "untranslated", "added")
LONGEST_TITLE, LONGEST_LESSON = 140, 500


def ask_story(dialogue: Dialogue, project: Project) -> Proposal:
    """Asks for a story, whole in the editor's own language first; a language that is left out is said to lack."""
    guide, own = project.guide, dialogue.locale
    title = dialogue.text("ask.story_title", by_schema({"maxLength": LONGEST_TITLE}))
    collaborations = _ask_collaborations(dialogue, project)
    ident = free_story_id(collaborations[0], project)
    record: dict[str, Any] = {"added": project.today, "collaborations": collaborations}
    record["id"] = dialogue.text("ask.story_id", project.new_id("stories"), default=ident)
    outcomes = project.part("story", "outcome")["enum"]
    record["outcome"] = dialogue.choice("ask.story_outcome", [(outcome, guide.interface[f"story.outcome.{outcome}"][own]) for outcome in outcomes])
    record["years"] = dialogue.text("ask.story_years", lambda text: checked_years(text, record["outcome"], project.today.year))
    paragraph = project.check("story", "parts", own)
    parts: list[tuple[str, str, list[str]]] = []
    sources = ""
    for part in PARTS:
        ask = dialogue.text if part in NEEDED else dialogue.optional
        text = ask(f"story_part.{part}", paragraph)
        if text:
            sources = dialogue.text("ask.story_sources", lambda answer: _source_ids(answer, project), default=sources)
            parts.append((part, text, sources.split(", ")))
    lesson = dialogue.text("ask.story_lesson", by_schema({"maxLength": LONGEST_LESSON}))
    texts = {own: [title, *(text for _, text, _ in parts), lesson]}
    for locale in dialogue.locales[1:]:
        language = dialogue.words(f"language.{locale}")
        if dialogue.yes("ask.story_language", language=language):
            longest = [LONGEST_TITLE, *[project.part("story", "parts", own)["maxLength"]] * len(parts), LONGEST_LESSON]
            texts[locale] = [_other(dialogue, language, text, most) for text, most in zip(texts[own], longest)]
        else:
            dialogue.say("told.story_left_out", language=language)
    return story_file(record, [(part, sources) for part, _, sources in parts], texts)


def story_file(record: dict[str, Any], parts: list[tuple[str, list[str]]], texts: dict[str, list[str]]) -> Proposal:
    """The proposal of a story's file.

    ``parts`` are their names and sources; ``texts`` hold, for each language it
    is written in, the title, the paragraph of each part and the lesson. The
    other languages repeat the words of the first, and the file says so.
    """
    lacking = [locale for locale in LOCALES if locale not in texts]
    first = next(locale for locale in LOCALES if locale in texts)
    title, *paragraphs, lesson = ({locale: text[locale] for locale in LOCALES} for text in _by_text({locale: texts.get(locale, texts[first]) for locale in LOCALES}))
    record = {**record, "title": title, "lesson": lesson, "untranslated": lacking}
    record["parts"] = [{"part": part, "sources": sources, **paragraph} for (part, sources), paragraph in zip(parts, paragraphs)]
    path = f"data/stories/{record['id']}.yml"
    value: dict[str, Value] = {key: record[key] for key in ORDER if record[key] != []}
    text = mapping(value)
    return Proposal({path: text}, {path: text}, f"data/stories/{record['id']}", translated=translated(set(lacking)), waiting=tuple(lacking))


def _by_text(texts: dict[str, list[str]]) -> Iterable[dict[str, str]]:
    """The texts of each language put together by their place."""
    return (dict(zip(texts, together)) for together in zip(*texts.values()))


def free_story_id(collaboration: str, project: Project) -> str:
    """An id made from that of the collaboration that no story has."""
    taken = project.ids_on("stories", LOCALES[0])
    count, ident = 2, collaboration
    while ident in taken:
        count, ident = count + 1, f"{collaboration[:56].rstrip('-')}-{count}"
    return ident


def checked_years(text: str, outcome: str, this_year: int) -> str:
    """The years as the file writes them, whatever dash was typed; raises Refused."""
    text = re.sub(r"\s*[-–—]\s*", "–", text)
    if not YEARS.fullmatch(text) or wrong_years(text, outcome, this_year):
        raise Refused("wrong.years", answer=text[:60], first=FIRST_YEAR, last=this_year)
    return text


def meant_collaboration(text: str, project: Project) -> str:
    """The id of the collaboration with this id or name, or of the only one that has these words in its name; raises Refused."""
    known = project.guide.collaborations
    if (ident := propose(text)) in known:
        return ident
    names = {c.id: c.name.casefold() for c in known.values()}
    words = re.compile(rf"(?<!\w){re.escape(text.casefold())}(?!\w)")
    found = [ident for ident, name in names.items() if name == text.casefold()] or [ident for ident, name in names.items() if words.search(name)]
    if len(found) == 1:
        return found[0]
    near = nearest(text, [c.name for c in known.values()]) or nearest(text, known)
    raise Refused("wrong.unknown_near", answer=text[:60], place="data/collaborations/", near=near) if near else Refused("wrong.unknown", answer=text[:60], place="data/collaborations/")


def _ask_collaborations(dialogue: Dialogue, project: Project) -> list[str]:
    taken: list[str] = []

    def take(text: str) -> None:
        ident = meant_collaboration(text, project)
        if ident not in taken:
            taken.append(ident)
        dialogue.say("told.collaboration", name=project.guide.collaborations[ident].name)

    dialogue.many("ask.story_collaborations", take, least=1)
    return taken


def _source_ids(text: str, project: Project) -> str:
    """The ids of sources in a line, with commas between; raises Refused."""
    return ", ".join(dict.fromkeys(project.source_id()(ident) for ident in text.replace(",", " ").split()))


def _other(dialogue: Dialogue, language: str, first: str, most: int) -> str:
    dialogue.say("told.first", text=first)
    return dialogue.text("ask.story_other", by_schema({"maxLength": most}), language=language)
