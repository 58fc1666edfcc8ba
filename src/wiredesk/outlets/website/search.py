"""The search page: a form that works without script, what was found with its words marked, and else a way on.

It is the one page that is not pressed beforehand: each is made for who asks, from public records as they are then.
"""

from collections.abc import Iterator, Sequence

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website import cards
from wiredesk.outlets.website.env import asset_path, template
from wiredesk.outlets.website.head import NO_INDEX, Head, feeds
from wiredesk.outlets.website.paper import Attributes, Paper
from wiredesk.outlets.website.site import SEARCH, FrontPage
from wiredesk.publication.public import FrontKind, PublicStory
from wiredesk.publication.search.answer import Answer, Hit
from wiredesk.publication.search.asked import Asked
from wiredesk.publication.search.excerpt import Part

NEWEST = 8


class Line(msgspec.Struct, frozen=True):
    """One story that was found."""

    story: PublicStory
    language: Attributes
    kicker: Markup
    headline: tuple[Part, ...]
    excerpt: tuple[Part, ...]
    meta: Markup
    rel: Markup


class Option(msgspec.Struct, frozen=True):
    """One line of a select."""

    value: str
    label: str
    chosen: bool


class Choice(msgspec.Struct, frozen=True):
    """One select of the form; its name is that of the field in `Asked`."""

    name: str
    label: str
    every: tuple[Option, ...]


class Day(msgspec.Struct, frozen=True):
    """One date of the form."""

    name: str
    label: str
    value: str


class Way(msgspec.Struct, frozen=True):
    """One way to another page, or without a path, the name of this one."""

    text: str
    path: str = ""
    rel: str = ""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the page shows."""

    name: str
    css: str
    asked: Asked
    narrowed: bool
    choices: tuple[Choice, ...]
    cities: tuple[str, ...]
    """Those with an edition, for the field of cities to offer."""
    days: tuple[Day, ...]
    said: str
    more_said: tuple[str, ...] = ()
    hits: tuple[Line, ...] = ()
    pages: tuple[Way, ...] = ()
    newest: tuple[Markup, ...] = ()


def page(paper: Paper, asked: Asked, answer: Answer | None) -> str:
    """The page for a question; `answer` is None while there is no index to ask."""
    words = paper.words
    hits = tuple(_line(paper, hit) for hit in answer.hits) if answer is not None else ()
    name = f"{asked.text} | {words.search}" if asked.text else words.search_paper.format(paper=paper.title.name)
    head = Head(
        title=f"{name} | {paper.title.name}" if asked.text else name,
        robots=NO_INDEX,
        current=SEARCH,
        feeds=feeds(paper, FrontPage(FrontKind.HOME), paper.title.name),
    )
    view = View(
        name=words.search_paper.format(paper=paper.title.name),
        css=asset_path("search.css"),
        asked=asked,
        narrowed=bool(asked.section or asked.provider or asked.city or asked.since or asked.until or asked.newest),
        choices=tuple(_choices(paper, asked)),
        cities=tuple(one.name for one in paper.title.editions),
        days=(
            Day("from", words.from_day, asked.since.isoformat() if asked.since else ""),
            Day("to", words.to_day, asked.until.isoformat() if asked.until else ""),
        ),
        said=_said(paper, asked, answer),
        more_said=tuple(_more_said(paper, asked, answer)),
        hits=hits,
        pages=_pages(paper, answer) if answer is not None else (),
        newest=() if hits else _newest(paper),
    )
    return template("search.html").render(paper=paper, head=head, view=view)


def _line(paper: Paper, hit: Hit) -> Line:
    story = hit.story
    return Line(
        story,
        paper.attributes(story.language, story.direction),
        cards.kicker(paper, story),
        hit.headline,
        hit.excerpt,
        cards.meta(paper, story),
        cards.sponsored(story),
    )


def _choices(paper: Paper, asked: Asked) -> Iterator[Choice]:
    """What can be narrowed to by one of a list."""
    words = paper.words
    sections = [(one.slug, one.name) for one in paper.title.sections]
    yield _choice("section", words.sections, words.every_section, sections, asked.section)
    providers = [(one.code.lower(), one.name) for one in paper.shelf.published]
    yield _choice("provider", words.agency, words.every_agency, providers, asked.provider)
    orders = [("newest", words.newest_first)]
    yield _choice("order", words.order, words.best_first, orders, "newest" if asked.newest else "")


def _choice(name: str, label: str, nothing: str, every: Sequence[tuple[str, str]], chosen: str) -> Choice:
    return Choice(name, label, tuple(Option(value, text, value == chosen) for value, text in [("", nothing), *every]))


def _said(paper: Paper, asked: Asked, answer: Answer | None) -> str:
    words = paper.words
    if answer is None:
        return words.search_unready
    if not asked.anything:
        return words.found_nothing if asked.text else words.more_latest
    if not answer.hits:
        return words.found_nothing
    if answer.newest_only:
        return words.found_newest
    if answer.count == 1:
        return words.found_one
    return words.found_many.format(n=paper.times.number(answer.count))


def _more_said(paper: Paper, asked: Asked, answer: Answer | None) -> Iterator[str]:
    if answer is None:
        return
    if answer.no_city:
        yield paper.words.search_no_city.format(name=asked.city)
    if not asked.text:
        return
    if answer.loose and answer.hits:
        yield paper.words.found_near.format(words=paper.words.comma.join(answer.loose))
    if not answer.hits:
        yield paper.words.found_nothing_more


def _pages(paper: Paper, answer: Answer) -> tuple[Way, ...]:
    asked, words = answer.asked, paper.words
    ways = []
    if asked.page > 1:
        ways.append(Way(words.previous_page, f"{SEARCH}?{asked.query(asked.page - 1)}", "prev"))
    if asked.page > 1 or answer.more:
        ways.append(Way(words.page_of_day.format(n=paper.times.number(asked.page))))
    if answer.more:
        ways.append(Way(words.next_page, f"{SEARCH}?{asked.query(asked.page + 1)}", "next"))
    return tuple(ways)


def _newest(paper: Paper) -> tuple[Markup, ...]:
    newest = paper.front_stories(FrontKind.LATEST)[:NEWEST]
    return tuple(cards.tick(paper, one, one.sort_at, why=cards.where_from(paper, one)) for one in newest)
