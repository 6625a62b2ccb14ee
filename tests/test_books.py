"""The books: whole, tagged, in the right language, with every page of the site's prose in them."""

import re
import unicodedata
from itertools import pairwise

import pikepdf
import pypdf
import pytest
from pdf import Piece, blocks, contents_text, document, pdf_text, read_aloud, structure

from guide import LOCALES
from guide.book.chapters import articles_of, is_skipped
from guide.book.document import BookError, book_source, literal, words_of
from guide.book.line_breaks import LineBreaks
from guide.book.row_heads import elements, kids
from guide.book.terms import COMMON, TermIndex
from guide.collation import alphabet
from guide.htmlpage import article_of, read_page
from guide.inspect import Site, inspect
from guide.inspect.pdfs import faults
from guide.terms_in_text import UNMARKED_PAGES


def book(guide, site, locale):
    return site / guide.book_url(locale)


def articles(guide, site, locale):
    """The articles of the book by the keys of their pages, as the book has them."""
    return articles_of(guide, guide.book, locale, site)


def keys(guide):
    return list(guide.keys_of(guide.book))


def figures_of(guide, locale):
    """The models drawn in the book, in its order."""
    blocks = [block for key in keys(guide) for block in guide.page(key, locale).blocks]
    return [block.options["model"] for block in blocks if block.name == "steering-model"]


