"""related show, rebuild: what else is about the stories of a home."""

import time

import click

from wiredesk.cli.frame import Command, django_for, example, say, show
from wiredesk.common.clock import system_clock


@click.command("show", cls=Command, epilog=example("wiredesk related show 4k2mzq6n3a5b"))
@click.argument("story_id", metavar="ID")
@click.pass_context
def show_list(context: click.Context, story_id: str) -> None:
    """What else is about a story, best first, and why: shared words and numbers, hours apart, how likely.

    The list is as it was found: which of it readers see beside the story depends on what is public.
    """
    django_for(context)
    from wiredesk.flow.listing import neighbours

    columns = ("id", "probability", "standing", "hours_apart", "shared", "numbers", "headline")
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


COMMANDS = (show_list, rebuild)
