"""Asks the search of stock Material the same as ours, for comparison."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import material
from lxml import etree
from material.plugins.search.plugin import SearchIndex

from guide import LOCALES
from guide.htmlpage import article_of, read_page
from guide.records import Guide
from guide.search.evaluation import Query, run


def ask_stock(node: Path, root: Path, site: Path, guide: Guide, queries: Mapping[str, list[Query]]) -> dict[str, list[list[str]]]:
    """The search of stock Material: its own index of the same pages, its own worker with lunr, one index for all languages as it comes."""
    theme = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
    index = SearchIndex(lang=["no", "da", "sv"], separator=r"[\s\-]+", pipeline=["stopWordFilter"], fields={})
    for locale in LOCALES:
        for key in guide.keys:
            index.add_entry_from_context(_StockPage(guide, site, key, locale))
    config = {
        "lang": ["no", "da", "sv"], "separator": r"[\s\-]+", "pipeline": ["stopWordFilter"],
        "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
    }
    task = {
        "worker": str(next((theme / "workers").glob("search.*.min.js"))),
        "lunr": str(theme / "lunr"),
        "config": config,
        "docs": index.entries,
        "asked": [{"locale": locale, "queries": [query.text for query in queries[locale]]} for locale in queries],
    }
    return run(node, root / "scripts" / "search_stock.js", task)


class _StockPage:
    """What Material's search plugin reads of a page of MkDocs, taken from the finished page."""

    def __init__(self, guide: Guide, site: Path, key: str, locale: str):
        self.url = guide.url(key, locale)
        self.title = guide.page(key, locale).title
        self.meta: dict[str, object] = {}
        self.toc: tuple = ()
        article = article_of(read_page(site / self.url / "index.html"))
        self.content = etree.tostring(article, encoding="unicode", method="html") if article is not None else ""
