"""Step: new versions to decisions. The rules are pure; this file asks for them and writes what they say."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from wiredesk.common.errors import UsageError
from wiredesk.common.tally import Tally
from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.actions.record import due, record
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.rules.case import Case, Proposal, WordList
from wiredesk.decisions.rules.propose import propose
from wiredesk.decisions.word_lists import load
from wiredesk.decisions.words import State, Verb
from wiredesk.story.content import decode
from wiredesk.story.models import Version
from wiredesk.wire.models import Service

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


def _case(version: Version, standing: Standing | None, now: datetime, lists: "_Lists", caps: _Caps) -> Case:
    service = version.item.service
    return Case(
        story=version.story_id,
        version=version.pk,
        what=version.what,
        content=decode(bytes(version.content)),
        state=State(standing.state) if standing else State.NEW,
        ran=standing is not None and standing.ran_at is not None,
        now=now,
        service=service.name,
        publish=service.publish,
        kind=service.provider.kind,
        section=service.section,
        include=tuple(service.include),
        exclude=tuple(service.exclude),
        word_lists=lists.lists,
        over_cap=caps.over(service) if version.what == "new" else "",
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
        if not self.fault or not any(p.verb in (Verb.PUBLISH, Verb.CORRECT) for p in proposals):
            return proposals
        return (Proposal(verb=Verb.HOLD, rule="word_list", reason=self.fault),)


def _drafts(case: Case, proposals: Sequence[Proposal], first: bool) -> list[Draft]:
    drafts = []
    if first and case.section:
        by = Actor(rule="placement")
        reason = f"The service {case.service} goes to this section"
        drafts.append(Draft(story=case.story, verb=Verb.PLACE, by=by, reason=reason, value=case.section))
    drafts += [
        Draft(
            story=case.story,
            verb=proposal.verb,
            by=Actor(rule=proposal.rule),
            reason=proposal.reason,
            version=case.version if case.what not in ("kill", "advisory", "same") else None,
            until=proposal.until,
            value=proposal.value,
        )
        for proposal in proposals
    ]
    return drafts


def decide(now: datetime, limit: int, *, home: Path, paper_zone: str) -> Tally:
    """Decide about up to `limit` new versions, withdrawals first, and wake what an embargo's end makes due."""
    woken = due(now, limit)
    rows = Version.objects.filter(decided_at__isnull=True).select_related("item__service__provider")
    versions = list(rows.order_by("-urgent", "id")[:limit])
    if not versions:
        return Tally("decide", seen=woken, done=woken)
    lists = _Lists(home, ZoneInfo(paper_zone))
    stories = {version.story_id for version in versions}
    with transaction.atomic():
        caps = _Caps([version.item.service for version in versions], now)
        rounds = _rounds(versions)
        for batch in rounds:
            standings = {row.story_id: row for row in Standing.objects.filter(story__in=stories)}
            drafts: list[Draft] = []
            for version in batch:
                standing = standings.get(version.story_id)
                case = _case(version, standing, now, lists, caps)
                proposals = lists.guard(propose(case))
                if case.what == "new" and any(p.verb is Verb.PUBLISH for p in proposals):
                    caps.used[version.item.service_id] += 1
                drafts += _drafts(case, proposals, first=standing is None)
            record(drafts, now)
        Version.objects.filter(pk__in=[version.pk for version in versions]).update(decided_at=now)
    return Tally("decide", seen=len(versions) + woken, done=len(versions) + woken)


def rehearse(
    versions: Sequence[Version], now: datetime, *, home: Path, paper_zone: str
) -> Iterator[tuple[Proposal, ...]]:
    """What would be decided about each of these versions, none of which is stored, in order. Nothing is written."""
    lists = _Lists(home, ZoneInfo(paper_zone))
    caps = _Caps([version.item.service for version in versions], now)
    standings = {row.story_id: row for row in Standing.objects.filter(story__in={v.story_id for v in versions})}
    for version in versions:
        before = standings.get(version.story_id)
        case = _case(version, before, now, lists, caps)
        proposals = lists.guard(propose(case))
        if case.what == "new" and any(p.verb is Verb.PUBLISH for p in proposals):
            caps.used[version.item.service_id] += 1
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


def _rounds(versions: Sequence[Version]) -> list[list[Version]]:
    """The versions in rounds with one a story, so that a rule sees what the round before decided."""
    rounds: list[list[Version]] = []
    seen: dict[str, int] = {}
    for version in versions:
        turn = seen.get(version.story_id, 0)
        seen[version.story_id] = turn + 1
        if turn == len(rounds):
            rounds.append([])
        rounds[turn].append(version)
    return rounds
