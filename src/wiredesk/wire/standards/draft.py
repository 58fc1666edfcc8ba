"""An item while it is being read: what each element offered, and which offer stands in the end."""

import hashlib
from datetime import datetime
from typing import Final, Generic, TypeVar

import msgspec

from wiredesk.common.xml import Mend, Piece
from wiredesk.wire.parsed import (
    EdNote,
    Embed,
    Located,
    ParsedItem,
    ParsedPicture,
    PubStatus,
    ReadContext,
    Repair,
    Signal,
    Subject,
)
from wiredesk.wire.standards.dates import parse_date
from wiredesk.wire.standards.markup import looks_html

T = TypeVar("T")

_LONGEST_GUID: Final = 1000


class Best(Generic[T]):
    """One field that several elements may fill: the lowest rank stands, of equal ranks the first, or the `last`."""

    __slots__ = ("_last", "rank", "value")

    def __init__(self, *, last: bool = False) -> None:
        self.value: T | None = None
        self.rank = 1_000
        self._last = last

    def offer(self, value: T | None, rank: int) -> None:
        """Puts a value forward; None and empty text are no offer."""
        if value is not None and value != "" and (rank < self.rank or (self._last and rank == self.rank)):
            self.value, self.rank = value, rank


class Text(msgspec.Struct, frozen=True):
    """A text with its type: `html` or `text`."""

    value: str
    type: str


class Around(msgspec.Struct, frozen=True):
    """What an item takes from the feed that it stands in, where it says nothing itself."""

    context: ReadContext
    base: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    rights: str | None = None
    source_name: str | None = None


class Draft:
    """The fields of one item as they are found. Offers are ranked: 0 is the element made for the purpose."""

    def __init__(self, around: Around, base: str | None) -> None:
        self.around = around
        self.base = base
        self.guid: Best[str] = Best()
        self.link: Best[str] = Best()
        self.headline: Best[str] = Best()
        self.body: Best[Text] = Best()
        self.summary: Best[Text] = Best()
        self.sent: Best[datetime] = Best(last=True)
        self.created: Best[datetime] = Best(last=True)
        self.updated: Best[datetime] = Best(last=True)
        self.language: Best[str] = Best()
        self.version: Best[str] = Best()
        self.slugline: Best[str] = Best()
        self.dateline: Best[str] = Best()
        self.located: Best[Located] = Best()
        self.urgency: Best[int] = Best()
        self.rights: Best[str] = Best()
        self.source_name: Best[str] = Best()
        self.status: Best[PubStatus] = Best()
        self.embargoed_until: Best[datetime] = Best()
        self.embargo_text: Best[str] = Best()
        self.authors: dict[int, dict[str, None]] = {}
        self.notes: dict[str, None] = {}
        self.bad_dates: dict[str, None] = {}
        self.subjects: dict[Subject, None] = {}
        self.signals: dict[Signal, None] = {}
        self.pictures: dict[str, tuple[int, ParsedPicture]] = {}
        self.embeds: dict[str, Embed] = {}
        self.repairs: list[Repair] = []

    def date(self, text: str) -> datetime | None:
        """The instant in a text; one that cannot be read is kept among `bad_dates`."""
        if not text:
            return None
        instant = parse_date(text, self.around.context.time_zone)
        if instant is None:
            self.bad_dates[text] = None
        return instant

    def author(self, name: str | None, rank: int) -> None:
        """Adds an author; only those of the lowest rank stand in the end, so nobody is named twice by two modules."""
        if name:
            self.authors.setdefault(rank, {})[name] = None

    def picture(self, picture: ParsedPicture, rank: int) -> None:
        """Adds a picture; the same address again only fills in what was missing."""
        known = self.pictures.get(picture.url)
        if known is None:
            self.pictures[picture.url] = (rank, picture)
            return
        first = known[1]
        filled = {
            name: getattr(first, name) if getattr(first, name) is not None else getattr(picture, name)
            for name in ("media_type", "width", "height", "caption", "credit")
        }
        self.pictures[picture.url] = (min(rank, known[0]), msgspec.structs.replace(first, **filled))

    def prose(self, text: str) -> Text | None:
        """A text that nobody typed: HTML when it holds a tag or a reference, else plain."""
        return Text(text, "html" if looks_html(text) else "text") if text else None

    def finish(self, form: str, piece: Piece) -> ParsedItem:
        """The item, as the best offers make it."""
        body, summary = self.body.value, self.summary.value
        if body is None:
            body, summary = summary, None
        pictures = self._pictures()
        language = self.language.value or self.around.language or self.around.context.language
        return ParsedItem(
            format=form,
            guid=self._identity(body, piece.raw),
            raw=piece.raw,
            headline=self.headline.value or "",
            version=self.version.value,
            link=self.link.value,
            summary=summary.value if summary else None,
            summary_type=summary.type if summary else "html",
            body=body.value if body else None,
            body_type=body.type if body else "html",
            authors=tuple(self.authors[min(self.authors)]) if self.authors else self.around.authors,
            slugline=self.slugline.value,
            dateline=self.dateline.value,
            located=self.located.value,
            language=language,
            urgency=self.urgency.value,
            subjects=tuple(self.subjects),
            sent_at=self.sent.value,
            created_at=self.created.value,
            updated_at=self.updated.value,
            bad_dates=tuple(self.bad_dates),
            embargoed_until=self.embargoed_until.value,
            embargo_text=self.embargo_text.value,
            pub_status=self.status.value or PubStatus.USABLE,
            ed_note=EdNote("\n".join(self.notes)) if self.notes else None,
            signals=tuple(self.signals),
            pictures=pictures,
            embeds=tuple(self.embeds.values()),
            rights=self.rights.value or self.around.rights,
            source_name=self.source_name.value or self.around.source_name,
            repairs=(*map(repair_of, piece.mends), *self.repairs),
        )

    def _pictures(self) -> tuple[ParsedPicture, ...]:
        """The pictures of the best rank present: a thumbnail counts only where there is nothing larger."""
        best = min((rank for rank, _ in self.pictures.values()), default=0)
        return tuple(picture for rank, picture in self.pictures.values() if rank == best)

    def _identity(self, body: Text | None, raw: bytes) -> str:
        said = self.guid.value or self.link.value
        if said is None:
            return self._digest(body, raw)
        # The wire keeps a thousand characters of a guid: a longer one goes by its digest, never by its beginning.
        return said if len(said) <= _LONGEST_GUID else f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"

    def _digest(self, body: Text | None, raw: bytes) -> str:
        """An identity for an item that names none: its title and date, else its text, else its bytes."""
        if self.headline.value:
            date = self.created.value or self.updated.value
            said = f"{self.headline.value}\n{date.isoformat() if date else ''}".encode()
        else:
            said = body.value.encode() if body else raw
        return f"sha256:{hashlib.sha256(said).hexdigest()}"


def repair_of(mend: Mend) -> Repair:
    """A repair of bytes as the wire keeps it."""
    return Repair(mend.name, mend.detail)
