"""Reads every file once, checks the whole, and gives frozen records or all problems together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from guide import DEFAULT_LOCALE, LOCALES
from guide import records as r
from guide.collation import sort_key
from guide.editions import editions_of
from guide.problems import GuideError, Problem, with_columns
from guide.issue_forms import read_issue_forms
from guide.outside_links import recorded
from guide.prose import read_pages
from guide.registry import Municipalities, read_registry
from guide.rules import RULES
from guide.schema import Schemas
from guide.sections import sections_of
from guide.steering_models import steering_model
from guide.translations import Ledger, places_of, read_ledgers, states_of
from guide.yamltext import MAX_BYTES, Mapping, Node, Sequence, parse, read_text

# kind of schema: file below data/
FILES = {
    "guide": "guide.yml", "interface": "interface.yml", "phases": "phases.yml", "parts": "parts.yml", "publications": "publications.yml", "roles": "roles.yml", "forms": "forms.yml",
    "services": "services.yml", "sources": "sources.yml", "laws": "laws.yml", "glossary": "glossary.yml",
    "matrices": "matrices.yml", "success-criteria": "success-criteria.yml",
    "steering-models": "steering-models.yml",
    "ten-things": "ten-things.yml", "news": "news.yml", "coverage": "coverage.yml", "guidance": "guidance.yml", "addresses": "addresses.yml", "links": "links.yml",
    "search-words": "search-words.yml", "search-places": "search-places.yml", "search-questions": "search-questions.yml",
}
# One collaboration, checklist or story needs a few kB; a larger file is a mistake or an attack.
RECORD_BYTES = 60_000


@dataclass
class Document:
    """A checked file: its name in messages, its nodes (for lines) and its typed value."""

    name: str
    node: Node
    value: Any

    @property
    def records(self) -> list[dict[str, Any]]:
        """The records of a file that is a list; a record of the wrong type is an empty one."""
        return [record or {} for record in self.value]

    @property
    def items(self) -> list[dict[str, Any]]:
        """The items of a checklist."""
        return [item or {} for item in self.value.get("items") or ()]

    @property
    def tables(self) -> list[dict[str, Any]]:
        """The tables of the file of matrices."""
        return [table or {} for table in self.value.get("tables") or ()]

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The parts of a story."""
        return [part or {} for part in self.value.get("parts") or ()]

    def line(self, *path: str | int) -> int:
        """The line of a key or item; list items count from 0."""
        node, line = self.node, self.node.line
        for part in path:
            if isinstance(node, Mapping):
                line = node.key_lines.get(str(part), line)
                node = node.items.get(str(part), node)
            elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
                node = node.items[part]
                line = node.line
        return line


