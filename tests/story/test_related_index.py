"""What an index holds: found at once by who adds it, by others once it is committed, each story once."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.common.derived import IndexBusy
from wiredesk.story.related.features import side
from wiredesk.story.related.index import Index
from wiredesk.story.related.kept import HEAVIEST, Kept, keep
from wiredesk.story.related.rank import compared_sides
from wiredesk.story.related.reading import Piece, Reading, read
from wiredesk.story.related.remembered import Remembered, printed

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


def told(name: str, headline: str, hours: float = 0.0, text: str = "") -> Reading:
    piece = Piece(id=name, headline=headline, at=NOON + timedelta(hours=hours), text=text)
    return read(piece, lambda stem: 0.5)


def found(index: Index, new: Reading) -> list[str]:
    return [one.id for one in index.candidates(new)]


NEW = told("new", "Orrey ferry sails again", 3)


def test_what_was_added_is_found_at_once_and_stored_by_a_commit() -> None:
    index = Index()
    index.add([told("a", "Ferry to Orrey stops")])
    assert (found(index, NEW), len(index), index.waiting) == (["a"], 0, 1)
    index.commit()
    assert (found(index, NEW), len(index), index.waiting) == (["a"], 1, 0)


def test_another_process_finds_what_was_committed_and_nothing_else(tmp_path: Path) -> None:
    index, other = Index(tmp_path), Index(tmp_path)
    index.add([told("a", "Ferry to Orrey stops")])
    other.refresh()
    assert found(other, NEW) == []
    index.commit()
    other.refresh()
    assert found(other, NEW) == ["a"]


def test_a_story_that_does_not_fit_on_the_disk_stays_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index(tmp_path)
    index.add([told("a", "Ferry to Orrey stops")])
    index.commit()
    monkeypatch.setattr(os, "write", lambda *_: 0)
    with pytest.raises(OSError, match="No space left"):
        index.add([told("a", "Bakers raise the price of rye")])
    monkeypatch.undo()
    index.add([told("c", "Rye is dear")])
    index.commit()
    assert index.reading("a") == told("a", "Ferry to Orrey stops")


def test_a_stored_story_put_in_again_is_found_as_it_is_now() -> None:
    index = Index()
    index.add([told("a", "Ferry to Orrey stops")])
    index.commit()
    index.add([told("a", "Bakers raise the price of rye")])
    assert found(index, NEW) == []
    assert found(index, told("b", "Rye bakers", 1)) == ["a"]
    assert index.reading("a") == told("a", "Bakers raise the price of rye")


def test_a_story_taken_out_is_gone_before_the_commit() -> None:
    index = Index()
    index.add([told("a", "Ferry to Orrey stops")])
    index.commit()
    index.remove(["a"])
    assert found(index, NEW) == []
    assert index.reading("a") is None


def test_what_was_not_committed_is_lost_with_the_process_and_can_be_added_again(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.add([told("a", "Ferry to Orrey stops")])
    index.close()
    again = Index(tmp_path)
    assert found(again, NEW) == []
    again.add([told("a", "Ferry to Orrey stops")])
    again.commit()
    assert found(again, NEW) == ["a"]


def test_a_second_writer_is_told_that_there_is_one(tmp_path: Path) -> None:
    index, other = Index(tmp_path), Index(tmp_path)
    index.add([told("a", "Ferry to Orrey stops")])
    with pytest.raises(IndexBusy, match="one writes at a time"):
        other.remove(["a"])
    index.close()
    other.remove(["a"])


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=5), max_size=3 * HEAVIEST))
def test_a_reading_is_kept_whole(words: list[str]) -> None:
    reading = told("a", "Ferry to Orrey stops", text=" ".join(words))
    assert Kept(keep(reading)).reading() == reading
    assert list(Kept(keep(reading)).reading().whole) == list(reading.whole)


WORDS = ("ferry", "Orrey", "fog", "Lindholm", "bakers", "rye", "tolls")
STORIES = st.tuples(st.sampled_from("abcdef"), st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join))
DONE = st.lists(st.tuples(st.sampled_from(("add", "remove", "commit")), STORIES), max_size=25)


@given(DONE, st.integers(1, 3))
def test_what_is_remembered_is_never_other_than_what_would_be_read(
    done: list[tuple[str, tuple[str, str]]], few: int
) -> None:
    plain, remembering, forgetful = Index(remember=0), Index(), Index(remember=few)
    for what, (name, headline) in done:
        for index in (plain, remembering, forgetful):
            if what == "add":
                index.add([told(name, headline, text=f"{headline} and {headline}")])
            elif what == "remove":
                index.remove([name])
            else:
                index.commit()
        new = side(told("new", " ".join(WORDS), 3))
        truth = sorted(compared_sides(new, plain), key=lambda one: one.reading.id)
        for index in (remembering, forgetful):
            assert sorted(compared_sides(new, index), key=lambda one: one.reading.id) == truth


def test_a_reader_compares_what_the_writer_committed_last(tmp_path: Path) -> None:
    writer, reader = Index(tmp_path), Index(tmp_path)
    for headline in ("Ferry to Orrey stops", "Ferry to Orrey sails", "Ferry to Orrey stops"):
        writer.add([told("a", headline)])
        writer.commit()
        reader.refresh()
        for index in (writer, reader):
            assert [one.reading() for one in index.candidates(NEW)] == [told("a", headline)]


def test_no_more_stories_are_remembered_than_were_allowed() -> None:
    remembered = Remembered(2)
    stored = [printed(keep(told(name, "Ferry to Orrey stops"))) for name in "abc"]
    for one in stored:
        remembered.put(one.fingerprint, one.data)
    assert len(remembered) == 2
    assert remembered.get(stored[0].fingerprint) is None
    assert remembered.get(stored[2].fingerprint) is not None