def letters(text):
    """Letters and digits only: line breaks and hyphens of the setting do not matter."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def written(source):
    """Typst without the signs that only steer where lines end."""
    return source.replace("\u00ad", "").replace("\u2060", "").replace("\u2011", "-").replace("\u00a0", " ")


@pytest.mark.parametrize("locale", LOCALES)
def test_is_tagged_and_says_what_it_is(guide, site, locale):
    path = book(guide, site, locale)
    assert list(faults(path, locale, guide.about.date.isoformat())) == []
    with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
        assert guide.about.name[locale] in metadata["dc:title"]
    tags, _, figures = structure(path)
    assert figures == [guide.steering_models[model].description[locale] for model in figures_of(guide, locale)]
    assert tags["/Table"] >= 20 and tags["/TH"] >= 60 and tags["/Note"] >= 300


def test_each_fault_of_a_pdf_is_named(guide, site, tmp_path):
    day = guide.about.date.isoformat()
    whole = book(guide, site, "nb")

    def tagged(pdf, tag):
        return next(element for element in elements(pdf) if element.S == tag)

    def metadata(key, value):
        def change(pdf):
            with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as written:
                written[key] = value

        return change

    def table_without_heads(pdf):
        for element in elements(pdf):
            if element.S == pikepdf.Name.TH:
                element.S = pikepdf.Name.TD

    def scope(pdf):
        for attributes in tagged(pdf, "/TH").A:
            if "/Scope" in attributes:
                del attributes["/Scope"]

    def link_to(target):
        def change(pdf):
            next(link for page in pdf.pages for link in page.get("/Annots", []) if "/Dest" in link).Dest = target

        return change

    def outside(pdf):
        link = next(link for page in pdf.pages for link in page.get("/Annots", []) if link.get("/A", {}).get("/S") == "/URI")
        link.A.URI = pikepdf.String("javascript:alert(1)")

    def font(pdf):
        descriptor = next(found for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/FontDescriptor")
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if key in descriptor:
                del descriptor[key]

    broken = {
        'has the language "en"': lambda pdf: setattr(pdf.Root, "Lang", pikepdf.String("en")),
        "is not tagged": lambda pdf: setattr(pdf.Root, "MarkInfo", pikepdf.Dictionary(Marked=False)),
        "keeps to PDF/UA-1": metadata("pdfuaid:part", "2"),
        "keeps to PDF/A-2 ": metadata("pdfaid:part", "3"),
        "keeps to the level A": metadata("pdfaid:conformance", "B"),
        "has no title": metadata("dc:title", " "),
        "says it was changed 1999": metadata("xmp:ModifyDate", "1999-01-01T00:00:00"),
        "name of its file": lambda pdf: pdf.Root.ViewerPreferences.__delitem__("/DisplayDocTitle"),
        "has headings and no bookmarks": lambda pdf: pdf.Root.__delitem__("/Outlines"),
        "goes from a heading of level 1 to one of level 4": lambda pdf: setattr(tagged(pdf, "/H2"), "S", pikepdf.Name.H4),
        "begins with a heading of level 2": lambda pdf: setattr(tagged(pdf, "/H1"), "S", pikepdf.Name.H2),
        "figures without a text": lambda pdf: tagged(pdf, "/Figure").__delitem__("/Alt"),
        "do not say whether they are a row's or a column's: 1": scope,
        "a table without heads: number 1 ": table_without_heads,
        "notes without an ID": lambda pdf: tagged(pdf, "/Note").__delitem__("/ID"),
        "notes without their number": lambda pdf: setattr(tagged(pdf, "/Note"), "K", tagged(pdf, "/Note").K[1:]),
        "pages without labels": lambda pdf: pdf.Root.__delitem__("/PageLabels"),
        "to nowhere, which is not there": link_to(pikepdf.String("nowhere")),
        "to a page that is not there": link_to(pikepdf.Array([pikepdf.Dictionary(), pikepdf.Name.Fit])),
        "links javascript:alert(1)": outside,
        "fonts must be embedded": font,
    }
    for message, change in broken.items():
        with pikepdf.open(whole) as pdf:
            change(pdf)
            pdf.save(tmp_path / "broken.pdf")
        found = list(faults(tmp_path / "broken.pdf", "nb", day))
        assert len([fault for fault in found if message in fault]) == 1, (message, found)
        assert all(" – " in fault for fault in found)


def test_the_build_looks_at_every_pdf(guide, site, tmp_path):
    (tmp_path / "da").mkdir()
    (tmp_path / "da" / "bok.pdf").write_bytes(book(guide, site, "nb").read_bytes())
    (finding,) = [finding for finding in inspect(Site(tmp_path, guide)) if finding.page.endswith(".pdf")]
    assert finding.page == "da/bok.pdf" and 'has the language "nb" and not "da"' in finding.message


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
    assert re.search(r"\.{3,}\s*\d+|\s\d+\n", contents_text(reader))


@pytest.mark.parametrize("locale", LOCALES)
def test_holds_every_word_of_every_page_in_order(guide, site, locale):
    """The words of the article of each page, one after another, as a reader of the tags hears them in the PDF."""
    words = guide.words(locale)
    page = rf"(?:{re.escape(words['book.see.source'])}|{re.escape(words['book.page'])})\s*\d+"
    text = read_aloud(document(book(guide, site, locale))).replace("\u00ad", "")
    used = rf"(?:{re.escape(words['book.used.most'])}|{re.escape(words['book.used'])})\s*{re.escape(words['book.page'])}\s*\d+(?:,\s*\d+)*"
    stream = letters(re.sub(rf"{used}|\s*\({re.escape(words['book.addresses'])}:\s*{page}\)|\s*\({page}\)|,\s*{page}", "", text))
    place = 0
    for key, article in articles(guide, site, locale).items():
        expected = letters(words_on_paper(article))
        found = stream.find(expected, place)
        assert found >= 0, f"{key}: not in the book as on the page, from {_first_difference(expected, stream[place:])}"
        place = found + len(expected)


def words_on_paper(article):
    """The words of an article as the book has them: in the overview, the names of the columns stand in each row."""
    out = []

    def walk(element):
        # A drawing says in its text alternative what the page has below it to be opened.
        if not isinstance(element.tag, str) or element.tag in ("svg", "details") or is_skipped(element):
            return
        classes = set((element.get("class") or "").split())
        in_overview = element.xpath("boolean(ancestor::table[contains(@class, 'g-overview')])")
        if in_overview and element.tag == "thead":
            return
        if in_overview:
            out.append(element.get("data-label") or "")
        if "g-thing" in classes:
            out.append(str(element.getparent().index(element) + 1))
        out.append(element.text or "")
        for child in element:
            walk(child)
            out.append(child.tail or "")

    walk(article)
    return " ".join(out)


def _first_difference(expected, stream):
    start = max(stream.find(expected[:40]), 0)
    at = next((at for at, (one, other) in enumerate(zip(expected, stream[start:])) if one != other), len(expected))
    return f"{expected[max(at - 40, 0) : at + 40]!r}; the book has {stream[start + max(at - 40, 0) : start + at + 40]!r}"


@pytest.mark.parametrize("locale", LOCALES)
def test_is_drawn_in_the_order_it_is_read(guide, site, locale):
    """A program that knows no tags takes the text in the order it is drawn."""
    text = letters(pdf_text(book(guide, site, locale)))
    place = 0
    for key, article in articles(guide, site, locale).items():
        for heading in article.xpath(".//h1 | .//h2 | .//h3"):
            words = letters(" ".join(words_of([heading])))
            assert words in text[place:], f"{key}: {words} comes before what stands above it"
            place = text.index(words, place)


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_left_alone_on_a_page(guide, site, locale):
    """No widow, no orphan, no cut cell, no heading or label at the foot of a page, no page with a few lines only."""
    running = [block for block in blocks(document(book(guide, site, locale))) if not block.in_note]
    wrong = []
    for block, following in pairwise(running):
        lines = block.lines()
        first, last = min(lines), max(lines)
        if first != last and block.tag in ("TD", "TH"):
            wrong.append(f"page {first + 1}: the cell is cut: {block.text[:60]}")
        elif first != last and 1 in (lines[first], lines[last]):
            wrong.append(f"page {first + 1}: a line is alone: {block.text[:60]}")
        if following.first_page != block.last_page:
            if re.fullmatch(r"H\d", block.tag) or (block.tag in ("P", "Div") and block.is_bold):
                wrong.append(f"page {last + 1}: a heading at the foot: {block.text[:60]}")
            elif block.tag == "P" and block.text.rstrip().endswith(":"):
                wrong.append(f"page {last + 1}: what follows is on the next page: {block.text[:60]}")
    lowest = {}
    for block in running:
        for piece in block.pieces:
            lowest[piece.page] = min(lowest.get(piece.page, 842), piece.y)
    wrong += [f"page {page + 1}: is nearly empty" for page in range(max(lowest) + 1) if lowest.get(page, 842) > 696]
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_is_large_enough_to_read(guide, site, locale):
    root = document(book(guide, site, locale))
    assert min(piece.size for block in blocks(root) if not block.in_note for piece in block.pieces if not piece.text.strip().isdigit()) >= 8.4
    assert min(piece.size for block in blocks(root) if block.in_note for piece in block.pieces if not piece.text.strip().isdigit()) >= 8.1
    members = [block for block in blocks(root) if block.text.startswith(guide.words(locale)["col.members"] + ":")]
    assert len(members) == len(guide.collaborations) and all(piece.size >= 8.9 for block in members for piece in block.pieces)


@pytest.mark.parametrize("locale", LOCALES)
def test_notes_tell_sources_and_write_out_addresses(guide, site, locale):
    path = book(guide, site, locale)
    notes = [element.text() for element in document(path).walk() if element.tag == "Note"]
    see = guide.words(locale)["book.see"]
    pages = [letters(page.extract_text()) for page in pypdf.PdfReader(path).pages]
    told = [note for note in notes if see in note]
    written = [note for note in notes if see not in note]
    assert len(told) > 150 and len(written) > 60
    assert all(re.fullmatch(r"\s*\d+\s*(https?://\S+|\S+@\S+)\s*", note) for note in written)
    named = {source.title_in(locale)[0]: source for source in guide.sources.values()}
    for note in told:
        title = next(title for title in sorted(named, key=len, reverse=True) if letters(title) in letters(note))
        number = int(re.search(rf"{re.escape(see)}\s*(\d+)\.\s*$", note)[1])
        assert letters(named[title].cited_in(locale)) in pages[number - 1], note
    # Where sources and guidance are listed, the address stands in the entry.
    text = read_with_addresses(document(path))
    for source in guide.sources.values():
        assert not source.url or letters(source.url) in text
    for item in guide.guidance:
        assert letters(item.url) in text


@pytest.mark.parametrize("locale", LOCALES)
def test_every_note_stands_on_the_page_of_its_number(guide, site, locale):
    pages = list(mark_and_note(document(book(guide, site, locale))))
    assert len(pages) > 300
    assert [(mark, note) for mark, note in pages if mark != note] == []


def mark_and_note(root):
    """The pages, from 1, of each note's number in the text and of the note."""
    before = []

    def walk(element):
        for part in element.content:
            if isinstance(part, Piece):
                if part.text.strip():
                    before.append(part)
            elif part.tag == "Note":
                yield before[-1].page + 1, next(piece.page for piece in part.pieces() if piece.text.strip()) + 1
            else:
                yield from walk(part)

    yield from walk(root)


