"""The buttons: each changes the standing, writes who and why, and says in a sentence what it refuses."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests.newsroom.wire_at_desk import arrive, decide, held, live
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.words import State, Verb
from wiredesk.newsroom.acts import ACTS
from wiredesk.people.models import Person
from wiredesk.story.models import Version

pytestmark = pytest.mark.django_db


def press(browser: Client, version: Version, verb: str, **given: str) -> int:
    return browser.post(f"/desk/story/{version.story_id}/{verb}/", given).status_code


def standing(version: Version) -> Standing:
    return Standing.objects.get(story=version.story_id)


def in_state(state: State, now: datetime) -> Version:
    version = arrive(f"guid-{state}", at=now)
    before: dict[State, list[Verb]] = {
        State.NEW: [Verb.REVIEW],
        State.HELD: [Verb.HOLD],
        State.LIVE: [Verb.PUBLISH],
        State.SPIKED: [Verb.SPIKE],
        State.SUSPENDED: [Verb.PUBLISH, Verb.SUSPEND],
        State.KILLED: [Verb.PUBLISH, Verb.KILL],
    }
    if state is State.EMBARGOED:
        decide(version, Verb.EMBARGO, now, until=datetime.fromisoformat("2100-01-01T00:00Z"))
    for verb in before.get(state, []):
        decide(version, verb, now)
    assert standing(version).state == state
    return version


@pytest.mark.parametrize(
    ("verb", "given", "before", "after"),
    [
        ("publish", {}, State.NEW, State.LIVE),
        ("publish", {}, State.HELD, State.LIVE),
        ("hold", {"reason": "Look again"}, State.LIVE, State.HELD),
        ("release", {"reason": "Checked"}, State.HELD, State.LIVE),
        ("release", {"reason": "Checked"}, State.SUSPENDED, State.LIVE),
        ("release", {"reason": "The agency agrees", "lift_embargo": "yes"}, State.EMBARGOED, State.LIVE),
        ("spike", {"reason": "Not ours"}, State.HELD, State.SPIKED),
        ("kill", {"reason": "Wrong minister"}, State.LIVE, State.KILLED),
        ("restore", {"reason": "It was right"}, State.KILLED, State.LIVE),
        ("restore", {"reason": "It was right"}, State.SPIKED, State.LIVE),
    ],
)
def test_a_button_changes_the_standing_and_says_who_and_why(
    verb: str, given: dict[str, str], before: State, after: State, desk: Client, pereira: Person, now: datetime
) -> None:
    version = in_state(before, now)
    assert press(desk, version, verb, **given) == 302
    assert standing(version).state == after
    last = Decision.objects.filter(story=version.story_id).latest("id")
    assert (last.verb, last.person, last.rule) == (verb, pereira, "")
    assert last.reason == given.get("reason", "Published")
    assert abs(last.at - datetime.now(last.at.tzinfo)) < timedelta(minutes=1)


@pytest.mark.parametrize("verb", ["hold", "release", "spike", "kill", "restore"])
@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_comes_down_or_goes_up_without_a_reason(verb: str, reason: str, desk: Client, now: datetime) -> None:
    state = {"hold": State.LIVE, "kill": State.LIVE, "restore": State.KILLED}.get(verb, State.HELD)
    version = in_state(state, now)
    answer = desk.post(f"/desk/story/{version.story_id}/{verb}/", {"reason": reason})
    assert answer.status_code == 409
    assert f"To {verb} a story, say why".encode() in answer.content
    assert standing(version).state == state


def test_an_embargo_is_lifted_only_by_saying_so(desk: Client, now: datetime) -> None:
    version = in_state(State.EMBARGOED, now)
    form = desk.get(f"/desk/story/{version.story_id}/release/").content
    assert b'<input type="checkbox" id="lift" name="lift_embargo" value="yes">' in form
    answer = desk.post(f"/desk/story/{version.story_id}/release/", {"reason": "In a hurry"})
    assert answer.status_code == 409
    assert b"is embargoed until 2100-01-01" in answer.content
    assert b"In a hurry</textarea>" in answer.content
    assert standing(version).state == State.EMBARGOED


@pytest.mark.parametrize("state", list(State))
def test_exactly_the_buttons_that_apply_can_be_pressed(state: State, desk: Client, now: datetime) -> None:
    version = in_state(state, now)
    page = desk.get(f"/desk/story/{version.story_id}/").content.decode()
    for act in ACTS:
        shown = f'/{version.story_id}/{act.verb}/"' in page
        assert shown == (
            state in act.allowed
            and act.verb not in ("unpin", "calm", "part")
            and not (act.verb == "release" and state is State.LIVE)
            and not (act.verb == "review" and state is State.NEW)
        ), act.verb
        if act.verb not in ("unpin", "calm", "part") and not shown:
            assert f'<button class="btn" type="button" disabled>{act.label}</button>' in page


@pytest.mark.parametrize("state", list(State))
def test_what_cannot_be_pressed_is_refused_with_a_sentence_and_not_a_fault(
    state: State, desk: Client, now: datetime
) -> None:
    version = in_state(state, now)
    for act in ACTS:
        if state in act.allowed:
            continue
        given = {"reason": "Why not", "headline": "Ours", "section": "world", "hours": "6"}
        answer = desk.post(f"/desk/story/{version.story_id}/{act.verb}/", given)
        assert answer.status_code in (302, 409), act.verb
        if answer.status_code == 409:
            assert b'role="alert"' in answer.content


def test_our_headline_goes_over_the_agencys_and_comes_off_again(desk: Client, now: datetime) -> None:
    version = live("a", "Minister names envoy", at=now)
    assert press(desk, version, "headline", headline="Judge  to travel", reason="Shorter") == 302
    assert standing(version).headline == "Judge to travel"
    page = desk.get(f"/desk/story/{version.story_id}/").content.decode()
    assert "The agency&#x27;s: Minister names envoy" in page or "The agency's: Minister names envoy" in page
    assert press(desk, version, "headline", headline="") == 302
    assert standing(version).headline == ""
    assert press(desk, version, "headline", headline="x" * 301) == 409


def test_a_pin_holds_six_hours_unless_said_otherwise(desk: Client, now: datetime) -> None:
    version = live("a", at=now)
    form = desk.get(f"/desk/story/{version.story_id}/pin/").content
    assert b'<option value="6" selected>6 hours</option>' in form
    assert press(desk, version, "pin") == 302
    until = standing(version).pinned_until
    assert until is not None
    assert timedelta(hours=5, minutes=59) < until - standing(version).changed_at <= timedelta(hours=6)
    assert press(desk, version, "pin", hours="5000") == 409
    assert press(desk, version, "unpin") == 302
    assert standing(version).pinned_until is None


def test_a_story_is_placed_in_a_section_that_there_is(desk: Client, now: datetime) -> None:
    version = live("a", at=now)
    form = desk.get(f"/desk/story/{version.story_id}/place/").content
    assert b'<option value="city">City</option>' in form
    assert press(desk, version, "place", section="city") == 302
    assert standing(version).section == "city"
    assert press(desk, version, "place", section="nowhere") == 409


def test_reviewing_is_by_the_person(desk: Client, pereira: Person, now: datetime) -> None:
    version = live("a", at=now)
    assert press(desk, version, "review", seen="1") == 302
    assert standing(version).reviewed
    assert Decision.objects.latest("id").person == pereira


@pytest.mark.parametrize("verb", ["publish", "release", "review", "restore"])
def test_a_text_that_came_in_meanwhile_is_not_decided_about_unseen(verb: str, desk: Client, now: datetime) -> None:
    version = in_state({"restore": State.KILLED}.get(verb, State.HELD), now)
    arrive(version.item.guid, "Another headline", at=now)
    answer = desk.post(f"/desk/story/{version.story_id}/{verb}/", {"reason": "Read it", "seen": "1"})
    assert answer.status_code == 409
    assert b"A later version came in while you were reading" in answer.content
    assert press(desk, version, verb, reason="Read it", seen="2") == 302


def test_a_kill_never_waits_for_a_second_look(desk: Client, now: datetime) -> None:
    version = in_state(State.LIVE, now)
    arrive(version.item.guid, "Another headline", at=now)
    assert press(desk, version, "kill", reason="Wrong minister", seen="1") == 302


def test_the_worker_is_woken_once_the_decision_is_safe(
    desk: Client, now: datetime, django_capture_on_commit_callbacks: object
) -> None:
    version = live("a", at=now)
    assert callable(django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks() as callbacks:
        press(desk, version, "kill", reason="Wrong minister")
    assert len(callbacks) == 1


def test_after_the_act_the_same_narrowed_list_is_there(desk: Client, now: datetime) -> None:
    version = held("a", at=now)
    answer = desk.post(f"/desk/story/{version.story_id}/spike/?standing=held&q=court", {"reason": "Not ours"})
    assert answer["Location"] == f"/desk/story/{version.story_id}/?q=court&standing=held"
    assert b"Spiked." in desk.get(answer["Location"]).content


def test_an_unknown_story_or_act_is_nothing(desk: Client, now: datetime) -> None:
    version = live("a", at=now)
    assert desk.get("/desk/story/unknown/kill/").status_code == 404
    assert desk.post("/desk/story/unknown/kill/", {"reason": "x"}).status_code == 404
    assert desk.get(f"/desk/story/{version.story_id}/explode/").status_code == 404


def test_copies_are_joined_and_parted_with_a_reason_that_both_pages_show(desk: Client, now: datetime) -> None:
    first, second = live("one", at=now), live("two", at=now)
    address = f"/desk/story/{second.story_id}/"
    assert "The same copy" not in desk.get(address).content.decode()
    assert desk.post(f"{address}join/", {"reason": "One event", "other": "nosuchstory"}).status_code == 409
    assert desk.post(f"{address}join/", {"reason": "One event", "other": f" {first.story_id} "}).status_code == 302
    for story in (first.story_id, second.story_id):
        page = desk.get(f"/desk/story/{story}/").content.decode()
        assert "The same copy" in page
        assert "One event" in page
    assert desk.post(f"{address}part/", {"reason": "Two after all"}).status_code == 302
    assert "The same copy" not in desk.get(address).content.decode()
    assert f"{second.story_id}/part/" not in desk.get(address).content.decode()
