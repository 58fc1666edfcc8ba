"""Which issue of the e-paper is to be made now, and why: asked for at the desk, torn by a withdrawal, or by the hour.

What fails is tried again after a pause, and after some tries only when a person asks: each failure stands with its
issue, so a worker that was started anew knows of those before.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec
from django.db.models import Q

from wiredesk.flow.epaper_days import deadline, zone_of
from wiredesk.house import titles
from wiredesk.house.models import Edition, Title
from wiredesk.outlets.epaper.asking import ASKED, RECENT, asked, failures, from_before
from wiredesk.publication.issues import WHOLE_PAPER
from wiredesk.publication.models import Issue, IssueOrigin, IssuePage, IssueState
from wiredesk.settings.options import Options

CATCH_UP = timedelta(hours=6)
"""How late an issue may be made whose hour passed while nothing ran; later it is a person's to decide."""
RETRY, TRIES = timedelta(minutes=10), 3
TORN_FOR = timedelta(days=30)
"""How long an issue is made again for what is withdrawn from it; an older one stays painted over."""


class Job(msgspec.Struct, frozen=True):
    """One title's issue to be made; `edition` is a slug, or `paper`. `again` from what it was made from before.

    Never another title's of that edition and day: its hour may not have come, and what the desk withdrew stays so.
    """

    title: str
    """Its code."""
    edition: str
    day: date
    again: bool
    why: str
    also: tuple[str, ...] = ()
    """More of the title's editions of that day, made by the same process because they share pages."""


def due(options: Options, now: datetime) -> Job | None:
    """The issue to be made first; None where none is. Those of a title's night come together."""
    wanted = next(_asked(now), None) or next(_torn(now), None)
    if wanted is not None:
        return wanted
    night = list(_by_the_hour(options, now))
    fresh = [job for job, failed in night if not failed]
    if not fresh:
        # What failed goes alone, and after the others: whatever is wrong with it, it takes none of them with it.
        return next((job for job, _ in night), None)
    first = fresh[0]
    same = [one.edition for one in fresh[1:] if (one.title, one.day) == (first.title, first.day)]
    return msgspec.structs.replace(first, also=tuple(same))


def _asked(now: datetime) -> Iterator[Job]:
    recent = Issue.objects.filter(issue_date__gte=(now - RECENT).date()).select_related("title")
    for issue in recent.order_by("issue_date", "edition", "title"):
        if asked(issue):
            yield Job(issue.title.code, _slug(issue), issue.issue_date, from_before(issue), ASKED)


def _torn(now: datetime) -> Iterator[Job]:
    """Published issues on which something is painted over: the page is made again without it, from the same seed.

    Not where the desk took something off by hand, which could stand elsewhere then: such an issue stays painted over.
    """
    rows = IssuePage.objects.filter(
        issue__issue_date__gt=(now - TORN_FOR).date(),
        issue__state=IssueState.PUBLISHED,
        issue__origin=IssueOrigin.MADE,
    ).filter(Q(due=True) | ~Q(painted_out=[]))
    by_hand = IssuePage.objects.filter(issue__issue_date__gt=(now - TORN_FOR).date()).exclude(covered=[])
    torn = Issue.objects.filter(pk__in=rows.values("issue"), covered_beyond={}).exclude(pk__in=by_hand.values("issue"))
    for issue in torn.select_related("title").order_by("-issue_date", "edition", "title"):
        if _may_try(issue, now):
            why = "a story on it was withdrawn"
            yield Job(issue.title.code, _slug(issue), issue.issue_date, again=True, why=why)


def _by_the_hour(options: Options, now: datetime) -> Iterator[tuple[Job, bool]]:
    """Each with whether it failed before."""
    for title, edition, day in wanted_by_the_hour(options, now):
        slug = edition.slug if edition is not None else ""
        issue = Issue.objects.filter(title=title, edition=slug, issue_date=day).first()
        if issue is None or (issue.state in (IssueState.DRAFT, IssueState.PROOFED) and _may_try(issue, now)):
            failed = issue is not None and bool(failures(issue))
            yield Job(title.code, slug or WHOLE_PAPER, day, again=False, why="its hour has come"), failed


def wanted_by_the_hour(options: Options, now: datetime) -> Iterator[tuple[Title, Edition | None, date]]:
    """Every edition whose issue's hour came in the last hours, with the day of that issue."""
    if options.epaper_hour < 0:
        return
    for title, edition in scheduled(options):
        day = day_due(options.epaper_hour, title, edition, now)
        if now - deadline(day, options.epaper_hour, zone_of(title, edition)) < CATCH_UP:
            yield title, edition, day


def scheduled(options: Options) -> Iterator[tuple[Title, Edition | None]]:
    """The editions whose issues are made by the hour: those of the option, else all, else the whole paper."""
    named = set(options.epaper_editions)
    for title in titles.founded():
        own = [one for one in Edition.objects.filter(title=title) if not named or one.slug in named]
        yield from ((title, one) for one in own)
        if WHOLE_PAPER in named or not (own or named):
            yield title, None


def day_due(hour: int, title: Title, edition: Edition | None, now: datetime) -> date:
    """The day of the issue whose hour came last."""
    zone = zone_of(title, edition)
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=1), today, today - timedelta(days=1))
    return next(day for day in days if deadline(day, hour, zone) <= now)


def _may_try(issue: Issue, now: datetime) -> bool:
    failed = failures(issue)
    return len(failed) < TRIES and (not failed or now - failed[-1][0] >= RETRY)


def _slug(issue: Issue) -> str:
    return issue.edition or WHOLE_PAPER
