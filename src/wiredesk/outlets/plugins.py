"""Which outlets there are: the built-in ones as a typed tuple, then those that packages register.

A package adds one by an entry point in the group `wiredesk.outlets` that names a class or function which takes the
home's options and page store and gives an `Outlet`.
"""

from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from typing import Final, cast

from wiredesk.outlets.epaper.outlet import EpaperOutlet
from wiredesk.outlets.outlet import Outlet
from wiredesk.outlets.stores.store import PageStore
from wiredesk.outlets.website.outlet import WebsiteOutlet
from wiredesk.settings.options import Options

Maker = Callable[[Options, PageStore], Outlet]

BUILT_IN: Final[tuple[Maker, ...]] = (WebsiteOutlet, EpaperOutlet)

GROUP: Final = "wiredesk.outlets"


@cache
def makers() -> tuple[Maker, ...]:
    """What makes each outlet, the built-in ones first. Loads registered packages once."""
    found = sorted(entry_points(group=GROUP), key=lambda one: one.name)
    return (*BUILT_IN, *(cast("Maker", point.load()) for point in found))


def outlets(options: Options, store: PageStore) -> tuple[Outlet, ...]:
    """Every outlet of a home, ready to deliver."""
    return tuple(make(options, store) for make in makers())


def names() -> tuple[str, ...]:
    """The outlets' names, in the order they are delivered to."""
    return tuple(str(getattr(make, "name", getattr(make, "__name__", ""))) for make in makers())
