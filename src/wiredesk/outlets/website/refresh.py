"""Fresh boxes: `newest of the section` on articles that readers may still come to, in bounded steps.

A story's box changes whenever its section does, and pressing every article for every arrival would cost more with
every story. So an article waits the longer, the older it is: never less than a minute, and after 48 hours until
somebody reads it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice

from wiredesk.outlets.stores.reads import Reads
from wiredesk.outlets.stores.store import PageStore
from wiredesk.outlets.website import article, touches
from wiredesk.outlets.website.days import days_of
from wiredesk.outlets.website.most_read import moved
from wiredesk.outlets.website.outlet import WebsiteOutlet
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.site import HOME, About, Fixed, PageKey, SitemapDay, key_of, path_of
from wiredesk.outlets.website.story_keys import Article
from wiredesk.publication.shelf import Shelf, shelves
from wiredesk.settings.options import Options

TIERS = (
    (timedelta(hours=1), timedelta(minutes=1)),
    (timedelta(hours=6), timedelta(minutes=6)),
    (timedelta(hours=48), timedelta(minutes=48)),
)
"""Up to which age an article is pressed again how often at most."""

READ_AFTER = timedelta(hours=1)
"""How stale an older article may be when it is read."""

LOOK_AT_CONTRACTS = timedelta(minutes=15)
"""How old a page about a feed may be: there are few, and pressing one that is as it was changes nothing."""

LOOK_AT = 2000


def _changed_at(shelf: Shelf) -> dict[str, float]:
    """By section, as Unix time: when the box that its articles show last had something new."""
    found = {}
    for section in shelf.title.sections:
        newest = shelf.newest(section.slug, article.NEWEST)
        found[section.slug] = max(((one.changed_at or one.live_at).timestamp() for one in newest), default=0.0)
    return found


def _stale(shelf: Shelf, store: PageStore, now: datetime) -> Iterator[Article]:
    code, changed = shelf.title.code, _changed_at(shelf)
    for age, pause in TIERS:
        for path in store.pressed_before(code, "article", now - pause, now - age, LOOK_AT):
            key = key_of(path)
            at = store.pressed_at(code, path)
            if isinstance(key, Article) and at is not None and at < changed.get(key.section, 0.0):
                yield key


def _new_day(shelf: Shelf, store: PageStore, now: datetime) -> tuple[PageKey, ...]:
    """The home page, where it still carries yesterday's date and count."""
    at = store.pressed_at(shelf.title.code, path_of(HOME))
    times = Paper(shelf, now).times
    if at is None or times.day_of(datetime.fromtimestamp(at, tz=now.tzinfo)) == times.day_of(now):
        return ()
    return (HOME,)


def _told(shelf: Shelf, store: PageStore, now: datetime) -> Iterator[About]:
    """The pages about feeds that were not looked at for a while: a contract may have been changed."""
    for provider in shelf.providers:
        key = About(provider.code.lower())
        at = store.pressed_at(shelf.title.code, path_of(key))
        if at is not None and at <= (now - LOOK_AT_CONTRACTS).timestamp():
            yield key


def refresh_boxes(now: datetime, limit: int, *, options: Options, store: PageStore) -> int:
    """Press up to `limit` pages made stale by time or by their neighbours; returns how many. 0: none is left."""
    outlet = WebsiteOutlet(options, store)
    every, reads = shelves(options), Reads(options.home)
    outlet.serve(every)
    count = 0
    for shelf in every:
        outlet.press(shelf, _told(shelf, store, now), now)
        count += outlet.press_quiet(shelf, now)
        if options.most_read:
            fronts = tuple(islice(moved(outlet.press_for(shelf, now).paper), limit))
            count += len(fronts) - len(outlet.press(shelf, fronts, now).kept_back)
        elif reads.path.exists():
            # Switched off: nothing is counted any more, no front says anything of it, and nothing is kept.
            outlet.press(shelf, touches.every_front(shelf), now)
        keys: dict[PageKey, None] = dict.fromkeys((*outlet.missing(shelf), *_new_day(shelf, store, now)))
        for stale in _stale(shelf, store, now):
            if len(keys) >= limit - count:
                break
            keys[stale] = None
        if keys:
            kept_back = {one.path for one in outlet.press(shelf, keys, now).kept_back}
            # One that cannot be pressed is tried again in a minute, and not at once until it can.
            count += sum(path_of(key) not in kept_back for key in keys.keys() - set(outlet.missing(shelf)))
    if not options.most_read:
        reads.forget()
    return count


def _sitemap_pressed_at(store: PageStore, code: str, day: date) -> float | None:
    return store.pressed_at(code, path_of(SitemapDay(day)))


def refresh_sitemaps(now: datetime, *, options: Options, store: PageStore) -> int:
    """Press the sitemaps that are behind, in one swap a title; returns how many pages.

    A sitemap names a day's whole copy, and crawlers come by the hour: pressed with each arrival it would cost more
    than the story itself. A withdrawal does not wait for this (website/outlet.py).
    """
    outlet, count = WebsiteOutlet(options, store), 0
    days = days_of(store)
    for shelf in shelves(options):
        code = shelf.title.code
        behind = days.behind(shelf, partial(_sitemap_pressed_at, store, code))
        if not behind and not days.threads_behind(shelf):
            continue
        keys = {*touches.sitemaps(behind)}
        stands = store.pressed_at(code, Fixed.THREAD_SITEMAP.value) is not None
        if days.threads_behind(shelf) and (stands or shelf.threads.some()):
            keys |= {Fixed.SITEMAP, Fixed.THREAD_SITEMAP}
        if keys:
            outlet.press(shelf, keys, now)
        days.caught_up(shelf, behind)
        count += len(keys)
    return count


def refresh_read(paths: Iterable[tuple[str, str]], now: datetime, *, options: Options, store: PageStore) -> int:
    """Press these articles, as (title, path), that a reader found more than an hour old; returns how many."""
    wanted: dict[str, list[PageKey]] = {}
    for code, path in paths:
        key = key_of(path)
        at = store.pressed_at(code, path)
        if isinstance(key, Article) and at is not None and at <= (now - READ_AFTER).timestamp():
            wanted.setdefault(code, []).append(key)
    outlet = WebsiteOutlet(options, store)
    titles: Sequence[Shelf] = shelves(options, sorted(wanted)) if wanted else ()
    for shelf in titles:
        outlet.press(shelf, wanted[shelf.title.code], now)
    return sum(len(keys) for keys in wanted.values())
