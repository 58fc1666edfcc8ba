"""What the e-paper's pages have in common: an issue's name and address, its own words, and its head."""

import msgspec

from wiredesk.outlets.epaper.kept import PagePicture
from wiredesk.outlets.website.head import NO_INDEX, FeedLink, Head, feeds, robots
from wiredesk.outlets.website.issues.keys import FEED, ROOT, EpaperCity, EpaperCover, EpaperSheet, epaper_path
from wiredesk.outlets.website.issues.reading import ReadPage
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.site import FrontPage
from wiredesk.publication.issues import PublicIssue
from wiredesk.publication.public import FrontKind


class Link(msgspec.Struct, frozen=True):
    """A way to another page."""

    path: str
    text: str
    current: bool = False


class Thumb(msgspec.Struct, frozen=True):
    """A page in small, and the way to it; without a picture while it is being made again."""

    path: str
    number: int
    says: str
    picture: PagePicture | None


def in_edition(title: Paper, city: str) -> Paper:
    """The paper in the words and the zone of an issue's edition."""
    return title.of_edition(city) or title


def cover_path(issue: PublicIssue) -> str:
    """The address of an issue."""
    return epaper_path(EpaperCover(issue.city, issue.day))


def sheet_path(issue: PublicIssue, number: int) -> str:
    """The address of a page."""
    return epaper_path(EpaperSheet(issue.city, issue.day, number))


def city_link(issue: PublicIssue) -> Link:
    """The way to every issue of its edition."""
    return Link(epaper_path(EpaperCity(issue.city)), issue.edition_name)


def name_of(paper: Paper, issue: PublicIssue) -> str:
    """`Pune, Monday, October 27, 2025`."""
    return f"{issue.edition_name}, {paper.times.full_day(issue.day)}"


def thumbs(paper: Paper, issue: PublicIssue, pages: tuple[ReadPage, ...]) -> tuple[Thumb, ...]:
    """Every page of an issue in small."""
    return tuple(
        Thumb(
            sheet_path(issue, page.number),
            page.number,
            paper.words.page_of_day.format(n=paper.times.number(page.number)),
            page.pictures.thumb,
        )
        for page in pages
    )


def head(paper: Paper, name: str, path: str, *, index: bool = True, picture: PagePicture | None = None) -> Head:
    """The head of one of the e-paper's pages; those that repeat stories in full are kept out of indexes."""
    social = [
        ("og:type", "website"),
        ("og:site_name", paper.title.name),
        ("og:title", name),
        ("og:url", paper.url(path)),
    ]
    if picture is not None and not paper.title.private:
        social.append(("og:image", paper.url(picture.path)))
    return Head(
        title=f"{name} | {paper.title.name}",
        description=paper.words.epaper_about if index else "",
        robots=robots(paper) if index else NO_INDEX,
        canonical=paper.url(path) if index else "",
        current=ROOT,
        feeds=(
            FeedLink("application/rss+xml", f"{paper.words.epaper} | {paper.title.name}", FEED),
            *feeds(paper, FrontPage(FrontKind.HOME), paper.title.name),
        ),
        open_graph=tuple(social),
    )


def said_of(paper: Paper, issue: PublicIssue, gone: int) -> tuple[str, ...]:
    """What readers are told of an issue beside its date."""
    if issue.withdrawn:
        return (paper.words.epaper_issue_gone, *((issue.reason,) if issue.reason else ()))
    since = (paper.words.epaper_gone_since.format(n=paper.times.number(gone)),) if gone else ()
    # A press's PDF that was painted over is not made up again: what is gone from it is counted.
    return (*since, paper.words.epaper_made_again) if issue.redone and issue.origin == "made" else since


def made_how(paper: Paper, issue: PublicIssue) -> str:
    """How an issue came to be, for readers."""
    if not issue.has_text:
        return paper.words.epaper_no_text
    return paper.words.epaper_made if issue.origin == "made" else paper.words.epaper_imported
