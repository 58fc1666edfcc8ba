"""What the desk says about threads holds, whatever comes after it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.common.errors import ActionRefused
from wiredesk.story.related.threads_desk import Join, Name, Split, Threads

STORIES = tuple("abcdefgh")

starts = st.tuples(st.just("start"), st.sampled_from(STORIES), st.just(""))
follows = st.tuples(st.just("follow"), st.sampled_from(STORIES), st.sampled_from(STORIES))
joins = st.tuples(st.just("join"), st.sampled_from(STORIES), st.sampled_from(STORIES))
splits = st.tuples(st.just("split"), st.sampled_from(STORIES), st.just(""))
automatic = st.lists(starts | follows, max_size=20)
anything = st.lists(starts | follows | joins | splits, max_size=25)


def loose(threads: Threads, story: str) -> bool:
    """Whether a threader may place a story: it is new, or alone."""
    return story not in threads or threads.members(threads.of(story)) == (story,)


def did(threads: Threads, steps: list[tuple[str, str, str]]) -> Threads:
    """Do what can be done of these steps, as a threader and a desk would."""
    for verb, one, other in steps:
        if verb == "start" and one not in threads:
            threads.start(one)
        elif verb == "follow" and loose(threads, one) and other in threads and threads.may_follow(one, other):
            threads.follow(one, other)
        elif verb == "join" and one in threads and other in threads:
            threads.choose(Join(one, other))
        elif verb == "split" and one in threads and len(threads.members(threads.of(one))) > 1:
            threads.choose(Split((one,)))
    return threads


def with_all(steps: list[tuple[str, str, str]]) -> Threads:
    """The same with every story in some thread."""
    return did(threads := did(Threads(), steps), [("start", one, "") for one in STORIES if one not in threads])


def chain(*stories: str) -> Threads:
    """A thread in which each story follows the one before it."""
    threads = Threads()
    threads.start(stories[0])
    for one, other in zip(stories[1:], stories, strict=False):
        threads.follow(one, other)
    return threads


@given(anything)
def test_every_story_is_in_exactly_one_thread(steps: list[tuple[str, str, str]]) -> None:
    threads = with_all(steps)
    together = {threads.of(one) for one in STORIES}
    listed = [story for thread in together for story in threads.members(thread)]
    assert sorted(listed) == sorted(STORIES)
    assert all(one in threads.members(threads.of(one)) for one in STORIES)


@given(anything, st.permutations(STORIES), automatic)
def test_joins_are_transitive_and_outlive_what_comes_after(
    before: list[tuple[str, str, str]], order: list[str], after: list[tuple[str, str, str]]
) -> None:
    threads = with_all(before)
    one, other, third = order[:3]
    threads.choose(Join(one, other))
    threads.choose(Join(third, other))
    did(threads, after)
    assert threads.of(one) == threads.of(other) == threads.of(third)


@given(anything, st.sampled_from(STORIES), automatic)
def test_a_split_story_never_returns_by_itself(
    before: list[tuple[str, str, str]], story: str, after: list[tuple[str, str, str]]
) -> None:
    threads = with_all(before)
    left = threads.of(story)
    others = set(threads.members(left)) - {story}
    if not others:
        return
    threads.choose(Split((story,)))
    did(threads, after)
    assert threads.of(story) != left
    for other in others:
        assert threads.of(other) != threads.of(story)
        assert not threads.may_follow(other, story)
        assert not threads.may_follow(story, other)
        with pytest.raises(ActionRefused):
            threads.follow(story, other)


@given(anything)
def test_the_same_calls_give_the_same_ids(steps: list[tuple[str, str, str]]) -> None:
    one, other = with_all(steps), with_all(steps)
    assert [one.of(story) for story in STORIES] == [other.of(story) for story in STORIES]


@given(anything)
def test_an_id_that_a_story_ever_had_leads_to_a_thread_with_stories(steps: list[tuple[str, str, str]]) -> None:
    threads, ids = Threads(), set()
    for step in steps:
        did(threads, [step])
        ids |= {threads.of(story) for story in STORIES if story in threads}
    assert all(threads.members(one) for one in ids)


@given(anything, anything)
def test_threads_that_were_kept_go_on_as_if_nothing_had_been(
    before: list[tuple[str, str, str]], after: list[tuple[str, str, str]]
) -> None:
    threads = did(Threads(), before)
    again = Threads.of_kept(threads.kept())
    assert did(again, after).kept() == did(threads, after).kept()


def test_a_split_off_story_stays_barred_when_its_old_thread_is_joined_to_an_older_one() -> None:
    threads = Threads()
    threads.start("flood")
    threads.start("dam")
    threads.follow("mayor", "dam")
    threads.choose(Split(("mayor",)))
    threads.choose(Join("dam", "flood"))
    assert not threads.may_follow("mayor", "flood")


def test_the_desk_can_bring_a_split_story_back() -> None:
    threads = chain("quake", "rescue", "cricket")
    threads.choose(Split(("cricket",)))
    threads.choose(Join("cricket", "quake"))
    assert threads.of("cricket") == "quake"
    assert threads.may_follow("cricket", "rescue")


def test_several_stories_split_off_together_stay_together() -> None:
    threads = chain("quake", "rescue", "toss", "wickets")
    thread = threads.choose(Split(("toss", "wickets")))
    assert threads.members(thread) == ("toss", "wickets")
    assert threads.members("quake") == ("quake", "rescue")


def test_a_thread_keeps_its_id_when_its_first_story_is_split_off() -> None:
    threads = chain("quake", "rescue")
    assert threads.choose(Split(("quake",))) == "quake.1"
    assert threads.of("rescue") == "quake"


def test_joined_threads_go_on_under_the_older_id_and_a_name_is_kept() -> None:
    threads = chain("quake", "rescue")
    threads.start("aftershock")
    threads.choose(Name("aftershock", "  The  valley quake "))
    assert threads.choose(Join("aftershock", "rescue")) == "quake"
    assert threads.now("aftershock") == "quake"
    assert threads.names == {"quake": "The valley quake"}
    threads.choose(Name("quake", ""))
    assert threads.names == {}


def test_a_story_that_was_alone_takes_its_id_along_when_it_follows_another() -> None:
    threads = Threads()
    threads.start("quake")
    threads.start("rescue")
    assert threads.follow("rescue", "quake") == "quake"
    assert threads.now("rescue") == "quake"
    assert threads.members("rescue") == ("quake", "rescue")


@pytest.mark.parametrize(
    "choice",
    [
        Join("quake", "unheard-of"),
        Split(("quake", "cup")),
        Split(("cup",)),
        Split(("quake", "rescue")),
        Name("unheard-of", "A name"),
    ],
)
def test_a_choice_that_does_not_fit_is_refused_and_changes_nothing(choice: Join | Split | Name) -> None:
    threads = chain("quake", "rescue")
    threads.start("cup")
    with pytest.raises(ActionRefused):
        threads.choose(choice)
    assert threads.members("quake") == ("quake", "rescue")
    assert threads.members("cup") == ("cup",)
    assert threads.names == {}
