"""What the tests in a browser stand on: the paper as it answers, and what the scripts beside this file found."""

import json
import os
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest

BROWSER = Path(__file__).parent
ROOT = BROWSER.parents[1]

_MISSING = [
    what
    for what, there in {
        "chromium": Path(os.environ.get("CHROME_PATH", "/usr/bin/chromium")).exists(),
        "node": shutil.which("node"),
        "java": shutil.which("java"),
        "tests/browser/node_modules": (BROWSER / "node_modules").is_dir(),
    }.items()
    if not there
]
NEEDS = [
    pytest.mark.browser,
    pytest.mark.timeout(900),
    pytest.mark.skipif(bool(_MISSING), reason=f"{', '.join(_MISSING)} missing: run script/setup --browser"),
]
"""What every module here is marked with: it is skipped where something is missing."""


class Shown(msgspec.Struct, frozen=True):
    """The paper as it answers: `paths` by kind of page, `cookie` of somebody at the desk."""

    url: str
    paths: dict[str, str]
    cookie: str

    def urls(self, *kinds: str) -> list[str]:
        return [self.url + self.paths.get(kind, kind) for kind in kinds]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def node(script: str, *arguments: str, given: str | None = None) -> list[dict[str, Any]]:
    """What a script of this folder found: one object a line; `given` is what it reads."""
    done = subprocess.run(
        ["node", script, *arguments], cwd=BROWSER, capture_output=True, text=True, timeout=800, check=False, input=given
    )
    assert not done.stderr.strip() or done.stdout, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def to_mend(results: list[dict[str, Any]]) -> list[str]:
    """What audit.mjs found, a line a finding."""
    return [f"{one['url']} {one['width']} {one['scheme']}: {line}" for one in results for line in one["found"]]
