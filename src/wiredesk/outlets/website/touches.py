"""Which pages a change presses again. Pure: from public records to keys, as few as the reader's view needs.

A withdrawal is exact: every page of any age that shows the story. Freshness is bounded: a story presses its own pages
and the fronts, feeds and lists it enters, and those are pressed once a batch, however many stories enter them.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from wiredesk.outlets.website.authors import keys_of
from wiredesk.outlets.website.corrections import full_pages as corrections_full
from wiredesk.outlets.website.env import ASSETS, asset
from wiredesk.outlets.website.formats import FeedFormat
from wiredesk.outlets.website.issues.keys import EpaperFeed, EpaperIndex, EpaperSitemap
from wiredesk.outlets.website.site import (
    HOME,
    LATEST,
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
    key_of,
    path_of,
)
from wiredesk.outlets.website.story_keys import Article, History, Spoken, StoryJson, article_of
from wiredesk.outlets.website.versions import full_pages
from wiredesk.publication.edition_fronts import parts_of
from wiredesk.publication.public import FrontKind, PublicNotice, PublicStory, PublicTitle, SectionRef
from wiredesk.publication.shelf import Shelf

LISTS = (
    FrontPage,
    Feed,
    EditionPage,
    EditionFeed,
    ThreadPage,
    ThreadFeed,
    ArchivePage,
    ArchiveDay,
    Author,
    Corrections,
    Spoken,
)
"""What is pressed again when a story it already shows changes: articles that show it in a box wait for a refresh."""


def own_pages(path: str) -> tuple[Article, StoryJson]:
    """The two pages that are a story's own."""
    article = article_of(path)
    return article, StoryJson(article)


def history(record: PublicStory | PublicNotice, stands: Callable[[str], bool]) -> Iterator[History]:
    """The pages of a story's history that a new version presses: the newest changes, and a page that became full.

    `stands` says whether a path has a page yet: a full page never changes.
    """
    if isinstance(record, PublicNotice) or record.public_versions == 1:
        return
    article = article_of(record.path)
    yield History(article)
    full = full_pages(record.public_versions)
    if full and not stands(path_of(History(article, full))):
        yield History(article, full)


def amended(record: PublicStory | PublicNotice) -> bool:
    """Whether readers may have been told something about it: then the newest corrections are pressed."""
    return record.final if isinstance(record, PublicNotice) else record.corrected_at is not None


def corrections(count: int, stands: Callable[[str], bool]) -> Iterator[Corrections]:
    """The pages of corrections that a new one presses; `count` is how many there are."""
    yield Corrections()
    full = corrections_full(count)
    if full and not stands(path_of(Corrections(full))):
        yield Corrections(full)


def whole(record: PublicStory | PublicNotice) -> Iterator[PageKey]:
    """Every page that is a story's own."""
    yield from own_pages(record.path)
    if isinstance(record, PublicStory) and record.public_versions > 1:
        article = article_of(record.path)
        yield from (History(article, number) for number in range(full_pages(record.public_versions) + 1))


def histories(paths: Iterable[str]) -> frozenset[PageKey]:
    """The pages of history among them: those of a story that is found at a copy's address from now on lead nowhere."""
    return frozenset(key for key in showing(paths) if isinstance(key, History))


def _with_feeds(front: FrontPage) -> Iterator[PageKey]:
    yield front
    for form in FeedFormat:
        yield Feed(front, form)


def _fronts(record: PublicStory | PublicNotice) -> Iterator[PageKey]:
    also: tuple[SectionRef, ...] = record.also if isinstance(record, PublicStory) else ()
    yield from _with_feeds(HOME)
    yield from _with_feeds(LATEST)
    for section in (record.section, *also):
        yield from _with_feeds(FrontPage(FrontKind.SECTION, section.slug))
    yield from _with_feeds(FrontPage(FrontKind.PROVIDER, record.provider.code.lower()))


def edition(slug: str) -> Iterator[PageKey]:
    """An edition's front and its feeds."""
    yield EditionPage(slug)
    for form in FeedFormat:
        yield EditionFeed(slug, form)