@pytest.mark.parametrize("locale", LOCALES)
def test_words_are_divided_at_the_joints_of_compounds(guide, site, locale):
    texts = [article_of(read_page(site / guide.url(key, locale) / "index.html")).itertext() for key in keys(guide)]
    breaks = LineBreaks(locale, (text for article in texts for text in article))
    word = {"nb": "forvaltnings|oppgaver", "da": "kommunal|direktøren", "sv": "system|ansvarig"}[locale]
    assert breaks.set(word.replace("|", "")).replace("\u00ad", "|") == word
    assert breaks.set("ROBEKORGANENE") == "ROBEKORGANENE" and breaks.set("https://forvaltningsoppgaver.example/") == "https://forvaltningsoppgaver.example/"
    kept = {"nb": "22. november 2026", "da": "22. november 2026", "sv": "22 november 2026"}[locale]
    assert breaks.set(f"den {kept} etter § 60 a, 10 000 kr og 50 % (KL 2016)").count("\u00a0") == 8
    assert breaks.set("it-drift") == "it\u2011drift"


@pytest.mark.parametrize("locale", LOCALES)
def test_text_holds_no_sign_that_only_steers_lines(guide, site, locale):
    """What is searched and copied is what was written."""
    for page in pypdf.PdfReader(book(guide, site, locale)).pages:
        text = page.extract_text()
        assert not re.search("[\u2060\u2011\u00a0]", text)


