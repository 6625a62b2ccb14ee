"""scripts/new.py: asks, checks at once, writes what the guide reads – or nothing."""

from __future__ import annotations

import datetime as dt
import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from guide import LOCALES
from guide.authoring.collaboration import STATUSES, ask_collaboration
from guide.authoring.identifiers import propose
from guide.authoring.project import Project
from guide.authoring.proposal import Proposal, staged
from guide.authoring.questions import Dialogue
from guide.authoring.session import locale_of, run
from guide.authoring.words import Words, read_words
from guide.authoring.writer import item, mapping, scalar, with_name, with_record
from guide.problems import GuideError
from guide.read import read_guide
from guide.yamltext import Scalar, parse

ROOT = Path(__file__).resolve().parents[1]
AUTHORING = sorted((ROOT / "src" / "guide" / "authoring").glob("*.py"))
FOLDERS = ("data", "docs")


def command(project, *arguments, keys="", language="nb"):
    """The real command with a keyboard that types ``keys``."""
    lines = keys if isinstance(keys, str) else "".join(f"{key}\n" for key in keys)
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "new.py"), *arguments, *(["--language", language] if language else []), "--root", str(project)],
        input=lines.encode("utf-8", "surrogateescape"), capture_output=True, timeout=120,
        env={**os.environ, "GUIDE_ENVIRONMENT": "build", "PYTHONUTF8": "1", "LC_ALL": "C"},
    )


def told(done):
    return done.stdout.decode("utf-8") + done.stderr.decode("utf-8")


def tree(project):
    return {path.relative_to(project).as_posix(): path.read_bytes() for name in FOLDERS for path in (project / name).rglob("*") if path.is_file()}


def added_lines(before, after):
    """The lines that came; fails when another was changed or went."""
    old, new = before.splitlines(), iter(after.splitlines())
    came = []
    for line in old:
        for other in new:
            if other == line:
                break
            came.append(other)
        else:
            raise AssertionError(f"this line is gone: {line}")
    return came + list(new)


# --- words -----------------------------------------------------------------------------------------


def test_every_word_of_the_dialogue_is_used_and_none_is_missing():
    text = "\n".join(path.read_text("utf-8") for path in AUTHORING)
    words = set(read_words())
    groups = {word.partition(".")[0] for word in words}
    used = set(re.findall(rf"""["']((?:{"|".join(groups)})\.[a-z_.]+)["']""", text))
    built = set(re.findall(rf"""f["']((?:{"|".join(groups)})\.)\{{""", text))
    assert used - words == set()
    assert {word for word in words - used if not word.startswith(tuple(built))} == set()


def test_every_kind_of_the_schemas_has_its_words():
    from guide.schema import Schemas

    schemas, words = Schemas(ROOT / "data" / "schema"), read_words()
    for prefix, kind, path in [
        ("also_kind", "glossary", ("nb", "also", "kind")), ("term_kind", "glossary", ("kind",)), ("confidence", "collaboration", ("confidence",)),
    ]:
        assert {key.partition(".")[2] for key in words if key.startswith(f"{prefix}.")} == set(schemas.part(kind, *path)["enum"])
    assert set(STATUSES) == set(schemas.part("collaboration", "status")["enum"])


def test_no_word_is_cut_by_a_comment():
    lines = (ROOT / "src" / "guide" / "authoring" / "words.yml").read_text("utf-8").splitlines()
    assert [line for line in lines if " #" in line and '"' not in line and not line.startswith("#")] == []


def test_the_words_stand_in_all_languages_with_the_same_braces():
    for key, texts in read_words().items():
        assert tuple(texts) == LOCALES and all(texts.values()), key
        braces = [sorted(re.findall(r"\{[a-z]+\}", texts[locale])) for locale in LOCALES]
        assert braces[0] == braces[1] == braces[2], key


