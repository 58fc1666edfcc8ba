"""Stories on fronts and lists: each card is rendered once and remembered by what it says, across batches."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import accumulate, combinations, pairwise
from typing import TypeVar

from markupsafe import Markup

from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.paper import Attributes, Paper
from wiredesk.outlets.website.pictures import CARD_SIZES, LEAD_SIZES, element
from wiredesk.publication.public import PublicNotice, PublicStory

T = TypeVar("T")


class Shape(StrEnum):
    """How much room a story gets: the value is the look's class, empty for a plain line of a list."""

    LEAD = "lead"
    TOP = "a"
    SECOND = "b"
    PICTURE = "seen"
    PLAIN = ""


def kicker(paper: Paper, story: PublicStory, within: str = "", city: str = "") -> Markup:
    """What stands above a story's headline: its label, and whether it was paid for."""
    names = (paper.label_of(story), (paper.section_of(story), paper.spoken(story.section)))
    label, spoken = next((one for one in names if one[0] not in (within, city)), ("", Attributes("", "")))
    paid = Markup(' <span class="ad">{}</span>').format(paper.words.paid) if story.paid else Markup()
    if not label and not paid:
        return Markup()
    own: Attributes | str = paper.own if paper.attributes(story.language, story.direction).language else ""
    if spoken.language and not paid:
        own = spoken
    return Markup('<span class="kick"{}>{}{}</span>').format(own, label, paid)


def _live(paper: Paper, path: str, story: PublicStory) -> Markup:
    """The way to the live page of a story's running story, where there is one."""
    if not path:
        return Markup()
    own = paper.own if paper.attributes(story.language, story.direction).language else ""
    return Markup('<a class="live" href="{}"{}>{}</a>').format(path, own, paper.words.live_now)


def meta(paper: Paper, story: PublicStory, *, full: bool = False) -> Markup:
    """Whose story it is, and when it was published."""
    at = paper.times.recent_tag(story.published_at, paper.today)
    own = paper.own if paper.attributes(story.language, story.direction).language else ""
    updated = Markup()
    if full and story.updated_at and story.updated_at != story.published_at:
        updated_at = paper.times.recent_tag(story.updated_at, paper.today)
        updated = Markup.escape(paper.words.comma) + Markup(paper.words.updated_at).format(time=updated_at)  # noqa: S704  (our own words)
    return Markup('<p class="meta"{}>{}{}{}{}</p>').format(own, story.provider.name, paper.words.comma, at, updated)


def _beside(paper: Paper, line: PublicStory, lead: PublicStory) -> Attributes:
    """The language of a line under a lead: said wherever it is not the lead's, even where it is the page's."""
    if paper.attributes(lead.language, lead.direction).language:
        return Attributes(line.language, line.direction)
    return paper.attributes(line.language, line.direction)


def sponsored(story: PublicStory) -> Markup:
    """The attribute that tells search engines that a link was paid for."""
    return Markup(' rel="sponsored"') if story.paid else Markup()


def card(
    paper: Paper,
    story: PublicStory,
    shape: Shape,
    *,
    level: str = "h3",
    picture: bool = True,
    within: str = "",
    city: str = "",
    also: tuple[PublicStory, ...] = (),
) -> Markup:
    """A story as a card; `level` is its headline's element.

    A label that only repeats the heading it stands `within`, or the `city` whose edition it is in, gives way to the
    section, or to nothing; `also` are lines under a lead.
    """

    live = paper.live_of.get(story.id, "")

    def make() -> Markup:
        seen = None
        if picture and shape is not Shape.PLAIN and story.pictures:
            sizes = CARD_SIZES if shape is Shape.SECOND else LEAD_SIZES
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
            figure=shape in (Shape.LEAD, Shape.PICTURE),
            kicker=_live(paper, live, story) + kicker(paper, story, within, city),
            also=tuple((one, _beside(paper, one, story), sponsored(one)) for one in also),
            meta=meta(paper, story, full=shape is Shape.LEAD),
            standfirst=shape not in (Shape.PLAIN, Shape.PICTURE),
            level=level,
            sponsored=sponsored(story),
        )
        return Markup(text)  # noqa: S704

    lines = tuple(paper.mark(one) for one in also)
    key = (live, *paper.context, paper.mark(story), paper.today, shape.value, level, picture, within, city, lines)
    return paper.memory.cards.of(key, make)


def flash(paper: Paper) -> Markup:
    """The strip of breaking news above a front: one story, or nothing."""
    story = paper.breaking
    if story is None or story.paid:
        return Markup()
    made = '<p class="flash"><b>{}</b> <a href="{}"{}>{}</a> <span class="meta">{}</span></p>\n'
    at = paper.times.recent_tag(story.published_at, paper.today)
    language = paper.attributes(story.language, story.direction)
    return Markup(made).format(paper.words.breaking, story.path, language, story.headline, at)  # noqa: S704


