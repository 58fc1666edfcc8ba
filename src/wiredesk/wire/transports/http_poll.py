"""Asks an agency's HTTP server at intervals, and fetches only what changed.

ETag and Last-Modified go back byte for byte as they came, quotes included, and are taken anew from every 200 and 304:
some servers compare them as text. Bytes equal to the last ones are not handed on again, whatever the server says.
"""

import base64
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from wiredesk.common.errors import FetchError, UsageError
from wiredesk.common.fetch import Fetched, Request, fetch
from wiredesk.common.fetch.urls import checked
from wiredesk.common.ids import sha256_hex
from wiredesk.wire.parsed import Ask, Collected, Received
from wiredesk.wire.schedule import after_success
from wiredesk.wire.transports import given

LEAST_INTERVAL: Final = 15.0
INTERVAL: Final = 60.0
MAX_BYTES: Final = 33_554_432.0
TIMEOUT: Final = 20.0

_OPTIONS: Final = ("url", "interval", "allow_private", "user", "password", "timeout", "max_bytes")
_MAX_AGE = re.compile(r'(?:^|,)\s*max-age\s*=\s*"?(\d{1,9})', re.IGNORECASE)


class HttpPoll:
    """Transport `http_poll`: `url=`, `interval=` seconds (15 or more), `allow_private=`, `user=`, `password=`."""

    name = "http_poll"
    polled = True

    def prepared(self, options: dict[str, str]) -> dict[str, str]:
        """The options as they were given."""
        return dict(options)

    def check(self, options: dict[str, str]) -> None:
        """Raises UsageError when the options cannot work; nothing is asked."""
        given.only(options, _OPTIONS, self.name)
        try:
            checked(given.needed(options, "url", "https://feeds.example.org/world.xml"))
        except FetchError as fault:
            raise UsageError(fault.sentence, fact=fault.fact) from fault
        _interval(options)
        _request(options, {})
        if bool(options.get("user")) != bool(options.get("password")):
            raise UsageError("The options user and password belong together: give both or neither.")

    def shares(self, options: dict[str, str], other: dict[str, str]) -> str:
        """Nothing: what one service is given here stays there for others."""
        return ""

    def collect(self, ask: Ask) -> Collected:
        """The server's bytes when they are new, and what to remember; raises FetchError."""
        # What was remembered of another address says nothing about this one.
        known = ask.state if ask.state.get("url") == ask.options["url"] else {}
        answer = fetch(_request(ask.options, known))
        digest = known.get("digest", "") if answer.status == 304 else sha256_hex(answer.body)
        new = answer.status != 304 and digest != known.get("digest")
        received = Received(
            data=answer.body,
            received_at=ask.now + timedelta(seconds=answer.seconds),
            name=ask.options["url"],
            content_type=answer.content_type,
            base_url=answer.url,
            charset=answer.charset,
        )
        return Collected(
            received=(received,) if new else (),
            state=_remembered(ask.options["url"], digest, answer, known),
            next_ask_at=after_success(
                ask.now,
                ask.service,
                _interval(ask.options),
                max_age=_max_age(answer),
                retry_after=answer.retry_after,
            ),
            note=f"{len(answer.body)} bytes" if new else "nothing new",
        )

    def stored(self, ask: Ask, received: tuple[Received, ...]) -> None:
        """Nothing to do: what was fetched leaves no trace at the server."""

    def unreadable(self, options: dict[str, str], name: str, digest: str) -> None:
        """Nothing to do: the next ask brings what the server then has."""


def _interval(options: Mapping[str, str]) -> float:
    return given.number(options, "interval", INTERVAL, LEAST_INTERVAL, 86_400)


def _request(options: Mapping[str, str], known: Mapping[str, str]) -> Request:
    return Request(
        url=options["url"],
        headers=(
            ("Accept", "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"),
        ),
        etag=known.get("etag"),
        last_modified=known.get("last_modified"),
        authorization=_basic(options),
        allow_private=given.flag(options, "allow_private"),
        max_bytes=int(given.number(options, "max_bytes", MAX_BYTES, 1024, 1 << 30)),
        timeout=given.number(options, "timeout", TIMEOUT, 1, 120),
    )


def _basic(options: Mapping[str, str]) -> str | None:
    """RFC 7617, with UTF-8 for what ASCII cannot say."""
    if not options.get("user"):
        return None
    pair = f"{options['user']}:{options.get('password', '')}"
    return "Basic " + base64.b64encode(pair.encode()).decode("ascii")


def _remembered(url: str, digest: str, answer: Fetched, known: Mapping[str, str]) -> dict[str, str]:
    """A 304 may leave out a validator that stays; a 200 without one has none (RFC 9111, 4.3.4)."""
    kept = known if answer.status == 304 else {}
    validators = {
        "etag": answer.etag if answer.etag is not None else kept.get("etag"),
        "last_modified": answer.last_modified if answer.last_modified is not None else kept.get("last_modified"),
    }
    return {"url": url, "digest": digest} | {name: value for name, value in validators.items() if value is not None}


def _max_age(answer: Fetched) -> float | None:
    found = _MAX_AGE.search(answer.header("cache-control") or "")
    return float(found[1]) if found else None
