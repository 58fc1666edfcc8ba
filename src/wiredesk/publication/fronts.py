"""Which stories stand in which slots of a front: curated first, then backfill by stated rules. Pure.

- What the desk pinned leads, newest pin first.
- Then the newest. On the home page no section fills more than `run_limit` places in a row, as long as the paper has
  another section with stories: a place is rather left empty.
- Paid copy never leads and is never of second rank.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from wiredesk.publication.public import Slot

SECOND = 11
"""Places of second rank below a lead."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One public story that may take a slot."""

    story: str
    section: str
    paid: bool
    sort_at: datetime
    pinned: bool = False


def newest_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each story once, by time and then id, newest first."""
    once = {candidate.story: candidate for candidate in candidates}
    return sorted(once.values(), key=lambda c: (c.sort_at, c.story), reverse=True)


def arrange(candidates: Iterable[Candidate], *, size: int, run_limit: int = 0) -> tuple[Slot, ...]:
    """The slots of a front. `run_limit` 0 means that any number in a row may come from one section."""
    ordered = newest_first(candidates)
    chosen = [candidate for candidate in ordered if candidate.pinned and not candidate.paid][:size]
    taken = {candidate.story for candidate in chosen}
    one_section = len({candidate.section for candidate in ordered}) < 2
    waiting = [candidate for candidate in ordered if candidate.story not in taken]
    _fill(chosen, waiting, size, 0 if one_section else run_limit)
    return tuple(
        Slot(c.story, _rank(place, c), c.pinned, c.section, c.sort_at, c.paid) for place, c in enumerate(chosen)
    )


def candidate_of(slot: Slot) -> Candidate | None:
    """The story of a slot as it may take another front's; None where the slot does not say enough."""
    if slot.sort_at is None:
        return None
    return Candidate(story=slot.story, section=slot.section, paid=slot.paid, sort_at=slot.sort_at)


def _fill(chosen: list[Candidate], waiting: list[Candidate], size: int, run_limit: int) -> None:
    """Take the newest that may stand next, until nothing may; paid copy steps back behind the first places."""
    while len(chosen) < size:
        run = {candidate.section for candidate in chosen[-run_limit:]} if run_limit else set()
        full = run.pop() if len(run) == 1 and len(chosen) >= run_limit else None
        free = [candidate for candidate in waiting if candidate.section != full]
        found = next((candidate for candidate in free if not candidate.paid or len(chosen) > SECOND), None)
        if found is None and free:
            found = free[0]
        if found is None:
            return
        waiting.remove(found)
        chosen.append(found)


def _rank(place: int, candidate: Candidate) -> str:
    if candidate.paid or place > SECOND:
        return "list"
    return "lead" if place == 0 else "second"
