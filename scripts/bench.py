"""Prints the CPU time of a whole build (books apart) as a ratio to stock MkDocs on the same prose.

Both run in this one command, each as a process of its own, in turn, so that the
machine's mood touches both alike. Stock is MkDocs + Material + static-i18n as
their manuals set them up, on the same Markdown files.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from environment import ROOT, run_in

STOCK = """\
site_name: Stock
theme:
  name: material
  features: [navigation.indexes, navigation.footer]
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: nb, name: Norsk, default: true, build: true}
        - {locale: da, name: Dansk, build: true}
        - {locale: sv, name: Svenska, build: true}
markdown_extensions: [attr_list, tables, sane_lists, admonition, pymdownx.superfences, toc]
validation: {anchors: ignore, links: {not_found: ignore, anchors: ignore}}
"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.py", description="Times the build against stock MkDocs.")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (default 3)")
    options = parser.parse_args(arguments)
    if options.runs < 1 or os.name == "nt":
        parser.error("--runs must be 1 or more" if options.runs < 1 else "CPU time of other processes is not measured on Windows")
    run_in("build")
    with tempfile.TemporaryDirectory(prefix="guide-bench-") as folder:
        stock = _stock_project(Path(folder))
        commands = {
            "stock": [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(stock / "mkdocs.yml"), "-d", str(Path(folder) / "stock-site")],
            "guide": [sys.executable, str(ROOT / "scripts" / "build.py"), "--no-book", "--site", str(Path(folder) / "guide-site")],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for command in commands.values():  # warm caches, bytecode among them
            _cpu_seconds(command)
        for _ in range(options.runs):
            for name, command in commands.items():
                times[name].append(_cpu_seconds(command))
    for name, values in times.items():
        print(f"{name}: CPU {statistics.median(values):.2f} s (median of {len(values)}; {min(values):.2f}–{max(values):.2f})")
    ratio = statistics.median(times["guide"]) / statistics.median(times["stock"])
    print(f"ratio guide / stock: {ratio:.2f}")
    return 0


def _stock_project(folder: Path) -> Path:
    """The same prose without what stock does not know: blocks lose their markers, not their text."""
    target = folder / "stock"
    shutil.copytree(ROOT / "docs", target / "docs")
    for path in (target / "docs").rglob("*.md"):
        text = path.read_text("utf-8")
        text = re.sub(r"(?m)^/// ?(?:[a-z-]+(?: \| (.*))?)?$", r"**\1**", text).replace("****", "")
        text = re.sub(r"(?m)^    (?:collaboration|topic|phase|country): .*$", "", text)
        path.write_text(text, encoding="utf-8")
    (target / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    return target


def _cpu_seconds(command: list[str]) -> float:
    import resource  # not on Windows

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
