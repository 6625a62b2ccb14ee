"""What can be downloaded: every PDF is made, holds its pages, is offered where it belongs, and leads nowhere that does not exist."""

import dataclasses
import posixpath
import re
import shutil
import unicodedata
from urllib.parse import urldefrag

import lxml.html
import pikepdf
import pypdf
import pytest
from conftest import SITE_URL
from pdf import pdf_text, structure

from guide import LOCALES
from guide.book import Book, BookError, make_publication
from guide.book.chapters import articles_of, chapters_of
from guide.book.document import book_source
from guide.publish.book_facts import fill_book_facts, size_in_words
from guide.read import read_guide

SMALL = ("council-members", "ten-things", "starting-point", "anchoring", "process", "start-up", "operations", "checklists")


def letters(text):
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def tree(path):
    return lxml.html.fromstring(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def files(guide, site):
    """Every PDF of the site: (publication, locale, path)."""
    return [(publication, locale, site / guide.publication_url(publication, locale)) for publication in guide.publications.values() for locale in LOCALES]


def test_every_publication_is_made_and_nothing_else(guide, site, files):
    assert tuple(guide.publications) == (guide.book.id, *SMALL)
    assert {path for *_, path in files} == set(site.rglob("*.pdf"))


def test_a_leaflet_has_four_pages_and_a_sheet_one(files):
    wanted = {"leaflet": 4, "sheet": 1}
    found = {(publication.id, locale): len(pypdf.PdfReader(path).pages) for publication, locale, path in files if publication.format in wanted}
    assert found == {(publication.id, locale): wanted[publication.format] for publication, locale, _ in files if publication.format in wanted}
    assert len(found) == 6


def test_each_list_that_is_handed_out_stands_on_a_page_of_its_own(guide, site):
    for locale in LOCALES:
        pages = [letters(page.extract_text()) for page in pypdf.PdfReader(site / guide.publication_url(guide.publications["checklists"], locale)).pages]
        places = [{number for number, page in enumerate(pages) for item in checklist.items if letters(item.text[locale])[:40] in page} for checklist in guide.checklists.values()]
        assert places == [{number} for number in range(1, len(guide.checklists) + 1)]


@pytest.mark.parametrize("ident", SMALL)
def test_is_tagged_and_says_what_it_is(guide, site, ident):
    publication = guide.publications[ident]
    for locale in LOCALES:
        path = site / guide.publication_url(publication, locale)
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang) == locale and pdf.Root.MarkInfo.Marked
            with pdf.open_metadata() as metadata:
                assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "2", "A")
                assert guide.title_of(publication, locale) in metadata["dc:title"]
        tags, levels, figures = structure(path)
        assert levels[0] == 1 and all(after <= before + 1 for before, after in zip(levels, levels[1:])) and all(figures)
        # The ten things are numbers beside their texts; their order is that of the page.
        assert publication.format == "sheet" or tags["/L"] >= 1
        text = letters(pdf_text(path))
        assert letters(guide.about.name[locale]) in text and letters(f"{guide.words(locale)['book.edition']} {guide.about.edition}") in text


@pytest.mark.parametrize("ident", SMALL)
def test_holds_the_words_of_its_pages(guide, site, ident):
    publication = guide.publications[ident]
    for locale in LOCALES:
        text = letters(pdf_text(site / guide.publication_url(publication, locale)))
        for key, article in articles_of(guide, publication, locale, site).items():
            assert letters(guide.page(key, locale).title) in text
            blocks = article.xpath(".//*[self::h2 or self::h3 or ((self::p or self::li) and not(.//a) and not(p or ul))][not(ancestor-or-self::*[@data-screen-only] or ancestor::details)]")
            assert len(blocks) > 10
            for block in blocks:
                for link in block.xpath(".//*[contains(@class, 'headerlink')]"):
                    link.drop_tree()
                words = letters(block.text_content())
                assert words[:30] in text, f"{key}: {words[:80]}"


def test_links_lead_inside_or_to_the_site_or_elsewhere(guide, site, files):
    there = {SITE_URL + guide.url(key, locale): site / guide.url(key, locale) / "index.html" for key in guide.keys for locale in LOCALES}
    ids = {}
    leading_out = 0
    for publication, locale, path in files:
        if publication.format == "book":
            continue
        inside = {SITE_URL + guide.url(key, locale) for key in guide.keys_of(publication) if not any(section for page, section in guide.sections_of(publication) if page == key)}
        with pikepdf.open(path) as pdf:
            addresses = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note and note.A.get("/S") == "/URI"]
        for address in addresses:
            assert re.match(r"(https?|mailto):", address)
            if address.startswith(SITE_URL):
                page, ident = urldefrag(address)
                assert page in there, address
                if page not in ids:
                    ids[page] = set(tree(there[page]).xpath("//@id"))
                assert not ident or ident in ids[page], address
                assert page not in inside, f"{path.name} leads out to a page it holds: {address}"
                leading_out += 1
    assert leading_out > 100


