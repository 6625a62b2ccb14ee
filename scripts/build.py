"""Builds the whole guide into site/: pages in three languages, search, sitemap and books.

The build happens beside site/ and is swapped in by rename when everything has
been made and inspected; a build that fails leaves the last good site alone.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from environment import ROOT, run_in

SITE = ROOT / "site"
MARK = ".guide-site"


class BuildError(Exception):
    """The build cannot go on; the message tells the editor why."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="build.py", description="Builds the guide into site/.")
    parser.add_argument("--no-book", action="store_true", help="leave out the books (quicker)")
    parser.add_argument("--site", type=Path, default=SITE, help="build into another folder")
    options = parser.parse_args(arguments)
    run_in("build")
    sys.stdout.reconfigure(encoding="utf-8")
    # Nothing here lives long enough to be worth collecting; looking for it costs a tenth of the time.
    gc.disable()
    started = time.monotonic()
    try:
        report = build(options.site.resolve(), books=not options.no_book)
    except BuildError as error:
        print(f"\n{error}\n\nThe build failed. {_last_good(options.site)}", file=sys.stderr)
        return 1
    print(report)
    print(f"Built in {time.monotonic() - started:.0f} s. Open {options.site / 'index.html'}, or run  python3 scripts/serve.py  to edit with live reload.")
    return 0


def build(site: Path, *, books: bool, root: Path = ROOT) -> str:
    """Builds the guide below ``root`` into ``site``; gives the report. Raises BuildError."""
    _refuse_foreign(site, root)
    _recover(site)
    new = site.with_name(f"{site.name}.new-{os.getpid()}")
    shutil.rmtree(new, ignore_errors=True)
    try:
        report = _build(new, books, root)
        _swap(new, site)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return report


def _build(site: Path, books: bool, root: Path) -> str:
    from rendering import RenderError, render

    from guide.inspect import Site, inspect
    from guide.problems import GuideError
    from guide.publish.feeds import write_feeds
    from guide.publish.headings import fill_headings
    from guide.publish.redirects import write_redirects
    from guide.publish.sitemap import write_sitemap
    from guide.read import read_guide
    from guide.search.files import write_search

    site_url = os.environ.get("SITE_URL", "")
    if site_url and not re.match(r"https?://[^/\s]+", site_url):
        raise BuildError(f'SITE_URL is "{site_url}", which is not a web address; write it as https://example.org/guide/')
    if site_url and not site_url.endswith("/"):
        site_url += "/"
        os.environ["SITE_URL"] = site_url
    _say("Reading prose and data")
    try:
        guide = read_guide(root)
    except GuideError as error:
        count = len(error.problems)
        raise BuildError(f"{count} {'problem' if count == 1 else 'problems'} in prose or data:\n\n{error}") from None
    _say("Rendering pages")
    try:
        warnings = render(site, books=books, root=root, guide=guide)
    except RenderError as error:
        raise BuildError(f"The pages could not be rendered:\n{error}") from None
    _say("Publishing search, sitemap and feeds")
    fill_headings(guide, site, root / "overrides" / "generated")
    write_search(guide, site)
    write_redirects(guide, site, root / "overrides" / "generated", site_url)
    if site_url:
        write_sitemap(guide, site, site_url)
        write_feeds(guide, site, site_url)
    made = []
    if books:
        _say("Setting the books")
        from guide.publish.book_facts import fill_book_facts

        made = _make_books(guide, site, root, site_url)
        fill_book_facts(guide, site, made)
    _say("Inspecting")
    findings = inspect(Site(site, guide, site_url))
    if findings:
        raise BuildError("The finished site is not as it must be:\n\n" + "\n".join(map(str, findings)))
    return _report(guide, made, warnings, site_url)


def _make_books(guide, site: Path, root: Path, site_url: str):
    """Every publication in every language, several at the same time; the books first, for they take longest."""
    from guide import LOCALES
    from guide.book import BookError, make_one

    # Spawned, not forked: a fork of a process with threads may hang.
    spawn = multiprocessing.get_context("spawn")
    wanted = sorted(((ident, locale) for ident in guide.publications for locale in LOCALES), key=lambda one: one[0] != guide.book.id)
    # In a folder of its own: another build may be setting the same books.
    with (
        tempfile.TemporaryDirectory(prefix="guide-books-") as work,
        ProcessPoolExecutor(max_workers=min(len(LOCALES), os.cpu_count() or 1), mp_context=spawn) as pool,
    ):
        futures = [pool.submit(make_one, root, ident, locale, site, Path(work), site_url) for ident, locale in wanted]
        made, errors = [], []
        for future in futures:
            try:
                made.append(future.result())
            except BookError as error:
                errors.append(str(error))
    if errors:
        raise BuildError("\n".join(errors))
    return made


def _report(guide, books, warnings: list[str], site_url: str) -> str:
    pages = ", ".join(f"{len(pages)} in {guide.about.language_name[locale]}" for locale, pages in guide.pages.items())
    lines = [
        "",
        f"Pages: {pages}",
        f"Records: {len(guide.collaborations)} collaborations, {len(guide.municipalities)} municipalities, counties and regions, "
        f"{len(guide.glossary)} terms, {len(guide.sources)} sources, {len(guide.laws)} statements of law",
    ]
    if books:
        whole = [book for book in books if book.publication == guide.book.id]
        lines.append("Books: " + ", ".join(f"{book.path.name} ({book.pages} pages, {book.size / 1e6:.1f} MB)" for book in whole))
        lines.append(f"Booklets, leaflets and sheets: {len(books) - len(whole)}")
    else:
        lines.append("Books: left out")
    if not site_url:
        lines.append("SITE_URL is not set: canonical addresses, language links for search engines, the sitemap and the feeds of news are left out.")
    if not os.environ.get("REPO_URL"):
        lines.append("REPO_URL is not set: links for editing a page are left out.")
    lines.append(f"Warnings: {len(warnings)}" + "".join(f"\n  {warning}" for warning in warnings))
    return "\n".join(lines)


def _refuse_foreign(site: Path, root: Path) -> None:
    """Never replaces a folder that no build of the guide has made."""
    if site == root / SITE.name or not site.exists() or (site / MARK).is_file():
        return
    if not site.is_dir() or any(site.iterdir()):
        raise BuildError(f"{site} was not made by this command, so it is left alone. Choose a folder that does not exist yet.")


def _swap(new: Path, site: Path) -> None:
    (new / MARK).write_text("Made by scripts/build.py, which may replace this folder.\n", encoding="utf-8")
    old = site.with_name(f"{site.name}.old-{os.getpid()}")
    if site.exists():
        site.rename(old)
    try:
        new.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _recover(site: Path) -> None:
    """Puts the last good site back if a build was killed between the two renames, and clears leftovers."""
    olds = sorted(site.parent.glob(f"{site.name}.old-*"), key=lambda path: path.stat().st_mtime)
    if not site.exists() and olds:
        olds.pop().rename(site)
    for left in (*olds, *site.parent.glob(f"{site.name}.new-*")):
        if not _is_running(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)


def _is_running(pid: str) -> bool:
    """Whether another build is at work in a folder named after its process."""
    if os.name == "nt" or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return int(pid) != os.getpid()


def _last_good(site: Path) -> str:
    return f"The last good site is untouched in {site}." if site.exists() else "Nothing was written."


def _say(step: str) -> None:
    print(f"  {step} …", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
