"""Short stories that close with the same paragraphs and tell different news are pages of their own."""

import pytest

from tests.ferry_copy import address, leads_to, own_pages
from tests.newspaper import Newspaper, item
from wiredesk.decisions.models import Decision

CLOSING = (
    "The Tolbrin canal links the two lakes over 61 kilometres and has eleven locks. It was dug between 1868 and 1881.",
    "About 14,000 boats pass through it in a year, four in five of them for pleasure. The state took it over in 1952.",
)
SWANS = (
    (
        "Wardens moved a pair of swans and their seven young from the chamber of the Vessel lock on Monday, after boats"
        " had queued for three hours. The birds were let go on a pond nearby."
    ),
    *CLOSING,
)
TOLLS = (
    (
        "Skippers will pay with a card from May, the waterways office said on Tuesday. Coins are taken no more. A"
        " season ticket costs 90 crowns and can be had by post."
    ),
    *CLOSING,
)
BODY = (
    (
        "Police found the body of a man in a barge that had burnt out at Ruden on Wednesday night. He has not been"
        " identified. An inspector said that a stove was the likely cause."
    ),
    *CLOSING,
)
SENT = {
    "swans": ("Swans hold up boats in lock", SWANS),
    "tolls": ("No more coins for skippers", TOLLS),
    "body": ("Body found in burnt-out barge", BODY),
}


@pytest.fixture
def three(two: Newspaper) -> Newspaper:
    """One service's three stories over one background, an hour after each other."""
    for guid, (headline, text) in SENT.items():
        two.take(item(guid, headline, text))
        two.later(hours=1)
    return two


def test_three_stories_over_one_background_are_three_pages(three: Newspaper) -> None:
    assert own_pages(three) == sorted(three.path_of(guid) for guid in SENT)
    assert not Decision.objects.filter(verb="join").exists()
    for guid, (headline, _) in SENT.items():
        assert three.page(three.path_of(guid))[0] == 200
        assert three.path_of(guid) in three.page("/")[1], headline


@pytest.mark.parametrize("guid", list(SENT))
def test_a_copy_of_one_of_them_joins_that_one(three: Newspaper, guid: str) -> None:
    headline, (lead, *closing) = SENT[guid]
    sent = (f"Tolbrin, Oct 26 (PTI) {lead}", *closing, "PTI kl")
    three.take(item("copy", f"{headline}, office says", sent), service="pti")
    assert leads_to(three, address(three, three.story("copy", "PTI").pk)) == three.path_of(guid)
    assert len(own_pages(three)) == 3


def test_a_newer_take_of_one_of_them_joins_that_one(three: Newspaper) -> None:
    named = (
        (
            "The man whose body was found in a barge that had burnt out at Ruden on Wednesday night was a retired"
            " lock keeper, police said on Friday. An inspector said that a stove was the likely cause."
        ),
        *CLOSING,
    )
    three.take(item("named", "Dead man in burnt-out barge was lock keeper", named))
    assert leads_to(three, address(three, three.story("named").pk)) == three.path_of("body")
    assert "retired lock keeper" in three.page(three.path_of("body"))[1]
