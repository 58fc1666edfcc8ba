"""What a press leaves in the home: its PDFs taken over as issues, and printed pages painted over.

A folder `press/CITY/2026-03-09/` is an issue on its way; `end.txt` in it says that all its pages are there. Then it is
taken over and put into `press/done/`, or where that cannot be into `press/failed/`, with the reason in `why.txt`.
Nothing is ever deleted.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import msgspec
import structlog

from wiredesk.common.errors import WiredeskError
from wiredesk.common.tally import Tally
from wiredesk.flow.epaper_days import address, owners
from wiredesk.flow.steps import PRINTED_AT_ONCE, Paper, my_turn
from wiredesk.outlets.epaper.follow import mend_pages
from wiredesk.outlets.epaper.importing import Imported
from wiredesk.outlets.epaper.importing import take_over as taken_over

log = structlog.get_logger()

FOLDER, END = "press", "end.txt"
DONE, FAILED = "done", "failed"
_CITY = re.compile(r"[a-z0-9-]{1,32}")


class Waiting(msgspec.Struct, frozen=True):
    """A folder that a press has closed."""

    folder: Path
    city: str
    day: date


def import_issue(
    paper: Paper, files: list[Path], city: str, day: date, now: datetime, *, by: str = ""
) -> list[dict[str, object]]:
    """Take over these PDFs as the issue of an edition, or of `paper`, in every title that has it; what was found."""
    rows = []
    for title, edition in owners(city):
        done = taken_over(
            files,
            title,
            edition,
            day,
            now,
            options=paper.options,
            store=paper.store,
            turn=lambda: my_turn(paper),
            by=by,
        )
        rows.append(_row(done))
    return rows


def _row(done: Imported) -> dict[str, object]:
    issue = done.issue
    return {
        "edition": issue.edition or "paper",
        "date": issue.issue_date.isoformat(),
        "number": issue.number,
        "state": issue.state,
        "pages": done.pages,
        "text": done.has_text,
        "lines": done.lines,
        "lines_of_stories": done.matched,
        "stories": done.stories,
        "url": address(issue),
    }


def mend(now: datetime, paper: Paper) -> Tally:
    """Paint over some printed pages that show what was withdrawn; nothing waits for the drawing."""
    return mend_pages(now, PRINTED_AT_ONCE, options=paper.options, store=paper.store, turn=lambda: my_turn(paper))


def waiting(home: Path) -> Iterator[Waiting]:
    """The folders that a press has closed, by city and day."""
    for end in sorted((home / FOLDER).glob(f"*/*/{END}")):
        city, day = end.parent.parent.name, _day(end.parent.name)
        if day is not None and _CITY.fullmatch(city) and city not in (DONE, FAILED):
            yield Waiting(end.parent, city, day)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def take_over(now: datetime, paper: Paper) -> int:
    """Take over one issue that a press has closed; returns how many were. A fault in one never keeps others waiting."""
    one = next(waiting(paper.home), None)
    if one is None:
        return 0
    try:
        rows = import_issue(paper, [one.folder], one.city, one.day, now, by="press")
    except (WiredeskError, OSError) as fault:
        sentence = fault.sentence if isinstance(fault, WiredeskError) else f"A file cannot be read or kept: {fault}."
        log.error("press_refused", folder=str(one.folder), sentence=sentence)
        (one.folder / "why.txt").write_text(f"{sentence}\n", encoding="utf-8")
        _put_away(one, paper.home / FOLDER / FAILED)
        return 1
    for row in rows:
        log.info("press_taken_over", **row)
    _put_away(one, paper.home / FOLDER / DONE)
    return 1


def _put_away(one: Waiting, place: Path) -> None:
    """Move a folder out of the way, beside those of its city and day that were there before."""
    target, number = place / one.city / one.day.isoformat(), 1
    while target.exists():
        number += 1
        target = place / one.city / f"{one.day.isoformat()}-{number}"
    target.parent.mkdir(parents=True, exist_ok=True)
    one.folder.rename(target)
