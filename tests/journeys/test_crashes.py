"""Real processes, killed at random moments or pushed to their limit: nothing is lost, doubled or shown too early."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench.crash import crash
from bench.running import PATIENCE, Running
from wiredesk.agency.backlog import backlog
from wiredesk.agency.push import push

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="children are tied to their parent on Linux only"),
    pytest.mark.timeout(900),
]

TOKEN = "only-for-tests-0123456789"
WAITING, PUSHED, RATE = 1500, 500, 50.0

WITH_A_BACKLOG = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from wiredesk.cli.frame import start_django
home, token, waiting = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
start_django(home)
from wiredesk.agency.backlog import backlog
from wiredesk.wire import spool
from wiredesk.wire.models import Service, Transmission
from wiredesk.wire.services import NewService, add
now = datetime.now(UTC)
add(NewService(name="wire", provider="HW", transport="push", options={"token": token}, section="City"), now)
service = Service.objects.get(name="wire")
datas = [batch.data for batch in backlog(waiting, start=now - timedelta(days=1), days=0.9)]
Transmission.objects.bulk_create(
    Transmission(service=service, digest=digest, size=len(data), received_at=now)
    for digest, data in zip(spool.put_all(home, datas), datas, strict=True)
)
"""


def test_twenty_kills_during_a_day_leave_the_pages_of_an_undisturbed_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WIREDESK_DATABASE", raising=False)
    result = crash(tmp_path, kills=20, stories=75, seed=7)
    assert result.kills == {"supervisor": 5, "web": 5, "server": 5, "worker": 5}
    assert result.items > 80
    assert result.pages > 150
    assert result.pages_sampled > 500


def live(home: Path) -> int:
    """How many stories are public, by the database itself; of so many made-up ones some say the same, on one page."""
    with closing(sqlite3.connect(f"file:{home / 'wiredesk.db'}?mode=ro", uri=True, timeout=30)) as database:
        found = database.execute(
            "SELECT count(*) FROM decisions_standing WHERE state = 'live' AND released_at IS NOT NULL"
        ).fetchone()
    return int(found[0])


def delivered(home: Path) -> bool:
    """Whether every change has reached its pages."""
    with closing(sqlite3.connect(f"file:{home / 'wiredesk.db'}?mode=ro", uri=True, timeout=30)) as database:
        left = database.execute("SELECT count(*) FROM publication_change WHERE delivered_at IS NULL").fetchone()
    return int(left[0]) == 0


def test_fifty_pushes_a_second_beside_a_full_backlog_meet_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WIREDESK_DATABASE", raising=False)
    home = tmp_path / "home"
    environment = os.environ | {"WIREDESK_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "wiredesk", "init", str(home)], check=True, stdout=subprocess.DEVNULL)
    arranged = [sys.executable, "-c", WITH_A_BACKLOG, str(home), TOKEN, str(WAITING)]
    subprocess.run(arranged, check=True, env=environment)
    # Each its own document, made beforehand: making one takes as long as sending it.
    start = datetime.now(UTC) - timedelta(hours=1)
    documents = [batch.data for n in range(PUSHED) for batch in backlog(1, start=start, first=1_000_000 + n)]
    with Running(home) as running:
        end = time.monotonic() + PATIENCE
        while running.get("/")[0] != 200:
            assert time.monotonic() < end, "the paper never answered"
            time.sleep(0.1)
        told: list[str] = []
        went = push(
            documents, url=f"http://127.0.0.1:{running.port}/push/wire", token=TOKEN, rate=RATE, tell=told.append
        )
        assert (went.accepted, went.refused, went.failed, told) == (PUSHED, 0, 0, [])
        end = time.monotonic() + PATIENCE
        while live(home) < WAITING + PUSHED or not delivered(home):
            assert time.monotonic() < end, f"{live(home)} of {WAITING + PUSHED} are live"
            time.sleep(0.2)
    said = running.log.read_text()
    assert "locked" not in said
    assert "work_failed" not in said
    assert "push_not_stored" not in said
