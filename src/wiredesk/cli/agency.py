"""agency: a simulated agency, for demonstrations, training and load."""

from datetime import datetime
from pathlib import Path

import click

from wiredesk.cli.frame import Command, example, say
from wiredesk.common.errors import UsageError


def _start(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(f"--start {text} is not a time, such as 2026-03-09T00:00:00+05:30.") from fault


@click.command(
    cls=Command,
    epilog=example(
        "wiredesk agency --scenario day --speed 60 --seed 7 --port 8100",
        "wiredesk agency --scenario backlog --count 500 --push http://localhost:8000/push/load --token T --rate 50/s",
    ),
)
@click.option(
    "--scenario",
    type=click.Choice(("day", "backlog")),
    default="day",
    show_default=True,
    help="A day's news, or a backlog.",
)
@click.option("--seed", type=int, default=7, show_default=True, help="The same seed gives the same bytes.")
@click.option("--speed", type=float, default=60.0, show_default=True, help="How many times as fast the day runs.")
@click.option("--start", "begin", help="When the day begins; else now.")
@click.option("--count", type=int, default=300, show_default=True, help="Stories of a day, or items of a backlog.")
@click.option("--port", type=click.IntRange(0, 65535), help="Serve feeds over HTTP here; 8100 when nothing is said.")
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="Write files into this folder instead."
)
@click.option("--layout", default="item", show_default=True, help="With --folder: a file an item, or feed.")
@click.option("--flat-out", is_flag=True, help="With --folder: write the whole day at once.")
@click.option("--no-pictures", is_flag=True, help="With --folder: write no pictures.")
@click.option("--base", default="", help="Where pictures are served, for files and pushes.")
@click.option("--push", "push_url", default="", help="Push items to this address instead.")
@click.option("--token", default="", help="With --push: the service's token.")
@click.option("--rate", default="50/s", show_default=True, help="With --push: how many items.")
@click.pass_context
def agency(
    context: click.Context,
    *,
    scenario: str,
    seed: int,
    speed: float,
    begin: str | None,
    count: int,
    port: int | None,
    folder: Path | None,
    layout: str,
    flat_out: bool,
    no_pictures: bool,
    base: str,
    push_url: str,
    token: str,
    rate: str,
) -> None:
    """Be an agency: some 300 made-up stories over a day, with everything that goes wrong on a real wire."""
    from wiredesk.agency.command import AgencyOptions, run_agency

    options = AgencyOptions(
        scenario=scenario,
        seed=seed,
        speed=speed,
        start=_start(begin),
        count=count,
        port=port,
        folder=folder,
        layout=layout,
        flat_out=flat_out,
        pictures=not no_pictures,
        base=base,
        push_url=push_url,
        token=token,
        rate=rate,
    )
    try:
        run_agency(options, tell=lambda line: say(context, line, said=line))
    except KeyboardInterrupt:
        say(context, "The agency stopped.", said="The agency stopped.")


COMMANDS = (agency,)
