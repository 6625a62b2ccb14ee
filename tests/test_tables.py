"""Tables and lists made from data: matrices, success criteria, the checklists of agreements."""

import dataclasses
import re
from pathlib import Path

import lxml.html
import pytest

from guide import LOCALES
from guide.htmlpage import read_page
from guide.read import read_draft
from guide.records import Checklist, ChecklistItem, Criterion, Finding, Matrix, MatrixRow
from guide.render import BlockRenderer
from guide.translations import places_of

ROOT = Path(__file__).resolve().parents[1]
GOLDENS = Path(__file__).parent / "goldens"


def three(text):
    return {"nb": text, "da": f"{text} (da)", "sv": f"{text} (sv)"}


@pytest.fixture
def small(guide):
    """The guide with a few invented records, so that goldens change only when the rendering does."""
    matrix = Matrix(
        "who", three("Hvem <em>gjør</em> hva"), (three("Oppgave"), three("Styret & co"), three("Enheten")),
        (MatrixRow(three("Drift"), (None, three("Gjør"))), MatrixRow(three("<b>Plan</b>"), (three('"Bestemmer"'), three("Foreslår")))),
        ("pwc-ks-2015", "kdd-veileder"), three("Sett sammen på nytt."),
    )
    own = dataclasses.replace(matrix, id="own", sources=(), note=None)
    forms = ("aksjeselskap-no", "paragraf-27")
    criteria = (
        Criterion("first", three("Kvalitet"), three("Kvalitet for brukerne"), three("Får de <det>?"), "pwc-ks-2015", "high", same_for_all=True),
        Criterion(
            "second", three("Ledelse"), three("God ledelse"), three("Har hun tid?"), "pwc-ks-2015", "medium",
            findings={forms[0]: Finding("challenge", three("Står alene")), forms[1]: Finding("advantage", three("Nær"))},
            today=three("Formen er <i>borte</i>."), today_sources=("kdd-veileder", "samfunnsbedriftene-2020"),
        ),
        Criterion("third", three("Makt"), three("Mer makt"), three("Hvilken?"), "pwc-ks-2015", "high", findings={forms[0]: Finding("mixed", three("Svinger"))}),
        Criterion("fourth", three("Marked"), three("Mer marked"), three("Når?"), "pwc-ks-2015", "high", same_for_all=True, remark=three("Ingen vesentlig")),
    )
    item = ChecklistItem("ca-one", guide.roles["council"], "process/index.md#how", three("Avklar <b>formålet</b>."), three("Ferdig når alle vet det."))
    agreement = Checklist("loan", (item,), agreement="loan", title=three("Låneavtale"), page="process/index.md")
    return dataclasses.replace(guide, matrices={m.id: m for m in (matrix, own)}, success_criteria=criteria, checklists={"loan": agreement})


BLOCKS = {
    "matrix": '<div data-guide-block="matrix" data-id="who"></div>',
    "matrix-own": '<div data-guide-block="matrix" data-id="own"></div>',
    "success-criteria": '<div data-guide-block="success-criteria"></div>',
    "success-criteria-meaning": '<div data-guide-block="success-criteria" data-show="meaning"></div>',
    "forms-and-criteria": '<div data-guide-block="forms-and-criteria"></div>',
    "checklist-agreement": '<div data-guide-block="checklist" data-agreement="loan"></div>',
}


