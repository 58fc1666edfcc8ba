"""What screens may ask about many stories: the wire as a list, newest change first, and how many of each standing.

Every question costs the same at a hundred stories and at a hundred thousand. A page is a range of an index, found by
its first row and not by its number; words and services are looked for among the newest WINDOW changes, and the answer
says how far back that went, so that a person can look further; counts stop at COUNT_LIMIT.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec
from django.db.models import Q, QuerySet

from wiredesk.decisions.models import Standing
from wiredesk.decisions.words import State
from wiredesk.story.models import Identity, Version
from wiredesk.wire.models import Provider
from wiredesk.wire.parsed import Located

PAGE = 50
WINDOW = 5000
COUNT_LIMIT = 1000
NEWS_LIMIT = 100
URGENT = 2
"""IPTC urgency runs from 1, flash, to 8; agencies use 1 and 2 for what an editor must see at once."""
WAITING = "waiting"
"""Not a standing of a story but of its newest version: an earlier one is live, this one waits for a person."""

_WORDS = 8
_STORY_ID = re.compile(r"[a-z2-7]{12,52}")
_NEWEST_FIRST = ("-changed_at", "-story")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is narrowed to; an empty field narrows nothing. `state` is a State or WAITING."""

    state: str = ""
    service: str = ""
    words: str = ""


class Mark(msgspec.Struct, frozen=True):
    """A place in the list: a row's time of change and story."""

    at: datetime
    story: str = ""

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC):%Y%m%dT%H%M%S.%f}~{self.story}"


def mark_of(text: str) -> Mark | None:
    """The place that `str(mark)` wrote down, or None when the text is nothing of the kind."""
    at, _, story = text.partition("~")
    try:
        return Mark(datetime.strptime(at, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), story[:52])
    except ValueError:
        return None


class DeskRow(msgspec.Struct, frozen=True, kw_only=True):
    """One story on the list: the version that is or would be public, and how it stands."""

    story: str
    changed_at: datetime
    state: State
    headline: str
    headline_ours: bool
    language: str
    direction: str
    service: str
    number: int | None
    waiting: int | None
    reason: str
    due_at: datetime | None
    pinned_until: datetime | None
    place: str
    urgent: bool


class DeskPage(msgspec.Struct, frozen=True, kw_only=True):
    """Rows, newest change first; `older` is where the next page begins.

    `looked_back_to` is set when words or a service were looked for and not everything was gone through.
    """

    rows: tuple[DeskRow, ...]
    newest: Mark | None = None
    older: Mark | None = None
    looked_back_to: datetime | None = None


class _Glance(msgspec.Struct, frozen=True):
    """As much of a version's content as a row of a list shows."""

    language: str = "en"
    direction: str = "ltr"
    located: Located | None = None
    urgency: int | None = None


_glance = msgspec.msgpack.Decoder(_Glance)


def _spellings(word: str) -> set[str]:
    """A word in the cases it may stand in: SQLite folds the case of ASCII letters only."""
    return {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}


def _named(text: str) -> set[str]:
    """The stories that a text is an id of: ours, or one that a provider gave."""
    if " " in text or not text:
        return set()
    found = set(Identity.objects.filter(provider__in=Provider.objects.all(), guid=text).values_list("story", flat=True))
    if _STORY_ID.fullmatch(text):
        found.add(text)
    return found


def _said(words: str) -> Q:
    """Every word in the agency's headline or in ours."""
    every = Q()
    for word in words.split()[:_WORDS]:
        some = Q()
        for spelling in _spellings(word):
            some |= Q(version__headline__icontains=spelling) | Q(headline__icontains=spelling)
        every &= some
    return every


def _indexed(state: str) -> QuerySet[Standing]:
    """The rows of a standing, for which there is an index; or all."""
    return Standing.objects.filter(state=state) if state and state != WAITING else Standing.objects.all()


def _before(rows: QuerySet[Standing], mark: Mark | None) -> QuerySet[Standing]:
    if mark is None:
        return rows
    # The first condition follows from the second; it is what lets a database enter its index at the mark.
    return rows.filter(changed_at__lte=mark.at).filter(
        Q(changed_at__lt=mark.at) | Q(changed_at=mark.at, story__lt=mark.story)
    )


