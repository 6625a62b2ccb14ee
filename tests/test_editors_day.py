"""A whole day of an editor: each slip is caught with the right message in the right place, and mended by the command it names."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from test_translations import git

from guide.read import read_guide

ROOT = Path(__file__).resolve().parents[1]
WRONG = """\
id: nye-ikt
name: Nye IKT
country: no
members: [Grimsted, Arendal]
members_complete: true
form: oppgavefelleskap
status: active
last_evidence: 2025
sources:
  - title: Avtale
    where: kl-2061
    supports: {nb: medlemmer og form, da: medlemmer og samarbejdsform, sv: medlemmar och form}
confidence: low
added: 2026-11-22
"""
PAGE = """\
---
title: Hvem eier data?
slug: hvem-eier-data
description: Hvem som eier data når kommuner driver IKT sammen, og hva avtalen må si.
owner: editor
reviewed: 2026-11-22
review_months: 12
sources: []
---

Kommunen eier sine egne data. Skriv det i avtalen, og skriv hvordan dere får dem ut igjen.

## Hva må avtalen si? {#what-to-agree}

Avtalen må si hvem som kan bruke data, til hva og hvor lenge.
"""


class Day:
    """A checkout of the editor's own, with its history, and the commands as typed."""

    def __init__(self, root: Path):
        self.root = root
        self.before: set[str] = set()

    def run(self, command: str) -> tuple[int, str]:
        program, *arguments = shlex.split(command)
        assert program == "python3" and (ROOT / arguments[0]).is_file(), command
        environment = "check" if arguments[0].endswith("check.py") else "build"
        done = subprocess.run(
            [sys.executable, str(ROOT / arguments[0]), "--root", str(self.root), *arguments[1:]], cwd=self.root, capture_output=True, text=True,
            env={**os.environ, "GUIDE_ENVIRONMENT": environment, "GITHUB_ACTIONS": "false", "COLUMNS": "150"},
        )
        return done.returncode, done.stdout + done.stderr

    def check(self) -> list[str]:
        """What the check says beyond what it said in the morning: a review may have become due since this was written."""
        code, out = self.run("python3 scripts/check.py")
        lines = out.splitlines()[:-1]
        assert code == any(not line.startswith("warning: ") for line in lines)
        return [line for line in lines if _without_place(line) not in self.before]

    def replace(self, name: str, before: str, after: str) -> None:
        path = self.root / name
        text = path.read_text("utf-8")
        assert text.count(before) == 1, (name, before, text.count(before))
        path.write_text(text.replace(before, after), encoding="utf-8")

    def line(self, name: str, text: str) -> int:
        return next(number for number, line in enumerate((self.root / name).read_text("utf-8").splitlines(), 1) if text in line)

    def commit(self) -> None:
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "-m", "The editor's work")


@pytest.fixture
def day(project):
    git(project, "init", "-q", "-b", "main")
    day = Day(project)
    day.commit()
    morning = day.check()
    assert all(line.startswith("warning: ") for line in morning)
    day.before = {_without_place(line) for line in morning}
    return day


def _without_place(line: str) -> str:
    return re.sub(r":\d+:\d+:", ":", line)


def commands_in(message: str) -> list[str]:
    """The commands that a message names, as the editor would copy them."""
    return [found.strip() for found in re.findall(r"python3 scripts/[a-z]+\.py(?: [a-z][\w/.#-]*| --[a-z-]+(?: ROLE)?)*", message)]


def test_two_sections_of_a_source_page_change(day):
    day.replace("docs/nb/about.md", "Alt kommer fra samme sted", "Alt kommer fra ett sted")
    day.replace("docs/nb/about.md", "Det er målet", "Det er vårt mål")
    lines = day.check()
    assert len(lines) == 4 and all(line.startswith("warning: ") for line in lines)
    for locale in ("da", "sv"):
        for ident in ("how-made", "accessibility"):
            path = f"docs/{locale}/about.md"
            (line,) = [line for line in lines if line.startswith(f"warning: {path}:{day.line(path, '{#' + ident + '}')}:") and ident in line]
            diff, accept = commands_in(line)
            code, out = day.run(diff)
            assert code == 0 and "samme sted" in out or "Det er vårt mål" in out
            # The editor reads, and finds the translation right as it is.
            assert day.run(accept.replace("ROLE", "editor"))[0] == 0
    assert day.check() == []


