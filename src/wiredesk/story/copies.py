"""Which new stories say what another has said: found by fingerprints, judged, and kept with the evidence.

A fingerprint is a row, so likely copies are found by one question a batch however many stories there are. What is
found is judged by `related/same.py`; whether a copy joins the other's page is decided in the decisions room.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
from django.db import connection
from django.db.models import QuerySet

from wiredesk.common.inserted import insert
from wiredesk.common.prepared import prepared
from wiredesk.story.canonical import canonical_text
from wiredesk.story.content import Content
from wiredesk.story.match import TELLING_LENGTH
from wiredesk.story.models import Copy, Print
from wiredesk.story.related.same import Evidence, judge
from wiredesk.story.related.shingles import Text, fingerprints, read
from wiredesk.wire.parsed import SignalKind

WINDOW = timedelta(days=10)
"""How long a story can be found as copied: an agency's second thoughts and a weekly's reprint come within it."""

CANDIDATES = 2
"""Stories that a new one is compared with first, those that share the most: a roundup that holds it, or other news over
the same background, may share more than what it copies. Of a form that comes daily there are many, so no more; but one
that shares something which neither of these two does is compared, too."""

LEAST_ALIKE = 3
"""Fingerprints that a copy shares at least: one or two are mostly phrases that every desk uses, and a text cut to a
third shares five. Of the edits in `bench/related_same.py` that are the same copy, one in a hundred shares fewer."""

COMMON = 24
"""Stories kept under one fingerprint at most: a phrase of every story tells nothing, and looking it up costs."""

_INSERT = "INSERT INTO story_print (value, story_id, at) VALUES (%s, %s, %s)"
_NOT_NEWS = frozenset({SignalKind.SERVICE_MESSAGE, SignalKind.TEST})


class Measured(msgspec.Struct, frozen=True):
    """What is kept of a judgement: it explains a join at the desk for as long as the story lives."""

    score: float
    evidence: Evidence


def comparable(content: Content, kind: str) -> bool:
    """Whether a text may be anybody's copy: an agency's news, not paid for, and long enough to tell."""
    if kind != "agency" or content.paid_mark is not None or content.characters < TELLING_LENGTH:
        return False
    return not any(signal.kind in _NOT_NEWS for signal in content.signals)


def _tongue(content: Content) -> str:
    """The language without its region: one agency says `en-IN` of what another calls `en`."""
    return content.language.partition("-")[0]


@prepared
def _printed(values: Sequence[int], since: datetime) -> QuerySet[Print, tuple[int, str]]:
    rows = Print.objects.filter(value__in=values, at__gte=since).order_by("id")
    return rows.values_list("value", "story")


class Copies:
    """The texts that a batch is compared with: found in one query, and kept up as the batch goes."""

    def __init__(self, contents: Iterable[Content], now: datetime) -> None:
        self._now = now
        self._prints = {one.canonical_digest: fingerprints(canonical_text(one.blocks)) for one in contents}
        self._stories: dict[int, list[str]] = defaultdict(list)
        values = {value for prints in self._prints.values() for value in prints}
        for value, story in _printed(sorted(values), now - WINDOW):
            self._stories[value].append(story)
        self._texts: dict[str, Text] = {}
        self.prints: list[tuple[int, str]] = []
        self.found: list[Copy] = []

    def likely(self) -> set[str]:
        """The stories whose texts will be needed, as far as they are not of this batch."""
        return {story for digest in self._prints for story in self._most_alike(digest)}

    def _most_alike(self, digest: str, own: str = "", among: Container[str] | None = None) -> list[str]:
        """The stories to compare a text with, in that order: not its own, and only those that are `among` these."""
        prints = self._prints[digest]
        least = min(LEAST_ALIKE, len(prints))
        most = self._sharing(prints, own, among).most_common(CANDIDATES)
        if len(most) == CANDIDATES:
            # Two copies of other news share the same with it; what it copies may come behind both.
            left = [value for value in prints if not any(story in self._stories[value] for story, _ in most)]
            most += self._sharing(left, own, among).most_common(1)
        return [story for story, alike in most if alike >= least]

    def _sharing(self, prints: Iterable[int], own: str, among: Container[str] | None) -> Counter[str]:
        """How many of these fingerprints each story has."""
        stories = (story for value in prints for story in self._stories[value] if story != own)
        return Counter(stories if among is None else (story for story in stories if story in among))

    def look(self, story: str, content: Content, told: Mapping[str, Content]) -> None:
        """Note what a new story is a copy or a take of, if of any whose text is told."""
        for other in self._most_alike(content.canonical_digest, story, told):
            known = told[other]
            if _tongue(known) != _tongue(content):
                continue
            verdict = judge(self._text(known), self._text(content))
            if verdict.same:
                measured = msgspec.msgpack.encode(Measured(verdict.score, verdict.evidence))
                copy = Copy(story_id=story, of_id=other, kind=verdict.kind.value, measured=measured, at=self._now)
                self.found.append(copy)
                return

    def _text(self, content: Content) -> Text:
        known = self._texts.get(content.canonical_digest)
        if known is None:
            known = self._texts[content.canonical_digest] = read(canonical_text(content.blocks), content.headline)
        return known

    def keep(self, story: str, content: Content) -> None:
        """Let later stories find this text."""
        for value in self._prints[content.canonical_digest]:
            stories = self._stories[value]
            if story not in stories and len(stories) < COMMON:
                stories.append(story)
                self.prints.append((value, story))

    def write(self) -> None:
        """Write what was found, in sets."""
        if self.prints:
            # Sixteen small rows an item: by way of the models they would cost as much as all its other rows.
            at = connection.ops.adapt_datetimefield_value(self._now)
            with connection.cursor() as cursor:
                cursor.executemany(_INSERT, [(value, story, at) for value, story in self.prints])
        insert(self.found)


def measured_of(copy: Copy) -> Measured:
    """The judgement that was kept with a copy."""
    return msgspec.msgpack.decode(copy.measured, type=Measured)


def forget_prints(before: datetime, limit: int) -> int:
    """Forget up to `limit` fingerprints from before that time, the oldest first; returns how many."""
    oldest = Print.objects.order_by("pk").values_list("pk", "at")[:limit]
    old = [pk for pk, at in oldest if at < before]
    if old:
        Print.objects.filter(pk__in=old).delete()
    return len(old)
