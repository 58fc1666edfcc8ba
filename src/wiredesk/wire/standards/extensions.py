"""Elements that agencies add in namespaces of their own: status, embargo, signals, notes, urgency, slugline.

No registry lists them, so they go by their local names. What stands against publishing is always kept: an embargo or
a status that cannot be read is passed on as one that cannot be read, never dropped.
"""

import re
from collections.abc import Callable
from typing import Final

from wiredesk.common.xml import Element
from wiredesk.wire.parsed import Located, PubStatus, Signal, SignalKind
from wiredesk.wire.standards.dates import parse_date
from wiredesk.wire.standards.draft import Draft
from wiredesk.wire.standards.markup import plain, text_of

Reader = Callable[[Draft, Element], None]

_STATUSES: Final = {
    "usable": PubStatus.USABLE,
    "withheld": PubStatus.WITHHELD,
    "canceled": PubStatus.CANCELED,
    "cancelled": PubStatus.CANCELED,
    "killed": PubStatus.CANCELED,
    "kill": PubStatus.CANCELED,
    "withdrawn": PubStatus.CANCELED,
    "deleted": PubStatus.CANCELED,
}
_SIGNALS: Final = {
    "kill": SignalKind.KILL,
    "killed": SignalKind.KILL,
    "withdrawn": SignalKind.KILL,
    "withhold": SignalKind.WITHHOLD,
    "withheld": SignalKind.WITHHOLD,
    "hold": SignalKind.HOLD,
    "release": SignalKind.RELEASE,
    "correction": SignalKind.CORRECTION,
    "corrected": SignalKind.CORRECTION,
    "update": SignalKind.UPDATE,
    "updated": SignalKind.UPDATE,
    "refile": SignalKind.REFILE,
    "repeat": SignalKind.REPEAT,
    "servicemessage": SignalKind.SERVICE_MESSAGE,
    "test": SignalKind.TEST,
    "paid": SignalKind.PAID,
    "sponsored": SignalKind.PAID,
}
_LIFTED: Final = frozenset(("none", "no", "false", "0", "off", "null", "nil", "n/a"))
_VALUE_ATTRIBUTES: Final = ("qcode", "code", "value", "status", "uri", "FormalName")
_DATE_ATTRIBUTES: Final = ("until", "date", "datetime", "value", "end", "ends", "release", "time")
_LETTERS: Final = re.compile(r"[^a-z0-9]")


def read_extension(draft: Draft, element: Element, local: str, *, holding_only: bool) -> None:
    """Reads an element by its local name alone, if that means anything here.

    `holding_only` is for namespaces whose own elements are settled: there only what stands against publishing counts,
    since an agency that forgot its prefix must not be overheard.
    """
    word = _LETTERS.sub("", local.lower())
    reader = _HOLDING.get(word) or (None if holding_only else _READERS.get(word))
    if reader is not None:
        reader(draft, element)


def embargo(draft: Draft, element: Element) -> None:
    """An embargo with the instant it ends; without one that can be read, its words alone, which means hold."""
    sent = text_of(element)
    dates = [value for name in _DATE_ATTRIBUTES if (value := element.get(name))]
    if sent.lower() in _LIFTED and not dates:
        return
    embargo_from_text(draft, *dates, sent, otherwise=sent or "embargoed")


def embargo_from_text(draft: Draft, *texts: str, otherwise: str) -> None:
    """Keeps an embargo: until the first of the texts that is a date, else only `otherwise`.

    The latest of several embargoes stands, and one that cannot be read stands before any that can.
    """
    zone = draft.around.context.time_zone
    instants = [instant for text in texts if text and (instant := parse_date(text, zone))]
    unread = draft.embargo_text.value is not None and draft.embargoed_until.value is None
    if not instants:
        draft.embargo_text.value, draft.embargoed_until.value = otherwise, None
        draft.bad_dates.update((text, None) for text in texts if text)
        return
    if unread or (draft.embargoed_until.value and draft.embargoed_until.value >= instants[0]):
        return
    draft.embargoed_until.value = instants[0]
    draft.embargo_text.value = next(text for text in texts if text)


