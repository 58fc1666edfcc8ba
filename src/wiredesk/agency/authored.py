"""Hand-written stories and what happens to them: `texts/desk.toml` and its like, turned into events."""

from datetime import UTC, datetime, timedelta

import msgspec

from wiredesk.agency.compose import dateline, signed
from wiredesk.agency.items import Event, Fault, Item, Outcome, Pace, Shot
from wiredesk.agency.words import local_day, local_weekday
from wiredesk.agency.world import Place, feed_named, text_file, world

FILES = ("desk", "versions", "faults", "paid", "running")
LANGUAGES = {"hindi": "hi", "marathi": "mr", "urdu": "ur"}
PAID_LINE = (
    "This story is provided by NoticeLine. Harbour Wire will not be responsible in any way for the content of this "
    "article. (HW/NoticeLine)"
)


class AuthoredShot(msgspec.Struct, frozen=True):
    """A picture as the file names it."""

    scene: str
    caption: str
    credit: str = "Harbour Wire"


class AuthoredVersion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sending of a story; hours into the day."""

    at: float
    headline: str
    updated: float | None = None
    available: float | None = None
    prose_embargo: bool = False
    ahead: float = 0.0
    """Hours by which the stamp runs ahead of the clock, whatever the pace of the day."""
    upto: int | None = None
    replace: tuple[str, str] | None = None
    body: tuple[str, ...] | None = None
    note: str = ""
    status: str = ""
    outcome: Outcome = Outcome.LIVE
    action: str = "send"
    guid: str = ""
    link: str = ""
    feeds: tuple[str, ...] = ()
    fault: Fault = Fault.NONE
    feature: str = ""


class Authored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One hand-written story."""

    name: str
    place: str
    feeds: tuple[str, ...]
    version: tuple[AuthoredVersion, ...]
    paragraphs: tuple[str, ...] = ()
    copy_of: str = ""
    """The story whose paragraphs it has, of another agency."""
    feature: str = ""
    bare: bool = False
    byline: str = ""
    categories: tuple[str, ...] = ()
    shots: tuple[AuthoredShot, ...] = ()
    extra_html: str = ""


class Tongue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One hand-written story in Hindi, Marathi or Urdu."""

    name: str
    place: str
    headline: str
    paragraphs: tuple[str, ...]
    scene: str = ""


class Serials:
    """Hands out guids in order: `HW-260309-0001`, or a tag address where the agency uses those."""

    def __init__(self, date: datetime) -> None:
        self.date = date
        self.last = 0

    def guid(self, provider: str) -> str:
        """The next guid of a provider."""
        self.last += 1
        if provider == "LN":
            return f"tag:lantern.example,{self.date:%Y-%m-%d}:story/{self.last:04d}"
        return f"{provider}-{self.date:%y%m%d}-{self.last:04d}"


def _place(name: str) -> Place:
    known = world()
    return next(place for place in (*known.home, *known.abroad) if place.name == name)


def _body(story: Authored, version: AuthoredVersion, moment: datetime) -> tuple[str, ...]:
    """The paragraphs of one version, opened and signed as the story's agency does it."""
    if version.body is not None:
        return version.body
    names = {"weekday": f"{moment:%A}"}
    texts = [text.replace("{weekday}", names["weekday"]) for text in story.paragraphs[: version.upto]]
    if version.replace:
        texts = [text.replace(*version.replace) for text in texts]
    place = _place(story.place)
    provider = feed_named((version.feeds or story.feeds)[0]).provider
    if story.bare:
        if story.feature == "reference":
            texts[0] = f"{place.name} [{place.country}], {moment:%B} {moment.day} : {texts[0]}"
        return tuple(texts)
    texts[0] = f"{dateline(place, moment, provider)} {texts[0]}"
    if provider == "NL":
        return (*texts, PAID_LINE)
    return signed(texts, provider)


def _note(version: AuthoredVersion, pace: Pace) -> tuple[str, float | None]:
    """The editors' note and the end of the embargo in seconds; a note gives it to the minute, so it is rounded up."""
    if version.available is None:
        return version.note, None
    end = version.available * 3600
    if not version.prose_embargo:
        return version.note, end
    moment = pace.stamp(end).astimezone(UTC)
    whole = (moment + timedelta(seconds=59)).replace(second=0)
    return f"EMBARGOED UNTIL {whole:%H:%M} GMT, {whole.day} {whole:%B %Y}.", end + (whole - moment).seconds * pace.speed


