"""The home page: lead, second rank, the newest on a rule beside it, a picture, bands, briefs. No story twice.

Who stands where was decided before (publication/fronts.py); here it is only said how much room each rank gets.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website import cards, most_read
from wiredesk.outlets.website.cards import Shape
from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.head import Head, feeds, robots
from wiredesk.outlets.website.line import DayLine, day_line
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import HOME
from wiredesk.outlets.website.structured import publisher_json
from wiredesk.publication.public import DayCount, FrontKind, PublicStory, SectionRef

BESIDE_LEAD = 4
"""Stories of second rank that stand as lines beside a lead's picture, where there would be white space."""

RAIL = 12
BAND = 10
_PICTURE, _OPENING, LINE = 12.5, 11.5, 8.0
"""Heights of a picture, of a card of second rank and of a plain one in the front's columns, in rem, about."""


class Band(msgspec.Struct, frozen=True):
    """One section's stories, in columns."""

    section: SectionRef
    shape: str
    columns: tuple[tuple[Markup, ...], ...]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the home page's template shows."""

    day: DayCount
    line: DayLine
    counts: Markup
    pressed: Markup | None
    lead: Markup | None
    columns: tuple[tuple[Markup, ...], ...]
    rail: tuple[Markup, ...]
    picture: Markup | None
    bands: tuple[Band, ...]
    briefs: tuple[Markup, ...]
    rest: tuple[tuple[Markup, ...], ...]
    flash: Markup
    most_read: tuple[Markup, ...]


class Taken:
    """The stories that already stand on the page: whatever asks later gets none of them again.

    Nor does it get another one of a running story that stands there.
    """

    def __init__(self, threads: Mapping[str, str]) -> None:
        self.ids: set[str] = set()
        self._threads = threads
        self._shown: set[str] = set()

    def take(self, stories: Iterable[PublicStory], limit: int, *, whole_threads: bool = False) -> list[PublicStory]:
        """The first `limit` stories that are not on the page yet, which they are from now on."""
        found: list[PublicStory] = []
        for story in stories:
            if len(found) == limit:
                break
            thread = self._threads.get(story.id, "")
            if story.id in self.ids or (thread in self._shown and not whole_threads):
                continue
            self.ids.add(story.id)
            if thread:
                self._shown.add(thread)
            found.append(story)
        return found


def illustrated_first(stories: list[PublicStory]) -> list[PublicStory]:
    """The same stories, the first that has a picture moved to the front: a column opens with one where it can."""
    at = next((place for place, story in enumerate(stories) if story.pictures), 0)
    return stories[at : at + 1] + stories[:at] + stories[at + 1 :]


def _threads(paper: Paper) -> dict[str, str]:
    """The running story of each story that a section's front says one of."""
    fronts = (paper.shelf.front(FrontKind.SECTION, section.slug) for section in paper.title.sections)
    slots = (slot for front in fronts if front is not None for slot in front.slots)
    return {slot.story: slot.merits.thread for slot in slots if slot.merits is not None and slot.merits.thread}


def _takes(paper: Paper, lead: PublicStory, threads: Mapping[str, str]) -> list[PublicStory]:
    """The other stories of a lead's running story, newest first."""
    thread = threads.get(lead.id)
    others = paper.stories(one for one, its in threads.items() if its == thread and one != lead.id) if thread else ()
    return sorted((s for s in others if not s.paid), key=lambda s: (s.sort_at, s.id), reverse=True)


def _counts(paper: Paper, day: DayCount) -> Markup:
    def number(count: int) -> Markup:
        return Markup('<b class="num">{}</b>').format(paper.times.number(count))

    return Markup(paper.words.since_midnight).format(  # noqa: S704  (our own words)
        received=number(day.received),
        published=number(day.published),
        held=number(day.held),
        withdrawn=number(day.withdrawn),
    )


def _pressed(paper: Paper, stories: Iterable[PublicStory]) -> Markup | None:
    """When the page last had something new: of the same records the same page is made, whenever it is pressed."""
    newest = max((story.changed_at or story.live_at for story in stories), default=None)
    if newest is None:
        return None
    return Markup(paper.words.pressed).format(time=paper.times.clock_zone_tag(newest))  # noqa: S704  (our own words)


def rail(paper: Paper, stories: list[PublicStory], day: date | None = None) -> tuple[Markup, ...]:
    """Stories and what was withdrawn between them, newest first, on the rule; `day` stands above and goes unsaid."""
    timed: list[tuple[object, Markup]] = [
        ((story.sort_at, story.id), cards.tick(paper, story, story.sort_at, day=day)) for story in stories
    ]
    if stories:
        oldest = stories[-1].sort_at
        timed += [
            ((notice.live_at, notice.id), cards.off(paper, notice, notice.live_at, day=day))
            for notice in paper.shelf.recently_withdrawn
            if notice.live_at and notice.live_at >= oldest and paper.times.day_of(notice.gone_at) == paper.today
        ]
    timed.sort(key=lambda pair: pair[0], reverse=True)  # type: ignore[arg-type, return-value]
    return tuple(line for _, line in timed)


