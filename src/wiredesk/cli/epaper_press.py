"""epaper import: the PDFs of a paper that is made up elsewhere."""

from datetime import datetime
from pathlib import Path

import click

from wiredesk.cli.frame import Command, django_for, example, say
from wiredesk.common.clock import system_clock

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(
    "import",
    cls=Command,
    epilog=example(
        "wiredesk epaper import pages/ --edition pune --date 2026-03-09",
        "wiredesk epaper import front.pdf city.pdf --edition paper --date 2026-03-09 --json",
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="DIR|FILE…", type=click.Path(path_type=Path))
@click.option("--edition", required=True, metavar="CITY", help="The edition's slug, or paper for the whole paper.")
@click.option("--date", "day", type=_DAY, required=True, help="The day that it is of.")
@click.pass_context
def epaper_import(context: click.Context, files: tuple[Path, ...], edition: str, day: datetime) -> None:
    """Take over a press's PDFs as an issue: each page with its pictures, and links to the stories found on it.

    The pages of several files follow one another; those of a folder go by the numbers in their names. Where the PDFs
    have no text that can be read, there are pages only, and readers are told so. Taken over again, the issue is
    replaced. A folder press/CITY/DATE/ in the home does the same by itself once it holds a file end.txt.
    """
    options = django_for(context)
    from wiredesk.cli.stories import by
    from wiredesk.common.wake import wake
    from wiredesk.flow.press import import_issue
    from wiredesk.flow.steps import open_paper
    from wiredesk.house.titles import ensure_title

    ensure_title(options)
    rows = import_issue(open_paper(options), list(files), edition, day.date(), system_clock(), by=by().name)
    wake(options.home)
    for row in rows:
        say(context, _summary(row), **row)


def _summary(row: dict[str, object]) -> str:
    found = (
        f"{row['stories']} stories were found on them"
        if row["text"]
        else "they have no text that can be read, so nothing on them is linked or found by a search"
    )
    return f"No. {row['number']} of {row['edition']} for {row['date']} has {row['pages']} pages; {found}. {row['url']}"


COMMANDS = (epaper_import,)
