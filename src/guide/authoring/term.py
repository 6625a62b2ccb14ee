"""A new term: a record of ``data/glossary.yml``."""

from __future__ import annotations

from typing import Any

from guide import LOCALES
from guide.authoring.answers import Refused, number
from guide.authoring.identifiers import propose
from guide.authoring.project import Project
from guide.authoring.proposal import Proposal
from guide.authoring.questions import Dialogue


def ask_term(dialogue: Dialogue, project: Project) -> Proposal:
    """Asks for a term in the three languages."""
    guide, own = project.guide, dialogue.locale
    texts: dict[str, dict[str, Any]] = {}
    for locale in dialogue.locales:
        dialogue.say("told.language", language=dialogue.words(f"language.{locale}"))

        def term(text: str, locale: str = locale) -> str:
            for other in guide.glossary.values():
                if other.texts[locale].term.casefold() == text.casefold():
                    raise Refused("wrong.term_taken", answer=text, id=other.id)
            return text

        texts[locale] = {}
        if locale == own:
            texts[locale]["term"] = dialogue.text("ask.term", term)
        else:
            dialogue.say("told.term", term=texts[own]["term"])
            texts[locale]["term"] = dialogue.other(locale, texts[own]["term"], term)
        also = _ask_also(dialogue, project, locale)
        if also:
            texts[locale]["also"] = also
        definition = project.check("glossary", locale, "definition")
        if locale == own:
            texts[locale]["definition"] = dialogue.text("ask.definition", definition)
        else:
            dialogue.say("told.definition", definition=texts[own]["definition"])
            texts[locale]["definition"] = dialogue.other(locale, texts[own]["definition"], definition)
    ident = propose(texts["nb"]["term"])
    record: dict[str, Any] = {"id": dialogue.text("ask.term_id", project.new_id("glossary"), default="" if ident in guide.glossary else ident)}
    record["kind"] = dialogue.choice("ask.term_kind", [(kind, dialogue.words(f"term_kind.{kind}")) for kind in project.part("glossary", "kind")["enum"]])
    record |= {locale: texts[locale] for locale in LOCALES}
    record["note"] = dialogue.texts("ask.note", optional=True)
    record["source"] = dialogue.optional("ask.term_source", project.source_id())
    return project.with_record("glossary", {key: value for key, value in record.items() if value is not None}, dialogue.repeated)


def _ask_also(dialogue: Dialogue, project: Project, locale: str) -> list[dict[str, str | int]]:
    kinds = [(kind, dialogue.words(f"also_kind.{kind}")) for kind in project.part("glossary", locale, "also", "kind")["enum"]]
    words: dict[str, dict[str, str | int]] = {}
    until = number(project.part("glossary", locale, "also", "until"), latest=project.today.year)

    def take(word: str) -> None:
        if word.casefold() in {other.casefold() for other in words}:
            raise Refused("wrong.word_twice", answer=word)
        kind = dialogue.choice("ask.also_kind", kinds, default="synonym", word=word)
        year = dialogue.optional("ask.until", until, word=word) if kind == "former" else None
        words[word] = {"word": word, "kind": kind} | ({"until": year} if year else {})

    dialogue.many("ask.also", take, language=dialogue.words(f"language.{locale}"))
    return list(words.values())
