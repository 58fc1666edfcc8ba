"""edition: a city's or a region's own front, sections and feeds."""

from typing import Any

import click

from wiredesk.cli.frame import Group, django_for, example, say, show


@click.group(cls=Group)
def edition() -> None:
    """Editions for cities and regions: a story stands in each that covers where it happens."""


@edition.command("list", epilog=example("wiredesk edition list --json"))
@click.pass_context
def edition_list(context: click.Context) -> None:
    """Every edition, what it covers, and how many stories stand in it."""
    django_for(context)
    from wiredesk.flow.editions import listed

    show(context, listed(), columns=("slug", "name", "covers", "language", "time_zone", "stories"))


_COVERS = "A place, region or country by name or key; repeat it. `wiredesk places find` shows keys."


@edition.command(
    "add",
    epilog=example(
        "wiredesk edition add Pune --covers Pune --covers Pimpri-Chinchwad",
        "wiredesk edition add 'मराठवाडा' --slug marathwada --covers IN.16.1278149 --covers Jalna --language mr",
    ),
)
@click.argument("name")
@click.option("--covers", "said", multiple=True, metavar="PLACE", help=f"{_COVERS} The name itself where not given.")
@click.option("--slug", default="", help="The word in its address; made of the name where not given.")
@click.option("--language", default="", help="Of its own words: en, hi, mr, ur, ta or bn; the paper's where not given.")
@click.option("--time-zone", default="", help="That its front shows times in; the paper's where not given.")
@click.option("--masthead", default="", help="A line under its name.")
@click.pass_context
def edition_add(context: click.Context, /, name: str, said: tuple[str, ...], **more: str) -> None:
    """Make an edition: its front, its sections' fronts, its feeds and its entry in the city menu.

    Stories published before stand in it too, where they happen in a place that it covers.
    """
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.flow.editions import make

    slug, count = make(name, said or (name,), options.home, **more)
    wake(options.home)
    say(context, f"/edition/{slug}/ is made; {count} published stories are looked at for it.", slug=slug, stories=count)


@edition.command("set", epilog=example("wiredesk edition set pune --masthead 'For Pune and the hills around it'"))
@click.argument("slug")
@click.option("--name", help="As readers see it.")
@click.option("--covers", "said", multiple=True, metavar="PLACE", help=f"{_COVERS} Takes the place of what it covered.")
@click.option("--language", help="Of its own words.")
@click.option("--time-zone", help="That its front shows times in.")
@click.option("--masthead", help="A line under its name.")
@click.option("--order", type=click.IntRange(min=0), help="Its place in the city menu.")
@click.pass_context
def edition_set(context: click.Context, /, slug: str, said: tuple[str, ...], **more: Any) -> None:
    """Change an edition; what is not given stays, and so does its address."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.flow.editions import change

    count = change(slug, said, options.home, **more)
    wake(options.home)
    say(context, f"{slug} is set; {count} published stories follow.", slug=slug, stories=count)


@edition.command("remove", epilog=example("wiredesk edition remove pune"))
@click.argument("slug")
@click.pass_context
def edition_remove(context: click.Context, slug: str) -> None:
    """Take an edition away with its fronts and feeds. No story loses its address."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.flow.editions import remove

    count = remove(slug)
    wake(options.home)
    say(context, f"{slug} is gone; {count} published stories follow.", slug=slug, stories=count)


COMMANDS = (edition,)
