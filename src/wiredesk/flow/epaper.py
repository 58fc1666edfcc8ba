"""Issues of the e-paper made, shown and withdrawn, for the command, the desk and the schedule."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

import structlog

from wiredesk.common.clock import Clock
from wiredesk.common.errors import OWN_FAULTS, UsageError, WiredeskError
from wiredesk.flow.epaper_days import address, deadline, owners, zone_of
from wiredesk.flow.steps import Paper, my_turn
from wiredesk.house.models import Edition, Title
from wiredesk.outlets.epaper import by_hand, shelf
from wiredesk.outlets.epaper import inputs as kept_inputs
from wiredesk.outlets.epaper.asking import FAILED
from wiredesk.outlets.epaper.by_hand import Hundredths
from wiredesk.outlets.epaper.follow import follow_issue
from wiredesk.outlets.epaper.inputs import Inputs
from wiredesk.outlets.epaper.makeup.workshop import Workshop
from wiredesk.outlets.epaper.making import Made, Maker, Order, said
from wiredesk.publication.issues import WHOLE_PAPER
from wiredesk.publication.models import Issue, IssueOrigin, IssuePage, IssueState, PublicStory
from wiredesk.settings.options import Options

log = structlog.get_logger()

DAY = timedelta(hours=24)
LONGEST = timedelta(hours=72)
"""How far back a window goes when there was no issue for days: older news is no news."""

MOST_TOLD = 5
"""Faults that are told one by one."""

Row = dict[str, object]


class ProofFailed(WiredeskError):
    """An issue was made and is not published: its proof found that something is not as it should be."""


class IssueBroke(WiredeskError):
    """An issue could not be made for a fault of the machine's or of our own."""


class SomeNotMade(WiredeskError):
    """Of several titles' issues some were not made: `made` are the others' rows, `failed` says of each why."""

    def __init__(self, made: Sequence[Row], failed: Sequence[tuple[Title, WiredeskError]]) -> None:
        told = " ".join(f"{title.name}: {fault.sentence}" for title, fault in failed)
        super().__init__(f"{len(failed)} of {len(made) + len(failed)} titles' issues were not made. {told}")
        self.made, self.failed = tuple(made), tuple(failed)


def window(
    title: Title, edition: Edition | None, day: date, now: datetime, options: Options
) -> tuple[datetime, datetime]:
    """From where the edition's last issue ended to this one's deadline, or to now where that is to come."""
    slug = edition.slug if edition is not None else ""
    until = min(now, deadline(day, options.epaper_hour, zone_of(title, edition)).astimezone(now.tzinfo))
    before = Issue.objects.filter(
        title=title, edition=slug, issue_date__lt=day, origin=IssueOrigin.MADE, published_at__isnull=False
    )
    last = before.order_by("-issue_date").values_list("issue_date", flat=True).first()
    known = kept_inputs.kept(options.home, title.code, slug, last) if last is not None else None
    if known is not None and until - LONGEST <= known.until < until:
        return known.until, until
    return until - DAY, until


def make_issues(
    paper: Paper,
    clock: Clock,
    slug: str,
    day: date | None,
    *,
    format_name: str = "",
    pages: int = 0,
    again: bool = False,
    by: str = "",
    title: str = "",
    unasked: bool = False,
    tell: Callable[[str], None],
    shop: Workshop | None = None,
) -> list[Row]:
    """Make the edition's issue of every title that has it, or of the one of that code, and publish what is proved.

    `unasked` is the clock's work, which leaves what the desk withdrew as it is. Editions that are made with one `shop`
    share what is alike on their pages.

    Raises ProofFailed, with the page, the line and the story, for an issue that is not published for it; where several
    titles have the edition, SomeNotMade once each of them was tried.
    """
    maker = Maker(paper.options, paper.store, clock, lambda: my_turn(paper), tell, shop=shop)
    rows, failed, having = list[Row](), list[tuple[Title, WiredeskError]](), owners(slug, title)
    for owner, edition in having:
        now = clock()
        wanted = day or now.astimezone(zone_of(owner, edition)).date()
        since, until = window(owner, edition, wanted, now, paper.options)
        order = Order(
            title=owner,
            edition=edition,
            day=wanted,
            since=since,
            until=until,
            format=format_name or paper.options.epaper_format,
            pages=pages,
            again=again,
            by=by,
            unasked=unasked,
        )
        try:
            made = _once(maker, order, clock)
            _insist(made)
        except WiredeskError as fault:
            if len(having) == 1:
                raise
            failed.append((owner, fault))
        else:
            rows.append(_made(made))
    if failed:
        raise SomeNotMade(rows, failed)
    return rows


