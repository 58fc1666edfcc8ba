"""A topic's pages: its timeline, its running stories, who is cited in them; and which of its pages a change presses."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from wiredesk.outlets.stores.store import PageStore
from wiredesk.outlets.website import cards
from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.feeds.entry import Channel
from wiredesk.outlets.website.feeds.xml import in_xml
from wiredesk.outlets.website.formats import FeedFormat
from wiredesk.outlets.website.fronts import Group, groups
from wiredesk.outlets.website.head import TYPES, FeedLink, Head, robots
from wiredesk.outlets.website.paper import Attributes, Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import Fixed, PageKey, ThreadPage, key_of, path_of
from wiredesk.outlets.website.story_keys import Article, article_of
from wiredesk.outlets.website.structured import topic_json
from wiredesk.outlets.website.threads import name_of
from wiredesk.outlets.website.topic_keys import TopicFeed, TopicPage, TopicSitemap
from wiredesk.publication.public import PublicCited, PublicStory, PublicThread, TopicKind, TopicRef, topic_key
from wiredesk.publication.shelf import Shelf
from wiredesk.publication.topic import place_slug, topic_slug
from wiredesk.story.content import CitedKind

FOLLOWED = 20
"""Articles of a topic, the newest, that are pressed with its first page: older ones lead there once they are read."""

_OWN = (TopicKind.SUBJECT, TopicKind.PLACE)
"""What a story is about: these stand under its text."""

THREADS, WHO = 5, 10
"""Running stories, and people and outlets, that a topic's page names."""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A name that leads to a page, or stands alone where there is none."""

    name: str
    path: str
    language: Attributes | str = ""
    note: str = ""


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is cited in these stories, in how many, and the newest of them."""

    who: Link
    often: str
    newest: str
    """Its headline alone: it leads to its article where it stands on the page, which is once."""
    language: Attributes


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template shows."""

    name: str
    language: Attributes
    kind: str
    role: str
    note: str
    feed: str
    threads: tuple[Link, ...]
    who: tuple[Who, ...]
    groups: tuple[Group, ...]


def cited_key(cited: PublicCited) -> str:
    """The key of the topic that somebody who is cited is."""
    kind = TopicKind.PERSON if cited.kind is CitedKind.PERSON else TopicKind.OUTLET
    return topic_key(kind, topic_slug(cited.usual))


def page_of(paper: Paper, key: str) -> str:
    """The path of a topic's page; empty where links may not lead there."""
    return path_of(TopicPage(key)) if paper.shelf.topics.linked(key) else ""


def chips(paper: Paper, story: PublicStory) -> tuple[Link, ...]:
    """A story's own subjects and places that have a page; whom it cites is led on to where its sources stand."""
    own = [one for one in paper.shelf.topics.named(story) if one.kind in _OWN]
    linked = (
        Link(name=one.name, path=path, language=_language(paper, one, story))
        for one in own
        if (path := page_of(paper, one.key))
    )
    return (*linked, *_cities(paper, story))


def _cities(paper: Paper, story: PublicStory) -> Iterator[Link]:
    """The fronts of the cities that a story happens in: where a city has an edition, no topic doubles it."""
    for place in story.places:
        edition = paper.shelf.topics.edition(topic_key(TopicKind.PLACE, place_slug(place)))
        if edition is not None and edition.slug in story.editions:
            language = paper.attributes(edition.language, edition.direction)
            yield Link(name=edition.name, path=edition.path, language=language)


def _language(paper: Paper, topic: TopicRef, story: PublicStory) -> Attributes:
    """The language of a topic's name as a story gives it: places are called what the paper calls them."""
    own = topic.kind is TopicKind.PLACE
    title = paper.title
    return paper.attributes(*((paper.words.language, title.direction) if own else (story.language, story.direction)))


def _stories(paper: Paper, key: str) -> tuple[PublicStory, ...]:
    """A topic's stories that can be read, newest first; none where they are too few."""
    return paper.stories(paper.shelf.topics.stories(key)) if paper.shelf.topics.enough(key) else ()


def _named(paper: Paper, key: str, stories: Iterable[PublicStory]) -> tuple[TopicRef, PublicStory] | None:
    """What the newest story that names the topic calls it, and that story."""
    found = ((one, story) for story in stories for one in paper.shelf.topics.named(story) if one.key == key)
    return next(found, None)


