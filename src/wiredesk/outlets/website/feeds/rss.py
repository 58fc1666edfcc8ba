"""A front or a running story as RSS 2.0, with the content, dc, media and atom modules."""

from datetime import datetime
from email.utils import format_datetime

from wiredesk.outlets.website.feeds.entry import Channel, author, body_of, entries, picture_of
from wiredesk.outlets.website.feeds.xml import DECLARATION, attribute, text
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.publication.public import PublicStory

TTL = 5
"""Minutes a reader should wait before asking again (RSS 2.0, `ttl`)."""

_OPEN = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n'
)


def _date(paper: Paper, at: datetime) -> str:
    return format_datetime(paper.times.local(at))


def guid(paper: Paper, story: PublicStory) -> str:
    """A name that stays whatever becomes of headline, section or address."""
    return f"{paper.title.code}:{story.id}"


def item(paper: Paper, story: PublicStory) -> str:
    """One story as an `<item>`. Raises NotInXml, and GateClosed where its body is not the stored text."""
    address = paper.url(story.path)
    parts = [
        f"<item>\n<title>{text(story.headline)}</title>\n<link>{text(address)}</link>\n",
        f'<guid isPermaLink="false">{text(guid(paper, story))}</guid>\n',
        f"<pubDate>{_date(paper, story.published_at)}</pubDate>\n",
        f"<dc:creator>{text(author(story))}</dc:creator>\n<dc:language>{text(story.language)}</dc:language>\n",
        f"<category>{text(story.section.name)}</category>\n",
    ]
    if story.paid:
        parts.append(f"<category>{text(paper.words.paid)}</category>\n")
    if story.standfirst:
        parts.append(f"<description>{text(story.standfirst)}</description>\n")
    if story.full_text_feeds:
        parts.append(f"<content:encoded>{text(body_of(story))}</content:encoded>\n")
    if found := picture_of(story):
        picture = story.pictures[0]
        parts.append(
            f'<media:content url="{attribute(paper.url(found.path))}" type="{attribute(found.media_type)}"'
            f' medium="image" width="{found.width}" height="{found.height}">'
        )
        if picture.caption:
            parts.append(f'<media:description type="plain">{text(picture.caption)}</media:description>')
        if picture.credit:
            parts.append(f"<media:credit>{text(picture.credit)}</media:credit>")
        parts.append("</media:content>\n")
    parts.append("</item>\n")
    return "".join(parts)


def press(paper: Paper, channel: Channel) -> Sheet:
    """A feed. Raises GateClosed."""
    found = entries(paper, channel, item)
    home = paper.url(channel.page)
    newest = max((story.changed_at or story.live_at for story in channel.stories), default=None)
    own = text(paper.title.name if channel.name == paper.title.name else f"{channel.name} | {paper.title.name}")
    head = (
        f"<title>{own}</title>\n<link>{text(home)}</link>\n<description>{own}</description>\n"
        f"<language>{text(paper.title.language)}</language>\n<ttl>{TTL}</ttl>\n"
        f'<atom:link href="{attribute(paper.url(channel.path))}" rel="self" type="application/rss+xml"/>\n'
    )
    if newest:
        head += f"<lastBuildDate>{_date(paper, newest)}</lastBuildDate>\n"
    return Sheet(f"{DECLARATION}{_OPEN}{head}{found.text}</channel>\n</rss>\n", found.shows)
