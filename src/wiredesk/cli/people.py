"""person: who may sign in."""

import secrets
import sys

import click

from wiredesk.cli.frame import Group, django_for, example, given, say
from wiredesk.common.errors import UsageError


@click.group(cls=Group)
def person() -> None:
    """People who may sign in."""


def _password(password: str | None, *, from_stdin: bool, ask: bool) -> tuple[str, bool]:
    """The password, and whether it was made here."""
    if password:
        return password, False
    if from_stdin:
        return sys.stdin.readline().rstrip("\n"), False
    if ask and sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)), False
    return secrets.token_urlsafe(12), True


@person.command("add", epilog=example("wiredesk person add meera --role desk"))
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["reader", "desk", "operator"]),
    default="desk",
    show_default=True,
    help="Readers read a private site; the desk decides; operators see to the wire too.",
)
@click.option("--password", help="Better left out: it is asked for on a terminal, and made elsewhere.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_context
def person_add(context: click.Context, name: str, role: str, password: str | None, *, password_stdin: bool) -> None:
    """Let somebody sign in: readers of a private site, the desk, or operators."""
    django_for(context)
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from wiredesk.people.models import Person

    if Person.objects.filter(username=name).exists():
        raise UsageError(f"There is a person {name} already.", fact="taken_name")
    word, made = _password(password, from_stdin=password_stdin, ask=not given(context).yes)
    someone = Person(username=name, role=role)
    try:
        someone.clean_fields(exclude=["password", "last_login"])
        validate_password(word, someone)
    except ValidationError as fault:
        raise UsageError(" ".join(fault.messages), fact="bad_password") from fault
    someone.set_password(word)
    someone.save()
    shown = f" Password: {word}   (shown once)" if made else ""
    row = {"name": name, "role": role} | ({"password": word} if made else {})
    say(context, f"{name} may sign in at /desk/ as {role}.{shown}", **row)


COMMANDS = (person,)
