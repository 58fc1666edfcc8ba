"""Whatever is offered, an issue comes of it that is filled, whole and the same twice.

`WIREDESK_OFFERS` says how many random offers are tried; the full number is a thousand.
"""

import os
from pathlib import Path
from random import Random

import msgspec
import pytest

from tests.outlets.epaper.made_up import offers, plan
from wiredesk.outlets.epaper.makeup.figures import figures
from wiredesk.outlets.epaper.makeup.make import Workshop, make
from wiredesk.outlets.epaper.makeup.offer import Ad, IssuePlan, Offered
from wiredesk.outlets.epaper.makeup.prove import prove

ROUNDS = int(os.environ.get("WIREDESK_OFFERS", "6"))
_WORDS = (
    "harbour",
    "the",
    "of",
    "committee",
    "a",
    "reconsideration",
    "rain",
    "x",
    "“quoted”",
    "co-operative",
    "₹12,400",
)
_ADDRESS = "https://courier.example/an/address/that/no/column/can/hold/whole/because/it/goes/on/and/on.html"


def _text(chance: Random, most: int) -> str:
    words = [chance.choice(_WORDS) for _ in range(chance.randint(1, most))]
    if chance.random() < 0.04:
        words.append(_ADDRESS)
    return " ".join(words)


def _strange(one: Offered, chance: Random, pages: int) -> Offered:
    """The offer with some of what a day's wire has: no text to speak of, far too much, odd heads, the desk's wishes."""
    change: dict[str, object] = {}
    if chance.random() < 0.3:
        change["paragraphs"] = tuple(_text(chance, 90) for _ in range(chance.randint(1, chance.choice((2, 9, 40)))))
    if chance.random() < 0.2:
        change["headline"] = _text(chance, chance.choice((2, 8, 30)))
    if chance.random() < 0.1:
        change["must_run_full"] = True
    if chance.random() < 0.06:
        change["forced"] = True
    if chance.random() < 0.05:
        change["page"] = chance.randint(1, pages or 4)
    if chance.random() < 0.1:
        change["thread"] = chance.choice(("rains", "budget"))
    return msgspec.structs.replace(one, **change)


def _offer(folder: Path, chance: Random) -> tuple[IssuePlan, tuple[Offered, ...]]:
    count = chance.choice((1, 3, 7, 15, 30, 45))
    pages = chance.choice((0, 0, 1, 2, 4))
    shown = chance.randint(0, min(count, 12))
    what = plan(
        pages=pages, seed=chance.randrange(1000), paper_format=chance.choice(("tabloid", "tabloid", "broadsheet"))
    )
    offered = tuple(_strange(one, chance, pages) for one in offers(folder, count, shown, seed=chance.randrange(10**6)))
    if chance.random() < 0.3:
        file = next((one.pictures[0].file for one in offered if one.pictures), None)
        if file is not None:
            ad = Ad(
                page=chance.randint(1, 3), columns=2, rows=chance.randint(12, 40), file=file, alt="An advertisement"
            )
            what = msgspec.structs.replace(what, ads=(ad,))
    return what, offered


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def shop() -> Workshop:
    return Workshop()


@pytest.mark.timeout(0)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_any_offer_makes_an_issue(number: int, pictures: Path, tmp_path: Path, shop: Workshop) -> None:
    chance = Random(f"offers/{number}")
    what, offered = _offer(pictures, chance)
    printed = make(what, offered, tmp_path / "issue.pdf", workshop=shop)
    assert prove(printed, offered, what) == ()
    found = figures(printed, offered, what)
    assert found.filled + found.notices <= 1.0 + 1e-9
    assert found.filled + found.notices == pytest.approx(1, abs=0.005), "white between briefs only"
    if number % 5 == 0:
        again = make(what, offered, tmp_path / "again.pdf", workshop=Workshop())
        assert again.pdf.read_bytes() == printed.pdf.read_bytes()
