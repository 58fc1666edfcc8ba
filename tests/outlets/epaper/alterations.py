"""Ways to spoil an issue behind the make-up's back: one line or one letter altered, dropped or moved.

Half of them change what the issue says it prints, half the PDF itself; `spoil` says what it did.
"""

from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from random import Random

import msgspec

from wiredesk.outlets.epaper.makeup.make import Kept, kept_beside
from wiredesk.outlets.epaper.makeup.offer import IssuePlan
from wiredesk.outlets.epaper.makeup.setting import Setter
from wiredesk.outlets.epaper.makeup.sheet import Image, Rule, Sheet, Sheets, Text
from wiredesk.outlets.epaper.makeup.typefaces import Face, invisible, measure
from wiredesk.outlets.epaper.printed import Box, Line, Printed, PrintedPage

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""What a letter is exchanged for in English; in other scripts another of the line's own, which is harder to catch."""
_replace = msgspec.structs.replace


def _letter(text: str, chance: Random) -> tuple[int, str]:
    """A place in the text that holds a letter, and another letter for it."""
    at = chance.choice([index for index, letter in enumerate(text) if not (letter.isspace() or invisible(letter))])
    own = _LETTERS if text.isascii() else sorted(letter for letter in set(text) if letter.isalpha()) or _LETTERS
    return at, chance.choice([letter for letter in own if letter != text[at]] or list(_LETTERS))


def _altered(text: str, chance: Random) -> str:
    at, other = _letter(text, chance)
    return text[:at] + other + text[at + 1 :]


def _dropped(text: str, chance: Random) -> str:
    at, _ = _letter(text, chance)
    return text[:at] + text[at + 1 :]


def _far(chance: Random) -> float:
    return chance.choice((-1, 1)) * chance.choice((0.5, 1.0, 3.0, 10.5, 80.0))


# What the issue says it prints.


def said_letter(lines: list[Line], at: int, chance: Random) -> None:
    """One letter of a line is another."""
    lines[at] = _replace(lines[at], text=_altered(lines[at].text, chance))


def said_letter_dropped(lines: list[Line], at: int, chance: Random) -> None:
    """One letter of a line is not there."""
    lines[at] = _replace(lines[at], text=_dropped(lines[at].text, chance))


def said_line_dropped(lines: list[Line], at: int, chance: Random) -> None:
    """One line is not there."""
    del lines[at]


def said_line_moved(lines: list[Line], at: int, chance: Random) -> None:
    """One line is said to stand elsewhere."""
    box, far = lines[at].box, _far(chance)
    moved = Box(box.x + far, box.y, box.width, box.height) if chance.random() < 0.5 else _replace(box, y=box.y + far)
    lines[at] = _replace(lines[at], box=moved)


def said_lines_changed_places(lines: list[Line], at: int, chance: Random) -> None:
    """One line comes before the one that it should follow."""
    other = at - 1 if at else at + 1
    lines[at], lines[other] = lines[other], lines[at]


def said_range(lines: list[Line], at: int, chance: Random) -> None:
    """One line is said to be another range of its story."""
    lines[at] = _replace(lines[at], start=lines[at].start + 1, end=lines[at].end + 1)


# What is in the PDF.


def set_letter(items: list[Text], at: int, line: int, chance: Random) -> list[Text]:
    """One letter is printed as another."""
    return [_with_run(items[at], line, _altered(items[at].runs[line][0], chance))]


def set_letter_dropped(items: list[Text], at: int, line: int, chance: Random) -> list[Text]:
    """One letter is not printed."""
    return [_with_run(items[at], line, _dropped(items[at].runs[line][0], chance))]


def set_line_dropped(items: list[Text], at: int, line: int, chance: Random) -> list[Text]:
    """One line is not printed, and its place is white."""
    item = items[at]
    below = _replace(item, y=item.y + (line + 1) * item.pitch, runs=item.runs[line + 1 :])
    return [one for one in (_replace(item, runs=item.runs[:line]), below) if one.runs]


def set_line_moved(items: list[Text], at: int, line: int, chance: Random) -> list[Text]:
    """One line is printed elsewhere."""
    item, far = items[at], _far(chance)
    across = chance.random() < 0.5
    moved = _replace(
        item,
        x=item.x + (far if across else 0),
        y=item.y + line * item.pitch + (0 if across else far),
        runs=(item.runs[line],),
    )
    above, below = item.runs[:line], item.runs[line + 1 :]
    parts = [_replace(item, runs=above)] if above else []
    parts.append(moved)
    return [*parts, _replace(item, y=item.y + (line + 1) * item.pitch, runs=below)] if below else parts


