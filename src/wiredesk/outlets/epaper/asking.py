"""What people and the clock want of issues, kept with each: asked for, failed and why, and what is being made now.

A line of `Issue.happened` is instant, what happened, why, and by whom.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from wiredesk.common.errors import UsageError
from wiredesk.house.models import Edition, Title
from wiredesk.outlets.epaper import shelf
from wiredesk.publication.models import Issue, IssueOrigin, IssueState

ASKED = "asked for"
"""A person wants it made; the reason says from what."""
FAILED = "failed"
"""It was to be made and was not published; the reason says why."""
AGAIN = "made again"
"""From what it was made from, without what is not public any more: the reason names the stories."""
ANEW, AS_BEFORE = "from what is published now", "from what it was made from"

RECENT = timedelta(days=40)
"""How old an issue may be that is asked for: what was live further back is in the archive."""
AHEAD = timedelta(days=2)


@transaction.atomic
def ask(title: Title, edition: Edition | None, day: date, now: datetime, *, by: str, again: bool = False) -> Issue:
    """Have the worker make this issue as soon as it can; what readers have of it stays until it is there."""
    if not (now - RECENT).date() <= day <= (now + AHEAD).date():
        raise UsageError("An issue is made for a day of the last forty, or for tomorrow.", fact="bad_day")
    slug = edition.slug if edition is not None else ""
    issue = Issue.objects.select_for_update().filter(title=title, edition=slug, issue_date=day).first()
    if issue is None:
        issue = shelf.begin(title, edition, day, now)
    if issue.origin == IssueOrigin.IMPORTED and issue.state == IssueState.PUBLISHED:
        raise UsageError(
            "That issue came from a press: withdraw it before one is made up here.", fact="imported_already"
        )
    shelf.insist_uncovered(issue)
    shelf.note(issue, now, ASKED, AS_BEFORE if again else ANEW, by)
    issue.save(update_fields=["happened"])
    return issue


def asked(issue: Issue) -> bool:
    """Whether somebody waits for it."""
    return bool(issue.happened) and issue.happened[-1][1] == ASKED


def from_before(issue: Issue) -> bool:
    """Whether who asked last wants it from what it was made from."""
    return asked(issue) and issue.happened[-1][2] == AS_BEFORE


def failures(issue: Issue) -> list[tuple[datetime, str]]:
    """When making it failed since it last was published or asked for, and why."""
    found: list[tuple[datetime, str]] = []
    for at, what, why, _ in issue.happened:
        if what == FAILED:
            found.append((datetime.fromisoformat(at), str(why)))
        elif what != AGAIN:
            found.clear()
    return found


def progress_file(home: Path) -> Path:
    """Where the process that makes an issue says what it is at."""
    return home / "run" / "epaper"


def progress(home: Path) -> str:
    """What is being made just now, as a line; empty where nothing is."""
    try:
        return progress_file(home).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""
