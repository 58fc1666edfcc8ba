"""The headers that every answer of Django's carries: what a browser may load, and what it may keep."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


HSTS = "max-age=31536000"


class SecurityHeaders:
    """No inline script, no inline style, no frame; nothing is kept by any cache, or found by a search engine."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow, noarchive")
        # The desk's own sheet and script say otherwise themselves: their addresses carry their digests.
        response.headers.setdefault("Cache-Control", "no-store")
        # Django's own setting looks at the connection, which is in the clear behind a proxy that ends TLS.
        if settings.OPTIONS.address.startswith("https:"):
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        return response


def refuse_nul(*forms: QueryDict) -> None:
    """Raises BadRequest, answered with 400, for a NUL in what was filled in: no person types one, and PostgreSQL
    keeps none."""
    if any("\x00" in value for form in forms for _, values in form.lists() for value in values):
        raise BadRequest("a NUL was sent")
