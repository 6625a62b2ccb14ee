"""Asks Pagefind the same as our search, for comparison."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pagefind_bin

from guide import LOCALES
from guide.records import Guide
from guide.search.evaluation import Query, run


def ask_pagefind(node: Path, root: Path, site: Path, guide: Guide, queries: Mapping[str, list[Query]]) -> dict[str, list[list[str]]]:
    """Pagefind as its manual says: its program over the finished pages, an index for each language by their ``lang``, its own script and WebAssembly."""
    with tempfile.TemporaryDirectory(prefix="guide-pagefind-") as folder:
        pages, bundle = Path(folder, "pages"), Path(folder, "pagefind")
        for locale in LOCALES:
            for key in guide.keys:
                url = guide.url(key, locale)
                (pages / url).mkdir(parents=True, exist_ok=True)
                shutil.copyfile(site / url / "index.html", pages / url / "index.html")
        command = [str(pagefind_bin.get_executable()), "--site", str(pages), "--output-path", str(bundle), "--root-selector", ".g-prose"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            raise RuntimeError(f"Pagefind made no index:\n{(done.stdout + done.stderr).strip()}")
        asked = [{"locale": locale, "queries": [query.text for query in queries[locale]]} for locale in queries]
        return run(node, root / "scripts" / "search_pagefind.js", {"bundle": str(bundle), "asked": asked})
