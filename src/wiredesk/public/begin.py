"""What the web process serves: a home's front and what is behind it, made in the process that answers."""

import gc
import threading
import time
from pathlib import Path
from wsgiref.types import WSGIApplication

from wiredesk.common.clock import system_clock
from wiredesk.common.lifetime import end_with
from wiredesk.common.log import set_up
from wiredesk.common.wake import wake
from wiredesk.outlets.stores.pages_read import PagesReader
from wiredesk.outlets.stores.reads import Reads
from wiredesk.public.desk import Desk
from wiredesk.public.front import Front
from wiredesk.public.reads import Readings, keep
from wiredesk.public.search import Search
from wiredesk.settings.options import Options, load


def front(options: Options) -> tuple[Front, Desk, Search]:
    """The front of a home with everything behind it, the desk and the search by name as well.

    Made in the process, and after any fork, that it serves in.
    """

    def ask(title: str, path: str) -> None:
        wake(options.home, f"stale {title} {path}".encode())

    desk = Desk()
    search = Search(options, desk.load, system_clock)
    readings = Readings() if options.most_read else None
    store = PagesReader(options.home / "pages.db")
    made = Front(
        options,
        store,
        desk,
        search=search,
        reader=desk.reader,
        ask=ask,
        ticks=time.monotonic,
        clock=time.time,
        readings=readings,
    )
    if readings is not None:
        keep(readings, Reads(options.home), time.time)
    return made, desk, search


def begin(home: Path, parent: int) -> WSGIApplication:
    """The front of a home, in a process that ends with its parent; desk and search follow a moment later."""
    end_with(parent)
    options = load(home)
    set_up(options.log_level)
    application, desk, search = front(options)
    # Readers are answered at once; the first push, search or person at the desk should not wait a second for Django.
    threading.Thread(target=warm, args=(desk, search), name="desk", daemon=True).start()
    return application


def warm(desk: Desk, search: Search) -> None:
    """Make ready what readers' pages do without, on a thread that nobody waits for."""
    desk.load()
    search.warm()
    gc.collect()
    gc.freeze()
