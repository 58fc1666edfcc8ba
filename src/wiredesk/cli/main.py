"""The wiredesk command."""

import click

from wiredesk import __version__
from wiredesk.cli import agency, doctor, homes, people, pressing, running, services, stories, wire
from wiredesk.cli.frame import Group


@click.group(cls=Group)
@click.version_option(__version__, prog_name="wiredesk")
def main() -> None:
    """An agency's wire goes in, a newspaper comes out.

    Begin with `wiredesk init DIR`, add a service, and `wiredesk run`.
    """


for _module in (homes, services, wire, running, stories, pressing, doctor, people, agency):
    for _command in _module.COMMANDS:
        main.add_command(_command)
