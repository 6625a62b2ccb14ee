"""Stories: whole on their page and in the books, found from the overview and the examples, and never markup."""

import re
from pathlib import Path

import lxml.html
import pypdf
import pytest
from conftest import without_places
from pdf import contents_text, pdf_text

from guide import COUNTRY_OF_LOCALE, LOCALES
from guide.htmlpage import read_page
from guide.read import read_guide
from guide.render import BlockRenderer
from guide.search.documents import documents

ROOT = Path(__file__).resolve().parents[1]
GOLDENS = Path(__file__).parent / "goldens"
HOSTILE = '<script>alert("1")</script> & <b>b</b>'
# Invented, so that goldens change only when the rendering does.
STORY = f"""\
id: {{id}}
title:
  nb: '{{id}} {HOSTILE}'
  da: '{{id}} {HOSTILE}'
  sv: '{{id}} {HOSTILE}'
collaborations: [itsam, smaalensveven-ikt]
years: 2009–2024
outcome: exit
parts:
  - {{{{part: wanted, sources: [kl-2016], nb: 'Et interkommunalt selskap {HOSTILE}', da: 'Et interkommunalt selskap {HOSTILE}', sv: 'Et interkommunalt selskap {HOSTILE}'}}}}
  - {{{{part: did, sources: [kl-2016, itsam-bakgrund], nb: De gjorde, da: De gjorde, sv: De gjorde}}}}
  - {{{{part: got, sources: [cw-ikomm, smaalensveven-2007], nb: De fikk, da: De fikk, sv: De fikk}}}}
lesson:
  nb: '{HOSTILE} nb'
  da: '{HOSTILE} nb'
  sv: '{HOSTILE} nb'
untranslated: [da, sv]
added: 2026-11-22
"""


@pytest.fixture
def two(project):
    """A project with two stories of the same collaborations, in Norwegian only."""
    for path in (project / "data" / "stories").iterdir():
        path.unlink()
    for path in (project / "docs").rglob("*.md"):  # prose and data that name other stories are not part of this
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(stories\.md)#[a-z0-9-]+", r"\1", text), encoding="utf-8")
    for path in (project / "data").rglob("*.yml"):
        text = path.read_text("utf-8")
        if re.search(r"stories\.md#", text):
            path.write_text(re.sub(r"(stories\.md)#[a-z0-9-]+", r"\1", text), encoding="utf-8")
    without_places(project, "stories.md")
    for ident in ("one", "two"):
        (project / "data" / "stories" / f"{ident}.yml").write_text(STORY.format(id=ident), encoding="utf-8")
    return project


