"""What every command shares: where the home is, how rows are printed, how a failure is said and with which code."""

import errno
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from wiredesk.common.errors import ActionRefused, Unreadable, UsageError, WiredeskError
from wiredesk.settings.options import Options, find_home, load

FAILED, USAGE, QUARANTINED, REFUSED = 1, 2, 3, 4
EXIT_CODES = {
    0: "done",
    FAILED: "it failed, or (doctor) something is not well",
    USAGE: "the command or a setting cannot be carried out as given; nothing was changed",
    QUARANTINED: "wire read: some of it is quarantined",
    REFUSED: "the story's standing does not allow the decision",
}
_CODES: tuple[tuple[type[WiredeskError], int], ...] = (
    (UsageError, USAGE),
    (Unreadable, QUARANTINED),
    (ActionRefused, REFUSED),
    (WiredeskError, FAILED),
)
_JSON = "--json"
_NEXT_STEPS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), " Make room on that disk, then give the command again."),
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM, errno.EROFS), " Name a place that you may write to, or be the user whose it is."
    ),
}


class Given(msgspec.Struct):
    """What was said for all commands at once, before the command's own name or after it."""

    home: str | None = None
    as_json: bool = False
    yes: bool = False


def given(context: click.Context) -> Given:
    """What was said for all commands at once."""
    root = context.find_root()
    if not isinstance(root.obj, Given):
        root.obj = Given()
    return root.obj


