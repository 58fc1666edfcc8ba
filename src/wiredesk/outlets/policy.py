"""What a reader's browser may load for a page: nothing but the paper's own, and what a page says that it embeds."""

from collections.abc import Iterable

from wiredesk.outlets.website.env import first_source

HEADER = "Content-Security-Policy"

_BEFORE = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    f"script-src 'self' {first_source()}",
    "manifest-src 'self'",
    "connect-src 'self'",
)
OWN = "'self'"
"""The paper's own origin, as a policy says it."""

_AFTER = ("base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'")


def content_policy(*, media: Iterable[str] = (), frames: Iterable[str] = ()) -> str:
    """The policy of a page; `media` and `frames` are the origins that its films and players come from."""
    more = {"media-src": sorted(set(media)), "frame-src": sorted(set(frames))}
    own = (f"{name} {' '.join(origins)}" for name, origins in more.items() if origins)
    return "; ".join((*_BEFORE, *own, *_AFTER))
