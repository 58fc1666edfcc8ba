"""Addresses out of received markup: an http or https address, or nothing."""

import re
from urllib.parse import urljoin, urlsplit

_IGNORED_BY_BROWSERS = re.compile(r"[\t\n\r]")
_UNSAFE = re.compile(r'[\x00-\x20"<>\\^`{|}\x7f]')
_HAS_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
LONGEST = 2000
"""Characters. Longer ones are tracking or an attack, and no column would hold them."""


def web_address(raw: str | None, base: str | None = None) -> str | None:
    """The absolute http or https address that a browser would go to, or None for any other kind.

    Browsers drop TAB and line ends inside an address and white space around it before they look at its scheme
    (WHATWG URL, 4.4), so that is done first: otherwise `java&#10;script:` would pass. A relative address is joined to
    `base`, and is nothing without one.
    """
    if not raw or len(raw) > LONGEST:
        return None
    address = _IGNORED_BY_BROWSERS.sub("", raw).strip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f \x1b\x1f")
    if address.startswith("//"):
        address = "https:" + address
    try:
        if not _HAS_SCHEME.match(address):
            if not base or not address or address.startswith("#"):
                return None
            address = urljoin(base, address)
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:  # a bracket without its pair, a port that is no number
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", address)
