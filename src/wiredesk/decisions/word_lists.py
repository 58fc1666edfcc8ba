"""The operator's word lists: HOME/word_lists.toml, read when it changes."""

import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
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
    from_day: Any = None
    until_day: Any = None


class _File(msgspec.Struct, forbid_unknown_fields=True, rename={"lists": "list"}):
    lists: list[_Written] = []


def _instant(day: object, zone: ZoneInfo) -> datetime | None:
    """TOML writes a day or an instant without quotes; a day begins at midnight of the paper's zone."""
    if day is None:
        return None
    if not isinstance(day, date):
        raise ValueError(f"{day!r} is not a day; write it without quotes, as 2026-05-01")  # noqa: TRY004  (in a file)
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
        return tuple(_list(one, zone) for one in msgspec.convert(tomllib.loads(text), _File).lists)
    except ValueError as fault:
        raise UsageError(f"{path} cannot be read: {fault}. Until it is mended everything new is held.") from fault


def _list(written: _Written, zone: ZoneInfo) -> WordList:
    return WordList(
        reason=written.reason,
        words=tuple(written.words),
        from_at=_instant(written.from_day, zone),
        until_at=_instant(written.until_day, zone),
    )