def _set_home(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        given(context).home = value


def _set_json(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        given(context).as_json = True


def _set_yes(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        given(context).yes = True


def _with_common(command: click.Command) -> None:
    """Every command takes --home, --json and --yes, before or after its own name."""
    command.params += [
        click.Option(
            ["--home"],
            help="The home's folder; else WIREDESK_HOME.",
            metavar="DIR",
            expose_value=False,
            callback=_set_home,
        ),
        click.Option(
            [_JSON],
            is_flag=True,
            help="Print one JSON object a line; errors too, on standard error.",
            expose_value=False,
            callback=_set_json,
        ),
        click.Option(["--yes"], is_flag=True, help="Never ask.", expose_value=False, callback=_set_yes),
    ]


class Command(click.Command):
    """A command with the common options; anticipated errors become a sentence on stderr and an exit code."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        _with_common(self)

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; see EXIT_CODES."""
        try:
            return super().invoke(ctx)
        except WiredeskError as fault:
            code = next(code for kind, code in _CODES if isinstance(fault, kind))
            raise Failure(fault.sentence, fault.fact, code) from fault
        except _database_errors() as fault:
            raise Failure(_database_sentence(fault), type(fault).__name__, FAILED) from fault
        except OSError as fault:
            if fault.errno == errno.EPIPE:
                raise
            where = f"{fault.filename}: " if fault.filename else ""
            next_step = _NEXT_STEPS.get(fault.errno or 0, "")
            raise Failure(f"{where}{fault.strerror or fault}.{next_step}", type(fault).__name__, FAILED) from fault


class Group(click.Group):
    """A group of such commands."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        _with_common(self)


class Failure(click.ClickException):
    """An anticipated error on its way to the terminal."""

    def __init__(self, sentence: str, fact: str, code: int) -> None:
        super().__init__(sentence)
        self.fact = fact
        self.code = code

    def show(self, file: Any = None) -> None:
        """The sentence, on standard error."""
        click.echo(f"wiredesk: {self.message}", err=True, file=file)


class Root(Group):
    """The command itself: what goes wrong anywhere below is said here, in words or as one JSON object."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line; ends the process with one of EXIT_CODES."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        words = sys.argv[1:] if args is None else list(args)
        try:
            code = super().main(words, prog_name, complete_var, standalone_mode=False, **extra)
        except click.ClickException as fault:
            if _JSON in words:
                fact = fault.fact if isinstance(fault, Failure) else type(fault).__name__
                row = {"error": fault.format_message(), "fact": fact, "exit_code": _code_of(fault)}
                click.echo(json.dumps(row, ensure_ascii=False), err=True)
            else:
                fault.show()
            sys.exit(_code_of(fault))
        except click.Abort:
            click.echo("wiredesk: stopped; nothing more is done.", err=True)
            sys.exit(FAILED)
        sys.exit(code if isinstance(code, int) else 0)


def _code_of(fault: click.ClickException) -> int:
    return fault.code if isinstance(fault, Failure) else fault.exit_code


def _database_errors() -> tuple[type[Exception], ...]:
    """What Django raises for a database that cannot be used, where Django was loaded at all."""
    if "django.db" not in sys.modules:
        return ()
    from django.db import DatabaseError, InterfaceError

    return (DatabaseError, InterfaceError)


def _database_sentence(fault: Exception) -> str:
    said = " ".join(str(fault).split())
    if "no such table" in said or "no such column" in said or "does not exist" in said:
        return f"The home's database is not up to date ({said}). Run `wiredesk init DIR --upgrade` on it."
    sentence = f"The home's database cannot be used: {said.rstrip('.?')}."
    if "not a database" in said or "malformed" in said:
        sentence += " Bring back a backup with `wiredesk restore FILE`."
    return sentence


def options_of(context: click.Context) -> Options:
    """The options of the home that the command line or the environment names."""
    return load(find_home(given(context).home))


def django_for(context: click.Context) -> Options:
    """The options of the home, with Django set up on its database. The home cannot be restored until this ends."""
    options = options_of(context)
    from wiredesk.common.log import set_up

    set_up(options.log_level)
    from django.apps import apps

    if not apps.ready:
        must_have_database(options)
    start_django(options.home)
    from wiredesk.flow.locks import using

    context.find_root().with_resource(using(options.home))
    return options


def must_have_database(options: Options) -> None:
    """Raises UsageError where a home's SQLite file is gone, or a newer wiredesk worked on it.

    Opening one that is gone would make an empty one in its place: whoever finds that "not up to date" upgrades it, and
    has a paper that forgot every kill.
    """
    from wiredesk.flow.newer import must_not_be_newer
    from wiredesk.settings.postgres import url_of

    file = options.home / "wiredesk.db"
    if url_of(options):
        return
    if not file.exists():
        raise UsageError(
            f"{file} is missing; its disk may not be mounted. Bring the file back, or a backup with "
            "`wiredesk restore FILE`. Nothing was made in its place.",
            fact="no_database",
        )
    must_not_be_newer(file)


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


def show(context: click.Context, rows: Iterable[Mapping[str, object]], *, columns: Sequence[str] | None = None) -> None:
    """Print rows: with --json one object a line, as soon as each is there; else columns as wide as what they hold."""
    if given(context).as_json:
        for row in rows:
            click.echo(json.dumps(plain(row), ensure_ascii=False))
        return
    for line in table(rows, columns):
        click.echo(line)


def say(context: click.Context, sentence: str, **row: object) -> None:
    """Print what was done: with --json these facts as one object, else the sentence."""
    click.echo(saying(context, sentence, **row))


def saying(context: click.Context, sentence: str, **row: object) -> str:
    """What `say` prints."""
    return json.dumps(plain(row), ensure_ascii=False) if given(context).as_json else sentence


def tell(context: click.Context, row: Mapping[str, object]) -> None:
    """Print one row with much in it: with --json as one object, else a line a fact and a table a list."""
    if given(context).as_json:
        click.echo(json.dumps(plain(row), ensure_ascii=False))
        return
    for key, value in row.items():
        if isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
            click.echo(f"\n{key} ({len(value)}):")
            for line in table(value):
                click.echo(f"  {line}")
        elif isinstance(value, Mapping) and len(value) > 2:
            click.echo(f"\n{key}:")
            for name, one in value.items():
                click.echo(f"  {name}: {_cell(one)}")
        else:
            text = value if isinstance(value, str) else _cell(value)
            click.echo(f"{key + ':':16} {text}".rstrip())


def table(rows: Iterable[Mapping[str, object]], columns: Sequence[str] | None = None) -> list[str]:
    """The lines of a table, the last column as wide as it is and no other wider than 60; none without rows."""
    listed = list(rows)
    if not listed:
        return []
    names = list(columns or dict.fromkeys(name for row in listed for name in row))
    cells = [names, *([_cell(row.get(name)) for name in names] for row in listed)]
    widths = [min(60, max(len(line[place]) for line in cells)) for place in range(len(names))]
    widths[-1] = 0
    return [
        "  ".join(_fitted(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells
    ]


def _fitted(cell: str, width: int) -> str:
    if not width:
        return cell
    return cell.ljust(width) if len(cell) <= width else cell[: width - 1] + "…"


def _cell(value: object) -> str:
    match plain(value):
        case None:
            return ""
        case bool() as yes_or_no:
            return "yes" if yes_or_no else "no"
        case dict() as pairs:
            return " ".join(f"{key}={_cell(one)}" for key, one in pairs.items())
        case list() as items:
            return ", ".join(_cell(one) for one in items)
        case other:
            return " ".join(str(other).split())


def sure(context: click.Context, question: str) -> None:
    """Ask before something is overwritten, on a terminal only; raises UsageError when the answer is no."""
    if given(context).yes:
        return
    if not sys.stdin.isatty():
        raise UsageError(f"{question} Say --yes to do it without being asked.", fact="not_confirmed")
    if not click.confirm(question, default=False, err=True):
        raise UsageError("Nothing was done.", fact="declined")


def example(*lines: str) -> str:
    """The epilog of a command's help: how it is typed."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)
