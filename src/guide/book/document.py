"""Turns the articles of finished pages into one Typst document.

Every text becomes a string literal, so nothing in prose or data can be read as
Typst. An element or class that is not known here stops the book with the page
and the element, so nothing is dropped unseen.

A link inside becomes a reference with its page, a source that is cited and an
address outside become notes at the foot of the page. Notes begin anew with each
page of the site; there a source has its note once. In the chapters that list
sources and addresses, the address stands in the entry itself.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement

from guide.book import small
from guide.book.chapters import INLINE, BookError, articles_of, chapters_of, is_skipped
from guide.book.colophon import Commit
from guide.book.groups import CUT, held, panel, points, room_for, together
from guide.book.line_breaks import NO_BREAK, LineBreaks
from guide.book.matter import closing, opening
from guide.book.terms import TermIndex
from guide.book.typst_values import array, literal
from guide.records import Guide, Publication, Source

# Containers that only group what is in them.
PLAIN_DIVS = frozenset({"g-table", "g-glossary", "g-guidances", "g-sources", "g-check__body"})
SPACE = re.compile(r"[ \t\r\n]+")
OUTSIDE = re.compile(r"(https?|mailto):")
# Tables, and lines that name their sources: they name the page of the source in place of a note.
WITHOUT_NOTES = "ancestor::table | ancestor::*[contains(@class, '__source') or contains(@class, 'g-figure__caption')][not(contains(@class, 'g-law'))]"
# Chapters whose entries hold the addresses themselves.
WITH_ADDRESSES = frozenset({"sources", "links"})
SOURCES = "sources.."
# A table with fewer letters, as wide as its widest cells, stays on one page.
WHOLE_TABLE = 2600
WHOLE_ROWS = 5
# A paragraph with notes and fewer letters stays on one page: a note can draw its line with it to the next.
WHOLE_PARAGRAPH = 700
# So many letters are a few lines, of which one would be left alone.
FEW_LINES = 440
# Letters that are more than a page, a full one of small tables, too: notes that begin anew farther from the first of the ones before never share a page with it.
MORE_THAN_A_PAGE = 7000
# Too long for a narrow column.
LONG_WORD = re.compile(r"[^\W\d_]{18,}")
# A sentence that follows.
NEW_SENTENCE = re.compile(r"\s+[«“\"]?[A-ZÆØÅÄÖ]")


@dataclass(frozen=True)
class Typeset:
    """The Typst source of a publication, and of each of its tables, in order, the place of the row's head in each row below the heads of the columns."""

    text: str
    row_heads: tuple[tuple[int | None, ...], ...]


def label(key: str, ident: str = "") -> str:
    """The label of a page or of an id on it."""
    return f"{key.replace('/', '--')}{'..' + ident if ident else ''}"


def book_source(guide: Guide, locale: str, site: Path, publication: Publication, site_url: str = "") -> str:
    """The Typst source of a publication; see typeset."""
    return typeset(guide, locale, site, publication, site_url).text


def typeset(guide: Guide, locale: str, site: Path, publication: Publication, site_url: str = "", commit: Commit | None = None) -> Typeset:
    """A publication as Typst, read from the finished site.

    ``site_url`` makes links to pages outside the publication absolute; without
    it they are text only. A book tells at its end of which ``commit`` it is made.
    """
    chapters = chapters_of(guide, publication)
    articles = articles_of(guide, publication, locale, site)
    whole = publication.format == "book"
    terms = TermIndex(guide, locale, articles) if whole else None
    document = _Document(guide, locale, articles, site_url, terms)
    for key, article in articles.items():
        document.collect_targets(key, article)
    out = ['#import "book.typ": *', opening(guide, publication, locale, site_url)]
    if not whole:
        out = ['#import "book.typ": *', '#import "small.typ": *', small.opening(guide, publication, locale, site_url)]
    for chapter in chapters:
        phase, keys = chapter.phase, chapter.keys
        parts = []
        for number, key in enumerate(keys):
            page = guide.page(key, locale)
            anew = document.begin(opens_chapter=number == 0)
            title = terms.marks(articles[key].find(".//h1")) if terms else ""
            ident = label(key)
            if number == 0:
                mark = f"phase-opener({phase.number - 1})" if phase else "none"
                head = f"#chapter({literal(page.title)}, {literal(ident)}, {mark})"
            else:
                head = f"#topic({literal(page.title)}, {literal(ident)}, anew: {'true' if anew else 'false'})"
            parts.append(document.blocks(articles[key], key, shift=1 if number else 0, outlined=len(keys) == 1, head=head + title, between=CUT))
        out.append(f"#chapter-body({literal(label(keys[0]))}, 0)[\n" + "\n\n".join(parts) + "\n]")
    if terms:
        out += [terms.index(), closing(guide, locale, commit, site_url)]
    return Typeset("\n\n".join(out) + "\n", tuple(document.row_heads))


