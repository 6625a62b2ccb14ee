"""Editions: what is kept of each, what has changed since, how one is made, what a book says of itself, and what readers meet."""

import dataclasses
import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from guide import LOCALES
from guide.addresses import record
from guide.book.colophon import FONTS, Commit, colophon, commit_of
from guide.editions import LINE, changes_in, changes_since, changes_since_last_edition, edition_before, file_text, number_of
from guide.htmlpage import read_page
from guide.page_moves import move_page, remove_page
from guide.problems import WARNING, GuideError, Problem
from guide.read import read_draft, read_guide
from guide.records import Edition, EditionPage, EditionSection
from guide.release import release
from guide.render import BlockRenderer
from guide.sections import LEFT_OUT, SHOWN_BY
from guide.translations import State, accept, places_of, states_of

ROOT = Path(__file__).resolve().parents[1]
GOLDENS = Path(__file__).parent / "goldens"
TODAY = dt.date(2026, 11, 22)


def replace(path, before, after):
    text = path.read_text("utf-8")
    assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {path.name}"
    path.write_text(text.replace(before, after), encoding="utf-8")


def everything(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and ".git" not in path.relative_to(folder).parts}


# Comparing


def section(title, text, place=""):
    return EditionSection(title, f"{text:0>12}", place)


def page(title, address, **sections):
    return EditionPage(title, address, {ident.replace("__", "/").replace("_", "-"): one for ident, one in sections.items()})


def invented(guide):
    """The guide with three editions and a present of the test's own: what stands in it is never the real text."""

    def at(key, locale):
        return guide.url(key, locale) or "./"

    def pages(make):
        return {locale: make(locale, lambda key: at(key, locale)) for locale in LOCALES}

    first = pages(lambda locale, a: {
        "index": page("Forside", a("index"), top=section("Forside", "a1")),
        "ten-things": page("Ting", a("ten-things"), top=section("Ting", "b1"), one=section("Én", "b2"), two=section("To", "b3"), leaves=section("Som flytter", "b4")),
        "old/name": page("Gammelt navn", "gammel/adresse/", top=section("Gammelt navn", "c1"), kept=section("Beholdt", "c2")),
        "gone": page("Borte", "borte/", top=section("Borte", "d1")),
        "glossary": page("Ord", a("glossary"), top=section("Ord", "e1"), glossary__a=section("a", "e2"), glossary__b=section("b", "e3")),
    })
    second = pages(lambda locale, a: first[locale] | {
        "ten-things": page("Ting", a("ten-things"), top=section("Ting", "b1"), one=section("Én", "b9"), two=section("To", "b3"), leaves=section("Som flytter", "b4")),
    })
    now = pages(lambda locale, a: {
        "index": first[locale]["index"],
        "ten-things": page("Ting", a("ten-things"), top=section("Ting", "b8"), one=section('Én <script>x</script> & "ny"', "b7", "one"), three=section("Tre", "b6", "three")),
        "anchoring/employees": page("Nytt navn", a("anchoring/employees"), top=section("Nytt navn", "c1"), kept=section("Beholdt", "c2", "kept")),
        "glossary": page("Ord", a("glossary"), top=section("Ord", "e1"), glossary__a=section("a", "e4", "a"), leaves=section("Som flytter", "b4", "leaves")),
        "about": page("Om", a("about"), top=section("Om", "f1")),
    })
    editions = (Edition("1.10", dt.date(2026, 5, 3), second), Edition("1.9", dt.date(2026, 2, 1), second), Edition("1.0", dt.date(2025, 12, 31), first))
    addresses = {**guide.addresses, "gammel/adresse/": "anchoring/employees", "borte/": "ten-things"}
    return dataclasses.replace(guide, editions=editions, sections=now, addresses=addresses, translations={})


def told(changes):
    return [(page.key, page.kind, [(one.id, one.kind) for one in page.sections]) for page in changes.pages]


