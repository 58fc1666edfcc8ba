"""doctor: whether this home is well."""

import click

from wiredesk.cli.frame import FAILED, Command, django_for, example, show
from wiredesk.common.clock import system_clock


@click.command(cls=Command, epilog=example("wiredesk doctor", "wiredesk doctor --json | grep '\"well\": false'"))
@click.pass_context
def doctor(context: click.Context) -> None:
    """What is loaded, each service's last item, lag and errors, quarantine, backlog, disk. Exit code 1 if unwell."""
    options = django_for(context)
    from wiredesk.flow.doctor import as_row, examine

    findings = list(examine(options, system_clock()))
    show(context, map(as_row, findings), columns=("what", "well", "fact"))
    if not all(finding.well for finding in findings):
        context.exit(FAILED)


COMMANDS = (doctor,)
