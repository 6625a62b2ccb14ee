"""Makes a new collaboration, story, news item, page, term or source: asks in your language, checks each answer, writes everything or nothing.

python3 scripts/new.py collaboration --from-issue FILE  makes a collaboration of
the text of an issue instead (- reads the keyboard's or a pipe's text), and
python3 scripts/new.py story --from-issue FILE  makes a story.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path

from environment import ROOT, run_in


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="new.py", description="Makes a new collaboration, story, news item, page, term or source.")
    parser.add_argument("kind", choices=("collaboration", "story", "news", "page", "term", "source"))
    parser.add_argument("--language", choices=("nb", "da", "sv"), help="the language to be asked in; else that of the system")
    parser.add_argument("--from-issue", metavar="FILE", help="make a collaboration or a story of the text of an issue; - for standard input")
    parser.add_argument("--id", help="with --from-issue: the name of the file, when the one made from the name is taken")
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout to write in")
    options = parser.parse_args(arguments)
    if options.from_issue and options.kind not in ("collaboration", "story"):
        parser.error("--from-issue makes a collaboration or a story; write  new.py collaboration --from-issue FILE")
    if options.id and not options.from_issue:
        parser.error("--id goes with --from-issue; without it you are asked for the name")
    run_in("build")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    from guide.authoring.issues import write_from_issue
    from guide.authoring.session import locale_of, run
    from guide.problems import GuideError

    root = options.root.resolve()
    try:
        if options.from_issue:
            name, raw = _issue(options.from_issue)
            return write_from_issue(options.kind, root, name, raw, options.id, dt.date.today(), print)
        return run(options.kind, root, options.language or locale_of(os.environ), _keyboard(), print)
    except (GuideError, OSError) as error:
        print(f"{error}\n\nNothing was written.", file=sys.stderr)
        return 1


def _issue(place: str) -> tuple[str, bytes]:
    if place == "-":
        return "issue", sys.stdin.buffer.read()
    try:
        return place, Path(place).read_bytes()
    except OSError as error:
        raise OSError(f"{place}: the file cannot be read ({error.strerror}) – save the text of the issue in a file and name that") from None


def _keyboard():
    """Asks on the keyboard; a line can be edited with the arrows where the system has what it takes."""
    try:
        import readline  # noqa: F401
    except ImportError:
        pass
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    return input


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
