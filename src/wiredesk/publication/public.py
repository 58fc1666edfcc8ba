"""What is public, as frozen data: the one thing that outlets and templates may see.

Nothing here carries an editor's note, a decision or a held story: what has no field cannot leak.
Plain text fields are unescaped; `Block.html` is sanitised inner HTML (see story/content.py).
All instants are aware UTC; pages show them in `PublicTitle.time_zone`.
"""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from wiredesk.decisions.printing import BY_MERIT, Printing
from wiredesk.publication.slot import Slot
from wiredesk.story.content import Block, CitedKind


class PublicTitle(msgspec.Struct, frozen=True, kw_only=True):
    """The newspaper a page belongs to; `address` has no trailing slash."""

    code: str
    name: str
    address: str
    language: str
    direction: str
    time_zone: str
    private: bool = False
    made_up: bool = False
    """True for demonstrations: every page then says so."""
    sections: "tuple[SectionRef, ...]" = ()
    editions: "tuple[EditionRef, ...]" = ()
    epaper: bool = False
    """Whether it ever had an issue: then every page leads to them."""
    epaper_signed_in: bool = False
    """Whether only who signs in reads them: then search engines are not led there."""


class EditionRef(msgspec.Struct, frozen=True, kw_only=True):
    """An edition as readers see it, in its own language and zone; `path` is its front."""

    slug: str
    name: str
    language: str
    direction: str
    time_zone: str
    masthead: str = ""
    city: str = ""
    """The key of the place that it covers, where that is the only one; else empty."""
    covers: tuple[str, ...] = ()
    """The keys of all places that it covers, in order: editions of the same places are one in several languages."""

    @property
    def path(self) -> str:
        return f"/edition/{self.slug}/"


class PublicPlace(msgspec.Struct, frozen=True):
    """A place that a story happens in, as the paper calls it; its key is that of the gazetteer."""

    key: str
    name: str


class SectionRef(msgspec.Struct, frozen=True):
    """A section as readers see it; `path` is `/{slug}/`."""

    slug: str
    name: str
    colour: str = ""

    @property
    def path(self) -> str:
        return f"/{self.slug}/"


class ProviderRef(msgspec.Struct, frozen=True):
    """Whose copy it is; `kind` is agency, house or paid; `path` is its own page."""

    code: str
    name: str
    kind: str = "agency"
    url: str = ""

    @property
    def path(self) -> str:
        return f"/provider/{self.code.lower()}/"


class AuthorRef(msgspec.Struct, frozen=True):
    """An author whose stories have a page; authors are told apart by provider, for two may share a name."""

    name: str
    slug: str
    provider: str
    """The provider's code."""

    @property
    def path(self) -> str:
        return f"/author/{self.provider.lower()}/{self.slug}/"


class TopicKind(StrEnum):
    """What a topic is; the value stands in its address, but for subjects, whose slug stands there alone."""

    SUBJECT = "subject"
    PLACE = "place"
    PERSON = "person"
    OUTLET = "outlet"


class TopicRef(msgspec.Struct, frozen=True):
    """A topic as one story names it: other stories may write the same name in other letters."""

    kind: TopicKind
    slug: str
    name: str

    @property
    def key(self) -> str:
        """What tells it from every other topic: `kuril-islands`, `outlet/rt`; `/topic/{key}/` is its page."""
        return topic_key(self.kind, self.slug)


def topic_key(kind: TopicKind, slug: str) -> str:
    """A topic's kind and slug as they stand in its address."""
    return slug if kind is TopicKind.SUBJECT else f"{kind.value}/{slug}"


class Rendition(msgspec.Struct, frozen=True):
    """One stored size of a picture; `path` is public and immutable."""

    path: str
    media_type: str
    width: int
    height: int
    shape: str = "original"
    """`original`, or a crop: `16x9`, `4x3`, `1x1`, `og`."""


class PublicPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that may be shown, with its sizes, largest last."""

    width: int
    height: int
    caption: str = ""
    credit: str = ""
    renditions: tuple[Rendition, ...] = ()


class EmbedLink(msgspec.Struct, frozen=True):
    """A video or post that the agency embedded: shown as a link outside the gated text."""

    kind: str
    url: str


class PublicCited(msgspec.Struct, frozen=True):
    """A source that a story leans on, as readers see it, and how often the text and the headline cite it."""

    name: str
    """An outlet's usual name, or as printed where the story is in another script; a person's name in full."""
    kind: CitedKind
    count: int
    role: str | None = None
    """A person's title as printed before the name."""
    key: str = ""
    """An outlet's usual name, where `name` is another one."""

    @property
    def usual(self) -> str:
        """What an outlet is known by in every story."""
        return self.key or self.name


class DisclaimerState(StrEnum):
    """What happened to a story on its way, the strongest statement that is true."""

    UNTOUCHED = "untouched"
    MARKS_REMOVED = "marks-removed"
    HEADLINE_CHANGED = "headline-changed"
    PICTURE_ADDED = "picture-added"
    EDITED = "edited"
    REVIEWED = "reviewed"
    PAID = "paid"
    HOUSE = "house"
    WITHDRAWN = "withdrawn"


class Disclaimer(msgspec.Struct, frozen=True, kw_only=True):
    """The words under a story, computed from recorded facts. `text` is empty for house copy."""

    state: DisclaimerState
    sign: str
    stamp: str
    text: str
    language: str
    facts: tuple[DisclaimerState, ...] = ()
    """Every state that is true, the first of which is `state`."""


class Indexing(StrEnum):
    """What search engines may do with the page."""

    INDEX = "index"
    NOINDEX_NEWS = "noindex-news"
    NOINDEX = "noindex"
    CANONICAL = "canonical-to-agency"


class PublicStory(msgspec.Struct, frozen=True, kw_only=True):
    """One story as it is public now: a frozen version with everything a page, a feed or a printer needs."""

    id: str
    path: str
    """`/{section}/{url_slug}-{id}/`: permanent once public."""
    section: SectionRef
    also: tuple[SectionRef, ...] = ()
    label: str = ""
    """What a card says above the headline: the city, where the story happens in one of an edition, else the section."""
    label_path: str = ""
    """The edition's front where the label is its city; empty where it is the section."""
    places: tuple[PublicPlace, ...] = ()
    """Where it happens, surest first."""
    editions: tuple[str, ...] = ()
    """The editions that it stands in, by slug."""
    provider: ProviderRef
    service: str = ""
    headline: str
    headline_ours: bool = False
    standfirst: str = ""
    """For cards and meta: always there; whole words, ended with `…` where it was cut."""
    article_standfirst: str | None = None
    """For the article: only where it adds something to the first paragraph."""
    authors: tuple[str, ...] = ()
    bylines: tuple[AuthorRef, ...] = ()
    """Those of them who have a page; none for paid copy."""
    dateline: str | None = None
    place: str | None = None
    country: str | None = None
    language: str
    direction: str
    blocks: tuple[Block, ...]
    canonical_digest: str
    canonical_format: int
    received_digest: str = ""
    subjects: tuple[str, ...] = ()
    pictures: tuple[PublicPicture, ...] = ()
    embeds: tuple[EmbedLink, ...] = ()
    urgency: int | None = None
    """The agency's, from 1, a flash, to 8."""
    cited: tuple[PublicCited, ...] = ()
    """Whom the text leans on, the most cited first, at most twenty; none for paid copy, which reports nothing."""
    disclaimer: Disclaimer
    paid: bool = False
    paid_mark: str | None = None
    agency_link: str | None = None
    published_at: datetime
    """The agency's created time, ours where it gave none."""
    updated_at: datetime | None = None
    """The agency's updated time where it moved; ours where the text changed without one."""
    sent_at: datetime | None = None
    received_at: datetime
    live_at: datetime
    changed_at: datetime | None = None
    """When the newest version went live here, if not the first."""
    modified_at: datetime
    """`dateModified`: moves only when public text moves."""
    sort_at: datetime
    """min(agency time, received time), or the received time where the agency's was in the future."""
    versions: int = 1
    corrected: bool = False
    correction_note: str | None = None
    """What the correction put right, where somebody said so for readers."""
    corrected_at: datetime | None = None
    corrects: int = 0
    """The public version that is the last correction; 0 where none is."""
    public_versions: int = 1
    """How many texts or headlines readers have seen here, this one among them, since the story last went live."""
    indexing: Indexing = Indexing.INDEX
    full_text_feeds: bool = True
    printed: bool = True
    """Whether its provider's contract lets it stand in print."""
    printing: Printing = BY_MERIT
    shown: str = ""
    """The story whose text stands here, where it is another copy of the same agency's; empty for its own."""
    also_reported: tuple[ProviderRef, ...] = ()
    """Who else sent the same copy, in the order in which it came."""


