"""The wiredesk command."""

import click

from wiredesk import __version__
from wiredesk.cli import (
    agency,
    doctor,
    editions,
    epaper,
    epaper_press,
    homes,
    people,
    places,
    pressing,
    related,
    related_desk,
    related_home,
    related_pairs,
    related_threads,
    running,
    search,
    services,
    stories,
    wire,
)
from wiredesk.cli.frame import EXIT_CODES, Root, example

_CODES = "\n".join(f"  {code}  {meaning}" for code, meaning in EXIT_CODES.items())


@click.group(
    cls=Root,
    epilog=f"\b\nExit codes:\n{_CODES}\n\n" + example("wiredesk init courier", "wiredesk --home courier run"),
)
@click.version_option(__version__, prog_name="wiredesk")
def main() -> None:
    """An agency's wire goes in, a newspaper comes out.

    Begin with `wiredesk init DIR`, add a service, and `wiredesk run`. The home is --home DIR, before or after a
    command's name, or WIREDESK_HOME.
    """


for _command in (
    *related_home.COMMANDS,
    *related_desk.COMMANDS,
    *related_pairs.COMMANDS,
    *related_threads.COMMANDS,
):
    related.related.add_command(_command)

for _command in epaper_press.COMMANDS:
    epaper.epaper.add_command(_command)

_ABOUT_STORIES = (stories, related, search, editions, epaper, places)
for _module in (homes, services, wire, running, *_ABOUT_STORIES, pressing, doctor, people, agency):
    for _command in _module.COMMANDS:
        main.add_command(_command)
