"""The formats that a list of stories is fed out in."""

from enum import StrEnum


class FeedFormat(StrEnum):
    """The formats a front is fed out in; the value is the file's name."""

    RSS = "feed.xml"
    ATOM = "atom.xml"
