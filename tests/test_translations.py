"""The ledger of translations: what is stale, what a reader is told, what the commands do."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SITE_URL, environment

from guide.addresses import record
from guide.htmlpage import read_page
from guide.read import read_draft, read_guide
from guide.translations import AcceptError, State, accept, digest, places_of, states_of
from guide.translations.history import changed_on, old_source
from guide.translations.show import side_by_side
from guide.translations.structure import differences

ROOT = Path(__file__).resolve().parents[1]
TODAY = dt.date(2026, 12, 1)


def git(root, *arguments, day="2026-11-23"):
    moment = f"{day}T12:00:00Z"
    variables = {**os.environ, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    return subprocess.run(["git", "-C", str(root), "-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false", *arguments], check=True, capture_output=True, text=True, env=variables).stdout


@pytest.fixture
def repository(project):
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "As it was")
    return project


def run(root, *arguments):
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "translations.py"), "--root", str(root), *arguments], capture_output=True, text=True, cwd=root,
        env={**os.environ, "GUIDE_ENVIRONMENT": "build", "COLUMNS": "150"},
    )
    return done.returncode, done.stdout, done.stderr


def replace(root, name, before, after):
    path = root / name
    text = path.read_text("utf-8")
    assert text.count(before) == 1, (before, text.count(before))
    path.write_text(text.replace(before, after), encoding="utf-8")


def state_of(root, locale, place):
    draft, problems = read_draft(root)
    assert problems == []
    return states_of(places_of(draft), draft.ledgers)[locale, place]


def test_every_translation_of_the_guide_is_recorded(guide):
    """What is stale is told by the check; what was never recorded may not be published."""
    assert len(guide.translations) >= 2 * 120
    for (locale, place), state in guide.translations.items():
        assert not state.having(State.UNRECORDED) and not state.having(State.ORPHANED), (locale, place)
        assert state.ledger and state.ledger.read_twice


def test_a_change_makes_its_own_section_stale_and_no_other(project):
    replace(project, "docs/nb/about.md", "Alt kommer fra samme sted", "Alt kommer fra ett sted")
    stale = state_of(project, "da", "about").having(State.STALE)
    assert [section.id for section in stale] == ["how-made"]
    replace(project, "docs/nb/about.md", "title: Om veilederen", "title: Om denne veilederen")
    assert [section.id for section in state_of(project, "sv", "about").having(State.STALE)] == ["top", "how-made"]


def test_texts_in_data_are_tracked_record_by_record(project):
    replace(project, "data/ten-things.yml", '"Skriv ned hvorfor, og hvor langt dere vil gå"', '"Skriv ned hvorfor dere vil samarbeide"')
    assert [s.id for s in state_of(project, "da", "data/ten-things").having(State.STALE)] == ["know-why"]
    # A translation that changes makes nothing stale.
    replace(project, "data/ten-things.yml", '"Skriv ned, hvorfor I vil samarbejde, og hvor langt I vil gå"', '"Skriv ned, hvorfor I vil samarbejde"')
    assert [s.id for s in state_of(project, "da", "data/ten-things").having(State.STALE)] == ["know-why"]


def test_white_space_is_not_a_change():
    assert digest("To  ord\nher ") == digest("To ord her") != digest("To ord der")


def test_a_record_is_made_only_of_what_was_read(project):
    (project / "data/translations/da/about.yml").unlink()
    code, _, error = run(project, "accept", "about", "da", "--role", "editor")
    assert code == 1 and "--read-twice" in error
    code, _, error = run(project, "accept", "about", "da", "how-made", "--role", "editor", "--read-twice")
    assert code == 1 and "of the whole place" in error
    code, _, error = run(project, "accept", "about", "da", "--role", "editr", "--read-twice")
    assert code == 1 and 'did you mean "editor"?' in error
    code, _, error = run(project, "accept", "abuot", "da", "--role", "editor", "--read-twice")
    assert code == 1 and 'did you mean "about"?' in error
    code, _, error = run(project, "accept", "about", "da", "--role", "editor", "--read-twice")
    assert (code, error) == (0, "")
    assert state_of(project, "da", "about").is_current
    code, _, error = run(project, "accept", "docs/da/about.md", "da", "how-maid", "--role", "editor")
    assert code == 1 and 'no section "how-maid"' in error


def test_accept_never_takes_more_than_one_place():
    for arguments in (["accept", "--role", "editor"], ["accept", "all", "da", "--role", "editor"], ["accept", "*", "da", "--role", "editor"]):
        assert run(ROOT, *arguments)[0] != 0


def test_accepting_one_section_leaves_the_others(project):
    replace(project, "docs/nb/about.md", "Alt kommer fra samme sted", "Alt kommer fra ett sted")
    replace(project, "docs/nb/about.md", "Det er målet", "Det er vårt mål")
    assert len(state_of(project, "da", "about").having(State.STALE)) == 2
    assert run(project, "accept", "about", "da", "how-made", "--role", "editor")[0] == 0
    assert [s.id for s in state_of(project, "da", "about").having(State.STALE)] == ["accessibility"]
    assert len(state_of(project, "sv", "about").having(State.STALE)) == 2


def test_a_typo_of_the_source_is_carried_over_but_hides_nothing_older(repository):
    replace(repository, "docs/nb/about.md", "Det er målet", "Det er vårt mål")
    git(repository, "commit", "-qam", "A real change")
    replace(repository, "docs/nb/about.md", "Det er vårt mål", "Det er vårt mål,")
    replace(repository, "docs/nb/about.md", "Alt kommer fra samme sted", "Alt kommer fra same sted")
    code, out, _ = run(repository, "minor", "about", "how-made")
    assert code == 0 and "about #how-made: “samme” → “same”" in out
    for locale in ("da", "sv"):
        assert f"data/translations/{locale}/about.yml: how-made still current" in out
    state = state_of(repository, "da", "about")
    assert [s.id for s in state.having(State.STALE)] == ["accessibility"]
    assert state.ledger.entries["how-made"].minor and "minor" in (repository / state.ledger.path).read_text("utf-8")
    # The comma is no reason to forget that the words before it changed.
    code, out, _ = run(repository, "minor", "about")
    assert code == 1 and "older than this change already" in out
    assert [s.id for s in state_of(repository, "da", "about").having(State.STALE)] == ["accessibility"]


def test_minor_is_for_small_changes_of_the_source_alone(repository):
    code, out, _ = run(repository, "minor", "about")
    assert code == 1 and "nothing to carry over" in out
    replace(repository, "docs/nb/about.md", "Alt kommer fra samme sted", "- Et punkt til.\n\nAlt kommer fra samme sted")
    for arguments, wanted in ((["about"], "is no small change"), (["about", "da"], "takes no language"), (["about", "who-for"], 'of the section "who-for" is older')):
        code, _, error = run(repository, "minor", *arguments)
        assert code == 1 and wanted in error
    assert state_of(repository, "da", "about").having(State.STALE)


def test_the_old_source_is_found_by_its_hash_across_a_rename(repository):
    draft, _ = read_draft(repository)
    place = places_of(draft)["about"]
    recorded, old = digest(place.sections["how-made"].texts["nb"]), place.sections["how-made"].texts["nb"]
    replace(repository, "docs/nb/about.md", "Alt kommer fra samme sted", "Alt kommer fra ett sted")
    git(repository, "commit", "-qam", "Changed", day="2026-11-25")
    (repository / "docs/nb/about.md").rename(repository / "docs/nb/about-us.md")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "Renamed", day="2026-11-26")
    (repository / "docs/nb/about-us.md").rename(repository / "docs/nb/about.md")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "Renamed back", day="2026-11-27")
    place = places_of(read_draft(repository)[0])["about"]
    assert old_source(repository, place, "how-made", recorded) == (dt.date(2026, 11, 23), old)
    assert changed_on(repository, place, "how-made", TODAY) == dt.date(2026, 11, 25)
    assert changed_on(repository, place, "who-for", TODAY) == dt.date(2026, 11, 23)
    assert old_source(repository, place, "how-made", "0" * 12) is None


def test_without_a_history_nothing_is_claimed(project):
    place = places_of(read_draft(project)[0])["about"]
    assert old_source(project, place, "how-made", "0" * 12) is None and changed_on(project, place, "how-made", TODAY) is None


def test_diff_shows_old_new_and_translation(repository):
    replace(repository, "docs/nb/about.md", "Alt kommer fra samme sted", "Alt kommer fra ett sted")
    code, out, _ = run(repository, "diff", "about", "da")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "about #how-made"
    assert [cell.strip() for cell in lines[1].split("│")] == ["Norsk bokmål, then (2026-11-23)", "Norsk bokmål, today", "Dansk"]
    body = "\n".join(lines)
    assert "- Alt kommer fra samme sted" in body and "+ Alt kommer fra ett sted" in body and "Alt kommer fra samme sted: tekster, data" in body
    assert run(repository, "diff", "about", "da", "how-maid")[0] == 1
    code, out, _ = run(repository, "diff", "glossary", "sv")
    assert code == 0 and "is current" in out


def test_a_narrow_terminal_gets_the_texts_one_under_another(repository):
    place = places_of(read_draft(repository)[0])["about"]
    names = {"nb": "Norsk bokmål", "da": "Dansk"}
    lines = list(side_by_side(place.sections["how-made"], "da", None, 60, names))
    assert sum(line.startswith("── ") for line in lines) == 3 and max(map(len, lines)) <= 60
    assert "  (not in the git history)" in lines


def test_status_lists_what_is_to_be_done_the_oldest_first(project):
    ledger = project / "data/translations/da/glossary.yml"
    ledger.write_text(ledger.read_text("utf-8").replace("2026-11-22 editor", "2026-01-05 editor"), encoding="utf-8")
    replace(project, "docs/nb/about.md", "Alt kommer fra samme sted", "Alt kommer fra ett sted")
    replace(project, "docs/nb/glossary.md", "title: ", "title: Ny ")
    (project / "docs/da/process/the-decision.md").unlink()
    replace(project, "docs/da/ten-things.md", "{#in-a-meeting}", "{#at-a-meeting}")
    record(project)  # the untranslated page has an address of its own among the Danish ones
    code, out, error = run(project, "status", "da")
    assert code == 0, error
    lines = out.splitlines()
    assert lines[0].startswith("Dansk: ") and "2 stale sections" in lines[0]
    text = "\n".join(lines)
    for wanted in ("top: stale: the Norwegian text has changed since it was read 2026-01-05", "how-made: stale", "process/the-decision  (docs/da/process/the-decision.md)\n    missing: not translated", "in-a-meeting: missing", "at-a-meeting: orphaned"):
        assert wanted in text, wanted
    places = [line.split()[0] for line in lines if line.startswith("  ") and not line.startswith("    ")]
    assert places.index("glossary") < places.index("about")




def pair(nb, da):
    from guide.prose import page_of
    from guide.translations import page_place

    head = "---\ntitle: T\ndescription: D\n---\n"
    pages = {"nb": {"x/y": page_of(head + nb, "docs/nb/x/y.md", "x/y", "nb")}, "da": {"x/y": page_of(head + da, "docs/da/x/y.md", "x/y", "da")}, "sv": {}}
    return [d.what for d in differences(page_place("x/y", pages), "da", pages["nb"]["x/y"], pages["da"]["x/y"])]


@pytest.mark.parametrize(
    ("nb", "da", "what"),
    [
        ("## A {#a}\n\nx\n", "### A {#a}\n\nx\n", ["the heading has 3 #, the Norwegian one 2"]),
        ("## A {#a}\n\nx\n", "## A {#b}\n\nx\n", ["the Norwegian page has no heading {#b}"]),
        ("## A {#a}\n\n## B {#b}\n", "## B {#b}\n\n## A {#a}\n", ["the heading {#b} stands in another order than in Norwegian"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "| a |\n|---|\n| 1 |\n", ["the tables differ (columns of each): 2 in Norwegian; 1 here"]),
        ("- a\n- b\n", "a og b\n", ["the lists differ (bulleted, numbered): 1 bulleted in Norwegian"]),
        ("1. a\n2. b\n", "- a\n- b\n", ["the lists differ (bulleted, numbered): 1 numbered in Norwegian; 1 bulleted here"]),
        ("se [x](../index.md#a)\n", "se [x](../index.md#b)\n", ["the links to other pages differ: index#a in Norwegian; index#b here"]),
        ("/// law\n    topic: agreement\n\n///\n", "/// law\n    topic: exit\n\n///\n", ["the boxes differ: law topic: agreement in Norwegian; law topic: exit here"]),
        # What a country has of its own may differ: rows, points, sources, collaborations, terms, titles of boxes.
        ("| a |\n|---|\n| 1 |\n\n- a\n\nse [k](../sources.md#x)\n", "| a |\n|---|\n| 1 |\n| 2 |\n\n- a\n- b\n\nse [k](../sources.md#y) og [i](../collaborations.md#z)\n", []),
        ("/// advice | Råd\n\nx\n///\n", "/// advice | Vores råd\n\nx\n///\n", []),
        ("```\n- ikke en liste\n```\n", "```\ningen liste\n```\n", []),
    ],
)
def test_structure(nb, da, what):
    assert pair(nb, da) == what


def test_a_difference_on_purpose_is_recorded_with_its_reason(project):
    path = project / "docs/da/about.md"
    path.write_text(path.read_text("utf-8").replace("{#privacy}\n", "{#privacy}\n\n1. Kun på dansk.\n"), encoding="utf-8")
    from guide.checking import check

    def told():
        return [p for p in check(project, Path(os.environ["GUIDE_DICTIONARIES"]), ["docs/da/about.md"]).problems if "privacy" in p.message]

    (problem,) = told()
    assert "the lists differ" in problem.message and "--differs WHY" in problem.fix
    assert run(project, "accept", "about", "da", "--role", "editor", "--differs", "x")[0] == 1
    assert run(project, "accept", "about", "da", "privacy", "--role", "editor", "--differs", 'En dansk "regel"')[0] == 0
    assert told() == []


def test_accept_refuses_what_does_not_exist(project):
    draft, _ = read_draft(project)
    place = places_of(draft)["about"]
    for locale in ("nb", "fi"):
        with pytest.raises(AcceptError, match="not a language"):
            accept(project, place, locale, ledger=None, role="editor", today=TODAY)


def test_a_reader_of_a_stale_page_is_told_what_changed_and_when(repository, tmp_path):
    from build import build

    replace(repository, "docs/nb/about.md", "Alt kommer fra samme sted", "Alt kommer fra ett sted")
    git(repository, "commit", "-qam", "Changed", day="2026-12-03")
    out = tmp_path / "site"
    with environment(SITE_URL=SITE_URL):
        build(out, books=False, root=repository)
    guide = read_guide(repository)
    for locale, changed, read in (("da", "3. december 2026", "22. november 2026"), ("sv", "3 december 2026", "22 november 2026")):
        page = read_page(out / guide.url("about", locale) / "index.html")
        (notice,) = page.xpath("//section[contains(@class, 'g-changed')]")
        assert guide.words(locale)["changed.title"] in notice.text_content()
        (item,) = notice.xpath(".//li")
        assert changed in item.text_content() and read in item.text_content()
        (link,) = item.xpath("./a")
        assert link.text == next(h.text for h in guide.pages[locale]["about"].headings if h.id == "how-made")
        assert link.get("hreflang") == "nb" and (out / guide.url("about", locale) / link.get("href").partition("#")[0]).resolve() == (out / guide.url("about", "nb")).resolve()
        assert link.get("href").endswith("#how-made")
    # Nothing on a current page, and nothing in the source language.
    others = [page for page in out.rglob("*.html") if page.parent.name not in ("om",) and "g-changed" in page.read_text("utf-8")]
    assert others == []
    assert "g-changed" not in (out / guide.url("about", "nb") / "index.html").read_text("utf-8")
