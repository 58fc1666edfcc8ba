"""The decisions that need nothing but a story and a reason, by the name they have on the command line."""

from datetime import datetime
from typing import Protocol

from wiredesk.decisions.actions.draft import Actor
from wiredesk.decisions.actions.hold import hold
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.part import part
from wiredesk.decisions.actions.publish import publish
from wiredesk.decisions.actions.restore import restore
from wiredesk.decisions.actions.review import review
from wiredesk.decisions.actions.spike import spike
from wiredesk.decisions.models import Decision


class Act(Protocol):
    """An action on one story."""

    def __call__(self, story: str, *, by: Actor, reason: str, now: datetime) -> Decision:
        """Write the decision, or raise ActionRefused."""
        ...


VERBS: dict[str, Act] = {
    "publish": publish,
    "hold": hold,
    "spike": spike,
    "kill": kill,
    "restore": restore,
    "review": review,
    "part": part,
}
