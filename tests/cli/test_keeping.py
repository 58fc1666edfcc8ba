"""init, backup and restore: a home is made, kept while the paper works, and brought back whole."""

import hashlib
import random
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.commanding import command, objects, process, started
from tests.cli.conftest import Courier, send
from tests.home_on_disk import Home
from tests.public.test_run import until
from wiredesk.common.errors import UsageError
from wiredesk.flow.backup import back_up, bring_back
from wiredesk.flow.locks import running, using
from wiredesk.settings.options import CONFIG_NAME, load
from wiredesk.wire import spool


def listed(home: Path) -> list[dict[str, object]]:
    return objects(process("story", "list", "--json", home=home).stdout)


def tree(home: Path) -> dict[str, str]:
    """Every file of a home but its locks, by its digest."""
    files = (path for path in home.rglob("*") if path.is_file() and path.parent.name != "run")
    return {str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def ask(home: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "wiredesk.db")) as db:
        return db.execute(query).fetchall()


def test_a_home_is_made_once_and_brought_up_to_date_after(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "courier"
    (row,) = objects(process("--home", str(home), "init", "--private", "--json").stdout)
    assert row["home"] == str(home)
    assert (home.stat().st_mode & 0o077, (home / CONFIG_NAME).stat().st_mode & 0o077) == (0, 0)
    assert (load(home).time_zone, load(home).private) == ("UTC", True)
    before = (home / CONFIG_NAME).read_bytes()
    assert "--upgrade" in command("init", str(home), code=2).stderr
    process("init", "--upgrade", home=home)
    assert (home / CONFIG_NAME).read_bytes() == before
    process("doctor", home=home)


def test_init_leaves_alone_what_it_cannot_make_a_home_of(tmp_path: Path) -> None:
    command("init", str(tmp_path / "a"), "--time-zone", "Asia/Nowhere", code=2)
    assert not (tmp_path / "a").exists()
    (tmp_path / "file").touch()
    command("init", str(tmp_path / "file"), code=2)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "wiredesk.db").touch()
    assert "wiredesk.db" in command("init", str(tmp_path / "b"), code=2).stderr
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["wiredesk.db"]
    assert "nothing to upgrade" in command("init", str(tmp_path / "none"), "--upgrade", code=2).stderr


def test_a_home_that_cannot_be_finished_is_not_begun(tmp_path: Path) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    said = process("init", str(tmp_path / "a"), "--database", nowhere, code=1).stderr
    assert "database cannot be used" in said
    assert not (tmp_path / "a" / CONFIG_NAME).exists()
    process("init", str(tmp_path / "a"))


def test_a_database_that_is_not_up_to_date_is_said_so(home: Home) -> None:
    (home.path / "wiredesk.db").touch()
    assert "--upgrade" in process("story", "list", home=home.path, code=1).stderr


def test_a_home_of_a_newer_wiredesk_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "courier"
    process("init", str(home))
    with closing(sqlite3.connect(home / "wiredesk.db")) as db:
        db.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('wire', '9999_later', '2026-03-09')")
        db.commit()
    for words in (
        ("story", "list"),
        ("flow", "--until-idle"),
        ("run", "--port", "0"),
        ("init", str(home), "--upgrade"),
    ):
        said = process(*words, home=home, code=2).stderr
        assert "newer wiredesk" in said
        assert "wire.9999_later" in said


def test_a_damaged_database_is_said_with_what_to_do(home: Home) -> None:
    (home.path / "wiredesk.db").write_bytes(b"no database at all, " * 500)
    assert "wiredesk restore FILE" in process("story", "list", home=home.path, code=1).stderr


@pytest.mark.parametrize("words", [("story", "list"), ("flow", "--until-idle"), ("run", "--port", "0"), ("doctor",)])
def test_a_database_that_is_gone_is_not_begun_anew(words: tuple[str, ...], home: Home) -> None:
    assert "wiredesk.db is missing" in process(*words, home=home.path, code=2).stderr
    assert "wiredesk.db is missing" in process("init", str(home.path), "--upgrade", code=2).stderr
    assert not (home.path / "wiredesk.db").exists()


def test_a_restore_brings_back_exactly_what_was_there(courier: Courier) -> None:
    before = listed(courier.home)
    assert len(before) == 5
    story = str(before[0]["id"])
    process("story", "kill", story, "--reason", "as the agency asks", home=courier.home)
    process("related", "rebuild", home=courier.home)
    assert (courier.home / "related").is_dir()
    (courier.home / "spoken").mkdir()
    assert "--yes" in command("--home", str(courier.home), "restore", str(courier.backup), code=2).stderr
    done = process("restore", str(courier.backup), "--yes", home=courier.home)
    assert listed(courier.home) == before
    assert story in done.stderr, "what was killed since is open again, and that is said"
    # They are of the time after the backup: whoever writes them next begins none of them where they stopped.
    assert not [name for name in ("related", "search", "related.rebuild", "spoken") if (courier.home / name).exists()]
    process("doctor", home=courier.home)


