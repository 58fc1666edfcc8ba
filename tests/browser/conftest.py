"""One paper for all tests in a browser: a made-up day takes longer to live through than most of them."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.browser.looking import ROOT, Shown, free_port
from tests.demo_home import PERSON
from tests.running_paper import running


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    home, port = tmp_path_factory.mktemp("demo") / "home", free_port()
    url = f"http://localhost:{port}"
    # A process of its own: Django here stands on the tests' home already.
    command = [sys.executable, "-m", "tests.demo_home", str(home), "--stories", "90", "--address", url]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    with running(home, port) as started:
        cookie = started.signed_in(PERSON, (home / "password").read_text(encoding="utf-8"))
        yield Shown(url, json.loads((home / "addresses.json").read_text(encoding="utf-8")), cookie)
