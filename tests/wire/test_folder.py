"""Folders: what is read and when, what moves where, what vanishing means, and what hostile names cannot do."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from wiredesk.common.errors import FetchError, UsageError
from wiredesk.common.ids import sha256_hex
from wiredesk.wire.parsed import Ask, Collected
from wiredesk.wire.transports.files import real_names, shown
from wiredesk.wire.transports.folder import Folder

TRAVERSAL = Path(__file__).parents[2].parent / "shared" / "corpora" / "traversal"
transport = Folder()

Look = Callable[..., Collected]


def write(path: Path, data: bytes, at: datetime) -> Path:
    path.write_bytes(data)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def look(inbox: Path) -> Look:
    """Look at the folder, remembering from one look to the next as the step does; what came is moved away."""
    memory: dict[str, str] = {}

    def look_once(now: datetime, *, store: bool = True, **options: str) -> Collected:
        nonlocal memory
        asked = Ask(service="files", options={"path": str(inbox), **options}, state=memory, now=now)
        collected = transport.collect(asked)
        memory = collected.state
        if store:
            transport.stored(asked, collected.received)
        return collected

    return look_once


def names(collected: Collected) -> list[str]:
    return [("-" if one.vanished else "") + one.name for one in collected.received]


def lying(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_come_oldest_first_and_move_once_they_are_kept(inbox: Path, look: Look, now: datetime) -> None:
    write(inbox / "a.xml", b"second", now - timedelta(seconds=5))
    write(inbox / "b.xml", b"first", now - timedelta(seconds=9))
    assert names(look(now, store=False)) == ["b.xml", "a.xml"]
    assert sorted(lying(inbox)) == ["a.xml", "b.xml"]
    look(now)
    assert lying(inbox) == {"done/a.xml": b"second", "done/b.xml": b"first"}
    assert names(look(now)) == []


def test_what_somebody_is_still_writing_is_not_read(inbox: Path, look: Look, now: datetime) -> None:
    for name in (".hidden.xml", "a.xml.tmp", "b.PART", "c.part"):
        write(inbox / name, b"half", now - timedelta(hours=1))
    (inbox / "folder").mkdir()
    os.mkfifo(inbox / "pipe")
    assert (names(look(now)), look(now).more) == ([], False)


def test_a_half_written_file_is_waited_for_and_read_whole(inbox: Path, look: Look, now: datetime) -> None:
    write(inbox / "a.xml", b"<rss>", now - timedelta(seconds=0.1))
    first = look(now)
    assert (names(first), first.more) == ([], True)
    assert first.next_ask_at
    assert timedelta(0) < first.next_ask_at - now <= timedelta(seconds=0.5)
    later = first.next_ask_at
    write(inbox / "a.xml", b"<rss></rss>", later - timedelta(seconds=0.2))
    assert names(look(later)) == []
    (one,) = look(later + timedelta(seconds=0.4)).received
    assert one.data == b"<rss></rss>"


@pytest.mark.parametrize("ahead", [timedelta(hours=3), timedelta(days=400)])
def test_a_file_from_the_future_is_read_after_two_equal_looks(
    inbox: Path, look: Look, now: datetime, ahead: timedelta
) -> None:
    write(inbox / "a.xml", b"x", now + ahead)
    assert look(now).more
    assert names(look(now + timedelta(seconds=0.3))) == []
    assert names(look(now + timedelta(seconds=0.6))) == ["a.xml"]


def test_an_empty_file_is_given_a_minute_to_be_filled(inbox: Path, look: Look, now: datetime) -> None:
    write(inbox / "a.xml", b"", now - timedelta(seconds=2))
    assert (names(look(now)), look(now).more) == ([], False)
    assert names(look(now + timedelta(seconds=59))) == ["a.xml"]


def test_a_name_that_is_taken_in_done_replaces_nothing(inbox: Path, look: Look, now: datetime) -> None:
    for day, data in enumerate((b"one", b"two", b"three", b"four")):
        write(inbox / "feed.xml", data, now - timedelta(days=day // 2 + 1))
        look(now)
    assert sorted(lying(inbox / "done").values()) == [b"four", b"one", b"three", b"two"]
    assert all(name.startswith("feed") and name.endswith(".xml") for name in lying(inbox / "done"))


def test_a_file_that_changed_after_it_was_read_stays_to_be_read_again(inbox: Path, look: Look, now: datetime) -> None:
    write(inbox / "a.xml", b"one", now - timedelta(seconds=9))
    asked = Ask(service="files", options={"path": str(inbox)}, state={}, now=now)
    received = transport.collect(asked).received
    write(inbox / "a.xml", b"two", now - timedelta(seconds=8))
    transport.stored(asked, received)
    assert lying(inbox) == {"a.xml": b"two"}
    assert [one.data for one in look(now).received] == [b"two"]


def test_a_bad_file_never_blocks_the_next(
    inbox: Path, look: Look, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.xml", "b.xml", "c.xml"):
        write(inbox / name, name.encode(), now - timedelta(seconds=9))
    write(inbox / "big.xml", b"x" * 2000, now - timedelta(seconds=9))
    opened = os.open

    def refusing(path: str | Path, flags: int, *more: int) -> int:
        if Path(path).name == "b.xml":
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *more)

    monkeypatch.setattr(os, "open", refusing)
    collected = look(now, max_bytes="1000")
    assert names(collected) == ["a.xml", "c.xml"]
    assert "b.xml cannot be read: Permission denied" in collected.trouble
    assert "big.xml has 2000 bytes" in collected.trouble


def test_links_are_not_followed_wherever_they_lead(inbox: Path, look: Look, now: datetime, tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.xml", b"secret", now - timedelta(days=1))
    (inbox / "a.xml").symlink_to(secret)
    write(inbox / "b.xml", b"fine", now - timedelta(seconds=9))
    collected = look(now)
    assert names(collected) == ["b.xml"]
    assert "a.xml is a link" in collected.trouble
    outside = tmp_path / "outside"
    outside.mkdir()
    (inbox / "done" / "b.xml").unlink()
    (inbox / "done").rmdir()
    (inbox / "done").symlink_to(outside)
    write(inbox / "c.xml", b"fine", now - timedelta(seconds=9))
    with pytest.raises(FetchError, match="cannot be moved"):
        look(now)
    assert lying(outside) == {}


def test_a_huge_folder_is_taken_in_portions(
    inbox: Path, look: Look, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wiredesk.wire.transports import folder

    monkeypatch.setattr(folder, "FILES_AN_ASK", 3)
    for number in range(7):
        write(inbox / f"{number}.xml", b"x", now - timedelta(seconds=100 - number))
    first = look(now)
    assert (names(first), first.more, first.next_ask_at) == (["0.xml", "1.xml", "2.xml"], True, now)
    assert [names(look(now)), names(look(now))] == [["3.xml", "4.xml", "5.xml"], ["6.xml"]]


def test_what_cannot_be_read_at_all_moves_on_to_failed(inbox: Path, look: Look, now: datetime) -> None:
    options = {"path": str(inbox)}
    for data in (b"good", b"bad"):
        write(inbox / "feed.xml", data, now - timedelta(days=1))
        look(now)
    transport.unreadable(options, "feed.xml", sha256_hex(b"bad"))
    assert lying(inbox / "done") == {"feed.xml": b"good"}
    assert list(lying(inbox / "failed").values()) == [b"bad"]
    transport.unreadable(options, "feed.xml", sha256_hex(b"bad"))
    transport.unreadable({**options, "mode": "mirror"}, "feed.xml", sha256_hex(b"good"))
    assert lying(inbox / "done") == {"feed.xml": b"good"}


def test_a_mirror_is_left_alone_and_changes_are_read_again(inbox: Path, look: Look, now: datetime) -> None:
    write(inbox / "a.xml", b"one", now - timedelta(days=1))
    assert names(look(now, mode="mirror")) == ["a.xml"]
    assert names(look(now, mode="mirror")) == []
    write(inbox / "a.xml", b"one", now - timedelta(hours=1))
    assert names(look(now, mode="mirror")) == [], "only its time changed"
    write(inbox / "a.xml", b"two", now - timedelta(minutes=1))
    assert [one.data for one in look(now, mode="mirror").received] == [b"two"]
    assert lying(inbox) == {"a.xml": b"two"}


def test_a_file_that_vanished_from_a_mirror_is_reported_once(inbox: Path, look: Look, now: datetime) -> None:
    for name in ("a.xml", "b.xml"):
        write(inbox / name, name.encode(), now - timedelta(days=1))
    look(now, mode="mirror")
    (inbox / "a.xml").unlink()
    missing = look(now, mode="mirror")
    assert (names(missing), missing.more) == ([], True)
    later = now + timedelta(seconds=0.6)
    assert names(look(later, mode="mirror")) == ["-a.xml"]
    assert names(look(later + timedelta(hours=1), mode="mirror")) == []


def test_a_file_replaced_by_deleting_it_first_did_not_vanish(inbox: Path, look: Look, now: datetime) -> None:
    write(inbox / "a.xml", b"one", now - timedelta(days=1))
    look(now, mode="mirror")
    (inbox / "a.xml").unlink()
    look(now, mode="mirror")
    write(inbox / "a.xml", b"two", now - timedelta(seconds=3))
    assert names(look(now + timedelta(seconds=0.6), mode="mirror")) == ["a.xml"]


def test_a_file_that_was_renamed_did_not_vanish(inbox: Path, look: Look, now: datetime) -> None:
    write(inbox / "a.xml", b"one", now - timedelta(days=1))
    look(now, mode="mirror")
    (inbox / "a.xml").rename(inbox / "b.xml")
    assert names(look(now, mode="mirror")) == ["b.xml"]
    assert names(look(now + timedelta(seconds=9), mode="mirror")) == []


def test_a_disk_that_is_not_mounted_withdraws_nothing(inbox: Path, look: Look, now: datetime) -> None:
    write(inbox / "a.xml", b"one", now - timedelta(days=1))
    look(now, mode="mirror")
    inbox.rename(inbox.with_name("away"))
    with pytest.raises(FetchError, match="cannot be listed"):
        look(now, mode="mirror")
    inbox.mkdir()
    for later in (now, now + timedelta(seconds=5)):
        with pytest.raises(FetchError, match="is a disk missing"):
            look(later, mode="mirror")
    inbox.rmdir()
    inbox.with_name("away").rename(inbox)
    assert names(look(now, mode="mirror")) == []


@law(name=st.binary(min_size=1, max_size=60))
def test_every_name_can_be_shown_and_found_again(name: bytes) -> None:
    real = os.fsdecode(name.replace(b"/", b"_").replace(b"\0", b"_"))
    text = shown(real)
    text.encode()
    assert real in real_names(text) or real in (".", "..")


@pytest.mark.skipif(not TRAVERSAL.is_dir(), reason="the corpus of hostile file names is not on this machine")
def test_no_hostile_name_leads_out_of_the_folder(inbox: Path, look: Look, now: datetime, tmp_path: Path) -> None:
    lines = {line for path in TRAVERSAL.iterdir() for line in path.read_bytes().splitlines() if line}
    made = 0
    (tmp_path / "secret").write_bytes(b"secret")
    for line in lines:
        transport.unreadable({"path": str(inbox)}, line.decode("utf-8", "backslashreplace"), sha256_hex(b"secret"))
    for line in lines:
        flat = line.replace(b"/", b"")
        if flat and len(flat) < 250 and not flat.startswith(b"."):
            write(inbox / os.fsdecode(flat), flat, now - timedelta(days=1))
            made += 1
    before = {name for name in lying(tmp_path) if not name.startswith("inbox/")}
    found = 0
    while names_now := names(look(now)):
        found += len(names_now)
    assert made > 300
    assert found == len(lying(inbox / "done"))
    assert {path.parent for path in inbox.rglob("*") if path.is_file()} == {inbox / "done"}
    assert {name for name in lying(tmp_path) if not name.startswith("inbox/")} == before


@pytest.mark.parametrize(
    "options",
    [{}, {"path": "inbox"}, {"path": "/dev/null"}, {"path": "/tmp", "mode": "move"}, {"path": "/tmp", "settle": "-1"}],
)
def test_options_that_cannot_work_are_refused(options: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        transport.check(options)


def test_good_options_pass(inbox: Path) -> None:
    transport.check({"path": str(inbox), "mode": "mirror", "settle": "2"})
    transport.check({"path": str(inbox / "later")})
