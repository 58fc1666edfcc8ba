"""How a section's address reads, and which words it may not be. No database."""

import re

from anyascii import anyascii

LONGEST = 48

RESERVED = frozenset(
    {"provider", "latest", "archive", "sitemaps", "static", "withdrawn", "desk", "media", "push", "thread", "edition"}
    | {"author", "corrections", "saved", "display", "search", "topic", "epaper"}
)
"""First words of addresses that are not sections: a section of such a name gets `-news` behind it."""


def section_slug(name: str) -> str:
    """The slug of a section's name: ASCII words in lower case, joined by hyphens, whatever script the name is in."""
    words = re.findall(r"[a-z0-9]+", anyascii(name).lower())
    slug = "-".join(words)[:LONGEST].strip("-") or "news"
    return f"{slug}-news" if slug in RESERVED else slug