def set_letter_moved(items: list[Text], at: int, line: int, chance: Random) -> list[Text]:
    """One letter is printed a little aside of its place, and nothing else changes."""
    item = items[at]
    text, aside, space, tracking = item.runs[line]
    place, _ = _letter(text, chance)
    known = measure(Face(item.families, item.weight), item.size, item.language)

    def part(first: int, upto: int, far: float) -> Text:
        before = text[:first]
        wide = known.line(before)[0] + len(before) * tracking + before.count(" ") * (space - known.space)
        # From right to left a line begins at its block's right edge.
        moved = item.x + (aside + wide + far) * (-1 if item.language == "ur" else 1)
        return _replace(
            item, x=moved, y=item.y + line * item.pitch, runs=((text[first:upto].rstrip(), 0.0, space, tracking),)
        )

    after = place + 1 + (len(text[place + 1 :]) - len(text[place + 1 :].lstrip()))
    pieces = [part(0, place, 0.0)] if text[:place].strip() else []
    pieces.append(part(place, place + 1, chance.choice((-1.5, 1.5, 4.0))))
    if text[after:].strip():
        pieces.append(part(after, len(text), 0.0))
    above, below = item.runs[:line], item.runs[line + 1 :]
    whole = [_replace(item, runs=above)] if above else []
    return [*whole, *pieces, *([_replace(item, y=item.y + (line + 1) * item.pitch, runs=below)] if below else [])]


SAID: tuple[Callable[[list[Line], int, Random], None], ...] = (
    said_letter,
    said_letter_dropped,
    said_line_dropped,
    said_line_moved,
    said_lines_changed_places,
    said_range,
)
SET: tuple[Callable[[list[Text], int, int, Random], list[Text]], ...] = (
    set_letter,
    set_letter_dropped,
    set_line_dropped,
    set_line_moved,
    set_letter_moved,
)


def _with_run(item: Text, line: int, text: str) -> Text:
    runs = list(item.runs)
    runs[line] = (text, *runs[line][1:])
    return _replace(item, runs=tuple(runs))


def spoil(printed: Printed, plan: IssuePlan, setter: Setter, into: Path, chance: Random) -> tuple[Printed, str, int]:
    """The issue with one alteration: what it is now, what was done to it, and on which page."""
    which = chance.randrange(len(printed.pages))
    if chance.random() < 0.5:
        page, how = printed.pages[which], chance.choice(SAID)
        lines = list(page.lines)
        story_lines = [index for index, line in enumerate(lines) if line.story]
        how(lines, chance.choice(story_lines), chance)
        return _replace(printed, pages=_with_page(printed.pages, which, lines)), how.__name__, which + 1
    way = chance.choice(SET)
    sheets = [one.sheet for one in msgspec.json.decode(kept_beside(printed.pdf).read_bytes(), type=Kept).pages]
    items = list(sheets[which].items)
    texts = [index for index, item in enumerate(items) if isinstance(item, Text) and item.role in ("p", "h2", "h3")]
    at = chance.choice(texts)
    only = [item for item in items if isinstance(item, Text)]
    item = items[at]
    assert isinstance(item, Text)
    items[at : at + 1] = way(only, only.index(item), chance.randrange(len(item.runs)), chance)
    sheets[which] = Sheet(width=sheets[which].width, height=sheets[which].height, items=tuple(items))
    return _set(printed, plan, setter, into, sheets), way.__name__, which + 1


def spoil_every_line(printed: Printed, plan: IssuePlan, setter: Setter, into: Path, chance: Random) -> Printed:
    """The issue with one letter of each of its lines printed as another."""
    sheets = [one.sheet for one in msgspec.json.decode(kept_beside(printed.pdf).read_bytes(), type=Kept).pages]
    spoilt = [_replace(one, items=tuple(_spoilt(item, chance) for item in one.items)) for one in sheets]
    return _set(printed, plan, setter, into, spoilt)


def _spoilt(item: Text | Image | Rule, chance: Random) -> Text | Image | Rule:
    if not isinstance(item, Text):
        return item
    return _replace(item, runs=tuple((_altered(text, chance), *more) for text, *more in item.runs))


def _set(printed: Printed, plan: IssuePlan, setter: Setter, into: Path, sheets: list[Sheet]) -> Printed:
    whole = Sheets(
        title=plan.title, author=plan.title, language=plan.language, direction=plan.direction, pages=tuple(sheets)
    )
    into.write_bytes(setter.set(whole, datetime.combine(plan.issue_date, time(), UTC)))
    return _replace(printed, pdf=into)


def _with_page(pages: tuple[PrintedPage, ...], which: int, lines: list[Line]) -> tuple[PrintedPage, ...]:
    return (*pages[:which], _replace(pages[which], lines=tuple(lines)), *pages[which + 1 :])
