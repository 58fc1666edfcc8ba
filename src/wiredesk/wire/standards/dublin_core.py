"""Dublin Core, its terms, and PRISM: dates, people, subjects, rights, and the times before which a text must wait."""

import re
from collections.abc import Callable
from typing import Final

from wiredesk.common.xml import Element
from wiredesk.wire.parsed import Subject
from wiredesk.wire.standards.draft import Draft
from wiredesk.wire.standards.extensions import embargo, embargo_from_text
from wiredesk.wire.standards.markup import text_of, unescape_title
from wiredesk.wire.standards.people import person_name

Reader = Callable[[Draft, Element], None]

# DCMI Period: `name=…; start=1999-09-20; end=…; scheme=W3C-DTF;`
_PERIOD: Final = re.compile(r"(?:^|[;\s])(start|end)\s*=\s*([^;]*)", re.I)


def _title(draft: Draft, element: Element) -> None:
    draft.headline.offer(unescape_title(text_of(element))[0], 20)


def _identifier(draft: Draft, element: Element) -> None:
    draft.guid.offer(text_of(element), 30)


def _creator(draft: Draft, element: Element) -> None:
    draft.author(person_name(text_of(element)), 1)


def _subject(draft: Draft, element: Element) -> None:
    name = text_of(element)
    if name:
        draft.subjects[Subject(name)] = None


def _description(draft: Draft, element: Element) -> None:
    draft.summary.offer(draft.prose(text_of(element)), 20)


def _language(draft: Draft, element: Element) -> None:
    draft.language.offer(text_of(element), 0)


def _rights(draft: Draft, element: Element) -> None:
    draft.rights.offer(text_of(element), 1)


def _source(draft: Draft, element: Element) -> None:
    draft.source_name.offer(text_of(element), 2)


def _publisher(draft: Draft, element: Element) -> None:
    draft.source_name.offer(person_name(text_of(element)), 4)


def _date(draft: Draft, element: Element) -> None:
    # dc:date is "a point of time associated with the resource": RSS 1.0 writers move it with every change.
    instant = draft.date(text_of(element))
    draft.created.offer(instant, 20)
    draft.updated.offer(instant, 20)
    draft.sent.offer(instant, 20)


def _issued(draft: Draft, element: Element) -> None:
    instant = draft.date(text_of(element))
    draft.created.offer(instant, 5)
    draft.sent.offer(instant, 5)


def _created(draft: Draft, element: Element) -> None:
    draft.created.offer(draft.date(text_of(element)), 10)


def _modified(draft: Draft, element: Element) -> None:
    instant = draft.date(text_of(element))
    draft.updated.offer(instant, 5)
    draft.sent.offer(instant, 15)


def _available(draft: Draft, element: Element) -> None:
    """`available` and `valid` say from when a text may be used: a date, or a period's start."""
    sent = text_of(element)
    if not sent:
        return
    period = {key.lower(): value.strip() for key, value in _PERIOD.findall(sent)}
    if not period:
        embargo_from_text(draft, sent, otherwise=sent)
    elif period.get("start"):
        embargo_from_text(draft, period["start"], otherwise=sent)


DUBLIN_CORE: Final[dict[str, Reader]] = {
    "title": _title,
    "identifier": _identifier,
    "creator": _creator,
    "author": _creator,
    "subject": _subject,
    "description": _description,
    "language": _language,
    "rights": _rights,
    "source": _source,
    "publisher": _publisher,
    "date": _date,
}

TERMS: Final[dict[str, Reader]] = DUBLIN_CORE | {
    "abstract": _description,
    "issued": _issued,
    "created": _created,
    "modified": _modified,
    "available": _available,
    "valid": _available,
}

PRISM: Final[dict[str, Reader]] = {
    "publicationDate": _issued,
    "modificationDate": _modified,
    "embargoDate": embargo,
    "releaseTime": embargo,
    "copyright": _rights,
}
