"""Issues of the e-paper at the desk: how each stands, what found no place, what went wrong, and what to do about it."""

from collections.abc import Iterable
from datetime import date, datetime

import msgspec
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from wiredesk.common.clock import system_clock
from wiredesk.common.errors import UsageError
from wiredesk.house.editions import edition_named
from wiredesk.house.models import Edition, Title
from wiredesk.newsroom.access import address_of, desk, name_of, paper_zone, person_at
from wiredesk.newsroom.deciding import wake_worker
from wiredesk.newsroom.frame import Choice, page
from wiredesk.outlets.epaper import by_hand, inputs, shelf
from wiredesk.outlets.epaper.asking import AS_BEFORE, ask, asked, failures, progress
from wiredesk.outlets.epaper.by_hand import WHOLE, part_named
from wiredesk.people.audit import What, note
from wiredesk.publication.issues import WHOLE_PAPER
from wiredesk.publication.models import Issue, IssueOrigin, IssuePage, IssueState, PublicState, PublicStory

SHOWN = 30
HAPPENED = 8
LONGEST_LIST = 60


class Told(msgspec.Struct, frozen=True):
    """One thing that happened to an issue."""

    at: datetime
    what: str
    why: str
    by: str


class Left(msgspec.Struct, frozen=True):
    """A story that an issue does not have, and why; the headline is empty where it is not public any more."""

    story: str
    headline: str
    reason: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One issue as the desk sees it."""

    issue: Issue
    city: str
    waits: bool
    fault: str
    left: tuple[Left, ...]
    happened: tuple[Told, ...]
    covered: tuple[int, ...] = ()
    """Pages off which the desk took something."""

    @property
    def published(self) -> bool:
        """Whether readers see it."""
        return self.issue.state == IssueState.PUBLISHED

    @property
    def made_here(self) -> bool:
        """Whether it can be made again here."""
        return self.issue.origin == IssueOrigin.MADE

    @property
    def path(self) -> str:
        """Where readers find it."""
        return f"/epaper/{self.city}/{self.issue.issue_date.isoformat()}/"


def _line(issue: Issue, covered: Iterable[int]) -> Line:
    failed = failures(issue)
    return Line(
        issue=issue,
        city=issue.edition or WHOLE_PAPER,
        waits=asked(issue),
        fault=failed[-1][1] if failed else "",
        left=_left(issue),
        covered=tuple(covered),
        happened=tuple(
            Told(datetime.fromisoformat(at), str(what), "" if str(what).startswith("published") else str(why), str(by))
            for at, what, why, by in reversed(issue.happened[-HAPPENED:])
        ),
    )


def _left(issue: Issue) -> tuple[Left, ...]:
    """What no page took, then what was not offered; nothing of the words of what was withdrawn since."""
    known = inputs.kept(settings.HOME, issue.title.code, issue.edition, issue.issue_date)
    named = {offer.story: offer.headline for offer in known.offers} if known is not None else {}
    unplaced = [Left(str(story), named.get(str(story), ""), "No page had room") for story in issue.unplaced]
    passed = [Left(one.story, one.headline, one.reason) for one in (known.passed_over if known is not None else ())]
    found = [*unplaced, *passed][:LONGEST_LIST]
    rows = PublicStory.objects.filter(
        title=issue.title_id, state=PublicState.LIVE, story__in=[one.story for one in found]
    )
    live = set(rows.values_list("story", flat=True))
    return tuple(one if one.story in live else Left(one.story, "", one.reason) for one in found)


def _overview(request: HttpRequest, refusal: str = "") -> HttpResponse:
    now = system_clock()
    rows = Issue.objects.select_related("title").order_by("-issue_date", "edition", "title")[:SHOWN]
    taken: dict[int, list[int]] = {}
    off = IssuePage.objects.filter(issue__in=[row.pk for row in rows]).exclude(covered=[])
    for key, number in off.order_by("number").values_list("issue", "number"):
        taken.setdefault(key, []).append(number)
    editions = dict(Edition.objects.order_by("order", "slug").values_list("slug", "name"))
    return page(
        request,
        "issues.html",
        now,
        status=409 if refusal else 200,
        here="issues",
        lines=[_line(issue, taken.get(issue.pk, ())) for issue in rows],
        editions=[*(Choice(slug, name, chosen=False) for slug, name in editions.items()),
                  Choice(WHOLE_PAPER, "The whole paper", not editions)],
        today=now.astimezone(paper_zone()).date().isoformat(),
        under_way=progress(settings.HOME),
        hour=settings.OPTIONS.epaper_hour,
        as_before=AS_BEFORE,
        refusal=refusal,
    )  # fmt: skip


@require_safe
@desk
def issues(request: HttpRequest) -> HttpResponse:
    """The newest issues of every edition."""
    return _overview(request)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise UsageError("Give the day as 2026-03-09.", fact="bad_date") from fault


@require_POST
@desk
def make_issue(request: HttpRequest) -> HttpResponse:
    """The worker makes the issue of every title that has the edition; what readers have stays until it is there."""
    slug, now = request.POST.get("edition", ""), system_clock()
    person = person_at(request)
    try:
        with transaction.atomic():
            day = _day(request.POST.get("date", ""))
            again = request.POST.get("again") == AS_BEFORE
            for title, edition in _owners(slug):
                ask(title, edition, day, now, by=name_of(person), again=again)
            note(What.MAKE_ISSUE, person=person, about=f"{slug} {day}", address=address_of(request), now=now)
            wake_worker()
    except UsageError as refusal:
        return _overview(request, refusal.sentence)
    messages.success(request, f"The issue for {day} is being made. Look again in some seconds.")
    return redirect("issues")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 5):
        raise UsageError("Give the page as a number.", fact="bad_page")
    return int(text)


def _owners(slug: str) -> list[tuple[Title, Edition | None]]:
    if slug == WHOLE_PAPER:
        return [(title, None) for title in Title.objects.order_by("id")]
    return [(edition.title, edition) for edition in edition_named(slug)]


@require_POST
@desk
def withdraw_issue(request: HttpRequest, issue: int) -> HttpResponse:
    """The issue's files are gone when this answers, and its pages a moment later."""
    now, person = system_clock(), person_at(request)
    reason = request.POST.get("reason", "")
    try:
        with transaction.atomic():
            row = Issue.objects.select_for_update().filter(pk=issue).first()
            if row is None:
                raise UsageError("There is no such issue.", fact="no_issue")
            number = request.POST.get("page", "").strip()
            part = part_named(request.POST.get("part", ""))
            if number:
                by_hand.take_off(row, _number(number), part, reason, now, options=settings.OPTIONS, by=name_of(person))
            elif part != WHOLE:
                raise UsageError("Say which page the part is of.", fact="no_page")
            else:
                shelf.take_away(row, reason, now, options=settings.OPTIONS, by=name_of(person))
            page_of = f" page {number}" if number else ""
            about = f"{row.edition or WHOLE_PAPER} {row.issue_date}{page_of}: {reason.strip()}"
            note(What.WITHDRAW_ISSUE, person=person, about=about, address=address_of(request), now=now)
            wake_worker()
    except UsageError as refusal:
        return _overview(request, refusal.sentence)
    if not number:
        told = "Withdrawn: nobody can read it any more."
    elif part == WHOLE:
        told = f"Page {number} is withdrawn: nobody can read it any more."
    else:
        told = f"That part of page {number} is withdrawn; the rest of the page is shown again in a moment."
    messages.success(request, told)
    return redirect("issues")


@require_POST
@desk
def restore_page(request: HttpRequest, issue: int) -> HttpResponse:
    """What the desk took off a page is shown again in a moment; killed stories on it stay away."""
    now, person = system_clock(), person_at(request)
    reason = request.POST.get("reason", "").strip() or "Taken back at the desk"
    try:
        with transaction.atomic():
            row = Issue.objects.select_for_update().filter(pk=issue).first()
            if row is None:
                raise UsageError("There is no such issue.", fact="no_issue")
            number = _number(request.POST.get("page", ""))
            by_hand.give_back(row, number, reason, now, options=settings.OPTIONS, by=name_of(person))
            about = f"{row.edition or WHOLE_PAPER} {row.issue_date} page {number}: {reason}"
            note(What.RESTORE_PAGE, person=person, about=about, address=address_of(request), now=now)
            wake_worker()
    except UsageError as refusal:
        return _overview(request, refusal.sentence)
    messages.success(request, f"Page {number} is shown again in a moment.")
    return redirect("issues")
