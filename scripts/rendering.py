"""Runs MkDocs on the guide's prose; everything after that works on the finished HTML."""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from environment import ROOT
from jinja2 import TemplateError

from guide import LOCALES


class RenderError(Exception):
    """The rendering stopped; carries what MkDocs warned of."""

    def __init__(self, message: str, warnings: list[str], root: Path):
        told = [_with_line(warning, root) for warning in warnings]
        # MkDocs' own last word only counts the warnings.
        super().__init__("\n".join(told or [message]))


def render(site: Path, *, books: bool, locales: Sequence[str] = LOCALES, root: Path = ROOT, guide=None) -> list[str]:
    """Renders the prose below ``root`` into ``site`` and gives the warnings.

    ``books`` says whether pages link the books. Fewer ``locales`` render only
    those languages, at their usual addresses. A ``guide`` that was read already
    is not read again. Raises RenderError for a warning
    (the build is strict) and for a problem in prose or data.
    """
    from mkdocs import utils
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    from guide.problems import GuideError

    os.environ["GUIDE_BOOKS"] = "1" if books else "0"
    log = logging.getLogger("mkdocs")
    log.setLevel(logging.WARNING)
    warnings = _Warnings()
    log.addHandler(warnings)
    clean_directory = utils.clean_directory
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
    except (Abort, ConfigurationError) as error:
        log.removeHandler(warnings)
        raise RenderError(f"mkdocs.yml or SITE_URL: {error}", warnings.messages, root) from None
    if guide is not None:
        config.extra["guide"] = guide
    i18n = config.plugins["i18n"]
    if tuple(locales) != LOCALES:
        for language in i18n.config.languages:
            language.build = language.locale in locales
        i18n.current_language = locales[0]
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
        # static-i18n lays its own template of a sitemap here; guide.publish.sitemap writes the real one.
        (site / "sitemap.xml").unlink(missing_ok=True)
        # The theme's search is not used, so what it would fetch is not published.
        for name in ("workers", "lunr"):
            shutil.rmtree(site / "assets" / "javascripts" / name, ignore_errors=True)
    except (Abort, GuideError) as error:
        raise RenderError(str(error), warnings.messages, root) from None
    except TemplateError as error:
        raise RenderError(f"A template cannot be used: {getattr(error, 'filename', None) or getattr(error, 'name', '')} line {getattr(error, 'lineno', '?')}: {error}", warnings.messages, root) from None
    finally:
        # static-i18n leaves its patch behind when a later language fails.
        utils.clean_directory = clean_directory
        log.removeHandler(warnings)
        config.plugins.on_shutdown()
    return warnings.messages


def _with_line(warning: str, root: Path) -> str:
    """A warning about a link, with the line of the file, what is wrong and the fix; others as they are."""
    match = re.match(r"Doc file '([^']+)' contains (?:a|an \w+) link '([^']+)'", warning)
    if not match:
        return warning
    path, target = root / "docs" / match[1], match[2]
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    # MkDocs names an anchor on the page itself with the page's file before it.
    written = {target, "#" + target.partition("#")[2]}
    line = next((number for number, text in enumerate(lines, 1) if any(f"]({link}" in text for link in written)), 0)
    what = "has no heading with that id" if "anchor" in warning else "does not exist"
    return f'docs/{match[1]}:{line}:1: the link "{target}" leads to a place that {what} – link a page as ../process/index.md, and a heading by its id'


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
