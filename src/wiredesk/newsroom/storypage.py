"""One story at the desk: as received, as published, its versions, its decisions, and what can be done to it."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wiredesk.common.clock import system_clock
from wiredesk.common.difference import Difference, difference
from wiredesk.decisions.beside import beside_of
from wiredesk.decisions.story_file import Shown, StoryFile, story_file
from wiredesk.decisions.thread_file import thread_of
from wiredesk.decisions.words import State
from wiredesk.newsroom.access import desk
from wiredesk.newsroom.act import Act
from wiredesk.newsroom.acts import ACTS, BESIDE_ACTS, THREAD_ACTS
from wiredesk.newsroom.frame import page, page_with_wire
from wiredesk.newsroom.leaned_on import leaned_on
from wiredesk.newsroom.published import Published, published
from wiredesk.newsroom.received import as_text
from wiredesk.story.canonical import canonical_text
from wiredesk.story.content import Content

UNKNOWN = "There is no story of that id. It may have been joined to another: look for its words in the wire."


def _lines(content: Content) -> list[str]:
    body = canonical_text(content.blocks)
    return [content.headline, *(body.split("\n") if body else ())]


def _changes(story: StoryFile) -> Difference | None:
    if story.before is None or story.shown is None:
        return None
    return difference(_lines(story.before), _lines(story.shown.content))


def _same_words(shown: Shown | None, public: tuple[Published, ...]) -> bool:
    """Whether readers see exactly the text of the version shown."""
    live = [one for one in public if one.live]
    return bool(live and shown) and all(shown and one.digest == shown.content.canonical_digest for one in live)


def _since(story: StoryFile, public: tuple[Published, ...]) -> datetime | None:
    """When the story's state began: a live one's does not move with what is decided about it while it stays live."""
    live = [one.live_at for one in public if one.live and one.live_at]
    return min(live) if live and story.state is State.LIVE else story.changed_at


def _offered(act: Act, story: StoryFile) -> bool:
    """Whether the button stands there at all: three undo what few stories have had done to them."""
    if act.verb == "part":
        return bool(story.copies)
    if act.verb == "calm":
        return story.breaking
    return act.verb != "unpin" or story.pinned_until is not None


@require_safe
@desk
def story_page(request: HttpRequest, story: str) -> HttpResponse:
    """The story with the list beside it; `?version=` shows an earlier version against the one before that."""
    now = system_clock()
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    found = story_file(story, number)
    if found is None:
        return page(request, "nothing.html", now, status=404, sentence=UNKNOWN)
    shown = found.shown
    public = published(story)
    thread = thread_of(story)
    text = _lines(shown.content)[1:] if shown else []
    return page_with_wire(
        request,
        "story.html",
        now,
        story=found,
        acts=[(act, act.applies(found)) for act in ACTS if _offered(act, found)],
        changes=_changes(found),
        text=text,
        sources=leaned_on(shown.content, text) if shown else (),
        note=shown.content.ed_note.text if shown and shown.content.ed_note else "",
        raw=as_text(shown.item.raw, shown.charset) if shown else None,
        public=public,
        thread=thread,
        thread_acts=[(act, thread is not None or act.verb == "thread-join") for act in THREAD_ACTS],
        beside=beside_of(story),
        beside_acts=BESIDE_ACTS,
        state_since=_since(found, public),
        same_words=_same_words(shown, public),
    )
