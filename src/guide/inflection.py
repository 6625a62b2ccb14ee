"""Finds the words of a list in running text in their inflected forms: definite, plural, genitive.

Each word is spelt out in its forms once; a text is then cut into words and each
is looked up, which is faster than one long regular expression and needs no
compiling. Precision comes before recall: a compound is a word of its own
(``vertskommuneavtale`` is not ``vertskommune``), and so is a word with a hyphen
before or after it (``vertskommune-``).

The rules go by the end of a word and know no gender, so they also spell forms
that do not exist (``kommunet``); those stand in no text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

# A word with what hyphens, colons (sv SKR:s) and apostrophes (da KL's) join to it, or a sign that stands in terms (A/S, § 60-selskab).
TOKEN = re.compile(r"-?[^\W_]+(?:[-:'][^\W_]+)*-?|[/§.&]")
# Other characters for the same signs; one for one, so that places in the text stay.
SAME_SIGN = {"\u2010": "-", "\u2011": "-", "’": "'"}

# The first rule whose pattern ends the word gives its forms, as templates for what the pattern matched.
NOUNS: dict[str, tuple[tuple[str, str], ...]] = {
    "nb": (
        (r"mann", r"mann mannen menn mennene"),
        (r"ium", r"ium iet ier iene ia"),
        (r"lig|valgt", r"\g<0> \g<0>e"),
        (r"([^\Waeiouyæøå])\1?el", r"\g<0> \g<0>en \1let \1ler \1lene"),
        (r"er", r"er eren ere erne ene"),
        (r"e", r"e en et er ene a"),
        (r"[aeiouyæøå]m", r"\g<0> \g<0>en \g<0>et \g<0>er \g<0>ene \g<0>a \g<0>men \g<0>met \g<0>mer \g<0>mene"),
        (r"", r"\g<0> en et er ene a"),
    ),
    "da": (
        (r"mand", r"mand manden mænd mændene"),
        (r"ium", r"ium iet ier ierne"),
        (r"lig|valgt", r"\g<0> \g<0>e"),
        (r"ster", r"ster steren stre strene"),
        (r"([^\Waeiouyæøå])\1?el", r"\g<0> \g<0>en \g<0>et \g<0>len \g<0>ler \g<0>lerne \1let \1ler \1lerne"),
        (r"er", r"er eren ere erne"),
        (r"e", r"e en et er erne ene"),
        (r"[aeiouyæøå]([bdfgklmnprst])", r"\g<0> \g<0>en \g<0>et \g<0>er \g<0>erne \g<0>e \g<0>ene \g<0>\1en \g<0>\1et \g<0>\1er \g<0>\1erne \g<0>\1e \g<0>\1ene"),
        (r"", r"\g<0> en et er erne e ene"),
    ),
    "sv": (
        (r"man", r"man mannen män männen"),
        (r"ium", r"ium iet ier ierna"),
        (r"ig|vald", r"\g<0> \g<0>a \g<0>e"),
        (r"are", r"are aren arna"),
        (r"ar|or", r"\g<0> \g<0>na"),
        (r"a", r"a an or orna"),
        (r"e", r"e en et er erna ena"),
        (r"([^\Waeiouyåäö])\1?el", r"\g<0> \g<0>n \1len \1lar \1larna \1ler \1lerna"),
        (r"[iouyåäö]", r"\g<0> \g<0>n \g<0>t \g<0>er \g<0>erna"),
        (r"[aeiouyåäö]([mn])", r"\g<0> \g<0>en \g<0>et \g<0>ar \g<0>arna \g<0>er \g<0>erna \g<0>\1en \g<0>\1et \g<0>\1er \g<0>\1erna"),
        (r"", r"\g<0> en et ar arna er erna"),
    ),
}
ADJECTIVES: dict[str, tuple[tuple[str, str], ...]] = {
    "nb": ((r"eget", r"eget egen egne"), (r"et", r"et ede ete a"), (r"[es-]|og", r"\g<0>"), (r"(.)t", r"\1t \1te \1 \1e"), (r"", r"\g<0> t e")),
    "da": ((r"eget", r"eget egen egne"), (r"et", r"et ede"), (r"[es-]|og", r"\g<0>"), (r"(.)t", r"\1t \1te \1 \1e"), (r"", r"\g<0> t e")),
    "sv": (
        (r"en", r"en et na"), (r"[aes-]|och", r"\g<0>"), (r"am", r"am amt amma amme"), (r"tt", r"tt tta"), (r"d", r"d t da"), (r"(.)t", r"\1t \1ta \1 \1a"),
        (r"", r"\g<0> t a e"),
    ),
}
ABBREVIATIONS = {
    "nb": ("s", "-en", "-ens", "-et", "-ets", "-er", "-ene", "-enes", "-a"),
    "da": ("s", "'s", "'en", "'ens", "'et", "'ets", "'er", "'erne", "-en", "-et", "-er", "-erne"),
    "sv": ("s", ":s", ":n", ":ns", ":en", ":et", ":t", ":ar", ":er", ":erna", "-en", "-et", "-er"),
}
# What follows one of these belongs to the word before it, which is the one that bends.
PREPOSITIONS = frozenset("av af om for för i på til till med mellom mellem mellan vedrørende avseende enligt".split())
# Forms of nouns that are verbs in nearly every text.
VERBS = {
    "nb": frozenset("drifter styrer styres".split()),
    "da": frozenset("drifte drifter".split()),
    "sv": frozenset("avtalar processar".split()),
}


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a text, ``text[start:end]``, where the word of an id was found in some form."""

    start: int
    end: int
    id: str
    word: str


