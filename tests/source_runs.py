"""Hashes of all runs of eight words in the source documents, to keep copied sentences out.

The texts are not ours to publish; their hashes tell only whether a run of
eight words stands in one of them. Run as a command on the folder of texts,
this file writes ``source_runs.bin`` anew.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

LENGTH = 8
BYTES = 6  # 48 bits: one chance in 100 000 that any run of the guide collides
FILE = Path(__file__).with_name("source_runs.bin")
WORD = re.compile(r"\w+")


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of eight words, lower-cased, punctuation apart."""
    words = [word.casefold() for word in WORD.findall(text)]
    for start in range(len(words) - LENGTH + 1):
        yield tuple(words[start : start + LENGTH])


def digest(run: tuple[str, ...]) -> bytes:
    return hashlib.blake2b(" ".join(run).encode(), digest_size=BYTES).digest()


def load() -> frozenset[bytes]:
    data = FILE.read_bytes()
    return frozenset(data[i : i + BYTES] for i in range(0, len(data), BYTES))


def main(folder: str) -> None:
    hashes = {digest(run) for path in sorted(Path(folder).glob("*.txt")) for run in runs(path.read_text("utf-8"))}
    FILE.write_bytes(b"".join(sorted(hashes)))
    print(f"{len(hashes)} runs written to {FILE.name}")


if __name__ == "__main__":
    main(sys.argv[1])
