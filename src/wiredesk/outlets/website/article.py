"""A story's own page."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website import slip
from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.head import LARGE_PREVIEWS, NO_INDEX, FeedLink, Head, feeds, robots
from wiredesk.outlets.website.paper import Attributes, Paper
from wiredesk.outlets.website.pictures import JPEG, Shown, poster, shown, sizes_of
from wiredesk.outlets.website.players import Film, Player, film_of, on_the_web, player_of, policy_for
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import FrontPage
from wiredesk.outlets.website.so_far import SoFar, so_far
from wiredesk.outlets.website.sources import Source, sources, with_citing
from wiredesk.outlets.website.story_keys import STORY_JSON
from wiredesk.outlets.website.structured import article_json, type_of
from wiredesk.outlets.website.threads import BESIDE
from wiredesk.outlets.website.tools import tools
from wiredesk.outlets.website.topics import Link as TopicLink
from wiredesk.outlets.website.topics import chips
from wiredesk.publication.neighbours import SHOWN, Beside
from wiredesk.publication.public import EmbedLink, FrontKind, Indexing, ProviderRef, PublicStory
from wiredesk.story.canonical import render_blocks

BOX = 5
NEWEST = BOX + 2 + SHOWN + BESIDE
"""Read of a section: the story itself may be one of them, the next one, and what stands in the boxes above."""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A story in a box, with its section and time, and why it stands there, where there is more to say than that."""

    path: str
    headline: str
    language: Attributes
    section: str = ""
    at: Markup = Markup()
    shared: str = ""
    numbers: str = ""
    hours: str = ""


class Embedded(msgspec.Struct, frozen=True):
    """Something the agency embedded: a link, and what may be shown in its place."""

    url: str
    text: str
    film: Film | None = None
    player: Player | None = None
    loads: str = ""
    poster: str = ""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the article's template shows beside the story itself."""

    language: Attributes
    own: Attributes | str
    type: str
    address: str
    byline: Markup
    also_reported: Markup
    body: Markup
    first: Shown | None
    gallery: tuple[Shown, ...]
    embeds: tuple[Embedded, ...]
    rel: str
    hops: tuple[slip.Hop, ...]
    facts: str
    stamp_class: str
    source: str
    provider_page: bool
    more: str
    headline_whose: str
    picture_whose: str
    sources: tuple[Source, ...]
    so_far: SoFar | None
    related: tuple[Link, ...]
    newest: tuple[Link, ...]
    newest_title: str
    tools: Markup
    following: Link | None
    topics: tuple[TopicLink, ...]


def rel(story: PublicStory) -> str:
    """What links of this story's own text are to search engines."""
    return "sponsored noopener" if story.paid else "noopener"


def _named(paper: Paper, provider: ProviderRef) -> Markup:
    """The agency, with its own page where it has one."""
    if (FrontKind.PROVIDER, provider.code.lower()) in paper.shelf.fronts():
        return Markup('<a class="u" href="{}">{}</a>').format(provider.path, provider.name)
    return Markup.escape(provider.name)


def also_reported(paper: Paper, story: PublicStory) -> Markup:
    """`Also reported by PTI`: the agencies that sent the same copy, empty where no other did.

    Without links: such an agency may have no page yet, and none of this page's news is that it has one.
    """
    others = Markup.escape(paper.words.comma).join(one.name for one in story.also_reported)
    return Markup(paper.words.also_reported).format(providers=others) if others else others  # noqa: S704


def byline(paper: Paper, story: PublicStory) -> Markup:
    """`By ANI, citing RT`: the agency with its own page, after the author where the item names one."""
    provider = _named(paper, story.provider)
    pages = {one.name: one.path for one in story.bylines}
    names = [
        Markup('<a class="u" href="{}">{}</a>').format(pages[name], name) if name in pages else Markup.escape(name)
        for name in story.authors
        if name.casefold() != story.provider.name.casefold()
    ]
    if names:
        by = Markup(paper.words.by_for).format(name=Markup.escape(paper.words.comma).join(names), provider=provider)  # noqa: S704
    else:
        by = Markup(paper.words.by).format(name=provider)  # noqa: S704  (our own words)
    return with_citing(paper, story, by)


def _embed(paper: Paper, embed: EmbedLink, still: str) -> Embedded:
    texts = {"video": paper.words.embed_video, "audio": paper.words.embed_audio, "post": paper.words.embed_post}
    host = urlsplit(embed.url).hostname or embed.url
    host = host.removeprefix("www.")
    text = texts.get(embed.kind, paper.words.embed_frame).format(host=host)
    loads = paper.words.player_loads.format(host=host)
    return Embedded(embed.url, text, film_of(embed), player_of(embed), loads, still)


def _embeds(paper: Paper, story: PublicStory) -> tuple[Embedded, ...]:
    """The story's own picture stands over its first film: which belongs to which of several nobody says."""
    still = poster(story.pictures[0]) if story.pictures else ""
    found = _on_the_web(story)
    first = next((one for one in found if film_of(one)), None)
    return tuple(_embed(paper, one, still if one is first else "") for one in found)


def _on_the_web(story: PublicStory) -> tuple[EmbedLink, ...]:
    return tuple(one for one in story.embeds if on_the_web(one.url))


def policy(paper: Paper, story: PublicStory) -> str:
    """The content policy that the story's page needs, where it is another than every page's."""
    return policy_for(_on_the_web(story), spoken=bool(paper.spoken_of(story)))


