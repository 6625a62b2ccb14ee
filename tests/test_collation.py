"""Alphabetical order in each language, in the finished pages too."""

import doctest
import random

import pytest

import guide.collation
import guide.problems
import guide.render
from guide import LOCALES
from guide.collation import sort_key
from guide.htmlpage import read_page

ORDERED = {
    "nb": ["Agder", "aksjeselskap", "zebra", "ærlig", "økonomi", "åpen"],
    "da": ["aftale", "zone", "æble", "økonomi", "åben"],
    "sv": ["avtal", "zon", "ål", "ägare", "ökning"],
}


@pytest.mark.parametrize("locale", LOCALES)
def test_words(locale):
    words = ORDERED[locale][:]
    random.Random(1).shuffle(words)
    assert sorted(words, key=lambda word: sort_key(word, locale)) == ORDERED[locale]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_glossary_of_the_site(guide, site, locale):
    page = read_page(site / guide.url("glossary", locale) / "index.html")
    terms = [e.text_content() for e in page.xpath("//p[contains(@class, 'g-term__own')]/strong")]
    assert len(terms) == len(guide.glossary)
    assert terms == sorted(terms, key=lambda term: sort_key(term, locale))


@pytest.mark.parametrize("module", [guide.collation, guide.problems, guide.render], ids=lambda module: module.__name__)
def test_examples_in_docstrings(module):
    done = doctest.testmod(module)
    assert done.attempted > 0 and done.failed == 0
