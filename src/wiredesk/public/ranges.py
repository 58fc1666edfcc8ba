"""Which part of a file a request asks for: pure, and never an error for any header.

Source: RFC 9110, sections 14 (Range) and 13.1.5 (If-Range). One range is given; who asks for several gets the whole
file, as section 14.2 allows, for an answer made of many small parts costs more than it saves.
"""

import re

import msgspec

_ONE = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})", re.ASCII | re.IGNORECASE)


class Part(msgspec.Struct, frozen=True):
    """Bytes `start` to `end` of a file, the last not counted; a part without bytes is one that the file has not."""

    start: int
    end: int

    @property
    def size(self) -> int:
        """How many bytes."""
        return self.end - self.start


NO_PART = Part(0, 0)


def part_of(wanted: str | None, if_range: str | None, tag: str, size: int) -> Part | None:
    """The part of a file of that size and entity tag; None for all of it, NO_PART where nothing of it is meant (416).

    `tag` must be a strong one. Whoever holds a part of another state, or says so by a date, gets the whole file.
    """
    if wanted is None or (if_range is not None and if_range.strip() != tag):
        return None
    asked = _ONE.fullmatch(wanted.strip())
    if asked is None:
        return None
    first, last = asked.groups()
    if not first:
        # The last so many bytes.
        if not last:
            return None
        return Part(max(0, size - int(last)), size) if int(last) and size else NO_PART
    if last and int(last) < int(first):
        return None
    return Part(int(first), min(size, int(last) + 1 if last else size)) if int(first) < size else NO_PART
