"""How an address reads: pure, ASCII, and made once."""

import re

from anyascii import anyascii

LONGEST = 80


def url_slug(headline: str) -> str:
    """A headline as the readable part of an address: ASCII words in lower case, at most LONGEST characters."""
    plain = anyascii(headline).lower().replace("'", "").replace("’", "")
    words = re.findall(r"[a-z0-9]+", plain)
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        slug = longer
    return slug or "story"


def story_path(section: str, headline: str, story: str) -> str:
    """The address of a story, given to it once: `/{section}/{url_slug}-{id}/`."""
    return f"/{section}/{url_slug(headline)}-{story}/"


LONGEST_NAME = 64


def author_slug(name: str) -> str:
    """A person's name as it stands in an address; empty for one of which no letter can be written in ASCII."""
    return "-".join(re.findall(r"[a-z0-9]+", anyascii(name).lower()))[:LONGEST_NAME].strip("-")


_STORY = re.compile(r"^/[^/]+/(?:[^/]*-)?([a-z2-7]{12,52})/(?:story\.json)?$")


def story_in(path: str) -> str | None:
    """The story id that a path ends in, right or wrong slug, or None."""
    found = _STORY.match(path if path.endswith(("/", ".json")) else path + "/")
    return found.group(1) if found else None
