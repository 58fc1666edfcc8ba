"""Where pressed pages lie: one swap is all or nothing, and a withdrawal finds every page."""

import gzip
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.common.errors import UsageError
from wiredesk.outlets.stores.pages_db import PagesDb
from wiredesk.outlets.stores.pages_read import Watch
from wiredesk.outlets.stores.pages_schema import StoreError
from wiredesk.outlets.stores.store import Page, ServedTitle

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LONG = b"<p>The ferry left the harbour at nine and came back at noon.</p>" * 40


def page(path: str, body: bytes = LONG, *, shows: Iterable[str] = (), at: datetime = NOW, **given: object) -> Page:
    values: dict[str, object] = {"title": "main", "kind": "article"} | given
    return Page(path=path, body=body, shows=frozenset(shows), pressed_at=at, **values)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> PagesDb:
    return PagesDb(tmp_path / "pages.db")


def test_a_stored_page_comes_back_ready_to_send(store: PagesDb) -> None:
    headers = (("X-Robots-Tag", "noindex"), ("Link", '</a/>; rel="canonical"'))
    assert store.swap([page("/world/a/", headers=headers, status=410, cache_control="no-cache")]) == 1
    found = store.get("main", "/world/a/")
    assert found is not None
    assert gzip.decompress(found.gzip) == LONG
    assert (found.status, found.headers, found.cache_control, found.size) == (410, headers, "no-cache", len(LONG))
    assert found.pressed_at == found.changed_at == NOW.timestamp()
    assert found.etag.startswith('"')
    assert found.brotli is None
    assert store.get("other", "/world/a/") is None
    assert store.get("main", "/world/b/") is None


def test_an_equal_page_keeps_its_mark_etag_and_brotli(store: PagesDb) -> None:
    store.swap([page("/world/a/")])
    store.compress_more()
    mark, before = store.mark(), store.get("main", "/world/a/")
    later = NOW + timedelta(hours=2)
    assert store.swap([page("/world/a/", at=later)]) == 0
    after = store.get("main", "/world/a/")
    assert before is not None
    assert after is not None
    assert store.mark() == mark
    assert (after.etag, after.brotli, after.changed_at) == (before.etag, before.brotli, before.changed_at)
    assert after.pressed_at == later.timestamp()


@pytest.mark.parametrize(
    "change",
    [{"status": 410}, {"content_type": "text/plain"}, {"headers": (("Link", "<x>"),)}, {"cache_control": "no-store"}],
)
def test_same_bytes_with_other_facts_are_another_page(store: PagesDb, change: dict[str, object]) -> None:
    store.swap([page("/world/a/")])
    before, mark = store.get("main", "/world/a/"), store.mark()
    assert store.swap([msgspec.structs.replace(page("/world/a/"), **change)]) == 1
    after = store.get("main", "/world/a/")
    assert before is not None
    assert after is not None
    assert after.etag != before.etag
    assert store.mark() == mark + 1


def test_a_changed_page_loses_its_old_brotli_at_once(store: PagesDb) -> None:
    store.swap([page("/world/a/")])
    assert store.compress_more() == 1
    store.swap([page("/world/a/", LONG + b"<p>Mended.</p>")])
    found = store.get("main", "/world/a/")
    assert found is not None
    assert found.brotli is None
    assert store.compress_more() == 1
    found = store.get("main", "/world/a/")
    assert found is not None
    assert found.brotli is not None
    assert brotli.decompress(found.brotli) == LONG + b"<p>Mended.</p>"


def test_the_newest_pages_get_brotli_first_and_short_ones_none(store: PagesDb) -> None:
    store.swap([page("/old/")])
    store.swap([page("/new/")])
    store.swap([page("/short/", b"<p>Moved.</p>")])
    assert store.compress_more(1) == 1
    new, old = store.get("main", "/new/"), store.get("main", "/old/")
    assert new is not None
    assert old is not None
    assert new.brotli is not None
    assert old.brotli is None
    assert store.compress_more(40) == 1
    assert store.compress_more(40) == 0


