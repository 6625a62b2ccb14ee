"""Laws as readers of each language meet them: their own words about it, the law's own words marked as such."""

import datetime as dt
import re
from pathlib import Path

import lxml.html
import pytest

from guide import LOCALES
from guide.language.spelling import names
from guide.read import read_draft
from guide.records import Law
from guide.render import BlockRenderer

ROOT = Path(__file__).resolve().parents[1]
ISO = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
EDITORIAL = {"nb": ["opphevet", "ikke lovfestet", "ingen egen lov"], "da": ["ophævet", "ikke lovfæstet", "ingen særskilt lov"], "sv": ["upphävd", "inte lagreglerat", "ingen egen lag"]}


def law(name, citation="SFS 2017:725", country="no"):
    return Law("a", country, ("exit",), name, citation, "https://example.org/", dt.date(2026, 11, 22), "H", dict.fromkeys(LOCALES, "Tekst"))


def test_a_name_in_each_language_marks_the_laws_own_words():
    told = law({"nb": "Kommuneloven kapittel 20", "da": "*Kommuneloven* (NO) kapitel 20", "sv": "*Kommuneloven* kapitel 19 och *IKS-loven*"})
    assert told.name_in("nb") == (("Kommuneloven kapittel 20", ""),)
    assert told.name_in("da") == (("Kommuneloven", "nb"), (" (NO) kapitel 20", ""))
    assert told.name_in("sv") == (("Kommuneloven", "nb"), (" kapitel 19 och ", ""), ("IKS-loven", "nb"))


def test_a_name_that_is_the_same_everywhere_is_in_the_laws_language():
    told = law("Cybersäkerhetslagen", country="se")
    assert (told.name_in("nb"), told.name_in("sv")) == ((("Cybersäkerhetslagen", "sv"),), (("Cybersäkerhetslagen", ""),))
    # The parties to a case of the EU have no language; the asterisks are for the spelling alone.
    case = law({"nb": "*Teckal* mot *Viano*", "da": "*Teckal* mod *Viano*", "sv": "*Teckal* mot *Viano*"}, country="eu")
    assert case.name_in("da") == (("Teckal", ""), (" mod ", ""), ("Viano", ""))


@pytest.mark.parametrize("locale", LOCALES)
def test_law_boxes_speak_the_readers_language(guide, locale):
    """What is said of a law is never in a neighbour's language, and no date is in figures."""
    renderer = BlockRenderer(guide, locale, ROOT / "overrides" / "generated")
    said, marked = "", set()
    for topic in sorted({topic for law in guide.laws for topic in law.topics}):
        box = lxml.html.fromstring(renderer.fill(f'<div data-topic="{topic}" data-guide-block="law"></div>', guide.url("operations/exit", locale), "operations/exit").html)
        for part in box.xpath(".//p[contains(@class, 'g-law__name') or contains(@class, 'g-law__source')]"):
            assert "*" not in part.text_content() and not ISO.search(part.text_content())
            for words in part.xpath(".//*[@lang]"):
                assert words.get("lang") != locale
                marked.add(words.text_content())
                words.text = ""
            said += part.text_content() + "\n"
    own = {"nb": "Kommuneloven", "da": "Kommunestyrelsesloven", "sv": "Kommunallagen"}
    assert own[locale] in said and own[locale] not in marked
    assert {name for other, name in own.items() if other != locale} <= marked
    for other, phrases in EDITORIAL.items():
        assert all((phrase in said) == (other == locale) for phrase in phrases)


def test_words_about_a_law_are_spelt_and_its_own_words_are_names(project):
    path = project / "data" / "laws.yml"
    text = path.read_text("utf-8")
    assert text.count('sv: "*Aksjeloven* (NO) – lag om aktiebolag"') == 1
    path.write_text(text.replace('sv: "*Aksjeloven* (NO) – lag om aktiebolag"', 'sv: "*Aksjeqloven* (NO) – lag om aktieqbolag"'), encoding="utf-8")
    known = names(read_draft(project)[0])
    assert "Aksjeqloven" in known and "aktieqbolag" not in known
