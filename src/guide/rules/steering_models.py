"""A steering model can be drawn: arrows join boxes, no two boxes share a place, and every word has room in each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guide import LOCALES
from guide.problems import Problem, suggest
from guide.records import SteeringModel
from guide.steering_models import NARROW, SIZES, crossed, draw, faults, steering_model

if TYPE_CHECKING:
    from guide.read import Document, Draft

# part of a model, number of the record in it, key of that record, message, fix
Complaint = tuple[str, int, str, str, str]


def check(draft: Draft, problems: list[Problem]) -> None:
    document = draft.files.get("steering-models")
    if document is None or any(problem.path == document.name for problem in problems):
        return  # what breaks the schema is told first; a half record cannot be drawn
    for number, record in enumerate(document.records):
        model = steering_model(record)
        complaints = list(_structure(model)) or list(_words(model))
        problems.extend(_problem(document, number, complaint) for complaint in complaints)


def _problem(document: Document, number: int, complaint: Complaint) -> Problem:
    part, place, key, message, fix = complaint
    field = f"[{number + 1}].{part}[{place + 1}]" + (f".{key}" if key else "")
    return Problem(document.name, document.line(number, part, place, key) if key else document.line(number, part, place), field, message, fix)


def _structure(model: SteeringModel) -> Iterator[Complaint]:
    known: dict[str, int] = {}
    taken: dict[tuple[int, int], str] = {}
    for number, box in enumerate(model.boxes):
        if box.id in known:
            yield "boxes", number, "id", f'another box of this figure is called "{box.id}"', "give one of them another id"
        known.setdefault(box.id, number)
        for column in box.columns:
            if (other := taken.setdefault((box.row, column), box.id)) != box.id:
                yield "boxes", number, "column", f'row {box.row}, column {column} is taken by the box "{other}"', "move one of them, or change its span"
                break
    joinable = True
    for number, arrow in enumerate(model.arrows):
        for key, ident in (("from", arrow.start), ("to", arrow.end)):
            if ident not in known:
                joinable = False
                yield "arrows", number, key, f'there is no box "{ident}" in this figure', suggest(ident, known)
        if arrow.start == arrow.end and arrow.end in known:
            joinable = False
            yield "arrows", number, "to", "the arrow ends where it begins", "let it end at another box"
    for number, arrow in enumerate(model.arrows) if joinable and len(known) == len(model.boxes) else ():
        through = crossed(model, arrow)
        if through is None:
            yield "arrows", number, "to", f'"{arrow.start}" and "{arrow.end}" share neither a row nor a column, and arrows are straight', "move one of the boxes, or widen it with span"
        elif through:
            yield "arrows", number, "to", f'the arrow would go through the box "{through[0]}"', "move that box, or leave a column free beside it"
    for number, frame in enumerate(model.frames):
        held = [box for box in model.boxes if frame.holds(box)]
        cut = [box for box in model.boxes if box.row in range(frame.row, frame.row + frame.rows) and 0 < sum(c in range(frame.column, frame.column + frame.span) for c in box.columns) < box.span]
        rows, columns = max(box.row for box in model.boxes), max(box.columns[-1] for box in model.boxes)
        if frame.row + frame.rows - 1 > rows or frame.column + frame.span - 1 > columns:
            yield "frames", number, "", f"the frame reaches beyond the boxes, which fill {rows} rows and {columns} columns", "make it smaller"
        elif cut:
            yield "frames", number, "column", f'the frame would cut the box "{cut[0].id}" in two', "let it hold all of the box, or none of it"
        elif not held:
            yield "frames", number, "", "there is no box in the frame", "move it, or remove it"


def _words(model: SteeringModel) -> Iterator[Complaint]:
    """Each fault once, in the first language and size that has it."""
    told = set()
    for locale in LOCALES:
        for size in SIZES:
            for fault in faults(draw(model, locale, size)):
                if (place := (fault.part, fault.number)) not in told:
                    told.add(place)
                    where = f" on a narrow screen ({locale})" if size is NARROW else f" ({locale})"
                    yield fault.part, fault.number, "", fault.message + where, "use fewer or shorter words, or give it more columns"
