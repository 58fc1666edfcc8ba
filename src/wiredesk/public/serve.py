"""The web process: Granian around the front, started by `wiredesk run` as `python -m wiredesk.public.serve`.

Granian's own process starts one worker, which answers everything; both end when the process before them ends.
"""

import argparse
import gc
import os
import threading
import time
from functools import partial
from pathlib import Path
from wsgiref.types import WSGIApplication

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from wiredesk.common.clock import system_clock
from wiredesk.common.lifetime import end_with
from wiredesk.common.log import set_up
from wiredesk.common.wake import wake
from wiredesk.outlets.stores.pages_read import PagesReader
from wiredesk.outlets.stores.reads import Reads
from wiredesk.public.bodies import PLACES
from wiredesk.public.desk import Desk
from wiredesk.public.front import Front
from wiredesk.public.reads import Readings, keep
from wiredesk.public.search import Search
from wiredesk.public.sending import PLACES as DOWNLOADS
from wiredesk.public.stamping import ROOM as COPIES
from wiredesk.settings.options import Options, find_home, load

_BACKLOG = 1024
_LONGEST_HEAD = 65536
_SECONDS_TO_FINISH = 10


def front(options: Options) -> tuple[Front, Desk]:
    """The front of a home with everything behind it. Made in the process, and after any fork, that it serves in."""

    def ask(title: str, path: str) -> None:
        wake(options.home, f"stale {title} {path}".encode())

    desk = Desk()
    readings = Readings() if options.most_read else None
    store = PagesReader(options.home / "pages.db")
    made = Front(
        options,
        store,
        desk,
        search=Search(options, desk.load, system_clock),
        reader=desk.reader,
        ask=ask,
        ticks=time.monotonic,
        clock=time.time,
        readings=readings,
    )
    if readings is not None:
        keep(readings, Reads(options.home), time.time)
    return made, desk


def _begin(home: Path, parent: int) -> WSGIApplication:
    end_with(parent)
    options = load(home)
    set_up(options.log_level)
    application, desk = front(options)
    # Readers are answered at once; the first push or person at the desk should not wait a second for Django.
    threading.Thread(target=_warm, args=(desk,), name="desk", daemon=True).start()
    return application


def _warm(desk: Desk) -> None:
    desk.load()
    gc.collect()
    gc.freeze()


def threads(options: Options) -> int:
    """How many threads answer: those of the option, and one for whatever may keep a thread waiting."""
    return options.web_threads + PLACES + DOWNLOADS + (COPIES if options.epaper_watermark else 0)


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
