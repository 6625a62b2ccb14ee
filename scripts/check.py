"""Checks all content in seconds, without building: data, translations, terms, spelling, language, readability, links, front matter.

    python3 scripts/check.py                          everything
    python3 scripts/check.py docs/nb/process/index.md one file (of a Norwegian page: its translations too)
    python3 scripts/check.py --readability FILE …     LIX of pages and sections, with the hardest sentences

Each line is  path:line:column: message – fix.  Ends with 1 if anything is an
error, with 0 if there are only warnings.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from environment import ROOT, SetUpError, npm_packages, plain_output, run_in


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="check.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="check only these files")
    parser.add_argument("--readability", action="store_true", help="tell the LIX of each page and section instead")
    parser.add_argument("--github", action="store_true", default=os.environ.get("GITHUB_ACTIONS") == "true", help="as annotations of a GitHub pull request")
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout to check")
    options = parser.parse_args(arguments)
    run_in("check")
    plain_output()
    root = options.root.resolve()
    files = []
    for file in options.files:
        path = file.resolve()
        if not path.exists() or not path.is_relative_to(root):
            print(f"{file}: there is no such file in {root} – name files as docs/nb/process/index.md", file=sys.stderr)
            return 2
        inside = sorted(p for p in path.rglob("*") if p.suffix in (".md", ".yml", ".csv")) if path.is_dir() else [path]
        files += [p.relative_to(root).as_posix() for p in inside]
    if options.readability:
        return _readability(root, files)
    try:
        dictionaries = npm_packages("requirements/dictionaries")
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 2

    from guide.checking import check
    from guide.problems import as_annotation

    checked = check(root, dictionaries, files)
    for problem in checked.problems:
        print(as_annotation(problem) if options.github else ("warning: " if problem.severity == "warning" else "") + str(problem))
    what = f"{checked.files} file" + ("" if checked.files == 1 else "s")
    print(f"{what} checked: {_count(checked.errors, 'error')}, {_count(checked.warnings, 'warning')}.", file=sys.stderr)
    return 1 if checked.errors else 0


def _readability(root: Path, files: list[str]) -> int:
    from guide import LOCALES
    from guide.language.lix import readability
    from guide.read import read_draft
    from guide.translations.places import TOP, page_sections

    draft, _ = read_draft(root)
    for locale in LOCALES:
        for page in draft.pages[locale].values():
            if files and page.path not in files:
                continue
            whole = readability(page.body)
            print(f"{page.path}: LIX {whole.lix}, {whole.words} words")
            for ident, (text, line, _) in page_sections(page).items() if files else ():
                section = readability(text.partition("\n\n")[2] if ident == TOP else text)
                if section.words:
                    print(f"  {page.path}:{line}:1: {{#{ident}}} LIX {section.lix}, {section.words} words")
            for sentence in whole.hardest if files else ():
                print(f"  hard ({round(sentence.lix)}): {sentence.text}")
    return 0


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}" + ("" if number == 1 else "s")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
