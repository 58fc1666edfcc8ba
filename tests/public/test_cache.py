"""What is kept in memory is bounded, and never what was replaced while it was being read."""

import gzip

import pytest

from wiredesk.outlets.stores.store import Stored
from wiredesk.public.cache import Cache
from wiredesk.public.hosts import Site
from wiredesk.public.replies import Entry


def entry(size: int) -> Entry:
    stored = Stored(
        status=200,
        content_type="text/html",
        etag='"a"',
        gzip=gzip.compress(b"") + bytes(size),
        brotli=None,
        size=size,
        kind="article",
        cache_control="",
        headers=(),
        pressed_at=0.0,
        changed_at=0.0,
    )
    return Entry(stored, Site("main"))


@pytest.fixture
def cache() -> Cache:
    return Cache(200_000)


def test_what_was_read_before_a_drop_is_not_kept_after_it(cache: Cache) -> None:
    generation = cache.generation
    cache.drop([("main", "/")])
    cache.keep(("main", "/"), entry(10), generation)
    assert cache.get(("main", "/")) is None
    cache.keep(("main", "/"), entry(10), cache.generation)
    assert cache.get(("main", "/")) is not None


def test_it_never_holds_more_than_its_limit(cache: Cache) -> None:
    for number in range(200):
        cache.keep(("main", f"/{number}/"), entry(5_000), cache.generation)
        assert cache.held <= 200_000
    cache.keep(("main", "/vast/"), entry(150_000), cache.generation)
    assert cache.get(("main", "/vast/")) is None
    cache.clear()
    assert cache.held == 0


def test_what_is_read_stays_longest(cache: Cache) -> None:
    cache.keep(("main", "/"), entry(5_000), cache.generation)
    for number in range(500):
        kept = cache.get(("main", "/"))
        assert kept is not None
        kept.used = True
        cache.keep(("main", f"/{number}/"), entry(5_000), cache.generation)
    assert cache.get(("main", "/0/")) is None


def test_a_page_kept_twice_is_counted_once(cache: Cache) -> None:
    for _ in range(5):
        cache.keep(("main", "/"), entry(1_000), cache.generation)
    assert cache.held == entry(1_000).weight
    cache.drop([("main", "/"), ("main", "/unknown/")])
    assert cache.held == 0
