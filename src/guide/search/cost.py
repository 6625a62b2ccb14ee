"""Measures what the search costs a reader: bytes over the wire and time of an answer, on this site and on one ten times as large."""

from __future__ import annotations

import gzip
import json
import random
import statistics
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from guide.records import Guide
from guide.search.analysis import Analysis, tokens
from guide.search.documents import Document, documents
from guide.search.files import FOLDER, search_files, write_files
from guide.search.index import build_index

# In a larger corpus the vocabulary grows more slowly than the text (Heaps' law): ten times the text has about four times the words.
# Words that stand in one or two documents are exchanged for new ones at this rate in each copy.
NEW_WORDS = 0.6
SEED = 1


def measure(node: Path, script: Path, engine: Path, guide: Guide, site: Path, folder: Path, queries: Mapping[str, Sequence[str]], times: int) -> Iterator[str]:
    """Lines that tell sizes and times of the search of each language on ``times`` the pages; works in ``folder``."""
    code = _packed(engine)
    for locale in queries:
        started = time.process_time()
        analysis = Analysis(locale)
        pages = [list(page) for page in documents(guide, site, locale)]
        if times > 1:
            pages = list(_enlarged(pages, times))
            started = time.process_time()
        index = build_index(pages, analysis, (municipality.name for municipality in guide.municipalities))
        target = folder / locale / FOLDER
        write_files(target, locale, search_files(guide, index, analysis))
        seconds = time.process_time() - started
        sizes = {path.stem: _packed(path) for path in target.glob("*.js")}
        task = {"engine": str(engine), "locale": locale, "folder": str(target), "queries": list(queries[locale])}
        done = subprocess.run([str(node), str(script)], input=json.dumps(task), capture_output=True, text=True, encoding="utf-8", check=True)
        found = json.loads(done.stdout)
        fetched = sorted(code + sum(sizes[name] for name in names) for names in found["fetched"])
        strokes, busy = sorted(found["strokes"]), sorted(found["busy"])
        yield (
            f"{locale} ×{times}: {len(index.documents)} documents, {len(index.postings)} words, {len(sizes)} files, {sum(sizes.values()) / 1000:.0f} kB in all; indexed in "
            f"{seconds:.1f} s CPU; before the first letter {(code + sizes['core']) / 1000:.1f} kB (engine {code / 1000:.1f}, core {sizes['core'] / 1000:.1f}); "
            f"first answer, all in: median {statistics.median(fetched) / 1000:.1f}, 95 % {fetched[int(len(fetched) * 0.95)] / 1000:.1f}, most {fetched[-1] / 1000:.1f} kB (words {sizes['words'] / 1000:.1f}); "
            f"a letter typed: median {statistics.median(strokes):.1f}, 95 % {strokes[int(len(strokes) * 0.95)]:.1f}, 99 % {strokes[int(len(strokes) * 0.99)]:.1f}, most {strokes[-1]:.1f} ms (CPU: 99 % {busy[int(len(busy) * 0.99)]:.1f}, most {busy[-1]:.1f})"
        )


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def _enlarged(pages: Sequence[Sequence[Document]], times: int) -> Iterator[list[Document]]:
    """The pages, then copies with other rare words and other titles, always the same ones."""
    chance = random.Random(SEED)
    counts = Counter(word for page in pages for document in page for word in set(tokens(f"{document.title} {document.text}")))
    rare = sorted(word for word, count in counts.items() if count < 3 and len(word) > 5)
    rare_words = frozenset(rare)
    yield from (list(page) for page in pages)
    for _ in range(times - 1):
        new: dict[str, str] = {}

        def changed(text: str, new: dict[str, str] = new) -> str:
            words = []
            for word in text.split():
                if word.lower() in rare_words:
                    if word not in new:
                        other = chance.choice(rare)
                        new[word] = word[: len(word) // 2] + other[len(other) // 2 :] if chance.random() < NEW_WORDS else word
                    word = new[word]
                words.append(word)
            return " ".join(words)

        for page in pages:
            yield [replace(document, title=changed(document.title), texts=[changed(document.text)], definition=changed(document.definition)) for document in page]