def _after(rows: QuerySet[Standing], mark: Mark) -> QuerySet[Standing]:
    return rows.filter(changed_at__gte=mark.at).filter(
        Q(changed_at__gt=mark.at) | Q(changed_at=mark.at, story__gt=mark.story)
    )


def _narrowed(wanted: Wanted, rows: QuerySet[Standing]) -> QuerySet[Standing]:
    if wanted.state == WAITING:
        rows = rows.filter(waiting__isnull=False)
    if wanted.service:
        rows = rows.filter(version__item__service__name=wanted.service)
    words = wanted.words.strip()
    if words:
        named = _named(words)
        rows = rows.filter(_said(words) | Q(story__in=named)) if named else rows.filter(_said(words))
    return rows


def _window(wanted: Wanted, rows: QuerySet[Standing]) -> tuple[QuerySet[Standing], Mark | None]:
    """The rows to look through where no index leads to them, and the last of these where there are more."""
    if wanted.state != WAITING and not wanted.service and not wanted.words.strip():
        return rows, None
    last = rows.order_by(*_NEWEST_FIRST).values_list("changed_at", "story")[WINDOW - 1 : WINDOW]
    for at, story in last:
        return rows.filter(changed_at__gte=at), Mark(at, story)
    return rows, None


def wire(wanted: Wanted, *, before: Mark | None = None, size: int = PAGE) -> DeskPage:
    """One page of the list, after `before`; at most five queries whatever its length."""
    rows, end = _window(wanted, _before(_indexed(wanted.state), before))
    found = list(_shown(_narrowed(wanted, rows).order_by(*_NEWEST_FIRST))[: size + 1])
    more = len(found) > size
    found = found[:size]
    without_text = _last_words([row.story_id for row in found if row.version is None])
    page = tuple(_row(row, without_text.get(row.story_id)) for row in found)
    return DeskPage(
        rows=page,
        newest=Mark(page[0].changed_at, page[0].story) if page else None,
        older=Mark(page[-1].changed_at, page[-1].story) if more else end,
        looked_back_to=end.at if end is not None and not more else None,
    )


def _shown(rows: QuerySet[Standing]) -> QuerySet[Standing]:
    """With what a row shows, and without the bytes as received, which are large."""
    return rows.select_related("version__item__service", "waiting").only(
        "story_id",
        "changed_at",
        "state",
        "headline",
        "reason",
        "due_at",
        "pinned_until",
        "version__headline",
        "version__number",
        "version__content",
        "version__item__service__name",
        "waiting__number",
    )


def _last_words(stories: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Headline and service of the newest item of stories that have no version to publish."""
    wanted = list(stories)
    if not wanted:
        return {}
    rows = (
        Version.objects.filter(story__in=wanted).order_by("id").values_list("story", "headline", "item__service__name")
    )
    return {story: (headline, service) for story, headline, service in rows}


def _row(row: Standing, without_text: tuple[str, str] | None) -> DeskRow:
    version = row.version
    headline, service = without_text or ("", "")
    glance = _Glance()
    if version is not None:
        headline, service = version.headline, version.item.service.name
        glance = _glance.decode(bytes(version.content))
    return DeskRow(
        story=row.story_id,
        changed_at=row.changed_at,
        state=State(row.state),
        headline=row.headline or headline,
        headline_ours=bool(row.headline),
        language=glance.language,
        direction=glance.direction,
        service=service,
        number=version.number if version else None,
        waiting=row.waiting.number if row.waiting else None,
        reason=row.reason,
        due_at=row.due_at,
        pinned_until=row.pinned_until,
        place=glance.located.name if glance.located else "",
        urgent=glance.urgency is not None and 0 < glance.urgency <= URGENT,
    )


def news(wanted: Wanted, since: Mark) -> int:
    """How many rows of the list changed after `since`; at most NEWS_LIMIT are counted."""
    rows, _ = _window(wanted, _after(_indexed(wanted.state), since))
    return _narrowed(wanted, rows).order_by()[:NEWS_LIMIT].count()


def counts() -> dict[State, int]:
    """How many stories have each standing; COUNT_LIMIT means that many or more."""
    return {state: Standing.objects.filter(state=state).order_by()[:COUNT_LIMIT].count() for state in State}
