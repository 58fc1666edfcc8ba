"""What decisions add up to: laws that hold for any history, and the cases the rules were made for."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.home_on_disk import NOW
from wiredesk.decisions.standing import LIFTED, PUBLIC_TEXT, THIS_VERSION, TOGETHER, UNREAD, Said, Stand, standing
from wiredesk.decisions.words import State, Verb

HOUR = timedelta(hours=1)


def said(verb: Verb, minute: int = 0, **more: object) -> Said:
    return Said(verb=verb, at=NOW + timedelta(minutes=minute), **more)  # type: ignore[arg-type]


def stand(*decisions: Said, at: datetime = NOW + HOUR) -> Stand:
    return standing(decisions, at)


def _history(verbs: st.SearchStrategy[Verb]) -> st.SearchStrategy[list[Said]]:
    one = st.builds(
        Said,
        verb=verbs,
        at=st.integers(0, 50).map(lambda minutes: NOW + timedelta(minutes=minutes)),
        version=st.none() | st.integers(1, 5),
        until=st.none() | st.integers(-60, 120).map(lambda minutes: NOW + timedelta(minutes=minutes)),
        value=st.sampled_from(["", THIS_VERSION, UNREAD, PUBLIC_TEXT, TOGETHER, LIFTED]),
        by_person=st.booleans(),
    )
    return st.lists(one, max_size=8).map(lambda many: sorted(many, key=lambda s: s.at))


EVERY = _history(st.sampled_from(list(Verb)))
WITHOUT_RESTORE = _history(st.sampled_from([verb for verb in Verb if verb is not Verb.RESTORE]))


@given(EVERY, WITHOUT_RESTORE)
def test_after_a_kill_only_a_restore_reopens(before: list[Said], after: list[Said]) -> None:
    kill = said(Verb.KILL, 51)
    later = [Said(verb=s.verb, at=s.at + HOUR, version=s.version, until=s.until, by_person=s.by_person) for s in after]
    assert standing([*before, kill, *later], NOW + 3 * HOUR).state is State.KILLED


@given(EVERY)
def test_an_embargo_that_nobody_lifted_expressly_is_never_live_before_its_time(history: list[Said]) -> None:
    until = NOW + 2 * HOUR
    embargo = Said(verb=Verb.EMBARGO, at=NOW - HOUR, version=1, until=until)
    later = [s for s in history if s.verb is not Verb.EMBARGO and s.value != LIFTED]
    assert standing([embargo, *later], until - timedelta(seconds=1)).state is not State.LIVE


@given(EVERY, st.integers(6, 9))
def test_an_embargoed_later_version_is_never_public_before_its_time(history: list[Said], version: int) -> None:
    until = NOW + 2 * HOUR
    live = said(Verb.PUBLISH, -2, version=1)
    embargo = said(Verb.EMBARGO, -1, version=version, until=until)
    later = [s for s in history if s.verb is not Verb.EMBARGO and s.value not in (LIFTED, PUBLIC_TEXT)]
    result = standing([live, embargo, *later], until - timedelta(seconds=1))
    assert result.state is not State.LIVE or result.version == 1
    assert result.due_at == until


@given(EVERY)
def test_only_a_person_ends_a_persons_hold(history: list[Said]) -> None:
    hold = said(Verb.HOLD, -1, by_person=True)
    later = [s for s in history if not (s.by_person or s.verb in (Verb.RELEASE, Verb.RESTORE))]
    assert standing([hold, *later], NOW + HOUR).state is not State.LIVE


@given(EVERY, EVERY)
def test_what_waits_is_never_what_is_public(before: list[Said], after: list[Said]) -> None:
    result = standing([*before, *after], NOW + HOUR)
    assert result.waiting is None or result.waiting != result.version


@given(EVERY)
def test_a_standing_depends_on_nothing_but_decisions_and_time(history: list[Said]) -> None:
    assert standing(history, NOW + HOUR) == standing(list(history), NOW + HOUR)


@given(EVERY)
def test_a_live_story_always_names_its_version(history: list[Said]) -> None:
    result = standing(history, NOW + HOUR)
    assert result.state is not State.LIVE or result.version is not None


def test_an_update_replaces_the_version() -> None:
    assert stand(said(Verb.PUBLISH, version=1), said(Verb.PUBLISH, 1, version=2)).version == 2


def test_a_guard_on_an_update_leaves_the_earlier_version_live() -> None:
    result = stand(said(Verb.PUBLISH, version=1), said(Verb.HOLD, 1, version=2, value=THIS_VERSION, reason="no text"))
    assert (result.state, result.version, result.waiting, result.reason) == (State.LIVE, 1, 2, "no text")


def test_releasing_a_waiting_version_publishes_it() -> None:
    result = stand(said(Verb.PUBLISH, version=1), said(Verb.HOLD, 1, version=2), said(Verb.RELEASE, 2, by_person=True))
    assert (result.state, result.version, result.waiting) == (State.LIVE, 2, None)


def test_a_later_version_that_passes_lifts_a_guards_hold() -> None:
    assert stand(said(Verb.HOLD, version=1, value=THIS_VERSION), said(Verb.PUBLISH, 1, version=2)).state is State.LIVE


def test_a_later_version_does_not_lift_a_persons_hold() -> None:
    held = stand(said(Verb.PUBLISH, version=1), said(Verb.HOLD, 1, by_person=True), said(Verb.PUBLISH, 2, version=2))
    assert (held.state, held.version) == (State.HELD, 2)


def test_an_embargoed_update_waits_and_then_takes_over() -> None:
    decisions = (
        said(Verb.PUBLISH, version=1),
        said(Verb.EMBARGO, 1, version=2, until=NOW + HOUR),
        said(Verb.PUBLISH, 1, version=2),
    )
    before, after = stand(*decisions, at=NOW + HOUR / 2), stand(*decisions, at=NOW + HOUR)
    assert (before.state, before.version, before.waiting, before.due_at) == (State.LIVE, 1, 2, NOW + HOUR)
    assert (after.state, after.version, after.waiting) == (State.LIVE, 2, None)


def test_a_suspended_story_comes_back_on_release() -> None:
    gone = (said(Verb.PUBLISH, version=1), said(Verb.SUSPEND, 1, reason="KILL KILL KILL"))
    assert stand(*gone).state is State.SUSPENDED
    assert stand(*gone, said(Verb.RELEASE, 2, by_person=True)).state is State.LIVE


def test_what_a_person_lets_go_by_hand_was_read_and_what_goes_as_a_batch_was_not() -> None:
    held = said(Verb.HOLD, version=1)
    assert stand(held, said(Verb.RELEASE, 1, by_person=True)).reviewed
    assert not stand(held, said(Verb.RELEASE, 1, by_person=True, value=TOGETHER)).reviewed


def test_a_later_version_is_unreviewed() -> None:
    reviewed = (said(Verb.PUBLISH, version=1), said(Verb.REVIEW, 1, by_person=True))
    assert stand(*reviewed).reviewed
    assert not stand(*reviewed, said(Verb.PUBLISH, 2, version=2)).reviewed


JOINS = _history(st.sampled_from([Verb.JOIN, Verb.PART]))


@given(EVERY, JOINS)
def test_joining_and_parting_change_nothing_but_the_group(history: list[Said], joins: list[Said]) -> None:
    both = sorted([*history, *joins], key=lambda s: s.at)
    with_joins, without = standing(both, NOW + HOUR), standing(history, NOW + HOUR)
    assert (with_joins.state, with_joins.version, with_joins.reason) == (without.state, without.version, without.reason)


def test_a_rule_joins_nothing_that_a_person_parted_and_a_person_does() -> None:
    joined = said(Verb.JOIN, 0, value="first")
    parted = said(Verb.PART, 1, value="first", by_person=True)
    assert stand(joined).copy_of == "first"
    assert stand(joined, parted).copy_of == ""
    assert stand(joined, parted, said(Verb.JOIN, 2, value="first")).copy_of == ""
    assert stand(joined, parted, said(Verb.JOIN, 2, value="other")).copy_of == "other"
    assert stand(joined, parted, said(Verb.JOIN, 2, value="first", by_person=True)).copy_of == "first"
