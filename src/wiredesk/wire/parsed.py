"""The seam of the wire: what a transport brings, what a format makes of it. Read this before writing a plug-in.

No Django and no network here. Everything is frozen; nothing downstream of the wire sees a dict.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec


class PubStatus(StrEnum):
    """IPTC's publishing status, spelt as IPTC spells it."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class SignalKind(StrEnum):
    """What an item's status words say beyond its text."""

    KILL = "kill"
    WITHHOLD = "withhold"
    HOLD = "hold"
    RELEASE = "release"
    CORRECTION = "correction"
    UPDATE = "update"
    REFILE = "refile"
    REPEAT = "repeat"
    EMBARGO = "embargo"
    SERVICE_MESSAGE = "service_message"
    TEST = "test"
    PAID = "paid"


class Signal(msgspec.Struct, frozen=True):
    """One piece of evidence about an item: what it says, where it was found, and the words themselves."""

    kind: SignalKind
    source: str
    """`status` (an element or a flag made for the purpose) or `prose` (words in a headline, note or body)."""
    text: str


class EdNote(msgspec.Struct, frozen=True):
    """A note from the agency's editors to ours, in a type that no outlet can render."""

    text: str

    def __html__(self) -> str:
        raise TypeError("an editor's note never leaves the newsroom")

    __str__ = __html__


class Located(msgspec.Struct, frozen=True):
    """The place a dateline names; `country` and `state` only where the item states them."""

    name: str
    country: str | None = None
    state: str | None = None


class Subject(msgspec.Struct, frozen=True):
    """What an item says it is about: a name and, where given, a code in a scheme."""

    name: str
    code: str | None = None
    scheme: str | None = None


class ParsedPicture(msgspec.Struct, frozen=True):
    """A picture that an item refers to; the bytes are fetched later, through the guarded client."""

    url: str
    media_type: str | None = None
    width: int | None = None
    height: int | None = None
    caption: str | None = None
    credit: str | None = None


class Embed(msgspec.Struct, frozen=True):
    """A video, social post or player inside a body: shown as a link outside the gated text, its markup kept."""

    kind: str
    """`video`, `audio`, `post` or `frame`."""
    url: str
    html: str = ""


class Repair(msgspec.Struct, frozen=True):
    """A named byte-level repair that made strict parsing possible; never a change of words."""

    name: str
    detail: str = ""


class ParsedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item as a format read it, before the house has an opinion; text fields are as sent, whitespace trimmed.

    Instants are aware. `raw` is the item's own bytes out of the transmission: its digest is the item's identity
    on the wire. `body` is HTML when `body_type` is `html`, plain text when `text`, None when the item has no text.
    """

    format: str
    guid: str
    raw: bytes
    headline: str = ""
    version: str | None = None
    link: str | None = None
    summary: str | None = None
    """The agency's own summary as HTML or text, as sent; never a cut of the body made by us."""
    summary_type: str = "html"
    body: str | None = None
    body_type: str = "html"
    authors: tuple[str, ...] = ()
    slugline: str | None = None
    dateline: str | None = None
    """Only where the format has an element for it; a dateline inside the body is found in story/normalise."""
    located: Located | None = None
    language: str | None = None
    urgency: int | None = None
    subjects: tuple[Subject, ...] = ()
    sent_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    bad_dates: tuple[str, ...] = ()
    """Dates that were sent and could not be read, as sent."""
    embargoed_until: datetime | None = None
    embargo_text: str | None = None
    """The embargo as sent, where there is one; set without `embargoed_until` it could not be read: hold."""
    pub_status: PubStatus = PubStatus.USABLE
    ed_note: EdNote | None = None
    signals: tuple[Signal, ...] = ()
    pictures: tuple[ParsedPicture, ...] = ()
    embeds: tuple[Embed, ...] = ()
    rights: str | None = None
    source_name: str | None = None
    repairs: tuple[Repair, ...] = ()


