"""story: list, show, and every decision a person can take about one."""

from datetime import timedelta
from typing import Any

import click

from wiredesk.cli.frame import Group, django_for, example, say, show, tell
from wiredesk.cli.story_id import StoryId
from wiredesk.common.clock import system_clock


@click.group(cls=Group)
def story() -> None:
    """Stories, and what the house does about them."""


@story.command("list", epilog=example("wiredesk story list --standing held --json"))
@click.option("--standing", help="Only those that are new, held, embargoed, live, spiked, suspended or killed.")
@click.option("--service", help="Only those of one service.")
@click.option("--words", help="Only those with these words in the headline.")
@click.option("--limit", type=click.IntRange(min=1), help="At most this many, the newest first.")
@click.pass_context
def story_list(context: click.Context, /, **wanted: Any) -> None:
    """Every story with its address and standing, the newest first."""
    django_for(context)
    from wiredesk.flow.listing import listed

    columns = ("id", "standing", "section", "provider", "published_at", "copy_of", "headline")
    show(context, listed(**wanted), columns=columns)


@story.command("show", epilog=example("wiredesk story show 4k2mzq6n3a5b --json"))
@click.argument("story_id", metavar="ID", type=StoryId())
@click.pass_context
def story_show(context: click.Context, story_id: str) -> None:
    """One story: its versions, decisions and standing."""
    django_for(context)
    from wiredesk.flow.listing import shown

    tell(context, shown(story_id))


def by() -> Any:
    """Who sits at the command line, as decisions name them."""
    import getpass

    from wiredesk.decisions.actions.draft import Actor
    from wiredesk.people.command_line import person_at_the_command_line

    person = person_at_the_command_line(getpass.getuser())
    return Actor(person=person.pk, name=person.username)


def _verb(name: str, help_text: str, *, needs_reason: bool = True) -> None:
    """One `wiredesk story VERB ID --reason …`."""
    given_reason = {"required": True} if needs_reason else {"default": ""}

    @story.command(
        name, help=help_text, epilog=example(f"wiredesk story {name} 4k2mzq6n3a5b --reason 'as the agency asks'")
    )
    @click.argument("story_id", metavar="ID", type=StoryId())
    @click.option("--reason", help="Kept with the decision.", **given_reason)
    @click.pass_context
    def command(context: click.Context, story_id: str, reason: str) -> None:
        options = django_for(context)
        from wiredesk.cli.verbs import VERBS
        from wiredesk.common.wake import wake
        from wiredesk.flow.listing import story_named

        story_named(story_id)
        VERBS[name](story_id, by=by(), reason=reason, now=system_clock())
        wake(options.home)
        _said(context, story_id, name)


def _said(context: click.Context, story_id: str, verb: str) -> None:
    from wiredesk.decisions.models import Standing

    standing = Standing.objects.get(story=story_id).state
    say(context, f"{story_id}: {verb}; it is {standing} now.", id=story_id, decision=verb, standing=standing)


_verb("publish", "Make the story's best version public.", needs_reason=False)
_verb("hold", "Take the story off every surface, reversibly, or keep it from getting there.")
_verb("spike", "The story never ran and shall not run.")
_verb("kill", "Take the story from every surface for good, with a notice in its place.")
_verb("restore", "Reopen a killed, spiked or suspended story.")
_verb("review", "Say that a person has read the text that is public now.", needs_reason=False)
_verb("part", "The story stands alone again, and no rule joins it with its copies a second time.")


@story.command("release", epilog=example("wiredesk story release --held-by hourly_cap --reason 'checked'"))
@click.argument("story_id", metavar="[ID]", required=False, type=StoryId())
@click.option("--reason", required=True, help="Kept with the decision.")
@click.option("--lift-embargo", is_flag=True, help="Release it before its embargo ends.")
@click.option("--held-by", metavar="RULE", help="Every story that this rule holds, such as hourly_cap.")
@click.option("--service", default="", help="With --held-by: only those of one service.")
@click.pass_context
def story_release(
    context: click.Context, story_id: str | None, reason: str, held_by: str | None, service: str, *, lift_embargo: bool
) -> None:
    """Let a held, suspended or waiting story go, or a batch of them."""
    options = django_for(context)
    from wiredesk.common.errors import UsageError
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.release import release, release_held_by
    from wiredesk.flow.listing import story_named

    now = system_clock()
    if held_by:
        count = len(release_held_by(held_by, by=by(), reason=reason, now=now, service=service))
        say(context, f"{count} stories are released.", released=count)
    elif story_id:
        story_named(story_id)
        release(story_id, by=by(), reason=reason, now=now, lift_embargo=lift_embargo)
        _said(context, story_id, "release")
    else:
        raise UsageError("Name a story, or --held-by RULE.")
    wake(options.home)


