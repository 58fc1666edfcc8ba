"""Every option of wiredesk.toml: its type, its default and its help, in one table."""

import difflib
import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from wiredesk.common.errors import UsageError

CONFIG_NAME = "wiredesk.toml"
LONGEST_NAME = 120
LOG_LEVELS = ("debug", "info", "warning", "error")
_LEAST = {
    "front_size": 1,
    "feed_size": 1,
    "archive_page_size": 1,
    "run_limit": 1,
    "match_text_hours": 0,
    "keep_transmissions_days": 0,
    "fetch_timeout": 0.1,
    "fetch_max_bytes": 1024,
    "push_max_bytes": 1024,
    "picture_max_bytes": 1024,
    "picture_max_pixels": 1024,
    "picture_tries": 1,
    "web_threads": 1,
}


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
    Option("trusted_proxies", [], "Addresses of proxies, such as 127.0.0.1, whose X-Forwarded-For says who signs in."),
    Option("database", "", "postgresql://user@host/name for PostgreSQL; empty for SQLite in the home."),
    Option("secret_key", "", "Signs sessions and forms; made by init, kept secret."),
    Option("standfirst", "auto", "always shows the agency's summary on the article even where it repeats the text."),
    Option("front_size", 30, "Stories on a front."),
    Option("feed_size", 30, "Stories in a feed."),
    Option("archive_page_size", 50, "Stories on a page of the archive."),
    Option("run_limit", 3, "How many stories in a row a home page takes from one section."),
    Option("most_read", default=True, help="Count which stories are read, and nothing else, and list them on fronts."),
    Option("match_text_hours", 72, "How long the same text under another guid counts as the same story."),
    Option("keep_transmissions_days", 0, "Days after which received bytes may be removed; 0 keeps them."),
    Option("fetch_timeout", 20.0, "Seconds that a fetch may take."),
    Option("fetch_max_bytes", 33554432, "Bytes that a fetch may bring, after decompression."),
    Option("push_max_bytes", 16777216, "Bytes that one push may bring."),
    Option("picture_max_bytes", 26214400, "Bytes that one picture may have."),
    Option("picture_max_pixels", 60000000, "Pixels that one picture may have."),
    Option("picture_tries", 5, "How often a picture is asked for before it counts as failed."),
    Option("web_threads", 2, "Threads that answer, beside those that wait for bodies, downloads and marked copies."),
    Option(
        "epaper_hour",
        -1,
        "Hour of the edition's zone at which its e-paper is made; from noon on the next day's. -1: not by itself.",
    ),
    Option(
        "epaper_editions", [], "Editions whose e-paper is made then, by slug; empty for all, or for the whole paper."
    ),
    Option("epaper_format", "tabloid", "Pages of e-papers: tabloid or broadsheet."),
    Option("epaper_signed_in", default=False, help="Shows printed pages only to readers who sign in."),
    Option(
        "epaper_watermark",
        default=False,
        help="Writes who downloads a printed page, and when, onto the copy; only readers who sign in download then.",
    ),
    Option(
        "audio", default=False, help="Reads new stories aloud, into an MP3 on their pages; needs espeak-ng and lame."
    ),
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
    trusted_proxies: list[str]
    database: str
    secret_key: str
    standfirst: str
    front_size: int
    feed_size: int
    archive_page_size: int
    run_limit: int
    most_read: bool
    match_text_hours: int
    keep_transmissions_days: int
    fetch_timeout: float
    fetch_max_bytes: int
    push_max_bytes: int
    picture_max_bytes: int
    picture_max_pixels: int
    picture_tries: int
    web_threads: int
    epaper_hour: int
    epaper_editions: list[str]
    epaper_format: str
    epaper_signed_in: bool
    epaper_watermark: bool
    audio: bool
    log_level: str
    made_up: bool


def named_home(given: str | None, environment: Mapping[str, str] = os.environ) -> Path | None:
    """The folder named by `--home` or WIREDESK_HOME, whether or not it is a home yet; None when neither is given."""
    named = given or environment.get("WIREDESK_HOME")
    return Path(named).expanduser().resolve() if named else None


def find_home(given: str | None, environment: Mapping[str, str] = os.environ) -> Path:
    """The home named by `--home` or WIREDESK_HOME; raises UsageError when there is none."""
    home = named_home(given, environment)
    if home is None:
        raise UsageError("No home was named. Give --home DIR, or set WIREDESK_HOME; `wiredesk init DIR` makes one.")
    if not (home / CONFIG_NAME).is_file():
        raise UsageError(f"{home} holds no {CONFIG_NAME}. Run `wiredesk init {home}` to make a home there.")
    return home


