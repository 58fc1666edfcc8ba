"""Whom the version shown leans on, each mention with the words around it, so that a person can judge the finding."""

from collections.abc import Sequence

import msgspec

from wiredesk.story.content import HEADLINE, Cited, Content, Mention

_AROUND = 60
"""Characters shown before and after a mention, to the next whole word."""
_MOST_SOURCES, _MOST_PASSAGES = 50, 20
"""What one page shows of a text that is all names."""


class Passage(msgspec.Struct, frozen=True):
    """One mention: `line` counts the text's lines from 1 and is 0 for the headline."""

    line: int
    before: str
    name: str
    after: str


class Source(msgspec.Struct, frozen=True):
    """One source with its passages, in the order of the text, the headline last."""

    cited: Cited
    passages: tuple[Passage, ...]


def leaned_on(content: Content, lines: Sequence[str]) -> tuple[Source, ...]:
    """The sources of a version whose text has these lines, the first fifty with twenty mentions each."""
    return tuple(Source(cited, _passages(cited, content, lines)) for cited in content.cited[:_MOST_SOURCES])


def _passages(cited: Cited, content: Content, lines: Sequence[str]) -> tuple[Passage, ...]:
    return tuple(_passage(mention, _text(mention, content, lines)) for mention in cited.mentions[:_MOST_PASSAGES])


def _text(mention: Mention, content: Content, lines: Sequence[str]) -> str:
    if mention.block == HEADLINE:
        return content.headline
    return lines[mention.block]


def _passage(mention: Mention, text: str) -> Passage:
    before, after = text[: mention.start], text[mention.end :]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return Passage(mention.block + 1, before, text[mention.start : mention.end], after)