def read_with_addresses(root):
    return letters(root.text(frozenset({"Note"})))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_note_stands_near_its_mark(guide, site, locale):
    """Each page of the site has its own notes, in it each source or address once; a page of the book has no number twice."""
    source = book_source(guide, locale, site, guide.book)
    topics = re.split(r"#(?:chapter|topic)\(", source)[1:]
    assert len(topics) == len(keys(guide))
    for topic in topics:
        told = re.findall(r"#note\(\"[^\"]*\"\)\[(.*?)\](?=[^\]]|$)", topic)
        assert len(told) == topic.count("#note(") and len(set(told)) == len(told), topic[:80]
    notes = [element for element in document(book(guide, site, locale)).walk() if element.tag == "Note"]
    on_page = [(next(note.pieces()).page, int(next(part for part in note.walk() if part.tag == "Lbl").text())) for note in notes]
    assert len(set(on_page)) == len(on_page) > 500
    assert max(number for _, number in on_page) < 100 and sum(number == 1 for _, number in on_page) > 30


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_of_a_source_is_not_read_as_a_page_in_it(guide, site, locale):
    words = guide.words(locale)
    text = letters(read_aloud(document(book(guide, site, locale))))
    # A collaboration may have the name of its own source.
    collaborations = " ".join(letters(one.name) for one in guide.collaborations.values())
    names = {name for source in guide.sources.values() if (name := letters(source.cited_in(locale))) not in collaborations}
    assert not [name for name in names if re.search(rf"{name}{letters(words['book.page'])}\d", text)]
    assert sum(bool(re.search(rf"{name}{letters(words['book.see.source'])}\d", text)) for name in names) > 30
    for block in blocks(document(book(guide, site, locale))):
        depth = 0
        for sign in re.sub(r"https?://\S+", "", block.text):
            depth += {"(": 1, ")": -1}.get(sign, 0)
            assert depth < 2, block.text
            depth = max(depth, 0)


@pytest.mark.parametrize("locale", LOCALES)
def test_titles_are_in_italics_and_lead_to_what_they_name(guide, site, locale):
    source = book_source(guide, locale, site, guide.book)
    titles = {guide.page(key, locale).title: key.replace("/", "--") for key in keys(guide)}
    led = re.findall(r'#see\("([^"]*)", (?:true|false)(?:, stop: true)?\)\[((?:#emph\[)?)#"([^"]*)";\]', source)
    named = [(target, style, title) for target, style, title in led if title in titles]
    assert len(named) > 20
    assert all(target == titles[title] and style for target, style, title in named)
    # A title that ends a sentence with its question mark leaves the full stop to the page.
    assert source.count("stop: true)[#emph[") > 2