def newest(paper: Paper, story: PublicStory, above: Iterable[str]) -> tuple[PublicStory, ...]:
    """The newest of the story's section: never itself, none twice, none paid, none of the boxes above.

    BOX of them stand in the box, and where there is one more it is the story to go on with.
    """
    taken = {story.id, *above}
    found = paper.shelf.newest(story.section.slug, NEWEST)
    return tuple(one for one in found if one.id not in taken and not one.paid)[: BOX + 1]


def related(paper: Paper, story: PublicStory) -> tuple[Beside, ...]:
    """What else is about the story, best first, a running story by its newest; nothing beside paid copy."""
    if story.paid:
        return ()
    threads = paper.shelf.threads.where(paper.shelf.lists.listed(story.id))
    return paper.shelf.lists.beside(story, threads, paper.shelf)


def _related_link(paper: Paper, one: Beside) -> Link:
    other = one.story
    return Link(
        path=other.path,
        headline=other.headline,
        language=paper.attributes(other.language, other.direction),
        section=other.label or other.section.name,
        at=paper.times.recent_tag(other.published_at, paper.today),
        shared=" ".join(one.shared),
        numbers=" ".join(one.numbers),
        hours=f"{one.hours_apart:g}",
    )


def _link(paper: Paper, story: PublicStory) -> Link:
    language = paper.attributes(story.language, story.direction)
    return Link(path=story.path, headline=story.headline, language=language)


def _open_graph(paper: Paper, story: PublicStory) -> tuple[tuple[str, str], ...]:
    found = [
        ("og:type", "article"),
        ("og:site_name", paper.title.name),
        ("og:title", story.headline),
        ("og:url", paper.url(story.path)),
    ]
    if story.standfirst:
        found.append(("og:description", story.standfirst))
    if story.pictures:
        picture = story.pictures[0]
        shared = sizes_of(picture, JPEG, "og") or sizes_of(picture, JPEG)
        if shared:
            best = shared[-1]
            found += [
                ("og:image", paper.url(best.path)),
                ("og:image:type", JPEG),
                ("og:image:width", str(best.width)),
                ("og:image:height", str(best.height)),
            ]
            if picture.caption:
                found.append(("og:image:alt", picture.caption))
    found += [
        ("article:published_time", paper.times.iso(story.published_at)),
        ("article:modified_time", paper.times.iso(story.modified_at)),
        ("article:section", story.section.name),
    ]
    return tuple(found)


def head(paper: Paper, story: PublicStory) -> Head:
    """The article's head; its indexing is what the provider's contract says."""
    indexed = LARGE_PREVIEWS if story.indexing is not Indexing.NOINDEX else NO_INDEX
    own = paper.url(story.path)
    elsewhere = story.indexing is Indexing.CANONICAL and (story.agency_link or "").startswith(("https://", "http://"))
    section = FrontPage(FrontKind.SECTION, story.section.slug)
    return Head(
        title=f"{story.headline} | {paper.title.name}",
        description=story.standfirst,
        robots=robots(paper, indexed),
        google_news=NO_INDEX if story.indexing is Indexing.NOINDEX_NEWS or story.paid else "",
        canonical=(story.agency_link or own) if elsewhere else own,
        current=story.section.path,
        feeds=(
            *feeds(paper, section, story.section.name),
            FeedLink("application/json", paper.words.read_as_data, story.path + STORY_JSON),
        ),
        open_graph=_open_graph(paper, story),
        json_ld=article_json(paper, story),
    )


def _view(
    paper: Paper,
    story: PublicStory,
    about: tuple[Beside, ...],
    thread: SoFar | None,
    latest: tuple[PublicStory, ...],
) -> View:
    language = paper.attributes(story.language, story.direction)
    alt = paper.words.picture_alt
    pictures = [
        made for place, one in enumerate(story.pictures) if (made := shown(one, alt=alt, first=place == 0)) is not None
    ]
    return View(
        language=language,
        own=paper.own if language.language else "",
        type=type_of(story),
        address=paper.url(story.path),
        byline=byline(paper, story),
        also_reported=also_reported(paper, story),
        body=Markup(render_blocks(story.blocks, rel=rel(story))),  # noqa: S704  (sanitised, and gated afterwards)
        first=pictures[0] if pictures else None,
        gallery=tuple(pictures[1:]),
        embeds=_embeds(paper, story),
        rel=rel(story),
        hops=slip.hops(paper, story),
        facts=" ".join(fact.value for fact in story.disclaimer.facts),
        stamp_class=slip.stamp_class(story),
        source=slip.source(paper, story),
        provider_page=(FrontKind.PROVIDER, story.provider.code.lower()) in paper.shelf.fronts(),
        more=paper.words.more_from.format(provider=story.provider.name),
        headline_whose=slip.headline_whose(paper, story),
        picture_whose=slip.picture_whose(paper, story),
        sources=sources(paper, story),
        so_far=thread,
        related=tuple(_related_link(paper, one) for one in about),
        newest=tuple(_link(paper, one) for one in latest[:BOX]),
        newest_title=paper.words.newest_related.format(section=story.section.name),
        tools=tools(paper, story),
        following=_link(paper, latest[BOX]) if len(latest) > BOX else None,
        topics=chips(paper, story),
    )


def press(paper: Paper, story: PublicStory) -> Sheet:
    """The article page of a live story."""
    about = related(paper, story)
    thread = so_far(paper, story, frozenset(one.story.id for one in about))
    if about:
        about = paper.shelf.lists.filled(story, about, sorted(thread.shows) if thread else (), paper.shelf)
    beside = {one.story.id for one in about} | (thread.shows if thread else set())
    latest = newest(paper, story, beside)
    text = template("article.html").render(
        paper=paper, head=head(paper, story), story=story, view=_view(paper, story, about, thread, latest)
    )
    return Sheet(text, frozenset({story.id, *beside, *(one.id for one in latest)}))
