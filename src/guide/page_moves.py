"""Renames, moves and removes pages in all languages, with every link to them, so that the guide is whole afterwards.

All is planned in memory, tried on a copy with the real reader, and only then
written: either everything changes or nothing.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from guide import DEFAULT_LOCALE, LOCALES
from guide.addresses import FILE, addresses_in, file_text, present
from guide.problems import GuideError, Problem, suggest, with_columns
from guide.prose import read_pages
from guide.read import Draft, read_draft, read_guide
from guide.records import Page, linked_page, page_key
from guide.schema import Schemas
from guide.translations import digest, ledger_path, places_of
from guide.yamltext import parse

# Templates and the rules name these pages, and a phase's own page names the phase.
NAMED_PAGES = frozenset(
    {
        "index", "ten-things", "questions", "checklists", "stories", "collaborations", "news", "links", "glossary", "sources", "sources/coverage",
        "book", "editions", "about", "contribute", "feedback", "search",
    }
)
KEY = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)?[a-z0-9]+(?:-[a-z0-9]+)*")
# [name]: page.md – a link with its target elsewhere on the page.
REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:[ \t]*<?([^\s>]+)")


class Changes:
    """What will stand in the files below ``root``: changed texts, new files and files that go."""

    def __init__(self, root: Path):
        self.root = root
        self.files: dict[str, str | None] = {}  # name below root: the new text, None when it goes
        self.notes: list[str] = []

    def text(self, name: str) -> str | None:
        """The text of a file as it will be, line ends as they are; None when there is none."""
        if name not in self.files:
            path = self.root / name
            try:
                return path.read_bytes().decode("utf-8") if path.is_file() else None
            except UnicodeDecodeError:
                raise GuideError([Problem(name, 0, "", "the file is not UTF-8", "save it again with the encoding UTF-8")]) from None
        return self.files[name]

    def write(self, name: str, text: str, note: str) -> None:
        if text != self.text(name):
            self.files[name] = text
            self.notes.append(f"{name}: {note}")

    def rename(self, old: str, new: str) -> None:
        text = self.text(old)
        if text is not None:
            self.files |= {old: None, new: text}
            self.notes.append(f"{old} → {new}")

    def remove(self, name: str) -> None:
        if self.text(name) is not None:
            self.files[name] = None
            self.notes.append(f"{name}: removed")

    def lay_over(self, folder: Path) -> None:
        """Writes the changes below another folder."""
        for name, text in self.files.items():
            path = folder / name
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode("utf-8"))

    def apply(self) -> None:
        """Writes everything beside, then renames; what was changed is put back when that fails half-way."""
        before = {name: path.read_bytes() if (path := self.root / name).is_file() else None for name in self.files}
        beside: list[Path] = []
        try:
            for name, text in self.files.items():
                if text is not None:
                    path = self.root / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    beside.append(path.with_name(path.name + ".new"))
                    beside[-1].write_bytes(text.encode("utf-8"))
            for name, text in self.files.items():
                path = self.root / name
                if text is None:
                    path.unlink(missing_ok=True)
                else:
                    os.replace(path.with_name(path.name + ".new"), path)
        except OSError:
            for name, content in before.items():
                path = self.root / name
                if content is None:
                    path.unlink(missing_ok=True)
                elif not path.is_file() or path.read_bytes() != content:
                    path.write_bytes(content)
            raise
        finally:
            for path in beside:
                path.unlink(missing_ok=True)
        for name, text in self.files.items():
            if text is None:
                _remove_empty((self.root / name).parent, self.root)


def move_page(root: Path, old: str, new: str) -> list[str]:
    """Renames a page, or moves it to another phase; gives what was changed, one sentence each.

    ``old`` and ``new`` are keys. Files that were renamed by hand already stay
    as they are. Raises GuideError when the guide would not be whole; nothing is
    changed then.
    """
    old, new = page_key(old.strip("/")), page_key(new.strip("/"))
    pages, recorded = _read(root)
    _refuse_named(old, new)
    phases = {key.split("/")[0] for key in pages[DEFAULT_LOCALE] if key.endswith("/index")}
    if not KEY.fullmatch(new) or ("/" in new and new.split("/")[0] not in {*phases, *pages[DEFAULT_LOCALE]}):
        _stop(f'"{new}" cannot be the name of a page', f"write PHASE/NAME in lower-case letters, digits and hyphens; the phases are {', '.join(sorted(phases))}")
    _refuse_unknown(old, pages, recorded, instead=(new,))
    for locale in LOCALES:
        if old in pages[locale] and new in pages[locale]:
            _stop(f"docs/{locale}/{new}.md is another page already", "choose another name, or remove one of them")
    if not any(key in pages[locale] for key in (old, new) for locale in LOCALES):
        _stop(f'there is no file for the page "{old}"', f"choose a page that exists, or run python3 scripts/addresses.py remove {old} --to OTHER")

    changes = Changes(root)
    for locale in LOCALES:
        changes.rename(f"docs/{locale}/{old}.md", f"docs/{locale}/{new}.md")
        changes.rename(ledger_path(old, locale), ledger_path(new, locale))
    for locale in LOCALES:
        for page in pages[locale].values():
            _relink(changes, page, old, new, pages)
    _replace_links_in_data(changes, old, new)
    _place_in_reading_order(changes, old, new)
    with copied(changes) as copy:
        after, _ = read_draft(copy)
    _carry_ledgers(changes, old, new, read_draft(root)[0], after)
    _readdress(changes, {**recorded, **{address: new for address, key in recorded.items() if key == old}}, after)
    return finish(changes)


def remove_page(root: Path, key: str, other: str) -> list[str]:
    """Takes a page away in all languages; its addresses lead to the page ``other`` from now on.

    Gives what was changed. Raises GuideError while other pages or data link
    the page, naming each link; nothing is changed then.
    """
    key, other = page_key(key.strip("/")), page_key(other.strip("/"))
    pages, recorded = _read(root)
    _refuse_named(key)
    _refuse_unknown(key, pages, recorded)
    if other == key or other not in pages[DEFAULT_LOCALE]:
        _stop(f'"{other}" is no page its readers can be led to', suggest(other, pages[DEFAULT_LOCALE].keys() - {key}, "name a page that exists"))
    links = [*_links_to(key, pages), *_links_in_data(Changes(root), key)]
    if links:
        raise GuideError(with_columns([Problem(name, line, "", f'"{target}" links the page that is to go', "link another page, such as " + _seen_from(name, other)) for name, line, target in links], root))

    changes = Changes(root)
    for locale in LOCALES:
        changes.remove(f"docs/{locale}/{key}.md")
        changes.remove(ledger_path(key, locale))
    _place_in_reading_order(changes, key, None)
    with copied(changes) as copy:
        after, _ = read_draft(copy)
    _readdress(changes, {**recorded, **{address: other for address, page in recorded.items() if page == key}}, after)
    return finish(changes)


def _read(root: Path) -> tuple[dict[str, dict[str, Page]], dict[str, str]]:
    """The pages and what data/addresses.yml says; the rules across files wait until the change is tried."""
    problems: list[Problem] = []
    pages = read_pages(root, Schemas(root / "data" / "schema"), problems)
    path = root / FILE
    recorded = addresses_in(path.read_text("utf-8"), FILE, problems) if path.is_file() else {}
    if problems:
        raise GuideError(with_columns(problems, root))
    return pages, recorded


def _stop(message: str, fix: str) -> None:
    raise GuideError([Problem(f"docs/{DEFAULT_LOCALE}", 0, "", message, fix)])


def _refuse_named(*keys: str) -> None:
    for key in keys:
        if key in NAMED_PAGES or key.endswith("/index"):
            _stop(f'the page "{key}" has its fixed name', "change its slug for another address, then run python3 scripts/addresses.py record")


def _refuse_unknown(key: str, pages: dict[str, dict[str, Page]], recorded: dict[str, str], instead: tuple[str, ...] = ()) -> None:
    known = {other for locale in LOCALES for other in pages[locale]} | set(recorded.values())
    if key not in known:
        _stop(f'there is no page "{key}"', suggest(key, known - set(instead), "name it as its file below docs/nb/, without .md"))


def _target(link: str, key: str) -> str | None:
    """The key of the page a link in the page ``key`` names, or None; a place on the page itself names none."""
    return None if link.startswith("#") else linked_page(link, key)


def _links(page: Page) -> Iterator[tuple[str, int, int]]:
    """Every link of a page: as written, line and column from 1."""
    yield from ((link.target, link.line, link.column) for link in page.links)
    for number, line in enumerate(page.body.split("\n"), page.body_line):
        if match := REFERENCE.match(line):
            yield match[1], number, match.start(1) + 1


def _links_to(key: str, pages: dict[str, dict[str, Page]]) -> Iterator[tuple[str, int, str]]:
    """The links to a page from others: file, line and link."""
    for locale in LOCALES:
        for page in pages[locale].values():
            if page.key != key:
                yield from ((page.path, line, link) for link, line, _ in _links(page) if _target(link, page.key) == key)


def _relink(changes: Changes, page: Page, old: str, new: str, pages: dict[str, dict[str, Page]]) -> None:
    """Changes the links to the moved page, and the moved page's own links when its folder is another one."""
    here = new if page.key == old else page.key
    known = pages[page.locale].keys() | pages[DEFAULT_LOCALE].keys() | {old, new}
    # A page that was moved by hand mostly still has the links of its old place.
    targets = [_target(link, old) for link, _, _ in _links(page)]
    other_folder = here == new and posixpath.dirname(old) != posixpath.dirname(new)
    was = old if here == new and all(target is None or target in known for target in targets) else page.key
    places: dict[int, list[tuple[int, str, str]]] = {}
    for link, line, column in _links(page):
        target = _target(link, was)
        if target is None:
            continue
        wanted = new if target == old else target
        path, hash_, ident = link.partition("#")
        right = posixpath.relpath(f"{wanted}.md", posixpath.dirname(here) or ".")
        # What leads right already stays as it is, but in a new folder  ../process/x.md  may be  x.md .
        if _target(link, here) != wanted or (other_folder and path != right):
            places.setdefault(line, []).append((column - 1, link, right + hash_ + ident))
    if not places:
        return
    name = f"docs/{page.locale}/{here}.md"
    lines = (changes.text(name) or "").split("\n")
    for number, found in places.items():
        for start, before, after in sorted(found, reverse=True):
            text = lines[number - 1]
            assert text.startswith(before, start), f"{name}:{number} was changed meanwhile"
            lines[number - 1] = text[:start] + after + text[start + len(before) :]
    count = sum(map(len, places.values()))
    changes.write(name, "\n".join(lines), f"{count} {'link' if count == 1 else 'links'} changed")