@pytest.mark.parametrize(("variables", "locale"), [
    ({"LANG": "nb_NO.UTF-8"}, "nb"), ({"LANG": "nn_NO"}, "nb"), ({"LANG": "no"}, "nb"), ({"LANG": "da_DK.UTF-8"}, "da"), ({"LANG": "sv_FI@euro"}, "sv"),
    ({"LANG": "sv_SE", "LC_ALL": "da_DK"}, "da"), ({"LANG": "en_GB.UTF-8"}, None), ({"LANG": "C"}, None), ({"LANG": "nb_NO", "LC_ALL": ""}, "nb"), ({}, None),
])
def test_the_language_of_the_system(variables, locale):
    assert locale_of(variables) == locale


# --- the writer -------------------------------------------------------------------------------------

HOSTILE = [
    'IKT "Sør"', "IKT: drift", "- drift", "# drift", "drift # nå", "🙂 IKT 👩‍💻", "../x", "no", "NO", "Yes", "off", "null", "~", "true", "2015", "2015-10-05",
    "0301", "1e3", "0x1f", "12:30", ".inf", "=", "<<", "[a]", "{b: c}", "*a", "&a b", "!!python/object", "| x", "> x", "%TAG", "@x", "`x`", "'", "''", '"', "\\",
    "a:", "a: b", "? a", ", a", "Åre – Östersund", "l'été", "C:\\temp", "x" * 140, "---", "...", "key: [", "a\u00a0b", "n", "y", "é",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_read_as_it_was_written(text):
    for written in (mapping({"a": text, "b": [text, "Boxholm"], "c": {"nb": text}}), item({"a": text, "b": [text, "Boxholm"], "c": {"nb": text}})):
        value = yaml.safe_load(written)
        value = value[0] if isinstance(value, list) else value
        assert value == {"a": text, "b": [text, "Boxholm"], "c": {"nb": text}}
    node = parse(f"a: {scalar(text)}\n", "", [])
    assert isinstance(node.items["a"], Scalar) and node.items["a"].text == text


def test_values_are_written_by_their_type():
    assert mapping({"a": True, "b": 2019, "c": dt.date(2026, 11, 22), "d": ["operations", "user-support"], "e": []}) == "a: true\nb: 2019\nc: 2026-11-22\nd: [operations, user-support]\ne: []\n"


def test_a_record_gets_its_place_and_comments_stay():
    text = "# The file.\n- id: b  # the second\n  x: 1\n# About d.\n- id: d\n  x: 2\n"
    assert with_record(text, {"id": "a", "x": 0}) == "# The file.\n- id: a\n  x: 0\n- id: b  # the second\n  x: 1\n# About d.\n- id: d\n  x: 2\n"
    assert with_record(text, {"id": "c", "x": 0}) == "# The file.\n- id: b  # the second\n  x: 1\n- id: c\n  x: 0\n# About d.\n- id: d\n  x: 2\n"
    assert with_record(text.rstrip(), {"id": "e", "x": 0}) == text + "- id: e\n  x: 0\n"
    unsorted = "- id: z\n- id: b\n"
    assert with_record(unsorted, {"id": "c"}) == unsorted + "- id: c\n"


@pytest.mark.parametrize(("text", "after", "expected"), [
    ("topics: [a, topics, b-a]  # why\n", "a", "topics: [a, new, topics, b-a]  # why\n"),
    ("topics: [a, topics, b-a]  # why\n", "topics", "topics: [a, topics, new, b-a]  # why\n"),
    ("topics: [a, topics, b-a]  # why\n", "b-a", "topics: [a, topics, b-a, new]  # why\n"),
    ('topics: ["a",\n  b]\n', "a", 'topics: ["a", new,\n  b]\n'),
    ("topics: [a,\n  b]\n", "b", "topics: [a,\n  b, new]\n"),
    ("topics:\n  - a  # one\n  - b", "a", "topics:\n  - a  # one\n  - new\n  - b\n"),
])
def test_a_name_gets_its_place_in_a_list(text, after, expected):
    assert with_name(text, ["topics"], "new", after) == expected


@pytest.mark.parametrize(("name", "ident"), [
    ("IKT Værnes & Ås", "ikt-vaernes-og-as"), ("Sönderjylland/Åmål", "sonderjylland-amal"), ("A\u030as", "as"), ("../../etc", "etc"), ("🙂", ""), ("Con", "con-1"), ("§ 27", "27"),
    ("en to tre " * 20, "en-to-tre-en-to-tre-en-to-tre-en-to-tre-en-to-tre-en-to-tre"),
])
def test_an_id_is_proposed_from_a_name(name, ident):
    assert propose(name) == ident


# --- the dialogue -----------------------------------------------------------------------------------

# Wrong answers first, then the right one, for every question.
COLLABORATION = [
    "", "x" * 141, 'IKT "Sør": - #1', "../x", "itsam", "ikt-sor",
    "Finland", "0", "{country}", "banan", "{form}", "nitten", "1850", "2010", "kanskje", "active", "2050", "2009", "2024",
]
BY_LANGUAGE = {
    "nb": dict(country="no", form="oppgavefellesskap", members=["Grimsted", "Boxholm", "Herøy", "9", "1818", "herøy (1818)", "Oslo kommune, Arendal", ""]),
    "da": dict(country="Danmark", form="paragraf-60", members=["Århuss", "Oslo", "Odense Kommune", "Odense", "Favrskov", ""]),
    "sv": dict(country="3", form="gemensam-namnd", members=["Boxholmm", "Boxholms kommun", "Vimmerby, Ydre", ""]),
}
REST = [
    "tja", "j", "99", "1, user-support", "ftp://example.org", "https://example.org", "ikke en adresse.", "kl-2061", "https://example.org/a?b=c&d=1",
    "", "Årsmelding: 2024", "20024", "2024", "", "medlemmer, form", "medlemmer, form (da)", "", "n", "Ikke alt er kjent: «test» # 1.", "Ikke alt er kendt.", "Inte allt är känt.", "svært", "2",
]


@pytest.mark.parametrize("language", LOCALES)
def test_a_collaboration(project, language):
    facts = BY_LANGUAGE[language]
    before = tree(project)
    keys = [key.format(**{k: v for k, v in facts.items() if isinstance(v, str)}) for key in COLLABORATION] + facts["members"] + REST
    keys += ["n"]
    done = command(project, "collaboration", keys=[*keys, "j"], language=language)
    assert done.returncode == 0, told(done)
    after = tree(project)
    assert {path for path in after if after[path] != before.get(path)} == {"data/collaborations/ikt-sor.yml", "data/links.yml"}
    made = read_guide(project).collaborations["ikt-sor"]
    assert (made.name, made.founded, made.last_evidence, made.status, made.members_complete) == ('IKT "Sør": - #1', 2010, 2024, "active", True)
    names = {"nb": ["1818", "Oslo", "Arendal"], "da": ["Odense", "Favrskov"], "sv": ["Boxholm", "Vimmerby", "Ydre"]}[language]
    assert [row.number if row.name == "Herøy" else row.name for row in made.members] == names
    assert [service.id for service in made.services] == ["operations", "user-support"] and made.website == "https://example.org"
    assert made.sources[0].title == "Årsmelding: 2024" and made.sources[0].where == "https://example.org/a?b=c&d=1" and made.confidence == "medium"
    order = [language, *(locale for locale in LOCALES if locale != language)]
    assert [made.sources[0].supports[locale] for locale in order] == ["medlemmer, form", "medlemmer, form (da)", "medlemmer, form"]
    assert made.caveat[language] == "Ikke alt er kjent: «test» # 1."
    # Each wrong answer is told at once, with what would be right.
    said = told(done)
    for wrong in ("itsam", "1850", "2050", "99", "ftp://example.org", "kl-2016"):
        assert wrong in said
    assert said.count("✗") == {"nb": 25, "da": 24, "sv": 22}[language], said
    words = Words(language)
    assert words("told.waiting", languages=words(f"language.{order[2]}")) in said
    assert "scripts/check.py" in said and "scripts/translations.py accept data/collaborations/ikt-sor" in said


TERM = {
    "nb": ["", "styringsgruppe", "driftsråd: nytt", "rådet", "ukjent", "1", "rådet", "It-rådet", "former", "2050", "2016", "", "x" * 401, "Rådet som «styrer» driften.",
           "driftsudvalg", "", "Det udvalg, der styrer driften.", "driftsråd", "", "", "Drift!", "driftsrad", "likt", "near", "", "kl-2061", "kl-2016"],
    "da": ["", "styregruppe", "driftsudvalg: nyt", "udvalget", "ukendt", "1", "udvalget", "It-rådet", "former", "2050", "2016", "", "x" * 401, "Det udvalg, der »styrer« driften.",
           "driftsråd", "", "Rådet som styrer driften.", "driftsråd", "", "", "Drift!", "driftsrad", "ens", "near", "", "kl-2061", "kl-2016"],
    "sv": ["", "styrgrupp", "driftsråd: nytt", "rådet", "okänt", "1", "rådet", "It-rådet", "former", "2050", "2016", "", "x" * 401, "Rådet som ”styr” driften.",
           "driftsråd", "", "Rådet som styrer driften.", "driftsudvalg", "", "", "Drift!", "driftsrad", "lika", "near", "", "kl-2061", "kl-2016"],
}


@pytest.mark.parametrize("language", LOCALES)
def test_a_term(project, language, guide):
    path = project / "data" / "glossary.yml"
    before, files = path.read_text("utf-8"), tree(project)
    known = next(term.id for term in guide.glossary.values() if term.texts[language].term == TERM[language][1])
    done = command(project, "term", keys=[*TERM[language], "n", "j"], language=language)
    assert done.returncode == 0, told(done)
    assert known in told(done)
    after = tree(project)
    assert {name for name in after if after[name] != files[name]} == {"data/glossary.yml"} and after.keys() == files.keys()
    came = added_lines(before, path.read_text("utf-8"))
    assert came[0] == "- id: driftsrad" and came[1] == "  kind: near"
    made = read_guide(project).glossary
    term = made["driftsrad"]
    assert term.texts[language].term == TERM[language][2] and term.texts[language].also[0].kind == "synonym" and "      - word: It-rådet\n        kind: former\n        until: 2016\n" in path.read_text("utf-8") and term.source == "kl-2016"
    ids = list(made)
    assert (ids == sorted(ids)) == (list(guide.glossary) == sorted(guide.glossary)) and made.keys() - guide.glossary.keys() == {"driftsrad"}


SOURCE = [
    "", 'En rapport: «del» 1 "x"', "y" * 81, "KS 2026", "KL-2016", "kl-2016", "ks-2026-drift", "j", "", "KS", "i fjor", "2050-01", "2026-02-30", "2026-03",
    "2050-01-01", "", "fransk", "en", "roman", "report", "www.example.org", "https://example.org/r.pdf", "", "Tall for drift.", "Tal for drift.", "Siffror för drift.", "",
]


@pytest.mark.parametrize("language", LOCALES)
def test_a_source(project, language, guide):
    path = project / "data" / "sources.yml"
    before = path.read_text("utf-8")
    done = command(project, "source", keys=[*SOURCE, "n", "j"], language=language)
    assert done.returncode == 0, told(done)
    came = added_lines(before, path.read_text("utf-8"))
    assert came[:3] == ["- id: ks-2026-drift", '  title: "En rapport: «del» 1 \\"x\\""', "  short: KS 2026"]
    made = read_guide(project).sources["ks-2026-drift"]
    assert (made.published, made.language, made.kind, made.url, made.caution) == ("2026-03", "en", "report", "https://example.org/r.pdf", None)
    assert made.supports[language] == "Tall for drift." and made.seen == dt.date.today()
    assert told(done).count("✗") == 13, told(done)


HEAD = ["Hvem stemmer: når?", "Æ!", "hvem-stemmer", "x" * 171, "Hvem som stemmer, og når."]
FIRST = [
    "<b>Kort</b> sagt", "Kort {sagt}", "# Kort", "Se [her](../nowhere.md)", "Se [her](../process/the-decision.md#nope)", "Se [her](javascript:alert(1))", "Se [KL](../sources.md#kl-2016), og [vedtaket](../process/the-decision.md).", "",
    "", "## Hvem stemmer?", "Hvem stemmer?", "Hvem!", "who-votes", "", "Alle: «ja» # ikke nei.", "- ett", "- to", "",
    "Når stemmer dere?", "who-votes", "when", "/// advice", "Til slutt.", "", "",
]
OTHER = ["Hvem har stemmeret?", "hvem-har-stemmeret", "Hvem der stemmer.", "Kort sagt.", "", "Hvem stemmer?", "", "Alle.", "", "Hvornår?", "Til sidst.", ""]


@pytest.mark.parametrize("language", LOCALES)
def test_a_page(project, language, guide):
    before = tree(project)
    order = [language, *(locale for locale in LOCALES if locale != language)]
    keys = ["drift!", "2", "The vote", "employees", "index", "the-vote", "nei", "employees", "9", "editor", "0", "", "kl-2061", "lanestedt-2007", "", *HEAD, *FIRST]
    # The second language is written (asked for first unless it is Norwegian), the third is left out.
    keys += ([] if order[1] == "nb" else ["j"]) + OTHER + ["n"]
    done = command(project, "page", keys=[*keys, *(["n"] if language != "nb" or order[1] != "nb" else []), "j"], language=language)
    assert done.returncode == 0, told(done)
    after = tree(project)
    written = {name for name in after if after[name] != before.get(name)}
    assert written == {f"docs/{order[0]}/anchoring/the-vote.md", f"docs/{order[1]}/anchoring/the-vote.md", "data/phases.yml", "data/addresses.yml"}
    made = read_guide(project)
    assert next(phase.topics for phase in made.phases if phase.id == "anchoring") == ("stakeholders", "who-must-be-on-board", "counterforces", "employees", "the-vote")
    page = made.pages[language]["anchoring/the-vote"]
    assert (page.title, page.slug, page.owner, page.review_months, page.sources) == ("Hvem stemmer: når?", "hvem-stemmer", "editor", 12, ("lanestedt-2007", "kl-2016"))
    assert [heading.id for heading in page.headings] == ["who-votes", "when"] == [heading.id for heading in made.pages[order[1]]["anchoring/the-vote"].headings]
    text = (project / "docs" / language / "anchoring" / "the-vote.md").read_text("utf-8")
    assert "\n## Hvem stemmer? {#who-votes}\n\nAlle: «ja» # ikke nei.\n\n- ett\n- to\n\n## Når stemmer dere? {#when}\n\nTil slutt.\n" in text
    for word in ("<b>", "javascript", "nowhere"):
        assert word not in text
    difference = added_lines(before["data/phases.yml"].decode().replace("employees]", "employees,"), after["data/phases.yml"].decode().replace("employees, the-vote]", "employees,"))
    assert difference == []
    said = told(done)
    assert said.count("✗") == 23, said
    assert {address for address, key in made.addresses.items() if key == "anchoring/the-vote"} == {made.url("anchoring/the-vote", locale) for locale in LOCALES}
    assert "scripts/translations.py accept anchoring/the-vote" in said or order[1] == "nb"


def test_a_page_outside_the_phases_in_one_language(project):
    keys = ["none", "anchoring", "privacy", "about", "legal-editor", "6", "", "Personvern", "", "Hva som skjer med opplysningene.", "Kort.", "", "Hva lagrer vi?", "what", "Ingenting. Se [om](about.md).", "", "", "n", "n", "j"]
    done = command(project, "page", keys=keys)
    assert done.returncode == 0, told(done)
    made = read_guide(project)
    assert made.about.pages.index("privacy") == made.about.pages.index("about") + 1 and made.url("privacy", "sv") == "sv/personvern/"
    # The languages it was not written in show it with a notice; the built and inspected site says so.
    from build import build

    build(project / "site", books=False, root=project)
    assert "Ingenting." in (project / "site" / "sv" / "personvern" / "index.html").read_text("utf-8")


def test_a_page_behind_one_that_has_pages_below_it(project):
    """It comes behind all of them; pages below a page are not offered as neighbours."""
    keys = ["none", "privacy", "sources/coverage", "sources", "legal-editor", "6", "", "Personvern", "", "Hva som skjer med opplysningene.", "Kort.", "", "Hva lagrer vi?", "what", "Ingenting.", "", "", "n", "n", "j"]
    done = command(project, "page", keys=keys)
    assert done.returncode == 0, told(done)
    pages = read_guide(project).about.pages
    assert pages[pages.index("sources") :][:3] == ("sources", "sources/coverage", "privacy") and told(done).count("✗") == 1


def test_a_second_reading_is_recorded(project):
    keys = ["IKT Lest", "", "no", "", "", "unknown", "", "", "", "", "", "kl-2016", "", "", "navn", "navn (da)", "namn", "n", "", "low"]
    done = command(project, "collaboration", keys=[*keys, "j", "ukjent", "data-editor", "j"])
    assert done.returncode == 0, told(done)
    made = read_guide(project)
    source = made.collaborations["ikt-lest"].sources[0]
    assert (source.title, source.year) == (made.sources["kl-2016"].title, 2016)
    for locale in ("da", "sv"):
        state = made.translations[locale, "data/collaborations/ikt-lest"]
        assert state.is_current and state.ledger.read_twice == dt.date.today()
        assert {entry.role for entry in state.ledger.entries.values()} == {"data-editor"}
    assert "translations.py accept" not in told(done)


def test_hostile_names(project):
    """Each becomes a file that the guide reads with the same name."""
    names = [name for name in HOSTILE if len(name) <= 140 and "\u00a0" not in name]
    known, files = Project.of(project, read_guide(project)), {}
    for number, name in enumerate(names):
        answers = iter([name, f"hostile-{number}", "no", "", "", "unknown", "", "", "", "", "", "https://example.org", name, "", name, "", "", "n", "", "low"])
        files |= ask_collaboration(Dialogue(lambda _: next(answers), lambda _: None, Words("nb")), known).files
    with staged(project, Proposal(files, files, "")) as stage:
        assert len(stage.write()) == len(names)
    made = read_guide(project)
    assert [made.collaborations[f"hostile-{number}"].name for number in range(len(names))] == names


@pytest.mark.parametrize("name", ["x" * 141, "x" * 5000, "a\u202eb", "a\u2028b", "a\x1b[31mb", "\udce5", "\ufeffa", "\x00"])
def test_names_no_text_may_hold_are_refused(project, name):
    answers = iter([name])
    said: list[str] = []

    def ask(_):
        try:
            return next(answers)
        except StopIteration:
            raise EOFError from None

    before = tree(project)
    assert run("collaboration", project, "sv", ask, said.append) == 130
    assert any(line.startswith("  ✗ ") for line in said) and tree(project) == before
    assert "\x1b" not in "".join(said) and "\u202e" not in "".join(said)


@pytest.mark.parametrize("kind", ["collaboration", "story", "news", "page", "term", "source"])
def test_the_end_of_the_keyboard_writes_nothing(project, kind):
    before = tree(project)
    done = command(project, kind, keys=["IKT Nord", ""])
    assert done.returncode == 130 and Words("nb")("told.nothing_written") in told(done) and "Traceback" not in told(done)
    assert tree(project) == before


def test_no_is_no(project):
    before = tree(project)
    done = command(project, "source", keys=[*SOURCE, "n", "n"], language="da")
    assert done.returncode == 1 and Words("da")("told.nothing_written") in told(done) and tree(project) == before


def test_the_language_is_asked_for_when_the_system_has_none(project):
    done = command(project, "source", keys=["english", "3"], language=None)
    assert all(Words(locale)("ask.own_language") in told(done) for locale in LOCALES)
    assert Words("sv")("told.nothing_written") in told(done)


@pytest.mark.skipif(os.name == "nt", reason="a terminal of Unix")
@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_a_real_terminal_writes_nothing(project, key):
    import pty

    before, words = tree(project), Words("da")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "scripts" / "new.py"), "term", "--language", "da", "--root", str(project)],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, preexec_fn=_own_terminal,
        env={**os.environ, "GUIDE_ENVIRONMENT": "build", "PYTHONUTF8": "1", "TERM": "dumb"},
    )
    os.close(theirs)
    said = b""
    try:
        said = _until(ours, words("ask.term"), said)
        os.write(ours, "prøveord\n".encode())
        # The prompt comes when the terminal is ready for keys.
        said = _until(ours, words("ask.also", language=words("language.da")) + "\r\n  > ", said)
        os.write(ours, key)
        # Python misses a Ctrl-C within the millisecond between the prompt and its waiting for keys; a hand presses again.
        said = _until(ours, words("told.nothing_written"), said, again=key)
        assert process.wait(timeout=20) == 130
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    assert "Traceback" not in said.decode() and tree(project) == before