class _Document:
    def __init__(self, guide: Guide, locale: str, articles: Mapping[str, HtmlElement], site_url: str, terms: TermIndex | None):
        self._guide, self._locale, self._site_url, self._terms = guide, locale, site_url, terms
        self._key_of_url = {guide.url(key, locale): key for key in articles}
        self._ids = {key: {"", *article.xpath(".//@id")} for key, article in articles.items()}
        self._pages = {guide.url(key, locale).strip("/"): key for key in guide.keys}
        self._targets: set[str] = set()
        self._words = guide.words(locale)
        self.row_heads: list[tuple[int | None, ...]] = []
        self._notes = 0
        self._letters = 0  # how many are set so far
        self._first_note: int | None = None  # where, in letters, note number 1 stands
        self._noted: set[str] = set()  # what has a note on this page of the site
        self._referred: set[str] = set()  # the targets whose page stands in this paragraph already
        self._brackets = 0  # how many are open in this paragraph
        self._line_breaks = LineBreaks(locale, (text for article in articles.values() for text in article.itertext()))
        self._broken = True  # whether words are divided: not in headings, nor in another language
        self._late: str | None = None  # a source whose page stands in the brackets that follow it

    def begin(self, opens_chapter: bool) -> bool:
        """A new page of the site: its notes are its own. Says whether they are numbered from 1, as they are where no page of the book can have two of a number."""
        self._noted.clear()
        anew = opens_chapter or self._first_note is None or self._letters - self._first_note > MORE_THAN_A_PAGE
        if anew:
            self._first_note = None
        return anew

    def _begin_block(self) -> None:
        self._referred.clear()
        self._brackets = 0
        self._late = None

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
        parts = [self._marks(element), self._text(element.text)]
        for child in element:
            parts.append(self._inline_element(child, key))
            parts.append(self._tail(child))
        return "".join(parts)

    def _marks(self, element: HtmlElement) -> str:
        """Invisible marks for the terms in the text of an element; those of a heading stand beside it, as its text is told again elsewhere."""
        return self._terms.marks(element) if self._terms and element.tag not in ("h1", "h2", "h3") else ""

    def _text(self, text: str | None) -> str:
        text = SPACE.sub(" ", text or "")
        if self._broken:
            text = self._line_breaks.set(text)
        self._letters += len(text)
        if "(" in text or ")" in text:
            text = "".join(self._bracket(sign) if sign in "()" else sign for sign in text)
        return f"#{literal(text)};" if text else ""

    def _undivided(self, element: HtmlElement, key: str) -> str:
        before, self._broken = self._broken, False
        inner = self.inline(element, key)
        self._broken = before
        return inner

    def _bracket(self, sign: str) -> str:
        """Brackets in brackets are square."""
        self._brackets = self._brackets + 1 if sign == "(" else max(self._brackets - 1, 0)
        depth = self._brackets if sign == "(" else self._brackets + 1
        return sign if depth < 2 else "[" if sign == "(" else "]"

    def _tail(self, child: HtmlElement) -> str:
        """The text after an element; in its first brackets the page of the source before them, if that is due."""
        before, bracket, after = (child.tail or "").partition(")")
        if self._late is None or not bracket:
            return self._text(child.tail)
        target, self._late = self._late, None
        return f"{self._text(before)}#see({literal(target)}, true, source: true)[];{self._text(bracket + after)}"

    def _inline_element(self, element: HtmlElement, key: str) -> str:
        if not isinstance(element.tag, str) or is_skipped(element) or self._leads_nowhere(element, key):
            return ""
        tag, classes = element.tag, set((element.get("class") or "").split())
        inner = self._undivided(element, key) if element.get("lang", self._locale) != self._locale else self.inline(element, key)
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
            inner = f"#quiet[({inner})]"
        elif tag not in ("span", "time", "small", "abbr"):
            raise self._unknown(element, key)
        return self._in_language(element, inner)

    def _link(self, element: HtmlElement, inner: str, key: str) -> str:
        href = element.get("href", "")
        if "g-word" in (element.get("class") or "").split():
            return inner
        target = self._target(href, key)
        named, is_title = self._titled(element, href, key)
        if is_title:
            inner = f"#emph[{inner}]"
        if target:
            source = target.removeprefix(SOURCES)
            if source != target and source in self._guide.sources:
                cited = f"#cited({literal(source)});" if key.partition("/")[0] not in WITH_ADDRESSES else ""
                return cited + (inner + self._source_note(source, target) if self._takes_note(element, key) else self._reference(element, target, inner, source=True))
            return self._reference(element, label(named) if named in self._ids else target, inner)
        if OUTSIDE.match(href):
            return self._outside(element, href, inner, key)
        path, hash_, ident = href.partition("#")
        url = posixpath.normpath(posixpath.join("/" + self._guide.url(key, self._locale), path)).strip("/")
        if url == self._guide.url("sources", self._locale).strip("/") and ident in self._guide.sources:
            # The chapter of sources is not in this publication, so the note has all of it.
            noted = self._takes_note(element, key) or element.xpath("ancestor::tbody")
            return inner + (self._source_note(ident, None) if noted else "")
        address = self._site_url + (url + "/" if url else "") + hash_ + ident
        if self._terms is None:  # what is smaller than the book tells once, at its end, where the rest of the guide stands
            return f"#link({literal(address)})[{inner}]" if self._site_url else inner
        return self._outside(element, address, inner, key) if self._site_url else inner

    def _titled(self, element: HtmlElement, href: str, key: str) -> tuple[str, bool]:
        """Whether the words of a link are the title of what it leads to; where it leads to a section under the title of its page, the key of the page."""
        path, _, ident = href.partition("#")
        here = self._guide.url(key, self._locale)
        found = self._pages.get(posixpath.normpath(posixpath.join("/" + here, path)).strip("/") if path else here.strip("/"))
        if found is None or re.match(r"[a-z]+:", href):
            return "", False
        words = " ".join(element.text_content().split())
        page = self._guide.sections[self._locale][found]
        if words == page.title:
            return (found if ident else ""), True
        return "", ident in page.sections and words == page.sections[ident].title

    def _reference(self, element: HtmlElement, target: str, inner: str, source: bool = False) -> str:
        """A link inside with its page: in brackets, or after a comma where brackets are open, or in those that follow. Once in a paragraph.

        Of a source it is "see p.", as a page alone would be one of the source.
        """
        if target in self._referred:
            return f"#link(label({literal(target)}))[{inner}]"
        self._referred.add(target)
        follow = (element.tail or "").lstrip().startswith("(")
        if source and follow and not self._brackets:
            self._late = target
            return f"#link(label({literal(target)}))[{inner}]"
        settings = (", source: true" if source else "") + (", stop: true" if _ends_sentence(element) else "")
        return f"#see({literal(target)}, {'true' if self._brackets > 0 or follow else 'false'}{settings})[{inner}]"

    def _leads_nowhere(self, element: HtmlElement, key: str) -> bool:
        """Whether an element is there for its link alone (data-link-only), which in this publication cannot be followed."""
        if element.get("data-link-only") is None or self._site_url:
            return False
        return not any(self._target(link.get("href", ""), key) or OUTSIDE.match(link.get("href", "")) for link in element.iter("a"))

    def _outside(self, element: HtmlElement, url: str, inner: str, key: str) -> str:
        """A link outside; its address is written out in a note, or in the entry of a list of addresses."""
        linked = f"#link({literal(url)})[{inner}]"
        written = url.removeprefix("mailto:")
        if written == "".join(element.itertext()).strip() or element.xpath("ancestor::*[contains(@class, 'g-guidance')]"):
            return linked
        if element.xpath("ancestor::ul[@class='g-sources__collaborations']"):
            return f"{linked}#address-after({literal(url)})"
        if not self._takes_note(element, key):
            return linked
        return linked + self._note(url, f"#address({literal(url)})")

    @staticmethod
    def _takes_note(element: HtmlElement, key: str) -> bool:
        return key.partition("/")[0] not in WITH_ADDRESSES and not element.xpath(WITHOUT_NOTES)

    def _source_note(self, ident: str, target: str | None) -> str:
        """The title, author and year of a source and where the book tells more of it, or, without that chapter, its address."""
        source = self._guide.sources[ident]
        words, language = source.title_in(self._locale)
        title = self._spoken(language, f"#emph[#{literal(words)};]")
        facts = f", {source.author_in(self._locale)}, {self._year(source)}. "
        place = f"#{literal(self._words['book.see'].replace(' ', NO_BREAK) + NO_BREAK)};#page-of({literal(target)})." if target else f"#address({literal(source.url)})" if source.url else ""
        return self._note(ident, f"{title}#{literal(facts)};{place}")

    def _year(self, source: Source) -> str:
        """The year of a source in words: a year that stands in its short name only is not confirmed."""
        if source.year:
            return str(source.year)
        year = source.unconfirmed_year
        return self._words["sources.unconfirmed_year"].format(year=year) if year else self._words["overview.undated"]

    def _note(self, key: str, content: str) -> str:
        """A note, once on a page of the site."""
        if key in self._noted:
            return ""
        self._notes += 1
        self._noted.add(key)
        if self._first_note is None:
            self._first_note = self._letters
        return f"#note({literal(f'note..{self._notes}')})[{content}]"

    def _spoken(self, lang: str, inner: str) -> str:
        # The joints of its compounds are not known here, so the longest words are divided by the patterns of their language.
        divided = ", hyphenate: true" if LONG_WORD.search(inner) else ""
        return f"#text(lang: {literal(lang)}{divided})[{inner}]" if lang != self._locale else inner

    def _in_language(self, element: HtmlElement, inner: str) -> str:
        lang = element.get("lang")
        return self._spoken(lang, inner) if lang else inner

    def _unknown(self, element: HtmlElement, key: str) -> BookError:
        described = f"<{element.tag}" + (f' class="{element.get("class")}"' if element.get("class") else "") + ">"
        return BookError(f"{self._guide.page(key, self._locale).path}: the book does not know {described}; teach src/guide/book/document.py to set it")

    # -- blocks ----------------------------------------------------------------

    def blocks(self, element: HtmlElement, key: str, shift: int = 0, outlined: bool = True, head: str = "", between: str = "\n\n") -> str:
        """The content of an element as Typst blocks, below a heading that is set already; ``shift`` lowers the others.

        ``between`` is CUT where a page may end between them.
        """
        parts: list[str] = [head]
        run: list[str] = []
        marks = self._marks(element)
        self._begin_block()

        def end_run() -> None:
            nonlocal marks
            text = "".join(run)
            if text.replace('#" ";', ""):
                parts.append(marks + text)
                marks = ""
            run.clear()

        run.append(self._text(element.text))
        for child in element:
            if isinstance(child.tag, str) and not is_skipped(child) and not self._leads_nowhere(child, key):
                if child.tag in INLINE:
                    run.append(self._inline_element(child, key))
                else:
                    end_run()
                    parts.append(self._block(child, key, shift, outlined))
            run.append(self._tail(child))
        end_run()
        return between.join(together(list(filter(None, parts))) if between == CUT else filter(None, parts))

    def _block(self, element: HtmlElement, key: str, shift: int, outlined: bool) -> str:
        tag, classes = element.tag, set((element.get("class") or "").split())
        anchor = self._labelled(element, key)
        self._begin_block()
        if tag == "h1":
            return ""  # the chapter or topic sets it
        if tag in ("h2", "h3"):
            level = int(tag[1]) + shift
            inner = self._undivided(element, key)
            terms = self._terms.marks(element) if self._terms else ""
            return f"#head({level}, {'true' if outlined and level == 2 else 'false'}, {literal(self._used(key, element))})[{inner}]{terms}"
        if tag == "p":
            return anchor + self._paragraph(element, classes, key)
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
        inner = self._in_language(element, self.inline(element, key).strip())
        if "g-table__source" in classes:
            return f"#table-source[{inner}]"
        if "g-overview__facts" in classes:
            return f"#count-line[{inner}]"
        for name in classes:
            if name.endswith(("__label", "__title", "__facts", "__name", "__country", "__short")):
                return f"#{name.rsplit('__')[1]}-line[{inner}]"
            if name.endswith(("__source", "__disclaimer", "__more", "__unconfirmed", "__note", "__why", "__kind", "__used", "__caution", "__untranslated")):
                return f"#small-line[{inner}]"
        if classes:
            return f"#par[{inner}]"
        # Of what is not cut, Typst keeps the first note on the page, but not others; of lines, all.
        notes = inner.count("#note(")
        kept = bool(notes) and len(element.text_content()) < (WHOLE_PARAGRAPH if notes == 1 else FEW_LINES)
        # What a list or table is introduced by stays with it.
        following = element.getnext()
        leads = following is not None and (following.tag in ("ul", "ol", "table") or "g-table" in (following.get("class") or "").split())
        if leads and not (element.tail or "").strip():
            return f"#lead({room_for(following):.1f})[{inner}]"
        boxed = following is not None and "g-box" in (following.get("class") or "").split() and "".join(element.itertext()).rstrip().endswith(":")
        if boxed and not notes and not (element.tail or "").strip():
            return f"#sticking[{inner}]"
        return f"#whole[{inner}]" if kept else inner

    def _div(self, element: HtmlElement, classes: set[str], key: str, shift: int, outlined: bool) -> str:
        grouping = not classes or bool(classes & (PLAIN_DIVS | {"g-box", "g-box__head", "g-law", "highlight"}))
        inner = self.blocks(element, key, shift, outlined, between=CUT if grouping else "\n\n")
        if "g-box" in classes:
            kind = next((c.removeprefix("g-box--") for c in classes if c.startswith("g-box--")), "")
            return panel(kind, [part for part in inner.split(CUT) if part])
        if "g-box__head" in classes or "g-law" in classes:
            return inner
        if "g-guidance" in classes:
            # On paper an address is of use only when it can be read.
            addresses = (link.get("href", "") for link in element.iter("a") if "g-word" not in (link.get("class") or ""))
            inner += "".join(f"\n\n#address-line({literal(url)})" for url in addresses if OUTSIDE.match(url))
        if "g-source" in classes and (link := element.find("p/a[@href]")) is not None and OUTSIDE.match(link.get("href", "")):
            inner = inner.replace("\n\n#facts-line", f"\n\n#address-line({literal(link.get('href'))})\n\n#facts-line", 1)
        if "g-source" in classes and self._terms:
            inner += f"\n\n#used-on({literal(self._words['book.used'])}, {literal(self._words['book.used.most'])}, {literal(element.get('id'))})"
        if "g-term" in classes and self._terms:
            inner = f"#term({literal(element.get('id'))}, true);{inner}"
        if classes & {"g-term", "g-source", "g-guidance"}:
            return f"#entry[\n{inner}\n]"
        if "g-story__told" in classes:
            return f"#told[\n{inner}\n]"
        if not classes or classes & PLAIN_DIVS or "highlight" in classes:
            return inner
        raise self._unknown(element, key)

    def _figure(self, element: HtmlElement, key: str) -> str:
        """A drawing with its caption; the same in words, which a reader of the site can open, is the drawing's text alternative here."""
        drawings = [svg for svg in element.findall("svg") if not is_skipped(svg)]
        caption, description = element.find("figcaption/p"), element.find("svg/desc")
        if len(drawings) != 1 or caption is None or description is None:
            raise self._unknown(element, key)
        return f"#drawing({literal(standalone(drawings[0]))}, {literal((description.text or '').strip())}, [{self.inline(caption, key).strip()}])"

    def _list(self, element: HtmlElement, classes: set[str], key: str) -> str:
        items = [child for child in element if child.tag == "li" and not is_skipped(child)]
        if "g-checklist" in classes:
            return "#checklist(" + ", ".join(f"check[{self._labelled(i, key)}\n{self.blocks(i, key)}\n]" for i in items) + ")"
        bodies = [self._labelled(i, key) + self._listed(i, key) + self.blocks(i, key) for i in items]
        function = "enum" if element.tag == "ol" else "list"
        if "g-ten" in classes:
            return "\n\n".join(f"#thing({n})[\n{body}\n]" for n, body in enumerate(bodies, 1))
        if "g-evidence" in classes:
            return "\n\n".join(f"#evidence[{body}]" for body in bodies)
        if "g-term__others" in classes:
            return "#small-line[" + "#h(1em)".join(bodies) + "]"
        start = f"start: {element.get('start')}, " if element.get("start") else ""
        if "#note(" in "".join(bodies) and not element.xpath("boolean(ancestor::li | ancestor::td | ancestor::th | ancestor::blockquote | ancestor::dd)"):
            return points(function, int(element.get("start") or 1), bodies)
        bodies = held(bodies)
        made = f"#{function}({start}{', '.join(f'[{body}]' for body in bodies)})"
        return f"#address-list[{made}]" if "g-sources__collaborations" in classes else made

    def _listed(self, item: HtmlElement, key: str) -> str:
        """The place where the addresses of a collaboration's sources stand, which the overview names."""
        if item.getparent().get("class") != "g-sources__collaborations":
            return ""
        return f"#anchor({literal(label(key, 'of-' + item.find('a').get('href').rpartition('#')[2]))})"

    def _definitions(self, element: HtmlElement, key: str) -> str:
        out, term = [], ""
        for child in element:
            if child.tag == "dt":
                term = self.inline(child, key)
            elif child.tag == "dd":
                out.append(f"terms.item([{term}], [{self.blocks(child, key)}])")
        return f"#terms({', '.join(out)})"

    def _table(self, element: HtmlElement, classes: set[str], key: str) -> str:
        if "g-overview" in classes:
            return self._cards(element, key)
        head, body = [], []
        caption = ""
        row_heads: list[int | None] = []
        longest = 0
        for part in element:
            if part.tag == "caption":
                caption = self.inline(part, key).strip()
                continue
            if part.tag not in ("thead", "tbody", "tfoot"):
                raise self._unknown(part, key)
            for row in part:
                cells = [self._cell(cell, key, row if number == 0 else None) for number, cell in enumerate(row)]
                (head if part.tag == "thead" else body).append(cells)
                longest += max(len(" ".join(cell.itertext())) * len(row) for cell in row)
                if part.tag != "thead":
                    row_heads.append(next((number for number, cell in enumerate(row) if cell.tag == "th"), None))
        self.row_heads.append(tuple(row_heads))
        width = len((head or body)[0])
        kind = "findings" if "g-findings" in classes else "plain"
        flat_head = "".join(f"{cell}, " for row in head for cell in row)
        flat_body = "".join("".join(f"{cell}, " for cell in row) + "\n" for row in body)
        whole = "true" if longest < WHOLE_TABLE and len(body) <= WHOLE_ROWS else "false"
        return f"#grid-table({literal(kind)}, {width}, [{caption}], ({flat_head}), ({flat_body}), whole: {whole})"

    def _cards(self, table: HtmlElement, key: str) -> str:
        """The overview, whose columns are too many for paper: a card for each row, with the names of the columns in it."""
        out = []
        for row in table.iterfind("tbody/tr"):
            name, *cells = row
            fields = []
            for cell in cells:
                content = self._evidence(cell, row, key) if cell.find("ul") is not None else self.blocks(cell, key)
                fields.append(f"({literal(cell.get('data-label', ''))}, [{content}])")
            website = name.find("a[@href]")
            address = website.get("href", "") if website is not None else ""
            out.append(
                f"{self._labelled(row, key)}#card([{self.blocks(name, key)}], {literal(address if OUTSIDE.match(address) else '')}, {array(fields)})"
            )
        caption = table.find("caption")
        return "\n\n".join([f"#caption[{self.inline(caption, key).strip()}]", *out])

    def _evidence(self, cell: HtmlElement, row: HtmlElement, key: str) -> str:
        """The sources of a collaboration in one line; the addresses stand in the chapter of sources."""
        self._begin_block()
        inner = '#"; ";'.join(self.inline(item, key).strip() for item in cell.iterfind("ul/li"))
        addresses = label("sources", f"of-{row.get('id')}")
        outside = any(OUTSIDE.match(link.get("href", "")) for link in cell.iter("a"))
        if outside and "sources" in self._ids:
            inner += f"#addresses-on({literal(self._words['book.addresses'])}, {literal(addresses)})"
        return inner

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



def _ends_sentence(link: HtmlElement) -> bool:
    """Whether a sentence ends with the question mark of a title, which the page in brackets then takes the place of."""
    before, parent = link.getprevious(), link.getparent()
    text = (before.tail if before is not None else parent.text) or ""
    if parent.tag in INLINE or not link.text_content().rstrip().endswith(("?", "!")) or not text.rstrip()[-1:].isalnum():
        return False
    tail = link.tail or ""
    return bool(NEW_SENTENCE.match(tail)) or (not tail.strip() and (link.getnext() is None or link.getnext().tag not in INLINE))


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
        if is_skipped(element):
            return
        words.extend((element.text or "").split())
        for child in element:
            walk(child)
            words.extend((child.tail or "").split())

    for element in elements:
        walk(element)
    return words
