"""The archive of issues: the newest of every edition, every month, every edition, and each issue by itself."""

from collections.abc import Iterable, Sequence
from email.utils import format_datetime

import msgspec

from wiredesk.common.numerals import native
from wiredesk.outlets.epaper.kept import PagePicture
from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.feeds.xml import DECLARATION, attribute, text
from wiredesk.outlets.website.issues import frame
from wiredesk.outlets.website.issues.frame import Link, Thumb
from wiredesk.outlets.website.issues.keys import (
    FEED,
    ROOT,
    EpaperCity,
    EpaperCover,
    EpaperIndex,
    EpaperMonth,
    epaper_path,
)
from wiredesk.outlets.website.issues.reading import ReadPage, read, read_issue
from wiredesk.outlets.website.issues.viewer import shown
from wiredesk.outlets.website.paper import Attributes, Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.publication.issues import PublicIssue

NEWEST = 60
"""Issues that are looked through for the newest of every edition, and that an edition's page shows."""

FED = 30

MOST_LISTED = 40_000
"""Issues of a sitemap, the newest: one file may list fifty thousand addresses."""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One issue in a list, with its first page where that is shown."""

    path: str
    city: str
    language: Attributes
    date: str
    number: str
    notes: tuple[str, ...]
    picture: PagePicture | None = None
    withdrawn: bool = False


class Group(msgspec.Struct, frozen=True):
    """Issues under a heading."""

    name: str
    cards: tuple[Card, ...]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A list of issues, and the ways to others."""

    name: str
    about: str
    groups: tuple[Group, ...]
    pictured: bool
    cities: tuple[Link, ...] = ()
    months: tuple[Link, ...] = ()


class Contents(msgspec.Struct, frozen=True):
    """One page of an issue, and what stands on it."""

    thumb: Thumb
    section: str
    lines: tuple["Headline", ...]


class Headline(msgspec.Struct, frozen=True):
    """A story of a page, and its place in the page's text."""

    path: str
    text: str
    language: Attributes
    state: str


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """One issue."""

    issue: PublicIssue
    name: str
    number: str
    dated: str
    contents: tuple[Contents, ...]
    notes: tuple[str, ...]
    how: str
    before: str
    after: str
    city: Link
    file: str


def _cards(paper: Paper, issues: Sequence[PublicIssue], *, pictured: bool) -> tuple[list[Card], frozenset[str]]:
    """These issues as cards, and whose words stand on the pictures of them."""
    gone = paper.shelf.issues.gone(issues)
    cards, shows = [], frozenset[str]()
    for issue in issues:
        first = _first(paper, issue) if pictured else None
        shows |= first.stories if first else frozenset()
        cards.append(
            Card(
                path=frame.cover_path(issue),
                city=issue.edition_name,
                language=paper.attributes(issue.language, issue.direction),
                date=paper.times.full_day(issue.day),
                number=paper.words.epaper_number.format(n=native(str(issue.number), paper.words.language)),
                notes=frame.said_of(paper, issue, gone.get(issue.key, 0)),
                picture=first.pictures.thumb if first else None,
                withdrawn=issue.withdrawn,
            )
        )
    return cards, shows


def _first(paper: Paper, issue: PublicIssue) -> ReadPage | None:
    return next(iter(read_issue(paper, issue).pages), None)


def _ways(paper: Paper, *, city: str = "", month: str = "") -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    found = paper.shelf.issues
    cities = (Link(epaper_path(EpaperCity(code)), name, code == city) for code, name in found.cities)
    months = ((epaper_path(EpaperMonth(one)), paper.times.month(one)) for one in found.months)
    return tuple(cities), tuple(Link(path, name, path == month) for path, name in months)


def _sheet(paper: Paper, path: str, view: View, shows: frozenset[str]) -> Sheet:
    head = frame.head(paper, view.name, path)
    return Sheet(template("epaper_list.html").render(paper=paper, head=head, view=view), shows)


def index(paper: Paper, key: EpaperIndex) -> Sheet | None:
    """The newest issue of every edition; None where there never was one."""
    newest: dict[str, PublicIssue] = {}
    for issue in paper.shelf.issues.newest(NEWEST):
        newest.setdefault(issue.city, issue)
    if not newest:
        return None
    cards, shows = _cards(paper, tuple(newest.values()), pictured=True)
    cities, months = _ways(paper)
    view = View(
        name=paper.words.epaper,
        about=paper.words.epaper_about,
        groups=(Group("", tuple(cards)),),
        pictured=True,
        cities=cities,
        months=months,
    )
    return _sheet(paper, epaper_path(key), view, shows)


