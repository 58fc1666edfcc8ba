"""What the stories of one batch go on with: each its likeliest predecessor, among those it was compared with."""

from collections.abc import Sequence

from wiredesk.story.related.features import Side, cosine, hours_between, title_cosine
from wiredesk.story.related.threads import Link, Threader, best_link
from wiredesk.story.related.threads import load as load_model
from wiredesk.story.related.threads_kept import Held, barred, in_company
from wiredesk.story.related.threads_recent import CANDIDATES, WINDOW

ALIKE, NEARLY_THE_SAME = 0.2, 0.6
"""Cosine of headlines below which two stories are not one running story, and from which no name is asked for."""

TEXTS_ALIKE = 0.3
"""Cosine of texts below which they are not, whatever their headlines say."""

TELLING = 0.55
"""Rarity of a name that tells: twenty stories of a paper's first thousand may have it, five hundred of a million."""

_HOURS = WINDOW.total_seconds() / 3600.0


def names_alike(new: Side, earlier: Side) -> bool:
    """Whether two stories with texts name one thing in their headlines: a page for readers needs more than a score.

    The model learnt from headlines. Two texts of one form, such as two bills passed or two matches won, are closer to
    each other than any two headlines it has seen, and it is sure of them.
    """
    if not new.reading.whole or not earlier.reading.whole:
        return True
    alike = title_cosine(new, earlier)
    if alike < ALIKE or cosine(new.whole, earlier.whole) < TEXTS_ALIKE:
        return False
    if alike >= NEARLY_THE_SAME:
        return True
    shared = new.rarity.keys() & earlier.rarity.keys()
    telling = {stem for stem in shared if new.rarity[stem] >= TELLING}
    if not any(word.islower() for word in new.reading.spelt):
        # A script without capitals shows no names: two telling words stand for one.
        return len(telling) > 1
    return bool(telling & (new.names | earlier.names))


class Placing:
    """One batch: `look` at each story in time order, then `write` within the transaction that marks them as done."""

    def __init__(self, stories: Sequence[str]) -> None:
        self._settled = frozenset(in_company(stories))
        self._barred = frozenset(story for story, _ in barred(stories))
        self._model = load_model()
        self._links: dict[str, Link | None] = {}
        self._later: dict[str, tuple[Side, list[Side]]] = {}

    def look(self, new: Side, found: Sequence[Side]) -> None:
        """Choose what a story goes on with, the likeliest of those found first."""
        story = new.reading.id
        if story in self._settled:
            return
        near = [one for one in found if (hours_between(new.reading.at, one.reading.at) or 0.0) <= _HOURS]
        near = [one for one in near[:CANDIDATES] if names_alike(new, one)]
        if story in self._barred:
            # Which of these it may follow is known when their threads are.
            self._links[story], self._later[story] = None, (new, near)
        elif (link := best_link(new, near, self._model)) is not None:
            self._links[story] = link

    def write(self) -> None:
        """Put the stories where their links lead. Statements, not rows, whatever the number."""
        if not self._links:
            return
        wanted = {*self._links, *(link.predecessor for link in self._links.values() if link)}
        wanted |= {one.reading.id for _, near in self._later.values() for one in near}
        held = Held(wanted, moving=self._links)
        threader, links = Threader(self._model, held.threads), {}
        for story, found in self._links.items():
            link = threader.link(*self._later[story]) if story in self._later else found
            if (
                link is not None
                and link.predecessor in held.threads
                and held.threads.may_follow(story, link.predecessor)
            ):
                held.threads.follow(story, link.predecessor)
                links[story] = link
        held.write(links)
