"""Makes words comparable: the same normal form for every inflection and every way of writing the letters.

A word loses its case and its accents, then its ending, then what people most
often leave out or write otherwise: ``Fordelingsnøkkelen``, ``fordelingsnokler``
and ``fordelingsnoekkel`` all become ``fordelingsnokl``. search-engine.js does the
same in the browser with the tables it gets from here; a test holds both to
the same result for every word of the site.

The stemmers are those of Snowball for Norwegian, Danish and Swedish
(https://snowballstem.org/algorithms/, version 3.1), as tables.
"""

from __future__ import annotations

import functools
import re
import unicodedata

import snowballstemmer

SNOWBALL = {"nb": "norwegian", "da": "danish", "sv": "swedish"}
TOKEN = re.compile(r"[^\W_]+")
DOUBLED = re.compile(r"([a-z])\1+")
LOST_VOWEL = re.compile(r"([bdfgklmnprstv])el$")
# The letters of the neighbours and the missing ones are one letter here; ae, oe and aa follow in ``_collapse``.
LETTERS = str.maketrans({"å": "a", "ä": "a", "æ": "a", "ö": "o", "ø": "o"})
SHORTEST_STEMMED = 4

# The published algorithms as data for the browser. ``main``: endings removed, the longest that fits first; ``s_ending``: what may
# stand before an ending s. Words have no apostrophes here, so Snowball's treatment of them is left out.
STEMMERS: dict[str, dict] = {
    "nb": {
        "vowels": "aeiouyåæêòóôø",
        "main": "a e ede ande ende ane ene hetene en heten ar er heter as es edes endes enes hetenes ens hetens ets et het ast".split(),
        "s_ending": "bcdfghjlmnoptvyz",
        "replace": {"erte": "er", "ert": "er"},
        "pairs": ["dt", "vt"],
        "other": "leg eleg ig eig lig elig els lov elov slov hetslov".split(),
        "keep_ers": "ind kk nk amm omm kap pp lt ast øst v".split(),
        "drop_ers": ["skap", "hav", "giv"],
    },
    "da": {
        "vowels": "aeiouyåæø",
        "main": (
            "hed ethed ered e erede ende erende ene erne ere en heden eren er heder erer heds es endes erendes enes ernes eres ens hedens "
            "erens ers ets erets et eret"
        ).split(),
        "s_ending": "abcdfghjklmnoprtvyzå",
        "pairs": ["gd", "dt", "gt", "kt"],
        "other": "ig lig elig els".split(),
        "other_replace": {"løst": "løs"},
        "undouble": "bdfgklmnprst",
    },
    "sv": {
        "vowels": "aeiouyäåö",
        "main": (
            "a arna erna heterna orna ad e ade ande arne are aste en anden aren heten ern ar er heter or as arnas ernas ornas es ades andes "
            "ens arens hetens erns at andet het ast"
        ).split(),
        "s_ending": "bcdfghjklmnoprtvy",
        "et_not_after": "fab h pak rak stak kom iet cit dit alit ilit mit nit pit rit sit tit uit ivit kvit xit".split(),
        "pairs": ["dd", "gd", "nn", "dt", "gt", "kt", "tt"],
        "other": "ig lig els".split(),
        "other_replace": {"fullt": "full"},
        "ost_ending": "iklnprtuv",
    },
}

