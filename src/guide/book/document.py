"""Turns the articles of finished pages into one Typst document.

Every text becomes a string literal, so nothing in prose or data can be read as
Typst. An element or class that is not known here stops the book with the page
and the element, so nothing is dropped unseen.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement

from guide.book.chapters import BookError, articles_of, chapters_of
from guide.dates import long_date
from guide.records import Guide, Publication

INLINE = frozenset("a abbr strong em b i code span time br sup sub small".split())
SKIPPED_CLASSES = frozenset({"headerlink", "g-hidden", "g-check__box"})
# Containers that only group what is in them.
PLAIN_DIVS = frozenset({"g-table", "g-glossary", "g-guidances", "g-sources", "g-check__body"})
SPACE = re.compile(r"[ \t\r\n]+")


def literal(text: str) -> str:
    """A Typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def label(key: str, ident: str = "") -> str:
    """The label of a page or of an id on it."""
    return f"{key.replace('/', '--')}{'..' + ident if ident else ''}"


def book_source(guide: Guide, locale: str, site: Path, publication: Publication, site_url: str = "") -> str:
    """The Typst source of a publication, read from the finished site.

    ``site_url`` makes links to pages outside the publication absolute; without
    it they are text only.
    """
    chapters = chapters_of(guide, publication)
    articles = articles_of(guide, publication, locale, site)
    document = _Document(guide, locale, articles, site_url)
    for key, article in articles.items():
        document.collect_targets(key, article)
    words = guide.words(locale)
    about = guide.about
    out = [
        '#import "book.typ": *',
        f"#show: book.with(title: {literal(guide.title_of(publication, locale))}, description: {literal(about.description[locale])}, lang: {literal(locale)}, "
        f"edition: {literal(words['book.edition'] + ' ' + about.edition)}, day: datetime(year: {about.date.year}, month: {about.date.month}, day: {about.date.day}), "
        f"note: {literal(words['book.cover.note'].format(date=long_date(about.date, locale)))}, "
        f"licence: {literal(words['licence.text'] + ' ' + about.licence[locale] + '.')}, contents: {literal(words['book.contents'])}, page-word: {literal(words['book.page'])}, "
        f"phases: ({''.join(f'({literal(p.shape)}, {literal(p.light)}, {literal(p.label[locale])}),' for p in guide.phases)}))",
    ]
    for chapter in chapters:
        phase, keys = chapter.phase, chapter.keys
        for number, key in enumerate(keys):
            page = guide.page(key, locale)
            body = document.blocks(articles[key], key, shift=1 if number else 0, outlined=len(keys) == 1)
            ident = label(key)
            if number == 0:
                mark = f"phase-opener({phase.number - 1})" if phase else "none"
                head = f"#chapter({literal(page.title)}, {literal(ident)}, {mark})"
            else:
                head = f"#topic({literal(page.title)}, {literal(ident)})"
            # The overview has seven columns; it is set on pages turned sideways.
            out.append(f"#wide[\n{head}\n\n{body}\n]" if key == "collaborations" else f"{head}\n\n{body}")
    return "\n\n".join(out) + "\n"


