"""The wiredesk command for tests: in this process, on the test's database, or as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from wiredesk.cli.main import main


def command(*words: str, code: int = 0) -> Result:
    """Run a command here; its exit code must be this one."""
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code == code, (done.output, done.exception)
    return done


def rows(*words: str, code: int = 0) -> list[dict[str, Any]]:
    """The objects that a command prints with --json, one a line."""
    return objects(command(*words, "--json", code=code).stdout)


def objects(text: str) -> list[dict[str, Any]]:
    """One JSON object a line."""
    return [json.loads(line) for line in text.splitlines()]


def process(*words: str, home: Path | None = None, code: int = 0, **named: Any) -> subprocess.CompletedProcess[str]:
    """Run a command as a process, on the home named or on none; its exit code must be this one."""
    environment = {name: value for name, value in os.environ.items() if name != "WIREDESK_HOME"}
    if home is not None:
        environment["WIREDESK_HOME"] = str(home)
    done = subprocess.run(
        [sys.executable, "-m", "wiredesk", *words],
        capture_output=True,
        text=True,
        env=environment,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
        **named,
    )
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    return done


def started(*words: str, home: Path) -> subprocess.Popen[str]:
    """Start a command as a process; whoever does ends it."""
    return subprocess.Popen(
        [sys.executable, "-m", "wiredesk", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"WIREDESK_HOME": str(home)},
    )
