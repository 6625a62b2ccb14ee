"""The ledger: what is recorded about each translation, and how a record is made."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from guide import DEFAULT_LOCALE, LOCALES
from guide.problems import Problem
from guide.schema import Schemas
from guide.translations.places import Place, digest
from guide.yamltext import parse, read_text

FOLDER = "data/translations"
HEAD = "# The Norwegian text each section was translated from: its hash, the day the translation was read, and by which role.\n# Written by scripts/translations.py; CONTRIBUTING.md tells how.\n"
ENTRY = re.compile(r"(?P<hash>[0-9a-f]{12}) (?P<day>\d{4}-\d\d-\d\d) (?P<role>[a-z0-9-]+)(?: minor (?P<minor>\d{4}-\d\d-\d\d))?")
# Plain words and hyphens need no quotation marks in YAML, unless YAML 1.1 or 1.2 would read them as something else.
PLAIN = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][a-z0-9._-]*")


@dataclass(frozen=True)
class Entry:
    """One record: the hash of the source, the day it was read and by whom, and the day of a change too small to matter."""

    source: str
    day: dt.date
    role: str
    minor: dt.date | None = None

    def __str__(self) -> str:
        return f"{self.source} {self.day} {self.role}" + (f" minor {self.minor}" if self.minor else "")


@dataclass(frozen=True)
class Ledger:
    """The ledger of one place in one language.

    ``read_twice`` is the day a second person had read the whole place;
    ``differs`` says why a section is deliberately built otherwise than its source.
    """

    locale: str
    place: str
    path: str
    read_twice: dt.date | None = None
    entries: Mapping[str, Entry] = field(default_factory=dict)
    differs: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


class AcceptError(Exception):
    """A record cannot be made; the message says what to do first."""


def ledger_path(place: str, locale: str) -> str:
    """Where the ledger of a place stands, relative to the project root."""
    return f"{FOLDER}/{locale}/{place}.yml"


def read_ledgers(root: Path, schemas: Schemas, problems: list[Problem]) -> dict[tuple[str, str], Ledger]:
    """Every ledger as ``{(locale, place): Ledger}``; a file that cannot be read adds its problems and is left out."""
    ledgers = {}
    for locale in LOCALES:
        folder = root / FOLDER / locale
        for path in sorted(folder.rglob("*.yml")) if folder.is_dir() else ():
            name = path.relative_to(root).as_posix()
            before = len(problems)
            text = read_text(path, name, problems)
            node = parse(text, name, problems) if text is not None else None
            value = schemas.check("translations", node, name, problems) if len(problems) == before else None
            if len(problems) > before or value is None:
                continue
            place = path.relative_to(folder).with_suffix("").as_posix()
            try:
                ledgers[locale, place] = _ledger(locale, place, name, value, node)
            except ValueError as error:  # 2026-02-30 has the shape of a date
                problems.append(Problem(name, 0, "sections", f"there is no such day ({error})", f"run  python3 scripts/translations.py accept {place} {locale}"))
    return ledgers


def _ledger(locale: str, place: str, name: str, value: Mapping, node) -> Ledger:
    entries = {}
    for ident, text in value["sections"].items():
        parts = ENTRY.fullmatch(text)
        assert parts, "the schema has the same pattern"
        minor = dt.date.fromisoformat(parts["minor"]) if parts["minor"] else None
        entries[ident] = Entry(parts["hash"], dt.date.fromisoformat(parts["day"]), parts["role"], minor)
    lines = node.items["sections"].key_lines
    return Ledger(locale, place, name, dt.date.fromisoformat(value["read_twice"]), entries, value.get("differs", {}), lines)


def write_ledger(root: Path, ledger: Ledger, order: Iterable[str]) -> Path:
    """Writes a ledger whole or not at all; ``order`` is that of the sections in the source."""
    lines = [HEAD + f"read_twice: {ledger.read_twice}", "sections:"]
    lines += [f"  {_key(ident)}: {ledger.entries[ident]}" for ident in order if ident in ledger.entries]
    if ledger.differs:
        lines += ["differs:", *(f"  {_key(ident)}: {_quoted(why)}" for ident, why in ledger.differs.items())]
    path = root / ledger.path
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    beside.replace(path)
    return path


def accept(
    root: Path, place: Place, locale: str, sections: Iterable[str] | None = None, *, ledger: Ledger | None, role: str, today: dt.date,
    read_twice: bool = False, differs: str = "",
) -> Path:
    """Records that a translation is current: of the named ``sections``, or of the whole place.

    The first record of a place needs ``read_twice``: someone other than the
    translator has read all of it. ``differs`` says why the named sections are
    built otherwise than their source. Raises AcceptError.
    """
    if locale == DEFAULT_LOCALE or locale not in LOCALES:
        raise AcceptError(f'"{locale}" is not a language that is translated to; use da or sv')
    if locale not in place.paths:
        raise AcceptError(f"{place.key} has no translation in docs/{locale}/ yet; write docs/{locale}/{place.key}.md first")
    if DEFAULT_LOCALE not in place.paths:
        raise AcceptError(f"{place.key} has no source in docs/{DEFAULT_LOCALE}/; rename the translation as the page it translates")
    known = {ident: section for ident, section in place.sections.items() if {DEFAULT_LOCALE, locale} <= section.texts.keys()}
    wanted = list(known if sections is None else sections)
    for ident in wanted:
        if ident not in known:
            raise AcceptError(f'{place.key} has no section "{ident}" in both languages; the sections are {", ".join(known)}')
    new = ledger is None or ledger.read_twice is None
    if new and not read_twice:
        raise AcceptError(
            f"{place.key} has no record in {locale} yet. The first one follows a second reading: when someone other than the translator has read it all, add --read-twice"
        )
    if new and sections is not None and set(wanted) != set(known):
        raise AcceptError(f"{place.key} has no record in {locale} yet; the first one is of the whole place, so leave out the section")
    if differs and sections is None:
        raise AcceptError("name the section that is built otherwise on purpose")
    base = ledger or Ledger(locale, place.key, ledger_path(place.key, locale))
    entries = {ident: entry for ident, entry in base.entries.items() if ident in known}
    entries |= {ident: Entry(digest(known[ident].texts[DEFAULT_LOCALE]), today, role) for ident in wanted}
    why = {ident: text for ident, text in base.differs.items() if ident in known} | ({ident: differs for ident in wanted} if differs else {})
    made = replace(base, entries=entries, differs=why, read_twice=today if read_twice else base.read_twice)
    return write_ledger(root, made, place.sections)


def mark_minor(root: Path, place: Place, ledgers: Mapping[tuple[str, str], Ledger], before: Mapping[str, str], wanted: Iterable[str], *, today: dt.date) -> dict[Path, tuple[str, ...]]:
    """Carries records over a change of the source that needs no translation; gives the ledgers written, each with its sections.

    ``before`` is the text of each section before the change. A translation that
    was not current then stays as it is, so an older change is not hidden.
    """
    written = {}
    for locale in LOCALES:
        ledger = ledgers.get((locale, place.key))
        if ledger is None:
            continue
        carried = {
            ident: replace(ledger.entries[ident], source=digest(place.sections[ident].texts[DEFAULT_LOCALE]), minor=today)
            for ident in wanted
            if ident in ledger.entries and ident in before and ledger.entries[ident].source == digest(before[ident])
        }
        if carried:
            written[write_ledger(root, replace(ledger, entries={**ledger.entries, **carried}), place.sections)] = tuple(carried)
    return written


def _key(ident: str) -> str:
    return ident if PLAIN.fullmatch(ident) else f'"{ident}"'


def _quoted(text: str) -> str:
    return '"' + " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'
