"""Finds earlier source texts in the git history, by their hash, and the day a text came to be as it is.

Where there is no history (an archive, a shallow clone), the answers are None:
nothing else depends on git.
"""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from pathlib import Path

from guide import DEFAULT_LOCALE
from guide.translations.places import Place, data_sections, digest, page_sections
from guide.yamltext import parse

SECONDS = 20


def versions(root: Path, path: str) -> Iterator[tuple[dt.date, str]]:
    """The committed versions of a file, newest first, across renames, each with the day of its commit."""
    top = git(root, "rev-parse", "--show-toplevel")
    if top is None or Path(top.strip()).resolve() != root.resolve():
        return  # no repository, or one around the project that is none of ours
    log = git(root, "log", "--follow", "--format=%x00%H %cs", "--name-only", "--", path)
    for record in (log or "").split("\0")[1:]:
        head, _, names = record.partition("\n")
        commit, day = head.split()
        name = names.strip().splitlines()
        text = git(root, "show", f"{commit}:{name[-1]}") if name else None
        if text is not None:
            yield dt.date.fromisoformat(day), text.replace("\r\n", "\n")


def old_source(root: Path, place: Place, section: str, recorded: str) -> tuple[dt.date, str] | None:
    """The source text with the hash ``recorded`` and the day it was committed, or None when no commit has it."""
    for day, text in versions(root, place.paths[DEFAULT_LOCALE]):
        found = sections_in(place.key, place.paths[DEFAULT_LOCALE], text).get(section)
        if found is not None and digest(found) == recorded:
            return day, found
    return None


def changed_on(root: Path, place: Place, section: str, today: dt.date) -> dt.date | None:
    """The day the source section got its present text: of the commit, or today when it is not committed."""
    present = digest(place.sections[section].texts[DEFAULT_LOCALE])
    since = None
    for number, (day, text) in enumerate(versions(root, place.paths[DEFAULT_LOCALE])):
        found = sections_in(place.key, place.paths[DEFAULT_LOCALE], text).get(section)
        if found is None or digest(found) != present:
            return since if number else today
        since = day
    return since


def before_change(root: Path, place: Place) -> dict[str, str]:
    """The text of each source section before its newest change; a section that never changed is not there."""
    present = {ident: digest(s.texts[DEFAULT_LOCALE]) for ident, s in place.sections.items() if DEFAULT_LOCALE in s.texts}
    found: dict[str, str] = {}
    for _, text in versions(root, place.paths[DEFAULT_LOCALE]):
        for ident, source in sections_in(place.key, place.paths[DEFAULT_LOCALE], text).items():
            if ident in present and ident not in found and digest(source) != present[ident]:
                found[ident] = source
    return found


def sections_in(key: str, name: str, text: str) -> dict[str, str]:
    """The source sections of an earlier version of the file ``name``; a version that cannot be read has none."""
    from guide.prose import page_of
    from guide.read import Document

    if not key.startswith("data/"):
        return {ident: parts[0] for ident, parts in page_sections(page_of(text, name, key, DEFAULT_LOCALE)).items()}
    node = parse(text, name, [])
    return {section.id: section.texts[DEFAULT_LOCALE] for section in data_sections(Document(name, node, None))} if node is not None else {}


def git(root: Path, *arguments: str) -> str | None:
    """What a git command prints, or None when it fails or there is no git."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
