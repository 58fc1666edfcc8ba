"""Asks a server once, guarded: a `Request` in, a `Fetched` or a FetchError out."""

import ssl
import time
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Final

import httpcore
import httpx
import msgspec

from wiredesk import __version__
from wiredesk.common.errors import FetchError
from wiredesk.common.fetch.backend import GuardedBackend, Limits
from wiredesk.common.fetch.inflate import ACCEPTED, inflated
from wiredesk.common.fetch.urls import checked, followed

MAX_REDIRECTS: Final = 3
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_GONE_FOR_GOOD: Final = frozenset({410, 451})
_SPARE_BYTES: Final = 262144
"""Wire bytes allowed beyond the body's: headers, chunk marks, up to three redirects."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One ask. `etag` and `last_modified` go back byte for byte as they came; sizes in bytes, times in seconds."""

    url: str
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    authorization: str | None = None
    """Sent to the host of `url` only, never to one that it redirects to."""
    allow_private: bool = False
    max_bytes: int = 33_554_432
    timeout: float = 20.0
    """For everything together: resolving, connecting, redirects, and the last byte."""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What a server answered: a 200 with its body, or a 304 without one. Text of headers is Latin-1, byte for byte."""

    status: int
    url: str
    """Where the answer came from, after redirects."""
    headers: tuple[tuple[str, str], ...]
    """Names in lower case, in the order sent."""
    body: bytes = b""
    seconds: float = 0.0
    """How long it took."""

    def header(self, name: str) -> str | None:
        """The first header of this lower-case name, or None."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def etag(self) -> str | None:
        """The validator as sent, with its quotes and `W/`."""
        return self.header("etag")

    @property
    def last_modified(self) -> str | None:
        """The date as sent, unread."""
        return self.header("last-modified")

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait before the next ask, where the server names them."""
        return retry_after_seconds(self.header("retry-after"), self.header("date"))

    @property
    def content_type(self) -> str | None:
        """The media type in lower case, without parameters."""
        return _content_type(self.header("content-type"))[0]

    @property
    def charset(self) -> str | None:
        """The charset that the header declares, which a document may contradict."""
        return _content_type(self.header("content-type"))[1]


def fetch(request: Request) -> Fetched:
    """What the server answers; never holds more than `max_bytes`, never takes longer than `timeout`.

    Each redirect is checked like the first address. One connection serves one ask and is closed: an address that one
    service may reach is never reused for another that may not. Proxies of the environment are not used.
    Raises Forbidden (no socket was opened) or FetchError.
    """
    started = time.monotonic()
    limits = Limits(request.timeout, request.max_bytes + _SPARE_BYTES)
    url = checked(request.url)
    backend = GuardedBackend(limits, allow_private=request.allow_private)
    first = _origin(url)
    for _ in range(MAX_REDIRECTS + 1):
        try:
            with httpcore.ConnectionPool(ssl_context=_tls(), network_backend=backend, retries=0) as connections:
                answer = _ask(connections, url, request, with_credentials=_origin(url) == first)
        except httpcore.TimeoutException as fault:
            raise FetchError(f"{url.host} took longer than {request.timeout:g} seconds.", fact="timeout") from fault
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, UnicodeEncodeError) as fault:
            raise FetchError(f"{url.host} could not be asked: {fault}.", fact=type(fault).__name__) from fault
        if isinstance(answer, Fetched):
            return msgspec.structs.replace(answer, seconds=time.monotonic() - started)
        url = followed(url, answer)
    raise FetchError(f"{url.host} redirects more than {MAX_REDIRECTS} times.", fact="too_many_redirects")


def _ask(
    connections: httpcore.ConnectionPool, url: httpx.URL, request: Request, *, with_credentials: bool
) -> Fetched | str:
    """The answer, or the Location that it points to."""
    sent = httpcore.Request(
        "GET",
        httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=_headers(url, request, with_credentials=with_credentials),
    )
    response = connections.handle_request(sent)
    try:
        headers = tuple((name.decode("ascii").lower(), value.decode("latin-1")) for name, value in response.headers)
        answer = Fetched(status=response.status, url=str(url.copy_with(fragment=None)), headers=headers)
        location = answer.header("location")
        if answer.status in _REDIRECTS and location:
            return location
        if answer.status == 304:
            return answer
        if answer.status not in (200, 203):
            raise _refused(url, answer)
        length = answer.header("content-length") or ""
        if length.isascii() and length.isdigit() and int(length) > request.max_bytes + _SPARE_BYTES:
            raise FetchError(f"{url.host} announces {length} bytes, which is more than is accepted.", fact="too_large")
        body = inflated(iter(response.iter_stream()), answer.header("content-encoding"), request.max_bytes)
        return msgspec.structs.replace(answer, body=body)
    finally:
        response.close()


def _headers(url: httpx.URL, request: Request, *, with_credentials: bool) -> list[tuple[bytes, bytes]]:
    pairs = [
        ("Host", url.netloc.decode("ascii")),
        ("User-Agent", f"wiredesk/{__version__}"),
        ("Accept-Encoding", ACCEPTED),
        ("Connection", "close"),
        *request.headers,
    ]
    if request.etag is not None:
        pairs.append(("If-None-Match", request.etag))
    if request.last_modified is not None:
        pairs.append(("If-Modified-Since", request.last_modified))
    if request.authorization is not None and with_credentials:
        pairs.append(("Authorization", request.authorization))
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in pairs]


def _refused(url: httpx.URL, answer: Fetched) -> FetchError:
    permanent = answer.status in _GONE_FOR_GOOD
    next_step = {
        401: "Check the service's user= and password=.",
        403: "Check that the agency has let this machine's address in.",
        404: "Check the service's url=.",
        410: "The agency says that it is gone for good: ask the agency for the new address.",
        429: "It is asked less often for a while.",
    }.get(answer.status, "It is asked again.")
    return FetchError(
        f"{url.host} answered {answer.status}. {next_step}",
        fact=f"status_{answer.status}",
        permanent=permanent,
        retry_after=answer.retry_after,
    )


def retry_after_seconds(value: str | None, date: str | None) -> float | None:
    """Seconds that a Retry-After asks for, given as seconds or as a date; None when it cannot be read.

    A date is measured against the server's own `Date`, so that two clocks which disagree do no harm (RFC 9110, 10.2.3).
    """
    if value is None:
        return None
    if value.isascii() and value.isdigit():
        return float(value)
    until, sent = _instant(value), _instant(date or "")
    if until is None or sent is None:
        return None
    return max(0.0, (until - sent).total_seconds())


def _instant(value: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(value)
    except ValueError:
        return None
    return read if read.tzinfo else None


def _content_type(value: str | None) -> tuple[str | None, str | None]:
    if not value:
        return None, None
    message = Message()
    message["Content-Type"] = value
    charset = message.get_param("charset")
    return message.get_content_type(), charset.strip().lower() if isinstance(charset, str) and charset else None


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


@cache
def _tls() -> ssl.SSLContext:
    # Reading the certificates takes 20 ms; SSL_CERT_FILE is obeyed, for houses with an authority of their own.
    return httpx.create_ssl_context()
