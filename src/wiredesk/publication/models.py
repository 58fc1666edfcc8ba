"""What is public now, as data. A row of PublicStory is the only thing that lets an outlet show a story."""

from django.db import models
from django.db.models import Q

from wiredesk.house.models import Title
from wiredesk.story.models import Story


class PublicState(models.TextChoices):
    """Public, withdrawn with a notice in its place, or joined with a copy whose page is shown instead."""

    LIVE = "live", "public"
    GONE = "gone", "withdrawn"
    COPY = "copy", "shown at another story's address"


class PublicStory(models.Model):
    """A story that is or was public in one title. After a withdrawal `data` holds the notice and no text.

    While its page is another copy's, `data` is empty: its address leads to that page, and no list shows it.
    """

    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=4, choices=PublicState.choices)
    path = models.CharField(max_length=300)
    section = models.SlugField(max_length=48)
    provider_code = models.CharField(max_length=32)
    kind = models.CharField(max_length=8)
    language = models.CharField(max_length=16)
    data = models.BinaryField(help_text="publication.public.PublicStory or PublicNotice, as MessagePack")
    sort_at = models.DateTimeField()
    live_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    archive_date = models.DateField(help_text="The day it went live, in the paper's zone")
    archive_page = models.PositiveIntegerField(help_text="Counted from the oldest: a full page never changes")
    gone_at = models.DateTimeField(null=True, blank=True)
    unfiled = models.BooleanField(default=True, help_text="Whether its topics have not been brought up to date yet")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("title", "story"), name="one_public_story_a_title"),)
        indexes = (
            models.Index(fields=("id",), name="public_unfiled", condition=Q(unfiled=True)),
            models.Index(fields=("title", "-sort_at", "-story"), name="public_newest", condition=Q(state="live")),
            models.Index(
                fields=("title", "section", "-sort_at", "-story"), name="public_section", condition=Q(state="live")
            ),
            models.Index(
                fields=("title", "provider_code", "-sort_at", "-story"),
                name="public_provider",
                condition=Q(state="live"),
            ),
            models.Index(
                fields=("title", "archive_date", "archive_page", "state", "path", "story", "changed_at"),
                name="public_archive",
            ),
            models.Index(fields=("title", "-gone_at"), name="public_gone", condition=Q(state="gone")),
            # Whatever is asked of a running story's hundreds at once, without a look at their rows, which are large.
            models.Index(fields=("title", "story", "state", "kind", "sort_at", "changed_at"), name="public_standing"),
        )


class PastVersion(models.Model):
    """What a public story said before: written once, when other words take its place, and read by its key.

    A story that nothing was changed about has no row. Whatever takes a story down deletes its rows: what came down has
    no history, and what comes back begins anew.
    """

    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+", db_index=False)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+", db_index=False)
    shown = models.ForeignKey(
        Story,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="The story whose text it was, where another copy's stood here",
    )
    number = models.PositiveBigIntegerField()
    data = models.BinaryField(help_text="publication.public.PublicVersion, as MessagePack")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("story", "title", "number"), name="one_past_version_a_number"),)
        indexes = (models.Index(fields=("shown",), name="past_version_shown", condition=Q(shown__isnull=False)),)


class AmendmentKind(models.TextChoices):
    """What readers were told about a story that had been public."""

    CORRECTION = "correct", "was corrected"
    WITHDRAWAL = "withdraw", "was withdrawn for good"


class Amendment(models.Model):
    """A correction or a withdrawal that readers were told of, numbered from 1 in its title; never deleted.

    It holds none of the story's text, and a withdrawal empties the notes of the corrections before it.
    """

    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+", db_index=False)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=AmendmentKind.choices)
    number = models.PositiveBigIntegerField()
    by_agency = models.BooleanField(default=False)
    note = models.TextField(blank=True, help_text="What was put right, where somebody said so for readers")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("title", "number"), name="one_amendment_a_number"),)


class Byline(models.Model):
    """An author's name on a public story: what the author's page lists. A story without an author has no row."""

    public = models.ForeignKey(PublicStory, on_delete=models.CASCADE, related_name="+", db_index=False)
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+", db_index=False)
    provider_code = models.CharField(max_length=32)
    author_slug = models.CharField(max_length=64, help_text="The author's name as it stands in an address")
    sort_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("public", "author_slug"), name="one_byline_an_author"),)
        indexes = (models.Index(fields=("title", "provider_code", "author_slug", "-sort_at"), name="byline_newest"),)