def test_without_the_address_of_the_site_other_pages_are_words_only(guide, site):
    words = guide.words("nb")
    for ident in ("council-members", "process"):
        publication = guide.publications[ident]
        with_address, without = (book_source(guide, "nb", site, publication, url) for url in (SITE_URL, ""))
        assert f'#link("{SITE_URL}' in with_address and words["book.links"] in with_address
        assert SITE_URL not in without and '#link("../' not in without and words["book.links.none"] in without


def test_words_that_are_only_a_link_are_left_out_where_it_cannot_be_followed(guide, site):
    for locale in LOCALES:
        words = guide.words(locale)
        for ident, word in (("checklists", words["checklist.more"]), ("process", words["law.more"].partition("{")[0]), ("process", words["story.read"])):
            publication = guide.publications[ident]
            with_address, without = (book_source(guide, locale, site, publication, url).replace("\u00ad", "") for url in (SITE_URL, ""))
            assert f'[#"{word}' in with_address and f'#"{word}' not in without, (locale, ident, word)
        # A booklet holds what its own points lead to.
        process = book_source(guide, locale, site, guide.publications["process"])
        assert process.count(f'#"{words["checklist.more"]}";') == len(guide.checklists["process"].items)


def test_what_can_be_downloaded_does_not_offer_downloads(guide, site):
    for locale in LOCALES:
        downloads = SITE_URL + guide.url("book", locale)
        sources = {ident: book_source(guide, locale, site, publication, SITE_URL) for ident, publication in guide.publications.items()}
        assert [ident for ident, source in sources.items() if f'"{downloads}"' in source] == ["guide"]
        page = tree(site / guide.url("checklists", locale) / "index.html")
        (item,) = page.xpath(f"//article//li[a[contains(@href, '/{downloads.split('/')[-2]}/')]]")
        kept, _, offered = " ".join(item.text_content().split()).partition(". ")
        found = letters(pdf_text(site / guide.publication_url(guide.publications["checklists"], locale)))
        assert letters(kept) in found and letters(offered) not in found


def test_the_book_has_nothing_of_the_website_only(guide, site):
    for locale in LOCALES:
        article = articles_of(guide, guide.book, locale, site)["about"]
        sections = [heading.id for heading in guide.page("about", locale).headings if heading.level == 2]
        assert [heading.get("id") for heading in article.xpath("./h2")] == [ident for ident in sections if ident not in ("accessibility", "privacy")]


def test_chosen_sections_come_in_the_order_that_was_asked_for(guide, site):
    chosen = dataclasses.replace(guide.publications["checklists"], contents=("checklists.md#process", "checklists.md#anchoring"))
    (chapter,) = chapters_of(guide, chosen)
    assert chapter.keys == ("checklists",)
    article = articles_of(guide, chosen, "nb", site)["checklists"]
    assert [heading.get("id") for heading in article.xpath("./h2")] == ["process", "anchoring"]
    source = book_source(guide, "nb", site, chosen)
    assert source.count("check[") == len(guide.checklists["process"].items) + len(guide.checklists["anchoring"].items)
    lost = dataclasses.replace(chosen, contents=("checklists.md#not-there",))
    with pytest.raises(BookError, match="no heading with the id not-there"):
        articles_of(guide, lost, "nb", site)


def test_chapters_are_the_phases_the_parts_and_the_pages(guide):
    found = chapters_of(guide, guide.book)
    assert [chapter.phase.id for chapter in found if chapter.phase] == [phase.id for phase in guide.phases]
    assert [chapter.keys[0] for chapter in found[5:]] == [
        "knowledge/index", "ten-things", "council-members", "checklists", "collaborations", "stories", "questions", "links", "glossary", "sources", "about",
    ]


def test_the_page_of_downloads_lists_everything(guide, site, files):
    sizes = {(publication.id, locale): (len(pypdf.PdfReader(path).pages), size_in_words(path.stat().st_size)) for publication, locale, path in files}
    for locale in LOCALES:
        name, words = site / guide.url("book", locale) / "index.html", guide.words(locale)
        page = tree(name)
        links = page.xpath("//ul[contains(@class, 'g-books')]//a[@type='application/pdf']")
        others = [other for other in LOCALES if other != locale]
        assert [(name.parent / link.get("href")).resolve() for link in links] == [
            *((site / guide.publication_url(publication, locale)).resolve() for publication in guide.publications.values()),
            *((site / guide.book_url(other)).resolve() for other in others),
        ]
        assert [link.get("hreflang") for link in links] == [locale] * len(guide.publications) + others
        facts = [span.text_content() for span in page.xpath("//span[@data-book-facts]")]
        wanted = [*((ident, locale) for ident in guide.publications), *((guide.book.id, other) for other in others)]
        assert facts == [
            words["book.facts.one" if sizes[one][0] == 1 else "book.facts"].format(pages=sizes[one][0], size=sizes[one][1]) for one in wanted
        ]
        assert len(page.xpath("//p[@class='g-books__changed']")) == len(guide.publications)