def _link(provider: str, folder: str, guid: str) -> str:
    return f"https://{provider.lower()}.example/{folder}/{guid.rsplit('/', 1)[-1].lower()}"


def _items(story: Authored, serials: Serials, pace: Pace, day_name: str) -> list[Event]:
    """The events of one story, version by version."""
    first_feed = feed_named(story.feeds[0])
    own = serials.guid(first_feed.provider)
    born = story.version[0].at * 3600
    shots = tuple(
        Shot(
            f"{shot.scene}-{int(serials.last) % 900:03d}{letter}.jpg",
            shot.caption.replace("{weekday}", day_name),
            shot.credit,
        )
        for shot, letter in zip(story.shots, "abc", strict=False)
    )
    events: list[Event] = []
    for number, version in enumerate(story.version, 1):
        feeds = version.feeds or story.feeds
        at = version.at * 3600
        stamped = (
            version.at if version.updated is None else version.updated
        ) * 3600 + version.ahead * 3600 * pace.speed
        note, available = _note(version, pace)
        guid = f"{own}-{version.guid}" if version.guid else own
        item = Item(
            story=story.name,
            guid=guid,
            headline=version.headline,
            paragraphs=_body(story, version, pace.stamp(at)),
            created=stamped if version.ahead else at if version.guid else born,
            updated=stamped,
            outcome=version.outcome,
            version=number,
            byline=story.byline or first_feed.agency,
            categories=story.categories or (first_feed.section,),
            link=_link(first_feed.provider, version.link or "news", guid),
            shots=shots,
            status=version.status,
            available=available,
            note=note,
            extra_html=story.extra_html,
            fault=version.fault,
            feature=version.feature or story.feature,
            copy_of=story.copy_of,
        )
        events += [Event(max(at, 0.0), feed, version.action, item) for feed in feeds]
    return events


def _read(*files: str) -> list[Authored]:
    return [story for name in files for story in msgspec.convert(text_file(name)["story"], list[Authored])]


def authored(serials: Serials, pace: Pace) -> list[Event]:
    """The events of every hand-written English story."""
    day_name = f"{pace.stamp(0):%A}"
    return [event for story in _read(*FILES) for event in _items(story, serials, pace, day_name)]


def copies(serials: Serials, pace: Pace) -> list[Event]:
    """The events of what one agency sends of another's stories; take these last, for they take guids."""
    told = {story.name: story.paragraphs for story in _read(*FILES)}
    stories = [msgspec.structs.replace(copy, paragraphs=told[copy.copy_of]) for copy in _read("copies")]
    return [event for story in stories for event in _items(story, serials, pace, f"{pace.stamp(0):%A}")]


def in_tongue(feed: str, hours: list[float], serials: Serials, pace: Pace) -> list[Event]:
    """The events of the stories in one further language, sent at the given hours in turn."""
    language = LANGUAGES[feed]
    stories = msgspec.convert(text_file(feed)["story"], list[Tongue])
    agency = feed_named(feed).title.split(":")[0]
    events = []
    for story, hour in zip(stories, hours, strict=True):
        at = hour * 3600
        moment = pace.stamp(at)
        texts = [text.replace("{weekday}", local_weekday(moment, language)) for text in story.paragraphs]
        comma = "،" if language == "ur" else ","
        texts[0] = f"{story.place}{comma} {local_day(moment, language)} ({agency}): {texts[0]}"
        guid = serials.guid("HW")
        shots = (Shot(f"{story.scene}-{serials.last % 900:03d}a.jpg", f"{story.place}", agency),) if story.scene else ()
        item = Item(
            story=story.name,
            guid=guid,
            headline=story.headline,
            paragraphs=tuple(texts),
            created=at,
            updated=at,
            byline=feed_named(feed).agency,
            categories=(feed.capitalize(),),
            language=language,
            link=f"https://hw.example/{language}/{guid.lower()}",
            shots=shots,
            feature=f"language_{language}",
        )
        events.append(Event(max(at, 0.0), feed, "send", item))
    return events