def test_what_has_changed_since_an_edition(guide):
    guide = invented(guide)
    newest = guide.editions[0]
    changes = changes_since(guide, newest, "da")
    assert told(changes) == [
        ("anchoring/employees", "moved", []),
        ("ten-things", "changed", [("top", "changed"), ("one", "changed"), ("three", "new"), ("two", "removed")]),
        ("glossary", "changed", [("glossary/a", "changed"), ("leaves", "moved"), ("glossary/b", "removed")]),
        ("about", "new", []),
        ("gone", "removed", []),
    ]
    assert changes.sections == 7 and changes and changes == changes_since_last_edition(guide, "da")
    moved, ten, words, new, gone = changes.pages
    assert (moved.title, moved.before, moved.address) == ("Nytt navn", "Gammelt navn", guide.url("anchoring/employees", "da"))
    assert [one.address for one in ten.sections] == [guide.url("ten-things", "da") + end for end in ("", "#one", "#three")] + [None]
    assert [one.title for one in ten.sections][0] is None and words.sections[0].address.endswith("#a") and words.sections[1].before == "Ting"
    assert (gone.title, gone.instead, gone.address) == ("Borte", "Ting", guide.url("ten-things", "da"))
    assert changes.of_kind("new") == (new,)
    # Nothing is asked of the files: the same guide gives the same answer, and an edition compared with itself differs in nothing.
    assert changes == changes_since(guide, newest, "da")
    same = dataclasses.replace(guide, sections=newest.pages)
    assert not changes_since(same, newest, "da") and changes_since(same, newest, "da").pages == ()


def test_what_an_edition_changed_from_the_one_before(guide):
    guide = invented(guide)
    newest, middle, first = guide.editions
    assert edition_before(guide, newest) is middle and edition_before(guide, first) is None and changes_in(guide, first, "sv") is None
    assert not changes_in(guide, newest, "nb")
    assert told(changes_in(guide, middle, "nb")) == [("ten-things", "changed", [("one", "changed")])]
    assert changes_in(guide, middle, "nb").pages[0].sections[0].address == guide.url("ten-things", "nb") + "#one"
    assert changes_since_last_edition(dataclasses.replace(guide, editions=()), "nb") is None
    assert [number_of(edition.version) for edition in guide.editions] == [(1, 10), (1, 9), (1, 0)]


def test_a_page_that_moved_twice_is_followed_between_editions(guide):
    """In the edition between it had a name of its own, which is no page of today."""
    def of(key, address):
        return {locale: {key: page("Side", address, top=section("Side", "a1"), here=section("Her", "a2", "here"))} for locale in LOCALES}

    addresses = {**guide.addresses, "en/": "about", "to/": "about"}
    editions = (Edition("1.1", TODAY, of("second", "to/")), Edition("1.0", TODAY, of("first", "en/")))
    guide = dataclasses.replace(guide, editions=editions, sections=of("about", "om/"), addresses=addresses)
    assert told(changes_in(guide, editions[0], "nb")) == [("second", "moved", [])]
    assert changes_in(guide, editions[0], "nb").pages[0].address == "om/"
    assert [told(changes_since(guide, edition, "nb")) for edition in editions] == [[("about", "moved", [])]] * 2