def _kind(paper: Paper, topic: TopicRef) -> str:
    words = paper.words
    kinds = {
        TopicKind.SUBJECT: words.topic_subject,
        TopicKind.PLACE: words.topic_place,
        TopicKind.PERSON: words.topic_person,
        TopicKind.OUTLET: words.topic_outlet,
    }
    return kinds[topic.kind]


def _role(key: str, stories: Iterable[PublicStory]) -> str:
    """The title that the newest story which gives one gives a person."""
    roles = (one.role for story in stories for one in story.cited if one.role and cited_key(one) == key)
    return next(roles, "")


def _threads(paper: Paper, stories: Sequence[PublicStory]) -> tuple[tuple[PublicThread, PublicStory], ...]:
    """The running stories that these are part of, that of the newest first, each with its newest story."""
    threads = _running(paper.shelf, [story.id for story in stories])
    newest = ((thread, paper.stories(thread.stories[:1])) for thread in threads)
    return tuple((thread, one[0]) for thread, one in newest if one)[:THREADS]


def _running(shelf: Shelf, stories: Sequence[str]) -> tuple[PublicThread, ...]:
    """The public ones among the first threads of these stories: twice as many as a page shows are looked at."""
    found = shelf.threads.named(_first_threads(shelf, stories))
    return tuple({thread.id: thread for thread in found.values()}.values())


def _first_threads(shelf: Shelf, stories: Sequence[str]) -> tuple[str, ...]:
    return shelf.threads.ids_of(stories)[: 2 * THREADS]


def _thread_link(paper: Paper, thread: PublicThread, newest: PublicStory) -> Link:
    return Link(
        name=name_of(thread, (newest,)),
        path=path_of(ThreadPage(thread.id)),
        language="" if thread.name else paper.attributes(newest.language, newest.direction),
        note=paper.words.topic_stories.format(n=paper.times.number(len(thread.stories))),
    )


def _who(paper: Paper, key: str, stories: Sequence[PublicStory]) -> tuple[Who, ...]:
    """Who is cited in these stories, in most of them first; never the one whose page it is."""
    counts: Counter[str] = Counter()
    newest: dict[str, tuple[PublicCited, PublicStory]] = {}
    for story in stories:
        for key_of_cited, cited in {cited_key(one): one for one in story.cited}.items():
            counts[key_of_cited] += 1
            newest.setdefault(key_of_cited, (cited, story))
    counts.pop(key, None)
    return tuple(_one_who(paper, one, often, *newest[one]) for one, often in counts.most_common(WHO))


def _one_who(paper: Paper, key: str, often: int, cited: PublicCited, story: PublicStory) -> Who:
    language = paper.attributes(story.language, story.direction)
    name = f"{cited.name}, {cited.role}" if cited.role else cited.name
    words = paper.words
    return Who(
        who=Link(name=name, path=page_of(paper, key), language=language),
        often=words.cited_in_one if often == 1 else words.cited_in_stories.format(n=paper.times.number(often)),
        newest=story.headline,
        language=language,
    )


def press(paper: Paper, key: TopicPage) -> Sheet | None:
    """A topic's page; None where too few stories stand under it."""
    stories = _stories(paper, key.topic)
    named = _named(paper, key.topic, stories)
    if named is None:
        return None
    topic, newest = named
    threads = _threads(paper, stories)
    view = View(
        name=topic.name,
        language=_language(paper, topic, newest),
        kind=_kind(paper, topic),
        role=_role(key.topic, stories) if topic.kind is TopicKind.PERSON else "",
        note=paper.words.topic_stories.format(n=paper.times.number(paper.shelf.topics.count(key.topic))),
        feed=path_of(TopicFeed(key.topic, FeedFormat.RSS)),
        threads=tuple(_thread_link(paper, *one) for one in threads),
        who=_who(paper, key.topic, stories),
        groups=groups(paper, stories),
    )
    text = template("topic.html").render(paper=paper, head=_head(paper, key, topic, stories), view=view)
    return Sheet(text, cards.ids((*stories, *(story for _, story in threads))))


def _head(paper: Paper, key: TopicPage, topic: TopicRef, stories: Sequence[PublicStory]) -> Head:
    path, name = path_of(key), topic.name
    return Head(
        title=f"{name} | {paper.title.name}",
        description=paper.words.front_about.format(name=name, paper=paper.title.name),
        robots=robots(paper),
        canonical=paper.url(path),
        feeds=tuple(
            FeedLink(kind, f"{name} ({form.name})", path_of(TopicFeed(key.topic, form))) for form, kind in TYPES.items()
        ),
        open_graph=(
            ("og:type", "website"),
            ("og:site_name", paper.title.name),
            ("og:title", name),
            ("og:url", paper.url(path)),
        ),
        json_ld=topic_json(paper, topic, path, stories),
    )


