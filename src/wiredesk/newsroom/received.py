"""Bytes as they were received, made safe to look at: nothing hidden, nothing acted upon, nothing endless."""

import codecs
import re

import msgspec

SHOWN = 60_000
"""Characters shown of one item; a page with more would help nobody."""

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls, and marks that turn text round: a reader of the source must see that they are there."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Bytes(msgspec.Struct, frozen=True):
    """Some bytes as text: `encoding` is what they were read as, `size` how many there are in all."""

    text: str
    encoding: str
    size: int
    cut: bool


def _escape(found: re.Match[str]) -> str:
    number = ord(found.group())
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def _decoded(data: bytes, charset: str) -> tuple[str, str]:
    """The whole as text and the name of its encoding; empty where neither a mark nor a name explains it."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="backslashreplace"), name
    for name in ("utf-8", charset or "utf-8"):
        try:
            return data.decode(name), codecs.lookup(name).name
        except (ValueError, LookupError):
            # A wrong byte, or a charset that the agency made up: the next one, then no encoding at all.
            continue
    return data.decode("ascii", errors="backslashreplace"), ""


def as_text(data: bytes, charset: str = "", limit: int = SHOWN) -> Bytes:
    """Bytes to read as source: UTF-8 or else the charset they came under; what neither explains stands as `\\xNN`."""
    text, encoding = _decoded(data, charset)
    return Bytes(_HIDDEN.sub(_escape, text[:limit]), encoding, len(data), cut=len(text) > limit)


def as_hex(data: bytes, limit: int = 512) -> str:
    """Bytes as a hex dump: offset, sixteen bytes, and their ASCII."""
    lines = []
    for start in range(0, min(len(data), limit), 16):
        row = data[start : start + 16]
        shown = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in row)
        lines.append(f"{start:06x}  {row.hex(' '):<47}  {shown}")
    return "\n".join(lines)
