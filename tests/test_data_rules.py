"""Wrong data and prose stop the build with every error, told with file, line, what and fix.

Each case is a file in data_rules/: ``files`` are laid over the real project,
``expect`` are the messages, all of them and no others.
"""

from pathlib import Path

import pytest
import yaml

from guide.problems import GuideError
from guide.read import read_guide

CASES = sorted((Path(__file__).parent / "data_rules").glob("*.yml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path, project):
    case = yaml.safe_load(path.read_text("utf-8"))
    for name, text in case["files"].items():
        target = project / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            target.unlink()
        elif isinstance(text, dict):
            before = target.read_text("utf-8")
            assert before.count(text["replace"]) == 1, f"{text['replace']!r} stands {before.count(text['replace'])} times in {name}"
            target.write_text(before.replace(text["replace"], text["with"]), encoding="utf-8")
        elif isinstance(text, bytes):
            target.write_bytes(text)
        else:
            target.write_text(text, encoding="utf-8")
    with pytest.raises(GuideError) as caught:
        read_guide(project)
    assert [str(problem) for problem in caught.value.problems] == case["expect"]


def test_the_real_guide_has_no_problem(guide):
    assert len(guide.collaborations) >= 78
    assert {c.country for c in guide.collaborations.values()} == {"no", "dk", "se"}
