"""The strict parser and what may be mended before it: nothing is loaded, nothing expanded, no word changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.common.errors import Unreadable
from wiredesk.common.xml import open_document, parse_strict, sniff
from wiredesk.common.xml.encoding import decode, determine
from wiredesk.common.xml.repairs import (
    mend_controls,
    mend_references,
    mend_surrogates,
    mend_windows1252,
    missing_prefixes,
)


def names(mends: tuple[object, ...]) -> list[str]:
    return [str(getattr(mend, "name", "")) for mend in mends]


def test_a_lenient_parser_is_never_used() -> None:
    with pytest.raises(Unreadable) as caught:
        parse_strict(b"<a>AT&T & Co</a>")
    assert caught.value.reason == "not_well_formed"
    assert b"AT&T" in caught.value.offending


def test_an_entity_cannot_name_a_file() -> None:
    with pytest.raises(Unreadable):
        parse_strict(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>')


def test_a_doctype_is_refused_by_the_parser_itself() -> None:
    with pytest.raises(Unreadable) as caught:
        parse_strict(b"<!DOCTYPE a><a/>")
    assert caught.value.reason == "doctype"


def test_depth_is_bounded() -> None:
    with pytest.raises(Unreadable):
        parse_strict(b"<a>" * 5000 + b"</a>" * 5000)


@pytest.mark.parametrize(
    ("text", "mended", "repairs"),
    [
        ("<t>Fish & chips</t>", "<t>Fish &amp; chips</t>", ["bare_ampersand"]),
        ("<t>AT&T</t>", "<t>AT&amp;T</t>", ["bare_ampersand"]),
        ('<a h="?a=1&b=2"/>', '<a h="?a=1&amp;b=2"/>', ["bare_ampersand"]),
        ("<t>a&nbsp;b&mdash;</t>", "<t>a&#160;b&#8212;</t>", ["html_entity"]),
        ("<t>a &amp; b &#38; c &#x26; d</t>", "<t>a &amp; b &#38; c &#x26; d</t>", []),
        ("<t><![CDATA[a & b &nbsp;]]></t>", "<t><![CDATA[a & b &nbsp;]]></t>", []),
        ("<t><!-- a & b -->c & d</t>", "<t><!-- a & b -->c &amp; d</t>", ["bare_ampersand"]),
        ("<t>Ben &jerry;</t>", "<t>Ben &amp;jerry;</t>", ["bare_ampersand"]),
    ],
)
def test_references_are_mended_outside_cdata_only(text: str, mended: str, repairs: list[str]) -> None:
    found, mends = mend_references(text, None)
    assert found == mended
    assert names(mends) == repairs


def test_an_entity_that_only_a_dtd_explains_is_not_guessed() -> None:
    with pytest.raises(Unreadable) as caught:
        mend_references("<t>&house;</t>", {})
    assert caught.value.reason == "entity"


def test_an_entity_that_the_document_declares_as_words_is_read_as_those_words() -> None:
    mended, mends = mend_references("<t>&house;</t>", {"house": "Old Mill"})
    assert mended == "<t>Old Mill</t>"
    assert names(mends) == ["declared_entity"]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Gold &#55356;&#57286;!", "Gold &#x1f3c6;!"),
        ("&#xD83C;&#xDFC6;&#xd83c;&#xdfc6;", "&#x1f3c6;&#x1f3c6;"),
        ("&#xD83C;&#57286;", "&#x1f3c6;"),
        ("&#55356; alone", "&#55356; alone"),
        ("&#57286;&#55356; the wrong way round", "&#57286;&#55356; the wrong way round"),
        ("<![CDATA[&#55356;&#57286;]]>", "<![CDATA[&#55356;&#57286;]]>"),
    ],
)
def test_the_two_halves_of_a_character_are_one_reference(text: str, mended: str) -> None:
    assert mend_surrogates(text)[0] == mended


def test_a_character_whose_halves_were_encoded_one_by_one_is_read_and_half_of_one_is_refused() -> None:
    whole = "Gold \U0001f3c6".encode("utf-16-be")
    halves = whole.decode("utf-16-be").encode("utf-16-le")
    apart = "".join(chr(int.from_bytes(halves[at : at + 2], "little")) for at in range(0, len(halves), 2))
    sent = apart.encode("utf-8", "surrogatepass")
    text, mends = decode(sent, determine(b"<a/>", None))
    assert (text, [mend.name for mend in mends]) == ("Gold \U0001f3c6", ["surrogates_encoded_apart"])
    with pytest.raises(Unreadable):
        decode(sent[:-3], determine(b"<a/>", None))


def test_an_entity_that_would_drown_the_text_is_refused() -> None:
    with pytest.raises(Unreadable):
        mend_references("&a;" * 100, {"a": "x" * 4000})


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("<t>one \x0btwo</t>", "<t>one two</t>"),
        ("<t>\x00one</t>", "<t>one</t>"),
        ("<t>on\x0be</t>", "<t>on\x0be</t>"),
        ("<t>one &#0; two &#11;</t>", "<t>one &#0; two &#11;</t>"),
        ("<t>one <![CDATA[&#11; two]]></t>", "<t>one <![CDATA[&#11; two]]></t>"),
        ("<t>&#9;&#10;&#13;&#32;&#110;&#xB0;</t>", "<t>&#9;&#10;&#13;&#32;&#110;&#xB0;</t>"),
    ],
)
def test_a_control_character_is_dropped_only_where_no_word_can_change(text: str, mended: str) -> None:
    assert mend_controls(text)[0] == mended


@pytest.mark.parametrize(
    ("text", "mended", "repairs"),
    [
        ("don\x92t", "don’t", ["windows1252_characters"]),
        ("don&#146;t", "don’t", ["windows1252_characters"]),
        ("don&#x92;t &#x0097; &#0150;", "don’t — –", ["windows1252_characters"]),
        ("&#226;&#128;&#166;", "…", ["utf8_encoded_twice"]),
        ("&#xe2;&#x80;&#166;", "…", ["utf8_encoded_twice"]),
        ("caf&#xe9; &#8212; &#x2014; &#x1F4F0;", "caf&#xe9; &#8212; &#x2014; &#x1F4F0;", []),
        ("caf\xe9 — “quoted”", "caf\xe9 — “quoted”", []),
        ("one\x85two", "one\x85two", []),
    ],
)
def test_c1_controls_are_read_as_the_letters_they_stand_for(text: str, mended: str, repairs: list[str]) -> None:
    found, mends = mend_windows1252(text)
    assert found == mended
    assert names(mends) == repairs


def test_a_missing_prefix_gets_its_well_known_namespace_or_one_of_its_own() -> None:
    found = missing_prefixes("<dc:creator/><foo:bar/><media:x/>", frozenset(("media",)))
    assert found == {"dc": "http://purl.org/dc/elements/1.1/", "foo": "urn:undeclared:foo"}


@pytest.mark.parametrize(
    ("data", "charset", "codec", "origin"),
    [
        (b"\xef\xbb\xbf<a/>", "iso-8859-1", "utf-8", "bom"),
        (b"\xff\xfe<\x00a\x00", None, "utf-16-le", "bom"),
        (b"\x00<\x00?\x00x", None, "utf-16-be", "default"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?><a/>', None, "iso8859-1", "xml"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?><a/>', "windows-1251", "cp1251", "http"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?><a/>', "no-such-thing", "iso8859-1", "xml"),
        (b'<?xml version="1.0" encoding="utf-16"?><a/>', None, "utf-8", "xml"),
        (b"<a/>", None, "utf-8", "default"),
    ],
)
def test_the_mark_wins_over_the_server_and_the_server_over_the_declaration(
    data: bytes, charset: str | None, codec: str, origin: str
) -> None:
    found = determine(data, charset)
    assert (found.codec, found.origin) == (codec, origin)


@pytest.mark.parametrize("label", ["bogus", "hex", "rot13", "zlib", "unicode_escape", "idna"])
def test_an_unknown_encoding_and_a_codec_that_is_none_are_refused(label: str) -> None:
    with pytest.raises(Unreadable) as caught:
        determine(f'<?xml version="1.0" encoding="{label}"?><a/>'.encode(), None)
    assert caught.value.reason == "unknown_encoding"


@pytest.mark.parametrize(
    ("data", "label", "text", "repairs"),
    [
        (b"don\x92t", "iso-8859-1", "don’t", ["windows1252_under_latin1_label"]),
        ("दिल्ली".encode(), "iso-8859-1", "दिल्ली", ["utf8_under_latin1_label"]),
        (b"caf\xe9", "iso-8859-1", "café", []),
        ("café".encode(), "us-ascii", "café", ["utf8_under_ascii_label"]),
        ("Привет".encode("cp1251"), "windows-1251", "Привет", []),
        ("年".encode("gb2312"), "gb2312", "年", []),
        ("鎔".encode("gbk"), "gb2312", "鎔", ["superset_encoding"]),
        ("Привет, мир и дом".encode(), "windows-1251", "Привет, мир и дом", ["utf8_under_other_label"]),
        ("Привет, мир и дом".encode(), "koi8-r", "Привет, мир и дом", ["utf8_under_other_label"]),
        ("“Oui”".encode(), "windows-1252", "“Oui”", ["utf8_under_other_label"]),
        (
            "Noël déjà, ça brûle où naïf êtes".encode(),
            "iso-8859-1",
            "Noël déjà, ça brûle où naïf êtes",
            ["utf8_under_latin1_label"],
        ),
        ("北京市".encode(), "gb2312", "北京市", ["utf8_under_other_label"]),
        ("東京都の桜が咲き始めた".encode(), "shift_jis", "東京都の桜が咲き始めた", ["utf8_under_other_label"]),
        ("CITROËN®, NESCAFÉ®".encode("latin-1"), "iso-8859-1", "CITROËN®, NESCAFÉ®", []),
        ("NESCAFÉ® AT THE CAFÉ®".encode("latin-1"), "iso-8859-1", "NESCAFÉ® AT THE CAFÉ®", []),
        ("NESTLÉ® SAYS NESTLÉ® AND NESTLÉ®".encode("latin-1"), "iso-8859-1", "NESTLÉ® SAYS NESTLÉ® AND NESTLÉ®", []),
        ("Rs 5 لکھ in aid".encode("cp1256"), "windows-1256", "Rs 5 لکھ in aid", []),
        ("เกต".encode("tis-620"), "tis-620", "เกต", []),
        ("Rs 5 – é".encode(), "ks_c_5601-1989", "Rs 5 – é", ["utf8_under_other_label"]),
        ("서울시 강남구".encode("euc-kr"), "euc-kr", "서울시 강남구", []),
    ],
)
def test_labels_that_lie_are_put_right_by_name(data: bytes, label: str, text: str, repairs: list[str]) -> None:
    head = f'<?xml version="1.0" encoding="{label}"?><a/>'.encode()
    found, mends = decode(data, determine(head, None))
    assert found == text
    assert names(mends) == repairs


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("windows-31j", "cp932"),
        ("x-sjis", "shift_jis"),
        ("windows-874", "cp874"),
        ("ISO-8859-8-I", "iso8859-8"),
        ("iso88592", "iso8859-2"),
        ("x-cp1252", "cp1252"),
        ("CP-1252", "cp1252"),
        ("win-1251", "cp1251"),
        ("windows1256", "cp1256"),
        ("utf8mb4", "utf-8"),
        ("x-mac-roman", "mac-roman"),
        ("x-x-big5", "big5"),
        ("x-gbk", "gbk"),
        ("gb_2312-80", "gb2312"),
        ("unicode-1-1-utf-8", "utf-8"),
        ("ISO-10646-UCS-2", "utf-8"),
    ],
)
def test_the_labels_of_the_web_are_known(label: str, codec: str) -> None:
    assert determine(f'<?xml version="1.0" encoding="{label}"?><a/>'.encode(), None).codec == codec


@given(
    st.text(st.characters(min_codepoint=0x410, max_codepoint=0x44F), min_size=2), st.sampled_from(["cp1251", "koi8-r"])
)
def test_text_under_its_own_label_is_never_taken_for_utf8(words: str, codec: str) -> None:
    head = f'<?xml version="1.0" encoding="{codec}"?><a/>'.encode()
    assert decode(words.encode(codec), determine(head, None)) == (words, ())


def test_bytes_that_are_not_utf8_under_that_label_are_shown_and_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        decode(b"The mayor\x92s reply", determine(b"<a/>", None))
    assert caught.value.reason == "bad_encoding"
    assert b"mayor\x92s" in caught.value.offending


def test_a_server_that_says_latin1_of_a_utf8_document_is_passed_over() -> None:
    text, mends = decode("café".encode(), determine(b'<?xml version="1.0" encoding="utf-8"?><a/>', "iso-8859-1"))
    assert text == "café"
    assert names(mends) == ["utf8_under_other_charset"]


def test_sniffing_sees_the_root_past_declaration_comment_doctype_and_mark() -> None:
    data = b'\xef\xbb\xbf\n<?xml version="1.0"?><!-- <rss> --><!DOCTYPE r [<!ENTITY a "]>">]><x:r xmlns:x="urn:r"/>'
    root = sniff(data)
    assert root is not None
    assert (root.name, root.namespace) == ("r", "urn:r")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_sniffing_sees_the_root_in_wide_encodings(codec: str) -> None:
    root = sniff('<?xml version="1.0"?><feed xmlns="urn:f"/>'.encode(codec))
    assert root is not None
    assert root.name == "feed"


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_opening_of_a_document(data: bytes) -> None:
    sniff(data)
    try:
        document = open_document(data, None, {"item": lambda _: True})
    except Unreadable:
        return
    list(document.pieces(document.head))


@given(st.text(alphabet=st.sampled_from("<>&;#![]CDATA-/item \"'x1\x0b\x85\xe9"), max_size=200))
def test_nothing_made_of_markup_crashes_an_item(inside: str) -> None:
    data = f"<rss><item>{inside}</item><item>last</item></rss>".encode()
    try:
        document = open_document(data, None, {"item": lambda _: True})
    except Unreadable:
        return
    for piece in document.pieces(document.head):
        assert piece.raw in data
        assert (piece.element is None) == (piece.fault is not None)
