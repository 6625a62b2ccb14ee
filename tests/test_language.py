"""The language checks: what counts as running text, LIX, spelling, the right language, Norwegianisms, terms."""

import os
import random
from pathlib import Path

import pytest

from guide import LOCALES
from guide.checking import Spellers
from guide.language import identify, norwegianisms, spelling, terms
from guide.language.lix import readability
from guide.language.plain import WORD, mask, mentioned, pieces, place
from guide.language.texts import Text, texts_of
from guide.read import read_draft
from guide.schema import Schemas
from guide.yamltext import parse

ROOT = Path(__file__).resolve().parents[1]
MARKDOWN = """\
## Hvem bør sitte i styret? {#who-sits}

Styret har **fem** medlemmer ([KS 2015](../sources.md#ks-2015)), se [rollene](roles.md#board) og `kode`.
Resten av avsnittet.

- Første punkt
- Andre punkt, på https://example.org/side

| Form | Hvem |
|---|---|
| IKS | Representantskapet |

/// example | Slik gjorde de det
    collaboration: itsam

Tekst i boksen.
///
"""


@pytest.fixture(scope="module")
def draft():
    return read_draft(ROOT)[0]


@pytest.fixture(scope="module")
def spellers(draft):
    return Spellers(ROOT, draft, Path(os.environ["GUIDE_DICTIONARIES"]))


@pytest.fixture(scope="module")
def texts(draft):
    documents = draft.documents
    lines = {d.name: tuple((ROOT / d.name).read_text("utf-8").splitlines()) for d in documents}
    return {locale: list(texts_of(draft, locale, lines)) for locale in LOCALES}


def body(text, locale="nb"):
    return Text("docs/nb/x.md", locale, text, 1, True)


def test_only_running_text_is_left_and_stays_at_its_place():
    masked = mask(MARKDOWN, names=False)
    assert len(masked) == len(MARKDOWN) and masked.count("\n") == MARKDOWN.count("\n")
    words = WORD.findall(masked)
    for gone in ("who-sits", "KS", "sources", "roles", "kode", "example", "collaboration", "itsam", "https"):
        assert gone not in words
    for match in WORD.finditer(masked):
        assert MARKDOWN[match.start() : match.end()] == match[0]
    assert [(piece.kind, " ".join(piece.text.split())) for piece in pieces(MARKDOWN, names=False)] == [
        ("heading", "Hvem bør sitte i styret?"),
        ("paragraph", "Styret har fem medlemmer ( ), se rollene og . Resten av avsnittet."),
        ("item", "Første punkt"),
        ("item", "Andre punkt, på"),
        ("cell", "Form"), ("cell", "Hvem"), ("cell", "IKS"), ("cell", "Representantskapet"),
        ("heading", "Slik gjorde de det"),
        ("paragraph", "Tekst i boksen."),
    ]
    assert place(MARKDOWN, MARKDOWN.index("Resten")) == (4, 1)


def test_what_is_mentioned_is_told_from_what_is_used():
    text = "Det heter *kommunalförbund* og «gemensam nämnd», **ikke** 3 * 4 * 5."
    assert [text[a:b] for a, b in mentioned(text)] == ["*kommunalförbund*", "«gemensam nämnd»"]


@pytest.mark.parametrize(
    ("text", "words", "sentences", "long"),
    [
        # LIX = words a sentence + 100 · words of more than six letters / words (Björnsson 1968).
        ("Kommunene eier selskapet. De har ikke avtalt fordeling.", 8, 2, 3),
        ("Møtet er 5. mai, bl.a. om lån. Alle kommer!", 8, 2, 0),
        ("Ett punkt uten punktum til slutt", 6, 1, 1),
        ("## Overskriften teller ikke {#a}\n\nTeksten teller.", 2, 1, 1),
    ],
)
def test_lix_counts(text, words, sentences, long):
    found = readability(text)
    assert found.words == words
    assert found.lix == round(words / sentences + 100 * long / words)


def test_the_hardest_sentences_are_named():
    text = "Vi går nå. " + "Samarbeidsorganisasjonens representantskapsmedlemmer vedtar selskapsavtalens fordelingsnøkler enstemmig. " * 2 + "Alle ser på det som skjer."
    hardest = readability(text).hardest
    assert len(hardest) == 3 and hardest[0].text.startswith("Samarbeidsorganisasjonens") and hardest[0].lix > hardest[2].lix


def test_the_real_texts_have_no_unknown_word_and_no_paragraph_in_another_language(texts, spellers):
    for locale in LOCALES:
        assert [str(p) for p, *_ in identify.check(texts[locale], spellers)] == []
        assert [str(p) for p in spelling.check(texts[locale], spellers)] == []


def test_paragraphs_in_another_language_are_found(texts, spellers):
    """Every real paragraph of fifteen words or more, held against the two other languages: told as a whole, or at least word by word."""
    for own in LOCALES:
        for other in LOCALES:
            if other == own:
                continue
            paragraphs = [WORD.findall(piece.text) for text in texts[other] for piece in text.pieces]
            paragraphs = [words for words in paragraphs if len(words) >= 15]
            whole = sum(identify.language_of(words, own, spellers) == other for words in paragraphs) / len(paragraphs)
            told = sum(not all(map(spellers[own].knows, words)) for words in paragraphs) / len(paragraphs)
            # Bokmål and Danish share most of their words.
            assert whole > (0.97 if "sv" in (own, other) else 0.9) and told > 0.97, (own, other, whole, told)
            assert len(paragraphs) > 500


