"""A running story for the person who has to decide about it: its stories, why each is in it, and what was chosen."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from wiredesk.common.errors import UsageError
from wiredesk.decisions.models import Standing, ThreadChoice
from wiredesk.decisions.words import State, ThreadVerb
from wiredesk.story.models import Related, Thread, Threaded, Version
from wiredesk.story.related import lists
from wiredesk.story.related.threads import Link
from wiredesk.story.related.threads_kept import decode

LONGEST = 100
"""Stories and choices shown at most, the newest of each."""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One story of a thread. `link` says why it is in it: None where it began it, or where the desk put it there."""

    story: str
    headline: str
    state: State
    at: datetime
    link: Link | None
    after: str
    """The headline of the story that it went on with; empty without a link."""


class ChoiceLine(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody chose, and about which stories."""

    at: datetime
    verb: ThreadVerb
    by: str
    reason: str
    value: str
    stories: tuple[str, ...]


class ThreadFile(msgspec.Struct, frozen=True, kw_only=True):
    """One thread; `members` are its newest, newest first."""

    id: str
    name: str
    count: int
    begun_at: datetime
    newest_at: datetime
    members: tuple[Member, ...]
    choices: tuple[ChoiceLine, ...]


class ThreadLine(msgspec.Struct, frozen=True, kw_only=True):
    """One thread in a list of them."""

    id: str
    name: str
    count: int
    begun_at: datetime
    newest_at: datetime
    headline: str
    """Of its newest story."""


def thread_named(text: str) -> str:
    """The id of the thread that an id means, be it its own, one that leads to it, or that of a story in it.

    Raises UsageError where it means none.
    """
    row = Thread.objects.filter(pk=text).first()
    if row is not None:
        return row.moved_to or row.pk
    found = Threaded.objects.filter(story=text).values_list("thread", flat=True).first()
    if found is None:
        raise UsageError(
            f"There is no running story {text}: `wiredesk related thread list` shows them. "
            "A story that nothing goes on with is in none.",
            fact="unknown_thread",
        )
    return found


def thread_of(story: str) -> ThreadFile | None:
    """The thread that a story is in, alone or not; None where nothing was ever linked to it."""
    found = Threaded.objects.filter(story=story).values_list("thread", flat=True).first()
    return thread_file(found) if found else None


def thread_file(thread: str) -> ThreadFile:
    """Everything about a thread, by its own id. Five queries, whatever its length."""
    row = Thread.objects.get(pk=thread)
    rows = list(Threaded.objects.filter(thread=thread).order_by("-at", "-story")[:LONGEST])
    links = {one.story_id: decode(bytes(one.link)) for one in rows}
    known = _headlines([*links, *(link.predecessor for link in links.values() if link)])
    count = len(rows) if len(rows) < LONGEST else Threaded.objects.filter(thread=thread).count()
    return ThreadFile(
        id=row.pk,
        name=row.name,
        count=count,
        begun_at=row.begun_at,
        newest_at=row.newest_at,
        members=tuple(
            Member(
                story=one.story_id,
                headline=known[one.story_id][0],
                state=known[one.story_id][1],
                at=one.at,
                link=link,
                after=known[link.predecessor][0] if link else "",
            )
            for one in rows
            for link in (links[one.story_id],)
        ),
        choices=_choices(thread),
    )


def _headlines(stories: Sequence[str]) -> dict[str, tuple[str, State]]:
    """Headline and standing of each story: ours, the version's that counts, or the newest that came."""
    newest = Version.objects.filter(story=OuterRef("story")).order_by("-number").values("headline")[:1]
    rows = Standing.objects.filter(story__in=stories).annotate(newest=Coalesce("version__headline", Subquery(newest)))
    found = {
        story: (ours or said or "", State(state))
        for story, ours, said, state in rows.values_list("story_id", "headline", "newest", "state")
    }
    return {one: found.get(one, ("", State.NEW)) for one in stories}


def _choices(thread: str) -> tuple[ChoiceLine, ...]:
    """What was chosen about a thread and those that were joined to it, an act a line, newest first."""
    were = Thread.objects.filter(moved_to=thread).values("pk")
    rows = ThreadChoice.objects.filter(thread__in=[thread]) | ThreadChoice.objects.filter(thread__in=were)
    acts: dict[tuple[datetime, str, str], list[ThreadChoice]] = {}
    for row in rows.select_related("person").order_by("-id")[:LONGEST]:
        acts.setdefault((row.at, row.verb, row.thread_id), []).append(row)
    return tuple(
        ChoiceLine(
            at=at,
            verb=ThreadVerb(verb),
            by=lines[0].person.get_full_name() or lines[0].person.get_username(),
            reason=lines[0].reason,
            value=lines[0].value,
            stories=tuple(line.story_id for line in reversed(lines) if line.story_id),
        )
        for (at, verb, _), lines in acts.items()
    )


def threads_listed(limit: int) -> tuple[ThreadLine, ...]:
    """The running stories with the newest news, of two stories or more."""
    newest = Threaded.objects.filter(thread=OuterRef("pk")).order_by("-at", "-story").values("story")[:1]
    rows: QuerySet[Thread] = Thread.objects.filter(moved_to="").order_by("-newest_at", "pk")
    many = Threaded.objects.filter(thread=OuterRef("pk")).order_by().values("thread").annotate(n=Count("pk"))
    found = list(rows.annotate(newest=Subquery(newest), n=Subquery(many.values("n"))).filter(n__gt=1)[:limit])
    known = _headlines([row.newest for row in found])
    return tuple(
        ThreadLine(
            id=row.pk,
            name=row.name,
            count=row.n,
            begun_at=row.begun_at,
            newest_at=row.newest_at,
            headline=known[row.newest][0],
        )
        for row in found
    )


class Near(msgspec.Struct, frozen=True):
    """A story that may belong to the same running story, for the desk to choose from."""

    story: str
    headline: str


def near(story: str, besides: ThreadFile | None) -> tuple[Near, ...]:
    """A story's neighbours that are not in its thread, likeliest first."""
    row = Related.objects.filter(story=story).first()
    listed = lists.decode(bytes(row.listed)) if row else ()
    ours = {member.story for member in besides.members} if besides else set()
    found = [entry.story for entry in listed if entry.story not in ours]
    known = _headlines(found)
    return tuple(Near(one, known[one][0]) for one in found)
