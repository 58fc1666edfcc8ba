"""A version's content in the house's own form: the seam between the story room and everything after it."""

from datetime import datetime
from enum import Enum

import msgspec

from wiredesk.wire.parsed import EdNote, Embed, Located, ParsedPicture, PubStatus, Signal, Subject

CANONICAL_FORMAT = 1
"""The rule that canonical text is made by (see publication/verbatim.py); kept beside every digest."""


class Block(msgspec.Struct, frozen=True):
    """One block of a body. `html` is the sanitised inner HTML; `kind` names the element around it.

    Kinds: `p h2 h3 h4 blockquote ul ol pre table`. A `p` holds text and `a em strong b i u sub sup br code` only.
    """

    kind: str
    html: str


HEADLINE = -1
"""The block number of mentions in the headline."""


class CitedKind(Enum):
    """What a source is."""

    OUTLET = "outlet"
    PERSON = "person"


class Mention(msgspec.Struct, frozen=True, order=True):
    """Where a source is cited: characters `start` to `end` of a block's plain text, or of the headline.

    In a version's content, blocks are the lines of its canonical text.
    """

    block: int
    start: int
    end: int


class Cited(msgspec.Struct, frozen=True):
    """One source, with every place where the story attributes something to it."""

    kind: CitedKind
    key: str
    """What it is counted under: an outlet's usual name, a person's name in full."""
    name: str
    """An outlet as first printed, a person in full."""
    mentions: tuple[Mention, ...]
    role: str | None = None
    """The title that stands before a person's name, such as `foreign ministry spokesperson`."""

    @property
    def count(self) -> int:
        """How often it is cited."""
        return len(self.mentions)


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one version says, normalised; text fields are plain text unless named html.

    `canonical_digest` is the SHA-256 (hex) of the blocks' canonical text, UTF-8, by rule CANONICAL_FORMAT.
    """

    headline: str
    blocks: tuple[Block, ...]
    canonical_digest: str
    canonical_format: int = CANONICAL_FORMAT
    characters: int = 0
    standfirst: str | None = None
    """The agency's own summary, where it sent one; None when it sent none."""
    lead_text: str = ""
    """The first paragraph without its dateline, plain, for cards that have no standfirst."""
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    """As printed, with the agency's mark: it stands in the body too and is never removed from it."""
    located: Located | None = None
    language: str = "en"
    direction: str = "ltr"
    subjects: tuple[Subject, ...] = ()
    slugline: str | None = None
    urgency: int | None = None
    link: str | None = None
    sent_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    embargoed_until: datetime | None = None
    embargo_text: str | None = None
    ed_note: EdNote | None = None
    pub_status: PubStatus = PubStatus.USABLE
    signals: tuple[Signal, ...] = ()
    pictures: tuple[ParsedPicture, ...] = ()
    embeds: tuple[Embed, ...] = ()
    stripped_marks: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()
    """Whom the text leans on, the most cited first; empty in versions adopted before this was looked for."""
    paid_mark: str | None = None
    """The paid-copy line or mark as printed, such as `ANI/NewsVoir`."""
    flags: tuple[str, ...] = ()
    """Facts for the desk: `future_time`, `bad_date`, `truncated`, `text_changed` …"""


def encode(content: Content) -> bytes:
    """The content as MessagePack, stable for equal content."""
    return msgspec.msgpack.encode(content)


_decoder = msgspec.msgpack.Decoder(Content)


def decode(data: bytes) -> Content:
    """The content back from `encode`."""
    return _decoder.decode(data)
