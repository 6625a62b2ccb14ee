"""What a reader gets who prints one page from the browser: a clean sheet that can be read without the site."""

import html
import re
import unicodedata

import lxml.html
import pypdf
import pytest
from conftest import SITE_URL
from playwright.sync_api import expect

from guide import LOCALES
from guide.htmlpage import article_of, read_page
from guide.paper import css_string, for_paper

# One page of each kind, every language among them, and how many sheets it may take.
PRINTED = [
    ("index", "nb", 3), ("anchoring/index", "sv", 7), ("process/index", "da", 8), ("knowledge/law-denmark", "da", 13), ("knowledge/law-norway", "nb", 14),
    ("knowledge/forms-sweden", "sv", 11), ("knowledge/steering", "nb", 11), ("checklists", "sv", 14), ("collaborations", "nb", 20), ("collaborations", "da", 20),
    ("glossary", "da", 16), ("stories", "sv", 15), ("ten-things", "nb", 3), ("questions", "da", 10), ("sources", "sv", 34), ("links", "nb", 5), ("sources/coverage", "nb", 22),
]
# Not printed, or not as text: what only a screen has.
UNPRINTED = "[data-screen-only], .headerlink, .g-hidden, .g-figure__alternative, .g-due__missed, svg"
A4 = (595, 842)


@pytest.fixture(scope="module")
def sheets(browser, address, guide, tmp_path_factory):
    """Prints a page; gives its sheets. Readers with a script see light, those without dark, unless told otherwise."""
    folder = tmp_path_factory.mktemp("printed")
    made = {}

    def of(key, locale, script=False):
        path = folder / f"{key.replace('/', '-')}-{locale}-{script}.pdf"
        if path not in made:
            context = browser.new_context(java_script_enabled=script, color_scheme="light" if script else "dark")
            page = context.new_page()
            page.goto(address + guide.url(key, locale))
            page.pdf(path=path, prefer_css_page_size=True)
            context.close()
            made[path] = list(pypdf.PdfReader(path).pages)
        return made[path]

    return of


