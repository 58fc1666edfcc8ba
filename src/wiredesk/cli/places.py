"""places: the gazetteer, and where a text would be placed."""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wiredesk.cli.frame import Group, django_for, example, say, show
from wiredesk.common.clock import system_clock

if TYPE_CHECKING:
    from wiredesk.decisions.places import Effect


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


@places.command("find", epilog=example("wiredesk places find Aurangabad", "wiredesk places find पुणे --json"))
@click.argument("name")
@click.pass_context
def find(context: click.Context, name: str) -> None:
    """Every place of a name, with the key that editions and places.toml call it by. Needs no home."""
    from wiredesk.story.places.fold import fold
    from wiredesk.story.places.gazetteer import gazetteer

    key = fold(name)
    rows = [
        {"key": one.key, "name": one.name, "people": one.people, "zone": one.zone}
        for one in gazetteer().known([key]).places.get(key, ())
    ]
    show(context, rows, columns=("key", "name", "people", "zone"))


@places.command(
    "preview", epilog=example("wiredesk places preview --days 7", "wiredesk places preview --rules new-places.toml")
)
@click.option("--days", type=click.FloatRange(min=0), default=7.0, show_default=True, help="Stories of the last days.")
@click.option("--rules", type=click.Path(path_type=Path), help="A places.toml to try; the home's own where not given.")
@click.pass_context
def preview(context: click.Context, days: float, rules: Path | None) -> None:
    """What placing would say now of the live stories of the last days, where it differs. Changes nothing."""
    options = django_for(context)
    from wiredesk.decisions.places import effects, rules_at

    rules_tried = rules_at(options.home, rules)
    rows = (_effect(one) for one in effects(system_clock(), days, rules_tried, options.time_zone))
    show(context, rows, columns=("id", "before", "after", "headline"))


@places.command("again", epilog=example("wiredesk places again --days 7"))
@click.option("--days", type=click.FloatRange(min=0), default=7.0, show_default=True, help="Stories of the last days.")
@click.pass_context
def again(context: click.Context, days: float) -> None:
    """Place the live stories of the last days anew, by the home's places.toml as it is: what `preview` shows.

    What a person said of a place stands.
    """
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.decisions.actions.locate import locate_again
    from wiredesk.decisions.places import effects, rules_at

    now, count = system_clock(), 0
    found = effects(now, days, rules_at(options.home, None), options.time_zone)
    while some := list(islice(found, 50)):
        count += locate_again(some, now)
    wake(options.home)
    say(context, f"{count} stories are placed anew.", stories=count)


def _effect(one: "Effect") -> dict[str, object]:
    return {
        "id": one.story,
        "before": ", ".join(spot.name for spot in one.before),
        "after": ", ".join(placed.name for placed in one.after),
        "headline": one.headline,
        "why": [f"{placed.name}, {round(100 * placed.sure)} %: {placed.reason}" for placed in one.after],
    }


COMMANDS = (places,)
