"""Writes values as Typst."""

from __future__ import annotations

from collections.abc import Iterable


def literal(text: str) -> str:
    """A Typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def array(items: Iterable[str]) -> str:
    """A Typst array of values that are Typst already; one of a single value, too."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


def dictionary(**items: str) -> str:
    """A Typst dictionary of texts; ``page_word`` is ``page-word``."""
    return "(" + ", ".join(f"{key.replace('_', '-')}: {literal(value)}" for key, value in items.items()) + ")"
