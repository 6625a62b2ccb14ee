"""Draws a steering model: from boxes in a grid and arrows between them to places on a sheet.

Nothing here knows HTML: a template sets what comes out as SVG. Every drawing is
made twice, for wide and for narrow room, with texts wrapped by their measured
widths. Lengths are in the unit of the drawing, which is a pixel where it is
shown at its own size; y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from guide.records import FigureArrow, FigureBox, FigureFrame, SteeringModel, Texts
from guide.text_width import text_width, wrapped

EDGE = 2.0  # room for half a line around the sheet
HEAD, HEAD_HALF = 9.0, 5.0  # length and half the width of an arrow's head
BESIDE = 8.0  # from an arrow to its words
SPARE = 4.0  # to the right of the words, where there is room
LEADING = 1.25
ASCENT, DESCENT = 0.75, 0.25  # of the letters, by their size
OWNERS_LINE = 4.0  # between the two lines around the owners
FOOT = 6.0  # below a name at the foot of a frame
CORNERS = {"strategy": 10.0, "supplier": 8.0, "unit": 8.0, "meeting": 16.0}  # how far from a corner the outline of a kind is not straight


@dataclass(frozen=True)
class Size:
    """One of the two sizes of a drawing: its width, the sizes of its letters and the distances in it.

    ``reach`` is the least length of an arrow; the words beside an upright arrow
    take ``arrow_room`` at most, those above a level one ``gutter_room``, or their longest word.
    """

    name: str
    width: float
    label: float
    text: float
    padding: float
    gap: float
    frame: float
    reach: float
    arrow_room: float
    gutter_room: float


WIDE = Size("wide", 640, 15, 13.5, 14, 20, 12, 40, 190, 120)
NARROW = Size("narrow", 288, 13, 12, 7, 8, 7, 30, 110, 0)
SIZES = (WIDE, NARROW)


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    def overlaps(self, other: Rect) -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def contains(self, other: Rect) -> bool:
        return self.x <= other.x and other.right <= self.right and self.y <= other.y and other.bottom <= self.bottom

    def inside(self, by: float) -> Rect:
        return Rect(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True)
class Line:
    """One line of text: ``x`` is its middle or its beginning, ``y`` its baseline, ``area`` what its letters cover."""

    text: str
    x: float
    y: float
    anchor: str
    bold: bool
    area: Rect


@dataclass(frozen=True)
class BoxDrawing:
    box: FigureBox
    area: Rect
    path: str
    lines: tuple[Line, ...]
    dividers: str


@dataclass(frozen=True)
class ArrowDrawing:
    """An arrow from one point to another; ``shaft`` and ``heads`` are paths, ``heads`` to be filled."""

    arrow: FigureArrow
    start: tuple[float, float]
    end: tuple[float, float]
    shaft: str
    heads: str
    lines: tuple[Line, ...]

    @property
    def area(self) -> Rect:
        (x1, y1), (x2, y2) = self.start, self.end
        return Rect(min(x1, x2) - HEAD_HALF * (y1 != y2), min(y1, y2) - HEAD_HALF * (x1 != x2), abs(x2 - x1) or 2 * HEAD_HALF, abs(y2 - y1) or 2 * HEAD_HALF)


@dataclass(frozen=True)
class FrameDrawing:
    frame: FigureFrame
    area: Rect
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Drawing:
    size: Size
    height: float
    frames: tuple[FrameDrawing, ...]
    boxes: tuple[BoxDrawing, ...]
    arrows: tuple[ArrowDrawing, ...]


@dataclass(frozen=True)
class Fault:
    """Something in a drawing that a reader could not read; ``part`` and ``number`` (from 0) tell which record of the model it is about."""

    part: str
    number: int
    message: str


def steering_model(value: dict[str, Any]) -> SteeringModel:
    """The record of a steering model that has passed its schema."""
    arrows = tuple(
        FigureArrow(arrow["from"], arrow["to"], arrow["kind"], arrow.get("label"), arrow.get("both_ways", False)) for arrow in value.get("arrows", ())
    )
    boxes = tuple(FigureBox(**{**box, "parts": tuple(box.get("parts", ()))}) for box in value["boxes"])
    frames = tuple(FigureFrame(**frame) for frame in value.get("frames", ()))
    return SteeringModel(**{**value, "boxes": boxes, "arrows": arrows, "frames": frames})


def crossed(model: SteeringModel, arrow: FigureArrow) -> tuple[str, ...] | None:
    """The ids of the boxes an arrow would go through; None when its ends share neither a row nor a column."""
    start, end = model.box(arrow.start), model.box(arrow.end)
    if start.row == end.row:
        left, right = sorted((start, end), key=lambda box: box.column)
        return tuple(box.id for box in model.boxes if box.row == left.row and left.column < box.column < right.column)
    shared = set(start.columns) & set(end.columns)
    if not shared:
        return None
    between = [box for box in model.boxes if min(start.row, end.row) < box.row < max(start.row, end.row)]
    return () if shared - {column for box in between for column in box.columns} else tuple(box.id for box in between if shared & set(box.columns))


def draw(model: SteeringModel, locale: str, size: Size) -> Drawing:
    """The drawing of a model whose boxes and arrows fit together, with the words of one language."""
    return _Sheet(model, locale, size).drawing()


class _Sheet:
    def __init__(self, model: SteeringModel, locale: str, size: Size):
        self.model, self.locale, self.size = model, locale, size
        self.columns = max(box.columns[-1] for box in model.boxes)
        self.rows = max(box.row for box in model.boxes)
        boxes = {box.id: box for box in model.boxes}
        self._ends = {arrow: (boxes[arrow.start], boxes[arrow.end]) for arrow in model.arrows}
        self._level = [arrow for arrow, (start, end) in self._ends.items() if start.row == end.row]
        self._upright = [arrow for arrow in self._ends if arrow not in self._level]
        self._place_columns()
        self._inner = {box.id: self._words_in(box) for box in model.boxes}
        self._place_rows()

    def drawing(self) -> Drawing:
        frames = tuple(self._frame(frame) for frame in self.model.frames)
        boxes = tuple(self._box(box) for box in self.model.boxes)
        drawn = {**self._draw_level(), **self._draw_upright(frames)}
        return Drawing(self.size, round(self._height, 1), frames, boxes, tuple(drawn[arrow] for arrow in self.model.arrows))

    # -- columns and rows ---------------------------------------------------------

    def _place_columns(self) -> None:
        """The left and right edge of each column; ``_left[1]`` is that of the first."""
        gaps = [0.0, *[self.size.gap] * (self.columns - 1), 0.0]
        for arrow in self._level:
            left, right = sorted(self._ends[arrow], key=lambda box: box.column)
            if left.columns[-1] + 1 == right.column:
                words = self._wrapped(arrow.label, self._gutter_room(arrow))
                gaps[right.column - 1] = max(gaps[right.column - 1], self.size.reach, self._widest(words) + 20)
        for frame in self.model.frames:
            gaps[frame.column - 1] += self.size.frame
            gaps[frame.column + frame.span - 1] += self.size.frame
        width = (self.size.width - 2 * EDGE - sum(gaps)) / self.columns
        self._left, self._right = [0.0], [0.0]
        x = EDGE
        for number in range(self.columns):
            x += gaps[number]
            self._left.append(x)
            x += width
            self._right.append(x)

    def _place_rows(self) -> None:
        """The top and height of each row, and the height of the whole."""
        heights = [max((self._inner[box.id].height for box in self.model.boxes if box.row == row), default=0.0) for row in range(1, self.rows + 1)]
        for row, arrows in self._by_row().items():
            heights[row - 1] = max(heights[row - 1], sum(self._lane_height(arrow) for arrow in arrows) + 8)
        gaps = [0.0, *[self.size.gap] * (self.rows - 1), 0.0]
        for lanes in self._lanes().values():
            for arrow, lane in lanes:
                start, end = self._ends[arrow]
                if abs(start.row - end.row) == 1:
                    needed = max(self._height_of(self._words_beside(arrow, lane)) + 12, self.size.reach)
                    gaps[max(start.row, end.row) - 1] = max(gaps[max(start.row, end.row) - 1], needed)
        for frame in self.model.frames:
            below = self._is_named_below(frame)
            named = self._height_of(self._frame_words(frame))
            gaps[frame.row - 1] += self.size.frame + (0 if below else named)
            gaps[frame.row + frame.rows - 1] += self.size.frame + (named + FOOT if below else 0)
        self._top, self._bottom = [0.0], [0.0]
        y = EDGE
        for number in range(self.rows):
            y += gaps[number]
            self._top.append(y)
            y += heights[number]
            self._bottom.append(y)
        self._height = y + gaps[-1] + EDGE

    def _area(self, box: FigureBox) -> Rect:
        x = self._left[box.column]
        return Rect(x, self._top[box.row], self._right[box.columns[-1]] - x, self._bottom[box.row] - self._top[box.row])

    # -- boxes ----------------------------------------------------------------------

    @dataclass(frozen=True)
    class _Words:
        """The lines of a box before its height is known: of the label, of the detail, of each part."""

        label: list[str]
        detail: list[str]
        parts: list[list[str]]
        height: float
        parts_height: float

    def _words_in(self, box: FigureBox) -> _Words:
        size, room = self.size, self._right[box.columns[-1]] - self._left[box.column] - 2 * self._padding(box)
        label = self._wrapped(box.label, room, bold=True)
        detail = self._wrapped(box.detail, room)
        cell = (room + 2 * self._padding(box)) / max(len(box.parts), 1) - size.padding
        parts = [self._wrapped(part, cell) for part in box.parts]
        parts_height = max(map(self._height_of, parts)) + size.padding if parts else 0.0
        inner = self._height_of(label, bold=True) + self._height_of(detail) + (2 if detail else 0)
        return self._Words(label, detail, parts, inner + parts_height + (2 if box.kind == "owners" else 1.3) * size.padding, parts_height)

    def _padding(self, box: FigureBox) -> float:
        return self.size.padding + (OWNERS_LINE if box.kind == "owners" else 0)

    def _box(self, box: FigureBox) -> BoxDrawing:
        area, words = self._area(box), self._inner[box.id]
        inner = self._height_of(words.label, bold=True) + self._height_of(words.detail) + (2 if words.detail else 0)
        y = area.y + (area.height - words.parts_height - inner) / 2
        lines = self._lines(words.label, area.middle, y, bold=True)
        lines += self._lines(words.detail, area.middle, y + self._height_of(words.label, bold=True) + 2)
        dividers = ""
        if words.parts:
            top, width = area.bottom - words.parts_height, area.width / len(words.parts)
            dividers = f"M{_n(area.x)} {_n(top)}H{_n(area.right)}"
            for number, part in enumerate(words.parts):
                x = area.x + number * width
                dividers += f"M{_n(x)} {_n(top)}V{_n(area.bottom)}" if number else ""
                lines += self._lines(part, x + width / 2, top + (words.parts_height - self._height_of(part)) / 2)
        return BoxDrawing(box, area, outline(box.kind, area), tuple(lines), dividers)

    # -- arrows -----------------------------------------------------------------------

    def _by_row(self) -> dict[int, list[FigureArrow]]:
        rows: dict[int, list[FigureArrow]] = {}
        for arrow in self._level:
            rows.setdefault(self._ends[arrow][0].row, []).append(arrow)
        return rows

    def _gutter_room(self, arrow: FigureArrow) -> float:
        words = arrow.label[self.locale].split() if arrow.label else []
        return max([self.size.gutter_room, *(text_width(word, self.size.text) for word in words)])

    def _lane_height(self, arrow: FigureArrow) -> float:
        return self._height_of(self._wrapped(arrow.label, self._gutter_room(arrow))) + 2 * HEAD_HALF + 6

    def _draw_level(self) -> dict[FigureArrow, ArrowDrawing]:
        drawn = {}
        for row, arrows in self._by_row().items():
            pairs: dict[frozenset[FigureBox], list[FigureArrow]] = {}
            for arrow in arrows:
                pairs.setdefault(frozenset(box.id for box in self._ends[arrow]), []).append(arrow)
            for lanes in pairs.values():
                left, right = sorted(self._ends[lanes[0]], key=lambda box: box.column)
                x1, x2 = self._area(left).right, self._area(right).x
                y = (self._top[row] + self._bottom[row] - sum(map(self._lane_height, lanes))) / 2
                for arrow in lanes:
                    words = self._wrapped(arrow.label, self._gutter_room(arrow))
                    lines = self._lines(words, (x1 + x2) / 2, y)
                    y += self._lane_height(arrow)
                    at = y - HEAD_HALF - 3
                    start, end = ((x1, at), (x2, at)) if self._ends[arrow][0] is left else ((x2, at), (x1, at))
                    drawn[arrow] = _arrow(arrow, start, end, lines)
        return drawn

    def _lanes(self) -> dict[tuple[str, str], list[tuple[FigureArrow, Rect]]]:
        """The upright arrows of each pair of boxes, each with the stretch of x it may use (its y and height are not set)."""
        pairs: dict[tuple[str, str], list[FigureArrow]] = {}
        for arrow in self._upright:
            upper, lower = sorted(self._ends[arrow], key=lambda box: box.row)
            pairs.setdefault((upper.id, lower.id), []).append(arrow)
        lanes = {}
        for pair, arrows in pairs.items():
            upper, lower = sorted(self._ends[arrows[0]], key=lambda box: box.row)
            taken = {column for box in self.model.boxes if upper.row < box.row < lower.row for column in box.columns}
            free = [column for column in upper.columns if column in lower.columns and column not in taken]
            run = max(_runs(free), key=len)
            x, width = self._left[run[0]], (self._right[run[-1]] - self._left[run[0]]) / len(arrows)
            lanes[pair] = [(arrow, Rect(x + number * width, 0, width, 0)) for number, arrow in enumerate(arrows)]
        return lanes

    def _words_beside(self, arrow: FigureArrow, lane: Rect) -> list[str]:
        return self._wrapped(arrow.label, min(lane.width - self._corner(arrow) - BESIDE, self.size.arrow_room))

    def _shaft_x(self, arrow: FigureArrow, lane: Rect) -> float:
        """The middle of the lane, or as far left of it as the words need and the corners of the boxes allow."""
        words = self._words_beside(arrow, lane)
        return max(lane.x + self._corner(arrow), min(lane.middle, lane.right - BESIDE - self._widest(words) - SPARE)) if words else lane.middle

    def _corner(self, arrow: FigureArrow) -> float:
        return max(HEAD_HALF, *(CORNERS.get(box.kind, 0.0) for box in self._ends[arrow]))

    def _draw_upright(self, frames: tuple[FrameDrawing, ...]) -> dict[FigureArrow, ArrowDrawing]:
        drawn = {}
        for lanes in self._lanes().values():
            for arrow, lane in lanes:
                words = self._words_beside(arrow, lane)
                upper, lower = sorted(self._ends[arrow], key=lambda box: box.row)
                y1, y2 = self._area(upper).bottom, self._area(lower).y
                beside = BESIDE + self._widest(words) if words else 0.0
                x = self._shaft_x(arrow, lane)
                top = _free_middle(y1, y2, Rect(x, y1, beside, y2 - y1), frames) - self._height_of(words) / 2
                lines = self._lines(words, x + BESIDE, top, anchor="start")
                start, end = ((x, y1), (x, y2)) if self._ends[arrow][0] is upper else ((x, y2), (x, y1))
                drawn[arrow] = _arrow(arrow, start, end, lines)
        return drawn

    # -- frames -------------------------------------------------------------------------

    def _is_named_below(self, frame: FigureFrame) -> bool:
        """Where a frame begins within another, its name stands at its foot, clear of the other's boxes."""
        return any(other.row < frame.row < other.row + other.rows for other in self.model.frames)

    def _frame_words(self, frame: FigureFrame) -> list[str]:
        room = self._right[frame.column + frame.span - 1] - self._left[frame.column]
        return self._wrapped(frame.label, room)

    def _through(self, row: int) -> list[float]:
        """Where upright arrows go through the gap above a row."""
        lanes = [lane for lanes in self._lanes().values() for lane in lanes]
        return [self._shaft_x(arrow, lane) for arrow, lane in lanes if min(end.row for end in self._ends[arrow]) < row <= max(end.row for end in self._ends[arrow])]

    def _frame(self, frame: FigureFrame) -> FrameDrawing:
        pad, frames = self.size.frame, self.model.frames
        later = frames[frames.index(frame) + 1 :]

        def steps(edge) -> float:
            """How far out an edge lies: frames that share it lie within one another, the first outermost."""
            return pad * (1 + sum(edge(other) == edge(frame) for other in later))

        below, words = self._is_named_below(frame), self._frame_words(frame)
        named = self._height_of(words) + (FOOT if below else 0)
        x, right = self._left[frame.column] - steps(lambda f: f.column), self._right[frame.column + frame.span - 1] + steps(lambda f: f.column + f.span)
        top = self._top[frame.row] - steps(lambda f: f.row) - (0 if below else named)
        bottom = self._bottom[frame.row + frame.rows - 1] + steps(lambda f: f.row + f.rows) + (named if below else 0)
        # At the right where an arrow goes through the left end of the name.
        left = x + pad
        if any(left - HEAD_HALF < shaft < left + self._widest(words) + HEAD_HALF for shaft in self._through(frame.row + frame.rows if below else frame.row)):
            left = right - pad - self._widest(words)
        lines = self._lines(words, left, bottom - named if below else top + 2, anchor="start")
        return FrameDrawing(frame, Rect(x, top, right - x, bottom - top), tuple(lines))

    # -- words ----------------------------------------------------------------------------

    def _wrapped(self, texts: Texts | None, room: float, bold: bool = False) -> list[str]:
        return wrapped(texts[self.locale], self._letters(bold), room, bold) if texts else []

    def _letters(self, bold: bool) -> float:
        return self.size.label if bold else self.size.text

    def _widest(self, words: list[str], bold: bool = False) -> float:
        return max((text_width(line, self._letters(bold), bold) for line in words), default=0.0)

    def _height_of(self, words: list[str], bold: bool = False) -> float:
        return len(words) * self._letters(bold) * LEADING

    def _lines(self, words: list[str], x: float, top: float, anchor: str = "middle", bold: bool = False) -> list[Line]:
        size, lines = self._letters(bold), []
        for number, text in enumerate(words):
            width = text_width(text, size, bold)
            baseline = top + size * (number * LEADING + (LEADING + ASCENT - DESCENT) / 2)
            area = Rect(x - width / 2 if anchor == "middle" else x, baseline - size * ASCENT, width, size * (ASCENT + DESCENT))
            lines.append(Line(text, round(x, 1), round(baseline, 1), anchor, bold, area))
        return lines


