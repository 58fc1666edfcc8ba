"""Neighbours: found by rare words, earlier ones only, ranked, each with its reason."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from wiredesk.common.errors import UsageError
from wiredesk.story.related.index import Index
from wiredesk.story.related.model import SHIPPED, Model, Tree, load
from wiredesk.story.related.reading import Piece, Reading, read
from wiredesk.story.related.replay import rank_all

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
DAY = (
    "Ferry to Orrey stops in fog",
    "Council of Lindholm votes on bridge tolls",
    "UPDATE 1-Ferry to Orrey stops in fog, 200 wait",
    "Rowing-Harbour crew wins at home",
    "Bakers of Lindholm raise the price of rye",
    "Orrey ferry sails again after two days of fog",
    "Sheep counted across northern moor",
)


def pieces(headlines: tuple[str, ...] = DAY, *, dated: bool = True) -> list[Piece]:
    return [
        Piece(id=f"s{at}", headline=headline, at=NOON + timedelta(hours=at) if dated else None)
        for at, headline in enumerate(headlines)
    ]


def reading(piece: Piece, index: Index) -> Reading:
    return read(piece, index.rarity)


def filled(index: Index, *, dated: bool = True) -> Index:
    index.add([reading(piece, index) for piece in pieces(dated=dated)])
    index.commit()
    return index


def test_the_story_told_before_comes_first_and_says_why() -> None:
    found = rank_all(pieces(), frozenset({"s5"}), load())["s5"]
    assert {one.id for one in found[:2]} == {"s0", "s2"}
    assert {"orrey", "ferry", "fog"} <= set(found[0].reason.shared)
    assert found[0].reason.hours_apart in (5.0, 3.0)


def test_only_earlier_stories_are_candidates() -> None:
    found = rank_all(pieces(), frozenset({"s0", "s2"}), load())
    assert found["s0"] == []
    assert [one.id for one in found["s2"]] == ["s0"]


def test_the_order_of_a_file_does_not_matter_where_there_are_times() -> None:
    asked = frozenset({"s5"})
    assert rank_all(pieces()[::-1], asked, load()) == rank_all(pieces(), asked, load())


def test_without_times_all_others_are_candidates_and_never_the_story_itself() -> None:
    found = rank_all(pieces(dated=False), frozenset({"s0"}), load())["s0"]
    assert {one.id for one in found[:2]} == {"s2", "s5"}
    assert "s0" not in {one.id for one in found}


def test_a_story_that_shares_nothing_has_no_neighbours() -> None:
    assert rank_all(pieces(), frozenset({"s6"}), load())["s6"] == []


def test_what_is_shown_is_what_is_likely_enough() -> None:
    model = load()
    found = rank_all(pieces(), frozenset({"s5"}), model)["s5"]
    assert all(one.shown == (one.probability >= model.threshold) for one in found)
    assert not any(one.shown for one in rank_all(pieces(), frozenset({"s5"}), _never(model))["s5"])


def test_older_news_stands_behind_that_of_these_days() -> None:
    old = Piece(id="old", headline="Orrey ferry sails again after two days of fog", at=NOON - timedelta(days=90))
    found = rank_all([old, *pieces()], frozenset({"s5"}), load())["s5"]
    assert found[-1].id == "old"


def test_a_story_taken_out_is_not_found(tmp_path: Path) -> None:
    index = filled(Index(tmp_path / "related"))
    index.remove(["s0"])
    index.commit()
    assert index.reading("s0") is None
    assert "s0" not in {one.id for one in index.candidates(reading(pieces()[5], index))}


def test_a_story_put_in_again_is_there_once() -> None:
    index = filled(Index())
    index.add([reading(pieces()[0], index)])
    index.commit()
    assert len(index) == len(DAY)


def test_nothing_is_stored_before_it_is_committed() -> None:
    index = Index()
    index.add([reading(pieces()[0], index)])
    assert len(index) == 0


def test_an_index_is_found_again_in_its_folder(tmp_path: Path) -> None:
    index = filled(Index(tmp_path))
    index.close()
    again = Index(tmp_path)
    assert len(again) == len(DAY)
    assert again.reading("s3") == index.reading("s3")


def test_the_shipped_model_says_how_it_was_trained() -> None:
    model = load()
    assert model.trained_by.startswith("bench/related_train.py")
    assert model.figures["ndcg5_weeks_left_out"] > 0.79
    assert 0.0 < model.threshold < 1.0


def test_a_likelier_score_is_never_less_probable() -> None:
    model = load()
    likely = [model.probability(score / 4) for score in range(-40, 40)]
    assert likely == sorted(likely)


def test_a_tree_is_walked_from_question_to_answer() -> None:
    tree = Tree(feature=(0, 1), limit=(0.5, 0.2), below=(-1, -2), above=(1, -3), answers=(1.0, 2.0, 4.0))
    model = msgspec.structs.replace(load(), trees=(tree, tree))
    assert [model.score(asked) for asked in ((0.5, 9.0), (0.6, 0.2), (0.6, 0.3))] == [2.0, 4.0, 8.0]


def test_a_model_of_other_features_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "model.json"
    other.write_bytes(msgspec.json.encode(msgspec.structs.replace(load(), features=("moon",))))
    with pytest.raises(UsageError, match="other features"):
        load(other)


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a model"):
        load(tmp_path / "absent.json")


def test_the_shipped_model_is_small_enough_to_read() -> None:
    assert SHIPPED.stat().st_size < 200_000


def _never(model: Model) -> Model:
    return msgspec.structs.replace(model, threshold=1.1)
