"""What the house does about a story: decisions, append-only, by a rule or a person, each with a reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wiredesk.decisions.words import State, ThreadVerb, Verb
from wiredesk.story.models import Story, Thread, Version


class Decision(models.Model):
    """One decision about one story: never edited, never deleted."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=12, choices=[(verb.value, verb.value) for verb in Verb])
    rule = models.CharField(max_length=48, blank=True, help_text="The rule that decided; empty for a person")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField()
    until = models.DateTimeField(null=True, blank=True)
    value = models.CharField(
        max_length=1000, blank=True, help_text="A section, a headline, a slot: what the verb needs"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("story", "id"), name="decision_story"),
            models.Index(fields=("at",), name="decision_at"),
        )


class Standing(models.Model):
    """Derived: the standing that a story's decisions add up to, kept so that lists need not add them up.

    Written in the same transaction as the decision. `released_at` is empty until publication has followed.
    `waiting` is a later version that is held or embargoed while an earlier one stays live. Joined copies form a group
    under the id of one of them: the others have it as `copy_of`, never a story that has a `copy_of` itself.
    """

    story = models.OneToOneField(Story, on_delete=models.PROTECT, related_name="+", primary_key=True)
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in State], db_index=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    waiting = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True, blank=True, help_text="When an embargo ends")
    section = models.SlugField(max_length=48, blank=True)
    headline = models.CharField(max_length=1000, blank=True, help_text="Ours, where the desk overrode the agency's")
    pinned_until = models.DateTimeField(null=True, blank=True, help_text="When the first of its slots ends")
    corrected = models.BooleanField(default=False)
    reviewed = models.BooleanField(default=False)
    copy_of = models.ForeignKey(
        Story,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="The story whose copies it is one of; empty for that story and for one that stands alone",
    )
    places = models.CharField(max_length=1000, blank=True, help_text="Where it happens: decisions.spots, surest first")
    slots = models.CharField(max_length=1000, blank=True, help_text="Slots of fronts that it holds: decisions.slots")
    ran_at = models.DateTimeField(null=True, blank=True, help_text="When it first was live; empty while it never was")
    urgent = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    decision = models.BigIntegerField(default=0, help_text="The newest decision taken into account")
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("-urgent", "changed_at"), name="standing_unreleased", condition=Q(released_at__isnull=True)
            ),
            models.Index(fields=("due_at",), name="standing_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=("pinned_until",), name="standing_pinned", condition=Q(pinned_until__isnull=False)),
            models.Index(fields=("copy_of",), name="standing_copy_of", condition=Q(copy_of__isnull=False)),
            models.Index(fields=("-changed_at",), name="standing_changed"),
            models.Index(fields=("state", "-changed_at"), name="standing_state_changed"),
        )


class ThreadChoice(models.Model):
    """What a person chose about a running story, a row for each story that was named: never edited, never deleted.

    It is no decision about a story: nobody's standing follows from it, only what stands beside what.
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+", db_index=False)
    story = models.ForeignKey(
        Story, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty for a name"
    )
    verb = models.CharField(max_length=8, choices=[(verb.value, verb.value) for verb in ThreadVerb])
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    value = models.CharField(max_length=200, blank=True, help_text="The name that was given")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("thread", "id"), name="thread_choice_thread"),)


class BesideChoice(models.Model):
    """What a person said about two stories standing beside each other: never edited, the latest counts.

    Written once from each of the two, so that a page asks by its own story.
    """

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+", db_index=False)
    belongs = models.BooleanField(help_text="Whether they are about one thing")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("story", "id"), name="beside_choice_story"),)
