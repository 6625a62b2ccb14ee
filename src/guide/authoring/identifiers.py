"""Ids and addresses proposed from a name in any of the three languages."""

from __future__ import annotations

import re
import unicodedata

# As the ids of the guide are written: Værnes → vaernes, Trøndelag → trondelag, Hälsingland → halsingland.
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ł": "l", "&": " og "})
# Names Windows gives to devices: no file can be called so there.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def propose(name: str, limit: int = 60) -> str:
    """An id made from ``name``; empty when it has no letter or digit that can be used.

    >>> propose("IKT-samarbeidet i Ås & Våler (2. forsøk)")
    'ikt-samarbeidet-i-as-og-valer-2-forsok'
    """
    # Composed first: an a and a ring written apart would lose the ring before the table sees it.
    plain = unicodedata.normalize("NFC", name).casefold().translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    ident = "-".join(re.findall(r"[a-z0-9]+", plain))
    if len(ident) > limit:
        ident = ident[: limit + 1].rpartition("-")[0] or ident[:limit]
    return f"{ident}-1" if _DEVICES.match(ident) else ident


def is_id(text: str) -> bool:
    """Whether ``text`` can be an id, and a file name on every system."""
    return bool(ID.match(text)) and not _DEVICES.match(text)
