"""Stories on fronts and lists: each card is rendered once and remembered by what it says, across batches."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup

from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.pictures import CARD_SIZES, LEAD_SIZES, element
from wiredesk.publication.public import PublicNotice, PublicStory


class Shape(StrEnum):
    """How much room a story gets: the value is the look's class, empty for a plain line of a list."""

    LEAD = "lead"
    TOP = "a"
    SECOND = "b"
    PLAIN = ""


def _kicker(paper: Paper, story: PublicStory) -> Markup:
    label = Markup.escape(story.label or story.section.name)
    paid = Markup(' <span class="ad">{}</span>').format(paper.words.paid) if story.paid else ""
    own = paper.own if paper.attributes(story.language, story.direction).language else ""
    return Markup('<span class="kick"{}>{}{}</span>').format(own, label, paid)


def _meta(paper: Paper, story: PublicStory, *, full: bool) -> Markup:
    at = paper.times.recent_tag(story.published_at, paper.today)
    own = paper.own if paper.attributes(story.language, story.direction).language else ""
    updated = Markup()
    if full and story.updated_at and story.updated_at != story.published_at:
        updated_at = paper.times.recent_tag(story.updated_at, paper.today)
        updated = Markup(", ") + Markup(paper.words.updated_at).format(time=updated_at)  # noqa: S704  (our own words)
    return Markup('<p class="meta"{}>{}, {}{}</p>').format(own, story.provider.name, at, updated)


def sponsored(story: PublicStory) -> Markup:
    """The attribute that tells search engines that a link was paid for."""
    return Markup(' rel="sponsored"') if story.paid else Markup()


def card(paper: Paper, story: PublicStory, shape: Shape, *, level: str = "h3", picture: bool = True) -> Markup:
    """A story as a card; `level` is its headline's element."""

    def make() -> Markup:
        seen = None
        if picture and shape is not Shape.PLAIN and story.pictures:
            sizes = LEAD_SIZES if shape is Shape.LEAD else CARD_SIZES
            seen = element(story.pictures[0], sizes, first=shape in (Shape.LEAD, Shape.TOP))
        first = story.pictures[0] if seen and story.pictures else None
        text = template("card.html").render(
            shape=shape.name.lower(),
            css=shape.value,
            story=story,
            colour=story.section.colour,
            language=paper.attributes(story.language, story.direction),
            picture=seen,
            caption=first.caption if first else "",
            credit=first.credit if first else "",
            kicker=_kicker(paper, story),
            meta=_meta(paper, story, full=shape is Shape.LEAD),
            standfirst=shape is not Shape.PLAIN,
            level=level,
            sponsored=sponsored(story),
        )
        return Markup(text)  # noqa: S704

    key = (paper.title.code, paper.words.language, paper.mark(story), paper.today, shape, level, picture)
    return paper.memory.card(key, make)


def tick(paper: Paper, story: PublicStory, at: datetime, *, why: str = "", day: date | None = None) -> Markup:
    """A story as a line of a list, its time on the rule; a list of one `day` leaves that day unsaid."""
    unsaid = day or paper.today

    def make() -> Markup:
        text = template("tick.html").render(
            at=paper.times.recent_tag(at, unsaid),
            story=story,
            language=paper.attributes(story.language, story.direction),
            sponsored=sponsored(story),
            why=why,
        )
        return Markup(text)  # noqa: S704

    key = (paper.title.code, paper.words.language, paper.mark(story), unsaid, "tick", at, why)
    return paper.memory.card(key, make)


def off(paper: Paper, notice: PublicNotice, at: datetime, *, day: date | None = None) -> Markup:
    """A withdrawn story's place in a list: that it was there, when, and none of its words, not even in the link."""
    says = paper.words.withdrawn_by_agency if notice.by_agency else paper.words.withdrawn_by_paper
    time = paper.times.recent_tag(at, day or paper.today)
    return Markup('<li class="off">{} <span><a href="/withdrawn/">{}</a></span></li>\n').format(time, says)


def columns(cards: Sequence[Markup], count: int) -> tuple[tuple[Markup, ...], ...]:
    """Cards in `count` columns, read down each in turn, as even as they come; no column is empty."""
    count = min(count, len(cards))
    if not count:
        return ()
    size, more = divmod(len(cards), count)
    made, start = [], 0
    for column in range(count):
        end = start + size + (column < more)
        made.append(tuple(cards[start:end]))
        start = end
    return tuple(made)


def ids(stories: Iterable[PublicStory]) -> frozenset[str]:
    """The ids of stories, for a page's account of what it shows."""
    return frozenset(story.id for story in stories)
