"""Keeps data/links.yml, the addresses outside the guide with the day each last answered.

    python3 scripts/links.py record       adds new addresses, drops those nothing names (no network)
    python3 scripts/links.py check        asks every address and writes what it answered
    python3 scripts/links.py check --older-than 30 --only riksdagen.se

A page that refuses robots (401, 403, 429) has answered: it is there.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from environment import ROOT, run_in


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="links.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("record", help="bring the list up to date with the texts and data")
    check = commands.add_parser("check", help="ask the addresses, where there is a network")
    check.add_argument("--older-than", type=int, default=0, metavar="DAYS", help="only those not seen for so many days")
    check.add_argument("--only", default="", metavar="TEXT", help="only addresses that hold this text")
    check.add_argument("--seconds", type=float, default=20, help="how long to wait for each (default 20)")
    options = parser.parse_args(arguments)
    run_in("build")
    sys.stdout.reconfigure(encoding="utf-8")

    from guide.outside_links import FILE, merged, record, recorded, uses
    from guide.read import read_draft

    root = options.root.resolve()
    if options.command == "record":
        new, gone = record(root)
        print(f"{FILE}: {new} new, {gone} dropped.")
        return 0
    draft, _ = read_draft(root)
    return _check(root, merged(uses(draft), recorded(draft)), options)


def _check(root: Path, links, options) -> int:
    from guide.outside_links import FILE, ask_all, write

    today = dt.date.today()
    latest = today - dt.timedelta(days=options.older_than)
    wanted = [link for link in links if options.only in link.url and not (options.older_than and link.seen and link.seen > latest)]
    answers = ask_all([link.url for link in wanted], options.seconds, today)
    if wanted and not any(answer.reached for answer in answers.values()):
        print(f"None of {len(wanted)} addresses could be reached, so there is no network here. {FILE} is as it was.", file=sys.stderr)
        return 2
    write(root, [answers[link.url].applied_to(link) if link.url in answers else link for link in links])
    failed = [answer for answer in answers.values() if answer.failed]
    for answer in failed:
        print(f"{answer.url}: {answer.failed}")
    print(f"{FILE}: {len(answers) - len(failed)} of {len(answers)} answered.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
