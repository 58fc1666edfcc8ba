"""Parts of pages that the desk takes away from readers, and gives back: where no text says what stands there.

As with a kill the files go first and the words with them; the page is painted over and shown again by
`follow.mend_pages`, a moment later. What was taken away stays so when a press's pages are taken in again; an issue that
was made up here is not made again until it is given back.
"""

from datetime import datetime

from django.db import transaction

from wiredesk.common.errors import UsageError
from wiredesk.outlets.epaper import kept
from wiredesk.outlets.epaper.lines import LineIndex
from wiredesk.outlets.epaper.shelf import note
from wiredesk.publication.models import Issue, IssuePage, IssueState
from wiredesk.settings.options import Options

Hundredths = tuple[float, float, float, float]
"""Left, top, width and height of a part, in hundredths of the page: what can be told by looking at it."""

WHOLE: Hundredths = (0, 0, 100, 100)


def part_named(text: str) -> Hundredths:
    """`0,50,100,25`: the left edge, the top edge, how wide and how high; the whole page for nothing."""
    if not text.strip():
        return WHOLE
    try:
        left, top, width, height = (float(one) for one in text.split(","))
    except ValueError as fault:
        raise UsageError(
            "Say the part as left, top, width and height in hundredths of the page, such as 0,50,100,25.",
            fact="bad_part",
        ) from fault
    inside = 0 <= left < 100 and 0 <= top < 100 and 0 < width <= 100 - left and 0 < height <= 100 - top
    if not inside:
        raise UsageError(f"The part {text} does not lie on the page: 0,0,100,100 is all of it.", fact="bad_part")
    return left, top, width, height


def take_off(
    issue: Issue, number: int, part: Hundredths, reason: str, now: datetime, *, options: Options, by: str = ""
) -> None:
    """Take a part of a page away from every reader; its pages and its search follow with the next step."""
    with transaction.atomic():
        _held(issue)
        row = _page(issue, number)
        if not reason.strip():
            raise UsageError("Say why: it stands with the issue.", fact="no_reason")
        # The files first: cut short here, they are still on record, and the part is taken away again.
        kept.remove(options.home, _shown(issue, row))
        row.covered = [*row.covered, list(part)]
        what = f"page {number} withdrawn" if part == WHOLE else f"a part of page {number} withdrawn"
        _changed(issue, row, now, what, reason, by)
    LineIndex(options.home).drop_page(issue.pk, number)


def give_back(issue: Issue, number: int, reason: str, now: datetime, *, options: Options, by: str = "") -> None:
    """Show again whatever the desk took off a page; what was withdrawn otherwise stays away.

    Of an issue that is withdrawn, and for a page that it does not have now, it is shown when that comes again.
    """
    with transaction.atomic():
        _held(issue)
        row = IssuePage.objects.filter(issue=issue, number=number).first()
        beyond = issue.covered_beyond.pop(str(number), [])
        if not beyond and (row is None or not row.covered):
            raise UsageError(f"Nothing was taken off page {number}.", fact="not_covered")
        if row is not None and issue.state == IssueState.PUBLISHED:
            kept.remove(options.home, _shown(issue, row))
            row.covered = []
            _changed(issue, row, now, f"page {number} shown again", reason, by)
        else:
            IssuePage.objects.filter(issue=issue, number=number).update(covered=[])
            note(issue, now, f"page {number} given back", reason.strip(), by)
            issue.save(update_fields=["happened", "covered_beyond"])


def _held(issue: Issue) -> None:
    """The issue as it is on record, which nobody else changes until this transaction ends."""
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    issue.state, issue.pages, issue.pdf_path = held.state, held.pages, held.pdf_path
    issue.covered_beyond = held.covered_beyond


def _page(issue: Issue, number: int) -> IssuePage:
    if issue.state != IssueState.PUBLISHED:
        raise UsageError("Only a page of a published issue can be withdrawn.", fact="not_published")
    row = IssuePage.objects.filter(issue=issue, number=number).first()
    if row is None:
        raise UsageError(f"The issue has {issue.pages} pages, and none of number {number}.", fact="no_page")
    return row


def _shown(issue: Issue, row: IssuePage) -> list[str]:
    return [*kept.kept_of(bytes(row.pictures)).paths, *filter(None, [issue.pdf_path])]


def _changed(issue: Issue, row: IssuePage, now: datetime, what: str, reason: str, by: str) -> None:
    """Nothing is shown of the page until it is painted anew, whichever way it changed."""
    row.pictures, row.due = kept.encode(kept.NOTHING), True
    row.save(update_fields=["covered", "pictures", "due"])
    issue.pdf_path, issue.stale = "", True
    note(issue, now, what, reason.strip(), by)
    issue.save(update_fields=["pdf_path", "stale", "happened"])
