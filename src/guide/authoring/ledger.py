"""What the ledger of translations is told about a text that was just written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from guide import translations
from guide.authoring.proposal import Proposal


def accept(root: Path, proposal: Proposal, role: str, today: dt.date) -> None:
    """Records, below ``root``, that someone with an editor's ``role`` has read the translations a second time."""
    for locale in proposal.translated:
        translations.accept(root, proposal.place, locale, proposal.sections, role=role, today=today, read_twice=True)


def command(proposal: Proposal, locale: str) -> str:
    """The command that records it later."""
    return f"python3 scripts/translations.py accept {proposal.place} {locale}"
