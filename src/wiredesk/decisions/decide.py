"""Step: new versions to decisions. The rules are pure; this file asks for them and writes what they say."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import structlog
from django.db import transaction
from django.db.models import QuerySet

from wiredesk.common.errors import OWN_FAULTS, UsageError
from wiredesk.common.prepared import ToChange, prepared, prepared_change
from wiredesk.common.tally import Tally
from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.actions.record import due, record
from wiredesk.decisions.groups import copies_of, would_join
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.places import Placings, placings
from wiredesk.decisions.rules import breaking, placement
from wiredesk.decisions.rules.case import Case, CopyOf, Proposal, WordList
from wiredesk.decisions.rules.propose import propose
from wiredesk.decisions.spots import spots_of
from wiredesk.decisions.standing import THIS_VERSION
from wiredesk.decisions.withdrawn import withdrawn_texts
from wiredesk.decisions.word_lists import load
from wiredesk.decisions.words import State, Verb
from wiredesk.story.content import decode
from wiredesk.story.models import Copy, Version, What
from wiredesk.story.places.gazetteer import gazetteer
from wiredesk.story.places.house_rules import rules_of
from wiredesk.wire.models import Service

log = structlog.get_logger()

CAP_WINDOW = timedelta(hours=1)


class _Caps:
    """How many new stories of each service were published in the last hour, counted on as the batch goes."""

    def __init__(self, services: Sequence[Service], now: datetime) -> None:
        self.limits = {service.pk: service.max_per_hour for service in services if service.max_per_hour}
        self.used: dict[int, int] = defaultdict(int)
        if not self.limits:
            return
        recent = Decision.objects.filter(
            at__gt=now - CAP_WINDOW, verb=Verb.PUBLISH, rule="auto_publish", version__what="new"
        )
        for service in recent.filter(version__item__service__in=self.limits).values_list(
            "version__item__service", flat=True
        ):
            self.used[service] += 1

    def over(self, service: Service) -> str:
        """Why this service's next new story is held, or an empty string when it is not."""
        limit = self.limits.get(service.pk)
        if limit is None or self.used[service.pk] < limit:
            return ""
        return f"More than {limit} new stories in an hour from {service.name}: held as a batch. Release them together."


class _Known(msgspec.Struct, frozen=True):
    """What the rules are told beside the version itself."""

    now: datetime
    lists: "_Lists"
    caps: _Caps
    withdrawn: dict[tuple[str, str], str]
    copies: dict[str, Copy]

    @classmethod
    def of(cls, versions: Sequence[Version], now: datetime, lists: "_Lists") -> "_Known":
        caps = _Caps([version.item.service for version in versions], now)
        copies = copies_of(version.story_id for version in versions if version.what == What.NEW)
        return cls(now, lists, caps, withdrawn_texts(versions), copies)

    def joins(self, batch: Sequence[Version]) -> dict[str, CopyOf]:
        """Whom the new stories among these would join, as their groups stand now."""
        new = {v.story_id: v.item.service.provider.code for v in batch if v.what == What.NEW}
        return would_join([self.copies[story] for story in new if story in self.copies], new)

    def propose(self, version: Version, case: Case) -> tuple[Proposal, ...]:
        """What the rules say; a new story that they publish counts towards its service's hour."""
        proposals = self.lists.guard(propose(case))
        if case.what == "new" and any(p.verb is Verb.PUBLISH for p in proposals):
            self.caps.used[version.item.service_id] += 1
        return proposals


def _case(version: Version, standing: Standing | None, known: _Known, copy_of: CopyOf | None = None) -> Case:
    state = State(standing.state) if standing else State.NEW
    service = version.item.service
    return Case(
        story=version.story_id,
        version=version.pk,
        what=version.what,
        content=decode(bytes(version.content)),
        state=state,
        ran=standing is not None and standing.ran_at is not None,
        now=known.now,
        service=service.name,
        publish=service.publish,
        kind=service.provider.kind,
        section=service.section,
        include=tuple(service.include),
        exclude=tuple(service.exclude),
        word_lists=known.lists.lists,
        stopped=state not in (State.NEW, State.LIVE) or (standing is not None and standing.waiting_id is not None),
        public_digest=standing.version.canonical_digest if standing is not None and standing.version else "",
        withdrawn=known.withdrawn.get((version.story_id, version.canonical_digest), ""),
        over_cap=known.caps.over(service) if version.what == "new" else "",
        breaking=standing is not None and breaking.TARGET in standing.slots,
        copy_of=copy_of if version.what == What.NEW else None,
    )


