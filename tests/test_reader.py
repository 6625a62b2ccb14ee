"""What a reader does, in a real browser, in each language."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from guide import LOCALES

PHRASES = {"nb": "kostnadsnøkkel", "da": "fordelingsnøgle", "sv": "fördelningsnyckel"}


@pytest.fixture
def page(browser, address):
    """A tab that fails the test for any request to another host, any error and any failed request."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong = []
    page.on("request", lambda request: None if request.url.startswith((address, "data:", "blob:")) else wrong.append(f"request: {request.url}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("console", lambda message: wrong.append(f"console: {message.text}") if message.type in ("error", "warning") else None)
    page.on("response", lambda response: wrong.append(f"{response.status}: {response.url}") if response.status >= 400 else None)
    yield page
    context.close()
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_walk(page, address, guide, locale):
    words = guide.words(locale)
    page.goto(address + guide.url("index", locale))
    # Front page → phase
    page.locator(".g-phase__link").nth(1).click()
    expect(page).to_have_url(address + guide.url("anchoring/index", locale))
    expect(page.locator("h1")).to_have_text(guide.page("anchoring/index", locale).title)
    expect(page.locator(".g-strip [aria-current]")).to_have_text(guide.phases[1].label[locale])
    # → checklist
    checks = page.locator(".g-check")
    expect(checks).to_have_count(len(guide.checklists["anchoring"].items))
    expect(checks.first).to_contain_text(guide.checklists["anchoring"].items[0].text[locale])
    # → overview, filter
    page.locator(".g-nav__pages a", has_text=guide.page("collaborations", locale).title).click()
    expect(page).to_have_url(address + guide.url("collaborations", locale))
    rows = page.locator(".g-overview tbody tr:visible")
    expect(rows).to_have_count(len(guide.collaborations))
    page.get_by_label(words["overview.filter.text"]).fill("Lidköping")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Göliska")
    expect(page.locator(".g-filter__shown")).to_have_text(words["overview.filter.shown"].format(shown=1, total=len(guide.collaborations)))
    page.get_by_role("button", name=words["overview.filter.reset"]).click()
    page.get_by_label(words["overview.filter.form"], exact=True).select_option("iks")
    expect(rows).to_have_count(sum(c.form.id == "iks" for c in guide.collaborations.values()))
    # → switch language: the same page
    other = {"nb": "da", "da": "sv", "sv": "nb"}[locale]
    page.locator(f".g-languages a[hreflang={other}]").click()
    expect(page).to_have_url(address + guide.url("collaborations", other))
    expect(page.locator("html")).to_have_attribute("lang", other)
    page.locator(f".g-languages a[hreflang={locale}]").click()
    # → search
    page.get_by_role("button", name=words["search.field"]).click()
    page.get_by_role("combobox", name=words["search.field"]).press_sequentially(PHRASES[locale])
    hits = page.locator(".g-hits").get_by_role("option")
    expect(hits.first).to_be_visible(timeout=15_000)
    prefix = address + guide.url("index", locale)
    for href in hits.evaluate_all("links => links.map(link => link.href)"):
        assert href.startswith(prefix)
        assert locale != "nb" or not re.match(r"(da|sv)/", href[len(address):])
    hits.first.click()
    expect(page.locator("html")).to_have_attribute("lang", locale)
    # → book
    with page.expect_request(re.compile(re.escape(guide.book.file[locale]))) as request:
        page.locator(".g-footer__book").evaluate("link => fetch(link.href)")
    assert request.value.response().headers["content-type"] == "application/pdf"


@pytest.mark.parametrize("locale", LOCALES)
def test_ticks_are_kept_and_taken_away(page, address, guide, locale):
    words = guide.words(locale)
    for ident, elsewhere in (("process", "process/index"), ("service-level-agreement", "knowledge/agreements")):
        items = guide.checklists[ident].items
        page.goto(address + guide.url(elsewhere, locale))
        for item in items[:2]:
            page.get_by_role("checkbox", name=item.text[locale], exact=True).check()
        # The page of all checklists shows the same points, ticked.
        page.goto(address + guide.url("checklists", locale))
        for number, item in enumerate(items):
            expect(page.get_by_role("checkbox", name=item.text[locale], exact=True)).to_be_checked(checked=number < 2)
        tools = page.locator(f".g-checklist:has([data-check={items[0].id}]) + .g-check__tools")
        expect(tools.get_by_role("status")).to_have_text(words["checklist.ticked"].format(done=2, total=len(items)))
        tools.get_by_role("button", name=words["checklist.untick"]).click()
        expect(tools.get_by_role("button")).to_be_hidden()
        page.reload()
        expect(page.locator(f".g-checklist:has([data-check={items[0].id}]) input:checked")).to_have_count(0)
        expect(tools.get_by_role("status")).to_have_text(words["checklist.ticked"].format(done=0, total=len(items)))


@pytest.mark.parametrize("kept", ["{", "null", "[1]", '"x"', "7"])
def test_what_another_left_in_the_browser_breaks_no_checklist(page, address, guide, kept):
    page.goto(address + guide.url("process/index", "nb"))
    page.evaluate("kept => localStorage.setItem('guide-checks', kept)", kept)
    page.reload()
    box = page.locator(".g-check input").first
    expect(box).not_to_be_checked()
    box.check()
    page.reload()
    expect(page.locator(".g-check input").first).to_be_checked()


def test_sorting_keeps_the_unknown_last(page, address, guide):
    page.goto(address + guide.url("collaborations", "nb"))
    table = page.locator(".g-overview[data-country=no]")
    button = table.get_by_role("button", name="Siden", exact=True)

    def years():
        return table.locator("tbody tr td:nth-child(4)").evaluate_all("cells => cells.map(cell => cell.dataset.sort)")

    for direction, reverse in (("ascending", False), ("descending", True)):
        button.click()
        expect(table.locator("thead th:nth-child(4)")).to_have_attribute("aria-sort", direction)
        known = [year for year in years() if year]
        assert known == sorted(known, reverse=reverse) and len(known) >= 10
        assert years()[: len(known)] == known


def test_light_and_dark_are_kept(page, address, guide):
    page.goto(address)
    button = page.get_by_role("button", name=guide.words("nb")["theme.toggle"])
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    button.click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_role("button", name=guide.words("nb")["theme.toggle"])).to_have_attribute("aria-pressed", "true")


def test_a_link_to_a_row_of_the_overview_shows_it(page, address, guide):
    page.goto(address + guide.url("operations/exit", "nb"))
    page.locator(".g-box--example a").first.click()
    row = page.locator("tr:target")
    expect(row).to_be_in_viewport()
    assert row.get_attribute("id") in guide.collaborations


def test_by_keyboard_alone(page, address, guide):
    words = guide.words("nb")
    page.goto(address + guide.url("anchoring/index", "nb"))
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(words["action.skip"])
    for _ in range(12):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.get_attribute("aria-haspopup") == "dialog":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name=words["search.field"])).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=words["search.field"])).to_be_focused()


