"""epaper: the dated newspaper, made up from what is published, proved, and shown page by page."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from wiredesk.cli.frame import Group, django_for, example, given, say, show, sure, tell
from wiredesk.common.clock import system_clock


@click.group(cls=Group)
def epaper() -> None:
    """The e-paper: issues made up from published stories, or taken over from a press."""


_of_edition = click.option(
    "--edition", required=True, metavar="CITY", help="The edition's slug, or paper for the whole paper."
)
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_of_day = click.option("--date", "day", type=_DAY, required=True, help="The day that it is of.")


@epaper.command(
    "make",
    epilog=example(
        "wiredesk epaper make --edition pune --date 2026-03-09",
        "wiredesk epaper make --edition pune --edition nagpur --title main",
        "wiredesk epaper make --edition paper --format broadsheet --pages 8 --json",
    ),
)
@click.option(
    "--edition",
    "editions",
    required=True,
    multiple=True,
    metavar="CITY",
    help="The edition's slug, or paper for the whole paper; several share the pages that are alike.",
)
@click.option("--title", default="", metavar="CODE", help="Only this title's; every title's that has it else.")
@click.option("--date", "day", type=_DAY, help="The day that it is of; today where not given.")
@click.option(
    "--format", "format_name", type=click.Choice(["tabloid", "broadsheet"]), help="The option epaper_format else."
)
@click.option("--pages", type=click.IntRange(1, 96), help="How many; as the stories want it where not given.")
@click.option("--again", is_flag=True, help="From what it was made from before, less what was withdrawn since.")
@click.option("--child-of", type=int, hidden=True, help="End with this process, which started the command.")
@click.pass_context
def epaper_make(
    context: click.Context,
    editions: tuple[str, ...],
    title: str,
    day: datetime | None,
    format_name: str | None,
    pages: int | None,
    child_of: int | None,
    *,
    again: bool,
) -> None:
    """Make an issue from what was published since the last one, prove it, and show it to readers.

    What fails the proof is not published: the sentence says which line of which story. Progress is on standard error.
    Of several editions or titles each is tried; where one was not made, the command says which and why, and fails.
    """
    options = django_for(context)
    from wiredesk.cli.stories import by
    from wiredesk.common.errors import WiredeskError
    from wiredesk.common.lifetime import end_with
    from wiredesk.common.wake import wake
    from wiredesk.flow.epaper import SomeNotMade, make_issues
    from wiredesk.flow.steps import open_paper
    from wiredesk.house.titles import ensure_title
    from wiredesk.outlets.epaper.makeup.workshop import Workshop

    if child_of:
        end_with(child_of)
        # News goes first: a kill must not wait for pages that are being set.
        os.nice(10)
    ensure_title(options)
    paper, shop, faults, count = open_paper(options), Workshop(), dict[str, WiredeskError](), 0
    wanted = tuple(dict.fromkeys(editions))
    for edition in wanted:
        tell_step = _progress(context, options.home, f"{edition} {day:%Y-%m-%d}" if child_of and day else "")
        if child_of:
            tell_step("begun")
        try:
            rows = make_issues(
                paper,
                system_clock,
                edition,
                day.date() if day is not None else None,
                format_name=format_name or "",
                pages=pages or 0,
                again=again,
                by="" if child_of else by().name,
                title=title,
                unasked=child_of is not None,
                tell=tell_step,
                shop=shop,
            )
        except SomeNotMade as some:
            rows = list(some.made)
            faults |= {f"{edition} of {owner.name}": fault for owner, fault in some.failed}
            count += len(rows) + len(some.failed)
        except WiredeskError as fault:
            # The other editions' readers need not wait for this one.
            faults[edition] = fault
            count += 1
            continue
        else:
            count += len(rows)
        wake(options.home)
        for row in rows:
            say(context, _summary(row), **row)
    if count > 1 and faults:
        told = "\n".join(f"{edition}: {fault.sentence}" for edition, fault in faults.items())
        raise WiredeskError(f"{len(faults)} of {count} editions were not made.\n{told}", fact="editions_failed")
    for alone in faults.values():
        raise alone


def _progress(context: click.Context, home: Path, child: str) -> Callable[[str], None]:
    """Tells each step on standard error; the worker's child tells it to whoever looks at the home too."""

    def tell_step(line: str) -> None:
        if not given(context).as_json:
            click.echo(f"{child}: {line}" if child else line, err=True)
        if child:
            from wiredesk.outlets.epaper.asking import progress_file

            progress_file(home).write_text(f"{child}: {line}\n", encoding="utf-8")

    return tell_step


