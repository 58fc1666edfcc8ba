"""Undoes gzip, deflate and brotli without ever holding more than it was allowed.

A bomb inflates a thousandfold: every call asks the decoder for a bounded piece, so the cap is met before the memory
is used. A stream that ends early is refused, since half a feed reads like a feed with fewer items.
"""

import zlib
from collections.abc import Iterator
from typing import Final, Protocol

import brotli  # type: ignore[import-untyped]

from wiredesk.common.errors import FetchError

ACCEPTED: Final = "gzip, deflate, br"
_PIECE: Final = 65536
_GZIP: Final = zlib.MAX_WBITS | 16
_MEMBER: Final = b"\x1f\x8b"


class Decoder(Protocol):
    """One coding undone, piece by piece."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Pieces of at most some 64 KiB; raises ValueError for bytes that are not this coding."""
        ...

    @property
    def finished(self) -> bool:
        """Whether the stream has reached its own end."""
        ...


class _Zlib:
    def __init__(self, coding: str) -> None:
        self._gzip = coding == "gzip"
        self._decoder = zlib.decompressobj(_GZIP if self._gzip else zlib.MAX_WBITS)
        self._held = b""
        self._started = self.finished = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            yield from self._pieces(self._held + data)
        except zlib.error as fault:
            raise ValueError(str(fault)) from fault

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        self._held = b""
        if data and not (self._started or self._gzip or _zlib_header(data)):
            # "deflate" means zlib (RFC 9110, 8.4.1.2), but some servers send it bare.
            self._decoder = zlib.decompressobj(-zlib.MAX_WBITS)
        self._started = self._started or bool(data)
        while True:
            if self.finished and not self._next_member(data):
                return
            piece = self._decoder.decompress(data, _PIECE)
            yield piece
            data = self._decoder.unconsumed_tail
            if self._decoder.eof:
                self.finished, data = True, self._decoder.unused_data
            elif not (data or piece):
                return

    def _next_member(self, data: bytes) -> bool:
        """gzip may hold several members one after another (RFC 1952, 2.2); padding after the last is dropped."""
        if self._gzip and len(data) < len(_MEMBER) and _MEMBER.startswith(data):
            self._held = data
            return False
        if not (self._gzip and data.startswith(_MEMBER)):
            return False
        self._decoder = zlib.decompressobj(_GZIP)
        self.finished = False
        return True


class _Brotli:
    def __init__(self) -> None:
        self._decoder = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            piece = self._decoder.process(data, output_buffer_limit=_PIECE)
            yield piece
            while piece or not self._decoder.can_accept_more_data():
                piece = self._decoder.process(b"", output_buffer_limit=_PIECE)
                yield piece
        except brotli.error as fault:
            raise ValueError(str(fault)) from fault

    @property
    def finished(self) -> bool:
        return bool(self._decoder.is_finished())


def _zlib_header(data: bytes) -> bool:
    return data[0] & 0x0F == zlib.DEFLATED and (len(data) < 2 or int.from_bytes(data[:2], "big") % 31 == 0)


def decoder(content_encoding: str | None) -> Decoder | None:
    """What undoes this Content-Encoding; None when nothing is to be undone. Raises FetchError for another one."""
    codings = [word.strip().lower() for word in (content_encoding or "").split(",")]
    codings = [word.removeprefix("x-") for word in codings if word not in ("", "identity")]
    if not codings:
        return None
    if len(codings) > 1 or codings[0] not in ("gzip", "deflate", "br"):
        raise FetchError(
            f"The server sent the coding {content_encoding!r}, which was not asked for.", fact="unknown_coding"
        )
    return _Brotli() if codings[0] == "br" else _Zlib(codings[0])


def inflated(chunks: Iterator[bytes], content_encoding: str | None, max_bytes: int) -> bytes:
    """The whole body with its coding undone; raises FetchError when it is broken, cut short or over `max_bytes`."""
    undo = decoder(content_encoding)
    body, arrived = bytearray(), False
    try:
        for chunk in chunks:
            arrived = arrived or bool(chunk)
            for piece in undo.feed(chunk) if undo else (chunk,):
                body += piece
                if len(body) > max_bytes:
                    raise FetchError(
                        f"The server sent more than {max_bytes} bytes; nothing was kept.", fact="too_large"
                    )
    except ValueError as fault:
        raise FetchError(f"What the server sent cannot be decompressed: {fault}.", fact="bad_coding") from fault
    if undo and arrived and not undo.finished:
        raise FetchError("What the server sent breaks off in the middle; it is asked again.", fact="cut_short")
    return bytes(body)
