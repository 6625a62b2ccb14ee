"""The addresses outside the guide, and when each was last seen to answer.

They stand in ``data/links.yml``, one record for each address that prose or data
names. A build never asks them; ``scripts/links.py`` does, where there is a network.
"""

from __future__ import annotations

import datetime as dt
import http.client
import os
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from guide.problems import WARNING, Problem
from guide.records import OutsideLink

if TYPE_CHECKING:
    from guide.read import Draft

FILE = "data/links.yml"
HEAD = (
    "# Every address outside the guide that its texts and data name, with the day it last answered (seen) and, if it did not\n"
    "# the last time it was asked, the day and the answer (failed). Written by scripts/links.py.\n"
)


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
    for kind, key in (("sources", "url"), ("laws", "url"), ("guidance", "url")):
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
        record["url"]: OutsideLink(record["url"], _day(record.get("seen")), record.get("failed"))
        for record in (document.records if document else ())
        if record.get("url")
    }


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None  # the schema has told


def check(root: Path, draft: Draft) -> Iterator[Problem]:
    """Addresses that are not recorded, and records that nothing names any more."""
    document = draft.files.get("links")
    if document is None:
        return
    named, known = uses(draft), recorded(draft)
    for url, places in named.items():
        if url not in known:
            use = places[0]
            yield Problem(
                use.path, use.line, "", f'the address "{url}" is not in {FILE} yet', "the weekly check of the links adds it; at once:  python3 scripts/links.py record",
                column=use.column, severity=WARNING,
            )
    for number, record in enumerate(document.records):
        if record.get("url") and record["url"] not in named:
            yield Problem(FILE, document.line(number, "url"), "", f'nothing in the guide names "{record["url"]}" any more', "run  python3 scripts/links.py record", severity=WARNING)


def record(root: Path) -> tuple[int, int]:
    """Brings ``data/links.yml`` up to date with prose and data; gives how many addresses are new and how many went."""
    from guide.read import read_draft

    draft, _ = read_draft(root)
    known = recorded(draft)
    links = merged(uses(draft), known)
    urls = {link.url for link in links}
    if urls != known.keys():
        write(root, links)
    return len(urls - known.keys()), len(known.keys() - urls)


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


# A page that asks for a password, or is tired of robots, is there all the same.
THERE = frozenset({401, 403, 405, 406, 429})
AT_ONCE = 8


@dataclass(frozen=True)
class Answer:
    """What an address answered; ``reached`` tells whether any server did."""

    url: str
    day: dt.date
    reached: bool
    failed: str | None

    def applied_to(self, link: OutsideLink) -> OutsideLink:
        return OutsideLink(link.url, link.seen, self.failed) if self.failed else OutsideLink(link.url, self.day)


def ask_all(urls: Iterable[str], seconds: float, today: dt.date) -> dict[str, Answer]:
    """Asks each address once, some at a time; ``seconds`` is the longest wait for each."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return {answer.url: answer for answer in pool.map(lambda url: _ask(url, seconds, today), urls)}


def _ask(url: str, seconds: float, today: dt.date) -> Answer:
    parts = urllib.parse.urlsplit(url)
    # Letters beyond ASCII are allowed in what people write, not in what is sent.
    sent = urllib.parse.urlunsplit((parts.scheme, parts.netloc.encode("idna").decode(), urllib.parse.quote(parts.path, safe="/%:@!$&'()*+,;=~-._"), urllib.parse.quote(parts.query, safe="=&%:@/?!$'()*+,;~-._"), ""))
    request = urllib.request.Request(sent, headers={"User-Agent": "Mozilla/5.0 (guide link check)"})
    try:
        with urllib.request.urlopen(request, timeout=seconds):
            return Answer(url, today, True, None)
    except urllib.error.HTTPError as error:
        return Answer(url, today, True, None if error.code in THERE else f"{today}: {error.code} {error.reason}"[:200])
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        return Answer(url, today, False, f"{today}: {' '.join(str(reason).split()) or type(error).__name__}"[:200])