@pytest.fixture
def on_paper(browser, address, guide):
    """Opens a page as it is laid out for paper, in a window of the width that is printed."""
    contexts = []

    def of(key, locale, **options):
        context = browser.new_context(viewport={"width": 1017 if key == "collaborations" else 627, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.emulate_media(media="print")
        page.goto(address + guide.url(key, locale))
        return page

    yield of
    for context in contexts:
        context.close()


def letters(text):
    """The letters alone: line breaks, hyphens and the numbers of notes come with the setting."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalpha())


def squeezed(text):
    return re.sub(r"\s|\u00ad", "", unicodedata.normalize("NFC", text))


def margins(sheet):
    """What stands in the margins of a sheet, and its own lines without them."""
    lines = [line.strip() for line in sheet.extract_text().splitlines() if line.strip()]
    body = next(index for index, line in enumerate(lines) if re.search(r"\d+ / \d+", line))
    return " ".join(lines[: body + 1]), lines[body + 1 :]


def text_of(sheets):
    return "\n".join("\n".join(margins(sheet)[1]) for sheet in sheets)


# The texts of the parts a sheet has, in order; of the article also those that are not laid out, to see that they need not be.
TEXTS = """unprinted => [...document.querySelectorAll('.g-paper__head, .g-fallback, .g-changed, .g-prose, .g-page-sources, .g-paper__addresses')].flatMap(part => {
    const found = [], walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement, seen = element.checkVisibility();
        if (seen || !element.closest(unprinted)) found.push({ text: walker.currentNode.textContent, seen: seen });
    }
    return found;
})"""


@pytest.mark.parametrize(("key", "locale", "most"), PRINTED)
def test_a_page_is_printed_whole_and_clean(sheets, on_paper, guide, key, locale, most):
    printed = sheets(key, locale)
    assert len(printed) <= most
    page = on_paper(key, locale, java_script_enabled=False)
    texts = page.evaluate(TEXTS, UNPRINTED)
    assert [text["text"] for text in texts if not text["seen"] and text["text"].strip()] == []
    # What the stylesheet writes beside the text, and the heads of tables that go on.
    beside = {letters(guide.words(locale)["checklist.notes"])} | {letters(title) for title in page.evaluate("[...document.querySelectorAll('[data-title]')].map(link => link.dataset.title)")}
    beside |= {letters(url) for url in page.evaluate("[...document.querySelectorAll('[data-written-out]')].map(link => link.href)")}
    beside |= {letters(head) for head in page.evaluate("[...document.querySelectorAll('thead')].map(head => head.textContent)")}
    whole, place, left = letters(text_of(printed)), 0, []
    for text in (letters(text["text"]) for text in texts):
        found = whole.find(text, place)
        assert found >= 0, f"not printed, or not in its place: {text}"
        left.append(whole[place:found])
        place = found + len(text)
    left.append(whole[place:])
    known = re.compile(f"(?:{'|'.join(sorted(beside - {''}, key=len, reverse=True))})*")
    assert [words for words in left if not known.fullmatch(words)] == []
    head = letters(guide.about.name[locale])
    assert whole.startswith(head) and letters(guide.words(locale)["page.reviewed"]) in whole[: len(head) + 120] and letters(guide.about.licence[locale]) in whole[: len(head) + 400]


@pytest.mark.parametrize(("key", "locale", "most"), PRINTED)
def test_each_sheet_tells_where_it_is_from(sheets, guide, key, locale, most):
    printed = sheets(key, locale)
    for number, sheet in enumerate(printed, 1):
        margin = squeezed(margins(sheet)[0])
        assert f"{number}/{len(printed)}" in margin
        assert squeezed(SITE_URL + guide.url(key, locale)) in margin
        assert (squeezed(guide.about.name[locale]) in margin) == (number > 1)
        if number > 1 and key != "index":
            assert squeezed(guide.page(key, locale).title) in margin
        size = tuple(round(float(side)) for side in sheet.mediabox[2:])
        assert size == (A4 if key != "collaborations" else A4[::-1])
        assert letters("".join(margins(sheet)[1])), f"sheet {number} is empty"


@pytest.mark.parametrize(("key", "locale", "most"), PRINTED)
def test_addresses_are_written_out_once(sheets, site, guide, key, locale, most):
    tree = read_page(site / guide.url(key, locale) / "index.html")
    prose = article_of(tree)
    text = squeezed(text_of(sheets(key, locale)))
    listed = [item.text_content() for item in tree.xpath("//section[contains(@class, 'g-paper__addresses')]//li")]
    outside = prose.xpath(".//a[starts-with(@href, 'http')]")
    assert {int(link.get("data-note")) for link in outside if link.get("data-note")} == set(range(1, len(listed) + 1))
    sources = {source.cited_in(locale): source.url for source in guide.sources.values()}
    for link in outside:
        number, url = link.get("data-note"), link.get("href")
        if not number:
            assert link.get("data-written-out") is not None and squeezed(url) in text
            continue
        entry = listed[int(number) - 1]
        # A source is listed with its address already.
        assert entry == url or sources[entry.partition(": ")[2]] == url
        assert squeezed(url) in text
        assert f"{number}.{squeezed(entry)}" in text
    for url in {link.get("href") for link in outside if link.get("data-note")}:
        # No address is printed twice, unless it begins another.
        longer = sum(other != url and squeezed(url) in squeezed(other) for other in [*listed, *filter(None, sources.values())])
        assert text.count(squeezed(url)) == 1 or longer, url
    for link in prose.xpath(".//a[not(starts-with(@href, 'http'))]/@href"):
        assert not link.startswith("../") or link not in text, "an address inside the site, without the site"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_cited_source_is_listed_with_its_address(sheets, site, guide, locale):
    for key in ("ten-things", "stories", "knowledge/law-denmark"):
        cited = {href.rpartition("#")[2] for href in article_of(read_page(site / guide.url(key, locale) / "index.html")).xpath(".//a/@href") if "#" in href} & set(guide.sources)
        if key == "ten-things":
            cited |= {s.id for s in guide.sources.values() for thing in guide.ten_things if f"({s.cited_in(locale)})" in thing.why[locale]}
            assert len(cited) > 3
        text = squeezed(text_of(sheets(key, locale)))
        text = text[text.rindex(squeezed(guide.words(locale)["page.sources"])) :]
        for source in (guide.sources[ident] for ident in cited | set(guide.page(key, locale).sources)):
            assert text.count(squeezed(f"{source.cited_in(locale)}: {source.title_in(locale)[0]}")) == 1
            assert not source.url or squeezed(source.url) in text


@pytest.mark.parametrize(("key", "locale", "most"), PRINTED)
def test_no_line_stands_alone(sheets, on_paper, guide, key, locale, most):
    """No heading is the last line of a sheet, and no paragraph leaves one line behind or takes one along."""
    page = on_paper(key, locale)
    heads = page.locator("h1, h2, h3, caption, .g-box__label, .g-box__title, .g-law__name, .g-law__country, .g-term__own, .g-source__short").all_text_contents()
    heads = {letters(re.sub("#$", "", head.strip())) for head in heads} - {""}
    paragraphs = [letters(text) for text in page.locator(".g-prose p, .g-prose li:not(:has(p, ul))").all_text_contents()]
    bodies = [lines for sheet in sheets(key, locale) if (lines := [letters(line) for line in margins(sheet)[1] if letters(line)])]
    for number, (before, after) in enumerate(zip(bodies, bodies[1:]), 1):
        assert before[-1] not in heads, f"sheet {number} ends with the heading {before[-1]}"
        for paragraph in paragraphs:
            if before[-1] + after[0] in paragraph and len(before[-1]) > 20 and len(after[0]) > 3:
                assert not paragraph.startswith(before[-1]), f"sheet {number} ends with the first line of: {before[-1]}"
                assert not paragraph.endswith(after[0]), f"sheet {number + 1} begins with the last line of: {after[0]}"


def test_the_overview_repeats_its_head_on_every_sheet(sheets, guide):
    for script in (False, True):
        for locale in LOCALES:
            words = guide.words(locale)
            head = letters("".join(words[f"col.{name}"] for name in ("name", "members", "form", "founded", "services", "status", "sources")))
            texts = [letters("".join(margins(sheet)[1])) for sheet in sheets("collaborations", locale, script)]
            with_rows = [text for text in texts if sum(letters(c.name) in text for c in guide.collaborations.values()) >= 3]
            assert len(with_rows) >= 8
            for text in with_rows:
                assert head in text and (text.startswith(head) or letters(words["overview.caption"].partition("{")[0]) in text)


@pytest.mark.parametrize("key", sorted({key for key, _, _ in PRINTED}))
def test_nothing_is_wider_than_the_sheet(on_paper, key):
    for locale in LOCALES:
        page = on_paper(key, locale)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        assert page.evaluate("[...document.querySelectorAll('.g-prose td, .g-prose th')].filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent.trim())") == []


def test_dark_prints_as_light(on_paper):
    dark = on_paper("knowledge/steering", "nb", color_scheme="dark")
    assert dark.locator("body").get_attribute("data-md-color-scheme") == "slate"
    light = on_paper("knowledge/steering", "nb", color_scheme="light")
    look = """[...document.querySelectorAll('html, body, .g-prose, .g-prose *, .g-page-sources *')].filter(e => e.checkVisibility()).map(e => { const s = getComputedStyle(e);
        return [e.tagName, s.color, s.backgroundColor, s.fill, s.stroke, s.borderTopColor].join(' '); })"""
    assert dark.evaluate(look) == light.evaluate(look)
    # No area is filled with ink.
    for path in dark.locator(".g-figure__drawing--wide .g-figure__outline").all():
        assert path.evaluate("e => getComputedStyle(e).fill") == "rgb(255, 255, 255)"
    for drawing in dark.locator(".g-figure__drawing--wide").all():
        expect(drawing).to_be_visible()


@pytest.mark.parametrize("script", [False, True])
def test_boxes_can_be_ticked_with_a_pen(browser, address, guide, script):
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    items = guide.checklists["process"].items
    page.goto(address + guide.url("process/index", "sv"))
    if script:
        page.get_by_role("checkbox", name=items[1].text["sv"], exact=True).check()
    page.emulate_media(media="print")
    boxes = page.locator(".g-check__box")
    expect(boxes.filter(visible=True)).to_have_count(len(items))
    for number, box in enumerate(boxes.all()):
        assert box.evaluate("e => { const s = getComputedStyle(e); return [s.borderTopColor, parseFloat(s.borderTopWidth) >= 1, s.backgroundColor]; }")[:2] == ["rgb(0, 0, 0)", True]
        mark = box.evaluate("e => { const s = getComputedStyle(e, '::after'); return s.content !== 'none' && s.borderRightColor === 'rgb(0, 0, 0)' && parseFloat(s.borderRightWidth) > 0; }")
        assert mark == (script and number == 1)
    # Beside each there is room to write.
    for body in page.locator(".g-check__body").all():
        assert body.evaluate("e => { const s = getComputedStyle(e, '::after'); return [s.content.includes(e.dataset.notes), parseFloat(s.height) >= 18, s.borderBottomStyle]; }") == [True, True, "dotted"]
    expect(page.locator(".g-check__tools").filter(visible=True)).to_have_count(0)
    context.close()


def test_what_the_filter_has_left_is_printed_and_said(browser, address, guide, tmp_path):
    page = browser.new_page()
    words = guide.words("nb")
    page.goto(address + guide.url("collaborations", "nb"))
    whole = page.locator(".g-paper__addresses li")
    count = whole.count()
    page.get_by_label(words["overview.filter.text"]).fill("Lidköping")
    page.pdf(path=tmp_path / "filtered.pdf", prefer_css_page_size=True)
    text = squeezed("".join(sheet.extract_text() for sheet in pypdf.PdfReader(tmp_path / "filtered.pdf").pages))
    assert "Göliska" in text and "Smaalensveven IKT".replace(" ", "") not in text.partition(squeezed(words["page.sources"]))[0]
    assert squeezed(words["overview.filter.shown"].format(shown=1, total=len(guide.collaborations))) in text
    for name in ("form", "service", "status", "reset"):
        assert squeezed(words[f"overview.filter.{name}"]) + squeezed(words["overview.filter.all"]) not in text
    shown = [int(link.get_attribute("data-note")) for link in page.locator(".g-overview tr:not([hidden]) [data-note]").all()]
    listed = [number for number, item in enumerate(whole.all(), 1) if item.get_attribute("hidden") is None]
    assert set(shown) <= set(listed) and len(listed) < count / 5
    page.get_by_role("button", name=words["overview.filter.reset"]).click()
    expect(page.locator(".g-filter[data-narrowed]")).to_have_count(0)
    expect(page.locator(".g-paper__addresses li[hidden]")).to_have_count(0)
    page.close()


@pytest.mark.parametrize("script", [False, True])
def test_what_opens_on_a_screen_stands_open(browser, address, guide, tmp_path, script):
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    url = address + guide.url("about", "nb")
    closed = "<details><summary>Oppsummert</summary><p>Skjulteordskalvises</p></details>"
    page.route(url, lambda route: route.fulfill(body=re.sub(r"</h1>", "</h1>" + closed, route.fetch().text(), count=1), content_type="text/html"))
    page.goto(url)
    expect(page.get_by_text("Skjulteordskalvises")).to_be_hidden()
    page.pdf(path=tmp_path / "open.pdf", prefer_css_page_size=True)
    assert "Skjulteordskalvises" in "".join(sheet.extract_text() for sheet in pypdf.PdfReader(tmp_path / "open.pdf").pages)
    context.close()


def test_what_is_for_paper_is_not_on_the_screen(browser, address, guide):
    page = browser.new_page()
    for locale in LOCALES:
        page.goto(address + guide.url("knowledge/law-denmark", locale))
        assert page.locator(".g-paper").count() > 5
        expect(page.locator(".g-paper").filter(visible=True)).to_have_count(0)
        assert page.locator("a[data-note]").first.evaluate("e => getComputedStyle(e, '::after').content") in ("none", "normal")
    page.close()


def test_the_article_holds_nothing_that_is_for_paper(site, guide):
    """So the book, the search and the counting of words read the same text as before."""
    for locale in LOCALES:
        for key in guide.keys:
            assert article_of(read_page(site / guide.url(key, locale) / "index.html")).xpath(".//*[contains(@class, 'g-paper')]") == []


def test_numbers_are_given_once_and_the_text_stays(guide):
    source = next(source for source in guide.sources.values() if source.url)
    content = (
        f'<p>A <a href="https://a.example/?x=1&amp;y=2">one</a>, <a class="z" href="{html.escape(source.url)}">two</a>, <a href="https://a.example/?x=1&amp;y=2" hreflang="sv">three</a>,'
        f' <a href="../kilder/#{source.id}">cited</a>, <a href="https://b.example/" data-written-out>written</a>, <a id="x">no link</a>, <a href="mailto:a@b.example">post</a></p>'
    )
    numbered, paper = for_paper(guide, "glossary", "nb", content)
    notes = [link.get("data-note") for link in lxml.html.fromstring(numbered).iter("a")]
    assert notes == ["1", "2", "1", None, None, None, None]
    assert lxml.html.fromstring(numbered).text_content() == lxml.html.fromstring(content).text_content()
    assert [(address.url, address.source) for address in paper.addresses] == [("https://a.example/?x=1&y=2", None), (source.url, source)]
    assert source in paper.sources


def test_a_title_cannot_leave_its_string_in_css():
    for text in ('"; } body { display: none } /*', "\\", "\n", "</style>", "\x00", "Hvem «eier» den, og hvorfor?"):
        written = css_string(text)
        assert not re.search(r'["\\{};<>\n\x00]', re.sub(r"\\[0-9a-f]+ ", "", written[1:-1]))
        assert re.sub(r"\\([0-9a-f]+) ", lambda match: chr(int(match[1], 16)), written[1:-1]) == text.replace("\x00", "\ufffd")
