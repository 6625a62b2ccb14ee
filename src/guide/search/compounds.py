"""Finds the parts of compounds by the words of the site itself: ``kostnadsfordelingsnøkkel`` is kostnad, fordeling and nøkkel.

A part is a word that stands by itself somewhere on the site; no dictionary is
needed, and the parts are those that readers meet. Endings and prefixes that look
like words are none (``-heten``, ``gjennom-``). Method after Koehn and Knight, *Empirical
Methods for Compound Splitting* (2003): among all ways to cut, the one whose
parts are most common, here with a word for few and long parts.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping

from guide.search.analysis import LINKS, Analysis

SHORTEST = 4
MOST_PARTS = 4
NO_PART = frozenset(
    """inger ingen inga ingene ingar ingarna ingernes heten hetene heter heterna heterne hetenes ende ande anden else elser elsen elserne elsene skap
    skapet skabet skapen skaber skaper erne erna mene aste ring ringer ringen ringene arna orna sammare igen lige liga alen enes aner este ester estene
    ning ningen ninger jonen tion tioner ioner anse ansen lingen ligt aktig bart mere ling linger sterna arnas erens rade ligen telig rolles ster eren
    arens delen eligt elig eres erende isering isere
    over under gjennom gennem genom mellom mellem mellan inter före över fram frem inne från fort gjen åter alle noen selv själv hver till efter etter
    imot også både ikke inte erfar samm""".split()
)


class Splitter:
    """Cuts words by a vocabulary ``{word in small letters: how often it stands on the site}``."""

    def __init__(self, analysis: Analysis, vocabulary: Mapping[str, int]):
        self._analysis = analysis
        self._links = LINKS[analysis.locale]
        self._words = {word for word in vocabulary if self._may_be_part(word)}
        self._frequency: dict[str, int] = {}
        for word in self._words:
            stem = analysis.stem(word)
            self._frequency[stem] = self._frequency.get(stem, 0) + vocabulary[word]
        self._cut = functools.cache(self._best_cut)
        self.parts = functools.cache(self._parts)

    def cut(self, word: str) -> tuple[tuple[str, int, int], ...] | None:
        """The parts of a compound, each as (word, start, end) in it; None for what is none."""
        return self._cut(word, MOST_PARTS)

    def _parts(self, word: str) -> tuple[str, ...]:
        """The parts of a word, and what two or more of them make together where that is a word too; empty for what is no compound."""
        cut = self._cut(word, MOST_PARTS) if len(word) >= 2 * SHORTEST else None
        if not cut:
            return ()
        found = [one for part, _, _ in cut for one in (part, *self.parts(part))]
        for first in range(len(cut)):
            for last in range(first + 1, len(cut)):
                if last - first + 1 < len(cut):
                    joined = word[cut[first][1] : cut[last][2]]
                    if joined in self._words or self._analysis.stem(joined) in self._frequency:
                        found.append(joined)
        return tuple(dict.fromkeys(found))

    def _best_cut(self, word: str, most: int) -> tuple[tuple[str, int, int], ...] | None:
        """The best parts, each as (word, start, end) in ``word``, or None."""
        best = None
        for at in range(SHORTEST, len(word) - SHORTEST + 1):
            for link in self._links:
                after = at + len(link)
                if not word.startswith(link, at) or len(word) - after < SHORTEST:
                    continue
                head = self._as_head(word[:at], link)
                if not head:
                    continue
                rest = word[after:]
                candidates = [((rest, 0, len(rest)),)] if self._as_tail(rest) else []
                if most > 2 and (cut := self._cut(rest, most - 1)):
                    candidates.append(cut)
                for tail in candidates:
                    whole = ((head, 0, at), *((part, start + after, end + after) for part, start, end in tail))
                    if best is None or self._score(whole) > self._score(best):
                        best = whole
        return best

    def _as_head(self, part: str, link: str) -> str | None:
        """The word a first or middle part is of; a final vowel may have been lost (skole – skolbyggnad)."""
        for word in (part, *([part + "e"] if not link else []), *([part + "a"] if not link and self._analysis.locale == "sv" else [])):
            if word in self._words:
                return word
        # A stem is never longer than its word; looking first spares most of the stemming.
        if len(part) < 5 or (part not in self._frequency and part[:-1] not in self._frequency) or not self._may_be_part(part):
            return None
        stem = self._analysis.stem(part)
        return part if len(stem) >= SHORTEST and len(part) - len(stem) <= 1 and stem in self._frequency else None

    def _as_tail(self, part: str) -> bool:
        if part in self._words:
            return True
        if len(part) < 6 or not self._may_be_part(part) or not any(part[:end] in self._frequency for end in range(SHORTEST, len(part) + 1)):
            return False
        stem = self._analysis.stem(part)
        return len(stem) >= SHORTEST and stem in self._frequency

    def _score(self, cut: tuple[tuple[str, int, int], ...]) -> float:
        parts = [part for part, _, _ in cut]
        common = sum(math.log(1 + self._frequency.get(self._analysis.stem(part), 0)) for part in parts) / len(parts)
        return common + 0.7 * min(map(len, parts)) - 0.8 * len(parts)

    @staticmethod
    def _may_be_part(word: str) -> bool:
        return len(word) >= SHORTEST and word not in NO_PART and not any(sign.isdigit() for sign in word)
