"""Datelines are recognised in every house's style, and ordinary sentences are not taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.story.markup import plain_text
from wiredesk.story.normalise.dateline import dateline_of


@pytest.mark.parametrize(
    ("dateline", "place", "country", "mark"),
    [
        ("Moscow [Russia], October 26 :", "Moscow", "Russia", None),
        ("Navsari (Gujarat) [India], July 13 (ANI):", "Navsari", "India", "ANI"),
        ("New Delhi, Jul 7 (PTI)", "New Delhi", None, "PTI"),
        ("New Delhi, Aug 26 (IANS)", "New Delhi", None, "IANS"),
        ("MOSCOW, Jan 21 (Reuters) -", "Moscow", None, "Reuters"),
        ("BERLIN (AP) —", "Berlin", None, "AP"),
        ("STOCKHOLM, Aug 29, 2014 (AFP) -", "Stockholm", None, "AFP"),
        ("Berlin (dpa) -", "Berlin", None, "dpa"),
        ("MOSCOW, January 21. /TASS/.", "Moscow", None, "TASS"),
        ("Moscow [Russia], October 26 (ANI):", "Moscow", "Russia", "ANI"),
        ("Chennai (Tamil Nadu) [India], August 19 (ANI/NewsVoir):", "Chennai", "India", "ANI/NewsVoir"),
        ("Washington DC [US], January 5 (ANI):", "Washington DC", "US", "ANI"),
        ("New Delhi/Mumbai, Jul 7 (PTI)", "New Delhi/Mumbai", None, "PTI"),
        ("New Delhi , Jul 7 (PTI)", "New Delhi", None, "PTI"),
        ("New Delhi,Jul 7 (PTI)", "New Delhi", None, "PTI"),
        ("New Delhi, Jul 7 ( PTI )", "New Delhi", None, "PTI"),
        ("New Delhi, Jul 7 [PTI]", "New Delhi", None, "PTI"),
        ("New\u00a0Delhi, Jul\u00a07 (PTI)", "New Delhi", None, "PTI"),
        ("Łódź, Jul 7 (AP)", "Łódź", None, "AP"),
        ("Mumbai, Aug 26 (IANSlife)", "Mumbai", None, "IANSlife"),
        ("Rio de Janeiro, March 4 (Xinhua) --", "Rio de Janeiro", None, "Xinhua"),
        ("COLOMBO, Sri Lanka (AP) —", "Colombo", "Sri Lanka", "AP"),
        ("PORTLAND, Ore. (AP) —", "Portland", None, "AP"),
        ("ATLANTA, Georgia (AP) —", "Atlanta", None, "AP"),
        ("Berlin, 3 March (dpa) –", "Berlin", None, "dpa"),
        ("नई दिल्ली, 26 अक्टूबर (भाषा)", "नई दिल्ली", None, "भाषा"),
        ("नयी दिल्ली, सात जुलाई (भाषा)", "नयी दिल्ली", None, "भाषा"),
        ("मुंबई, दि. ७ (पीटीआय) –", "मुंबई", None, "पीटीआय"),
        ("मुंबई, २६ ऑक्टोबर (पीटीआय) :", "मुंबई", None, "पीटीआय"),
        ("نئی دہلی، 26 اکتوبر (یو این آئی)", "نئی دہلی", None, "یو این آئی"),
        ("Belkund, November 23 (HW):", "Belkund", None, "HW"),
        ("Norrhaven [Vestrand], March 9 (HW):", "Norrhaven", "Vestrand", "HW"),
        ("Port Anjal (Tarni), March 9 (HW/NoticeLine):", "Port Anjal", None, "HW/NoticeLine"),
        ("बेलकुंड, 23 नोव्हेंबर (हार्बर वायर):", "बेलकुंड", None, "हार्बर वायर"),
        ("बेलकुंड, २३ नवंबर (हार्बर वायर):", "बेलकुंड", None, "हार्बर वायर"),
        ("پورٹ انجل، 23 نومبر (ہاربر وائر):", "پورٹ انجل", None, "ہاربر وائر"),
    ],
)
def test_a_dateline_of_each_house(dateline: str, place: str, country: str | None, mark: str | None) -> None:
    found = dateline_of(f"{dateline} Nine boats left the harbour at dawn.")
    assert found is not None
    assert found.text == dateline
    assert (found.located.name, found.located.country, found.mark) == (place, country, mark)
    assert f"{dateline} Nine boats"[found.end :] == "Nine boats"


def test_a_state_in_brackets_is_stated() -> None:
    found = dateline_of("Navsari (Gujarat) [India], July 13 (ANI): Two")
    assert found is not None
    assert found.located.state == "Gujarat"


def test_a_house_whose_mark_no_list_knows_uses_its_own_name() -> None:
    assert dateline_of("Rovinj, March 3 (HW) Nine boats") is None
    found = dateline_of("Rovinj, March 3 (HW) Nine boats", ("HW",))
    assert found is not None
    assert (found.text, found.located.name) == ("Rovinj, March 3 (HW)", "Rovinj")


@pytest.mark.parametrize(
    "sentence",
    [
        "The Kremlin has welcomed the treaty.",
        "On Monday, March 9 (PTI) reported that nine boats had left.",
        "In Delhi, July 7 (PTI)",
        "Berlin (AP) report said",
        "Moscow [Russia], October 26 was a cold day",
        "Minister Rahul (PTI) said on Monday",
        "London, Paris and Berlin (all in Europe) - three cities",
        "March 9 (Reuters) -",
        "Nine boats: a list",
        "India, 2025 (Reuters)",
        "नई दिल्ली में 26 अक्टूबर को भाषा विभाग ने कहा",
        "Prices rose - the bank (RBI) said",
        "Prices, March 9 (RBI) said",
        "Belkund on March 9 (HW): a list",
        "Belkund (HW): a list",
        "बेलकुंड में 23 नवंबर (सोमवार): सूची",
        "",
        "Guntur [AP]: The road opens on Monday.",
        "Vijayawada [AP] - The road opens on Monday.",
        "Boats [AA): The road opens on Monday.",
        "Delhi17 Jul (PTI) The road opens on Monday.",
    ],
)
def test_a_sentence_is_no_dateline(sentence: str) -> None:
    assert dateline_of(sentence) is None


_WORDS = st.lists(
    st.sampled_from(
        ["The", "Paris", "Delhi", "said", "on", "Monday", "March 9", "(RBI)", ",", ":", "-", "and", "boats"]
    ),
    max_size=20,
)


@given(_WORDS.map(" ".join) | plain_text)
def test_without_a_known_mark_or_a_country_in_brackets_there_is_none(sentence: str) -> None:
    assert dateline_of(sentence) is None


@given(plain_text)
def test_what_follows_does_not_change_a_dateline(rest: str) -> None:
    found = dateline_of(f"New Delhi, Jul 7 (PTI) x{rest}")
    assert found is not None
    assert (found.text, found.end) == ("New Delhi, Jul 7 (PTI)", 23)
