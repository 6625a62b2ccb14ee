"""Spelling with the hunspell dictionaries of bokmål, Danish and Swedish, and the names and terms of the guide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from guide.language.plain import WORD
from guide.language.texts import Text
from guide.problems import Problem
from guide.records import FOREIGN, LOCALE_OF_COUNTRY

WORDS = "data/language"
SUGGESTIONS = 8  # for each language and run
# Two capitals make an abbreviation, a digit or a dot inside makes a name of another kind: none is prose.
NOT_PROSE = re.compile(r".*[A-ZÆØÅÄÖ].*[A-ZÆØÅÄÖ].*|.*[.].*|[^\W\d_]")
# Endings of definite, plural and genitive, for words that no dictionary bends.
ENDINGS = {
    "nb": "s n ns en ens et ets t ts a as r rs er ers ne nes ene enes".split(),
    "da": "s n ns en ens et ets t ts r rs er ers ne nes ene enes erne ernes rne rnes".split(),
    "sv": "s n ns en ens et ets t ts r rs ar ars er ers or ors na nas arna arnas erna ernas en ens".split(),
}
PARTS = re.compile(r"[-–.'’]")


class Speller:
    """Knows the words of one language.

    ``dictionaries`` is the folder of the npm packages ``dictionary-<locale>``;
    ``known`` are words beside the dictionary's.
    """

    def __init__(self, locale: str, dictionaries: Path, known: Iterable[str] = ()):
        # Not at the top: only the checks are installed with a speller, a build is not.
        from hunspell import Hunspell

        self.locale = locale
        self._speller = Hunspell("index", hunspell_data_dir=str(dictionaries / f"dictionary-{locale}"))
        self._known = {word.casefold() for word in known}
        self._memory: dict[str, bool] = {}
        self._asked = 0

    def knows(self, word: str) -> bool:
        """Whether the word, or each part of it between hyphens, is one of the language."""
        if word not in self._memory:
            self._memory[word] = self._is_known(word)
        return self._memory[word]

    def in_dictionary(self, word: str) -> bool:
        """Whether the dictionary alone knows the word as it is written."""
        return self._speller.spell(word)

    def suggest(self, word: str) -> str:
        """What may have been meant, as the fix of a problem."""
        # A dictionary takes up to a second for each, so a text full of errors gets none after the first.
        self._asked += 1
        near = [other for other in self._speller.suggest(word) if " " not in other and "-" not in other][:2] if self._asked <= SUGGESTIONS else []
        meant = " or ".join(f'"{other}"' for other in near)
        return (f"did you mean {meant}? A" if meant else "correct it; a") + f" real term goes into {WORDS}/words.{self.locale}.txt"

    def _is_known(self, word: str) -> bool:
        if NOT_PROSE.fullmatch(word) or self._one(word):
            return True
        parts = [part for part in PARTS.split(word) if part]
        return len(parts) > 1 and all(NOT_PROSE.fullmatch(part) or self._one(part) for part in parts)

    def _one(self, word: str) -> bool:
        low = word.casefold()
        if low in self._known or self._speller.spell(word):
            return True
        # A term or a name in another of its forms.
        return any(low.endswith(ending) and low[: -len(ending)] in self._known for ending in ENDINGS[self.locale])


def read_words(root: Path, locale: str) -> list[str]:
    """The word list of a language: one term on each line, ``#`` begins a comment."""
    path = root / WORDS / f"words.{locale}.txt"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return [word for line in lines if (word := line.partition("#")[0].strip())]


def names(draft) -> set[str]:
    """The words of the names in the data: municipalities, collaborations, sources, laws, and terms of all languages."""
    found = [row.name for row in draft.municipalities.rows] + [row.county_or_region for row in draft.municipalities.rows]
    for document in draft.collaborations:
        found += [document.value.get("name") or "", document.value.get("id") or ""]
    for kind, keys in (("sources", ("author", "short")), ("laws", ("name", "citation"))):
        if document := draft.files.get(kind):
            for record in document.records:
                own = LOCALE_OF_COUNTRY.get(record.get("country"))
                for text in (record.get(key) or "" for key in keys):
                    found += [text] if isinstance(text, str) else _names_in(text, own)
                found += (record.get("cited") or {}).values()
    return {word for name in found for word in WORD.findall(name)}


def _names_in(texts: Mapping[str, str | None], own: str | None) -> list[str]:
    """The names in a text of each language: the whole in the language ``own`` of what is named, else what stands in italics; the rest is prose."""
    return [texts.get(own) or "" if own else "", *(words for text in texts.values() for words in FOREIGN.findall(text or ""))]


def terms(draft, locale: str) -> set[str]:
    """The words of the glossary in one language, the abbreviations and synonyms among them."""
    document = draft.files.get("glossary")
    found = []
    for record in document.records if document else ():
        texts = record.get(locale) or {}
        found += [texts.get("term") or "", *((also or {}).get("word") or "" for also in texts.get("also") or ())]
    return {word for name in found for word in WORD.findall(name)}


def check(texts: Iterable[Text], spellers: Mapping[str, Speller]) -> Iterator[Problem]:
    """Every word that is unknown, once in each text; a word that is mentioned may be of any of the languages."""
    for text in texts:
        told = set()
        speller = spellers[text.locale]
        for piece in text.pieces:
            for match in WORD.finditer(piece.text):
                word, offset = match[0], piece.start + match.start()
                if word in told or speller.knows(word):
                    continue
                if text.is_mentioned(offset) and any(other.knows(word) for other in spellers.values()):
                    continue
                told.add(word)
                line, column = text.locate(offset, word)
                yield Problem(text.path, line, "", f'"{word}" is not a word of {LANGUAGE[text.locale]}', speller.suggest(word), column=column)


LANGUAGE = {"nb": "bokmål", "da": "Danish", "sv": "Swedish"}
