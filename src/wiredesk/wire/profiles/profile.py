"""A profile applied: an item with the signals that its words and its status are, and its text untouched.

What an element or flag says counts as `status`, what only words say as `prose`. Words change no status: a kill known by
its prose alone suspends a story until a person has looked, and a status withdraws it.
"""

import html
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from wiredesk.common.errors import UsageError
from wiredesk.wire.parsed import EdNote, ParsedItem, PubStatus, ReadContext, Signal, SignalKind
from wiredesk.wire.profiles.ani import ANI
from wiredesk.wire.profiles.embargo import ends_at
from wiredesk.wire.profiles.generic import GENERIC
from wiredesk.wire.profiles.ians import IANS
from wiredesk.wire.profiles.pti import PTI
from wiredesk.wire.profiles.table import Profile, Where

PROFILES: tuple[Profile, ...] = (GENERIC, ANI, PTI, IANS)
_BY_NAME = {profile.name: profile for profile in PROFILES}

EDGE = 4
"""Lines at each end of a body in which notices, advisories and paid-copy lines stand."""

_EDGE_CHARACTERS = 2_000
_ANY_LINE = 600
"""Characters of a line that are looked at: notices are short, and what comes late in a paragraph is news."""

_ADDRESS = re.compile(
    r"^[(\[]?\s*(?i:eds|editors|subscribers|editor(?:s['’]?|['’]s) note|note to editors)\.?\s*[:–—-]\s*"
)
"""Whom a note is addressed to: the words of status come after it."""

_BREAK = re.compile(r"(?i)</?(?:p|div|br|h[1-6]|li|ul|ol|tr|td|table|blockquote|pre|section|article)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
REMARK = re.compile(
    r"^([ \t]*[(\[]?(?:Eds|EDS)[ \t]*\.?[ \t]*[:–—-]"
    r"(?![^\n]*\b(?:an?|and|as|at|by|for|from|in|is|are|not|of|on|or|that|the|to|who|with)[ \t]*\n)"
    r"[^\n]{0,49}[^\s,;–—-])[ \t]*\n(?=[^\sa-z])",
    re.MULTILINE,
)
"""A remark to desks on a line too short to have been wrapped, and no word or mark at its end that wants another."""

_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s)|\n(?=[(\[]?(?:Eds|EDS)\s*\.?\s*[:–—-])")


def by_name(name: str) -> Profile:
    """The profile of that name in any case, the generic one for an empty name; raises UsageError for an unknown one."""
    if not name:
        return GENERIC
    profile = _BY_NAME.get(name.lower())
    if profile is None:
        raise UsageError(f"There is no profile “{name}”. Choose one of: {', '.join(_BY_NAME)}.", fact=f"profile={name}")
    return profile


def apply(profile: Profile, item: ParsedItem, context: ReadContext | None = None) -> ParsedItem:
    """The item with its signals, editor's notes and embargo added; applying it again changes nothing.

    `context` gives the zone of an embargo's end that names none, where the profile knows no better.
    """
    opening, closing = _edges(item)
    advisories = [line[:length] for line in (*opening, *closing) if (length := profile.advisory_length(line))]
    note = _note(item.ed_note, advisories)
    looked_at = {
        Where.HEADLINE: (item.headline,),
        Where.SLUGLINE: (item.slugline,) if item.slugline else (),
        Where.NOTE: tuple(_ADDRESS.sub("", line) for line in note.text.split("\n")) if note is not None else (),
        Where.OPENING: opening,
        Where.CLOSING: closing,
        Where.SUBJECT: tuple(subject.name for subject in item.subjects),
    }
    signals = {(signal.kind, signal.source): signal for signal in item.signals}
    for signal in (*_from_status(profile, item), *_from_words(profile, looked_at)):
        signals.setdefault((signal.kind, signal.source), signal)
    until, text = _embargo(profile, item, signals.get((SignalKind.EMBARGO, "prose")), context)
    return msgspec.structs.replace(
        item, ed_note=note, signals=tuple(signals.values()), embargoed_until=until, embargo_text=text
    )


def _from_status(profile: Profile, item: ParsedItem) -> list[Signal]:
    if item.pub_status is PubStatus.CANCELED:
        return [Signal(SignalKind.KILL, "status", item.pub_status.value)]
    if item.pub_status is PubStatus.WITHHELD:
        return [Signal(profile.withheld, "status", item.pub_status.value)]
    return []


def _from_words(profile: Profile, looked_at: dict[Where, tuple[str, ...]]) -> list[Signal]:
    """One signal a kind, from the first row of the table that matches anywhere."""
    found: dict[tuple[SignalKind, str], tuple[int, str]] = {}
    for where, lines in looked_at.items():
        source = "status" if where is Where.SUBJECT else "prose"
        for line in lines:
            start = line[:_ANY_LINE]
            lowered = start.lower()
            for number, row in profile.by_place[where]:
                earlier = found.get((row.kind, source))
                if earlier is not None and earlier[0] <= number:
                    continue
                said = row.words_in(start, lowered)
                if said is not None:
                    found[row.kind, source] = (number, said.strip())
    return [
        Signal(kind, source, said) for (kind, source), (_, said) in sorted(found.items(), key=lambda one: one[1][0])
    ]


def _note(sent: EdNote | None, advisories: list[str]) -> EdNote | None:
    known = sent.text if sent is not None else ""
    new = [line for line in dict.fromkeys(advisories) if line not in known]
    return EdNote("\n".join(filter(None, (known, *new)))) if known or new else None


def _embargo(
    profile: Profile, item: ParsedItem, said: Signal | None, context: ReadContext | None
) -> tuple[datetime | None, str | None]:
    """The later of an element's embargo and the prose's; prose that cannot be read overrides no element."""
    if said is None or item.embargo_text == said.text:
        return item.embargoed_until, item.embargo_text
    zone = ZoneInfo(profile.zone) if profile.zone else context.time_zone if context is not None else None
    anchor = item.updated_at or item.created_at or item.sent_at
    until = ends_at(said.text, zone=zone, anchor=anchor)
    if item.embargoed_until is not None:
        later = until is not None and until > item.embargoed_until
        return (until, said.text) if later else (item.embargoed_until, item.embargo_text)
    if item.embargo_text is not None:
        return None, item.embargo_text
    return until, said.text


def _edges(item: ParsedItem) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The first and last lines of the body as plain text, for recognising only: nothing published is made of them."""
    body = item.body or ""
    head, tail = body[:_EDGE_CHARACTERS], body[-_EDGE_CHARACTERS:]
    opening = _lines(head, item.body_type)[:EDGE]
    closing = _lines(tail, item.body_type)[-EDGE:]
    return tuple(opening), tuple(closing)


def _lines(markup: str, body_type: str) -> list[str]:
    if body_type == "html" and "<" in markup:
        pieces = [html.unescape(_TAG.sub("", piece)) for piece in _BREAK.split(markup)]
    else:
        plain = html.unescape(markup) if body_type == "html" else markup
        pieces = _PARAGRAPH.split(REMARK.sub(r"\1\n\n", plain.replace("\r\n", "\n").replace("\r", "\n")))
    return [line for piece in pieces if (line := " ".join(piece.split()))]
