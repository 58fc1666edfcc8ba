"""Editions: a city's or a region's own front, its sections, its feeds, and the page that lists them all."""

from collections.abc import Sequence

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website import cards, most_read
from wiredesk.outlets.website.cards import Shape
from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.feeds.entry import Channel
from wiredesk.outlets.website.feeds.xml import in_xml
from wiredesk.outlets.website.formats import FeedFormat
from wiredesk.outlets.website.fronts import Group, groups
from wiredesk.outlets.website.head import TYPES, FeedLink, Head, Translation, plain, robots
from wiredesk.outlets.website.home import LINE, illustrated_first, tall
from wiredesk.outlets.website.paper import CITIES, Attributes, Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import EditionFeed, EditionPage, PageKey, path_of
from wiredesk.publication.edition_fronts import edition_slug
from wiredesk.publication.public import EditionRef, PublicStory, SectionRef
from wiredesk.publication.shelf import Shelf

TOP = 5
BAND = 7
"""Stories at the head of an edition's front, and of each section below it."""


class Band(msgspec.Struct, frozen=True):
    """One section's stories in an edition."""

    section: SectionRef
    path: str
    columns: tuple[tuple[Markup, ...], ...]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the front of an edition, or of a section in it, shows."""

    edition: EditionRef
    name: str
    date: str
    feed: str
    section: SectionRef | None = None
    lead: Markup | None = None
    shape: str = "c2"
    columns: tuple[tuple[Markup, ...], ...] = ()
    bands: tuple[Band, ...] = ()
    groups: tuple[Group, ...] = ()
    sections: tuple[tuple[str, SectionRef], ...] = ()
    flash: Markup = Markup()
    most_read: tuple[Markup, ...] = ()


class Line(msgspec.Struct, frozen=True):
    """One edition on the page that lists them."""

    edition: EditionRef
    language: Attributes


class Index(msgspec.Struct, frozen=True):
    """The page that lists them."""

    lines: tuple[Line, ...]


def read_at_once(shelf: Shelf, keys: Sequence[PageKey]) -> tuple[str, ...]:
    """Read the fronts that these pages show in one question; returns their stories."""
    wanted = [key for key in keys if isinstance(key, EditionPage | EditionFeed)]
    slugs = {edition_slug(key.edition, key.section if isinstance(key, EditionPage) else "") for key in wanted}
    slugs |= {
        edition_slug(key.edition, section.slug)
        for key in wanted
        if isinstance(key, EditionPage) and not key.section
        for section in shelf.title.sections
    }
    return shelf.editions.read(sorted(slugs)) if slugs else ()


def _stories(paper: Paper, edition: EditionRef, section: str = "") -> list[PublicStory]:
    return list(paper.stories(paper.shelf.editions.stories(edition.slug, section)))


def press(title: Paper, key: EditionPage) -> Sheet | None:
    """The front of an edition, or of a section in it while that has stories; None where there is no such front."""
    paper = title.of_edition(key.edition)
    edition = paper.edition if paper else None
    most_read.forget(title, key)
    if paper is None or edition is None:
        return None
    section = paper.section(key.section) if key.section else None
    stories = _stories(paper, edition, key.section)
    if key.section and (section is None or not stories):
        return None
    name = section.name if section else edition.name
    top, rest = stories[:TOP], stories[TOP:]
    bands, taken = _bands(paper, edition, {story.id for story in top}) if section is None else ((), set())
    city = edition.name
    seen = None if top and top[0].pictures else next((one.id for one in top if one.pictures), None)
    others = [cards.card(paper, one, Shape.SECOND, picture=one.id == seen, within=name, city=city) for one in top[1:]]
    read, whose = most_read.shown(paper, key)
    view = View(
        edition=edition,
        name=name,
        date=paper.times.full_day(paper.today),
        feed=path_of(EditionFeed(edition.slug, FeedFormat.RSS)),
        section=section,
        lead=cards.card(paper, top[0], Shape.TOP, level="h2", within=name, city=city) if top else None,
        shape="c2" if len(others) < 2 or top[0].pictures else "c3",
        columns=cards.columns(others, 2),
        bands=bands,
        groups=groups(paper, [story for story in rest if story.id not in taken], within=name),
        sections=_sections(paper, edition),
        most_read=read,
        flash=Markup() if section else cards.flash(paper),
    )
    words, path = paper.words, path_of(key)
    called = words.edition_of.format(name=edition.name)
    head = Head(
        title=f"{section.name}, {called} | {paper.title.name}" if section else f"{called} | {paper.title.name}",
        description=words.front_about.format(name=called, paper=paper.title.name),
        robots=robots(paper),
        canonical=paper.url(path),
        current=CITIES,
        feeds=_feeds(paper, edition),
        translations=() if section else translations(title, edition),
        open_graph=(
            ("og:type", "website"),
            ("og:site_name", paper.title.name),
            ("og:title", called),
            ("og:url", paper.url(path)),
        ),
    )
    strip = cards.in_strip(paper) if section is None else frozenset()
    shown = [*stories, *(story for band in bands for story in _stories(paper, edition, band.section.slug)[:BAND])]
    return Sheet(template("edition.html").render(paper=paper, head=head, view=view), cards.ids(shown) | strip | whose)


def translations(title: Paper, edition: EditionRef) -> tuple[Translation, ...]:
    """The fronts of the same places in each language, this one among them, and which of them is for everybody else.

    Each of them names the same ones, as search engines want it: a second edition in a language has none.
    """
    first: dict[str, EditionRef] = {}
    for one in title.title.editions:
        if one.covers == edition.covers:
            first.setdefault(one.language, one)
    if len(first) < 2 or first[edition.language] != edition:
        return ()
    default = first.get(title.title.language) or next(iter(first.values()))
    named = (*first.items(), ("x-default", default))
    return tuple(Translation(language, title.url(one.path)) for language, one in named)


def _feeds(paper: Paper, edition: EditionRef) -> tuple[FeedLink, ...]:
    name = paper.words.edition_of.format(name=edition.name)
    paths = {form: path_of(EditionFeed(edition.slug, form)) for form in TYPES}
    return tuple(FeedLink(kind, f"{name} ({form.name})", paths[form]) for form, kind in TYPES.items())


def _sections(paper: Paper, edition: EditionRef) -> tuple[tuple[str, SectionRef], ...]:
    """The sections of an edition that have stories, and the addresses of their fronts there."""
    return tuple(
        (path_of(EditionPage(edition.slug, section.slug)), section)
        for section in paper.title.sections
        if paper.shelf.editions.stories(edition.slug, section.slug)
    )


def _bands(paper: Paper, edition: EditionRef, taken: set[str]) -> tuple[tuple[Band, ...], set[str]]:
    """A band for each section with stories that do not stand above it; and every story that has its place then."""
    made, taken = [], set(taken)
    for section in paper.title.sections:
        own = [story for story in _stories(paper, edition, section.slug) if story.id not in taken][:BAND]
        taken |= {story.id for story in own}
        if own:
            path = path_of(EditionPage(edition.slug, section.slug))
            made.append(Band(section, path, _columns(paper, edition, section, illustrated_first(own))))
    return tuple(made), taken


def _columns(
    paper: Paper, edition: EditionRef, section: SectionRef, stories: Sequence[PublicStory]
) -> tuple[tuple[Markup, ...], ...]:
    """Three columns in the order given, of which the first alone is opened by a card of second rank."""
    first = stories[0]
    shared = cards.shared_out(stories, 3, lambda one: tall(one) if one is first else (LINE, LINE))
    return tuple(
        tuple(
            cards.card(
                paper, one, Shape.SECOND if one is first else Shape.PLAIN, within=section.name, city=edition.name
            )
            for one in column
        )
        for column in shared
    )


def channel(title: Paper, key: EditionFeed) -> Channel | None:
    """An edition's feed: its stories newest first; None where there is no such edition."""
    paper = title.of_edition(key.edition)
    if paper is None or paper.edition is None:
        return None
    found = _stories(paper, paper.edition)
    newest = tuple(sorted(found, key=lambda story: (story.sort_at, story.id), reverse=True)[: paper.sizes.feed])
    called = paper.words.edition_of.format(name=paper.edition.name)
    name = f"{paper.title.name}: {called}"
    return Channel(name if in_xml(name) else paper.title.name, paper.edition.path, path_of(key), key.format, newest)


def index(paper: Paper) -> Sheet:
    """Every edition. It shows no story, so that it is pressed again when an edition changes, and not with the news."""
    lines = tuple(Line(one, paper.attributes(one.language, one.direction)) for one in paper.title.editions)
    head = plain(paper, paper.words.cities, CITIES)
    return Sheet(template("editions.html").render(paper=paper, head=head, view=Index(lines)))
