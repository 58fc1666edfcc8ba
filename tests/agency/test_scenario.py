"""The made-up day is the same for the same seed, reads like news, and has in it everything that a wire can do."""

import re
from collections import defaultdict
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agency.made_up import END, START, whole_day
from wiredesk.agency.documents import document
from wiredesk.agency.items import FEED_LENGTH, Item, Outcome, Pace
from wiredesk.agency.scenario import SILENT_FEED, SILENT_FROM, SILENT_UNTIL, day
from wiredesk.agency.world import SECTIONS, kinds, world

FEATURES = (
    "reference",
    "bulletin",
    "update",
    "correction_headline",
    "correction_note",
    "kill_status",
    "kill_prose",
    "tombstone",
    "version_after_kill",
    "embargo_element",
    "embargo_prose",
    "embargo_unreadable",
    "withheld",
    "repeat_new_guid",
    "two_sections",
    "two_sections_other_guid",
    "other_agency",
    "out_of_order",
    "restamp",
    "changed_link",
    "future_dated",
    "embed_video",
    "embed_post",
    "picture_missing",
    "gallery",
    "paid",
    "staff",
    "test_message",
    "service_message",
    "bare_ampersand",
    "html_entity",
    "unclosed_tag",
    "empty_body",
    "language_hi",
    "language_mr",
    "language_ur",
)


def _items(feature: str) -> list[Item]:
    return [event.item for event in whole_day().events if event.item.feature == feature]


def test_the_same_seed_gives_the_same_bytes() -> None:
    again = day(7, start=START)
    assert msgspec.msgpack.encode(again) == msgspec.msgpack.encode(whole_day())
    assert document(again, "city", END) == document(whole_day(), "city", END)


def test_another_seed_gives_another_day() -> None:
    assert document(day(8, start=START), "city", END) != document(whole_day(), "city", END)


def test_a_day_has_the_stories_that_were_asked_for() -> None:
    assert len({event.item.story for event in whole_day().events}) == 300
    assert len({event.item.story for event in day(7, start=START, stories=900).events}) == 900


@pytest.mark.parametrize("seed", [1, 7, 2026])
def test_no_two_stories_share_a_headline(seed: int) -> None:
    told = defaultdict(set)
    for event in whole_day(seed).events:
        told[event.item.headline].add(event.item.story)
    assert [head for head, stories in told.items() if len(stories) > 1] == []


@pytest.mark.parametrize("feature", FEATURES)
def test_the_day_has(feature: str) -> None:
    assert _items(feature)


def test_the_hand_written_stories_are_in_the_smallest_day() -> None:
    features = {event.item.feature for event in day(7, start=START, stories=1).events}
    assert set(FEATURES) - features <= {"update"}


def test_no_slot_is_left_open_in_any_kind_of_story() -> None:
    for event in day(3, start=START, stories=1200).events:
        for text in (event.item.headline, event.item.summary, *event.item.paragraphs):
            assert "{" not in text
            assert "  " not in text


def test_a_subject_never_loses_a_phrase_to_a_slot() -> None:
    for section in SECTIONS:
        for kind in kinds(section):
            for subject in kind.subjects:
                assert not set(subject) & set(kind.slots), (kind.name, subject)


def test_generated_stories_run_to_four_paragraphs_and_more() -> None:
    plain = [event.item for event in whole_day().events if event.item.feature == "" and event.item.version == 1]
    lengths = [len(item.paragraphs) for item in plain]
    assert sum(length >= 4 for length in lengths) > 0.75 * len(lengths)
    assert max(lengths) <= 12


def test_the_reference_story_has_what_the_reference_page_shows() -> None:
    (item,) = _items("reference")
    assert len(item.paragraphs) == 10
    assert item.paragraphs[0].startswith("Norrhaven [Vestrand], March 9 : ")
    assert sum(text.endswith("Norrhaven Radio reported.") for text in item.paragraphs) == 3
    assert any('. ""' in text for text in item.paragraphs)
    assert "(HW)" not in "".join(item.paragraphs)


def test_each_agency_opens_and_ends_in_its_own_style() -> None:
    styles: dict[str, tuple[str, ...]] = {
        "city": (r"^[A-Z][\w ]+, March \d+ \(HW\): ", r"\(HW\)$"),
        "lantern": (r"^[A-Z ]+, March \d+ \(LN\) - ",),
        "paid": (r"^[A-Z][\w ]+, March \d+ \(HW/NoticeLine\): ", r"\(HW/NoticeLine\)$"),
    }
    for event in whole_day().events:
        if event.feed in styles and event.item.paragraphs and event.item.outcome is Outcome.LIVE:
            opening, *ending = styles[event.feed]
            assert re.match(opening, event.item.paragraphs[0]), event.item.paragraphs[0]
            if ending and event.item.feature not in ("bulletin", "update"):
                last = event.item.paragraphs[-1]
                assert re.search(ending[0], last) or event.item.version == 1, last


def test_hindi_marathi_and_urdu_have_six_stories_each_in_their_own_scripts() -> None:
    for feed, letters in (("hindi", "[ऀ-ॿ]"), ("marathi", "[ऀ-ॿ]"), ("urdu", "[؀-ۿ]")):
        sent = whole_day().sent(feed, END)
        assert len(sent) >= 6
        for event in sent:
            assert all(re.search(letters, text) for text in event.item.paragraphs)
            assert not re.search("[A-Za-z]", "".join(event.item.paragraphs))


def test_about_a_third_of_the_stories_have_a_picture_and_some_have_three() -> None:
    shots = {event.item.story: len(event.item.shots) for event in whole_day().events}
    with_one = sum(count > 0 for count in shots.values())
    assert 0.25 < with_one / len(shots) < 0.5
    assert sum(count == 3 for count in shots.values()) >= 5


def test_one_feed_is_silent_for_an_hour() -> None:
    times = [event.at for event in whole_day().events if event.feed == SILENT_FEED]
    assert not [at for at in times if SILENT_FROM <= at < SILENT_UNTIL]


def test_the_day_begins_with_something_to_read() -> None:
    assert sum(len(whole_day().showing(feed.name, 0)) for feed in world().feeds) >= 40


def test_an_older_version_arrives_after_a_newer_one() -> None:
    first, newer, older = _items("out_of_order")
    assert first.guid == newer.guid == older.guid
    assert older.updated < newer.updated
    assert older.version > newer.version


def test_stamps_follow_the_clock_at_any_speed() -> None:
    pace = Pace(START, 60.0)
    assert pace.stamp(3600) - START == timedelta(minutes=1)
    assert pace.stamp(-3600) - START == timedelta(hours=-1)


@given(
    st.sampled_from([feed.name for feed in world().feeds]),
    st.floats(min_value=0, max_value=END),
    st.floats(min_value=0, max_value=END),
)
def test_a_feed_shows_each_guid_once_and_forgets_only_from_the_end(name: str, one: float, other: float) -> None:
    made = whole_day()
    before, after = sorted((one, other))
    now = made.showing(name, after)
    guids = [event.item.guid for event in now]
    assert len(guids) == len(set(guids)) <= FEED_LENGTH
    assert [event.at for event in now] == sorted((event.at for event in now), reverse=True)
    kept = {event.item.guid for event in made.showing(name, before)}
    if len(now) < FEED_LENGTH:
        assert kept <= set(guids)
