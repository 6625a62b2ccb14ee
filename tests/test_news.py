"""News: on a page of their own, the newest on the front page, and a feed in each language that a strict reader accepts."""

import datetime as dt
import re
import uuid
import xml.etree.ElementTree as etree
from pathlib import Path

import pytest
from conftest import SITE_URL, environment

from guide import LOCALES
from guide.htmlpage import read_page
from guide.publish.feeds import ATOM, feed
from guide.read import read_guide
from guide.render import BlockRenderer

ROOT = Path(__file__).resolve().parents[1]
GOLDENS = Path(__file__).parent / "goldens"
XML = "{http://www.w3.org/XML/1998/namespace}"
INVENTED = """\
- id: third
  date: 2026-02-03
  title: {nb: 'Tredje <script>x</script> & «en»', da: 'Tredje <script>x</script> & »en«', sv: 'Tredje <script>x</script> & ”en”'}
  text: {nb: ']]> &amp; <b>t</b>', da: ']]> &amp; <b>t</b>', sv: ']]> &amp; <b>t</b>'}
  link: process/index.md#checklist
- id: second
  date: 2025-12-31
  title: {nb: Andre, da: Anden, sv: Andra}
  text: {nb: Tekst, da: Tekst, sv: Text}
  link: index.md
- id: first
  date: 2025-01-01
  title: {nb: Første, da: Første, sv: Första}
  text: {nb: Tekst, da: Tekst, sv: Text}
  link: book.md
"""


@pytest.fixture
def invented(project):
    (project / "data" / "news.yml").write_text(INVENTED, encoding="utf-8")
    return read_guide(project)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("block", ["all", "latest"])
