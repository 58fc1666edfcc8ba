"""What processes cost, by Linux's own account: CPU from /proc/<pid>/stat, memory from /proc/<pid>/smaps_rollup."""

import os
from contextlib import suppress
from pathlib import Path

_TICK = 1_000_000 / os.sysconf("SC_CLK_TCK")


def _fields(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def family(pid: int) -> tuple[int, ...]:
    """A process and all its descendants that live now."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parents[int(entry.name)] = int(_fields(int(entry.name))[1])
    found = {pid}
    while new := {one for one, parent in parents.items() if parent in found} - found:
        found |= new
    return tuple(sorted(found))


def cpu(pids: tuple[int, ...]) -> float:
    """Microseconds of CPU, user and system, that these processes have used; one tick is 10 ms."""
    used = 0.0
    for pid in pids:
        fields = _fields(pid)
        used += (int(fields[11]) + int(fields[12])) * _TICK
    return used


def pss(pid: int) -> float:
    """Proportional set size of a process in megabytes (10^6): shared pages count in shares."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def command(pid: int) -> str:
    """What a process runs, shortened."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().replace("\0", " ").split()
    return " ".join(word.rpartition("/")[2] for word in words)[:60]
