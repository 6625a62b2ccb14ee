"""Writes the search of each language as small scripts below ``<home>/search/``, so that the first answer needs few bytes.

| file | what it holds | when it is fetched |
|---|---|---|
| ``core.js`` | pages, kinds, the language's tables, where the shards begin | when the reader turns to the search |
| ``words.js`` | words and proper names of the site, for completion and correction | with the first letter |
| ``m<n>.js`` | for a range of words what they may mean: synonyms, everyday words, the neighbours' words | when a word of that range is typed |
| ``w<n>.js`` | for a range of words the documents they stand in | when a word of that range is asked for |
| ``bound.js`` | the same for all function words | when one is typed |
| ``t<n>.js`` | title and text of a range of documents | when a hit is shown |

Each is one call, ``guideSearchData("<locale>/<name>", <JSON>)``, so that it loads as a script under any address, ``file://``
too. Inside, postings are written short: for each document the distance from the one before, in base 36 and left out when it
is 1, then the level as a capital letter. Words are sorted, and each tells by a capital letter how many of its first letters are those of the word before.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from guide import LOCALES
from guide.records import Guide
from guide.search.analysis import DERIVATIONS, FUNCTION_WORDS, LINKS, STEMMERS, Analysis
from guide.search.documents import ASIDE, LISTS, Document, documents
from guide.search.index import ASKED, LEVELS, NAME, Index, build_index
from guide.search.thesaurus import everyday_words, neighbour_words, synonyms

FOLDER = "search"
# Bytes before compression that a shard may have before the next begins.
WORD_SHARD = 1_200
TEXT_SHARD = 2_000
MEANING_SHARD = 2_000
# Words offered for completion and correction: the most common ones of a larger site; all others are found when typed.
MOST_WORDS = 14_000
KINDS = ("topic", "checklist", "collaboration", "term", "law", "question", "story", "source", "guide")
COUNTRIES = {"norway": "nb", "denmark": "da", "sweden": "sv"}
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def write_search(guide: Guide, site: Path, locales: tuple[str, ...] = LOCALES) -> dict[str, int]:
    """Writes the search of each language; gives the number of documents of each."""
    counts = {}
    for locale in locales:
        analysis = Analysis(locale)
        index = build_index(list(documents(guide, site, locale)), analysis, (municipality.name for municipality in guide.municipalities))
        home = guide.url("index", locale)
        write_files(site / home / FOLDER, locale, search_files(guide, index, analysis))
        counts[locale] = len(index.documents)
    return counts


def write_files(folder: Path, locale: str, files: dict[str, object]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        (folder / f"{name}.js").write_text(f'guideSearchData("{locale}/{name}",{text});\n', encoding="utf-8")


def search_files(guide: Guide, index: Index, analysis: Analysis) -> dict[str, object]:
    """The files of one language by name, as what JSON can hold."""
    locale = analysis.locale
    home = guide.url("index", locale)
    bound = _bound(analysis)
    word_shards = list(_shards(((term, places) for term, places in index.postings.items() if term not in bound), lambda item: len(item[0]) + 3 * len(item[1]), WORD_SHARD))
    text_shards = list(_shards(index.documents, lambda document: len(document.text) + len(document.title), TEXT_SHARD))
    meaning_shards = list(_shards(sorted(_meanings(guide, index, analysis).items()), lambda item: len(json.dumps(item[1], ensure_ascii=False)), MEANING_SHARD))
    phases = {phase.id: number for number, phase in enumerate(guide.phases)}
    starts = [index.documents[number] for number in index.page_starts]
    # Titles of sources stand in their own language; a word found only there may be a neighbour's or a misspelt one.
    sources = {number for number, document in enumerate(index.documents) if document.kind == "source"}
    names = sorted(term.removeprefix(NAME) for term in index.postings if term.startswith(NAME))
    common = sorted((term for term, found in index.postings.items() if not term.startswith((ASKED, NAME)) and not all(number in sources for number, _ in found)), key=lambda term: (-len(index.postings[term]), term))[:MOST_WORDS]
    core = {
        "locale": locale,
        "count": len(index.documents),
        "levels": LEVELS,
        "kinds": "".join(str(KINDS.index(document.kind)) for document in index.documents),
        "kindNames": KINDS,
        "phases": "".join(str(phases[document.phase]) if document.phase else "-" for document in index.documents),
        "phaseNames": list(phases),
        "pages": [[guide.url(document.key, locale).removeprefix(home), document.title, 2 if document.key in ASIDE else int(document.key in LISTS), *_neighbour(document.key, locale)] for document in starts],
        "pageStarts": _distances(index.page_starts),
        "words": [shard[0][0] for shard in word_shards],
        "meanings": [shard[0][0] for shard in meaning_shards],
        "texts": _distances(_starts(text_shards)),
        "stemmer": STEMMERS[locale],
        "functionWords": " ".join(sorted(FUNCTION_WORDS[locale])),
        "derivations": DERIVATIONS[locale],
        "links": LINKS[locale],
    }
    files: dict[str, object] = {"core": core, "words": [front_coded(sorted(common)), front_coded(names)]}
    files["bound"] = {term: _postings(places) for term, places in index.postings.items() if term in bound}
    for number, shard in enumerate(word_shards):
        files[f"w{number}"] = {term: _postings(places) for term, places in shard}
    for number, shard in enumerate(meaning_shards):
        files[f"m{number}"] = {key: meaning for _, meanings in shard for key, meaning in sorted(meanings.items())}
    for number, shard in enumerate(text_shards):
        files[f"t{number}"] = [_shown(document) for document in shard]
    return files


def _bound(analysis: Analysis) -> set[str]:
    """The normal forms of the function words. Questions hold many, so they stand in one file."""
    return {analysis.normal(word) for word in analysis.function_words}


def _meanings(guide: Guide, index: Index, analysis: Analysis) -> dict[str, dict[str, list]]:
    """What a word or some words typed may mean, by the first of them that is no function word: ``{"tast": {"tast ut": [synonyms, everyday, neighbours]}}``.

    Synonyms and everyday words are the words of a reading with spaces between them, the readings with bars; a neighbour is ``[locale, word, counterpart]``.
    """
    bound = _bound(analysis)
    found: dict[str, dict[str, list]] = {}

    def meaning(key: Sequence[str]) -> list:
        head = analysis.normal(key[0].removeprefix("=")) if key[0].startswith("=") else next((term for term in key if term not in bound), key[0])
        return found.setdefault(head, {}).setdefault(" ".join(key), ["", "", []])

    for place, every in enumerate((synonyms(guide, analysis), everyday_words(guide, analysis))):
        for synonym in every:
            readings = meaning(synonym.key)
            readings[place] += ("|" if readings[place] else "") + " ".join(synonym.words)
    for word in neighbour_words(guide, analysis, index.vocabulary):
        for key in word.keys:
            meaning(key)[2].append([word.locale, word.word, word.counterpart])
    for keys in found.values():
        for readings in keys.values():
            while not readings[-1]:
                readings.pop()
    return found


def _neighbour(key: str, locale: str) -> list[str]:
    """The language of the neighbouring country that a page is about, if it is about one."""
    country = COUNTRIES.get(key.rpartition("-")[2])
    return [country] if country and country != locale else []


def _shown(document: Document) -> list[str]:
    """What is shown of a document: id on the page, title, text, definition."""
    return [document.anchor, document.title, document.text, *([document.definition] if document.definition else [])]


def _shards(items: Iterable, size: Callable[..., int], most: int) -> Iterator[list]:
    """Neighbouring items together until they are large enough."""
    shard, so_far = [], 0
    for item in items:
        if shard and so_far + size(item) > most:
            yield shard
            shard, so_far = [], 0
        shard.append(item)
        so_far += size(item)
    if shard:
        yield shard


def _starts(shards: Sequence[Sequence]) -> list[int]:
    starts, at = [], 0
    for shard in shards:
        starts.append(at)
        at += len(shard)
    return starts


def _distances(numbers: Sequence[int]) -> list[int]:
    return [number - (numbers[at - 1] if at else 0) for at, number in enumerate(numbers)]


def _postings(places: Sequence[tuple[int, int]]) -> str:
    """
    >>> _postings(((0, 1), (1, 2), (40, 26)))
    'AB13Z'
    """
    out, before = [], -1
    for document, level in places:
        distance = document - before
        out.append(("" if distance == 1 else _base36(distance)) + chr(ord("A") + level - 1))
        before = document
    return "".join(out)


@functools.cache
def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits


def front_coded(words: Sequence[str]) -> str:
    """Sorted words, each with the letters it shares with the one before as a capital (A: none).

    >>> front_coded(["avtale", "avtaler", "kommune"])
    'AavtaleGrAkommune'
    """
    out, before = [], ""
    for word in words:
        same = 0
        while same < min(len(word), len(before), 25) and word[same] == before[same]:
            same += 1
        out.append(chr(ord("A") + same) + word[same:])
        before = word
    return "".join(out)
