"""Agency marks that a contract lets us remove: exactly those listed, wherever they stand, with a record of each.

Unlisted marks, and everything else, stay. `October 26 (ANI):` without `(ANI)` is `October 26 :`, because only the mark
goes and not what stood around it. A mark in brackets is one wherever it stands; one without (`--IANS`, `PTI`) only
at the end of a line, since in a sentence it is a word.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from wiredesk.story.canonical import escape, fold
from wiredesk.story.content import Block

_BRACKETS = ("(", "[", "/")
_FOLDED_KINDS = frozenset({"p", "h2", "h3", "h4", "blockquote", "ul", "ol"})
_EMPTIED = re.compile(r"<(em|strong|b|i|u|sub|sup|code|li|p)>\s*</\1>")
_BREAK = re.compile(r"\s*<br>\s*")


class Stripped(msgspec.Struct, frozen=True):
    """What is left, and the marks that were there, each once, in the order they are listed."""

    blocks: tuple[Block, ...]
    removed: tuple[str, ...]


def strip_marks(text: str, marks: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """A canonical text without the listed marks, and the marks that it held."""
    removed = []
    for mark in marks:
        if mark in text:
            lines = [_without(line, mark, _in_text(mark)) for line in text.split("\n")]
            stripped = "\n".join(line for line in lines if line)
            if stripped != text:
                removed.append(mark)
                text = stripped
    return text, tuple(removed)


def strip_blocks(blocks: tuple[Block, ...], marks: Sequence[str]) -> Stripped:
    """Blocks without the listed marks; one that held nothing else is gone. Tables and set text are left alone."""
    removed = []
    for mark in marks:
        written = escape(mark)
        if not any(written in block.html for block in blocks):
            continue
        pattern = _in_html(written)
        changed = tuple(_cleared(block, written, pattern) for block in blocks)
        if changed != blocks:
            removed.append(mark)
            blocks = tuple(block for block in changed if block.html)
    return Stripped(blocks, tuple(removed))


@lru_cache(maxsize=128)
def _in_text(mark: str) -> re.Pattern[str]:
    if mark[:1] in _BRACKETS:
        return re.compile(rf"( ?){re.escape(mark)}( ?)")
    return re.compile(rf"(?:^|(?<= ))( ?){re.escape(mark)}( ?)$")


@lru_cache(maxsize=128)
def _in_html(written: str) -> re.Pattern[str]:
    """The same among markup: a line also ends before `<br>`, at the end of an item, and after closing tags."""
    if written[:1] in _BRACKETS:
        return re.compile(rf"( ?){re.escape(written)}( ?)")
    before = "|".join(rf"(?<=<{tag}>)" for tag in ("br", "p", "li", "b", "i", "em", "strong"))
    after = r"(?:</[a-z]+>)*(?:$|<(?:br|p|li|ul|ol|blockquote)>)"
    return re.compile(rf"(?:^|(?<= )|{before})( ?){re.escape(written)}( ?)(?={after})")


def _cleared(block: Block, written: str, pattern: re.Pattern[str]) -> Block:
    if block.kind not in _FOLDED_KINDS or written not in block.html:
        return block
    html, count = pattern.subn(_gap, block.html)
    return Block(block.kind, _tidied(html)) if count else block


def _gap(found: re.Match[str]) -> str:
    return " " if found[1] or found[2] else ""


def _without(line: str, mark: str, pattern: re.Pattern[str]) -> str:
    if mark not in line or "\t" in line:
        return line
    replaced = pattern.sub(_gap, line)
    return line if replaced == line else fold(replaced)


def _tidied(html: str) -> str:
    """No element emptied by the removal, and no double space where the mark stood."""
    emptied = 1
    while emptied:
        html, emptied = _EMPTIED.subn("", html)
    html = _BREAK.sub("<br>", fold(html))
    return html.removeprefix("<br>").removesuffix("<br>")
