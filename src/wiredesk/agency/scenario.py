"""The made-up day: by one seed, the same events on every machine; a feed at any moment is a function of them."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

import msgspec

from wiredesk.agency.authored import LANGUAGES, Serials, authored, copies, in_tongue
from wiredesk.agency.chance import dice
from wiredesk.agency.compose import Story, compose
from wiredesk.agency.items import DAY_SECONDS, FEED_LENGTH, Event, Item, Pace, Shot
from wiredesk.agency.world import SECTIONS, Kind, Place, feed_named, kinds, text_file, world

BUSY = (2, 2, 2, 2, 3, 5, 9, 14, 18, 20, 20, 19, 17, 16, 17, 18, 19, 20, 18, 15, 12, 9, 6, 4)
"""How much of the day's copy each hour brings."""
FIRST_BATCH = 40
"""Generated stories that are there when the day begins, stamped over the hours before it."""
FIRST_BATCH_HOURS = 9
SILENT_FEED, SILENT_FROM, SILENT_UNTIL = "business", 13 * 3600.0, 14 * 3600.0 + 600
CUT_FEED, CUT_AT = "sport", 16.2 * 3600
LANTERN_SHARE = 0.1
UPDATED_SHARE = 0.18
PICTURE_SHARE = 0.36


class Day(msgspec.Struct, frozen=True):
    """A whole day as it will go out; `events` are in the order of sending."""

    seed: int
    pace: Pace
    events: tuple[Event, ...]

    def sent(self, feed: str, elapsed: float) -> list[Event]:
        """What this feed has sent by now, oldest first."""
        return [event for event in self.events if event.feed == feed and event.at <= elapsed]

    def showing(self, feed: str, elapsed: float) -> tuple[Event, ...]:
        """What this feed shows now, newest first: the latest event of each guid, `FEED_LENGTH` of them at most."""
        latest: dict[str, Event] = {}
        for event in self.sent(feed, elapsed):
            if event.action != "cut":
                latest.pop(event.item.guid, None)
                latest[event.item.guid] = event
        return tuple(reversed(latest.values()))[:FEED_LENGTH]

    def is_cut(self, feed: str, elapsed: float) -> bool:
        """Whether this feed breaks off in the middle just now."""
        sent = self.sent(feed, elapsed)
        return bool(sent) and sent[-1].action == "cut"


def shots_of(kind: Kind, place: Place, moment: datetime, chance: Random, serial: int) -> tuple[Shot, ...]:
    """The pictures of a generated story: none, one, or three."""
    if not kind.scenes or chance.random() >= PICTURE_SHARE:
        return ()
    captions = world().captions
    count = 3 if chance.random() < 0.12 else 1
    scenes = [chance.choice(kind.scenes) for _ in range(count)]
    return tuple(
        Shot(
            f"{scene}-{serial % 1000:03d}{letter}.jpg",
            chance.choice(captions[scene]).format(place=place, weekday=f"{moment:%A}"),
        )
        for scene, letter in zip(scenes, "abc", strict=False)
    )


