"""Issues of the e-paper as readers may know of them: those published, and those withdrawn, for one batch.

Where a story of an issue stands now is asked here too: a page is printed once, and its stories go on living.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property

import msgspec
from django.db.models import Count, QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.publication.models import Issue, IssuePage, IssueState, OnPage, PublicState, PublicStory

SEEN = (IssueState.PUBLISHED, IssueState.WITHDRAWN)
WHOLE_PAPER = "paper"
"""What stands in the address of an issue of no edition."""

_SEEN_FIELDS = (
    "id",
    "edition",
    "edition_name",
    "issue_date",
    "number",
    "state",
    "origin",
    "language",
    "direction",
    "pages",
    "has_text",
    "made_at",
    "published_at",
    "withdrawn_at",
    "withdrawn_reason",
    "pdf_path",
    "printed_digest",
    "pdf_digest",
)


class PublicIssue(msgspec.Struct, frozen=True):
    """One issue as readers may know of it; of a withdrawn one, that it was."""

    key: int
    edition: str
    edition_name: str
    day: date
    number: int
    state: str
    origin: str
    language: str
    direction: str
    pages: int
    has_text: bool
    made_at: datetime | None
    published_at: datetime | None
    withdrawn_at: datetime | None
    reason: str
    pdf: str
    printed_digest: str
    pdf_digest: str

    @property
    def redone(self) -> bool:
        """Whether it was made up again to something else than was first published."""
        return bool(self.printed_digest and self.pdf_digest) and self.pdf_digest != self.printed_digest

    @property
    def withdrawn(self) -> bool:
        """Whether nothing of it is shown any more."""
        return self.state == IssueState.WITHDRAWN

    @property
    def city(self) -> str:
        """What stands for its edition in its address."""
        return self.edition or WHOLE_PAPER


class PublicIssuePage(msgspec.Struct, frozen=True):
    """One page; `data` and `pictures` are the outlet's own records."""

    number: int
    section: str
    data: bytes
    pictures: bytes
    painted_out: tuple[str, ...]
    covered: tuple[tuple[float, ...], ...] = ()


class OnPages(msgspec.Struct, frozen=True):
    """A page on which a story stands."""

    key: int
    """The page's key in the database."""
    edition: str
    day: date
    number: int

    @property
    def city(self) -> str:
        """What stands for its edition in its address."""
        return self.edition or WHOLE_PAPER


class Standing(msgspec.Struct, frozen=True):
    """What became of a printed story: public at a path, withdrawn, or at another story's address."""

    path: str
    state: str

    @property
    def gone(self) -> bool:
        """Whether it was withdrawn."""
        return self.state == PublicState.GONE


@prepared
def _any(title: int) -> QuerySet[Issue, int]:
    return Issue.objects.filter(title=title, state__in=SEEN).values_list("id", flat=True)[:1]


@prepared
def _standing(title: int, ids: Sequence[str]) -> QuerySet[PublicStory, tuple[str, str, str]]:
    return PublicStory.objects.filter(title=title, story__in=ids).values_list("story_id", "path", "state")


def standing(title: int, ids: Iterable[str]) -> dict[str, Standing]:
    """Where these stories stand now in a title; one that it never published is absent."""
    wanted = sorted({one for one in ids if one})
    return {story: Standing(path, state) for story, path, state in _standing(title, wanted)} if wanted else {}


