"""What stays together on a page of a publication.

A note must stand on the page of its number. Typst keeps to that for lines and
for blocks that are not cut, where nothing before them sticks to them; it does
not for what sticks to the next, nor for a block that is cut. So what holds
notes is set in blocks that are not cut, an introduction reserves the room of
what it introduces (``lead``), and a box is a row of blocks (``panel``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from lxml.html import HtmlElement

from guide.book.typst_values import literal

# Blocks that may stand on different pages.
CUT = "\n\n\n"
# Letters on a line of the text, and of small lines in a box.
LINE, SMALL_LINE = 88, 96
# A box with fewer lines is not cut; what is longer than the second may be, inside.
SHORT_BOX, LONG_GROUP = 10, 24
TOKEN = re.compile(r'#note\("[^"]*"\)|"((?:[^"\\]|\\.)*)"|[\[\]]')
# What may not be the last on its page, and how a page is ended.
INTRODUCING = ("#head(", "#topic(", "#lead(", "#sticking[", "#caption[")
BREAK = "#colbreak(weak: true)"
SETTLES = 12_000  # letters of Typst, some three pages, after which a new page has no more effect on notes
HEADS = ("#label-line", "#title-line", "#facts-line")


def read_letters(typst: str) -> tuple[int, int]:
    """How many letters a part shows on its lines, and how many notes it has."""
    letters = notes = depth = 0
    in_note = None
    for token in TOKEN.finditer(typst):
        if token[0].startswith("#note"):
            notes += 1
            in_note = depth if in_note is None else in_note
        elif token[0] == "[":
            depth += 1
        elif token[0] == "]":
            depth -= 1
            if in_note == depth:
                in_note = None
        elif in_note is None:
            letters += len(token[1])
    return letters, notes


def lines_of(typst: str) -> float:
    """About how many lines of the text a part takes, with its notes and the room around it."""
    letters, notes = read_letters(typst)
    items = typst.count("], [") if typst.startswith(("#list", "#enum")) else 0
    return 1.4 + letters // LINE + items + notes * 1.6


def panel(kind: str, parts: Sequence[str]) -> str:
    """A box: cut only between its groups, and not at all when it is short.

    The first group holds the label and the title; lines of sources, reservations and
    where to read more follow what they belong to.
    """
    groups: list[list[str]] = [[]]
    for part in parts:
        begun = [one for one in groups[-1] if not one.startswith((*HEADS, "#country-line"))]
        if part.startswith("#name-line") or (part.startswith("#country-line") and begun):
            new = bool(begun)
        else:
            new = bool(begun) and not part.startswith("#small-line") and not groups[-1][0].startswith(("#name-line", "#country-line")) and not _names(groups[-1])
        if new:
            groups.append([])
        groups[-1].append(part)
    if sum(map(lines_of, parts)) <= SHORT_BOX:
        groups = [list(parts)]
    if len(groups) > 1 and sum(map(lines_of, groups[-1])) < 4:
        groups[-2:] = [groups[-2] + groups[-1]]
    out = []
    for number, group in enumerate(groups):
        place = f"{'true' if number == 0 else 'false'}, {'true' if number == len(groups) - 1 else 'false'}"
        long = "true" if sum(map(lines_of, group)) > LONG_GROUP else "false"
        out.append(f"#panel({literal(kind)}, {place}, {long})[\n" + "\n\n".join(group) + "\n]")
    return CUT.join(out)


def _names(group: Sequence[str]) -> bool:
    return any(part.startswith("#name-line") for part in group)


def together(parts: list[str]) -> list[str]:
    """Binds headings to what is below them where that has notes: what leaves a page for its notes' sake would leave its heading behind."""
    out: list[str] = []
    for part in parts:
        first, *rest = part.split(CUT)
        if out and out[-1].startswith("#lead(") and first.startswith("#point(") and "#note(" in first:
            first = f"#whole[\n{out.pop()}\n\n{first}\n]"
        above = len(out)
        while above and re.match(r"#(?:head\(\d|topic\()", out[above - 1]):
            above -= 1
        if above < len(out) and "#note(" in first and first.startswith(("#whole[", "#lead(", "#panel(", "#point(", "#told[", "#entry[")):
            level = re.match(r"#(?:head\((\d)|topic\()", out[above])[1] or 2
            room = float(match[1]) if (match := re.match(r"#lead\(([\d.]+)\)", first)) else 0
            heads = out[above:]
            del out[above:]
            first = re.sub(r"^#lead\([\d.]+\)", "#whole", first)
            out.append(f"#together({level}, {room})[\n" + "\n\n".join([*heads, first]) + "\n]")
            out += rest
        else:
            out += [first, *rest]
    return out