@pytest.mark.parametrize("locale", LOCALES)
def test_rendered_editions(guide, locale):
    guide = invented(guide)
    made = BlockRenderer(guide, locale, ROOT / "overrides" / "generated").fill('<div data-guide-block="editions"></div>', guide.url("editions", locale)).html
    golden = GOLDENS / f"editions-{locale}.html"
    if not golden.exists():
        golden.write_text(made + "\n", encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and has been written; look at it and commit it")
    assert made + "\n" == golden.read_text("utf-8")
    assert "<script>" not in made and "&lt;script&gt;" in made


# What counts


def differs(project, change):
    """The sections that differ after ``change(project)``, by language, and the pages they are on."""
    before = read_guide(project)
    change(project)
    after = read_guide(project)
    edition = Edition("1.0", TODAY, before.sections)
    return {locale: told(changes_since(after, edition, locale)) for locale in LOCALES}


def test_facts_of_a_record_count_and_days_on_which_somebody_looked_do_not(project):
    path = project / "data" / "collaborations" / "it-salten.yml"
    status = re.search(r"(?m)^status: .*$", path.read_text("utf-8"))[0]
    assert differs(project, lambda p: replace(path, status, "status: " + ("merged" if "merged" not in status else "active"))) == dict.fromkeys(
        LOCALES, [("collaborations", "changed", [("collaborations/it-salten", "changed")])]
    )

    def look(project):
        for name, day in (("laws", "checked"), ("sources", "seen")):
            path = project / "data" / f"{name}.yml"
            path.write_text(re.sub(rf"(?m)^  {day}: .*$", f"  {day}: 2026-11-21", path.read_text("utf-8")), encoding="utf-8")
        about = project / "docs" / "nb" / "about.md"
        about.write_text(re.sub(r"(?m)^reviewed: .*$", "reviewed: 2026-11-20", about.read_text("utf-8")), encoding="utf-8")
        interface = project / "data" / "interface.yml"
        interface.write_text(interface.read_text("utf-8").replace("Innledningen", "Begynnelsen"), encoding="utf-8")

    assert differs(project, look) == dict.fromkeys(LOCALES, [])


def test_a_text_counts_in_its_own_language_only(project):
    def mend(project):
        path = project / "docs" / "sv" / "about.md"
        path.write_text(re.sub(r"(## [^\n]* \{#licence\}\n\n)", r"\1En ny mening. ", path.read_text("utf-8")), encoding="utf-8")
        replace(project / "data" / "glossary.yml", "definition: Selskab, hvor ejerne kun hæfter", "definition: Et selskab, hvor ejerne kun hæfter")

    assert differs(project, mend) == {
        "nb": [], "da": [("glossary", "changed", [("glossary/aksjeselskap", "changed")])], "sv": [("about", "changed", [("licence", "changed")])],
    }


def test_a_word_that_a_table_shares_with_others_counts_where_it_is_used(project):
    found = differs(project, lambda p: replace(p / "data" / "matrices.yml", 'proposes: {nb: "Foreslår"', 'proposes: {nb: "Legger fram"'))
    assert found["da"] == [] and found["nb"] and all(ident.startswith("matrices/") for _, _, sections in found["nb"] for ident, _ in sections)


def test_a_page_that_moves_takes_no_other_page_with_it(project):
    """Links to it are rewritten all over the guide; no reader needs to read those pages again."""
    found = differs(project, lambda p: move_page(p, "anchoring/employees", "operations/staff"))
    assert found == dict.fromkeys(LOCALES, [("operations/staff", "moved", [])])


def test_a_page_that_is_gone_names_the_one_its_readers_meet(project):
    for locale in LOCALES:
        text = "---\ntitle: Ekstra\nslug: ekstra\ndescription: En side som prøver reglene.\nowner: editor\nreviewed: 2026-11-22\nreview_months: 12\nsources: []\n---\n\nTekst.\n"
        (project / "docs" / locale / "operations" / "extra.md").write_text(text, encoding="utf-8")
    replace(project / "data" / "phases.yml", "development, exit]", "development, exit, extra]")
    record(project)
    before = read_guide(project)
    remove_page(project, "operations/extra", "operations/exit")
    after = read_guide(project)
    (gone,) = changes_since(after, Edition("1.0", TODAY, before.sections), "sv").pages
    assert (gone.kind, gone.title, gone.instead, gone.address) == ("removed", "Ekstra", after.page("operations/exit", "sv").title, after.url("operations/exit", "sv"))


def test_every_section_leads_to_a_place_that_exists(guide, site):
    for locale in LOCALES:
        assert guide.sections[locale].keys() == guide.pages["nb"].keys()
        for key, page_ in guide.sections[locale].items():
            ids = set(read_page(site / page_.address / "index.html").xpath("//@id"))
            lost = [(ident, one.place) for ident, one in page_.sections.items() if one.place and one.place not in ids]
            assert lost == [], f"{key} in {locale}"
            assert all(one.title.strip() for one in page_.sections.values())


def test_every_kind_of_data_with_texts_counts_or_is_left_out_on_purpose():
    draft, _ = read_draft(ROOT)
    kinds = {key.split("/")[1] for key in places_of(draft) if key.startswith("data/")}
    assert kinds <= SHOWN_BY.keys() | LEFT_OUT and not SHOWN_BY.keys() & LEFT_OUT


def test_records_stand_on_the_page_made_for_them(guide):
    where = {ident: key for key, page_ in guide.sections["nb"].items() for ident in page_.sections if "/" in ident}
    for kind, count, key in [
        ("collaborations", len(guide.collaborations), "collaborations"), ("stories", len(guide.stories), "stories"), ("glossary", len(guide.glossary), "glossary"),
        ("sources", len(guide.sources), "sources"), ("checklists", len(guide.checklists), "checklists"), ("ten-things", 10, "ten-things"), ("guidance", len(guide.guidance), "links"),
    ]:
        mine = {ident: page_ for ident, page_ in where.items() if ident.startswith(f"{kind}/")}
        assert len(mine) == count and set(mine.values()) == {key}
    assert {where[f"laws/{law.id}"] for law in guide.laws if law.country == "se"} == {"knowledge/law-sweden"}
    assert {f"matrices/{ident}" for ident in guide.matrices} <= where.keys() and {f"laws/{law.id}" for law in guide.laws} <= where.keys()


# The file


def test_the_editions_of_the_guide_are_whole_and_the_newest_is_on_the_cover(guide):
    newest = guide.editions[0]
    assert (newest.version, newest.date) == (guide.about.edition, guide.about.date)
    for edition in guide.editions:
        text = (ROOT / "data" / "editions" / f"{edition.version}.yml").read_text("utf-8")
        assert file_text(edition.version, edition.date, edition.pages) == text
        assert all(len(edition.pages[locale]) >= 50 and sum(len(p.sections) for p in edition.pages[locale].values()) >= 1000 for locale in LOCALES)


def test_titles_are_written_so_that_they_can_be_read_again(guide):
    hostile = 'En "tittel": med \\ og\nlinje #1 – <b>'
    pages = {locale: {"index": page(hostile, "./", top=section(hostile, "a1"))} for locale in LOCALES}
    text = file_text("2.0", TODAY, pages)
    from guide.yamltext import parse

    problems = []
    node = parse(text, "x.yml", problems)
    assert problems == [] and node.items["version"].text == "2.0"
    index = node.items["pages"].items["sv"].items["index"].items
    assert index["title"].text == 'En "tittel": med \\ og linje #1 – <b>'
    assert LINE.fullmatch(index["sections"].text.strip())["title"] == index["title"].text


# Making one


def run_git(folder, *arguments):
    environment = {**os.environ, "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.org", "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@example.org"}
    return subprocess.run(["git", "-C", str(folder), "-c", "commit.gpgsign=false", *arguments], check=True, capture_output=True, text=True, env=environment).stdout


@pytest.fixture
def repository(project):
    """A project of the test's own under git, everything committed."""
    (project / ".gitignore").write_text(".cache/\n", encoding="utf-8")
    run_git(project, "init", "-q")
    run_git(project, "add", "-A")
    run_git(project, "commit", "-qm", "All")
    return project


def make(repository, version, date=TODAY, *, problems=(), **more):
    return release(repository, version, date, lambda: problems, today=TODAY, **more)


def test_an_edition_is_made_whole(repository):
    warning = Problem("docs/nb/about.md", 1, "", "the review was due", severity=WARNING)
    assert make(repository, "1.1", problems=[warning]) == [f"data/guide.yml: edition 1.1 of {TODAY}", "data/editions/1.1.yml: written"]
    guide = read_guide(repository)
    assert [edition.version for edition in guide.editions] == ["1.1", "1.0"] and (guide.about.edition, guide.about.date) == ("1.1", TODAY)
    changed = {line[3:] for line in run_git(repository, "status", "--porcelain").splitlines()}
    assert changed == {"data/guide.yml", "data/editions/1.1.yml"}
    assert all(not changes_since(guide, guide.editions[0], locale) for locale in LOCALES)
    # What changes afterwards is found, and the next edition tells it as its own.
    run_git(repository, "add", "-A")
    run_git(repository, "commit", "-qm", "Edition 1.1")
    path = repository / "docs" / "da" / "about.md"
    path.write_text(re.sub(r"(## [^\n]* \{#licence\}\n\n)", r"\1En sætning mere. ", path.read_text("utf-8")), encoding="utf-8")
    guide = read_guide(repository)
    assert told(changes_since_last_edition(guide, "da")) == [("about", "changed", [("licence", "changed")])] and not changes_since_last_edition(guide, "sv")
    run_git(repository, "commit", "-qam", "More")
    make(repository, "1.2")
    guide = read_guide(repository)
    assert not changes_since_last_edition(guide, "da") and told(changes_in(guide, guide.editions[0], "da")) == [("about", "changed", [("licence", "changed")])]


def test_the_same_commit_gives_the_same_file(repository):
    make(repository, "1.1")
    text = (repository / "data" / "editions" / "1.1.yml").read_bytes()
    run_git(repository, "add", "-A")
    run_git(repository, "commit", "-qm", "Edition 1.1")
    assert make(repository, "1.1", again=True) == []
    assert (repository / "data" / "editions" / "1.1.yml").read_bytes() == text


def refused(repository, *arguments, **more):
    before = everything(repository)
    with pytest.raises(GuideError) as caught:
        make(repository, *arguments, **more)
    assert everything(repository) == before
    return [str(problem) for problem in caught.value.problems]


def test_nothing_is_written_when_something_is_wrong(repository):
    broken = Problem("docs/nb/about.md", 7, "", "wrong", "mend it")
    assert refused(repository, "1.1", problems=[broken]) == ["docs/nb/about.md:7:1: wrong – mend it"]
    (repository / "docs" / "nb" / "about.md").write_bytes((repository / "docs" / "nb" / "about.md").read_bytes() + b"\nMer.\n")
    (repository / "new.txt").write_text("x", encoding="utf-8")
    assert refused(repository, "1.0", dt.date(2026, 11, 23)) == [  # everything at once
        "data/editions/1.0.yml: date: 2026-11-23 lies in the future – give today, or leave out --date",
        "data/editions/1.0.yml: version: there is an edition 1.0 already – give it a higher version than 1.0, or add --again while it is not published",
        "docs/nb/about.md: is not committed – commit it or put it aside with  git stash -u",
        "new.txt: is not committed – commit it or put it aside with  git stash -u",
    ]


@pytest.mark.parametrize(
    ("version", "more", "message"),
    [
        ("../1.1", {}, '"../1.1" is not written as it should'), ("1", {}, '"1" is not written as it should'), ("v1.1", {}, '"v1.1" is not written as it should'),
        ("1.01", {}, '"1.01" is not written as it should'), ("1.1\n", {}, "is not written as it should"), ("0.9", {}, '"0.9" is not written as it should'),
        ("1.1", {"again": True}, "only the newest edition can be made again, which is 1.0"),
        ("1.1", {"date": dt.date(2020, 1, 1)}, "2020-01-01 is before the edition 1.0"),
    ],
)
def test_a_version_that_cannot_be(repository, version, more, message):
    (problem,) = refused(repository, version, **more)
    assert message in problem


def test_a_published_edition_is_never_made_again(repository):
    run_git(repository, "tag", "v1.0")
    assert refused(repository, "1.0", again=True) == ["data/editions/1.0.yml: version: the edition 1.0 is published: it has the tag v1.0 – give the new edition a higher version, and leave out --again"]


def test_no_edition_without_git_or_of_a_broken_guide(project):
    (problem,) = refused(project, "1.1")
    assert "this is not a git checkout" in problem
    run_git(project, "init", "-q")
    replace(project / "data" / "guide.yml", "licence_url:", "licence_adress:")
    run_git(project, "add", "-A")
    run_git(project, "commit", "-qm", "Broken")
    assert any("licence_adress" in problem for problem in refused(project, "1.1"))


def test_the_real_command_in_a_clone(repository, tmp_path):
    draft, _ = read_draft(repository)
    places = places_of(draft)
    for (locale, key), state in states_of(places, draft.ledgers).items():
        if not state.is_current:  # what waits for its second reading would stop the check
            accept(repository, places[key], locale, ledger=state.ledger, role="editor", today=TODAY, read_twice=True)
    run_git(repository, "add", "-A")
    run_git(repository, "commit", "-qm", "Read", "--allow-empty")
    clone = tmp_path / "clone"
    run_git(tmp_path, "clone", "-q", str(repository), str(clone))
    command = [sys.executable, str(ROOT / "scripts" / "release.py"), "1.1", "--root", str(clone)]
    environment = {name: value for name, value in os.environ.items() if name != "GUIDE_ENVIRONMENT"}
    (clone / "left.txt").write_text("x", encoding="utf-8")
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)
    assert done.returncode == 1 and "left.txt: is not committed" in done.stderr and done.stderr.rstrip().endswith("No edition was made.")
    (clone / "left.txt").unlink()
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "data/editions/1.1.yml: written" in done.stdout and "git tag v1.1" in done.stdout
    assert (clone / "data" / "editions" / "1.1.yml").is_file() and read_guide(clone).about.edition == "1.1"


