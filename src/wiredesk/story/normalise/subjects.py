"""What a story is about, as its agency says it: each subject once, in a form that fits a page."""

from collections.abc import Iterable

import msgspec

from wiredesk.story.canonical import fold, unescape
from wiredesk.wire.parsed import Subject

LONGEST = 100
MOST = 30
"""Feeds that list every name in the text as a category would drown the rest."""


def tidy(subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    """Subjects with folded names, the first of each name in any case; empty and overlong ones are dropped."""
    found: dict[str, Subject] = {}
    for subject in subjects:
        name = fold(unescape(subject.name))
        if name and len(name) <= LONGEST:
            found.setdefault(name.casefold(), msgspec.structs.replace(subject, name=name))
    return tuple(found.values())[:MOST]
