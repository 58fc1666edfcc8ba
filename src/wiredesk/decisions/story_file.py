"""Everything that the house knows about one story, for the person who has to decide about it.

The editor's note and the bytes as received are in here: this is for the newsroom and for nobody else.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from wiredesk.decisions.copy_lines import CopyLine, copy_lines
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.places import SpotLine, spot_lines
from wiredesk.decisions.printing import BY_MERIT, Printing, added_up
from wiredesk.decisions.slots import Given, SlotName, slots_of
from wiredesk.decisions.spots import spots_of
from wiredesk.decisions.words import State, Verb
from wiredesk.story.content import Content, decode
from wiredesk.story.models import Also, Identity, Picture, Story, Version
from wiredesk.story.queries import WITH_TEXT
from wiredesk.wire.models import Receipt, WireItem
from wiredesk.wire.parsed import ParsedItem

LONGEST = 100
"""Versions, decisions and pictures shown at most, the newest of each: one restamped item can have thousands."""

_parsed = msgspec.msgpack.Decoder(ParsedItem)


class VersionLine(msgspec.Struct, frozen=True):
    """One arrival of the story."""

    pk: int
    number: int
    what: str
    headline: str
    service: str
    received_at: datetime
    has_text: bool


class DecisionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One decision; `by` names the rule or the person, `number` the version it was about."""

    at: datetime
    verb: Verb
    by: str
    by_person: bool
    reason: str
    number: int | None
    until: datetime | None
    value: str


class PictureLine(msgspec.Struct, frozen=True):
    """One picture and how far it has come."""

    url: str
    state: str
    reason: str
    width: int | None
    height: int | None


class Shown(msgspec.Struct, frozen=True):
    """One version in full: what was read, and what arrived it was read from."""

    line: VersionLine
    content: Content
    item: ParsedItem
    digest: str
    name: str
    charset: str
    arrived_by: tuple[tuple[str, datetime], ...]
    """Every service that brought this item, and when."""


class StoryFile(msgspec.Struct, frozen=True, kw_only=True):
    """One story in full; `shown` is the version asked for, `before` the text that it followed."""

    id: str
    provider: str
    provider_kind: str
    guids: tuple[str, ...]
    first_received_at: datetime
    state: State
    reason: str
    due_at: datetime | None
    section: str
    headline_ours: str
    pinned_until: datetime | None
    slots: tuple[Given, ...]
    corrected: bool
    reviewed: bool
    changed_at: datetime | None
    released_at: datetime | None
    number: int | None
    """The version that is or would be public."""
    waiting: int | None
    newest: int
    """The newest version with text, 0 without one: what a decision must have been made in sight of."""
    versions: tuple[VersionLine, ...]
    shown: Shown | None
    before: Content | None
    decisions: tuple[DecisionLine, ...]
    further_sections: tuple[str, ...]
    pictures: tuple[PictureLine, ...]
    copies: tuple[CopyLine, ...] = ()
    """The stories that it is joined with, itself among them."""
    places: tuple[SpotLine, ...] = ()
    printing: Printing = BY_MERIT

    @property
    def breaking(self) -> bool:
        """Whether it stands in the strip of breaking news while it is live."""
        return any(one.slot is SlotName.BREAKING for one in self.slots)

    @property
    def headline(self) -> str:
        """What the story is called: ours, the shown version's, or the last that arrived."""
        if self.headline_ours:
            return self.headline_ours
        if self.shown is not None and self.shown.content.headline:
            return self.shown.content.headline
        return self.versions[0].headline if self.versions else ""


def printing_wanted(story: str) -> Printing:
    """What is wanted of the story in print, as it stands."""
    said = Decision.objects.filter(story=story, verb=Verb.PRINT).order_by("id").values_list("value", "person")
    return added_up((value, person is not None) for value, person in said)


def newest_number(story: str) -> int:
    """The number of the newest version with text, 0 without one."""
    numbers = Version.objects.filter(story=story, what__in=WITH_TEXT).order_by("-number")
    return numbers.values_list("number", flat=True).first() or 0