# What a book says of itself


@pytest.mark.parametrize("locale", LOCALES)
def test_the_colophon(guide, locale):
    guide = invented(guide)
    made = colophon(guide, locale, Commit("0123456789ab"), "https://guide.example/")
    assert made == colophon(guide, locale, Commit("0123456789ab"), "https://guide.example/")
    about = guide.about
    assert (made.name, made.version, made.date, made.licence) == (about.name[locale], about.edition, about.date, about.licence[locale])
    assert made.edition_url == f"https://guide.example/{guide.url('editions', locale)}#edition-{about.edition.replace('.', '-')}"
    words = guide.words(locale)
    facts = {fact.label: fact for fact in made.facts}
    assert facts[words["book.edition"]].text == about.edition and facts[words["colophon.commit"]].text == "0123456789ab"
    assert facts[words["colophon.edition_page"]].url == made.edition_url and facts[words["colophon.licence"]].url == about.licence_url
    assert all(name in facts[words["colophon.fonts"]].text for name in FONTS)
    assert facts[words["colophon.text"]].text.endswith("5.")
    assert not any("{" in fact.text or "}" in fact.text for fact in made.facts)
    same = dataclasses.replace(guide, sections=guide.editions[0].pages)
    assert words["colophon.text"] not in {fact.label for fact in colophon(same, locale, None).facts}
    unknown = colophon(guide, locale, None)
    assert unknown.edition_url is None and words["colophon.commit_unknown"] in {fact.text for fact in unknown.facts}
    assert facts[words["colophon.site"]].url == f"https://guide.example/{guide.url('index', locale)}"
    assert not {words["colophon.edition_page"], words["colophon.site"]} & {fact.label for fact in unknown.facts}
    assert any("0123456789ab" in fact.text and fact.text != "0123456789ab" for fact in colophon(guide, locale, Commit("0123456789ab", changed=True)).facts)


