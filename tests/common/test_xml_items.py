"""Items are cut out of the bytes and stand alone: a broken one never stops or changes its neighbours."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.common.errors import Unreadable
from wiredesk.common.xml import Piece, open_document
from wiredesk.common.xml.split import Splitter

GOOD = b"<item><title>Good</title></item>"
HEAD = b'<?xml version="1.0"?><rss version="2.0" xmlns:dc="urn:dc"><channel><title>T</title>'
TAIL = b"</channel></rss>"


def pieces(data: bytes) -> list[Piece]:
    document = open_document(data, None, {"item": lambda namespace: not namespace})
    return list(document.pieces(document.head))


def told(found: list[Piece]) -> list[str]:
    """Each item by its title, or `broken`."""
    return ["broken" if piece.element is None else piece.element.findtext("title") or "" for piece in found]


BROKEN = [
    b"<item><title>Bad <b></title></item>",
    b"<item><title>5 < 6</title></item>",
    b"<item><title>Bad</titel></item>",
    b"<item><title>Ba\x0bd</title></item>",
    b"<item><title>Bad \xff</title></item>",
    b"<item><title><![CDATA[Bad</title></item>",
    b"<item><title><!-- Bad</title></item>",
    b'<item><title a="Bad>x</title></item>',
    b'<item a="Bad><title>x</title></item>',
    b"<item><title>Bad</title>",
    b"<item><title>&#0;</title></item>",
    b"<item><title>" + b"<i>" * 400 + b"</title></item>",
]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_item_never_stops_its_neighbours(broken: bytes) -> None:
    found = pieces(HEAD + GOOD + broken + GOOD.replace(b"Good", b"Next") + TAIL)
    assert told(found) == ["Good", "broken", "Next"]
    assert found[1].raw == broken
    assert found[1].fault is not None
    assert found[1].fault.offending


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_item_next_to_whole_cdata_never_stops_its_neighbours(broken: bytes) -> None:
    cdata = b"<item><title><![CDATA[Good]]></title></item>"
    assert told(pieces(HEAD + cdata + broken + cdata + cdata + TAIL)) == ["Good", "broken", "Good", "Good"]


@pytest.mark.parametrize("cut", range(1, len(GOOD)))
def test_of_a_truncated_document_the_whole_items_are_read_and_the_cut_one_is_broken(cut: int) -> None:
    found = pieces(HEAD + GOOD + GOOD[:cut])
    assert told(found[:1]) == ["Good"]
    assert all(piece.fault for piece in found[1:])
    if cut > len(b"<item"):
        assert len(found) == 2


def test_an_item_right_inside_another_is_not_lost_with_it() -> None:
    found = pieces(HEAD + b"<item><title>Bad</title>" + GOOD + b"</item>" + GOOD.replace(b"Good", b"Next") + TAIL)
    assert told(found) == ["broken", "Good", "Next"]
    assert told(pieces(HEAD + b"<item><title>Good</title><b><item/></b></item>" + TAIL)) == ["Good"]


def test_a_missing_end_of_the_feed_loses_nothing() -> None:
    assert told(pieces(HEAD + GOOD + GOOD)) == ["Good", "Good"]


def test_an_item_inside_cdata_or_a_comment_is_no_item() -> None:
    inside = b"<item><title><![CDATA[<item>x]]></title></item><!-- <item><title>old</title></item> -->"
    assert told(pieces(HEAD + inside + TAIL)) == ["<item>x"]


def test_an_item_keeps_the_namespaces_around_it() -> None:
    found = pieces(HEAD + b"<item><dc:creator>A</dc:creator></item>" + TAIL)
    assert found[0].element is not None
    assert found[0].element.findtext("{urn:dc}creator") == "A"


def test_a_doctype_with_entities_does_not_expand_them() -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    found = pieces(bomb + b"<rss><channel><item><title>&b;</title></item><item><title>&c;</title></item>" + GOOD + TAIL)
    assert told(found) == ["broken", "broken", "Good"]
    assert {piece.fault.reason for piece in found if piece.fault} == {"entity"}


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-32-be"])
def test_wide_encodings_are_read_item_by_item_too(codec: str) -> None:
    text = '<?xml version="1.0"?><rss><channel><item><title>Écluse</title></item></channel></rss>'
    assert told(pieces(text.encode(codec))) == ["Écluse"]


def test_white_space_before_the_declaration_is_mended_by_name() -> None:
    found = pieces(b"\n \xef\xbb\xbf" + HEAD + GOOD + TAIL)
    assert told(found) == ["Good"]
    assert [mend.name for mend in found[0].mends] == ["leading_junk"]


def test_a_document_without_items_must_be_well_formed() -> None:
    with pytest.raises(Unreadable):
        pieces(b"<rss><channel><title>T</channel></rss>")


@given(st.lists(st.sampled_from([GOOD, *BROKEN]), max_size=5), st.lists(st.sampled_from([GOOD, *BROKEN]), max_size=5))
def test_an_items_bytes_do_not_depend_on_its_neighbours(before: list[bytes], after: list[bytes]) -> None:
    mine = b"<item><title>Mine &amp; only</title></item>"
    found = pieces(HEAD + b"".join(before) + mine + b"".join(after) + TAIL)
    assert [piece.raw for piece in found if piece.raw == mine and piece.element is not None] == [mine]


@pytest.mark.parametrize(
    "unit",
    [b"<item>", b"</item>", b"<item><![CDATA[", b"<item><!--", b"<![CDATA[", b'<item a="', b"<item><![CDATA[</item>",
     b"<item><x", b"&", b"<!DOCTYPE a [", b" ", b"\xef\xbb\xbf"],
)  # fmt: skip
def test_hostile_repetition_is_read_in_linear_time(unit: bytes) -> None:
    splitter = Splitter(frozenset((b"item",)))

    def seconds(times: int) -> float:
        data = HEAD + unit * times + b"]]>-->"
        begun = time.process_time()
        splitter.spans(data)
        try:
            document = open_document(data, None, {"item": lambda _: True})
            for _ in zip(range(50), document.pieces(document.head), strict=False):
                pass
        except Unreadable:
            pass
        return time.process_time() - begun

    few = seconds(5_000)
    assert seconds(40_000) < max(few, 0.02) * 40
