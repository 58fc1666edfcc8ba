"""What agencies sent, kept as it came. Rows are written once; only the marks that a step is done are set later."""

from django.db import models
from django.db.models import Q


class Kind(models.TextChoices):
    """Whose copy it is; it decides what may be edited and where it may appear."""

    AGENCY = "agency", "an agency's"
    HOUSE = "house", "our own staff's"
    PAID = "paid", "paid for"


class Provider(models.Model):
    """An agency, our own staff, or a source of paid copy."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.AGENCY)
    url = models.URLField(blank=True)
    profile = models.CharField(max_length=32, default="generic")
    language = models.CharField(max_length=16, blank=True)
    time_zone = models.CharField(max_length=64, blank=True, help_text="Of dates that state none; else the paper's")
    strip_marks = models.JSONField(default=list, blank=True, help_text="Marks the contract allows us to remove")

    def __str__(self) -> str:
        return self.name


class Publish(models.TextChoices):
    """What a service's new stories meet: publishing by itself, a hold, or nothing."""

    AUTO = "auto", "publish by itself"
    HOLD = "hold", "hold for the desk"
    OFF = "off", "collect only"


class Service(models.Model):
    """One feed of one provider."""

    name = models.CharField(max_length=80, unique=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    transport = models.CharField(max_length=32)
    options = models.JSONField(default=dict, blank=True)
    format = models.CharField(max_length=32, default="auto")
    section = models.SlugField(max_length=48, blank=True, help_text="Slug of the section its stories go to")
    publish = models.CharField(max_length=8, choices=Publish.choices, default=Publish.AUTO)
    include = models.JSONField(default=list, blank=True)
    exclude = models.JSONField(default=list, blank=True)
    max_per_hour = models.PositiveIntegerField(null=True, blank=True)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ServiceState(models.Model):
    """How a service is doing: the one mutable row of the wire, apart so that services stay settings."""

    service = models.OneToOneField(Service, on_delete=models.CASCADE, related_name="+", primary_key=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.CharField(max_length=150, blank=True)
    paused_reason = models.TextField(blank=True)
    memory = models.JSONField(default=dict, blank=True, help_text="Opaque to everybody but the transport")
    next_ask_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    error_at = models.DateTimeField(null=True, blank=True)
    last_bytes_at = models.DateTimeField(null=True, blank=True)
    last_item_at = models.DateTimeField(null=True, blank=True)


class Transmission(models.Model):
    """Bytes that arrived at once; they lie in the home's spool under `digest`, durable before this row is."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=500, blank=True)
    content_type = models.CharField(max_length=120, blank=True)
    charset = models.CharField(max_length=40, blank=True)
    base_url = models.CharField(max_length=1000, blank=True)
    vanished = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False, help_text="Looks as if it withdraws something: read first")
    received_at = models.DateTimeField()
    items_new = models.PositiveIntegerField(default=0)
    kept = models.BooleanField(default=True, help_text="False when it brought nothing new and only its digest is kept")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("-urgent", "id"), name="transmission_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=("service", "digest"), name="transmission_digest"),
            models.Index(fields=("received_at",), name="transmission_received"),
        )


class WireItem(models.Model):
    """One item as it was read; recognised anywhere on the wire by its provider and the digest of its own bytes."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    transmission = models.ForeignKey(Transmission, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    guid = models.CharField(max_length=1000)
    parsed = models.BinaryField(help_text="The ParsedItem, as MessagePack")
    urgent = models.BooleanField(default=False, help_text="Withdraws or suspends: goes first in every step")
    received_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("provider", "digest"), name="one_item_a_digest"),)
        indexes = (
            models.Index(fields=("-urgent", "id"), name="wireitem_unadopted", condition=Q(adopted_at__isnull=True)),
            models.Index(fields=("received_at",), name="wireitem_received"),
        )


class Receipt(models.Model):
    """The same item through another service: no second version, but a place it also came from."""

    item = models.ForeignKey(WireItem, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    transmission = models.ForeignKey(Transmission, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("item", "service"), name="one_receipt_a_service"),)
        indexes = (models.Index(fields=("id",), name="receipt_unadopted", condition=Q(adopted_at__isnull=True)),)


class Quarantine(models.Model):
    """What could not be read, why, and what to do; `replay` or the desk's re-read takes it back in."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    transmission = models.ForeignKey(Transmission, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, help_text="Of the item's bytes, or of the whole transmission")
    guid = models.CharField(max_length=1000, blank=True)
    reason = models.CharField(max_length=48)
    detail = models.TextField()
    offending = models.BinaryField(default=b"")
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_how = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("transmission", "digest"), name="one_quarantine_an_item"),)
        indexes = (models.Index(fields=("id",), name="quarantine_open", condition=Q(resolved_at__isnull=True)),)
