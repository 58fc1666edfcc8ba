"""places: the gazetteer, and where a text would be placed."""

import click

from wiredesk.cli.frame import Group, example, say


@click.group(cls=Group)
def places() -> None:
    """Where stories happen: the gazetteer, and the rules that place them."""


@places.command("compile", epilog=example("wiredesk places compile"))
@click.pass_context
def compile_gazetteer(context: click.Context) -> None:
    """Make the gazetteer from GeoNames' places and our own names; over at once where it is up to date.

    `script/setup` does it. Needs no home.
    """
    from wiredesk.story.places.gazetteer import ensure

    path = ensure()
    say(context, f"{path}: {path.stat().st_size} bytes", file=path, bytes=path.stat().st_size)


COMMANDS = (places,)
