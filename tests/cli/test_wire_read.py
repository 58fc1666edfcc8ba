"""`wire read`: what wiredesk makes of a file, without a home, a database or a trace."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commanding import command, rows
from tests.newspaper import item, rss

FIELDS = """
    format guid version pub_status role headline slugline byline dateline located language urgency subjects sent_at
    created_at updated_at embargoed_until ed_note body_text body_html pictures repairs
"""


@pytest.fixture(autouse=True)
def _no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WIREDESK_HOME", raising=False)


def read(path: Path, *words: str, code: int = 0) -> list[dict[str, Any]]:
    return rows("wire", "read", str(path), *words, code=code)


def wrote(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_it_prints_an_object_an_item_with_every_field(tmp_path: Path) -> None:
    body = ("Port Anjal [Ansuria], October 26 (ANI): The second lock opened on Sunday, engineer Tavi Roan said.",)
    feed = wrote(tmp_path / "feed.xml", rss(item("a", paragraphs=body), item("b", paragraphs=("Boats had waited.",))))
    one, other = read(feed, "--provider", "ANI")
    assert one.keys() >= set(FIELDS.split())
    assert (one["format"], one["guid"], one["pub_status"], one["role"]) == ("rss", "a", "usable", "story")
    assert one["located"] == {"name": "Port Anjal", "country": "Ansuria"}
    assert one["dateline"] == "Port Anjal [Ansuria], October 26 (ANI):"
    assert one["byline"] == "ANI"
    assert one["body_text"] == body[0]
    assert one["body_html"] == f"<p>{body[0]}</p>"
    assert datetime.fromisoformat(one["created_at"]).utcoffset() is not None
    assert other["located"] is None


def test_a_country_that_is_not_stated_is_null(tmp_path: Path) -> None:
    body = ("New Delhi, Jul 7 (PTI) The harbour office opened the second lock.",)
    (one,) = read(wrote(tmp_path / "x", rss(item("a", paragraphs=body))), "--provider", "PTI")
    assert one["located"] == {"name": "New Delhi", "country": None}


def test_a_broken_item_stands_beside_its_neighbours_and_the_code_is_3(tmp_path: Path) -> None:
    data = rss(item("a"), "<item><title>No &#1; such</title><guid>b</guid></item>", item("c", "Third"))
    one, broken, other = read(wrote(tmp_path / "feed", data), code=3)
    assert (one["guid"], other["guid"]) == ("a", "c")
    assert broken["quarantined"]
    assert broken["detail"]


@pytest.mark.parametrize("data", [b"", b"\x00\xff\xfe\x01" * 400, b"%PDF-1.7", b"<html><body>x</body></html>", b"<rss"])
def test_what_is_no_feed_is_quarantined_with_what_it_is(data: bytes, tmp_path: Path) -> None:
    (one,) = read(wrote(tmp_path / "x", data), code=3)
    assert set(one) >= {"quarantined", "detail"}


def test_a_format_that_the_file_is_not_is_said_so(tmp_path: Path) -> None:
    feed = wrote(tmp_path / "x", rss(item("a")))
    (one,) = read(feed, "--format", "atom", code=3)
    assert one["quarantined"] == "other_format"
    assert "auto, or one of: rss, atom" in command("wire", "read", str(feed), "--format", "nitf", code=2).stderr


@pytest.mark.parametrize("name", ["missing.xml", "."])
def test_what_cannot_be_opened_is_a_usage_error(name: str, tmp_path: Path) -> None:
    assert "cannot be read" in command("wire", "read", str(tmp_path / name), code=2).stderr


def test_a_file_beyond_any_service_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiredesk.cli.wire.MOST_BYTES", 1 << 20)
    assert "more than 1 MiB" in command("wire", "read", "/dev/zero", code=2).stderr


def test_it_loads_no_django_and_leaves_nothing_behind(tmp_path: Path) -> None:
    feed = wrote(tmp_path / "feed.xml", rss(item("a")))
    program = (
        "import sys; from wiredesk.cli.main import main\n"
        "code = main(['wire', 'read', 'feed.xml', '--json'], standalone_mode=False)\n"
        "assert not code, code\nassert not [name for name in sys.modules if name.split('.')[0] == 'django']"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WIREDESK", "DJANGO"))}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == [feed]


def test_words_for_people_say_the_same(tmp_path: Path) -> None:
    said = command("wire", "read", str(wrote(tmp_path / "x", rss(item("a"))))).stdout
    assert "headline:        Second lock opens at Port Anjal" in said
