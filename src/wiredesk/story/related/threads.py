"""Threads: a running story as a chain in time. Each new story follows its likeliest predecessor, or starts a thread.

A thread is one running event, not a topic: what makes two stories one is learnt from the slugs that a desk gave them.
`threads.json` beside this file says on what, with which figures, by `bench/threads_train.py`. Looking at a thread as a
whole before joining it, and joining two threads that a story links to, were tried and gave nothing
(`docs/why/threads.md`), so a link is between two stories, and its reason can be read.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from wiredesk.story.related.features import Side, beside, compare, cosine, title_cosine
from wiredesk.story.related.model import Model
from wiredesk.story.related.model import load as load_model
from wiredesk.story.related.reason import Reason, reason
from wiredesk.story.related.threads_desk import Choice, Threads

SHIPPED = Path(__file__).with_name("threads.json")

ALIKE, TEXTS_ALIKE = 0.2, 0.1
"""Cosine of headlines, or where there are texts of these, below which two stories are not compared in full.

It halves the work: of all links that the model made without it on headlines, one in ten thousand was below.
"""


def load() -> Model:
    """The model that links are made by; it is not the one that ranks, and a house's own is not asked for."""
    return load_model(SHIPPED)


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Why a story goes on with an earlier one, for the desk and the page's markup."""

    predecessor: str
    probability: float
    reason: Reason

    @property
    def percent(self) -> int:
        """How likely it is, in a hundred."""
        return round(100 * self.probability)


class Placed(msgspec.Struct, frozen=True):
    """The thread that a story is in, and the link that brought it there: None where it starts the thread."""

    story: str
    thread: str
    link: Link | None


class Threader:
    """Places stories one by one, in time order, by a model and by what the desk said in between."""

    def __init__(self, model: Model | None = None, threads: Threads | None = None) -> None:
        self._model = load() if model is None else model
        self.threads = Threads() if threads is None else threads

    def place(self, new: Side, candidates: Sequence[Side]) -> Placed:
        """Put a story into the thread of its likeliest predecessor, or into one of its own.

        Candidates are earlier stories, best first, from an index in memory or on disk; those that are in no thread and
        those whose thread the desk split this story off are passed over. A story that comes again, with other words,
        stays where it has company, and is placed anew where it is alone.
        """
        story, threads = new.reading.id, self.threads
        known = story in threads
        if known and threads.members(threads.of(story)) != (story,):
            return Placed(story, threads.of(story), None)
        link = self.link(new, candidates)
        if link is not None:
            return Placed(story, threads.follow(story, link.predecessor), link)
        return Placed(story, threads.of(story) if known else threads.start(story), None)

    def link(self, new: Side, candidates: Sequence[Side]) -> Link | None:
        """The likeliest of the candidates whose thread a story may enter; None where none is likely enough."""
        return best_link(new, [one for one in candidates if self._open(new.reading.id, one.reading.id)], self._model)

    def choose(self, choice: Choice) -> str:
        """Do what the desk chose; see `Threads.choose`."""
        return self.threads.choose(choice)

    def _open(self, story: str, earlier: str) -> bool:
        return earlier != story and earlier in self.threads and self.threads.may_follow(story, earlier)


def best_link(new: Side, candidates: Sequence[Side], model: Model) -> Link | None:
    """The likeliest of some earlier stories for a new one to go on with; None where none is likely enough."""
    near = worth_comparing(new, candidates)
    if not near:
        return None
    features = [compare(new, one) for one in near]
    scores = [model.score(one + other) for one, other in zip(features, beside(features), strict=True)]
    best = max(range(len(scores)), key=scores.__getitem__)
    probability = model.probability(scores[best])
    if probability < model.threshold:
        return None
    earlier = near[best]
    return Link(predecessor=earlier.reading.id, probability=probability, reason=reason(new, earlier))


def worth_comparing(new: Side, candidates: Sequence[Side]) -> list[Side]:
    """The candidates that are alike enough to be compared in full, in their order."""
    texts = bool(new.reading.whole)
    return [
        one
        for one in candidates
        if title_cosine(new, one) >= ALIKE or (texts and cosine(new.whole, one.whole) >= TEXTS_ALIKE)
    ]
