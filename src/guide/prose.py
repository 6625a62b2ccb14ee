"""Reads the Markdown pages: front matter, headings and blocks, with line numbers.

Prose is untrusted like data: raw HTML, attribute lists other than a heading's
id, and links with other schemes than http(s) and mailto are refused here, before
Markdown sees them. A misspelt block would be shown as ``/// …`` without a
warning, so block headers are checked here too.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from types import MappingProxyType
from typing import Any

from guide import LOCALES
from guide.problems import Problem, suggest
from guide.records import Block, Heading, Link, Page, page_key
from guide.schema import Schemas
from guide.yamltext import Mapping, Scalar, parse, read_text

# name: (options it must have, whether it has a title and content of its own)
BLOCKS: dict[str, tuple[tuple[str, ...], bool]] = {
    "example": (("collaboration",), True),
    "disagree": ((), True),
    "advice": ((), True),
    "law": (("topic",), False),
    "steering-model": (("model",), False),
    "checklist": ((), False),
    "matrix": (("id",), False),
    "success-criteria": ((), False),
    "forms-and-criteria": ((), False),
    "collaborations": (("country",), False),
    "collaborations-by-form": ((), False),
    "ten-things": ((), False),
    "glossary": ((), False),
    "sources": ((), False),
    "phases": ((), False),
    "roles": ((), False),
    "guidance": (("country",), False),
    "coverage": (("source",), False),
    "coverage-summary": ((), False),
    "feedback": ((), False),
    "stories": ((), False),
    "news": ((), False),
    "book": ((), False),
    "editions": ((), False),
    "status": ((), False),
    "search": ((), False),
    "headings": ((), False),
}
# Options a block may have besides.
MAY_HAVE: dict[str, tuple[str, ...]] = {"law": ("country",), "success-criteria": ("show",), "news": ("latest",)}
# Options of which a block must have exactly one.
ONE_OF: dict[str, tuple[str, ...]] = {"checklist": ("phase", "agreement")}
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\{#([^}]*)\})?\s*$")
HEADING_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
HEADER = re.compile(r"^///\s*([A-Za-z-]*)\s*(?:\|\s*(.*))?$")
OPTION = re.compile(r"^ {4}([a-z-]+):\s*(.*?)\s*$")
LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
CODE = re.compile(r"`[^`]*`")
HTML = re.compile(r"<[A-Za-z/!?]")
SOURCE = re.compile(r"\]\((?:\.\./)?sources\.md#([a-z0-9-]+)\)")
BARE = re.compile(r"(?<![\w/@.<(\"])(?:https?://|www\.)[^\s)>]+")
SCHEME = re.compile(r"^\s*([A-Za-z][A-Za-z0-9+.-]*):")


def read_pages(root: Path, schemas: Schemas, problems: list[Problem]) -> dict[str, dict[str, Page]]:
    """All pages below ``docs/<locale>/`` as ``{locale: {key: page}}``; problems are added."""
    pages: dict[str, dict[str, Page]] = {}
    for locale in LOCALES:
        folder = root / "docs" / locale
        pages[locale] = {}
        for path in sorted(folder.rglob("*.md")):
            name = path.relative_to(root).as_posix()
            key = page_key(path.relative_to(folder).as_posix())
            pages[locale][key] = _read_page(path, name, key, locale, schemas, problems)
    return pages


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """The front matter (None where there is none), the body, and the body's first line."""
    match = re.match(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", text, re.S | re.M)
    if not match:
        return None, text, 1
    return match[1], text[match.end() :], text.count("\n", 0, match.end()) + 1


def _read_page(path: Path, name: str, key: str, locale: str, schemas: Schemas, problems: list[Problem]) -> Page:
    return page_of(read_text(path, name, problems) or "", name, key, locale, schemas, problems)


def page_of(text: str, name: str, key: str, locale: str, schemas: Schemas | None = None, problems: list[Problem] | None = None) -> Page:
    """One page from its text; without ``schemas`` the front matter is taken as it is (an earlier version of a page)."""
    problems = problems if problems is not None else []
    before = len(problems)
    front, body, first = split_front_matter(text)
    meta: dict[str, Any] = {}
    lines: dict[str, int] = {}
    if front is not None:
        node = parse(front, name, problems, first_line=2)
        if len(problems) == before:
            lines = node.key_lines if isinstance(node, Mapping) else {}
            meta = schemas.check("front-matter", node, name, problems) if schemas else _scalars(node)
    elif len(problems) == before:
        problems.append(Problem(name, 1, "", "the page has no front matter", "begin it with ---, the keys title, slug, description …, and --- (see another page)"))
    in_front = len(problems) > before
    headings: list[Heading] = []
    blocks: list[Block] = []
    links: list[Link] = []
    # Without front matter nobody knows where the text begins, so what is wrong in it is told when that is mended.
    _read_body(body, first, name, headings, blocks, links, problems if front is not None else [])
    cited = tuple((ident, first + number) for number, line in enumerate(body.split("\n")) for ident in SOURCE.findall(line))
    if in_front or schemas is None:
        # The build stops, but other files may refer to this page: they are not wrong.
        title, description = (meta or {}).get("title") or f"({key})", (meta or {}).get("description") or ""
        return Page(key, locale, name, title, key, description, "", dt.date.min, 1, (), tuple(headings), tuple(blocks), (), body, first, links=tuple(links))
    return Page(
        key=key, locale=locale, path=name, title=meta["title"], slug=meta["slug"], description=meta["description"],
        owner=meta["owner"], reviewed=dt.date.fromisoformat(meta["reviewed"]), review_months=meta["review_months"],
        sources=tuple(meta["sources"]), headings=tuple(headings), blocks=tuple(blocks), cited=cited, body=body, body_line=first, lines=MappingProxyType(lines), links=tuple(links),
    )


def _scalars(node: Any) -> dict[str, str]:
    items = node.items if isinstance(node, Mapping) else {}
    return {key: child.text for key, child in items.items() if isinstance(child, Scalar)}


def _read_body(body: str, first: int, name: str, headings: list[Heading], blocks: list[Block], links: list[Link], problems: list[Problem]) -> None:
    """Adds what the body holds to ``headings``, ``blocks`` and ``links``."""
    lines = body.split("\n")
    fence = ""
    open_block: tuple[str, int] | None = None
    number = 0
    while number < len(lines):
        line, here = lines[number], first + number
        number += 1
        marker = re.match(r"\s*(```+|~~~+)", line)
        if marker:
            fence = "" if fence and marker[1].startswith(fence) else fence or marker[1]
            continue
        if fence:
            continue
        if re.match(r"\s+///", line):
            problems.append(Problem(name, here, "", "a block must begin and end at the margin", "remove the spaces before ///"))
        if line.lstrip().startswith("///"):
            line = line.strip()
            if line == "///":
                if open_block is None:
                    problems.append(Problem(name, here, "", "/// ends a block here, but none is open", "remove the line, or begin the block above with /// and its name"))
                open_block = None
                continue
            if open_block is not None:
                problems.append(Problem(name, here, "", f'a block begins inside the block "{open_block[0]}" of line {open_block[1]}', "end that block first, with /// alone on a line"))
            options: dict[str, str] = {}
            while number < len(lines) and (option := OPTION.match(lines[number])):
                options[option[1]] = option[2]
                number += 1
            if number < len(lines) and lines[number].strip() not in ("", "///"):
                problems.append(Problem(name, first + number, line[3:].split("|")[0].strip(), "this is neither an option nor an empty line", "indent an option four spaces, as in     collaboration: itsam, and leave an empty line before the text"))
            block = _checked_block(line, options, here, name, problems)
            open_block = (block.name, here)
            blocks.append(block)
            continue
        if open_block is not None and line.strip() and not BLOCKS.get(open_block[0], ((), True))[1]:
            problems.append(Problem(name, here, open_block[0], "this block is made from data and holds no text", "put /// alone on a line before the text"))
        _check_line(line, here, name, links, problems)
        if re.match(r"\s*(?:>|[-*+]|\d+\.)\s+#{1,6}\s", line):
            problems.append(Problem(name, here, "", "a heading may not stand in a list or a quotation", "put it on a line of its own, at the margin"))
        if re.fullmatch(r"(?:=+|-+)\s*", line) and number > 1 and lines[number - 2].strip():
            problems.append(Problem(name, here, "", "a line of === or --- makes a heading without an id", "write the heading as ## Text {#id}; leave an empty line before a rule"))
        if line.startswith("#"):
            heading = _checked_heading(line, here, name, headings, problems)
            if heading:
                headings.append(heading)
    if open_block is not None:
        problems.append(Problem(name, open_block[1], "", f'the block "{open_block[0]}" is never ended', "put /// alone on a line after it"))
    return headings, blocks


def _checked_block(line: str, options: dict[str, str], here: int, name: str, problems: list[Problem]) -> Block:
    match = HEADER.match(line)
    block, title = (match[1], (match[2] or "").strip()) if match else (line[3:].strip(), "")
    if block not in BLOCKS:
        problems.append(Problem(name, here, "", f'there is no block "{block}"', suggest(block, BLOCKS)))
        return Block(block, title, options, here)
    required, has_title = BLOCKS[block]
    known = options_of(block)
    for option in options:
        if option not in known:
            problems.append(Problem(name, here, block, f'unknown option "{option}"', suggest(option, known, "remove it; this block has no options" if not known else "")))
    for option in required:
        if not options.get(option):
            problems.append(Problem(name, here, block, f"the option {option} is missing", f"add a line below, indented four spaces:  {option}: …"))
    if (choice := ONE_OF.get(block, ())) and sum(bool(options.get(option)) for option in choice) != 1:
        have = "has both" if all(options.get(option) for option in choice) else "has neither"
        problems.append(Problem(name, here, block, f"the block {have} of the options {' and '.join(choice)}", f"give it one of them, on a line below, indented four spaces:  {choice[0]}: …"))
    if has_title and not title:
        problems.append(Problem(name, here, block, "the block has no title", f"write it after a vertical line: /// {block} | The title"))
    if not has_title and title:
        problems.append(Problem(name, here, block, "this block takes no title", f"write /// {block} only"))
    return Block(block, title, options, here)


def options_of(block: str) -> tuple[str, ...]:
    """The options a block may have."""
    return BLOCKS[block][0] + ONE_OF.get(block, ()) + MAY_HAVE.get(block, ())


def _checked_heading(line: str, here: int, name: str, before: list[Heading], problems: list[Problem]) -> Heading | None:
    match = HEADING.match(line)
    if not match:
        problems.append(Problem(name, here, "", "this is not a heading Markdown knows", "write ## , a space, the text and the id: ## Text {#id}"))
        return None
    level, text, ident = len(match[1]), match[2], match[3]
    if level == 1:
        problems.append(Problem(name, here, "", "a page has no heading with one # of its own", "the title in the front matter is that heading; use ##"))
    elif level > 3:
        problems.append(Problem(name, here, "", "a heading has at most three #", "use ### or plain text in **bold**"))
    elif level > (before[-1].level if before else 1) + 1:
        problems.append(Problem(name, here, "", f"the heading skips a level ({'#' * level})", f"use {'#' * ((before[-1].level if before else 1) + 1)}"))
    if not ident or not HEADING_ID.fullmatch(ident):
        problems.append(Problem(name, here, "", f'the heading "{text}" has no id' if not ident else f'"{ident}" is no heading id', "end the line with an id in English, the same in all languages: {#words-in-english}"))
        return None
    if ident == "top":
        problems.append(Problem(name, here, "", "the id top is that of the page itself", "give the heading another id, in all languages"))
    for heading in before:
        if heading.id == ident:
            problems.append(Problem(name, here, "", f"the id {ident} already stands on line {heading.line}", "give one of them another id, in all languages"))
    return Heading(ident, level, text, here)


def _check_line(line: str, here: int, name: str, links: list[Link], problems: list[Problem]) -> None:
    text = CODE.sub(lambda match: " " * len(match[0]), line)
    if not text.startswith("    ") and (bare := BARE.search(LINK.sub(lambda match: " " * len(match[0]), text))):
        problems.append(Problem(name, here, "", f'the address "{bare[0]}" is not a link', "write it with the words a reader sees: [the words](https://…)", column=bare.start() + 1))
    if HTML.search(text):
        problems.append(Problem(name, here, "", "HTML is not allowed in the text", "use Markdown; write &lt; for the character <"))
    braces = HEADING.sub(r"\1 \2", text) if text.startswith("#") else text
    if "{" in braces:
        problems.append(Problem(name, here, "", "curly brackets are allowed only for the id of a heading", "remove them"))
    for match in LINK.finditer(text):
        target = match[1]
        links.append(Link(target, here, match.start(1) + 1))
        scheme = SCHEME.match(target)
        if scheme and scheme[1].lower() not in ("http", "https", "mailto"):
            problems.append(Problem(name, here, "", f'a link may not begin with "{scheme[1]}:"', "link a page of the guide, or an address with https://"))
        if target.startswith("/"):
            problems.append(Problem(name, here, "", f'the link "{target}" begins with a slash', "link the file: ../process/index.md"))
