"""Stories of the index that were looked at last, so that what was read once is not read again for every new story.

A new story's candidates are mostly stories of these days, which the one before it was compared with as well. They are
remembered by a print of what is stored, never by their ids: a story that was put in again is stored otherwise, has
another print, and is read anew, whoever wrote it. So there is nothing to drop when something changes.
"""

from collections import OrderedDict
from hashlib import blake2b
from typing import NamedTuple

from wiredesk.story.related.kept import Kept

MOST = 1_200
"""Stories that are remembered, two days of five hundred and more. A full text takes 6 kB, and 12 once it was compared
in full: twelve megabytes or so.
"""


class Printed(NamedTuple):
    """What is stored of a story, under its print."""

    fingerprint: int
    data: bytes


class Remembered:
    """The stories looked at last, up to a number of them; those not asked for the longest go first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._stories: OrderedDict[int, Kept] = OrderedDict()

    def __len__(self) -> int:
        return len(self._stories)

    def get(self, fingerprint: int) -> Kept | None:
        """The story of a print; None where it has to be read."""
        known = self._stories.get(fingerprint)
        if known is not None:
            self._stories.move_to_end(fingerprint)
        return known

    def put(self, fingerprint: int, data: bytes) -> Kept:
        """A story as it was read from what is stored of it."""
        read = Kept(data)
        if self._most:
            self._stories[fingerprint] = read
            if len(self._stories) > self._most:
                self._stories.popitem(last=False)
        return read


def printed(data: bytes) -> Printed:
    """What is stored of a story and its print: 64 bits of a digest, as many as tantivy keeps in a number."""
    return Printed(int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=True), data)
