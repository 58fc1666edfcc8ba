"""From a page's key to the page, gated and ready to store. Rendering happens here, outside any transaction."""

from collections.abc import Mapping
from functools import singledispatch

import msgspec

from wiredesk.outlets.policy import HEADER
from wiredesk.outlets.spoken.files import KIND as SPOKEN
from wiredesk.outlets.stores.store import Page
from wiredesk.outlets.website import (
    article,
    authors,
    corrections,
    device,
    editions,
    feed_page,
    fronts,
    home,
    lists,
    live,
    notice,
    threads,
    topics,
    versions,
)
from wiredesk.outlets.website.days import Days
from wiredesk.outlets.website.env import ASSETS, asset
from wiredesk.outlets.website.feeds import atom, entry, ninjs, opensearch, robots, rss, sitemaps
from wiredesk.outlets.website.formats import FeedFormat
from wiredesk.outlets.website.head import NO_INDEX
from wiredesk.outlets.website.issues.keys import (
    EpaperCity,
    EpaperCover,
    EpaperFeed,
    EpaperIndex,
    EpaperKey,
    EpaperMonth,
    EpaperSheet,
    EpaperSitemap,
)
from wiredesk.outlets.website.issues.pressing import pressed
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import (
    HOME,
    About,
    ArchiveDay,
    ArchiveIndex,
    ArchivePage,
    Asset,
    Author,
    Corrections,
    EditionFeed,
    EditionIndex,
    EditionPage,
    EditionSitemap,
    Feed,
    Fixed,
    FrontPage,
    PageKey,
    SitemapDay,
    ThreadFeed,
    ThreadPage,
    path_of,
)
from wiredesk.outlets.website.story_keys import STORY_JSON, Article, History, Spoken, StoryJson
from wiredesk.outlets.website.topic_keys import TopicFeed, TopicPage, TopicSitemap
from wiredesk.publication.public import PublicNotice, PublicStory
from wiredesk.publication.verbatim import gate_bodies, gate_changes, gate_html

HTML = "text/html; charset=utf-8"
JSON = "application/json"
XML = "application/xml; charset=utf-8"
OPENSEARCH = "application/opensearchdescription+xml; charset=utf-8"
MP3 = "audio/mpeg"
PLAIN = "text/plain; charset=utf-8"
FEED_TYPES = {
    FeedFormat.RSS: "application/rss+xml; charset=utf-8",
    FeedFormat.ATOM: "application/atom+xml; charset=utf-8",
}
_EPAPER_TYPES = {"feed": FEED_TYPES[FeedFormat.RSS], "sitemap": XML}
IMMUTABLE = "public, max-age=31536000, immutable"
NOT_FOR_INDEXES = (("X-Robots-Tag", NO_INDEX),)


class Press:
    """Presses the pages of one paper. `page` answers None where nothing stands at a key any more."""

    def __init__(self, paper: Paper, days: Days) -> None:
        self.paper = paper
        self.days = days

    def page(self, key: PageKey) -> Page | None:
        """The page at a key. Raises GateClosed where its words are not, character for character, the stored ones."""
        return _page(key, self)

    def make(self, key: PageKey, sheet: Sheet, kind: str, content_type: str = HTML, *, status: int = 200) -> Page:
        """A rendered sheet as the page it will be stored as."""
        # Where a page shows one copy's text at another's address, a withdrawal of either finds it.
        copies = sheet.copies
        if copies is None:
            copies = frozenset(story.shown for story in self.paper.shelf.stories([*sheet.shows]).values()) - {""}
        return Page(
            title=self.paper.title.code,
            path=path_of(key),
            kind=kind,
            body=sheet.text.encode(),
            content_type=content_type,
            status=status,
            shows=sheet.shows | copies,
            pressed_at=self.paper.now,
        )

    def record(self, key: Article) -> PublicStory | PublicNotice | None:
        """What stands at a story's address: the story, its notice, or nothing."""
        found = self.paper.shelf.stories((key.story,)).get(key.story)
        record = found or self.paper.shelf.notices((key.story,)).get(key.story)
        return record if record and record.path == path_of(key) else None

    def moves(self, moved: Mapping[str, str]) -> list[Page]:
        """Old addresses, and those of their data, leading to where the stories stand now."""
        found = [self.moved(old, new) for old, new in moved.items()]
        return found + [self.moved(old + STORY_JSON, new + STORY_JSON) for old, new in moved.items()]

    def moved(self, old: str, new: str) -> Page:
        """An old address, leading to where what stood there stands now."""
        return Page(
            title=self.paper.title.code,
            path=old,
            kind="moved",
            body=b"",
            status=301,
            location=new,
            pressed_at=self.paper.now,
        )


@singledispatch
def _page(key: PageKey, press: Press) -> Page | None:
    raise TypeError(key)


