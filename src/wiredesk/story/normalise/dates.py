"""Which of an item's times are believed: none that lies ahead of its arrival, and none from before there was a wire."""

from datetime import datetime, timedelta

import msgspec

from wiredesk.wire.parsed import ParsedItem

AHEAD = timedelta(minutes=10)
"""How far an agency's clock may run before ours. Beyond that a time is flagged and not used."""

EARLIEST_YEAR = 1980
"""Zeroed clocks send 1 January 1970, and templates send year 1."""


class Times(msgspec.Struct, frozen=True):
    """The times that may be shown and sorted by (aware, as sent), and flags for those that may not."""

    sent_at: datetime | None
    created_at: datetime | None
    updated_at: datetime | None
    flags: tuple[str, ...]


def times_of(item: ParsedItem, received_at: datetime) -> Times:
    """The item's times as far as they can be true.

    `created_at` falls back to `sent_at`, then to `updated_at`: the earliest that the agency says of this text.
    An update from before the creation says nothing and is left out.
    """
    flags: dict[str, None] = {}
    if item.bad_dates:
        flags["bad_date"] = None

    def believed(instant: datetime | None) -> datetime | None:
        if instant is None:
            return None
        if instant > received_at + AHEAD:
            flags["future_time"] = None
            return None
        if instant.year < EARLIEST_YEAR:
            flags["bad_date"] = None
            return None
        return instant

    sent, created, updated = believed(item.sent_at), believed(item.created_at), believed(item.updated_at)
    created = created or sent or updated
    if created is not None and updated is not None and updated < created:
        updated = None
    return Times(sent, created, updated, tuple(flags))
