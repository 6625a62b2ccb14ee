"""What the ledger of translations is told about a text that was just written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from guide.authoring.proposal import Proposal
from guide.read import read_draft
from guide.translations import AcceptError, accept, places_of


def record_reading(root: Path, proposal: Proposal, role: str, today: dt.date) -> list[str]:
    """Records, below ``root``, that someone with an editor's ``role`` has read the translations a second time.

    Gives what could not be recorded, one sentence each.
    """
    draft, _ = read_draft(root)
    place, refused = places_of(draft)[proposal.place], []
    for locale in proposal.translated:
        ledger = draft.ledgers.get((locale, proposal.place))
        # Of a file that has its record, only the new part was read.
        first = ledger is None or ledger.read_twice is None
        try:
            accept(root, place, locale, proposal.sections, ledger=ledger, role=role, today=today, read_twice=first)
        except AcceptError as error:
            refused.append(str(error))
    return refused


def command(proposal: Proposal, locale: str) -> str:
    """The command that records it later; the first reading of a new place is of the whole of it."""
    what = " ".join([proposal.place, locale, *(proposal.sections or ())])
    return f"python3 scripts/translations.py accept {what} --role ROLE" + ("" if proposal.sections else " --read-twice")