def _summary(row: dict[str, object]) -> str:
    return (
        f"No. {row['number']} of {row['edition']} for {row['date']} is {row['state']}: {row['pages']} pages with "
        f"{row['stories']} of {row['offered']} stories, {row['unplaced']} not placed. {row['url']}"
    )


@epaper.command("list", epilog=example("wiredesk epaper list --edition pune --json"))
@click.option("--edition", default="", metavar="CITY", help="Only those of one edition, or of paper.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most this many.")
@click.pass_context
def epaper_list(context: click.Context, edition: str, limit: int) -> None:
    """Every issue with its number and state, the newest first."""
    django_for(context)
    from wiredesk.flow.epaper import listed

    columns = ("edition", "date", "number", "state", "origin", "pages", "unplaced", "url")
    show(context, listed(edition=edition, limit=limit), columns=columns)


@epaper.command("show", epilog=example("wiredesk epaper show --edition pune --date 2026-03-09 --json"))
@_of_edition
@_of_day
@click.pass_context
def epaper_show(context: click.Context, edition: str, day: datetime) -> None:
    """One issue: its digests, what was not placed and what was passed over, and all that happened to it."""
    options = django_for(context)
    from wiredesk.flow.epaper import shown

    for row in shown(edition, day.date(), options):
        tell(context, row)


@epaper.command(
    "withdraw",
    epilog=example(
        "wiredesk epaper withdraw --edition pune --date 2026-03-09 --reason 'a wrong page' --yes",
        "wiredesk epaper withdraw --edition pune --date 2026-03-09 --page 3 --part 0,50,100,25 --reason 'a face' --yes",
    ),
)
@_of_edition
@_of_day
@click.option("--page", type=click.IntRange(min=1), help="Only this page.")
@click.option("--part", default="", help="Only this part of it: left,top,width,height in hundredths of the page.")
@click.option("--reason", required=True, help="Readers of a withdrawn issue are told.")
@click.pass_context
def epaper_withdraw(
    context: click.Context, edition: str, day: datetime, page: int | None, part: str, reason: str
) -> None:
    """Take an issue away from every reader: its pages, its PDF and its words. Its address says that it was there.

    With --page only that page goes, or with --part a part of it, also from pages that a press sends again later.
    An issue made up here is then not made again until `wiredesk epaper restore`.
    """
    options = django_for(context)
    from wiredesk.cli.stories import by
    from wiredesk.common.errors import UsageError
    from wiredesk.common.wake import wake
    from wiredesk.flow.epaper import take_off_pages, withdraw_issues
    from wiredesk.flow.steps import open_paper
    from wiredesk.outlets.epaper.by_hand import part_named

    if part and page is None:
        raise UsageError("Say with --page which page the part is of.", fact="no_page")
    wanted, area = day.date(), part_named(part)
    if page is None:
        sure(context, f"The issue of {edition} for {wanted} is taken away from every reader.")
        rows = withdraw_issues(open_paper(options), system_clock, edition, wanted, reason=reason, by=by().name)
    else:
        sure(context, f"{'A part' if part else 'All'} of page {page} of {edition} for {wanted} is taken away.")
        rows = take_off_pages(
            open_paper(options), system_clock, edition, wanted, page, area, reason=reason, by=by().name
        )
    wake(options.home)
    for row in rows:
        what = f"Page {page} of the issue" if page is not None else "The issue"
        done = "is covered" if page is not None else f"is {row['state']}"
        say(context, f"{what} of {row['edition']} for {row['date']} {done}.", **row)


@epaper.command(
    "restore",
    epilog=example("wiredesk epaper restore --edition pune --date 2026-03-09 --page 3 --reason 'it was another page'"),
)
@_of_edition
@_of_day
@click.option("--page", type=click.IntRange(min=1), required=True, help="The page.")
@click.option("--reason", required=True, help="It stands with the issue.")
@click.pass_context
def epaper_restore(context: click.Context, edition: str, day: datetime, page: int, reason: str) -> None:
    """Show again what was taken off a page by hand. Killed stories on it stay away."""
    options = django_for(context)
    from wiredesk.cli.stories import by
    from wiredesk.common.wake import wake
    from wiredesk.flow.epaper import give_back_pages
    from wiredesk.flow.steps import open_paper

    rows = give_back_pages(open_paper(options), system_clock, edition, day.date(), page, reason=reason, by=by().name)
    wake(options.home)
    for row in rows:
        say(context, f"Page {page} of the issue of {row['edition']} for {row['date']} is shown again.", **row)


COMMANDS = (epaper,)