def _data_files(changes: Changes, holding: str) -> Iterator[tuple[str, str, yaml.Node]]:
    """The data files with a given string in them: name, text and nodes with exact places."""
    for path in sorted((changes.root / "data").rglob("*.yml")):
        name = path.relative_to(changes.root).as_posix()
        text = changes.text(name) or ""
        if name != FILE and holding in text:
            yield name, text, _nodes(text, name)


def _nodes(text: str, name: str) -> yaml.Node:
    """A data file as nodes with exact places; raises GuideError for what the reader would refuse."""
    problems: list[Problem] = []
    if parse(text, name, problems) is None:
        raise GuideError(problems or [Problem(name, 1, "", "the file is empty", "fill it in, or delete it")])
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for _, item in node.value:
            yield from _scalars(item)


def _links_in_data(changes: Changes, key: str) -> Iterator[tuple[str, int, str]]:
    """The links to a page from data, wherever a value is the page's file, with an id or without: file, line and link."""
    for name, _, root in _data_files(changes, f"{key}.md"):
        for node in _scalars(root):
            if node.value.partition("#")[0] == f"{key}.md":
                yield name, node.start_mark.line + 1, node.value


def _replace_links_in_data(changes: Changes, old: str, new: str) -> None:
    for name, text, root in list(_data_files(changes, f"{old}.md")):
        found = [node for node in _scalars(root) if node.value.partition("#")[0] == f"{old}.md"]
        for node in reversed(found):
            start, end = node.start_mark.index, node.end_mark.index
            text = text[:start] + text[start:end].replace(f"{old}.md", f"{new}.md", 1) + text[end:]
        if found:
            changes.write(name, text, f"{len(found)} {'link' if len(found) == 1 else 'links'} changed")


