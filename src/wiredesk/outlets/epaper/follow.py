"""Steps: what became of issues to readers' pages, and pages with withdrawn stories painted over and shown again.

Both select what they have not handled and can be repeated; a fault in between leaves the mark where it was.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime

import structlog
from django.db import transaction

from wiredesk.common.tally import Tally
from wiredesk.outlets.epaper import kept, pdf
from wiredesk.outlets.epaper.lines import LineIndex
from wiredesk.outlets.epaper.painting import files_of, foreign, keep_page, page_of, paints, stories_on, unsaid
from wiredesk.outlets.epaper.pdf import MOST_PAGES
from wiredesk.outlets.epaper.pdf_orders import PageOrder
from wiredesk.outlets.epaper.printed import PrintedPage
from wiredesk.outlets.stores.store import PageStore
from wiredesk.outlets.website.issues.keys import (
    EpaperCity,
    EpaperCover,
    EpaperFeed,
    EpaperIndex,
    EpaperKey,
    EpaperMonth,
    EpaperSheet,
    EpaperSitemap,
    epaper_path,
)
from wiredesk.outlets.website.outlet import WebsiteOutlet
from wiredesk.publication.issues import WHOLE_PAPER, standing
from wiredesk.publication.models import Issue, IssuePage, IssueState
from wiredesk.publication.shelf import shelves
from wiredesk.settings.options import Options

log = structlog.get_logger()

Turn = Callable[[], AbstractContextManager[object]]

FOLLOW, MEND = "issues", "mend"


def follow_issues(now: datetime, limit: int, *, options: Options, store: PageStore) -> Tally:
    """Press the pages of up to `limit` issues that changed, each issue in one swap, and make its lines findable."""
    rows = list(Issue.objects.filter(stale=True).select_related("title").order_by("id")[:limit])
    for issue in rows:
        follow_issue(issue, now, options=options, store=store)
    return Tally(FOLLOW, seen=len(rows), done=len(rows))


def find_lines_again(options: Options) -> int:
    """Have every issue's lines put in again where their index was thrown away, or is of another format.

    Asked when a worker starts; returns how many issues follow, and with each its pages.
    """
    if LineIndex(options.home).ready():
        return 0
    return Issue.objects.filter(state=IssueState.PUBLISHED).update(stale=True)


def follow_issue(issue: Issue, now: datetime, *, options: Options, store: PageStore) -> None:
    """The same for one. What the desk does to it meanwhile keeps the mark, and is followed with the next step."""
    # The desk waits for no turn: what is in memory may be older than its last withdrawal.
    issue.refresh_from_db(fields=["state", "happened", "pages", "pdf_path", "withdrawn_at", "withdrawn_reason"])
    pages = _pages(issue)
    gone = _gone(issue, pages)
    shown = pages if issue.state == IssueState.PUBLISHED else []
    LineIndex(options.home).put(issue.title_id, issue.pk, issue.issue_date, [unsaid(page, gone) for page in shown])
    _press(issue, keys_of(issue, store), now, options, store)
    with transaction.atomic():
        held = Issue.objects.select_for_update().get(pk=issue.pk)
        issue.stale = (held.state, held.happened) != (issue.state, issue.happened)
        Issue.objects.filter(pk=issue.pk).update(stale=issue.stale)


def _gone(issue: Issue, pages: Sequence[PrintedPage]) -> set[str]:
    """The ids of the stories in it that are withdrawn now."""
    stories = {story for page in pages for story in stories_on(page)}
    return {story for story, where in standing(issue.title_id, stories).items() if where.gone}


def _pages(issue: Issue) -> list[PrintedPage]:
    rows = IssuePage.objects.filter(issue=issue).order_by("number").values_list("data", "covered")
    return [page_of(bytes(data), covers) for data, covers in rows]


def _press(issue: Issue, keys: Sequence[EpaperKey], now: datetime, options: Options, store: PageStore) -> None:
    for shelf in shelves(options, (issue.title.code,)):
        done = WebsiteOutlet(options, store).press(shelf, keys, now)
        for one in done.kept_back:
            log.error("issue_page_kept_back", title=one.title, path=one.path, sentence=one.sentence)


def keys_of(issue: Issue, store: PageStore) -> list[EpaperKey]:
    """Every page that an issue stands on: its own, the lists, its neighbours, and pages it no longer has."""
    city, day = issue.edition or WHOLE_PAPER, issue.issue_date
    extra = {
        epaper_path(key): key for key in (EpaperSheet(city, day, n) for n in range(issue.pages + 1, MOST_PAGES + 1))
    }
    gone = store.absent(issue.title.code, list(extra))
    own: list[EpaperKey] = [EpaperSheet(city, day, number) for number in range(1, issue.pages + 1)]
    own += [key for path, key in extra.items() if path not in gone]
    beside = Issue.objects.filter(title=issue.title_id, edition=issue.edition)
    near = [
        *beside.filter(issue_date__lt=day).order_by("-issue_date").values_list("issue_date", flat=True)[:1],
        *beside.filter(issue_date__gt=day).order_by("issue_date").values_list("issue_date", flat=True)[:1],
    ]
    return [*own, EpaperCover(city, day), *(EpaperCover(city, one) for one in near), *lists(city, day)]


def lists(city: str, day: date) -> tuple[EpaperKey, ...]:
    """The lists in which an issue of a city and a day may stand."""
    return (
        EpaperIndex(),
        EpaperCity(city),
        EpaperMonth(day.replace(day=1)),
        EpaperFeed(),
        EpaperSitemap(),
    )


def mend_pages(now: datetime, limit: int, *, options: Options, store: PageStore, turn: Turn = nullcontext) -> Tally:
    """Make the pictures of up to `limit` pages again, without the stories that are withdrawn now, and show them.

    `turn` is entered when they are drawn: nothing that readers wait for is kept waiting by the drawing.
    """
    rows = list(IssuePage.objects.filter(due=True).select_related("issue__title").order_by("id")[:limit])
    issues = {row.issue_id: row.issue for row in rows}
    done = 0
    for issue in issues.values():
        done += _mend(issue, [row for row in rows if row.issue_id == issue.pk], now, options, store, turn)
    return Tally(MEND, seen=len(rows), done=done)


def _mend(issue: Issue, due: Sequence[IssuePage], now: datetime, options: Options, store: PageStore, turn: Turn) -> int:
    pages = _pages(issue)
    gone = _gone(issue, pages)
    try:
        files, whole = _drawn(issue, due, pages, gone, options)
    except pdf.PdfRefused as fault:
        # Readers go on without its picture: the desk is told, and the next publishing of the issue makes it anew.
        log.error("issue_page_not_mended", issue=issue.pk, sentence=fault.sentence, fact=fault.fact)
        files, whole = {}, ""
    made = {whole, *(path for one in files.values() for path in one.paths)}
    with turn():
        with transaction.atomic():
            # Looked at and written in one: the desk, which takes no turn, has withdrawn before it or waits until after.
            held = Issue.objects.select_for_update().get(pk=issue.pk)
            same = (held.state, held.pdf_digest) == (IssueState.PUBLISHED, issue.pdf_digest)
            fits = same and _pages(issue) == pages and _gone(issue, pages) == gone
            if fits:
                _note(issue, due, files, gone, {page.number: stories_on(page) for page in pages}, whole)
        if not fits:
            # Published again, withdrawn, or one story or part more: what was drawn is shown to nobody.
            kept.remove(options.home, made - files_of(issue.pk))
            IssuePage.objects.filter(pk__in=[row.pk for row in due], issue__state=IssueState.WITHDRAWN).update(
                due=False
            )
            return 0
        _press(issue, keys_of(issue, store), now, options, store)
    return len(files)


def _drawn(
    issue: Issue, due: Sequence[IssuePage], pages: Sequence[PrintedPage], gone: set[str], options: Options
) -> tuple[dict[int, kept.Kept], str]:
    """The files of these pages, and the whole PDF, without what is gone."""
    painted = paints(pages, gone)
    known = {one.number: one for one in painted}
    orders = [known.get(row.number, PageOrder(row.number)) for row in due]
    original = kept.original(options.home, issue.pdf_digest)
    work = kept.scratch(options.home)
    try:
        made = pdf.pictures(original, work, orders, painted, foreign=foreign(pages))
        files = {one.number: keep_page(options.home, work, one, issue.pk) for one in made.pages}
        return files, kept.keep(options.home, work / made.pdf if made.pdf else original, "issue", str(issue.pk))
    finally:
        kept.done_with(work)


def _note(
    issue: Issue,
    due: Sequence[IssuePage],
    files: dict[int, kept.Kept],
    gone: set[str],
    printed: dict[int, set[str]],
    whole: str,
) -> None:
    for row in due:
        row.pictures, row.due = kept.encode(files.get(row.number, kept.NOTHING)), False
        row.painted_out = sorted(gone & printed[row.number])
    IssuePage.objects.bulk_update(due, ["pictures", "due", "painted_out"])
    issue.pdf_path = whole
    Issue.objects.filter(pk=issue.pk).update(pdf_path=whole)