def _schedule(chance: Random, count: int) -> list[float]:
    """When the generated stories go out: the first batch before the day, the rest as busy as the hour is."""
    early = min(FIRST_BATCH, count // 3)
    before = [-chance.random() * FIRST_BATCH_HOURS * 3600 for _ in range(early)]
    hours = chance.choices(range(24), weights=BUSY, k=count - early)
    return sorted([*before, *((hour + chance.random()) * 3600 for hour in hours)])


def _deck(chance: Random, count: int) -> list[tuple[Kind, dict[str, str]]]:
    """Kinds with subjects to tell, sections in turn; no pair comes twice before every pair has come once."""
    piles = []
    for section in SECTIONS:
        pairs = [(kind, subject) for kind in kinds(section) for subject in kind.subjects]
        chance.shuffle(pairs)
        piles.append(pairs)
    deck: list[tuple[Kind, dict[str, str]]] = []
    turn = 0
    while len(deck) < count:
        deck += [pile[turn % len(pile)] for pile in piles if turn < len(pile) or turn >= max(map(len, piles))]
        turn += 1
    return deck[:count]


def _tell(kind: Kind, subject: dict[str, str], at: float, pace: Pace, seed: str, taken: set[str], agency: str) -> Story:
    """A story whose headlines nobody has used yet."""
    moment = pace.stamp(at)
    for attempt in range(50):
        story = compose(kind, subject, moment=moment, chance=dice(seed, attempt), world=world(), agency=agency)
        if story.headline not in taken and story.other_headline not in taken:
            break
    else:
        story = msgspec.structs.replace(story, headline=f"{story.headline}, report {len(taken)}")
    taken |= {story.headline, story.other_headline}
    return story


def _versions(item: Item, story: Story, at: float, chance: Random) -> list[Item]:
    """One item, or a short first version and one or two fuller ones under the same guid."""
    body = item.paragraphs
    if chance.random() >= UPDATED_SHARE or len(body) < 6 or at > DAY_SECONDS - 7200:
        return [item]
    gaps = [chance.uniform(900, 4000) for _ in range(chance.choice((1, 1, 2)))]
    lengths = [2, len(body) - 1][: len(gaps)]
    times = [at, *(at + sum(gaps[: i + 1]) for i in range(len(gaps)))]
    cuts = [*(body[:length] for length in lengths), body]
    headlines = [story.headline, *[chance.choice((story.headline, story.other_headline)) for _ in gaps]]
    return [
        msgspec.structs.replace(
            item, paragraphs=cut, headline=head, updated=moment, version=number, feature="update" if number > 1 else ""
        )
        for number, (cut, head, moment) in enumerate(zip(cuts, headlines, times, strict=True), 1)
    ]


def _generated(seed: int, count: int, pace: Pace, serials: Serials, taken: set[str]) -> list[Event]:
    chance = dice(seed, "day")
    events: list[Event] = []
    for number, (planned, (kind, subject)) in enumerate(
        zip(_schedule(chance, count), _deck(chance, count), strict=True)
    ):
        own = dice(seed, "story", number)
        feed = (
            "lantern"
            if own.random() < LANTERN_SHARE and kind.section in ("nation", "world", "culture")
            else kind.section
        )
        provider = feed_named(feed).provider
        at = _past_silence(feed, planned)
        story = _tell(kind, subject, at, pace, f"{seed}/{number}", taken, provider)
        guid = serials.guid(provider)
        item = Item(
            story=f"{kind.section}-{number:04d}",
            guid=guid,
            headline=story.headline,
            paragraphs=story.paragraphs,
            created=at,
            updated=at,
            summary=story.summary,
            byline=feed_named(feed).agency,
            categories=(kind.section.capitalize(),),
            link=f"https://{provider.lower()}.example/news/{guid.rsplit('/', 1)[-1].lower()}",
            shots=shots_of(kind, story.place, pace.stamp(at), own, serials.last),
        )
        for version in _versions(item, story, at, own):
            moment = _past_silence(feed, version.updated)
            sent = msgspec.structs.replace(version, updated=moment)
            events.append(Event(max(moment, 0.0), feed, "send", sent))
    return events


def _past_silence(feed: str, at: float) -> float:
    """The moment, moved behind its feed's silence if it fell into it."""
    if feed != SILENT_FEED or not SILENT_FROM <= at < SILENT_UNTIL:
        return at
    return SILENT_UNTIL + (at - SILENT_FROM) / 8


def _cut(events: Sequence[Event]) -> Event:
    """The moment when one feed breaks off: the item that it carried last goes along for its name."""
    last = [event for event in events if event.feed == CUT_FEED and event.at < CUT_AT][-1]
    return Event(CUT_AT, CUT_FEED, "cut", last.item)


def day(seed: int, *, start: datetime, stories: int = 300, speed: float = 1.0) -> Day:
    """The day of one seed, beginning at `start` (aware): some `stories` stories and everything that befalls them.

    The hand-written ones are always in it, so a number below about seventy gives those and a few more. `speed` is how
    many times as fast the day runs; stamps follow the real clock (see `Pace`).
    """
    pace = Pace(start, speed)
    serials = Serials(pace.stamp(0))
    events = authored(serials, pace)
    for feed in LANGUAGES:
        own = dice(seed, feed)
        count = len(text_file(feed)["story"])
        hours = sorted([-own.random() * 3, -own.random() * 3, *(own.uniform(0.5, 19) for _ in range(count - 2))])
        events += in_tongue(feed, hours, serials, pace)
    taken = {event.item.headline for event in events}
    written = len({event.item.story for event in events})
    made = _generated(seed, max(stories - written, 12), pace, serials, taken)
    others = copies(serials, pace)
    # In the place of the last generated stories, so that all the rest of a seed's day is as it was without them.
    told = dict.fromkeys(event.item.story for event in made)
    kept = set(list(told)[: len(told) - len({event.item.story for event in others})])
    events += [event for event in made if event.item.story in kept]
    events += others
    events = sorted(events, key=lambda event: (event.at, event.item.updated))
    events.append(_cut(events))
    events.sort(key=lambda event: event.at)
    return Day(seed, pace, tuple(events))
