"""What there is to read with, and what is said of bytes that nothing reads."""

import pytest

from wiredesk.common.errors import Unreadable, UsageError
from wiredesk.wire import plugins


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "empty"),
        (b"\n\xef\xbb\xbf ", "empty"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "JSON"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "an HTML page"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "an HTML page"),
        (b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "NewsML-G2"),
        (b"<NewsML/>", "NewsML 1.2"),
        (b"<nitf/>", "NITF"),
        (b'<x xmlns="urn:x"/>', "XML whose root is <x> in the namespace urn:x"),
        (b"<?xml version='1.0'?><!-- nothing -->", "XML without an element in it"),
        (b"\x1f\x8b\x08", "gzip-compressed bytes"),
        (b"Line test 1 2 3", "neither XML nor JSON"),
    ],
)
def test_bytes_that_nothing_reads_are_named_for_the_desk(data: bytes, found: str) -> None:
    with pytest.raises(Unreadable) as caught:
        plugins.recognise(data)
    assert caught.value.reason == "no_format"
    assert found in caught.value.sentence


def test_formats_and_transports_are_found_by_name() -> None:
    assert plugins.format_named("atom").name == "atom"
    assert plugins.transport_named("folder").name == "folder"


def test_a_name_that_there_is_not_is_told_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="rss, atom"):
        plugins.format_named("newsml")
    with pytest.raises(UsageError, match="folder"):
        plugins.transport_named("pigeon")


def test_no_two_plugins_share_a_name() -> None:
    for names in ([one.name for one in plugins.formats()], [one.name for one in plugins.transports()]):
        assert len(names) == len(set(names))
