"""Which stories stand in which slots of a front: those that were given one first, then by stated rules. Pure.

- A slot that the desk gave is held until its time is over: of several leads the last given leads, the others are of
  second rank.
- The lead and the second rank are filled by standing: a story stands as if it were younger for its urgency, its picture
  and each further take of its running story, and as if it were older for each story of its section above it (`MERITS`).
  So the order does not change while nothing arrives.
- The picture is the best that stands with one and not above; briefs are the newest short texts.
- Then the newest. On the home page no section fills more than `run_limit` places in a row, as long as the paper has
  another section with stories: a place is rather left empty.
- Of a running story only the newest has a rank, and the home page lists no other of it either. Of one copy there is but
  one page anyway.
- Paid copy has no rank, whoever gave it one: it stands in the list, behind the first places.

What each of these is worth, and why: docs/why/fronts.md.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property

import msgspec

from wiredesk.decisions.slots import Given, SlotName
from wiredesk.publication.slot import Merits, Slot

SECOND = 11
"""Places of second rank below a home page's lead."""

URGENT = {1: 360, 2: 180, 3: 60}
PICTURE, TAKE, SHARE = 30, 45, 45
"""Minutes by which a story stands as if it were younger: by its urgency, for a picture, for each further take; and by
which it stands as if it were older: for each story of its section above it."""

MOST_TAKES = 4
"""Further takes that count."""

WIDE = 600
"""Pixels that a picture needs to count as one."""

SHORT = 900
BRIEFS, FEWEST_BRIEFS = 8, 3
"""Letters of a brief at most; how many there are, and below how many there are none."""

SHOWN_FOR = timedelta(hours=24)
"""How much older than the newest story a picture may be that has a slot for its own sake."""

_NOTHING = Merits()


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a kind of front has: places of second rank, and whether a picture, briefs, and ranks by merit at all."""

    second: int = SECOND
    ranked: bool = True
    picture: bool = False
    briefs: bool = False
    one_a_thread: bool = False


BY_TIME = Plan(ranked=False)
"""The latest, and a provider's page."""
HOME_PLAN = Plan(picture=True, briefs=True, one_a_thread=True)
BELOW_PLAN = Plan(second=4)
"""A section's front, an edition's, and a section's in it: all that is below the second rank is a list by day."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One public story that may take a slot; `given` is the slot of this front that it was given."""

    story: str
    section: str
    paid: bool
    sort_at: datetime
    merits: Merits = _NOTHING
    given: Given | None = None


def newest_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each story once, by time and then id, newest first."""
    once = {candidate.story: candidate for candidate in candidates}
    return sorted(once.values(), key=lambda c: (c.sort_at, c.story), reverse=True)


def younger(merits: Merits, takes: int) -> int:
    """The minutes by which a story stands as if it were younger."""
    further = min(max(0, takes - 1), MOST_TAKES)
    return URGENT.get(merits.urgency, 0) + PICTURE * (merits.picture >= WIDE) + TAKE * further


def arrange(
    candidates: Iterable[Candidate], *, size: int, run_limit: int = 0, plan: Plan = BY_TIME
) -> tuple[Slot, ...]:
    """The slots of a front, best first. `run_limit` 0: any number in a row may come from one section."""
    ordered = newest_first(candidates)
    if len({candidate.section for candidate in ordered}) < 2:
        run_limit = 0
    return tuple(_Filling(ordered, size, run_limit, plan).slots())


def candidate_of(slot: Slot) -> Candidate | None:
    """The story of a slot as it may take another front's; None where the slot does not say enough."""
    if slot.sort_at is None or slot.merits is None:
        return None
    return Candidate(story=slot.story, section=slot.section, paid=slot.paid, sort_at=slot.sort_at, merits=slot.merits)


