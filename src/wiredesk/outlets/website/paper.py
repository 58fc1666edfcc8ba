"""What every page of one title has in common in one batch: its words, its times, its furniture, its records."""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property, lru_cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

import msgspec
from markupsafe import Markup

from wiredesk.outlets.spoken.files import SpokenFiles
from wiredesk.outlets.website.dates import Times
from wiredesk.outlets.website.env import asset_path, first_script, template
from wiredesk.outlets.website.issues.keys import ROOT as EPAPER
from wiredesk.outlets.website.labels import Labels
from wiredesk.outlets.website.memory import Memory
from wiredesk.outlets.website.section_names import section_name
from wiredesk.outlets.website.site import EditionIndex, ThreadPage, path_of
from wiredesk.outlets.website.words import Words, words
from wiredesk.publication.public import EditionRef, FrontKind, PublicStory, PublicTitle, SectionRef
from wiredesk.publication.shelf import Shelf
from wiredesk.story.normalise.language import same_language

CITIES = path_of(EditionIndex())


class Sizes(msgspec.Struct, frozen=True):
    """How many stories a front and a feed hold, from the options."""

    front: int = 30
    feed: int = 30


class Attributes(msgspec.Struct, frozen=True):
    """`lang` and `dir` of a piece of text, where they differ from the page's own."""

    language: str
    direction: str

    def __html__(self) -> Markup:
        return _as_markup(self.language, self.direction)


@lru_cache(maxsize=256)
def _as_markup(language: str, direction: str) -> Markup:
    """Cached: every headline on every page asks, of the few languages there are."""
    return Markup(' lang="{}" dir="{}"').format(language, direction) if language else Markup()


_SAME = Attributes("", "")
_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")
"""Paths that stand in an address as they are: nearly all, and a day's sitemap has thousands."""


class Place(msgspec.Struct, frozen=True):
    """One entry of the navigation."""

    path: str
    name: str
    colour: str = ""
    language: Attributes = _SAME


def _dressed(title: PublicTitle, edition: EditionRef) -> PublicTitle:
    """The title as an edition's readers see it: in its language and zone, with what that calls its sections."""
    spoken, own = edition.language, title.language
    named = (msgspec.structs.replace(one, name=section_name(one.name, spoken, own)) for one in title.sections)
    return msgspec.structs.replace(
        title,
        language=edition.language,
        direction=edition.direction,
        time_zone=edition.time_zone,
        sections=tuple(named),
    )


def _called(title: PublicTitle, language: str) -> dict[tuple[str, str], str]:
    """What a language calls each city with an edition in it, by the front and the name of any edition of that city."""
    own = [one for one in reversed(title.editions) if same_language(one.language, language)]
    spoken = {one.covers: one.name for one in own}
    return {(one.path, one.name): spoken[one.covers] for one in title.editions if one.covers in spoken}


