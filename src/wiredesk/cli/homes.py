"""init, backup, restore: making a home, and keeping it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

import click

from wiredesk.cli.frame import (
    Command,
    django_for,
    example,
    given,
    must_have_database,
    options_of,
    say,
    start_django,
    sure,
)
from wiredesk.common.clock import system_clock
from wiredesk.common.errors import UsageError, WiredeskError
from wiredesk.settings.options import CONFIG_NAME, Options, load, named_home, parse, template

DEFAULT_HOME = "wiredesk-home"
PARTS_OF_A_HOME = ("wiredesk.db", "pages.db", "spool", "media")


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _make(home: Path, values: dict[str, str | int | float | bool]) -> None:
    """A folder with a wiredesk.toml in it; raises UsageError before anything is made where that cannot be a home."""
    text = template(values)
    parse(text, home)
    if home.exists() and not home.is_dir():
        raise UsageError(f"{home} is not a folder.", fact="not_a_folder")
    left = [name for name in PARTS_OF_A_HOME if (home / name).exists()]
    if left:
        raise UsageError(
            f"{home} holds {', '.join(left)} of another home, but no {CONFIG_NAME}. Put that file back, "
            "restore a backup, or name an empty folder.",
            fact="parts_of_a_home",
        )
    # What lies in a home is not for everybody on the machine: copy under embargo, passwords' digests, tokens.
    path = home / CONFIG_NAME
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise WiredeskError(
            f"{path} cannot be written: {fault.strerror}. Name a folder that you may write to."
        ) from fault


@contextmanager
def _undone_on_failure(home: Path) -> Iterator[None]:
    """Where a home cannot be finished, none is left: the same command is typed again once it can."""
    before = {path.name for path in home.iterdir()} if home.is_dir() else set()
    finished = False
    try:
        yield
        finished = True
    finally:
        if not finished and home.is_dir():
            for path in home.iterdir():
                if path.is_file() and path.name not in before:
                    path.unlink()


@click.command(
    cls=Command,
    epilog=example(
        "wiredesk init courier --name 'The Dharvel Courier' --time-zone Asia/Kolkata",
        "wiredesk init courier --database postgresql://courier@localhost/courier",
        "wiredesk init courier --upgrade",
    ),
)
@click.argument("directory", required=False, metavar="[DIR]")
@click.option("--name", help="Name of the paper.")
@click.option("--address", help="Where readers will find it.")
@click.option("--time-zone", help="Zone that readers see times in.")
@click.option("--language", help="Language of the paper's own words.")
@click.option("--database", metavar="URL", help="postgresql://user@host/name; SQLite in the home where not given.")
@click.option("--private", is_flag=True, help="Behind a password and out of search engines.")
@click.option("--made-up", is_flag=True, hidden=True, help="Say on every page that the paper is made up.")
@click.option("--upgrade", is_flag=True, help="Bring the database of an existing home up to date.")
@click.pass_context
def init(
    context: click.Context,
    directory: str | None,
    name: str | None,
    address: str | None,
    time_zone: str | None,
    language: str | None,
    database: str | None,
    *,
    private: bool,
    made_up: bool,
    upgrade: bool,
) -> None:
    """Make a home: settings, database, page store and one newspaper. Asks nothing.

    DIR is the home named by --home or WIREDESK_HOME where it is left out, else wiredesk-home in this folder.
    """
    home = Path(directory).expanduser().resolve() if directory else named_home(given(context).home)
    home = home or Path(DEFAULT_HOME).resolve()
    if upgrade:
        if not (home / CONFIG_NAME).exists():
            raise UsageError(f"{home} holds no {CONFIG_NAME}: there is nothing to upgrade.")
        must_have_database(load(home))
        _bring_up(home)
        say(context, f"{home} is up to date. Pages are pressed again by `wiredesk run`.", home=home, upgraded=True)
        return
    if (home / CONFIG_NAME).exists():
        raise UsageError(f"{home} is a home already. Add --upgrade to bring its database up to date.")
    wanted: dict[str, str | int | float | bool | None] = {
        "name": name,
        "address": address,
        "time_zone": time_zone,
        "language": language,
        "database": database,
        "private": private or None,
        "made_up": made_up or None,
        "secret_key": secrets.token_urlsafe(48),
    }
    with _undone_on_failure(home):
        _make(home, {key: value for key, value in wanted.items() if value is not None})
        options = _bring_up(home)
        from wiredesk.flow.pressing import press_everything
        from wiredesk.flow.steps import open_paper

        press_everything(system_clock(), open_paper(options))
    sentence = (
        f"{home} is ready. Settings are in {home / CONFIG_NAME}.\n"
        f"Next: export WIREDESK_HOME={quote(str(home))}, `wiredesk service add …`, `wiredesk run`."
    )
    say(context, sentence, home=home, settings=home / CONFIG_NAME, address=options.address)


def _bring_up(home: Path) -> Options:
    """The home's database with every table, and its title as wiredesk.toml has it."""
    options = load(home)
    start_django(home)
    from wiredesk.flow.locks import alone
    from wiredesk.house.titles import ensure_title

    with alone(home):
        _migrate()
        ensure_title(options)
    return options


@click.command(cls=Command, epilog=example("wiredesk backup /var/backups/courier-monday.tar"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_context
def backup(context: click.Context, file: Path) -> None:
    """Write everything that cannot be made again into one file, while the paper runs."""
    options = django_for(context)
    from wiredesk.flow.backup import back_up, is_of_home

    if is_of_home(options.home, file):
        raise UsageError(f"{file} is a part of the home itself. Name another file, outside it.", fact="own_part")
    if file.exists():
        sure(context, f"{file} is there already and would be replaced.")
    size = back_up(options, file)
    say(context, f"{file}: {size} bytes", file=file, bytes=size)


@click.command(
    cls=Command,
    epilog=example(
        "wiredesk restore /var/backups/courier-monday.tar --yes",
        "wiredesk --home elsewhere restore /var/backups/courier-monday.tar",
    ),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--database", metavar="URL", help="Where the database of a PostgreSQL home goes, if not where it was.")
@click.pass_context
def restore(context: click.Context, file: Path, database: str | None) -> None:
    """Bring a home back to what a backup holds, or make one from it. Stop `wiredesk run` first."""
    home = named_home(given(context).home)
    if home is None:
        options_of(context)
        raise AssertionError("a home that is not named has no options")
    from wiredesk.flow.backup import bring_back

    if (home / CONFIG_NAME).exists():
        sure(context, f"Everything in {home} is replaced by what {file} holds.")
    os.environ["WIREDESK_HOME"] = str(home)
    reopened = bring_back(home, file, database=database or "")
    must_have_database(load(home))
    options = _bring_up(home)
    from wiredesk.flow.pressing import press_everything
    from wiredesk.flow.steps import open_paper

    count = press_everything(system_clock(), open_paper(options))
    say(context, f"{home} is restored; {count} pages were pressed.", home=home, pages=count, reopened=reopened)
    if reopened:
        click.echo(f"Withdrawn since the backup, and open again: {', '.join(reopened)}. Kill them again.", err=True)


COMMANDS = (init, backup, restore)