def test_the_menu_on_a_phone(browser, address, guide):
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    words = guide.words("sv")
    page.goto(address + guide.url("process/the-decision", "sv"))
    nav = page.get_by_role("navigation", name=words["nav"])
    expect(nav).to_be_hidden()
    page.get_by_role("button", name=words["menu.open"]).click()
    expect(nav).to_be_visible()
    nav.get_by_role("link", name=guide.page("start-up/index", "sv").title, exact=True).click()
    expect(page).to_have_url(address + guide.url("start-up/index", "sv"))
    context.close()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(browser, address, guide, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    wide = []
    for key in ("index", "anchoring/index", "process/choosing-a-form", "knowledge/agreements", "knowledge/forms-norway", "knowledge/steering", "collaborations", "glossary", "sources", "checklists", "ten-things", "contribute"):
        for locale in LOCALES:
            page.goto(address + guide.url(key, locale))
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if overflow > 0:
                wide.append((key, locale, overflow))
    context.close()
    assert wide == []


def test_without_javascript_everything_is_read(browser, address, guide):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + guide.url("collaborations", "da"))
    expect(page.locator(".g-overview tbody tr:visible")).to_have_count(len(guide.collaborations))
    expect(page.locator(".g-filter")).to_be_hidden()
    page.goto(address + guide.url("knowledge/agreements", "da"))
    expect(page.locator(".g-check__box:visible")).to_have_count(sum(len(c.items) for c in guide.checklists.values() if c.agreement))
    expect(page.locator(".g-check__tools")).to_have_count(0)
    context.close()


def test_an_address_that_does_not_exist_is_met_in_three_languages(browser, site, guide, tmp_path):
    from conftest import served

    shutil.copytree(site, tmp_path / "ikt")
    with served(tmp_path) as url:
        page = browser.new_page()
        page.goto(url + "ikt/404.html")
        for locale in LOCALES:
            expect(page.locator(f".g-notfound [lang={locale}]")).to_contain_text(guide.words(locale)["notfound.title"])
        page.locator(".g-notfound [lang=sv] a").click()
        expect(page).to_have_url(url + "ikt/sv/")
        page.close()
