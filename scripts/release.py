"""Makes an edition of the guide, of what is committed: its version and date, and the hash of every section, in data/editions.

    python3 scripts/release.py 1.1                     of today
    python3 scripts/release.py 1.1 --date 2027-02-01
    python3 scripts/release.py 1.1 --again             once more, as long as it is not published

Everything must be committed, and the check must pass. Nothing is written otherwise.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from environment import ROOT, SetUpError, npm_packages, plain_output, run_in


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="release.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version", metavar="VERSION", help="the version, as 1.1")
    parser.add_argument("--date", type=dt.date.fromisoformat, help="the day of the edition, as 2027-02-01 (default today)")
    parser.add_argument("--again", action="store_true", help="make the newest edition once more")
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout to work in")
    options = parser.parse_args(arguments)
    run_in("check")
    plain_output()

    from guide.checking import check
    from guide.problems import GuideError
    from guide.release import release, tag

    root, today = options.root.resolve(), dt.date.today()
    try:
        dictionaries = npm_packages("requirements/dictionaries")
        done = release(root, options.version, options.date or today, lambda: check(root, dictionaries).problems, today=today, again=options.again)
    except GuideError as error:
        print(f"{error}\n\nNo edition was made.", file=sys.stderr)
        return 1
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(done) or "Nothing has changed.")
    print(
        "\nNow look at it, and make it known:\n"
        f'  git add data && git commit -m "Edition {options.version}"\n'
        f'  git tag {tag(options.version)} && git push origin HEAD {tag(options.version)}\n'
        "  python3 scripts/new.py news    (what is new in it, for readers)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
