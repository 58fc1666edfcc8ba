"""Bytes made safe to look at, whatever they hold."""

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.newsroom.received import as_hex, as_text


def test_bytes_are_read_as_utf8_then_as_they_were_declared() -> None:
    assert as_text("café".encode()).encoding == "utf-8"
    latin = as_text(b"caf\xe9", "windows-1252")
    assert (latin.text, latin.encoding) == ("café", "cp1252")
    assert as_text(b"caf\xe9", "no-such-charset").text == "caf\\xe9"
    assert as_text("\ufeffगाँव".encode("utf-16-le")).text == "\\ufeffगाँव"


def test_nothing_hidden_stays_hidden() -> None:
    shown = as_text("a\u202eb\x00c\x1bd\u2066e\x85".encode()).text
    assert shown == "a\\u202eb\\x00c\\x1bd\\u2066e\\x85"
    assert as_text("کشتی\u200cها\tx\ny".encode()).text == "کشتی\u200cها\tx\ny"


@given(st.binary(max_size=400), st.sampled_from(["", "utf-16", "windows-1252", "idna", "rot13", "\x00"]))
def test_any_bytes_can_be_looked_at(data: bytes, charset: str) -> None:
    shown = as_text(data, charset)
    assert shown.size == len(data)
    assert not set(shown.text) & {chr(n) for n in (*range(9), *range(11, 32), *range(127, 160), 0x202E)}
    assert len(as_hex(data).splitlines()) == (len(data) + 15) // 16


def test_a_dump_shows_offset_bytes_and_ascii() -> None:
    assert as_hex(b"AT&T \xe9") == f"000000  {'41 54 26 54 20 e9':<47}  AT&T ."