def test_the_fonts_named_are_those_of_the_book():
    folder = ROOT / "src" / "guide" / "book" / "fonts"
    assert {name.replace(" ", "") for name in FONTS} == {path.name.partition("_")[0] for path in folder.glob("*.ttf")}
    assert "SIL Open Font License, Version 1.1" in (folder / "OFL.txt").read_text("utf-8")


def test_what_is_older_than_the_norwegian_text_is_named(project):
    for locale in ("da", "sv"):
        draft, _ = read_draft(project)
        places = places_of(draft)
        for (of, key), state in states_of(places, draft.ledgers).items():
            if of == locale and not state.is_current:
                accept(project, places[key], locale, ledger=state.ledger, role="editor", today=TODAY, read_twice=True)
    guide = read_guide(project)
    for locale in ("da", "sv"):
        made = colophon(guide, locale, None)
        assert (made.stale, made.stale_sections, made.stale_title, made.stale_text) == ((), 0, "", "")
    path = project / "docs" / "nb" / "about.md"
    text = re.sub(r"(## [^\n]* \{#licence\}\n\n)", r"\1En setning til. ", path.read_text("utf-8"))
    path.write_text(text.replace("description: ", "description: Nå ", 1), encoding="utf-8")
    replace(project / "data" / "glossary.yml", "definition: Selskap der eierne", "definition: Et selskap der eierne")
    replace(project / "data" / "interface.yml", 'nb: "Innledningen"', 'nb: "Begynnelsen"')
    (project / "docs" / "sv" / "anchoring" / "employees.md").unlink()
    record(project)
    guide = read_guide(project)
    da, sv, nb = (colophon(guide, locale, None) for locale in ("da", "sv", "nb"))
    heading = next(h.text for h in guide.page("about", "da").headings if h.id == "licence")
    assert [(page_.key, page_.sections) for page_ in da.stale] == [("glossary", ("aktieselskab",)), ("about", ("Indledningen", heading))]
    assert [(page_.key, page_.sections) for page_ in sv.stale][0] == ("anchoring/employees", ()) and len(sv.stale) == 3 and sv.stale_sections == 4
    assert da.stale_text == guide.words("da")["colophon.stale_text"] and State.STALE in {s.state for s in guide.translations["da", "about"].sections}
    assert (nb.stale, nb.stale_title, nb.stale_text) == ((), "", "")