def test_a_swap_is_all_or_nothing(store: PagesDb, tmp_path: Path) -> None:
    store.swap([page("/world/a/", shows=["s1"])])
    with sqlite3.connect(tmp_path / "pages.db") as other:
        other.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON page WHEN NEW.path = '/world/c/' "
            "BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
    with pytest.raises(StoreError, match="no room"):
        store.swap([page("/world/b/"), page("/world/a/", b"new"), page("/world/c/")], [("main", "/world/a/")])
    kept = store.get("main", "/world/a/")
    assert kept is not None
    assert gzip.decompress(kept.gzip) == LONG
    assert store.get("main", "/world/b/") is None
    assert store.swap([page("/world/b/")]) == 1


def test_a_withdrawal_finds_every_page_that_shows_the_story(store: PagesDb) -> None:
    store.swap([page("/a/", shows=["s1"]), page("/", shows=["s1", "s2"]), page("/feed.xml", shows=["s2"])])
    store.swap([page("/", title="evening", shows=["s1"])])
    assert store.showing("main", ["s1"]) == {"/a/", "/"}
    assert store.showing("main", ["s2", "s9"]) == {"/", "/feed.xml"}
    store.swap([page("/", b"without", shows=["s2"])])
    assert store.showing("main", ["s1"]) == {"/a/"}
    store.swap([page("/a/", shows=["s3"])])
    assert store.showing("main", ["s1"]) == frozenset(), "the same bytes may come to show other stories"
    store.swap([], [("main", "/")])
    assert store.showing("main", ["s2"]) == {"/feed.xml"}


def test_showing_takes_any_number_of_stories(store: PagesDb) -> None:
    store.swap([page("/a/", shows=["s4999"])])
    assert store.showing("main", [f"s{number}" for number in range(5000)]) == {"/a/"}


def test_what_changed_since_a_mark_is_listed_with_removals(store: PagesDb) -> None:
    start = store.mark()
    store.swap([page("/a/"), page("/b/")])
    middle = store.mark()
    store.swap([page("/c/")], [("main", "/a/")])
    newest, keys = store.changed_since(middle)
    assert newest == store.mark() > middle > start
    assert keys is not None
    assert set(keys) == {("main", "/a/"), ("main", "/c/")}
    assert store.changed_since(newest) == (newest, ())
    assert set(store.changed_since(start)[1] or ()) == {("main", "/a/"), ("main", "/b/"), ("main", "/c/")}


def test_a_cleared_title_tells_servers_to_drop_everything(store: PagesDb) -> None:
    store.swap([page("/a/", shows=["s1"]), page("/", title="evening")])
    mark = store.mark()
    assert store.clear("main") == 1
    assert store.changed_since(mark)[1] is None
    assert store.get("main", "/a/") is None
    assert store.showing("main", ["s1"]) == frozenset()
    assert store.get("evening", "/") is not None


def test_a_watch_hears_of_another_process_and_not_of_silence(store: PagesDb, tmp_path: Path) -> None:
    watch = Watch(store)
    assert watch.poll() == ()
    other = PagesDb(tmp_path / "pages.db")
    other.swap([page("/a/")])
    assert watch.poll() == (("main", "/a/"),)
    other.swap([page("/a/", at=NOW + timedelta(minutes=1))])
    assert watch.poll() == ()
    other.set_titles([ServedTitle("main", "https://courier.example")])
    assert watch.poll() is None
    mark = other.mark()
    other.set_titles([ServedTitle("main", "https://courier.example")])
    assert other.mark() == mark, "telling the same titles again changes nothing"


def test_titles_keep_their_order(store: PagesDb) -> None:
    titles = (ServedTitle("main", "https://z.example"), ServedTitle("evening", "https://a.example", private=True))
    store.set_titles(titles)
    assert store.titles() == titles


def test_refresh_finds_recent_articles_not_pressed_of_late(store: PagesDb) -> None:
    day = timedelta(days=1)
    store.swap([page("/old/", at=NOW - 5 * day), page("/stale/", at=NOW - day)])
    store.swap([page("/staler/", at=NOW - day - timedelta(minutes=1)), page("/", kind="front", at=NOW - day)])
    store.swap([page("/fresh/", at=NOW)])
    found = store.pressed_before("main", "article", NOW - timedelta(minutes=1), NOW - 2 * day)
    assert found == ("/staler/", "/stale/")
    store.swap([page("/stale/", at=NOW)])
    assert store.pressed_before("main", "article", NOW, NOW - 2 * day) == ("/staler/",)
    assert store.pressed_at("main", "/stale/") == NOW.timestamp()


