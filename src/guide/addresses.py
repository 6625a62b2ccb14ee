"""The addresses that have been published, kept in data/addresses.yml so that none of them ever leads nowhere.

An address is relative to the site's root and ends with a slash; that of the
front page in the source language is ``./``. Each leads to the key of a page.
The language of an address is told by its prefix.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from guide import DEFAULT_LOCALE, LOCALES
from guide.problems import GuideError, Problem, with_columns
from guide.prose import read_pages
from guide.records import Guide, Page, key_above, page_url
from guide.schema import Schemas
from guide.yamltext import Mapping as MappingNode
from guide.yamltext import Scalar, parse, read_text

FILE = "data/addresses.yml"
HEAD = """\
# Every address that has been published, and the page that stands there now (its file below docs/<language>/, without .md).
# Readers keep old addresses, so no line is ever taken away. What is lacking:  python3 scripts/addresses.py record
"""


def written(url: str) -> str:
    """An address relative to the site's root as the file has it: the empty one of the front page is ``./``."""
    return url or "./"


def locale_of(address: str) -> str:
    """The language an address belongs to."""
    first = address.partition("/")[0]
    return first if first in LOCALES and first != DEFAULT_LOCALE else DEFAULT_LOCALE


def present(pages: Mapping[str, Mapping[str, Page]]) -> Iterator[tuple[str, str, str]]:
    """Address, key and language of every page in every language, those not yet translated among them.

    ``pages`` are ``{locale: {key: page}}``. A page whose front matter could not
    be read has no address yet, and neither has a page in a folder without a page of its own.
    """
    source = pages[DEFAULT_LOCALE]
    for locale in LOCALES:
        shown = {**source, **{key: page for key, page in pages[locale].items() if key in source}}
        for key, page in shown.items():
            above = shown.get(key_above(key, shown) or key)
            if above is not None and above.owner and page.owner:
                yield written(page_url(pages, key, locale)), key, locale


def redirects(guide: Guide) -> dict[str, tuple[str, str]]:
    """The addresses at which no page stands any more: ``{address: (key, language)}`` of the page each leads to."""
    now = {address for address, _, _ in present(guide.pages)}
    return {address: (key, locale_of(address)) for address, key in sorted(guide.addresses.items()) if address not in now}


def addresses_in(text: str, name: str = FILE, problems: list[Problem] | None = None) -> dict[str, str]:
    """What a text of the file says, ``{address: key}``; what cannot be read is left out and added to ``problems``."""
    node = parse(text, name, problems if problems is not None else [])
    return {address: value.text for address, value in node.items.items() if isinstance(value, Scalar)} if isinstance(node, MappingNode) else {}


def lost(old: str, new: str) -> list[str]:
    """The addresses that the text ``old`` of the file has and ``new`` has not, sorted."""
    return sorted(addresses_in(old).keys() - addresses_in(new).keys())


def file_text(addresses: Mapping[str, str], before: str = "") -> str:
    """The file for these addresses: sorted, one line each, under the comment that ``before`` begins with."""
    head = "".join(f"{line}\n" for line in _leading_comment(before)) or HEAD
    return head + "".join(f"{address}: {key}\n" for address, key in sorted(addresses.items()))


def record(root: Path) -> list[str]:
    """Adds the present addresses that data/addresses.yml lacks, and sorts it; gives what was added.

    Raises GuideError when a page or the file cannot be read; nothing is written then.
    """
    path, problems = root / FILE, []
    schemas = Schemas(root / "data" / "schema")
    pages = read_pages(root, schemas, problems)
    before = (read_text(path, FILE, problems) or "") if path.exists() else ""
    known = addresses_in(before, FILE, problems) if before.strip() else {}
    for pages_of in pages.values():
        for key in pages_of.keys() - pages[DEFAULT_LOCALE].keys():
            problems.append(Problem(pages_of[key].path, 1, "", "the page has no source in docs/nb/, so its address is not written down", "rename it as the page it translates, or write that page first"))
    if problems:
        raise GuideError(with_columns(problems, root))
    added = {address: key for address, key, _ in present(pages) if address not in known}
    text = file_text({**known, **added}, before)
    if text != before:
        beside = path.with_name(path.name + ".new")
        beside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(beside, path)
    return sorted(added)


def _leading_comment(text: str) -> list[str]:
    lines = text.split("\n")
    return lines[: next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))]
