"""`flow --until-idle`: one line a step, half-written files waited for, embargoes and intervals not."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commanding import command, rows
from tests.home_on_disk import Home
from tests.newspaper import item, rss
from wiredesk.house.titles import ensure_title
from wiredesk.wire.models import Quarantine

pytestmark = pytest.mark.django_db

STEPS = {
    "collect",
    "read",
    "adopt",
    "decide",
    "release",
    "deliver",
    "relate",
    "file",
    "search",
    "follow",
    "issues",
    "picture",
    "press",
}


@pytest.fixture
def inbox(home: Home, tmp_path: Path) -> Path:
    ensure_title(home.options)
    folder = tmp_path / "inbox"
    folder.mkdir()
    given = ("--provider", "ANI", "--transport", "folder", "--option", f"path={folder}", "--option", "interval=3600")
    command("service", "add", "wire", *given, "--section", "World")
    return folder


def flow() -> dict[str, dict[str, float]]:
    return {row["step"]: row for row in rows("flow", "--until-idle")}


def headlines() -> list[str]:
    return sorted(row["headline"] for row in rows("story", "list"))


def test_it_prints_one_object_a_step(inbox: Path) -> None:
    (inbox / "a.xml").write_bytes(rss(item("a"), "<item><title>No &#1; such</title></item>"))
    steps = flow()
    assert set(steps) == STEPS
    assert all(list(step) == ["step", "seen", "done", "quarantined", "seconds"] for step in steps.values())
    assert (steps["read"]["done"], steps["read"]["quarantined"]) == (1, 1)
    assert headlines() == ["Second lock opens at Port Anjal"]
    assert [step["done"] for step in flow().values()] == [0] * len(STEPS)
    assert (inbox / "done" / "a.xml").exists()


def test_a_service_is_asked_whatever_its_interval(inbox: Path) -> None:
    for name in ("a", "b"):
        (inbox / f"{name}.xml").write_bytes(rss(item(name, f"Headline of {name}", (f"Text of {name}, all of it.",))))
        assert flow()["collect"]["done"] == 1


def _in_parts(path: Path, data: bytes) -> Callable[[], None]:
    def write() -> None:
        with path.open("wb") as file:
            for start in range(0, len(data), len(data) // 6 + 1):
                file.write(data[start : start + len(data) // 6 + 1])
                file.flush()
                time.sleep(0.2)

    return write


def test_a_half_written_file_is_waited_for(inbox: Path) -> None:
    writer = threading.Thread(
        target=_in_parts(inbox / "slow.xml", rss(item("a"), item("b", "Ferry returns", ("Two.",))))
    )
    writer.start()
    time.sleep(0.1)
    flow()
    writer.join()
    assert headlines() == ["Ferry returns", "Second lock opens at Port Anjal"]
    assert not Quarantine.objects.exists()


def test_an_embargo_is_not_waited_for(inbox: Path) -> None:
    text = ("Not for publication until 2099-01-01 00:00 UTC", "The governor will speak about the lock and the boats.")
    (inbox / "a.xml").write_bytes(rss(item("a", "Governor speaks", text)))
    flow()
    (row,) = rows("story", "list")
    assert (row["standing"], row["url"]) == ("embargoed", None)


def test_what_is_quarantined_comes_back_by_replay(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox / "a.xml").write_bytes(rss(item("a"), "<item><title>No &#1; such</title></item>"))
    flow()
    (dry,) = rows("replay", "--since", "24h", "--dry-run")
    assert dry == {"transmissions": 1, "items": 1, "new": 0, "broken": 1}
    assert rows("replay", "--since", "24h") == [{"transmissions": 1}]
    assert not Quarantine.objects.filter(resolved_at__isnull=True).exists()
    steps = flow()
    assert (steps["read"]["seen"], steps["read"]["done"], steps["release"]["done"]) == (1, 0, 0)
    assert Quarantine.objects.filter(resolved_at__isnull=True).count() == 1
    assert len(headlines()) == 1


def test_an_item_that_our_own_fault_kept_out_comes_in_by_replay(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox / "a.xml").write_bytes(rss(item("a")))
    with monkeypatch.context() as patch:

        def faulty(*_: object, **__: object) -> None:
            raise LookupError("a fault of ours")

        patch.setattr("wiredesk.story.adopt.normalise", faulty)
        flow()
    assert not headlines()
    assert Quarantine.objects.get().reason == "own_fault"
    command("replay", "--since", "1h")
    flow()
    assert len(headlines()) == 1
    assert not Quarantine.objects.filter(resolved_at__isnull=True).exists()


@pytest.mark.parametrize("since", ["yesterday", "12", "9999999999999d", ""])
def test_a_time_that_is_none_is_said_so(since: str, inbox: Path) -> None:
    assert "24h" in command("replay", "--since", since, code=2).stderr


def test_flow_says_what_it_needs(home: Home) -> None:
    assert "--until-idle" in command("flow", code=2).stderr