def test_rendered_news(invented, locale, block):
    options = ' data-latest="2"' if block == "latest" else ""
    made = BlockRenderer(invented, locale, ROOT / "overrides" / "generated").fill(f'<div{options} data-guide-block="news"></div>', invented.url("news", locale)).html
    golden = GOLDENS / f"news-{block}-{locale}.html"
    if not golden.exists():
        golden.write_text(made + "\n", encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and has been written; look at it and commit it")
    assert made + "\n" == golden.read_text("utf-8")


def parsed(data):
    """The feed as RFC 4287 has it: every required element once, in every entry, and nothing that it does not know."""
    assert data.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n")
    root = etree.fromstring(data)
    assert root.tag == f"{{{ATOM}}}feed" and {element.tag.partition("}")[0] for element in root.iter()} == {f"{{{ATOM}"}
    entries = root.findall(f"{{{ATOM}}}entry")
    known = {"feed": {"id", "title", "subtitle", "updated", "link", "author", "rights", "entry"}, "entry": {"id", "title", "published", "updated", "link", "summary"}}
    for holder, name in [(root, "feed"), *((entry, "entry") for entry in entries)]:
        names = [child.tag.partition("}")[2] for child in holder]
        assert set(names) <= known[name] and all(names.count(one) == 1 for one in ("id", "title", "updated"))
        for child in holder:
            assert child.tag.endswith(("}link", "}entry", "}author")) or (child.text or "").strip()
        for moment in holder.findall(f"{{{ATOM}}}updated") + holder.findall(f"{{{ATOM}}}published"):
            dt.datetime.strptime(moment.text, "%Y-%m-%dT%H:%M:%SZ")
        assert [link.get("rel") for link in holder.findall(f"{{{ATOM}}}link")] == (["self", "alternate"] if name == "feed" else ["alternate"])
    assert root.findtext(f"{{{ATOM}}}author/{{{ATOM}}}name")
    ids = [element.text for element in root.iter(f"{{{ATOM}}}id")]
    assert len(set(ids)) == len(ids) and all(uuid.UUID(one).urn == one for one in ids)
    moments = [entry.findtext(f"{{{ATOM}}}updated") for entry in entries]
    assert moments == sorted(moments, reverse=True) and root.findtext(f"{{{ATOM}}}updated") == moments[0]
    return root, entries, ids


def test_the_feeds_of_the_site(guide, site):
    every = []
    for locale in LOCALES:
        path = site / guide.url("index", locale) / "feed.xml"
        root, entries, ids = parsed(path.read_bytes())
        every += ids
        assert root.get(f"{XML}lang") == locale and guide.about.name[locale] in root.findtext(f"{{{ATOM}}}title")
        assert [entry.findtext(f"{{{ATOM}}}title") for entry in entries] == [item.title[locale] for item in guide.news]
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{{{ATOM}}}link")}
        assert links == {"self": SITE_URL + guide.feed_url(locale), "alternate": SITE_URL + guide.url("news", locale)}
        for entry in entries:
            href = entry.find(f"{{{ATOM}}}link").get("href")
            assert href.startswith(SITE_URL) and (site / href.removeprefix(SITE_URL).partition("#")[0] / "index.html").is_file()
        assert not re.search(rb"/(?:home|root|work|tmp|Users)/|file:|localhost", path.read_bytes())
    assert len(set(every)) == len(every), "an id stands in one language only"


def test_a_feed_holds_texts_and_no_markup(invented):
    root, entries, _ = parsed(feed(invented, "da", SITE_URL))
    assert entries[0].findtext(f"{{{ATOM}}}title") == "Tredje <script>x</script> & »en«" and entries[0].findtext(f"{{{ATOM}}}summary") == "]]> &amp; <b>t</b>"
    assert [entry.find(f"{{{ATOM}}}link").get("href") for entry in entries] == [
        f"{SITE_URL}da/proces/#checklist", f"{SITE_URL}da/", SITE_URL + invented.url("book", "da")]
    assert root.findtext(f"{{{ATOM}}}updated") == "2026-02-03T00:00:00Z"


def test_ids_outlive_text_link_and_address(invented, project):
    _, _, before = parsed(feed(invented, "sv", SITE_URL))
    (project / "data" / "news.yml").write_text(INVENTED.replace("Andra", "Något annat").replace("book.md", "about.md").replace("Text", "Ny text"), encoding="utf-8")
    changed = feed(read_guide(project), "sv", "https://other.example/")
    assert parsed(changed)[2] == before and changed == feed(read_guide(project), "sv", "https://other.example/")


def test_every_page_names_the_feed_of_its_language(guide, site):
    for locale in LOCALES:
        home = guide.url("index", locale)
        for name in [guide.url(key, locale) + "index.html" for key in guide.keys] + [f"{home}404.html"]:
            (link,) = read_page(site / name).xpath("//head/link[@rel='alternate'][@type='application/atom+xml']")
            assert link.get("title") == guide.words(locale)["news.feed_title"].format(name=guide.about.name[locale])
            if name.endswith("index.html"):
                assert (site / name).parent.joinpath(link.get("href")).resolve() == (site / home / "feed.xml").resolve()
            else:
                assert link.get("href") == f"/ikt/{home}feed.xml"
        (link,) = read_page(site / guide.url("news", locale) / "index.html").xpath("//div[contains(@class, 'g-prose')]//a[@type='application/atom+xml']")
        assert (site / guide.url("news", locale)).joinpath(link.get("href")).resolve() == (site / home / "feed.xml").resolve()


def test_without_an_address_of_the_site_there_is_no_feed_and_no_link_to_one(project, tmp_path, guide):
    from build import build

    out = tmp_path / "site"
    with environment(SITE_URL=""):
        report = build(out, books=False, root=project)
    assert "the feeds of news are left out" in report and not list(out.rglob("feed.xml"))
    for path in out.rglob("*.html"):
        assert "atom+xml" not in path.read_text("utf-8") and "feed.xml" not in path.read_text("utf-8"), path


def test_the_front_page_shows_the_newest_and_the_page_of_news_all(guide, site):
    for locale in LOCALES:
        home = read_page(site / guide.url("index", locale) / "index.html")
        assert home.xpath("//ul[@class='g-news']//time/@datetime") == [item.date.isoformat() for item in guide.news[:3]]
        page = read_page(site / guide.url("news", locale) / "index.html")
        assert [link.text_content() for link in page.xpath("//a[@class='g-news__title']")] == [item.title[locale] for item in guide.news]
        years = page.xpath("//div[contains(@class, 'g-prose')]//h2/@id")
        assert years == [f"year-{year}" for year in sorted({item.date.year for item in guide.news}, reverse=True)]
