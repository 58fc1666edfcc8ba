"""`wiredesk run` on a home and a free port, as a reader's browser and the desk's find it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import msgspec

PATIENCE = 60.0
_SAID = re.compile(r"http://[^/\s]+:\d+")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class RunningPaper(msgspec.Struct, frozen=True):
    """One `wiredesk run`; `url` is where it answers, without a slash at its end."""

    url: str

    def signed_in(self, name: str, password: str) -> str:
        """The cookie, `name=value`, of somebody who just signed in at the desk."""
        with httpx.Client(base_url=self.url, follow_redirects=False, timeout=20) as client:
            form = _TOKEN.search(client.get("/desk/sign-in/").text)
            assert form is not None, "the sign-in page has no form"
            fields = {"csrfmiddlewaretoken": form[1], "username": name, "password": password}
            answer = client.post("/desk/sign-in/", data=fields, headers={"Referer": f"{self.url}/desk/sign-in/"})
            assert answer.status_code == 302, "nobody could sign in"
            return f"sessionid={client.cookies['sessionid']}"


@contextmanager
def running(home: Path, port: int = 0) -> Iterator[RunningPaper]:
    """Runs a home until the block ends; it answers when the block begins. A home with a clock stays at its time."""
    environment = os.environ | {"WIREDESK_HOME": str(home)}
    if (clock := home / "clock").exists():
        environment["WIREDESK_CLOCK"] = str(clock)
    told = home / "run.log"
    command = [sys.executable, "-m", "wiredesk", "run", "--port", str(port)]
    with told.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    try:
        yield RunningPaper(_address(told))
    finally:
        process.terminate()
        process.wait(timeout=30)


def _address(told: Path) -> str:
    """Where it says that it answers, once it does."""
    until = time.monotonic() + PATIENCE
    while (said := _SAID.search(told.read_text(encoding="utf-8"))) is None:
        assert time.monotonic() < until, f"wiredesk run said no address, but: {told.read_text(encoding='utf-8')}"
        time.sleep(0.05)
    return said[0]