def load(home: Path) -> Options:
    """The options of a home, defaults filled in; raises UsageError that names the line to mend."""
    path = home / CONFIG_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as fault:
        raise UsageError(
            f"{path} cannot be read: {fault.strerror}. See whose file it is, and who may read it."
        ) from fault
    except UnicodeDecodeError as fault:
        raise UsageError(f"{path} cannot be read: {fault}. Save it as UTF-8.") from fault
    return parse(text, home)


def parse(text: str, home: Path) -> Options:
    """The options that the text of a home's wiredesk.toml states; raises UsageError that names the line to mend."""
    path = home / CONFIG_NAME
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise UsageError(f"{path} cannot be read: {fault}. Mend that line; nothing is done until then.") from fault
    known = {option.name for option in OPTIONS}
    for name in raw:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            meant = f" Did you mean {close[0]}?" if close else ""
            raise UsageError(f"{path}{_line(text, name)}: there is no option {name}.{meant}", fact="unknown_option")
    values = {option.name: option.default for option in OPTIONS} | raw
    try:
        options = msgspec.convert({"home": home, **values}, Options)
    except msgspec.ValidationError as fault:
        named = re.search(r"`\$\.(\w+)", str(fault))
        said = str(fault).partition(" - at")[0]
        name = named[1] if named else "an option"
        raise UsageError(f"{path}{_line(text, name)}: {name}: {said}.", fact="bad_option") from fault
    for name, fault_found in _faults(options):
        raise UsageError(f"{path}{_line(text, name)}: {fault_found}", fact="bad_option")
    return options


def _line(text: str, name: str) -> str:
    """Where an option stands, as `, line 7`; empty for one that is not written there."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=|\s*\[+\s*{re.escape(name)}\s*\]", line):
            return f", line {number}"
    return ""


def zone_named(name: str) -> ZoneInfo:
    """The time zone of that name; raises UsageError for one that does not exist."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise UsageError(f'"{name}" is not a time zone; write one like "Asia/Kolkata".', fact="bad_zone") from fault


def _faults(options: Options) -> Iterator[tuple[str, str]]:
    """Each option whose value cannot work, and why."""
    try:
        zone_named(options.time_zone)
    except UsageError as fault:
        yield "time_zone", f"time_zone = {fault.sentence}"
    parts = urlsplit(options.address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        yield "address", f'address = "{options.address}" is not a site\'s address, such as "https://courier.example".'
    if not options.name.strip() or len(options.name) > LONGEST_NAME:
        yield "name", f"name needs between 1 and {LONGEST_NAME} characters."
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", options.language):
        yield "language", f'language = "{options.language}" is not a language\'s code, such as "en" or "hi".'
    yield from _no_addresses(options.trusted_proxies)
    if options.database and urlsplit(options.database).scheme not in ("postgresql", "postgres"):
        yield "database", 'database must read like "postgresql://user@host/name", or be empty for SQLite.'
    if options.standfirst not in ("auto", "always"):
        yield "standfirst", f'standfirst = "{options.standfirst}" is neither "auto" nor "always".'
    if not -1 <= options.epaper_hour < 24:
        yield "epaper_hour", f"epaper_hour = {options.epaper_hour} is no hour: 0 to 23, or -1."
    if options.epaper_format not in ("tabloid", "broadsheet"):
        yield "epaper_format", f'epaper_format = "{options.epaper_format}" is neither "tabloid" nor "broadsheet".'
    if options.log_level not in LOG_LEVELS:
        yield "log_level", f'log_level = "{options.log_level}" is none of: {", ".join(LOG_LEVELS)}.'
    for name, least in _LEAST.items():
        if getattr(options, name) < least:
            yield name, f"{name} = {getattr(options, name)} is too small: at least {least:g}."


def _no_addresses(proxies: list[str]) -> Iterator[tuple[str, str]]:
    for proxy in proxies:
        try:
            ip_address(proxy)
        except ValueError:
            yield "trusted_proxies", f'trusted_proxies: "{proxy}" is not an address, such as "127.0.0.1".'


def _toml(value: str | float | bool | list[str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
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


def with_value(text: str, name: str, value: str | float | bool) -> str:
    """The text of a wiredesk.toml with one option set; all else stays as somebody wrote it."""
    line = f"{name} = {_toml(value)}"
    changed, count = re.subn(rf"(?m)^{re.escape(name)}\s*=.*$", lambda _: line, text, count=1)
    if not count:
        changed, count = re.subn(rf"(?m)^#\s*{re.escape(name)}\s*=.*$", lambda _: line, text, count=1)
    return changed if count else f"{text.rstrip()}\n\n{line}\n"
