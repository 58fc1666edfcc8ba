"""Where the pages of topics stand: their keys and paths, both ways."""

import re

import msgspec

from wiredesk.outlets.website.formats import FeedFormat
from wiredesk.publication.public import TopicKind


class TopicPage(msgspec.Struct, frozen=True, tag=True):
    """The stories under a topic; `topic` is a key as in publication.public.TopicRef."""

    topic: str


class TopicFeed(msgspec.Struct, frozen=True, tag=True):
    """A topic as a feed."""

    topic: str
    format: FeedFormat


class TopicSitemap(msgspec.Struct, frozen=True, tag=True):
    """The addresses of the topics' pages."""


TopicKey = TopicPage | TopicFeed | TopicSitemap

SITEMAP = "/sitemaps/topics.xml"
_KINDS = "|".join(kind.value for kind in TopicKind if kind is not TopicKind.SUBJECT)
_SLUG = r"[a-z0-9]+(?:-{1,2}[a-z0-9]+)*"
_TOPIC = re.compile(rf"/topic/((?:(?:{_KINDS})/)?{_SLUG})/([a-z]+\.xml)?")


def topic_path(key: TopicKey) -> str:
    """The path of a topic's page."""
    match key:
        case TopicSitemap():
            return SITEMAP
        case TopicPage(topic):
            return f"/topic/{topic}/"
        case TopicFeed(topic, form):
            return f"/topic/{topic}/{form.value}"


def topic_key_of(path: str) -> TopicKey | None:
    """The key of the topic's page at a path that begins with `/topic/`."""
    found = _TOPIC.fullmatch(path)
    if not found:
        return None
    if found[2]:
        return TopicFeed(found[1], FeedFormat(found[2])) if found[2] in set(FeedFormat) else None
    return TopicPage(found[1])