def test_a_collaboration_with_three_mistakes(day):
    name = "data/collaborations/nye-ikt.yml"
    (day.root / name).write_text(WRONG, encoding="utf-8")
    lines = [line for line in day.check() if line.startswith(name)]
    member, form, source = sorted((line for line in lines if "did you mean" in line), key=lambda line: int(line.split(":")[1]))
    assert member.startswith(f"{name}:4:11: members[1]: ") and '"Grimstad"' in member
    assert form.startswith(f"{name}:6:7: form: ") and '"oppgavefellesskap"' in form
    assert source.startswith(f"{name}:11:12: sources[1].where: ") and '"kl-2016"' in source
    for line in (member, form, source):
        wrong = re.search(r'"([^"]+)"', line)[1]
        right = re.search(r'did you mean "([^"]+)"', line)[1]
        day.replace(name, wrong, right)
    # What is left: nobody has recorded that its Danish and Swedish words have been read.
    lines = day.check()
    lines = [line for line in lines if "links.yml" not in line]
    assert [line.split(":")[0] for line in lines] == [name, name]
    for line in lines:
        (accept,) = commands_in(line)
        assert day.run(accept.replace("ROLE", "data-editor"))[0] == 0
    assert day.check() == []
    assert "nye-ikt" in read_guide(day.root).collaborations


def test_a_page_that_is_not_translated(day):
    (day.root / "docs/nb/process/data-ownership.md").write_text(PAGE, encoding="utf-8")
    lines = day.check()
    (order,) = [line for line in lines if "no place in the reading order" in line]
    assert order.startswith("docs/nb/process/data-ownership.md:1:1: ") and "add data-ownership to data/phases.yml (topics)" in order
    day.replace("data/phases.yml", "the-decision]", "the-decision, data-ownership]")
    (address,) = [line for line in day.check() if "data/addresses.yml" in line]
    assert address.startswith("docs/nb/process/data-ownership.md:3:")
    assert day.run(commands_in(address)[0])[0] == 0
    lines = day.check()
    assert len(lines) == 2 and all(line.startswith("warning: docs/nb/process/data-ownership.md:1:1: there is no ") for line in lines)
    code, out = day.run("python3 scripts/translations.py status")
    assert out.count("process/data-ownership") == 4 and out.count("missing: not translated") == 2


def test_a_page_renamed_by_hand(day):
    for locale in ("nb", "da", "sv"):
        (day.root / f"docs/{locale}/anchoring/employees.md").rename(day.root / f"docs/{locale}/anchoring/staff.md")
    before = {locale: read_guide(ROOT).url("anchoring/employees", locale) for locale in ("nb", "da", "sv")}
    # Every link, ledger and place in the reading order is wrong now; what is told is the one command that mends them all.
    lines = day.check()
    (gone,) = [line for line in lines if line.startswith("data/addresses.yml") and 'there is no page "anchoring/employees"' in line]
    assert all("employees" not in line and "staff" not in line for line in lines if line != gone)
    (move,) = [command for command in commands_in(gone) if " move " in command]
    assert move == "python3 scripts/addresses.py move anchoring/employees anchoring/staff"
    code, out = day.run(move)
    assert code == 0, out
    assert day.check() == []
    guide = read_guide(day.root)
    assert {locale: guide.url("anchoring/staff", locale) for locale in before} == before


def test_a_translation_renamed_by_mistake(day):
    (day.root / "docs/da/anchoring/employees.md").rename(day.root / "docs/da/anchoring/staff.md")
    (line,) = [line for line in day.check() if not line.startswith("warning: ")]
    assert line.startswith("docs/da/anchoring/staff.md:1:1: the page has no source in docs/nb/ – name it docs/da/anchoring/employees.md, ")
    code, out = day.run("python3 scripts/addresses.py record")
    assert code == 1 and "has no source" in out
    (day.root / "docs/da/anchoring/staff.md").rename(day.root / "docs/da/anchoring/employees.md")
    assert day.check() == []


