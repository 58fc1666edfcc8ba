"""A made-up day for journeys: a paper with a folder a feed, the day's files, and what the paper must then show.

What is right comes from `wiredesk.agency.expected`, which asks no paper. What is looked at is what readers get: the
pressed pages, every one of them.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lxml import html

from tests.ferry_copy import address, leads_to
from tests.home_on_disk import Home
from tests.newspaper import Newspaper
from wiredesk.agency.expected import Expected, ExpectedStory, expected, hidden_words
from wiredesk.agency.folders import FolderWriter
from wiredesk.agency.scenario import Day, day
from wiredesk.agency.world import world
from wiredesk.decisions.models import Standing
from wiredesk.publication.models import PublicStory
from wiredesk.story.models import Identity
from wiredesk.wire.collect import collect
from wiredesk.wire.models import Quarantine
from wiredesk.wire.providers import set_provider
from wiredesk.wire.services import NewService, add

START = datetime(2026, 3, 8, 18, 30, tzinfo=UTC)
"""Midnight in the agency's zone."""
END = 86_400.0
LOOKS = 3
"""A file that is gone counts as withdrawn when two looks have missed it."""


class SimulatedDay:
    """One paper living through one day: `until` lets time pass event by event, `assert_as_expected` looks at it."""

    def __init__(
        self,
        home: Home,
        root: Path,
        *,
        layout: str,
        stories: int,
        seed: int = 7,
        start: datetime = START,
        speed: float = 1.0,
        pictures: str = "",
        lag: float = 0.0,
    ) -> None:
        """`pictures` is the address that serves the folder `root`; without it, no picture is ever fetched.

        `lag` is how many seconds after its stamp the agency's copy arrives.
        """
        self.lag = timedelta(seconds=lag)
        self.day: Day = day(seed, start=start, stories=stories, speed=speed)
        made_up = home if home.options.made_up else home.changed(time_zone="Asia/Kolkata", made_up=True)
        self.paper = Newspaper(made_up, start)
        base = pictures or "http://pictures.example/"
        self.writer = FolderWriter(self.day, root, layout=layout, base=base, pictures=bool(pictures))
        self.elapsed = 0.0
        for feed in world().feeds:
            set_provider(feed.provider, name=feed.agency, kind=feed.kind)
            folder = root / feed.name
            folder.mkdir(parents=True)
            options = {"path": str(folder), "settle": "0", "mode": "mirror" if layout == "mirror" else "inbox"}
            if pictures:
                options["allow_private"] = "true"
            wanted = NewService(
                name=feed.name, provider=feed.provider, transport="folder", options=options, section=feed.section
            )
            add(wanted, start)

    def moments(self) -> list[float]:
        """The instants of the day at which something happens, embargoes' ends among them, in order."""
        ends = (event.item.available for event in self.day.events if event.item.available is not None)
        return sorted({*(event.at for event in self.day.events), *(end for end in ends if end <= END)})

    def until(self, elapsed: float) -> None:
        """Let the day go on to this moment: files appear, the folders are asked, the steps run."""
        for moment in self.moments():
            if self.elapsed < moment <= elapsed or moment == 0.0 == self.elapsed:
                self._at(moment)
        self._at(elapsed)
        self.elapsed = elapsed

    def _at(self, elapsed: float) -> None:
        self.paper.now = self.day.pace.start + timedelta(seconds=elapsed / self.day.pace.speed) + self.lag
        self.writer.write_until(elapsed)
        for _ in range(LOOKS):
            if collect(self.paper.now, 50, options=self.paper.home.options, ask_all=True).again_at is None:
                break
        self.paper.flow()

    def expected(self) -> Expected:
        """What must be so now."""
        return expected(self.day, self.elapsed)

    def assert_as_expected(self) -> None:
        """The paper shows what the agency's own answers say, no more and no less."""
        paper, now = self.paper, self.expected()
        pages = {path: paper.page(path) for path in paper.paths()}
        folded = {path: " ".join(text.split()) for path, (_, text) in pages.items()}
        paths: dict[str, str] = {}
        for story in now.stories:
            if story.copy_of:
                continue
            rows = {Identity.objects.get(provider__code=story.provider, guid=guid).story_id for guid in story.guids}
            assert len(rows) == 1, f"{story.story} is {len(rows)} stories"
            own = rows.pop()
            assert Standing.objects.get(story=own).state == story.state, (story.story, story.features)
            public = PublicStory.objects.filter(story=own).first()
            if story.state == "live":
                assert public is not None
                paths[story.story] = public.path
                assert_shown(story, pages[public.path], pages[public.path + "story.json"])
            elif public is not None:
                wanted = 410 if story.state == "killed" else 404
                assert pages[public.path][0] == wanted, story.story
                named = [path for path, text in folded.items() if public.path in text]
                assert named == [], f"{story.story} is linked from {named}"
        assert len(set(paths.values())) == len(paths), "two stories at one address"
        for story in now.stories:
            if story.copy_of:
                self._assert_copy(story, paths[story.copy_of], pages)
        for words, whose in hidden_words(self.day, self.elapsed).items():
            leaks = [path for path, text in folded.items() if words in text]
            assert leaks == [], f"“{words}” of {whose} stands on {leaks}"
        assert_once_a_page(pages, paths)
        assert_paid_keeps_its_place(pages, now, paths)
        # A mirror never sees a feed that breaks off: its files are whole or not there.
        assert_quarantined(now, set() if self.writer.layout == "mirror" else set(now.cut_feeds))

    def _assert_copy(self, story: ExpectedStory, page: str, pages: dict[str, tuple[int, str]]) -> None:
        """Another agency's copy: its own address leads to the page, which says who else reported it."""
        own = Identity.objects.get(provider__code=story.provider, guid__in=story.guids).story_id
        assert Standing.objects.get(story=own).state == story.state == "live"
        other = address(self.paper, own)
        assert leads_to(self.paper, other) == page
        agency = next(feed.agency for feed in world().feeds if feed.provider == story.provider)
        said = " ".join(html.document_fromstring(pages[page][1]).text_content().split())
        assert re.search(f"Also reported by:? {agency}", said), story.story
        named = [path for path, (_, text) in pages.items() if f'href="{other}"' in text or story.headline in text]
        assert named == [], f"{story.story} has a page beside {page}"


