"""Marks the terms of the glossary in the text of a page, the first time in each section."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from guide.inflection import Finder
from guide.records import Guide

# Pages that explain the words themselves, list names, or are not about cooperation.
UNMARKED_PAGES = frozenset("index glossary sources sources/coverage collaborations contribute feedback about book status".split())
TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
SECTION = frozenset({"h2", "h3"})
RUNNING_TEXT = frozenset({"p", "li", "td"})
UNMARKED_TAGS = frozenset("a abbr button caption code form h1 h2 h3 pre svg th".split())
UNMARKED_CLASSES = frozenset("g-books g-glossary g-hidden g-overview g-sources g-summary g-ten g-phases g-roles g-news g-stories g-figure".split())
# Parts of boxes and checklists that are not running text.
UNMARKED_PARTS = ("__head", "__facts", "__name", "__country", "__source", "__disclaimer")
CLASS = re.compile(r'\sclass="([^"]*)"')
LANG = re.compile(r"\slang=")
VOID = frozenset({"br", "hr", "img", "wbr"})

# id and words as written, in HTML → a link to the entry of the glossary, in HTML
Link = Callable[[str, str], str]


class TermsInText:
    """Finds the terms in pages written in one language."""

    def __init__(self, guide: Guide, locale: str):
        # The text is searched as HTML, so the words are spelt as HTML, too.
        self._preferred = {ident: html.escape(term.texts[locale].term, quote=False) for ident, term in guide.glossary.items() if term.is_marked(locale)}
        self._finder = Finder(locale, {ident: [html.escape(word, quote=False) for word in guide.glossary[ident].words(locale)] for ident in self._preferred})

    def mark(self, content: str, link: Link) -> tuple[str, dict[str, bool]]:
        """The content with a link at the first occurrence of each term in each section, and the terms found.

        ``content`` is well-formed HTML, as Markdown and the templates make it.
        The terms come in the order of the text, with whether one was met under
        another word than the preferred one (``IKS``), which its definition must then name.
        """
        out: list[str] = []
        terms: dict[str, bool] = {}
        seen: set[str] = set()
        at = running = 0
        closing, open_ = "", 0  # inside an element that is left unmarked: its tag, and how many of that tag are open
        for tag in TAG.finditer(content):
            text = content[at : tag.start()]
            out.append(self._marked(text, link, terms, seen) if running and not closing and text.strip() else text)
            out.append(tag[0])
            at = tag.end()
            closed, name = bool(tag[1]), tag[2]
            if name in SECTION and not closed:
                seen.clear()
            if closing:
                open_ += 0 if name != closing else -1 if closed else 1
                closing = closing if open_ else ""
            elif not closed and name not in VOID and _unmarked(name, tag[3]):
                closing, open_ = name, 1
            elif name in RUNNING_TEXT:
                running += -1 if closed else 1
        return "".join(out) + content[at:], terms

    def _marked(self, text: str, link: Link, terms: dict[str, bool], seen: set[str]) -> str:
        parts: list[str] = []
        at = 0
        for match in self._finder.find(text):
            if match.id not in seen:
                seen.add(match.id)
                terms[match.id] = terms.get(match.id, False) or match.word != self._preferred[match.id]
                parts += text[at : match.start], link(match.id, text[match.start : match.end])
                at = match.end
        return "".join(parts) + text[at:] if parts else text


def _unmarked(name: str, attributes: str) -> bool:
    if name in UNMARKED_TAGS or LANG.search(attributes):
        return True
    classes = CLASS.search(attributes)
    return bool(classes) and any(one in UNMARKED_CLASSES or one.endswith(UNMARKED_PARTS) for one in classes[1].split())
