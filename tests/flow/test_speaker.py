"""Reading aloud fails for one story at a time, says so once, and is never tried for ever."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item
from tests.spoken_copy import ENCODES, install, name_in, speaker_of, spoken_by
from wiredesk.flow.audio_doctor import audio
from wiredesk.flow.finding import Finding
from wiredesk.outlets.spoken import programs
from wiredesk.outlets.spoken.failures import AGAIN_AFTER, TRIES, Failures
from wiredesk.outlets.spoken.speak import NotSpoken, Stopped, speak

OTHER = ("Nasirkot, October 26 : The bridge over the salt canal was painted green, the municipality said.",) * 3
COUNTS = '#!/bin/sh\ncat >/dev/null\necho tried >>"{tries}"\necho "no such voice" >&2\nexit 1\n'


@pytest.fixture
def made(home: Home, db: None) -> Newspaper:
    paper = Newspaper(home.changed(audio=True))
    paper.service()
    return paper


def finding(paper: Newspaper) -> Finding:
    (one,) = audio(paper.home.options, paper.now)
    return one


def test_a_story_that_cannot_be_spoken_is_tried_twice_and_no_more(
    made: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = tmp_path / "tries"
    install(tmp_path / "programs", monkeypatch, speaks=COUNTS.format(tries=tries))
    made.take(item("g1"))
    for _ in range(6):
        # A worker that was started anew knows of the tries before.
        assert spoken_by(speaker_of(made)) == 0
        made.later(seconds=AGAIN_AFTER.total_seconds() + 1)
    assert tries.read_text().count("tried") == TRIES
    last = Failures(made.home.path).last
    assert last is not None
    assert last.path == made.path_of("g1")
    assert "espeak-ng ended with 1: no such voice" in last.sentence


def test_after_one_failure_the_others_wait_a_moment(
    made: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = tmp_path / "tries"
    install(tmp_path / "programs", monkeypatch, speaks=COUNTS.format(tries=tries))
    made.take(item("g1"), item("g2", headline="Bridge painted green", paragraphs=OTHER))
    speaker = speaker_of(made)
    for _ in range(5):
        speaker.one()
    assert tries.read_text().count("tried") == 1


def test_what_fails_for_one_story_keeps_no_other_from_being_heard(
    made: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picky = '#!/bin/sh\ntext=$(cat)\ncase $text in Bridge*) exit 1 ;; esac\nprintf "%s" "$text"\n'
    install(tmp_path / "programs", monkeypatch, speaks=picky)
    made.take(item("g1"), item("g2", headline="Bridge painted green", paragraphs=OTHER))
    for _ in range(2):
        spoken_by(speaker_of(made))
    assert (name_in(made, "g1") != "", name_in(made, "g2")) == (True, "")


def test_a_program_that_never_ends_is_ended(made: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "programs", monkeypatch, speaks="#!/bin/sh\nexec sleep 60\n")
    made.take(item("g1"))
    began = time.monotonic()
    assert spoken_by(speaker_of(made, seconds=1.0)) == 0
    assert time.monotonic() - began < 15
    last = Failures(made.home.path).last
    assert last is not None
    assert "longer than 1.0 seconds" in last.sentence
    assert not list((made.home.path / "spoken").rglob("*.part"))


def test_a_paper_that_is_stopped_waits_for_no_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "programs", monkeypatch, speaks='#!/bin/sh\nexec "$0".waits 60\n')
    (tmp_path / "programs" / "espeak-ng.waits").symlink_to(str(shutil.which("sleep")))
    found = programs.found()
    assert found is not None
    stop = threading.Event()
    threading.Timer(0.5, stop.set).start()
    began = time.monotonic()
    with pytest.raises(Stopped):
        speak("A word.", "en", tmp_path / "x.part", found, stop)
    assert time.monotonic() - began < 10
    assert ended(tmp_path)


def ended(folder: Path) -> bool:
    """Whether every process that was started with something of this folder has ended, within some seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if not any(str(folder).encode() in line for line in commands()):
            return True
        time.sleep(0.05)
    return False


def commands() -> Iterator[bytes]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and entry.name != str(os.getpid()):
            with suppress(OSError):
                yield (entry / "cmdline").read_bytes()


