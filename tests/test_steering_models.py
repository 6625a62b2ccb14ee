"""The drawings of the steering models: nothing overlaps in any language, and readers who cannot see them get the same."""

import dataclasses
import re
from itertools import combinations
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from guide import LOCALES
from guide.book.document import literal, standalone
from guide.htmlpage import read_page
from guide.read import read_guide
from guide.render import BlockRenderer
from guide.search.documents import documents
from guide.steering_models import CORNERS, HEAD_HALF, NARROW, SIZES, WIDE, draw, faults
from guide.text_width import text_width, wrapped

ROOT = Path(__file__).resolve().parents[1]
GOLDENS = Path(__file__).parent / "goldens"
TEMPLATES = ROOT / "overrides" / "generated"
KEY = "knowledge/steering"
SWITCH = 576  # the width from which guide.css shows the wide drawing

# Every kind of box and arrow, parts, frames that overlap, level and upright arrows, and words that would like to be markup.
INVENTED = """\
- id: internal-unit
  source: pwc-ks-2015
  title: {nb: "Prøve <b>en</b> & to", da: "Prøve <b>en</b> & to", sv: "Prov <b>ett</b> & två"}
  description: {nb: 'Slik "ser" den ut.</desc><script>alert(1)</script>', da: 'Sådan "ser" den ud.</desc><script>alert(1)</script>', sv: 'Så "ser" den ut.</desc><script>alert(1)</script>'}
  boxes:
    - {id: owners, kind: owners, row: 1, column: 1, span: 4, label: {nb: Eierne, da: Ejerne, sv: Ägarna}, detail: {nb: 'A & B "og" C, som er nokså mange i tallet', da: 'A & B "og" C, som er ret mange i tallet', sv: 'A & B "och" C, som är ganska många till antalet'}}
    - {id: board, kind: board, row: 2, column: 1, span: 3, label: {nb: Styret, da: Bestyrelsen, sv: Styrelsen}}
    - {id: strategy, kind: strategy, row: 3, column: 1, label: {nb: Plan, da: Plan, sv: Plan}}
    - {id: supplier, kind: supplier, row: 3, column: 3, label: {nb: <i>D</i>, da: <i>D</i>, sv: <i>D</i>}}
    - {id: unit, kind: unit, row: 4, column: 1, span: 4, label: {nb: Enheten, da: Enheden, sv: Enheten}, parts: [{nb: i nord, da: i nord, sv: i norr}, {nb: i sør, da: i syd, sv: i söder}]}
    - {id: meeting, kind: meeting, row: 5, column: 1, span: 2, label: {nb: Møte, da: Møde, sv: Möte}}
    - {id: sector, kind: sector, row: 6, column: 1, span: 2, label: {nb: Skole, da: Skole, sv: Skola}}
    - {id: orderer, kind: orderer, row: 6, column: 3, span: 2, label: {nb: Bestiller, da: Bestiller, sv: Beställare}}
  arrows:
    - {from: owners, to: board, kind: steering, label: {nb: rammer, da: rammer, sv: ramar}}
    - {from: board, to: owners, kind: dialogue}
    - {from: owners, to: unit, kind: steering, both_ways: true, label: {nb: et blikk, da: et blik, sv: en blick}}
    - {from: board, to: strategy, kind: steering}
    - {from: supplier, to: strategy, kind: delivery, label: {nb: tall, da: tal, sv: siffror}}
    - {from: strategy, to: supplier, kind: need, label: {nb: det nye, da: det nye, sv: det nya}}
    - {from: unit, to: meeting, kind: dialogue, both_ways: true, label: {nb: svar, da: svar, sv: svar}}
    - {from: sector, to: meeting, kind: need, label: {nb: ønsker, da: ønsker, sv: önskemål}}
    - {from: sector, to: orderer, kind: delivery}
  frames:
    - {label: {nb: Ytre, da: Ydre, sv: Yttre}, row: 2, rows: 2, column: 1, span: 3}
    - {label: {nb: Indre, da: Indre, sv: Inre}, row: 3, rows: 2, column: 1, span: 4}
"""
PLACEHOLDER = '<div data-guide-block="steering-model" data-model="internal-unit"></div>'


@pytest.fixture
def invented(project):
    """A guide with one invented model, so that goldens change only when the drawing does."""
    (project / "data" / "steering-models.yml").write_text(INVENTED, encoding="utf-8")
    for path in (project / "docs").rglob("*.md"):
        path.write_text(re.sub(r"(?m)^(    model: ).*$", r"\1internal-unit", path.read_text("utf-8")), encoding="utf-8")
    return read_guide(project)


