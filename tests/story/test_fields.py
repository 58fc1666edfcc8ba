"""Bylines, subjects, languages and times: what is believed, and what is left out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.story.normalise.byline import people
from wiredesk.story.normalise.dates import times_of
from wiredesk.story.normalise.language import direction_of, language_of, tag_of
from wiredesk.story.normalise.subjects import tidy
from wiredesk.wire.parsed import ParsedItem, Subject

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Jane Doe", ("Jane Doe",)),
        ("By Jane Doe", ("Jane Doe",)),
        ("desk@agency.example (Jane Doe)", ("Jane Doe",)),
        ("Jane Doe <jane@agency.example>", ("Jane Doe",)),
        ("jane@agency.example", ()),
        ("ANI", ()),
        ("A.N.I.", ()),
        ("ANI Desk", ()),
        ("Asian News International", ()),
        ("Web Desk", ()),
        ("admin", ()),
        ("Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, John Roe & Mary Major", ("Jane Doe", "John Roe", "Mary Major")),
        ("Doe, Jane", ("Doe, Jane",)),
        ("JANE DOE, Associated Press", ("JANE DOE",)),
        ("Jane Doe, Political Writer", ("Jane Doe",)),
        ("Jane Doe, ANI", ("Jane Doe, ANI",)),
        ("Sandy Anderson", ("Sandy Anderson",)),
        ("", ()),
    ],
)
def test_who_wrote_it(author: str, names: tuple[str, ...]) -> None:
    assert people((author,), ("ANI", "A N I", "Asian News International")) == names


def test_nobody_is_named_twice() -> None:
    assert people(("Jane Doe", "By JANE DOE", "Jane Doe and John Roe")) == ("Jane Doe", "John Roe")


def test_each_subject_once() -> None:
    given_ = (Subject("World"), Subject(" world\n"), Subject("AT&amp;T", "1", "s"), Subject(""), Subject("x" * 200))
    assert tidy(given_) == (Subject("World"), Subject("AT&T", "1", "s"))


ENGLISH = "Nine boats left the harbour at dawn."
HINDI = "सोमवार को नौ नावें बंदरगाह से रवाना हुईं और यह कहा गया कि एक नाव रुकी है।"
MARATHI = "सोमवारी नऊ बोटी बंदरातून निघाल्या आणि एक बोट थांबली आहे, असे त्यांनी सांगितले. पावसाळा सुरू आहे."
URDU = "پیر کے روز نو کشتیاں بندرگاہ سے روانہ ہوئیں اور ایک کشتی رک گئی ہے۔"
ARABIC = "غادرت تسعة قوارب الميناء فجر يوم الاثنين، وبقي قارب واحد في المرسى."


@pytest.mark.parametrize(
    ("declared", "fallback", "text", "language"),
    [
        ("en-in", "", ENGLISH, "en-IN"),
        ("EN_us", "", ENGLISH, "en-US"),
        (None, "", ENGLISH, "en"),
        (None, "de", ENGLISH, "de"),
        ("hi", "", HINDI, "hi"),
        ("en", "", HINDI, "hi"),
        (None, "en", MARATHI, "mr"),
        ("mr", "", MARATHI, "mr"),
        ("hi", "", ENGLISH, "en"),
        (None, "", HINDI, "hi"),
        (None, "", URDU, "ur"),
        ("en", "", ARABIC, "ar"),
        ("ur", "", ARABIC, "ur"),
        (None, "", "নয়টি নৌকা ভোরে বন্দর ছেড়েছে।", "bn"),
        (None, "", "ஒன்பது படகுகள் துறைமுகத்தை விட்டுச் சென்றன.", "ta"),
        ("not a tag!", "", ENGLISH, "en"),
        ("en", "", "", "en"),
        ("en", "", "PM मोदी ने Delhi में कहा कि यह बड़ा दिन है", "hi"),
    ],
)
def test_which_language_it_is(declared: str | None, fallback: str, text: str, language: str) -> None:
    assert language_of(declared, fallback, text) == language


@pytest.mark.parametrize(("language", "direction"), [("ur", "rtl"), ("ar-EG", "rtl"), ("hi", "ltr"), ("en-IN", "ltr")])
def test_which_way_it_runs(language: str, direction: str) -> None:
    assert direction_of(language) == direction


@given(st.text(max_size=20))
def test_a_tag_is_a_tag_or_nothing(declared: str) -> None:
    assert tag_of(tag_of(declared)) == tag_of(declared)


def _times(**fields: object) -> tuple[object, ...]:
    item = ParsedItem(**{"format": "rss", "guid": "g", "raw": b"", **fields})  # type: ignore[arg-type]
    times = times_of(item, NOW)
    return times.sent_at, times.created_at, times.updated_at, times.flags


def test_a_time_well_ahead_of_arrival_is_flagged_and_not_used() -> None:
    early, ahead = NOW - timedelta(hours=1), NOW + timedelta(minutes=11)
    assert _times(created_at=ahead, updated_at=early) == (None, early, early, ("future_time",))
    assert _times(created_at=NOW + timedelta(minutes=9))[1:] == (NOW + timedelta(minutes=9), None, ())


def test_created_falls_back_to_what_the_agency_did_say() -> None:
    early = NOW - timedelta(hours=1)
    assert _times(sent_at=early) == (early, early, None, ())
    assert _times(updated_at=early) == (None, early, early, ())
    assert _times() == (None, None, None, ())


def test_an_update_before_the_creation_says_nothing() -> None:
    assert _times(created_at=NOW, updated_at=NOW - timedelta(days=1)) == (None, NOW, None, ())


def test_zeroed_clocks_and_unreadable_dates_are_flagged() -> None:
    assert _times(created_at=datetime(1970, 1, 1, tzinfo=UTC)) == (None, None, None, ("bad_date",))
    assert _times(bad_dates=("yesterday",))[3] == ("bad_date",)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_no_time_that_is_used_lies_ahead(created: datetime, updated: datetime) -> None:
    for instant in _times(created_at=created, updated_at=updated)[:3]:
        assert instant is None or (isinstance(instant, datetime) and instant <= NOW + timedelta(minutes=10))