def in_strip(paper: Paper) -> frozenset[str]:
    """The id of the story in the strip, for a page's account of what it shows."""
    return ids((paper.breaking,)) if paper.breaking is not None else frozenset()


def brief(paper: Paper, story: PublicStory) -> Markup:
    """A story in a paragraph: its headline, and the agency's own beginning of it where that says more."""

    def make() -> Markup:
        own = paper.attributes(story.language, story.direction)
        said = story.standfirst if story.standfirst.strip(".…") not in story.headline else ""
        at = paper.times.recent_tag(story.published_at, paper.today)
        return Markup('<p{}><b><a href="{}">{}</a></b> {} <span class="meta"{}>{}{}{}</span></p>\n').format(
            own,
            story.path,
            story.headline,
            Markup('<span class="sf">{}</span>').format(said) if said else "",
            paper.own if own.language else "",
            story.provider.name,
            paper.words.comma,
            at,
        )

    return paper.memory.cards.of((*paper.context, paper.mark(story), paper.today, "brief"), make)


def tick(paper: Paper, story: PublicStory, at: datetime, *, why: str = "", day: date | None = None) -> Markup:
    """A story as a line of a list, its time on the rule; a list of one `day` leaves that day unsaid."""
    unsaid = day or paper.today

    def make() -> Markup:
        text = template("tick.html").render(
            at=paper.times.recent_tag(at, unsaid),
            story=story,
            language=paper.attributes(story.language, story.direction),
            sponsored=sponsored(story),
            why=paper.words.stop.join(one for one in (paper.words.paid if story.paid else "", why) if one),
        )
        return Markup(text)  # noqa: S704

    key = (*paper.context, paper.mark(story), unsaid, "tick", at, why)
    return paper.memory.cards.of(key, make)


def where_from(paper: Paper, story: PublicStory, within: str = "") -> str:
    """A story's section and agency in a list, less the one that the list is about."""
    names = (paper.label_of(story)[0], story.provider.name)
    return paper.words.stop.join(name for name in names if name != within)


def withdrawn_words(paper: Paper, notice: PublicNotice) -> str:
    """Who withdrew a story, in a line of a list."""
    if not notice.final:
        return paper.words.down_kicker
    return paper.words.withdrawn_by_agency if notice.by_agency else paper.words.withdrawn_by_paper


def off(paper: Paper, notice: PublicNotice, at: datetime, *, day: date | None = None) -> Markup:
    """A withdrawn story's place in a list: that it was there, when, and none of its words, not even in the link."""
    says = withdrawn_words(paper, notice)
    time = paper.times.recent_tag(at, day or paper.today)
    return Markup('<li class="off">{} <span><a href="/withdrawn/">{}</a></span></li>\n').format(time, says)


def columns(cards: Sequence[T], count: int) -> tuple[tuple[T, ...], ...]:
    """Stories or cards in `count` columns, read down each in turn, as even as they come; no column is empty."""
    count = min(count, len(cards))
    if not count:
        return ()
    size, more = divmod(len(cards), count)
    made: list[tuple[T, ...]] = []
    start = 0
    for column in range(count):
        end = start + size + (column < more)
        made.append(tuple(cards[start:end]))
        start = end
    return tuple(made)


def shared_out(
    stories: Sequence[PublicStory], count: int, tall: Callable[[PublicStory], tuple[float, float]]
) -> tuple[tuple[PublicStory, ...], ...]:
    """Stories in at most `count` columns, read down each in turn, with as little white below them as can be.

    `tall` guesses the height of a card where it opens a column, and where it stands below another: pages are pressed
    before any browser measures them.
    """
    count = min(count, len(stories))
    if not count:
        return ()

    heights_of = [tall(story) for story in stories]
    opening = [height for height, _ in heights_of]
    above = [0.0, *accumulate(height for _, height in heights_of)]

    def white(bounds: tuple[int, ...]) -> float:
        heights = [opening[a] + above[b] - above[a + 1] for a, b in pairwise(bounds)]
        return max(heights) * count - sum(heights)

    cuts = combinations(range(1, len(stories)), count - 1)
    best = min(((0, *cut, len(stories)) for cut in cuts), key=white)
    return tuple(tuple(stories[a:b]) for a, b in pairwise(best))


def ids(stories: Iterable[PublicStory]) -> frozenset[str]:
    """The ids of stories, for a page's account of what it shows."""
    return frozenset(story.id for story in stories)
