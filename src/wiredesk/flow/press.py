"""What a press leaves in the home: its PDFs taken over as issues, and printed pages painted over.

A folder `press/CITY/2026-03-09/` is an issue on its way; `end.txt` in it says that all its pages are there. Then it is
taken over and put into `press/done/`, or where that cannot be into `press/failed/`, with the reason in `why.txt`.
Nothing is ever deleted.
"""

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import structlog

from wiredesk.common.errors import OWN_FAULTS, UsageError, WiredeskError
from wiredesk.common.tally import Tally
from wiredesk.flow.epaper_days import address, owners
from wiredesk.flow.steps import PRINTED_AT_ONCE, Paper, my_turn
from wiredesk.outlets.epaper.follow import mend_pages
from wiredesk.outlets.epaper.importing import Imported
from wiredesk.outlets.epaper.importing import take_over as taken_over
from wiredesk.outlets.epaper.pdf_files import legible

log = structlog.get_logger()

FOLDER, END = "press", "end.txt"
DONE, FAILED = "done", "failed"
REST, REST_UNENDED = timedelta(seconds=3), timedelta(minutes=1)
"""How long nothing was written to a PDF when it counts as whole; and one that does not end as a PDF does."""

_TAIL = 2048
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


def closed(home: Path) -> Iterator[Path]:
    """The folders that a press has closed, by city and day; those that are hidden are somebody's on their way."""
    for end in sorted((home / FOLDER).glob(f"*/*/{END}")):
        folder = end.parent
        if folder.parent.name not in (DONE, FAILED) and not (folder.name + folder.parent.name).startswith("."):
            yield folder


def named(folder: Path) -> Waiting:
    """What a folder is to be, by its name and that of the one it lies in. Raises UsageError where they do not say."""
    city, day = folder.parent.name, _day(folder.name)
    if day is None or not _CITY.fullmatch(city):
        raise UsageError(
            f"{legible(f'{city}/{folder.name}')} is no city and day: call the folder like pune/2026-03-09.",
            fact="press_named",
        )
    for one in (folder, *folder.iterdir()):
        if one.is_symlink():
            # Who may put files here may not thereby publish any other that this machine has.
            raise UsageError(f"{legible(one.name)} is a link: put the file itself there.", fact="press_link")
    return Waiting(folder, city, day)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def at_rest(folder: Path, now: datetime) -> bool:
    """Whether nobody writes the PDFs of a folder any more: a press may close it before the last has wholly come.

    One without the mark that a PDF ends with is waited for longer: a connection may have broken off.
    """
    for file in folder.iterdir():
        if file.suffix.lower() == ".pdf" and file.is_file():
            told = file.stat()
            changed = datetime.fromtimestamp(max(told.st_mtime, told.st_ctime), UTC)
            # The other machine's clock, from which the time may be, goes before or after ours by a little.
            if abs(now - changed) < (REST if _ended(file) else REST_UNENDED):
                return False
    return True


def _ended(file: Path) -> bool:
    with file.open("rb") as given:
        given.seek(max(0, given.seek(0, os.SEEK_END) - _TAIL))
        return b"%%EOF" in given.read()


def take_over(now: datetime, paper: Paper) -> int:
    """Take over one issue that a press has closed; returns how many were. A fault in one never keeps others waiting."""
    folder = next((one for one in closed(paper.home) if _is_due(one, now)), None)
    if folder is None:
        return 0
    try:
        one = named(folder)
        rows = import_issue(paper, [folder], one.city, one.day, now, by="press")
    except (WiredeskError, OSError, *OWN_FAULTS) as fault:
        _refused(folder, fault)
        _put_away(folder, paper.home / FOLDER / FAILED)
        return 1
    for row in rows:
        log.info("press_taken_over", **row)
    _put_away(folder, paper.home / FOLDER / DONE)
    return 1


def _is_due(folder: Path, now: datetime) -> bool:
    try:
        return at_rest(folder, now)
    except OSError:
        # What cannot even be looked at is taken in, and then the reason is told.
        return True


def _refused(folder: Path, fault: Exception) -> None:
    match fault:
        case WiredeskError():
            sentence, fact = fault.sentence, fault.fact
        case OSError():
            where = f" ({legible(Path(fault.filename).name)})" if isinstance(fault.filename, str) else ""
            sentence = (
                f"A file cannot be read or kept: {fault.strerror or fault}{where}. Mend that, then put the folder back."
            )
            fact = type(fault).__name__
        case _:
            sentence = "wiredesk itself failed at these pages: send its makers the log of this hour, and a PDF of them."
            fact = type(fault).__name__
    own = None if isinstance(fault, WiredeskError | OSError) else fault
    log.error("press_refused", folder=legible(str(folder)), sentence=sentence, fact=fact, exc_info=own)
    try:
        (folder / "why.txt").write_text(f"{sentence}\n", encoding="utf-8", errors="backslashreplace")
    except OSError as second:
        # A full disk takes no reason either; the folder is put aside all the same, or it would be tried for ever.
        log.error("press_reason_not_kept", folder=legible(str(folder)), sentence=str(second))


def _put_away(folder: Path, place: Path) -> None:
    """Move a folder out of the way, beside those of its city and day that were there before."""
    target, number = place / folder.parent.name / folder.name, 1
    while target.exists():
        number += 1
        target = place / folder.parent.name / f"{folder.name}-{number}"
    target.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(target)
