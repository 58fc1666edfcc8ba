"""Takes what an agency posts to us: who may push to a service, and how that is proved.

The bytes themselves arrive at the newsroom's address `/push/<service>`; here is what needs neither Django nor network.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Final

from wiredesk.common.errors import UsageError
from wiredesk.wire.parsed import Ask, Collected, Received
from wiredesk.wire.transports import given

_OPTIONS: Final = ("token", "secret")
_LEAST_LENGTH: Final = 16
SIGNATURE_HEADERS: Final = ("x-hub-signature-256", "x-signature-256")


class Push:
    """Transport `push`: `token=` (sent as a bearer token) or `secret=` (signs each body), or both."""

    name = "push"
    polled = False

    def check(self, options: dict[str, str]) -> None:
        """Raises UsageError when the options cannot work: without a proof, anybody could publish."""
        given.only(options, _OPTIONS, self.name)
        if not any(options.get(name) for name in _OPTIONS):
            raise UsageError(
                "A push service needs --option token=… or --option secret=…, or neither to be given a token."
            )
        for name in _OPTIONS:
            value = options.get(name, "")
            if value and (len(value) < _LEAST_LENGTH or not value.isascii() or not value.isprintable() or " " in value):
                raise UsageError(f"The option {name} needs at least {_LEAST_LENGTH} plain characters without spaces.")

    def collect(self, ask: Ask) -> Collected:
        """Nothing: there is nobody to ask."""
        return Collected(state=ask.state)

    def stored(self, ask: Ask, received: tuple[Received, ...]) -> None:
        """Nothing to do: the sender was answered when its bytes were durable."""


def fresh_options(options: Mapping[str, str]) -> dict[str, str]:
    """The options of a new service: with a token made for it when neither token nor secret was given."""
    if any(options.get(name) for name in _OPTIONS):
        return dict(options)
    return {**options, "token": secrets.token_urlsafe(32)}


def authorise(options: Mapping[str, str], headers: Mapping[str, str], body: bytes) -> bool:
    """Whether these headers prove that the sender of `body` may push: `Authorization: Bearer <token>`, or HMAC-SHA256
    of the body under the secret, in hexadecimal, as `X-Hub-Signature-256: sha256=<hex>` (or `X-Signature-256`).

    One proof is enough, but none that is given may be wrong. Compared in constant time; header names in any case.
    """
    given_headers = {name.lower(): value.strip() for name, value in headers.items()}
    proofs: list[bool] = []
    if token := options.get("token"):
        scheme, _, value = given_headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            proofs.append(_same(value.strip(), token))
    if secret := options.get("secret"):
        expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        signatures = (given_headers[name] for name in SIGNATURE_HEADERS if name in given_headers)
        proofs.extend(_same(signature.lower().removeprefix("sha256="), expected) for signature in signatures)
    return bool(proofs) and all(proofs)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "surrogateescape"), other.encode())