@story.command("join", epilog=example("wiredesk story join 4k2mzq6n3a5b 7yq2ndw5k3ha --reason 'the same copy'"))
@click.argument("story_id", metavar="ID", type=StoryId())
@click.argument("other", type=StoryId())
@click.option("--reason", required=True, help="Kept with the decision.")
@click.pass_context
def story_join(context: click.Context, story_id: str, other: str, reason: str) -> None:
    """Say that two stories are the same copy: one page, to which the other address leads. `part` undoes it."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.join import join
    from wiredesk.flow.listing import story_named

    story_named(story_id)
    story_named(other)
    join(story_id, other, by=by(), reason=reason, now=system_clock())
    wake(options.home)
    _said(context, story_id, "join")


@story.command("headline", epilog=example("wiredesk story headline 4k2mzq6n3a5b 'Breakwater holds'"))
@click.argument("story_id", metavar="ID", type=StoryId())
@click.argument("headline")
@click.option("--reason", default="", help="Kept with the decision.")
@click.pass_context
def story_headline(context: click.Context, story_id: str, headline: str, reason: str) -> None:
    """Give the story the house's own headline; an empty one gives the agency's back."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.override import override_headline
    from wiredesk.flow.listing import story_named

    story_named(story_id)
    override_headline(story_id, headline, by=by(), reason=reason, now=system_clock())
    wake(options.home)
    _said(context, story_id, "headline")


@story.command(
    "correct", epilog=example("wiredesk story correct 4k2mzq6n3a5b --note 'The lock opened on Wednesday, not Thursday'")
)
@click.argument("story_id", metavar="ID", type=StoryId())
@click.option("--note", required=True, help="What was put right, for readers.")
@click.option("--reason", default="", help="Kept with the decision.")
@click.pass_context
def story_correct(context: click.Context, story_id: str, note: str, reason: str) -> None:
    """Say of the version that is public that it is a correction, and what it put right."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.correct import correct_public
    from wiredesk.flow.listing import story_named

    story_named(story_id)
    correct_public(story_id, by=by(), note=note, reason=reason, now=system_clock())
    wake(options.home)
    _said(context, story_id, "correct")


@story.command("place", epilog=example("wiredesk story place 4k2mzq6n3a5b international"))
@click.argument("story_id", metavar="ID", type=StoryId())
@click.argument("section")
@click.option("--reason", default="", help="Kept with the decision.")
@click.pass_context
def story_place(context: click.Context, story_id: str, section: str, reason: str) -> None:
    """Choose the story's primary section. Its address stays what it was."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.place import place
    from wiredesk.flow.listing import story_named

    story_named(story_id)
    place(story_id, section, by=by(), reason=reason, now=system_clock())
    wake(options.home)
    _said(context, story_id, "place")


@story.command("locate", epilog=example("wiredesk story locate 4k2mzq6n3a5b 'Aurangabad, Bihar'"))
@click.argument("story_id", metavar="ID", type=StoryId())
@click.argument("place")
@click.option("--reason", default="", help="Kept with the decision.")
@click.pass_context
def story_locate(context: click.Context, story_id: str, place: str, reason: str) -> None:
    """Say that the story happens in PLACE, a name or a key, whatever its text says."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.locate import locate
    from wiredesk.decisions.places import named
    from wiredesk.flow.listing import story_named

    story_named(story_id)
    locate(story_id, named(place, options.home), by=by(), reason=reason, now=system_clock())
    wake(options.home)
    _said(context, story_id, "locate")


@story.command("ban", epilog=example("wiredesk story ban 4k2mzq6n3a5b Paris --reason 'a person of that name'"))
@click.argument("story_id", metavar="ID", type=StoryId())
@click.argument("place")
@click.option("--reason", required=True, help="Kept with the decision.")
@click.pass_context
def story_ban(context: click.Context, story_id: str, place: str, reason: str) -> None:
    """Say that the story does not happen in PLACE, nor do its later versions. `locate` undoes it."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.locate import ban
    from wiredesk.decisions.places import named
    from wiredesk.flow.listing import story_named

    story_named(story_id)
    ban(story_id, named(place, options.home), by=by(), reason=reason, now=system_clock())
    wake(options.home)
    _said(context, story_id, "ban")


