"""Join: the threads of two stories are one running story from now on."""

from datetime import datetime

from wiredesk.common.errors import UsageError
from wiredesk.decisions.actions.choose import choose
from wiredesk.decisions.actions.draft import Actor
from wiredesk.story.related.threads_desk import Join


def join_threads(story: str, other: str, *, by: Actor, reason: str, now: datetime) -> str:
    """Both go on under the older one's id, which is the answer; the other's address leads there."""
    said = reason.strip()
    if not said:
        raise UsageError("To join running stories, say why: the reason is kept.", fact="no_reason")
    return choose(Join(story, other), (story, other), by=by, reason=said, now=now)
