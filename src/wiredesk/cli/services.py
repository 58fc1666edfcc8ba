"""provider and service: whose copy comes in, and how."""

import click

from wiredesk.cli.frame import Group, as_json, django_for, example, show
from wiredesk.common.clock import system_clock
from wiredesk.common.errors import UsageError


@click.group(cls=Group)
def provider() -> None:
    """Agencies, our own staff, and sources of paid copy."""


@provider.command("list", epilog=example("wiredesk provider list --json"))
@as_json
@click.pass_context
def provider_list(context: click.Context, *, as_json: bool) -> None:
    """Every provider, with what is known about it."""
    django_for(context)
    from wiredesk.wire.providers import listed

    show(listed(), as_json=as_json)


@provider.command("set", epilog=example("wiredesk provider set ANI --strip-mark '(ANI)' --indexing noindex-news"))
@click.argument("code")
@click.option("--name", help="As readers see it.")
@click.option("--kind", type=click.Choice(["agency", "house", "paid"]))
@click.option("--url", help="The agency's own site.")
@click.option("--profile", help="The table of what its words mean.")
@click.option("--time-zone", help="Zone of dates that state none.")
@click.option("--language", help="Language of copy that states none.")
@click.option("--strip-mark", "strip_marks", multiple=True, help="A mark the contract allows us to remove; repeat it.")
@click.option("--keep-marks", is_flag=True, help="Remove no marks.")
@click.option("--indexing", type=click.Choice(["index", "noindex-news", "noindex", "canonical-to-agency"]))
@click.option("--feeds", type=click.Choice(["full", "summary"]), help="What our feeds may carry of it.")
@click.pass_context
def provider_set(context: click.Context, /, code: str, **given: object) -> None:
    """Make a provider, or change what is known about it and what its contract allows."""
    django_for(context)
    from wiredesk.wire.providers import set_provider

    set_provider(code, **given)  # type: ignore[arg-type]
    click.echo(f"{code} is set.")


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
@click.option("--publish", type=click.Choice(["auto", "hold", "off"]), default="auto", show_default=True)
@click.option("--include", multiple=True, help="Take only copy with this word or category; repeat it.")
@click.option("--exclude", multiple=True, help="Hold copy with this word or category; repeat it.")
@click.option("--max-per-hour", type=click.IntRange(min=1), help="Hold new stories beyond this as a batch.")
@as_json
@click.pass_context
def service_add(context: click.Context, /, name: str, *, as_json: bool, **given: object) -> None:
    """Take in a feed. Its stories are published by themselves unless --publish says otherwise."""
    django_for(context)
    from wiredesk.wire.services import NewService, add

    pairs = given.pop("pairs")
    wanted = NewService(
        name=name,
        provider=str(given["provider_code"]),
        transport=str(given["transport"]),
        options=_options(pairs if isinstance(pairs, tuple) else ()),
        format=str(given["format_name"]),
        section=str(given["section"]),
        publish=str(given["publish"]),
        include=_words(given["include"]),
        exclude=_words(given["exclude"]),
        max_per_hour=given["max_per_hour"] if isinstance(given["max_per_hour"], int) else None,
    )
    added = add(wanted, system_clock())
    if as_json:
        show([added.as_row()], as_json=True)
        return
    click.echo(f"{name} is added: {added.transport}, {added.publish}, section {added.section or 'none'}.")
    for key, value in added.secrets.items():
        click.echo(f"{key} = {value}   (shown once: give it to the agency)")


def _words(given: object) -> tuple[str, ...]:
    return tuple(str(word) for word in given) if isinstance(given, tuple) else ()


@service.command("list", epilog=example("wiredesk service list --json"))
@as_json
@click.pass_context
def service_list(context: click.Context, *, as_json: bool) -> None:
    """Every service, and how it is doing."""
    django_for(context)
    from wiredesk.wire.services import listed

    show(listed(), as_json=as_json)


@service.command("test", epilog=example("wiredesk service test ani-world"))
@click.argument("name")
@as_json
@click.pass_context
def service_test(context: click.Context, name: str, *, as_json: bool) -> None:
    """Fetch once and show what would happen. Nothing is stored or moved."""
    options = django_for(context)
    from wiredesk.flow.trial import try_service

    show(try_service(name, system_clock(), options), as_json=as_json)


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
    click.echo(f"{name} is paused.")


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
    click.echo(f"{name} goes on.")


COMMANDS = (provider, service)
