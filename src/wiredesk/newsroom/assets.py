"""The desk's sheet, script and mark, at addresses that carry their digests and so may be kept for ever.

What draws letters that a device lacks is the paper's: the desk reads the same stories.
"""

from pathlib import Path

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wiredesk.common.ids import sha256_hex
from wiredesk.outlets.website import env

_FOLDER = Path(__file__).parent / "static" / "newsroom"
_TYPES = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "mark.svg": "image/svg+xml",
}


class Asset(msgspec.Struct, frozen=True):
    """One file as it is served."""

    name: str
    digest: str
    media_type: str
    data: bytes


def _asset(name: str, media_type: str, data: bytes) -> Asset:
    return Asset(name, sha256_hex(data)[:16], media_type, data)


FACES = {name: env.asset(f"{name}.woff2") for name in ("devanagari", "bengali", "tamil", "naskh")}
"""A face for each script that a device may draw as boxes, by its public name: the desk need not be handsome."""

ASSETS = {name: _asset(name, media_type, (_FOLDER / name).read_bytes()) for name, media_type in _TYPES.items()}
ASSETS |= {name: _asset(name, _TYPES["desk.js"], env.asset(name)[1]) for name in ("first.js", "faces.js")}
ASSETS |= {public: _asset(public, "font/woff2", data) for public, data in FACES.values()}


@require_safe
def asset(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """A file of the desk's; 404 under any digest but its present one."""
    found = ASSETS.get(name)
    if found is None or found.digest != digest:
        raise Http404
    response = HttpResponse(found.data, content_type=found.media_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