def _editions(record: PublicStory | PublicNotice) -> Iterator[PageKey]:
    """The fronts of editions that a story enters: of a notice none are known, and the store knows where it stood."""
    if isinstance(record, PublicStory):
        for slug in record.editions:
            yield from edition(slug)
            for section in (record.section, *record.also):
                yield EditionPage(slug, section.slug)


def entered(record: PublicStory | PublicNotice) -> frozenset[PageKey]:
    """A story's own pages, its fronts, in editions too, their feeds, and its authors' pages."""
    authors = keys_of(record) if isinstance(record, PublicStory) else ()
    return frozenset((*own_pages(record.path), *_fronts(record), *_editions(record), *authors))


def given(fronts: Iterable[tuple[FrontKind, str]]) -> Iterator[PageKey]:
    """The fronts on which a story was given a slot, whatever its section."""
    for kind, slug in fronts:
        if kind is FrontKind.EDITION:
            yield EditionPage(*parts_of(slug))
        else:
            yield from _with_feeds(FrontPage(kind, slug))


def every_front(shelf: Shelf) -> Iterator[PageKey]:
    """Every front on which breaking news stands, without its feeds."""
    for kind, slug in shelf.fronts():
        yield FrontPage(kind, slug)
    for one in shelf.title.editions:
        yield EditionPage(one.slug)


def is_news(key: PageKey) -> bool:
    """Whether a page is where readers and their feed readers meet a story first; the rest may follow a moment later."""
    match key:
        case Article() | StoryJson() | Spoken():
            return True
        case Feed():
            return is_news(key.front)
        case FrontPage():
            return key == HOME or key.kind is FrontKind.SECTION
        case _:
            return False


def sitemaps(days: Iterable[date]) -> frozenset[PageKey]:
    """What search engines are told about these days: pressed with a withdrawal, and otherwise a little later."""
    own = frozenset(SitemapDay(day) for day in days)
    return own | {Fixed.SITEMAP, Fixed.NEWS_SITEMAP} if own else own


def archived(day: date, page: int, stands: Callable[[str], bool]) -> frozenset[PageKey]:
    """The archive's pages that a story of this day and page touches; `stands` says whether a path has a page yet.

    A page that is new gives the one before it its way on; a day that is new enters the index. Full pages stay.
    """
    keys: set[PageKey] = {ArchivePage(day, page), ArchiveDay(day)}
    if not stands(path_of(ArchivePage(day, page))):
        keys.add(ArchivePage(day, page - 1) if page > 1 else ArchiveIndex())
    return frozenset(keys)


def showing(paths: Iterable[str]) -> frozenset[PageKey]:
    """The keys of every page that the store says shows a story: what an exact withdrawal presses."""
    return frozenset(key for path in paths if (key := key_of(path)) is not None)


def lists_showing(paths: Iterable[str]) -> frozenset[PageKey]:
    """The fronts, feeds and lists among them: where a story stood before it changed its place."""
    return frozenset(key for key in showing(paths) if isinstance(key, LISTS))


def with_spoken(keys: Iterable[PageKey]) -> frozenset[PageKey]:
    """These keys, each article with the story as it is read aloud, and the other way round."""
    every = frozenset(keys)
    spoken = {Spoken(key) for key in every if isinstance(key, Article)}
    return every | spoken | {key.article for key in every if isinstance(key, Spoken)}


def standing(title: PublicTitle) -> tuple[PageKey, ...]:
    """The pages that a title has from its first hour, whatever has been published."""
    fronts = (HOME, LATEST, *(FrontPage(FrontKind.SECTION, section.slug) for section in title.sections))
    editions = [key for one in title.editions for key in edition(one.slug)]
    cities = (EditionIndex(), EditionSitemap(), *editions) if editions else ()
    assets = (Asset(asset(name)[0]) for name in ASSETS)
    pages = (key for front in fronts for key in _with_feeds(front))
    issues = (EpaperIndex(), EpaperFeed(), EpaperSitemap()) if title.epaper else ()
    fixed = (one for one in Fixed if one is not Fixed.THREAD_SITEMAP)
    return (*pages, *fixed, ArchiveIndex(), Corrections(), *cities, *issues, *assets)