def test_a_story_is_found_by_its_id_whatever_the_slug(store: PagesDb) -> None:
    store.swap(
        [page("/world/ferry-returns-abcdefgh2345/"), page("/world/x-abcdefgh2345/story.json", kind="story.json")]
    )
    assert store.path_of("main", "abcdefgh2345") == "/world/ferry-returns-abcdefgh2345/"
    assert store.path_of("main", "zzzzzzzzzzzz") is None
    store.swap([page("/world/ferry-returns-abcdefgh2345/", b"gone", kind="notice", status=410)])
    assert store.path_of("main", "abcdefgh2345") == "/world/ferry-returns-abcdefgh2345/"


def test_paths_lists_a_title_in_order(store: PagesDb) -> None:
    many = [f"/{number:05}/" for number in range(2500)]
    store.swap([page(path, b"x") for path in reversed(many)] + [page("/other/", title="evening")])
    assert list(store.paths("main")) == many


def test_a_file_of_another_version_is_refused_with_what_to_do(store: PagesDb, tmp_path: Path) -> None:
    store.mark()
    with sqlite3.connect(tmp_path / "pages.db") as other:
        other.execute("PRAGMA user_version=99")
    with pytest.raises(UsageError, match="press --all"):
        PagesDb(tmp_path / "pages.db").mark()


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "pages.db").write_bytes(b"not a database, but long enough to be looked at " * 40)
    with pytest.raises(StoreError, match="cannot be used"):
        PagesDb(tmp_path / "pages.db").get("main", "/")


def test_processes_that_open_a_missing_file_together_all_succeed(tmp_path: Path) -> None:
    code = (
        "import pathlib, sys; from wiredesk.outlets.stores.pages_db import PagesDb; "
        "PagesDb(pathlib.Path(sys.argv[1])).mark()"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "pages.db")]) for _ in range(4)]
    assert [one.wait(timeout=30) for one in started] == [0, 0, 0, 0]


def test_writers_in_two_threads_lose_nothing(store: PagesDb) -> None:
    def write(name: str) -> None:
        for number in range(20):
            store.swap([page("/", f"{name} {number}".encode() * 50), page(f"/{name}/{number}/", shows=[name])])
        store.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(store.paths("main"))) == 41
    assert len(store.showing("main", ["one"])) == len(store.showing("main", ["two"])) == 20


PATHS = st.sampled_from(["/", "/a/", "/b/", "/feed.xml"])
SHOWN = st.frozensets(st.sampled_from(["s1", "s2", "s3"]))
STEP = st.tuples(
    st.lists(st.tuples(PATHS, st.sampled_from([b"x", b"y"]), SHOWN), max_size=4), st.lists(PATHS, max_size=2)
)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(STEP, max_size=8))
def test_any_run_of_swaps_equals_the_last_of_each(tmp_path_factory: pytest.TempPathFactory, steps: list) -> None:  # type: ignore[type-arg]
    store = PagesDb(tmp_path_factory.mktemp("law") / "pages.db")
    watch = Watch(store)
    model: dict[str, tuple[bytes, frozenset[str]]] = {}
    for stored, removed in steps:
        before = {path: kept[0] for path, kept in model.items()}
        store.swap([page(path, body, shows=shows) for path, body, shows in stored], [("main", one) for one in removed])
        for path in removed:
            model.pop(path, None)
        model |= {path: (body, shows) for path, body, shows in stored}
        now = {path: kept[0] for path, kept in model.items()}
        heard = {path for _, path in watch.poll() or ()}
        assert heard >= {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    assert set(store.paths("main")) == set(model)
    for story in ("s1", "s2", "s3"):
        assert store.showing("main", [story]) == {path for path, (_, shows) in model.items() if story in shows}
    store.close()


def test_the_few_pages_of_a_kind_are_found_without_walking_the_many_others(store: PagesDb) -> None:
    store.swap([page(f"/world/{number}/") for number in range(3000)])
    store.swap([page("/thread/b/", kind="live"), page("/thread/a/", kind="live")])
    steps = 0

    def counted() -> None:
        nonlocal steps
        steps += 1

    database = store._db()
    database.set_progress_handler(counted, 10)
    try:
        assert store.of_kind("main", "live") == ("/thread/a/", "/thread/b/")
    finally:
        database.set_progress_handler(None, 0)
    assert steps < 30
