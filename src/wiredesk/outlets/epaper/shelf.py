"""The shelf of finished issues: what keeps, publishes and withdraws them.

Files lie in the home before the record names them, the record is written in one transaction, and readers' pages follow
in one swap of the page store; an issue is `stale` until they have. Whatever is cut short is repeated without harm.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime

import msgspec
from django.db import transaction
from django.db.models import Max

from wiredesk.common.errors import UsageError
from wiredesk.house.models import Edition, Title
from wiredesk.outlets.epaper import kept, pdf
from wiredesk.outlets.epaper.follow import follow_issue
from wiredesk.outlets.epaper.kept import Kept
from wiredesk.outlets.epaper.painting import Covers, files_of, foreign, keep_page, marked, paints, stories_on
from wiredesk.outlets.epaper.pdf_orders import PageOrder
from wiredesk.outlets.epaper.printed import Printed, PrintedPage
from wiredesk.outlets.stores.store import PageStore
from wiredesk.publication.issues import Standing, standing
from wiredesk.publication.models import Issue, IssueOrigin, IssuePage, IssueState, OnPage
from wiredesk.settings.options import Options

PUBLISHED, PUBLISHED_AGAIN = "published", "published again"


@transaction.atomic
def begin(
    title: Title,
    edition: Edition | None,
    day: date,
    now: datetime,
    *,
    origin: str = IssueOrigin.MADE,
    language: str = "",
    format: str = "",  # noqa: A002 - a page's format has no other name
    seed: int = 0,
    input_digest: str = "",
) -> Issue:
    """The day's issue of an edition, or of the whole paper, ready to be published: a new draft, or the one there is.

    What readers have of it stays until it is published again. Its number is the next of its edition.
    """
    slug = edition.slug if edition is not None else ""
    own = Issue.objects.filter(title=title, edition=slug)
    issue = own.filter(issue_date=day).select_for_update().first()
    if issue is None:
        number = (own.aggregate(last=Max("number"))["last"] or 0) + 1
        issue = Issue(title=title, edition=slug, issue_date=day, number=number, origin=origin, language=language)
    if issue.state != IssueState.PUBLISHED:
        issue.state = IssueState.DRAFT
    issue.edition_name = edition.name if edition is not None else title.name
    issue.origin, issue.format, issue.seed, issue.input_digest = origin, format, seed, input_digest
    issue.language = language or (edition.language if edition is not None else "") or title.language
    issue.made_at = now
    issue.save()
    return issue


def publish(
    issue: Issue,
    printed: Printed,
    now: datetime,
    *,
    options: Options,
    store: PageStore,
    has_text: bool = True,
    turn: Callable[[], AbstractContextManager[object]] = nullcontext,
    by: str = "",
) -> Issue:
    """Keep a finished issue and show it to readers: all of it, or nothing, and what they had before stays.

    Published again, it takes the place of what was there, under the same number; `printed_digest` stays that of the
    PDF which came out first. A story withdrawn meanwhile, and what the desk took off a page of that number, is painted
    over from the beginning. `turn` is entered when the pictures are ready, and while it is held no other step changes
    what readers see. The desk takes no turn, so that is looked at in the transaction that writes. Raises UsageError
    where the desk withdrew the issue meanwhile, or pages that were begun later are published, and for one that is made
    up here and off which it took something.
    """
    if not printed.pages:
        raise UsageError("An issue without a page cannot be published.", fact="no_pages")
    digest = kept.keep_original(options.home, printed.pdf)
    while True:
        if issue.origin == IssueOrigin.MADE:
            insist_uncovered(issue)
        covers = _covers(issue)
        shown = msgspec.structs.replace(
            printed, pages=tuple(marked(page, covers.get(page.number, ())) for page in printed.pages)
        )
        gone = _gone(issue, shown)
        files, whole = _drawn(issue, shown, gone, options)
        made = {whole, *(path for one in files.values() for path in one.paths)}
        with turn():
            with transaction.atomic():
                held = Issue.objects.select_for_update().get(pk=issue.pk)
                away, late = held.state == IssueState.WITHDRAWN, _came_later(held, issue)
                fits = not (away or late) and _gone(issue, shown) == gone and _covers(issue) == covers
                old = files_of(issue.pk) - made
                if fits:
                    # Another may have published it since it was read.
                    issue.state, issue.published_at = held.state, held.published_at
                    issue.printed_digest = held.printed_digest
                    _shown(issue, printed, files, whole, gone, digest, now, has_text=has_text, by=by)
            if fits:
                kept.remove(options.home, old)
                follow_issue(issue, now, options=options, store=store)
                return issue
            # Withdrawn while the pictures were drawn: no reader has seen them, and they are drawn again without it.
            kept.remove(options.home, made - files_of(issue.pk))
        if away:
            raise UsageError("The issue was withdrawn while it was made, and stays so.", fact="withdrawn_meanwhile")
        if late:
            raise UsageError(
                "Pages that were begun later are shown already, and stay: these are of before. Take them in again if "
                "they are to be shown all the same.",
                fact="published_meanwhile",
            )


def _came_later(held: Issue, issue: Issue) -> bool:
    """Whether what was begun after this is published: the press has sent a page anew while the old ones were drawn."""
    lines = ((datetime.fromisoformat(str(at)), str(what)) for at, what, *_ in held.happened)
    return issue.made_at is not None and any(
        what in (PUBLISHED, PUBLISHED_AGAIN) and at > issue.made_at for at, what in lines
    )


def insist_uncovered(issue: Issue) -> None:
    """Raise UsageError for an issue off which the desk took something, where its pages are to be laid out anew.

    Nobody knows where on other pages that would stand: it would be shown again beside its cover.
    """
    off = sorted(_covers(issue))
    if off:
        pages = f"page {off[0]}" if len(off) == 1 else f"pages {', '.join(map(str, off))}"
        raise UsageError(
            f"The desk took something off {pages} of the issue of {issue.issue_date}, which could stand elsewhere when "
            "it is made again. Restore it first with `wiredesk epaper restore`, or at the desk.",
            fact="covered",
        )


def _covers(issue: Issue) -> dict[int, Covers]:
    """What the desk took off its pages, which stays off them until the desk says otherwise, by their number.

    Pages that it does not have now are among them: it may come again with more.
    """
    beyond = Issue.objects.values_list("covered_beyond", flat=True).get(pk=issue.pk)
    rows = IssuePage.objects.filter(issue=issue).exclude(covered=[]).values_list("number", "covered")
    return {int(number): covers for number, covers in beyond.items()} | dict(rows)


def _gone(issue: Issue, printed: Printed) -> set[str]:
    told = standing(issue.title_id, _stories(printed.pages))
    return {story for story, where in told.items() if where.gone}


def _drawn(issue: Issue, printed: Printed, gone: set[str], options: Options) -> tuple[dict[int, Kept], str]:
    """The files that readers are shown, a page's by its number, and the whole PDF; without what is gone."""
    work = kept.scratch(options.home)
    try:
        painted = paints(printed.pages, gone)
        made = pdf.pictures(printed.pdf, work, _orders(printed.pages, painted), painted, foreign=foreign(printed.pages))
        files = {one.number: keep_page(options.home, work, one, issue.pk) for one in made.pages}
        whole = kept.keep(options.home, work / made.pdf if made.pdf else printed.pdf, "issue", str(issue.pk))
    finally:
        kept.done_with(work)
    return files, whole