def test_misspelt_words_are_found(texts, spellers):
    """One typo in each of 300 real words of six letters or more: letters swapped, left out, doubled or changed."""
    dice = random.Random(1)
    for locale in LOCALES:
        words = sorted({word for text in texts[locale] for piece in text.pieces for word in WORD.findall(piece.text) if len(word) >= 6 and word.islower() and word.isalpha()})
        sample = dice.sample(words, 300)
        found = 0
        for word in sample:
            at = dice.randrange(1, len(word) - 2)
            wrong = dice.choice([
                word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:], word[:at] + "q" + word[at + 1 :],
            ])
            found += wrong != word and not spellers[locale].knows(wrong)
        assert found / len(sample) > 0.85, (locale, found / len(sample))


def test_word_lists_hold_only_words_that_are_needed(draft, texts, spellers):
    """Each word is used in its language, unknown to the dictionary, and no name that the data tells anyway."""
    names = {word.casefold() for word in spelling.names(draft)}
    for locale in LOCALES:
        written: dict[str, set[str]] = {}
        for word in {part for text in texts[locale] for piece in text.pieces for word in WORD.findall(piece.text) for part in (word, *spelling.PARTS.split(word))}:
            written.setdefault(word.casefold(), set()).add(word)
        listed = spelling.read_words(ROOT, locale)
        assert len(listed) == len(set(listed)) and listed
        for word in listed:
            low = word.casefold()
            forms = {low + ending for ending in ["", *spelling.ENDINGS[locale]]}
            used = set().union(*(written.get(form, ()) for form in forms))
            assert used, f"{word} is not used in {locale}"
            assert not all(map(spellers[locale].in_dictionary, used)), f"{word} is in the dictionary of {locale}"
            assert low not in names and low not in {w.casefold() for w in spelling.terms(draft, locale)}, f"{word} is known from the data"


def test_no_norwegianism_is_a_term_or_written_instead_of_itself(draft, spellers):
    problems = []
    instead = Schemas(ROOT / "data" / "schema").check("norwegianisms", parse((ROOT / norwegianisms.FILE).read_text("utf-8"), norwegianisms.FILE, problems), norwegianisms.FILE, problems)
    assert problems == []
    for locale in ("da", "sv"):
        assert len(instead[locale]) >= 300
        preferred = {record[locale]["term"] for record in draft.files["glossary"].records}
        for wrong, right in instead[locale].items():
            assert wrong not in preferred, wrong
            for choice in right.split(","):
                assert wrong.casefold() != choice.strip().casefold()
                for word in WORD.findall(choice):
                    assert word not in instead[locale] and spellers[locale].knows(word), f"{wrong}: {word} is not {locale}"


@pytest.mark.parametrize(
    ("locale", "text", "expect"),
    [
        ("da", "Vi trenger en plan.", ['docs/nb/x.md:1:4: "trenger" is Norwegian – write "har brug for" in Danish']),
        ("da", "Etter mødet går vi hjem.", ['docs/nb/x.md:1:1: "Etter" is Norwegian – write "efter" in Danish']),
        ("da", "Det norske ord *trenger* er »trenger«.", []),
        ("da", "Rapporten fra Etter Utvikling er gammel.", []),
        ("sv", "Vi har en gevinstplan.", ['docs/nb/x.md:1:11: "gevinstplan" is Norwegian – write "nyttorealiseringsplan" in Swedish']),
        ("sv", "Det är en utfordring för kommunen.", ['docs/nb/x.md:1:11: "utfordring" is Norwegian – write "utmaning" in Swedish']),
    ],
)
def test_norwegianisms(locale, text, expect):
    problems = []
    instead = Schemas(ROOT / "data" / "schema").check("norwegianisms", parse((ROOT / norwegianisms.FILE).read_text("utf-8"), norwegianisms.FILE, problems), norwegianisms.FILE, problems)
    found = [str(p) for p in norwegianisms.check([body(text, locale)], instead[locale])]
    assert found == expect


GLOSSARY = [
    {"nb": {"term": "kommunedirektør", "also": [{"word": "rådmann", "kind": "former", "until": 2019}]}},
    {"nb": {"term": "anskaffelse", "also": [{"word": "innkjøp", "kind": "synonym"}, {"word": "prokurering", "kind": "avoid"}]}},
    {"nb": {"term": "oppgavefellesskap", "also": [{"word": "§ 27-samarbeid", "kind": "former"}]}},
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rådmannen avgjør saken.", ["Rådmannen"]),
        ("De to rådmennene avgjør.", ["rådmennene"]),
        ("I 2007 sa rådmannen nei.", []),
        ("I 2021 sa rådmannen nei.", ["rådmannen"]),
        ("Rådmannen sa nei ([HALD](../sources.md#hald)).", []),
        ("Rådmannen sa nei ([Ny](../sources.md#ny)).", ["Rådmannen"]),
        ("Den gamle tittelen var «rådmann» eller *rådmann*.", []),
        ("| År | Hvem |\n|---|---|\n| 2013 | Rådmannen |", []),
        ("Prokurering i 2007 og innkjøp i 2025.", ["Prokurering"]),
        ("Et § 27-samarbeid lever ikke lenger.", []),
        ("Rådmannsutvalget møttes.", []),
    ],
)
def test_words_that_are_not_used_any_more(text, found):
    instead = terms.forbidden(GLOSSARY, "nb")
    problems = list(terms.check([body(text)], "nb", instead, {"hald": 2007, "ny": 2024}))
    assert [p.message.split('"')[1] for p in problems] == found
    for problem in problems:
        assert "write " in problem.fix and problem.column == text.index(found[0]) + 1


def test_a_word_in_data_is_told_at_its_line(tmp_path):
    text = Text("data/x.yml", "da", "En linje, som fortsætter med oppstart her.", 3, False, ("    da: En linje, som fortsætter", "      med oppstart her."))
    (problem,) = norwegianisms.check([text], {"oppstart": "opstart"})
    assert (problem.line, problem.column) == (4, 11)
