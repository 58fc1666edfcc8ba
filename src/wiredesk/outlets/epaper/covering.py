"""What of a press's page is covered when a story on it is withdrawn: its words, and what may belong to them. Pure.

Nobody tells whose a press's picture is, and words find nine of ten lines of a story. So lines of no story that stand
close by go too, and every picture that is not nearer to another story; where the page is one picture, all of it does.
Better too much than a line or a face too little: the desk can print the page again without the story.
"""

from collections.abc import Iterable, Sequence

from wiredesk.outlets.epaper.printed import Box, PrintedPage

_WHOLE = 0.6
"""Share of a page from which a picture is the page: a scan, of which nobody knows what stands where."""

_LINE, _CAPTION = 1.5, 1.8
"""Lines' heights between a line and what it goes with: text, and a picture above or below it."""

_FAR = 150.0
"""Points between a story and a picture of it, at most."""

_WORN = 2.0
"""Points by which boxes that touch may lie apart."""


def covered(page: PrintedPage, away: Iterable[str]) -> tuple[Box, ...]:
    """The parts of a press's page that show one of these stories, or may."""
    gone = set(away)
    own = [one.box for one in page.regions if one.story in gone]
    own += [one.box for one in page.lines if one.story in gone]
    if not own:
        return ()
    pictures = page.pictures or ()
    if any(box.width * box.height >= _WHOLE * page.width * page.height for box in pictures):
        return (Box(0, 0, page.width, page.height),)
    others = [one.box for one in page.regions if one.story not in gone and not one.covered]
    others += [one.box for one in page.lines if one.story and one.story not in gone]
    loose = [one.box for one in page.lines if not one.story and not any(_inside(one.box, box) for box in others)]
    found = _with_lines(own, loose, _LINE)
    shown = [box for box in pictures if _is_of(box, found, others)]
    return (*found, *_with_lines(shown, [one for one in loose if one not in found], _CAPTION))


def _is_of(picture: Box, own: Sequence[Box], others: Sequence[Box]) -> bool:
    near = min(_apart(picture, box) for box in own)
    return near <= _FAR and near <= min((_apart(picture, box) for box in others), default=_FAR) + _WORN


def _with_lines(boxes: Sequence[Box], loose: Sequence[Box], lines: float) -> list[Box]:
    """These and every line that stands right above or below one of them, and so on from line to line."""
    found, left = list(boxes), list(loose)
    fresh = list(boxes)
    while fresh:
        next_to = [one for one in left if any(_follows(one, box, lines * one.height) for box in fresh)]
        left = [one for one in left if one not in next_to]
        found += next_to
        fresh = next_to
    return found


def _follows(line: Box, box: Box, far: float) -> bool:
    across = min(line.x + line.width, box.x + box.width) - max(line.x, box.x)
    gap = max(line.y - (box.y + box.height), box.y - (line.y + line.height))
    return across > 0 and gap <= far


def _apart(box: Box, other: Box) -> float:
    """Points between two rectangles, the longer way of across and down; 0 where they meet."""
    across = max(box.x - (other.x + other.width), other.x - (box.x + box.width), 0.0)
    down = max(box.y - (other.y + other.height), other.y - (box.y + box.height), 0.0)
    return max(across, down)


def _inside(box: Box, other: Box) -> bool:
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return other.x <= x <= other.x + other.width and other.y <= y <= other.y + other.height
