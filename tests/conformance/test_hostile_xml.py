"""Hostile corpora: nothing crashes, nothing hangs, nothing is expanded, no file and no server is reached."""

import socket
import tarfile
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wiredesk.common.errors import Unreadable
from wiredesk.wire import plugins
from wiredesk.wire.parsed import ParsedItem, ReadContext, Received

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora" / "xml"
NOW = datetime(2025, 3, 4, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason=f"the hostile corpora are not at {CORPORA}")


@pytest.fixture(autouse=True)
def _no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("reading opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def _hostile() -> list[bytes]:
    lines = (CORPORA / "patt-XXE_Fuzzing.txt").read_bytes().splitlines()
    with tarfile.open(CORPORA / "libxml2-test-errors-recurse-valid.tar.gz") as archive:
        members = [archive.extractfile(member) for member in archive.getmembers() if member.isfile()]
        return lines + [member.read() for member in members if member is not None]


def _read(data: bytes) -> list[ParsedItem]:
    try:
        found = plugins.recognise(data).read(Received(data=data, received_at=NOW), ReadContext())
        return [item for item in found if isinstance(item, ParsedItem)]
    except Unreadable:
        return []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b""),
        (b"<rss><channel><item><title>", b"</title></item><item><title>Good</title></item></channel></rss>"),
        (b"<rss><channel><item>", b"</item><item><title>Good</title></item></channel></rss>"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">', b"</content></entry></feed>"),
    ],
)
def test_every_hostile_document_is_read_strictly_or_refused(before: bytes, after: bytes) -> None:
    begun = time.process_time()
    for data in _hostile():
        for item in _read(before + data + after):
            assert len(item.body or "") + len(item.headline) <= 4 * len(data) + 200
            assert "root:" not in f"{item.headline}{item.body}"
    assert time.process_time() - begun < 20


def test_a_doctype_of_each_hostile_document_before_a_feed_expands_nothing() -> None:
    for data in _hostile():
        start = data.find(b"<!DOCTYPE")
        end = data.find(b"]>", start)
        if start < 0 or end < 0:
            continue
        feed = (
            data[start : end + 2] + b"<rss><channel><item><title>&xxe;&foo;&test;&lol9;</title></item></channel></rss>"
        )
        for item in _read(feed):
            assert len(item.headline) < 200
            assert "/bin/" not in item.headline
