"""What headlines mean, weighed in: an opinion moves what it speaks for, and is never required."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from wiredesk.common.errors import UsageError
from wiredesk.story.related import meaning
from wiredesk.story.related.meaning import Opinion, StaticVectors, Weight
from wiredesk.story.related.model import load
from wiredesk.story.related.reading import Piece
from wiredesk.story.related.replay import rank_all

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
DAY = ("Orrey council votes on ferry", "Orrey mayor buys ferry", "Orrey ferry sails again in fog")
PIECES = [Piece(id=f"s{at}", headline=line, at=NOON + timedelta(hours=at)) for at, line in enumerate(DAY)]
ASKED = frozenset({"s2"})


class Sure:
    """Whoever holds one headline for the same and the others for the opposite."""

    def __init__(self, word: str) -> None:
        self._word = word

    def alike(self, one: str, others: Sequence[str]) -> list[float]:
        return [1.0 if self._word in other else -1.0 for other in others]


def weighed(weight: float) -> Weight:
    shipped = msgspec.json.decode(meaning.SHIPPED.read_bytes(), type=Weight)
    return msgspec.structs.replace(shipped, weight=weight)


@pytest.mark.parametrize(("word", "first"), [("council", "s0"), ("mayor", "s1")])
def test_an_opinion_of_weight_decides_who_comes_first(word: str, first: str) -> None:
    found = rank_all(PIECES, ASKED, load(), Opinion(Sure(word), weighed(100.0)))["s2"]
    assert found[0].id == first
    assert found[0].shown
    assert not found[1].shown


def test_an_opinion_without_weight_leaves_the_order_as_it_was() -> None:
    with_it = rank_all(PIECES, ASKED, load(), Opinion(Sure("mayor"), weighed(0.0)))["s2"]
    assert [one.id for one in with_it] == [one.id for one in rank_all(PIECES, ASKED, load())["s2"]]


def test_an_opinion_finds_nobody_that_shares_no_word() -> None:
    alone = [*PIECES[:2], Piece(id="s2", headline="Bakers raise price", at=NOON + timedelta(hours=2))]
    assert rank_all(alone, ASKED, load(), Opinion(Sure("council"), weighed(100.0)))["s2"] == []


def test_an_opinion_of_headlines_is_not_asked_about_a_text() -> None:
    told = [msgspec.structs.replace(one, text=f"{one.headline} and waits.") for one in PIECES]
    assert rank_all(told, ASKED, load(), Opinion(Sure("mayor"), weighed(100.0))) == rank_all(told, ASKED, load())


def test_where_the_extra_is_not_installed_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wordllama", None)
    with pytest.raises(UsageError, match=r"pip install 'wiredesk\[embeddings\]'"):
        meaning.load()


def test_the_shipped_weight_says_how_it_was_learnt() -> None:
    shipped = msgspec.json.decode(meaning.SHIPPED.read_bytes(), type=Weight)
    assert shipped.trained_by == "bench/meaning_train.py"
    assert shipped.figures["ndcg5_weeks_left_out"] > shipped.figures["ndcg5_without"]


def test_vectors_of_words_know_a_paraphrase() -> None:
    pytest.importorskip("wordllama", reason="the extra is not installed")
    near, far = StaticVectors().alike(
        "greek banks fall on bailout fears", ["greece lenders slump over rescue worries", "rowing crew wins gold"]
    )
    assert 1.0 >= near > far