class IssueShelf:
    """One title's issues; each is read once a batch."""

    def __init__(self, title: int) -> None:
        self._title = title
        self._issues: dict[tuple[str, date], PublicIssue | None] = {}
        self._pages: dict[int, tuple[PublicIssuePage, ...]] = {}
        self._standing: dict[str, Standing | None] = {}
        self.read: dict[int, object] = {}
        """What an outlet made of each issue, by its key, for the rest of the batch."""

    @cached_property
    def any(self) -> bool:
        """Whether there ever was one: then the menu leads to them."""
        return bool(list(_any(self._title)))

    def _rows(self) -> QuerySet[Issue]:
        return Issue.objects.filter(title=self._title, state__in=SEEN)

    def _found(self, rows: QuerySet[Issue]) -> tuple[PublicIssue, ...]:
        return tuple(PublicIssue(*row) for row in rows.values_list(*_SEEN_FIELDS))

    def issue(self, city: str, day: date) -> PublicIssue | None:
        """The issue of an edition's slug, or of WHOLE_PAPER, and a day; None where there is none to be known of."""
        if (city, day) not in self._issues:
            found = self._found(self._rows().filter(edition=_edition(city), issue_date=day))
            self._issues[city, day] = next(iter(found), None)
        return self._issues[city, day]

    def keyed(self, keys: Sequence[int]) -> tuple[PublicIssue, ...]:
        """The issues of these keys."""
        return self._found(self._rows().filter(pk__in=keys)) if keys else ()

    def pages(self, issue: PublicIssue) -> tuple[PublicIssuePage, ...]:
        """The pages of an issue in order; none of a withdrawn one."""
        if issue.withdrawn:
            return ()
        if issue.key not in self._pages:
            rows = IssuePage.objects.filter(issue=issue.key).order_by("number")
            self._pages[issue.key] = tuple(
                PublicIssuePage(
                    number, section, bytes(data), bytes(pictures), tuple(painted), tuple(map(tuple, covered))
                )
                for number, section, data, pictures, painted, covered in rows.values_list(
                    "number", "section", "data", "pictures", "painted_out", "covered"
                )
            )
        return self._pages[issue.key]

    def newest(self, limit: int) -> tuple[PublicIssue, ...]:
        """The newest issues of every edition, newest first."""
        return self._found(self._rows().order_by("-issue_date", "edition")[:limit])

    def of_month(self, month: date) -> tuple[PublicIssue, ...]:
        """Every issue of a month, given by its first day, newest first."""
        after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        rows = self._rows().filter(issue_date__gte=month, issue_date__lt=after)
        return self._found(rows.order_by("-issue_date", "edition"))

    def of_city(self, city: str, limit: int) -> tuple[PublicIssue, ...]:
        """The newest issues of an edition's slug, or of WHOLE_PAPER, newest first."""
        return self._found(self._rows().filter(edition=_edition(city)).order_by("-issue_date")[:limit])

    def every(self) -> tuple[PublicIssue, ...]:
        """Every issue there is to know of, newest first: for who presses all of them."""
        return self._found(self._rows().order_by("-issue_date", "edition"))

    @cached_property
    def cities(self) -> tuple[tuple[str, str], ...]:
        """Every edition that ever had an issue, as what stands in its address and its name, the newest name."""
        rows = self._rows().order_by("issue_date").values_list("edition", "edition_name")
        return tuple(sorted({edition or WHOLE_PAPER: name for edition, name in rows}.items()))

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The first day of every month that has an issue, newest first."""
        return tuple(self._rows().dates("issue_date", "month", order="DESC"))

    def beside(self, issue: PublicIssue) -> tuple[PublicIssue | None, PublicIssue | None]:
        """The edition's issue before and after this one."""
        own = self._rows().filter(edition=issue.edition)
        before = self._found(own.filter(issue_date__lt=issue.day).order_by("-issue_date")[:1])
        after = self._found(own.filter(issue_date__gt=issue.day).order_by("issue_date")[:1])
        return next(iter(before), None), next(iter(after), None)

    def gone(self, issues: Iterable[PublicIssue]) -> dict[int, int]:
        """How many stories of each of these issues were withdrawn since, by the issue's key."""
        keys = [issue.key for issue in issues if not issue.withdrawn]
        if not keys:
            return {}
        away = PublicStory.objects.filter(title=self._title, state=PublicState.GONE).values("story")
        rows = OnPage.objects.filter(page__issue__in=keys, story__in=away).values_list("page__issue")
        return dict(rows.annotate(n=Count("story", distinct=True)))

    def standing(self, ids: Iterable[str]) -> dict[str, Standing]:
        """Where these stories stand now; one that the title never published is absent."""
        wanted = [one for one in dict.fromkeys(ids) if one and one not in self._standing]
        if wanted:
            self._standing |= dict.fromkeys(wanted)
            self._standing |= standing(self._title, wanted)
        return {one: found for one in ids if (found := self._standing.get(one)) is not None}


def _edition(city: str) -> str:
    return "" if city == WHOLE_PAPER else city


def pages_with(title: int, stories: Sequence[str]) -> tuple[OnPages, ...]:
    """The pages of a title's published issues on which these stories stand."""
    return tuple(OnPages(*row) for row in _pages_with(title, list(stories)))


@prepared
def _pages_with(title: int, stories: Sequence[str]) -> QuerySet[OnPage, tuple[int, str, date, int]]:
    rows = OnPage.objects.filter(story__in=stories, page__issue__title=title, page__issue__state=IssueState.PUBLISHED)
    fields = ("page_id", "page__issue__edition", "page__issue__issue_date", "page__number")
    return rows.order_by("page_id").distinct().values_list(*fields)
