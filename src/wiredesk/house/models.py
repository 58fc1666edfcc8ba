"""The paper itself: its titles, their sections, and what each agency's contract allows them."""

from django.db import models


class Title(models.Model):
    """One newspaper: several can be published from one wire."""

    code = models.SlugField(max_length=32, unique=True)
    name = models.CharField(max_length=120)
    address = models.URLField(help_text="Where readers find it, such as https://courier.example")
    language = models.CharField(max_length=16, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    private = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """A part of a title that stories are placed in; `order` is its place in the navigation."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=48)
    name = models.CharField(max_length=80)
    order = models.PositiveIntegerField(default=100)
    colour = models.CharField(max_length=16, blank=True, help_text="One of the look's section colours")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("title", "slug"), name="one_section_a_slug"),)
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """A standing version of a title for a city or a region, with the places that it covers."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=32)
    name = models.CharField(max_length=80)
    covers = models.JSONField(default=list, help_text="Keys of places, regions and countries: IN.16.1259229, IN.16, IN")
    language = models.CharField(max_length=16, blank=True, help_text="Of its own words; the title's where empty")
    time_zone = models.CharField(
        max_length=64, blank=True, help_text="That its front shows times in; the title's where empty"
    )
    masthead = models.CharField(max_length=160, blank=True, help_text="A line under its name")
    order = models.PositiveIntegerField(default=100)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("title", "slug"), name="one_edition_a_slug"),)
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.name


class Indexing(models.TextChoices):
    """What search engines may do with a provider's copy, by its contract."""

    INDEX = "index", "index"
    NOINDEX_NEWS = "noindex-news", "keep out of news search"
    NOINDEX = "noindex", "keep out of every index"
    CANONICAL = "canonical-to-agency", "point to the agency's page"


class Contract(models.Model):
    """What one provider's contract allows one title; without a row the defaults hold."""

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    provider_code = models.CharField(max_length=32)
    indexing = models.CharField(max_length=24, choices=Indexing.choices, default=Indexing.INDEX)
    full_text_feeds = models.BooleanField(default=True)
    printed = models.BooleanField(default=True, help_text="Whether its copy may stand in print and the e-paper")
    disclaimer = models.JSONField(default=dict, blank=True, help_text="Own wording by state; empty means ours")
    about = models.TextField(blank=True, help_text="Who they are, as the paper puts it for its readers")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("title", "provider_code"), name="one_contract_a_provider"),)


class Pause(models.Model):
    """The desk's stop: while a row without an end stands, nothing new is released. Withdrawals always go on."""

    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = models.TextField()
    by = models.CharField(max_length=150)
