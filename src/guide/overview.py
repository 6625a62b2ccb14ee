"""Counts over the collaborations. Every figure knows how many records it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from guide.records import Collaboration, Form, Guide


@dataclass(frozen=True)
class Counts:
    """How many records there are, and for how many each fact is known.

    ``median_members`` is the median number of members over the records whose
    number is known (None where none is).
    """

    total: int
    active: int
    founded_known: int
    members_known: int
    evidence_known: int
    median_members: float | None


@dataclass(frozen=True)
class FormRow:
    form: Form
    counts: Counts


def count(collaborations: Iterable[Collaboration]) -> Counts:
    records = list(collaborations)
    sizes = [c.known_member_count for c in records if c.known_member_count is not None]
    return Counts(
        total=len(records),
        active=sum(c.status == "active" for c in records),
        founded_known=sum(c.founded is not None for c in records),
        members_known=len(sizes),
        evidence_known=sum(c.last_evidence is not None for c in records),
        median_members=median(sizes) if sizes else None,
    )


def of_country(guide: Guide, country: str) -> tuple[Collaboration, ...]:
    return tuple(c for c in guide.collaborations.values() if c.country == country)


def by_form(guide: Guide) -> tuple[FormRow, ...]:
    """A row for each form in use, in the order of data/forms.yml."""
    rows = []
    for form in guide.forms.values():
        records = [c for c in guide.collaborations.values() if c.form.id == form.id]
        if records:
            rows.append(FormRow(form, count(records)))
    return tuple(rows)


def in_one_line(names: Iterable[str]) -> str:
    """Names in a row: in small letters where they are no acronym, between semicolons where one has a comma itself.

    >>> in_one_line(["IKT-drift", "Økonomi, lønn og personal"])
    'IKT-drift; økonomi, lønn og personal'
    """
    written = [name if name[1:2].isupper() else name[:1].lower() + name[1:] for name in names]
    return ("; " if any("," in name for name in written) else ", ").join(written)
