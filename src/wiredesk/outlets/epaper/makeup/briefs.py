"""A column of briefs: stories that no page has room for at length, with their first paragraphs and their address."""

import msgspec

from wiredesk.outlets.epaper.makeup.measured import Story, Title
from wiredesk.outlets.epaper.makeup.shapes import SEPARATOR

HEAD_ROWS = 2
"""Rows of the words `In brief` over the column."""
_LOST, _BLANK, _TRIM = 8000, 6000, 700
_LONE = 5800
"""What it costs that a head over briefs stands over one alone: nearly as much as to leave the story out."""
_MOST_ROWS = 26


class Brief(msgspec.Struct, frozen=True):
    """One story of the column: so many paragraphs under a small headline, and whether its address follows."""

    story: int
    title: Title
    kept: int
    tail: int
    rows: int


class BriefsShape(msgspec.Struct, frozen=True):
    """A column of briefs so many rows deep; `blank` rows are spread under them."""

    columns: int
    rows: int
    cost: int
    briefs: tuple[Brief, ...]
    blank: int


def _ways(index: int, story: Story) -> list[tuple[Brief, int]]:
    title = story.title(story.style.brief[0], 1, 4)
    if title is None:
        return []
    found: list[tuple[Brief, int]] = []
    count = story.total - story.first
    for kept in range(1, count + 1):
        whole = kept == count
        if story.offer.must_run_full and not whole:
            continue
        tail = 0 if whole else len(story.tail)
        rows = title.deep + story.totals[kept] + tail
        if rows > _MOST_ROWS and found:
            break
        found.append((Brief(index, title, kept, tail, rows), int(_TRIM * (1 - story.totals[kept] / story.totals[-1]))))
    return found


def briefs(stories: list[Story], first: int, upto: int, most_rows: int) -> dict[tuple[int, int], BriefsShape]:
    """The best column of every depth: as many of the stories from `first` to `upto` as it holds, in their order."""
    best: dict[int, tuple[int, tuple[Brief, ...]]] = {SEPARATOR + HEAD_ROWS: (0, ())}
    for index in range(first, upto):
        story = stories[index]
        after = {rows: (cost + _LOST, chosen) for rows, (cost, chosen) in best.items()}
        for brief, price in _ways(index, story):
            for rows, (cost, chosen) in best.items():
                deep = rows + brief.rows + bool(chosen)
                if deep <= most_rows and (deep not in after or cost + price < after[deep][0]):
                    after[deep] = (cost + price, (*chosen, brief))
        best = after
    found: dict[tuple[int, int], BriefsShape] = {}
    for rows, (cost, chosen) in sorted(best.items()):
        for blank in range(len(chosen)):
            key = (1, rows + blank)
            price = cost + _BLANK * blank + _LONE * (len(chosen) == 1)
            if rows + blank <= most_rows and (key not in found or price < found[key].cost):
                found[key] = BriefsShape(1, rows + blank, price, chosen, blank)
    return found
