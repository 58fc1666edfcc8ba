"""Whose issue is meant, when its day begins and closes, and where readers find it.

Apart from making one, which loads what sets type: the worker asks these all day and never sets a page itself.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wiredesk.common.errors import UsageError
from wiredesk.house import titles
from wiredesk.house.editions import edition_named
from wiredesk.house.models import Edition, Title
from wiredesk.publication.issues import WHOLE_PAPER
from wiredesk.publication.models import Issue

Owner = tuple[Title, Edition | None]


def owners(slug: str, title: str = "") -> list[Owner]:
    """The titles whose edition of that slug is meant, or every title for `paper`; with a title's code that one alone.

    Raises UsageError for an unknown edition, and for a title that is unknown or has none of that slug.
    """
    every = list[Owner]()
    if slug == WHOLE_PAPER:
        every += [(one, None) for one in titles.founded()]
    else:
        every += [(edition.title, edition) for edition in edition_named(slug)]
    found = [(one, edition) for one, edition in every if title in ("", one.code)]
    if title and not found:
        codes = ", ".join(one.code for one, _ in every)
        raise UsageError(f"There is no title {title} that has {slug}; these have: {codes}.", fact="no_title")
    return found


def zone_of(title: Title, edition: Edition | None) -> ZoneInfo:
    """The zone in which the edition's day begins and ends."""
    return ZoneInfo((edition.time_zone if edition is not None else "") or title.time_zone)


def deadline(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """When the issue of a day closes: at that hour of the day, or from noon on of the day before.

    Where no hour is set, -1, it closes when its day ends.
    """
    if hour < 0:
        return datetime.combine(day + timedelta(days=1), time(), zone)
    return datetime.combine(day - timedelta(days=1) if hour >= 12 else day, time(hour), zone)


def address(issue: Issue) -> str:
    """Where readers find an issue."""
    return f"{issue.title.address.rstrip('/')}/epaper/{issue.edition or WHOLE_PAPER}/{issue.issue_date.isoformat()}/"
