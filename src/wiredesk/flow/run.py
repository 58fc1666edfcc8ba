"""`wiredesk run`: site, desk and worker in one command.

What may be wrong is found here, where a command says so; then the process becomes the supervisor.
"""

import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from typing import NoReturn

from wiredesk.common.errors import UsageError
from wiredesk.flow.locks import running
from wiredesk.flow.supervisor import STOP_SIGNALS, written
from wiredesk.settings.options import Options

_FREED = 2.0


def _free_port(host: str, port: int) -> int:
    """The port to listen on, any free one for 0; raises UsageError where that cannot be.

    Granian lets processes share a port, so it would not notice by itself that another program has it.
    """
    if not 0 <= port < 65536:
        raise UsageError(f"{port} is not a port. Give one from 1 to 65535 with --port, or 0 for any that is free.")
    until = time.monotonic() + _FREED
    while isinstance(found := _listen(host, port), OSError):
        # A run that was killed a moment ago still holds the port while its threads end.
        if found.errno != errno.EADDRINUSE or time.monotonic() > until:
            raise UsageError(
                f"Port {port} on {host} cannot be listened on: {found}. Stop what uses it, or give another --port.",
                fact=f"bind {host}:{port}: {found}",
            ) from found
        time.sleep(0.05)
    return found


def _listen(host: str, port: int) -> int | OSError:
    """The port on which a socket could listen just now, or what is in the way."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
            return int(probe.getsockname()[1])
    except OSError as fault:
        return fault


def _said(name: str, address: str) -> str:
    return f"{name}: {address} · desk: {address}desk/"


def run(
    options: Options,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    worker: Sequence[str] = (),
    said: Callable[[str, str], str] = _said,
) -> NoReturn:
    """Become the supervisor of a home, which serves it until SIGTERM, SIGINT or SIGHUP.

    `worker` is the command of the worker, for one of another kind. `said` makes, of the paper's name and its address,
    the line that is printed as soon as it answers there. Raises UsageError, with nothing started, when the port is
    taken or the home runs already.
    """
    with running(options.home) as lock:
        port = _free_port(host, port)
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        os.set_inheritable(lock, True)  # noqa: FBT003  # takes no names
        program = [sys.executable, "-m", "wiredesk.flow.supervisor"]
        line = written(said(options.name, address))
        # Who asks it to stop in between is heard as soon as it listens.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        try:
            os.execve(  # noqa: S606  # our own command
                sys.executable,
                [*program, host, str(port), line, *worker],
                os.environ | {"WIREDESK_HOME": str(options.home)},
            )
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
