"""What the tests share: the real guide, one finished site, one browser."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import re
import shutil
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

SITE_URL = "https://veileder.example/ikt/"
REPO_URL = "https://code.example/veileder"
COPIED = ("data", "docs", "overrides", "hooks", ".github", "mkdocs.yml")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def guide():
    from guide.read import read_guide

    return read_guide(ROOT)


@pytest.fixture(scope="session")
def pristine(tmp_path_factory) -> Path:
    """A copy of everything a build reads, to copy from."""
    folder = tmp_path_factory.mktemp("pristine")
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


@pytest.fixture
def project(pristine, tmp_path) -> Path:
    """A project of the test's own, to break."""
    target = tmp_path / "project"
    shutil.copytree(pristine, target)
    return target


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The whole guide, books included, built once with an address below a folder."""
    from build import build

    site = tmp_path_factory.mktemp("built") / "site"
    with environment(SITE_URL=SITE_URL, REPO_URL=REPO_URL):
        report = build(site, books=True)
    return site, report


@pytest.fixture(scope="session")
def site(built) -> Path:
    return built[0]


@pytest.fixture(scope="session")
def address(site, tmp_path_factory):
    """The site served from the sub-path it was built for; gives the address with a slash at the end."""
    folder = tmp_path_factory.mktemp("www")
    shutil.copytree(site, folder / "ikt")
    with served(folder) as url:
        yield url + "ikt/"


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ["GUIDE_BROWSER"],
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A page of a browser's own; no script may fail on it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


@contextlib.contextmanager
def environment(**variables: str):
    """The process's environment with these variables, put back afterwards."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def served(folder: Path):
    """A server of one folder on this machine, with the folder's 404 page."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def without_places(project: Path, *pages: str) -> None:
    """Takes the places on these pages out of the coverage of a project whose records are replaced by invented ones, and all places of the search."""
    for name in ("search-places", "search-questions"):
        (project / "data" / f"{name}.yml").write_text("[]\n", encoding="utf-8")
    path = project / "data" / "coverage.yml"
    head, *records = re.split(r"(?m)^(?=- id: )", path.read_text("utf-8"))
    kept = [re.sub(rf"(?m)^ +- (?:{'|'.join(map(re.escape, pages))})(?:#.*)?\n", "", record) for record in records]
    path.write_text(head + "".join(record for record in kept if re.search(r"(?m)^  places:\n +- ", record)), encoding="utf-8")
