"""Names that come out the same on every machine."""

import hashlib
from collections.abc import Iterator

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
ID_LENGTH = 12


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def story_id(provider: str, guid: str, length: int = ID_LENGTH) -> str:
    """A story's id from its provider's code and its first guid: `length` lower-case base32 letters (RFC 4648)."""
    number = int.from_bytes(hashlib.sha256(f"{provider}\n{guid}".encode()).digest(), "big")
    return "".join(_ALPHABET[(number >> (251 - 5 * i)) & 31] for i in range(length))


def story_ids(provider: str, guid: str) -> Iterator[str]:
    """Ever longer ids for the same story, to be tried in turn until one is free."""
    for length in range(ID_LENGTH, 51):
        yield story_id(provider, guid, length)
