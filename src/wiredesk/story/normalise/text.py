"""Plain text as blocks: where its paragraphs are, and which line ends are only where a wire broke its lines.

Text wires wrap at 60 to 80 columns and part paragraphs by an empty line, or by indenting the first line (ANPA); feeds
put a whole paragraph on a line. The words are the same either way; only the paragraphing is judged.
"""

import re

from wiredesk.story.canonical import escape, fold
from wiredesk.story.content import Block

WIDEST_WRAP = 120
"""Characters. A longer line was not wrapped, so its end is a paragraph's."""

_REMARK = re.compile(r"[ \t]*[(\[]?(?:Eds|EDS)\b.{0,50}$")
"""A remark to desks on a line too short to have been wrapped: what follows it is not of it."""

_SENTENCE_ENDS = (".", "!", "?", "”", '"', "’", "'", ")", "]", "।", "۔", "…", ":", ";")


def blocks_of_text(text: str) -> tuple[Block, ...]:
    """The paragraphs of a plain text, each with its words folded to one line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraphs = (fold(" ".join(group)) for group in _grouped(lines))
    return tuple(Block("p", escape(words)) for words in paragraphs if words)


def _grouped(lines: list[str]) -> list[list[str]]:
    """Lines that belong to one paragraph each."""
    whole = _one_each(lines)
    indented = not whole and _indents(lines)
    groups: list[list[str]] = [[]]
    for line in lines:
        remarked = groups[-1] and _REMARK.match(groups[-1][-1])
        if not line.strip(" \t\f") or whole or remarked or (indented and line[:1] in (" ", "\t")):
            groups.append([])
        groups[-1].append(line)
    return groups


def _one_each(lines: list[str]) -> bool:
    """Whether every line is a paragraph: one is too long to have been wrapped, or all of them end as sentences do."""
    written = [line.rstrip(" \t\f") for line in lines if line.strip(" \t\f")]
    if any(len(line) > WIDEST_WRAP for line in written):
        return True
    parted = len(written) < len(lines) - 1
    return not parted and len(written) > 1 and all(line.endswith(_SENTENCE_ENDS) for line in written)


def _indents(lines: list[str]) -> bool:
    """Whether indenting marks paragraphs: some lines are, most are not, and none of that is a table."""
    written = [line for line in lines if line.strip(" \t\f")]
    marked = sum(line[0] in " \t" for line in written)
    return 0 < marked < len(written)
