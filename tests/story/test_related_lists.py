"""Lists of related stories as they are kept: laws that hold whatever enters and leaves them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.story.related import lists
from wiredesk.story.related.common import share
from wiredesk.story.related.index import WINDOW, Index
from wiredesk.story.related.lists import Entry, Listed
from wiredesk.story.related.rank import LISTED
from wiredesk.story.related.reading import rarity_of
from wiredesk.story.related.stems import stem

NOW = datetime(2026, 3, 9, tzinfo=UTC)
names = st.integers(0, 40).map(lambda number: f"story{number}")


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    apart = draw(st.floats(0, 1000))
    at = NOW - timedelta(hours=apart)
    return Entry(draw(names), draw(st.floats(0, 1)), at, ("lock",), (), lists.hours(NOW, at))


def entered(found: list[Entry]) -> Listed:
    listed: Listed = ()
    for one in found:
        listed = lists.entered(listed, one)
    return listed


@given(st.lists(entries(), max_size=60))
def test_a_list_names_nobody_twice_and_is_never_longer_than_it_may_be(found: list[Entry]) -> None:
    listed = entered(found)
    assert len({one.story for one in listed}) == len(listed) <= LISTED


@given(st.lists(entries(), max_size=60))
def test_the_recent_stand_before_the_old_and_the_likelier_first(found: list[Entry]) -> None:
    recent = WINDOW.total_seconds() / 3600
    keys = [(one.hours_apart > recent, -one.probability) for one in entered(found)]
    assert keys == sorted(keys)


@given(st.lists(entries(), max_size=30), entries())
def test_entering_twice_is_entering_once_and_leaving_undoes_it(found: list[Entry], one: Entry) -> None:
    listed = lists.entered(entered(found), one)
    assert lists.entered(listed, one) == listed
    assert one.story not in [other.story for other in lists.without(listed, one.story)]


@given(st.lists(entries(), max_size=30))
def test_a_list_comes_back_as_it_was_stored(found: list[Entry]) -> None:
    listed = entered(found)
    assert lists.decode(lists.encode(listed)) == listed
    assert lists.decode(b"") == ()


def test_common_words_are_common_before_a_paper_has_read_anything() -> None:
    index = Index()
    for word in ("the", "said", "wins", "opens", "minister", "में", "आहे", "کے", "এই", "மற்றும்"):
        assert index.rarity(stem(word)) < 0.55, word
    for name in ("tamsin", "takaichi", "kuril", "कुरील"):
        assert index.rarity(stem(name)) == 1.0, name


@given(st.integers(0, 900), st.floats(0, 0.9))
def test_what_common_words_bring_fades_as_a_paper_learns(stories: int, common: float) -> None:
    count = int(stories * common)
    young, old = rarity_of(count, stories, common), rarity_of(count, stories, 0.0)
    assert young <= old
    assert rarity_of(1000 * common, 1000, common) == rarity_of(1000 * common, 1000, 0.0)


def test_names_are_in_no_list_of_common_words() -> None:
    assert share(stem("kremlin")) == 0.0
    assert share(stem("announced")) > 0.0
