"""What a reader and the desk see, in Chromium: nothing for axe to find, no fault of markup, Lighthouse content.

One paper for all of it, made by the commands an operator would use, from files of the simulated agency.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

HERE = Path(__file__).parent
CHROMIUM = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
PASSWORD = "a long enough password"
FEEDS = {"world": "World", "urdu": "Urdu", "hindi": "Hindi"}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(900),
    pytest.mark.skipif(
        not (Path(CHROMIUM).exists() and (HERE / "node_modules").is_dir() and shutil.which("node")),
        reason="needs Chromium and Node: script/setup --browser",
    ),
]


class Site(msgspec.Struct, frozen=True):
    """A running paper: its address, and one path of each kind of page."""

    address: str
    article: str
    urdu: str
    gone: str
    desk_cookie: str

    @property
    def readers_pages(self) -> list[str]:
        paths = ("/", "/world/", "/urdu/", self.article, self.urdu, self.gone, "/nothing-here/")
        return [self.address + path for path in paths]


def _wiredesk(home: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WIREDESK_", "DJANGO_"))}
    command = [sys.executable, "-m", "wiredesk", *arguments]
    done = subprocess.run(
        command, env={**environment, "WIREDESK_HOME": str(home)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _stories(home: Path, service: str) -> list[dict[str, str]]:
    listed = _wiredesk(home, "story", "list", "--standing", "live", "--service", service, "--json")
    return [json.loads(line) for line in listed.splitlines()]


def _path(story: dict[str, str]) -> str:
    return "/" + story["url"].split("/", 3)[3]


def _signed_in(address: str) -> str:
    with httpx.Client(base_url=address, follow_redirects=True) as client:
        form = client.get("/desk/sign-in/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        assert token
        fields = {"username": "editor", "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        client.post("/desk/sign-in/", data=fields, headers={"Referer": f"{address}/desk/sign-in/"})
        return f"sessionid={client.cookies['sessionid']}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A paper with a made-up day in it, one story killed, and somebody signed in at its desk."""
    folder = tmp_path_factory.mktemp("paper")
    home = folder / "home"
    _wiredesk(home, "init", str(home), "--name", "The Harbour Courier", "--made-up")
    wire = folder / "wire"
    _wiredesk(home, "agency", "--folder", str(wire), "--flat-out", "--no-pictures", "--count", "60")
    for feed, section in FEEDS.items():
        where = ("--option", f"path={wire / feed}", "--option", "settle=0")
        _wiredesk(
            home, "service", "add", feed, "--provider", "HW", "--transport", "folder", *where, "--section", section
        )
    _wiredesk(home, "flow", "--until-idle")
    world = _stories(home, "world")
    _wiredesk(home, "story", "kill", world[0]["id"], "--reason", "To look at its notice.")
    _wiredesk(home, "flow", "--until-idle")
    _wiredesk(home, "person", "add", "editor", "--role", "operator", "--password", PASSWORD)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WIREDESK_", "DJANGO_"))}
    with subprocess.Popen(
        [sys.executable, "-m", "wiredesk", "run", "--port", "0"],
        env={**environment, "WIREDESK_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        try:
            assert running.stdout
            said = next(found for line in running.stdout if (found := re.search(r"http://[\w.]+:\d+", line)))
            yield Site(
                address=said[0],
                article=_path(world[1]),
                urdu=_path(_stories(home, "urdu")[0]),
                gone=_path(world[0]),
                desk_cookie=_signed_in(said[0]),
            )
        finally:
            running.terminate()


def _node(script: str, *arguments: str) -> list[dict[str, object]]:
    """What a check printed, an object a line; its exit code only says whether there is anything to mend."""
    command = ["node", str(HERE / script), "--json", *arguments]
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": CHROMIUM}, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout or not done.returncode, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_axe_and_the_console_have_nothing_to_say_to_readers(site: Site) -> None:
    looked = _node("audit.mjs", *site.readers_pages)
    assert {result["status"] for result in looked} == {200, 404, 410}
    assert len(looked) == len(site.readers_pages) * 4
    assert not [result for result in looked if result["found"]]


def test_axe_and_the_console_have_nothing_to_say_to_the_desk(site: Site) -> None:
    pages = [f"{site.address}/desk/{page}" for page in ("sign-in/", "", "quarantine/")]
    looked = _node("audit.mjs", "--cookie", site.desk_cookie, *pages)
    assert {result["status"] for result in looked} == {200}
    assert not [result for result in looked if result["found"]]


def test_readers_pages_are_html_by_the_standard(site: Site) -> None:
    assert not _node("validate.mjs", *site.readers_pages)


def test_lighthouse_has_nothing_to_add(site: Site) -> None:
    results = _node("lighthouse.mjs", site.address + "/", site.address + site.article)
    assert len(results) == 2
    assert not [result for result in results if result["lost"]]
