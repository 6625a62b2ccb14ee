"""The forms for issues are what GitHub accepts, and a collaboration can be made of what they become."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from guide import LOCALES
from guide.authoring.collaboration import CONFIDENCES, COUNTRIES, STATUSES
from guide.authoring.issues import collaboration_forms, proposal_of
from guide.authoring.project import Project
from guide.authoring.story_issues import story_forms, story_of
from guide.authoring.words import Words
from guide.problems import GuideError
from guide.read import read_guide
from guide.rules.stories import PARTS

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS = sorted(path for path in FOLDER.glob("*.yml") if path.name != "config.yml")
# GitHub Docs, "Syntax for GitHub's form schema": the types of a field and what its attributes may be.
ATTRIBUTES = {
    "markdown": {"value"},
    "input": {"label", "description", "placeholder", "value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "dropdown": {"label", "description", "multiple", "options", "default"},
    "checkboxes": {"label", "description", "options"},
}
# What GitHub reads as something else than an option of a dropdown.
NO_OPTION = {"none", "true", "false", "yes", "no"}
STORY_FORM_OF = [("historie-nb", "nb"), ("historie-da", "da"), ("berattelse-sv", "sv")]


def form(name):
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one_that_github_accepts(path):
    made = yaml.safe_load(path.read_text("utf-8"))
    assert set(made) <= {"name", "description", "body", "title", "labels", "assignees", "projects", "type"}
    assert all(isinstance(made[key], str) and made[key].strip() for key in ("name", "description"))
    assert 0 < len(made["description"]) <= 200 and isinstance(made["body"], list)
    fields = [part for part in made["body"] if part["type"] != "markdown"]
    assert fields, "a form needs a field that can be filled in"
    for part in made["body"]:
        assert set(part) <= {"type", "id", "attributes", "validations"}
        assert set(part["attributes"]) <= ATTRIBUTES[part["type"]]
        if part["type"] == "markdown":
            assert "id" not in part and part["attributes"]["value"].strip()
            continue
        assert re.fullmatch(r"[A-Za-z0-9_-]+", part["id"]) and part["attributes"]["label"].strip()
        assert set(part.get("validations", {})) <= {"required"} and all(isinstance(value, bool) for value in part.get("validations", {}).values())
        if part["type"] == "dropdown":
            options = part["attributes"]["options"]
            assert options and len(set(options)) == len(options) and all(isinstance(option, str) and option.strip() and option.casefold() not in NO_OPTION for option in options)
        if part["type"] == "checkboxes":
            options = [option["label"] for option in part["attributes"]["options"]]
            assert options and len(set(options)) == len(options) and all(set(option) <= {"label", "required"} for option in part["attributes"]["options"])
            assert "validations" not in part  # a box is required by itself
    assert len({part["id"] for part in fields}) == len(fields)
    assert len({part["attributes"]["label"] for part in fields}) == len(fields)


def test_the_names_of_the_forms_differ():
    names = [yaml.safe_load(path.read_text("utf-8"))["name"] for path in FORMS]
    assert len(set(names)) == len(names) == 9


def ids(made):
    return [(part["type"], part.get("id"), part.get("validations")) for part in made["body"]]


@pytest.mark.parametrize("names", [("samarbeid-nb", "samarbejde-da", "samverkan-sv"), ("feil-nb", "fejl-da", "fel-sv"), ("historie-nb", "historie-da", "berattelse-sv")], ids=lambda names: names[0])
def test_a_form_asks_the_same_in_each_language(names):
    first, *others = map(form, names)
    assert all(ids(other) == ids(first) for other in others)


def options(made, ident):
    part = next(part for part in made["body"] if part.get("id") == ident)
    return [option if isinstance(option, str) else option["label"] for option in part["attributes"]["options"]]


@pytest.mark.parametrize(("name", "locale"), [("samarbeid-nb", "nb"), ("samarbejde-da", "da"), ("samverkan-sv", "sv")])
def test_the_choices_are_those_of_the_data(guide, name, locale):
    made, words = form(name), Words(locale)
    assert options(made, "form") == [one.label[locale] for one in guide.forms.values()]
    assert options(made, "services") == [one.label[locale] for one in guide.services.values()]
    assert options(made, "country") == [guide.interface[f"country.{one}"][locale] for one in COUNTRIES]
    assert options(made, "status") == [guide.interface[f"status.{one}"][locale] for one in STATUSES]
    assert options(made, "confidence") == [words(f"confidence.{one}") for one in CONFIDENCES]


@pytest.mark.parametrize(("name", "locale"), STORY_FORM_OF)
def test_the_choices_of_a_story_are_those_of_the_data(guide, known, name, locale):
    made = form(name)
    assert options(made, "outcome") == [guide.interface[f"story.outcome.{one}"][locale] for one in known.part("story", "outcome")["enum"]]
    assert set(options(made, "source_kind")) == {guide.interface[f"sources.kind.{one}"][locale] for one in known.part("sources", "kind")["enum"]}
    labels = [part.get("id") for part in made["body"]]
    assert [one for one in labels if one and one.replace("_", "-") in PARTS] == [one.replace("-", "_") for one in PARTS]


@pytest.mark.parametrize(("name", "locale"), STORY_FORM_OF)
def test_a_story_is_asked_for_as_the_page_says(name, locale):
    page = (ROOT / "docs" / locale / "contribute.md").read_text("utf-8").split("{#share-your-story}")[1].split("\n## ")[0]
    questions = re.findall(r"(?m)^\d+\. (.*)$", page)
    made = form(name)
    # What the form asks of the source besides where it is, the page leaves to the form.
    fields = [part["attributes"] for part in made["body"] if part.get("id", "consent") != "consent" and part["id"] not in ("source_title", "source_author", "source_year", "source_kind")]
    assert [" ".join(filter(None, (field["label"], field.get("description")))) for field in fields] == questions and len(questions) == 11
    consent = next(part for part in made["body"] if part["type"] == "checkboxes")["attributes"]["options"]
    assert len(consent) == 2 and all(option["required"] is True for option in consent)


# --- from an issue to a file -----------------------------------------------------------------------

FORM_OF = {"nb": "samarbeid-nb", "da": "samarbejde-da", "sv": "samverkan-sv"}
ANSWERS = {
    "nb": dict(name="IKT Nord-Sør", country="Norge", form="Vertskommunesamarbeid", founded="2012", status="I drift", last_evidence="2024",
               members="- Grimstad\n- arendal kommune\n\nHerøy (1818), Oslo", members_complete=True, services=["IKT-drift", "Strategi, styring og bestilling"],
               website="https://example.org", source_title="Årsmelding: 2024 #1", source_where="https://example.org/a?b=1", source_year="2024", source_supports="medlemmer, form",
               more_sources="Rapport | kl-2016 | 2016 | navn\nAvtale | https://example.org/b | | form", caveat="Listen kan\nvære gammel.", confidence="Middels – noe er usikkert eller gammelt"),
    "da": dict(name="It Øst", country="Danmark", form="Kommunalt fællesskab (§ 60)", status="Planlagt", members="Odense\nFavrskov", services=[],
               source_title="Aftale", source_where="kl-2016", source_supports="navn", confidence="Høj – kilderne er klare og stemmer overens"),
    "sv": dict(name="It Åsele", country="Sverige", form="Gemensam nämnd", founded="2015", status="I drift", members="Boxholm", source_title="Avtal",
               source_where="https://example.org/", source_supports="form", confidence="Låg – källan är svag eller oklar"),
}


def body(locale, answers, newline="\r\n"):
    """The text GitHub makes of a form and its answers."""
    return body_of(FORM_OF[locale], answers, newline)


def body_of(name, answers, newline="\r\n"):
    parts = []
    for part in form(name)["body"]:
        if part["type"] == "markdown":
            continue
        answer, label = answers.get(part["id"]), part["attributes"]["label"]
        if part["type"] == "checkboxes":
            chosen = options(form(name), part["id"]) if answer is True else answer or []
            answer = "\n".join(f"- [{'X' if option in chosen else ' '}] {option}" for option in options(form(name), part["id"]))
        parts.append(f"### {label}\n\n{answer or '_No response_'}")
    return ("\n\n".join(parts) + "\n").replace("\n", newline).encode()


@pytest.fixture(scope="module")
def known():
    return Project.of(ROOT, read_guide(ROOT), dt.date(2026, 11, 22))


def problems_of(known, raw, ident=None):
    with pytest.raises(GuideError) as caught:
        proposal_of(known, "issue", raw, ident)
    return [str(problem) for problem in caught.value.problems]


def command(project, raw, *arguments, kind="collaboration"):
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "new.py"), kind, "--from-issue", "-", "--root", str(project), *arguments],
        input=raw, capture_output=True, timeout=120, env={**os.environ, "GUIDE_ENVIRONMENT": "build", "PYTHONUTF8": "1"},
    )


def test_issues_become_files_the_guide_reads(project):
    for locale in LOCALES:
        done = command(project, body(locale, ANSWERS[locale]))
        assert done.returncode == 0, done.stderr.decode()
        assert "Written: data/collaborations/" in done.stdout.decode()
    made = read_guide(project).collaborations
    first = made["ikt-nord-sor"]
    assert (first.name, first.country, first.form.id, first.founded, first.status, first.last_evidence) == ("IKT Nord-Sør", "no", "vertskommune", 2012, "active", 2024)
    assert [row.name for row in first.members] == ["Grimstad", "Arendal", "Herøy", "Oslo"] and first.members[2].number == "1818" and first.members_complete
    assert [service.id for service in first.services] == ["operations", "strategy"] and first.website == "https://example.org" and first.confidence == "medium"
    assert [(source.title, source.where, source.year) for source in first.sources] == [
        ("Årsmelding: 2024 #1", "https://example.org/a?b=1", 2024), ("Rapport", "kl-2016", 2016), ("Avtale", "https://example.org/b", None)]
    assert set(first.sources[0].supports.values()) == {"medlemmer, form"} and first.caveat["sv"] == "Listen kan være gammel." and first.added == dt.date.today()
    assert made["it-ost"].form.id == "paragraf-60" and made["it-ost"].members_complete is False and made["it-ost"].services == ()
    assert made["it-asele"].country == "se" and made["it-asele"].confidence == "low"


def test_everything_that_is_not_understood_is_told_at_once(project):
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    answers = {
        **ANSWERS["nb"], "name": "IKT <script>alert(1)</script>", "country": "Norge og Sverige", "form": "Gemensam nämnd (svensk felles nemnd)", "founded": "ca. 2012", "status": None,
        "last_evidence": "2099", "website": "javascript:alert(1)", "source_where": "kl-2061", "source_year": "i fjor", "more_sources": "bare en tittel\nA | ikke en adresse | 20 | x",
        "caveat": "se [her](https://example.org)", "confidence": "Svært høy",
    }
    done = command(project, body("nb", answers))
    said = done.stderr.decode()
    assert done.returncode == 1 and "Nothing was written." in said and "Traceback" not in said
    for label, words in [
        ("Navn", "markup"), ("Land", '"Norge og Sverige" is not one of the choices'), ("Stiftet i året", '"ca. 2012" is not a year'), ("Status", "there is no answer"),
        ("Året til den nyeste kilden", '"2099" is not a year from 1950 to'), ("Nettsted", "is not a web address"), ("Hvor kan andre lese kilden?", 'did you mean "kl-2016"?'),
        ("Kildens år", '"i fjor" is not a year'), ("Flere kilder", "this line has not four parts"), ("Flere kilder", '"ikke en adresse" is neither'), ("Flere kilder", '"20" is not a year'),
        ("Forbehold", "markup"), ("Hvor sikkert er dette?", '"Svært høy" is not one of the choices'),
    ]:
        assert re.search(rf"(?m)^issue:\d+:\d+: {re.escape(label)}: .*{re.escape(words)}", said), (label, words, said)
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_members_are_checked_against_the_registry(known):
    told = problems_of(known, body("nb", {**ANSWERS["nb"], "members": "Grimsted\nBoxholm\nHerøy\nGrimstad\ngrimstad\n" + "x" * 200 + "\n[Oslo](https://evil.example)"}))
    assert all(problem.startswith("issue:") and "Medlemmer: " in problem for problem in told)
    text = "\n".join(told)
    for words in ('did you mean "Grimstad"?', "is not in Norway", '"Herøy" is the name of 2', "stands there twice", "too long (200", "markup"):
        assert words in text, text
    told = problems_of(known, body("nb", {**ANSWERS["nb"], "members": "\n".join(["Oslo"] * 401)}))
    assert len(told) == 1 and "401 names" in told[0]


def test_a_form_of_another_country_and_years_out_of_order(known):
    told = problems_of(known, body("nb", {**ANSWERS["nb"], "country": "Sverige", "members": None, "founded": "2024", "last_evidence": "2012"}))
    assert len(told) == 2 and "form of another country" in told[0] and "2012 is before the founding in 2024" in told[1]


@pytest.mark.parametrize("name", ["../../etc/passwd", "data/x.yml", "no", "- x", "a: b # c", '"', "C:\\temp", "!!python/object:x", "*a", "con"])
def test_a_name_is_no_path_and_no_yaml(known, name):
    if name == '"':
        assert "no file can be named after this" in problems_of(known, body("nb", {**ANSWERS["nb"], "name": name}))[0]
        made = proposal_of(known, "issue", body("nb", {**ANSWERS["nb"], "name": name}), "sitat")
    else:
        made = proposal_of(known, "issue", body("nb", {**ANSWERS["nb"], "name": name}))
    ((path, text),) = made.files.items()
    assert re.fullmatch(r"data/collaborations/[a-z0-9-]+\.yml", path) and yaml.safe_load(text)["name"] == name


def test_an_answer_cannot_pass_for_another(known):
    told = problems_of(known, body("nb", {**ANSWERS["nb"], "caveat": "Greit.\n\n### Navn\n\nNoe annet"}))
    assert len(told) == 1 and "Navn: this stands on line 1 too" in told[0]
    # A heading that is no label of the form is part of the answer.
    made = proposal_of(known, "issue", body("nb", {**ANSWERS["nb"], "caveat": "Greit.\n\n### Annet"}))
    assert "Greit. ### Annet" in next(iter(made.files.values()))


def test_boxes_that_were_changed_are_told(known):
    raw = body("nb", ANSWERS["nb"]).decode().replace("- [X] IKT-drift", "- [X] IKT-drifft").replace("- [ ] Telefoni", "Telefoni er med")
    told = problems_of(known, raw.encode())
    assert len(told) == 2 and 'did you mean "IKT-drift"?' in "".join(told) and '"Telefoni er med" is not a box' in "".join(told)


def test_a_collaboration_that_is_there_already(known):
    told = problems_of(known, body("sv", {**ANSWERS["sv"], "name": "Kommunalförbundet Itsam"}))
    assert len(told) == 1 and "data/collaborations/itsam.yml" in told[0]
    assert "data/collaborations/itsam.yml" in problems_of(known, body("sv", ANSWERS["sv"]), "itsam")[0]
    assert "cannot be the name of a file" in problems_of(known, body("sv", ANSWERS["sv"]), "../x")[0]
    assert list(proposal_of(known, "issue", body("sv", ANSWERS["sv"]), "it-norr").files) == ["data/collaborations/it-norr.yml"]


@pytest.mark.parametrize(("raw", "words"), [
    (b"", "not the text of an issue"), (b"### Hei\n\nhei\n", "not the text of an issue"), (b"\xff\xfe", "not UTF-8"), (b"### Navn\n\n" + b"x" * 300_000, "larger than"),
])
def test_another_text_is_told(known, raw, words):
    told = problems_of(known, raw)
    assert len(told) == 1 and words in told[0]


def test_characters_that_cannot_be_shown_are_told(known):
    told = problems_of(known, body("nb", {**ANSWERS["nb"], "name": "a\u202eb", "website": "https://example.org/\u202ex", "caveat": "a\x1b[31mb"}))
    assert len(told) == 3 and "U+202E" in told[0] and "web address" in "".join(told)


def test_the_forms_of_the_three_languages_are_found():
    assert {one.locale: one.path for one in collaboration_forms(ROOT)} == {locale: f".github/ISSUE_TEMPLATE/{name}.yml" for locale, name in FORM_OF.items()}


def test_from_issue_goes_with_a_collaboration_only():
    done = subprocess.run([sys.executable, str(ROOT / "scripts" / "new.py"), "term", "--from-issue", "-"], input=b"", capture_output=True, timeout=60)
    assert done.returncode == 2 and b"--from-issue makes a collaboration" in done.stderr


# --- from an issue to a story ----------------------------------------------------------------------

STORY = {
    "nb": dict(title="Kinda gikk: «hvorfor»?", collaborations="- Kommunalförbundet Itsam\n\nsmaalensveven-ikt", years="2009 - 2024", outcome="Et medlem gikk ut", wanted="Felles IT.\n\nOg billig.",
               did="Stiftet forbundet.", got="Driften ble felles.", went_wrong="Kontoret skulle flyttes.", lesson="Avtal stedet.", source_where="kl-2016", source_title="x", source_author="x",
               source_kind="Rapport", consent=True),
    "da": dict(title="Det gik godt", collaborations="OS2", years="2012", outcome="I drift", wanted="Fælles it.", did="Vi gik sammen.", got="Det blev billigere.", lesson="Gå sammen.",
               source_where="https://example.org/sag?a=1&b=2", source_title="Sag nr. 7: it #1", source_author="Ærø Kommune", source_year="2024", source_kind="Rapport", consent=True),
    "sv": dict(title="Så gick det", collaborations="os2", years="2026", outcome="Planerat", wanted="Mer.", did="Lite.", got="Inget.", now="Vi väntar.", lesson="Vänta inte.",
               source_where="https://example.org/x", source_title="Protokoll", source_author="Åre kommun", source_kind="Rapport", consent=True),
}
NAMES = {locale: name for name, locale in STORY_FORM_OF}


def kind_of_source(locale):
    return read_guide(ROOT).interface["sources.kind.case"][locale]


def story_body(locale, **other):
    return body_of(NAMES[locale], {**STORY[locale], "source_kind": kind_of_source(locale), **other})


def story_problems(known, raw, ident=None):
    with pytest.raises(GuideError) as caught:
        story_of(known, "issue", raw, ident)
    return [str(problem) for problem in caught.value.problems]


def test_issues_become_stories_the_guide_reads(project):
    for locale in LOCALES:
        done = command(project, story_body(locale), *(["--id", "waiting"] if locale == "sv" else []), kind="story")
        assert done.returncode == 0, done.stderr.decode()
        said = done.stdout.decode()
        lacking = [other for other in LOCALES if other != locale]
        assert "data/stories/" in said and f"a translator is needed for {' and '.join(lacking)}" in said and f"untranslated: [{', '.join(lacking)}]" in said
    guide = read_guide(project)
    first, second, third = (next(story for story in guide.stories.values() if story.title[locale] == STORY[locale]["title"]) for locale in LOCALES)
    assert (first.title["nb"], first.years, first.outcome, first.shown_in("sv")) == ("Kinda gikk: «hvorfor»?", "2009–2024", "exit", "nb")
    assert [c.id for c in first.collaborations] == ["itsam", "smaalensveven-ikt"] and [part.part for part in first.parts] == ["wanted", "did", "got", "went-wrong"]
    assert set(first.parts[0].text.values()) == {"Felles IT. Og billig."} and {source.id for part in first.parts for source in part.sources} == {"kl-2016"}
    source = second.parts[0].sources[0]
    assert (source.id, source.title, source.short, source.year, source.language, source.kind) == ("aero-kommune-2024", "Sag nr. 7: it #1", "Ærø Kommune 2024", 2024, "da", "case")
    assert source.url == "https://example.org/sag?a=1&b=2" and source.supports["sv"] == "Berättelsen ”Det gik godt”." and source.seen == dt.date.today()
    assert second.shown_in("nb") == "da" and second.untranslated == ("nb", "sv")
    assert third.id == "waiting" and third.outcome == "planned" and third.parts[-1].part == "now" and third.parts[0].sources[0].published is None
    assert "https://example.org/x" in (project / "data/links.yml").read_text("utf-8")


def test_everything_of_a_story_that_is_not_understood_is_told_at_once(project):
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    done = command(project, story_body("nb", title="IKT <script>alert(1)</script>", collaborations="Itsamm\nFinnes ikke", years="i fjor", outcome="Bra", wanted=None, did="se [her](https://example.org)",
                                     got="a\u202eb", lesson="x" * 501, source_where="javascript:alert(1)", source_author=None, source_year="99", source_kind="Roman", consent=None), kind="story")
    said = done.stderr.decode()
    assert done.returncode == 1 and "Nothing was written." in said and "Traceback" not in said
    for words in [
        "markup", 'there is no collaboration "Itsamm"', 'there is no collaboration "Finnes ikke" – add the collaboration first', '"i fjor" are not years', '"Bra" is not one of the choices',
        "Hva ville dere oppnå?: there is no answer", "U+202E", "too long (501, at most 500)", "is neither a web address", "Hvem har gitt ut kilden?: there is no answer",
        '"99" is not a year', '"Roman" is not one of the choices', "not every box is ticked",
    ]:
        assert words in said, (words, said)
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("years", "is_right"), [("1999-2017", True), ("1999 — 2017", True), ("2024", True), ("2017-1999", False), ("1949", False), ("2020-2031", False), ("2020-2020", False)])
def test_the_years_of_a_story(known, years, is_right):
    if is_right:
        assert story_of(known, "issue", story_body("nb", years=years)).files
    else:
        assert "are not years" in story_problems(known, story_body("nb", years=years))[0]


def test_a_story_gets_a_name_of_its_own(known):
    assert "cannot be the name of a file" in story_problems(known, story_body("nb"), "../x")[0]
    assert "is already the id" in story_problems(known, story_body("nb"), next(iter(known.guide.stories)))[0]
    assert "is already the id" in story_problems(known, story_body("nb"), "tell-your-own")[0]
    made = story_of(known, "issue", story_body("nb", source_where="https://example.org/a", source_author="KL", source_year="2016"), "waiting")
    assert list(made.files) == ["data/stories/waiting.yml", "data/sources.yml"] and "id: kl-2016-2" in made.shown["data/sources.yml"]
    # Without a name of its own it gets that of the collaboration, or the next that is free.
    (path,) = story_of(known, "issue", story_body("nb")).files
    assert re.fullmatch(r"data/stories/itsam(-\d+)?\.yml", path) and path.rpartition("/")[2].removesuffix(".yml") not in known.guide.stories


def test_an_address_that_is_known_is_that_source(known, guide):
    known_one = guide.sources["digi-2017"]
    made = story_of(known, "issue", story_body("nb", source_where=known_one.url), "waiting")
    assert list(made.files) == ["data/stories/waiting.yml"] and "sources: [digi-2017]" in made.files["data/stories/waiting.yml"]


@pytest.mark.parametrize("text", ["../../etc/passwd", "no", "- x", "a: b # c", '"', "!!python/object:x", "*a", "---", "{a", "'", "| x", "2017"])
def test_texts_of_a_story_are_no_yaml(known, text):
    made = story_of(known, "issue", story_body("nb", title=text, wanted=text, source_where="https://example.org/a", source_title=text), "waiting")
    story = yaml.safe_load(made.files["data/stories/waiting.yml"])
    assert story["title"] == dict.fromkeys(LOCALES, text) and story["parts"][0]["da"] == text
    assert any(source["title"] == text for source in yaml.safe_load(made.files["data/sources.yml"]))


def test_the_forms_of_stories_are_found_and_not_mixed_up(known):
    assert {one.locale: one.path for one in story_forms(ROOT)} == {locale: f".github/ISSUE_TEMPLATE/{name}.yml" for locale, name in NAMES.items()}
    assert "one of the forms for a story" in story_problems(known, body("nb", ANSWERS["nb"]))[0]
    assert "one of the forms for a collaboration" in problems_of(known, story_body("nb"))[0]
