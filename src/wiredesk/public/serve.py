"""The web process: Granian around the front, started by `wiredesk run` as `python -m wiredesk.public.serve`.

Granian's own process starts one worker, which answers everything; both end when the process before them ends.
"""

import argparse
import os
from functools import partial
from pathlib import Path
from wsgiref.types import WSGIApplication

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from wiredesk.common.lean import go_lean
from wiredesk.public.bodies import PLACES
from wiredesk.public.sending import PLACES as DOWNLOADS
from wiredesk.settings.options import Options, find_home, load

_BACKLOG = 1024
_LONGEST_HEAD = 65536
_SECONDS_TO_FINISH = 10


def _begin(home: Path, parent: int) -> WSGIApplication:
    go_lean()
    # Loaded here, in the worker: the process that only watches over it would keep a second copy.
    from wiredesk.public.begin import begin

    return begin(home, parent)


def threads(options: Options) -> int:
    """How many threads answer: those of the option, and one for whatever may keep a thread waiting."""
    answering = options.web_threads + PLACES + DOWNLOADS
    if options.epaper_watermark:
        from wiredesk.public.stamping import ROOM

        return answering + ROOM
    return answering


def serve(options: Options, host: str, port: int) -> None:
    """Answer requests until SIGTERM or SIGINT; those under way are finished."""
    server = Granian(
        "wiredesk.public.serve",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        # A thread that waits for a body costs no processor, so Granian's warning against many does not hold here.
        blocking_threads=threads(options),
        backlog=_BACKLOG,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=15_000, max_buffer_size=_LONGEST_HEAD),
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=_SECONDS_TO_FINISH,
    )
    server.serve(target_loader=partial(_begin, options.home, os.getpid()), wrap_loader=False)


def main() -> None:
    """Serve the home that WIREDESK_HOME names."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    given = parser.parse_args()
    serve(load(find_home(None)), given.host, given.port)


if __name__ == "__main__":
    main()
