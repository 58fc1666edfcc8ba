"""What a page says to machines about itself: title, robots, canonical address, feeds, Open Graph."""

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website.formats import FeedFormat
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.site import Feed, FrontPage, path_of
from wiredesk.publication.public import FrontKind

LARGE_PREVIEWS = "max-image-preview:large"
NO_INDEX = "noindex"
TYPES = {FeedFormat.RSS: "application/rss+xml", FeedFormat.ATOM: "application/atom+xml"}


class FeedLink(msgspec.Struct, frozen=True):
    """One feed as a `<link>`."""

    type: str
    title: str
    href: str


class Translation(msgspec.Struct, frozen=True):
    """The same page in another language, or the page for readers of all others (`x-default`)."""

    language: str
    href: str


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of a page's head that differs from page to page."""

    title: str
    robots: str
    description: str = ""
    google_news: str = ""
    canonical: str = ""
    current: str = ""
    """The path of the navigation's entry that the page belongs to."""
    feeds: tuple[FeedLink, ...] = ()
    open_graph: tuple[tuple[str, str], ...] = ()
    translations: tuple[Translation, ...] = ()
    """The page itself among them, as search engines ask; empty where it stands in one language only."""
    json_ld: Markup | None = None


def feeds(paper: Paper, front: FrontPage, name: str) -> tuple[FeedLink, ...]:
    """Both feeds of a front as links."""
    return tuple(FeedLink(kind, f"{name} ({form.name})", path_of(Feed(front, form))) for form, kind in TYPES.items())


def robots(paper: Paper, wanted: str = LARGE_PREVIEWS) -> str:
    """What search engines may do; a private title is never indexed."""
    return NO_INDEX if paper.title.private else wanted


def plain(paper: Paper, name: str, path: str = "", *, current: str = "", index: bool = True) -> Head:
    """The head of a page that is not an article."""
    return Head(
        title=f"{name} | {paper.title.name}",
        description=paper.words.front_about.format(name=name, paper=paper.title.name) if index else "",
        robots=robots(paper) if index else NO_INDEX,
        canonical=paper.url(path) if path and index else "",
        current=current or path,
        feeds=feeds(paper, FrontPage(FrontKind.HOME), paper.title.name),
    )
