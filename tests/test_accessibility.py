"""axe-core finds nothing: every template, every language, light and dark, phone and desktop."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from guide import LOCALES

# One page of each template and of each kind of generated block.
KEYS = (
    "index", "anchoring/index", "process/choosing-a-form", "process/agreement-and-cost-sharing", "operations/exit",
    "knowledge/steering", "knowledge/agreements", "knowledge/forms-norway", "operations/evaluation", "start-up/standardisation",
    "ten-things", "checklists", "stories", "collaborations", "news", "links", "glossary", "sources", "sources/coverage", "book", "contribute", "feedback", "search",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", LOCALES)
def test_axe_finds_nothing(browser, address, guide, locale, scheme):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    found = []
    for path in [guide.url(key, locale) for key in KEYS] + ["404.html" if locale == "nb" else f"{locale}/404.html"]:
        page.goto(address + path)
        found += problems(page, path)
    context.close()
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_phone_with_menu_and_search_open(browser, address, guide, scheme):
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    found = []
    for locale in LOCALES:
        words = guide.words(locale)
        page.goto(address + guide.url("collaborations", locale))
        found += problems(page, f"{locale} overview")
        page.goto(address + guide.url("process/index", locale))
        page.get_by_role("button", name=words["menu.open"]).click()
        page.wait_for_timeout(400)
        found += problems(page, f"{locale} menu")
        page.goto(address + guide.url("process/index", locale))
        page.get_by_role("button", name=words["search.field"]).click()
        page.get_by_role("combobox", name=words["search.field"]).press_sequentially("styr")
        page.locator(".g-hits").get_by_role("option").first.wait_for(timeout=15_000)
        found += problems(page, f"{locale} search")
    context.close()
    assert found == []


def problems(page, name):
    results = Axe().run(page).response
    return [
        f"{name}: {violation['id']} – {node['html'][:160]} – {node['failureSummary'][:200]}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
