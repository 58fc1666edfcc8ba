"""The web site as an outlet: what changed in, the pages that follow from it out, in one swap of the page store."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import structlog
from jinja2 import TemplateError

from wiredesk.common.errors import OWN_FAULTS, GateClosed
from wiredesk.outlets.outlet import Changed, Delivered, KeptBack
from wiredesk.outlets.spoken.files import SpokenFiles
from wiredesk.outlets.stores.store import Page, PageStore, ServedTitle
from wiredesk.outlets.website import article, authors, editions, live, threads, topics, touches, versions
from wiredesk.outlets.website.days import Days, days_of
from wiredesk.outlets.website.issues import on_pages
from wiredesk.outlets.website.labels import labels_of
from wiredesk.outlets.website.memory import Memory
from wiredesk.outlets.website.most_read import Most
from wiredesk.outlets.website.paper import Paper, Sizes
from wiredesk.outlets.website.press import Press
from wiredesk.outlets.website.site import (
    HOME,
    LATEST,
    About,
    ArchiveDay,
    ArchivePage,
    EditionPage,
    Feed,
    Fixed,
    FrontPage,
    PageKey,
    ThreadPage,
    key_of,
    path_of,
)
from wiredesk.outlets.website.story_keys import Article, History, Spoken, StoryJson, article_of
from wiredesk.publication.public import FrontKind, PublicNotice, PublicStory
from wiredesk.publication.shelf import Shelf, shelves
from wiredesk.settings.options import Options

log = structlog.get_logger()

PAGES_FAULTS = (*OWN_FAULTS, TemplateError)
"""Faults of our own in one page. They keep that page back: a withdrawal on another one never waits for it."""

_memory = Memory()
"""Kept for the life of the process: everything that a fragment depends on is in its key."""

_most = Most()


class WebsiteOutlet:
    """Pages, feeds and sitemaps of every title of one home."""

    name = "website"

    def __init__(self, options: Options, store: PageStore) -> None:
        self._options = options
        self._store = store
        self._days: Days = days_of(store)
        self._spoken = SpokenFiles(options.home, on=options.audio)
        self._sizes = Sizes(front=options.front_size, feed=options.feed_size)

    def deliver(self, changes: Sequence[Changed], now: datetime) -> Delivered:
        """Press what these changes touch, a title at a time. Repeating it changes nothing but the time of pressing.

        A withdrawal is one swap. What is new is swapped in where readers meet it first, and then everywhere else.
        """
        went_out = 0
        kept_back: list[KeptBack] = []
        for shelf in shelves(self._options, sorted({change.title for change in changes})):
            own = [change for change in changes if change.title == shelf.title.code]
            done = self._deliver(shelf, own, now)
            went_out += done.went_out
            kept_back.extend(done.kept_back)
        return Delivered(went_out, tuple(kept_back))

    def press(self, shelf: Shelf, keys: Iterable[PageKey], now: datetime, *, exact: bool = False) -> Delivered:
        """Press these keys and store them in one swap.

        A page that fails the gate is kept back and the old one stays; where it must stop showing a withdrawn story
        (`exact`) it is taken down instead: what was killed is never shown, even at the price of a missing page.
        """
        press = self.press_for(shelf, now)
        return self._swap(press, keys, (), exact=exact)

    def press_for(self, shelf: Shelf, now: datetime) -> Press:
        """A press for one shelf, with what this process remembers."""
        told = self._live(shelf.title.code)
        read = _most.of(self._options.home, shelf.title.code, now) if self._options.most_read else ()
        labels = labels_of(self._options.home)
        paper = Paper(shelf, now, self._sizes, _memory, labels, live=told, most_read=read, spoken=self._spoken)
        return Press(paper, self._days)

    def _live(self, code: str) -> frozenset[str]:
        """The running stories whose page is live."""
        found = self._store.of_kind(code, live.KIND)
        return frozenset(key.thread for path in found if isinstance(key := key_of(path), ThreadPage))

    def follow_live(self, shelf: Shelf, before: frozenset[str], now: datetime) -> Delivered:
        """Press the fronts that show a story of a running story which is live and was not before, or no longer is."""
        changed = sorted(before ^ self._live(shelf.title.code))
        if not changed:
            return Delivered(0)
        stories = [one for its in shelf.threads.live(changed) for one in its]
        keys = touches.lists_showing(self._store.showing(shelf.title.code, stories))
        return self.press(shelf, (key for key in keys if isinstance(key, FrontPage | EditionPage)), now)

    def press_quiet(self, shelf: Shelf, now: datetime) -> int:
        """Press the live pages on which nothing came for so long that they have ended; returns how many ended so."""
        before = self._live(shelf.title.code)
        paper = self.press_for(shelf, now).paper
        ended = []
        for thread in shelf.threads.named(sorted(before)).values():
            told = live.coverage(paper, threads.stories_of(paper, thread))
            if told is None or not told.live:
                ended.append(ThreadPage(thread.id))
        if not ended:
            return 0
        kept_back = self.press(shelf, ended, now).kept_back
        self.follow_live(shelf, before, now)
        return len(ended) - len(kept_back)

    def serve(self, every: Sequence[Shelf]) -> None:
        """Tell the servers which titles there are."""
        titles = (shelf.title for shelf in every)
        self._store.set_titles([ServedTitle(one.code, one.address, one.private) for one in titles])

    def missing(self, shelf: Shelf) -> tuple[PageKey, ...]:
        """The standing pages that are not there yet."""
        keys = (*touches.standing(shelf.title), *(About(one.code.lower()) for one in shelf.providers))
        by_path = {path_of(key): key for key in keys}
        absent = self._store.absent(shelf.title.code, list(by_path))
        return tuple(key for path, key in by_path.items() if path in absent)

    def _deliver(self, shelf: Shelf, changes: Sequence[Changed], now: datetime) -> Delivered:
        before = self._live(shelf.title.code)
        done = self._press_touched(shelf, changes, now)
        marked = self.follow_live(shelf, before, now)
        return Delivered(done.went_out + marked.went_out, done.kept_back + marked.kept_back)

    def _press_touched(self, shelf: Shelf, changes: Sequence[Changed], now: datetime) -> Delivered:
        code = shelf.title.code
        beside = sorted({change.story for change in changes if change.kind == "beside"})
        ids = sorted({change.story for change in changes if change.kind not in ("beside", "thread", "topic")})
        stories = shelf.stories([*ids, *beside])
        again: set[PageKey] = {article_of(stories[one].path) for one in beside if one in stories}
        running = threads.touched(shelf, [change for change in changes if change.story])
        if running:
            self._days.threads_moved(shelf)
        again |= running
        again |= topics.touched(shelf, self._store, [change.topic for change in changes if change.topic])
        if not ids:
            return self._swap(self.press_for(shelf, now), again, (), exact=False)
        stories = {one: stories[one] for one in ids if one in stories}
        notices = shelf.notices([one for one in ids if one not in stories])
        records: list[PublicStory | PublicNotice] = [*stories.values(), *notices.values()]
        places = shelf.archive_places(ids)
        self._days.note(shelf, places, {record.id: _changed_at(record) for record in records})
        stood = self._store.showing(code, ids)

        def stands(path: str) -> bool:
            return self._store.pressed_at(code, path) is not None

        keys: set[PageKey] = {key for record in records for key in touches.entered(record)}
        keys |= {key for record in records for key in touches.history(record, stands)}
        keys |= {*touches.given(shelf.given(stories))}
        home = shelf.front(FrontKind.HOME)
        if home is not None and home.breaking is not None and home.breaking.story in stories:
            keys |= {*touches.every_front(shelf)}
        if any(map(touches.amended, records)):
            keys |= set(touches.corrections(shelf.provenance.amendments, stands))
        for day, page in set(places.values()):
            keys |= touches.archived(day, page, stands)
        withdrawn = any(change.kind == "withdraw" for change in changes) or bool(notices)
        keys |= on_pages.touched(shelf, sorted(notices), [one for one in stories.values() if one.corrected_at])
        keys |= touches.showing(stood) if withdrawn else touches.lists_showing(stood)
        keys |= topics.fallen(shelf, self._store, topics.shown_on(stood)) if withdrawn else frozenset()
        moved = shelf.moved(ids)
        if withdrawn and threads.fallen(shelf, ids):
            keys.add(Fixed.THREAD_SITEMAP)
        if withdrawn or moved:
            keys |= touches.sitemaps({day for day, _ in places.values()})
        if moved:
            keys |= touches.histories(stood)
        if withdrawn or moved or any(stands(record.path) for record in records):
            # A story that is live now, or leads to another, may have been on it until now.
            keys.add(Fixed.WITHDRAWN)
        keys |= set(self.missing(shelf)) | again
        press = self.press_for(shelf, now)
        if withdrawn:
            return self._swap(press, keys, press.moves(moved), exact=True)
        news = {key for key in keys if touches.is_news(key)} - again
        first = self._swap(press, news, press.moves(moved), exact=False)
        rest = self._swap(press, keys - news, (), exact=False)
        return Delivered(first.went_out + rest.went_out, first.kept_back + rest.kept_back)

    def _swap(self, press: Press, keys: Iterable[PageKey], more: Sequence[Page], *, exact: bool) -> Delivered:
        paper = press.paper
        code = paper.title.code
        # A page that plays a story and what it plays are of one state of it: neither ever stands without the other.
        asked = frozenset(keys)
        wanted = sorted(touches.with_spoken(asked), key=path_of)
        try:
            _read_at_once(press, wanted)
        except PAGES_FAULTS as fault:
            # One record that cannot be read is found again below, where it costs its own pages only.
            log.error("page_fault", title=code, exc_info=fault)
        pages, removed, kept_back = list(more), [], []
        stayed: set[PageKey] = set()
        for key in wanted:
            if isinstance(key, Spoken) and not exact and key.article in stayed:
                continue
            try:
                page = press.page(key)
            except (GateClosed, *PAGES_FAULTS) as fault:
                stayed.add(key)
                kept_back.append(KeptBack(code, path_of(key), _story_of(key), _sentence(fault, path_of(key))))
                if exact:
                    removed.append((code, path_of(key)))
                continue
            if page is not None:
                pages.append(page)
            elif key in asked or isinstance(key, Spoken):
                # Else nobody asked for the article: its address may lead to another by now.
                removed.append((code, path_of(key)))
        return Delivered(self._store.swap(pages, removed), tuple(kept_back))


def _sentence(fault: BaseException, path: str) -> str:
    """What to tell the desk of a page that was kept back; the log hears more."""
    if isinstance(fault, GateClosed):
        log.error("page_kept_back", path=path, fact=fault.fact)
        return fault.sentence
    log.error("page_fault", path=path, exc_info=fault)
    return f"Pressing it failed inside wiredesk ({type(fault).__name__}): report it with what the log says."


def _fronts_read(shelf: Shelf, keys: Sequence[PageKey], beside: Iterable[str]) -> tuple[str, ...]:
    """What these pages show of fronts; articles show the newest of these sections."""
    shown = {key.front if isinstance(key, Feed) else key for key in keys if isinstance(key, Feed | FrontPage)}
    if HOME in shown:
        shown |= {LATEST, *(FrontPage(FrontKind.SECTION, section.slug) for section in shelf.title.sections)}
    found = [slot.story for key in shown if (front := shelf.front(key.kind, key.slug)) for slot in front.slots]
    for section in beside:
        found += shelf.newest_ids(section, article.NEWEST) or ()
    return tuple(found)


def _read_at_once(press: Press, keys: Sequence[PageKey]) -> None:
    """Ask the shelf for everything that these pages show in as few questions as there are kinds of it."""
    shelf, days = press.paper.shelf, press.days
    own = [key.story for key in keys if isinstance(key, Article)]
    own += [key.article.story for key in keys if isinstance(key, StoryJson | History)]
    found = shelf.stories([*dict.fromkeys(own)])
    gone = shelf.notices([one for one in dict.fromkeys(own) if one not in found])
    sections = sorted({one.section.slug for one in found.values()} | {one.section.slug for one in gone.values()})
    shown = [*_fronts_read(shelf, keys, sections), *editions.read_at_once(shelf, keys), *press.paper.most_read]
    beside = shelf.lists.read(key.story for key in keys if isinstance(key, Article))
    shown += [*beside, *threads.read_at_once(shelf, keys, beside)]
    shown += authors.read_at_once(shelf, keys)
    shown += topics.read_at_once(shelf, keys)
    shelf.stories([*dict.fromkeys(shown)])
    live.read_at_once(shelf, [key.thread for key in keys if isinstance(key, ThreadPage) and not key.from_start])
    topics.read_links(shelf, keys)
    versions.read_at_once(shelf, [key for key in keys if isinstance(key, History)])
    for section in sections:
        shelf.newest(section, article.NEWEST)
    pages = {(key.day, key.number) for key in keys if isinstance(key, ArchivePage)}
    pages |= {(key.day, days.pages(shelf, key.day)) for key in keys if isinstance(key, ArchiveDay)}
    shelf.read_archive_pages(sorted(pages))


def _changed_at(record: PublicStory | PublicNotice) -> datetime:
    if isinstance(record, PublicNotice):
        return record.gone_at
    return record.changed_at or record.live_at


def _story_of(key: PageKey) -> str:
    match key:
        case Article():
            return key.story
        case StoryJson() | History() | Spoken():
            return key.article.story
        case _:
            return ""
