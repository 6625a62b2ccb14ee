"""check.py: what it prints, what it looks at, how it ends."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from guide.checking import check
from guide.problems import Problem, as_annotation

ROOT = Path(__file__).resolve().parents[1]
DICTIONARIES = Path(os.environ["GUIDE_DICTIONARIES"])


def run(root, *arguments, **variables):
    environment = {**os.environ, "GUIDE_ENVIRONMENT": "check", "GITHUB_ACTIONS": "false", **variables}
    done = subprocess.run([sys.executable, str(ROOT / "scripts" / "check.py"), "--root", str(root), *map(str, arguments)], capture_output=True, text=True, env=environment, cwd=root)
    return done.returncode, done.stdout.splitlines(), done.stderr


def change(project, name, before, after):
    path = project / name
    text = path.read_text("utf-8")
    assert text.count(before) == 1, (name, before, text.count(before))
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.fixture(scope="module")
def before(pristine):
    """What is told of the content as it is: a review may have become due since this was written."""
    return {(problem.path, problem.message) for problem in check(pristine, DICTIONARIES).problems}


def news(project, before):
    return [problem for problem in check(project, DICTIONARIES).problems if (problem.path, problem.message) not in before]


def test_the_real_content_has_no_error():
    """The gate: a translation never recorded, orphaned or built otherwise, a forbidden word, a spelling mistake fail here."""
    checked = check(ROOT, DICTIONARIES)
    assert [str(problem) for problem in checked.problems if problem.severity == "error"] == []
    assert checked.files > 180


def test_every_message_has_place_and_fix(project):
    change(project, "docs/nb/about.md", "Alt kommer fra samme sted", "Alt kommmer fra samme rådmann")
    change(project, "docs/sv/about.md", "{#who-for}", "{#who-fro}")
    change(project, "data/collaborations/itsam.yml", "form: kommunalforbund", "form: kommunalforbundet")
    (project / "data" / "translations" / "da" / "gone.yml").write_text("read_twice: 2026-11-22\nsections:\n  top: 0123456789ab 2026-11-22 editor\n", encoding="utf-8")
    code, lines, summary = run(project)
    assert code == 1
    for line in lines:
        assert re.fullmatch(r"(warning: )?[\w./-]+\.(md|yml|csv):\d+:\d+: .+ – .+", line), line
    text = "\n".join(lines)
    for wanted in ('"kommmer" is not a word of bokmål – did you mean', '"rådmann" is no longer used – write "kommunedirektør"', "has no heading {#who-fro}", "the section {#who-for}", '"kommunalforbundet" is not in data/forms.yml', "the ledger belongs to gone"):
        assert wanted in text, wanted
    assert re.fullmatch(r"\d+ files checked: \d+ errors, (no|\d+) warnings?\.\n", summary)


def test_one_file_is_checked_alone_and_a_source_with_its_translations(project):
    change(project, "docs/nb/about.md", "Alt kommer fra samme sted", "Alt kommmer fra samme sted")
    code, lines, summary = run(project, project / "docs" / "da" / "about.md")
    assert code == 0 and all(line.startswith("warning: docs/da/about.md:") for line in lines) and any("how-made" in line for line in lines)
    code, lines, summary = run(project, project / "docs" / "nb" / "about.md")
    assert code == 1 and {line.removeprefix("warning: ").split(":")[0] for line in lines} == {"docs/nb/about.md", "docs/da/about.md", "docs/sv/about.md"}
    code, lines, summary = run(project, "docs/nb/nothing.md")
    assert code == 2 and "there is no such file" in summary


def test_more_stale_sections_than_the_limit_are_an_error(project):
    change(project, "data/guide.yml", "stale_limit: {da: 40, sv: 40}", "stale_limit: {da: 0, sv: 1}")
    change(project, "docs/nb/about.md", "Alt kommer fra samme sted", "Alt kommer fra et annet sted")
    checked = check(project, DICTIONARIES)
    errors = [str(p) for p in checked.problems if p.severity == "error"]
    assert any(re.match(r"data/guide\.yml:\d+:\d+: stale_limit\.da: \d+ Danish sections? .*older", error) for error in errors)
    assert sum("how-made" in str(p) for p in checked.problems) == 2


def test_white_space_alone_makes_nothing_stale(project, before):
    change(project, "docs/nb/about.md", "Alt kommer fra samme sted", "Alt  kommer\nfra samme sted")
    assert news(project, before) == []


def test_a_missed_review_is_told(project, before):
    change(project, "docs/nb/about.md", "reviewed: 2026-11-22\nreview_months: 12", "reviewed: 2024-01-31\nreview_months: 1")
    problems = news(project, before)
    assert [str(p) for p in problems] == ["docs/nb/about.md:6:1: reviewed: the review was due on 2024-02-29 – read the page, mend what is old, and set reviewed: to today"]
    assert problems[0].severity == "warning"


def test_a_page_that_is_hard_to_read_is_told_with_its_hardest_sentences(project):
    path = project / "docs" / "nb" / "about.md"
    hard = "Representantskapsmedlemmenes selskapsavtalefortolkning forutsetter fylkeskommunesammenslåingens gjennomføring og kommunedirektørenes enstemmige tilslutning.\n\n"
    text = path.read_text("utf-8")
    path.write_text(text + "\n" + hard * 40, encoding="utf-8")
    warnings = [p for p in check(project, DICTIONARIES).problems if "hard to read" in p.message]
    assert warnings and "Representantskapsmedlemmenes" in warnings[0].fix


def test_annotations_are_what_github_reads(project):
    change(project, "docs/nb/about.md", "Alt kommer fra samme sted", "Alt kommmer fra samme sted")
    code, lines, _ = run(project, "--github", project / "docs" / "nb" / "about.md")
    (error,) = [line for line in lines if line.startswith("::error")]
    assert re.match(r'::error file=docs/nb/about\.md,line=\d+,col=5::"kommmer" is not a word of bokmål – ', error)
    assert all(re.match(r"::(error|warning) file=[^,:]+,line=\d+,col=\d+::.+", line) for line in lines)
    hostile = Problem("docs/a:b,c.md", 3, "x", "100 %\n::error::", "ok")
    assert as_annotation(hostile) == "::error file=docs/a%3Ab%2Cc.md,line=3,col=1::x: 100 %25%0A::error:: – ok"


def test_readability_names_sections_and_sentences():
    code, lines, _ = run(ROOT, "--readability", ROOT / "docs" / "nb" / "process" / "index.md")
    assert code == 0 and re.fullmatch(r"docs/nb/process/index\.md: LIX \d\d, \d+ words", lines[0])
    assert any(re.fullmatch(r"  docs/nb/process/index\.md:\d+:1: \{#[a-z-]+\} LIX \d+, \d+ words", line) for line in lines)
    assert sum(line.startswith("  hard (") for line in lines) == 3


def test_the_workflow_and_the_editor_run_the_same_check():
    workflow = (ROOT / ".github" / "workflows" / "guide.yml").read_text("utf-8")
    assert "python3 scripts/check.py" in workflow and "fetch-depth: 0" in workflow


def test_dictionaries_are_locked():
    lock = json.loads((ROOT / "requirements" / "dictionaries" / "package-lock.json").read_text("utf-8"))
    packages = {key: package for key, package in lock["packages"].items() if key}
    assert len(packages) == 3 and all("integrity" in p and "resolved" not in p for p in packages.values())
