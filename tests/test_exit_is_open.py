"""The engine is held at arm's length: ProperDocs, the drop-in fork, builds the same content."""

import os
import subprocess

from guide import LOCALES
from guide.inspect import Site, inspect
from guide.publish.redirects import write_redirects
from guide.read import read_guide


def run(root, out, module, python):
    variables = {**os.environ, "GUIDE_BOOKS": "0", "GUIDE_SITE_DIR": str(out), "PYTHONUTF8": "1"}
    for name in ("SITE_URL", "REPO_URL"):
        variables.pop(name, None)
    done = subprocess.run([python, "-m", module, "build", "--strict", "-f", "mkdocs.yml", "-d", str(out)], cwd=root, env=variables, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-4000:]
    assert "WARNING" not in done.stderr and "WARNING" not in done.stdout
    guide = read_guide(root)
    write_redirects(guide, out, root / "overrides" / "generated")  # what is published beside the pages, whatever engine made them
    return Site(out, guide)


def test_properdocs_builds_the_same_articles(project, tmp_path):
    import sys

    ours = run(project, tmp_path / "mkdocs", "mkdocs", sys.executable)
    theirs = run(project, tmp_path / "properdocs", "properdocs", os.environ["GUIDE_PROPERDOCS_PYTHON"])
    assert inspect(ours) == [] and inspect(theirs) == []
    assert set(ours.pages) == set(theirs.pages)
    for name in ours.pages:
        mine, other = ours.article(name), theirs.article(name)
        assert mine.text_content() == other.text_content(), name
    assert len(ours.pages) >= 25 * len(LOCALES)
