"""A home whose database is PostgreSQL: made, worked on and kept by the same commands."""

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.commanding import objects, process
from tests.cli.conftest import make
from wiredesk.settings.options import load


def test_a_home_on_postgresql_is_made_kept_and_brought_back(
    own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not own_database:
        pytest.skip("the main database of this run is SQLite")
    if shutil.which("pg_dump") is None:
        pytest.skip("PostgreSQL's client programs are not on this machine")
    monkeypatch.delenv("WIREDESK_DATABASE")
    courier = make(tmp_path, "--database", own_database)
    assert not (courier.home / "wiredesk.db").exists()
    before = objects(process("story", "list", "--json", home=courier.home).stdout)
    assert [row["standing"] for row in before] == ["live"] * 5
    process("story", "kill", before[0]["id"], "--reason", "as the agency asks", home=courier.home)
    other = tmp_path / "other"
    assert "--database" in process("--home", str(other), "restore", str(courier.backup), code=2).stderr
    done = process("--home", str(other), "restore", str(courier.backup), "--database", own_database)
    assert before[0]["id"] in done.stderr
    assert load(other).database == own_database
    assert objects(process("story", "list", "--json", home=other).stdout) == before
    assert "postgresql" in process("doctor", home=other).stdout
    assert "WIREDESK_DATABASE" not in os.environ
