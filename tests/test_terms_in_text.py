"""Terms of the glossary in running text: where they are marked, what they say, and how a reader meets the definition."""

import dataclasses
import re
import shutil

import pytest
from conftest import environment
from playwright.sync_api import expect

from guide import LOCALES
from guide.addresses import record
from guide.book.document import book_source
from guide.htmlpage import article_of, read_page
from guide.inspect import Site, inspect
from guide.read import read_guide
from guide.records import OtherWord
from guide.search.documents import documents
from guide.terms_in_text import UNMARKED_PAGES, TermsInText

# ---- the marking itself -------------------------------------------------------


@pytest.fixture(scope="module")
def norwegian(guide):
    return TermsInText(guide, "nb")


def marked(terms, content):
    return terms.mark(content, lambda ident, words: f"[{ident}:{words}]")[0]


MARKED = {
    "first in a section": ("<p>Et IKS og et IKS.</p><p>IKS</p>", "<p>Et [iks:IKS] og et IKS.</p><p>IKS</p>"),
    "again in the next": ('<p>IKS</p><h2 id="a">x</h2><p>IKS</p><h3 id="b">x</h3><p>IKS</p>', '<p>[iks:IKS]</p><h2 id="a">x</h2><p>[iks:IKS]</p><h3 id="b">x</h3><p>[iks:IKS]</p>'),
    "the form as written": ("<p>Vertskommunens folk</p>", "<p>[vertskommune:Vertskommunens] folk</p>"),
    "another word for it": ("<li>interkommunalt selskap og <strong>juridisk person</strong></li>", "<li>[iks:interkommunalt selskap] og <strong>[rettssubjekt:juridisk person]</strong></li>"),
    "a cell": ("<table><tr><td>IKS</td></tr></table>", "<table><tr><td>[iks:IKS]</td></tr></table>"),
    "after a line break": ("<p>x<br>IKS</p>", "<p>x<br>[iks:IKS]</p>"),
    "after an element left unmarked": ('<p><a href="x">IKS</a> IKS</p>', '<p><a href="x">IKS</a> [iks:IKS]</p>'),
    "a box's text": ('<div class="g-box"><div class="g-box__head"><p>IKS</p><div></div><p>IKS</p></div><p>IKS</p></div>', '<div class="g-box"><div class="g-box__head"><p>IKS</p><div></div><p>IKS</p></div><p>[iks:IKS]</p></div>'),
    "beside escaped signs": ("<p>&lt;IKS&gt; &amp; IKS</p>", "<p>&lt;[iks:IKS]&gt; &amp; IKS</p>"),
}
LEFT = [
    '<h2 id="x">IKS</h2>', "<h1>IKS</h1>", '<p><a href="x">et <em>IKS</em> her</a></p>', "<p><code>IKS</code></p>", "<pre>IKS</pre>", "<div>IKS</div>",
    "<table><tr><th>IKS</th></tr></table>", '<p class="g-law__source">IKS</p>', '<p class="g-box__facts">IKS</p>', '<p><span class="g-hidden">IKS</span></p>',
    '<p lang="sv">IKS</p>', '<p>et <em lang="da">IKS</em></p>', '<div class="g-glossary"><p>IKS</p></div>', '<ol class="g-ten"><li><p>IKS</p></li></ol>',
    '<p title="IKS > IKS">x</p>', "<p>kommune, drift og styre</p>", "<p>vertskommuneavtale</p>",
]


@pytest.mark.parametrize("name", MARKED)
def test_marks(norwegian, name):
    before, after = MARKED[name]
    assert marked(norwegian, before) == after


@pytest.mark.parametrize("content", LEFT)
def test_leaves(norwegian, content):
    assert marked(norwegian, content) == content


def test_tells_which_terms_need_their_name(norwegian):
    _, terms = norwegian.mark("<p>Vertskommune og IKS</p><h2>x</h2><p>interkommunalt selskap, databehandler</p>", lambda ident, words: words)
    assert terms == {"vertskommune": False, "iks": True, "databehandler": False}


def test_a_word_with_signs_that_html_escapes_is_found(guide):
    term = guide.glossary["iks"]
    text = dataclasses.replace(term.texts["nb"], also=(OtherWord("drift & co", "synonym"),))
    changed = dataclasses.replace(guide, glossary={"iks": dataclasses.replace(term, texts={"nb": text})})
    assert marked(TermsInText(changed, "nb"), "<p>Drift &amp; co</p>") == "<p>[iks:Drift &amp; co]</p>"


# ---- the built site -------------------------------------------------------------


def articles(guide, site, locale):
    for key in guide.keys:
        yield key, article_of(read_page(site / guide.url(key, locale) / "index.html"))


