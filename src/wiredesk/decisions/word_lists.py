"""The operator's word lists: HOME/word_lists.toml, read when it changes."""

import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from wiredesk.common.errors import UsageError
from wiredesk.decisions.rules.case import WordList

FILE = "word_lists.toml"


class _Written(
    msgspec.Struct, kw_only=True, forbid_unknown_fields=True, rename={"from_day": "from", "until_day": "until"}
):
    reason: str
    words: list[str]
    from_day: datetime | date | None = None
    until_day: datetime | date | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True):
    list: list[_Written] = []


def _instant(day: datetime | date | None, zone: ZoneInfo) -> datetime | None:
    if day is None:
        return None
    if not isinstance(day, datetime):
        day = datetime.combine(day, time())
    return (day if day.tzinfo else day.replace(tzinfo=zone)).astimezone(UTC)


def load(home: Path, zone: ZoneInfo) -> tuple[WordList, ...]:
    """The lists of a home, none where the file is absent; raises UsageError that says which line to mend."""
    path = home / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    try:
        written = msgspec.convert(tomllib.loads(text), _File).list
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise UsageError(f"{path} cannot be read: {fault}. Until it is mended everything new is held.") from fault
    return tuple(
        WordList(
            reason=one.reason,
            words=tuple(one.words),
            from_at=_instant(one.from_day, zone),
            until_at=_instant(one.until_day, zone),
        )
        for one in written
    )
