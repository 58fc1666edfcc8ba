"""A story that the server reads aloud, in a browser: everybody finds the player, nothing moves, and it plays.

Needs what the other tests in a browser need, and espeak-ng and lame, which `script/setup --services` installs.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.browser.looking import NEEDS, ROOT, Shown, node, to_mend
from tests.running_paper import running
from tests.spoken_copy import needs_the_programs
from wiredesk.settings.options import CONFIG_NAME, with_value

pytestmark = [*NEEDS, needs_the_programs]
KINDS = ("updated", "hindi", "urdu")


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A paper whose stories of these kinds can be heard."""
    home = tmp_path_factory.mktemp("spoken") / "home"
    command = [sys.executable, "-m", "tests.demo_home", str(home), "--stories", "40"]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    paths = json.loads((home / "addresses.json").read_text(encoding="utf-8"))
    file = home / CONFIG_NAME
    file.write_text(with_value(file.read_text(encoding="utf-8"), "audio", value=True), encoding="utf-8")
    with running(home) as started, httpx.Client(base_url=started.url, timeout=20) as client:
        until = time.monotonic() + 180
        while any("<audio" not in client.get(paths[kind]).text for kind in KINDS):
            assert time.monotonic() < until, f"not spoken: {(home / 'run.log').read_text(encoding='utf-8')[-2000:]}"
            time.sleep(0.5)
        yield Shown(started.url, paths, "")


def test_a_spoken_story_is_open_to_everybody_stands_still_and_fits(heard: Shown) -> None:
    results = node("audit.mjs", "--json", "--themes", *heard.urls(*KINDS))
    assert {one["status"] for one in results} == {200}
    assert to_mend(results) == []


def test_a_spoken_story_is_valid_html(heard: Shown) -> None:
    assert node("validate.mjs", "--json", *heard.urls(*KINDS)) == []


def test_a_spoken_story_plays_from_where_a_reader_wants(heard: Shown) -> None:
    for one in node("listening.mjs", *heard.urls(*KINDS)):
        assert one["seconds"] > 5, one
        assert one["at"] > one["seconds"] / 2, one
        assert one["fetched"] == 0, "nothing is fetched before it is played"
