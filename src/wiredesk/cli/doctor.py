"""doctor: whether this home is well."""

import click

from wiredesk.cli.frame import FAILED, Command, as_json, django_for, example, show
from wiredesk.common.clock import system_clock


@click.command(cls=Command, epilog=example("wiredesk doctor"))
@as_json
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """What is loaded, each service's last item, lag and errors, quarantine, backlog, disk. Exit code 1 if unwell."""
    options = django_for(context)
    from wiredesk.flow.doctor import as_row, examine

    findings = examine(options, system_clock())
    show((as_row(finding) for finding in findings), as_json=as_json, columns=("what", "well", "fact"))
    if not all(finding.well for finding in findings):
        context.exit(FAILED)


COMMANDS = (doctor,)
