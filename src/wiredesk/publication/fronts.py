"""Which stories stand in which slots of a front: curated first, then backfill by stated rules. Pure.

- What the desk pinned leads, newest pin first.
- Then the newest. On the home page no section fills more than `run_limit` places in a row, as long as the paper has
  another section with stories: a place is rather left empty.
- Paid copy never leads and is never of second rank.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from wiredesk.publication.public import Slot

SECOND = 8
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
    pinned = [candidate for candidate in ordered if candidate.pinned and not candidate.paid]
    rest = [candidate for candidate in ordered if candidate not in pinned]
    chosen = pinned[:size]
    if run_limit and len({candidate.section for candidate in ordered}) > 1:
        _fill(chosen, rest, size, run_limit)
    else:
        chosen += rest[: size - len(chosen)]
    chosen = _paid_below(chosen)
    return tuple(Slot(c.story, _rank(place, c), c.pinned) for place, c in enumerate(chosen))


def _fill(chosen: list[Candidate], rest: Sequence[Candidate], size: int, run_limit: int) -> None:
    waiting = list(rest)
    while waiting and len(chosen) < size:
        run = [candidate.section for candidate in chosen[-run_limit:]]
        full = run[0] if len(run) == run_limit and len(set(run)) == 1 else None
        found = next((candidate for candidate in waiting if candidate.section != full), None)
        if found is None:
            return
        waiting.remove(found)
        chosen.append(found)


def _paid_below(chosen: list[Candidate]) -> list[Candidate]:
    """Paid copy steps back behind the first places; where there is too little else it stands in the list anyway."""
    first = [candidate for candidate in chosen if not candidate.paid][: SECOND + 1]
    return first + [candidate for candidate in chosen if candidate not in first]


def _rank(place: int, candidate: Candidate) -> str:
    if candidate.paid or place > SECOND:
        return "list"
    return "lead" if place == 0 else "second"