class Topic(models.Model):
    """What stories of a title have in common by name: a subject, a place, a person, an outlet. See docs/why/topics.md.

    Its row stays when its stories are gone. Its name is with the stories: what readers see is what the newest says.
    """

    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=96, help_text="publication.public.TopicRef.key: /topic/{key}/ is its page")
    stories = models.PositiveIntegerField(default=0, help_text="Live stories under it")
    open = models.BooleanField(default=False, help_text="Whether its page stands, so that links may lead there")
    stale = models.BooleanField(default=True, help_text="Whether outlets have not followed its last change")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "title"), name="one_topic_a_key"),)
        indexes = (
            models.Index(fields=("id",), name="topic_unfollowed", condition=Q(stale=True)),
            models.Index(fields=("title", "id"), name="topic_open", condition=Q(open=True)),
        )


class UnderTopic(models.Model):
    """A live story's place under a topic; whatever takes the story down deletes its rows in the same transaction."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+", db_index=False)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+", db_index=False)
    sort_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("story", "topic"), name="once_under_a_topic"),)
        indexes = (models.Index(fields=("topic", "-sort_at", "-story"), name="under_topic_newest"),)


class FurtherSection(models.Model):
    """A public story's place in a further section, with what that section's front sorts by."""

    public = models.ForeignKey(PublicStory, on_delete=models.CASCADE, related_name="+")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    section = models.SlugField(max_length=48)
    sort_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("public", "section"), name="one_further_section"),)
        indexes = (models.Index(fields=("title", "section", "-sort_at"), name="further_newest"),)


class InEdition(models.Model):
    """A public story's place in an edition: one row with no section for its front, and one for each section."""

    public = models.ForeignKey(PublicStory, on_delete=models.CASCADE, related_name="+", db_index=False)
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+", db_index=False)
    edition = models.SlugField(max_length=32, db_index=False)
    section = models.SlugField(max_length=48, blank=True, db_index=False)
    sort_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("public", "edition", "section"), name="one_place_in_an_edition"),
        )
        indexes = (models.Index(fields=("title", "edition", "section", "-sort_at"), name="edition_newest"),)


class GivenSlot(models.Model):
    """A slot of a front that a public story was given, by the desk or by a rule, until its time is over."""

    public = models.ForeignKey(PublicStory, on_delete=models.CASCADE, related_name="+")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+", db_index=False)
    front = models.CharField(max_length=96, help_text="As in decisions.slots")
    slot = models.CharField(max_length=12)
    until = models.DateTimeField()
    since = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("public", "front", "slot"), name="one_slot_of_a_front"),)
        indexes = (models.Index(fields=("title", "until"), name="given_slot_until"),)


class Address(models.Model):
    """The only place where addresses live: what a path of a title leads to."""

    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=300)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+")
    moved_to = models.CharField(max_length=300, blank=True)
    gone = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("title", "path"), name="one_story_an_address"),)


class Front(models.Model):
    """One front of one title as data (publication.public.PublicFront)."""

    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    slug = models.CharField(max_length=96, blank=True)
    data = models.BinaryField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("title", "kind", "slug"), name="one_front"),)


class ChangeKind(models.TextChoices):
    """What became of a story in public."""

    RELEASE = "release", "became public"
    UPDATE = "update", "changed"
    WITHDRAW = "withdraw", "was withdrawn"
    BESIDE = "beside", "stands beside other stories than before"
    THREAD = "thread", "is in a running story that became another"


class Change(models.Model):
    """A change of what is public, for the outlets to follow; withdrawals are followed first."""

    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=ChangeKind.choices)
    # Its kind says so too, but not to an index: news is found without a look at what waits beside it.
    beside = models.BooleanField(
        default=False, db_default=False, help_text="Whether it is no news: of what stands beside stories"
    )
    withdrawal = models.BooleanField(default=False)
    at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("beside", "-withdrawal", "id"),
                name="change_undelivered",
                condition=Q(delivered_at__isnull=True),
            ),
            models.Index(fields=("story",), name="change_of_story", condition=Q(delivered_at__isnull=True)),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(beside=True, kind__in=("beside", "thread"))
                | (Q(beside=False) & ~Q(kind__in=("beside", "thread"))),
                name="beside_by_kind",
            ),
        )