def _place_in_reading_order(changes: Changes, old: str, new: str | None) -> None:
    """Gives the page its place in data/phases.yml, data/parts.yml and data/guide.yml; one from elsewhere comes last, or last below its page."""
    (old_phase, old_name), (new_phase, new_name) = _list_of(changes, old), _list_of(changes, new or "")
    stays = new is not None and old_phase == new_phase and old.rpartition("/")[0] == new.rpartition("/")[0]

    def without(names: list[str]) -> list[str]:
        return [new_name if stays and name == old_name else name for name in names if stays or name != old_name]

    def with_new(names: list[str]) -> list[str]:
        above = new_name.rpartition("/")[0]
        last = max((number for number, name in enumerate(names, 1) if above and (name == above or name.startswith(f"{above}/"))), default=len(names))
        return names if new_name in names else [*names[:last], new_name, *names[last:]]

    _change_list(changes, old_phase, without)
    if new is not None and not stays:
        _change_list(changes, new_phase, with_new)


def _list_of(changes: Changes, key: str) -> tuple[str, str]:
    """The phase or part that lists a page, and its name there; a page in no such folder is listed by its key in data/guide.yml."""
    folder, _, name = key.rpartition("/")
    lists = (_nodes(changes.text(file) or "", file) for file in ("data/phases.yml", "data/parts.yml"))
    records = [record for root in lists if isinstance(root, yaml.SequenceNode) for record in root.value if isinstance(record, yaml.MappingNode)]
    ids = {value.value for record in records for field, value in record.value if field.value == "id"}
    return (folder, name) if folder in ids else ("", key)


