"""Many items quickly, for measurements: distinct in guid, headline and text, spread over sections and days."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from wiredesk.agency.chance import dice
from wiredesk.agency.compose import compose
from wiredesk.agency.documents import wrap
from wiredesk.agency.items import Event, Feed, Item, Pace
from wiredesk.agency.world import SECTIONS, Kind, kinds, world

PER_DOCUMENT = 50


class Batch(msgspec.Struct, frozen=True):
    """One RSS document of a backlog: `feed` is the name of its section's feed, `items` how many it holds."""

    feed: str
    items: int
    data: bytes


def _item(number: int, kind: Kind, subject: dict[str, str], moment: datetime, at: float, seed: int) -> Item:
    chance = dice(seed, "backlog", number)
    story = compose(kind, subject, moment=moment, chance=chance, world=world())
    register = f"The matter is entered as number {number + 1:,} in the register of {story.place}."
    body = (*story.paragraphs[:-1], register, story.paragraphs[-1])
    return Item(
        story=f"backlog-{number}",
        guid=f"HW-B{seed}-{number:07d}",
        headline=f"{story.headline} (register {number + 1:,})",
        paragraphs=body,
        created=at,
        updated=at,
        byline="Harbour Wire",
        categories=(kind.section.capitalize(),),
        link=f"https://hw.example/backlog/{number}",
    )


def backlog(
    n: int, *, sections: int = 8, seed: int = 1, start: datetime, days: float = 30.0, first: int = 0
) -> Iterator[Batch]:
    """`n` items as RSS documents of fifty, oldest first, over `sections` feeds and the `days` from `start` (aware).

    No two items share guid, headline or text, also between calls with other values of `first`, which is where the
    numbering begins. Feeds beyond the six sections are named `city-2`, `nation-2` and so on.
    """
    pairs = {name: [(kind, subject) for kind in kinds(name) for subject in kind.subjects] for name in SECTIONS}
    feeds = []
    for index in range(sections):
        section = SECTIONS[index % len(SECTIONS)]
        name = section if index < len(SECTIONS) else f"{section}-{index // len(SECTIONS) + 1}"
        feeds.append((section, Feed(name, f"Harbour Wire: {name}", "HW", "Harbour Wire", name.capitalize())))
    pace = Pace(start)
    waiting: list[list[Event]] = [[] for _ in feeds]
    step = days * 86_400 / max(1, n)
    for count in range(n):
        number = first + count
        section, feed = feeds[number % sections]
        choices = pairs[section]
        kind, subject = choices[(number // sections) % len(choices)]
        at = count * step
        item = _item(number, kind, subject, pace.stamp(at), at, seed)
        queue = waiting[number % sections]
        queue.append(Event(at, section, "send", item))
        if len(queue) == PER_DOCUMENT:
            yield Batch(feed.name, len(queue), wrap(feed, reversed(queue), pace, "", at))
            queue.clear()
    for (_, feed), queue in zip(feeds, waiting, strict=True):
        if queue:
            yield Batch(feed.name, len(queue), wrap(feed, reversed(queue), pace, "", queue[-1].at))
