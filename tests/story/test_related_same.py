"""The same copy is told from templates, roundups and other stories, in any script; copies are found by fingerprint."""

import gzip
import json
import tomllib
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.story.related import shingles
from wiredesk.story.related.leading import Copy, NothingJoined, leading
from wiredesk.story.related.same import Kind, Verdict, judge
from wiredesk.story.related.same_rule import SHIPPED
from wiredesk.story.related.shingles import PRINTS, fingerprints, read, shared

DATA = Path(__file__).parents[3] / "shared" / "related"

FERRY = (
    "The night ferry to Oro ran aground off Lisk on Monday with 214 people on board, harbour master Ines Vold said. "
    "Tugs pulled it free at noon. Nobody was hurt. Vold said that the ferry had left its lane to avoid a fishing boat. "
    "The line carries half a million people a year and has 4 ships."
)
MARKET = (
    "Onion sold at Rs 1,850 a quintal in Sonbari market on Monday, down Rs 120 from Friday, the market committee said. "
    "Arrivals were 2,340 sacks. Potato was quoted at Rs 1,210 and garlic at Rs 6,900. Traders expect prices to "
    "stay where they are until the new crop comes in March."
)
OTHERS = (
    "The assembly passed the water bill by 84 votes to 61 after two days of debate. The opposition walked out and "
    "called the law hasty. Farmers plan a march on the capital. In Dharwel the viaduct was closed for repairs, and "
    "lorries must go round by the old road until spring. Shopkeepers along the route complained. Seventeen-year-old "
    "Ira Sen took the national chess title with a draw in her last game, the youngest winner so far."
)
RAIN = (
    "धारवेल में सोमवार को अधिकतम तापमान 34.2 डिग्री और न्यूनतम तापमान 26.1 डिग्री सेल्सियस दर्ज किया गया। "
    "मौसम केंद्र के अनुसार आर्द्रता 78 प्रतिशत रही। अगले 24 घंटों में हल्की वर्षा की संभावना है।"
)
BRIDGE = (
    "नदी पर बना पैदल पुल चार महीने की मरम्मत के बाद सोमवार को लोगों के लिए खोल दिया गया। नगर अभियंता ने बताया कि "
    "पुल अब पहले से अधिक भार उठा सकता है। मरम्मत पर 42 लाख रुपये खर्च हुए।"
)
BANK = (
    "中央銀行は金曜日、政策金利を0.5%に据え置くことを決めた。"
    "総裁は会見で、物価の上昇は緩やかに続くと述べた。次の会合は10月に開かれる。"
)


def told(earlier: str, later: str) -> Verdict:
    return judge(read(earlier), read(later))


@pytest.mark.parametrize("text", [FERRY, MARKET, RAIN, BRIDGE, BANK])
def test_a_text_is_a_copy_of_itself(text: str) -> None:
    verdict = told(text, text)
    assert (verdict.kind, verdict.same) == (Kind.COPY, True)
    assert verdict.evidence.new == 0


@pytest.mark.parametrize("text", [FERRY, MARKET, RAIN, BRIDGE, BANK])
def test_another_agencys_dateline_does_not_make_it_another_copy(text: str) -> None:
    assert told(text, f"LISK, March 3 (HW): {text}").same


def test_a_cut_for_a_shorter_slot_is_a_copy() -> None:
    verdict = told(FERRY, FERRY[: FERRY.index(" Vold said that")])
    assert verdict.kind is Kind.COPY
    assert verdict.evidence.later_in_earlier > verdict.evidence.earlier_in_later


@pytest.mark.parametrize(
    ("text", "added"),
    [
        (FERRY, "Divers found a tear of two metres in the hull, and the ferry will not sail before Thursday."),
        (BRIDGE, "विपक्ष ने खर्च की जाँच माँगी है, और महापौर ने कहा कि सारे काग़ज़ परिषद के सामने रखे जाएँगे।"),
        (BANK, "円は対ドルで小幅に下落し、東京の株式市場では銀行株が買われた。"),
    ],
)
def test_a_longer_text_with_new_facts_is_a_take(text: str, added: str) -> None:
    verdict = told(text, f"{text} {added}")
    assert (verdict.kind, verdict.same) == (Kind.TAKE, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            MARKET,
            MARKET.replace("1,850", "1,790")
            .replace("Rs 120", "Rs 60")
            .replace("2,340", "2,905")
            .replace("1,210", "1,180")
            .replace("6,900", "7,150")
            .replace("Monday", "Tuesday")
            .replace("Friday", "Monday"),
        ),
        (RAIN, RAIN.replace("34.2", "32.8").replace("26.1", "25.4").replace("78", "84").replace("सोमवार", "मंगलवार")),
    ],
)
def test_the_same_form_with_other_figures_is_a_template(one: str, other: str) -> None:
    verdict = told(one, other)
    assert (verdict.kind, verdict.same) == (Kind.TEMPLATE, False)
    assert verdict.evidence.numbers_differ > verdict.evidence.numbers_agree