def tall(story: PublicStory) -> tuple[float, float]:
    """How high a story stands where it opens a column, with a card of second rank, and below another; in rem, about."""
    return _OPENING + _PICTURE * bool(story.pictures) + len(story.standfirst) / 18, LINE


def _columns(paper: Paper, stories: list[PublicStory], within: str = "") -> tuple[tuple[Markup, ...], ...]:
    """Three columns in the order given, each opened by a card of second rank."""
    return tuple(
        tuple(
            cards.card(paper, story, Shape.PLAIN if place else Shape.SECOND, within=within)
            for place, story in enumerate(column)
        )
        for column in cards.shared_out(stories, 3, tall)
    )


def _band(paper: Paper, section: SectionRef, stories: list[PublicStory]) -> Band:
    """A section's band, remembered whole: a story that arrives changes one of them."""
    key = (*paper.context, paper.today, section, *(paper.mark(story) for story in stories))
    return paper.memory.bands.of(key, partial(_made_band, paper, section, stories))


def _made_band(paper: Paper, section: SectionRef, stories: list[PublicStory]) -> Band:
    ordered = illustrated_first(stories)
    if ordered[0].pictures and len(ordered) > 3:
        first = (cards.card(paper, ordered[0], Shape.SECOND, within=section.name),)
        others = [cards.card(paper, story, Shape.PLAIN, within=section.name) for story in ordered[1:]]
        return Band(
            section, "c4" if len(others) > 6 else "c4 few", (first, *cards.columns(others, 3 if len(others) > 6 else 2))
        )
    made = _columns(paper, ordered, section.name)
    return Band(section, f"c{max(2, len(made))}", made)


def _bands(paper: Paper, taken: Taken) -> tuple[Band, ...]:
    made = []
    for section in paper.title.sections:
        own = (s for s in paper.front_stories(FrontKind.SECTION, section.slug) if s.section.slug == section.slug)
        stories = taken.take((story for story in own if not story.paid), BAND)
        if stories:
            made.append(_band(paper, section, stories))
    return tuple(made)


def view(paper: Paper, day: DayCount) -> tuple[View, frozenset[str]]:
    """The home page's content, and the ids of all stories on it."""
    front = paper.shelf.front(FrontKind.HOME)
    slots = front.slots if front else ()
    listed = paper.stories(slot.story for slot in slots)
    of_rank = {slot.story: slot.rank for slot in slots}
    threads = _threads(paper)
    taken = Taken(threads)

    def ranked(rank: str) -> list[PublicStory]:
        return taken.take((s for s in listed if of_rank[s.id] == rank and not s.paid), len(listed), whole_threads=True)

    lead = ranked("lead") or taken.take((s for s in listed if not s.paid), 1)
    second, picture, briefs = ranked("second"), ranked("picture"), ranked("brief")
    also = taken.take(_takes(paper, lead[0], threads), BESIDE_LEAD, whole_threads=True) if lead else []
    if lead and lead[0].pictures and not also:
        at = max(0, len(second) - BESIDE_LEAD)
        second, also = second[:at], second[at:]
    newest = taken.take((s for s in paper.front_stories(FrontKind.LATEST) if not s.paid), RAIL) if lead else []
    bands = _bands(paper, taken)
    rest = taken.take(listed, len(listed))
    shown = paper.stories(sorted(taken.ids))
    read, whose = most_read.shown(paper, HOME)
    made = View(
        day=day,
        line=day_line(day),
        counts=_counts(paper, day),
        pressed=_pressed(paper, shown),
        lead=cards.card(paper, lead[0], Shape.LEAD, level="h2", also=tuple(also)) if lead else None,
        columns=_columns(paper, second),
        rail=rail(paper, newest),
        picture=cards.card(paper, picture[0], Shape.PICTURE) if picture else None,
        bands=bands,
        briefs=tuple(cards.brief(paper, story) for story in briefs),
        flash=cards.flash(paper),
        most_read=read,
        rest=cards.columns([cards.card(paper, story, Shape.PLAIN) for story in rest], 3),
    )
    return made, frozenset(taken.ids) | cards.in_strip(paper) | whose


def press(paper: Paper, day: DayCount) -> Sheet:
    """The home page, with what the paper's own day came to so far."""
    made, shows = view(paper, day)
    head = Head(
        title=paper.title.name,
        description=paper.words.home_about.format(paper=paper.title.name),
        robots=robots(paper),
        canonical=paper.url("/"),
        current="/",
        feeds=feeds(paper, HOME, paper.title.name),
        open_graph=(
            ("og:type", "website"),
            ("og:site_name", paper.title.name),
            ("og:title", paper.title.name),
            ("og:url", paper.url("/")),
        ),
        json_ld=publisher_json(paper),
    )
    return Sheet(template("home.html").render(paper=paper, head=head, view=made), shows)
