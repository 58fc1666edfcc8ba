"""The headers that keep a reader's browser from doing more than a newspaper needs."""

from wiredesk.outlets.policy import HEADER, content_policy

_FEATURES = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"

SECURITY: tuple[tuple[str, str], ...] = (
    (HEADER, content_policy()),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", _FEATURES),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
"""Sent with everything that the front answers itself; a page may bring a content policy of its own."""

HSTS = ("Strict-Transport-Security", "max-age=31536000")
"""Sent where the title's address is https: then the name is never to be reached in the clear again."""

NO_INDEX = ("X-Robots-Tag", "noindex, nofollow, noarchive")
"""Sent with every page of a private title."""
