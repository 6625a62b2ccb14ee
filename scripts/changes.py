"""Tells what a proposal changes against another commit, as Markdown: pages, words and LIX before and after, what becomes stale.

    python3 scripts/changes.py origin/main
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from environment import ROOT, plain_output, run_in


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="changes.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", nargs="?", default="origin/main", help="the commit to compare with (default origin/main)")
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout")
    options = parser.parse_args(arguments)
    run_in("build")
    plain_output()

    from guide.changes import report
    from guide.read import read_draft

    root = options.root.resolve()
    draft, _ = read_draft(root)
    try:
        for line in report(root, draft, options.base):
            print(line)
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
