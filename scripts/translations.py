"""Keeps the translations in order: what is to be done, what has changed, and that a text has been read.

    python3 scripts/translations.py status [LANG]                what is missing, stale, orphaned or built otherwise
    python3 scripts/translations.py diff PAGE LANG [SECTION]     the old source, the new source and the translation
    python3 scripts/translations.py accept PAGE LANG [SECTION …] --role ROLE
                                                                 the translation has been read and is current
    python3 scripts/translations.py minor PAGE [SECTION …]       the change of the source needs no translation

PAGE is a page as anchoring/index, a data file as data/glossary, or the path of one of its files. LANG is da or sv.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import sys
from pathlib import Path

from environment import ROOT, plain_output, run_in


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="translations.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    status = commands.add_parser("status", help="what is to be done")
    status.add_argument("language", nargs="?", choices=("da", "sv"), metavar="LANG")
    diff = commands.add_parser("diff", help="old source, new source and translation side by side")
    accept = commands.add_parser("accept", help="record that a translation has been read and is current")
    for command in (diff, accept):
        command.add_argument("page", metavar="PAGE")
        command.add_argument("language", choices=("da", "sv"), metavar="LANG")
        command.add_argument("sections", nargs="*", metavar="SECTION")
    accept.add_argument("--role", required=True, help="the role of who read it, an editor of data/roles.yml")
    accept.add_argument("--read-twice", action="store_true", help="someone other than the translator has read all of it (needed the first time)")
    accept.add_argument("--differs", default="", metavar="WHY", help="the named sections are built otherwise than the source, on purpose")
    minor = commands.add_parser("minor", help="a change of the source (a typo) that needs no translation")
    minor.add_argument("page", metavar="PAGE")
    minor.add_argument("sections", nargs="*", metavar="SECTION")
    options = parser.parse_args(arguments)
    run_in("build")
    plain_output()

    from guide.problems import GuideError
    from guide.read import build_guide, read_draft
    from guide.translations import AcceptError, places_of, states_of

    root = options.root.resolve()
    draft, problems = read_draft(root)
    places = places_of(draft)
    states = states_of(places, draft.ledgers)
    try:
        if options.command == "status":
            if problems:
                raise GuideError(problems)
            return _status(build_guide(draft), places, states, options)
        place = _place(options.page, places, root)
        if options.command == "diff":
            return _diff(root, draft, place, states[options.language, place.key], options)
        if options.command == "accept":
            return _accept(root, draft, place, options)
        return _minor(root, draft, place, options)
    except (AcceptError, GuideError) as error:
        print(error, file=sys.stderr)
        return 1


def _place(name: str, places, root: Path):
    from guide.problems import suggest
    from guide.translations import AcceptError

    key = name.removesuffix(".yml")
    path = Path(name).resolve()
    for place in places.values():
        if key == place.key or any(path == root / file for file in place.paths.values()):
            return place
    raise AcceptError(f'there is no page or data file "{name}" – {suggest(key, places, "name it as anchoring/index or data/glossary")}')


def _status(guide, places, states, options) -> int:
    from guide.translations.show import status

    locales = (options.language,) if options.language else ("da", "sv")
    for line in status(guide, places, states, locales):
        print(line)
    return 0


def _diff(root, draft, place, state, options) -> int:
    from guide.translations import AcceptError, State
    from guide.translations.history import old_source
    from guide.translations.show import side_by_side

    wanted = options.sections or [s.id for s in state.sections if s.state is State.STALE]
    if not wanted:
        print(f"{place.key} is current in {options.language}: no section of the source has changed since it was read.")
        return 0
    width = shutil.get_terminal_size((160, 24)).columns
    names = {locale: draft.files["guide"].value["language_name"][locale] for locale in ("nb", options.language)}
    for number, ident in enumerate(wanted):
        section = place.sections.get(ident)
        if section is None or "nb" not in section.texts:
            raise AcceptError(f'{place.key} has no section "{ident}" in Norwegian; the sections are {", ".join(place.sections)}')
        recorded = next((s.recorded for s in state.sections if s.id == ident), "")
        old = old_source(root, place, ident, recorded) if recorded else None
        print(("\n" if number else "") + f"{place.key} #{ident}")
        for line in side_by_side(section, options.language, old, width, names):
            print(line)
    return 0


def _accept(root, draft, place, options) -> int:
    from guide.problems import suggest
    from guide.translations import AcceptError, accept

    if options.role not in draft.editor_roles():
        raise AcceptError(f'"{options.role}" is not an editor role of data/roles.yml – {suggest(options.role, draft.editor_roles())}')
    ledger = draft.ledgers.get((options.language, place.key))
    path = accept(
        root, place, options.language, options.sections or None, ledger=ledger, role=options.role,
        today=dt.date.today(), read_twice=options.read_twice, differs=options.differs,
    )
    told = ", ".join(options.sections) or "all sections"
    print(f"{place.key} in {options.language}: {told} recorded as current. Commit {path.relative_to(root).as_posix()} with the text.")
    return 0


def _minor(root, draft, place, options) -> int:
    from guide.translations import AcceptError, mark_minor
    from guide.translations.history import before_change
    from guide.translations.show import changed_words
    from guide.translations.structure import is_built_alike

    if set(options.sections) & {"da", "sv"}:
        raise AcceptError("minor takes no language: it is about the Norwegian text, and holds for all translations of it")
    before = before_change(root, place)
    stale = {ident for (_, key), ledger in draft.ledgers.items() if key == place.key for ident in _stale(place, ledger)}
    changed = [ident for ident in place.sections if ident in before and ident in stale]
    if not changed:
        print(f"No translation of {place.key} is older than the Norwegian text, so there is nothing to carry over.")
        return 1
    for ident in options.sections:
        if ident not in changed:
            raise AcceptError(f'no translation of the section "{ident}" is older than its source; of {place.key} it is so of {", ".join(changed)}')
    wanted = options.sections or changed
    for ident in wanted:
        if not is_built_alike(before[ident], place.sections[ident].texts["nb"], place.key):
            raise AcceptError(f"{place.key} #{ident}: a list, table, box or link has come or gone, and that is no small change – translate it, then record it with accept")
        print(f"{place.key} #{ident}: {changed_words(before[ident], place.sections[ident].texts['nb'])}")
    written = mark_minor(root, place, draft.ledgers, before, wanted, today=dt.date.today())
    for path, sections in written.items():
        print(f"{path.relative_to(root).as_posix()}: {', '.join(sections)} still current. Undo with  git checkout -- {path.relative_to(root).as_posix()}")
    if not written:
        print("Nothing carried over: the translations were older than this change already.")
    return 0 if written else 1


def _stale(place, ledger):
    from guide.translations import digest

    return [ident for ident, entry in ledger.entries.items() if ident in place.sections and "nb" in place.sections[ident].texts and entry.source != digest(place.sections[ident].texts["nb"])]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
