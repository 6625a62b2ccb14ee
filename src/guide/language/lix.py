"""LIX, the Nordic readability figure: words a sentence plus the percentage of long words.

C. H. Björnsson, *Läsbarhet* (Stockholm 1968): a long word has more than six
letters. Below 30 is very easy, 30–40 easy, 40–50 ordinary, above 50 hard.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guide.language.plain import WORD, Piece, pieces, sentences

LONG = 7  # letters
# A page above the first, a section above the second, is told with its hardest sentences.
HARD_PAGE = 45
HARD_SECTION = 55
HARDEST = 3


@dataclass(frozen=True)
class Sentence:
    """A sentence: its offset in the text, its words and its own LIX."""

    offset: int
    text: str
    words: int
    lix: float


@dataclass(frozen=True)
class Readability:
    """The LIX of a text, its number of words, and its hardest sentences, the hardest first."""

    lix: int
    words: int
    hardest: tuple[Sentence, ...]


def readability(text: str) -> Readability:
    """The LIX of a Markdown text. Headings and cells of tables are no sentences, names of sources no words; neither counts."""
    return of_pieces(piece for piece in pieces(text, names=False) if piece.kind in ("paragraph", "item"))


def of_pieces(running: Iterable[Piece]) -> Readability:
    found = []
    words = long = 0
    for piece in running:
        for offset, sentence in sentences(piece):
            written = [word for word in WORD.findall(sentence)]
            if not written:
                continue
            heavy = sum(len(word) >= LONG for word in written)
            words, long = words + len(written), long + heavy
            lead = len(sentence) - len(sentence.lstrip())
            found.append(Sentence(offset + lead, " ".join(sentence.split()), len(written), len(written) + 100 * heavy / len(written)))
    if not found:
        return Readability(0, 0, ())
    # A sentence of four words is never hard to read, however long they are.
    hardest = sorted((s for s in found if s.words >= 5), key=lambda s: -s.lix)[:HARDEST]
    return Readability(round(words / len(found) + 100 * long / words), words, tuple(hardest))
