"""A running story's pages: its timeline, newest first and from its start, and which of its pages a change presses."""

from collections.abc import Iterable, Sequence

import msgspec
from markupsafe import Markup

from wiredesk.outlets.outlet import Changed
from wiredesk.outlets.website import cards, live
from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.feeds.entry import Channel
from wiredesk.outlets.website.feeds.xml import in_xml
from wiredesk.outlets.website.formats import FeedFormat
from wiredesk.outlets.website.fronts import Group, groups
from wiredesk.outlets.website.head import TYPES, FeedLink, Head, robots
from wiredesk.outlets.website.live import Coverage
from wiredesk.outlets.website.paper import Attributes, Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import HOME, FrontPage, PageKey, ThreadFeed, ThreadPage, path_of
from wiredesk.outlets.website.story_keys import Article, article_of
from wiredesk.outlets.website.structured import timeline_json
from wiredesk.publication.neighbours import SHOWN
from wiredesk.publication.public import FrontKind, PublicStory, PublicThread
from wiredesk.publication.shelf import Shelf

FOLLOWED = 5
"""Articles of a thread, the newest, that are pressed again when a story enters or leaves it."""
BESIDE = 5
"""Other stories of a thread that stand beside an article of it."""

READ = BESIDE + 1 + SHOWN
"""Read of a thread for them: the article is one of it itself, and some may stand in the box of related stories."""

_ENTERS = frozenset({"release", "thread"})


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template shows."""

    name: str
    language: Attributes | str
    note: str
    colour: str
    other: str
    other_name: str
    feed: str
    groups: tuple[Group, ...]


class LiveView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template of a live page shows."""

    name: str
    language: Attributes | str
    ongoing: bool
    note: str
    ended: Markup
    colour: str
    other: str
    other_name: str
    feed: str
    updates: tuple[live.Update, ...]
    earlier: tuple[Markup, ...]


class Live(msgspec.Struct, frozen=True):
    """A live page, and the stories whose text it holds, for the gate."""

    sheet: Sheet
    stories: tuple[PublicStory, ...]


def stories_of(paper: Paper, thread: PublicThread) -> tuple[PublicStory, ...]:
    """A thread's stories that can be read, newest first."""
    return paper.stories(thread.stories)


def name_of(thread: PublicThread, stories: Sequence[PublicStory]) -> str:
    """What readers see a thread called: the desk's name for it, or its newest story's headline."""
    return thread.name or stories[0].headline


def thread_at(paper: Paper, key: ThreadPage | ThreadFeed) -> PublicThread | None:
    """The thread that stands at an address or is led to from there; None where readers may see none."""
    return paper.shelf.threads.named((key.thread,)).get(key.thread)


def press(paper: Paper, thread: PublicThread, key: ThreadPage) -> Sheet | None:
    """One of the two pages of a thread; None where too few of its stories can be read."""
    stories = stories_of(paper, thread)
    if not stories:
        return None
    words = paper.words
    name, other = name_of(thread, stories), ThreadPage(thread.id, from_start=not key.from_start)
    ordered = stories[::-1] if key.from_start else stories
    first = paper.times.full_day(paper.times.day_of(stories[-1].sort_at))
    view = View(
        name=name,
        language="" if thread.name else paper.attributes(stories[0].language, stories[0].direction),
        note=words.thread_note.format(n=paper.times.number(len(stories)), day=first),
        colour=stories[0].section.colour,
        other=path_of(other),
        other_name=words.newest_first if key.from_start else words.from_the_start,
        feed=path_of(ThreadFeed(thread.id, FeedFormat.RSS)),
        groups=groups(paper, ordered),
    )
    json_ld = timeline_json(paper, name, ordered, newest_first=not key.from_start)
    head = _head(paper, thread, name, view.other, view.other_name, json_ld)
    text = template("thread.html").render(paper=paper, head=head, view=view)
    return Sheet(text, cards.ids(stories))


