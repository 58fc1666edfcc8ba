"""provider and service: whose copy comes in, and how."""

import time
from urllib.parse import quote

import click

from wiredesk.cli.frame import Group, django_for, example, given, say, show
from wiredesk.common.clock import system_clock
from wiredesk.common.errors import UsageError


@click.group(cls=Group)
def provider() -> None:
    """Agencies, our own staff, and sources of paid copy."""


@provider.command("list", epilog=example("wiredesk provider list --json"))
@click.pass_context
def provider_list(context: click.Context) -> None:
    """Every provider, with what is known about it."""
    django_for(context)
    from wiredesk.wire.providers import listed

    show(context, listed())


@provider.command("set", epilog=example("wiredesk provider set ANI --strip-mark '(ANI)' --indexing noindex-news"))
@click.argument("code")
@click.option("--name", help="As readers see it.")
@click.option("--kind", type=click.Choice(["agency", "house", "paid"]), help="Whose copy it is.")
@click.option("--url", help="The agency's own site.")
@click.option("--profile", help="The table of what its words mean.")
@click.option("--time-zone", help="Zone of dates that state none.")
@click.option("--language", help="Language of copy that states none.")
@click.option("--strip-mark", "strip_marks", multiple=True, help="A mark the contract allows us to remove; repeat it.")
@click.option("--keep-marks", is_flag=True, help="Remove no marks.")
@click.option(
    "--indexing",
    type=click.Choice(["index", "noindex-news", "noindex", "canonical-to-agency"]),
    help="What search engines may do with its copy.",
)
@click.option("--feeds", type=click.Choice(["full", "summary"]), help="What our feeds may carry of it.")
@click.option(
    "--print", "printed", type=click.Choice(["allowed", "forbidden"]), help="Whether the e-paper may carry its copy."
)
@click.option("--about", help="Who they are, for the page about their feed; empty gives a sentence of ours.")
@click.pass_context
def provider_set(context: click.Context, /, code: str, **wanted: object) -> None:
    """Make a provider, or change what is known about it and what its contract allows.

    What it changes on published stories follows by itself; marks are removed from copy that arrives from now on.
    """
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.flow.again import release_again
    from wiredesk.wire.providers import as_row, set_provider

    known = set_provider(code, **wanted)  # type: ignore[arg-type]
    count = release_again(known)
    wake(options.home)
    say(context, f"{known.code} is set; {count} published stories follow.", **as_row(known), stories=count)


@click.group(cls=Group)
def service() -> None:
    """Feeds of providers: how bytes arrive, and what becomes of them."""


def _options(pairs: tuple[str, ...]) -> dict[str, str]:
    options = {}
    for pair in pairs:
        key, found, value = pair.partition("=")
        if not found or not key:
            raise UsageError(
                f"--option {pair} is not key=value, such as --option url=https://agency.example/world.xml."
            )
        options[key.strip()] = value
    return options


@service.command(
    "add",
    epilog=example(
        "wiredesk service add ani-world --provider ANI --transport http_poll \\",
        "    --option url=https://agency.example/world.xml --section International",
    ),
)
@click.argument("name")
@click.option("--provider", "provider_code", required=True, help="Whose it is, such as ANI; made when it is missing.")
@click.option("--transport", required=True, help="folder, http_poll or push.")
@click.option("--option", "pairs", multiple=True, metavar="KEY=VALUE", help="What the transport needs; repeat it.")
@click.option("--format", "format_name", default="auto", show_default=True, help="auto recognises it by its content.")
@click.option("--section", default="", help="Where its stories go; made when it is missing.")
@click.option(
    "--publish",
    type=click.Choice(["auto", "hold", "off"]),
    default="auto",
    show_default=True,
    help="By themselves, held for the desk, or collected only.",
)
@click.option("--include", multiple=True, help="Take only copy with one of these words or categories; repeat it.")
@click.option("--exclude", multiple=True, help="Hold copy with one of these words or categories; repeat it.")
@click.option("--max-per-hour", type=click.IntRange(min=1), help="Hold new stories beyond this as a batch.")
@click.pass_context
def service_add(
    context: click.Context,
    name: str,
    provider_code: str,
    transport: str,
    pairs: tuple[str, ...],
    format_name: str,
    section: str,
    publish: str,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    max_per_hour: int | None,
) -> None:
    """Take in a feed. Its stories are published by themselves unless --publish says otherwise."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.wire.proof import PUSH
    from wiredesk.wire.services import NewService, add

    wanted = NewService(
        name=name,
        provider=provider_code,
        transport=transport,
        options=_options(pairs),
        format=format_name,
        section=section,
        publish=publish,
        include=_words(include),
        exclude=_words(exclude),
        max_per_hour=max_per_hour,
    )
    added = add(wanted, system_clock())
    wake(options.home)
    push_to = f"{options.address.rstrip('/')}/push/{quote(added.name)}" if transport == PUSH else None
    if given(context).as_json:
        say(context, "", **added.as_row(), **({"push_to": push_to} if push_to else {}))
        return
    click.echo(f"{name} is added: {added.transport}, {added.publish}, section {added.section or 'news'}.")
    if added.stranger:
        click.echo(
            f"{added.provider} is new here and read as agencies in general write; `wiredesk provider list` has those "
            "that are known."
        )
    if push_to:
        click.echo(f"The agency posts to {push_to}")
    for key, value in added.secrets.items():
        click.echo(f"{key} = {value}   (shown once: give it to the agency)")


def _words(listed: tuple[str, ...]) -> tuple[str, ...]:
    """Repeated options and commas both part words."""
    return tuple(word.strip() for one in listed for word in one.split(",") if word.strip())


@service.command("list", epilog=example("wiredesk service list --json"))
@click.pass_context
def service_list(context: click.Context) -> None:
    """Every service, and how it is doing."""
    django_for(context)
    from wiredesk.wire.services import listed

    columns = ("name", "provider", "transport", "section", "publish", "state", "last_item_at", "error", "options")
    show(context, listed(), columns=columns)


@service.command("test", epilog=example("wiredesk service test ani-world"))
@click.argument("name")
@click.pass_context
def service_test(context: click.Context, name: str) -> None:
    """Fetch once and show what would happen. Nothing is stored or moved."""
    options = django_for(context)
    from wiredesk.flow.trial import try_service

    rows = try_service(name, system_clock, options, time.sleep)
    show(context, rows, columns=("would", "headline", "why"))


@service.command("pause", epilog=example("wiredesk service pause ani-world --reason 'sends test copy'"))
@click.argument("name")
@click.option("--reason", required=True, help="Shown at the desk.")
@click.option("--by", default="the command line", help="Who pauses it.")
@click.pass_context
def service_pause(context: click.Context, name: str, reason: str, by: str) -> None:
    """Release nothing new of a service. It is still read, so that nothing is lost and kills still act."""
    django_for(context)
    from wiredesk.wire.pause import pause_service

    pause_service(name, by=by, reason=reason, now=system_clock())
    say(context, f"{name} is paused.", name=name, paused=True, reason=reason, by=by)


@service.command("resume", epilog=example("wiredesk service resume ani-world"))
@click.argument("name")
@click.pass_context
def service_resume(context: click.Context, name: str) -> None:
    """Release a paused service's stories again, those that waited first."""
    options = django_for(context)
    from wiredesk.common.wake import wake
    from wiredesk.wire.pause import resume_service

    resume_service(name)
    wake(options.home)
    say(context, f"{name} goes on.", name=name, paused=False)


COMMANDS = (provider, service)
