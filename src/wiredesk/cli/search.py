"""search, and search rebuild: what readers find, and the index that they find it in."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from wiredesk.cli.frame import Command, Group, django_for, example, given, say, show
from wiredesk.common.clock import system_clock
from wiredesk.common.errors import UsageError

if TYPE_CHECKING:
    from wiredesk.publication.search.answer import Answer

_FIND = "find"


class _Search(Group):
    """`search QUERY` is `search find QUERY`, unless the query is the name of another command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was meant."""
        return super().resolve_command(ctx, args if args[0] in self.commands else [_FIND, *args])


@click.group(cls=_Search, epilog=example("wiredesk search 'second lock'", "wiredesk search rebuild"))
def search() -> None:
    """What readers find, from here: `wiredesk search QUERY` is short for `wiredesk search find QUERY`."""


@click.command(
    _FIND,
    cls=Command,
    epilog=example("wiredesk search find 'second lock' --section world", "wiredesk search '\"out of season\"' --json"),
)
@click.argument("query")
@click.option("--section", default="", help="Only of this section, by its slug.")
@click.option("--provider", default="", help="Only from this provider, by its code.")
@click.option("--city", default="", help="Only of this city or state, by a name such as 'Pune' or 'Aurangabad, Bihar'.")
@click.option("--from", "since", default="", metavar="DAY", help="Only from this day on, such as 2026-03-09.")
@click.option("--to", "until", default="", metavar="DAY", help="Only up to this day.")
@click.option("--newest", is_flag=True, help="Newest first, and not what fits best.")
@click.option("--page", default=1, help="Which page; ten stories are on one.")
@click.option("--title", default="", help="The title's code; else the first title.")
@click.pass_context
def find(
    context: click.Context,
    query: str,
    *,
    section: str,
    provider: str,
    city: str,
    since: str,
    until: str,
    newest: bool,
    page: int,
    title: str,
) -> None:
    """Stories that a reader's search for QUERY finds now, best first.

    All of its words are wanted; words in quotation marks side by side. Nothing is found that readers may not see.
    """
    options = django_for(context)
    from wiredesk.flow.search import search as ask
    from wiredesk.flow.steps import open_paper

    fields = {"q": query, "section": section, "provider": provider.lower(), "city": city, "from": since, "to": until}
    fields |= {"page": str(page), "order": "newest" if newest else ""}
    found = ask(fields, system_clock, open_paper(options), title)
    show(context, _rows(found), columns=("id", "published_at", "provider", "section", "headline", "excerpt"))
    if found.no_city:
        raise UsageError(f"No place called {city} is known.", fact="no_place")
    if not given(context).as_json:
        newest_only = " or more: the newest were looked at" if found.newest_only else ""
        click.echo(f"{found.count}{newest_only}.")


def _rows(found: "Answer") -> Iterator[dict[str, object]]:
    for hit in found.hits:
        story = hit.story
        yield {
            "id": story.id,
            "published_at": story.published_at,
            "provider": story.provider.code,
            "section": story.section.slug,
            "headline": story.headline,
            "excerpt": "".join(part.text for part in hit.excerpt),
            "path": story.path,
            "paid": story.paid,
            "loose": found.loose,
        }


@click.command("rebuild", cls=Command, epilog=example("wiredesk search rebuild"))
@click.pass_context
def rebuild(context: click.Context) -> None:
    """Throw the search index away and build it again from the public records.

    Where `wiredesk run` runs on the home, it does the work and this command waits for it. Until it is done, searches
    find what is in it so far.
    """
    options = django_for(context)
    from wiredesk.flow.search import rebuild as again
    from wiredesk.flow.steps import open_paper

    for left in again(open_paper(options), time.sleep):
        say(context, f"{left} stories to take in.", to_take_in=left)


search.add_command(find)
search.add_command(rebuild)

COMMANDS = (search,)