def test_the_commit_is_that_of_the_checkout_and_says_when_files_differ(repository, tmp_path):
    head = run_git(repository, "rev-parse", "HEAD").strip()
    assert commit_of(repository) == Commit(head[:12])
    (repository / "notes.txt").write_text("x", encoding="utf-8")  # nothing a book is made of
    assert commit_of(repository) == Commit(head[:12])
    (repository / "docs" / "nb" / "about.md").write_bytes(b"x")
    assert commit_of(repository) == Commit(head[:12], changed=True)
    assert commit_of(repository / "docs") is None  # a folder of somebody's repository is none of its own
    assert commit_of(tmp_path) is None
    shallow = tmp_path / "shallow"
    run_git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), str(shallow))
    assert commit_of(shallow) == Commit(head[:12])


# What readers meet


def test_the_page_of_editions_in_three_languages(guide, site):
    assert [guide.url("editions", locale) for locale in LOCALES] == ["utgaver/", "da/udgaver/", "sv/utgavor/"]
    newest = guide.editions[0]
    for locale in LOCALES:
        words = guide.words(locale)
        tree = read_page(site / guide.url("editions", locale) / "index.html")
        (article,) = tree.xpath("//article")
        (heading,) = article.xpath(f".//h2[@id='{newest.anchor}']")
        assert heading.text == words["editions.edition"].format(version=newest.version)
        assert article.xpath(".//time/@datetime")[0] == newest.date.isoformat()
        changes = changes_since(guide, newest, locale)
        told_ = article.xpath(f".//h3[@id='{newest.anchor}-since']/following-sibling::*[1]")[0]
        if changes:
            links = [link for link in told_.xpath(".//a/@href")]
            assert len(told_.xpath("./ul/li")) == len(changes.pages) and links
        else:
            assert told_.text_content() == words["editions.nothing_since"]
        assert newest.anchor in {a.partition("#")[2] for a in tree.xpath("//nav//a/@href")}