def rendered(guide, locale, content=PLACEHOLDER):
    return BlockRenderer(guide, locale, TEMPLATES).fill(content, guide.url(KEY, locale)).html


def real_drawings(guide):
    return [(f"{model.id} {locale} {size.name}", draw(model, locale, size)) for model in guide.steering_models.values() for locale in LOCALES for size in SIZES]


# -- layout ---------------------------------------------------------------------------


def test_the_models_of_the_page_are_there(guide):
    assert list(guide.steering_models) == ["customer-supplier", "internal-unit", "hybrid-shared-board", "hybrid-strategy-steers", "recommended"]
    for locale in LOCALES:
        drawn = [block.options["model"] for block in guide.page(KEY, locale).blocks if block.name == "steering-model"]
        assert drawn == list(guide.steering_models)


def test_every_label_stands_within_its_box_and_clear_of_everything_else(guide):
    for name, drawing in real_drawings(guide):
        assert list(faults(drawing)) == [], name
        for box in drawing.boxes:
            within = box.area.inside(3)
            assert box.lines and all(within.contains(line.area) for line in box.lines), name
            assert not [pair for pair in combinations(box.lines, 2) if pair[0].area.overlaps(pair[1].area)], name
        loose = [line for drawn in (*drawing.arrows, *drawing.frames) for line in drawn.lines]
        for line in loose:
            assert line.area.x >= 0 and line.area.right <= drawing.size.width and line.area.bottom <= drawing.height, f"{name}: {line.text}"
            assert not [box for box in drawing.boxes if box.area.overlaps(line.area)], f"{name}: {line.text}"
            assert not [other for other in loose if other is not line and other.area.overlaps(line.area)], f"{name}: {line.text}"


def test_boxes_keep_apart(guide):
    for name, drawing in real_drawings(guide):
        for first, second in combinations(drawing.boxes, 2):
            assert not first.area.overlaps(second.area), name
        assert all(box.area.x >= 0 and box.area.right <= drawing.size.width and box.area.bottom <= drawing.height for box in drawing.boxes), name


def test_arrows_begin_and_end_at_the_edges_of_their_boxes_and_cross_nothing(guide):
    for name, drawing in real_drawings(guide):
        boxes = {drawn.box.id: drawn for drawn in drawing.boxes}
        for drawn in drawing.arrows:
            for ident, (x, y) in ((drawn.arrow.start, drawn.start), (drawn.arrow.end, drawn.end)):
                area, corner = boxes[ident].area, CORNERS.get(boxes[ident].box.kind, 0)
                on_side = x in (area.x, area.right) and area.y < y < area.bottom
                # Where a corner is cut or rounded, the edge is elsewhere.
                on_level_edge = y in (area.y, area.bottom) and area.x + corner <= x <= area.right - corner
                assert on_side or on_level_edge, f"{name}: {drawn.arrow.start} to {drawn.arrow.end}"
            words = [line for other in (*drawing.arrows, *drawing.frames, *drawing.boxes) for line in other.lines]
            assert not [line.text for line in words if line.area.overlaps(drawn.area)], name
            assert not [box for box in drawing.boxes if box.area.overlaps(drawn.area)], name
            length = abs(drawn.end[0] - drawn.start[0]) + abs(drawn.end[1] - drawn.start[1])
            assert length >= 2 * 9 + HEAD_HALF, f"{name}: the heads of an arrow leave no line between them"


def test_letters_are_at_least_12_pixels_where_each_drawing_is_shown():
    css = (ROOT / "overrides/assets/stylesheets/guide.css").read_text("utf-8")
    assert f"@container (min-width: {SWITCH}px)" in css
    assert NARROW.width == 320 - 32 and min(NARROW.label, NARROW.text) >= 12
    assert min(WIDE.label, WIDE.text) * SWITCH / WIDE.width >= 12
    assert f".g-figure__drawing--narrow {{ max-width: 24rem; font-size: {NARROW.text:g}px" in css and f"font-size: {WIDE.text:g}px; fill" in css
    book = (ROOT / "src/guide/book/figure.css").read_text("utf-8")
    assert f"font-size: {WIDE.text:g}px" in book and f"font-size: {WIDE.label:g}px" in book
    assert {"Source Sans 3"} == set(re.findall(r'font-family: "([^"]+)"', book))


