"""What a template gives back to the press: the words on a page, and whose they are."""

import msgspec


class Sheet(msgspec.Struct, frozen=True):
    """One rendered page or feed. `shows` holds the id of every story whose words stand on it."""

    text: str
    shows: frozenset[str] = frozenset()
    copies: frozenset[str] | None = None
    """Of the stories that show the text of another one, these others; None where the press has to look."""
