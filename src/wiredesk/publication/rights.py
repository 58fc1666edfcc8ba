"""The one question that every outlet asks before it shows a story."""

from wiredesk.publication.public import PublicStory

KEEPS_OUT_PAID = frozenset({"home-lead", "related", "section-newest", "most-read", "news-sitemap", "push", "threads"})
"""Where paid copy never stands (design: Providers have a kind)."""


EPAPER = "epaper"
"""The outlet that prints."""

AUDIO = "audio"
"""A story read aloud to its end: for whoever may hear it whole, as its provider lets feeds carry it whole."""


def may(story: PublicStory, outlet: str, edition: str = "") -> bool:
    """Whether an outlet, or one place of it, may show this story; `edition` is for outlets that have editions."""
    if outlet == EPAPER and (story.printing.never or not story.printed):
        return False
    if outlet == AUDIO and (story.paid or not story.full_text_feeds):
        return False
    return not (story.paid and outlet in KEEPS_OUT_PAID)
