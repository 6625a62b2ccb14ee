"""Shows the guide on this machine with live reload, for writing: pages and search, no books.

Every rebuild happens beside the folder that is served and is laid over it file
by file, so a page is never missing while it is made again. A changed page
rebuilds its language, data and templates rebuild all.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from environment import ROOT, run_in

WATCHED = ("docs", "data", "overrides", "mkdocs.yml")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="serve.py", description="Shows the guide with live reload.")
    parser.add_argument("--port", type=int, default=8000, help="0 takes a free one")
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout to show")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    options = parser.parse_args(arguments)
    run_in("build")
    sys.stdout.reconfigure(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="guide-serve-") as folder:
        return serve(options.root.resolve(), Path(folder), options.port, not options.no_browser)


def serve(root: Path, folder: Path, port: int, open_browser: bool) -> int:
    """Builds, serves and rebuilds until interrupted."""
    import logging

    from mkdocs.livereload import LiveReloadServer

    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    shown = folder / "site"
    builder = Builder(root, shown, folder / "new")
    if not builder.rebuild():
        print("Mend this, save, and the pages come.", flush=True)
    server = LiveReloadServer(builder=builder.rebuild, host="127.0.0.1", port=port, root=str(shown), polling_interval=0.2)
    server.error_handler = lambda code: (shown / "404.html").read_bytes() if code == 404 and (shown / "404.html").exists() else None
    for name in WATCHED:
        if (root / name).exists():
            server.watch(str(root / name))
    threading.Thread(target=_announce, args=(server, open_browser), daemon=True).start()
    try:
        server.serve()
    except KeyboardInterrupt:
        print("\nStopped.")
    except OSError as error:
        print(f"Port {port} cannot be used ({error.strerror}). Another one: python3 scripts/serve.py --port 8001", file=sys.stderr)
        return 1
    finally:
        server.shutdown()
    return 0


def _announce(server, open_browser: bool) -> None:
    import webbrowser

    while not server.server_address[1]:
        time.sleep(0.05)
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    print(f"Open {url} – pages reload by themselves when you save. Stop with Ctrl-C.", flush=True)
    if open_browser:
        webbrowser.open(url)


class Builder:
    """Rebuilds what has changed since the last time, and lays it over what is shown."""

    def __init__(self, root: Path, shown: Path, new: Path):
        self._root, self._shown, self._new = root, shown, new
        self._seen: dict[Path, float] = {}
        self._urls: dict[tuple[str, str], str] = {}
        shown.mkdir(parents=True, exist_ok=True)

    def rebuild(self) -> bool:
        """True when the pages shown are the newest; problems are printed and the last good pages stay."""
        from rendering import RenderError, render

        from guide import LOCALES
        from guide.problems import GuideError
        from guide.publish.headings import fill_headings
        from guide.publish.redirects import write_redirects
        from guide.search.files import write_search
        from guide.read import read_guide

        locales = self._changed_languages() or LOCALES
        started = time.monotonic()
        shutil.rmtree(self._new, ignore_errors=True)
        try:
            guide = read_guide(self._root)
            urls = {(key, locale): guide.url(key, locale) for key in guide.keys for locale in LOCALES}
            if urls != self._urls:  # an address changed, and every language links it
                locales, self._urls = LOCALES, urls
            render(self._new, books=False, locales=locales, root=self._root, guide=guide)
            fill_headings(guide, self._new, self._root / "overrides" / "generated", locales)
            write_search(guide, self._new, locales)
            write_redirects(guide, self._new, self._root / "overrides" / "generated")
        except (GuideError, RenderError) as error:
            print(f"\n{error}\nThe pages shown are still the last good ones.", flush=True)
            self._seen = {}  # build everything when it is mended
            return False
        self._publish(whole=tuple(locales) == LOCALES)
        names = ", ".join(locales)
        print(f"Built {names} in {time.monotonic() - started:.1f} s", flush=True)
        return True

    def _changed_languages(self) -> tuple[str, ...]:
        """The one language whose prose changed, else none (everything is to be built)."""
        from guide import LOCALES

        now = {path: path.stat().st_mtime for name in WATCHED for path in _files(self._root / name)}
        before, self._seen = self._seen, now
        changed = {path for path in now.keys() | before.keys() if now.get(path) != before.get(path)}
        if not before or not changed:
            return ()
        docs = self._root / "docs"
        languages = {path.relative_to(docs).parts[0] if path.is_relative_to(docs) and path.suffix == ".md" else "" for path in changed}
        # A page that comes or goes changes the links and the addresses of all languages.
        came_or_went = now.keys() != before.keys()
        return tuple(languages) if len(languages) == 1 and not came_or_went and languages <= set(LOCALES) else ()

    def _publish(self, whole: bool) -> None:
        """Replaces file by file; after a ``whole`` rebuild pages that are gone are removed."""
        made = set()
        for path in sorted(self._new.rglob("*")):
            if path.is_file():
                made.add(path.relative_to(self._new))
                target = self._shown / path.relative_to(self._new)
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(path, target)
        if whole:
            for path in self._shown.rglob("*.html"):
                if path.relative_to(self._shown) not in made:
                    path.unlink()


def _files(place: Path):
    if place.is_file():
        yield place
    else:
        yield from (path for path in place.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
