"""The answers to the day agree with its events at every moment."""

from hypothesis import given
from hypothesis import strategies as st

from tests.agency.made_up import END, whole_day
from wiredesk.agency.expected import TELLING, ExpectedStory, expected, hidden_words
from wiredesk.agency.items import Outcome


def _story(feature: str, elapsed: float = END) -> ExpectedStory:
    return next(story for story in expected(whole_day(), elapsed).stories if feature in story.features)


def test_each_feature_ends_where_its_author_meant_it_to() -> None:
    states = {
        "kill_status": "killed",
        "version_after_kill": "killed",
        "tombstone": "killed",
        "kill_prose": "suspended",
        "embargo_element": "live",
        "embargo_prose": "live",
        "embargo_unreadable": "held",
        "withheld": "held",
        "test_message": "held",
        "service_message": "held",
        "empty_body": "held",
        "bulletin": "live",
        "repeat_new_guid": "live",
        "bare_ampersand": "live",
        "html_entity": "live",
    }
    assert {feature: _story(feature).state for feature in states} == states


def test_an_embargo_ends_at_its_time_and_not_before() -> None:
    item = next(event.item for event in whole_day().events if event.item.feature == "embargo_element")
    assert item.available is not None
    assert _story("embargo_element", item.available - 1).state == "embargoed"
    assert _story("embargo_element", item.available).state == "live"


def test_a_late_older_version_does_not_win() -> None:
    story = _story("out_of_order")
    assert story.headline == "Crane drivers at Dharvel take on fourth shift to clear backlog"
    assert len(story.paragraphs) == 4


def test_a_repeat_is_one_story_with_two_guids() -> None:
    assert len(_story("repeat_new_guid").guids) == 2
    assert _story("two_sections_other_guid").feeds == ("culture", "city")


def test_another_agencys_copy_is_a_story_of_its_own_that_names_the_first() -> None:
    copy = _story("other_agency")
    (first,) = (story for story in expected(whole_day(), END).stories if story.story == copy.copy_of)
    assert (copy.provider, first.provider, copy.state, first.state) == ("LN", "HW", "live", "live")
    assert copy.headline != first.headline
    assert copy.paragraphs[1:-2] == first.paragraphs[1:-1]
    assert all(event.item.story != copy.story for event in whole_day().sent("lantern", 3.5 * 3600))


def test_what_cannot_be_read_is_named_and_is_no_story() -> None:
    answers = expected(whole_day(), END)
    assert [feed for feed, _ in answers.quarantined] == ["culture"]
    assert answers.quarantined[0][1] not in {guid for story in answers.stories for guid in story.guids}
    assert answers.cut_feeds == ("sport",)


def test_paid_and_house_copy_say_whose_they_are() -> None:
    kinds = {story.provider: story.kind for story in expected(whole_day(), END).stories}
    assert kinds == {"HW": "agency", "LN": "agency", "NL": "paid", "CS": "house"}


@given(st.floats(min_value=0, max_value=END))
def test_every_item_sent_is_in_the_answers_once(elapsed: float) -> None:
    answers = expected(whole_day(), elapsed)
    sent = {
        (event.item.story, event.item.guid)
        for event in whole_day().events
        if event.at <= elapsed and event.item.outcome is not Outcome.QUARANTINE
    }
    told = [(story.story, guid) for story in answers.stories for guid in story.guids]
    assert len(told) == len(set(told))
    assert set(told) == sent
    assert all(story.state for story in answers.stories)


@given(st.floats(min_value=0, max_value=END), st.floats(min_value=0, max_value=END))
def test_what_was_killed_stays_killed(one: float, other: float) -> None:
    before, after = sorted((one, other))
    made = whole_day()
    assert expected(made, before).guids("killed") <= expected(made, after).guids("killed")


def test_hidden_words_are_no_live_storys_and_all_of_a_killed_ones() -> None:
    hidden = hidden_words(whole_day(), END)
    live = [
        text for story in expected(whole_day(), END).standing("live") for text in (story.headline, *story.paragraphs)
    ]
    assert all(len(words) >= TELLING for words in hidden)
    assert not any(words in " ".join(text.split()) for words in hidden for text in live)
    killed = _story("kill_status")
    assert sum(whose == f"{killed.story} (killed)" for whose in hidden.values()) >= 3


def test_an_embargoed_storys_words_are_hidden_until_its_time() -> None:
    item = next(event.item for event in whole_day().events if event.item.feature == "embargo_element")
    assert item.available is not None
    before, after = (hidden_words(whole_day(), item.available + by) for by in (-1, 0))
    assert set(before) - set(after)
    assert {whose for words, whose in before.items() if words not in after} == {f"{item.story} (embargoed)"}
