"""Opens connections to allowed addresses only, and stops them at a deadline and a number of bytes.

httpcore asks this backend for each connection. The name is resolved here, each answer is judged, and the very address
that was judged is the one connected to: there is no second look-up for a rebinding name server to answer differently.
TLS still checks the certificate against the name in the URL, since httpcore asks for that separately.
"""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any, Final

import httpcore

from wiredesk.common.errors import FetchError, Forbidden
from wiredesk.common.fetch.addresses import why_forbidden

CONNECT_SECONDS: Final = 5.0
"""How long one of several addresses may take before the next is tried."""


class Limits:
    """What one ask may still use: seconds until its deadline, and bytes off the wire."""

    def __init__(self, seconds: float, wire_bytes: int) -> None:
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._bytes_left = wire_bytes

    def seconds_left(self) -> float:
        """Seconds until the deadline; raises FetchError once it has passed, however lively the server drips."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise FetchError(f"The server took longer than {self._seconds:g} seconds.", fact="timeout")
        return left

    def spend(self, count: int) -> None:
        """Takes `count` received bytes off the allowance; raises FetchError when there is none left."""
        self._bytes_left -= count
        if self._bytes_left < 0:
            raise FetchError("The server sent more bytes than are accepted; nothing was kept.", fact="too_large")


class GuardedStream(httpcore.NetworkStream):
    """A connection whose every read and write meets the limits, before TLS and inside it."""

    def __init__(self, stream: httpcore.NetworkStream, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._limits.seconds_left())
        self._limits.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._limits.seconds_left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._limits.seconds_left())
        return GuardedStream(inner, self._limits)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Connections for one ask; `allow_private` lifts the judgement of addresses, never the limits."""

    def __init__(self, limits: Limits, *, allow_private: bool) -> None:
        self._limits = limits
        self._allow_private = allow_private
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        allowed = self._allowed(host, resolve(host, port, self._limits.seconds_left()))
        for number, address in enumerate(allowed, start=1):
            patience = self._limits.seconds_left()
            if number < len(allowed):
                patience = min(patience, CONNECT_SECONDS)
            try:
                stream = self._sockets.connect_tcp(address, port, patience, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(allowed):
                    raise
            else:
                return GuardedStream(stream, self._limits)
        raise FetchError(f"{host} has no address; check its spelling.", fact="no_address")

    def _allowed(self, host: str, addresses: list[str]) -> list[str]:
        if self._allow_private:
            return addresses
        reasons = {address: why_forbidden(address) for address in addresses}
        allowed = [address for address, reason in reasons.items() if reason is None]
        if addresses and not allowed:
            address, reason = next(iter(reasons.items()))
            raise Forbidden(
                f"{host} is {address}, and that is {reason}: it is not asked. "
                "If it is your own server, give the service the option allow_private=true.",
                fact=f"forbidden_address {address}",
            )
        return allowed

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None
    ) -> httpcore.NetworkStream:
        raise Forbidden("Sockets of this machine are not fetched from.", fact="unix_socket")


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host in the order the system prefers them; raises FetchError for none within `seconds`.

    The system's resolver knows no time limit, so it is asked in a thread that may be left behind.
    """
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
        except OSError as fault:
            answers.put(fault)
        else:
            answers.put(list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found)))

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty as fault:
        raise FetchError(
            f"The name {host} was not resolved within {seconds:.0f} seconds.", fact="dns_timeout"
        ) from fault
    if isinstance(answer, OSError):
        raise FetchError(
            f"The name {host} cannot be resolved ({answer.strerror or answer}).", fact="dns_failed"
        ) from answer
    return answer
