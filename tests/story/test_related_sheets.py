"""What an index keeps of its stories in a file beside it: every sheet is found at its place, by everybody."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.common.derived import IndexBroken
from wiredesk.story.related.index import Index
from wiredesk.story.related.reading import Piece, Reading, read
from wiredesk.story.related.sheets import FILE, SheetFile, Sheets, SheetsInMemory


def told(name: str) -> Reading:
    piece = Piece(id=name, headline="Ferry to Orrey stops", at=datetime(2031, 5, 4, 12, tzinfo=UTC))
    return read(piece, lambda stem: 0.5)


@given(written=st.lists(st.binary(max_size=300)))
@pytest.mark.parametrize("in_file", [True, False])
def test_every_sheet_is_read_at_its_place_whatever_came_after(
    tmp_path_factory: pytest.TempPathFactory, in_file: bool, written: list[bytes]
) -> None:
    sheets: Sheets = SheetFile(tmp_path_factory.mktemp("sheets")) if in_file else SheetsInMemory()
    places = []
    for data in written:
        places.append(sheets.append(data))
        assert sheets.read(places[0]) == written[0]
    assert [sheets.read(place) for place in places] == written
    sheets.close()


def test_another_process_goes_on_where_a_killed_one_left_half_a_sheet(tmp_path: Path) -> None:
    first = SheetFile(tmp_path)
    kept = first.append(b"whole")
    first.commit()
    with (tmp_path / FILE).open("ab") as torn:
        torn.write(b"ha")
    second = SheetFile(tmp_path)
    added = second.append(b"next")
    assert (second.read(kept), second.read(added), first.read(added)) == (b"whole", b"next", b"next")


def test_an_index_whose_sheets_are_lost_is_broken_and_says_what_to_do(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.add([told("a")])
    index.commit()
    index.close()
    (tmp_path / FILE).unlink()
    with pytest.raises(IndexBroken, match="built again"):
        Index(tmp_path)


def test_sheets_that_end_too_early_are_never_taken_for_a_story(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.add([told("a")])
    index.commit()
    os.truncate(tmp_path / FILE, 10)
    with pytest.raises(IndexBroken, match="built again"):
        Index(tmp_path).reading("a")


def test_a_full_disk_is_told_and_what_comes_after_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = SheetFile(tmp_path)
    kept = sheets.append(b"whole")
    write = os.write
    monkeypatch.setattr(os, "write", lambda number, data: write(number, data[:2]))
    with pytest.raises(OSError, match="No space left"):
        sheets.append(b"next")
    monkeypatch.undo()
    assert (sheets.read(sheets.append(b"after")), sheets.read(kept)) == (b"after", b"whole")
