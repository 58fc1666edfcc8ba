"""The turn: one process at a time, and whoever takes it knows whether another one had it since."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from wiredesk.flow.locks import FOLDER, turn

OTHER = """
import sys
from pathlib import Path
from wiredesk.flow.locks import turn
with turn(Path(sys.argv[1])) as another:
    print(another)
"""


def other(home: Path) -> str:
    run = subprocess.run(
        [sys.executable, "-c", OTHER, str(home)], check=True, capture_output=True, text=True, timeout=60
    )
    return run.stdout.strip()


def taken(home: Path) -> bool:
    with turn(home) as another:
        return another


def test_who_takes_a_turn_knows_whether_another_process_had_one(tmp_path: Path) -> None:
    assert taken(tmp_path), "nobody knows what happened before"
    assert not taken(tmp_path)
    assert other(tmp_path) == "True"
    assert taken(tmp_path)
    assert not taken(tmp_path)


def test_a_turn_ends_with_a_fault_in_it(tmp_path: Path) -> None:
    try:
        with turn(tmp_path):
            raise ValueError
    except ValueError:
        pass
    assert other(tmp_path) == "True"


def test_a_turn_within_a_turn_is_refused_and_the_outer_one_goes_on(tmp_path: Path) -> None:
    with turn(tmp_path):
        with pytest.raises(RuntimeError, match="already"), turn(tmp_path):
            pass
        said: list[str] = []
        thread = threading.Thread(target=lambda: said.append(str(taken(tmp_path))))
        thread.start()
        thread.join(0.2)
        assert not said, "it waits for its turn"
    thread.join(10)
    assert said == ["False"]


def test_another_thread_waits_for_its_turn(tmp_path: Path) -> None:
    said: list[str] = []

    def take() -> None:
        with turn(tmp_path):
            said.append("second")

    with turn(tmp_path):
        thread = threading.Thread(target=take)
        thread.start()
        thread.join(0.2)
        said.append("first")
    thread.join(10)
    assert said == ["first", "second"]


def test_a_lock_that_was_replaced_is_not_held_on_to(tmp_path: Path) -> None:
    assert taken(tmp_path)
    path = tmp_path / FOLDER / "turn.lock"
    path.unlink()
    assert taken(tmp_path), "the new file says nothing of us"
    assert path.read_text() == str(os.getpid())
