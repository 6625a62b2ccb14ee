"""The box in which a reader searches, and the search's own page, in a real browser. The engine is a small one of the tests' own."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import served
from playwright.sync_api import expect

from guide import LOCALES
from guide.htmlpage import article_of, read_page
from guide.publish.headings import headings

FIXTURES = Path(__file__).parent / "search_box"
HITS = json.loads((FIXTURES / "hits.json").read_text("utf-8"))
MANY = [{"url": f"ordliste/#many-{n}", "page": "Ordliste", "section": f"Mange {n}", "kind": "term", "phase": None, "text": "mange"} for n in range(60)]
WORD = {"nb": "avtale", "da": "aftale", "sv": "avtal"}


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory) -> Path:
    """The site with the engine and the hits of the tests in place of its own."""
    copy = tmp_path_factory.mktemp("searching") / "ikt"
    shutil.copytree(site, copy, copy_function=os.link)
    put(copy / "assets" / "javascripts" / "search-engine.js", (FIXTURES / "engine.js").read_text("utf-8"))
    for locale in LOCALES:
        put(copy / ("" if locale == "nb" else locale) / "search" / "core.js", f'guideSearchData("{locale}/core", {json.dumps(HITS[locale] + MANY)});')
    return copy


def put(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)  # it may be another name of a file of the site
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def place(folder):
    with served(folder.parent) as url:
        yield url + "ikt/"


def box(page):
    return page.get_by_role("combobox")


def hits(page):
    return page.get_by_role("option")


def active(page):
    """The text of the title of the option that the field says is active, or nothing."""
    return page.evaluate("(document.querySelector('#' + (document.activeElement.getAttribute('aria-activedescendant') || 'none') + ' .g-hit__title') || {}).textContent")


def with_word(locale):
    return [hit for hit in HITS[locale] if WORD[locale] in (hit.get("words") or f"{hit['page']} {hit['section']} {hit['text']}").lower()]


def title(hit):
    return hit["section"] or hit["page"]


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_fetched_before_the_reader_turns_to_the_search(page, place, guide, locale):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url.removeprefix(place)))
    page.goto(place + guide.url("process/index", locale), wait_until="networkidle")
    assert not [url for url in fetched if "search" in url]
    with page.expect_response(re.compile("/search/core.js")):
        page.get_by_role("button", name=guide.words(locale)["search.field"]).focus()
    home = guide.url("index", locale)
    assert [url for url in fetched if "search" in url] == ["assets/javascripts/search-engine.js", "assets/javascripts/search-box.js", f"{home}search/core.js"]
    assert not [url for url in fetched if "lunr" in url or "worker" in url]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_combobox_by_keyboard(page, place, guide, locale):
    words, found = guide.words(locale), with_word(locale)
    page.goto(place + guide.url("process/index", locale))
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.type(WORD[locale])
    shown = min(len(found), 10)
    expect(hits(page)).to_have_count(shown)
    expect(box(page)).to_have_value(WORD[locale])
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(page.locator("dialog").get_by_role("status")).to_have_text(
        words["search.some" if len(found) > 10 else "search.one" if len(found) == 1 else "search.many"].format(total=len(found), shown=10)
    )
    assert active(page) is None
    first, last = title(found[0]), title(found[shown - 1])
    for key, expected in (("ArrowDown", first), ("ArrowUp", last), ("ArrowDown", first), ("End", last), ("Home", first), ("ArrowDown", title(found[1])), ("ArrowLeft", None)):
        page.keyboard.press(key)
        assert active(page) == expected, key
        expect(page.locator('[role=option][aria-selected="true"]')).to_have_count(0 if expected is None else 1)
    # In the text again: Home and End move the caret, and what is typed goes into the field.
    page.keyboard.press("Home")
    assert active(page) is None and box(page).evaluate("field => field.selectionStart") == 0
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(place + guide.url("index", locale) + found[0]["url"])


def test_escape_closes_and_gives_the_focus_back_and_keeps_the_text(page, place, guide):
    page.goto(place + guide.url("process/index", "nb"))
    button = page.get_by_role("button", name=guide.words("nb")["search.field"])
    button.click()
    page.keyboard.type("avtale")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.g-search")).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("avtale")
    # The old text is marked, so a new search is typed over it.
    page.keyboard.type("x")
    expect(box(page)).to_have_value("x")
    page.get_by_role("button", name=guide.words("nb")["search.close"]).click()
    expect(page.locator("dialog.g-search")).to_be_hidden()


def test_a_hit_on_the_page_itself_closes_the_box(page, place, guide):
    page.goto(place + guide.url("process/index", "nb"))
    page.keyboard.press("/")
    page.keyboard.type("avtale")
    hits(page).first.evaluate("(link, url) => { link.href = url; }", place + guide.url("process/index", "nb") + "#checklist")
    hits(page).first.click()
    expect(page.locator("dialog.g-search")).to_be_hidden()
    expect(page).to_have_url(place + guide.url("process/index", "nb") + "#checklist")


def test_the_slash_is_left_alone_in_fields_and_can_be_turned_off(page, place, guide):
    page.goto(place + guide.url("collaborations", "nb"))
    field = page.get_by_label(guide.words("nb")["overview.filter.text"])
    field.press("/")
    expect(field).to_have_value("/")
    expect(page.locator("dialog.g-search")).to_be_hidden()
    field.press("Control+k")
    page.get_by_label(guide.words("nb")["search.slash"]).uncheck()
    for _ in range(2):
        page.keyboard.press("Escape")
        page.locator("h1").click()
        page.keyboard.press("/")
        expect(page.locator("dialog.g-search")).to_be_hidden()
        assert page.locator(".g-find button").get_attribute("aria-keyshortcuts") == "Control+K"
        page.reload()


@pytest.mark.parametrize("locale", LOCALES)
def test_narrowing_by_keyboard(page, place, guide, locale):
    words = guide.words(locale)
    page.goto(place + guide.url("process/index", locale))
    page.keyboard.press("/")
    page.keyboard.type(WORD[locale])
    expect(hits(page).first).to_be_visible()
    # From the field: empty it, close, Narrow, then the two groups, one stop each.
    for name in ("search.reset", "search.close", None):
        page.keyboard.press("Tab")
        if name:
            expect(page.get_by_role("button", name=words[name])).to_be_focused()
    expect(page.locator(".g-search__narrow summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("group", name=words["search.kind"]).get_by_role("radio", name=words["search.kind.all"], exact=True)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name=words["search.kind.checklist"], exact=True)).to_be_checked()
    expect(page.locator(".g-search__chosen")).to_have_text(": " + words["search.kind.checklist"])
    only = [hit for hit in with_word(locale) if hit["kind"] == "checklist"]
    expect(hits(page)).to_have_count(len(only))
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    phase = guide.phases[0]
    expect(page.get_by_role("group", name=words["search.phase"]).get_by_role("radio", name=phase.label[locale], exact=True)).to_be_checked()
    expect(page.locator("dialog").get_by_role("status")).to_have_text(words["search.none.chosen"])
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=words["search.widen"])).to_be_focused()
    page.keyboard.press("Enter")
    expect(hits(page)).to_have_count(min(len(with_word(locale)), 10))
    expect(page.locator(".g-search__narrow summary")).to_be_focused()


def test_what_a_hit_says(page, place, guide):
    words = guide.words("nb")
    page.goto(place + guide.url("process/index", "nb"))
    page.keyboard.press("/")
    page.keyboard.type("avtale")
    term, plain, phased = (hits(page).nth(number) for number in range(3))
    expect(term).to_have_accessible_name(re.compile(rf"^anskaffelse {words['search.kind.term']} · Ordliste$"))
    # The definition comes before all else that is told of it.
    expect(term).to_have_accessible_description(re.compile(r"^Kjøp av varer .* «anskaffelse» svarer til dansk «indkøb» også innkjøp"))
    assert term.locator(".g-hit__neighbour [lang=da]").text_content() == "indkøb"
    expect(plain.locator(".g-hit__title")).to_have_text(with_word("nb")[1]["page"])
    expect(plain.locator(".g-hit__page")).to_have_count(0)  # the title says it
    expect(plain.locator("mark")).to_have_text("avtale")
    expect(phased.locator(".g-hit__phase")).to_have_text(guide.phases[2].label["nb"])
    assert phased.locator(".g-hit__phase svg").inner_html() == page.locator('.g-search__narrow [data-phase="process"] svg').inner_html()
    # What the definition says is not said again; the words are marked in it.
    box(page).fill("leder")
    expect(hits(page)).to_have_count(1)
    assert hits(page).locator(".g-hit__excerpt").count() == 0
    expect(hits(page).locator(".g-hit__definition mark")).to_have_text("Leder")
    box(page).fill("avtale")
    # Texts are texts.
    expect(hits(page).nth(4)).to_contain_text("<b>IKS</b>")
    assert page.locator(".g-hits b, .g-hits img").count() == 0


def test_no_hits_lead_to_the_headings(page, place, guide):
    words = guide.words("da")
    page.goto(place + guide.url("index", "da"))
    page.keyboard.press("/")
    page.keyboard.type("zzz")
    expect(page.locator("dialog").get_by_role("status")).to_have_text(words["search.none"])
    page.get_by_role("link", name=words["search.headings"]).click()
    expect(page).to_have_url(place + guide.url("search", "da") + "#all-headings")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_search_has_an_address_of_its_own(page, browser, place, guide, locale):
    words, found = guide.words(locale), with_word(locale)
    own = place + guide.url("search", locale)
    page.goto(place + guide.url("process/index", locale))
    page.keyboard.press("/")
    page.keyboard.type(WORD[locale])
    page.get_by_role("radio", name=words["search.kind.topic"], exact=True).check()
    box(page).press("Enter")
    page.wait_for_url(f"{own}?q={WORD[locale]}&kind=topic")
    links = page.locator(".g-hits a")
    expect(links).to_have_text([title(hit) for hit in found if hit["kind"] == "topic"])
    expect(page).to_have_title(re.compile(f"^{WORD[locale]} – "))
    # It follows what is typed, and goes with the reader to another language.
    page.get_by_role("radio", name=words["search.kind.all"], exact=True).check()
    expect(page).to_have_url(f"{own}?q={WORD[locale]}")
    expect(links).to_have_count(len(found))
    assert page.locator(".g-languages a").evaluate_all("links => links.map(link => link.search)") == [f"?q={WORD[locale]}"] * 3
    # Someone else opens it.
    other = browser.new_page()
    other.goto(f"{own}?q={WORD[locale]}&kind=checklist&phase=process")
    expect(other.locator(".g-hits a")).to_have_text([title(hit) for hit in found if (hit["kind"], hit["phase"]) == ("checklist", "process")])
    expect(other.locator(".g-search__field")).to_have_value(WORD[locale])
    other.close()


def test_more_hits_on_the_page(page, place, guide):
    words = guide.words("nb")
    page.goto(place + guide.url("search", "nb"))
    page.keyboard.press("/")
    expect(page.locator(".g-search__field")).to_be_focused()
    page.keyboard.type("mange")
    expect(page.locator(".g-search--page").get_by_role("status")).to_have_text(words["search.some"].format(total=60, shown=25))
    more = page.get_by_role("button", name=words["search.more"])
    more.click()
    expect(page.locator(".g-hits a:focus")).to_have_text("Mange 25")
    more.click()
    expect(page.locator(".g-hits a")).to_have_count(60)
    expect(more).to_be_hidden()


@pytest.mark.parametrize("query", ["?q=%3Cimg+src%3Dx%3E&kind=nonsense&phase=%22%5D", "?q=" + "a" * 5000, "?q=%E0%A4%A", "?kind=term"])
def test_any_address_can_be_opened(page, place, guide, query):
    page.goto(place + guide.url("search", "nb") + query)
    page.locator(".g-search__field").focus()
    expect(page.locator(".g-search__field")).not_to_have_value("a" * 201)
    assert page.locator(".g-prose img").count() == 0


def test_without_a_script_the_form_leads_to_all_headings(browser, place, site, guide):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    for locale in LOCALES:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(place + guide.url("process/index", locale))
        page.locator(".g-find__field").fill("avtale")
        page.locator(".g-find__field").press("Enter")
        expect(page).to_have_url(f"{place}{guide.url('search', locale)}?q=avtale")
        expect(page.locator("#all-headings")).to_be_visible()
        expect(page.locator(".g-headings a").first).to_be_visible()
        # On a phone there is the button.
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(place + guide.url("process/index", locale))
        page.locator(".g-find button").click()
        expect(page).to_have_url(f"{place}{guide.url('search', locale)}?q=")
    context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_list_has_every_heading_in_the_order_of_the_language(site, guide, locale):
    own = site / guide.url("search", locale) / "index.html"
    listed = read_page(own).xpath("//div[@class='g-headings']//li/a[not(starts-with(@href, '#letter-'))]/@href")
    targets = {(own.parent / href.partition("#")[0]).resolve().joinpath("index.html").as_posix() + "#" + href.partition("#")[2] for href in listed}
    expected = set()
    for key in guide.keys:
        path = site / guide.url(key, locale) / "index.html"
        expected.add(f"{path.resolve().as_posix()}#")
        if key != "search":
            expected |= {f"{path.resolve().as_posix()}#{ident}" for ident in article_of(read_page(path)).xpath(".//*[self::h2 or self::h3]/@id")}
    assert targets == expected and len(listed) == len(targets) > 400
    letters = read_page(own).xpath("//div[@class='g-headings']/h3/text()")
    alphabet = "0–9 " + " ".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ" + {"nb": "ÆØÅ", "da": "ÆØÅ", "sv": "ÅÄÖ"}[locale])
    assert letters == [letter for letter in alphabet.split() if letter in letters] and len(letters) > 15
    # No two links say the same of different places.
    for heading in headings(guide, site, locale):
        assert len({heading.where(place) for place in heading.places}) == len(heading.places), heading


def test_what_is_typed_before_the_script_is_kept(page, place, guide):
    waiting = []
    page.route("**/guide.js", lambda route: waiting.append(route))
    page.goto(place + guide.url("process/index", "sv"), wait_until="commit")
    field = page.locator(".g-find__field")
    field.press_sequentially("avtl")
    field.press("ArrowLeft")
    waiting[0].continue_()
    expect(box(page)).to_be_focused()
    page.keyboard.type("a")
    expect(box(page)).to_have_value("avtal")
    expect(hits(page)).to_have_count(len(with_word("sv")))


def test_what_is_typed_before_the_engine_is_searched_for(page, place, guide):
    waiting = []
    page.route("**/search-engine.js", lambda route: waiting.append(route))
    page.goto(place + guide.url("process/index", "nb"))
    page.keyboard.press("/")
    page.keyboard.type("avtale")
    expect(hits(page)).to_have_count(0)
    waiting[0].continue_()
    expect(hits(page)).to_have_count(10)


@pytest.mark.parametrize("blocked", ["search-engine.js", "search-box.js", "search/core.js"])
def test_a_search_that_cannot_be_fetched_says_so_and_leads_to_the_headings(page, place, guide, blocked):
    words = guide.words("nb")
    page.route(f"**/{blocked}", lambda route: route.abort())
    page.goto(place + guide.url("process/index", "nb"))
    page.keyboard.press("/")
    page.keyboard.type("avtale")
    expect(page.locator("dialog").get_by_role("status")).to_have_text(words["search.failed"])
    expect(page.get_by_role("link", name=words["search.headings"])).to_be_visible()
    box(page).press("Enter")
    page.wait_for_url(re.compile(re.escape(place + guide.url("search", "nb")) + r"\?q=avtale"))
    expect(page.locator(".g-headings a").first).to_be_attached()


def test_from_a_folder(page, folder, guide):
    for locale in LOCALES:
        home = folder / guide.url("index", locale)
        page.goto((folder / guide.url("process/index", locale) / "index.html").as_uri())
        page.keyboard.press("/")
        page.keyboard.type(WORD[locale])
        expect(hits(page).first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        path, _, ident = with_word(locale)[0]["url"].partition("#")
        page.wait_for_url((home / path / "index.html").as_uri() + (f"#{ident}" if ident else ""))
        page.go_back()
        page.keyboard.press("Control+k")
        box(page).fill(WORD[locale])
        box(page).press("Enter")
        page.wait_for_url((folder / guide.url("search", locale) / "index.html").as_uri() + f"?q={WORD[locale]}")
        expect(page.locator(".g-hits a").first).to_be_visible()
        # And on, by any link of the site.
        page.locator(".g-nav__phase").first.click()
        page.wait_for_url((folder / guide.url("starting-point/index", locale) / "index.html").as_uri())


def test_under_a_policy_that_allows_only_the_site_itself(page, place, guide):
    def with_policy(route):
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": "default-src 'self'"})

    page.route(re.compile(r"/$"), with_policy)
    page.goto(place + guide.url("process/index", "nb"))
    page.keyboard.press("/")
    page.keyboard.type("avtale")
    expect(hits(page)).to_have_count(10)


# The last is 1280 × 1024 at 400 %.
@pytest.mark.parametrize(("width", "height"), [(320, 640), (360, 740), (768, 900), (1280, 900), (320, 256)])
def test_at_every_size_the_active_hit_is_in_sight(page, place, guide, width, height):
    page.set_viewport_size({"width": width, "height": height})
    for locale in LOCALES:
        page.goto(place + guide.url("process/index", locale))
        page.keyboard.press("Control+k")
        page.keyboard.type(WORD[locale])
        expect(hits(page).first).to_be_visible()
        page.locator(".g-search__narrow").evaluate("details => { details.open = true; }")
        box(page).focus()
        for _ in range(3):
            page.keyboard.press("ArrowUp")
            top, bottom, field, low = page.evaluate("""() => {
                const hit = document.querySelector('[aria-selected="true"]').getBoundingClientRect(), row = document.querySelector('dialog .g-search__row').getBoundingClientRect();
                return [hit.top, hit.bottom, row.bottom, innerHeight]; }""")
            assert field - 1 <= top and (bottom <= low + 1 or bottom - top > low - field)
        for element in ("document.documentElement", "document.querySelector('dialog.g-search')"):
            assert page.evaluate(f"{element}.scrollWidth - {element}.clientWidth") <= 0
        page.goto(f"{place}{guide.url('search', locale)}?q={WORD[locale]}&phase=process")
        expect(page.locator(".g-hits a").first).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_the_box_and_on_the_page(browser, place, guide, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    found = []
    for locale in LOCALES:
        page.goto(place + guide.url("process/index", locale))
        page.keyboard.press("Control+k")
        found += problems(page)  # nothing typed yet
        page.keyboard.type(WORD[locale])
        expect(hits(page).first).to_be_visible()
        page.locator(".g-search__narrow").evaluate("details => { details.open = true; }")
        page.keyboard.press("ArrowDown")
        found += problems(page)
        page.goto(f"{place}{guide.url('search', locale)}?q={WORD[locale]}&phase=process")
        expect(page.locator(".g-hits a").first).to_be_visible()
        found += problems(page)
    context.close()
    assert found == []


def problems(page):
    return [f"{violation['id']}: {node['html'][:160]}" for violation in Axe().run(page).response["violations"] for node in violation["nodes"]]


def test_what_is_active_and_what_is_marked_show_without_colour(browser, place, guide):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active")
    page = context.new_page()
    page.goto(place + guide.url("process/index", "nb"))
    page.keyboard.press("/")
    page.keyboard.type("avtale")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    style = "element => { const s = getComputedStyle(element); return [s.outlineStyle, s.outlineWidth, s.backgroundColor, s.fontWeight]; }"
    assert hits(page).nth(0).evaluate(style)[:2] == ["solid", "3px"]
    assert hits(page).nth(1).evaluate(style)[0] == "none"
    assert page.locator(".g-hits mark").first.evaluate(style)[2:] == ["rgb(255, 255, 0)", "600"]
    context.close()


def test_the_search_of_the_theme_is_gone(site):
    assert not (site / "assets" / "javascripts" / "workers").exists() and not (site / "assets" / "javascripts" / "lunr").exists()
    for path in site.rglob("*.html"):
        page = lxml.html.fromstring(path.read_bytes())
        assert not page.xpath("//*[starts-with(@data-md-component, 'search')] | //form[@name='search'] | //*[contains(@class, 'md-search')]"), path
        config = page.xpath("//script[@id='__config']/text()")
        assert not config or "search" not in json.loads(config[0])


def test_a_heading_of_an_untranslated_page_says_its_language(project, tmp_path):
    from build import build

    from guide.addresses import record
    from guide.read import read_guide

    (project / "docs" / "da" / "operations" / "exit.md").unlink()
    record(project)
    out = tmp_path / "site"
    build(out, books=False, root=project)
    guide = read_guide(project)
    link = read_page(out / guide.url("search", "da") / "index.html").xpath(f"//div[@class='g-headings']//a[text()='{guide.page('operations/exit', 'nb').title}']")
    assert [one.get("lang") for one in link] == ["nb"]
