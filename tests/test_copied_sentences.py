"""No sentence is copied: no run of eight words of prose or data stands in a source document."""

import re
from pathlib import Path

import pytest
import source_runs

from guide.prose import split_front_matter
from guide.yamltext import Mapping, Scalar, Sequence, parse

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
DATA = sorted((ROOT / "data").rglob("*.yml"))
# Names stand in the guide as they stand in the source: of laws, publications, collaborations, people's posts.
NAMES = {"title", "name", "short", "author", "citation", "members", "url", "where", "website"}
ALLOWED = {tuple(line.split()) for line in (Path(__file__).with_name("allowed_runs.txt")).read_text("utf-8").splitlines() if line and not line.startswith("#")}


@pytest.fixture(scope="module")
def known():
    return source_runs.load()


def copied(text, known):
    return [" ".join(run) for run in source_runs.runs(text) if source_runs.digest(run) in known and run not in ALLOWED]


def prose(markdown):
    _, body, _ = split_front_matter(markdown)
    body = re.sub(r"\{#[^}]*\}|\]\([^)]*\)", " ", body)
    return re.sub(r"(?m)^(///.*|    [a-z-]+: .*)$", "\n", body)


def texts(node, key=""):
    if isinstance(node, Scalar):
        if key not in NAMES:
            yield node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from texts(item, key)
    elif isinstance(node, Mapping):
        for name, child in node.items.items():
            # Texts in three languages keep the name of the key that holds them.
            yield from texts(child, key if name in ("nb", "da", "sv") and key in NAMES else name)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_page(path, known):
    assert copied(prose(path.read_text("utf-8")), known) == []


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_data(path, known):
    node = parse(path.read_text("utf-8"), path.name, [])
    assert [run for text in texts(node) for run in copied(text, known)] == []


def test_a_copied_sentence_is_found(known):
    # The one allowed run is a real run of the sources, so the hashes are of these texts.
    run = next(iter(ALLOWED))
    assert source_runs.digest(run) in known
