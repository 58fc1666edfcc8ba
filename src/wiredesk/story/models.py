"""The same news in the house's own form: one story, the names it came under, and its versions."""

from django.db import models
from django.db.models import Q

from wiredesk.story.related.same import Kind
from wiredesk.wire.models import Provider, WireItem


class Story(models.Model):
    """One piece of news, whatever it was renumbered, renamed or resent as. Its id never changes."""

    id = models.CharField(max_length=52, primary_key=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    first_received_at = models.DateTimeField()


class Identity(models.Model):
    """A name that a provider uses for a story; a story can have several."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    guid = models.CharField(max_length=1000)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("provider", "guid"), name="one_story_a_guid"),)


class What(models.TextChoices):
    """What an item turned out to be for its story."""

    NEW = "new", "the first version"
    UPDATE = "update", "a later version"
    CORRECTION = "correction", "a version the agency marks as a correction"
    OLDER = "older", "a version that arrived after a later one"
    SAME = "same", "the same copy again"
    KILL = "kill", "a notice that withdraws the story"
    ADVISORY = "advisory", "a message for the desk about the story"


class Version(models.Model):
    """One item of the wire as one version of a story. `number` counts arrivals; `rank` says which one counts.

    `rank` sorts by the agency's explicit version, then its updated time, then arrival; only rows with text
    (`what` not KILL, SAME or ADVISORY) are candidates for publication.
    """

    # Its unique constraint is an index by story: a second one would be one more place on disk for each version.
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.OneToOneField(WireItem, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=12, choices=What.choices)
    rank = models.CharField(max_length=80)
    headline = models.CharField(max_length=1000)
    section = models.SlugField(max_length=48, blank=True, help_text="The section its service sends to")
    canonical_digest = models.CharField(max_length=64, blank=True, db_index=True)
    content = models.BinaryField(help_text="story.content.Content, as MessagePack")
    urgent = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    adopted_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("story", "number"), name="one_version_a_number"),)
        indexes = (
            models.Index(fields=("-urgent", "id"), name="version_undecided", condition=Q(decided_at__isnull=True)),
        )


class Also(models.Model):
    """A further section a story came in under, through another service."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+")
    section = models.SlugField(max_length=48)
    at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True, help_text="When publication took it in")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("story", "section"), name="one_row_a_further_section"),)
        indexes = (models.Index(fields=("id",), name="also_unshown", condition=Q(shown_at__isnull=True)),)


class Print(models.Model):
    """One fingerprint of a story's text, by which later copies of it are found; kept for some days."""

    value = models.BigIntegerField(db_index=True)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()


class Copy(models.Model):
    """What a new story turned out to be to one before it, with the evidence; never edited."""

    story = models.OneToOneField(Story, on_delete=models.PROTECT, related_name="+", primary_key=True)
    of = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in (Kind.COPY, Kind.TAKE)])
    measured = models.BinaryField(help_text="story.copies.Measured, as MessagePack")
    at = models.DateTimeField()


class PictureState(models.TextChoices):
    """How far a picture has come; a story never waits for one."""

    WANTED = "wanted", "to be fetched"
    READY = "ready", "stored in every size"
    FAILED = "failed", "could not be had"
    WITHDRAWN = "withdrawn", "taken away with its story"


class Picture(models.Model):
    """One picture of a story, fetched through the guarded client, stored and re-encoded."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+")
    url = models.CharField(max_length=2000)
    position = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=9, choices=PictureState.choices, default=PictureState.WANTED)
    digest = models.CharField(max_length=64, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    renditions = models.JSONField(default=list, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True, help_text="When publication took it in")
    reason = models.TextField(blank=True)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("story", "url"), name="one_picture_an_address"),)
        indexes = (
            models.Index(fields=("next_try_at",), name="picture_wanted", condition=Q(state="wanted")),
            models.Index(fields=("id",), name="picture_unshown", condition=Q(state="ready", shown_at__isnull=True)),
        )


class Related(models.Model):
    """What else is about a story: its neighbours and why, kept with it and read by its key.

    One row for each story with text that may stand beside others. Nothing here knows what is public.
    """

    story = models.OneToOneField(Story, on_delete=models.PROTECT, related_name="+", primary_key=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(help_text="The story's own time: the agency's, or ours where that is earlier")
    listed = models.BinaryField(default=b"", help_text="story.related.lists.Listed, as MessagePack")
    due = models.BooleanField(default=True, help_text="Whether the version has not been compared yet")
    loose = models.BooleanField(default=False, help_text="Whether a crash would take it out of the index")
    stale = models.BooleanField(default=False, help_text="Whether publication has not followed the list's last change")

    class Meta:
        indexes = (
            models.Index(fields=("at", "story"), name="related_undone", condition=Q(due=True)),
            models.Index(fields=("-at", "story"), name="related_unstored", condition=Q(loose=True)),
            models.Index(fields=("story",), name="related_unfollowed", condition=Q(stale=True)),
        )


class Thread(models.Model):
    """A running story. Its id is that of the story that started it, and outlives whatever becomes of that.

    A story that is alone has no thread here: the row is made when a second one follows it.
    """

    id = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200, blank=True, help_text="What the desk calls it; empty: it has no name")
    moved_to = models.CharField(max_length=64, blank=True, db_index=True, help_text="The thread it was joined to")
    begun_at = models.DateTimeField(help_text="The time of the story whose id it has: the older of two stays")
    newest_at = models.DateTimeField(help_text="The time of its newest story")
    stale = models.BooleanField(default=False, help_text="Whether publication has not followed its last change")

    class Meta:
        indexes = (
            models.Index(fields=("-newest_at",), name="thread_newest", condition=Q(moved_to="")),
            models.Index(fields=("id",), name="thread_unfollowed", condition=Q(stale=True)),
        )


class Threaded(models.Model):
    """A story's place in a running story, and the link that brought it there."""

    story = models.OneToOneField(Story, on_delete=models.PROTECT, related_name="+", primary_key=True)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+", db_index=False)
    link = models.BinaryField(default=b"", help_text="story.related.threads.Link, as MessagePack; empty: none")
    at = models.DateTimeField(help_text="The story's own time, as in Related")

    class Meta:
        indexes = (models.Index(fields=("thread", "-at", "story"), name="threaded_newest"),)


class Apart(models.Model):
    """A story that the desk split from a thread: it enters it by a join only."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+", db_index=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("story", "thread"), name="apart_once"),)
