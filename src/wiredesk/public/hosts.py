"""Which title a request means, by its Host header; any other name is refused."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec

from wiredesk.outlets.stores.store import ServedTitle
from wiredesk.outlets.website.issues.keys import is_epaper
from wiredesk.settings.options import Options

_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_REMEMBERED = 1000


class Site(msgspec.Struct, frozen=True):
    """What the front must know of a title."""

    code: str
    private: bool = False
    secure: bool = False
    """Its address is https."""
    shut: bool = False
    """Its printed pages are for those who sign in."""

    def within(self, path: str) -> "Site":
        """The title as it is at a path: private where only who signs in reads there."""
        return msgspec.structs.replace(self, private=True) if self.shut and is_epaper(path) else self


def _name(host: str) -> str:
    """A Host header without its port, in lower case; empty for one that is no host."""
    name, bracket, port = host.rpartition("]")
    if bracket:
        name += bracket
    else:
        name, _, port = host.partition(":")
    port = port.removeprefix(":")
    return name.lower().removesuffix(".") if not port or (port.isascii() and port.isdigit()) else ""


class Hosts:
    """The names that this home answers to. A title's own address means that title, every other name the first."""

    def __init__(self, options: Options, titles: Sequence[ServedTitle]) -> None:
        titles = titles or (ServedTitle("main", options.address),)
        sites = [
            Site(
                one.code,
                one.private or options.private,
                one.address.lower().startswith("https:"),
                options.epaper_signed_in,
            )
            for one in titles
        ]
        self._names = dict.fromkeys((*_LOCAL, *(_name(host) for host in options.hosts)), sites[0])
        self._names[_name(urlsplit(options.address).netloc)] = sites[0]
        self._names |= {_name(urlsplit(one.address).netloc): site for one, site in zip(titles, sites, strict=True)}
        self._names.pop("", None)
        self._seen: dict[str, Site] = {}

    def of(self, host: str) -> Site | None:
        """The title that a Host header means, any port; None for a name that is not ours."""
        site = self._seen.get(host)
        if site is None:
            site = self._names.get(_name(host))
            if site is not None and len(self._seen) < _REMEMBERED:
                self._seen[host] = site
        return site