class PublicVersion(msgspec.Struct, frozen=True, kw_only=True):
    """What a story said in public for a time: its words, and when they went live. Kept when others take their place."""

    number: int
    """Counted from 1; see `PublicStory.public_versions`."""
    headline: str
    headline_ours: bool = False
    blocks: tuple[Block, ...]
    canonical_digest: str
    language: str
    direction: str
    provider: ProviderRef
    at: datetime
    correction: bool = False
    correction_note: str | None = None
    shown: str = ""
    """The story whose text it was, where it was another copy's."""


class PublicNotice(msgspec.Struct, frozen=True, kw_only=True):
    """A withdrawn story: what may still be said about it, which is none of its text."""

    id: str
    path: str
    section: SectionRef
    provider: ProviderRef
    live_at: datetime | None
    noticed_at: datetime
    """When the agency's notice arrived, or the desk decided."""
    gone_at: datetime
    by_agency: bool
    final: bool = True
    """False while a person still has to decide: the page says so, and answers 404 instead of 410."""
    language: str
    direction: str
    reason: str = ""
    """A public reason, where a person gave one for readers."""


class PublicAmendment(msgspec.Struct, frozen=True, kw_only=True):
    """A correction or a withdrawal that readers were told of; nothing here is of a withdrawn story's text."""

    number: int
    story: str
    withdrawal: bool
    by_agency: bool
    note: str
    at: datetime


class PublicProvider(msgspec.Struct, frozen=True, kw_only=True):
    """A provider, and what the paper does with its copy by contract."""

    ref: ProviderRef
    about: str = ""
    """Who they are, where the house said so for readers."""
    indexing: Indexing = Indexing.INDEX
    full_text_feeds: bool = True
    removed_marks: tuple[str, ...] = ()
    disclaimers: tuple[Disclaimer, ...] = ()
    """How each state that a story of theirs may be in is worded, the one without any change first."""


class PublicThread(msgspec.Struct, frozen=True, kw_only=True):
    """A running story as one title's readers may see it: at least two live stories, by their ids."""

    id: str
    name: str = ""
    """What the desk calls it; empty where it goes by its newest story's headline."""
    stories: tuple[str, ...]
    """The newest of it, newest first."""
    was: tuple[str, ...] = ()
    """Ids that lead here since the desk joined them."""


class FrontKind(StrEnum):
    """Which list of stories a front is."""

    HOME = "home"
    SECTION = "section"
    PROVIDER = "provider"
    LATEST = "latest"
    EDITION = "edition"
    """An edition's front, or with a section behind its slug, `pune/sport`, that section's front in it."""


class PublicFront(msgspec.Struct, frozen=True, kw_only=True):
    """A front as data: which stories in which slots, in order."""

    kind: FrontKind
    slug: str = ""
    """The section's slug, or the provider's code in lower case; empty for home and latest."""
    name: str
    slots: tuple[Slot, ...]
    breaking: Slot | None = None
    """What stands in the strip above every front; the home page's says it for all."""


class DayCount(msgspec.Struct, frozen=True, kw_only=True):
    """The paper's own day so far, for the line under the nameplate: minutes since midnight in the paper's zone."""

    day: date
    received: int = 0
    published: int = 0
    held: int = 0
    withdrawn: int = 0
    arrivals: tuple[int, ...] = ()
    publications: tuple[int, ...] = ()