def test_a_roundup_contains_a_story_whichever_came_first() -> None:
    roundup = f"{OTHERS} {FERRY[: FERRY.index(' Vold said that')]}"
    for verdict in (told(FERRY, roundup), told(roundup, FERRY)):
        assert (verdict.kind, verdict.same) == (Kind.CONTAINS, False)


COUNCIL, ROADS = OTHERS[: OTHERS.index(" Shopkeepers")], OTHERS[: OTHERS.index(" Seventeen")]
FERRY_CUT, FERRY_LEAD = FERRY[: FERRY.index(" The line")], FERRY[: FERRY.index(" Nobody")]


@pytest.mark.parametrize("mark", ["(ANI)", "\n--IANS rs/am\n", "\nPTI RKB CJ\n"])
@pytest.mark.parametrize(("first", "second"), [(ROADS, FERRY_CUT), (FERRY_LEAD, COUNCIL)], ids=["below", "on top"])
def test_a_short_roundup_is_told_by_an_agencys_sign_off_between_its_stories(first: str, second: str, mark: str) -> None:
    for verdict in (told(FERRY, f"{first} {mark} {second}"), told(f"{first} {mark} {second}", FERRY)):
        assert (verdict.kind, verdict.same) == (Kind.CONTAINS, False)


@pytest.mark.parametrize(
    "text", [f"{FERRY} (ANI)", f"{FERRY}\n--IANS rs/am\n", f"{FERRY} (ANI) Photo: Piet Oss, Lisk."]
)
def test_a_sign_off_with_nothing_but_a_note_beyond_it_makes_no_roundup(text: str) -> None:
    assert told(FERRY, text).same
    assert told(text, FERRY).same


@pytest.mark.parametrize(
    ("one", "other"), [(FERRY, OTHERS), (BRIDGE, RAIN), (BANK, FERRY), ("", ""), ("", FERRY), ("Details awaited.",) * 2]
)
def test_texts_that_share_nothing_are_nothing_to_each_other(one: str, other: str) -> None:
    assert told(one, other).kind is Kind.NONE


def test_a_changed_figure_inside_a_shared_passage_is_counted() -> None:
    evidence = told(FERRY, FERRY.replace("214", "241")).evidence
    assert (evidence.numbers_agree, evidence.numbers_differ) == (1, 1)


# ---------------------------------------------------------------- short stories, none of them learnt from

OURS = tomllib.loads(Path(__file__).with_name("same_copy.toml").read_text(encoding="utf-8"))
Version = tuple[str, str]


def judged(one: Version, other: Version) -> Kind:
    """Each a headline and a text."""
    return judge(read(one[1], one[0]), read(other[1], other[0])).kind


def over(group: dict[str, Any]) -> list[Version]:
    """The stories of a background, each with the closing paragraphs under it."""
    return [(headline, f"{lead}\n{group['closing'].strip()}") for headline, lead in group["stories"]]


NEWS = [pair for group in OURS["background"] for pair in combinations(over(group), 2)]
FORMS = [pair for group in OURS["form"] for pair in combinations(map(tuple, group["stories"]), 2)]
TOLD = [group["versions"] for group in OURS["story"]]


@pytest.mark.parametrize(("one", "other"), NEWS, ids=[f"{one[0]} | {other[0]}" for one, other in NEWS])
def test_other_news_over_the_same_closing_paragraphs_is_a_template(one: Version, other: Version) -> None:
    assert judged(one, other) is judged(other, one) is Kind.TEMPLATE


@pytest.mark.parametrize(("one", "other"), FORMS, ids=[one[0] for one, _ in FORMS])
def test_a_match_a_price_list_or_a_greeting_filled_in_anew_is_a_template(one: Version, other: Version) -> None:
    assert judged(one, other) is judged(other, one) is Kind.TEMPLATE


@pytest.mark.parametrize("versions", TOLD, ids=[versions[0][0] for versions in TOLD])
def test_a_short_story_told_further_or_under_another_sign_off_is_one_story(versions: list[Version]) -> None:
    assert {judged(versions[0], later) for later in versions[1:]} <= {Kind.COPY, Kind.TAKE}
    assert {judged(later, versions[0]) for later in versions[1:]} <= {Kind.COPY, Kind.TAKE}


def test_without_headlines_nothing_is_held_against_a_new_lead() -> None:
    (_, one), (_, other) = NEWS[0]
    assert told(one, other).kind is Kind.TAKE
    assert told(one, other).evidence.headlines is None


texts = st.text(st.sampled_from("ab क्षن中日. 12,5\n"), max_size=120)