class Finder:
    """Finds words, given as ``{id: words}``, in texts of one language.

    A word that begins with a small letter is found with a capital, too;
    otherwise capitals must agree. Where two ids have the same form, a word as
    it is given comes before a form of another, and the first id before the next.
    """

    def __init__(self, locale: str, words: Mapping[str, Iterable[str]]):
        self._found: dict[str, tuple[str, str]] = {}
        lengths: dict[str, set[int]] = {}
        given = [(ident, " ".join(word.split())) for ident, list_ in words.items() for word in list_]
        for spelt in (lambda word: (word,), lambda word: forms(word, locale)):
            for ident, word in given:
                for form in spelt(word):
                    for written in {form, form[0].upper() + form[1:]} if word[0].islower() else {form}:
                        self._found.setdefault(written, (ident, word))
        for written in self._found:
            tokens = TOKEN.findall(written)
            lengths.setdefault(tokens[0], set()).add(len(tokens))
        self._lengths = {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()}

    def find(self, text: str) -> Iterator[Match]:
        """The matches in the order of the text, the longest at each place; they do not overlap."""
        for sign, same in SAME_SIGN.items():
            text = text.replace(sign, same)
        after = 0
        for token in TOKEN.finditer(text):
            counts = self._lengths.get(token[0])
            if counts is None or token.start() < after:
                continue
            ends = [token.end()]
            if counts[0] > 1:
                ends += [following.end() for following in islice(TOKEN.finditer(text, token.end()), counts[0] - 1)]
            for count in counts:
                if count > len(ends):
                    continue
                found = self._found.get(" ".join(text[token.start() : ends[count - 1]].split()))
                if found:
                    after = ends[count - 1]
                    yield Match(token.start(), after, *found)
                    break


@functools.cache
def forms(word: str, locale: str) -> frozenset[str]:
    """The forms of a word or of several words that are one term, the given one among them.

    >>> "gemensamma nämnden" in forms("gemensam nämnd", "sv")
    True
    """
    tokens = word.split()
    letters = [letter for letter in word if letter.isalpha()]
    if len(tokens) == 1 and (all(letter.isupper() for letter in letters) or len(letters) < 3):
        return frozenset((word, *(word + ending for ending in ABBREVIATIONS[locale])))
    if word[0].isupper() and not tokens[0].split("-")[0].isupper() or len(tokens) > 1 and tokens[0].isupper():
        return frozenset((word, _genitive(word)))  # a name
    if not word[-1].isalpha():
        return frozenset((word,))
    head = next((number for number, token in enumerate(tokens) if number and token in PREPOSITIONS), len(tokens)) - 1
    spelt = [_spell(token, ADJECTIVES[locale]) if token[-1].isalpha() and len(token) > 2 else [token] for token in tokens[:head]]
    nouns = {form for noun in _spell(tokens[head], NOUNS[locale]) for form in (noun, _genitive(noun))} - VERBS[locale]
    return frozenset((word, *(" ".join((*parts, *tokens[head + 1 :])) for parts in product(*spelt, nouns))))


def _spell(word: str, rules: tuple[tuple[str, str], ...]) -> list[str]:
    for pattern, templates in rules:
        match = re.search(f"(?:{pattern})$", word)
        if match:
            start = word[: match.start()]
            return [start + form for form in match.expand(templates).split(" ")]
    return [word]


def _genitive(form: str) -> str:
    return form if form.endswith(("s", "x", "z")) else form + "s"
