"""What a proof says when it fails."""

import msgspec


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong with a finished issue: where, and a sentence for the desk."""

    page: int
    story: str = ""
    line: int = -1
    """Which of the page's lines, from 0; -1 where it is no single line."""
    sentence: str