def _own_terminal():
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _until(terminal, wanted, said, again=b""):
    """What the terminal has said when ``wanted`` is in it; ``again`` is typed once more whenever it is silent for two seconds."""
    end = time.monotonic() + 60
    while wanted not in said.decode("utf-8", "replace"):
        assert time.monotonic() < end, said.decode("utf-8", "replace")
        if not select.select([terminal], [], [], 2)[0]:
            os.write(terminal, again)
            continue
        try:
            said += os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
    assert wanted in said.decode("utf-8", "replace"), said.decode("utf-8", "replace")
    return said


# --- everything or nothing --------------------------------------------------------------------------



def test_a_guide_that_is_wrong_already_is_told_first(project):
    path = project / "data" / "forms.yml"
    path.write_text(path.read_text("utf-8").replace("country: no", "country: nei", 1), encoding="utf-8")
    before = tree(project)
    done = command(project, "source", keys=SOURCE)
    assert done.returncode == 1 and 'data/forms.yml' in told(done) and '"nei"' in told(done) and tree(project) == before


def test_when_one_file_fails_none_is_written(project, monkeypatch):
    import guide.authoring.proposal as module

    before = tree(project)
    replace, calls = os.replace, []

    def failing(source, target):
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device", str(target))
        replace(source, target)

    files = Proposal({"data/roles.yml": (project / "data/roles.yml").read_text("utf-8") + "# a\n", "data/new/x.yml": "a: 1\n"}, {}, "data/roles")
    with staged(project, files) as stage:
        monkeypatch.setattr(module.os, "replace", failing)
        with pytest.raises(GuideError, match="No space left"):
            stage.write()
    assert len(calls) == 2 and tree(project) == before and not (project / "data/new").exists()