class _Lists:
    """The operator's lists; while they cannot be read, everything new is held and says why."""

    def __init__(self, home: Path, zone: ZoneInfo) -> None:
        self.fault = ""
        self.lists: tuple[WordList, ...] = ()
        try:
            self.lists = load(home, zone)
        except UsageError as fault:
            self.fault = fault.sentence

    def guard(self, proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
        if not self.fault:
            return proposals
        held = Proposal(verb=Verb.HOLD, rule="word_list", reason=self.fault, value=THIS_VERSION)
        return tuple(held if p.verb in (Verb.PUBLISH, Verb.CORRECT) else p for p in proposals)


def _drafts(case: Case, proposals: Sequence[Proposal], standing: Standing | None, placed: Placings) -> list[Draft]:
    where = placement.in_section(case.service, case.section) if standing is None else ()
    if case.version in placed and case.what not in ("older", "same"):
        where += placement.in_places(placed[case.version], spots_of(standing.places) if standing is not None else ())
    return [
        Draft(
            story=case.story,
            verb=proposal.verb,
            by=Actor(rule=proposal.rule),
            reason=proposal.reason,
            version=case.version if case.what not in ("kill", "advisory", "same") else None,
            until=proposal.until,
            value=proposal.value,
        )
        for proposal in (*where, *proposals)
    ]


@prepared_change
def _mark_decided(versions: Sequence[int], now: datetime) -> ToChange:
    return Version.objects.filter(pk__in=versions), {"decided_at": now}


def decide(now: datetime, limit: int, *, home: Path, paper_zone: str) -> Tally:
    """Decide about up to `limit` new versions, withdrawals first, and wake what an embargo's end makes due."""
    woken = due(now, limit)
    versions = _waiting(limit)
    if not versions:
        return Tally("decide", seen=woken, done=woken)
    lists = _Lists(home, ZoneInfo(paper_zone))
    placed = _placed(versions, home, paper_zone)
    stories = {version.story_id for version in versions}
    with transaction.atomic():
        known = _Known.of(versions, now, lists)
        for batch in _rounds(versions, known.copies):
            standings, joins = _standings(stories), known.joins(batch)
            drafts: list[Draft] = []
            for version in batch:
                drafts += _decided(version, standings.get(version.story_id), known, joins.get(version.story_id), placed)
            record(drafts, now)
        _mark_decided([version.pk for version in versions], now)
    return Tally("decide", seen=len(versions) + woken, done=len(versions) + woken)


def _placed(versions: Sequence[Version], home: Path, paper_zone: str) -> Placings:
    """Where these versions happen; a fault of our own in it places none of them, and they go on."""
    try:
        return placings(versions, rules_of(home, gazetteer()), paper_zone)
    except OWN_FAULTS as fault:
        log.error("placing_fault", versions=[version.pk for version in versions], exc_info=fault)
        return {}


def _decided(
    version: Version, standing: Standing | None, known: _Known, copy_of: CopyOf | None, placed: Placings
) -> list[Draft]:
    """What the rules say; a fault of our own holds this version for a person, and its neighbours go on."""
    try:
        case = _case(version, standing, known, copy_of)
        return _drafts(case, known.propose(version, case), standing, placed)
    except OWN_FAULTS as fault:
        log.error("decide_fault", version=version.pk, exc_info=fault)
        reason = f"Deciding about it failed inside wiredesk ({type(fault).__name__}): look at it before it is released."
        by = Actor(rule="own_fault")
        return [Draft(story=version.story_id, verb=Verb.HOLD, by=by, reason=reason, version=version.pk)]


def rehearse(
    versions: Sequence[Version], now: datetime, *, home: Path, paper_zone: str
) -> Iterator[tuple[Proposal, ...]]:
    """What would be decided about each of these versions, none of which is stored, in order. Nothing is written."""
    known = _Known.of(versions, now, _Lists(home, ZoneInfo(paper_zone)))
    standings = _standings({version.story_id for version in versions})
    for version in versions:
        before = standings.get(version.story_id)
        case = _case(version, before, known)
        proposals = known.propose(version, case)
        state = next((_LEAVES[p.verb] for p in proposals if p.verb in _LEAVES), None)
        if state is not None:
            ran_at = (before.ran_at if before else None) or (now if state is State.LIVE else None)
            standings[version.story_id] = Standing(story_id=version.story_id, state=state.value, ran_at=ran_at)
        yield proposals


_LEAVES = {
    Verb.KILL: State.KILLED,
    Verb.WITHDRAW: State.KILLED,
    Verb.SUSPEND: State.SUSPENDED,
    Verb.HOLD: State.HELD,
    Verb.EMBARGO: State.EMBARGOED,
    Verb.PUBLISH: State.LIVE,
    Verb.CORRECT: State.LIVE,
}
"""How a story stands after a rule's decision alone, for a version that follows it in the same rehearsal."""


@prepared
def _of_stories(stories: Sequence[str]) -> QuerySet[Standing]:
    return Standing.objects.filter(story__in=stories).select_related("version").defer("version__content")


def _standings(stories: set[str]) -> dict[str, Standing]:
    return {row.story_id: row for row in _of_stories(sorted(stories))}


@prepared
def _undecided(*, limit: int) -> QuerySet[Version]:
    rows = Version.objects.filter(decided_at__isnull=True).select_related("item__service__provider")
    return rows.order_by("-urgent", "id")[:limit]


def _waiting(limit: int) -> list[Version]:
    """Versions not decided about: those that take something away by themselves first, so that nothing stops them."""
    found = _undecided(limit=limit)
    return [version for version in found if version.urgent == found[0].urgent]


def _rounds(versions: Sequence[Version], copies: Mapping[str, Copy]) -> list[list[Version]]:
    """The versions in rounds with one a story, so that a rule sees what the round before decided.

    A copy comes a round after what it copies: so it is the same whether they arrive together or not.
    """
    rounds: list[list[Version]] = []
    last: dict[str, int] = {}
    for version in versions:
        turn = last.get(version.story_id, -1) + 1
        copy = copies.get(version.story_id)
        if copy is not None and copy.of_id in last:
            turn = max(turn, last[copy.of_id] + 1)
        last[version.story_id] = turn
        rounds += [[] for _ in range(turn + 1 - len(rounds))]
        rounds[turn].append(version)
    return rounds
