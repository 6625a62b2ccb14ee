"""The books: whole, tagged, in the right language, with every page of the site's prose in them."""

import re
import unicodedata

import pikepdf
import pypdf
import pytest
from pdf import contents_text, pdf_text, structure

from guide import LOCALES
from guide.htmlpage import read_page
from guide.book.document import BookError, book_source, literal, words_of


def book(guide, site, locale):
    return site / guide.book_url(locale)


def keys(guide):
    return list(guide.keys_of(guide.book))


def figures_of(guide, locale):
    """The models drawn in the book, in its order."""
    blocks = [block for key in keys(guide) for block in guide.page(key, locale).blocks]
    return [block.options["model"] for block in blocks if block.name == "steering-model"]


def letters(text):
    """Letters and digits only: line breaks and hyphens of the setting do not matter."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("locale", LOCALES)
def test_is_tagged_and_says_what_it_is(guide, site, locale):
    path = book(guide, site, locale)
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == locale
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert guide.about.name[locale] in metadata["dc:title"]
        assert "/PageLabels" in pdf.Root
    tags, levels, figures = structure(path)
    assert all(figures), "a figure without a text for those who cannot see it"
    assert figures == [guide.steering_models[model].description[locale] for model in figures_of(guide, locale)]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:])), "a heading level is skipped"
    assert tags["/Table"] >= 20 and tags["/TH"] >= 60


@pytest.mark.parametrize("locale", LOCALES)
def test_contents_lists_every_page_with_its_number(guide, site, locale):
    reader = pypdf.PdfReader(book(guide, site, locale))
    titles = {guide.page(key, locale).title for key in keys(guide)}

    def bookmarks(entries):
        for entry in entries:
            if isinstance(entry, list):
                yield from bookmarks(entry)
            else:
                yield entry.title

    assert titles <= set(bookmarks(reader.outline))
    contents = letters(contents_text(reader))
    assert not [title for title in titles if letters(title) not in contents]
    assert re.search(r"\.{3,}\s*\d+|\s\d+\n", reader.pages[1].extract_text())


@pytest.mark.parametrize("locale", LOCALES)
def test_holds_every_word_of_every_page(guide, site, locale):
    """The words of every paragraph, heading and cell stand in the Typst source; Typst itself refuses missing glyphs."""
    source = book_source(guide, locale, site, guide.book)
    text = "".join(part.encode().decode("unicode_escape", "ignore") if "\\" in part else part for part in re.findall(r'#"((?:[^"\\]|\\.)*)"', source))
    squeezed = letters(text + "".join(re.findall(r'#raw\("((?:[^"\\]|\\.)*)"', source)))
    for key in keys(guide):
        tree = read_page(site / guide.url(key, locale) / "index.html")
        (article,) = tree.xpath("//div[contains(@class, 'g-prose')]")
        for block in article.xpath(".//*[self::p or self::h2 or self::h3 or (self::li or self::td) and not(*)][not(ancestor-or-self::*[@data-screen-only] or ancestor::details)]"):
            words = letters(" ".join(words_of([block])))
            assert words in squeezed, f"{key}: {words[:80]}"


@pytest.mark.parametrize("locale", LOCALES)
def test_text_comes_out_readable(guide, site, locale):
    text = letters(pdf_text(book(guide, site, locale)))
    for thing in guide.ten_things:
        assert letters(thing.title[locale]) in text
    for collaboration in list(guide.collaborations.values())[::7]:
        assert letters(collaboration.name)[:24] in text
    for checklist in guide.checklists.values():
        assert all(letters(item.text[locale]) in text for item in checklist.items)


@pytest.mark.parametrize("locale", LOCALES)
def test_tables_from_data_have_header_cells(guide, site, locale):
    source = book_source(guide, locale, site, guide.book)
    for matrix in guide.matrices.values():
        start = source.index(f"[#{literal(matrix.caption[locale])};]")
        head, _, rows = source[start : start + 20_000].partition("), (")
        assert [cell for cell in re.findall(r'#"((?:[^"\\]|\\.)*)"', head)][1:] == [column[locale] for column in matrix.columns]
        assert rows.startswith(f"[#strong[#{literal(matrix.rows[0].label[locale])};]]")
    start = source.index('#grid-table("findings"')
    assert source[start:].startswith(f'#grid-table("findings", {len(guide.assessed_forms) + 2}, ')
    table = source[start : source.index("\n)", start)]
    assert table.count(f"table.cell(colspan: {len(guide.assessed_forms)})") == sum(c.same_for_all for c in guide.success_criteria)
    # A box to tick for each point, on the page of its own and on that of all.
    assert source.count("#check[") == 2 * sum(len(c.items) for c in guide.checklists.values())


@pytest.mark.parametrize("locale", LOCALES)
def test_figures_are_drawn_with_words_that_can_be_found(guide, site, locale):
    """In the book a figure is no picture of text: its words are set in the fonts of the book, and search finds them."""
    text = letters(pdf_text(book(guide, site, locale)))
    models = [guide.steering_models[model] for model in figures_of(guide, locale)]
    assert len(models) == len(guide.steering_models) == 5
    for model in models:
        assert letters(model.title[locale]) in text
        for box in model.boxes:
            assert letters(box.label[locale]) in text
        for arrow in model.arrows:
            assert not arrow.label or letters(arrow.label[locale].split()[0]) in text
    with pikepdf.open(book(guide, site, locale)) as pdf:
        images = [name for page in pdf.pages for name, thing in page.get("/Resources", {}).get("/XObject", {}).items() if thing.get("/Subtype") == "/Image"]
    assert images == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_link_inside_is_dead(guide, site, locale):
    with pikepdf.open(book(guide, site, locale)) as pdf:
        names = set()
        if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
            names = {str(name) for name, _ in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        inside = outside = 0
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                action = annotation.get("/A")
                destination = annotation.get("/Dest", action.get("/D") if action is not None else None)
                if action is not None and action.get("/S") == "/URI":
                    outside += 1
                    assert re.match(r"(https?|mailto):", str(action.URI))
                elif isinstance(destination, pikepdf.String):
                    inside += 1
                    assert str(destination) in names
                else:
                    inside += 1
                    assert destination is not None
    assert inside > 300 and outside > 200


def test_the_same_site_gives_the_same_bytes(root, guide, site, tmp_path):
    from guide.book import book_path, make_book

    first = book_path(guide, "da", site).read_bytes()
    make_book(root, "da", site, tmp_path, "https://veileder.example/ikt/")
    assert book_path(guide, "da", site).read_bytes() == first


def test_an_element_it_does_not_know_stops_the_book(guide, site, tmp_path):
    import shutil

    copy = tmp_path / "site"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("assets", "*.pdf"))
    page = copy / guide.url("operations/exit", "nb") / "index.html"
    page.write_text(page.read_text("utf-8").replace("</h1>", "</h1><video class='film'></video>", 1), encoding="utf-8")
    with pytest.raises(BookError, match=r'docs/nb/operations/exit\.md: the book does not know <video class="film">'):
        book_source(guide, "nb", copy, guide.book)
