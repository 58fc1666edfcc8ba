"""Who decides when somebody types a command: the person of that name, or one that stands for the machine's user."""

from wiredesk.people.models import Person, Role


def person_at_the_command_line(user: str) -> Person:
    """The person whose user name the machine's user has; one who cannot sign in is made when there is none."""
    known = Person.objects.filter(username=user).first()
    if known is not None:
        return known
    person = Person(username=user, role=Role.OPERATOR)
    person.set_unusable_password()
    person.save()
    return person
