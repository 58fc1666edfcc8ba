"""Section fronts, providers' pages and the latest list."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website import cards, most_read
from wiredesk.outlets.website.cards import Shape
from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.formats import FeedFormat
from wiredesk.outlets.website.head import Head, feeds, robots
from wiredesk.outlets.website.home import rail
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import About, Feed, FrontPage, path_of
from wiredesk.publication.public import FrontKind, ProviderRef, PublicStory

TOP = 5
_WEB = ("https://", "http://")


class Group(msgspec.Struct, frozen=True):
    """One day's stories on a list."""

    name: str
    ticks: tuple[Markup, ...]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a front's template shows."""

    name: str
    colour: str = ""
    feed: str
    about: str = ""
    link: str = ""
    link_name: str = ""
    shape: str = ""
    top: tuple[tuple[Markup, ...], ...] = ()
    groups: tuple[Group, ...] = ()
    flash: Markup = Markup()
    most_read: tuple[Markup, ...] = ()


def _provider(paper: Paper, slug: str) -> ProviderRef | None:
    return next((one for one in paper.shelf.providers if one.code.lower() == slug), None)


def name_of(paper: Paper, key: FrontPage) -> str | None:
    """What a front is called, or None where the title has no such front."""
    match key.kind:
        case FrontKind.HOME:
            return paper.title.name
        case FrontKind.LATEST:
            return paper.words.latest
        case FrontKind.SECTION:
            section = paper.section(key.slug)
            return section.name if section else None
        case FrontKind.EDITION:
            return None
        case FrontKind.PROVIDER:
            provider = _provider(paper, key.slug)
            return provider.name if provider else None


def _top(paper: Paper, stories: list[PublicStory], name: str) -> tuple[str, tuple[tuple[Markup, ...], ...]]:
    """The lead and those of second rank, the first of which that has a picture shows it where the lead has none."""
    if not stories:
        return "", ()
    first, *others = stories
    seen = None if first.pictures else next((story.id for story in others if story.pictures), None)
    seconds = [
        cards.card(paper, story, Shape.SECOND, level="h2", picture=story.id == seen, within=name) for story in others
    ]
    lead = (cards.card(paper, first, Shape.TOP, level="h2", within=name),)
    if first.pictures or len(seconds) < 3:
        return "c2", (lead, *cards.columns(seconds, 1))
    return "c3", (lead, *cards.columns(seconds, 2))


def groups(
    paper: Paper, stories: Sequence[PublicStory], *, within: str = "", withdrawn: bool = False
) -> tuple[Group, ...]:
    """Stories by day, newest first, each with where it is from."""
    made = []
    day: date
    for day, of_day in groupby(stories, key=lambda story: paper.times.day_of(story.sort_at)):
        own = list(of_day)
        if withdrawn:
            ticks = rail(paper, own, day)
        else:
            ticks = tuple(cards.tick(paper, s, s.sort_at, why=cards.where_from(paper, s, within), day=day) for s in own)
        made.append(Group(paper.times.full_day(day), ticks))
    return tuple(made)


def press(paper: Paper, key: FrontPage) -> Sheet | None:
    """A front that is not the home page, or None where the title has no such front."""
    name = name_of(paper, key)
    if name is None:
        return None
    path = path_of(key)
    stories = list(paper.front_stories(key.kind, key.slug))
    section = paper.section(key.slug) if key.kind is FrontKind.SECTION else None
    provider = _provider(paper, key.slug) if key.kind is FrontKind.PROVIDER else None
    latest = key.kind is FrontKind.LATEST
    shape, top = ("", ()) if latest else _top(paper, stories[:TOP], name)
    link = provider.url if provider and provider.url.startswith(_WEB) else ""
    read, whose = most_read.shown(paper, key)
    view = View(
        name=name,
        colour=section.colour if section else "",
        feed=path_of(Feed(key, FeedFormat.RSS)),
        about=path_of(About(key.slug)) if provider else "",
        link=link,
        link_name=link.split("/")[2] if link else "",
        shape=shape,
        top=top,
        flash=cards.flash(paper),
        most_read=read,
        groups=groups(paper, stories if latest else stories[TOP:], within=name, withdrawn=latest),
    )
    head = Head(
        title=f"{name} | {paper.title.name}",
        description=paper.words.front_about.format(name=name, paper=paper.title.name),
        robots=robots(paper),
        canonical=paper.url(path),
        current=path,
        feeds=feeds(paper, key, name),
        open_graph=(
            ("og:type", "website"),
            ("og:site_name", paper.title.name),
            ("og:title", name),
            ("og:url", paper.url(path)),
        ),
    )
    text = template("front.html").render(paper=paper, head=head, view=view)
    return Sheet(text, cards.ids(stories) | cards.in_strip(paper) | whose)
