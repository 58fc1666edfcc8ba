"""What every command shares: where the home is, how errors are said, how rows are printed.

Exit codes: 0 done; 1 something is not well (doctor) or failed; 2 the command or a setting cannot be carried out as
given; 3 quarantined (wire read); 4 the story's standing does not allow the decision.
"""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from wiredesk.common.errors import ActionRefused, Unreadable, UsageError, WiredeskError
from wiredesk.settings.options import Options, find_home, load

FAILED, USAGE, QUARANTINED, REFUSED = 1, 2, 3, 4
_CODES: tuple[tuple[type[WiredeskError], int], ...] = (
    (UsageError, USAGE),
    (Unreadable, QUARANTINED),
    (ActionRefused, REFUSED),
    (WiredeskError, FAILED),
)


def _with_home(command: click.Command) -> None:
    """Every command takes --home, before or after its own name."""
    if any(parameter.name == "home" for parameter in command.params):
        return
    option = click.Option(["--home"], help="The home's folder; else WIREDESK_HOME.", metavar="DIR", expose_value=False)
    option.callback = _remember
    command.params.append(option)


def _remember(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.find_root().obj = value


class Command(click.Command):
    """A command with --home; its anticipated errors become a sentence on stderr and an exit code."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        _with_home(self)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except WiredeskError as fault:
            click.echo(f"wiredesk: {fault.sentence}", err=True)
            ctx.exit(next(code for kind, code in _CODES if isinstance(fault, kind)))


class Group(click.Group):
    """A group of such commands."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        _with_home(self)


def options_of(context: click.Context) -> Options:
    """The options of the home that the command line or the environment names."""
    return load(find_home(context.find_root().obj))


def django_for(context: click.Context) -> Options:
    """The options of the home, with Django set up on its database."""
    options = options_of(context)
    start_django(options.home)
    return options


def start_django(home: Path) -> None:
    """Set Django up on a home. Once a process."""
    import django

    os.environ["WIREDESK_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiredesk.settings.django")
    django.setup()


def plain(value: object) -> object:
    """A value as JSON can hold it; instants as ISO 8601 with their offset."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def show(rows: Iterable[Mapping[str, object]], *, as_json: bool, columns: Sequence[str] | None = None) -> None:
    """Print rows: one JSON object a line, or columns as wide as what stands in them."""
    if as_json:
        for row in rows:
            click.echo(json.dumps(plain(row), ensure_ascii=False))
        return
    listed = list(rows)
    names = list(columns or (listed[0] if listed else ()))
    table = [names, *([_cell(row.get(name)) for name in names] for row in listed)]
    widths = [min(60, max(len(line[place]) for line in table)) for place in range(len(names))]
    for line in table if listed else ():
        click.echo("  ".join(cell[:60].ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(plain(value)).split())


def sure(question: str, *, yes: bool) -> None:
    """Ask before something is overwritten, on a terminal only; raises UsageError when the answer is no."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError(f"{question} Say --yes to do it without being asked.", fact="not_confirmed")
    if not click.confirm(question, default=False):
        raise UsageError("Nothing was done.", fact="declined")


as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
yes = click.option("--yes", is_flag=True, help="Never ask.")


def example(*lines: str) -> str:
    """The epilog of a command's help: how it is typed."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)