class KeptBack(models.Model):
    """A page that was not word for word the agency's and was therefore not stored: the desk is told, the old one stays.

    The row goes when a later pressing of the same story passes the gate.
    """

    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    story = models.CharField(max_length=52, blank=True)
    path = models.CharField(max_length=400)
    outlet = models.CharField(max_length=32)
    sentence = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("title", "outlet", "path"), name="one_row_a_page_kept_back"),)


class IssueState(models.TextChoices):
    """How far an issue has come: readers see what is published, and of what was withdrawn that it was."""

    DRAFT = "draft", "being made"
    PROOFED = "proofed", "made and proved"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"


class IssueOrigin(models.TextChoices):
    """Whether its pages were made up here or came from a press as they are."""

    MADE = "made", "made up here"
    IMPORTED = "imported", "came from a press"


class Issue(models.Model):
    """One dated newspaper of a title, of one edition or of the whole paper: one a day, made again under its number."""

    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+", db_index=False)
    edition = models.CharField(
        max_length=32, blank=True, help_text="The edition's slug, which outlives the edition; empty: the whole paper"
    )
    edition_name = models.CharField(max_length=80, blank=True)
    issue_date = models.DateField()
    number = models.PositiveIntegerField(default=0, help_text="Counted through the edition's issues")
    state = models.CharField(max_length=9, choices=IssueState.choices, default=IssueState.DRAFT)
    origin = models.CharField(max_length=8, choices=IssueOrigin.choices)
    language = models.CharField(max_length=16)
    direction = models.CharField(max_length=3, default="ltr")
    format = models.CharField(max_length=32, blank=True, help_text="tabloid or broadsheet; empty where a press chose")
    seed = models.BigIntegerField(default=0)
    input_digest = models.CharField(max_length=64, blank=True)
    pdf_digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the PDF as it is now")
    printed_digest = models.CharField(max_length=64, blank=True, help_text="And as it was when it first came out")
    pages = models.PositiveIntegerField(default=0)
    has_text = models.BooleanField(default=True, help_text="Whether its text can be searched and its regions link")
    unplaced = models.JSONField(default=list, blank=True, help_text="Ids of stories that no page took")
    made_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    happened = models.JSONField(default=list, blank=True, help_text="Each as instant, state, reason, and by whom")
    pdf_path = models.CharField(max_length=200, blank=True, help_text="Where readers download it; empty: nowhere now")
    stale = models.BooleanField(default=False, help_text="Whether readers' pages have not followed its last change")
    covered_beyond = models.JSONField(
        default=dict, blank=True, help_text="What the desk took off pages that it does not have now, by their number"
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("title", "edition", "issue_date"), name="one_issue_a_day"),)
        indexes = (
            models.Index(fields=("title", "-issue_date", "edition"), name="issue_newest"),
            models.Index(fields=("id",), name="issue_stale", condition=Q(stale=True)),
        )


class IssuePage(models.Model):
    """A page of an issue: what is printed on it and where, and the pictures of it that readers may see now.

    A story that is withdrawn after publication is painted out: until that is done the page has no pictures at all.
    """

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    section = models.CharField(max_length=120, blank=True)
    data = models.BinaryField(help_text="outlets.epaper.printed.PrintedPage, as MessagePack")
    pictures = models.BinaryField(help_text="outlets.epaper.kept.Kept, as MessagePack")
    painted_out = models.JSONField(default=list, blank=True, help_text="Ids of stories that its pictures do not show")
    covered = models.JSONField(
        default=list,
        blank=True,
        help_text="What the desk took off it, each as left, top, width and height in hundredths of it",
    )
    due = models.BooleanField(default=False, help_text="Whether its pictures are to be made again")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("issue", "number"), name="one_page_a_number"),)
        indexes = (models.Index(fields=("id",), name="issue_page_due", condition=Q(due=True)),)


class OnPage(models.Model):
    """A story's place on a page: what a withdrawal or a correction finds the page by."""

    page = models.ForeignKey(IssuePage, on_delete=models.CASCADE, related_name="+", db_index=False)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("story", "page"), name="once_on_a_page"),)
        indexes = (models.Index(fields=("page",), name="on_page_page"),)