def test_words_are_measured_and_broken_evenly():
    assert text_width("", 12) == 0 and text_width("ii", 12) < text_width("mm", 12) < text_width("mm", 12, bold=True)
    assert text_width("Kommunestyrene", 24) == pytest.approx(2 * text_width("Kommunestyrene", 12))
    lines = wrapped("ett to tre fire fem seks", 12, text_width("ett to tre fire fem", 12))
    assert lines == ["ett to tre fire", "fem seks"]  # not one word alone on the last line
    assert wrapped("kommunalbestyrelserne mødes", 12, 20) == ["kommunalbestyrelserne", "mødes"]


def test_what_cannot_be_read_is_a_fault(invented):
    """The drawing of the invented model is good, and stays so only as long as its words have room."""
    model = invented.steering_models["internal-unit"]
    assert list(faults(draw(model, "nb", NARROW))) == []
    long = {locale: "Fylkeskommunestyremøteleder" for locale in LOCALES}
    box = dataclasses.replace(model.boxes[2], label=long)
    assert [(fault.part, fault.number) for fault in faults(draw(dataclasses.replace(model, boxes=(*model.boxes[:2], box, *model.boxes[3:])), "nb", NARROW))][0] == ("boxes", 2)
    words = {locale: "ti " + "nokså " * 60 for locale in LOCALES}
    arrow = dataclasses.replace(model.arrows[2], label=words)
    changed = dataclasses.replace(model, arrows=(*model.arrows[:2], arrow, *model.arrows[3:]))
    assert ("arrows", 2) in [(fault.part, fault.number) for fault in faults(draw(changed, "nb", NARROW))]


# -- what a page gets -------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_rendered_drawing(invented, locale):
    html = rendered(invented, locale)
    drawings = re.findall(r"<svg.*?</svg>", html, re.S)
    assert len(drawings) == len(SIZES)
    made = {f"figure-{size.name}-{locale}.svg": drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) + "\n" for size, drawing in zip(SIZES, drawings)}
    made[f"figure-{locale}.html"] = re.sub(r"<svg.*?</svg>\n", "", html, flags=re.S) + "\n"
    missing = [name for name in made if not (GOLDENS / name).exists()]
    for name in missing:
        (GOLDENS / name).write_text(made[name], encoding="utf-8")
    assert missing == [], "missing, and written now; look at them and commit them"
    for name, text in made.items():
        assert text == (GOLDENS / name).read_text("utf-8"), name


def test_text_from_data_never_becomes_markup(invented):
    for locale in LOCALES:
        html = rendered(invented, locale)
        tree = lxml.html.fromstring(html)
        assert not tree.xpath("//script | //b | //i | //*[@style]")
        assert "<i>D</i>" in [text.text for text in tree.xpath("//svg//text")]
        assert "<script>alert(1)</script>" in tree.find(".//desc").text_content()
        assert "&amp;amp;" not in html and "&amp;lt;" not in html
        svg = standalone(tree.find("svg"))
        assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 ')
        assert not [element for element in lxml.etree.fromstring(svg).iter() if lxml.etree.QName(element).localname in ("script", "i", "desc")]
        assert "\n" not in literal(svg)


def test_a_figure_that_stands_twice_on_a_page_has_ids_of_its_own(invented):
    tree = lxml.html.fromstring(f"<div>{rendered(invented, 'nb', PLACEHOLDER + PLACEHOLDER)}</div>")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids)) == 6
    for svg in tree.xpath("//svg"):
        assert svg.get("aria-labelledby") in ids and svg.get("aria-describedby") == svg.find("desc").get("id")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_figure_says_what_it_is_and_from_where(guide, site, locale):
    tree = read_page(site / guide.url(KEY, locale) / "index.html")
    figures = tree.xpath("//figure")
    assert len(figures) == 5
    for figure, model in zip(figures, guide.steering_models.values()):
        caption = figure.find("figcaption/p").text_content()
        assert model.title[locale] in caption and guide.words(locale)["figure.origin"] in caption and "2015" in caption
        (link,) = figure.xpath("./figcaption/p//a/@href")
        assert link.endswith("#pwc-ks-2015")
        words = figure.find("figcaption/details").text_content()
        assert model.description[locale] in words
        for box in model.boxes:
            assert all(text[locale] in words for text in (box.label, box.detail, *box.parts) if text)
        assert len(figure.xpath("./figcaption/details/ul")[1]) == len(model.arrows)
        assert not figure.xpath(".//a[@class='g-word'] | .//svg//a | .//*[@style] | .//*[starts-with(name(@*), 'on')]")
        assert [svg.find("desc").text for svg in figure.findall("svg")] == [model.description[locale]] * 2


