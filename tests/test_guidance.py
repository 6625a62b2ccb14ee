"""Guidance elsewhere: the reader's own country first, and when it was last seen."""

import datetime as dt
from pathlib import Path

import pytest

from guide import COUNTRY_OF_LOCALE, LOCALES
from guide.dashboard import dashboard
from guide.htmlpage import read_page
from guide.outside_links import recorded, uses
from guide.read import read_draft, read_guide
from guide.render import BlockRenderer

ROOT = Path(__file__).resolve().parents[1]
GOLDENS = Path(__file__).parent / "goldens"
ITEM = """\
- id: {id}
  kind: {kind}
  country: {country}
  title: 'Om <script>alert(1)</script> & {id}'
  publisher: "Utgiver <b>{id}</b>"
  language: {language}
  url: "https://example.org/{id}?a=1&b=2#del"
{more}  seen: 2026-11-20
  gives: {{nb: "Det <em>dere</em> får.", da: "Det I får.", sv: "Det ni får."}}
"""
LINKS = """\
- url: "https://example.org/answered?a=1&b=2"
  seen: 2026-11-21
- url: "https://example.org/failed?a=1&b=2"
  seen: 2026-11-19
  failed: "2026-11-22: 404 Not Found"
- url: "https://example.org/never?a=1&b=2"
  failed: "2026-11-22: 404 Not Found"
- url: "https://example.org/unasked?a=1&b=2"
"""


@pytest.fixture
def small(project):
    """One record for each country and one for the EU: a link that answered, one that did not, one that never did, one not asked."""
    (project / "data" / "guidance.yml").write_text("".join([
        ITEM.format(id="answered", kind="guidance", country="no", language="nb", more="  published: 2025-03\n"), ITEM.format(id="failed", kind="template", country="dk", language="da", more=""),
        ITEM.format(id="never", kind="network", country="se", language="sv", more=""), ITEM.format(id="unasked", kind="statistics", country="eu", language="en", more="  published: 2024\n"),
    ]), encoding="utf-8")
    (project / "data" / "links.yml").write_text(LINKS, encoding="utf-8")
    return project


@pytest.mark.parametrize("locale", LOCALES)
def test_rendered_list(small, locale):
    guide = read_guide(small)
    renderer = BlockRenderer(guide, locale, ROOT / "overrides" / "generated")
    made = renderer.fill("\n".join(f'<div data-country="{country}" data-guide-block="guidance"></div>' for country in ("own", "neighbours", "eu")), guide.url("links", locale))
    assert {"answered", "failed", "never", "unasked"} < set(made.ids)
    golden = GOLDENS / f"guidance-{locale}.html"
    if not golden.exists():
        golden.write_text(made.html + "\n", encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and has been written; look at it and commit it")
    assert made.html + "\n" == golden.read_text("utf-8")
    assert not any(markup in made.html for markup in ("<script", "<b>", "<em>"))


def test_the_readers_own_country_comes_first(guide, site):
    names = {"no": "Norge", "dk": "Danmark", "se": "Sverige"}
    for locale in LOCALES:
        page = read_page(site / guide.url("links", locale) / "index.html")
        own = COUNTRY_OF_LOCALE[locale]
        country = {item.id: item.country for item in guide.guidance}
        shown = [country[record.get("id")] for record in page.xpath("//div[@class='g-guidance']")]
        assert sorted(shown) == sorted(country.values())
        assert list(dict.fromkeys(shown)) == [own, *(other for other in ("no", "dk", "se") if other != own), "eu"]
        assert names[own] in page.xpath("//h2[@id='own-country']")[0].text_content()
        assert [h.text.strip() for h in page.xpath("//h3[starts-with(@id, 'guidance-')]")] == [names[other] for other in ("no", "dk", "se") if other != own]
        for record in page.xpath("//div[@class='g-guidance']"):
            item = next(item for item in guide.guidance if item.id == record.get("id"))
            (link,) = record.xpath("./p[@class='g-guidance__title']/a")
            assert (link.get("href"), link.text_content(), link.get("hreflang")) == (item.url, item.title_in(locale)[0], item.language)
            assert (link.get("lang") or locale) == item.title_in(locale)[1]
            assert item.gives[locale] in record.text_content() and item.publisher_in(locale) in record.text_content()
            assert guide.words(locale)[f"guidance.kind.{item.kind}"] in record.text_content()


def test_its_addresses_are_in_the_ledger_and_on_the_dashboard(small):
    draft, _ = read_draft(small)
    assert uses(draft)["https://example.org/failed?a=1&b=2"][0].path == "data/guidance.yml"
    guide = read_guide(small)
    row = next(row for row in dashboard(guide, "da", dt.date(2026, 12, 1)).pages if row.key == "links")
    assert (row.links, row.failed, row.unasked) == (4, 2, 1) and "links" in [todo.word for todo in row.todo]
    real, _ = read_draft(ROOT)
    assert {item.url.partition("#")[0] for item in read_guide(ROOT).guidance} <= recorded(real).keys()