def city(title: Paper, key: EpaperCity) -> Sheet | None:
    """An edition's issues; None where it never had one."""
    paper = frame.in_edition(title, key.city)
    issues = paper.shelf.issues.of_city(key.city, NEWEST)
    if not issues:
        return None
    cards, shows = _cards(paper, issues, pictured=True)
    cities, months = _ways(paper, city=key.city)
    name = f"{paper.words.epaper}: {issues[0].edition_name}"
    view = View(
        name=name,
        about=paper.words.epaper_about,
        groups=(Group("", tuple(cards)),),
        pictured=True,
        cities=cities,
        months=months,
    )
    return _sheet(paper, epaper_path(key), view, shows)


def month(paper: Paper, key: EpaperMonth) -> Sheet | None:
    """A month's issues, a day at a time; None where it has none."""
    issues = paper.shelf.issues.of_month(key.month)
    if not issues:
        return None
    cards, _ = _cards(paper, issues, pictured=False)
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.date, []).append(card)
    path = epaper_path(key)
    cities, months = _ways(paper, month=path)
    view = View(
        name=f"{paper.words.epaper}: {paper.times.month(key.month)}",
        about=paper.words.epaper_about,
        groups=tuple(Group(day, tuple(own)) for day, own in groups.items()),
        pictured=False,
        cities=cities,
        months=months,
    )
    return _sheet(paper, path, view, frozenset())


def cover(title: Paper, key: EpaperCover) -> tuple[Sheet, bool] | None:
    """An issue, and whether it still stands; None where there never was one."""
    paper = frame.in_edition(title, key.city)
    reading = read(title, key.city, key.day)
    if reading is None:
        return None
    issue = reading.issue
    before, after = paper.shelf.issues.beside(issue)
    view = Cover(
        issue=issue,
        name=frame.name_of(paper, issue),
        number=paper.words.epaper_number.format(n=native(str(issue.number), paper.words.language)),
        dated=paper.times.full_day(issue.day),
        contents=tuple(_contents(paper, issue, reading.pages)),
        notes=frame.said_of(paper, issue, paper.shelf.issues.gone((issue,)).get(issue.key, 0)),
        how="" if issue.withdrawn else frame.made_how(paper, issue),
        before=frame.cover_path(before) if before else "",
        after=frame.cover_path(after) if after else "",
        city=frame.city_link(issue),
        file=f"{issue.city}-{issue.day.isoformat()}",
    )
    head = frame.head(paper, view.name, epaper_path(key), index=not issue.withdrawn)
    return Sheet(template("epaper_issue.html").render(paper=paper, head=head, view=view), shown(reading)), (
        not issue.withdrawn
    )


def _contents(paper: Paper, issue: PublicIssue, pages: tuple[ReadPage, ...]) -> Iterable[Contents]:
    for page, thumb in zip(pages, frame.thumbs(paper, issue, pages), strict=True):
        lines = {}
        for place in page.places:
            story = place.story
            language, direction = (story.language, story.direction) if story else (issue.language, issue.direction)
            said = place.name or (paper.words.epaper_story_gone if place.state == "gone" else "")
            if said:
                lines[place.id] = Headline(
                    f"{thumb.path}#{place.id}",
                    said,
                    paper.attributes(language, direction) if place.name else Attributes("", ""),
                    place.state.value,
                )
        yield Contents(thumb, page.section, tuple(lines.values()))


def feed(paper: Paper) -> Sheet | None:
    """The newest issues as RSS 2.0; None where there never was one. It holds no word of any story."""
    issues = [one for one in paper.shelf.issues.newest(FED) if not one.withdrawn]
    if not issues and not paper.shelf.issues.any:
        return None
    name = text(f"{paper.words.epaper} | {paper.title.name}")
    items = []
    for issue in issues:
        address = text(paper.url(frame.cover_path(issue)))
        at = format_datetime(paper.times.local(issue.published_at or paper.now))
        items.append(
            f"<item>\n<title>{text(frame.name_of(paper, issue))}</title>\n<link>{address}</link>\n"
            f'<guid isPermaLink="true">{address}</guid>\n<pubDate>{at}</pubDate>\n</item>\n'
        )
    return Sheet(
        f'{DECLARATION}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n<title>{name}</title>\n'
        f"<link>{text(paper.url(ROOT))}</link>\n<description>{text(paper.words.epaper_about)}</description>\n"
        f'<atom:link href="{attribute(paper.url(FEED))}" rel="self" type="application/rss+xml"/>\n'
        f"{''.join(items)}</channel>\n</rss>\n"
    )


def sitemap(paper: Paper) -> Sheet | None:
    """The addresses of the issues; None where there never was one. It holds no word of any story."""
    if not paper.shelf.issues.any:
        return None
    paths = [ROOT, *(epaper_path(EpaperCity(code)) for code, _ in paper.shelf.issues.cities)]
    paths += [frame.cover_path(one) for one in paper.shelf.issues.newest(MOST_LISTED) if not one.withdrawn]
    parts = "".join(f"<url><loc>{text(paper.url(path))}</loc></url>\n" for path in paths)
    return Sheet(f'{DECLARATION}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{parts}</urlset>\n')