@pytest.mark.parametrize("locale", LOCALES)
def test_search_finds_the_words_of_a_figure_once(guide, site, locale):
    (section,) = [document for page in documents(guide, site, locale) for document in page if (document.key, document.anchor) == (KEY, "internal-unit")]
    model = guide.steering_models["internal-unit"]
    assert section.text.count(model.description[locale]) == 1
    assert section.text.count(model.box("works").label[locale]) == 2  # in the list of boxes and as the end of an arrow


# -- what a reader meets ------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("locale", LOCALES)
def test_words_can_be_read_on_every_screen(browser, address, guide, locale, width):
    """In the fonts of the site: one drawing of each figure, letters of 12 pixels or more, all words within their boxes."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address + guide.url(KEY, locale))
    page.evaluate("document.fonts.ready")
    seen = page.evaluate(
        """() => [...document.querySelectorAll('figure.g-figure')].map(figure => {
            const shown = [...figure.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().width > 0);
            const area = shown[0].getBoundingClientRect(), scale = area.width / shown[0].viewBox.baseVal.width;
            return {
                shown: shown.length, right: area.right, frame: figure.getBoundingClientRect().right,
                size: scale * Math.min(...[...shown[0].querySelectorAll('text')].map(text => parseFloat(getComputedStyle(text).fontSize))),
                outside: [...shown[0].querySelectorAll('.g-figure__box')].flatMap(box => {
                    const edge = box.querySelector('.g-figure__outline').getBoundingClientRect();
                    return [...box.querySelectorAll('text')].filter(text => {
                        const own = text.getBoundingClientRect();
                        return own.left < edge.left + 2 || own.right > edge.right - 2 || own.top < edge.top || own.bottom > edge.bottom;
                    }).map(text => text.textContent);
                }),
                beyond: [...shown[0].querySelectorAll('text')].filter(text => text.getBoundingClientRect().right > area.right + .5).map(text => text.textContent),
            };
        })"""
    )
    scrolls = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    page.close()
    assert len(seen) == 5 and not scrolls
    for figure in seen:
        assert figure["shown"] == 1 and figure["right"] <= figure["frame"] + 0.5
        assert figure["size"] >= 11.99
        assert figure["outside"] == [] and figure["beyond"] == []


def test_measured_widths_are_those_of_the_browser(browser, address, guide):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + guide.url(KEY, "da"))
    page.evaluate("document.fonts.ready")
    shown = page.evaluate("[...document.querySelectorAll('.g-figure__drawing--wide text')].map(text => [text.textContent, text.getComputedTextLength(), text.classList.contains('g-figure__label')])")
    page.close()
    assert len(shown) > 40
    for text, width, bold in shown:
        if "g-figure__name" not in text:
            assert width == pytest.approx(text_width(text, WIDE.label if bold else WIDE.text, bold), rel=0.06), text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_keyboard_and_a_screen_reader_get_the_figure_in_words(browser, address, guide, locale):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + guide.url(KEY, locale))
    model = guide.steering_models["recommended"]
    name = model.title[locale]
    image = page.get_by_role("img", name=name)
    assert image.count() == 1
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    (node,) = [node for node in tree if node.get("role", {}).get("value") in ("image", "img") and name in node.get("name", {}).get("value", "")]
    assert node["description"]["value"] == model.description[locale]
    words = page.locator("figure", has=image).locator("details")
    assert not words.locator("li").first.is_visible()
    words.locator("summary").focus()
    page.keyboard.press("Enter")
    assert words.locator("li").first.is_visible() and words.locator("p").first.inner_text() == model.description[locale]
    page.close()


def test_without_colours_the_drawing_still_stands(browser, address, guide):
    """Forced colours and print: lines and words in the colours of the reader, of the paper."""
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(address + guide.url(KEY, "nb"))
    colours = page.evaluate("['.g-figure__box--board text', '.g-figure__box--board .g-figure__outline'].map(of => getComputedStyle(document.querySelector(of)).fill)")
    assert colours[0] != colours[1]
    context.close()
    page = browser.new_page(viewport={"width": 720, "height": 900}, color_scheme="dark")
    page.goto(address + guide.url(KEY, "nb"))
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.g-figure__box--owners .g-figure__label')).fill") == "rgb(0, 0, 0)"
    assert not page.locator(".g-figure__alternative").first.is_visible()
    page.close()
