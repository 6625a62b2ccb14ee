"""The house keeps its rules: logic apart from the engine, thin adapters, one source for words."""

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "src" / "guide").rglob("*.py"))
HOOKS = sorted((ROOT / "hooks").glob("*.py"))
TEMPLATES = sorted((ROOT / "overrides").rglob("*.html"))
ENGINES = {"mkdocs", "properdocs", "material", "mkdocs_static_i18n"}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_logic_knows_no_engine(path):
    assert not set(imports(path)) & ENGINES


@pytest.mark.parametrize("path", HOOKS, ids=lambda path: path.name)
def test_adapters_are_thin(path):
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    assert len(lines) <= 60, f"{path.name} has {len(lines)} lines; move the logic to src/guide"


def test_every_word_of_the_interface_is_used_and_none_is_missing(guide):
    text = "\n".join(path.read_text("utf-8") for path in [*TEMPLATES, *MODULES])
    used = set(re.findall(r"""(?:guide_word\(|\bt\(|\.word\(|_words\[|\bwords\[)\s*["']([a-z_.-]+)["']""", text))
    used |= set(re.findall(r"""lang\.t\(["']([a-z_.]+)["']\)""", text))
    # Built from a value: a country, a status, a kind, a column.
    prefixes = set(re.findall(r"""["']([a-z_.]+\.)["'] ~""", text))
    used = {word for word in used if not word.endswith(".")}  # built from a value, see below
    words = set(guide.interface)
    assert used - words == set(), "words that templates ask for and data/interface.yml lacks"
    unused = {word for word in words - used if not word.startswith(tuple(prefixes))}
    assert unused <= ASKED_BY_THE_THEME, "words nobody uses"


# Words the theme's own templates ask for, through overrides/partials/language.html.
ASKED_BY_THE_THEME: set[str] = set()


def test_nothing_of_a_machine_is_committed():
    pattern = re.compile(r"(?<![\w.-])(?:/home/|/root/|/Users/|/work/)|C:\\Users|registry\.npmjs|pypi\.org|pythonhosted|deb\.debian", re.I)
    found = []
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if parts[0] in {".git", ".venv", ".cache", "site"} or "__pycache__" in parts or not path.is_file() or path.suffix in {".woff2", ".ttf", ".bin", ".pdf"} or path == Path(__file__):
            continue
        if pattern.search(path.read_text("utf-8")):
            found.append(path.relative_to(ROOT).as_posix())
    assert found == []


def test_locks_have_hashes_and_no_addresses():
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text("utf-8")
        packages = re.findall(r"(?m)^[a-z0-9][a-z0-9._-]*==", text)
        assert packages and text.count("--hash=sha256:") >= len(packages)
        assert "://" not in text and "mkdocs==1.6.1" in text and not re.search(r"(?m)^mkdocs==2", text)
    lock = json.loads((ROOT / "tests" / "package-lock.json").read_text("utf-8"))
    assert all("resolved" not in package for package in lock["packages"].values())
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_schemas_describe_every_field():
    def fields(schema, where):
        for name, field in schema.get("properties", {}).items():
            if "$ref" not in field and "description" not in field and field.get("type") in ("string", "integer", "boolean"):
                yield f"{where}.{name}"
            yield from fields(field, f"{where}.{name}")
        if isinstance(schema.get("items"), dict):
            yield from fields(schema["items"], where + "[]")

    missing = [f for path in sorted((ROOT / "data" / "schema").glob("*.json")) for f in fields(json.loads(path.read_text("utf-8")), path.name)]
    assert missing == []
