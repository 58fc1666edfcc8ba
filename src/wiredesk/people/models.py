"""The people of the house: who may look at the desk, who may decide, who may configure."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class Role(models.TextChoices):
    """What a person may do; each role includes the ones above it."""

    READER = "reader", "reads a private site"
    DESK = "desk", "watches the wire and decides"
    OPERATOR = "operator", "configures services and people"


class Person(AbstractUser):
    """One member of the house, signed in by name and password."""

    role = models.CharField(max_length=16, choices=Role.choices, default=Role.DESK)

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    @property
    def may_decide(self) -> bool:
        """Whether this person may publish, hold, kill and the rest."""
        return self.is_active and self.role in (Role.DESK, Role.OPERATOR)

    @property
    def may_configure(self) -> bool:
        """Whether this person may pause services and change settings."""
        return self.is_active and self.role == Role.OPERATOR