def press_live(paper: Paper, thread: PublicThread, found: Coverage) -> Live:
    """The newest-first page of a thread that is or was told live, with the stories that stand on it in full."""
    stories = live.newest_first(stories_of(paper, thread))
    words, times, path = paper.words, paper.times, path_of(ThreadPage(thread.id))
    name, other = name_of(thread, stories_of(paper, thread)), ThreadPage(thread.id, from_start=True)
    whole = stories[: live.IN_FULL]
    own = stories_of(paper, thread)[0]
    view = LiveView(
        name=name,
        language="" if thread.name else paper.attributes(own.language, own.direction),
        ongoing=found.live,
        note=words.thread_note.format(n=times.number(len(stories)), day=times.full_day(times.day_of(found.begun_at))),
        ended=Markup(words.live_newest if found.live else words.live_ended).format(  # noqa: S704  (our own words)
            time=times.recent_tag(found.last_at, paper.today)
        ),
        colour=stories[0].section.colour,
        other=path_of(other),
        other_name=words.from_the_start,
        feed=path_of(ThreadFeed(thread.id, FeedFormat.RSS)),
        updates=live.updates(paper, whole),
        earlier=live.lines(paper, stories[live.IN_FULL :]),
    )
    head = _head(paper, thread, view.name, view.other, view.other_name, live.json_of(paper, name, path, found, whole))
    text = template("live.html").render(paper=paper, head=head, view=view)
    return Live(Sheet(text, cards.ids(stories)), tuple(whole))


def _head(paper: Paper, thread: PublicThread, name: str, other: str, other_name: str, json_ld: Markup) -> Head:
    links = {form: path_of(ThreadFeed(thread.id, form)) for form in TYPES}
    return Head(
        title=f"{name} | {paper.title.name}",
        description=paper.words.front_about.format(name=name, paper=paper.title.name),
        robots=robots(paper),
        canonical=paper.url(path_of(ThreadPage(thread.id))),
        feeds=(
            *(FeedLink(kind, f"{name} ({form.name})", links[form]) for form, kind in TYPES.items()),
            FeedLink("text/html", other_name, other),
        ),
        json_ld=json_ld,
    )


def channel(paper: Paper, thread: PublicThread, key: ThreadFeed) -> Channel | None:
    """A thread's feed; None where none of its stories can be read."""
    stories = stories_of(paper, thread)
    if not stories:
        return None
    name, page = name_of(thread, stories), path_of(ThreadPage(thread.id))
    # A headline that no XML can carry names no feed, and keeps the other stories of none.
    called = name if in_xml(name) else paper.title.name
    return Channel(called, page, path_of(key), key.format, stories[: paper.sizes.feed])


def pages(thread: str) -> tuple[PageKey, ...]:
    """The four pages of a thread."""
    return (
        ThreadPage(thread),
        ThreadPage(thread, from_start=True),
        *(ThreadFeed(thread, form) for form in FeedFormat),
    )


def touched(shelf: Shelf, changes: Iterable[Changed]) -> frozenset[PageKey]:
    """The pages of running stories that these changes press, once a batch however many stories enter them.

    A story that enters a thread or leaves it is seen on the newest articles of it; one that only changed stands on
    articles until they are refreshed, as in every box.
    """
    changes = [change for change in changes if change.kind != "beside"]
    ids = shelf.threads.ids_of([change.story for change in changes])
    if not ids:
        return frozenset()
    keys = {key for one in (*ids, *shelf.threads.were(ids)) for key in pages(one)}
    live = shelf.stories([change.story for change in changes])
    # A story that changed into a copy of another's leaves the thread as one that was taken down does.
    left = (change.story for change in changes if change.kind == "update" and change.story not in live)
    entered = [*(change.story for change in changes if change.kind in _ENTERS), *left]
    newest = [one for stories in shelf.threads.live(shelf.threads.ids_of(entered)) for one in stories[:FOLLOWED]]
    stories = shelf.stories(newest).values()
    keys |= {article_of(story.path) for story in stories}
    if any(change.kind == "thread" for change in changes):
        # Fronts rank a running story by its takes, and only the newest of them.
        keys |= {HOME, *(FrontPage(FrontKind.SECTION, story.section.slug) for story in stories)}
    return frozenset(keys)


def fallen(shelf: Shelf, stories: Sequence[str]) -> bool:
    """Whether one of these stories is in a thread that readers may not see: it may have been the last but one."""
    ids = shelf.threads.ids_of(stories)
    return len(shelf.threads.named(ids)) < len(ids)


def read_at_once(shelf: Shelf, keys: Sequence[PageKey], beside: Sequence[str]) -> tuple[str, ...]:
    """Read every thread that these pages show, in as few questions as there are kinds; returns the stories of these.

    `beside` are stories that stand on these pages for another reason: it is read of them too which thread they are in.
    """
    own = [key.story for key in keys if isinstance(key, Article)]
    wanted = {key.thread for key in keys if isinstance(key, ThreadPage | ThreadFeed)}
    shelf.threads.read_of((*own, *beside))
    found = shelf.threads.named((*wanted, *shelf.threads.ids_of(own)))
    shown = {story for one, thread in found.items() for story in thread.stories[: None if one in wanted else READ]}
    return tuple(sorted(shown))