@story.command("pin", epilog=example("wiredesk story pin 4k2mzq6n3a5b --front home --slot lead --hours 6"))
@click.argument("story_id", metavar="ID", type=StoryId())
@click.option("--hours", type=click.FloatRange(min=0), default=6.0, show_default=True, help="0 takes it out of all.")
@click.option("--front", default="home", show_default=True, help="home, a section's slug, or edition/SLUG.")
@click.option("--slot", default="lead", show_default=True, help="lead or second; on home also picture or brief.")
@click.option("--reason", default="", help="Kept with the decision.")
@click.pass_context
def story_pin(context: click.Context, story_id: str, hours: float, front: str, slot: str, reason: str) -> None:
    """Let the story hold a slot of a front for some hours."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.place import pin
    from wiredesk.flow.listing import story_named

    now = system_clock()
    story_named(story_id)
    until = now + timedelta(hours=hours) if hours else None
    pin(story_id, until, by=by(), reason=reason, now=now, front=front, slot=slot)
    wake(options.home)
    _said(context, story_id, "pin" if hours else "unpin")


@story.command(
    "print",
    epilog=example(
        "wiredesk story print 4k2mzq6n3a5b --force --full",
        "wiredesk story print 4k2mzq6n3a5b --forbid --reason 'the family asks'",
    ),
)
@click.argument("story_id", metavar="ID", type=StoryId())
@click.option("--force", "must", is_flag=True, help="It is in the next issue of each of its editions.")
@click.option("--forbid", "never", is_flag=True, help="It is in no issue.")
@click.option("--page", type=click.IntRange(min=1), default=None, help="Pin it to this page.")
@click.option("--full", is_flag=True, help="No paragraph may be left out.")
@click.option("--clear", is_flag=True, help="By its own merit again.")
@click.option("--reason", default="", help="Kept with the decision.")
@click.pass_context
def story_print(
    context: click.Context,
    story_id: str,
    page: int | None,
    reason: str,
    *,
    must: bool,
    never: bool,
    full: bool,
    clear: bool,
) -> None:
    """Say what issues of the e-paper do with the story; what is said takes the place of what was said before."""
    options = django_for(context)
    from wiredesk.common.errors import UsageError
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.for_print import for_print
    from wiredesk.decisions.printing import Printing
    from wiredesk.flow.listing import story_named

    if clear == bool(must or never or full or page):
        raise UsageError("Say --force, --forbid, --page N or --full; or --clear, alone.", fact="no_wish")
    story_named(story_id)
    wanted = Printing(never=never, must=must, full=full, page=page or 0)
    for_print(story_id, wanted, by=by(), reason=reason, now=system_clock())
    wake(options.home)
    _said(context, story_id, "print")


@story.command("breaking", epilog=example("wiredesk story breaking 4k2mzq6n3a5b --hours 2"))
@click.argument("story_id", metavar="ID", type=StoryId())
@click.option("--hours", type=click.FloatRange(min=0, max=12), default=2.0, show_default=True, help="0 takes it out.")
@click.option("--reason", default="", help="Kept with the decision.")
@click.pass_context
def story_breaking(context: click.Context, story_id: str, hours: float, reason: str) -> None:
    """Let the story stand in the strip above every front for some hours."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.breaking import breaking
    from wiredesk.flow.listing import story_named

    now = system_clock()
    story_named(story_id)
    breaking(story_id, now + timedelta(hours=hours) if hours else None, by=by(), reason=reason, now=now)
    wake(options.home)
    _said(context, story_id, "breaking" if hours else "no longer breaking")


COMMANDS = (story,)
