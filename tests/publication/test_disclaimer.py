"""The words under a story are true: no combination of facts lets it claim more than happened."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.publication.disclaimer import LANGUAGES, SIGNS, DisclaimerFacts, disclaim, stamp
from wiredesk.publication.public import DisclaimerState

UNTOUCHED = (
    "This post has been auto-published from an agency feed without any modifications to the text and has not been"
    " reviewed by an editor"
)
CHANGES = ("marks_removed", "headline_changed", "picture_added", "edited")

facts = st.builds(
    DisclaimerFacts,
    provider=st.just("Harbour Wire"),
    kind=st.sampled_from(["agency", "paid", "house"]),
    marks_removed=st.booleans(),
    headline_changed=st.booleans(),
    picture_added=st.booleans(),
    edited=st.booleans(),
    reviewed=st.booleans(),
    paid=st.booleans(),
)


def _facts(**given_: bool) -> DisclaimerFacts:
    return DisclaimerFacts(provider="Harbour Wire", **given_)  # type: ignore[arg-type]


def test_an_untouched_story_says_so_in_the_reference_words() -> None:
    said = disclaim(_facts(), "en-IN")
    assert said.text == f"{UNTOUCHED}."
    assert (said.state, said.sign, said.stamp) == (DisclaimerState.UNTOUCHED, "=", "As received")
    assert said.facts == (DisclaimerState.UNTOUCHED,)


@pytest.mark.parametrize(
    ("fact", "state", "sign", "label", "text"),
    [
        (
            "marks_removed",
            "marks-removed",
            "−",
            "Agency marks removed",
            (
                "This post comes from an agency feed. The agency's marks were removed from its text; nothing else in"
                " it was changed. It has not been reviewed by an editor."
            ),
        ),
        (
            "headline_changed",
            "headline-changed",
            "≠",
            "Headline ours",
            (
                "This post has been auto-published from an agency feed without any modifications to the text."
                " The headline is ours. It has not been reviewed by an editor."
            ),
        ),
        (
            "picture_added",
            "picture-added",
            "+",
            "Picture added",
            (
                "This post has been auto-published from an agency feed without any modifications to the text."
                " A picture was added by us. It has not been reviewed by an editor."
            ),
        ),
        ("edited", "edited", "≠", "Edited", "This post comes from an agency feed. Our editors have changed its text."),
        (
            "reviewed",
            "reviewed",
            "==",
            "Reviewed",
            "This post comes from an agency feed. Its text has not been modified. An editor has reviewed it.",
        ),
        (
            "paid",
            "paid",
            "¤",
            "Paid content",
            (
                "This is paid content supplied by Harbour Wire. No journalist of this newspaper had a part in its"
                " creation. Its text has not been modified."
            ),
        ),
    ],
)
def test_each_fact_has_its_words(fact: str, state: str, sign: str, label: str, text: str) -> None:
    said = disclaim(_facts(**{fact: True}), "en")
    assert (said.state.value, said.sign, said.stamp, said.text) == (state, sign, label, text)


@given(facts, st.sampled_from(sorted(LANGUAGES)))
def test_only_a_story_to_which_nothing_happened_is_called_untouched(given_: DisclaimerFacts, language: str) -> None:
    said = disclaim(given_, language)
    nothing = not any(getattr(given_, change) for change in CHANGES) and not given_.reviewed
    house = given_.kind == "house"
    paid = given_.paid or given_.kind == "paid"
    whole = disclaim(_facts(), language).text
    assert (DisclaimerState.UNTOUCHED in said.facts) == (nothing and not house)
    assert (said.state is DisclaimerState.UNTOUCHED) == (nothing and not house and not paid)
    assert (said.text == whole) == (nothing and not house and not paid)
    assert (said.text == "") == house
    assert said.state is said.facts[0]
    assert (said.sign, said.stamp) == (SIGNS[said.state], stamp(said.state, language))


@given(facts)
def test_no_sentence_says_what_is_not_so(given_: DisclaimerFacts) -> None:
    text = disclaim(given_, "en").text
    house = given_.kind == "house"
    text_changed = given_.edited or given_.marks_removed
    assert ("without any modifications" in text or "not been modified" in text) == (not text_changed and not house)
    assert ("nothing else in it was changed" in text) == (given_.marks_removed and not given_.edited and not house)
    assert ("have changed its text" in text) == (given_.edited and not house)
    assert ("headline is ours" in text) == (given_.headline_changed and not house)
    assert ("picture was added" in text) == (given_.picture_added and not house)
    assert ("has reviewed it" in text) == (given_.reviewed and not house)
    assert not ("has not been reviewed" in text and (given_.reviewed or given_.edited))
    assert ("paid content" in text) == ((given_.paid or given_.kind == "paid") and not house)
    assert not ("auto-published" in text and given_.reviewed)


def test_every_combination_reads_differently_in_every_language() -> None:
    for language in LANGUAGES:
        said = {
            disclaim(_facts(**dict(zip((*CHANGES, "reviewed", "paid"), flags, strict=True))), language).text
            for flags in product((True, False), repeat=6)
        }
        # Edited copy says nothing of a review that did not happen, so no two of the 64 are alike.
        assert len(said) == 64


@pytest.mark.parametrize(
    ("language", "used"),
    [("hi-IN", "hi"), ("MR", "mr"), ("ur", "ur"), ("ta", "ta"), ("bn", "bn"), ("fr", "en"), ("", "en")],
)
def test_the_words_are_in_the_titles_language_or_in_english(language: str, used: str) -> None:
    said = disclaim(_facts(), language)
    assert said.language == used
    assert said.text.isascii() == (used == "en")


def test_every_language_has_every_stamp_but_that_of_house_copy() -> None:
    for language in LANGUAGES:
        stamps = {state: stamp(state, language) for state in DisclaimerState}
        assert stamps.pop(DisclaimerState.HOUSE) == ""
        assert all(stamps.values())
        assert len(set(stamps.values())) == len(stamps)


def test_a_contracts_own_words_stand_only_where_their_state_is_true() -> None:
    own = {
        "untouched": "From {provider}, unread.",
        "headline-changed": "Our headline.",
        "no such state": "x",
        "edited": "",
    }
    assert disclaim(_facts(), "en", own).text == "From Harbour Wire, unread."
    changed = disclaim(_facts(headline_changed=True), "en", own).text
    assert "Our headline." in changed
    assert "unread" not in changed
    assert "Our editors have changed its text." in disclaim(_facts(edited=True), "en", own).text


def test_a_providers_name_is_put_in_as_it_is() -> None:
    facts_ = DisclaimerFacts(provider="{provider} & {0}", paid=True)
    assert "supplied by {provider} & {0}." in disclaim(facts_, "en").text
