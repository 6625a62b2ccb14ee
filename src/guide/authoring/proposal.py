"""What a dialogue or an issue has made, and how it is written: everything or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from guide import addresses, outside_links
from guide.problems import GuideError, Problem
from guide.read import read_guide

# What a reading of the guide needs; nothing else is copied or written.
FOLDERS = ("data", "docs")


@dataclass(frozen=True)
class Proposal:
    """Files to write.

    ``files`` maps paths below the project root to whole texts, ``shown`` the
    same paths to what is new in them. ``place`` and ``sections`` (None: all)
    are what the ledger of translations calls them; ``translated`` are the
    translations written in the editor's own words, ``waiting`` the languages
    in which a text still waits for a translator.
    """

    files: Mapping[str, str]
    shown: Mapping[str, str]
    place: str
    sections: tuple[str, ...] | None = None
    translated: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


class Stage:
    """A copy of prose and data with the proposed files in it."""

    def __init__(self, root: Path, folder: Path, proposal: Proposal):
        self.root, self.folder, self._proposal = root, folder, proposal
        self._before = {path: _bytes(root / path) for path in proposal.files}
        for name in FOLDERS:
            shutil.copytree(root / name, folder / name)
        for path, text in proposal.files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            # A file with the line ends of Windows keeps them.
            windows = b"\r\n" in (self._before[path] or b"")
            target.write_text(text, encoding="utf-8", newline="\r\n" if windows else "\n")

    def record_addresses(self) -> None:
        """Writes the addresses of new pages down beside those already published."""
        addresses.record(self.folder)

    def record_links(self) -> None:
        """Writes new addresses outside the guide into their list."""
        outside_links.record(self.folder)

    def check(self) -> None:
        """Reads the whole guide with the new files in it; raises GuideError with every problem."""
        read_guide(self.folder)

    def write(self) -> list[str]:
        """Puts everything that is new or changed in the copy into the project; gives the paths.

        Each file is written beside its place and renamed; when one fails, those
        already there are put back. Raises GuideError when a file has changed
        since it was read, or cannot be written.
        """
        for path, before in self._before.items():
            if _bytes(self.root / path) != before:
                raise GuideError([Problem(path, 0, "", "the file was changed by someone else in the meantime, so nothing was written", "run the command again")])
        new = {path: after for path in self._paths() if (after := _bytes(self.folder / path)) != _bytes(self.root / path)}
        before = {path: _bytes(self.root / path) for path in new}
        made: list[Path] = []
        beside: list[Path] = []
        try:
            for path, content in new.items():
                target = self.root / path
                made += [folder for folder in reversed(target.parents) if not folder.exists()]
                target.parent.mkdir(parents=True, exist_ok=True)
                beside.append(_beside(target))
                beside[-1].write_bytes(content or b"")
            for path in new:
                os.replace(_beside(self.root / path), self.root / path)
        except BaseException as error:
            for path, content in before.items():
                if content is None:
                    (self.root / path).unlink(missing_ok=True)
                elif _bytes(self.root / path) != content:
                    (self.root / path).write_bytes(content)
            for leftover in beside:
                leftover.unlink(missing_ok=True)
            for folder in reversed(made):
                folder.rmdir()
            if isinstance(error, OSError):
                raise GuideError([Problem(str(error.filename or ""), 0, "", f"the file cannot be written ({error.strerror}), so nothing was", "check the rights of the folder and the room on the disk")]) from None
            raise
        return sorted(new)

    def _paths(self) -> Iterator[str]:
        for name in FOLDERS:
            for path in sorted((self.folder / name).rglob("*")):
                if path.is_file():
                    yield path.relative_to(self.folder).as_posix()


@contextmanager
def staged(root: Path, proposal: Proposal) -> Iterator[Stage]:
    """A stage that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="guide-new-") as folder:
        yield Stage(root, Path(folder), proposal)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.new-{os.getpid()}")


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
