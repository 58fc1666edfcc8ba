"""What search engines read: schema.org's NewsArticle and the paper itself, as JSON that cannot end its script."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.pictures import JPEG, sizes_of
from wiredesk.publication.public import PublicPicture, PublicStory, TopicKind, TopicRef
from wiredesk.story.canonical import canonical_text

SHAPES = ("16x9", "4x3", "1x1")
LEAST_WIDTH = 1200
"""Google shows large pictures only where they are at least this wide."""

_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def script_json(value: Any) -> Markup:
    """JSON that is safe inside `<script>`: no `<` of any text survives to open or close an element."""
    return Markup(msgspec.json.encode(value).decode().translate(_ESCAPES))  # noqa: S704


def _publisher(paper: Paper) -> dict[str, Any]:
    return {
        "@type": "NewsMediaOrganization",
        "name": paper.title.name,
        "url": paper.url("/"),
        "logo": {"@type": "ImageObject", "url": paper.url(paper.icon), "width": 512, "height": 512},
    }


def publisher_json(paper: Paper) -> Markup:
    """The paper, for its home page."""
    return script_json({"@context": "https://schema.org", **_publisher(paper)})


_TOPICS = {
    TopicKind.SUBJECT: "Thing",
    TopicKind.PLACE: "Place",
    TopicKind.PERSON: "Person",
    TopicKind.OUTLET: "Organization",
}


def topic_json(paper: Paper, topic: TopicRef, path: str, stories: Sequence[PublicStory]) -> Markup:
    """A topic's page as a collection of its articles, newest first."""
    return script_json(
        {
            "@context": "https://schema.org",
            "@type": "CollectionPage",
            "@id": paper.url(path),
            "url": paper.url(path),
            "name": topic.name,
            "about": {"@type": _TOPICS[topic.kind], "name": topic.name},
            "isPartOf": {"@type": "WebSite", "name": paper.title.name, "url": paper.url("/")},
            "mainEntity": _list(paper, topic.name, stories, "Descending"),
        }
    )


def live_json(
    paper: Paper,
    name: str,
    path: str,
    updates: Sequence[tuple[PublicStory, datetime]],
    *,
    begun_at: datetime,
    last_at: datetime,
    ends_at: datetime,
) -> Markup:
    """A live page as a LiveBlogPosting: each update a BlogPosting with the agency's own words, newest first."""
    address = paper.url(path)
    first = next((story.pictures[0] for story, _ in updates if story.pictures), None)
    return script_json(
        {
            "@context": "https://schema.org",
            "@type": "LiveBlogPosting",
            "@id": address,
            "headline": name,
            "url": address,
            "mainEntityOfPage": {"@type": "WebPage", "@id": address},
            "datePublished": paper.times.iso(begun_at),
            "dateModified": paper.times.iso(last_at),
            "coverageStartTime": paper.times.iso(begun_at),
            "coverageEndTime": paper.times.iso(ends_at),
            "inLanguage": updates[0][0].language,
            "articleSection": updates[0][0].section.name,
            **({"image": found} if first and (found := images(paper, first)) else {}),
            "author": _publisher(paper),
            "publisher": _publisher(paper),
            "isAccessibleForFree": True,
            "liveBlogUpdate": [
                {
                    "@type": "BlogPosting",
                    "@id": f"{address}#u-{story.id}",
                    "headline": story.headline,
                    "url": f"{address}#u-{story.id}",
                    "sameAs": paper.url(story.path),
                    "datePublished": paper.times.iso(at),
                    "articleBody": canonical_text(story.blocks),
                    "inLanguage": story.language,
                    "author": _authors(paper, story),
                    **({"image": found} if story.pictures and (found := images(paper, story.pictures[0])) else {}),
                }
                for story, at in updates
            ],
        }
    )


def timeline_json(paper: Paper, name: str, stories: Sequence[PublicStory], *, newest_first: bool) -> Markup:
    """A running story as a list of its articles, in the order in which the page has them."""
    order = "Descending" if newest_first else "Ascending"
    return script_json({"@context": "https://schema.org", **_list(paper, name, stories, order)})


def _list(paper: Paper, name: str, stories: Sequence[PublicStory], order: str) -> dict[str, Any]:
    return {
        "@type": "ItemList",
        "name": name,
        "numberOfItems": len(stories),
        "itemListOrder": f"https://schema.org/ItemListOrder{order}",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "url": paper.url(story.path)}
            for place, story in enumerate(stories, 1)
        ],
    }


def images(paper: Paper, picture: PublicPicture) -> list[str]:
    """The picture in each shape that search engines ask for; the largest as it is where it has no such shapes."""
    cut = [found[-1] for shape in SHAPES if (found := sizes_of(picture, JPEG, shape))]
    wide = [one for one in cut if one.width >= LEAST_WIDTH] or cut
    return [paper.url(one.path) for one in wide or sizes_of(picture, JPEG)[-1:]]


def _authors(paper: Paper, story: PublicStory) -> list[dict[str, Any]]:
    page = paper.url(story.provider.path)
    if story.authors:
        own = {one.name: paper.url(one.path) for one in story.bylines}
        return [{"@type": "Person", "name": name, "url": own.get(name, page)} for name in story.authors]
    return [{"@type": "Organization", "name": story.provider.name, "url": page}]


def type_of(story: PublicStory) -> str:
    """What schema.org calls such a story."""
    return "AdvertiserContentArticle" if story.paid else "NewsArticle"


def article_json(paper: Paper, story: PublicStory) -> Markup:
    """A story as a NewsArticle. `dateModified` moves only when its public text moves."""
    address = paper.url(story.path)
    return script_json(
        {
            "@context": "https://schema.org",
            "@type": type_of(story),
            "@id": address,
            "headline": story.headline,
            **({"description": story.standfirst} if story.standfirst else {}),
            "url": address,
            "mainEntityOfPage": {"@type": "WebPage", "@id": address},
            "datePublished": paper.times.iso(story.published_at),
            "dateModified": paper.times.iso(story.modified_at),
            "inLanguage": story.language,
            "articleSection": story.section.name,
            **({"keywords": list(story.subjects)} if story.subjects else {}),
            **({"dateline": story.dateline} if story.dateline else {}),
            **({"image": found} if story.pictures and (found := images(paper, story.pictures[0])) else {}),
            "author": _authors(paper, story),
            "sourceOrganization": {"@type": "Organization", "name": story.provider.name},
            "publisher": _publisher(paper),
            "isAccessibleForFree": True,
        }
    )
