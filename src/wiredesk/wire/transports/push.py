"""Takes what an agency posts to us, at the newsroom's address `/push/<service>`; `wire/proof.py` says who may."""

import secrets
from typing import Final

from wiredesk.common.errors import UsageError
from wiredesk.wire.parsed import Ask, Collected, Received
from wiredesk.wire.proof import PUSH
from wiredesk.wire.transports import given

_PROOFS: Final = ("token", "secret")
_OPTIONS: Final = (*_PROOFS, "allow_private")
_LEAST_LENGTH: Final = 16


class Push:
    """Transport `push`: `token=` (sent as a bearer token) or `secret=` (signs each body), or both.

    `allow_private=true` lets the pictures that the items name lie on a server of one's own.
    """

    name = PUSH
    polled = False

    def prepared(self, options: dict[str, str]) -> dict[str, str]:
        """The options of a new service: with a token made for it when neither token nor secret was given."""
        if any(options.get(name) for name in _PROOFS):
            return dict(options)
        return {**options, "token": secrets.token_urlsafe(32)}

    def check(self, options: dict[str, str]) -> None:
        """Raises UsageError when the options cannot work: without a proof, anybody could publish."""
        given.only(options, _OPTIONS, self.name)
        if not any(options.get(name) for name in _PROOFS):
            raise UsageError(
                "A push service needs --option token=… or --option secret=…, or neither to be given a token."
            )
        given.flag(options, "allow_private")
        for name in _PROOFS:
            value = options.get(name, "")
            if value and (len(value) < _LEAST_LENGTH or not value.isascii() or not value.isprintable() or " " in value):
                raise UsageError(f"The option {name} needs at least {_LEAST_LENGTH} plain characters without spaces.")

    def shares(self, options: dict[str, str], other: dict[str, str]) -> str:
        """Nothing: what one service is given here stays there for others."""
        return ""

    def collect(self, ask: Ask) -> Collected:
        """Nothing: there is nobody to ask."""
        return Collected(state=ask.state)

    def stored(self, ask: Ask, received: tuple[Received, ...]) -> None:
        """Nothing to do: the sender was answered when its bytes were durable."""

    def unreadable(self, options: dict[str, str], name: str, digest: str) -> None:
        """Nothing to do: what is wrong with an item is never the sender's problem."""
