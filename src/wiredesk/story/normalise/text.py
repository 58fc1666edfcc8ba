"""Plain text as blocks: where its paragraphs are, and which line ends are only where a wire broke its lines.

Text wires wrap at 60 to 80 columns and part paragraphs by an empty line, or by indenting the first line (ANPA); feeds
put a whole paragraph on a line. The words are the same either way; only the paragraphing is judged.
"""

from itertools import pairwise

from wiredesk.story.canonical import escape, fold
from wiredesk.story.content import Block
from wiredesk.story.normalise.dateline import dateline_of
from wiredesk.wire.profiles.profile import REMARK

WIDEST_WRAP = 120
"""Characters. A longer line was not wrapped, so its end is a paragraph's."""

_SENTENCE_ENDS = (".", "!", "?", "”", '"', "’", "'", ")", "]", "।", "۔", "…", ":", ";")


def blocks_of_text(text: str) -> tuple[Block, ...]:
    """The paragraphs of a plain text, each with its words folded to one line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraphs = (fold(" ".join(group)) for group in _grouped(lines))
    return tuple(Block("p", escape(words)) for words in paragraphs if words)


def remark_is_doubtful(text: str, names: tuple[str, ...]) -> bool:
    """Whether a short remark to desks may go on in the line below: it ends as no sentence, and no dateline follows."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not any(word in text for word in ("Eds", "EDS")) or _one_each(lines):
        return False
    return any(
        _is_remark(line, below)
        and not line.rstrip().endswith(_SENTENCE_ENDS)
        and dateline_of(fold(below), names) is None
        for line, below in pairwise(lines)
    )


def _is_remark(line: str, below: str) -> bool:
    """Whether a line is a whole remark to desks, so that the one below begins something else."""
    return REMARK.match(f"{line}\n{below}") is not None


def _grouped(lines: list[str]) -> list[list[str]]:
    """Lines that belong to one paragraph each."""
    whole = _one_each(lines)
    indented = not whole and _indents(lines)
    groups: list[list[str]] = [[]]
    for line in lines:
        remarked = groups[-1] and _is_remark(groups[-1][-1], line)
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
