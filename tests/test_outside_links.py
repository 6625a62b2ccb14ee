"""The addresses outside: recorded, asked where there is a network, left alone where there is none."""

import datetime as dt
import http.server
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from guide.checking import check
from guide.outside_links import ask_all, recorded, uses
from guide.read import read_draft

ROOT = Path(__file__).resolve().parents[1]


def run(root, *arguments):
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "links.py"), "--root", str(root), *arguments], capture_output=True, text=True,
        env={**os.environ, "GUIDE_ENVIRONMENT": "build", "no_proxy": "127.0.0.1,localhost"},
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def server():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
            code = int(self.path.split("/")[1] or 200)
            self.send_response(code)
            if code in (301, 302):
                self.send_header("Location", "/200")
            self.end_headers()

        def log_message(self, *_):
            pass

    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{served.server_address[1]}"
    served.shutdown()
    served.server_close()
    thread.join()


def test_every_address_of_the_guide_is_recorded():
    draft, _ = read_draft(ROOT)
    named, known = uses(draft), recorded(draft)
    assert set(named) == set(known) and len(known) >= 150
    for record in known.values():
        assert record.seen is None or record.seen <= dt.date.today()


def test_a_new_address_is_told_where_it_stands_and_recorded_by_the_command(project):
    page = project / "docs" / "nb" / "about.md"
    text = page.read_text("utf-8")
    page.write_text(text + "\nSe [registeret](https://example.org/nytt?a=1&b=2#del).\n", encoding="utf-8")
    problems = [p for p in check(project, Path(os.environ["GUIDE_DICTIONARIES"]), ["docs/nb/about.md"]).problems if "data/links.yml" in p.message]
    assert [(p.line, p.column) for p in problems] == [(text.count("\n") + 2, 17)]
    code, out, _ = run(project, "record")
    assert code == 0 and "1 new, 0 dropped" in out
    assert "https://example.org/nytt?a=1&b=2" in recorded(read_draft(project)[0])
    page.write_text(text, encoding="utf-8")
    told = [p for p in check(project, Path(os.environ["GUIDE_DICTIONARIES"])).problems if "nothing in the guide names" in p.message]
    assert len(told) == 1 and told[0].path == "data/links.yml" and told[0].line > 3
    assert "0 new, 1 dropped" in run(project, "record")[1]


def test_answers(server):
    today = dt.date(2026, 12, 1)
    urls = [f"{server}/{code}" for code in (200, 301, 403, 404, 500)] + [f"{server}/200/ærø å", "http://127.0.0.1:9/"]
    answers = ask_all(urls, 10, today)
    assert [answers[url].failed for url in urls[:3]] == [None, None, None]
    assert answers[urls[3]].failed.startswith("2026-12-01: 404") and answers[urls[4]].failed.startswith("2026-12-01: 500")
    assert answers[urls[5]].failed is None
    assert answers[urls[6]].failed and not answers[urls[6]].reached


def test_the_command_writes_what_was_answered(project, server):
    page = project / "docs" / "nb" / "about.md"
    page.write_text(page.read_text("utf-8") + f"\nSe [her]({server}/200) og [der]({server}/404).\n", encoding="utf-8")
    run(project, "record")
    before = recorded(read_draft(project)[0])
    code, out, _ = run(project, "check", "--only", server)
    assert code == 1 and f"{server}/404: " in out and "1 of 2 answered" in out
    after = recorded(read_draft(project)[0])
    assert after[f"{server}/200"].seen == dt.date.today() and after[f"{server}/200"].failed is None
    assert re.match(r"\d{4}-\d\d-\d\d: 404", after[f"{server}/404"].failed) and after[f"{server}/404"].seen is None
    assert {url: link for url, link in after.items() if not url.startswith(server)} == {url: link for url, link in before.items() if not url.startswith(server)}
    # What was seen lately is not asked again.
    assert "0 of 1 answered." in run(project, "check", "--only", server, "--older-than", "30")[1]


def test_without_a_network_nothing_is_changed(project):
    page = project / "docs" / "nb" / "about.md"
    page.write_text(page.read_text("utf-8") + "\nSe [her](http://127.0.0.1:9/borte).\n", encoding="utf-8")
    run(project, "record")
    before = (project / "data" / "links.yml").read_bytes()
    code, _, error = run(project, "check", "--only", "127.0.0.1:9")
    assert code == 2 and "there is no network here" in error
    assert (project / "data" / "links.yml").read_bytes() == before