def _once(maker: Maker, order: Order, clock: Clock) -> Made:
    """Make one issue: whatever is raised is a WiredeskError and stands with it, so that the next can be made."""
    try:
        return maker.make(order)
    except BrokenPipeError:
        # Whoever was told of the steps has gone: no fault of the issue's.
        raise
    except (OSError, *OWN_FAULTS) as fault:
        log.exception("issue_broke", edition=order.slug, day=order.day.isoformat())
        broke = IssueBroke(f"It could not be made: {type(fault).__name__}, {fault}.", fact="issue_broke")
        _note_failed(order, broke.sentence, clock())
        raise broke from fault


def _note_failed(order: Order, sentence: str, now: datetime) -> None:
    issue = Issue.objects.filter(title=order.title, edition=order.slug, issue_date=order.day).first()
    if issue is not None:
        shelf.note(issue, now, FAILED, sentence, order.by)
        issue.save(update_fields=["happened"])


def _insist(made: Made) -> None:
    if not made.faults:
        return
    told = [said(fault, made.inputs) for fault in made.faults[:MOST_TOLD]]
    rest = len(made.faults) - len(told)
    more = f" And {rest} more." if rest else ""
    count = f"{len(made.faults)} fault{'s' if len(made.faults) > 1 else ''}"
    raise ProofFailed(
        f"Nothing was published: the proof found {count}. {' '.join(told)}{more}",
        fact=f"proof_faults={len(made.faults)}",
    )


def _made(made: Made) -> Row:
    placed = {region.story for page in made.printed.pages for region in page.regions if region.story}
    return {
        **_row(Issue.objects.select_related("title").get(pk=made.issue.pk)),
        "stories": len(placed),
        "offered": len(made.inputs.offers),
        "passed_over": len(made.inputs.passed_over),
    }


def _row(issue: Issue) -> Row:
    return {
        "edition": issue.edition or WHOLE_PAPER,
        "date": issue.issue_date.isoformat(),
        "number": issue.number,
        "state": issue.state,
        "origin": issue.origin,
        "pages": issue.pages,
        "unplaced": len(issue.unplaced),
        "url": address(issue),
        "title": issue.title.code,
    }


def listed(*, edition: str = "", limit: int = 0) -> list[Row]:
    """Issues as rows of `epaper list`, the newest first; `edition` narrows them where it is given."""
    rows = Issue.objects.select_related("title").order_by("-issue_date", "edition", "title")
    if edition:
        rows = rows.filter(edition="" if edition == WHOLE_PAPER else edition)
    return [_row(issue) for issue in (rows[:limit] if limit else rows)]


def issues_of(slug: str, day: date) -> list[Issue]:
    """The issue of a day of every title that has the edition; raises UsageError where there is none."""
    rows = Issue.objects.select_related("title").filter(edition="" if slug == WHOLE_PAPER else slug, issue_date=day)
    found = list(rows.order_by("title"))
    if not found:
        raise UsageError(f"There is no issue of {slug} for {day}. `wiredesk epaper list` shows them.", fact="no_issue")
    return found


def shown(slug: str, day: date, options: Options) -> list[Row]:
    """Everything about an issue, as `epaper show` tells it."""
    return [_shown(issue, options) for issue in issues_of(slug, day)]


