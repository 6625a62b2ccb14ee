"""What the foundations hold: where the guide has it, in each language, on the page and on the dashboard."""

import datetime as dt
import html
from pathlib import Path

import pytest

from guide import LOCALES, coverage
from guide.addresses import record
from guide.dashboard import dashboard
from guide.htmlpage import read_page
from guide.read import read_guide
from guide.render import BlockRenderer, relative_url

ROOT = Path(__file__).resolve().parents[1]
GOLDENS = Path(__file__).parent / "goldens"
HOSTILE = 'Skrå <script>alert("1")</script> & co'
FRONT = "---\ntitle: {title}\nslug: prove\ndescription: En side som prøver dekningen.\nowner: editor\nreviewed: 2026-11-22\nreview_months: 12\nsources: [kl-2016]\n---\n\nKort ([KL 2016](sources.md#kl-2016)).\n"
ITEM = """\
- id: {id}
  source: {source}
  kind: {kind}
{more}  title: {{nb: "{title} på norsk", da: "{title} på dansk", sv: "{title} på svenska"}}
  places: [{places}]
"""


@pytest.fixture
def small(project):
    """A page of the test's own, whole in Danish but for one heading and lacking in Swedish, and one item for each of the other foundations."""
    pages = {
        "nb": FRONT.format(title="Prøve") + "\n## Hva *er* `det`? {#what}\n\nTekst.\n\n### Mer om [KL](sources.md#kl-2016) {#more}\n\nTekst.\n",
        "da": FRONT.format(title="Prøve på dansk") + "\n## Hvad *er* det &lt;her&gt;? {#what}\n\nTekst.\n",
    }
    for locale, text in pages.items():
        (project / "docs" / locale / "prove.md").write_text(text, encoding="utf-8")
    guide = project / "data" / "guide.yml"
    guide.write_text(guide.read_text("utf-8").replace("pages: [", "pages: [prove, "), encoding="utf-8")
    note = 'note: {nb: "Tapt <b>her</b>.", da: "Tabt <b>her</b>.", sv: "Förlorat <b>här</b>."}'
    items = [
        ITEM.format(id="one", source="kl-2016", kind="table", title="Én", more="  chapter: 1 & 2\n", places='"prove.md#what", "prove.md#more"'),
        ITEM.format(id="two", source="kl-2016", kind="list", title=HOSTILE.replace('"', '\\"'), more=f"  {note}\n", places='"prove.md#more"'),
    ]
    others = ("lanestedt-2007", "pwc-ks-2015", "smaalensveven-2007", "vesteralen-2025")
    items += [ITEM.format(id=source, source=source, kind="figure", title="Figur", more="", places='"sources.md#five-documents"') for source in others]
    (project / "data" / "coverage.yml").write_text("".join(items), encoding="utf-8")
    record(project)
    return project


@pytest.mark.parametrize("locale", LOCALES)
def test_rendered_table(small, locale):
    guide = read_guide(small)
    renderer = BlockRenderer(guide, locale, ROOT / "overrides" / "generated")
    placeholders = '<div data-guide-block="coverage-summary"></div>\n<div data-source="kl-2016" data-guide-block="coverage"></div>'
    made = renderer.fill(placeholders, guide.url("sources/coverage", locale)).html
    golden = GOLDENS / f"coverage-{locale}.html"
    if not golden.exists():
        golden.write_text(made + "\n", encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and has been written; look at it and commit it")
    assert made + "\n" == golden.read_text("utf-8")
    assert "<script" not in made and "<b>" not in made and html.escape(HOSTILE) in made.replace("&#34;", "&quot;")


def test_a_place_is_shown_as_far_as_the_language_has_it(small):
    guide = read_guide(small)
    one = guide.coverage[0]
    shown = {locale: [(place.link, place.words, place.page.locale, place.is_in(locale)) for place in coverage.places(guide, one, locale)] for locale in LOCALES}
    assert shown == {
        "nb": [("prove#what", "Hva er det?", "nb", True), ("prove#more", "Mer om KL", "nb", True)],
        "da": [("prove#what", "Hvad er det <her>?", "da", True), ("prove", "", "da", False)],
        "sv": [("prove#what", "Hva er det?", "nb", False), ("prove#more", "Mer om KL", "nb", False)],
    }


def test_the_dashboard_tells_what_a_language_has_only_as_fallback(small):
    guide = read_guide(small)
    found = {locale: {row.source: (row.total, row.placed, [item.id for item in row.fallback]) for row in dashboard(guide, locale, dt.date(2026, 12, 1)).coverage} for locale in LOCALES}
    assert [row["kl-2016"] for row in found.values()] == [(2, 2, []), (2, 1, ["two"]), (2, 0, ["one", "two"])]
    assert all(row["pwc-ks-2015"] == (1, 1, []) for row in found.values())
    made = BlockRenderer(guide, "sv", ROOT / "overrides" / "generated").fill('<div data-guide-block="status"></div>', guide.url("status", "sv")).html
    table = made.split('id="status-coverage"')[1]
    assert "Én på svenska; " in table and html.escape(HOSTILE).replace("&quot;", "&#34;") in table and "<script" not in table


def test_every_item_of_every_foundation_is_a_row_that_leads_to_its_places(guide, site):
    assert {item.source for item in guide.coverage} == {source.id for source in guide.foundations} and len(guide.foundations) == 5
    for locale in LOCALES:
        url = guide.url("sources/coverage", locale)
        page = read_page(site / url / "index.html")
        tables = page.xpath("//table[contains(@class, 'g-coverage')]")
        sources = [block.options["source"] for block in guide.pages[locale]["sources/coverage"].blocks if block.name == "coverage"]
        assert sorted(sources) == sorted(source.id for source in guide.foundations)
        items = [item for source in sources for item in coverage.of_source(guide, source)]
        rows = [row for table in tables for row in table.xpath("./tbody/tr")]
        assert len(rows) == len(items) == len(guide.coverage)
        for row, item in zip(rows, items):
            assert row[0].text_content() == item.title[locale]
            links = row.xpath(".//a")
            places = coverage.places(guide, item, locale)
            assert [a.get("href") for a in links] == [relative_url(guide.url(p.page.key, locale) + (f"#{p.ident}" if p.ident else ""), url) for p in places]
            for a, place in zip(links, places):
                assert a.text_content() == " – ".join(filter(None, (place.page.title, place.words)))
            assert not item.note or item.note[locale] in row.text_content()


def test_the_summary_counts_what_is_there(guide, site):
    counts = coverage.count(guide.coverage)
    assert counts.total == counts.tables + counts.figures + counts.lists == len(guide.coverage) and counts.noted < counts.total
    for locale in LOCALES:
        text = read_page(site / guide.url("sources/coverage", locale) / "index.html").text_content()
        words = guide.words(locale)["coverage.summary"]
        assert words.format(total=counts.total, sources=5, tables=counts.tables, figures=counts.figures, lists=counts.lists, pages=counts.pages, noted=counts.noted) in text
