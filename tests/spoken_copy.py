"""Stories read aloud in tests: by programs made up for the test, or by those of the machine."""

import shutil
import threading
from pathlib import Path

import pytest

from tests.newspaper import Newspaper
from wiredesk.flow.speaker import Speaker

MISSING = [name for name in ("espeak-ng", "lame") if shutil.which(name) is None]
needs_the_programs = pytest.mark.skipif(
    bool(MISSING), reason=f"{' and '.join(MISSING)} missing: run script/setup --services"
)

# What these "speak" is the text itself, so that a test can read it in the file.
SPEAKS = "#!/bin/sh\nexec cat\n"
ENCODES = """#!/bin/sh
for target; do :; done
{ cat; head -c 600 /dev/zero; } >"$target"
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, *, speaks: str = SPEAKS, encodes: str = ENCODES) -> None:
    """Have these programs stand where the machine's would be found; an empty one is missing."""
    folder.mkdir(exist_ok=True)
    for name, text in (("espeak-ng", speaks), ("lame", encodes)):
        (folder / name).unlink(missing_ok=True)
        if text:
            (folder / name).write_text(text, encoding="utf-8")
            (folder / name).chmod(0o755)
    # The shell's own tools, and none of the two programs.
    tools = folder / "tools"
    if not tools.exists():
        tools.mkdir()
        for name in ("cat", "head", "sleep"):
            (tools / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setenv("PATH", f"{folder}:{tools}")


def speaker_of(paper: Newspaper, *, seconds: float = 20.0) -> Speaker:
    """What reads a paper's stories aloud, on the paper's time."""
    return Speaker(paper.paper, paper.clock, threading.Event(), seconds=seconds)


def spoken_by(speaker: Speaker) -> int:
    """Have it speak until nothing is due; returns how many stories it made or showed."""
    count = 0
    while speaker.one():
        count += 1
        assert count < 50, "it never ends"
    return count


def name_in(paper: Newspaper, guid: str) -> str:
    """The name of the file at a story's address; empty where there is none."""
    status, text = paper.page(paper.path_of(guid) + "story.mp3")
    assert status in (200, 404)
    return text if status == 200 else ""
