"""A day as a line, 1,440 units wide: x is the minute. Arrivals tick above it, publications below."""

from collections.abc import Iterable

import msgspec

from wiredesk.publication.public import DayCount

DAY = 1440


class DayLine(msgspec.Struct, frozen=True):
    """The paper's own day as SVG path data."""

    hours: str
    arrivals: str
    publications: str
    until: str


class StoryLine(msgspec.Struct, frozen=True):
    """A withdrawn story's day: the upper line goes on, the lower one stops."""

    hours: str
    upper: str
    lower: str
    cut: str


def _ticks(minutes: Iterable[int], top: int, length: int) -> str:
    """Each from where the one before ended: a day has hundreds, and every front page sends them all."""
    path, at = [], None
    for minute in minutes:
        path.append(f"M{minute} {top}v{length}" if at is None else f"m{minute - at}-{length}v{length}")
        at = minute
    return "".join(path)


def _hours(top: int, length: int) -> str:
    return _ticks(range(0, DAY + 1, 60), top, length)


def day_line(day: DayCount) -> DayLine:
    """The day so far, drawn as far as the last thing that happened."""
    last = max((*day.arrivals, *day.publications), default=0)
    until = f"M0 9.5H{last}M0 11.5H{last}" if last else ""
    return DayLine(_hours(9, 3), _ticks(day.arrivals, 1, 8), _ticks(day.publications, 12, 6), until)


def story_line(live: int | None, gone: int) -> StoryLine:
    """Minutes of the day of withdrawal on which a story went live (None: before that day) and was withdrawn."""
    start = live or 0
    upper = f"M{start} 9H{DAY}" + (f"M{start} 1v14" if live is not None else "")
    return StoryLine(_hours(7, 4), upper, f"M{start} 13H{gone}", f"M{gone} 5v15")