def test_a_file_that_changed_meanwhile_is_not_overwritten(project):
    path = project / "data" / "roles.yml"
    with staged(project, Proposal({"data/roles.yml": path.read_text("utf-8") + "# mine\n"}, {}, "data/roles")) as stage:
        path.write_text(path.read_text("utf-8") + "# theirs\n", encoding="utf-8")
        with pytest.raises(GuideError, match="changed by someone else"):
            stage.write()
    assert path.read_text("utf-8").endswith("# theirs\n")


def test_line_ends_of_windows_stay(project):
    path = project / "data" / "roles.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    with staged(project, Proposal({"data/roles.yml": path.read_text("utf-8") + "# mine\n"}, {}, "data/roles")) as stage:
        assert stage.write() == ["data/roles.yml"]
    assert path.read_bytes().endswith(b"\r\n# mine\r\n") and b"\n" not in path.read_bytes().replace(b"\r\n", b"")


# --- stories and news -------------------------------------------------------------------------------

STORY = [
    "", "x" * 141, "Kontoret: «flyttet» # nå", "Itsamm", "itsam", "Smaalensveven IKT", "", "../x", "tell-your-own", "office-moved",
    "9", "exit", "i fjor", "2017-1999", "2099", "1999-2017", "", "y" * 2501, "Felles IT: «alt».", "kl-2061", "kl-2016, digi-2017", "Gjorde.", "", "Fikk.", "digi-2017", "", "Nå.", "", "Lær: #1",
]