def _shown(
    issue: Issue,
    printed: Printed,
    files: dict[int, Kept],
    whole: str,
    gone: set[str],
    digest: str,
    now: datetime,
    *,
    has_text: bool,
    by: str,
) -> None:
    """Write the record."""
    told = standing(issue.title_id, _stories(printed.pages))
    _write(issue, printed, files, gone, told)
    again = issue.state == IssueState.PUBLISHED
    issue.state, issue.published_at, issue.pdf_path = IssueState.PUBLISHED, issue.published_at or now, whole
    issue.pdf_digest, issue.printed_digest = digest, issue.printed_digest or digest
    issue.language, issue.direction, issue.pages = printed.language, printed.direction, len(printed.pages)
    issue.unplaced, issue.has_text, issue.stale = list(printed.unplaced), has_text, True
    issue.withdrawn_at, issue.withdrawn_reason = None, ""
    note(issue, now, PUBLISHED_AGAIN if again else PUBLISHED, digest, by)
    issue.save()


def withdraw(issue: Issue, reason: str, now: datetime, *, options: Options, store: PageStore, by: str = "") -> Issue:
    """Take an issue away from every reader: its pages, its files and its words; its address says that it was there.

    The PDF as it came stays in the home, where nobody can fetch it.
    """
    take_away(issue, reason, now, options=options, by=by)
    follow_issue(issue, now, options=options, store=store)
    return issue


