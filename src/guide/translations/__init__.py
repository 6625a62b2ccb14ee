"""Which source text each translation was made from, and what has changed since.

A *place* is one file that is translated: a page (``anchoring/index``) or a data
file with texts (``data/glossary``, ``data/collaborations/itsam``). It has
*sections*: the headings of a page, the records of a data file. The ledger of a
place in one language, ``data/translations/<language>/<place>.yml``, remembers
for each section the hash of the source text, the day and the role of who read
the translation.
"""

from guide.translations.ledger import AcceptError, Entry, Ledger, accept, ledger_path, mark_minor, read_ledgers
from guide.translations.places import TOP, Place, Section, digest, page_place, places_of
from guide.translations.state import PlaceState, SectionState, State, states_of

__all__ = [
    "AcceptError", "Entry", "Ledger", "Place", "PlaceState", "Section", "SectionState", "State", "TOP",
    "accept", "digest", "ledger_path", "mark_minor", "page_place", "places_of", "read_ledgers", "states_of",
]
