"""`wiredesk agency`: one function from its options to a day that is served, written into a folder, or pushed."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from wiredesk.agency.backlog import backlog
from wiredesk.agency.documents import one_item
from wiredesk.agency.folders import FolderWriter, write_day
from wiredesk.agency.items import Event
from wiredesk.agency.push import parse_rate, push
from wiredesk.agency.scenario import Day, day
from wiredesk.agency.server import serve
from wiredesk.common.clock import Clock, system_clock
from wiredesk.common.errors import UsageError

SCENARIOS = ("day", "backlog")
PORT = 8100


class AgencyOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `wiredesk agency`, as given. Exactly one of port, folder and push_url says where it goes.

    `start` is when the day begins (aware; the present where None); `speed` how many times as fast it runs; `flat_out`
    writes a folder at once, without waiting. `rate` reads like `50/s` and is for pushing, which does not follow the
    day's own times. `count` is the number of stories of a day, or of items of a backlog.
    """

    scenario: str = "day"
    seed: int = 7
    speed: float = 60.0
    start: datetime | None = None
    count: int = 300
    port: int | None = None
    folder: Path | None = None
    layout: str = "item"
    flat_out: bool = False
    pictures: bool = True
    base: str = ""
    push_url: str = ""
    token: str = ""
    rate: str = "50/s"


def _checked(options: AgencyOptions) -> AgencyOptions:
    if options.scenario not in SCENARIOS:
        raise UsageError(f'There is no scenario "{options.scenario}"; choose one of {", ".join(SCENARIOS)}.')
    ways = [options.port is not None, options.folder is not None, bool(options.push_url)]
    if sum(ways) > 1:
        raise UsageError("Give one of --port, --folder and --push: the agency sends one way at a time.")
    if options.scenario == "backlog" and options.folder is None and not options.push_url:
        raise UsageError("A backlog goes into a folder or is pushed: give --folder DIR or --push URL.")
    if options.speed <= 0:
        raise UsageError("--speed must be above 0: 1 is a day in a day, 60 a day in 24 minutes.")
    if options.count < 1:
        raise UsageError("--count must be at least 1.")
    if options.push_url and not options.token:
        raise UsageError("A push needs the service's token: give --token, as `wiredesk service add` printed it.")
    if options.start is not None and options.start.tzinfo is None:
        raise UsageError("--start needs a zone, such as 2026-03-09T00:00:00+05:30.")
    return options


def _pushable(made: Day) -> Iterator[Event]:
    """What a push can carry: everything but the moments when a feed breaks off."""
    return (event for event in made.events if event.action != "cut")


def _documents(options: AgencyOptions, start: datetime) -> Iterator[bytes]:
    if options.scenario == "backlog":
        yield from (batch.data for batch in backlog(options.count, seed=options.seed, start=start))
        return
    made = day(options.seed, start=start, stories=options.count, speed=options.speed)
    yield from (one_item(made, event, options.base) for event in _pushable(made))


def _backlog_files(options: AgencyOptions, folder: Path, start: datetime) -> int:
    count = 0
    for count, batch in enumerate(backlog(options.count, seed=options.seed, start=start), 1):
        path = folder / batch.feed / f"{count:06d}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(batch.data)
    return count


def run_agency(options: AgencyOptions, *, tell: Callable[[str], None], clock: Clock = system_clock) -> None:
    """Runs the agency until it is done or interrupted; `tell` gets its lines. Raises UsageError for unfit options."""
    options = _checked(options)
    start = options.start or clock()
    if options.push_url:
        result = push(
            _documents(options, start),
            url=options.push_url,
            token=options.token,
            rate=parse_rate(options.rate),
            tell=tell,
        )
        tell(result.sentence())
        return
    if options.scenario == "backlog" and options.folder is not None:
        tell(f"{_backlog_files(options, options.folder, start)} files written to {options.folder}.")
        return
    made = day(options.seed, start=start, stories=options.count, speed=options.speed)
    if options.folder is not None:
        writer = FolderWriter(made, options.folder, layout=options.layout, base=options.base, pictures=options.pictures)
        count = write_day(
            writer, clock=clock, tell=lambda at, path: tell(f"{at:%H:%M:%S} {path}"), flat_out=options.flat_out
        )
        tell(f"{count} files written to {options.folder}. Every person, place and event in them is made up.")
        return
    serve(
        made,
        port=PORT if options.port is None else options.port,
        clock=clock,
        ready=lambda base: tell(
            f"A made-up agency is at {base} (seed {options.seed}, {options.speed:g} times as fast, "
            f"{24 * 60 / options.speed:.0f} minutes a day). Stop it with Ctrl-C."
        ),
    )
