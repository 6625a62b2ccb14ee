"""What the templates rely on is there: a checklist for each phase, a page for each agreement's, guidance for each country, words with the same braces in each language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guide import COUNTRY_OF_LOCALE, DEFAULT_LOCALE, LOCALES
from guide.problems import Problem
from guide.records import page_key

if TYPE_CHECKING:
    from guide.read import Document, Draft


def check(draft: Draft, problems: list[Problem]) -> None:
    present = {d.value.get("phase") for d in draft.checklists}
    if (phases := draft.files.get("phases")) is not None:
        for number, phase in enumerate(phases.records):
            if phase.get("id") and phase["id"] not in present:
                problems.append(Problem(phases.name, phases.line(number, "id"), "id", f"the phase {phase['id']} has no checklist", f"add data/checklists/{phase['id']}.yml"))
    for document in draft.checklists:
        _of_phase_or_agreement(draft, document, problems)
    if (guidance := draft.files.get("guidance")) is not None:
        for country in sorted(set(COUNTRY_OF_LOCALE.values()) - {record.get("country") for record in guidance.records}):
            problems.append(Problem(guidance.name, 1, "", f"there is nothing for the readers of {country}", f"add at least one record with country: {country}"))
    if (roles := draft.files.get("roles")) is not None:
        for number, role in enumerate(roles.records):
            for key in ("question", "pages") if role.get("kind") == "reader" else ():
                if key not in role:
                    problems.append(Problem(roles.name, roles.line(number, "id"), f"[{number + 1}].{key}", "missing", "a reader needs it for the entry on the front page"))
    if (glossary := draft.files.get("glossary")) is not None:
        for number, term in enumerate(glossary.records):
            for locale in LOCALES:
                for place, also in enumerate((term.get(locale) or {}).get("also") or ()):
                    if also and "until" in also and also.get("kind") != "former":
                        line = glossary.line(number, locale, "also", place, "until")
                        problems.append(Problem(glossary.name, line, f"[{number + 1}].{locale}.also[{place + 1}].until", "belongs to a word of the kind former, and to no other", "remove it, or write kind: former"))
    if (words := draft.files.get("interface")) is not None:
        for key, texts in words.value.items():
            braces = {locale: set(re.findall(r"\{[^}]*\}", (texts or {}).get(locale) or "")) for locale in LOCALES}
            for locale in LOCALES:
                if braces[locale] != braces[DEFAULT_LOCALE] or (texts or {}).get(locale, "").count("{") != len(re.findall(r"\{[a-z]+\}", (texts or {}).get(locale) or "")):
                    problems.append(Problem(words.name, words.line(key, locale), f"{key}.{locale}", "the braces are not those of the Norwegian text", "keep each {name} as it is, once"))


def _of_phase_or_agreement(draft: Draft, document: Document, problems: list[Problem]) -> None:
    """A checklist belongs to a phase or to an agreement; that of an agreement has a name and stands on its page."""
    value = document.value
    if "phase" in value and "agreement" in value:
        problems.append(Problem(document.name, document.line("agreement"), "agreement", "the checklist has both a phase and an agreement", "remove the one it does not belong to"))
        return
    if "phase" not in value and "agreement" not in value:
        problems.append(Problem(document.name, 1, "", "the checklist has neither a phase nor an agreement", "add phase: or agreement: with the id of what it belongs to"))
        return
    for key in ("title", "page"):
        if "agreement" in value and key not in value:
            what = "the name of the agreement in nb, da and sv" if key == "title" else "the page that treats the agreement, as knowledge/agreements.md"
            problems.append(Problem(document.name, document.line("agreement"), key, "missing", f"add {what}"))
        if "phase" in value and key in value:
            problems.append(Problem(document.name, document.line(key), key, "belongs to the checklist of an agreement", "remove it"))
    key = page_key((value.get("page") or "").partition("#")[0])
    page = draft.pages[DEFAULT_LOCALE].get(key)  # that the page is there is a matter of links
    if "agreement" in value and page and not any(block.options.get("agreement") == value["agreement"] for block in page.blocks):
        fix = f"put  /// checklist  with  agreement: {value['agreement']}  there, or name the page that has it"
        problems.append(Problem(document.name, document.line("page"), "page", f"{page.path} does not show the checklist", fix))
