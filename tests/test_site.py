"""The finished site: page × language, links, addresses, search, 404 – what any engine must make."""

import json
import os
import re
import shutil
from pathlib import Path

import lxml.html
import pytest
from conftest import REPO_URL, SITE_URL, environment

from guide import DEFAULT_LOCALE, LOCALES
from guide.addresses import record
from guide.htmlpage import read_page
from guide.inspect import Site, inspect
from guide.read import read_guide
from guide.render import BlockRenderer, relative_url

ROOT = Path(__file__).resolve().parents[1]
tree = read_page


def test_nothing_is_found_by_the_inspection(guide, site):
    assert inspect(Site(site, guide, SITE_URL)) == []


def test_the_report_tells_what_was_built(built, guide):
    report = built[1]
    assert "Warnings: 0" in report and f"{len(guide.collaborations)} collaborations" in report
    for locale in LOCALES:
        assert guide.book.file[locale] in report


def test_at_least_25_pages_and_the_same_in_each_language(guide):
    keys = {locale: set(guide.pages[locale]) for locale in LOCALES}
    assert len(keys["nb"]) >= 25
    assert keys["nb"] - keys["da"] == set() and keys["nb"] - keys["sv"] == set(), "pages that are not translated yet"


def test_the_same_headings_in_each_language(guide):
    for key in guide.keys:
        source = [(h.id, h.level) for h in guide.pages["nb"][key].headings]
        for locale in guide.locales_of(key):
            assert [(h.id, h.level) for h in guide.pages[locale][key].headings] == source, f"{locale}/{key}"


def test_the_same_blocks_in_each_language(guide):
    """The same boxes, whatever their order within the page."""
    for key in guide.keys:
        source = sorted((b.name, *b.options.values()) for b in guide.pages["nb"][key].blocks)
        for locale in guide.locales_of(key):
            assert sorted((b.name, *b.options.values()) for b in guide.pages[locale][key].blocks) == source, f"{locale}/{key}"


def test_addresses_are_localized_and_one_to_one(guide):
    urls = {(key, locale): guide.url(key, locale) for key in guide.keys for locale in LOCALES}
    assert len(set(urls.values())) == len(urls)
    assert urls["anchoring/index", "nb"] == "forankring/" and urls["anchoring/index", "sv"] == "sv/forankring/" and urls["anchoring/index", "da"] == "da/forankring/"
    assert urls["starting-point/index", "sv"] == "sv/utgangslage/"


def test_the_language_switch_stays_on_the_page(guide, site):
    for key in guide.keys:
        for locale in LOCALES:
            name = guide.url(key, locale) + "index.html"
            links = {a.get("hreflang"): a.get("href") for a in tree(site / name).xpath("//nav[contains(@class, 'g-languages')]//a")}
            assert set(links) == set(LOCALES)
            for other, href in links.items():
                target = (site / name).parent.joinpath(href).resolve() / "index.html"
                assert target == (site / guide.url(key, other) / "index.html").resolve()


def test_edit_links_name_the_file_of_the_page(guide, site):
    for key in guide.keys:
        for locale in LOCALES:
            href = tree(site / guide.url(key, locale) / "index.html").xpath("//a[@rel='edit']/@href")
            assert href == [f"{REPO_URL}/edit/main/docs/{locale}/{key}.md"]


def test_each_language_has_its_own_search(guide, site):
    for locale in LOCALES:
        core = (site / guide.url("index", locale) / "search" / "core.js").read_text("utf-8")
        assert core.startswith(f'guideSearchData("{locale}/core",')
        for key in ("anchoring/index", "knowledge/economy", "questions"):
            assert json.dumps(guide.page(key, locale).title, ensure_ascii=False) in core
    assert not list(site.rglob("search_index.json")), "the index of the theme's search, which nothing reads"


def test_404_in_each_language_and_the_root_speaks_all_three(guide, site):
    root = tree(site / "404.html")
    assert [div.get("lang") for div in root.xpath("//div[contains(@class, 'g-notfound')]/div")] == list(LOCALES)
    for locale in LOCALES:
        page = tree(site / ("404.html" if locale == DEFAULT_LOCALE else f"{locale}/404.html"))
        assert page.get("lang") == locale
        assert guide.words(locale)["notfound.title"] in page.text_content()
        # Served for any address, so every link must be absolute, below the site's own path.
        for href in page.xpath("//body//a/@href"):
            assert href.startswith(("/ikt/", "http", "#"))


def test_the_sitemap_lists_every_page_once(guide, site):
    text = (site / "sitemap.xml").read_text("utf-8")
    found = re.findall(r"<loc>([^<]*)</loc>", text)
    assert sorted(found) == sorted(SITE_URL + guide.url(key, locale) for key in guide.keys for locale in LOCALES)
    assert text.count('hreflang="x-default"') == len(found)


def test_every_page_foot_links_its_book(guide, site):
    for locale in LOCALES:
        for key in guide.keys:
            name = site / guide.url(key, locale) / "index.html"
            (href,) = tree(name).xpath("//a[contains(@class, 'g-footer__book')]/@href")
            assert (name.parent / href).resolve() == (site / guide.book_url(locale)).resolve()


