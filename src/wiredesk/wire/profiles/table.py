"""What a profile is made of: rows that say which words, where they stand, mean what."""

import re
from enum import Flag, auto

import msgspec

from wiredesk.wire.parsed import SignalKind


class Where(Flag):
    """The parts of an item that words are looked for in."""

    HEADLINE = auto()
    SLUGLINE = auto()
    NOTE = auto()
    """A line of an editor's note, whether it came as an element or at the head of the body."""
    OPENING = auto()
    """One of the first lines of the body."""
    CLOSING = auto()
    """One of the last lines of the body."""
    SUBJECT = auto()
    """The name of a category: an element, so what it says counts as a status."""


class Row(msgspec.Struct, frozen=True):
    """One row: these words, in these places, are this signal. Capitals matter unless the pattern says otherwise.

    `stem` is a lower-case piece that every matching line holds: most lines are ruled out by it alone.
    """

    kind: SignalKind
    where: Where
    stem: str
    pattern: re.Pattern[str]
    latin: bool = True
    """False where no word of the pattern is of Latin letters: then a line of nothing else is ruled out."""

    def words_in(self, line: str, lowered: str) -> str | None:
        """The words that matched, or None. A pattern's group `said` narrows them to what is worth showing."""
        if self.stem not in lowered or (not self.latin and line.isascii()):
            return None
        found = self.pattern.search(line)
        if found is None:
            return None
        return (found["said"] if "said" in self.pattern.groupindex else None) or found[0]


def row(kind: SignalKind, where: Where, stem: str, pattern: str, *, latin: bool = True) -> Row:
    """A row from a regular expression, searched for in one line at a time."""
    return Row(kind, where, stem, re.compile(pattern), latin)


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What one agency means by its words. Data: a new agency is a new table, not new code."""

    name: str
    rows: tuple[Row, ...]
    advisories: tuple[re.Pattern[str], ...]
    """How a line begins that is meant for desks and never printed."""
    embargo_lines: tuple[re.Pattern[str], ...] = ()
    """How a line begins that says when its story may be used: for desks too, where its words hold that story."""
    names: tuple[str, ...] = ()
    """What the agency calls itself in a byline: it is a source there, not a person."""
    sign_offs: tuple[re.Pattern[str], ...] = ()
    """Lines and line ends that close its copy. They are recognised, and left where they stand."""
    zone: str | None = None
    """The zone of times that it writes without one; None means the service's."""
    withheld: SignalKind = SignalKind.WITHHOLD
    """What the status `withheld` means here: the PA's is an embargo, the AP's a recall."""

    by_place: dict[Where, tuple[tuple[int, Row], ...]] = {}
    """The rows for each place with their numbers in the table: sorted out once, it halves the cost of every item."""

    def __post_init__(self) -> None:
        numbered = tuple(enumerate(self.rows))
        placed = {where: tuple(pair for pair in numbered if pair[1].where & where) for where in Where}
        msgspec.structs.force_setattr(self, "by_place", placed)

    def advisory_length(self, line: str) -> int:
        """How many characters at the start of a line are an advisory: 0, a bracketed remark's, or all of them."""
        for_desks = any(pattern.match(line) for pattern in self.advisories)
        if not for_desks and not any(pattern.match(line) for pattern in self.embargo_lines):
            return 0
        closing = {"(": ")", "[": "]"}.get(line[:1])
        end = line.find(closing) + 1 if closing else 0
        length = end if 0 < end < len(line) else len(line)
        return length if for_desks or self._embargoes(line[:length]) else 0

    def _embargoes(self, line: str) -> bool:
        """Whether a line holds its story: of one that does not, nothing is cut, for it would be lost in silence."""
        lowered = line.lower()
        return any(
            row.kind is SignalKind.EMBARGO and row.words_in(line, lowered) is not None
            for _, row in self.by_place[Where.NOTE]
        )
