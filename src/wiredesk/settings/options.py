"""Every option of wiredesk.toml: its type, its default and its help, in one table."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from wiredesk.common.errors import UsageError

CONFIG_NAME = "wiredesk.toml"


class Option(msgspec.Struct, frozen=True):
    """One line of wiredesk.toml. `shown` options are written out uncommented by `wiredesk init`."""

    name: str
    default: str | int | float | bool | list[str]
    help: str
    shown: bool = False


OPTIONS: tuple[Option, ...] = (
    Option("name", "The Morning Wire", "Name of the paper, as its nameplate says it.", shown=True),
    Option(
        "address",
        "http://localhost:8000",
        "Where readers find the paper; feeds and canonical links use it.",
        shown=True,
    ),
    Option("time_zone", "UTC", "Zone that readers see times in, such as Asia/Kolkata.", shown=True),
    Option("language", "en", "Language of the paper's own words: en, hi, mr, ur, ta or bn.", shown=True),
    Option("private", default=False, help="Ask every reader for a password and keep search engines out."),
    Option("hosts", [], "Further host names that the server answers to, beside the address's and localhost."),
    Option("database", "", "postgresql://user@host/name for PostgreSQL; empty for SQLite in the home."),
    Option("secret_key", "", "Signs sessions and forms; made by init, kept secret."),
    Option("standfirst", "auto", "always shows the agency's summary on the article even where it repeats the text."),
    Option("front_size", 30, "Stories on a front."),
    Option("feed_size", 30, "Stories in a feed."),
    Option("archive_page_size", 50, "Stories on a page of the archive."),
    Option("run_limit", 3, "How many stories in a row a home page takes from one section."),
    Option("match_text_hours", 72, "How long the same text under another guid counts as the same story."),
    Option("keep_transmissions_days", 0, "Days after which received bytes may be removed; 0 keeps them."),
    Option("fetch_timeout", 20.0, "Seconds that a fetch may take."),
    Option("fetch_max_bytes", 33554432, "Bytes that a fetch may bring, after decompression."),
    Option("push_max_bytes", 16777216, "Bytes that one push may bring."),
    Option("picture_max_bytes", 26214400, "Bytes that one picture may have."),
    Option("picture_max_pixels", 60000000, "Pixels that one picture may have."),
    Option("picture_tries", 5, "How often a picture is asked for before it counts as failed."),
    Option("web_threads", 4, "Threads that answer what is not a pressed page: desk, push."),
    Option("log_level", "info", "debug, info, warning or error."),
    Option("made_up", default=False, help="Says on every page that the paper is made up; the demonstration sets it."),
)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The options of one home, read and checked; field names are the table's."""

    home: Path
    name: str
    address: str
    time_zone: str
    language: str
    private: bool
    hosts: list[str]
    database: str
    secret_key: str
    standfirst: str
    front_size: int
    feed_size: int
    archive_page_size: int
    run_limit: int
    match_text_hours: int
    keep_transmissions_days: int
    fetch_timeout: float
    fetch_max_bytes: int
    push_max_bytes: int
    picture_max_bytes: int
    picture_max_pixels: int
    picture_tries: int
    web_threads: int
    log_level: str
    made_up: bool


def find_home(given: str | None, environment: Mapping[str, str] = os.environ) -> Path:
    """The home named by `--home` or WIREDESK_HOME; raises UsageError when there is none."""
    named = given or environment.get("WIREDESK_HOME")
    if not named:
        raise UsageError("No home was named. Give --home DIR, or set WIREDESK_HOME; `wiredesk init DIR` makes one.")
    home = Path(named).expanduser().resolve()
    if not (home / CONFIG_NAME).is_file():
        raise UsageError(f"{home} holds no {CONFIG_NAME}. Run `wiredesk init {named}` to make a home there.")
    return home


def load(home: Path) -> Options:
    """The options of a home, defaults filled in; raises UsageError that names the line to mend."""
    path = home / CONFIG_NAME
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise UsageError(f"{path} cannot be read: {fault}.") from fault
    known = {option.name for option in OPTIONS}
    unknown = sorted(set(raw) - known)
    if unknown:
        raise UsageError(f"{path} has an option that does not exist: {', '.join(unknown)}.")
    values = {option.name: option.default for option in OPTIONS} | raw
    try:
        options = msgspec.convert({"home": home, **values}, Options)
    except msgspec.ValidationError as fault:
        raise UsageError(f"{path}: {fault}.") from fault
    try:
        ZoneInfo(options.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise UsageError(
            f'{path}: time_zone = "{options.time_zone}" is not a zone; write one like "Asia/Kolkata".'
        ) from fault
    if options.standfirst not in ("auto", "always"):
        raise UsageError(f'{path}: standfirst = "{options.standfirst}" is neither "auto" nor "always".')
    return options


def _toml(value: str | float | bool | list[str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return str(value)


def template(values: Mapping[str, str | int | float | bool]) -> str:
    """The text of a new wiredesk.toml: every option with its help, the unchanged ones commented out."""
    lines = ["# The settings of one wiredesk home. Commented lines show the defaults.", ""]
    for option in OPTIONS:
        given = option.name in values
        value = values.get(option.name, option.default)
        mark = "" if option.shown or given else "# "
        lines += [f"# {option.help}", f"{mark}{option.name} = {_toml(value)}", ""]
    return "\n".join(lines)
