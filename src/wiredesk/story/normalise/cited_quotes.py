"""What is quoted, blanked out: who speaks inside a quotation, or a title, is not a source of the story."""

import re

_QUOTATION = re.compile(r"\"[^\"]*(?:\"|$)|“[^”]*(?:”|$)|(?<!\w)‘[^’]{2,200}’(?!\w)|(?<![\w])'[^']{2,200}'(?!\w)")

_NO_WORD = 80
_RUN = re.compile(rf"\S{{{_NO_WORD},}}")


def blanked(text: str) -> str:
    """The text, as long as it was, with a blank for every character between quotation marks; the marks stay,
    and the stop or comma before the closing one.

    A quotation that is not closed goes on to the end of the block, as one does that runs over several paragraphs.
    A run of characters too long to be words is blanked too: it names nobody, and costs patterns more the longer it is.
    """
    if max(map(len, text.split()), default=0) >= _NO_WORD:
        text = _RUN.sub(lambda found: "\x00" * len(found[0]), text)
    return _QUOTATION.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    said = found[0]
    closed = len(said) > 1 and said[-1] in "\"”’'"
    inside = len(said) - 1 - closed
    if closed and inside and said[-2] in ",.?!":
        return said[0] + "\x00" * (inside - 1) + said[-2:]
    return said[0] + "\x00" * inside + (said[-1] if closed else "")
