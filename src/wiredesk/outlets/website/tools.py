"""What a reader may do with a story beside reading it: plain links, and buttons that only a script brings to life."""

from math import ceil
from urllib.parse import quote

from markupsafe import Markup

from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.story_keys import STORY_MP3
from wiredesk.publication.public import PublicStory

WORDS_A_MINUTE = 200
"""Silent reading of prose, rounded down: Brysbaert, Journal of Memory and Language 109 (2019), has 238 for English."""

_SHARES = (
    ("WhatsApp", "https://wa.me/?text={quoted_headline}%20{quoted_address}"),
    ("Telegram", "https://t.me/share/url?url={quoted_address}&text={quoted_headline}"),
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={quoted_address}"),
    ("X", "https://x.com/intent/post?text={quoted_headline}&url={quoted_address}"),
)
_MAIL = "mailto:?subject={quoted_headline}&body={quoted_address}"
"""Where stories are sent to most. Each is an ordinary link: it asks nobody before it is followed, and carries the
headline and the address, and nothing about the reader."""


def minutes(story: PublicStory) -> int:
    """How long reading the story takes, in minutes, at least one."""
    return max(1, ceil(sum(len(block.html.split()) for block in story.blocks) / WORDS_A_MINUTE))


def tools(paper: Paper, story: PublicStory) -> Markup:
    """Reading time and tools, for under the byline.

    Nearly all of it is the same on every article: it is rendered once, with places left open for what differs.
    """

    spoken = bool(paper.spoken_of(story))

    def make() -> Markup:
        shares = (*_SHARES, (paper.words.by_mail, _MAIL))
        return Markup(template("tools.html").render(paper=paper, shares=shares, spoken=spoken))  # noqa: S704

    address = paper.url(story.path)
    return paper.memory.cards.of((*paper.context, "tools", spoken), make).format(
        minutes=paper.words.minutes_to_read.format(n=paper.times.number(minutes(story))),
        headline=story.headline,
        address=address,
        quoted_headline=quote(story.headline, safe=""),
        spoken=STORY_MP3,
        quoted_address=quote(address, safe=""),
    )
