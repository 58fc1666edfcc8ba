"""A front or a running story as Atom 1.0 (RFC 4287). Ids are tag URIs (RFC 4151): they name, and never move."""

from datetime import date
from urllib.parse import quote, urlsplit

from wiredesk.outlets.website.feeds.entry import Channel, author, body_of, entries, picture_of
from wiredesk.outlets.website.feeds.xml import DECLARATION, attribute, text
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.publication.public import PublicStory

BEGUN = date(2025, 1, 1)
"""A tag URI's date only has to lie in the time in which the name was ours, and must never change."""


def tag(paper: Paper, name: str) -> str:
    """A tag URI of this title."""
    host = urlsplit(paper.title.address).hostname or "localhost"
    return f"tag:{host},{BEGUN:%Y}:{paper.title.code}/{quote(name, safe='/')}"


def entry(paper: Paper, story: PublicStory) -> str:
    """One story as an `<entry>`. Raises NotInXml, and GateClosed where its body is not the stored text."""
    language = attribute(story.language)
    parts = [
        f'<entry xml:lang="{language}">\n<id>{text(tag(paper, "story/" + story.id))}</id>\n',
        f"<title>{text(story.headline)}</title>\n",
        f'<link rel="alternate" type="text/html" href="{attribute(paper.url(story.path))}"/>\n',
        f"<published>{paper.times.iso(story.published_at)}</published>\n",
        f"<updated>{paper.times.iso(story.modified_at)}</updated>\n",
        f"<author><name>{text(author(story))}</name></author>\n",
        f'<category term="{attribute(story.section.slug)}" label="{attribute(story.section.name)}"/>\n',
    ]
    if story.paid:
        parts.append(f'<category term="paid" label="{attribute(paper.words.paid)}"/>\n')
    if found := picture_of(story):
        parts.append(
            f'<link rel="enclosure" type="{attribute(found.media_type)}" href="{attribute(paper.url(found.path))}"/>\n'
        )
    if story.standfirst or not story.full_text_feeds:
        parts.append(f"<summary>{text(story.standfirst or story.headline)}</summary>\n")
    if story.full_text_feeds:
        parts.append(f'<content type="html">{text(body_of(story))}</content>\n')
    parts.append("</entry>\n")
    return "".join(parts)


def press(paper: Paper, channel: Channel) -> Sheet:
    """A feed. Raises GateClosed."""
    found = entries(paper, channel, entry)
    newest = max((story.modified_at for story in channel.stories), default=None)
    updated = paper.times.iso(newest) if newest else f"{BEGUN}T00:00:00Z"
    own = text(paper.title.name if channel.name == paper.title.name else f"{channel.name} | {paper.title.name}")
    head = (
        f"<id>{text(tag(paper, 'feed' + channel.page))}</id>\n<title>{own}</title>\n"
        f"<updated>{updated}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href="{attribute(paper.url(channel.path))}"/>\n'
        f'<link rel="alternate" type="text/html" href="{attribute(paper.url(channel.page))}"/>\n'
        f"<author><name>{text(paper.title.name)}</name></author>\n"
    )
    language = attribute(paper.title.language)
    open_ = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">\n'
    return Sheet(f"{DECLARATION}{open_}{head}{found.text}</feed>\n", found.shows)