def rendered(guide, locale, block):
    return BlockRenderer(guide, locale, ROOT / "overrides" / "generated").fill(BLOCKS[block], guide.url("operations/evaluation", locale)).html


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("block", BLOCKS)
def test_rendered_block(small, locale, block):
    made = rendered(small, locale, block)
    golden = GOLDENS / f"{block}-{locale}.html"
    if not golden.exists():
        golden.write_text(made + "\n", encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and has been written; look at it and commit it")
    assert made + "\n" == golden.read_text("utf-8")


@pytest.mark.parametrize("block", BLOCKS)
def test_text_from_data_never_becomes_markup(small, block):
    tree = lxml.html.fromstring(f"<div>{rendered(small, 'nb', block)}</div>")
    assert not tree.xpath("//em | //b | //i | //det")


@pytest.fixture(scope="module")
def articles(guide, site):
    """The article of a page in a language, read once."""
    read = {}

    def article(key, locale):
        if (key, locale) not in read:
            (read[key, locale],) = read_page(site / guide.url(key, locale) / "index.html").xpath("//div[contains(@class, 'g-prose')]")
        return read[key, locale]

    return article


def words(element):
    return " ".join(element.text_content().split())


def blocks(guide, name, locale):
    """The pages that have a block, each with its options."""
    return [(key, block.options) for key, page in guide.pages[locale].items() for block in page.blocks if block.name == name]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_matrix_stands_whole_on_its_page(guide, articles, locale):
    shown = blocks(guide, "matrix", locale)
    assert {options["id"] for _, options in shown} == set(guide.matrices)
    for key, options in shown:
        matrix = guide.matrices[options["id"]]
        (table,) = (t for t in articles(key, locale).xpath(".//table[caption]") if words(t.find("caption")) == matrix.caption[locale])
        assert [words(th) for th in table.xpath("./thead/tr/th[@scope='col']")] == [column[locale] for column in matrix.columns]
        for row, made in zip(matrix.rows, table.xpath("./tbody/tr"), strict=True):
            assert [words(th) for th in made.xpath("./th[@scope='row']")] == [row.label[locale]]
            assert [words(td) for td in made.xpath("./td")] == [cell[locale] if cell else "–" for cell in row.cells]
        beneath = [words(p) for p in table.getparent().itersiblings("p")][:2]
        if matrix.note:
            assert beneath.pop(0) == matrix.note[locale]
        for source in matrix.sources:
            assert guide.sources[source].cited_in(locale) in beneath[0] and re.search(r"\d{4}|" + guide.words(locale)["overview.undated"], beneath[0])
        assert matrix.sources or beneath[0] == guide.words(locale)["matrix.own"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_twelve_criteria_stand_in_their_order(guide, articles, locale):
    criteria = guide.success_criteria
    assert len(criteria) == 12
    ((key, _),) = [(key, options) for key, options in blocks(guide, "success-criteria", locale) if not options]
    rows = articles(key, locale).xpath(".//table[caption]/tbody/tr[count(*) = 3]")
    assert [[words(cell) for cell in row] for row in rows] == [[str(number), c.label[locale], c.question[locale]] for number, c in enumerate(criteria, 1)]
    ((key, _),) = [(key, options) for key, options in blocks(guide, "success-criteria", locale) if options.get("show") == "meaning"]
    (made,) = articles(key, locale).xpath(".//ol[@class='g-criteria']")
    assert [words(item) for item in made] == [c.meaning[locale] for c in criteria]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_finding_is_told_in_words(guide, articles, locale):
    interface = guide.words(locale)
    ((key, _),) = blocks(guide, "forms-and-criteria", locale)
    (table,) = articles(key, locale).xpath(".//table[@class='g-findings']")
    forms = guide.assessed_forms
    assert [form.id for form in forms] == ["aksjeselskap-no", "iks", "vertskommune", "paragraf-27"]
    heads = [words(th) for th in table.xpath("./thead/tr/th[@scope='col']")]
    assert len(heads) == len(forms) + 2 and interface["criteria.repealed"] in heads[4]
    for criterion, row in zip(guide.success_criteria, table.xpath("./tbody/tr"), strict=True):
        (head,) = row.xpath("./th[@scope='row']")
        assert criterion.label[locale] in words(head)
        assert (interface["criteria.medium"] in words(head)) == (criterion.confidence == "medium")
        *cells, today = row.xpath("./td")
        if criterion.same_for_all:
            (cell,) = cells
            assert cell.get("colspan") == str(len(forms))
            assert words(cell) == "= " + (criterion.remark[locale] if criterion.remark else interface["criteria.same"])
        else:
            for form, cell in zip(forms, cells, strict=True):
                finding = criterion.findings.get(form.id)
                sign = finding and {"advantage": "+", "challenge": "−", "mixed": "±"}[finding.effect]
                assert words(cell) == (f"{sign} {interface['criteria.effect.' + finding.effect]} {finding.text[locale]}" if finding else interface["criteria.silent"])
        assert words(today).startswith(criterion.today[locale]) if criterion.today else words(today) == ""
        assert [a.get("href").partition("#")[2] for a in today.xpath(".//a[not(@class)]")] == list(criterion.today_sources)


def test_the_criteria_the_study_was_less_sure_of(guide):
    assert [number for number, c in enumerate(guide.success_criteria, 1) if c.confidence == "medium"] == [3, 10, 12]
    assert [number for number, c in enumerate(guide.success_criteria, 1) if c.same_for_all] == [1, 7, 8, 9, 11]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_checklist_stands_on_its_page_and_on_that_of_all(guide, articles, locale):
    assert list(guide.checklists) == [*(phase.id for phase in guide.phases), "cooperation-agreement", "service-level-agreement", "data-processing-agreement"]
    assert [len(guide.checklists[ident].items) for ident in list(guide.checklists)[5:]] == [12, 10, 10]
    for checklist in guide.checklists.values():
        own = f"{checklist.phase}/index" if checklist.phase else checklist.page.partition(".md")[0]
        for key in (own, "checklists"):
            (made,) = articles(key, locale).xpath(f".//ul[@class='g-checklist'][li[@data-check='{checklist.items[0].id}']]")
            assert [words(p) for p in made.xpath(".//p[@class='g-check__text']")] == [item.text[locale] for item in checklist.items]
            assert [words(p) for p in made.xpath(".//p[@class='g-check__why']")] == [item.why[locale] for item in checklist.items]
            # Each list stands under a heading of its own.
            (heading,) = made.xpath("preceding::*[self::h2 or self::h3][1]")
            assert heading.get("id") == ("checklist" if checklist.phase and key != "checklists" else checklist.id)


def test_every_text_of_the_tables_is_tracked_for_translation(root):
    places = places_of(read_draft(root)[0])
    tables = places["data/matrices"].sections
    assert "values" in tables and "decision-rights" in tables and "Bestemmer" in tables["values"].texts["nb"]
    assert "leadership" in places["data/success-criteria"].sections
    agreement = places["data/checklists/cooperation-agreement"].sections
    assert agreement["title"].texts["sv"] == "Samverkansavtal" and "ca-purpose" in agreement
    assert set(places["data/checklists/anchoring"].sections).isdisjoint({"title", "phase", "page"})