@pytest.mark.parametrize("language", LOCALES)
def test_a_story(project, language):
    before = tree(project)
    done = command(project, "story", keys=[*STORY, "kanskje", "j", "", "To", "To ville", "To gjorde", "To fikk", "To nå", "To lærer", "n", "n", "j"], language=language)
    assert done.returncode == 0, told(done)
    after = tree(project)
    assert {path for path in after if after[path] != before.get(path)} == {"data/stories/office-moved.yml"}
    made = read_guide(project).stories["office-moved"]
    second, third = (locale for locale in LOCALES if locale != language)
    assert (made.years, made.outcome, made.untranslated, [c.id for c in made.collaborations]) == ("1999–2017", "exit", (third,), ["itsam", "smaalensveven-ikt"])
    assert made.title[language] == "Kontoret: «flyttet» # nå" and made.title[second] == "To" and made.title[third] == made.title[made.shown_in(third)]
    assert [part.part for part in made.parts] == ["wanted", "did", "got", "now"] and made.parts[0].text[second] == "To ville" and made.lesson[second] == "To lærer"
    assert [[source.id for source in part.sources] for part in made.parts] == [["kl-2016", "digi-2017"], ["kl-2016", "digi-2017"], ["digi-2017"], ["digi-2017"]]
    said = told(done)
    assert said.count("✗") == 14, said
    words = Words(language)
    assert words("told.waiting", languages=words(f"language.{third}")) in said
    assert "translations.py accept data/stories/office-moved" in said


