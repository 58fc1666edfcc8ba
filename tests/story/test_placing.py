"""What a story with a text goes on with: more is asked of it than the model's word."""

from datetime import UTC, datetime

import pytest

from wiredesk.story.related.features import Side, side
from wiredesk.story.related.placing import names_alike
from wiredesk.story.related.reading import Piece, read

MORNING = datetime(2024, 3, 4, 6, tzinfo=UTC)
ORDINARY = frozenset({"parliament", "passes", "bill", "on", "school"})


def told(headline: str, text: str = "") -> Side:
    """A story in a paper where everything is rare but a few ordinary words."""
    piece = Piece(id=headline, headline=headline, at=MORNING, text=text)
    return side(read(piece, lambda stem: 0.4 if any(word.startswith(stem) for word in ORDINARY) else 0.9))


def pair(one: str, other: str, text: str = "The same words about it stand here.") -> tuple[Side, Side]:
    return told(one, f"{one}. {text}"), told(other, f"{other}. {text}")


def test_two_stories_that_share_a_rare_name_may_be_one() -> None:
    assert names_alike(*pair("Ferry Palomar runs aground off Lisk", "Tugs pull ferry Palomar into harbour of Lisk"))


def test_a_name_at_the_head_of_one_headline_is_a_name_in_the_other() -> None:
    assert names_alike(*pair("Palomar towed to harbour", "Tugs pull ferry Palomar to harbour"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Parliament passes bill on school meals", "Parliament passes bill on river sand"),
        ("Rowing body to try radio", "Orange balls on trial in football"),
        ("Strike ends at Caldria opera", "Tram strike ends in Ostermark"),
    ],
)
def test_two_stories_of_one_form_are_not_one(one: str, other: str) -> None:
    assert not names_alike(*pair(one, other))


def test_nearly_the_same_headline_needs_no_name() -> None:
    assert names_alike(*pair("Hikers found alive on mountain", "Missing hikers found alive on mountain"))


def test_texts_about_different_things_are_not_one_whatever_the_headlines_say() -> None:
    one = told("Ferry Palomar aground", "Captain sailed reef tide lifeboats coastguard tugs harbour " * 4)
    other = told("Ferry Palomar aground", "Painter canvas gallery auction hammer buyers museum " * 4)
    assert not names_alike(one, other)


def test_a_script_without_capitals_asks_for_two_telling_words() -> None:
    assert names_alike(*pair("पालोमर नौका लिस्क के पास फंसी", "पालोमर नौका लिस्क लाई गई"))
    assert not names_alike(*pair("पालोमर नौका फंसी", "पालोमर उपन्यास को पुरस्कार मिला आज"))


def test_headlines_alone_are_left_to_the_model() -> None:
    assert names_alike(told("Parliament passes bill on school meals"), told("Parliament passes bill on river sand"))