@pytest.mark.parametrize("locale", LOCALES)
def test_sources_name_the_pages_that_cite_them(guide, site, locale):
    words = guide.words(locale)
    pages = [letters(page.extract_text()).casefold() for page in pypdf.PdfReader(book(guide, site, locale)).pages]
    text = read_aloud(document(book(guide, site, locale)))
    told = "|".join(re.escape(words[key]).replace(r"\ ", r"\s*") for key in ("book.used.most", "book.used"))
    used, start = [], text.rindex(guide.sections[locale]["sources"].sections["all"].title) if "all" in guide.sections[locale]["sources"].sections else 0
    for match in re.finditer(rf"(?:{told})\s*{re.escape(words['book.page'])}\s*(\d+(?:,\s*\d+)*)", text):
        entry, start = letters(text[start : match.start()]), match.end()
        source = max(guide.sources.values(), key=lambda source: entry.rfind(letters(source.title_in(locale)[0])))
        used.append((source, [int(number) for number in re.findall(r"\d+", match[1])]))
    assert len(used) > 100 and any(len(numbers) == 12 for _, numbers in used)
    assert all(len(numbers) <= 12 and numbers == sorted(set(numbers)) for _, numbers in used)

    def named(source, number):
        # On its page, or on the one after where a paragraph runs over.
        around = pages[number - 1] + pages[number]
        return any(letters(name).casefold()[:12] in around for name in (source.cited_in(locale), source.title_in(locale)[0]))

    found = [named(source, number) for source, numbers in used for number in numbers]
    assert sum(found) > .95 * len(found)  # the text calls a few by other words


def test_a_source_has_the_year_by_which_it_is_cited(guide):
    for source in guide.sources.values():
        year = re.search(r"\b(?:19|20)\d\d$", source.short)
        assert year is None or year[0] in (str(source.year), source.unconfirmed_year), source.id
    assert guide.sources["vesteralen-2025"].unconfirmed_year == "2025" and guide.sources["lanestedt-2007"].unconfirmed_year is None


@pytest.mark.parametrize("locale", LOCALES)
def test_the_address_of_the_site_stands_where_readers_are_sent_to_it(guide, site, locale):
    words, url = guide.words(locale), "https://veileder.example/"
    told, untold = (book_source(guide, locale, site, guide.book, address) for address in (url, ""))
    for word in ("book.cover.site", "book.use.age.site"):
        assert f'{words[word]} ");#address("{url}")' in told.replace('";#', '");#').replace("]];", "]")
        assert words[word] not in untold
    assert url not in untold


def index_of_terms(guide, site, locale):
    """The lines of the index, the letters among them, as the book has them."""
    words = guide.words(locale)
    running = list(blocks(document(book(guide, site, locale))))
    start = max(number for number, block in enumerate(running) if block.tag == "H1" and block.text == words["book.index"])
    end = next(number for number, block in enumerate(running) if number > start and block.tag == "H1")
    return [block.text for block in running[start + 2 : end]]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_index_of_terms_keeps_the_alphabet_of_its_language(guide, site, locale):
    source = book_source(guide, locale, site, guide.book)
    groups = re.findall(r'\("(0–9|\w)", \((.*?\), )\)\), ', source[source.index("#index-of-terms(") :])
    heads = [letter for letter, _ in groups]
    assert heads == [letter for letter in ["0–9", *alphabet(locale)] if letter in heads] and len(heads) > 18
    assert locale != "sv" or heads[-3:] == ["Å", "Ä", "Ö"]
    for letter, entries in groups:
        for word in re.findall(r'\("([^"]*)", "[^"]*", "[^"]*"\)', entries):
            first = next(sign for sign in word if sign.isalpha() or sign.isdigit() and not word.startswith("§"))
            assert letter == ("0–9" if first.isdigit() else first.upper()), word
    named = [re.sub(r"[\s\d,–]+$", "", line) for line in index_of_terms(guide, site, locale)]
    assert len(set(named)) == len(named)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_index_of_terms_has_every_section_that_has_the_word(guide, site, locale):
    """Whether the site marks the word or not; of words that stand nearly everywhere, the glossary only."""
    made = articles(guide, site, locale)
    sections = []
    for key, article in made.items():
        if key in UNMARKED_PAGES:
            continue
        for element in article:
            if element.tag in ("h1", "h2", "h3"):
                sections.append([])
            sections[-1] += [" ".join(words_of([element]))]
    texts = [" ".join(section) for section in sections]
    marks = re.findall(r'#term\("([^"]*)", (true|false)\)', book_source(guide, locale, site, guide.book))
    counts = {ident: sum(ident in idents.split() for idents, _ in marks) for ident in guide.glossary}
    common = TermIndex(guide, locale, made).common
    assert {"kommune", "drift", "bruker"} <= common and len(common) < 14
    for ident, term in guide.glossary.items():
        word = re.compile(rf"(?<![\w-]){re.escape(term.texts[locale].term)}(?![\w-])")
        having = sum(bool(word.search(text)) for text in texts)
        if ident in common:
            assert counts[ident] == 1, ident
        elif all(term.texts[locale].term != other.texts[locale].term for name, other in guide.glossary.items() if name != ident):
            assert having <= counts[ident] - 1 <= len(texts) * COMMON, ident
    assert sum(counts[ident] > 5 and not guide.glossary[ident].is_marked(locale) for ident in counts) > 15


