"""The archive by day, and the list of what was withdrawn."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website import cards
from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.head import plain
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import ArchiveDay, ArchiveIndex, ArchivePage, Fixed, path_of
from wiredesk.publication.public import PublicNotice, PublicStory


class Link(msgspec.Struct, frozen=True):
    """One way on."""

    path: str
    text: str


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A list of lines with a name."""

    name: str
    note: str = ""
    lines: tuple[Markup, ...] = ()
    wide: bool = False
    empty: str = ""
    links: tuple[Link, ...] = ()


class Day(msgspec.Struct, frozen=True):
    """One day of the archive's index."""

    path: str
    number: str
    full: str


class Month(msgspec.Struct, frozen=True):
    """One month of it."""

    name: str
    days: tuple[Day, ...]


class Months(msgspec.Struct, frozen=True):
    """The archive's index."""

    months: tuple[Month, ...]


def _line(paper: Paper, one: PublicStory | PublicNotice, day: date) -> Markup:
    if isinstance(one, PublicNotice):
        return cards.off(paper, one, one.live_at or one.gone_at, day=day)
    return cards.tick(paper, one, one.live_at, day=day, why=cards.where_from(paper, one))


def archive_page(paper: Paper, key: ArchivePage, *, pages: int, day_before: date | None) -> Sheet | None:
    """One page of a day, oldest first. `pages` is how many the day has; None where it has not that many."""
    found = paper.shelf.archive_page(key.day, key.number)
    if not found and key.number > pages:
        return None
    words = paper.words
    links = []
    if key.number > 1:
        links.append(Link(path_of(ArchivePage(key.day, key.number - 1)), words.older_page))
    if key.number < pages:
        links.append(Link(path_of(ArchivePage(key.day, key.number + 1)), words.newer_page))
    if day_before:
        links.append(Link(path_of(ArchiveDay(day_before)), words.day_before))
    links.append(Link(path_of(ArchiveIndex()), words.archive))
    view = View(
        name=paper.times.full_day(key.day),
        note=words.page_of_day.format(n=paper.times.number(key.number)),
        lines=tuple(_line(paper, one, key.day) for one in found),
        # Every story of it may have been joined with copies that stand elsewhere.
        empty=words.nothing_yet,
        links=tuple(links),
    )
    # The day's own address shows its last page: the numbered one is canonical for both.
    head = plain(paper, f"{view.name} ({view.note})", path_of(key))
    text = template("list.html").render(paper=paper, head=head, view=view)
    return Sheet(text, cards.ids(one for one in found if isinstance(one, PublicStory)))


def archive_index(paper: Paper, days: Sequence[date]) -> Sheet:
    """Every day that has an archive, newest first, by month."""
    months = tuple(
        Month(
            paper.times.month(date(year, month, 1)),
            tuple(
                Day(path_of(ArchiveDay(day)), paper.times.number(day.day), paper.times.full_day(day))
                for day in of_month
            ),
        )
        for (year, month), of_month in groupby(sorted(days, reverse=True), key=lambda day: (day.year, day.month))
    )
    head = plain(paper, paper.words.archive, path_of(ArchiveIndex()))
    return Sheet(template("days.html").render(paper=paper, head=head, view=Months(months)))


def _withdrawn(paper: Paper, notice: PublicNotice) -> Markup:
    says = cards.withdrawn_words(paper, notice)
    more = paper.words.stop.join(part for part in (notice.section.name, notice.provider.name, notice.reason) if part)
    return Markup('<li class="off" id="{}">{} <span>{}<span class="why">{}</span></span></li>\n').format(
        notice.id, paper.times.tag(notice.gone_at, paper.times.day_and_clock(notice.gone_at)), says, more
    )


def withdrawn(paper: Paper) -> Sheet:
    """The last fifty withdrawals: when, whose, from which section and why, without a word of the stories."""
    words = paper.words
    view = View(
        name=words.withdrawn_stories,
        note=words.withdrawn_about,
        lines=tuple(_withdrawn(paper, notice) for notice in paper.shelf.recently_withdrawn),
        wide=True,
        empty=words.none_withdrawn,
    )
    head = plain(paper, view.name, Fixed.WITHDRAWN.value)
    return Sheet(template("list.html").render(paper=paper, head=head, view=view))
