"""What the simulated agency sends, as frozen values: items, events, feeds, and the clock that they are stamped by."""

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

AGENCY_ZONE = ZoneInfo("Asia/Kolkata")
"""The zone that the agency writes its datelines and offsets in."""
DAY_SECONDS = 86_400
FEED_LENGTH = 40
"""How many items a feed reaches back."""


class Outcome(StrEnum):
    """What a paper must make of an item, by its author's intent."""

    LIVE = "live"
    """Published, or published anew at the same address."""
    SAME = "same"
    """The same news again (a copy, a restamp): nothing new for the reader."""
    STALE = "stale"
    """An older version that arrives after a newer one: it must not win."""
    EMBARGO = "embargo"
    """Published at `available`, not before."""
    HOLD = "hold"
    """Kept back for the desk: a test, a service message, no body, an embargo that cannot be read."""
    KILL = "kill"
    """Withdrawn by status: gone at once."""
    SUSPEND = "suspend"
    """A kill in words only: off every page at once, and a person is asked."""
    QUARANTINE = "quarantine"
    """Cannot be read strictly, so it is never published."""


class Fault(StrEnum):
    """How an item's bytes are spoilt on their way out."""

    NONE = ""
    AMPERSAND = "ampersand"
    """A bare `&` in the title: one byte-level repair mends it."""
    ENTITY = "entity"
    """An HTML entity that XML does not know: mended the same way."""
    UNCLOSED = "unclosed"
    """A tag that is never closed: nothing mends that without guessing."""


class Shot(msgspec.Struct, frozen=True):
    """One picture of an item: `name` is a file name that `pictures.draw` understands."""

    name: str
    caption: str
    credit: str = "Harbour Wire"


class Feed(msgspec.Struct, frozen=True):
    """One feed of one agency, as `texts/places.toml` lists them; `section` is where a paper would put its stories."""

    name: str
    title: str
    provider: str
    agency: str
    section: str
    language: str = "en-in"
    format: str = "rss"
    kind: str = "agency"
    """`agency`, `house` or `paid`."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One version of one story as it goes out. Times are seconds into the day; negative ones lie before it.

    `story` is the scenario's own name for the story, never sent; `paragraphs` are plain text, dateline and marks
    included; `extra_html` follows them as it stands.
    """

    story: str
    guid: str
    headline: str
    paragraphs: tuple[str, ...]
    created: float
    updated: float
    outcome: Outcome = Outcome.LIVE
    version: int = 1
    summary: str = ""
    byline: str = ""
    categories: tuple[str, ...] = ()
    language: str = "en"
    link: str = ""
    shots: tuple[Shot, ...] = ()
    status: str = ""
    available: float | None = None
    note: str = ""
    extra_html: str = ""
    fault: Fault = Fault.NONE
    feature: str = ""
    """The scenario's name for what this item exercises; empty for plain copy."""
    copy_of: str = ""
    """The story of another agency that this one says word for word, by the scenario's own name."""


class Event(msgspec.Struct, frozen=True):
    """Something that happens to a feed, `at` seconds into the day.

    `send` puts the item at the top (an older version under its guid leaves), `delete` puts a tombstone in its place,
    `cut` makes the feed break off in the middle until the next event of that feed.
    """

    at: float
    feed: str
    action: str
    item: Item


class Pace(msgspec.Struct, frozen=True):
    """How the made-up day lies on the real one: it starts at `start` (aware), and runs `speed` times as fast.

    Stamps follow the real clock, so that at speed 60 an item says that it was sent when it was sent, and an embargo
    of an hour lasts a minute. What lies before the day is not squeezed.
    """

    start: datetime
    speed: float = 1.0

    def stamp(self, seconds: float) -> datetime:
        """The instant, to the second, of a moment of the day, in the agency's zone."""
        shift = seconds / self.speed if seconds > 0 else seconds
        moment = self.start + timedelta(seconds=shift)
        return moment.replace(microsecond=0).astimezone(AGENCY_ZONE)
