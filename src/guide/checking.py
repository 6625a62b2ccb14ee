"""Every check of the content, without building: data, translations, terms, spelling, language, readability, links, review."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from guide import DEFAULT_LOCALE, LOCALES
from guide.language import identify, norwegianisms, spelling, terms
from guide.language.lix import HARD_PAGE, HARD_SECTION, readability
from guide.language.texts import Text, texts_of
from guide.outside_links import check as check_outside_links
from guide.problems import WARNING, Problem, in_order, with_columns
from guide.read import Draft, read_draft
from guide.records import Page
from guide.schema import Schemas
from guide.translations import Place, PlaceState, State, places_of, states_of
from guide.translations.places import TOP, page_sections
from guide.translations.structure import differences
from guide.yamltext import parse, read_text

MOVE = re.compile(r"addresses\.py move (\S+) (?!NEW\b)(\S+)")
MANY = 6  # sections that are told by name
ACCEPT = "python3 scripts/translations.py accept"


@dataclass(frozen=True)
class Checked:
    """What a check found, sorted by place, and how much it looked at."""

    problems: tuple[Problem, ...]
    files: int

    @property
    def errors(self) -> int:
        return sum(problem.severity != WARNING for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors


class Spellers(Mapping[str, spelling.Speller]):
    """The speller of each language, loaded when it is first asked for: a dictionary takes up to half a second."""

    def __init__(self, root: Path, draft: Draft, dictionaries: Path):
        self._root, self._draft, self._dictionaries = root, draft, dictionaries
        self._names = spelling.names(draft)
        self._made: dict[str, spelling.Speller] = {}

    def __getitem__(self, locale: str) -> spelling.Speller:
        if locale not in self._made:
            known = self._names | spelling.terms(self._draft, locale) | set(spelling.read_words(self._root, locale))
            self._made[locale] = spelling.Speller(locale, self._dictionaries, known)
        return self._made[locale]

    def __iter__(self) -> Iterator[str]:
        return iter(LOCALES)

    def __len__(self) -> int:
        return len(LOCALES)


def check(root: Path, dictionaries: Path, files: Sequence[str] = (), today: dt.date | None = None) -> Checked:
    """Everything wrong below ``root``; with ``files`` (relative to it) only what concerns those.

    ``dictionaries`` is the folder of the npm packages ``dictionary-<locale>``.
    """
    today = today or dt.date.today()
    draft, problems = read_draft(root)
    places = places_of(draft)
    states = states_of(places, draft.ledgers)
    wanted = _concerned(files, places) if files else None
    found = list(problems)
    found += _translations(draft, places, states)
    found += _reviews(draft, today)
    found += check_outside_links(root, draft)
    texts = _texts(root, draft, wanted)
    found += _language(root, draft, texts, Spellers(root, draft, dictionaries), found)
    for locale in LOCALES:
        for page in draft.pages[locale].values():
            if page.owner and (wanted is None or page.path in wanted):
                found += _readability(page)
    found = _without_consequences(found)
    if wanted is not None:
        found = [problem for problem in found if problem.path in wanted]
    looked_at = len(wanted) if wanted is not None else sum(map(len, draft.pages.values())) + len(draft.documents)
    return Checked(in_order(with_columns(found, root)), looked_at)


def _without_consequences(problems: list[Problem]) -> list[Problem]:
    """While a page that was renamed by hand waits for its command, only the command is told: the rest mends itself with it."""
    moves = [match for problem in problems if (match := MOVE.search(problem.fix))]
    names = {name for match in moves for key in match.groups() for name in (key, key.rpartition("/")[2] + ".md")}
    return [problem for problem in problems if MOVE.search(problem.fix) or not any(name in str(problem) for name in names)]


def _concerned(files: Sequence[str], places: Mapping[str, Place]) -> set[str]:
    """The files, and the translations and ledgers of those among them that are sources."""
    wanted = set(files)
    for place in places.values():
        if any(f"data/translations/{locale}/{place.key}.yml" in wanted for locale in LOCALES):
            wanted |= set(place.paths.values()) - {place.paths.get(DEFAULT_LOCALE)} if place.is_page else set(place.paths.values())
    for place in places.values():
        if place.paths.get(DEFAULT_LOCALE) in wanted:
            wanted |= set(place.paths.values())
            wanted |= {f"data/translations/{locale}/{place.key}.yml" for locale in LOCALES}
    return wanted


def _texts(root: Path, draft: Draft, wanted: set[str] | None) -> dict[str, list[Text]]:
    documents = draft.documents
    lines = {d.name: tuple((root / d.name).read_text("utf-8").splitlines()) for d in documents}
    return {
        locale: [text for text in texts_of(draft, locale, lines) if wanted is None or text.path in wanted] for locale in LOCALES
    }


def _language(root: Path, draft: Draft, texts: Mapping[str, list[Text]], spellers: Spellers, before: list[Problem]) -> Iterator[Problem]:
    """Terms, Norwegianisms, the right language and spelling. The words of a paragraph in another language are not told one by one."""
    name = norwegianisms.FILE
    problems: list[Problem] = []
    text = read_text(root / name, name, problems)
    node = parse(text, name, problems) if text is not None else None
    instead = Schemas(root / "data" / "schema").check("norwegianisms", node, name, problems) if not problems else None
    yield from problems
    if instead and node is not None:
        yield from norwegianisms.check_list(node, instead, spellers)
    glossary, sources = (draft.files[kind].records if kind in draft.files else [] for kind in ("glossary", "sources"))
    years = terms.years_of(sources)
    for locale in LOCALES:
        if not texts[locale]:
            continue
        yield from terms.check(texts[locale], locale, terms.forbidden(glossary, locale), years)
        foreign = list(identify.check(texts[locale], spellers))
        yield from (problem for problem, *_ in foreign)
        ranges = {(id(text), start, end) for _, text, start, end in foreign}
        own = [text.without(start_end for of, *start_end in ranges if of == id(text)) for text in texts[locale]]
        if locale != DEFAULT_LOCALE and instead:
            calques = list(norwegianisms.check(own, instead.get(locale) or {}))
            yield from calques
            told = {(p.path, p.line, p.column) for p in calques}
        else:
            told = set()
        yield from (p for p in spelling.check(own, spellers) if (p.path, p.line, p.column) not in told)


def _translations(draft: Draft, places: Mapping[str, Place], states: Mapping[tuple[str, str], PlaceState]) -> Iterator[Problem]:
    stale: dict[str, list[Problem]] = {}
    for (locale, key), state in states.items():
        place = places.get(key)
        if place is None:
            yield Problem(state.path, 1, "", f"the ledger belongs to {key}, which does not exist", "delete it; if the page was renamed: python3 scripts/addresses.py move OLD NEW")
            continue
        if state.is_missing:
            if DEFAULT_LOCALE in place.paths:
                yield Problem(place.paths[DEFAULT_LOCALE], 1, "", f"there is no {LANGUAGE[locale]} page; readers meet the Norwegian one with a notice", f"write {state.path} with the same heading ids", severity=WARNING)
            continue
        if DEFAULT_LOCALE not in place.paths:
            continue  # a rule has told that the page has no source
        command = f"{ACCEPT} {key} {locale}"
        waiting = {ident for ident, section in place.sections.items() if not place.is_page and section.texts.get(locale) == section.texts.get(DEFAULT_LOCALE)}
        unrecorded = tuple(section for section in state.having(State.UNRECORDED) if section.id not in waiting)
        for section in state.having(State.UNRECORDED):
            if section.id in waiting:
                yield Problem(
                    state.path, section.line, "", f"the {LANGUAGE[locale]} words repeat the Norwegian ones and wait for a translator",
                    f"translate them; when someone has read them:  {command} --role ROLE{'' if state.ledger else ' --read-twice'}", severity=WARNING,
                )
        if unrecorded and (state.ledger is None or len(unrecorded) == len(state.sections)):
            yield Problem(state.path, 1, "", f"nobody has recorded that the {LANGUAGE[locale]} text has been read", f"when someone other than the translator has read it: {command} --role ROLE --read-twice")
        elif unrecorded:
            ids = [section.id for section in unrecorded]
            told = ", ".join(ids[:MANY]) + (f" and {len(ids) - MANY} more" if len(ids) > MANY else "")
            named = "" if len(ids) > MANY else " " + " ".join(ids)
            yield Problem(state.path, unrecorded[0].line, "", f"new, and nobody has recorded that the {LANGUAGE[locale]} text has been read: {told}", f"when it has: {command}{named} --role ROLE")
        for section in state.sections:
            where = f"{{#{section.id}}}" if place.is_page else f"“{section.id}”"
            if section.state == State.MISSING:
                yield Problem(state.path, 1, "", f"the section {where} of the Norwegian page is missing", "translate it, with the same heading id, in the same order")
            elif section.state == State.ORPHANED and section.line == 0:
                path = state.ledger.path if state.ledger else state.path
                line = state.ledger.lines.get(section.id, 1) if state.ledger else 1
                yield Problem(path, line, "", f"{where} is recorded here, but the source no longer has it", f"remove the line, or run  {command}")
            elif section.state == State.STALE:
                stale.setdefault(locale, []).append(Problem(
                    state.path, section.line, "", f"the Norwegian text of {where} has changed since this was read ({section.day})",
                    f"see  python3 scripts/translations.py diff {key} {locale} {section.id}  , mend the text, then  {command} {section.id} --role ROLE", severity=WARNING,
                ))
        if place.is_page and not all(draft.pages[of][key].owner for of in (DEFAULT_LOCALE, locale)):
            continue  # a page whose front matter could not be read
        for difference in differences(place, locale, draft.pages[DEFAULT_LOCALE].get(key), draft.pages[locale].get(key)):
            if state.ledger is None or difference.section not in state.ledger.differs:
                on_purpose = f"; if it is so on purpose:  {command} {difference.section} --role ROLE --differs WHY"
                yield Problem(state.path, difference.line, "", f"{{#{difference.section}}}: {difference.what}", difference.fix + (on_purpose if place.is_page else ""))
    yield from _stale(draft, stale)


def _stale(draft: Draft, stale: Mapping[str, list[Problem]]) -> Iterator[Problem]:
    """Stale sections are told; only more of them than the limit of the language are an error."""
    guide = draft.files.get("guide")
    for locale, problems in stale.items():
        yield from problems
        limit = (guide.value.get("stale_limit") or {}).get(locale) if guide else None
        if limit is not None and len(problems) > limit:
            yield Problem(
                guide.name, guide.line("stale_limit", locale), f"stale_limit.{locale}", f"{len(problems)} {LANGUAGE[locale]} sections are older than the Norwegian text; at most {limit} may be",
                f"python3 scripts/translations.py status {locale}  lists them, the oldest first",
            )


def _reviews(draft: Draft, today: dt.date) -> Iterator[Problem]:
    for pages in draft.pages.values():
        for page in pages.values():
            if page.owner and page.next_review < today:
                yield Problem(page.path, page.line("reviewed"), "reviewed", f"the review was due on {page.next_review}", "read the page, mend what is old, and set reviewed: to today", severity=WARNING)


def _readability(page: Page) -> Iterator[Problem]:
    whole = readability(page.body)
    if whole.lix > HARD_PAGE:
        yield Problem(page.path, page.body_line, "", f"the page is hard to read (LIX {whole.lix}, aim below {HARD_PAGE})", _shorten(whole), severity=WARNING)
    for ident, (text, line, _) in page_sections(page).items():
        section = readability(text.partition("\n\n")[2] if ident == TOP else text)  # a title is no sentence
        if section.lix > HARD_SECTION and section.words >= 40:
            yield Problem(page.path, line, "", f"the section {{#{ident}}} is hard to read (LIX {section.lix})", _shorten(section), severity=WARNING)


def _shorten(text) -> str:
    hardest = "; ".join(f"({round(s.lix)}) “{s.text if len(s.text) <= 90 else s.text[:89] + '…'}”" for s in text.hardest)
    return f"split the longest sentences and choose shorter words: {hardest}"


LANGUAGE = {"nb": "Norwegian", "da": "Danish", "sv": "Swedish"}
