"""What a proposal changes, for those who read it: pages, words and LIX before and after, and what becomes stale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from guide import DEFAULT_LOCALE, LOCALES
from guide.language.lix import readability
from guide.prose import split_front_matter
from guide.read import Draft
from guide.translations import State, digest, places_of, states_of
from guide.translations.history import git, sections_in


@dataclass(frozen=True)
class ChangedPage:
    """A page before and after; words and LIX are None where there is no page."""

    path: str
    words: tuple[int | None, int | None]
    lix: tuple[int | None, int | None]


def changed_files(root: Path, base: str) -> dict[str, str | None]:
    """The prose and data files that differ from the commit ``base``, each with its text there (None: it is new).

    Raises LookupError when git does not know ``base``.
    """
    merge_base = git(root, "merge-base", base, "HEAD") or git(root, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}")
    if not merge_base:
        raise LookupError(f"git does not know {base}; fetch it first, with its history")
    start = merge_base.strip()
    names = (git(root, "diff", "--name-only", "-z", "--no-renames", start, "--", "docs", "data") or "").split("\0")
    names += (git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", "docs", "data") or "").split("\0")
    return {name: git(root, "show", f"{start}:{name}") for name in sorted(set(filter(None, names)))}


def changed_pages(root: Path, files: dict[str, str | None]) -> Iterator[ChangedPage]:
    """The pages among the changed files."""
    for name, before in files.items():
        if not (name.startswith("docs/") and name.endswith(".md")):
            continue
        path = root / name
        texts = (before, path.read_text("utf-8") if path.is_file() else None)
        measured = [readability(split_front_matter(text)[1]) if text is not None else None for text in texts]
        yield ChangedPage(name, tuple(m and m.words for m in measured), tuple(m and m.lix for m in measured))


def made_stale(draft: Draft, files: dict[str, str | None]) -> Iterator[tuple[str, str, str]]:
    """The (language, place, section) whose source the change made newer than the translation."""
    states = states_of(places_of(draft), draft.ledgers)
    for (locale, key), state in states.items():
        before = files.get(f"docs/{DEFAULT_LOCALE}/{key}.md") if not key.startswith("data/") else files.get(f"{key}.yml")
        if before is None:
            continue
        hashes = {ident: digest(text) for ident, text in sections_in(key, states[locale, key].path, before).items()}
        for section in state.having(State.STALE):
            if hashes.get(section.id) == section.recorded:
                yield locale, key, section.id


def report(root: Path, draft: Draft, base: str) -> Iterator[str]:
    """The report as Markdown, line by line."""
    files = changed_files(root, base)
    pages = list(changed_pages(root, files))
    data = [name for name in files if name.startswith("data/") and not name.startswith("data/translations/")]
    yield f"## What this changes\n\n{len(pages)} pages and {len(data)} data files.\n"
    if pages:
        yield "| Page | Words before | after | LIX before | after |\n|---|---:|---:|---:|---:|"
        for page in pages:
            cells = [*page.words, *page.lix]
            yield f"| `{page.path}` | " + " | ".join("–" if cell is None else str(cell) for cell in cells) + " |"
        yield ""
    if data:
        yield "\n".join(f"- `{name}`" for name in data) + "\n"
    stale = list(made_stale(draft, files))
    if stale:
        yield "### Translations that this makes older than the Norwegian text\n"
        for locale in LOCALES:
            for of, key, section in stale:
                if of == locale:
                    yield f"- {locale}: `{key}` {{#{section}}} – `python3 scripts/translations.py diff {key} {locale} {section}`"
    else:
        yield "No translation becomes older than the Norwegian text."
