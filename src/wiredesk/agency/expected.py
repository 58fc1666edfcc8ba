"""What a paper must show at a moment of the day, by the scenario's own knowledge: the answers to the acceptance test.

Nothing here asks a paper. The state of a story follows from the outcomes that the authors of its items wrote down.
"""

import re

import msgspec

from wiredesk.agency.items import Event, Item, Outcome
from wiredesk.agency.scenario import Day
from wiredesk.agency.world import feed_named


class ExpectedStory(msgspec.Struct, frozen=True, kw_only=True):
    """One story as it must stand: one address for all its guids, and for its copies.

    `state` is `live`, `held`, `embargoed`, `killed` (by status) or `suspended` (by words, a person is asked).
    `headline` and `paragraphs` are of the version that is or would be shown, without editors' notes.
    """

    story: str
    provider: str
    kind: str
    state: str
    guids: tuple[str, ...]
    feeds: tuple[str, ...]
    headline: str
    paragraphs: tuple[str, ...]
    language: str
    pictures: tuple[str, ...]
    versions: int
    features: tuple[str, ...]
    note: str = ""
    copy_of: str = ""
    """The story of another agency that it says word for word: while both are live, one page, that one's."""


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """Every story that was sent by `elapsed`, and what could not be read."""

    elapsed: float
    stories: tuple[ExpectedStory, ...]
    quarantined: tuple[tuple[str, str], ...]
    """Feed and guid of items that cannot be read."""
    cut_feeds: tuple[str, ...]
    """Feeds that broke off at least once by now; what they held comes whole with the next event."""

    def standing(self, state: str) -> tuple[ExpectedStory, ...]:
        """The stories in one state."""
        return tuple(story for story in self.stories if story.state == state)

    def guids(self, state: str) -> frozenset[tuple[str, str]]:
        """Provider and guid of each story in one state."""
        return frozenset((story.provider, guid) for story in self.standing(state) for guid in story.guids)


CLOSED = ("killed", "suspended")
STATES = {
    Outcome.LIVE: "live",
    Outcome.HOLD: "held",
    Outcome.KILL: "killed",
    Outcome.SUSPEND: "suspended",
}


def _state(before: str, item: Item, elapsed: float) -> str:
    """The state after one more item: what is killed stays killed, whatever follows."""
    if before in CLOSED and item.outcome not in (Outcome.KILL, Outcome.SUSPEND):
        return before
    if item.outcome is Outcome.EMBARGO:
        return "live" if item.available is not None and elapsed >= item.available else "embargoed"
    return STATES.get(item.outcome, before)


def _story(events: list[Event], elapsed: float) -> ExpectedStory:
    state, shown = "", events[0].item
    for event in events:
        after = _state(state, event.item, elapsed)
        if event.item.outcome in (Outcome.LIVE, Outcome.HOLD, Outcome.EMBARGO) and after not in CLOSED:
            shown = event.item
        state = after
    feed = feed_named(events[0].feed)
    sent = {(event.item.guid, event.item.version) for event in events}
    return ExpectedStory(
        story=shown.story,
        provider=feed.provider,
        kind=feed.kind,
        state=state,
        guids=tuple(dict.fromkeys(event.item.guid for event in events)),
        feeds=tuple(dict.fromkeys(event.feed for event in events)),
        headline=shown.headline,
        paragraphs=shown.paragraphs,
        language=shown.language,
        pictures=tuple(shot.name for shot in shown.shots),
        versions=len(sent),
        features=tuple(dict.fromkeys(event.item.feature for event in events if event.item.feature)),
        note=shown.note,
        copy_of=shown.copy_of,
    )


def expected(day: Day, elapsed: float) -> Expected:
    """What must be so `elapsed` seconds into the day, for a paper that saw each event of it."""
    sent = [event for event in day.events if event.at <= elapsed]
    told: dict[str, list[Event]] = {}
    broken: dict[tuple[str, str], None] = {}
    for event in sent:
        if event.action == "cut":
            continue
        if event.item.outcome is Outcome.QUARANTINE:
            broken[event.feed, event.item.guid] = None
        else:
            told.setdefault(event.item.story, []).append(event)
    return Expected(
        elapsed=elapsed,
        stories=tuple(_story(events, elapsed) for events in told.values()),
        quarantined=tuple(broken),
        cut_feeds=tuple(dict.fromkeys(event.feed for event in sent if event.action == "cut")),
    )


TELLING = 24
"""Characters from which words are somebody's in particular."""

# HTML, XML and JSON each spell these in a way of their own.
_SPELT_DIFFERENTLY = re.compile(r"""[&<>"'\\]""")


def telling(text: str) -> str:
    """The longest run of a text that every format spells alike, white space counting as one: what to look for."""
    return max((run.strip() for run in _SPELT_DIFFERENTLY.split(" ".join(text.split()))), key=len)


def hidden_words(day: Day, elapsed: float) -> dict[str, str]:
    """What may stand on no page `elapsed` seconds into the day, and whose words these are.

    All that a story which is not live says in any of its versions, later ones too, less what a live one says.
    """
    said: dict[str, set[str]] = {}
    for event in day.events:
        words = {telling(text) for text in (event.item.headline, *event.item.paragraphs)}
        said.setdefault(event.item.story, set()).update(words)
    now = expected(day, elapsed)
    live = {words for story in now.standing("live") for words in said[story.story]}
    return {
        words: f"{story.story} ({story.state})"
        for story in now.stories
        if story.state != "live"
        for words in said[story.story] - live
        if len(words) >= TELLING
    }