def test_front_page_names_the_ten_things_as_data_has_them(guide, site):
    for locale in LOCALES:
        texts = [a.text_content().strip() for a in tree(site / guide.url("index", locale) / "index.html").xpath("//div[contains(@class,'g-home')]//ol/li/a[contains(@href, '#')]")]
        assert texts == [thing.title[locale] for thing in guide.ten_things]


def test_law_boxes_put_the_readers_country_first_with_date_and_official_text(guide, site):
    own = {"nb": "Norge", "da": "Danmark", "sv": "Sverige"}
    official = ("lovdata.no", "retsinformation.dk", "riksdagen.se", "rkrattsbaser.gov.se", "eur-lex.europa.eu", "europa.eu", "klagenemndssekretariatet.no")
    boxes = 0
    for locale in LOCALES:
        for key in guide.keys:
            for box in tree(site / guide.url(key, locale) / "index.html").xpath("//div[contains(@class, 'g-box--law')]"):
                boxes += 1
                # A page on one country's forms or law shows that country's law alone.
                country = {"norway": "no", "denmark": "dk", "sweden": "se"}.get(key.rpartition("-")[2])
                title = box.xpath(".//p[contains(@class, 'g-box__title')]")[0].text_content()
                assert title == (guide.words(locale)[f"country.{country}"] if country else own[locale])
                others = [p for p in box.xpath(".//p[contains(@class, 'g-law__country')]") if guide.words(locale)["law.others"] in p.text_content()]
                assert not (country and others)
                for law in box.xpath(".//div[@class='g-law']"):
                    (source,) = law.xpath(".//p[contains(@class, 'g-law__source')]")
                    assert re.search(r"\d{4}", source.text_content().split("·")[1])
    assert boxes >= 15
    for law in guide.laws:
        assert not law.act or any(host in law.url for host in official), f"{law.id}: {law.url} is not an official text"


LAW_PAGES = {"no": "knowledge/law-norway", "dk": "knowledge/law-denmark", "se": "knowledge/law-sweden"}


@pytest.mark.parametrize(("locale", "own"), [("nb", "no"), ("da", "dk"), ("sv", "se")])
def test_law_boxes_lead_to_the_law_page_of_each_country_they_show(guide, locale, own):
    """The reader's own country first, and never from a law page to itself."""
    renderer = BlockRenderer(guide, locale, ROOT / "overrides" / "generated")

    def led_to(key, **options):
        attributes = "".join(f' data-{name}="{value}"' for name, value in options.items())
        made = renderer.fill(f'<div{attributes} data-guide-block="law"></div>', guide.url(key, locale), key).html
        return [(link.get("href"), link.text) for link in lxml.html.fromstring(made).xpath("//p[@class='g-law__more']/a")]

    def leads(country):
        words = guide.words(locale)
        return relative_url(guide.url(LAW_PAGES[country], locale), guide.url("operations/exit", locale)), words["law.more"].format(country=words[f"country.{country}"])

    order = [own, *(country for country in LAW_PAGES if country != own)]
    assert led_to("operations/exit", topic="agreement") == [leads(country) for country in order]
    for country, key in LAW_PAGES.items():
        assert led_to("operations/exit", topic="agreement", country=country) == [leads(country)]
        assert led_to(key, topic="agreement", country=country) == []


def test_a_law_box_leads_to_no_page_that_is_not_there(project):
    """A guide without a country's law page still shows its law."""
    for locale in LOCALES:
        (project / "docs" / locale / "knowledge/law-sweden.md").unlink()
        for path in (project / "docs" / locale).rglob("*.md"):
            text = path.read_text("utf-8")
            if "law-sweden.md" in text:
                path.write_text(re.sub(r"law-sweden\.md(#[a-z-]+)?", "law-norway.md", text), encoding="utf-8")
    parts = project / "data" / "parts.yml"
    parts.write_text(parts.read_text("utf-8").replace(", law-sweden", ""), encoding="utf-8")
    for name in ("search-places", "search-questions"):
        (project / "data" / f"{name}.yml").write_text("[]\n", encoding="utf-8")
    addresses = project / "data" / "addresses.yml"
    addresses.write_text(re.sub(r"(?m)^.*: knowledge/law-sweden\n", "", addresses.read_text("utf-8")), encoding="utf-8")
    record(project)
    guide = read_guide(project)
    renderer = BlockRenderer(guide, "sv", ROOT / "overrides" / "generated")
    made = renderer.fill('<div data-topic="agreement" data-country="se" data-guide-block="law"></div>', guide.url("operations/exit", "sv"), "operations/exit").html
    assert 'class="g-law"' in made and "g-law__more" not in made


