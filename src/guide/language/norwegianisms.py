"""Norwegian words in Danish and Swedish texts: the list is ``data/language/norwegianisms.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from guide.language.plain import WORD
from guide.language.spelling import LANGUAGE, Speller
from guide.language.texts import Text
from guide.problems import Problem
from guide.yamltext import Node

PART = re.compile(r"[\w-]")  # before a word: it is the end of a longer one, as in § 27-samarbeid
FILE = "data/language/norwegianisms.yml"


def check_list(node: Node, instead: Mapping[str, Mapping[str, str]], spellers: Mapping[str, Speller]) -> Iterator[Problem]:
    """Entries of the list that would make a text worse: a word instead of itself, or one that the language does not have."""
    for locale, words in instead.items():
        for wrong, right in (words or {}).items():
            lines = node.items[locale].key_lines  # type: ignore[union-attr]
            for choice in (right or "").split(","):
                unknown = [word for word in WORD.findall(choice) if not spellers[locale].knows(word)]
                if choice.strip().casefold() == wrong.casefold() or not WORD.search(choice):
                    yield Problem(FILE, lines[wrong], f"{locale}.{wrong}", f'"{choice.strip()}" is nothing to write instead', f"write the {LANGUAGE[locale]} word")
                elif unknown:
                    yield Problem(FILE, lines[wrong], f"{locale}.{wrong}", f'"{unknown[0]}" is not a word of {LANGUAGE[locale]}', "correct it")


def check(texts: Iterable[Text], instead: Mapping[str, str]) -> Iterator[Problem]:
    """Every place where one of the words stands; ``instead`` is ``{word: what to write}``."""
    folded = {word.casefold(): right for word, right in instead.items()}
    # Words are looked up one by one, which is quicker than one expression for all; phrases are searched for.
    phrases = sorted((word for word in folded if not WORD.fullmatch(word)), key=len, reverse=True)
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, phrases)) + r")(?![\w-])", re.I) if phrases else None
    for text in texts:
        for piece in text.pieces:
            found = [match for match in WORD.finditer(piece.text) if match[0].casefold() in folded and not PART.fullmatch(piece.text[match.start() - 1 : match.start()])]
            found += pattern.finditer(piece.text) if pattern else []
            for match in found:
                offset = piece.start + match.start()
                # A name has a capital where the word has none.
                if text.is_mentioned(offset) or (match[0][0].isupper() and match.start() > 0 and piece.text[match.start() - 2 : match.start()].strip() not in (".", "?", "!", ":")):
                    continue
                line, column = text.locate(offset, match[0])
                right = " or ".join(f'"{word.strip()}"' for word in folded[match[0].casefold()].split(","))
                yield Problem(text.path, line, "", f'"{match[0]}" is Norwegian', f"write {right} in {LANGUAGE[text.locale]}", column=column)
