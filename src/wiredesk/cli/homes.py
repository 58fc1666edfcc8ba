"""init, backup, restore: making a home, and keeping it."""

import secrets
from pathlib import Path

import click

from wiredesk.cli.frame import Command, django_for, example, options_of, start_django, sure, yes
from wiredesk.common.clock import system_clock
from wiredesk.common.errors import UsageError
from wiredesk.settings.options import CONFIG_NAME, load, template


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _write_config(home: Path, values: dict[str, str | int | float | bool]) -> None:
    path = home / CONFIG_NAME
    path.touch(mode=0o600)
    path.write_text(template(values), encoding="utf-8")


@click.command(
    cls=Command, epilog=example("wiredesk init courier --name 'The Dharvel Courier' --time-zone Asia/Kolkata")
)
@click.argument("directory", default="wiredesk-home", metavar="[DIR]")
@click.option("--name", help="Name of the paper.")
@click.option("--address", help="Where readers will find it.")
@click.option("--time-zone", help="Zone that readers see times in.")
@click.option("--language", help="Language of the paper's own words.")
@click.option("--private", is_flag=True, help="Behind a password and out of search engines.")
@click.option("--made-up", is_flag=True, hidden=True, help="Say on every page that the paper is made up.")
@click.option("--upgrade", is_flag=True, help="Bring the database of an existing home up to date.")
def init(
    directory: str,
    name: str | None,
    address: str | None,
    time_zone: str | None,
    language: str | None,
    *,
    private: bool,
    made_up: bool,
    upgrade: bool,
) -> None:
    """Make a home: settings, database, page store and one newspaper. Asks nothing."""
    home = Path(directory).expanduser().resolve()
    if (home / CONFIG_NAME).exists() and not upgrade:
        raise UsageError(f"{home} is a home already. Add --upgrade to bring its database up to date.")
    if upgrade and not (home / CONFIG_NAME).exists():
        raise UsageError(f"{home} holds no {CONFIG_NAME}: there is nothing to upgrade.")
    if not upgrade:
        home.mkdir(parents=True, exist_ok=True)
        given: dict[str, str | int | float | bool | None] = {
            "name": name,
            "address": address,
            "time_zone": time_zone,
            "language": language,
            "private": private or None,
            "made_up": made_up or None,
            "secret_key": secrets.token_urlsafe(48),
        }
        _write_config(home, {key: value for key, value in given.items() if value is not None})
    options = load(home)
    start_django(home)
    _migrate()
    from wiredesk.flow.steps import open_paper
    from wiredesk.house.titles import ensure_title
    from wiredesk.outlets.website.press_all import press_all

    ensure_title(options)
    paper = open_paper(options)
    press_all(system_clock(), options=options, store=paper.store)
    click.echo(f"{home} is ready. Settings are in {home / CONFIG_NAME}.")
    click.echo(f"Next: export WIREDESK_HOME={home}, `wiredesk service add …`, `wiredesk run`.")


@click.command(cls=Command, epilog=example("wiredesk backup /var/backups/courier-monday.tar"))
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def backup(context: click.Context, file: Path) -> None:
    """Write everything that cannot be made again into one file, while the paper runs."""
    options = django_for(context)
    from wiredesk.flow.backup import back_up

    size = back_up(options, file)
    click.echo(f"{file}: {size} bytes")


@click.command(cls=Command, epilog=example("wiredesk restore /var/backups/courier-monday.tar --yes"))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@yes
@click.pass_context
def restore(context: click.Context, file: Path, *, yes: bool) -> None:
    """Bring a home back to what a backup holds. Stop `wiredesk run` first."""
    options = options_of(context)
    sure(f"Everything in {options.home} is replaced by what {file} holds.", yes=yes)
    from wiredesk.flow.backup import bring_back

    bring_back(options, file)
    start_django(options.home)
    _migrate()
    from wiredesk.flow.steps import open_paper
    from wiredesk.outlets.website.press_all import press_all

    count = press_all(system_clock(), options=options, store=open_paper(options).store)
    click.echo(f"{options.home} is restored; {count} pages were pressed.")


COMMANDS = (init, backup, restore)
