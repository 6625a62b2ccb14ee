"""One run of the command: the questions, what will be written, the writing, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from guide import LOCALES
from guide.authoring import ledger
from guide.authoring.collaboration import ask_collaboration
from guide.authoring.news import ask_news
from guide.authoring.page import ask_page
from guide.authoring.project import Project
from guide.authoring.proposal import Proposal, Stage, staged
from guide.authoring.questions import Dialogue
from guide.authoring.source import ask_source
from guide.authoring.story import ask_story
from guide.authoring.term import ask_term
from guide.authoring.words import Words
from guide.problems import GuideError
from guide.read import read_guide

KINDS: dict[str, Callable[[Dialogue, Project], Proposal]] = {
    "collaboration": ask_collaboration, "page": ask_page, "term": ask_term, "source": ask_source, "story": ask_story, "news": ask_news,
}
_LANGUAGES = {"nb": "nb", "nn": "nb", "no": "nb", "da": "da", "sv": "sv"}
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def locale_of(variables: Mapping[str, str]) -> str | None:
    """The guide's language that the environment asks for; None when it asks for another or none.

    >>> locale_of({"LANG": "nn_NO.UTF-8"}), locale_of({"LC_ALL": "C", "LANG": "da_DK"})
    ('nb', None)
    """
    value = next((variables[name] for name in _VARIABLES if variables.get(name)), "")
    return _LANGUAGES.get(value.replace("-", "_").split("_")[0].split(".")[0].casefold())


def run(kind: str, root: Path, locale: str | None, ask: Callable[[str], str], say: Callable[[str], None]) -> int:
    """Asks, shows and writes; gives the exit code. Raises GuideError when the guide cannot be read as it is."""
    guide = read_guide(root)
    words = Words(locale or LOCALES[0])
    try:
        if locale is None:
            words = Words(_ask_language(ask, say))
        dialogue = Dialogue(ask, say, words)
        dialogue.say("told.welcome")
        project = Project.of(root, guide)
        proposal = KINDS[kind](dialogue, project)
        with staged(root, proposal) as stage:
            return _finish(dialogue, project, proposal, stage)
    except (EOFError, KeyboardInterrupt):
        say("")
        say(words("told.nothing_written"))
        return 130


def _ask_language(ask: Callable[[str], str], say: Callable[[str], None]) -> str:
    """The one question that is put in all three languages."""
    say(" / ".join(Words(locale)("ask.own_language") for locale in LOCALES))
    dialogue = Dialogue(ask, say, Words(LOCALES[0]))
    return dialogue.choice("ask.own_language", [(locale, Words(locale)(f"language.{locale}")) for locale in LOCALES])


def _finish(dialogue: Dialogue, project: Project, proposal: Proposal, stage: Stage) -> int:
    for path, text in proposal.shown.items():
        dialogue.show("")
        dialogue.say("told.will_write", path=path)
        dialogue.show("")
        dialogue.show("".join(f"    {line}\n" for line in text.splitlines()).rstrip("\n"))
    try:
        stage.record_addresses()
        stage.record_links()
        stage.check()
    except GuideError as error:
        dialogue.say("told.not_valid")
        dialogue.show(str(error))
        return 1
    role = _second_reader(dialogue, project, proposal)
    if not dialogue.yes("ask.write"):
        dialogue.say("told.nothing_written")
        return 1
    try:
        if role:
            for refusal in ledger.record_reading(stage.folder, proposal, role, project.today):
                dialogue.say("told.not_recorded", why=refusal)
            stage.check()
        paths = stage.write()
    except GuideError as error:
        dialogue.say("told.not_valid")
        dialogue.show(str(error))
        return 1
    tell_written(dialogue, proposal, paths, read=bool(role))
    return 0


def _second_reader(dialogue: Dialogue, project: Project, proposal: Proposal) -> str:
    """The editor role of whoever has read the translations a second time; empty for nobody."""
    if not proposal.translated or not dialogue.yes("ask.read_twice", default=False):
        return ""
    editors = [(role.id, role.label[dialogue.locale]) for role in project.guide.roles.values() if role.kind == "editor"]
    return dialogue.choice("ask.reader_role", editors)


def tell_written(dialogue: Dialogue, proposal: Proposal, paths: list[str], *, read: bool) -> None:
    """Says what was written and what to do now."""
    dialogue.show("")
    dialogue.say("told.written", paths=", ".join(paths))
    if proposal.waiting:
        dialogue.say("told.waiting", languages=", ".join(dialogue.words(f"language.{locale}") for locale in proposal.waiting))
    if not read:
        for locale in proposal.translated:
            dialogue.say("told.not_read", command=ledger.command(proposal, locale))
    dialogue.show("")
    dialogue.say("told.next", check="python3 scripts/check.py", paths=" ".join(paths), message=" ".join([proposal.place.removeprefix("data/"), *(proposal.sections or ()), "added"]))