def faults(drawing: Drawing) -> Iterator[Fault]:
    """What a reader could not read: words outside their box or on top of something else, arrows through what they do not join."""
    sheet = Rect(0, 0, drawing.size.width, drawing.height)
    words = [("boxes", number, line) for number, drawn in enumerate(drawing.boxes) for line in drawn.lines]
    for _, number, line in words:
        box = drawing.boxes[number]
        if not box.area.inside(3 + (OWNERS_LINE if box.box.kind == "owners" else 0)).contains(line.area):
            yield Fault("boxes", number, f'"{line.text}" is too wide for its box')
        elif any(other is not line and other.area.overlaps(line.area) for other in box.lines):
            yield Fault("boxes", number, f'"{line.text}" would stand on the words beside it')
    free = [("frames", number, line) for number, drawn in enumerate(drawing.frames) for line in drawn.lines]
    free += [("arrows", number, line) for number, drawn in enumerate(drawing.arrows) for line in drawn.lines]
    for part, number, line in free:
        arrows = [other for other in drawing.arrows if other.area.overlaps(line.area)]
        others = [other for place, place_number, other in free if (place, place_number) != (part, number) and other.area.overlaps(line.area)]
        if not sheet.contains(line.area) or arrows or others or any(drawn.area.overlaps(line.area) for drawn in drawing.boxes):
            yield Fault(part, number, f'there is no room for "{line.text}"')
        elif any(drawn.area.overlaps(line.area) and not drawn.area.contains(line.area) for drawn in drawing.frames):
            yield Fault(part, number, f'"{line.text}" would stand on the line of a frame')
    for number, drawn in enumerate(drawing.arrows):
        if any(box.area.overlaps(drawn.area) for box in drawing.boxes):
            yield Fault("arrows", number, "the arrow would go through a box")
    for (number, first), (_, second) in combinations(enumerate(drawing.arrows), 2):
        if first.area.overlaps(second.area):
            yield Fault("arrows", number, "the arrow would run into another")


