"""What a request's Accept-Encoding and If-None-Match ask for: pure, and never an error for any header.

Source: RFC 9110, sections 12.5.3 (Accept-Encoding), 13.1.2 (If-None-Match) and 8.8.3 (entity tags).
"""

import re
from collections.abc import Collection

OURS = ("br", "gzip", "identity")
"""The codings that pages are served in, the one we like best first."""

_ALIASES = {"x-gzip": "gzip"}
_Q = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z")
_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def _weight(parameters: str) -> float | None:
    """The member's q, 1 where it gives none, None where it cannot be read."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            value = value.strip()
            return float(value) if _Q.match(value) else None
    return 1.0


def acceptable(header: str | None) -> tuple[str, ...]:
    """The codings of OURS that a client takes, the one it gets first; empty when it takes none.

    A member whose weight cannot be read is passed over. Without the header a client may be sent anything, and gets
    identity, because who sends none seldom decodes.
    """
    if header is None:
        return ("identity",)
    weights: dict[str, float] = {}
    for member in header.split(","):
        name, _, parameters = member.partition(";")
        name = name.strip().lower()
        weight = _weight(parameters)
        if name and weight is not None:
            weights[_ALIASES.get(name, name)] = weight
    rest = weights.get("*")
    wanted = []
    for rank, coding in enumerate(OURS):
        weight = weights.get(coding, rest)
        if weight is None and coding == "identity":
            # Taken unless it is ruled out, but never in place of a coding that was asked for.
            weight = 0.0001
        if weight:
            wanted.append((-weight, rank, coding))
    return tuple(coding for _, _, coding in sorted(wanted))


def matched(header: str, tags: Collection[str]) -> str | None:
    """The first of the client's entity tags that is one of these, compared weakly; the first of `tags` for `*`.

    `tags` are all representations of one page: they differ in coding and never in content, so a copy in any of them
    is still good, and the answer names the one that the client holds.
    """
    if header.strip() == "*":
        return next(iter(tags), None)
    return next((tag for tag in _TAG.findall(header) if tag in tags), None)