def assert_shown(story: ExpectedStory, article: tuple[int, str], ninjs: tuple[int, str]) -> None:
    """The article and its ninjs say what the agency said, character for character."""
    status, text = article
    assert status == 200, story.story
    page = html.document_fromstring(text)
    assert [one.text_content() for one in page.xpath("//h1")] == [story.headline]
    bodies = page.xpath('//*[@itemprop="articleBody"]')
    assert len(bodies) == 1
    assert tuple(one.text_content() for one in bodies[0].xpath("./p"))[: len(story.paragraphs)] == story.paragraphs
    if story.kind == "paid":
        assert page.xpath('//*[@data-state="paid"]'), story.story
        assert page.xpath('//*[@itemprop="articleBody"]//a[not(contains(@rel, "sponsored"))]') == []
    if story.kind == "house":
        assert not page.xpath('//*[@data-state="untouched"]'), story.story
    assert ninjs[0] == 200
    data = json.loads(ninjs[1])
    assert data["headlines"][0]["value"] == story.headline
    assert tuple(data["body_text"].split("\n"))[: len(story.paragraphs)] == story.paragraphs


def assert_once_a_page(pages: dict[str, tuple[int, str]], paths: dict[str, str]) -> None:
    """No story stands twice on any page but its own, its versions among them."""
    for path, (_, text) in pages.items():
        if not text.lstrip().lower().startswith("<!doctype html"):
            continue
        links = re.findall(r'<a[^>]* href="([^"]+)"', text)
        twice = {own for own in paths.values() if not path.startswith(own) and links.count(own) > 1}
        assert twice == set(), f"{path} shows {twice} more than once"


def assert_paid_keeps_its_place(pages: dict[str, tuple[int, str]], now: Expected, paths: dict[str, str]) -> None:
    """Paid copy leads no page, is in no box of the newest, and is in no news sitemap."""
    paid = {paths[story.story] for story in now.standing("live") if story.kind == "paid"}
    for path in paid:
        assert path not in pages["/news-sitemap.xml"][1]
    home = html.document_fromstring(pages["/"][1])
    led = set(home.xpath('//*[contains(concat(" ", @class, " "), " lead ")]//a/@href'))
    assert not led & paid
    for path in paths.values():
        article = html.document_fromstring(pages[path][1])
        boxed = {link for link in article.xpath("//main//a/@href") if link in paid and link != path}
        assert boxed == set(), f"{path} names paid copy"


def assert_quarantined(now: Expected, cut_feeds: set[str]) -> None:
    """What could not be read waits in quarantine, under the feed that it came by."""
    waiting = {(row.service.name, row.guid) for row in Quarantine.objects.select_related("service")}
    assert {(feed, guid) for feed, guid in waiting if guid and feed not in cut_feeds} <= set(now.quarantined)
    assert {feed for feed, _ in waiting} == {feed for feed, _ in now.quarantined} | cut_feeds
