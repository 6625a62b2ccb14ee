"""Hostile YAML is refused, and quickly; nothing of it is expanded or run."""

import time

import pytest

from guide.yamltext import MAX_DEPTH, parse

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "\n".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]" for i in range(9))
CASES = {
    "billion laughs": BOMB,
    "deep flow": "[" * 100_000,
    "deep mapping": "".join(f"{' ' * i}a:\n" for i in range(MAX_DEPTH + 5)),
    "python object": "x: !!python/object/apply:os.system ['touch /tmp/never']",
    "binary": "x: !!binary aGVp",
    "complex key": "? [a, b]\n: c",
    "alias to itself": "&a [*a]",
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES.keys())
def test_is_refused(text):
    problems = []
    started = time.process_time()
    assert parse(text, "hostile.yml", problems) is None
    assert len(problems) == 1 and problems[0].line >= 1 and problems[0].fix
    # Not a benchmark: an expanded bomb would take hours, not seconds.
    assert time.process_time() - started < 5


def test_scalars_stay_text():
    node = parse("country: no\nnumber: 0301\nyes: on\ntime: 12:30\n", "plain.yml", [])
    assert {key: value.text for key, value in node.items.items()} == {"country": "no", "number": "0301", "yes": "on", "time": "12:30"}
