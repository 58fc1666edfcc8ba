"""`wiredesk run` on a home of the measurement's own: started, asked, stopped."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.serve import free_port

PATIENCE = 120.0
"""Seconds that anything may take before it counts as hung: two busy cores are slow, not broken."""


class Hung(AssertionError):
    """Something that was waited for did not come."""


class Running:
    """One home at work, its output in `run.log` beside it. Killed from outside, it is started again by `start`."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home, self.port = home, free_port()
        self.log = home.parent / "run.log"
        self._environment: Mapping[str, str] = {**os.environ, "WIREDESK_DATABASE": "", **environment}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start it; returns at once."""
        argv = [sys.executable, "-m", "wiredesk", "--home", str(self.home), "run", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(argv, stdout=log, stderr=log, env=self._environment)
        return self

    def stop(self) -> None:
        """End it in good order, or by force where that takes too long."""
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=30)
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def get(self, path: str) -> tuple[int, bytes]:
        """A page's status and bytes, asked for until the server is there; raises Hung."""
        end = time.monotonic() + PATIENCE
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "identity"})
                answer = connection.getresponse()
                return answer.status, answer.read()
            except (OSError, http.client.HTTPException) as fault:
                if time.monotonic() > end:
                    raise Hung(f"The server did not come back: {fault}.") from fault
                time.sleep(0.05)
            finally:
                connection.close()