def filled(guide, locale, name, options="", page="stories"):
    renderer = BlockRenderer(guide, locale, ROOT / "overrides" / "generated")
    return renderer.fill(f'<div{options} data-guide-block="{name}"></div>', guide.url(page, locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_rendered_stories(two, locale):
    made = filled(read_guide(two), locale, "stories").html
    golden = GOLDENS / f"stories-{locale}.html"
    if not golden.exists():
        golden.write_text(made + "\n", encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and has been written; look at it and commit it")
    assert made + "\n" == golden.read_text("utf-8")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_text_of_a_story_is_never_markup(two, locale):
    guide = read_guide(two)
    tree = lxml.html.fromstring(f"<div>{filled(guide, locale, 'stories').html}</div>")
    assert not tree.xpath("//script | //b") and tree.text_content().count(HOSTILE) == 2 * 5
    for name, options in [("collaborations", ' data-country="se"'), ("example", ' data-collaboration="itsam" data-title="x"')]:
        other = lxml.html.fromstring(f"<div>{filled(guide, locale, name, options, 'collaborations').html}</div>")
        assert not other.xpath("//script | //b") and f"one {HOSTILE}" in other.text_content()


def test_an_untranslated_story_stands_in_its_own_language_and_says_so(two):
    guide = read_guide(two)
    for locale in LOCALES:
        tree = lxml.html.fromstring(f"<div>{filled(guide, locale, 'stories').html}</div>")
        told = tree.xpath("//p[@class='g-story__untranslated']/text()")
        marked = tree.xpath("//div[@class='g-story__told']/p[1]/@lang | //h2/span/@lang | //li//*/@lang | //div[contains(@class, 'g-box')]/p/@lang")
        if locale == "nb":
            assert not told and not marked
        else:
            assert told == [guide.words(locale)["story.untranslated"].format(language=guide.words(locale)["language.nb"])] * 2
            assert marked == ["nb"] * 2 * (3 + 1 + 2 + 1)


def test_a_story_in_two_languages_is_shown_in_the_first_of_them(two):
    path = two / "data" / "stories" / "one.yml"
    path.write_text(re.sub(r"untranslated: .*", "untranslated: [nb]", path.read_text("utf-8")).replace("nb: De gjorde, da: De gjorde, sv: De gjorde", "nb: Gik, da: Gik, sv: Gick"), encoding="utf-8")
    story = read_guide(two).stories["one"]
    assert [story.shown_in(locale) for locale in LOCALES] == ["da", "da", "sv"]


def test_headings_of_blocks_come_into_the_list_of_the_page_in_order(guide, site):
    for locale in LOCALES:
        for key in ("stories", "news", "sources", "status", "about"):
            page = read_page(site / guide.url(key, locale) / "index.html")
            headings = [h2.get("id") for h2 in page.xpath("//div[contains(@class, 'g-prose')]//h2")]
            listed = [link.get("href").removeprefix("#") for link in page.xpath("//nav[contains(@class, 'g-toc')]//a")]
            assert listed == (headings if len(headings) > 1 else []), key
            texts = [" ".join(h2.text_content().removesuffix("#").split()) for h2 in page.xpath("//div[contains(@class, 'g-prose')]//h2")]
            assert [" ".join(link.text_content().split()) for link in page.xpath("//nav[contains(@class, 'g-toc')]//a")] == (texts if len(headings) > 1 else [])


def test_every_story_is_whole_on_its_page(guide, site):
    for locale in LOCALES:
        page = read_page(site / guide.url("stories", locale) / "index.html")
        (prose,) = page.xpath("//div[contains(@class, 'g-prose')]")
        text = " ".join(prose.text_content().split())
        listed = [link.get("href") for link in prose.xpath(".//ul[@class='g-stories']/li/a")]
        assert listed == [f"#{h2.get('id')}" for h2 in prose.xpath(".//h2")][: len(guide.stories)] and {one[1:] for one in listed} == set(guide.stories)
        own = [guide.stories[one[1:]].collaborations[0].country == COUNTRY_OF_LOCALE[locale] for one in listed]
        assert own == sorted(own, reverse=True), "the reader's own country comes first"
        words = guide.words(locale)
        for story in guide.stories.values():
            section = lxml.html.fromstring(lxml.html.tostring(prose, encoding="unicode").split(f'<h2 id="{story.id}"')[1].split("<h2")[0].join(("<div><h2", "</div>")))
            assert len(section.xpath(".//h3")) == len(story.parts)
            for part in story.parts:
                assert " ".join(part.text[locale].split()) in text and words[f"story.part.{part.part}"] in section.text_content()
            sources = [source.id for part in story.parts for source in part.sources]
            assert [link.get("href").partition("#")[2] for link in section.xpath(".//p[@class='g-story__source']/a")] == sources
            assert [link.get("href").partition("#")[2] for link in section.xpath(".//p[@class='g-story__facts']/a")] == [c.id for c in story.collaborations]
            assert story.years in section.text_content() and words["story.lesson"] in section.text_content()


def test_a_story_is_linked_where_its_collaboration_stands(guide, site):
    for locale in LOCALES:
        word = guide.words(locale)["story.read"]
        page = read_page(site / guide.url("collaborations", locale) / "index.html")
        for ident in guide.collaborations:
            found = [link.get("href").partition("#")[2] for link in page.xpath(f"//tr[@id='{ident}']/th//a") if link.text_content().startswith(word)]
            assert found == [story.id for story in guide.stories_of(ident)]
        seen = 0
        for key in guide.keys:
            for block in guide.page(key, locale).blocks:
                seen += block.name == "example" and bool(guide.stories_of(block.options["collaboration"]))
        linked = sum(len(read_page(site / guide.url(key, locale) / "index.html").xpath(f"//p[@class='g-box__facts'][.//a[starts-with(., '{word}')]]")) for key in guide.keys)
        assert linked == seen > 0


def test_a_story_is_found_by_its_title(guide, site):
    for locale in LOCALES:
        found = {(document.key, document.anchor): document for page in documents(guide, site, locale) for document in page}
        for story in guide.stories.values():
            assert story.parts[0].text[locale].split(".")[0] in found["stories", story.id].text
        # A row of the overview keeps its own name, with a story or without.
        assert all(found["collaborations", ident].title == c.name for ident, c in guide.collaborations.items())


@pytest.mark.parametrize("locale", LOCALES)
def test_every_story_stands_in_the_book_and_in_its_contents(guide, site, locale):
    def letters(text):
        return re.sub(r"[\W_]+", "", text)

    path = site / guide.book_url(locale)
    text = letters(pdf_text(path))
    marks = []

    def walk(entries):
        for entry in entries:
            walk(entry) if isinstance(entry, list) else marks.append(entry.title)

    walk(pypdf.PdfReader(path).outline)
    contents = letters(contents_text(pypdf.PdfReader(path)))
    for story in guide.stories.values():
        assert story.title[locale] in marks and letters(story.title[locale]) in contents
        for part in story.parts:
            # Words are divided at the ends of lines, so the beginning of each is looked for.
            assert letters(part.text[locale])[:24] in text
        assert letters(story.lesson[locale])[:24] in text


def test_sources_of_stories_name_their_page(guide):
    for story in guide.stories.values():
        for part in story.parts:
            for source in part.sources:
                assert "stories" in guide.pages_citing(source.id, "nb")
