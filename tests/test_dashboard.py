"""The dashboard says what is, page by page, and what to do next."""

import datetime as dt
import re

import pytest
from conftest import REPO_URL, environment

from guide import LOCALES
from guide.addresses import record
from guide.dashboard import dashboard
from guide.htmlpage import read_page
from guide.language.lix import readability
from guide.read import read_guide

TODAY = dt.date(2026, 12, 1)


def row(guide, locale, key, today=TODAY):
    return next(status for status in dashboard(guide, locale, today).pages if status.key == key)


def words(status):
    return [todo.word for todo in status.todo]


def test_every_page_stands_in_the_dashboard_of_its_language(guide, site):
    for locale in LOCALES:
        page = read_page(site / guide.url("status", locale) / "index.html")
        (table,) = page.xpath("//table[contains(@class, 'g-dashboard')]")
        rows = table.xpath("./tbody/tr")
        assert [r.xpath("./th/a")[0].text for r in rows] == [guide.page(key, locale).title for key in guide.reading_order]
        for r, key in zip(rows, guide.reading_order):
            shown = guide.pages[locale][key]
            assert r.xpath(".//a[contains(@href, '/edit/')]/@href") == [f"{REPO_URL}/edit/main/{shown.path}"]
            assert r.xpath(".//time/@datetime") == [shown.next_review.isoformat()]
            lix = r.xpath("./td")[4].text_content().strip()
            assert lix == (str(readability(shown.body).lix) if readability(shown.body).words else "–")
        heads = [head.text_content() for head in table.xpath("./thead//th")][1:]
        for r in rows:
            assert [cell.get("data-label") for cell in r.xpath("./td")] == heads


def test_what_is_to_be_done_is_told(project, guide):
    def replace(name, before, after):
        path = project / name
        text = path.read_text("utf-8")
        assert text.count(before) == 1, (name, before)
        path.write_text(text.replace(before, after), encoding="utf-8")

    replace("docs/nb/about.md", "Alt kommer fra samme sted", "Rådmannen sier at alt kommer fra samme sted")
    replace("docs/da/book.md", "reviewed: 2026-11-22\nreview_months: 12", "reviewed: 2025-11-22\nreview_months: 12")
    (project / "data/translations/da/glossary.yml").unlink()
    (project / "docs/sv/anchoring/employees.md").unlink()
    path = project / "docs/da/checklists.md"
    path.write_text(path.read_text("utf-8") + "\n1. En liste, som kun findes på dansk.\n", encoding="utf-8")
    links = project / "data" / "links.yml"
    cited = next(ident for ident in guide.pages["da"]["process/index"].sources if guide.sources[ident].url)
    url = guide.sources[cited].url
    links.write_text(links.read_text("utf-8").replace(f'- url: "{url}"\n', f'- url: "{url}"\n  failed: "2026-11-30: 404 Not Found"\n'), encoding="utf-8")
    record(project)
    guide = read_guide(project)
    about = row(guide, "nb", "about")
    assert words(about) == ["terms"] and about.terms == 1 and about.translation == "source"
    assert words(row(guide, "da", "about")) == ["stale"] and row(guide, "sv", "about").stale == 1
    assert "overdue" in words(row(guide, "da", "book")) and row(guide, "da", "book", dt.date(2025, 11, 22)).overdue is False
    assert words(row(guide, "da", "glossary")) == ["second_reading"] and row(guide, "da", "glossary").translation == "unrecorded"
    assert row(guide, "sv", "anchoring/employees").translation == "missing" and words(row(guide, "sv", "anchoring/employees")) == ["translate"]
    assert row(guide, "da", "checklists").translation == "different"
    citing = [key for key in guide.reading_order if cited in guide.pages["da"][key].sources]
    assert citing and all(row(guide, "da", key).failed == 1 and "links" in words(row(guide, "da", key)) for key in citing)
    board = dashboard(guide, "sv", TODAY)
    assert [s.pages for s in board.summaries] == [len(guide.reading_order), len(guide.reading_order), len(guide.reading_order) - 1]
    assert board.links_failed == (url,)

    from build import build

    out = project / "site"
    with environment(REPO_URL=REPO_URL):
        build(out, books=False, root=project)
    danish = read_page(out / guide.url("status", "da") / "index.html").text_content()
    assert guide.words("da")["status.todo.stale"].format(count=1) in danish and "404 Not Found" in danish
    swedish = read_page(out / guide.url("status", "sv") / "index.html").text_content()
    assert guide.words("sv")["status.todo.translate"] in swedish


@pytest.mark.parametrize(("today", "expect"), [(dt.date(2027, 9, 1), []), (dt.date(2027, 10, 1), ["soon"]), (dt.date(2027, 11, 22), ["soon"]), (dt.date(2027, 11, 23), ["overdue"])])
def test_reviews_are_told_before_and_after_they_are_due(guide, today, expect):
    page = guide.pages["nb"]["about"]
    assert page.next_review == dt.date(2027, 11, 22), "the page has been reviewed: move the days of this test with it"
    assert [word for word in words(row(guide, "nb", "about", today)) if word in ("soon", "overdue")] == expect


def test_a_missed_review_is_told_on_the_page_by_the_build_and_by_the_readers_clock(project, browser, tmp_path):
    from build import build

    guide = read_guide(project)
    due = guide.pages["da"]["about"].next_review
    for day, missed in ((due, False), (due + dt.timedelta(days=1), True)):
        out = tmp_path / f"site-{missed}"
        with environment(SOURCE_DATE_EPOCH=str(int(dt.datetime.combine(day, dt.time(12), dt.timezone.utc).timestamp()))):
            build(out, books=False, root=project)
        html = (out / guide.url("about", "da") / "index.html").read_text("utf-8")
        place = re.search(r'<span data-due="[\d-]+".*?</span></span>', html)[0]
        assert ('class="g-overdue"' in place) is missed
        assert ('class="g-due__missed" hidden' in place) is not missed
    # Built in time, read too late: the page still says so.
    page = browser.new_page()
    page.clock.set_fixed_time(dt.datetime.combine(due + dt.timedelta(days=400), dt.time(12)))
    page.goto((tmp_path / "site-False" / guide.url("about", "da") / "index.html").as_uri())
    assert page.locator(".g-page-facts .g-due__missed").is_visible() and not page.locator(".g-page-facts .g-due__next").is_visible()
    page.close()