def test_words_that_wait_for_a_translator(day):
    """An editor of one language repeats the words under the others; that is told, and stops nobody."""
    text = WRONG.replace("Grimsted", "Grimstad").replace("oppgavefelleskap", "oppgavefellesskap").replace("kl-2061", "https://example.org/avtale")
    name = "data/collaborations/nye-ikt.yml"
    (day.root / name).write_text(re.sub(r"supports: .*", "supports: {nb: hvem som er med og når det startet, da: hvem som er med og når det startet, sv: hvem som er med og når det startet}", text), encoding="utf-8")
    lines = day.check()
    assert len(lines) == 3 and all(line.startswith(f"warning: {name}:") for line in lines)
    assert sum("wait for a translator" in line for line in lines) == 2 and sum("is not in data/links.yml yet" in line for line in lines) == 1


def test_broken_front_matter_is_told_once(day):
    path = day.root / "docs/nb/about.md"
    good = path.read_text("utf-8")
    for broken, wanted in ((good.replace("---\n", "", 1), "the page has no front matter"), (good.replace("title: Om", "title: Om: hva"), "a text with a colon and a space in it")):
        path.write_text(broken, encoding="utf-8")
        lines = [line for line in day.check() if not line.startswith("warning: ")]
        assert len(lines) == 1 and lines[0].startswith("docs/nb/about.md:") and wanted in lines[0], lines
    path.write_text(good.replace("---\n", "--- \n", 1), encoding="utf-8")
    assert day.check() == []


def test_a_bare_address_in_the_text(day):
    day.replace("docs/nb/about.md", "Alt kommer fra samme sted", "Se https://example.org/side. Alt kommer fra samme sted")
    (line,) = [line for line in day.check() if not line.startswith("warning: ")]
    assert ":4: the address \"https://example.org/side.\" is not a link – write it with the words a reader sees" in line


def test_a_forbidden_term(day):
    day.replace("docs/nb/about.md", "Alt kommer fra samme sted", "Rådmannen sier at alt kommer fra samme sted")
    day.run("python3 scripts/translations.py minor about")
    lines = [line for line in day.check() if "no longer used" in line]
    assert lines == [
        f'docs/nb/about.md:{day.line("docs/nb/about.md", "Rådmannen")}:1: "Rådmannen" is no longer used – write "kommunedirektør" (data/glossary.yml); of the time until 2019, name the year in the same paragraph'
    ]
    day.replace("docs/nb/about.md", "Rådmannen sier at alt", "Kommunedirektøren sier at alt")
    assert [line for line in day.check() if "no longer used" in line] == []


def test_a_danish_paragraph_in_the_swedish_file(day):
    danish = "Vi har ikke fundet den gamle vejledning, men vi har set menuen på et slide, og den viser, hvad kommunerne skulle igennem dengang."
    day.replace("docs/sv/about.md", "{#history}\n\n", "{#history}\n\n" + danish + "\n\n")
    assert day.check() == [f'docs/sv/about.md:{day.line("docs/sv/about.md", "Vi har ikke fundet")}:1: this is Danish, and the text is Swedish – write it in Swedish']
    day.replace("docs/sv/about.md", danish, "Den gamla vägledningen har vi inte hittat, men vi har sett menyn på en bild.")
    assert day.check() == []


def test_norwegian_words_in_a_danish_text(day):
    day.replace("docs/da/about.md", "{#history}\n\n", "{#history}\n\nOppstarten blev hård.\n\n")
    (line,) = day.check()
    assert line.endswith(':1: "Oppstarten" is Norwegian – write "opstarten" in Danish')


def test_what_the_proposal_changes_is_told(day):
    day.replace("docs/nb/about.md", "Alt kommer fra samme sted", "Alt kommer fra ett sted")
    (day.root / "docs/nb/process/data-ownership.md").write_text(PAGE, encoding="utf-8")
    day.commit()
    code, out = day.run("python3 scripts/changes.py HEAD~1")
    assert code == 0
    assert re.search(r"\| `docs/nb/about\.md` \| (\d+) \| \1 \| \d+ \| \d+ \|", out)
    assert re.search(r"\| `docs/nb/process/data-ownership\.md` \| – \| \d+ \| – \| \d+ \|", out)
    for locale in ("da", "sv"):
        assert f"- {locale}: `about` {{#how-made}} – `python3 scripts/translations.py diff about {locale} how-made`" in out
    day.run("python3 scripts/translations.py accept about da --role editor")
    assert "- da: " not in day.run("python3 scripts/changes.py HEAD~1")[1]
    code, out = day.run("python3 scripts/changes.py nothing")
    assert code == 1 and "git does not know nothing" in out