@dataclass
class Draft:
    """What has been read and passed its schema, before the rules that reach across files."""

    files: dict[str, Document]
    collaborations: list[Document]
    checklists: list[Document]
    stories: list[Document]
    municipalities: Municipalities
    pages: dict[str, dict[str, r.Page]]
    ledgers: dict[tuple[str, str], Ledger]
    issue_forms: tuple[r.IssueForm, ...] = ()
    editions: list[Document] = field(default_factory=list)

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every file of data that passed its schema; editions are records of the past, which nobody edits."""
        return (*self.files.values(), *self.checklists, *self.collaborations, *self.stories)

    def ids(self, kind: str) -> set[str]:
        """The ids of one kind; empty when the file could not be read."""
        document = self.files.get(kind)
        return {record["id"] for record in document.records if record.get("id")} if document else set()

    def of_kind(self, kind: str) -> list[Document]:
        """The documents of one kind: its file, or the files of its folder; none for a kind that could not be read."""
        return [self.files[kind]] if kind in self.files else list(getattr(self, kind, ()))

    def foundations(self) -> set[str]:
        """The ids of the sources the guide builds on."""
        document = self.files.get("sources")
        return {source["id"] for source in document.records if source.get("foundation") and source.get("id")} if document else set()

    def editor_roles(self) -> set[str]:
        """The ids of the roles that keep the pages."""
        roles = self.files.get("roles")
        return {role["id"] for role in roles.records if role.get("kind") == "editor" and role.get("id")} if roles else set()


def read_guide(root: Path) -> r.Guide:
    """The whole guide below ``root``; raises GuideError with every problem."""
    draft, problems = read_draft(root)
    if problems:
        raise GuideError(problems)
    return build_guide(draft)


def read_draft(root: Path) -> tuple[Draft, list[Problem]]:
    """Everything below ``root`` with every problem found, for those who go on in spite of problems."""
    problems: list[Problem] = []
    draft = _read_files(root, problems)
    for rule in RULES:
        rule(draft, problems)
    return draft, with_columns(problems, root)


def _read_files(root: Path, problems: list[Problem]) -> Draft:
    data = root / "data"
    schemas = Schemas(data / "schema")

    def document(path: Path, kind: str, limit: int | None = None) -> Document | None:
        name = path.relative_to(root).as_posix()
        text = read_text(path, name, problems, limit) if limit else read_text(path, name, problems)
        if text is None:
            return None
        before = len(problems)
        node = parse(text, name, problems)
        if len(problems) > before:
            return None
        value = schemas.check(kind, node, name, problems)
        return Document(name, node, value) if value is not None and node is not None else None

    def folder(name: str, kind: str, limit: int = RECORD_BYTES) -> list[Document]:
        paths = sorted((data / name).iterdir()) if (data / name).is_dir() else []
        documents = []
        for path in paths:
            if path.name.startswith("."):
                continue
            if path.suffix != ".yml":
                problems.append(Problem(path.relative_to(root).as_posix(), 0, "", "only files ending in .yml belong in this folder", "rename or move it"))
                continue
            if (made := document(path, kind, limit)) is not None:
                documents.append(made)
        return documents

    files = {kind: made for kind, file in FILES.items() if (made := document(data / file, kind)) is not None}
    registry = data / "municipalities.csv"
    return Draft(
        files=files,
        collaborations=folder("collaborations", "collaboration"),
        checklists=folder("checklists", "checklist"),
        stories=folder("stories", "story"),
        municipalities=Municipalities(read_registry(registry, registry.relative_to(root).as_posix(), problems)),
        pages=read_pages(root, schemas, problems),
        ledgers=read_ledgers(root, schemas, problems),
        issue_forms=tuple(read_issue_forms(root, problems)),
        editions=folder("editions", "edition", MAX_BYTES),
    )


def build_guide(draft: Draft) -> r.Guide:
    """The records of a draft without problems."""
    value = {kind: document.value for kind, document in draft.files.items()}
    forms = {f["id"]: r.Form(**{**f, "replaced_by": tuple(f.get("replaced_by", ()))}) for f in value["forms"]}
    services = {s["id"]: r.Service(**s) for s in value["services"]}
    roles = {role["id"]: r.Role(**{**role, "pages": tuple(role.get("pages", ()))}) for role in value["roles"]}
    order = {phase["id"]: number for number, phase in enumerate(value["phases"], 1)}
    # The phases in their order, then the agreements in that of the pages that treat them.
    checklists = sorted((_checklist(d.value, roles) for d in draft.checklists), key=lambda c: (order.get(c.phase or "", len(order) + 1), _place(c, draft)))
    collaborations = sorted(
        (_collaboration(d.value, forms, services, draft.municipalities) for d in draft.collaborations),
        key=lambda c: (("no", "dk", "se").index(c.country), sort_key(c.name, {"no": "nb", "dk": "da", "se": "sv"}[c.country])),
    )
    sources = {s["id"]: r.Source(**{**s, "seen": _date(s["seen"])}) for s in value["sources"]}
    by_id = {c.id: c for c in collaborations}
    return r.Guide(
        about=r.About(**{**value["guide"], "date": _date(value["guide"]["date"]), "pages": tuple(value["guide"]["pages"])}),
        interface=MappingProxyType(value["interface"]),
        phases=tuple(r.Phase(**{**p, "number": order[p["id"]], "topics": tuple(p["topics"])}) for p in value["phases"]),
        parts=tuple(r.Part(part["id"], tuple(part["topics"])) for part in value["parts"]),
        publications=MappingProxyType({p["id"]: _publication(p) for p in value["publications"]}),
        roles=MappingProxyType(roles),
        forms=MappingProxyType(forms),
        services=MappingProxyType(services),
        municipalities=draft.municipalities.rows,
        collaborations=MappingProxyType(by_id),
        sources=MappingProxyType(sources),
        laws=tuple(
            r.Law(**{**law, "topics": tuple(law["topics"]), "sources": tuple(law.get("sources", ())), "checked": _date(law["checked"])})
            for law in value["laws"]
        ),
        glossary=MappingProxyType({t["id"]: _term(t) for t in value["glossary"]}),
        checklists=MappingProxyType({c.id: c for c in checklists}),
        matrices=MappingProxyType({table["id"]: _matrix(table, value["matrices"]["values"]) for table in value["matrices"]["tables"]}),
        success_criteria=tuple(_criterion(c) for c in value["success-criteria"]),
        ten_things=tuple(r.Thing(**thing) for thing in value["ten-things"]),
        search_words={locale: tuple(r.SearchWords(tuple(row["typed"]), tuple(row["means"])) for row in rows) for locale, rows in value["search-words"].items()},
        search_places=tuple(_search_places(row) for row in value["search-places"]),
        search_questions=tuple(_search_places(row) for row in value["search-questions"]),
        coverage=tuple(r.CoverageItem(**{**item, "places": tuple(item["places"])}) for item in value["coverage"]),
        guidance=tuple(r.Guidance(**{**item, "seen": _date(item["seen"])}) for item in value["guidance"]),
        issue_forms=draft.issue_forms,
        stories=MappingProxyType({d.value["id"]: _story(d.value, by_id, sources) for d in draft.stories}),
        news=tuple(r.NewsItem(**{**item, "date": _date(item["date"])}) for item in value["news"]),
        pages=MappingProxyType({locale: MappingProxyType(pages) for locale, pages in draft.pages.items()}),
        translations=MappingProxyType(states_of(places_of(draft), draft.ledgers)),
        steering_models=MappingProxyType({m["id"]: steering_model(m) for m in value["steering-models"]}),
        addresses=MappingProxyType(value["addresses"]),
        editions=editions_of(draft.editions),
        sections=MappingProxyType(sections_of(draft)),
        outside_links=MappingProxyType(recorded(draft)),
    )


def _collaboration(value: dict[str, Any], forms: dict[str, r.Form], services: dict[str, r.Service], registry: Municipalities) -> r.Collaboration:
    members = [
        registry.find(value["country"], member, value.get("founded"), value.get("last_evidence"))
        for member in value.get("members", ())
    ]
    return r.Collaboration(
        **{
            **value,
            "form": forms[value["form"]],
            "services": tuple(services[s] for s in value.get("services", ())),
            "members": tuple(m for m in members if isinstance(m, r.Municipality)),
            "sources": tuple(r.Evidence(**s) for s in value["sources"]),
            "added": _date(value["added"]),
        }
    )


def _checklist(value: dict[str, Any], roles: dict[str, r.Role]) -> r.Checklist:
    items = tuple(r.ChecklistItem(**{**item, "responsible": roles[item["responsible"]]}) for item in value["items"])
    return r.Checklist(**{**value, "id": value.get("phase") or value["agreement"], "items": items})


def _place(checklist: r.Checklist, draft: Draft) -> tuple[str, int]:
    """Where an agreement's page shows its checklist: page and line."""
    if checklist.page is None:
        return "", 0
    page = draft.pages[DEFAULT_LOCALE][r.page_key(checklist.page.partition("#")[0])]
    return page.key, next(block.line for block in page.blocks if block.options.get("agreement") == checklist.agreement)


