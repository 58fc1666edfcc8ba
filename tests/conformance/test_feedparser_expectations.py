"""feedparser's own fixtures: every well-formed file is read with the values that it claims for its entries."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conformance.expectations import FIXTURES, FOLDERS, Claim, expectation, fixtures, same_instant
from wiredesk.common.errors import Unreadable
from wiredesk.wire import plugins
from wiredesk.wire.parsed import BrokenItem, ParsedItem, ReadContext, Received
from wiredesk.wire.standards.dates import parse_date

pytestmark = pytest.mark.skipif(not FIXTURES.is_dir(), reason=f"the wire fixtures are not at {FIXTURES}")

DIFFERENCES: Final = Path(__file__).parents[2] / "docs" / "reference" / "feedparser-differences.md"
_LISTED: Final = re.compile(r"^- `([^`]+)`", re.MULTILINE)
_DOCUMENT_URI: Final = "http://127.0.0.1:8097/tests/fixture.xml"
_NOW: Final = datetime(2025, 1, 1, tzinfo=UTC)


def read(path: Path) -> list[ParsedItem | BrokenItem]:
    """Everything in a fixture, with what its `Header:` lines say the server said."""
    data = path.read_bytes()
    told = expectation(data)
    headers = told.headers if told else {}
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", headers.get("Content-type", ""))
    received = Received(
        data=data,
        received_at=_NOW,
        base_url=headers.get("Content-Location") or _DOCUMENT_URI,
        charset=charset[1] if charset else None,
    )
    return list(plugins.recognise(data).read(received, ReadContext()))


def as_read(markup: str) -> tuple[str, list[str]]:
    """HTML as a reader meets it: its words with white space folded, and where its links and pictures lead."""
    tree = LexborHTMLParser(f"<body>{markup}</body>")
    for unseen in tree.css("script, style, head, title, noscript"):
        unseen.decompose()
    words = " ".join((tree.body.text() if tree.body else "").split())
    leads = [
        value
        for node in tree.css("a[href], img[src]")
        for value in (node.attributes.get("href") or node.attributes.get("src") or "",)
    ]
    return words, leads


def same_text(read_as: str | None, kind: str, claimed: object) -> bool:
    """Whether a text says what is claimed: the same characters, or the same words and links once both are read."""
    if not isinstance(claimed, str):
        return False
    if read_as is None:
        return claimed == ""
    if read_as == claimed:
        return True
    return kind == "html" and as_read(read_as) == as_read(claimed)


def same_words(read_as: str, claimed: object) -> bool:
    """Whether a headline, which is plain, has the words of a title, which feedparser may give as HTML."""
    return isinstance(claimed, str) and (read_as == claimed or " ".join(read_as.split()) == as_read(claimed)[0])


def same_date(instants: tuple[datetime | None, ...], claimed: object) -> bool:
    """Whether one of the instants is the claimed date, be it a tuple or the text that was sent."""
    if isinstance(claimed, str):
        wanted = parse_date(claimed, ZoneInfo("UTC"))
        return wanted is not None and wanted in instants
    return any(same_instant(instant, claimed) for instant in instants)


def _summary(item: ParsedItem, claimed: object) -> bool:
    if item.summary is None:
        return same_text(item.body, item.body_type, claimed)
    return same_text(item.summary, item.summary_type, claimed)


def _body(item: ParsedItem, claimed: object) -> bool:
    return same_text(item.body, item.body_type, claimed)


def _title(item: ParsedItem, claimed: object) -> bool:
    return same_words(item.headline, claimed)


def _author(item: ParsedItem, claimed: object) -> bool:
    return ", ".join(item.authors) == claimed


OURS: Final[dict[tuple[str | int, ...], Callable[[ParsedItem, object], bool]]] = {
    ("title",): _title,
    ("title_detail", "value"): _title,
    ("link",): lambda item, claimed: item.link == claimed,
    ("id",): lambda item, claimed: item.guid == claimed,
    ("guid",): lambda item, claimed: item.guid == claimed,
    ("published",): lambda item, claimed: same_date((item.created_at,), claimed),
    ("published_parsed",): lambda item, claimed: same_date((item.created_at,), claimed),
    ("created",): lambda item, claimed: same_date((item.created_at,), claimed),
    ("created_parsed",): lambda item, claimed: same_date((item.created_at,), claimed),
    ("updated",): lambda item, claimed: same_date((item.updated_at,), claimed),
    ("updated_parsed",): lambda item, claimed: same_date((item.updated_at,), claimed),
    ("author",): _author,
    ("author_detail", "name"): _author,
    ("authors", 0, "name"): lambda item, claimed: item.authors[:1] == (claimed,),
    ("authors", 1, "name"): lambda item, claimed: item.authors[1:2] == (claimed,),
    ("summary",): _summary,
    ("description",): _summary,
    ("summary_detail", "value"): _summary,
    ("content", 0, "value"): _body,
}
"""The claims that are ours to keep; what else feedparser claims (feed-level fields, types, geography) is not stored."""


def unkept(path: Path) -> list[Claim]:
    """The claims on our fields that a fixture makes and our reading does not keep."""
    told = expectation(path.read_bytes())
    if told is None:
        return []
    claims = [claim for claim in told.claims if claim.path in OURS]
    if not claims:
        return []
    try:
        items = [item for item in read(path) if isinstance(item, ParsedItem)]
    except Unreadable:
        return claims
    return [c for c in claims if c.entry >= len(items) or not OURS[c.path](items[c.entry], c.value)]


def test_every_difference_is_listed_with_its_reason_and_nothing_else_is() -> None:
    differing = {f"{path.parent.name}/{path.name}" for path in fixtures() if unkept(path)}
    listed = set(_LISTED.findall(DIFFERENCES.read_text(encoding="utf-8")))
    assert sorted(differing - listed) == []
    assert sorted(listed - differing) == []


def test_every_well_formed_file_is_read_without_a_broken_item() -> None:
    broken = []
    for path in fixtures():
        told = expectation(path.read_bytes())
        if told is None or not told.well_formed:
            continue
        try:
            found = read(path)
        except Unreadable as fault:
            broken.append((path.name, fault.sentence))
            continue
        broken += [(path.name, item.detail) for item in found if isinstance(item, BrokenItem)]
    assert broken == []


def test_no_file_of_the_whole_set_crashes_or_gives_text_that_a_strict_parser_would_not() -> None:
    sentences = []
    for path in sorted(FIXTURES.glob("*/*")):
        if path.parent.name not in (*FOLDERS, "cdf", "not_a_feed_or_broken", "xml_other", "nitf", "newsml_g2"):
            continue
        try:
            found = read(path)
        except Unreadable as fault:
            sentences.append(fault.sentence)
            continue
        for item in found:
            assert item.raw in path.read_bytes() or not path.read_bytes().isascii()
    assert all(sentence.endswith(".") for sentence in sentences)
