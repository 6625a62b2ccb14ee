"""Compares how a translation is built with its source: headings, blocks, tables, lists, links, placeholders.

What a country has of its own – rows of a table, points of a list, sources,
collaborations, terms – may differ; what a reader or a link relies on may not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from guide import DEFAULT_LOCALE
from guide.prose import HEADER, LINK, OPTION
from guide.records import Page, linked_page
from guide.translations.places import Place

TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?\s*$")
ITEM = re.compile(r"^(\s*)(?:[-*+]|(\d+)\.)\s")
FENCE = re.compile(r"^\s*(```+|~~~+)")
PLACEHOLDER = re.compile(r"\{[a-z]+\}")
# Pages where each language names its own: the rest of the links are the same in all.
OWN = frozenset({"sources", "collaborations", "glossary"})


@dataclass(frozen=True)
class Difference:
    """One way in which a section is built otherwise; ``line`` is where it begins in the translation."""

    section: str
    line: int
    what: str
    fix: str


def differences(place: Place, locale: str, source: Page | None, translation: Page | None) -> Iterator[Difference]:
    """How the translation of a page, or of a data file (both pages None), is built otherwise than its source."""
    if source is not None and translation is not None:
        yield from _headings(source, translation)
    for ident, section in place.sections.items():
        if not {DEFAULT_LOCALE, locale} <= section.texts.keys():
            continue
        line = section.lines.get(locale, 0)
        if place.is_page:
            before, after = (_parts(section.texts[of], place.key) for of in (DEFAULT_LOCALE, locale))
            for part, (word, fix) in PARTS.items():
                if before[part] != after[part]:
                    yield Difference(ident, line, f"{word}: {_apart(before[part], after[part])}", fix)
        else:
            before, after = (sorted(PLACEHOLDER.findall(section.texts[of])) for of in (DEFAULT_LOCALE, locale))
            if before != after:
                yield Difference(ident, line, f"the placeholders differ: {_apart(before, after)}", "keep each {name} as it is")


PARTS = {
    "blocks": ("the boxes differ", "give the section the same /// blocks with the same options"),
    "tables": ("the tables differ (columns of each)", "give it the same tables with the same columns; rows may differ"),
    "lists": ("the lists differ (bulleted, numbered)", "make the same lists; their points may differ"),
    "links": ("the links to other pages differ", "link the same pages and headings"),
}


def is_built_alike(before: str, after: str, key: str) -> bool:
    """Whether two versions of a section of the page ``key`` have the same boxes, tables, lists, points and links."""
    def points(text: str) -> int:
        return sum(bool(ITEM.match(line)) for line in text.split("\n"))

    return _parts(before, key) == _parts(after, key) and points(before) == points(after) and before.count("\n\n") == after.count("\n\n")


def _headings(source: Page, translation: Page) -> Iterator[Difference]:
    theirs, ours = [(h.id, h.level) for h in source.headings], [(h.id, h.level) for h in translation.headings]
    if theirs == ours:
        return
    known = {ident: level for ident, level in theirs}
    for heading in translation.headings:
        if heading.id not in known:
            lacking = [ident for ident, _ in theirs if ident not in dict(ours)]
            became = f"; {{#{lacking[0]}}} is the one that lacks here" if len(lacking) == 1 else ""
            yield Difference(heading.id, heading.line, f"the Norwegian page has no heading {{#{heading.id}}}", f"use the id of the heading it translates, or remove it{became}")
        elif known[heading.id] != heading.level:
            yield Difference(heading.id, heading.line, f"the heading has {heading.level} #, the Norwegian one {known[heading.id]}", f"write {'#' * known[heading.id]}")
    shared = [ident for ident, _ in theirs if ident in dict(ours)]
    if shared != [ident for ident, _ in ours if ident in known]:
        out = next(ident for ident, expected in zip((i for i, _ in ours if i in known), shared) if ident != expected)
        line = next(h.line for h in translation.headings if h.id == out)
        yield Difference(out, line, f"the heading {{#{out}}} stands in another order than in Norwegian", "put the sections in the order " + ", ".join(shared))
    # A heading that lacks is told by the state of the section.


def _parts(text: str, key: str) -> dict[str, list[str]]:
    blocks, tables, links = [], [], set()
    lists = {"bulleted": 0, "numbered": 0}
    fence, open_list, header = "", False, ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if marker := FENCE.match(line):
            fence = "" if fence and marker[1].startswith(fence) else fence or marker[1]
            continue
        if fence:
            continue
        if line.startswith("///") and (match := HEADER.match(line)) and match[1]:
            header = match[1]
            blocks.append(header)
            continue
        if header and (option := OPTION.match(line)):
            blocks[-1] += f" {option[1]}: {option[2]}"
            continue
        header = ""
        if TABLE_RULE.match(line) and "|" in line:
            tables.append(str(line.strip().strip("|").count("|") + 1))
        item = ITEM.match(line)
        if item and not item[1]:
            if not open_list:
                lists["numbered" if item[2] else "bulleted"] += 1
            open_list = True
        elif line.strip() and not line.startswith(" "):
            open_list = False
        for match in LINK.finditer(line):
            if (target := _target(match[1], key)) is not None:
                links.add(target)
    return {
        "blocks": sorted(blocks), "tables": tables, "links": sorted(links),
        "lists": [f"{count} {kind}" for kind, count in lists.items() if count],
    }


def _target(link: str, key: str) -> str | None:
    """The page and id a link leads to; None for one that may differ."""
    page, ident = linked_page(link, key), link.partition("#")[2]
    return None if page is None or page in OWN else f"{page}#{ident}" if ident else page


def _apart(source: list[str], translation: list[str]) -> str:
    """What the one has and the other has not; where only the order differs, both."""
    only_there, only_here = list((Counter(source) - Counter(translation)).elements()), list((Counter(translation) - Counter(source)).elements())
    if not only_there and not only_here:
        only_there, only_here = source, translation
    parts = [f"{', '.join(only_there)} in Norwegian"] if only_there else []
    return "; ".join([*parts, f"{', '.join(only_here)} here"] if only_here else parts)
