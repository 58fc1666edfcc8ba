"""What an issue was made from, kept with it: made again, it is made from the same, less what may be shown no more.

A file a day and edition in the home, `epaper/inputs/TITLE/EDITION/DATE.msgpack`, which no reader can fetch. It says
too how far the issue's window went: the next one begins there.
"""

import os
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from wiredesk.outlets.epaper.choose import PassedOver, corrected_offer
from wiredesk.outlets.epaper.makeup.offer import IssuePlan, Offered
from wiredesk.publication.issues import WHOLE_PAPER
from wiredesk.publication.public import PublicStory
from wiredesk.publication.rights import EPAPER, may

FOLDER = "epaper/inputs"


class Inputs(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that settles an issue; the paths of its pictures lie in the home."""

    plan: IssuePlan
    offers: tuple[Offered, ...]
    since: datetime
    until: datetime
    passed_over: tuple[PassedOver, ...] = ()

    def digest(self, home: Path) -> str:
        """SHA-256 of the plan and the offers, the same in whatever folder the home lies."""
        told = msgspec.json.encode((self.plan, self.offers), enc_hook=_within(home))
        return sha256(told).hexdigest()


def _within(home: Path) -> Any:
    """How a path is written: as it is from the home."""

    def written(value: object) -> str:
        if not isinstance(value, Path):
            raise NotImplementedError
        return str(value.relative_to(home)) if value.is_relative_to(home) else str(value)

    return written


def _from(home: Path) -> Any:
    def read(kind: type, value: object) -> object:
        if not issubclass(kind, Path):
            raise NotImplementedError
        return home / str(value)

    return read


def file_of(home: Path, title: str, edition: str, day: date) -> Path:
    """Where the inputs of an issue lie; `edition` is empty for the whole paper."""
    return home / FOLDER / title / (edition or WHOLE_PAPER) / f"{day.isoformat()}.msgpack"


def keep(home: Path, title: str, inputs: Inputs, *, edition: str) -> None:
    """Store what an issue is made from, durably; what stood there before is gone."""
    target = file_of(home, title, edition, inputs.plan.issue_date)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(msgspec.msgpack.encode(inputs, enc_hook=_within(home)))
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)


def kept(home: Path, title: str, edition: str, day: date) -> Inputs | None:
    """What the issue of that day was made from; None where nothing is kept, or what this wiredesk cannot read."""
    try:
        data = file_of(home, title, edition, day).read_bytes()
        return msgspec.msgpack.decode(data, type=Inputs, dec_hook=_from(home))
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def as_of_now(inputs: Inputs, live: Mapping[str, PublicStory]) -> Inputs:
    """The same without what is no longer public or may not be printed, and with what was corrected as it is now.

    Whatever else was changed since stays as it was printed: an issue is of its day.
    """
    offers: list[Offered] = []
    passed = list(inputs.passed_over)
    for offer in inputs.offers:
        story = live.get(offer.story)
        if story is None:
            passed.append(PassedOver(offer.story, "", "It is not public any more"))
        elif not may(story, EPAPER):
            passed.append(PassedOver(offer.story, story.headline, "Not for print"))
        elif story.corrects > offer.version:
            offers.append(corrected_offer(offer, story))
        else:
            there = tuple(picture for picture in offer.pictures if picture.file.is_file())
            offers.append(msgspec.structs.replace(offer, pictures=there))
    return msgspec.structs.replace(inputs, offers=tuple(offers), passed_over=tuple(passed))
