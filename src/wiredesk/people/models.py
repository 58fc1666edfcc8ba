"""The people of the house: who may look at the desk, who may decide, who may configure."""

from typing import ClassVar

from django.conf import settings
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


class Audit(models.Model):
    """Who did what, when and from where, for every act that is not a decision: those keep their own record.

    Written once, in the transaction of the act itself. A failed sign-in has no person; `about` then says which name
    was tried, and the count of such rows is what slows a guesser down.
    """

    at = models.DateTimeField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    what = models.CharField(max_length=32)
    about = models.TextField(blank=True)
    address = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("address", "at"), name="audit_address"),
            models.Index(fields=("at",), name="audit_at"),
        )