@given(texts, texts)
def test_no_text_is_an_error_and_shares_are_shares(one: str, other: str) -> None:
    verdict = told(one, other)
    shares = [verdict.evidence.earlier_in_later, verdict.evidence.later_in_earlier, verdict.evidence.new]
    assert all(0 <= share <= 1 for share in [*shares, verdict.evidence.masked_only])
    assert verdict.same == (verdict.kind in (Kind.COPY, Kind.TAKE))


@given(texts, texts)
def test_shared_passages_are_of_equal_masked_tokens(one: str, other: str) -> None:
    earlier, later = read(one), read(other)
    for at, place in shared(earlier, later).pairs.items():
        assert earlier.masked[place] == later.masked[at]


@pytest.mark.parametrize(
    "text",
    ["12 " * 5000, " ".join(map(str, range(5000))), "ferry lisk word " * 1700],
    ids=["one_number", "many_numbers", "words"],
)
def test_a_list_without_an_end_takes_no_more_steps_than_its_length_allows(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    def counting(one: tuple[str, ...], other: tuple[str, ...]) -> int:
        nonlocal compared
        compared += 1
        return agreeing(one, other)

    agreeing = shingles._agreeing
    monkeypatch.setattr(shingles, "_agreeing", counting)
    earlier, later = read(text), read(f"{text} and 7 more")
    assert len(shared(earlier, later).earlier) == len(earlier.tokens)
    assert compared <= 2 * shingles.PLACES


def test_numbers_of_a_long_list_are_found_where_they_stand_though_it_was_broken_by_a_word() -> None:
    numbers = [str(1000 + one * 7) for one in range(600)]
    broken = " ".join([*numbers[:400], "continued", *numbers[400:]])
    evidence = told(" ".join(numbers), broken).evidence
    assert (evidence.numbers_agree, evidence.numbers_differ) == (600, 0)


# ---------------------------------------------------------------- fingerprints


@given(texts)
def test_fingerprints_are_few_ascending_and_fit_a_column(text: str) -> None:
    found = fingerprints(text)
    assert list(found) == sorted(set(found))
    assert len(found) <= PRINTS
    assert all(0 <= one < 2**32 for one in found)


def test_fingerprints_are_the_same_on_every_machine() -> None:
    assert fingerprints("नदी पर बना पैदल पुल खुला")[:1] == (789389746,)


def test_fingerprints_find_every_kind_of_made_edit() -> None:
    path = DATA / "same-copy-edits.jsonl.gz"
    if not path.is_file():
        pytest.skip(f"{path.name} is not here")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        edits = [json.loads(line) for line in lines][::5]
    missed = [
        edit["kind"]
        for edit in edits
        if set(fingerprints(edit["source_text"])).isdisjoint(fingerprints(edit["edited_text"]))
    ]
    assert len(missed) <= len(edits) // 100


# ---------------------------------------------------------------- which copy is shown

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def copy(story: str, provider: str, minutes: int, **named: object) -> Copy:
    at = NOON + timedelta(minutes=minutes)
    return Copy(story=story, provider=provider, received_at=at, **named)  # type: ignore[arg-type]


def test_the_first_providers_newest_take_is_shown_at_its_first_address() -> None:
    copies = [copy("p1", "PTI", 0), copy("a1", "ANI", 4), copy("p2", "PTI", 30), copy("a2", "ANI", 60)]
    chosen = leading(copies)
    assert (chosen.address, chosen.shown, chosen.provider, chosen.also) == ("p1", "p2", "PTI", ("ANI",))


def test_a_house_that_prefers_a_provider_gets_its_copy() -> None:
    copies = [copy("p1", "PTI", 0), copy("a1", "ANI", 4), copy("i1", "IANS", 9)]
    chosen = leading(copies, ("ANI",))
    assert (chosen.address, chosen.also) == ("a1", ("PTI", "IANS"))


def test_a_copy_that_adds_nothing_does_not_displace_what_it_repeats() -> None:
    copies = [copy("a1", "ANI", 0, characters=900), copy("a2", "ANI", 50, characters=300, adds=False)]
    assert leading(copies).shown == "a1"


def test_nothing_joined_is_said() -> None:
    with pytest.raises(NothingJoined):
        leading([])


@given(st.permutations([copy("p1", "PTI", 0), copy("a1", "ANI", 0), copy("p2", "PTI", 30), copy("a2", "ANI", 30)]))
def test_the_choice_does_not_depend_on_the_order_of_the_copies(copies: list[Copy]) -> None:
    assert leading(copies) == leading([copy("a1", "ANI", 0), *[one for one in copies if one.story != "a1"]])


def test_what_nothing_ties_only_speaks_against_two_texts() -> None:
    # Only so may a pair that is a template without it be left unasked.
    assert SHIPPED.same.weights["untied"] < 0
