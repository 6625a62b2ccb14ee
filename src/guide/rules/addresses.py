"""Every address that was ever published leads to a page, and every page's present address is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide import DEFAULT_LOCALE
from guide.addresses import FILE, locale_of, present
from guide.problems import Problem, suggest

if TYPE_CHECKING:
    from guide.read import Document, Draft
    from guide.records import Page

COMMAND = "python3 scripts/addresses.py"


def check(draft: Draft, problems: list[Problem]) -> None:
    if (document := draft.files.get("addresses")) is None:
        return
    recorded = {address: key for address, key in document.value.items() if key}
    source = draft.pages[DEFAULT_LOCALE]
    here: dict[str, list[str]] = {}
    unrecorded: dict[str, list[str]] = {}
    page_of = {}
    # A page that lacks while another has no source was renamed by mistake; it gets no address of its own.
    mistaken = {locale for locale, pages in draft.pages.items() if pages.keys() - source.keys()}
    for address, key, locale in present(draft.pages):
        if locale in mistaken and key not in draft.pages[locale]:
            continue
        page = page_of[address] = draft.pages[locale].get(key) or source[key]
        if locale_of(address) != locale:
            problems.append(_slug(page, f'"{address}" begins as the addresses in another language do', "give the page another slug"))
            continue
        here.setdefault(address, []).append(key)
        if address not in recorded:
            unrecorded.setdefault(key, []).append(address)
    for address, keys in here.items():
        if recorded.get(address) in source and recorded[address] not in keys and len(keys) == 1:
            problems.append(Problem(document.name, document.line(address), address, f"the page {keys[0]} stands here now, but readers of old links expect {recorded[address]}", f"give {page_of[address].path} another slug"))
    at_one_place = {address: keys[0] for address, keys in here.items() if len(keys) == 1}
    renamed = _gone(document, recorded, set(source), at_one_place, unrecorded.keys() - set(recorded.values()), problems)
    for key, addresses in unrecorded.items():
        if key not in renamed:  # told above, and mended by the same command
            one = len(addresses) == 1
            what = f"the address {addresses[0]} is" if one else f"the addresses {' and '.join(addresses)} are"
            lines = ("the line " if one else "the lines ") + " · ".join(f"{address}: {key}" for address in addresses)
            problems.append(_slug(page_of[addresses[0]], f"{what} not in {FILE}", f"run {COMMAND} record, or add there {lines}"))


def _slug(page: Page, message: str, fix: str) -> Problem:
    return Problem(page.path, page.line("slug"), "slug", message, fix)


def _gone(document: Document, recorded: dict[str, str], keys: set[str], here: dict[str, str], new: set[str], problems: list[Problem]) -> set[str]:
    """Tells of recorded pages that do not exist; gives the pages that seem to be them under a new name.

    ``here`` tells which page stands at an address now, ``new`` are the pages without any recorded address.
    """
    renamed: set[str] = set()
    gone = sorted(set(recorded.values()) - keys)
    for key in gone:
        addresses = sorted(address for address in recorded if recorded[address] == key)
        at_its_place = {here[address] for address in addresses if address in here}
        likely = at_its_place if len(at_its_place) == 1 else new if len(new) == len(gone) == 1 else set()
        renamed |= likely
        if likely:
            fix = f"if it was renamed, run {COMMAND} move {key} {min(likely)}"
        else:
            near = suggest(key, keys)
            fix = (f"{near} Else " if near.startswith("did") else "") + f"say what replaced it, with {COMMAND} move {key} NEW or {COMMAND} remove {key} --to OTHER"
        problems.append(Problem(document.name, document.line(addresses[0]), addresses[0], f'there is no page "{key}"', fix))
    return renamed