SPEAKS_FOR_LONG = """
import sys, threading
from pathlib import Path
from wiredesk.outlets.spoken.programs import Programs
from wiredesk.outlets.spoken.speak import speak
print("begins", flush=True)
speak("A word.", "en", Path(sys.argv[1]), Programs(sys.argv[2], sys.argv[3]), threading.Event())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="children are tied to their parent on Linux only")
def test_a_worker_that_is_killed_leaves_no_voice_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = tmp_path / "begun"
    install(tmp_path / "programs", monkeypatch, speaks=f'#!/bin/sh\n: >"{begun}"\nexec "$0".waits 60\n')
    (tmp_path / "programs" / "espeak-ng.waits").symlink_to(str(shutil.which("sleep")))
    found = programs.found()
    assert found is not None
    words = [sys.executable, "-c", SPEAKS_FOR_LONG, str(tmp_path / "x.part"), found.speaker, found.encoder]
    worker = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 20
    while not begun.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert begun.exists()
    worker.kill()
    worker.wait()
    assert ended(tmp_path)


def test_an_encoder_that_fails_is_named_and_not_the_speaker_that_it_brought_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "programs", monkeypatch, encodes="#!/bin/sh\nexit 7\n")
    found = programs.found()
    assert found is not None
    with pytest.raises(NotSpoken, match="lame ended with 7"):
        speak("A word. " * 100_000, "en", tmp_path / "x.part", found, threading.Event())


def test_programs_that_make_nothing_are_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "programs", monkeypatch, encodes="#!/bin/sh\nexec cat >/dev/null\n")
    found = programs.found()
    assert found is not None
    with pytest.raises(NotSpoken, match="made nothing"):
        speak("A word.", "en", tmp_path / "x.part", found, threading.Event())


def test_a_very_long_text_comes_out_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "programs", monkeypatch)
    found = programs.found()
    assert found is not None
    text = "The harbour office opened the second lock. " * 50_000
    speak(text, "en", tmp_path / "x.part", found, threading.Event())
    assert (tmp_path / "x.part").read_bytes().rstrip(b"\0").decode() == text


def test_voices_come_after_everything_else_that_the_machine_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nice = os.nice(0)
    encodes = ENCODES.replace("{ cat;", "{ cat; cut -d ' ' -f 19 /proc/self/stat;")
    install(tmp_path / "programs", monkeypatch, encodes=encodes)
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}:/usr/bin:/bin")
    found = programs.found()
    assert found is not None
    speak("A word.\n", "en", tmp_path / "x.part", found, threading.Event())
    assert int((tmp_path / "x.part").read_bytes().rstrip(b"\0").split(b"\n")[1]) == max(19, nice)


def test_doctor_says_off_ready_what_to_install_and_what_failed(
    made: Newspaper, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (off,) = audio(home.options, made.now)
    assert (off.what, off.well, off.fact) == ("audio", True, "off")
    install(tmp_path / "programs", monkeypatch, speaks="", encodes="")
    without = finding(made)
    assert not without.well
    assert "sudo apt-get install espeak-ng lame" in without.fact
    rows = "".join(f" 5  {one}  --/M  Voice  file\n" for one in ("en-gb", "hi", "mr", "ur", "ta"))
    install(tmp_path / "programs", monkeypatch, speaks=f"#!/bin/sh\necho 'Pty Language'\nprintf '{rows}'\n")
    silent = finding(made)
    assert (silent.well, "no voice for bn" in silent.fact) == (False, True)
    install(tmp_path / "programs", monkeypatch, speaks=f"#!/bin/sh\necho 'Pty Language'\nprintf '{rows} 5 bn x'\n")
    assert (finding(made).well, finding(made).fact) == (True, "ready")
    Failures(made.home.path).note("/spoken/ab/cd-en.mp3", "/world/a/", "It could not be spoken.", made.now)
    failed = finding(made)
    assert not failed.well
    assert "not spoken: 1, the last /world/a/: It could not be spoken." in failed.fact
    made.later(hours=2)
    assert finding(made).well


def test_failures_that_cannot_be_read_are_forgotten(home: Home) -> None:
    (home.path / "spoken").mkdir()
    (home.path / "spoken" / "failures.json").write_bytes(b"{broken")
    assert Failures(home.path).last is None