def _change_list(changes: Changes, phase: str, change: Callable[[list[str]], list[str]]) -> None:
    """Rewrites ``topics`` of a phase or part, or ``pages`` of data/guide.yml for a page in no folder."""
    files = ("data/phases.yml", "data/parts.yml") if phase else ("data/guide.yml",)
    for name in files:
        _change_list_of(changes, name, phase, change)


def _change_list_of(changes: Changes, name: str, phase: str, change: Callable[[list[str]], list[str]]) -> None:
    key = "topics" if phase else "pages"
    text = changes.text(name) or ""
    root = _nodes(text, name)
    records = [root] if not phase else root.value if isinstance(root, yaml.SequenceNode) else []
    for record in records:
        fields = {field.value: value for field, value in record.value} if isinstance(record, yaml.MappingNode) else {}
        node = fields.get(key)
        if not isinstance(node, yaml.SequenceNode) or (phase and getattr(fields.get("id"), "value", "") != phase):
            continue
        names = [item.value for item in node.value]
        wanted = change(list(names))
        if wanted != names:
            start, end = node.start_mark.index, node.end_mark.index
            if node.flow_style:
                made = "[" + ", ".join(wanted) + "]"
            else:
                made = ("\n" + " " * node.start_mark.column).join(f"- {word}" for word in wanted)
                made += text[start:end][len(text[start:end].rstrip()) :]
            changes.write(name, text[:start] + made + text[end:], f"{key}{f' of {phase}' if phase else ''} changed")


def _readdress(changes: Changes, addresses: dict[str, str], after: Draft) -> None:
    """Writes data/addresses.yml with these addresses and with those the pages will have."""
    now = {address: key for address, key, _ in present(after.pages) if address not in addresses}
    before = changes.text(FILE) or ""
    changes.write(FILE, file_text({**addresses, **now}, before), "addresses changed")


def _carry_ledgers(changes: Changes, old: str, new: str, before: Draft, after: Draft) -> None:
    """Lets the records of translations follow: a link that changes in every language asks for no new translation.

    A record that was not current before stays so.
    """
    places, places_after = places_of(before), places_of(after)
    for (_, key), ledger in after.ledgers.items():
        place = places_after.get(key)
        was = next((p for name in ((old, new) if key == new else (key,)) if (p := places.get(name)) and DEFAULT_LOCALE in p.paths), None)
        if place is None or was is None or len(place.sections) != len(was.sections):
            continue
        pairs = {one.id: (one, two) for one, two in zip(was.sections.values(), place.sections.values())}
        text = changes.text(ledger.path) or ""
        fields = {field.value: value for field, value in _nodes(text, ledger.path).value}
        cuts: list[tuple[int, int, str]] = []
        for group in ("sections", "differs"):
            for name, value in fields[group].value if group in fields else ():
                one, two = pairs.get(name.value, (None, None))
                if one is None or two is None or DEFAULT_LOCALE not in one.texts:
                    continue
                hashes = digest(one.texts[DEFAULT_LOCALE]), digest(two.texts[DEFAULT_LOCALE])
                if group == "sections" and value.value.startswith(hashes[0]):
                    start, end = value.start_mark.index, value.end_mark.index
                    cuts.append((start, end, text[start:end].replace(*hashes, 1)))
        for start, end, instead in sorted(cuts, reverse=True):
            text = text[:start] + instead + text[end:]
        changes.write(ledger.path, text, "records carried over")


@contextlib.contextmanager
def copied(changes: Changes) -> Iterator[Path]:
    """A copy of what the reader reads, as it will be."""
    with tempfile.TemporaryDirectory(prefix="guide-addresses-") as folder:
        for name in ("data", "docs"):
            shutil.copytree(changes.root / name, Path(folder) / name)
        changes.lay_over(Path(folder))
        yield Path(folder)


def finish(changes: Changes) -> list[str]:
    """Reads the whole guide as it will be, then writes it."""
    with copied(changes) as copy:
        read_guide(copy)
    try:
        changes.apply()
    except OSError as error:
        raise GuideError([Problem(str(error.filename or ""), 0, "", f"cannot be written ({error.strerror})", "see that the files may be changed, then try again")]) from None
    return changes.notes


def _remove_empty(folder: Path, root: Path) -> None:
    """Removes folders that a rename has left empty, never the root."""
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _seen_from(name: str, key: str) -> str:
    """The file of a page as a link in the file ``name`` writes it; data files name it from docs/<language>/."""
    if not name.startswith("docs/"):
        return f"{key}.md"
    return posixpath.relpath(f"{key}.md", posixpath.dirname(name.split("/", 2)[2]) or ".")