class _Document:
    def __init__(self, guide: Guide, locale: str, articles: Mapping[str, HtmlElement], site_url: str):
        self._guide, self._locale, self._site_url = guide, locale, site_url
        self._key_of_url = {guide.url(key, locale): key for key in articles}
        self._ids = {key: {"", *article.xpath(".//@id")} for key, article in articles.items()}
        self._targets: set[str] = set()

    # -- links -------------------------------------------------------------

    def collect_targets(self, key: str, article: HtmlElement) -> None:
        """Remembers which ids are linked, so that only those get a label."""
        for link in article.iter("a"):
            target = self._target(link.get("href", ""), key)
            if target:
                self._targets.add(target)

    def _target(self, href: str, key: str) -> str | None:
        """The label an address leads to, or None if it leads out of the book."""
        if re.match(r"[a-z]+:", href):
            return None
        path, _, ident = href.partition("#")
        here = self._guide.url(key, self._locale)
        url = posixpath.normpath(posixpath.join("/" + here, path)).lstrip("/") + "/" if path else here
        found = self._key_of_url.get(url if url != "/" else "")
        return label(found, ident) if found and ident in self._ids[found] else None

    def _labelled(self, element: HtmlElement, key: str) -> str:
        ident = element.get("id")
        name = label(key, ident) if ident else ""
        return f"#anchor({literal(name)})" if name in self._targets else ""

    # -- inline --------------------------------------------------------------

    def inline(self, element: HtmlElement, key: str) -> str:
        parts = [self._text(element.text)]
        for child in element:
            parts.append(self._inline_element(child, key))
            parts.append(self._text(child.tail))
        return "".join(parts)

    def _text(self, text: str | None) -> str:
        text = SPACE.sub(" ", text or "")
        return f"#{literal(text)};" if text else ""

    def _inline_element(self, element: HtmlElement, key: str) -> str:
        if not isinstance(element.tag, str) or self._skipped(element):
            return ""
        tag, classes = element.tag, set((element.get("class") or "").split())
        inner = self.inline(element, key)
        if tag == "br":
            return "#linebreak();"
        if tag in ("strong", "b"):
            inner = f"#strong[{inner}]"
        elif tag in ("em", "i"):
            inner = f"#emph[{inner}]"
        elif tag == "code":
            inner = f"#raw({literal(''.join(element.itertext()))});"
        elif tag == "a":
            inner = self._link(element, inner, key)
        elif tag in ("sup", "sub"):
            inner = f"#{'super' if tag == 'sup' else 'sub'}[{inner}]"
        elif tag == "span" and classes & {"g-caveat", "g-overview__story"}:
            inner = f"#caveat[{inner}]"
        elif tag == "span" and "g-figure__title" in classes:
            inner = f"#strong[{inner}]"
        elif tag == "span" and "g-tag" in classes:
            inner = f"#tag[{inner}]"
        elif tag == "span" and "g-effect" in classes:
            inner = f"#strong[{inner}]"
        elif tag == "span" and "g-effect__text" in classes:
            inner = f"#linebreak();{inner}"
        elif tag == "span" and "g-status__year" in classes:
            inner = f"#quiet[{inner}]"
        elif tag not in ("span", "time", "small", "abbr"):
            raise self._unknown(element, key)
        return self._in_language(element, inner)

    def _link(self, element: HtmlElement, inner: str, key: str) -> str:
        href = element.get("href", "")
        target = self._target(href, key)
        if target:
            # A cross-reference to a row of a table or a source needs its page, too.
            return f"#see({literal(target)})[{inner}]"
        if re.match(r"(https?|mailto):", href):
            return f"#link({literal(href)})[{inner}]"
        if self._site_url:
            here = self._guide.url(key, self._locale)
            path, hash_, ident = href.partition("#")
            url = posixpath.normpath(posixpath.join("/" + here, path)).strip("/")
            return f"#link({literal(self._site_url + (url + '/' if url else '') + hash_ + ident)})[{inner}]"
        return inner

    def _in_language(self, element: HtmlElement, inner: str) -> str:
        lang = element.get("lang")
        return f"#text(lang: {literal(lang)})[{inner}]" if lang and lang != self._locale else inner

    def _skipped(self, element: HtmlElement) -> bool:
        return element.get("data-screen-only") is not None or bool(SKIPPED_CLASSES & set((element.get("class") or "").split()))

    def _unknown(self, element: HtmlElement, key: str) -> BookError:
        described = f"<{element.tag}" + (f' class="{element.get("class")}"' if element.get("class") else "") + ">"
        return BookError(f"{self._guide.page(key, self._locale).path}: the book does not know {described}; teach src/guide/book/document.py to set it")

    # -- blocks ----------------------------------------------------------------

    def blocks(self, element: HtmlElement, key: str, shift: int = 0, outlined: bool = True) -> str:
        """The content of an element as Typst blocks; ``shift`` lowers its headings."""
        parts: list[str] = []
        run: list[str] = []

        def end_run() -> None:
            text = "".join(run)
            if text.replace('#" ";', ""):
                parts.append(text)
            run.clear()

        run.append(self._text(element.text))
        for child in element:
            if isinstance(child.tag, str) and not self._skipped(child):
                if child.tag in INLINE:
                    run.append(self._inline_element(child, key))
                else:
                    end_run()
                    parts.append(self._block(child, key, shift, outlined))
            run.append(self._text(child.tail))
        end_run()
        return "\n\n".join(filter(None, parts))

    def _block(self, element: HtmlElement, key: str, shift: int, outlined: bool) -> str:
        tag, classes = element.tag, set((element.get("class") or "").split())
        anchor = self._labelled(element, key)
        if tag == "h1":
            return ""  # the chapter or topic sets it
        if tag in ("h2", "h3"):
            level = int(tag[1]) + shift
            return f"#head({level}, {'true' if outlined and level == 2 else 'false'}, {literal(self._used(key, element))})[{self.inline(element, key)}]"
        if tag == "p":
            return anchor + self._in_language(element, self._paragraph(element, classes, key))
        if tag in ("ul", "ol"):
            return anchor + self._list(element, classes, key)
        if tag == "table":
            return anchor + self._table(element, classes, key)
        if tag == "pre":
            return f"#raw({literal(''.join(element.itertext()).rstrip())}, block: true)"
        if tag == "hr":
            return "#rule()"
        if tag == "blockquote":
            return f"#quote(block: true)[{self.blocks(element, key, shift, outlined)}]"
        if tag == "dl":
            return self._definitions(element, key)
        if tag == "figure":
            return anchor + self._figure(element, key)
        if tag == "div":
            return anchor + self._div(element, classes, key, shift, outlined)
        raise self._unknown(element, key)

    def _used(self, key: str, element: HtmlElement) -> str:
        # Without an id the label would be that of the page.
        name = label(key, element.get("id", "")) if element.get("id") else ""
        return name if name in self._targets else ""

    def _paragraph(self, element: HtmlElement, classes: set[str], key: str) -> str:
        inner = self.inline(element, key).strip()
        if "g-table__source" in classes:
            return f"#table-source[{inner}]"
        for name in classes:
            if name.endswith(("__label", "__title", "__facts", "__name", "__country", "__short")):
                return f"#{name.rsplit('__')[1]}-line[{inner}]"
            if name.endswith(("__source", "__disclaimer", "__more", "__unconfirmed", "__note", "__why", "__kind", "__used", "__caution", "__untranslated")):
                return f"#small-line[{inner}]"
        return f"#par[{inner}]" if classes else inner

    def _div(self, element: HtmlElement, classes: set[str], key: str, shift: int, outlined: bool) -> str:
        inner = self.blocks(element, key, shift, outlined)
        if "g-box" in classes:
            kind = next((c.removeprefix("g-box--") for c in classes if c.startswith("g-box--")), "")
            return f"#panel({literal(kind)})[\n{inner}\n]"
        if "g-box__head" in classes or "g-law" in classes:
            return inner
        if "g-guidance" in classes:
            # On paper an address is of use only when it can be read.
            addresses = (link.get("href", "") for link in element.iter("a") if "g-word" not in (link.get("class") or ""))
            inner += "".join(f"\n\n#small-line[#link({literal(url)})[#{literal(url)}]]" for url in addresses if re.match(r"https?:", url))
        if classes & {"g-term", "g-source", "g-guidance"}:
            return f"#entry[\n{inner}\n]"
        if "g-story__told" in classes:
            return f"#told[\n{inner}\n]"
        if not classes or classes & PLAIN_DIVS or "highlight" in classes:
            return inner
        raise self._unknown(element, key)

    def _figure(self, element: HtmlElement, key: str) -> str:
        """A drawing with its caption; the same in words, which a reader of the site can open, is the drawing's text alternative here."""
        drawings = [svg for svg in element.findall("svg") if not self._skipped(svg)]
        caption, description = element.find("figcaption/p"), element.find("svg/desc")
        if len(drawings) != 1 or caption is None or description is None:
            raise self._unknown(element, key)
        return f"#drawing({literal(standalone(drawings[0]))}, {literal((description.text or '').strip())}, [{self.inline(caption, key).strip()}])"

    def _list(self, element: HtmlElement, classes: set[str], key: str) -> str:
        items = [child for child in element if child.tag == "li"]
        if "g-checklist" in classes:
            return "\n\n".join(f"{self._labelled(i, key)}#check[\n{self.blocks(i, key)}\n]" for i in items)
        bodies = [self._labelled(i, key) + self.blocks(i, key) for i in items]
        function = "enum" if element.tag == "ol" else "list"
        if "g-ten" in classes:
            return "\n\n".join(f"#thing({n})[\n{body}\n]" for n, body in enumerate(bodies, 1))
        if "g-evidence" in classes:
            return "\n\n".join(bodies)
        if "g-term__others" in classes:
            return "#small-line[" + "#h(1em)".join(bodies) + "]"
        start = f"start: {element.get('start')}, " if element.get("start") else ""
        return f"#{function}({start}{', '.join(f'[{body}]' for body in bodies)})"

    def _definitions(self, element: HtmlElement, key: str) -> str:
        out, term = [], ""
        for child in element:
            if child.tag == "dt":
                term = self.inline(child, key)
            elif child.tag == "dd":
                out.append(f"terms.item([{term}], [{self.blocks(child, key)}])")
        return f"#terms({', '.join(out)})"

    def _table(self, element: HtmlElement, classes: set[str], key: str) -> str:
        head, body = [], []
        caption = ""
        for part in element:
            if part.tag == "caption":
                caption = self.inline(part, key).strip()
                continue
            if part.tag not in ("thead", "tbody", "tfoot"):
                raise self._unknown(part, key)
            for row in part:
                cells = [self._cell(cell, key, row if number == 0 else None) for number, cell in enumerate(row)]
                (head if part.tag == "thead" else body).append(cells)
        width = len((head or body)[0])
        kind = next((kind for kind in ("overview", "findings", "coverage") if f"g-{kind}" in classes), "plain")
        flat_head = "".join(f"{cell}, " for row in head for cell in row)
        flat_body = "".join("".join(f"{cell}, " for cell in row) + "\n" for row in body)
        return f"#grid-table({literal(kind)}, {width}, [{caption}], ({flat_head}), ({flat_body}))"

    def _cell(self, cell: HtmlElement, key: str, row: HtmlElement | None) -> str:
        inner = self.blocks(cell, key)
        if row is not None and row.get("id"):
            inner = self._labelled(row, key) + inner
        if cell.tag == "th" and cell.getparent().getparent().tag != "thead":
            inner = f"#strong[{inner}]"
        settings = []
        if "g-num" in (cell.get("class") or "") or "right" in (cell.get("style") or ""):
            settings.append("align: right")
        if cell.get("colspan"):
            settings.append(f"colspan: {int(cell.get('colspan'))}")
        return f"table.cell({', '.join(settings)})[{inner}]" if settings else f"[{inner}]"


def standalone(drawing: HtmlElement) -> str:
    """A drawing of a page as a file of its own, with the look of the book (figure.css)."""
    svg = copy.deepcopy(drawing)
    svg.tail = None
    box = svg.get("viewbox")  # the reader of HTML writes the names of attributes in lower case
    for name in svg.attrib:
        del svg.attrib[name]
    svg.attrib.update({"xmlns": "http://www.w3.org/2000/svg", "viewBox": box})
    for description in svg.findall("desc"):  # Typst is given it as the text alternative
        svg.remove(description)
    style = etree.Element("style")
    style.text = (files("guide.book") / "figure.css").read_text("utf-8")
    svg.insert(0, style)
    return etree.tostring(svg, encoding="unicode")


def words_of(elements: Iterable[HtmlElement]) -> list[str]:
    """The words of articles as the book must show them, screen-only elements apart."""
    words: list[str] = []

    def walk(element: HtmlElement) -> None:
        if not isinstance(element.tag, str):
            return
        if element.get("data-screen-only") is not None or SKIPPED_CLASSES & set((element.get("class") or "").split()):
            return
        words.extend((element.text or "").split())
        for child in element:
            walk(child)
            words.extend((child.tail or "").split())

    for element in elements:
        walk(element)
    return words
