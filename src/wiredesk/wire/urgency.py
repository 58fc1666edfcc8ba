"""Guesses cheaply, before anything is parsed, whether bytes take something away: those are read first.

A wrong guess costs nothing but its place in the queue; what the item means is decided when it is read. Capitals only,
since "kill" in a sentence is ordinary news and `KILL` is an instruction.
"""

import re

_WITHDRAWS = re.compile(
    rb"\bKILL(?:ED)?\b|\bELIMINATE\b|\bWITHHOLD\b|\bWITHDRAWN\b|\bHOLD HOLD\b|\bMANDATORY\b"
    rb"|deleted-entry|stat:cancell?ed|stat:withheld|pub_?status\W{1,12}(?:cancell?ed|withheld)"
    rb"|\bAnnuleret\b"
)


def looks_urgent(data: bytes) -> bool:
    """Whether the bytes hold a word or a status by which agencies withdraw; also in UTF-16."""
    if b"\0" in data[:64]:
        data = data.replace(b"\0", b"")
    return _WITHDRAWS.search(data) is not None