def test_an_untranslated_page_is_shown_in_the_source_language_and_says_so(project, tmp_path):
    from build import build

    (project / "docs" / "da" / "operations" / "exit.md").unlink()
    record(project)  # it stands at another address now, with the slug of the source language
    out = tmp_path / "site"
    with environment(SITE_URL=SITE_URL):
        build(out, books=False, root=project)
    guide = read_guide(project)
    page = tree(out / guide.url("operations/exit", "da") / "index.html")
    source = guide.url("operations/exit", "nb")
    assert page.get("lang") == "da"
    (article,) = page.xpath("//div[contains(@class, 'g-prose')]")
    assert article.get("lang") == "nb"
    assert guide.words("da")["page.fallback"] in page.text_content()
    assert page.xpath("//link[@rel='canonical']/@href") == [SITE_URL + source]
    assert not page.xpath("//link[@rel='alternate'][@hreflang]")
    sitemap = (out / "sitemap.xml").read_text("utf-8")
    assert f"<loc>{SITE_URL}{guide.url('operations/exit', 'da')}</loc>" not in sitemap
    nb = tree(out / source / "index.html")
    assert {link.get("hreflang") for link in nb.xpath("//link[@rel='alternate'][@hreflang]")} == {"nb", "sv", "x-default"}
    assert len(nb.xpath("//nav[contains(@class, 'g-languages')]//a")) == 3


BREAKS = {
    "lang": ("forankring/index.html", '<html lang="nb"', '<html lang="en"', "lang is"),
    "third party": ("forankring/index.html", "</head>", '<script src="https://cdn.example/x.js"></script></head>', "from another host"),
    "dead link": ("forankring/index.html", "</h1>", '</h1><a href="../finnes-ikke/">x</a>', "there is no finnes-ikke"),
    "dead anchor": ("forankring/index.html", "</h1>", '</h1><a href="../prosess/#finnes-ikke">x</a>', "has no id finnes-ikke"),
    "english": ("forankring/index.html", "</h1>", "</h1><p>Back to top</p>", "English is left"),
    "spoken english": ("forankring/index.html", "</h1>", '</h1><p aria-label="Search">x</p>', "English is left"),
    "leftover block": ("forankring/index.html", "</h1>", "</h1><p>/// law</p>", "left as text"),
    "handler": ("forankring/index.html", "</h1>", '</h1><p onclick="x()">y</p>', "attribute onclick"),
    "script link": ("forankring/index.html", "</h1>", '</h1><a href="javascript:x()">y</a>', "neither a page nor"),
    "id twice": ("forankring/index.html", "</h1>", '</h1><p id="top">x</p>', "the id top 2 times"),
    "canonical": ("da/forankring/index.html", 'rel="canonical" href="', 'rel="canonical" href="https://other.example/', "is canonical to"),
    "hreflang": ("sv/forankring/index.html", 'hreflang="x-default"', 'hreflang="en"', "language links"),
    "stray page": ("forankring/ekstra.html", None, '<html lang="nb"></html>', "not a page of the guide"),
    "missing page": ("sv/forankring/index.html", None, None, "is missing in sv"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_inspection_finds(name, guide, site, tmp_path):
    page, before, after, message = BREAKS[name]
    copy = tmp_path / "site"
    shutil.copytree(site, copy, copy_function=os.link)  # the changed page is unlinked before it is written
    target = copy / page
    text = target.read_text("utf-8") if target.exists() else ""
    target.unlink(missing_ok=True)
    if after is not None:
        assert before is None or before in text
        target.write_text(text.replace(before, after, 1) if before else after, encoding="utf-8")
    found = [str(finding) for finding in inspect(Site(copy, guide, SITE_URL))]
    assert any(message in finding for finding in found), found


def test_no_text_of_an_editor_becomes_markup(project, tmp_path):
    """Titles, words, names and sources stand in the head, the navigation and the foot, not only in articles."""
    from build import build

    hostile = 'X <script>alert(1)</script> & "y"'

    def replace(name, before, after):
        path = project / name
        text = path.read_text("utf-8")
        assert text.count(before) >= 1
        path.write_text(text.replace(before, after, 1), encoding="utf-8")

    quoted = "'" + hostile + "'"
    replace("data/guide.yml", "  nb: Veileder for IKT-samarbeid mellom kommuner", f"  nb: {quoted}")
    replace("data/sources.yml", "short: KL 2016", f"short: {quoted}")
    replace("data/roles.yml", "{nb: Redaktør,", f"{{nb: {quoted},")
    replace("data/interface.yml", "page.owner:\n  nb: Ansvarlig", f"page.owner:\n  nb: {quoted}")
    replace("data/phases.yml", "{nb: Forankring,", f"{{nb: {quoted},")
    replace("docs/nb/anchoring/index.md", "title: Forankring", f"title: {quoted}")
    replace("docs/nb/anchoring/index.md", "## Sjekkliste {#checklist}", "## Sjekkliste &lt;img src=x onerror=alert(1)&gt; {#checklist}")
    out = tmp_path / "site"
    build(out, books=False, root=project)
    for path in out.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "<script>alert" not in text and "<img src=x" not in text, path
    page = read_page(out / "forankring" / "index.html")
    assert page.xpath("//h1")[0].text_content() == hostile
    assert hostile in page.xpath("//title")[0].text_content()
    assert page.xpath("//meta[@name='description']")
