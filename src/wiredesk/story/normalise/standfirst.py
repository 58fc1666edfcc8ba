"""The few words under a headline: the agency's own summary where it sent one, else whole words of its first paragraph.

A standfirst is never part of the verbatim body. A card always has one; the article only where it adds something, since
most feeds send the first paragraph again as a summary.
"""

import re

from wiredesk.story.canonical import canonical_of_html, canonical_text, fold
from wiredesk.story.content import Content
from wiredesk.story.normalise.dateline import dateline_of
from wiredesk.wire.profiles.table import Profile

LIMIT = 200
"""Characters on a card, the ellipsis included."""

_SHORTEST_CUT = 0.6
"""Of the limit: a cut never throws away more than this leaves, even inside one very long word."""

_TEASER = re.compile(
    r"\s*(?:\[(?:…|\.\.\.)\]"
    r"|(?:…|\.\.\.)?\s*(?i:read (?:the )?(?:full (?:article|story)|more)(?: at \S+)?|continue reading)\W*"
    r"|(?i:the post .{1,300} (?:first )?appeared (?:first )?on .{1,80}))\s*$"
)
"""What feeds put after a teaser: RT's `Read Full Article at RT.com`, WordPress's `The post … appeared first on …`."""

_WORDS = re.compile(r"[^\W_]+(?:[\u0900-\u0dff\u200c\u200d]*[^\W_]*)*")


def summary_text(summary: str | None, summary_type: str, profile: Profile) -> str | None:
    """The agency's summary as one plain line, without dateline, teaser words and lines for desks; None without one."""
    if not summary:
        return None
    text = canonical_of_html(summary) if summary_type == "html" and ("<" in summary or "&" in summary) else summary
    text = fold(text)
    text = text[profile.advisory_length(text) :].lstrip(" ")
    cut = _TEASER.sub("", text)
    if cut != text and not cut.endswith((".", "!", "?", "।", "۔", "”", '"')):
        cut += "…"
    dateline = dateline_of(cut, profile.names)
    return (cut[dateline.end :] if dateline else cut) or None


def cut_words(text: str, limit: int = LIMIT) -> str:
    """At most `limit` characters of a text, in whole words, ended with `…` where anything is missing."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    space = head.rfind(" ") if text[limit - 1 : limit] not in ("", " ") else len(head)
    if space >= limit * _SHORTEST_CUT:
        head = head[:space]
    return head.rstrip(" ,;:–—-\u200c\u200d") + "…"


def card_standfirst(content: Content, limit: int = LIMIT) -> str:
    """For cards and meta: always there, unless the story has neither summary nor text."""
    return cut_words(content.standfirst or content.lead_text, limit)


def article_standfirst(content: Content, *, always: bool = False) -> str | None:
    """For the article: the agency's own summary where it adds something to headline and text, or `always`."""
    summary = content.standfirst
    if summary is None or always:
        return summary
    words = " ".join(_WORDS.findall(summary.casefold()))
    if not words or words in " ".join(_WORDS.findall(content.headline.casefold())):
        return None
    body = " ".join(_WORDS.findall(canonical_text(content.blocks).casefold()))
    return None if words in body or words.rpartition(" ")[0] in body else summary
