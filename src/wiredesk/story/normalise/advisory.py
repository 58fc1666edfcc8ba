"""Lines for desks inside a body: taken out of what is published, and kept as the editor's note that they are.

Agencies write them at the head or the foot. One anywhere else, or one that cannot be parted from the story's own words,
stays where it is and is reported: a guard holds the story, since cutting it blindly could cut news.
"""

import re

import msgspec

from wiredesk.story.canonical import canonical_of_markup, canonical_text
from wiredesk.story.content import Block
from wiredesk.story.normalise.dateline import dateline_of
from wiredesk.wire.profiles.pieces import NOT_ILL_OF
from wiredesk.wire.profiles.profile import EDGE
from wiredesk.wire.profiles.table import Profile

LONGEST = 600
"""Characters. What is longer is not a remark to a desk, whatever it begins with."""

_LEFT_INSIDE = re.compile(rf"(?:^|[\s(\[])(?:(?:Eds|EDS)\s*\.?\s*:{NOT_ILL_OF}|EMBARGOED (?i:until|till)\b)")
_REMARKS = ("Eds", "EDS", "EMBARGOED")
_TAG = re.compile(r"<(/?)([a-z0-9]+)")


class Parted(msgspec.Struct, frozen=True):
    """The publishable blocks, the lines taken out of them (canonical text), and whether one may still be inside."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    unclear: bool = False


def part(blocks: tuple[Block, ...], profile: Profile) -> Parted:
    """Blocks without the advisories at their head and foot."""
    kept: list[Block] = []
    notes: list[str] = []
    unclear = False
    for number, block in enumerate(blocks):
        at_edge = number < EDGE or number >= len(blocks) - EDGE
        if not at_edge or block.kind not in ("p", "h2", "h3", "h4", "blockquote", "pre"):
            kept.append(block)
            continue
        left, taken, doubtful = _part(block, profile)
        notes.extend(taken)
        unclear = unclear or doubtful
        if left is not None:
            kept.append(left)
    remaining = tuple(kept)
    if not unclear and any(word in block.html for block in remaining for word in _REMARKS):
        unclear = _LEFT_INSIDE.search(canonical_text(remaining)) is not None
    return Parted(remaining, tuple(notes), unclear)


def without(text: str, notes: tuple[str, ...]) -> str:
    """A canonical text without those lines, in that order: what `part` did, found again in another way."""
    left = list(notes)
    lines = []
    for line in text.split("\n"):
        if left and line.startswith(left[0]):
            rest = line[len(left.pop(0)) :].lstrip(" ")
            if not rest:
                continue
            lines.append(rest)
        else:
            lines.append(line)
    return "\n".join(lines)


def _part(block: Block, profile: Profile) -> tuple[Block | None, list[str], bool]:
    """What is left of a block, the advisories that it began with, and whether one could not be parted from it."""
    lines = block.html.split("\n" if block.kind == "pre" else "<br>")
    notes: list[str] = []
    while lines:
        text = canonical_of_markup(lines[0])
        length = profile.advisory_length(text)
        if not length:
            break
        if length > LONGEST or (length == len(text) and _tells_news(text)):
            return _joined(block, lines), notes, True
        rest = _rest(lines[0], text, length)
        if rest is None:
            return _joined(block, lines), notes, True
        notes.append(text[:length])
        if rest:
            lines[0] = rest
            break
        lines.pop(0)
    return _joined(block, lines), notes, False


def _joined(block: Block, lines: list[str]) -> Block | None:
    html = ("\n" if block.kind == "pre" else "<br>").join(lines)
    return Block(block.kind, html) if html else None


def _rest(html: str, text: str, length: int) -> str | None:
    """The markup after an advisory: empty when it was the whole line, None when the two cannot be told apart."""
    depth = 0
    for closing, name in _TAG.findall(html):
        depth += 0 if name == "br" else -1 if closing else 1
    if depth:
        return None
    if length == len(text):
        return ""
    return html[length:].lstrip(" ") if html.startswith(text[:length]) else None


def _tells_news(text: str) -> bool:
    """Whether a dateline stands inside: the story's own first words follow the remark on the same line."""
    return any(dateline_of(text[at.end() :]) is not None for at in re.finditer(r"[.)\]:] |[ \u00a0](?=\w)", text))