def test_each_page_offers_what_is_made_of_it(guide, site):
    for locale in LOCALES:
        for key in guide.keys:
            name = site / guide.url(key, locale) / "index.html"
            links = tree(name).xpath("//p[@class='g-download' and @data-screen-only]/a")
            wanted = [publication for publication in guide.publications.values() if key in publication.linked_from]
            assert [(name.parent / link.get("href")).resolve() for link in links] == [(site / guide.publication_url(one, locale)).resolve() for one in wanted]
            assert all(re.search(r"\d (MB|kB)$", link.getparent().text_content()) for link in links)
    phase = tree(site / guide.url("process/index", "nb") / "index.html").xpath("//p[@class='g-download']")[0].text_content()
    assert re.fullmatch(r"Hele fasen som hefte PDF, \d\d sider, \d+ kB", phase)


def test_nothing_is_offered_when_no_books_are_made(guide, project):
    from build import build

    build(project / "out", books=False, root=project)
    for locale in LOCALES:
        page = tree(project / "out" / guide.url("book", locale) / "index.html")
        assert guide.words(locale)["book.missing"] in page.text_content()
        assert not page.xpath("//a[@type='application/pdf']")
        assert not tree(project / "out" / guide.url("checklists", locale) / "index.html").xpath("//p[@class='g-download']")
    assert not list((project / "out").rglob("*.pdf"))


def test_the_page_of_downloads_tells_what_has_changed(project, tmp_path):
    from guide.render import BlockRenderer

    page = project / "docs/nb/process/the-decision.md"
    page.write_text(page.read_text("utf-8").replace("Still disse ti spørsmålene", "Still gjerne disse ti spørsmålene"), encoding="utf-8")
    guide = read_guide(project)
    renderer = BlockRenderer(guide, "nb", project / "overrides" / "generated")
    made = lxml.html.fromstring(renderer.fill('<div data-guide-block="book"></div>', guide.url("book", "nb"), "book").html)
    (process,) = made.xpath("//li[@id='process']")
    assert guide.page("process/the-decision", "nb").title in process.text_content()
    (link,) = process.xpath(".//p[@class='g-books__changed']/a/@href")
    assert link == "../utgaver/#" + guide.editions[0].anchor + "-since"
    (ten,) = made.xpath("//li[@id='ten-things']")
    assert guide.page("process/the-decision", "nb").title not in ten.text_content()


def test_the_facts_are_those_of_the_file_that_was_made(guide, tmp_path):
    for locale in LOCALES:
        for key in guide.keys:
            path = tmp_path / guide.url(key, locale) / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text('<span class="g-books__facts" data-book-facts="ten-things/sv"></span>', encoding="utf-8")
    fill_book_facts(guide, tmp_path, [Book("ten-things", "sv", tmp_path / "x.pdf", 1, 37_017)])
    assert "PDF, én side, 37 kB" in (tmp_path / guide.url("book", "nb") / "index.html").read_text("utf-8")
    assert "PDF, en sida, 37 kB" in (tmp_path / guide.url("ten-things", "sv") / "index.html").read_text("utf-8")
    assert "PDF" not in (tmp_path / guide.url("glossary", "nb") / "index.html").read_text("utf-8")


def test_the_same_site_gives_the_same_bytes(guide, site, tmp_path):
    for ident in ("council-members", "ten-things", "checklists"):
        publication = guide.publications[ident]
        copy = tmp_path / ident
        shutil.copytree(site, copy, ignore=lambda folder, names: [name for name in names if name.endswith((".pdf", ".json", ".woff2"))])
        made = make_publication(guide, publication, "sv", copy, tmp_path / "work", SITE_URL)
        assert made.path.read_bytes() == (site / guide.publication_url(publication, "sv")).read_bytes()


def test_every_book_that_fails_is_told(project, monkeypatch):
    """A publication that cannot be made stops the build, and the last good site stays as it was."""
    import build

    site = project / "site"
    site.mkdir()
    (site / build.MARK).write_text("good", encoding="utf-8")
    template = project / "overrides" / "generated" / "ten-things.html"
    template.write_text(template.read_text("utf-8").replace("<ol", "<video class='film'></video><ol"), encoding="utf-8")
    with pytest.raises(build.BuildError) as caught:
        build.build(site, books=True, root=project)
    assert re.findall(r"docs/(..)/ten-things\.md: the book does not know <video", str(caught.value)) == ["nb", "da", "sv"] * 2
    assert [path.name for path in site.iterdir()] == [build.MARK]


def test_file_names_are_those_of_the_language(guide):
    names = [publication.file[locale] for publication in guide.publications.values() for locale in LOCALES]
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.pdf", name) for name in names)
    assert posixpath.dirname(guide.publication_url(guide.publications["checklists"], "da")) == "da"
