"""Who may push to a service, and how that is proved. Pure: options, headers and a body in, yes or no out."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Final

PUSH: Final = "push"
"""The transport of services that are pushed to."""

SIGNATURE_HEADERS: Final = ("x-hub-signature-256", "x-signature-256")


def authorise(options: Mapping[str, str], headers: Mapping[str, str], body: bytes) -> bool:
    """Whether these headers prove that the sender of `body` may push: `Authorization: Bearer <token>`, or HMAC-SHA256
    of the body under the secret, in hexadecimal, as `X-Hub-Signature-256: sha256=<hex>` (or `X-Signature-256`).

    One proof is enough, but none that is given may be wrong. Compared in constant time; header names in any case.
    """
    proofs = _tokens(options, headers)
    if signatures := _signatures(options, headers):
        expected = hmac.new(options["secret"].encode(), body, hashlib.sha256).hexdigest()
        proofs += [_same(signature.lower().removeprefix("sha256="), expected) for signature in signatures]
    return bool(proofs) and all(proofs)


def may_prove(options: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    """Whether some body would make these headers a proof: if none does, nobody need wait for the body."""
    tokens = _tokens(options, headers)
    return all(tokens) and bool(tokens or _signatures(options, headers))


def _given(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value.strip() for name, value in headers.items()}


def _tokens(options: Mapping[str, str], headers: Mapping[str, str]) -> list[bool]:
    """Whether the token that was given is the service's; empty where the service has none or none was given."""
    scheme, _, value = _given(headers).get("authorization", "").partition(" ")
    token = options.get("token")
    return [_same(value.strip(), token)] if token and scheme.lower() == "bearer" else []


def _signatures(options: Mapping[str, str], headers: Mapping[str, str]) -> list[str]:
    """The signatures that were given to a service that has a secret."""
    given = _given(headers)
    return [given[name] for name in SIGNATURE_HEADERS if name in given] if options.get("secret") else []


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "surrogateescape"), other.encode())
