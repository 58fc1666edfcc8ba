"""The spool keeps what it was given, durably, and says so when it cannot."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.common.ids import sha256_hex
from wiredesk.wire import spool
from wiredesk.wire.spool import SpoolError


@given(datas=st.lists(st.binary(max_size=300), max_size=8))
def test_whatever_was_put_comes_back_under_its_digest(
    tmp_path_factory: pytest.TempPathFactory, datas: list[bytes]
) -> None:
    home = tmp_path_factory.mktemp("home")
    digests = spool.put_all(home, datas)
    assert digests == [sha256_hex(data) for data in datas]
    assert [spool.get(home, digest) for digest in digests] == datas


def test_bytes_lie_under_the_first_two_letters_of_their_digest(tmp_path: Path) -> None:
    digest = spool.put(tmp_path, b"the wire")
    assert (tmp_path / "spool" / digest[:2] / f"{digest[2:]}.zst").is_file()
    assert [path.name for path in (tmp_path / "spool" / "incoming").iterdir()] == []


def test_a_file_is_synced_before_it_is_named_and_its_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool.put(tmp_path, b"makes the folders")
    monkeypatch.setattr(spool, "sha256_hex", lambda data: "ab" + "0" * 62)
    (tmp_path / "spool" / "ab").mkdir(exist_ok=True)
    events: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def syncing(descriptor: int) -> None:
        events.append("sync " + Path(f"/proc/self/fd/{descriptor}").readlink().parent.name)
        fsync(descriptor)

    def renaming(self: Path, target: Path) -> Path:
        events.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(Path, "rename", renaming)
    spool.put(tmp_path, b"the wire")
    assert events == ["sync incoming", "rename", "sync spool"]
    events.clear()
    spool.put(tmp_path, b"the wire")
    assert events == ["sync spool"], "another process may have renamed it a moment ago"


def test_missing_bytes_are_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SpoolError, match="from a backup") as caught:
        spool.get(tmp_path, "0" * 64)
    assert caught.value.fact == "spool_missing " + "0" * 64


@pytest.mark.parametrize("damage", [b"", b"not zstandard", None])
def test_damaged_bytes_are_never_returned(tmp_path: Path, damage: bytes | None) -> None:
    digest, other = spool.put_all(tmp_path, [b"the wire", b"something else"])
    changed = spool.path_of(tmp_path, other).read_bytes() if damage is None else damage
    spool.path_of(tmp_path, digest).write_bytes(changed)
    with pytest.raises(SpoolError, match="no longer holds"):
        spool.get(tmp_path, digest)


def test_a_disk_that_cannot_be_written_to_is_an_error_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    spool.put(tmp_path, b"makes the folders")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SpoolError, match="No space left"):
        spool.put(tmp_path, b"the wire")
    assert not spool.path_of(tmp_path, sha256_hex(b"the wire")).exists()
    assert list((tmp_path / "spool" / "incoming").iterdir()) == []


def test_what_a_killed_process_left_aside_is_swept(tmp_path: Path) -> None:
    spool.put(tmp_path, b"the wire")
    left = tmp_path / "spool" / "incoming" / "half"
    left.write_bytes(b"ha")
    os.utime(left, (1_000_000, 1_000_000))
    assert spool.sweep(tmp_path, datetime.fromtimestamp(999_000, UTC)) == 0
    assert spool.sweep(tmp_path, datetime.fromtimestamp(1_001_000, UTC)) == 1
    assert not left.exists()
    assert spool.sweep(tmp_path / "elsewhere", datetime.fromtimestamp(0, UTC)) == 0
