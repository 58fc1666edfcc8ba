"""Which stories stand joined as copies of one another, and whom a new copy would join."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.rules import embargo, kill_notice, same_copy, withdrawn_copy
from wiredesk.decisions.rules.case import CopyOf
from wiredesk.decisions.withdrawn import CLOSED
from wiredesk.decisions.words import State, Verb
from wiredesk.story.copies import measured_of
from wiredesk.story.models import Copy
from wiredesk.story.related.same import Kind

_MOST_KEPT = 0.8
"""Of a withdrawn text, what its own agency's substitute leaves out at least a fifth of."""

_DOUBTS = (embargo.RULE, kill_notice.RULE, same_copy.HOLDS, withdrawn_copy.RULE)
"""Rules whose hold is about what the text says or where it came from, and not about how one version of it reads."""


def group_of(standing: Standing) -> str:
    """The story under whose id this one is joined: its own where it leads its copies or has none."""
    return standing.copy_of_id or standing.story_id


def headline_of(standing: Standing) -> str:
    """What the story is called: ours, or the agency's."""
    return standing.headline or (standing.version.headline if standing.version else "")


@prepared
def _joined(groups: Sequence[str]) -> QuerySet[Standing]:
    rows = Standing.objects.filter(copy_of__in=groups)
    return rows.select_related("story__provider", "version").defer("version__content")


@prepared
def _named(stories: Sequence[str]) -> QuerySet[Standing]:
    rows = Standing.objects.filter(story__in=stories)
    return rows.select_related("story__provider", "version").defer("version__content")


def members(groups: Iterable[str]) -> dict[str, list[Standing]]:
    """Every story of each of these groups, by the group's id; two queries, whatever their number."""
    wanted = sorted(set(groups))
    if not wanted:
        return {}
    found: dict[str, list[Standing]] = defaultdict(list)
    for standing in (*_named(wanted), *_joined(wanted)):
        found[group_of(standing)].append(standing)
    return found


@prepared
def _copies(stories: Sequence[str]) -> QuerySet[Copy]:
    return Copy.objects.filter(story__in=stories)


def copies_of(stories: Iterable[str]) -> dict[str, Copy]:
    """What each of these stories was found to copy; absent where it copies nothing."""
    return {copy.story_id: copy for copy in _copies(sorted(set(stories)))}


def would_join(copies: Collection[Copy], providers: Mapping[str, str]) -> dict[str, CopyOf]:
    """Whom each of these stories would join, by story; `providers` has each one's provider's code.

    What a copy is of has mostly been decided about before it; if not, it joins under that story's id. At most five
    queries, none where there are no copies.
    """
    if not copies:
        return {}
    leads = {row.story_id: row for row in _named(sorted({copy.of_id for copy in copies}))}
    groups = members(group_of(row) for row in leads.values())
    doubted = _doubted([row.story_id for rows in groups.values() for row in rows if row.state == State.HELD])
    found = {}
    for copy in copies:
        of = leads.get(copy.of_id)
        evidence, group = measured_of(copy).evidence, group_of(of) if of is not None else copy.of_id
        take, own = copy.kind == Kind.TAKE.value, providers[copy.story_id]
        # A substitute is the agency's own word on what was wrong; it would be no use held.
        substitute = evidence.kept < _MOST_KEPT
        stops = (_stop(row, own, doubted, substitute=substitute) for row in groups.get(group, ()))
        embargoes = [
            row.due_at
            for row in groups.get(group, ())
            if row.state == State.EMBARGOED and row.due_at and row.story.provider.code == own
        ]
        found[copy.story_id] = CopyOf(
            group=group,
            of=copy.of_id,
            headline=headline_of(of) if of is not None else "",
            take=take,
            evidence=evidence,
            stopped=next((stop for stop in stops if stop), ""),
            embargoed_until=max(embargoes, default=None),
        )
    return found


def _stop(row: Standing, own: str, doubted: Mapping[str, set[str]], *, substitute: bool) -> str:
    """Why a copy of this story waits for a person, or an empty string when it need not."""
    same_agency = row.story.provider.code == own
    rules = doubted.get(row.story_id, set())
    if row.state in CLOSED and not (substitute and same_agency):
        return (
            f"Its copy {row.story_id} of {row.story.provider.name} is {row.state} here. Release it if that is settled."
        )
    # An embargo that cannot be read binds the agency that sent it; another one's copy has its own.
    doubts = bool(rules - {embargo.RULE}) or (same_agency and bool(rules))
    if row.state == State.HELD and (row.ran_at is not None or doubts):
        return f"Its copy {row.story_id} of {row.story.provider.name} is held here. Look at both together."
    if row.state == State.EMBARGOED and row.ran_at is not None:
        return (
            f"Its copy {row.story_id} of {row.story.provider.name} was public and is embargoed. Look at both together."
        )
    return ""


def _doubted(held: Sequence[str]) -> dict[str, set[str]]:
    """By whom those of these held stories are held that a person holds (""), or a rule that doubts what they say."""
    found: dict[str, set[str]] = defaultdict(set)
    if held:
        doubts = Q(person__isnull=False) | Q(rule__in=_DOUBTS)
        rows = Decision.objects.filter(doubts, story__in=held, verb=Verb.HOLD)
        for story, rule in rows.values_list("story", "rule"):
            found[story].add(rule)
    return found