@_page.register
def _article(key: Article, press: Press) -> Page | None:
    record = press.record(key)
    if record is None:
        return None
    if isinstance(record, PublicNotice):
        return press.make(key, notice.press(press.paper, record), "notice", status=notice.status(record))
    page = press.make(key, article.press(press.paper, record), "article")
    gate_html(page.body, record.canonical_digest, story_id=record.id, blocks=record.blocks)
    allowed = article.policy(press.paper, record)
    return msgspec.structs.replace(page, headers=((HEADER, allowed),)) if allowed else page


@_page.register
def _story_json(key: StoryJson, press: Press) -> Page | None:
    record = press.record(key.article)
    if record is None:
        return None
    if isinstance(record, PublicNotice):
        sheet, status = ninjs.gone(press.paper, record), notice.status(record)
    else:
        sheet, status = ninjs.press(press.paper, record), 200
    page = press.make(key, sheet, "story.json", JSON, status=status)
    return msgspec.structs.replace(page, headers=NOT_FOR_INDEXES)


@_page.register
def _spoken(key: Spoken, press: Press) -> Page | None:
    record = press.record(key.article)
    name = press.paper.spoken_of(record) if isinstance(record, PublicStory) else ""
    return press.make(key, Sheet(name, frozenset({key.article.story})), SPOKEN, MP3) if name else None


@_page.register
def _history(key: History, press: Press) -> Page | None:
    record = press.record(key.article)
    if not isinstance(record, PublicStory):
        return None
    sheet = versions.press(press.paper, record, key)
    if sheet is None:
        return None
    page = press.make(key, sheet, "history")
    gate_changes(page.body, versions.compared(press.paper, record, key), story_id=record.id)
    return page


@_page.register
def _author(key: Author, press: Press) -> Page | None:
    sheet = authors.press(press.paper, key)
    return press.make(key, sheet, "author") if sheet else None


@_page.register
def _about(key: About, press: Press) -> Page | None:
    sheet = feed_page.press(press.paper, key)
    return press.make(key, sheet, "about") if sheet else None


@_page.register
def _corrections(key: Corrections, press: Press) -> Page | None:
    sheet = corrections.press(press.paper, key)
    return press.make(key, sheet, "list") if sheet else None


@_page.register
def _front(key: FrontPage, press: Press) -> Page | None:
    paper = press.paper
    sheet = home.press(paper, press.days.count(paper.shelf, paper.now)) if key == HOME else fronts.press(paper, key)
    return press.make(key, sheet, "front") if sheet else None


@_page.register
def _feed(key: Feed, press: Press) -> Page | None:
    name = fronts.name_of(press.paper, key.front)
    if name is None:
        return None
    return press.make(key, _fed(press, entry.of_front(press.paper, key, name)), "feed", FEED_TYPES[key.format])


def _fed(press: Press, channel: entry.Channel) -> Sheet:
    return (rss.press if channel.format is FeedFormat.RSS else atom.press)(press.paper, channel)


@_page.register
def _thread(key: ThreadPage, press: Press) -> Page | None:
    thread = threads.thread_at(press.paper, key)
    if thread is None:
        return None
    if thread.id != key.thread:
        return press.moved(path_of(key), path_of(ThreadPage(thread.id, key.from_start)))
    stories = threads.stories_of(press.paper, thread)
    told = None if key.from_start else live.coverage(press.paper, stories)
    if told is None:
        sheet = threads.press(press.paper, thread, key)
        return press.make(key, sheet, "thread") if sheet else None
    made = threads.press_live(press.paper, thread, told)
    page = press.make(key, made.sheet, live.KIND if told.live else "thread")
    gate_bodies(page.body, [(one.id, one.canonical_digest, one.blocks) for one in made.stories])
    return page


@_page.register
def _thread_feed(key: ThreadFeed, press: Press) -> Page | None:
    thread = threads.thread_at(press.paper, key)
    if thread is None:
        return None
    if thread.id != key.thread:
        return press.moved(path_of(key), path_of(ThreadFeed(thread.id, key.format)))
    channel = threads.channel(press.paper, thread, key)
    if channel is None:
        return None
    page = press.make(key, _fed(press, channel), "feed", FEED_TYPES[key.format])
    # The story that lends the feed its name may be one that XML cannot hold the text of.
    return msgspec.structs.replace(page, shows=page.shows | {channel.stories[0].id})


@_page.register
def _topic(key: TopicPage, press: Press) -> Page | None:
    edition = press.paper.shelf.topics.edition(key.topic)
    if edition is not None:
        return press.moved(path_of(key), edition.path)
    sheet = topics.press(press.paper, key)
    return press.make(key, sheet, "topic") if sheet else None


