"""Norwegian words in Danish and Swedish texts: the list is ``data/language/norwegianisms.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from guide.language.spelling import LANGUAGE
from guide.language.texts import Text
from guide.problems import Problem

FILE = "data/language/norwegianisms.yml"


def check(texts: Iterable[Text], instead: Mapping[str, str]) -> Iterator[Problem]:
    """Every place where one of the words stands; ``instead`` is ``{word: what to write}``."""
    if not instead:
        return
    folded = {word.casefold(): right for word, right in instead.items()}
    # The longest first, so that a phrase is found before a word of it.
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(word) for word in sorted(folded, key=len, reverse=True)) + r")(?![\w-])", re.I)
    for text in texts:
        for piece in text.pieces:
            for match in pattern.finditer(piece.text):
                offset = piece.start + match.start()
                # A name has a capital where the word has none.
                if text.is_mentioned(offset) or (match[0][0].isupper() and match.start() > 0 and piece.text[match.start() - 2 : match.start()].strip() not in (".", "?", "!", ":")):
                    continue
                line, column = text.locate(offset, match[0])
                right = " or ".join(f'"{word.strip()}"' for word in folded[match[0].casefold()].split(","))
                yield Problem(text.path, line, "", f'"{match[0]}" is Norwegian', f"write {right} in {LANGUAGE[text.locale]}", column=column)