class Paper:
    """One title for one batch. `now` is the instant of pressing; nothing here writes."""

    def __init__(
        self,
        shelf: Shelf,
        now: datetime,
        sizes: Sizes | None = None,
        memory: Memory | None = None,
        labels: Labels | None = None,
        edition: EditionRef | None = None,
        live: frozenset[str] = frozenset(),
        most_read: tuple[str, ...] = (),
        spoken: SpokenFiles | None = None,
    ) -> None:
        self.shelf = shelf
        self.memory = memory or Memory()
        self.now = now
        self.sizes = sizes or Sizes()
        self.labels = labels or Labels()
        self.edition = edition
        self.live = live
        """The running stories that are told live just now."""
        self.most_read = most_read
        """The stories most read, live or not, the most read first."""
        self._spoken = spoken
        self._spoken_of: dict[str, str] = {}
        self.title = shelf.title if edition is None else _dressed(shelf.title, edition)
        self.words: Words = words(self.title.language)
        self.times = Times(ZoneInfo(self.title.time_zone), self.words)
        self.today = self.times.day_of(now)
        self._cities = _called(shelf.title, self.title.language)
        own = (self.title.code, self.title.address, self.words.language, self.title.time_zone)
        self.context = (*own, *(part for label, name in self._cities.items() for part in (*label, name)))
        """What a fragment depends on beside its story: part of the key under which it is remembered."""
        self.css = asset_path("look.css")
        self.first_script = first_script()
        self.epaper_css = asset_path("epaper.css")
        self.epaper_js = asset_path("epaper.js")
        self.icon = asset_path("mark.svg")
        names = ("city.js", "reading.js") if self.title.editions else ("reading.js",)
        self.scripts = " ".join(asset_path(name) for name in names)
        """What is fetched once a page is painted and whole."""
        self._sections = {section.slug: section for section in self.title.sections}
        self._navs: dict[str, Markup] = {}
        self._attributes: dict[tuple[str, str], Attributes] = {}

    def of_edition(self, slug: str) -> "Paper | None":
        """The same paper in an edition's language and zone; None where the title has no such edition."""
        edition = self.shelf.editions.named(slug)
        if edition is None:
            return None
        read = self.most_read
        return Paper(self.shelf, self.now, self.sizes, self.memory, self.labels, edition, self.live, read)

    def url(self, path: str) -> str:
        """A path as the absolute address that feeds, sitemaps and canonical links name, percent-encoded."""
        if _PLAIN.fullmatch(path):
            return self.title.address + path
        return self.title.address + quote(path, safe="/:@-._~!$&'()*+,;=")

    def section_of(self, story: PublicStory) -> str:
        """What this paper calls a story's first section."""
        known = self._sections.get(story.section.slug)
        return known.name if known and self.edition else story.section.name

    def label_of(self, story: PublicStory) -> tuple[str, Attributes]:
        """What this paper calls a story's city, or its section where it has none, with `lang` and `dir` of the name."""
        if not story.label_path:
            return self.section_of(story), self.spoken(story.section)
        called = self._cities.get((story.label_path, story.label))
        return (called, _SAME) if called else (story.label, self.named)

    def spoken(self, section: SectionRef) -> Attributes:
        """`lang` and `dir` of a section's name, where an edition in another language has none of its own for it."""
        known = self._sections.get(section.slug, section)
        ours = next((one for one in self.shelf.title.sections if one.slug == section.slug), section)
        return self.named if known.name == ours.name else _SAME

    def section(self, slug: str) -> SectionRef | None:
        """A section of this title by its slug."""
        return self._sections.get(slug)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The navigation: the same on every page, whatever has been published, so that pages need no new one."""
        sections = (Place(s.path, s.name, s.colour, self.spoken(s)) for s in self.title.sections)
        city = (Place(CITIES, self.words.city),) if self.title.editions else ()
        epaper = (Place(EPAPER, self.words.epaper),) if self.title.epaper else ()
        return (Place("/", self.words.front), *city, *sections, Place("/latest/", self.words.latest), *epaper)

    def nav(self, current: str) -> Markup:
        """The navigation as it stands on the page at `current`."""
        if current not in self._navs:
            text = template("nav.html").render(paper=self, places=self.places, current=current)
            self._navs[current] = Markup(text)  # noqa: S704
        return self._navs[current]

    def stories(self, ids: Iterable[str]) -> tuple[PublicStory, ...]:
        """The live stories among these, in this order, none twice."""
        wanted = list(dict.fromkeys(ids))
        found = self.shelf.stories(wanted)
        return tuple(found[one] for one in wanted if one in found)

    def front_stories(self, kind: FrontKind, slug: str = "") -> tuple[PublicStory, ...]:
        """A front's live stories in slot order; nothing where there is no such front."""
        front = self.shelf.front(kind, slug)
        return self.stories(slot.story for slot in front.slots) if front else ()

    @cached_property
    def breaking(self) -> PublicStory | None:
        """The story in the strip above every front, where there is one and its time is not over."""
        front = self.shelf.front(FrontKind.HOME)
        slot = front.breaking if front is not None else None
        if slot is None or slot.until is None or slot.until <= self.now:
            return None
        return next(iter(self.stories((slot.story,))), None)

    @cached_property
    def live_of(self) -> dict[str, str]:
        """The page of the running story of each story that is in one told live."""
        found = self.shelf.threads.named(sorted(self.live)) if self.live else {}
        return {story: path_of(ThreadPage(thread.id)) for thread in found.values() for story in thread.stories}

    def mark(self, story: PublicStory) -> bytes:
        """A short digest of everything public about a story: what fragments are remembered by."""
        return self.shelf.mark(story)

    def spoken_of(self, story: PublicStory) -> str:
        """The name of the file in which a story is read aloud; empty where there is none."""
        # Asked once a batch: the page that plays it and what it plays agree, whatever is made meanwhile.
        if self._spoken is None:
            return ""
        if story.id not in self._spoken_of:
            self._spoken_of[story.id] = self._spoken.of(story)
        return self._spoken_of[story.id]

    def attributes(self, language: str, direction: str) -> Attributes:
        """`lang` and `dir` for text in this language, empty where it is the page's own."""
        if language == self.words.language and direction == self.title.direction:
            return _SAME
        key = (language, direction)
        if key not in self._attributes:
            self._attributes[key] = Attributes(language, direction)
        return self._attributes[key]

    @property
    def named(self) -> Attributes:
        """`lang` and `dir` of the paper's name, which an edition in another language does not translate."""
        return self.attributes(self.shelf.title.language, self.shelf.title.direction)

    @property
    def own(self) -> Attributes:
        """`lang` and `dir` of the paper's own words, for use inside a story in another language."""
        return Attributes(self.words.language, self.title.direction)
