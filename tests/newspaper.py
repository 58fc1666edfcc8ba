"""A whole paper for journeys: bytes in at one end, pressed pages out at the other, and a clock that stands still."""

from collections.abc import Callable
from datetime import datetime, timedelta
from html import escape
from zlib import MAX_WBITS, decompress

from tests.home_on_disk import NOW, Home
from wiredesk.common.ids import sha256_hex
from wiredesk.decisions.actions.draft import Actor
from wiredesk.decisions.models import Standing
from wiredesk.flow.steps import Paper, open_paper, run_until_idle
from wiredesk.house.titles import ensure_title
from wiredesk.people.models import Person
from wiredesk.publication.models import PublicStory
from wiredesk.story.models import Story
from wiredesk.wire import spool
from wiredesk.wire.models import Service, Transmission
from wiredesk.wire.services import NewService, add

PARAGRAPHS = (
    "Port Anjal, October 26 : The harbour office opened the second lock on Sunday, engineer Tavi Roan said.",
    "Boats had waited since Thursday, when a gate jammed at low water and the channel was closed to all traffic.",
    "Roan said that the gate had been lifted by two cranes and that divers had found no damage to the sill.",
)


class Newspaper:
    """One home with one title. Times are handed in; nothing here asks the machine's clock."""

    def __init__(self, home: Home, now: datetime = NOW) -> None:
        self.home = home
        self.now = now
        self.title = ensure_title(home.options)
        self.paper: Paper = open_paper(home.options)

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)

    def clock(self) -> datetime:
        """The paper's time."""
        return self.now

    def service(
        self, name: str = "wire", provider: str = "ANI", section: str = "International", **more: object
    ) -> Service:
        """A service that bytes can be received through."""
        # Each a folder of its own: no two may take files out of one.
        folder = self.home.path / "arrives" / name
        folder.mkdir(parents=True, exist_ok=True)
        options = {"path": str(folder)}
        wanted = NewService(name=name, provider=provider, transport="folder", options=options, section=section, **more)  # type: ignore[arg-type]
        add(wanted, self.now)
        return Service.objects.get(name=name)

    def receive(self, data: bytes, service: str = "wire", name: str = "feed.xml") -> Transmission:
        """Bytes arrive, as a transport would store them."""
        return Transmission.objects.create(
            service=Service.objects.get(name=service),
            digest=spool.put(self.home.path, data),
            size=len(data),
            name=name,
            received_at=self.now,
        )

    def flow(self) -> None:
        """Every step, until nothing is left."""
        run_until_idle(self.clock, self.paper)

    def take(self, *items: str, service: str = "wire") -> None:
        """A feed with these items arrives and goes all the way."""
        self.receive(rss(*items), service)
        self.flow()

    def page(self, path: str) -> tuple[int, str]:
        """The status and the text of a pressed page; 404 and nothing where there is none."""
        stored = self.paper.store.get(self.title.code, path)
        if stored is None:
            return 404, ""
        return stored.status, decompress(stored.gzip, MAX_WBITS | 16).decode(errors="surrogateescape")

    def paths(self) -> list[str]:
        """Every path that is pressed."""
        return sorted(self.paper.store.paths(self.title.code))

    def pages_with(self, words: str) -> list[str]:
        """The paths of every pressed page, of any kind, on which these words stand."""
        return [path for path in self.paths() if words in self.page(path)[1] or escape(words) in self.page(path)[1]]

    def story(self, guid: str, provider: str = "ANI") -> Story:
        """The story that a guid names."""
        from wiredesk.story.models import Identity

        return Identity.objects.select_related("story").get(provider__code=provider, guid=guid).story

    def standing(self, guid: str) -> str:
        """The state of the story that a guid names."""
        return Standing.objects.get(story=self.story(guid)).state

    def path_of(self, guid: str) -> str:
        """The address of a story that is or was public."""
        return PublicStory.objects.get(story=self.story(guid)).path

    def person(self, name: str = "meera") -> Actor:
        """Somebody at the desk."""
        person, _ = Person.objects.get_or_create(username=name)
        return Actor(person=person.pk, name=name)


def item(
    guid: str,
    headline: str = "Second lock opens at Port Anjal",
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    *,
    at: str = "Sun, 26 Oct 2025 10:00:00 +0530",
    extra: str = "",
    link: str = "",
    make: Callable[[str], str] = escape,
) -> str:
    """One RSS item of our own words."""
    body = "".join(f"<p>{make(text)}</p>" for text in paragraphs)
    return (
        f"<item><title>{escape(headline)}</title><guid isPermaLink='false'>{escape(guid)}</guid>"
        f"<link>{escape(link or 'https://agency.example/' + sha256_hex(guid.encode())[:8])}</link>"
        f"<pubDate>{at}</pubDate>{extra}<content:encoded>{escape(body)}</content:encoded></item>"
    )


def rss(*items: str) -> bytes:
    """A feed with these items."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/">'
        "<channel><title>Made-up wire</title><link>https://agency.example/</link>"
        f"<description>Made up for tests</description><language>en</language>{''.join(items)}</channel></rss>"
    ).encode()