def take_away(issue: Issue, reason: str, now: datetime, *, options: Options, by: str = "") -> None:
    """The same for its files; its pages follow with the next step, for who must not press them."""
    if issue.state != IssueState.PUBLISHED:
        raise UsageError("Only a published issue can be withdrawn.", fact="not_published")
    if not reason.strip():
        raise UsageError("Say why the issue is withdrawn: readers are told.", fact="no_reason")
    # The files first: cut short here, the issue is still on record with their names, and is withdrawn again.
    kept.remove(options.home, files_of(issue.pk))
    with transaction.atomic():
        issue.state, issue.withdrawn_at, issue.withdrawn_reason = IssueState.WITHDRAWN, now, reason.strip()
        issue.pdf_path, issue.stale = "", True
        note(issue, now, "withdrawn", reason.strip(), by)
        issue.save(update_fields=["state", "withdrawn_at", "withdrawn_reason", "pdf_path", "stale", "happened"])
        IssuePage.objects.filter(issue=issue).update(pictures=kept.encode(kept.NOTHING), due=False)


@transaction.atomic
def note(issue: Issue, now: datetime, what: str, why: str = "", by: str = "") -> None:
    """Add to what happened to an issue, as it is on record now; the caller saves it, in the same transaction."""
    if issue.pk is not None:
        issue.happened = Issue.objects.select_for_update().values_list("happened", flat=True).get(pk=issue.pk)
    issue.happened = [*issue.happened, [now.isoformat(), what, why, by]]


def _orders(pages: Iterable[PrintedPage], painted: Sequence[PageOrder]) -> tuple[PageOrder, ...]:
    known = {one.number: one for one in painted}
    return tuple(known.get(page.number, PageOrder(page.number)) for page in pages)


def _stories(pages: Iterable[PrintedPage]) -> set[str]:
    return {story for page in pages for story in stories_on(page)}


def _write(issue: Issue, printed: Printed, files: dict[int, Kept], gone: set[str], told: dict[str, Standing]) -> None:
    covers = _covers(issue)
    own = {page.number for page in printed.pages}
    issue.covered_beyond = {str(number): parts for number, parts in sorted(covers.items()) if number not in own}
    IssuePage.objects.filter(issue=issue).delete()
    rows = IssuePage.objects.bulk_create(
        [
            IssuePage(
                issue=issue,
                number=page.number,
                section=page.section[:120],
                data=msgspec.msgpack.encode(page),
                pictures=kept.encode(files[page.number]),
                painted_out=sorted(gone & stories_on(page)),
                covered=covers.get(page.number, []),
            )
            for page in printed.pages
        ]
    )
    OnPage.objects.bulk_create(
        [
            OnPage(page=row, story_id=story)
            for row, page in zip(rows, printed.pages, strict=True)
            for story in sorted(stories_on(page))
            if story in told
        ]
    )
