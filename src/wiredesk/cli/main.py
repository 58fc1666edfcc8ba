"""The wiredesk command."""

from collections.abc import Iterator

import click

from wiredesk import __version__
from wiredesk.cli import running
from wiredesk.cli.frame import EXIT_CODES, Root, example


def _rest() -> Iterator[click.Command]:
    """Every command but those that run for as long as the paper does."""
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
        search,
        services,
        stories,
        wire,
    )

    for module in (related_home, related_desk, related_pairs, related_threads):
        for command in module.COMMANDS:
            related.related.add_command(command)
    for command in epaper_press.COMMANDS:
        epaper.epaper.add_command(command)
    about_stories = (stories, related, search, editions, epaper, places)
    for module in (homes, services, wire, *about_stories, pressing, doctor, people, agency):
        yield from module.COMMANDS


class _Paper(Root):
    """Loads most commands when one of them is asked for: those that run as long as the paper have no use for them."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        if cmd_name not in self.commands:
            self._load()
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name."""
        self._load()
        return super().list_commands(ctx)

    def _load(self) -> None:
        for command in _rest():
            self.add_command(command)


_CODES = "\n".join(f"  {code}  {meaning}" for code, meaning in EXIT_CODES.items())


@click.group(
    cls=_Paper,
    epilog=f"\b\nExit codes:\n{_CODES}\n\n" + example("wiredesk init courier", "wiredesk --home courier run"),
)
@click.version_option(__version__, prog_name="wiredesk")
def main() -> None:
    """An agency's wire goes in, a newspaper comes out.

    Begin with `wiredesk init DIR`, add a service, and `wiredesk run`. The home is --home DIR, before or after a
    command's name, or WIREDESK_HOME.
    """


for _command in running.COMMANDS:
    main.add_command(_command)