def _matrix(value: dict[str, Any], values: dict[str, dict[str, str]]) -> r.Matrix:
    def cell(written: str | dict[str, str]) -> dict[str, str] | None:
        return values[written] if isinstance(written, str) and written else written or None

    rows = tuple(r.MatrixRow(row["label"], tuple(cell(written) for written in row["cells"])) for row in value["rows"])
    return r.Matrix(**{**value, "columns": tuple(value["columns"]), "rows": rows, "sources": tuple(value.get("sources", ()))})


def _criterion(value: dict[str, Any]) -> r.Criterion:
    findings = {form: r.Finding(**finding) for form, finding in value.get("findings", {}).items()}
    return r.Criterion(**{**value, "findings": MappingProxyType(findings), "today_sources": tuple(value.get("today_sources", ()))})


def _publication(value: dict[str, Any]) -> r.Publication:
    linked_from = tuple(r.page_key(link) for link in value.get("linked_from", ()))
    return r.Publication(**{**value, "contents": tuple(value["contents"]), "linked_from": linked_from})


def _search_places(row: dict[str, Any]) -> r.SearchPlaces:
    places = tuple((r.page_key(link.partition("#")[0]), link.partition("#")[2]) for link in row["places"])
    return r.SearchPlaces(places, {locale: tuple(row.get(locale, ())) for locale in LOCALES})


def _story(value: dict[str, Any], collaborations: dict[str, r.Collaboration], sources: dict[str, r.Source]) -> r.Story:
    parts = tuple(
        r.StoryPart(part["part"], tuple(sources[ident] for ident in part["sources"]), MappingProxyType({locale: part[locale] for locale in LOCALES}))
        for part in value["parts"]
    )
    return r.Story(
        **{
            **value,
            "collaborations": tuple(collaborations[ident] for ident in value["collaborations"]),
            "parts": parts,
            "untranslated": tuple(value.get("untranslated", ())),
            "added": _date(value["added"]),
        }
    )


def _term(value: dict[str, Any]) -> r.Term:
    texts = {
        locale: r.TermText(
            value[locale]["term"], value[locale]["definition"], tuple(r.OtherWord(**word) for word in value[locale].get("also", ())),
            value[locale].get("tooltip", True),
        )
        for locale in ("nb", "da", "sv")
    }
    return r.Term(value["id"], value["kind"], MappingProxyType(texts), value.get("note"), value.get("source"), value.get("tooltip", True))


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
