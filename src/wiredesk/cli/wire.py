"""wire read: what wiredesk makes of a file. Needs no home and stores nothing."""

from datetime import UTC
from pathlib import Path

import click

from wiredesk.cli.frame import QUARANTINED, Group, example, given, tell
from wiredesk.common.clock import system_clock
from wiredesk.common.errors import UsageError

MOST_BYTES = 256 << 20
"""What is read of one file at most; services bring less."""


@click.group(cls=Group)
def wire() -> None:
    """What agencies send."""


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") if str(file) != "-" else click.open_file("-", "rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as fault:
        raise UsageError(f"{file} cannot be read: {fault.strerror}.") from fault
    if len(data) > MOST_BYTES:
        raise UsageError(f"{file} has more than {MOST_BYTES >> 20} MiB: no service brings so much at once.")
    return bytes(data)


@wire.command("read", epilog=example("wiredesk wire read world.xml --provider ANI --json"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--provider", "code", help="Whose house style to read it by, such as ANI.")
@click.option("--format", "form", default="auto", show_default=True, help="auto recognises it by its content.")
@click.pass_context
def wire_read(context: click.Context, file: Path, code: str | None, form: str) -> None:
    """Show what wiredesk makes of a file, or of standard input for -. Needs no home and stores nothing.

    Exit code 0 when all of it was read, 3 when some is quarantined.
    """
    from wiredesk.cli.reading import facts, rows_of
    from wiredesk.wire.plugins import format_named

    if form != "auto":
        format_named(form)
    quarantined = 0
    for row in rows_of(_bytes_of(file), file.name, form, facts(code), system_clock().astimezone(UTC)):
        quarantined += "quarantined" in row
        tell(context, row)
        if not given(context).as_json:
            click.echo()
    if quarantined:
        context.exit(QUARANTINED)


COMMANDS = (wire,)