def _shown(issue: Issue, options: Options) -> Row:
    known = kept_inputs.kept(options.home, issue.title.code, issue.edition, issue.issue_date)
    unplaced = headlines(issue, [str(one) for one in issue.unplaced], known)
    return {
        **_row(issue),
        "format": issue.format,
        "language": issue.language,
        "seed": issue.seed,
        "input_digest": issue.input_digest,
        "pdf_digest": issue.pdf_digest,
        "printed_digest": issue.printed_digest,
        "since": known.since if known else None,
        "until": known.until if known else None,
        "made_at": issue.made_at,
        "published_at": issue.published_at,
        "painted_out": sorted(painted_out(issue)),
        "not_placed": [{"id": story, "headline": headline} for story, headline in unplaced.items()],
        "passed_over": [
            {"id": one.story, "headline": one.headline, "reason": one.reason}
            for one in (known.passed_over if known else ())
        ],
        "happened": [
            {"at": at, "what": what, "why": why, "by": by}
            for at, what, why, by in (map(str, one) for one in issue.happened)
        ],
    }


def painted_out(issue: Issue) -> set[str]:
    """The stories that stood on its pages and are painted over now."""
    rows = IssuePage.objects.filter(issue=issue).values_list("painted_out", flat=True)
    return {str(story) for one in rows for story in one}


def headlines(issue: Issue, stories: Sequence[str], known: Inputs | None) -> dict[str, str]:
    """What stories of an issue are called; nothing of one that is withdrawn."""
    named = {offer.story: offer.headline for offer in known.offers} if known is not None else {}
    live = set(
        PublicStory.objects.filter(title=issue.title_id, story__in=stories, state="live").values_list(
            "story", flat=True
        )
    )
    return {story: named.get(story, "") if story in live else "" for story in stories}


def take_off_pages(
    paper: Paper, clock: Clock, slug: str, day: date, number: int, part: Hundredths, *, reason: str, by: str
) -> Iterable[Row]:
    """Take a part of a page away from every reader, in each title that has the issue."""

    def take_off(issue: Issue) -> None:
        by_hand.take_off(issue, number, part, reason, clock(), options=paper.options, by=by)

    return _by_hand(paper, clock, issues_of(slug, day), take_off)


def give_back_pages(
    paper: Paper, clock: Clock, slug: str, day: date, number: int, *, reason: str, by: str
) -> Iterable[Row]:
    """Show again what was taken off a page by hand, in each title that has the issue."""

    def give_back(issue: Issue) -> None:
        by_hand.give_back(issue, number, reason, clock(), options=paper.options, by=by)

    return _by_hand(paper, clock, issues_of(slug, day), give_back)


def _by_hand(paper: Paper, clock: Clock, found: Iterable[Issue], act: Callable[[Issue], None]) -> list[Row]:
    """Rows of the issues that it could be done to; raises UsageError where it could be done to none.

    Issues of one city and day differ by title: that one has no such page keeps nobody from taking it off another.
    """
    rows, refused = list[Row](), list[UsageError]()
    with my_turn(paper):
        for issue in found:
            try:
                act(issue)
            except UsageError as refusal:
                refused.append(refusal)
                continue
            follow_issue(issue, clock(), options=paper.options, store=paper.store)
            rows.append(_row(issue))
    if not rows:
        raise refused[0]
    return rows


def withdraw_issues(paper: Paper, clock: Clock, slug: str, day: date, *, reason: str, by: str) -> Iterable[Row]:
    """Take the issue of a day away from every reader, of each title that has the edition."""
    found = issues_of(slug, day)
    if all(issue.state != IssueState.PUBLISHED for issue in found):
        raise UsageError(f"The issue of {slug} for {day} is not published.", fact="not_published")
    with my_turn(paper):
        for issue in found:
            if issue.state == IssueState.PUBLISHED:
                shelf.withdraw(issue, reason, clock(), options=paper.options, store=paper.store, by=by)
    return [_row(issue) for issue in found]
