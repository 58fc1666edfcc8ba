"""press, replay, report, pause, resume: running the paper by hand."""

from datetime import UTC, datetime, timedelta

import click
import msgspec

from wiredesk.cli.frame import Command, django_for, example, say, tell
from wiredesk.common.clock import system_clock
from wiredesk.common.errors import UsageError

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def moment(text: str, now: datetime) -> datetime:
    """An instant from `24h`, `30m`, `7d` or an ISO date or time (UTC where it states no zone)."""
    number, unit = text[:-1], text[-1:]
    try:
        if unit in _UNITS and number.isdecimal():
            return now - timedelta(**{_UNITS[unit]: int(number)})
        given = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as fault:
        sentence = f"--since {text} is not a time: write 24h, 30m, 7d, or 2026-03-09T10:00."
        raise UsageError(sentence, fact="bad_time") from fault
    return given if given.tzinfo else given.replace(tzinfo=UTC)


@click.command(cls=Command, epilog=example("wiredesk press --all"))
@click.option("--all", "everything", is_flag=True, help="Press every page of every title.")
@click.pass_context
def press(context: click.Context, *, everything: bool) -> None:
    """Press every page again from the public records. Readers see the old pages until the new ones are there."""
    if not everything:
        raise UsageError("Say --all: single pages are pressed by themselves when their stories change.")
    options = django_for(context)
    from wiredesk.flow.pressing import press_everything
    from wiredesk.flow.steps import open_paper
    from wiredesk.house.titles import ensure_title

    ensure_title(options)
    count = press_everything(system_clock(), open_paper(options))
    say(context, f"{count} pages were pressed.", pages=count)


@click.command(cls=Command, epilog=example("wiredesk replay --since 24h --dry-run"))
@click.option("--since", required=True, help="24h, 30m, 7d, or a time such as 2026-03-09T10:00.")
@click.option("--dry-run", is_flag=True, help="Show what would be found; change nothing.")
@click.pass_context
def replay(context: click.Context, since: str, *, dry_run: bool) -> None:
    """Read again what arrived since then, quarantine included. What was killed stays killed."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.flow.replay import look
    from wiredesk.flow.replay import replay as again

    now = system_clock()
    begin = moment(since, now)
    if dry_run:
        tell(context, msgspec.to_builtins(look(begin, options), builtin_types=(datetime,)))
        return
    count = again(begin, now)
    wake(options.home)
    say(context, f"{count} transmissions are read again by `wiredesk run` or `wiredesk flow`.", transmissions=count)


@click.command(cls=Command, epilog=example("wiredesk report --since 24h"))
@click.option("--since", default="24h", show_default=True, help="24h, 30m, 7d, or a time such as 2026-03-09T10:00.")
@click.pass_context
def report(context: click.Context, since: str) -> None:
    """What happened: items, updates, kills, likely doubles, holds with reasons, lag, what each rule did."""
    django_for(context)
    from wiredesk.flow.report import report as told

    tell(context, msgspec.to_builtins(told(moment(since, system_clock())), builtin_types=(datetime,)))


@click.command(cls=Command, epilog=example("wiredesk pause --reason 'the agency resends its archive'"))
@click.option("--reason", required=True, help="Shown at the desk.")
@click.option("--by", default="the command line", help="Who pauses.")
@click.pass_context
def pause(context: click.Context, reason: str, by: str) -> None:
    """Release nothing new from anywhere. Withdrawals go on."""
    django_for(context)
    from wiredesk.house.pause import pause as stop

    stop(by=by, reason=reason, now=system_clock())
    say(context, "Everything is paused; withdrawals go on.", paused=True, reason=reason, by=by)


@click.command(cls=Command, epilog=example("wiredesk resume"))
@click.pass_context
def resume(context: click.Context) -> None:
    """End a pause."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.house.pause import resume as go_on

    count = go_on(system_clock())
    wake(options.home)
    say(context, "The paper goes on." if count else "Nothing was paused.", paused=False)


COMMANDS = (press, replay, report, pause, resume)