@pytest.mark.parametrize("locale", LOCALES)
def test_the_index_of_terms_names_pages_that_have_them(guide, site, locale):
    path = book(guide, site, locale)
    words = guide.words(locale)
    lines = index_of_terms(guide, site, locale)
    pages = [letters(page.extract_text()).casefold() for page in pypdf.PdfReader(path).pages]
    entries = {}
    for line in lines:
        if match := re.fullmatch(r"(.*?)\s*((?:\d+(?:–\d+)?(?:,\s*)?)+)", line.replace("\u00ad", "")):
            numbers = [range(int(a), int(b or a) + 1) for a, b in re.findall(r"(\d+)(?:–(\d+))?", match[2])]
            entries[letters(match[1])] = [page for run in numbers for page in run]
            assert len(entries[letters(match[1])]) <= 8, line
    own_words = [term.texts[locale].term for term in guide.glossary.values()]
    for ident, term in guide.glossary.items():
        name = term.texts[locale].term
        if own_words.count(name) > 1:
            name += f" ({term.texts['nb'].term})"
        own = entries[letters(name)]
        assert own == sorted(set(own)), ident
        first_words = [letters(word.lstrip("§ ").split()[0]).casefold() for word in term.words(locale)]
        stems = {word[: max(3, len(word) - 4)] for word in first_words}
        for page in own:
            around = pages[page - 1] + pages[min(page, len(pages) - 1)]
            assert any(stem in around for stem in stems), f"{ident} is not on page {page}"
    sees = [line for line in lines if f" {words['book.index.see']} " in line.replace("\u00a0", " ")]
    assert len(sees) > 30


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
    source = re.sub(r'#term\("[^"]*", (?:true|false)\);', "", written(book_source(guide, locale, site, guide.book)))
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
    assert source.count("check[") == 2 * sum(len(c.items) for c in guide.checklists.values())


@pytest.mark.parametrize("locale", LOCALES)
def test_heads_of_rows_are_tagged_and_named_by_their_cells(guide, site, locale):
    rows = []
    for key in keys(guide):
        tree = article_of(read_page(site / guide.url(key, locale) / "index.html"))
        rows += [head.text_content() for head in tree.xpath(".//th[not(ancestor::thead) and not(ancestor::table[contains(@class, 'g-overview')])]")]
    with pikepdf.open(book(guide, site, locale)) as pdf:
        ids = {str(name): element for name, element in pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree).items()}
        heads = [cell for cell in elements(pdf) if cell.S == "/TH" and any(part.get("/Scope") == "/Row" for part in cell.A)]
        assert len(heads) == len(rows) > 100
        assert all(ids[str(cell.ID)].objgen == cell.objgen for cell in heads)
        row = kids(heads[0].P)
        for cell in row[1:]:
            (headers,) = [part.Headers for part in cell.A if "/Headers" in part]
            assert str(heads[0].ID) in map(str, headers) and len(headers) == 2


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