@_page.register
def _topic_feed(key: TopicFeed, press: Press) -> Page | None:
    edition = press.paper.shelf.topics.edition(key.topic)
    if edition is not None:
        return press.moved(path_of(key), path_of(EditionFeed(edition.slug, key.format)))
    channel = topics.channel(press.paper, key)
    if channel is None:
        return None
    page = press.make(key, _fed(press, channel), "feed", FEED_TYPES[key.format])
    # The story that lends the feed its name may be one that XML cannot hold the text of.
    return msgspec.structs.replace(page, shows=page.shows | {one.id for one in channel.stories})


@_page.register
def _topic_sitemap(key: TopicSitemap, press: Press) -> Page | None:
    sheet = sitemaps.topics(press.paper)
    return press.make(key, sheet, "sitemap", XML) if sheet else None


@_page.register
def _edition(key: EditionPage, press: Press) -> Page | None:
    sheet = editions.press(press.paper, key)
    return press.make(key, sheet, "front") if sheet else None


@_page.register
def _edition_feed(key: EditionFeed, press: Press) -> Page | None:
    channel = editions.channel(press.paper, key)
    return press.make(key, _fed(press, channel), "feed", FEED_TYPES[key.format]) if channel else None


@_page.register
def _edition_index(key: EditionIndex, press: Press) -> Page | None:
    return press.make(key, editions.index(press.paper), "list") if press.paper.title.editions else None


@_page.register
def _edition_sitemap(key: EditionSitemap, press: Press) -> Page | None:
    return press.make(key, sitemaps.editions(press.paper), "sitemap", XML) if press.paper.title.editions else None


@_page.register(EpaperIndex)
@_page.register(EpaperMonth)
@_page.register(EpaperCity)
@_page.register(EpaperCover)
@_page.register(EpaperSheet)
@_page.register(EpaperFeed)
@_page.register(EpaperSitemap)
def _epaper(key: EpaperKey, press: Press) -> Page | None:
    found = pressed(press.paper, key)
    if found is None:
        return None
    page = press.make(key, found.sheet, found.kind, _EPAPER_TYPES.get(found.kind, HTML), status=found.status)
    if isinstance(key, EpaperSheet):
        gate_bodies(page.body, [(one.id, one.canonical_digest, one.blocks) for one in found.stories])
    return page


@_page.register
def _archive_index(key: ArchiveIndex, press: Press) -> Page:
    return press.make(key, lists.archive_index(press.paper, press.days.all(press.paper.shelf)), "archive")


@_page.register
def _archive_day(key: ArchiveDay, press: Press) -> Page | None:
    last = press.days.pages(press.paper.shelf, key.day)
    page = _archive_page(ArchivePage(key.day, last), press) if last else None
    return msgspec.structs.replace(page, path=path_of(key)) if page else None


@_page.register
def _archive_page(key: ArchivePage, press: Press) -> Page | None:
    shelf = press.paper.shelf
    sheet = lists.archive_page(
        press.paper, key, pages=press.days.pages(shelf, key.day), day_before=press.days.before(shelf, key.day)
    )
    return press.make(key, sheet, "archive") if sheet else None


@_page.register
def _sitemap_day(key: SitemapDay, press: Press) -> Page:
    return press.make(key, sitemaps.day(press.paper, key), "sitemap", XML)


@_page.register
def _fixed(key: Fixed, press: Press) -> Page | None:
    paper = press.paper
    match key:
        case Fixed.SITEMAP:
            return press.make(key, sitemaps.index(paper, press.days.changed(paper.shelf)), "sitemap", XML)
        case Fixed.NEWS_SITEMAP:
            return press.make(key, sitemaps.news(paper), "sitemap", XML)
        case Fixed.THREAD_SITEMAP:
            sheet = sitemaps.threads(paper)
            return press.make(key, sheet, "sitemap", XML) if sheet else None
        case Fixed.ROBOTS:
            return press.make(key, robots.press(paper), "text", PLAIN)
        case Fixed.WITHDRAWN:
            return press.make(key, lists.withdrawn(paper), "list")
        case Fixed.SAVED:
            return press.make(key, device.saved(paper), "device")
        case Fixed.DISPLAY:
            return press.make(key, device.display(paper), "device")
        case Fixed.OPENSEARCH:
            return press.make(key, opensearch.press(paper), "text", OPENSEARCH)
        case Fixed.NOT_FOUND:
            return press.make(key, notice.missing(paper), "error", status=404)


@_page.register
def _asset(key: Asset, press: Press) -> Page | None:
    for name, content_type in ASSETS.items():
        public, data = asset(name)
        if public == key.name:
            return Page(
                title=press.paper.title.code,
                path=path_of(key),
                kind="asset",
                body=data,
                content_type=content_type,
                cache_control=IMMUTABLE,
                pressed_at=press.paper.now,
            )
    return None