def outline(kind: str, area: Rect) -> str:
    """The outline of a box as a path; the shape tells the kind also where there are no colours."""
    x, y, right, bottom = _n(area.x), _n(area.y), _n(area.right), _n(area.bottom)
    if kind == "owners":
        within = area.inside(OWNERS_LINE)
        return f"M{x} {y}H{right}V{bottom}H{x}ZM{_n(within.x)} {_n(within.y)}H{_n(within.right)}V{_n(within.bottom)}H{_n(within.x)}Z"
    corner = min(CORNERS.get(kind, 0.0), area.height / 2)
    if not corner:
        return f"M{x} {y}H{right}V{bottom}H{x}Z"
    inner = area.inside(corner)
    left_in, top_in, right_in, bottom_in = _n(inner.x), _n(inner.y), _n(inner.right), _n(inner.bottom)
    if kind == "strategy":  # corners cut off
        turns = [f"L{right} {top_in}", f"L{right_in} {bottom}", f"L{x} {bottom_in}", f"L{left_in} {y}"]
    else:
        arc = f"A{_n(corner)} {_n(corner)} 0 0 1 "
        turns = [f"{arc}{right} {top_in}", f"{arc}{right_in} {bottom}", f"{arc}{x} {bottom_in}", f"{arc}{left_in} {y}"]
    return f"M{left_in} {y}H{right_in}{turns[0]}V{bottom_in}{turns[1]}H{left_in}{turns[2]}V{top_in}{turns[3]}Z"


