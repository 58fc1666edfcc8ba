"""related thread: running stories as they are kept, and what a person can say about them."""

import click

from wiredesk.cli.frame import Group, django_for, example, say, show, tell
from wiredesk.cli.stories import by
from wiredesk.cli.story_id import StoryId
from wiredesk.common.clock import system_clock

_REASON = click.option("--reason", required=True, help="Kept with the choice.")


@click.group(cls=Group)
def thread() -> None:
    """Running stories: which there are, and the desk's word on them, which holds from then on."""


def _known(*stories: str) -> None:
    from wiredesk.flow.listing import story_named

    for one in stories:
        story_named(one)


@thread.command("list", epilog=example("wiredesk related thread list --limit 20 --json"))
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most this many.")
@click.pass_context
def thread_list(context: click.Context, limit: int) -> None:
    """Every running story of two stories or more, the one with the newest news first."""
    django_for(context)
    from wiredesk.decisions.thread_file import threads_listed

    rows = (
        {
            "id": one.id,
            "stories": one.count,
            "begun_at": one.begun_at,
            "newest_at": one.newest_at,
            "name": one.name,
            "headline": one.headline,
        }
        for one in threads_listed(limit)
    )
    show(context, rows, columns=("id", "stories", "newest_at", "name", "headline"))


@thread.command("show", epilog=example("wiredesk related thread show 4k2mzq6n3a5b --json"))
@click.argument("thread_id", metavar="THREAD")
@click.pass_context
def thread_show(context: click.Context, thread_id: str) -> None:
    """One running story: its stories, why each is there, what was chosen. THREAD is its id or that of a story in it."""
    django_for(context)
    from wiredesk.decisions.thread_file import thread_file, thread_named

    found = thread_file(thread_named(thread_id))
    tell(
        context,
        {
            "id": found.id,
            "name": found.name,
            "stories": found.count,
            "begun_at": found.begun_at,
            "newest_at": found.newest_at,
            "members": [
                {
                    "id": one.story,
                    "at": one.at,
                    "standing": one.state.value,
                    "after": one.link.predecessor if one.link else None,
                    "probability": round(one.link.probability, 4) if one.link else None,
                    "shared": list(one.link.reason.shared) if one.link else [],
                    "numbers": list(one.link.reason.numbers) if one.link else [],
                    "hours_apart": one.link.reason.hours_apart if one.link else None,
                    "headline": one.headline,
                }
                for one in found.members
            ],
            "choices": [
                {
                    "at": one.at,
                    "verb": one.verb.value,
                    "by": one.by,
                    "stories": list(one.stories),
                    "name": one.value,
                    "reason": one.reason,
                }
                for one in found.choices
            ],
        },
    )


@thread.command("join", epilog=example("wiredesk related thread join 4k2mzq6n3a5b 7cpzde7i2uab --reason 'one ferry'"))
@click.argument("story", type=StoryId())
@click.argument("other", type=StoryId())
@_REASON
@click.pass_context
def thread_join(context: click.Context, story: str, other: str, reason: str) -> None:
    """Make the running stories of two stories one, under the older one's address; the other's leads there."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.join_threads import join_threads

    _known(story, other)
    joined = join_threads(story, other, by=by(), reason=reason, now=system_clock())
    wake(options.home)
    say(context, f"{story} and {other} are in one running story now, {joined}.", thread=joined, choice="join")


@thread.command("split", epilog=example("wiredesk related thread split 4k2mzq6n3a5b --reason 'another ferry'"))
@click.argument("stories", metavar="STORY…", nargs=-1, required=True)
@_REASON
@click.pass_context
def thread_split(context: click.Context, stories: tuple[str, ...], reason: str) -> None:
    """Make some stories of one running story a running story of their own; no later link brings them back."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.split_thread import split_thread

    _known(*stories)
    own = split_thread(stories, by=by(), reason=reason, now=system_clock())
    wake(options.home)
    say(context, f"{', '.join(stories)}: a running story of their own now, {own}.", thread=own, choice="split")


@thread.command("name", epilog=example("wiredesk related thread name 4k2mzq6n3a5b 'The Palomar aground'"))
@click.argument("thread_id", metavar="THREAD")
@click.argument("name")
@click.option("--reason", default="", help="Kept with the choice.")
@click.pass_context
def thread_name(context: click.Context, thread_id: str, name: str, reason: str) -> None:
    """Say what readers see a running story called; an empty name gives it its newest story's headline back."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.name_thread import name_thread
    from wiredesk.decisions.thread_file import thread_named

    named = name_thread(thread_named(thread_id), name, by=by(), reason=reason, now=system_clock())
    wake(options.home)
    said = f"is called {' '.join(name.split())} now" if name.strip() else "goes by its newest story's headline again"
    say(context, f"{named} {said}.", thread=named, choice="name")


COMMANDS = (thread,)
