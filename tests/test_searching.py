"""A reader searches the finished site: the real engine in the real box, by keyboard, at every size, from a server and from a folder."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from guide import LOCALES
from guide.search.files import KINDS

# For each language: a word of the glossary with its term; one misspelt and mended; another name and what it is called here; a neighbour's word and its own.
TERM = {"nb": ("anskaffelse", "anskaffelse"), "da": ("databehandler", "databehandler"), "sv": ("upphandling", "anskaffelse")}
MISSPELT = {"nb": ("nullpunktsmålign", "nullpunktsmåling"), "da": ("databehanlder", "databehandler"), "sv": ("tröskelvräde", "tröskelvärde")}
CALLED = {"nb": ("SLA", "tjenestenivåavtale"), "da": ("SLA", "serviceniveauaftale"), "sv": ("kommunchef", "kommundirektör")}
NEIGHBOUR = {"nb": ("indkøb", "da", "anskaffelse"), "da": ("molntjänst", "sv", "cloudtjeneste"), "sv": ("skytjeneste", "nb", "molntjänst")}
QUESTION = {"nb": "hvem bør sitte i styret", "da": "hvem bør sidde i bestyrelsen", "sv": "vilka bör sitta i styrelsen"}


def box(page):
    return page.get_by_role("combobox")


def hits(page):
    return page.get_by_role("option")


def status(page):
    return page.locator("[data-search]").get_by_role("status")


def search(page, address, text):
    """Opens a page, and the search from it by keyboard, and asks for all of the text at once: the first hits are those of the text."""
    page.goto(address)
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.insert_text(text)
    expect(hits(page).first).to_be_visible()


def counted(page):
    """How many good hits the status tells of."""
    return int(re.search(r"\d+", status(page).text_content())[0])


@pytest.mark.parametrize("locale", LOCALES)
def test_a_term_comes_first_with_its_definition_and_nothing_is_explained(page, address, guide, locale):
    word, ident = TERM[locale]
    search(page, address + guide.url("process/index", locale), word)
    first = hits(page).first
    expect(first.locator(".g-hit__title mark")).to_have_text(word)
    expect(first.locator(".g-hit__definition")).to_contain_text(guide.glossary[ident].texts[locale].definition[:40])
    # Definition before excerpt, in sight and in what a screen reader says.
    assert re.match(re.escape(guide.glossary[ident].texts[locale].definition[:20]), first.evaluate("(hit) => document.getElementById(hit.getAttribute('aria-describedby').split(' ')[0]).textContent"))
    words = guide.words(locale)
    for name in ("search.corrected", "search.called", "search.also", "search.neighbour"):
        expect(status(page)).not_to_contain_text(words[name].partition("{")[0] or words[name].rpartition("}")[2].strip() or "\0")
    expect(status(page)).to_contain_text(re.compile(r"^\d+ |^Viser"))


@pytest.mark.parametrize("locale", LOCALES)
def test_what_was_searched_for_instead_is_said_once(page, address, guide, locale):
    words, start = guide.words(locale), address + guide.url("process/index", locale)
    typed, meant = MISSPELT[locale]
    search(page, start, typed)
    expect(status(page)).to_contain_text(words["search.corrected"].format(meant=meant))
    expect(hits(page).first.locator(".g-hit__title")).to_have_text(meant)
    box(page).fill(CALLED[locale][0])
    expect(status(page)).to_contain_text(words["search.called"].format(typed=CALLED[locale][0], meant=CALLED[locale][1]))
    expect(hits(page).first.locator(".g-hit__title")).to_have_text(CALLED[locale][1])
    box(page).fill("helpdesk")
    expect(status(page)).to_contain_text(words["search.also"].partition("{")[0])
    # The rest of what was typed stays as it is, and of a whole question nothing is told.
    box(page).fill(f"Om  {typed}")
    expect(status(page)).to_contain_text(words["search.corrected"].format(meant=f"Om {meant}"))
    box(page).fill(QUESTION[locale])
    expect(hits(page).first.locator(".g-hit__title mark").first).to_be_visible()
    expect(status(page)).to_have_text(re.compile(r"^[^.«»”]+$"))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_neighbours_word_is_marked_and_no_hit_is_in_another_language(page, address, guide, locale):
    word, other, counterpart = NEIGHBOUR[locale]
    words = guide.words(locale)
    own = {guide.url(key, locale) for key in guide.keys}
    search(page, address + guide.url("process/index", locale), word)
    expect(status(page)).to_contain_text(words["search.neighbour"].format(counterpart=counterpart, language=words[f"language.{other}"], word=word))
    expect(status(page).locator("[lang]")).to_have_attribute("lang", other)
    expect(status(page).locator("[lang]")).to_have_text(word)
    for text in (word, QUESTION[locale], "it"):
        box(page).fill(text)
        page.wait_for_timeout(400)
        found = hits(page).evaluate_all("links => links.map(link => link.href)")
        assert found and {urlsplit(url).path.removeprefix("/ikt/") for url in found} <= own


@pytest.mark.parametrize("locale", LOCALES)
def test_good_hits_are_counted_and_more_continues_with_the_weaker(page, address, guide, locale):
    words = guide.words(locale)
    page.goto(f"{address}{guide.url('search', locale)}?q={TERM[locale][0]}")
    links = page.locator(".g-hits a")
    expect(links.first).to_be_visible()
    expect(status(page)).to_contain_text(words["search.weaker.count"].partition("{")[0])
    good, shown = counted(page), links.count()
    assert 1 <= good < shown
    label = page.locator(".g-hits__label")
    expect(label).to_have_text(words["search.weaker"])
    assert page.locator(".g-hits > li").evaluate_all("all => all.findIndex((one) => one.querySelector('.g-hits__label'))") == good
    page.get_by_role("button", name=words["search.more"]).click()
    expect(links.nth(shown)).to_be_focused()
    assert links.count() > shown and counted(page) == good
    # In the box the weaker ones are a group with a name among the options.
    search(page, address + guide.url("process/index", locale), CALLED[locale][0])
    expect(status(page)).not_to_be_empty()
    good = counted(page)
    group = page.get_by_role("group", name=words["search.weaker"])
    expect(group.get_by_role("option")).to_have_count(hits(page).count() - good)
    # The arrows go through both as through one list.
    for number in range(good + 1):
        page.keyboard.press("ArrowDown")
        expect(hits(page).nth(number)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    expect(hits(page).last).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_kind_can_be_chosen_and_is_told(page, address, guide, locale):
    words = guide.words(locale)
    page.goto(f"{address}{guide.url('search', locale)}")
    values = page.locator("[name=kind]").evaluate_all("all => all.map((one) => one.value)")
    assert values == ["", *KINDS]
    page.locator(".g-search__narrow summary").click()
    page.locator(".g-search__field").fill("it")
    found = set()
    for kind in KINDS:
        page.get_by_role("radio", name=words[f"search.kind.{kind}"], exact=True).check()
        expect(page).to_have_url(re.compile(f"kind={kind}"))
        page.wait_for_timeout(300)
        told = set(page.locator(".g-hit__kind").all_text_contents())
        assert told <= {words[f"search.kind.{kind}"]} and len(page.locator(".g-hit__kind").all()) == page.locator(".g-hits a").count()
        found |= told
    assert len(found) >= len(KINDS) - 1


@pytest.mark.parametrize("locale", LOCALES)
def test_by_keyboard_alone_to_the_section_and_back_to_where_it_began(page, address, guide, locale):
    words = guide.words(locale)
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(address + guide.url("process/index", locale), wait_until="networkidle")
    assert not [url for url in fetched if "search" in url]
    link = page.locator(".g-prose a[href]").first
    link.focus()
    page.keyboard.press("Control+k")
    page.keyboard.insert_text(TERM[locale][0])  # all at once: no answer to its first letters comes after the hits
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.g-search")).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("/")
    expect(box(page)).to_have_value(TERM[locale][0])
    for key, selected in (("ArrowDown", 0), ("End", -1), ("Home", 0), ("ArrowUp", -1), ("ArrowDown", 0)):
        page.keyboard.press(key)
        option = hits(page).last if selected else hits(page).first
        expect(option).to_have_attribute("aria-selected", "true")
        assert box(page).get_attribute("aria-activedescendant") == option.get_attribute("id")
    target = hits(page).first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert page.evaluate("(id) => { const place = document.getElementById(id).getBoundingClientRect(); return place.top >= 0 && place.top < innerHeight; }", unquote(urlsplit(target).fragment))
    # All that was fetched for it is of this language and this site.
    data = [url for url in fetched if "/search/" in url]
    assert data and all(url.startswith(f"{address}{guide.url('index', locale)}search/") for url in data)
    assert all(url.startswith(address) for url in fetched)
    assert words["search.field"] == page.get_by_role("button", name=words["search.field"]).text_content().removesuffix("/").strip()


@pytest.mark.parametrize("locale", LOCALES)
def test_from_a_folder_and_by_a_shared_address(page, site, guide, locale):
    folder = Path(site)
    search(page, (folder / guide.url("process/index", locale) / "index.html").as_uri(), TERM[locale][0])
    page.keyboard.press("ArrowDown")
    target = hits(page).first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert target.startswith((folder / guide.url("glossary", locale) / "index.html").as_uri() + "#")
    page.goto((folder / guide.url("search", locale) / "index.html").as_uri() + f"?q={QUESTION[locale]}&kind=question")
    expect(page.locator(".g-hit__kind").first).to_have_text(guide.words(locale)["search.kind.question"])
    expect(page.locator(".g-search__field")).to_have_value(QUESTION[locale])


def test_a_slow_network(page, address, guide):
    waiting, slow = [], [True]
    page.route("**/search/w*.js", lambda route: waiting.append(route) if slow else route.continue_())
    page.goto(address + guide.url("process/index", "nb"))
    page.keyboard.press("/")
    page.keyboard.type("anskaffelse")
    expect(status(page)).to_have_text(guide.words("nb")["search.loading"])
    slow.clear()
    for route in waiting:
        route.continue_()
    expect(hits(page).first.locator(".g-hit__title")).to_have_text("anskaffelse")


@pytest.mark.parametrize("locale", LOCALES)
def test_with_scripts_blocked_the_headings_are_offered(browser, address, guide, locale):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address + guide.url("process/index", locale))
    page.locator(".g-find__field").fill(TERM[locale][0])
    page.locator(".g-find__field").press("Enter")
    expect(page.locator("#all-headings")).to_be_visible()
    expect(page.locator(".g-headings a").last).to_be_visible()
    assert page.locator(".g-headings li a").count() > 400
    context.close()


# The last is 1280 × 1024 at 400 %.
@pytest.mark.parametrize(("width", "height"), [(320, 640), (768, 900), (1280, 900), (320, 256)])
@pytest.mark.parametrize("locale", LOCALES)
def test_at_every_size_nothing_is_lost_and_nothing_jumps(page, address, guide, width, height, locale):
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address + guide.url("process/index", locale))
    page.keyboard.press("Control+k")
    page.wait_for_load_state("networkidle")  # the box is there at once, its script a little later
    places = set()
    field = page.locator("dialog .g-search__field")
    for letter in QUESTION[locale]:
        page.keyboard.type(letter)
        page.wait_for_timeout(30)
        places.add(tuple(page.evaluate("""() => {
            const dialog = document.querySelector("dialog.g-search").getBoundingClientRect(), field = document.querySelector("dialog .g-search__field").getBoundingClientRect();
            return [dialog.top, dialog.height, field.left, field.top, field.width]; }""")))
    assert len(places) == 1
    # Once more at once: the answer to an earlier letter would take the place of the hits under way.
    field.fill("")
    expect(hits(page)).to_have_count(0)
    page.keyboard.insert_text(QUESTION[locale])
    expect(hits(page).first).to_be_visible()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
        top, bottom, low = page.evaluate("""() => {
            const hit = document.querySelector('[aria-selected="true"]').getBoundingClientRect(), list = document.querySelector("dialog .g-hits").getBoundingClientRect();
            return [hit.top, hit.bottom, Math.min(innerHeight, list.bottom)]; }""")
        above = field.bounding_box()["y"] + field.bounding_box()["height"]
        assert above - 1 <= top and (bottom <= low + 1 or bottom - top > low - above)
    for element in ("document.documentElement", "document.querySelector('dialog.g-search')", "document.querySelector('dialog .g-hits')"):
        assert page.evaluate(f"{element}.scrollWidth - {element}.clientWidth") <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_open_box(browser, address, guide, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    found = []
    for locale in LOCALES:
        page.goto(address + guide.url("process/index", locale))
        page.keyboard.press("/")
        for text in (TERM[locale][0], CALLED[locale][0], NEIGHBOUR[locale][0]):
            box(page).fill(text)
            expect(hits(page).first).to_be_visible()
            page.locator(".g-search__narrow").evaluate("details => { details.open = true; }")
            box(page).press("ArrowDown")
            page.wait_for_timeout(300)
            found += [f"{locale} {text} {one['id']}: {node['html'][:160]}" for one in Axe().run(page).response["violations"] for node in one["nodes"]]
    context.close()
    assert found == []


def test_forced_colours_show_what_is_chosen(browser, address, guide):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active")
    page = context.new_page()
    search(page, address + guide.url("process/index", "nb"), "anskaffelse")
    page.keyboard.press("ArrowDown")

    def style(selector, name):
        return page.locator(selector).first.evaluate("(element, name) => getComputedStyle(element)[name]", name)

    assert style('[aria-selected="true"]', "outlineStyle") == "solid" and style('[aria-selected="false"]', "outlineStyle") == "none"
    assert style(".g-hit mark", "backgroundColor") != style("dialog.g-search", "backgroundColor")
    assert style(".g-search__narrow label:has(:checked)", "backgroundColor") != style(".g-search__narrow label:not(:has(:checked))", "backgroundColor")
    context.close()
