"""Printed pages in a browser: everybody can read them, nothing moves, and every way through them leads on.

Needs Chromium, Node, Java and tests/browser/node_modules, all of which `script/setup --browser` makes.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
from lxml import html

from tests.browser.looking import NEEDS, ROOT, node, to_mend
from tests.running_paper import running
from wiredesk.settings.options import CONFIG_NAME, with_value

DAY = "2026-03-09"
ISSUE = f"/epaper/dharvel/{DAY}/"
URDU = f"/epaper/dharvel-urdu/{DAY}/"
WORDS = "harbour"

pytestmark = NEEDS


READER, PASSWORD = "ravi", "a ferry at the quay"


def _wiredesk(home: Path, *words: str) -> None:
    environment = os.environ | {"WIREDESK_HOME": str(home), "WIREDESK_CLOCK": str(home / "clock")}
    command = [sys.executable, "-m", "wiredesk", *words, "--json"]
    subprocess.run(command, check=True, env=environment, capture_output=True)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper with a made-up issue of one city, and a press's in Urdu."""
    home = tmp_path_factory.mktemp("epaper") / "home"
    command = [sys.executable, "-m", "tests.demo_home", str(home), "--stories", "60"]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    _wiredesk(home, "epaper", "make", "--edition", "dharvel", "--date", DAY)
    _wiredesk(home, "edition", "add", "دھروَل", "--slug", "dharvel-urdu", "--covers", "Dharvel", "--language", "ur")
    (pdf,) = (home / "epaper" / "originals").rglob("*.pdf")
    _wiredesk(home, "epaper", "import", str(pdf), "--edition", "dharvel-urdu", "--date", DAY)
    return home


@pytest.fixture(scope="module")
def url(home: Path) -> Iterator[str]:
    """Where everybody reads it."""
    with running(home) as started, httpx.Client(base_url=started.url, timeout=20) as client:
        until = time.monotonic() + 120
        # The paper's first issue: every page is pressed anew with the way to it, the fronts first.
        while '"/epaper/"' not in client.get("/").text:
            assert time.monotonic() < until, "the front page does not lead to printed pages"
            time.sleep(0.2)
        yield started.url


@pytest.fixture(scope="module")
def kept_to_readers(home: Path) -> Iterator[str]:
    """Where only who signs in reads its printed pages, and a download is marked."""
    copy = home.with_name("copy")
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("run"))
    _wiredesk(copy, "person", "add", READER, "--role", "reader", "--password", PASSWORD)
    file = copy / CONFIG_NAME
    text = with_value(file.read_text(encoding="utf-8"), "epaper_signed_in", value=True)
    file.write_text(with_value(text, "epaper_watermark", value=True), encoding="utf-8")
    with running(copy) as started:
        yield started.url


class Changed(msgspec.Struct, frozen=True):
    """A paper after a kill and a correction, and which of page one's stories they were."""

    url: str
    gone: str
    corrected: str


@pytest.fixture(scope="module")
def changed(home: Path) -> Iterator[Changed]:
    """A paper that killed one story of its page one, and corrected another, after both issues were published."""
    copy = home.with_name("changed")
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("run"))
    clock = copy / "clock"
    clock.write_text((datetime.fromisoformat(clock.read_text("utf-8")) + timedelta(minutes=5)).isoformat(), "utf-8")
    with running(copy) as started, httpx.Client(base_url=started.url, timeout=20) as client:
        page = html.fromstring(client.get(f"{ISSUE}1/").content)
        gone, corrected = (one.removeprefix("s-") for one in page.xpath("//article[@class='printed']/@id")[1:3])
        _wiredesk(copy, "story", "correct", corrected, "--note", "Seven weeks, not eight")
        _wiredesk(copy, "story", "kill", gone, "--reason", "Names a minor")
        until = time.monotonic() + 120
        # The press's page is painted over, and the paper's own made up again: nothing of either is shown meanwhile.
        while any(_is_bare(client, issue) for issue in (ISSUE, URDU)) or gone in client.get(f"{ISSUE}1/").text:
            assert time.monotonic() < until, "the pages are not shown again"
            time.sleep(0.5)
        yield Changed(started.url, gone, corrected)


def _is_bare(client: httpx.Client, issue: str) -> bool:
    return bool(html.fromstring(client.get(f"{issue}1/").content).xpath("//div[contains(@class, 'bare')]"))


def test_printed_pages_are_open_to_everybody_stand_still_and_fit(url: str) -> None:
    paths = (
        *("/epaper/", ISSUE, f"{ISSUE}1/", f"{ISSUE}2/", "/epaper/dharvel/", "/epaper/2026-03/"),
        *(f"/epaper/dharvel-urdu/{DAY}/", f"/epaper/dharvel-urdu/{DAY}/1/", f"/search/epaper/?q={WORDS}"),
    )
    results = node("audit.mjs", "--json", "--themes", *(url + path for path in paths))
    assert len(results) == len(paths) * 8
    assert {one["status"] for one in results} == {200}
    assert to_mend(results) == []


def test_a_reader_finds_the_way_through_a_printed_page(url: str) -> None:
    journeys = node("epaper.mjs", "--base", url, "--issue", ISSUE, "--words", WORDS)
    assert len(journeys) == 14
    assert {one["name"]: one["failed"] for one in journeys if one["failed"]} == {}


def test_what_changed_since_it_was_printed_is_seen_on_the_page(changed: Changed) -> None:
    given = ("--gone", changed.gone, "--corrected", changed.corrected)
    seen = node("changed.mjs", "--base", changed.url, "--page", f"{URDU}1/", *given)
    assert len(seen) == 4
    assert "\n".join(one["failed"] for one in seen if one["failed"]) == ""
    results = node("audit.mjs", "--json", "--themes", *(f"{changed.url}{issue}1/" for issue in (ISSUE, URDU)))
    assert {one["status"] for one in results} == {200}
    assert to_mend(results) == []


def test_a_reader_signs_in_and_comes_to_the_page(kept_to_readers: str) -> None:
    given = ("--reader", READER, "--password", PASSWORD, "--words", WORDS)
    journeys = node("door.mjs", "--base", kept_to_readers, "--issue", ISSUE, *given)
    assert len(journeys) == 4
    assert {one["name"]: one["failed"] for one in journeys if one["failed"]} == {}
