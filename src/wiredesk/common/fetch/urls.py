"""Reads a URL strictly, so that what is checked is what is asked.

Two readers of one odd URL that disagree about its host are how guards are passed; whatever a browser, a proxy and
httpx could read differently is therefore refused rather than guessed at.
"""

import re
from typing import Final

import httpx

from wiredesk.common.errors import FetchError, Forbidden

SCHEMES: Final = ("http", "https")
MAX_LENGTH: Final = 4096

_HOST_NAME = re.compile(
    r"(?!.{254})(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?"
)
_SUSPECT = re.compile(r"[\x00-\x1f\x7f\\]")


def checked(url: str) -> httpx.URL:
    """The URL, read; raises Forbidden for one that may not be asked and FetchError for one that is no URL.

    White space around it is dropped, since agencies pad their links with line ends. No name is looked up here.
    """
    url = url.strip()
    if len(url) > MAX_LENGTH:
        raise FetchError(f"The address is longer than {MAX_LENGTH} characters.", fact="url_too_long", permanent=True)
    if _SUSPECT.search(url):
        raise Forbidden(f"{url!r} holds a backslash or a control character. Write the address plainly.", fact="url_odd")
    try:
        read = httpx.URL(url)
    except httpx.InvalidURL as fault:
        raise FetchError(f"{url!r} is not an address: {fault}.", fact="url_invalid", permanent=True) from fault
    _check(read, url)
    return read


def followed(base: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads, checked like any other URL; raises the same errors."""
    if _SUSPECT.search(location):
        raise Forbidden(f"{base.host} redirects to an address with odd characters.", fact="redirect_odd")
    try:
        joined = base.join(location)
    except httpx.InvalidURL as fault:
        raise FetchError(
            f"{base.host} redirects to what is not an address: {fault}.", fact="redirect_invalid"
        ) from fault
    return checked(str(joined.copy_with(fragment=None)))


def _check(read: httpx.URL, url: str) -> None:
    if read.scheme not in SCHEMES:
        raise Forbidden(f"{url!r} is neither http nor https, and nothing else is fetched.", fact="url_scheme")
    if read.userinfo:
        raise Forbidden(
            f"The address at {read.host} has a user name in it. Give user= and password= as options instead.",
            fact="url_userinfo",
        )
    host = read.raw_host.decode("ascii")
    if not host:
        raise FetchError(f"{url!r} names no host.", fact="url_no_host", permanent=True)
    if ":" not in host and not _HOST_NAME.fullmatch(host):
        raise Forbidden(f"{host!r} is not the name of a host.", fact="url_host")
