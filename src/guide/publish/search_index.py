"""Splits the search index by language, so that a reader meets only their own.

MkDocs' search plugin writes one index for the whole site. Each page says in
its ``__config.base`` where the index of its language lies (overrides/main.html);
the locations in an index are relative to that place.
"""

from __future__ import annotations

import json
from pathlib import Path

from guide import DEFAULT_LOCALE, LOCALES

# The stemmers of lunr, which knows "no" and not "nb".
LUNR = {"nb": "no", "da": "da", "sv": "sv"}


def split_search_index(site: Path) -> dict[str, int]:
    """Writes ``<language>/search/search_index.json`` for each language; gives the number of entries."""
    whole = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    counts = {}
    for locale in LOCALES:
        prefix = "" if locale == DEFAULT_LOCALE else f"{locale}/"
        others = tuple(f"{other}/" for other in LOCALES if other not in (locale, DEFAULT_LOCALE))
        docs = [
            {**doc, "location": doc["location"][len(prefix) :]}
            for doc in whole["docs"]
            if (doc["location"].startswith(prefix) if prefix else not doc["location"].startswith(others))
        ]
        index = {**whole, "config": {**whole["config"], "lang": [LUNR[locale]]}, "docs": docs}
        target = site / prefix / "search" / "search_index.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        counts[locale] = len(docs)
    return counts
