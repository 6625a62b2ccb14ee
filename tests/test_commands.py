"""The commands: a failed build leaves the last good site, set-up is quick the second time, serving rebuilds."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def broken(project):
    path = project / "data" / "collaborations" / "itsam.yml"
    path.write_text(path.read_text("utf-8").replace("form: kommunalforbund", "form: kommunalforbundet"), encoding="utf-8")


def fingerprint(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_build_that_fails_leaves_the_last_good_site(project):
    from build import BuildError, build

    out = project / "site"
    build(out, books=False, root=project)
    assert not (out / "sitemap.xml").exists() and not (out / "robots.txt").exists()  # no SITE_URL, no addresses
    before = fingerprint(out)
    broken(project)
    with pytest.raises(BuildError, match=r'data/collaborations/itsam\.yml:\d+:\d+: form: "kommunalforbundet" is not in data/forms\.yml – did you mean "kommunalforbund"\?'):
        build(out, books=False, root=project)
    assert fingerprint(out) == before
    assert [path.name for path in project.glob("site*")] == ["site"]


def test_a_broken_link_in_prose_fails_the_build_and_names_the_file(project):
    from build import BuildError, build

    page = project / "docs" / "sv" / "about.md"
    page.write_text(page.read_text("utf-8") + "\n[borta](finns-inte.md) och [fel](glossary.md#finns-inte)\n", encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        build(project / "site", books=False, root=project)
    assert "sv/about.md" in str(caught.value) and "finns-inte.md" in str(caught.value) and "#finns-inte" in str(caught.value)
    assert not (project / "site").exists()


def test_a_killed_build_leaves_the_last_good_site(project):
    from build import build

    out = project / "site"
    build(out, books=False, root=project)
    before = fingerprint(out)
    # Killed between the two renames: the old site lies beside, and the next build puts it back first.
    out.rename(project / "site.old-999999999")
    (project / "site.new-999999999").mkdir()
    broken(project)
    with pytest.raises(Exception, match="itsam"):
        build(out, books=False, root=project)
    assert fingerprint(out) == before
    assert sorted(path.name for path in project.glob("site*")) == ["site"]


def test_set_up_costs_nothing_when_nothing_changed():
    code = "import sys; sys.path.insert(0, 'scripts'); import environment; environment.prepare('test')"
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, env={**os.environ, "GUIDE_ENVIRONMENT": ""})
    # Set-up proper takes half a minute; the bound tells the two apart, it is no benchmark.
    assert time.monotonic() - started < 10


def test_missing_system_packages_are_named(monkeypatch):
    import environment

    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    with pytest.raises(environment.SetUpError, match="chromium"):
        environment.install_system_packages("chromium", why="a browser for the tests")
    monkeypatch.setattr(environment.shutil, "which", lambda name: "/usr/bin/apt-get")
    monkeypatch.setattr(environment.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(environment.SetUpError, match="sudo apt-get install chromium"):
        environment.install_system_packages("chromium", why="a browser for the tests")


def wait_for(url, wanted, seconds=60):
    end = time.monotonic() + seconds
    text = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=seconds) as answer:
                text = answer.read().decode()
            if wanted in text:
                return text
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"{wanted!r} never came to {url}")


def test_serving_shows_a_changed_page_and_survives_a_mistake(project):
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "scripts" / "serve.py"), "--port", "0", "--root", str(project), "--no-browser"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, "GUIDE_ENVIRONMENT": "build", "PYTHONUNBUFFERED": "1"},
    )
    try:
        for line in process.stdout:
            if match := re.search(r"http://127\.0\.0\.1:\d+/", line):
                url = match[0]
                break
        wait_for(url + "da/om/", "<h1")
        page = project / "docs" / "da" / "about.md"
        good = page.read_text("utf-8")
        page.write_text(good + "\nEn helt ny sætning i dag.\n", encoding="utf-8")
        wait_for(url + "da/om/", "En helt ny sætning i dag.")
        # A mistake keeps the last good pages and is told; mending it goes on.
        page.write_text(good + "\n[væk](findes-ikke.md)\n", encoding="utf-8")
        for line in process.stdout:
            if "findes-ikke.md" in line:
                break
        wait_for(url + "da/om/", "En helt ny sætning i dag.")
        page.write_text(good + "\nRettet igen.\n", encoding="utf-8")
        wait_for(url + "da/om/", "Rettet igen.")
        data = project / "data" / "ten-things.yml"
        data.write_text(data.read_text("utf-8").replace("title:\n    nb: ", "title:\n    nb: NYTT ", 1), encoding="utf-8")
        wait_for(url + "ti-viktige-ting/", "NYTT ")
    finally:
        process.terminate() if os.name == "nt" else process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
        process.stdout.close()


def test_a_folder_that_is_not_a_site_is_left_alone(project, tmp_path):
    from build import BuildError, build

    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Kjære", encoding="utf-8")
    for folder in (tmp_path / "mine", project):
        before = fingerprint(folder)
        with pytest.raises(BuildError, match="was not made by this command"):
            build(folder, books=False, root=project)
        assert fingerprint(folder) == before


@pytest.mark.parametrize("value", ["example.org", "ftp://example.org/"])
def test_a_wrong_site_url_is_told(project, value):
    from build import BuildError, build
    from conftest import environment

    with environment(SITE_URL=value), pytest.raises(BuildError, match="SITE_URL"):
        build(project / "site", books=False, root=project)