def _arrow(arrow: FigureArrow, start: tuple[float, float], end: tuple[float, float], lines: list[Line]) -> ArrowDrawing:
    (x1, y1), (x2, y2) = start, end
    along_x, along_y = ((x2 > x1) - (x2 < x1)), ((y2 > y1) - (y2 < y1))

    def head(x: float, y: float, sign: int) -> str:
        back_x, back_y = x - sign * along_x * HEAD, y - sign * along_y * HEAD
        return (
            f"M{_n(x)} {_n(y)}L{_n(back_x + along_y * HEAD_HALF)} {_n(back_y + along_x * HEAD_HALF)}"
            f"L{_n(back_x - along_y * HEAD_HALF)} {_n(back_y - along_x * HEAD_HALF)}Z"
        )

    # The shaft ends within its head, or a thick one would show beside the point.
    short = HEAD - 2
    from_x, from_y = (x1 + along_x * short, y1 + along_y * short) if arrow.both_ways else (x1, y1)
    shaft = f"M{_n(from_x)} {_n(from_y)}L{_n(x2 - along_x * short)} {_n(y2 - along_y * short)}"
    return ArrowDrawing(arrow, start, end, shaft, head(x2, y2, 1) + (head(x1, y1, -1) if arrow.both_ways else ""), tuple(lines))


def _free_middle(top: float, bottom: float, column: Rect, frames: tuple[FrameDrawing, ...]) -> float:
    """The middle of the longest stretch between ``top`` and ``bottom`` without the line or the name of a frame."""
    blocked = [(line.area.y, line.area.bottom) for drawn in frames for line in drawn.lines if line.area.overlaps(column)]
    blocked += [(y, y) for drawn in frames if drawn.area.x < column.right and column.x < drawn.area.right for y in (drawn.area.y, drawn.area.bottom)]
    at, best = top, (top, top)
    for start, end in [*sorted((start, end) for start, end in blocked if top < end and start < bottom), (bottom, bottom)]:
        best = max(best, (at, start), key=lambda stretch: stretch[1] - stretch[0])
        at = max(at, end)
    return sum(best) / 2


def _runs(numbers: list[int]) -> list[list[int]]:
    """Numbers in order, split where one is left out."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _n(number: float) -> str:
    """A number as written in a path."""
    return f"{round(number, 1):g}"