# Words that ask or bind and say nothing of the matter; in a question they weigh next to nothing, in text nothing.
FUNCTION_WORDS = {
    "nb": frozenset(
        """og i på av for til fra med om som er en et ei den det de vi du jeg å at skal kan bør må vil har hadde ble blir være vært var ikke når hva hvem hvor
        hvordan hvorfor hvilke hvilken hvilket eller men så seg sin sine sitt ut inn over under mot ved etter før da dersom hvis også bare noe noen
        alle alt man dere oss vår våre vårt deg dem dette disse denne min mitt mine mye mange skjer gjør gjøre gjort få får fikk finnes kunne måtte skulle ville burde
        der her nå enn jo hos opp ned han hun ham henne deres mellom uten både enda ennå hver hvert selv sånn slik slike blitt bli bør går gå gikk kommer komme
        meg egentlig litt hele andre annen annet opp igjen først alltid aldri altså ta tar gi gir la se ser si sier sa vet vite""".split()
    ),
    "da": frozenset(
        """og i på af for til fra med om som er en et den det de vi du jeg at skal kan bør må vil har havde blev bliver blive være været var ikke når hvad hvem hvor
        hvordan hvorfor hvilke hvilken hvilket hvornår eller men så sig sin sine sit ud ind over under mod ved efter før da hvis også bare noget nogen
        nogle alle alt man jer os vores vor dem dette disse denne der min mit mine meget mange sker gør gøre gjort få får fik findes kunne måtte skulle ville burde her nu
        end jo hos op ned han hun ham hende deres mellem uden både endnu hver hvert selv sådan sådanne blevet går gå gik kommer komme mig egentlig lidt hele
        andre anden andet igen først altid aldrig altså tage tager give giver lad lade se ser sige siger sagde ved vide jeres""".split()
    ),
    "sv": frozenset(
        """och i på av för till från med om som är en ett den det de vi du jag att ska skall kan bör måste vill har hade blev blir bli vara varit var inte när vad vem hur
        varför vilka vilken vilket eller men så sig sin sina sitt ut in över under mot vid efter före innan då också bara något någon några alla allt man er
        oss vår våra vårt dem dom detta dessa denna där här min mitt mina mycket många händer sker gör göra gjort få får fick finns kunde skulle ville borde nu än ju
        hos upp ner han hon honom henne deras mellan utan både ännu varje själv sådan sådana blivit går gå gick kommer komma mig egentligen lite hela andra
        annan annat igen först alltid aldrig alltså ta tar ge ger låt låta se ser säga säger sa vet veta ni ert era""".split()
    ),
}

# Endings that make one word of another, as in evaluere – evaluering; their stems are compared when exact ones fail.
DERIVATIONS = {
    "nb": "ingen ning ing else sjon er ar het bar isk ende t".split(),
    "da": "ning ing else tion er ar hed bar isk ende t".split(),
    "sv": "ningen ning ing else tion ar er het bar isk and t".split(),
}
# What joins the parts of a compound.
LINKS = {"nb": ("", "s", "e"), "da": ("", "s", "e"), "sv": ("", "s", "e", "o", "u")}


def tokens(text: str) -> list[str]:
    """The words of a text in small letters.

    >>> tokens("IKT-samarbeid, § 60")
    ['ikt', 'samarbeid', '60']
    """
    return TOKEN.findall(unicodedata.normalize("NFC", text).lower())


def plain_letters(word: str) -> str:
    """A word in small letters without æ, ø, å, ä, ö and accents.

    >>> plain_letters("økonomi"), plain_letters("idé")
    ('okonomi', 'ide')
    """
    word = word.translate(LETTERS)
    return word if word.isascii() else "".join(sign for sign in unicodedata.normalize("NFD", word) if unicodedata.category(sign) != "Mn")


class Analysis:
    """The normal forms of one language's words; remembers what it has seen."""

    def __init__(self, locale: str):
        self.locale = locale
        self.function_words = FUNCTION_WORDS[locale]
        self._snowball = snowballstemmer.stemmer(SNOWBALL[locale])
        self.stem = functools.cache(self._stem)
        self.normal = functools.cache(self._normal)

    def _stem(self, word: str) -> str:
        """The word without its ending; words under four letters and numbers stay."""
        return word if len(word) < SHORTEST_STEMMED or word[0].isdigit() else self._snowball.stemWord(word)

    def _normal(self, word: str) -> str:
        """What a word in small letters is compared by.

        >>> Analysis("nb").normal("nøklene") == Analysis("nb").normal("nokkel") == Analysis("nb").normal("noekkelen")
        True
        """
        return _collapse(self.stem(plain_letters(word)))

    def normals(self, text: str) -> list[str]:
        """The normal forms of a text's words, in order, function words among them."""
        return [self.normal(word) for word in tokens(text)]


def name_form(word: str) -> str:
    """What a proper name in small letters is compared by: it keeps its ending.

    >>> name_form("åmål"), name_form("aamaal")
    ('amal', 'amal')
    """
    return _one_spelling(plain_letters(word))


def _collapse(stem: str) -> str:
    """One way of writing for aa, ae and oe, doubled letters, and the vowel that comes and goes (nøkkel – nøkler)."""
    stem = _one_spelling(stem)
    return LOST_VOWEL.sub(r"\1l", stem) if len(stem) > 4 else stem


def _one_spelling(word: str) -> str:
    return DOUBLED.sub(r"\1", word.replace("ae", "a").replace("oe", "o"))
