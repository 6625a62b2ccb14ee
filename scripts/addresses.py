"""Keeps the addresses of pages: records new ones, renames, moves and removes pages so that old addresses still lead somewhere.

    python3 scripts/addresses.py record
    python3 scripts/addresses.py move anchoring/employees anchoring/staff
    python3 scripts/addresses.py remove anchoring/employees --to anchoring/stakeholders
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from environment import ROOT, plain_output, run_in


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="addresses.py", description="Keeps old addresses alive when pages are renamed, moved or removed.")
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout to work in")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("record", help="add the present addresses that data/addresses.yml lacks")
    move = commands.add_parser("move", help="rename a page, or move it to another phase, in all languages")
    move.add_argument("old", metavar="OLD", help="the page: its file below docs/<language>/ without .md, as anchoring/employees")
    move.add_argument("new", metavar="NEW", help="its new name, as anchoring/staff")
    remove = commands.add_parser("remove", help="take a page away in all languages")
    remove.add_argument("page", metavar="PAGE", help="the page, as anchoring/employees")
    remove.add_argument("--to", metavar="OTHER", required=True, help="the page its readers meet instead")
    options = parser.parse_args(arguments)
    run_in("build")
    plain_output()

    from guide.addresses import record
    from guide.page_moves import move_page, remove_page
    from guide.problems import GuideError

    root = options.root.resolve()
    try:
        if options.command == "record":
            done = [f"data/addresses.yml: {address} added" for address in record(root)]
        elif options.command == "move":
            done = move_page(root, options.old, options.new)
        else:
            done = remove_page(root, options.page, options.to)
    except GuideError as error:
        print(f"{error}\n\nNothing was changed.", file=sys.stderr)
        return 1
    print("\n".join(done) or "Nothing to do.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