class _Filling:
    """One front being filled: the slots so far, and who waits, newest first."""

    def __init__(self, ordered: list[Candidate], size: int, run_limit: int, plan: Plan) -> None:
        self._plan, self._size, self._run_limit = plan, size, run_limit
        self._takes = Counter(c.merits.thread for c in ordered if c.merits.thread and not c.paid)
        self._given = [c for c in ordered if c.given is not None and not c.paid]
        self._given.sort(key=lambda c: (c.given.since if c.given else c.sort_at, c.story), reverse=True)
        self._twins = frozenset(_twins(ordered, {c.story for c in self._given}) if plan.ranked else ())
        self._waiting = {c.story: c for c in ordered}
        self._newest = ordered[0].sort_at if ordered else None
        self._above: Counter[str] = Counter()
        self._run: list[str] = []
        self._slots: list[Slot] = []

    def slots(self) -> list[Slot]:
        if self._plan.ranked:
            self._top()
            if self._plan.picture:
                self._take_picture()
            if self._plan.briefs:
                self._take_briefs()
        self._list()
        return self._slots

    def _take(self, one: Candidate, rank: str) -> None:
        del self._waiting[one.story]
        self._slots.append(
            Slot(
                story=one.story,
                rank=rank,
                pinned=one.given is not None and rank != "list",
                section=one.section,
                sort_at=one.sort_at,
                paid=one.paid,
                # A front by time was told of none, and must not be taken at its word.
                merits=one.merits if self._plan.ranked else None,
                takes=max(1, self._takes[one.merits.thread]) if one.merits.thread else 1,
                behind=self._above[one.section] if rank in ("lead", "second") else 0,
                until=one.given.until if one.given is not None and rank != "list" else None,
            )
        )
        self._above[one.section] += 1
        self._run.append(one.section)

    @property
    def _full(self) -> str | None:
        """The section that no further story may come from just now."""
        last = self._run[-self._run_limit :] if self._run_limit else []
        return last[0] if len(last) == self._run_limit and len(set(last)) == 1 and last else None

    def _given_to(self, slot: SlotName) -> list[Candidate]:
        return [c for c in self._given if c.given is not None and c.given.slot is slot and c.story in self._waiting]

    def _top(self) -> None:
        """The lead and the second rank: what was given these places, then by standing."""
        places = min(1 + self._plan.second, self._size)
        for one in (*self._given_to(SlotName.LEAD), *self._given_to(SlotName.SECOND)):
            # What was given the second rank does not lead while something else can.
            if one.given is not None and one.given.slot is SlotName.SECOND and not self._slots:
                self._best()
            if len(self._slots) < places:
                self._take(one, "second" if self._slots else "lead")
        while len(self._slots) < places and self._best():
            pass

    def _best(self) -> bool:
        """Give the next place to who stands best; False where nobody may take it."""
        full, found, best = self._full, None, 0.0
        for one in self._heads():
            if one.section != full:
                standing = self._standing(one) - 60.0 * SHARE * self._above[one.section]
                if found is None or standing > best:
                    found, best = one, standing
        if found is None:
            return False
        self._take(found, "second" if self._slots else "lead")
        return True

    def _standing(self, one: Candidate) -> float:
        takes = self._takes[one.merits.thread] if one.merits.thread else 1
        return one.sort_at.timestamp() + 60.0 * younger(one.merits, takes)

    def _heads(self) -> Iterator[Candidate]:
        """Who stands best of each section: the share of a section is the same for all of it."""
        for queue in self._queues:
            while queue and queue[-1].story not in self._waiting:
                queue.pop()
            if queue:
                yield queue[-1]

    @cached_property
    def _queues(self) -> list[list[Candidate]]:
        """Those who may be ranked, a list a section, the best last."""
        able = [(self._standing(c), c.sort_at, c.story) for c in self._waiting.values() if self._may_rank(c)]
        found: dict[str, list[Candidate]] = {}
        for _, _, story in sorted(able):
            found.setdefault(self._waiting[story].section, []).append(self._waiting[story])
        return [found[section] for section in sorted(found)]

    def _may_rank(self, one: Candidate) -> bool:
        return not one.paid and one.given is None and one.story not in self._twins

    def _take_picture(self) -> None:
        for one in self._given_to(SlotName.PICTURE)[:1]:
            self._take_if_room(one, "picture")
            return
        full = self._full
        able = [
            c
            for c in self._waiting.values()
            if c.merits.picture >= WIDE
            and self._may_rank(c)
            and c.section != full
            and self._newest is not None
            and self._newest - c.sort_at <= SHOWN_FOR
        ]
        if able:
            self._take_if_room(max(able, key=lambda c: (self._standing(c), c.story)), "picture")

    def _take_briefs(self) -> None:
        given = self._given_to(SlotName.BRIEF)
        short = [c for c in self._waiting.values() if 0 < c.merits.letters <= SHORT and self._may_rank(c)]
        if len(given) + len(short) < FEWEST_BRIEFS:
            short = []
        taken = 0
        for one in (*given, *short):
            if taken < BRIEFS and (one.given is not None or one.section != self._full):
                taken += self._take_if_room(one, "brief")

    def _take_if_room(self, one: Candidate, rank: str) -> bool:
        if len(self._slots) >= self._size:
            return False
        self._take(one, rank)
        return True

    def _list(self) -> None:
        """Take the newest that may stand next, until nothing may; paid copy steps back behind the first places."""
        plan, left = self._plan, self._twins if self._plan.one_a_thread else frozenset()
        waiting = [c for c in self._waiting.values() if c.story not in left]
        while len(self._slots) < self._size:
            full, first = self._full, len(self._slots) <= plan.second
            found = next((c for c in waiting if c.section != full and not (c.paid and first)), None)
            if found is None:
                found = next((c for c in waiting if c.section != full), None)
            if found is None:
                return
            waiting.remove(found)
            self._take(found, self._rank(found))

    def _rank(self, one: Candidate) -> str:
        place = len(self._slots)
        if self._plan.ranked or one.paid or place > self._plan.second:
            return "list"
        return "second" if place else "lead"


def _twins(ordered: Sequence[Candidate], given: Collection[str]) -> Iterator[str]:
    """The stories that stand aside for another of their running story: for a given one, else for the newest."""
    seen = {one.merits.thread for one in ordered if one.story in given}
    for one in ordered:
        thread = one.merits.thread
        if thread and not one.paid and one.story not in given:
            if thread in seen:
                yield one.story
            seen.add(thread)


def why(slot: Slot) -> str:
    """Why a story stands in its slot, for the desk: what it was ranked by, and what each of it was worth."""
    if slot.paid:
        return "Paid copy: in the list, by its time"
    if slot.pinned:
        return "It was given this slot"
    if slot.merits is None or slot.rank == "list":
        return "By its time"
    if slot.rank == "picture":
        return "The best that stands with a picture and not above"
    if slot.rank == "brief":
        return f"Short: {slot.merits.letters} letters"
    merits, takes = slot.merits, slot.takes
    parts = []
    if merits.urgency in URGENT:
        parts.append(f"urgency {merits.urgency} (+{URGENT[merits.urgency]} min)")
    if merits.picture >= WIDE:
        parts.append(f"picture (+{PICTURE} min)")
    if takes > 1:
        parts.append(f"{takes} takes of its running story (+{TAKE * min(takes - 1, MOST_TAKES)} min)")
    if slot.behind:
        parts.append(f"{slot.behind} of its section above (−{SHARE * slot.behind} min)")
    return "By its time" + (f", {', '.join(parts)}" if parts else "")
