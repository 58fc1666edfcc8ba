"""Compression is undone within bounds, whole, and for every way of cutting the stream into pieces."""

import gzip
import itertools
import zlib
from collections.abc import Callable, Iterator

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.common.errors import FetchError
from wiredesk.common.fetch.inflate import decoder, inflated


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": lambda data: gzip.compress(data[:7]) + gzip.compress(data[7:]) + b"\0\0",
    "deflate": zlib.compress,
    "DEFLATE": bare_deflate,
    "br": brotli.compress,
}


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


@pytest.mark.parametrize("coding", PACKERS)
@given(text=st.binary(max_size=2000), times=st.integers(1, 200), size=st.integers(2, 4000))
def test_what_was_packed_comes_back_however_it_is_cut(coding: str, text: bytes, times: int, size: int) -> None:
    data = text * times
    assert inflated(pieces(PACKERS[coding](data), size), coding, 1_000_000) == data


@pytest.mark.parametrize("size", [1, 3, 20, 100])
def test_no_member_of_a_gzip_is_lost_where_the_pieces_meet(size: int) -> None:
    members = [b"one " * 9, b"two", b"", b"three " * 500]
    packed = b"".join(gzip.compress(member) for member in members)
    assert inflated(pieces(packed, size), "gzip", 10_000) == b"".join(members)
    assert inflated(iter([gzip.compress(member) for member in members]), "gzip", 10_000) == b"".join(members)


@pytest.mark.parametrize("coding", PACKERS)
def test_a_bomb_is_met_by_the_cap_before_it_is_unpacked(coding: str) -> None:
    packed = PACKERS[coding](bytes(100_000_000))
    undo = decoder(coding)
    assert undo
    first = list(itertools.islice(undo.feed(packed), 20))
    assert max(map(len, first)) <= 131072
    with pytest.raises(FetchError, match="more than 1000 bytes"):
        inflated(iter([packed]), coding, 1000)


@pytest.mark.parametrize("coding", PACKERS)
def test_a_stream_that_ends_early_is_refused(coding: str) -> None:
    packed = PACKERS[coding](b"the news of the day " * 50).rstrip(b"\0")
    with pytest.raises(FetchError):
        inflated(iter([packed[:-9]]), coding, 10_000)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, br"])
def test_what_is_not_the_coding_it_claims_is_refused(coding: str) -> None:
    with pytest.raises(FetchError):
        inflated(iter([b"<rss>plain text, and not packed at all</rss>"]), coding, 10_000)


@pytest.mark.parametrize("coding", [None, "", "identity", "Identity, "])
def test_plain_bytes_pass_within_the_cap(coding: str | None) -> None:
    assert inflated(iter([b"ab", b"cd"]), coding, 4) == b"abcd"
    with pytest.raises(FetchError):
        inflated(iter([b"ab", b"cd"]), coding, 3)
