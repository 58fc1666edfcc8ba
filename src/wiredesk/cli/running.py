"""flow, run, work: the paper at work."""

import signal
import threading
import time
from collections import defaultdict

import click

from wiredesk.cli.frame import Command, django_for, example, must_have_database, options_of, saying, show
from wiredesk.common.clock import system_clock
from wiredesk.common.errors import UsageError
from wiredesk.common.lean import go_lean


@click.command(cls=Command, epilog=example("wiredesk flow --until-idle --json"))
@click.option("--until-idle", is_flag=True, help="Run the steps until nothing is left.")
@click.pass_context
def flow(context: click.Context, *, until_idle: bool) -> None:
    """Ask every service once and run the steps; one line a step. Waits for half-written files, not for embargoes."""
    if not until_idle:
        raise UsageError("Say --until-idle: `wiredesk run` is what runs for ever.")
    options = django_for(context)
    from wiredesk.flow.garbage import collect_seldom
    from wiredesk.flow.once import run_once
    from wiredesk.flow.steps import open_paper
    from wiredesk.house.titles import ensure_title

    ensure_title(options)
    collect_seldom()
    totals: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0.0])
    for timed in run_once(system_clock, open_paper(options), time.sleep):
        total = totals[timed.tally.step]
        total[0] += timed.tally.seen
        total[1] += timed.tally.done
        total[2] += timed.tally.quarantined
        total[3] += timed.seconds
        if timed.tally.note:
            click.echo(f"{timed.tally.step}: {timed.tally.note}", err=True)
    rows = [
        {"step": step, "seen": int(t[0]), "done": int(t[1]), "quarantined": int(t[2]), "seconds": round(t[3], 3)}
        for step, t in totals.items()
    ]
    show(context, rows)


@click.command(cls=Command, epilog=example("wiredesk run --port 8000"))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.pass_context
def run(context: click.Context, port: int, host: str) -> None:
    """Run the paper: site, desk and worker in one command, until it is told to stop."""
    options = options_of(context)
    must_have_database(options)
    from wiredesk.flow.run import run as become_supervisor

    def said(name: str, address: str) -> str:
        desk = f"{address}desk/"
        return saying(context, f"{name}: {address} · desk: {desk}", site=address, desk=desk)

    become_supervisor(options, host=host, port=port, said=said)


@click.command(cls=Command, hidden=True, epilog=example("wiredesk work"))
@click.pass_context
def work(context: click.Context) -> None:
    """Run the worker alone; `wiredesk run` starts it."""
    go_lean()
    options = django_for(context)
    from wiredesk.flow.steps import open_paper
    from wiredesk.flow.worker import work as worker
    from wiredesk.house.titles import ensure_title

    ensure_title(options)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker(system_clock, open_paper(options), stop)


COMMANDS = (flow, run, work)
