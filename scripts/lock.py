"""Writes requirements/*.txt from pyproject.toml: exact versions with hashes, no addresses.

Needs uv (pip install uv) and a network; editors never run it.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    build = project["project"]["dependencies"]
    groups = project["dependency-groups"]
    environments = {
        "build": build,
        "check": build + groups["check"],
        "test": build + groups["check"] + groups["test"],
        "properdocs": build + groups["properdocs"],
    }
    for name, wanted in environments.items():
        target = ROOT / "requirements" / f"{name}.txt"
        command = [
            "uv", "pip", "compile", "-", "--universal", "--python-version", "3.11.2", "--generate-hashes",
            "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--output-file", str(target), "--quiet",
        ]
        subprocess.run(command, input="\n".join(wanted), text=True, check=True)
        print(f"{target.relative_to(ROOT)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