@pytest.mark.parametrize("locale", LOCALES)
def test_once_a_section_and_only_in_running_text(guide, site, locale):
    total = 0
    for key, article in articles(guide, site, locale):
        words = article.xpath(".//a[@class='g-word']")
        assert not words or key not in UNMARKED_PAGES
        assert not article.xpath(".//*[self::a or self::h1 or self::h2 or self::h3 or self::code or self::pre or self::th]//a[@class='g-word']")
        assert not [word for word in words if not word.xpath("ancestor::*[self::p or self::li or self::td]")]
        section, seen = None, set()  # a heading that only groups (a part of a story) has no id
        for element in article.iter("h2", "h3", "a"):
            if element.tag != "a":
                section = element
            elif element.get("class") == "g-word":
                total += 1
                assert (section, element.get("aria-describedby")) not in seen, f"{key} {element.text_content()}"
                seen.add((section, element.get("aria-describedby")))
    assert total > 150


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_has_its_definition_and_leads_to_its_entry(guide, site, locale):
    for key, article in articles(guide, site, locale):
        described = {word.get("aria-describedby"): word for word in article.xpath(".//a[@class='g-word']")}
        definitions = {box.get("id"): box for box in article.xpath("./div[@class='g-words']/div[@role='tooltip']")}
        assert described.keys() == definitions.keys(), key
        for ident, box in definitions.items():
            term = guide.glossary[ident.removeprefix("def-")]
            assert term.is_marked(locale) and box.get("hidden") is not None
            assert box.find("span").text_content() == term.texts[locale].definition
            assert [name.text_content() for name in box.findall("strong")] in ([], [term.texts[locale].term])
            assert not box.xpath(".//a | .//button"), "a tooltip holds nothing to press"
            assert described[ident].get("href").endswith(f"/#{term.id}")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_is_not_full_of_them(guide, site, locale):
    crowded = {}
    for key, article in articles(guide, site, locale):
        words = article.xpath(".//a[@class='g-word']")
        for box in article.xpath("./div[@class='g-words']"):
            box.drop_tree()
        if words and (each := len(article.text_content().split()) / len(words)) < 45:
            crowded[key] = each
    assert crowded == {}, "pages with more than one marked word in 45: say tooltip: false of more terms in data/glossary.yml"


@pytest.mark.parametrize("locale", LOCALES)
def test_search_and_book_read_plain_text(guide, site, locale):
    text = " ".join(document.text for page in documents(guide, site, locale) for document in page)
    for key, article in articles(guide, site, locale):
        for word in article.xpath(".//p/a[@class='g-word']"):
            if re.match(r"[,.;:]", word.tail or "") and word.getprevious() is None:
                assert word.text + word.tail[0] in text
    assert "slå opp i ordlista" not in text and "#def-" not in text
    source = book_source(guide, locale, site, guide.book)
    term = guide.words(locale)["glossary.again"]
    assert term not in source and '#see("glossary..vertskommune"' not in source


def test_a_page_shown_in_another_language_keeps_that_languages_terms(project, tmp_path):
    from build import build

    (project / "docs" / "da" / "process" / "choosing-a-form.md").unlink()
    record(project)
    out = tmp_path / "site"
    with environment(SITE_URL=""):
        build(out, books=False, root=project)
    guide = read_guide(project)
    url = guide.url("process/choosing-a-form", "da")
    article = article_of(read_page(out / url / "index.html"))
    (box,) = article.xpath("./div[@class='g-words']")
    assert box.get("lang") == "nb" and box.get("data-again") == guide.words("da")["glossary.again"]
    (iks,) = box.xpath("./div[@id='def-iks']/span")
    assert iks.text_content() == guide.glossary["iks"].texts["nb"].definition
    (href,) = set(article.xpath(".//a[@aria-describedby='def-iks']/@href"))
    assert href == "../../ordliste/#iks" and url.startswith("da/")
    assert not article_of(read_page(out / guide.url("process/index", "da") / "index.html")).xpath("./div[@class='g-words']/@lang")


