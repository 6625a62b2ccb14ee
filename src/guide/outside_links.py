"""The addresses outside the guide, and when each was last seen to answer.

They stand in ``data/links.yml``, one record for each address that prose or data
names. A build never asks them; ``scripts/links.py`` does, where there is a network.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from guide.problems import Problem

if TYPE_CHECKING:
    from guide.read import Draft

FILE = "data/links.yml"
HEAD = (
    "# Every address outside the guide that its texts and data name, with the day it last answered (seen) and, if it did not\n"
    "# the last time it was asked, the day and the answer (failed). Written by scripts/links.py.\n"
)


@dataclass(frozen=True)
class OutsideLink:
    """An address; ``seen`` is the day it last answered, ``failed`` tells the day and the answer when it last did not."""

    url: str
    seen: dt.date | None = None
    failed: str | None = None


@dataclass(frozen=True)
class Use:
    """A place that names an address."""

    path: str
    line: int
    column: int = 0


def uses(draft: Draft) -> dict[str, list[Use]]:
    """Every address outside with the places that name it, sorted by address."""
    found: dict[str, list[Use]] = {}
    for pages in draft.pages.values():
        for page in pages.values():
            for link in page.links:
                if link.target.startswith(("http://", "https://")):
                    found.setdefault(_bare(link.target), []).append(Use(page.path, link.line, link.column))
    for kind, key in (("sources", "url"), ("laws", "url")):
        if document := draft.files.get(kind):
            for number, record in enumerate(document.records):
                if record.get(key):
                    found.setdefault(_bare(record[key]), []).append(Use(document.name, document.line(number, key)))
    if (document := draft.files.get("guide")) and document.value.get("licence_url"):
        found.setdefault(document.value["licence_url"], []).append(Use(document.name, document.line("licence_url")))
    for document in draft.collaborations:
        if document.value.get("website"):
            found.setdefault(_bare(document.value["website"]), []).append(Use(document.name, document.line("website")))
        for number, source in enumerate(document.value.get("sources") or ()):
            where = (source or {}).get("where") or ""
            if where.startswith(("http://", "https://")):
                found.setdefault(_bare(where), []).append(Use(document.name, document.line("sources", number, "where")))
    return dict(sorted(found.items()))


def recorded(draft: Draft) -> dict[str, OutsideLink]:
    """The records of ``data/links.yml`` by address."""
    document = draft.files.get("links")
    return {
        record["url"]: OutsideLink(record["url"], dt.date.fromisoformat(record["seen"]) if record.get("seen") else None, record.get("failed"))
        for record in (document.records if document else ())
        if record.get("url")
    }


def check(root: Path, draft: Draft) -> Iterator[Problem]:
    """Addresses that are not recorded, and records that nothing names any more."""
    document = draft.files.get("links")
    if document is None:
        return
    named, known = uses(draft), recorded(draft)
    for url, places in named.items():
        if url not in known:
            use = places[0]
            yield Problem(use.path, use.line, "", f'the address "{url}" is not in {FILE}', "run  python3 scripts/links.py record", column=use.column)
    for number, record in enumerate(document.records):
        if record.get("url") and record["url"] not in named:
            yield Problem(FILE, document.line(number, "url"), "", f'nothing in the guide names "{record["url"]}" any more', "run  python3 scripts/links.py record")


def merged(named: Iterable[str], known: Mapping[str, OutsideLink]) -> list[OutsideLink]:
    """One record for each address that is named, with what is known of it."""
    return [known.get(url) or OutsideLink(url) for url in sorted(named)]


def write(root: Path, links: Iterable[OutsideLink]) -> Path:
    """Writes ``data/links.yml`` whole or not at all."""
    lines = []
    for link in links:
        lines.append(f'- url: "{_escaped(link.url)}"')
        if link.seen:
            lines.append(f"  seen: {link.seen}")
        if link.failed:
            lines.append(f'  failed: "{_escaped(link.failed)}"')
    path = root / FILE
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    beside.replace(path)
    return path


def _bare(url: str) -> str:
    """The address without the part of the page it leads to."""
    return url.partition("#")[0]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
