"""Where a line of a book may end: words are divided at the joints of compounds, and what belongs together is not parted.

A soft hyphen stands where a word may be divided, and Typst divides nowhere
else: its patterns know few of the compounds a guide for municipalities is
full of (``forvaltning-soppgaver``). The joints are found by the words of the
book itself; before some endings a word can be divided, too. Names, words in
capitals and addresses stay whole.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable

from guide.search.analysis import Analysis, tokens
from guide.search.compounds import Splitter

SOFT_HYPHEN, NO_BREAK, HYPHEN, JOINER = "\u00ad", "\u00a0", "\u2011", "\u2060"
# Shorter words are not divided; a word that is never written small may be a name, and is divided only when it is long.
SHORTEST, SHORTEST_NAME = 11, 14
LETTERS = "A-Za-zÆØÅÄÖæøåäöé"
WORD = re.compile(rf"(?<![^\W_{LETTERS}])[{LETTERS}]{{{SHORTEST},}}(?![^\W_{LETTERS}])")
ADDRESS = re.compile(r"\S*(?:://|www\.|@|\w/\w*\.)\S*")

# Endings a word may be divided before, where four letters stand before it.
ENDINGS = {
    "nb": r"het(?:en|er|ene)?s?|skap(?:et|ene)?s?|sjon(?:en|er|ene)?s?|ning(?:en|er|ene)?s?|[bdfgklmnprstv]ering(?:en|er|ene)?s?|[bdfgklmnprstv]else(?:n|r|ne)?s?",
    "da": r"hed(?:en|er|erne)?s?|skab(?:et|er|erne)?s?|tion(?:en|er|erne)?s?|ning(?:en|er|erne)?s?|[bdfgklmnprstv]ering(?:en|er|erne)?s?|[bdfgklmnprstv]else(?:n|r|rne)?s?",
    "sv": r"het(?:en|er|erna)?s?|skap(?:et|en)?s?|tion(?:en|er|erna)?s?|ning(?:en|ar|arna)?s?|[bdfgklmnprstv]ering(?:en|ar|arna)?s?|[bdfgklmnprstv]else(?:n|r|rna)?s?",
}
MONTHS = {
    "nb": "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember",
    "da": "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
    "sv": "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
}
# Each space in what is found is one at which no line ends.
KEPT = (
    r"\d{{1,2}}\.? (?:{months})(?: \d{{4}}\b)?",
    r"§§? \d+(?: [a-h]\b)?",
    r"\b\d+(?: [a-h])? §",
    r"\b\d+ kap\.",
    r"\b(?:s|kap|art|nr|stk|pkt)\.? \d+",
    r"\b[Aa]rti(?:kk|k)el \d+",
    r"\b\d{{1,3}}(?: \d{{3}})+\b(?: (?:kr|kroner|kronor)\b)?",
    r"\b\d+(?:,\d+)? (?:%|(?:kr|kroner|kronor|prosent|procent|mill|mio|millioner|miljoner|milliarder|miljarder)\b)",
    r"\bNIS ?2\b",
    r"\bCC BY(?: \d\.\d)?",
    # A source and its year.
    r"\b[A-ZÆØÅÄÖ][\w.]* (?:19|20)\d\d\b",
)
SLASHED = re.compile(r"\b([AIK])/(?=S\b)")
# What is short before a hyphen: it-drift, e-post, § 27-samarbeid.
SHORT_BEFORE_HYPHEN = re.compile(rf"(?<![\w-])([{LETTERS}]{{1,3}}|\d+)-(?=[{LETTERS.replace('A-Z', '')}])")


class LineBreaks:
    """The breaks of lines in one language; ``texts`` are those of the book, whose words compounds are made of."""

    def __init__(self, locale: str, texts: Iterable[str]):
        found: Counter[str] = Counter()
        self._written_small: set[str] = set()
        for text in texts:
            found.update(tokens(text))
            self._written_small.update(word for word in re.findall(rf"[{LETTERS}]+", text) if word[0].islower())
        self._splitter = Splitter(Analysis(locale), found)
        self._ending = re.compile(rf"(?<=\w{{4}})(?:{ENDINGS[locale]})$")
        self._kept = re.compile("|".join(KEPT).format(months=MONTHS[locale]))
        self.divided = functools.cache(self._divided)

    def set(self, text: str) -> str:
        """A text with its soft hyphens, and with spaces and hyphens that end no line."""
        if any(sign.isdigit() for sign in text):
            text = self._kept.sub(lambda match: match[0].replace(" ", NO_BREAK), text)
        text = SLASHED.sub(rf"\1/{JOINER}", text)
        addresses = [match.span() for match in ADDRESS.finditer(text)]
        if addresses:
            out, at = [], 0
            for start, end in addresses:
                out += [self._words(text[at:start]), text[start:end]]
                at = end
            return "".join(out) + self._words(text[at:])
        return self._words(text)

    def _words(self, text: str) -> str:
        text = SHORT_BEFORE_HYPHEN.sub(rf"\1{HYPHEN}", text) if "-" in text else text
        return WORD.sub(lambda match: self.divided(match[0]), text)

    def _divided(self, word: str) -> str:
        small = word.casefold()
        if word[1:] != small[1:] or len(small) != len(word) or (word[0] != small[0] and small not in self._written_small and len(word) < SHORTEST_NAME):
            return word
        places = self.joints(small)
        if (ending := self._ending.search(small)) and not any(abs(ending.start() - place) < 4 for place in places):
            places.append(ending.start())
        parts, at = [], 0
        for place in sorted(places):
            parts.append(word[at:place])
            at = place
        return SOFT_HYPHEN.join([*parts, word[at:]])

    def joints(self, word: str) -> list[int]:
        """The places of a word in small letters where a new part of a compound begins."""
        cut = self._splitter.cut(word) or ()
        return [start for _, start, _ in cut[1:]]