def story_file(story: str, number: int | None = None) -> StoryFile | None:
    """Everything about a story, showing version `number` or else the newest with text; None for an unknown story.

    At most fifteen queries, whatever the story's length.
    """
    row = Story.objects.select_related("provider").filter(pk=story).first()
    if row is None:
        return None
    versions = _versions(story)
    chosen = _chosen(versions, number)
    standing = Standing.objects.filter(story=story).select_related("version", "waiting").defer(
        "version__content", "waiting__content"
    ).first() or Standing(story=row, state=State.NEW.value)
    return StoryFile(
        id=row.pk,
        provider=row.provider.name,
        provider_kind=row.provider.kind,
        guids=tuple(Identity.objects.filter(story=story).order_by("id").values_list("guid", flat=True)[:LONGEST]),
        first_received_at=row.first_received_at,
        state=State(standing.state),
        reason=standing.reason,
        due_at=standing.due_at,
        section=standing.section,
        headline_ours=standing.headline,
        pinned_until=standing.pinned_until,
        slots=slots_of(standing.slots),
        corrected=standing.corrected,
        reviewed=standing.reviewed,
        changed_at=standing.changed_at,
        released_at=standing.released_at,
        number=standing.version.number if standing.version else None,
        waiting=standing.waiting.number if standing.waiting else None,
        newest=next((line.number for line in versions if line.has_text), 0),
        versions=versions,
        shown=_shown(chosen) if chosen else None,
        before=_before(versions, chosen),
        decisions=_decisions(story),
        further_sections=tuple(Also.objects.filter(story=story).order_by("id").values_list("section", flat=True)),
        pictures=_pictures(story),
        copies=copy_lines(standing),
        places=spot_lines(standing),
        printing=printing_wanted(story),
    )


def _versions(story: str) -> tuple[VersionLine, ...]:
    rows = (
        Version.objects.filter(story=story)
        .order_by("-number")
        .values_list("pk", "number", "what", "headline", "item__service__name", "received_at")
    )
    return tuple(
        VersionLine(pk, number, what, headline, service, at, what in WITH_TEXT)
        for pk, number, what, headline, service, at in rows[:LONGEST]
    )


def _chosen(versions: Sequence[VersionLine], number: int | None) -> VersionLine | None:
    if number is not None:
        return next((line for line in versions if line.number == number), None)
    with_text = (line for line in versions if line.has_text)
    return next(with_text, versions[0] if versions else None)


def _content(version: int) -> Content:
    return decode(bytes(Version.objects.values_list("content", flat=True).get(pk=version)))


def _before(versions: Sequence[VersionLine], chosen: VersionLine | None) -> Content | None:
    """The text that the chosen version followed; None for a first one, and for a notice, which has none."""
    if chosen is None or not chosen.has_text:
        return None
    earlier = next((line for line in versions if line.has_text and line.number < chosen.number), None)
    return _content(earlier.pk) if earlier else None


def _shown(line: VersionLine) -> Shown:
    item = WireItem.objects.select_related("transmission").get(
        pk=Version.objects.values("item").get(pk=line.pk)["item"]
    )
    again = Receipt.objects.filter(item=item.pk).order_by("received_at").values_list("service__name", "received_at")
    return Shown(
        line=line,
        content=_content(line.pk),
        item=_parsed.decode(bytes(item.parsed)),
        digest=item.digest,
        name=item.transmission.name,
        charset=item.transmission.charset,
        arrived_by=((line.service, item.received_at), *again[:LONGEST]),
    )


def _decisions(story: str) -> tuple[DecisionLine, ...]:
    rows = Decision.objects.filter(story=story).select_related("person", "version").defer("version__content")
    return tuple(
        DecisionLine(
            at=row.at,
            verb=Verb(row.verb),
            by=(row.person.get_full_name() or row.person.get_username()) if row.person else row.rule,
            by_person=row.person is not None,
            reason=row.reason,
            number=row.version.number if row.version else None,
            until=row.until,
            value=_value(row),
        )
        for row in rows.order_by("-id")[:LONGEST]
    )


def _value(row: Decision) -> str:
    """What the verb was given, as a person reads it: of places their names."""
    if row.verb in (Verb.LOCATE, Verb.BAN):
        return ", ".join(spot.name for spot in spots_of(row.value))
    return row.value


def _pictures(story: str) -> tuple[PictureLine, ...]:
    rows = Picture.objects.filter(story=story).order_by("position", "id")
    return tuple(PictureLine(*row) for row in rows.values_list("url", "state", "reason", "width", "height")[:LONGEST])
