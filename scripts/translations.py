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

from environment import ROOT, run_in


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
    sys.stdout.reconfigure(encoding="utf-8")

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
    from guide.translations import AcceptError, digest, mark_minor
    from guide.translations.history import last_committed

    before = last_committed(root, place)
    changed = [ident for ident, section in place.sections.items() if "nb" in section.texts and before.get(ident) not in (None, digest(section.texts["nb"]))]
    for ident in options.sections:
        if ident not in changed:
            raise AcceptError(f'the newest change of {place.key} is not in the section "{ident}"; it is in {", ".join(changed) or "none that the git history shows"}')
    written = mark_minor(root, place, draft.ledgers, before, options.sections or changed, today=dt.date.today())
    if not written:
        print(f"Nothing to carry over: no translation of {place.key} was current before the newest change.")
        return 1
    for path in written:
        print(f"{path.relative_to(root).as_posix()}: still current, the change needs no translation.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
