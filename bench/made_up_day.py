"""A made-up day in slots, for real processes and for one that nothing disturbs: equal instants, equal files.

    python bench/made_up_day.py HOME WIRE --stories N --seed S           makes a home whose services read WIRE
    python bench/made_up_day.py HOME WIRE --stories N --seed S --live    and lives through the day in this process

The clock stands within a slot, so that nothing that is published depends on how long anything took. A slot's files
go to one folder: which of two services is asked first is then nothing that a page could show.
"""

import argparse
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

import msgspec

from wiredesk.agency.documents import one_item
from wiredesk.agency.items import DAY_SECONDS, Event
from wiredesk.agency.scenario import Day, day
from wiredesk.agency.world import world

START = datetime(2026, 3, 8, 18, 30, tzinfo=UTC)
"""Midnight in the agency's zone."""


class Slot(msgspec.Struct, frozen=True):
    """A moment of the day: the files that appear in one folder, and the instant that the clock then shows."""

    number: int
    elapsed: float
    now: datetime
    feed: str
    files: tuple[tuple[str, bytes], ...]


def made_up_day(seed: int, stories: int) -> Day:
    """The day of a seed, without pictures: what a picture server does is not what is measured."""
    made = day(seed, start=START, stories=stories)
    bare = (msgspec.structs.replace(event, item=msgspec.structs.replace(event.item, shots=())) for event in made.events)
    return msgspec.structs.replace(made, events=tuple(bare))


def _moments(made: Day) -> Iterator[tuple[float, str, tuple[Event, ...]]]:
    """What happens at once in one folder, in order; embargoes' ends are moments at which nothing is sent."""
    for at, events in groupby(made.events, key=lambda event: event.at):
        of_feed: dict[str, list[Event]] = {}
        for event in events:
            of_feed.setdefault(event.feed, []).append(event)
        for feed, own in of_feed.items():
            yield at, feed, tuple(own)
    for end in {event.item.available for event in made.events if event.item.available is not None}:
        if end <= DAY_SECONDS:
            yield end, "", ()


def slots(made: Day) -> list[Slot]:
    """The day's slots, at least a second apart: a service that was asked is due again."""
    found: list[Slot] = []
    now, written = START, 0
    for number, (at, feed, events) in enumerate(sorted(_moments(made), key=lambda moment: moment[0])):
        now = max(now + timedelta(seconds=1), START + timedelta(seconds=at))
        files = tuple((f"{written + place:05d}.xml", one_item(made, event)) for place, event in enumerate(events))
        written += len(events)
        found.append(Slot(number, (now - START).total_seconds(), now, feed, files))
    return found


def write(root: Path, slot: Slot) -> None:
    """The slot's files appear, each whole at once, as agencies do it."""
    for name, data in slot.files:
        part = root / f".{name}.part"
        part.write_bytes(data)
        part.replace(root / slot.feed / name)


def make_home(home: Path, root: Path) -> None:
    """A home with a service for each of the agency's feeds. Sets Django up on it: once a process."""
    from wiredesk.cli.frame import start_django
    from wiredesk.settings.options import CONFIG_NAME, load, template

    home.mkdir(parents=True)
    values: dict[str, str | int | float | bool] = {
        "name": "The Harbour Courier",
        "time_zone": "Asia/Kolkata",
        "made_up": True,
        "secret_key": "made-up-" + "0" * 40,
    }
    (home / CONFIG_NAME).write_text(template(values), encoding="utf-8")
    start_django(home)
    from django.core.management import call_command

    from wiredesk.house.titles import ensure_title
    from wiredesk.wire.providers import set_provider
    from wiredesk.wire.services import NewService, add

    call_command("migrate", interactive=False, verbosity=0)
    ensure_title(load(home))
    for feed in world().feeds:
        folder = root / feed.name
        folder.mkdir(parents=True)
        set_provider(feed.provider, name=feed.agency, kind=feed.kind)
        options = {"path": str(folder), "settle": "0", "interval": "0.1"}
        wanted = NewService(
            name=feed.name, provider=feed.provider, transport="folder", options=options, section=feed.section
        )
        add(wanted, START)


def live(home: Path, root: Path, made: Day) -> None:
    """The whole day in this process, one slot after the other, until nothing is left of each."""
    from wiredesk.flow.once import run_once
    from wiredesk.flow.steps import open_paper
    from wiredesk.settings.options import load

    paper = open_paper(load(home))
    for slot in slots(made):
        write(root, slot)
        for _ in run_once(lambda slot=slot: slot.now, paper, lambda _: None):
            pass


def main() -> None:
    """Make a home, and live through the day if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("wire", type=Path)
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--live", action="store_true")
    given = parser.parse_args()
    os.environ.pop("WIREDESK_DATABASE", None)
    make_home(given.home, given.wire)
    if given.live:
        live(given.home, given.wire, made_up_day(given.seed, given.stories))


if __name__ == "__main__":
    main()