NEWS = ["", "storiess.md", "process/index.md#nope", "javascript:alert(1)", "stories.md#tell-your-own", "Kinda!", "", "stories", "kinda", "Ny: «historie» # 1", "To", "", "Les <den>.", "", "Tre"]


@pytest.mark.parametrize("language", LOCALES)
def test_a_news_item(project, language, guide):
    path = project / "data" / "news.yml"
    before, files = path.read_text("utf-8"), tree(project)
    done = command(project, "news", keys=[*NEWS, "j"], language=language)
    assert done.returncode == 0, told(done)
    assert {name for name, text in tree(project).items() if text != files[name]} == {"data/news.yml"}
    came = added_lines(before, path.read_text("utf-8"))
    assert came[:2] == ["- id: kinda", f"  date: {dt.date.today()}"] and path.read_text("utf-8").split("- id:")[0] == before.split("- id:")[0]
    made = read_guide(project).news
    second, third = (locale for locale in LOCALES if locale != language)
    assert made[0].id == "kinda" and made[1:] == guide.news and made[0].link == "stories.md#tell-your-own"
    assert made[0].title == {language: "Ny: «historie» # 1", second: "To", third: "Ny: «historie» # 1"}
    assert made[0].text == {language: "Les <den>.", second: "Les <den>.", third: "Tre"}


def test_a_record_on_top_keeps_the_comment(project):
    from guide.authoring.writer import with_first

    assert with_first("# The file.\n- id: b\n", {"id": "a"}) == "# The file.\n- id: a\n- id: b\n"
    assert with_first("- id: b", {"id": "a"}) == "- id: a\n- id: b\n"
