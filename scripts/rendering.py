"""Runs MkDocs on the guide's prose; everything after that works on the finished HTML."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path

from environment import ROOT

from guide import LOCALES


class RenderError(Exception):
    """The rendering stopped; carries what MkDocs warned of."""

    def __init__(self, message: str, warnings: list[str]):
        super().__init__("\n".join([message, *warnings]))


def render(site: Path, *, books: bool, locales: Sequence[str] = LOCALES, quiet: bool = True, root: Path = ROOT, guide=None) -> list[str]:
    """Renders the prose below ``root`` into ``site`` and gives the warnings.

    ``books`` says whether pages link the books. Fewer ``locales`` render only
    those languages, at their usual addresses. A ``guide`` that was read already
    is not read again. Raises RenderError for a warning
    (the build is strict) and for a problem in prose or data.
    """
    from mkdocs import utils
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort

    os.environ["GUIDE_BOOKS"] = "1" if books else "0"
    log = logging.getLogger("mkdocs")
    log.setLevel(logging.WARNING if quiet else logging.INFO)
    warnings = _Warnings()
    log.addHandler(warnings)
    clean_directory = utils.clean_directory
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
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
    except Abort as abort:
        raise RenderError(str(abort), warnings.messages) from None
    finally:
        # static-i18n leaves its patch behind when a later language fails.
        utils.clean_directory = clean_directory
        log.removeHandler(warnings)
        config.plugins.on_shutdown()
    return warnings.messages


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