class BrokenItem(msgspec.Struct, frozen=True):
    """An item that cannot be read; it goes to quarantine and its neighbours go on."""

    reason: str
    """A stable word, such as `not_well_formed`, `unknown_encoding`, `no_identity`, `no_format`."""
    detail: str
    """One sentence for the desk: what is wrong and what to do next."""
    offending: bytes = b""
    raw: bytes = b""
    guid: str | None = None


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes as a transport brought them, with what it knows about them."""

    data: bytes
    received_at: datetime
    name: str = ""
    """A file's name or a URL: for people, never for recognising the format."""
    content_type: str | None = None
    base_url: str | None = None
    charset: str | None = None
    vanished: bool = False
    """True when a mirrored file disappeared: `data` is empty and `name` says which."""


class ReadContext(msgspec.Struct, frozen=True, kw_only=True):
    """What the service's settings tell a format: the zone of dates that state none, and the default language."""

    time_zone: ZoneInfo = ZoneInfo("UTC")
    language: str | None = None

    @classmethod
    def of(cls, time_zone: str, language: str = "", fallback: str = "UTC") -> "ReadContext":
        """From the names in a provider's settings; an empty or unknown zone gives the fallback."""
        try:
            zone = ZoneInfo(time_zone or fallback)
        except (ZoneInfoNotFoundError, ValueError):
            zone = ZoneInfo(fallback)
        return cls(time_zone=zone, language=language or None)


class Format(Protocol):
    """How bytes are read. `recognises` is cheap and looks at content only; `read` yields every item, good or broken."""

    name: str

    def recognises(self, data: bytes) -> bool:
        """Whether these bytes are this format's, judged by root element and namespace."""
        ...

    def read(self, received: Received, context: ReadContext) -> Iterator[ParsedItem | BrokenItem]:
        """Every item in document order; a fault in one never hides the next.

        Raises `wiredesk.common.errors.Unreadable` when the whole transmission cannot be read.
        """
        ...


class Collected(msgspec.Struct, frozen=True, kw_only=True):
    """What one ask of a transport gave: new bytes, and what to remember for the next ask."""

    received: tuple[Received, ...] = ()
    state: dict[str, str] = {}
    """Opaque to everybody but the transport that wrote it."""
    next_ask_at: datetime | None = None
    note: str = ""
    trouble: str = ""
    """What the desk should mend although the ask went on, such as one file that cannot be read."""
    more: bool = False
    """True while something is known to be coming: a file settles, or more files wait than one ask takes."""


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """One ask of a transport: the service's options, its remembered state, and the time."""

    service: str
    options: dict[str, str]
    state: dict[str, str]
    now: datetime
    dry_run: bool = False
    """True for `service test`: fetch and show, move nothing, remember nothing."""


class Transport(Protocol):
    """How bytes arrive. `check` validates options when a service is added; `collect` asks once."""

    name: str
    polled: bool
    """Whether there is anything to ask; False for a transport that only waits for others to call."""

    def prepared(self, options: dict[str, str]) -> dict[str, str]:
        """The options of a new service, completed with what the transport makes for it, such as a token."""
        ...

    def check(self, options: dict[str, str]) -> None:
        """Raises `wiredesk.common.errors.UsageError` with what to do when the options cannot work."""
        ...

    def shares(self, options: dict[str, str], other: dict[str, str]) -> str:
        """What two services with these options would take from each other, such as a folder; empty for nothing."""
        ...

    def collect(self, ask: Ask) -> Collected:
        """What is new since the remembered state. Raises `wiredesk.common.errors.FetchError`."""
        ...

    def stored(self, ask: Ask, received: tuple[Received, ...]) -> None:
        """Called once the bytes are durable: an inbox moves its files only now. Raises FetchError."""
        ...

    def unreadable(self, options: dict[str, str], name: str, digest: str) -> None:
        """Called when nothing of a transmission could be read: an inbox moves that file to failed/. Never raises."""
        ...