def test_a_definition_of_an_editor_never_becomes_markup(project, tmp_path):
    from build import build

    path = project / "data" / "glossary.yml"
    text = path.read_text("utf-8")
    before = re.search(r"(?ms)^- id: iks\n.*?definition: (.*?)\n", text)[1]
    path.write_text(text.replace(before, "'X <script>alert(1)</script> \"y\"'"), encoding="utf-8")
    out = tmp_path / "site"
    build(out, books=False, root=project)
    page = (out / "prosess" / "velge-form" / "index.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


BREAKS = {
    "missing": (' id="def-iks"', ' id="def-other"', "describes a word with def-iks, which is not on the page"),
    "of no word": ('</h1>', '</h1><div role="tooltip" id="def-x" hidden>x</div>', "has the definition def-x of a word it does not mark"),
    "hidden text": ('</h1>', "</h1><p hidden>x</p>", "has the attribute hidden in its text"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_inspection_finds(guide, site, tmp_path, name):
    before, after, message = BREAKS[name]
    shutil.copytree(site / "prosess" / "velge-form", tmp_path / "prosess" / "velge-form")
    target = tmp_path / "prosess" / "velge-form" / "index.html"
    text = target.read_text("utf-8")
    assert before in text
    target.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert any(message in str(finding) for finding in inspect(Site(tmp_path, guide)))


# ---- in the browser -------------------------------------------------------------


def tab(browser, **options):
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options})
    return context.new_page()


def open_page(page, address, guide, locale="nb", key="process/choosing-a-form"):
    page.goto(address + guide.url(key, locale))
    return page.locator(".g-word"), page.locator(".g-word__definition:visible")


def inside(page, definition):
    box = definition.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= page.evaluate("document.documentElement.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    return box


@pytest.mark.parametrize("locale", LOCALES)
def test_the_mouse_shows_it_and_may_move_onto_it(browser, address, guide, locale):
    page = tab(browser)
    words, shown = open_page(page, address, guide, locale)
    expect(shown).to_have_count(0)
    words.nth(1).hover()
    expect(shown).to_have_attribute("id", words.nth(1).get_attribute("aria-describedby"))
    ident = shown.get_attribute("id").removeprefix("def-")
    expect(shown).to_contain_text(guide.glossary[ident].texts[locale].definition)
    box, word = inside(page, shown), words.nth(1).bounding_box()
    assert 0 <= box["y"] - word["y"] - word["height"] <= 12 or 0 <= word["y"] - box["y"] - box["height"] <= 12
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_timeout(500)
    expect(shown).to_have_count(1)
    shown.click()
    page.wait_for_timeout(500)
    expect(shown).to_have_count(1)
    page.mouse.move(2, 2)
    expect(shown).to_have_count(0)
    page.context.close()


def test_escape_hides_it_and_leaves_focus_and_mouse(browser, address, guide):
    page = tab(browser)
    words, shown = open_page(page, address, guide)
    words.first.focus()
    expect(shown).to_have_count(1)
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    expect(words.first).to_be_focused()
    words.nth(2).hover()
    expect(shown).to_have_count(1)
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    page.wait_for_timeout(400)
    expect(shown).to_have_count(0)
    page.context.close()


def test_the_keyboard_shows_each_in_turn_and_enter_follows(browser, address, guide):
    page = tab(browser)
    words, shown = open_page(page, address, guide)
    words.first.focus()
    expect(shown).to_have_attribute("id", words.first.get_attribute("aria-describedby"))
    page.wait_for_timeout(500)
    expect(shown).to_have_count(1)
    page.keyboard.press("Tab")
    expect(words.nth(1)).to_be_focused()
    expect(shown).to_have_count(1)
    expect(shown).to_have_attribute("id", words.nth(1).get_attribute("aria-describedby"))
    ident = words.nth(1).get_attribute("aria-describedby").removeprefix("def-")
    page.keyboard.press("Enter")
    expect(page).to_have_url(address + guide.url("glossary", "nb") + "#" + ident)
    page.context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_first_tap_shows_it_and_the_second_follows(browser, address, guide, locale):
    page = tab(browser, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    words, shown = open_page(page, address, guide, locale)
    here = page.url
    words.nth(1).tap()
    expect(shown).to_contain_text(guide.words(locale)["glossary.again"])
    inside(page, shown)
    assert page.url == here
    page.locator("h1").tap()
    expect(shown).to_have_count(0)
    words.nth(2).tap()
    expect(shown).to_have_attribute("id", words.nth(2).get_attribute("aria-describedby"))
    assert page.url == here
    words.nth(2).tap()
    expect(page).to_have_url(re.compile(re.escape(address + guide.url("glossary", locale)) + "#"))
    page.context.close()


@pytest.mark.parametrize("height", [256, 740])  # 320 × 256: a window of 1280 × 1024 at 400 %
@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_never_cut_off(browser, address, guide, locale, height):
    page = tab(browser, viewport={"width": 320, "height": height})
    words, shown = open_page(page, address, guide, locale)
    for number in range(words.count()):
        words.nth(number).focus()
        expect(shown).to_have_count(1)
        box = inside(page, shown)
        assert box["y"] + page.evaluate("scrollY") >= 0
        assert page.evaluate("([x, y]) => { scrollTo(0, y + scrollY - innerHeight / 2); return true }", [box["x"], box["y"]])
        box = shown.bounding_box()
        hit = page.evaluate("([x, y]) => document.elementFromPoint(x, y)?.closest('.g-word__definition') !== null", [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2])
        assert hit, "something lies over the definition"
    page.context.close()


def test_axe_finds_nothing_with_a_definition_shown(browser, address, guide):
    from axe_playwright_python.sync_playwright import Axe

    for scheme in ("light", "dark"):
        page = tab(browser, color_scheme=scheme)
        words, shown = open_page(page, address, guide)
        words.first.focus()
        expect(shown).to_have_count(1)
        assert Axe().run(page).response["violations"] == []
        page.context.close()


def test_without_javascript_a_word_is_a_link_and_on_paper_it_is_text(browser, address, guide):
    page = tab(browser, java_script_enabled=False)
    words, shown = open_page(page, address, guide)
    words.first.hover()
    expect(shown).to_have_count(0)
    page.emulate_media(media="print")
    assert words.first.evaluate("word => getComputedStyle(word).textDecorationLine") == "none"
    assert page.locator(".g-words").evaluate("box => getComputedStyle(box).display") == "none"
    page.emulate_media(media="screen")
    words.first.click()
    expect(page).to_have_url(re.compile(re.escape(address + guide.url("glossary", "nb")) + "#"))
    page.context.close()