def status(draft: Draft, element: Element) -> None:
    """An agency's publishing status; a word that is none of IPTC's asks for a hold."""
    said = _said(element)
    word = _word(said)
    if not word:
        return
    if word in ("embargoed", "embargo"):
        embargo_from_text(draft, otherwise=said) if draft.embargoed_until.value is None else None
        return
    known = _STATUSES.get(word)
    if known is None:
        draft.signals[Signal(SignalKind.HOLD, "status", said)] = None
        return
    keep_status(draft, known, said)


def keep_status(draft: Draft, known: PubStatus, said: str) -> None:
    """Sets a status; the one that takes most away stands."""
    order = (PubStatus.CANCELED, PubStatus.WITHHELD, PubStatus.USABLE)
    draft.status.offer(known, order.index(known))
    if known is PubStatus.CANCELED:
        draft.signals[Signal(SignalKind.KILL, "status", said)] = None
    elif known is PubStatus.WITHHELD:
        draft.signals[Signal(SignalKind.WITHHOLD, "status", said)] = None


def _loose_status(draft: Draft, element: Element) -> None:
    # A bare `status` is as often a blog's `publish` or a court case's: only IPTC's own words count.
    if _word(_said(element)) in (*_STATUSES, "embargoed"):
        status(draft, element)


def _signal(draft: Draft, element: Element) -> None:
    said = _said(element)
    kind = _SIGNALS.get(_word(said))
    if kind is not None:
        draft.signals[Signal(kind, "status", said)] = None


def _ed_note(draft: Draft, element: Element) -> None:
    note = plain(text_of(element))
    if note:
        draft.notes[note] = None


def _urgency(draft: Draft, element: Element) -> None:
    sent = text_of(element)
    if len(sent) == 1 and sent in "123456789":
        draft.urgency.offer(int(sent), 0)


def _version(draft: Draft, element: Element) -> None:
    sent = text_of(element)
    if len(sent) <= 64 and any(letter.isdigit() for letter in sent):
        draft.version.offer(sent, 0)


def _slugline(draft: Draft, element: Element) -> None:
    draft.slugline.offer(plain(text_of(element)), 0)


def _dateline(draft: Draft, element: Element) -> None:
    draft.dateline.offer(plain(text_of(element)), 0)


def _located(draft: Draft, element: Element) -> None:
    name = plain(text_of(element)) or (element.get("city") or "").strip()
    if name:
        draft.located.offer(Located(name, element.get("country"), element.get("state")), 0)


def _credit(draft: Draft, element: Element) -> None:
    draft.source_name.offer(plain(text_of(element)), 3)


def _usage(draft: Draft, element: Element) -> None:
    draft.rights.offer(plain(text_of(element)), 2)


def _said(element: Element) -> str:
    return text_of(element) or next((value for name in _VALUE_ATTRIBUTES if (value := element.get(name))), "")


def _word(said: str) -> str:
    """`stat:canceled`, `http://cv.iptc.org/newscodes/pubstatusg2/canceled` and ` Canceled ` are one word."""
    return _LETTERS.sub("", re.split(r"[:/#]", said.strip().lower())[-1])


_HOLDING: Final[dict[str, Reader]] = {
    **dict.fromkeys(("pubstatus", "publishingstatus", "publishstatus", "publicationstatus", "newsstatus"), status),
    **dict.fromkeys(
        ("embargo", "embargoed", "embargountil", "embargoeduntil", "embargodate", "embargotime", "embargodatetime",
         "embargoend", "embargoends", "embargoenddate", "embargoexpires", "embargoreleasedate", "notbefore",
         "notforpublicationbefore"),
        embargo,
    ),
}  # fmt: skip

_READERS: Final[dict[str, Reader]] = {
    **dict.fromkeys(("status", "managementstatus"), _loose_status),
    **dict.fromkeys(("signal", "instruction"), _signal),
    **dict.fromkeys(
        ("ednote", "edsnote", "editornote", "editorsnote", "editorialnote", "notetoeditors", "deskonly"), _ed_note
    ),
    **dict.fromkeys(("urgency", "newsurgency"), _urgency),
    **dict.fromkeys(("version", "revision", "versionidentifier", "revisionid"), _version),
    **dict.fromkeys(("slugline", "slug", "newsslug"), _slugline),
    "dateline": _dateline,
    **dict.fromkeys(("located", "location", "city"), _located),
    **dict.fromkeys(("creditline", "provider"), _credit),
    **dict.fromkeys(("usageterms", "rightsinfo", "copyrightnotice"), _usage),
}  # fmt: skip
