"""person: who may sign in."""

import secrets
import sys

import click

from wiredesk.cli.frame import Group, django_for, example, given, say, show
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


@person.command(
    "add", epilog=example("wiredesk person add meera --role desk", "wiredesk person add ravi --role reader")
)
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["reader", "desk", "operator"]),
    default="desk",
    show_default=True,
    help="Readers read what is for those who sign in; the desk decides; operators see to the wire too.",
)
@click.option("--password", help="Better left out: it is asked for on a terminal, and made elsewhere.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_context
def person_add(context: click.Context, name: str, role: str, password: str | None, *, password_stdin: bool) -> None:
    """Let somebody sign in: readers of what is private, the desk, or operators; also one who was stopped before."""
    django_for(context)
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from wiredesk.people.models import Person

    known = Person.objects.filter(username=name).first()
    if known is not None and known.is_active:
        raise UsageError(f"There is a person {name} already.", fact="taken_name")
    word, made = _password(password, from_stdin=password_stdin, ask=not given(context).yes)
    someone = known or Person(username=name)
    someone.role, someone.is_active = role, True
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


@person.command("list", epilog=example("wiredesk person list --role reader"))
@click.option("--role", type=click.Choice(["reader", "desk", "operator"]), help="Only those of one role.")
@click.pass_context
def person_list(context: click.Context, role: str | None) -> None:
    """Everybody who has a name here, and whether they may sign in."""
    django_for(context)
    from wiredesk.people.models import Person

    people = Person.objects.order_by("username").values("username", "role", "is_active", "last_login")
    rows = [
        {
            "name": one["username"],
            "role": one["role"],
            "may_sign_in": one["is_active"],
            "signed_in_at": one["last_login"],
        }
        for one in (people.filter(role=role) if role else people)
    ]
    show(context, rows, columns=("name", "role", "may_sign_in", "signed_in_at"))


@person.command("stop", epilog=example("wiredesk person stop ravi"))
@click.argument("name")
@click.pass_context
def person_stop(context: click.Context, name: str) -> None:
    """Let somebody sign in no more: who is signed in under the name is out at once. What they did stays on record."""
    django_for(context)
    from wiredesk.people.models import Person

    if not Person.objects.filter(username=name).update(is_active=False):
        raise UsageError(f"There is no person {name}. `wiredesk person list` shows all.", fact="no_person")
    say(context, f"{name} may not sign in any more.", name=name)


COMMANDS = (person,)
