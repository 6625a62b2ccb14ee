"""The overview: every figure knows what it rests on, and one file gives one row everywhere."""

import html
import re
import shutil
from pathlib import Path

import lxml.html
import pytest
from conftest import without_places
from pdf import pdf_text

from guide import LOCALES, overview
from guide.htmlpage import read_page
from guide.read import read_guide
from guide.render import BlockRenderer

ROOT = Path(__file__).resolve().parents[1]
GOLDENS = Path(__file__).parent / "goldens"
NEW = """\
id: prove-ikt
name: Prøve-IKT <script>alert("1")</script> & co
country: no
members: [Oslo, "Herøy (1818)"]
members_complete: true
form: iks
founded: 1999
status: active
last_evidence: 2021
services: [operations]
sources:
  - title: "Kilde <b>en</b>"
    year: 2021
    where: https://example.org/?a=1&b=2
    supports: {nb: alt, da: alt, sv: allt}
confidence: low
added: 2026-11-22
caveat:
  nb: Et forbehold med <em>tegn</em>.
  da: Et forbehold med <em>tegn</em>.
  sv: Ett förbehåll med <em>tecken</em>.
"""
STORY = """\
id: prove
title: {nb: Prøvehistorie, da: Prøvehistorie, sv: Prövoberättelse}
collaborations: [itsam]
years: "2009"
outcome: running
parts:
  - {part: wanted, sources: [kl-2016], nb: A, da: A, sv: A}
  - {part: did, sources: [kl-2016], nb: A, da: A, sv: A}
  - {part: got, sources: [kl-2016], nb: A, da: A, sv: A}
lesson: {nb: A, da: A, sv: A}
added: 2026-11-22
"""


@pytest.fixture
def small(project):
    """A project with three invented records, so that goldens change only when the rendering does."""
    folder = project / "data" / "collaborations"
    kept = {"itsam", "ikt-lofoten"}
    for path in folder.iterdir():
        if path.stem not in kept:
            path.unlink()
    for path in (project / "docs").rglob("*.md"):  # prose that names other records is not part of this
        text = path.read_text("utf-8")
        text = re.sub(r"(collaboration: )\S+", r"\1itsam", text)
        path.write_text(re.sub(r"((?:collaborations|stories)\.md)#[a-z0-9-]+", r"\1", text), encoding="utf-8")
    without_places(project, "collaborations.md", "stories.md")
    (folder / "prove-ikt.yml").write_text(NEW, encoding="utf-8")
    for path in (project / "data" / "stories").iterdir():
        path.unlink()
    (project / "data" / "stories" / "prove.yml").write_text(STORY, encoding="utf-8")
    for name in ("checklists", "."):
        for path in (project / "data" / name).glob("*.yml"):
            path.write_text(re.sub(r"((?:collaborations|stories)\.md)#[a-z0-9-]+", r"\1", path.read_text("utf-8")), encoding="utf-8")
    return project


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("block", ["country-no", "country-se", "by-form"])
def test_rendered_table(small, locale, block):
    guide = read_guide(small)
    renderer = BlockRenderer(guide, locale, ROOT / "overrides" / "generated")
    name, _, country = block.partition("-")
    placeholder = '<div data-guide-block="collaborations-by-form"></div>' if block == "by-form" else f'<div data-country="{country}" data-guide-block="collaborations"></div>'
    made = renderer.fill(placeholder, guide.url("collaborations", locale)).html
    # The filter lists the whole vocabulary; it is not what this golden is about.
    made = re.sub(r'<form class="g-filter".*?</form>\n?', "", made, flags=re.S)
    golden = GOLDENS / f"overview-{block}-{locale}.html"
    if not golden.exists():
        golden.write_text(made + "\n", encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and has been written; look at it and commit it")
    assert made + "\n" == golden.read_text("utf-8")


def test_text_from_data_never_becomes_markup(small):
    guide = read_guide(small)
    for locale in LOCALES:
        made = BlockRenderer(guide, locale, ROOT / "overrides" / "generated").fill(
            '<div data-country="no" data-guide-block="collaborations"></div>', guide.url("collaborations", locale)
        ).html
        tree = lxml.html.fromstring(made)
        assert not tree.xpath("//script | //tr[@id='prove-ikt']//b | //tr[@id='prove-ikt']//em[contains(., 'te')]")
        assert 'Prøve-IKT <script>alert("1")</script> & co' in tree.xpath("//tr[@id='prove-ikt']")[0].text_content()


def test_counts_say_how_many_are_known(guide):
    counts = overview.count(guide.collaborations.values())
    rows = overview.by_form(guide)
    assert sum(row.counts.total for row in rows) == counts.total == len(guide.collaborations)
    assert sum(row.counts.founded_known for row in rows) == counts.founded_known < counts.total
    assert sum(row.counts.members_known for row in rows) == counts.members_known < counts.total
    known = [c for c in guide.collaborations.values() if c.known_member_count is not None]
    assert len(known) == counts.members_known
    assert not [c for c in known if c.members and not c.members_complete and c.member_count is None]


def test_every_record_is_a_row_in_every_language(guide, site):
    for locale in LOCALES:
        tree = read_page(site / guide.url("collaborations", locale) / "index.html")
        rows = tree.xpath("//table[contains(@class, 'g-overview')]/tbody/tr")
        assert {row.get("id") for row in rows} == set(guide.collaborations)
        for row in rows:
            record = guide.collaborations[row.get("id")]
            cells = [cell.text_content() for cell in row]
            assert record.name in cells[0]
            year = str(record.last_evidence) if record.last_evidence else guide.words(locale)["status.undated"]
            assert year in cells[5], f"{record.id}: a status without its year"
            for member in record.members:
                assert member.name in cells[1]
            assert len(row.xpath("./td[6]//li")) == len(record.sources)
            assert "None" not in row.text_content()


def test_namesakes_are_written_with_their_number(guide, site):
    text = html.unescape((site / guide.url("collaborations", "nb") / "index.html").read_text("utf-8"))
    assert "Herøy (1818)" in text and not re.search(r"Herøy(?! \(18)[,<]", text.split('id="digitale-helgeland"')[1].split("</tr>")[0])


def test_one_new_file_gives_one_row_in_all_languages_and_books(project, tmp_path):
    from build import build

    (project / "data" / "collaborations" / "prove-ikt.yml").write_text(NEW, encoding="utf-8")
    out = tmp_path / "site"
    build(out, books=True, root=project)
    guide = read_guide(project)
    for locale in LOCALES:
        page = (out / guide.url("collaborations", locale) / "index.html").read_text("utf-8")
        assert page.count('id="prove-ikt"') == 1
        # The hyphen of a font that also hyphenates may be read as a soft one, by readers who do not look for the actual text.
        assert re.search("Prøve[-\u00ad]?IKT", pdf_text(out / guide.book_url(locale)))
    shutil.rmtree(out)
