"""What a reader may do with a story beside reading it: plain links, and buttons that only a script brings to life."""

from collections.abc import Sequence
from math import ceil
from urllib.parse import quote, urlencode

import msgspec

from wiredesk.outlets.website.paper import Attributes, Paper
from wiredesk.publication.public import PublicStory

WORDS_A_MINUTE = 200
"""Silent reading of prose, rounded down: Brysbaert, Journal of Memory and Language 109 (2019), has 238 for English."""


class Share(msgspec.Struct, frozen=True):
    """One way to send a story on: an ordinary link, which asks nobody before it is followed."""

    name: str
    href: str


class Next(msgspec.Struct, frozen=True):
    """The story to go on with."""

    path: str
    headline: str
    language: Attributes


class Tools(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that stands under the byline, and the way on at the end."""

    minutes: str
    shares: tuple[Share, ...]
    next: Next | None


def minutes(story: PublicStory) -> int:
    """How long reading the story takes, in minutes, at least one."""
    return max(1, ceil(sum(len(block.html.split()) for block in story.blocks) / WORDS_A_MINUTE))


def shares(story: PublicStory, address: str, by_mail: str) -> tuple[Share, ...]:
    """Where a story is sent to most; each link carries its headline and address and nothing about the reader."""
    both = f"{story.headline} {address}"
    mail = urlencode({"subject": story.headline, "body": address}, quote_via=quote)
    return (
        Share("WhatsApp", "https://wa.me/?" + urlencode({"text": both}, quote_via=quote)),
        Share("Telegram", "https://t.me/share/url?" + urlencode({"url": address, "text": story.headline})),
        Share("Facebook", "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": address})),
        Share("X", "https://x.com/intent/post?" + urlencode({"text": story.headline, "url": address})),
        Share(by_mail, f"mailto:?{mail}"),
    )


def tools(paper: Paper, story: PublicStory, following: Sequence[PublicStory]) -> Tools:
    """The tools of an article; the first of `following` is the way on."""
    on = None
    if following:
        language = paper.attributes(following[0].language, following[0].direction)
        on = Next(following[0].path, following[0].headline, language)
    return Tools(
        minutes=paper.words.minutes_to_read.format(n=minutes(story)),
        shares=shares(story, paper.url(story.path), paper.words.by_mail),
        next=on,
    )
