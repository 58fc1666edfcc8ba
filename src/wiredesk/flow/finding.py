"""One fact about a home, as the doctor tells it."""

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """One fact about the home; `well` is false where somebody should act, and `fact` then says how.

    `more` has the same as numbers and instants, for programs.
    """

    what: str
    well: bool
    fact: str
    more: dict[str, object] = {}