def channel(paper: Paper, key: TopicFeed) -> Channel | None:
    """A topic's feed; None where too few stories stand under it."""
    stories = _stories(paper, key.topic)
    named = _named(paper, key.topic, stories)
    if named is None:
        return None
    # A name that no XML can carry names no feed, and keeps its stories of none.
    called = named[0].name if in_xml(named[0].name) else paper.title.name
    return Channel(called, path_of(TopicPage(key.topic)), path_of(key), key.format, stories[: paper.sizes.feed])


def pages(topic: str) -> tuple[PageKey, ...]:
    """The three pages of a topic."""
    return (TopicPage(topic), *(TopicFeed(topic, form) for form in FeedFormat))


def touched(shelf: Shelf, store: PageStore, topics: Sequence[str]) -> frozenset[PageKey]:
    """The pages that these topics press, once a batch however many stories entered them.

    With the first page of a topic go the articles that lead to it from now on; with its last, those that did.
    """
    keys = {key for one in topics for key in pages(one)}
    opening = shelf.topics.opens(topics)
    if opening:
        shelf.topics.read_stories(opening)
        newest = [one for topic in opening for one in shelf.topics.stories(topic)[:FOLLOWED]]
        keys |= {article_of(story.path) for story in shelf.stories(newest).values()}
        keys |= {TopicSitemap(), Fixed.SITEMAP}
    return frozenset(keys | fallen(shelf, store, topics))


def fallen(shelf: Shelf, store: PageStore, topics: Iterable[str]) -> frozenset[PageKey]:
    """The pages that lead to those of these topics that have a page and too few stories for one by now.

    These are few: the articles of the stories left under it, and the pages of other topics that these stories stand on.
    """
    topics = tuple(topics)
    shelf.topics.read(topics)
    code = shelf.title.code
    few = {path_of(TopicPage(one)): one for one in topics if not shelf.topics.enough(one)}
    absent = store.absent(code, list(few))
    gone = [one for path, one in few.items() if path not in absent]
    if not gone:
        return frozenset()
    shelf.topics.read_stories(gone)
    left = sorted({story for one in gone for story in shelf.topics.stories(one)})
    keys: set[PageKey] = {key for one in gone for key in pages(one)}
    keys |= {article_of(story.path) for story in shelf.stories(left).values()}
    keys |= {key for path in store.showing(code, left) if isinstance(key := key_of(path), TopicPage)}
    return frozenset(keys | {TopicSitemap(), Fixed.SITEMAP})


def shown_on(paths: Iterable[str]) -> tuple[str, ...]:
    """The topics whose pages are among these."""
    keys = (key_of(path) for path in paths)
    return tuple(sorted({key.topic for key in keys if isinstance(key, TopicPage | TopicFeed)}))


def read_at_once(shelf: Shelf, keys: Iterable[PageKey]) -> tuple[str, ...]:
    """Read the stories and the threads of every topic among these pages; returns the stories that stand there."""
    wanted = sorted({key.topic for key in keys if isinstance(key, TopicPage | TopicFeed)})
    if not wanted:
        return ()
    shelf.topics.read_stories(wanted)
    stories = {one: shelf.topics.stories(one) for one in wanted}
    every = [story for one in wanted for story in stories[one]]
    # In one question, what each of them then asks for.
    shelf.threads.read_of(every)
    shelf.threads.named({one for its in stories.values() for one in _first_threads(shelf, its)})
    threads = [thread for its in stories.values() for thread in _running(shelf, its)]
    return (*every, *(thread.stories[0] for thread in threads))


def read_links(shelf: Shelf, keys: Iterable[PageKey]) -> None:
    """Read which of the topics that these pages name have a page, in one question; the stories are read already."""
    keys = tuple(keys)
    own = shelf.stories([key.story for key in keys if isinstance(key, Article)])
    listed = [story for key in keys if isinstance(key, TopicPage) for story in shelf.topics.stories(key.topic)]
    named = {one.key for story in own.values() for one in shelf.topics.named(story)}
    named |= {cited_key(one) for story in (own | shelf.stories(listed)).values() for one in story.cited}
    shelf.topics.read(named)