def test_a_backup_makes_a_home_anywhere(courier: Courier, tmp_path: Path) -> None:
    assert courier.backup.stat().st_mode & 0o077 == 0
    other = tmp_path / "other"
    assert bring_back(other, courier.backup) == ()
    assert load(other).name == "The Dharvel Courier"
    assert ask(other, "SELECT * FROM story_version") == ask(courier.home, "SELECT * FROM story_version")
    assert not list(other.glob(".restore-*"))


def test_in_a_backup_made_while_the_paper_works_every_row_finds_its_bytes(courier: Courier, tmp_path: Path) -> None:
    for number in range(100, 160):
        send(courier.inbox, number)
    flow = started("flow", "--until-idle", home=courier.home)
    seen = len(list((courier.home / "spool").rglob("*.zst")))
    until(lambda: len(list((courier.home / "spool").rglob("*.zst"))) > seen, 30)
    back_up(load(courier.home), tmp_path / "busy.tar")
    assert flow.wait(timeout=60) == 0
    bring_back(tmp_path / "other", tmp_path / "busy.tar")
    digests = [str(digest) for (digest,) in ask(tmp_path / "other", "SELECT digest FROM wire_transmission WHERE kept")]
    assert digests
    assert all(spool.get(tmp_path / "other", digest) for digest in digests)
    process("flow", "--until-idle", home=tmp_path / "other")
    live = "SELECT count(*) FROM decisions_standing WHERE state = 'live'"
    assert ask(tmp_path / "other", live) == ask(tmp_path / "other", "SELECT count(*) FROM story_story")
    assert ask(tmp_path / "other", "SELECT * FROM wire_quarantine") == []


def test_a_damaged_backup_is_refused_and_nothing_changes(courier: Courier, tmp_path: Path) -> None:
    before, whole = tree(courier.home), courier.backup.read_bytes()
    damaged = {"cut": whole[: len(whole) // 2], "cut at a member": whole[: 512 * 8], "empty": b"", "other": b"no tar"}
    for name, data in damaged.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UsageError, match="Nothing was changed"):
            bring_back(courier.home, tmp_path / name)
    assert tree(courier.home) == before


def test_no_byte_of_what_was_kept_can_change_unseen(courier: Courier, tmp_path: Path) -> None:
    whole, chance = courier.backup.read_bytes(), random.Random(7)
    with tarfile.open(courier.backup) as archive:
        members = [member for member in archive if member.isfile() and member.size]
    for member in members:
        flipped = bytearray(whole)
        flipped[member.offset_data + chance.randrange(member.size)] ^= 0x01
        (tmp_path / "flipped").write_bytes(flipped)
        with pytest.raises(UsageError, match="Nothing was changed"):
            bring_back(tmp_path / "other", tmp_path / "flipped")


def test_a_backup_replaces_another_only_when_told(
    courier: Courier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIREDESK_HOME", str(courier.home))
    file = tmp_path / "monday.tar"
    file.write_bytes(b"another")
    assert "--yes" in command("backup", str(file), code=2).stderr
    assert file.read_bytes() == b"another"
    command("backup", str(file), "--yes")
    assert file.stat().st_size > 10_000
    command("backup", str(tmp_path / "no" / "such" / "folder.tar"), code=2)
    assert not [path for path in courier.home.iterdir() if path.name.startswith(".backup")]


def test_no_backup_is_written_over_the_home_itself(courier: Courier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREDESK_HOME", str(courier.home))
    before = (courier.home / "wiredesk.db").read_bytes()[:16]
    for part in ("wiredesk.db", CONFIG_NAME, "pages.db", "spool/monday.tar"):
        assert "part of the home" in command("backup", str(courier.home / part), "--yes", code=2).stderr
    assert (courier.home / "wiredesk.db").read_bytes()[:16] == before
    command("backup", str(courier.home / "monday.tar"))


def test_a_home_in_use_is_not_restored(courier: Courier) -> None:
    before = tree(courier.home)
    with running(courier.home), pytest.raises(UsageError, match="running already"):
        bring_back(courier.home, courier.backup)
    with using(courier.home), pytest.raises(UsageError, match="Another wiredesk command"):
        bring_back(courier.home, courier.backup)
    assert tree(courier.home) == before
