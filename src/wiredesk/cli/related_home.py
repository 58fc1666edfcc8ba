"""related show, join, part, export, rebuild: what else is about the stories of a home."""

import time
from collections.abc import Iterable
from pathlib import Path

import click
import msgspec

from wiredesk.cli.frame import Command, django_for, example, say, show
from wiredesk.cli.stories import by
from wiredesk.cli.story_id import StoryId
from wiredesk.common.clock import system_clock


@click.command("show", cls=Command, epilog=example("wiredesk related show 4k2mzq6n3a5b"))
@click.argument("story_id", metavar="ID", type=StoryId())
@click.pass_context
def show_list(context: click.Context, story_id: str) -> None:
    """What else is about a story, best first, and why: shared words and numbers, hours apart, how likely.

    The list is as it was found: which of it readers see beside the story depends on what is public.
    """
    django_for(context)
    from wiredesk.flow.listing import neighbours

    columns = ("id", "probability", "standing", "hours_apart", "shared", "numbers", "headline", "choice")
    show(context, neighbours(story_id), columns=columns)


@click.command("rebuild", cls=Command, epilog=example("wiredesk related rebuild", "wiredesk related rebuild --lists"))
@click.option("--lists", is_flag=True, help="Find every story's neighbours anew too, such as with a model of your own.")
@click.pass_context
def rebuild(context: click.Context, *, lists: bool) -> None:
    """Throw the index of related stories away and build it again from the database.

    Where `wiredesk run` runs on the home, it does the work and this command waits for it. Stories of a wiredesk that
    knew no related stories are taken in. News goes on meanwhile, and comes first.
    """
    options = django_for(context)
    from wiredesk.flow.rebuild import rebuild as again
    from wiredesk.flow.steps import open_paper

    for left in again(system_clock, open_paper(options), time.sleep, lists=lists):
        text = f"{left.compare} stories to compare, {left.store} to put into the index."
        say(context, text, to_compare=left.compare, to_store=left.store)


@click.command("join", cls=Command, epilog=example("wiredesk related join 4k2mzq6n3a5b 7c5vq2m4xk6d"))
@click.argument("story_id", metavar="ID", type=StoryId())
@click.argument("other_id", metavar="OTHER", type=StoryId())
@click.option("--reason", default="", help="Kept with the choice.")
@click.pass_context
def join(context: click.Context, story_id: str, other_id: str, reason: str) -> None:
    """Let two stories stand beside each other, whatever was found."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.beside import relate

    relate(story_id, other_id, by=by(), reason=reason, now=system_clock())
    wake(options.home)
    say(context, f"{story_id} and {other_id} stand beside each other.", id=story_id, other=other_id, belongs=True)


@click.command(
    "part", cls=Command, epilog=example("wiredesk related part 4k2mzq6n3a5b 7c5vq2m4xk6d --reason namesakes")
)
@click.argument("story_id", metavar="ID", type=StoryId())
@click.argument("other_id", metavar="OTHER", type=StoryId())
@click.option("--reason", required=True, help="Kept with the choice.")
@click.pass_context
def part(context: click.Context, story_id: str, other_id: str, reason: str) -> None:
    """Let two stories never stand beside each other."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.beside import unrelate

    unrelate(story_id, other_id, by=by(), reason=reason, now=system_clock())
    wake(options.home)
    say(context, f"{story_id} and {other_id} stand apart.", id=story_id, other=other_id, belongs=False)


@click.command(
    "export", cls=Command, epilog=example("wiredesk related export --stories stories.jsonl --labels labels.jsonl")
)
@click.option("--stories", required=True, type=click.Path(path_type=Path), help="Gets every story, a JSON line each.")
@click.option(
    "--labels", required=True, type=click.Path(path_type=Path), help="Gets what was chosen, a JSON line each."
)
@click.pass_context
def export(context: click.Context, stories: Path, labels: Path) -> None:
    """Write what people chose, for `bench/related_house.py` to learn a model of the house's own from.

    Such a model, put into the home as related_model.json, is used from the next start on; `related rebuild --lists`
    then finds every list anew. Nothing leaves this machine.
    """
    django_for(context)
    from wiredesk.flow import choices

    told = _written(stories, choices.stories())
    chosen = _written(labels, choices.labels())
    say(context, f"{told} stories, {chosen} of them with choices.", stories=told, labels=chosen)


def _written(path: Path, rows: Iterable[msgspec.Struct]) -> int:
    count = 0
    with path.open("wb") as out:
        for count, row in enumerate(rows, 1):  # noqa: B007  (how many there were)
            out.write(msgspec.json.encode(row) + b"\n")
    return count


COMMANDS = (show_list, join, part, export, rebuild)