def points(function: str, start: int, bodies: Sequence[str]) -> str:
    """A list with notes, point by point; its last point has another on its page, as has its first."""
    rooms = _rooms(bodies)
    return CUT.join(
        f"#point({function}, {start + number}, {'true' if number == 0 else 'false'}, {'true' if number == len(bodies) - 1 else 'false'}, "
        f"{rooms[number]:.1f})[\n{body}\n]"
        for number, body in enumerate(bodies)
    )


def held(bodies: Sequence[str]) -> list[str]:
    """The points of a list, of which the first and the last are not alone on a page."""
    return [f"#held({room:.1f})[{body}]" if room else body for room, body in zip(_rooms(bodies), bodies)]


def _rooms(bodies: Sequence[str]) -> list[float]:
    """The lines to be reserved below each point: those of the point after it where that is the second or the last."""
    after = [min(1 + read_letters(body)[0] // LINE, 5) for body in bodies[1:]] + [0]
    return [room if number == 0 or number == len(bodies) - 2 else 0 for number, room in enumerate(after)]


def room_for(following: HtmlElement | None) -> float:
    """How many lines a list or table must have on the page of what introduces it: those of two points or rows.

    Never more than they take without their notes: else a note that is set already could push the introduction, and with it the number of the note, to the next page.
    """
    if following is None:
        return 0
    if following.tag == "div":
        following = next(iter(following), None)
    if following is None:
        return 0
    if following.tag in ("ul", "ol"):
        first, *second = following.findall("li")[:2]
        # The first point holds room for the second (_rooms), after the space above the list.
        return 0.8 + min(_lines(first, LINE + 4), 4) + sum(min(_lines(item, LINE), 5) for item in second)
    if following.tag == "table":
        caption = 1.6 if following.find("caption") is not None else 0
        return min(caption + 0.8 + sum(row_lines(row) for row in [*following.findall("thead/tr"), *following.findall("tbody/tr")[:2]]), 24)
    return 0


def row_lines(row: HtmlElement) -> float:
    """About how many lines of the text the tallest cell of a row takes, in columns of the same width."""
    cells = [cell for cell in row if isinstance(cell.tag, str)]
    width = max(110 // max(len(cells), 1), 8)
    return 0.4 + 0.7 * max((_lines(cell, width) for cell in cells), default=1)


def _lines(element: HtmlElement, width: int) -> int:
    return 1 + len(" ".join(element.text_content().split())) // width


def break_before(text: str, notes: Sequence[str]) -> str:
    """Begins a new page before the blocks with these notes, and before what introduces them: their first note would stand on another page than its number.

    Of notes that are near each other only the first: a new page may be all that the others need.
    """
    blocks = text.split(CUT)
    before: set[int] = set()
    for name in notes:
        at = next(number for number, block in enumerate(blocks) if f'#note("{name}")' in block)
        while at and blocks[at - 1].lstrip().startswith(INTRODUCING):
            at -= 1
        before.add(at)
    last = -SETTLES
    starts = list(accumulate(map(len, blocks), initial=0))
    for at in sorted(before):
        if starts[at] - last >= SETTLES and BREAK not in blocks[at] and not any(BREAK in blocks[near] for near in range(max(at - 3, 0), at)):
            blocks[at] = f"{BREAK}\n\n{blocks[at]}"
            last = starts[at]
    return CUT.join(blocks)
