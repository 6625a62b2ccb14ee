"""Measures how well a search answers the judged queries: success@1, success@3 and MRR, by kind of query and language.

A judged query names its answers, best first, as ``page`` or ``page#heading``. At the level of sections a hit must be the
heading or entry itself, or any place on a page that is an answer as a whole; at the level of pages a hit anywhere
on an answer's page will do. A hit on a question of the page of questions counts as the places its answer links to.
MRR (mean reciprocal rank) is the mean of 1/rank of the first right hit, 0 beyond the tenth.
"""

from __future__ import annotations

import json
import posixpath
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from guide.records import Guide
from guide.search.documents import documents

LEVELS = ("section", "page")
SEEN = 10
Place = tuple[str, str]  # key of a page, id on it or ""


@dataclass(frozen=True)
class Query:
    kind: str
    text: str
    answers: tuple[Place, ...]


@dataclass(frozen=True)
class Outcome:
    """A query with the rank of its first right hit (0: none) at each level, and the addresses of the hits.

    ``elsewhere``: the first hit is no page of the query's language.
    """

    query: Query
    ranks: Mapping[str, int]
    hits: tuple[str, ...]
    elsewhere: bool


def read_queries(path: Path) -> list[Query]:
    """The queries of one language from a file of judged queries."""
    return [Query(row["kind"], str(row["query"]), tuple(_place(answer) for answer in row["answers"])) for row in yaml.safe_load(path.read_text("utf-8"))]


class Judge:
    """Knows which place of the site an address is, and where the answers to questions lead."""

    def __init__(self, guide: Guide, site: Path, locale: str):
        self._keys = {guide.url(key, locale): key for key in guide.keys}
        self._links: dict[str, set[Place]] = {}
        for page in documents(guide, site, locale):
            for document in page:
                if document.key == "questions" and document.anchor:
                    base = guide.url("questions", locale)
                    self._links[document.anchor] = {place for link in document.links if (place := self.place(posixpath.join("/", base), link))}

    def place(self, base: str, link: str) -> Place | None:
        """The place a link leads to from an address below the root; None for one that is no page of this language."""
        path, _, anchor = link.partition("#")
        if ":" in path:
            return None
        url = posixpath.normpath(posixpath.join(base, path)).strip("/")
        key = self._keys.get(f"{url}/" if url else "")
        return (key, anchor) if key else None

    def outcome(self, query: Query, hits: Sequence[str]) -> Outcome:
        """``hits``: addresses below the root of the site, best first."""
        ranks = dict.fromkeys(LEVELS, 0)
        for rank, hit in enumerate(hits[:SEEN], 1):
            place = self.place("/", hit)
            if place is None:
                continue
            places = {place} | (self._links.get(place[1], set()) if place[0] == "questions" else set())
            for level in LEVELS:
                if not ranks[level] and any(self._meets(one, answer, level) for one in places for answer in query.answers):
                    ranks[level] = rank
        return Outcome(query, ranks, tuple(hits[:SEEN]), bool(hits) and self.place("/", hits[0]) is None)

    @staticmethod
    def _meets(place: Place, answer: Place, level: str) -> bool:
        return place[0] == answer[0] and (level == "page" or not answer[1] or answer[1] == place[1])


@dataclass(frozen=True)
class Figures:
    count: int
    first: float
    third: float
    mrr: float

    def __str__(self) -> str:
        return f"{self.first:.2f} {self.third:.2f} {self.mrr:.3f}"


def figures(outcomes: Iterable[Outcome], level: str) -> Figures:
    ranks = [outcome.ranks[level] for outcome in outcomes]
    count = len(ranks) or 1
    return Figures(
        len(ranks), sum(rank == 1 for rank in ranks) / count, sum(1 <= rank <= 3 for rank in ranks) / count, sum(1 / rank for rank in ranks if rank) / count
    )


def ask_guide(node: Path, root: Path, site: Path, guide: Guide, queries: Mapping[str, list[Query]]) -> dict[str, list[list[str]]]:
    """The answers of our own search, in Node.js: for each language and query the addresses of the hits below the root, best first."""
    asked = [
        {"locale": locale, "folder": str(site / guide.url("index", locale) / "search"), "queries": [query.text for query in queries[locale]]}
        for locale in queries
    ]
    answers = run(node, root / "scripts" / "search_engine.js", {"engine": str(site / "assets/javascripts/search-engine.js"), "asked": asked})
    return {locale: [[guide.url("index", locale) + url for url in hits] for hits in answers[locale]] for locale in queries}


def run(node: Path, script: Path, task: object) -> dict[str, list[list[str]]]:
    """What a script of Node.js prints as JSON for a task; raises RuntimeError with what it says when it fails."""
    done = subprocess.run([str(node), str(script)], input=json.dumps(task), capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{script.name} failed:\n{done.stderr.strip()}")
    return json.loads(done.stdout)


def _place(text: str) -> Place:
    """Of ``page``, ``page#heading`` and ``glossary#id``; those who have seen only lists write ``terms:id`` and ``collaborations:id``."""
    kind, colon, ident = text.partition(":")
    if colon:
        return {"terms": "glossary"}.get(kind, kind), ident
    key, _, anchor = text.partition("#")
    return key, anchor


def table(found: Mapping[str, Mapping[str, list[Outcome]]], level: str) -> list[str]:
    """Lines of one table with success@1, success@3 and MRR of each search ``{name: {locale: outcomes}}`` by kind of query and language."""
    some = next(iter(found.values()))
    kinds = list(dict.fromkeys(outcome.query.kind for outcomes in some.values() for outcome in outcomes))
    lines = [
        f"Level of the {level}: success@1, success@3 and MRR",
        f"{'':12}{'':16}" + "".join(f"{column:>18}" for column in (*some, "all")),
    ]
    for kind in (*kinds, ""):
        for name, by_locale in found.items():
            chosen = [[outcome for outcome in outcomes if kind in ("", outcome.query.kind)] for outcomes in by_locale.values()]
            cells = [figures(outcomes, level) for outcomes in (*chosen, [outcome for outcomes in chosen for outcome in outcomes])]
            lines.append(f"{(kind or 'ALL') if name == next(iter(found)) else '':12}{name:16}" + "".join(f"{cell!s:>18}" for cell in cells))
    return lines


def elsewhere(found: Mapping[str, Mapping[str, list[Outcome]]]) -> list[str]:
    """A line for each search: how many of its first hits are no page of the reader's language."""
    lines = []
    for name, by_locale in found.items():
        first = [outcome.elsewhere for outcomes in by_locale.values() for outcome in outcomes if outcome.hits]
        lines.append(f"{name}: {sum(first) / (len(first) or 1):.0%} of the first hits in another language")
    return lines
