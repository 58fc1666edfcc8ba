"""The agency as a load: items pushed by HTTP POST at a steady rate, and how long each answer took."""

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import fmean
from time import monotonic, sleep

import httpx
import msgspec

from wiredesk.common.errors import UsageError

THREADS = 16


class Pushed(msgspec.Struct, frozen=True, kw_only=True):
    """How a run of pushes went; times in milliseconds, from the request's first byte to the answer's last."""

    sent: int
    accepted: int
    refused: int
    failed: int
    seconds: float
    mean: float
    p50: float
    p95: float
    p99: float
    worst: float

    def sentence(self) -> str:
        """The figures as a person reads them."""
        rate = self.sent / self.seconds if self.seconds else 0.0
        return (
            f"{self.sent} pushed in {self.seconds:.1f} s ({rate:.1f}/s): {self.accepted} accepted, "
            f"{self.refused} refused, {self.failed} failed; "
            f"p50 {self.p50:.1f} ms, p95 {self.p95:.1f}, p99 {self.p99:.1f}, worst {self.worst:.1f}"
        )


def parse_rate(text: str) -> float:
    """Items a second out of `50/s`, `600/m` or `50`; raises UsageError for anything else."""
    number, _, unit = text.strip().partition("/")
    per = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0}.get(unit.strip())
    try:
        rate = float(number)
    except ValueError:
        rate = 0.0
    if per is None or rate <= 0:
        raise UsageError(f'"{text}" is not a rate; write one like 50/s or 600/m.')
    return rate / per


def share(ordered: Sequence[float], part: float) -> float:
    """The value below which `part` of the ordered values lie; 0 where there are none."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


def push(
    documents: Iterable[bytes],
    *,
    url: str,
    token: str,
    rate: float,
    tell: Callable[[str], None] = lambda line: None,
    threads: int = THREADS,
) -> Pushed:
    """Pushes each document in turn, `rate` a second whatever the answers take: a slow server meets a growing queue.

    An answer of 202 counts as accepted, any other as refused, none as failed. Failures are told, not raised.
    """
    times: list[float] = []
    counts = {"accepted": 0, "refused": 0, "failed": 0}
    lock = threading.Lock()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/xml"}
    with httpx.Client(headers=headers, timeout=30.0, limits=httpx.Limits(max_connections=threads)) as client:

        def one(data: bytes) -> None:
            began = monotonic()
            try:
                answer = client.post(url, content=data)
            except httpx.HTTPError as fault:
                with lock:
                    counts["failed"] += 1
                    if counts["failed"] <= 3:
                        tell(f"A push failed: {fault}.")
                return
            with lock:
                times.append((monotonic() - began) * 1000)
                counts["accepted" if answer.status_code == 202 else "refused"] += 1
                if answer.status_code != 202 and counts["refused"] <= 3:
                    tell(f"A push was answered {answer.status_code}: {answer.text[:200]}")

        start = monotonic()
        sent = 0
        with ThreadPoolExecutor(threads) as pool:
            for data in documents:
                wait = start + sent / rate - monotonic()
                if wait > 0:
                    sleep(wait)
                pool.submit(one, data)
                sent += 1
        seconds = monotonic() - start
    times.sort()
    return Pushed(
        sent=sent,
        seconds=seconds,
        mean=fmean(times) if times else 0.0,
        p50=share(times, 0.5),
        p95=share(times, 0.95),
        p99=share(times, 0.99),
        worst=times[-1] if times else 0.0,
        **counts,
    )
