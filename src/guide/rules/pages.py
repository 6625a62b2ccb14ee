"""Pages: no two share an address, and what their front matter and blocks name exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide import DEFAULT_LOCALE, LOCALES
from guide.problems import Problem, suggest

if TYPE_CHECKING:
    from guide.read import Draft
    from guide.records import Page


def check(draft: Draft, problems: list[Problem]) -> None:
    sources = draft.ids("sources")
    editors = draft.editor_roles()
    values = {
        "collaboration": {d.value.get("id") for d in draft.collaborations} - {None},
        "phase": {d.value.get("phase") for d in draft.checklists} - {None},
        "agreement": {d.value.get("agreement") for d in draft.checklists} - {None},
        "id": {table.get("id") for table in draft.files["matrices"].tables} - {None} if "matrices" in draft.files else set(),
        "show": {"question", "meaning"},
        "topic": {topic for law in draft.files["laws"].records for topic in law.get("topics") or ()} if "laws" in draft.files else set(),
        "country": {"no", "dk", "se"},
        "model": draft.ids("steering-models"),
        "guidance.country": {"own", "neighbours", *(record.get("country") for record in draft.files["guidance"].records)} - {None} if "guidance" in draft.files else set(),
        "coverage.source": draft.foundations(),
        "latest": {str(number) for number in range(1, 10)},
    }
    drawn_from = {model.get("id"): model.get("source") for model in draft.files["steering-models"].records} if "steering-models" in draft.files else {}
    for locale in LOCALES:
        for page in draft.pages[locale].values():
            if editors and page.owner and page.owner not in editors:
                problems.append(Problem(page.path, page.line("owner"), "owner", f'"{page.owner}" is not an editor role of data/roles.yml', suggest(page.owner, editors)))
            for source in page.sources:
                if sources and source not in sources:
                    problems.append(Problem(page.path, page.line("sources"), "sources", f'"{source}" is not in data/sources.yml', suggest(source, sources, "add it there, or correct it")))
            for source, line in page.cited if page.owner else ():
                if source in sources and source not in page.sources:
                    problems.append(Problem(page.path, line, "sources", f'the text cites "{source}", but the front matter does not list it', f"add {source} to sources: at the top of the page"))
            for block in page.blocks:
                for option, value in block.options.items():
                    known = values.get(f"{block.name}.{option}", values.get(option))
                    if known and value not in known:
                        problems.append(Problem(page.path, block.line, f"{block.name}.{option}", f'there is no {"matrix" if option == "id" else option} "{value}"', suggest(value, known)))
                source = drawn_from.get(block.options.get("model"))
                if page.owner and source in sources and source not in page.sources:
                    problems.append(Problem(page.path, block.line, block.name, f'the figure is drawn from "{source}", but the front matter does not list it', f"add {source} to sources: at the top of the page"))
        _one_address_each(draft.pages, locale, problems)
    _in_reading_order(draft, problems)
    for locale in LOCALES:
        for key, page in draft.pages[locale].items():
            if locale != DEFAULT_LOCALE and key not in draft.pages[DEFAULT_LOCALE]:
                lacking = [other for other in draft.pages[DEFAULT_LOCALE] if other not in draft.pages[locale]]
                name = f"name it docs/{locale}/{lacking[0]}.md, as" if len(lacking) == 1 else "rename it as"
                problems.append(Problem(page.path, 1, "", "the page has no source in docs/nb/", f"{name} the page it translates, or write that page first"))


def _in_reading_order(draft: Draft, problems: list[Problem]) -> None:
    """Every page of the source language has its place in the reading order, and every place its page."""
    if not {"phases", "parts", "guide"} <= set(draft.files):
        return
    placed: dict[str, tuple[str, int, str]] = {"index": ("", 0, "")}
    about = draft.files["guide"]
    file_of = {}
    for document in (draft.files["phases"], draft.files["parts"]):
        for number, folder in enumerate(document.records):
            file_of[folder.get("id")] = document.name
            placed[f"{folder.get('id')}/index"] = (document.name, document.line(number, "id"), "id")
            for place, topic in enumerate(folder.get("topics") or ()):
                placed[f"{folder.get('id')}/{topic}"] = (document.name, document.line(number, "topics", place), f"[{number + 1}].topics[{place + 1}]")
    pages = draft.pages[DEFAULT_LOCALE]
    before = ""
    for place, name in enumerate(about.value.get("pages") or ()):
        if not name:
            continue  # the schema has told
        line, field = about.line("pages", place), f"pages[{place + 1}]"
        folder = name.rpartition("/")[0]
        if folder in file_of:
            problems.append(Problem(about.name, line, field, f'"{folder}" is the folder of a phase or part', f"give {name} its place in {file_of[folder]} (topics)"))
        elif folder and before not in (folder, *(other for other in placed if other.startswith(f"{folder}/"))):
            problems.append(Problem(about.name, line, field, f"{name} does not follow the page it stands below", f"put it behind {folder}"))
        placed[name] = (about.name, line, field)
        before = name
    for key, (name, line, field) in placed.items():
        if key not in pages and name:
            folder, _, stem = key.rpartition("/")
            beside = [other.rpartition("/")[2] for other in pages if other.rpartition("/")[0] == folder]
            problems.append(Problem(name, line, field, f"there is no page docs/{DEFAULT_LOCALE}/{key}.md", suggest(stem, beside, "write the page, or remove it here")))
    for key, page in pages.items():
        if key not in placed:
            if page.folder and page.folder not in {*file_of, *pages}:
                problems.append(Problem(page.path, 1, "", f'"{page.folder}" is not the folder of a phase or part', "the folders have the same English names in all languages: " + ", ".join(filter(None, file_of))))
                continue
            name, file = (key.rsplit("/", 1)[-1], f"{file_of[page.folder]} (topics)") if page.folder in file_of else (key, "data/guide.yml (pages)")
            problems.append(Problem(page.path, 1, "", "the page has no place in the reading order", f"add {name} to {file}"))


def _one_address_each(pages: dict[str, dict[str, Page]], locale: str, problems: list[Problem]) -> None:
    taken: dict[tuple[str, str], Page] = {}
    for key in {**pages[DEFAULT_LOCALE], **pages[locale]}:
        if key == "index":
            continue
        page = pages[locale].get(key) or pages[DEFAULT_LOCALE][key]
        # A phase's own page stands beside the pages outside the phases.
        folder = "" if page.is_index or page.folder is None else page.folder
        other = taken.setdefault((folder, page.slug), page)
        if other is not page:
            problems.append(Problem(page.path, page.line("slug"), "slug", f'"{page.slug}" is already the address of {other.path}', "give one of them another slug"))
