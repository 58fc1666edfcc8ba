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
