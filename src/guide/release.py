"""Makes an edition: the file in data/editions and the version in data/guide.yml, both or none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from guide.editions import FOLDER, file_text, number_of
from guide.page_moves import Changes, finish
from guide.problems import ERROR, GuideError, Problem
from guide.read import Draft, read_draft
from guide.schema import Schemas
from guide.sections import sections_of
from guide.translations.history import git

GUIDE = "data/guide.yml"
LINES = {field: re.compile(rf"(?m)^{field}:[^\n#]*?(?=[ \t]*(?:#[^\n]*)?$)") for field in ("edition", "date")}


def release(root: Path, version: str, date: dt.date, check: Callable[[], Iterable[Problem]], *, today: dt.date, again: bool = False) -> list[str]:
    """Makes the edition ``version`` of ``date`` of what is committed in ``root``; gives what was written.

    ``check`` gives the problems of the content, warnings among them; it is
    asked when nothing else is wrong, as it takes its time. ``again`` makes the
    newest edition anew, as long as no tag says that it is published. Raises
    GuideError with everything that is wrong; nothing is written then.
    """
    name = f"{FOLDER}/{version}.yml"
    problems = [*_version(root, name, version, again), *_not_committed(root)]
    draft, wrong = read_draft(root)
    problems += _date(draft, version, date, today)
    problems = problems or [problem for problem in wrong or check() if problem.severity == ERROR]
    if problems:
        raise GuideError(problems)
    changes = Changes(root)
    text = changes.text(GUIDE) or ""
    for field, written in (("edition", f'"{version}"'), ("date", str(date))):
        text, count = LINES[field].subn(f"{field}: {written}", text)
        if count != 1:
            raise GuideError([Problem(GUIDE, 0, field, f"stands on {count} lines of their own", f"write it once, at the margin:  {field}: {written}")])
    changes.write(GUIDE, text, f"edition {version} of {date}")
    changes.write(name, file_text(version, date, sections_of(draft)), "written")
    return finish(changes)


def tag(version: str) -> str:
    """The git tag of an edition."""
    return f"v{version}"


def _version(root: Path, name: str, version: str, again: bool) -> Iterator[Problem]:
    rule = Schemas(root / "data" / "schema").part("edition", "version")
    if not re.fullmatch(rule["pattern"], version):
        yield Problem(name, 0, "version", f'"{version}" is not written as it should', rule["description"])
        return
    versions = [path.stem for path in (root / FOLDER).glob("*.yml") if re.fullmatch(rule["pattern"], path.stem)]
    newest = max(versions, key=number_of, default=None)
    if again:
        if version != newest:
            yield Problem(name, 0, "version", f"only the newest edition can be made again, which is {newest}" if newest else "there is no edition to make again", "leave out --again" if version not in versions else f"name {newest}")
        elif (git(root, "tag", "--list", tag(version)) or "").strip():
            yield Problem(name, 0, "version", f"the edition {version} is published: it has the tag {tag(version)}", "give the new edition a higher version, and leave out --again")
    elif newest and number_of(version) <= number_of(newest):
        fix = f"give it a higher version than {newest}" + (", or add --again while it is not published" if version == newest else "")
        yield Problem(name, 0, "version", f"there is an edition {newest} already" if version == newest else f"{version} is older than the newest edition, {newest}", fix)


def _date(draft: Draft, version: str, date: dt.date, today: dt.date) -> Iterator[Problem]:
    name = f"{FOLDER}/{version}.yml"
    if date > today:
        yield Problem(name, 0, "date", f"{date} lies in the future", "give today, or leave out --date")
    before = [(d.value["date"], d.value["version"]) for d in draft.editions if d.value.get("date") and d.value.get("version") != version]
    if before and (latest := max(before))[0] > date.isoformat():
        yield Problem(name, 0, "date", f"{date} is before the edition {latest[1]} of {latest[0]}", "give that day or a later one")


def _not_committed(root: Path) -> Iterator[Problem]:
    """An edition is of a commit, so that everybody can see what it was."""
    top = git(root, "rev-parse", "--show-toplevel")
    if top is None or Path(top.strip()).resolve() != root.resolve():
        yield Problem(".", 0, "", "this is not a git checkout", "make editions in a clone of the repository")
        return
    for line in (git(root, "status", "--porcelain") or "").splitlines():
        yield Problem(line[3:].strip('"'), 0, "", "is not committed", "commit it or put it aside with  git stash -u")
