"""From lines that belong to stories to the regions of a page, each a link: pure.

A story's lines are gathered column by column. They make one region where nothing of another story lies between them,
and several where something does. What stands directly above in larger type is the headline.
"""

from collections.abc import Mapping, Sequence

import msgspec

from wiredesk.common.words import words
from wiredesk.outlets.epaper.matching import Matched, typed
from wiredesk.outlets.epaper.pdf_orders import Glyphs
from wiredesk.outlets.epaper.printed import Box, Line, Part, PrintedPage, Region

_LARGE = 1.3
"""From so many times the size of most type on, a line is a headline's."""

_NEAR, _NEAR_KNOWN = 24.0, 130.0
"""Points between a headline and its text: where nothing but the place says so, and where its words do."""

_LEAST_WORDS = 3
"""Words of a headline that is not the one on the web: a running head has fewer."""

_LEAST_LINES = 3
"""Lines that vouch for a part of a story by itself."""

_BREAK = "\u2010"
_BAND = 30.0


def union(boxes: Sequence[Box]) -> Box:
    """The rectangle around these."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def meets(box: Box, other: Box) -> bool:
    """Whether the middle of the first lies in the second."""
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return other.x <= x <= other.x + other.width and other.y <= y <= other.y + other.height


def page_of(matched: Matched, headlines: Mapping[str, str], direction: str) -> PrintedPage:
    """A page as it is kept: its lines, and a region for each story that was found on it."""
    page, lines = matched.page, matched.page.lines
    body = typed(lines)
    stories = list(matched.stories)
    parts = [Part.BODY] * len(lines)
    groups = {story: _groups(lines, stories, story) for story in dict.fromkeys(stories) if story}
    for story, boxes in groups.items():
        for at in _headline(lines, stories, boxes[0], headlines.get(story, ""), body):
            stories[at], parts[at] = story, Part.HEADLINE
            boxes[0] = union([boxes[0], lines[at].box])
    regions = [
        Region(box=box, headline=headlines.get(story, ""), story=story)
        for story, boxes in groups.items()
        for box in boxes
    ]
    side = -1 if direction == "rtl" else 1
    regions.sort(key=lambda one: (round(one.box.y / _BAND), side * one.box.x))
    return PrintedPage(
        number=page.number,
        section="",
        width=page.width,
        height=page.height,
        regions=tuple(regions),
        pictures=page.pictures,
        lines=tuple(
            Line(box=line.box, text=_printed(line.text, hyphen=hyphen), part=part, story=story)
            for line, hyphen, part, story in zip(lines, matched.hyphens, parts, stories, strict=True)
        ),
    )


def _printed(text: str, *, hyphen: bool) -> str:
    return text.rstrip()[:-1] + _BREAK if hyphen else text


def _groups(lines: Sequence[Glyphs], stories: list[str], story: str) -> list[Box]:
    """The boxes of one story, the topmost first: as few as hold no other story's line.

    One line or two apart from all others of their story are a sentence that other stories have too: they are given up.
    """
    foreign = [line.box for line, one in zip(lines, stories, strict=True) if one and one != story]
    own = [at for at, one in enumerate(stories) if one == story]
    merged: list[tuple[Box, list[int]]] = []
    for at in sorted(own, key=lambda one: (lines[one].box.x, lines[one].box.y)):
        for place, (box, members) in enumerate(merged):
            both = union([box, lines[at].box])
            if not any(meets(one, both) for one in foreign):
                merged[place] = (both, [*members, at])
                break
        else:
            merged.append((lines[at].box, [at]))
    most = max(len(members) for _, members in merged)
    least = min(_LEAST_LINES, most)
    kept = [box for box, members in merged if len(members) >= least]
    for _, members in merged:
        if len(members) < least:
            for at in members:
                stories[at] = ""
    return sorted(kept, key=lambda one: (one.y, one.x))


def _headline(lines: Sequence[Glyphs], stories: Sequence[str], box: Box, headline: str, body: float) -> list[int]:
    """The lines of larger type above a story, the nearest first, as far as they are its headline."""
    known = set(words(headline))
    large = [
        at
        for at, line in enumerate(lines)
        if not stories[at] and line.size >= _LARGE * body and line.box.y + line.box.height / 2 < box.y + box.height
    ]
    found: list[int] = []
    area = box
    for at in sorted(large, key=lambda one: -lines[one].box.y):
        line = lines[at]
        own = set(words(line.text))
        said = len(own) > 1 and len(own & known) >= 0.6 * len(own)
        gap = area.y - (line.box.y + line.box.height)
        middle = line.box.x + line.box.width / 2
        beside = area.x - 6 <= middle <= area.x + area.width + 6
        between = any(one and _lies_between(lines[other].box, line.box, area) for other, one in enumerate(stories))
        own_words = len(words(line.text)) >= _LEAST_WORDS
        if beside and not between and (gap < _NEAR_KNOWN if said else own_words and gap < _NEAR):
            found.append(at)
            area = msgspec.structs.replace(union([area, line.box]), x=area.x, width=area.width)
    return found


def _lies_between(box: Box, upper: Box, lower: Box) -> bool:
    """Whether a line stands below one and above another, in their column."""
    x, y = box.x + box.width / 2, box.y + box.height / 2
    left, right = max(upper.x, lower.x), min(upper.x + upper.width, lower.x + lower.width)
    return upper.y + upper.height <= y <= lower.y and left <= x <= right
