"""Split: some stories of a thread are a running story of their own from now on."""

from collections.abc import Sequence
from datetime import datetime

from wiredesk.common.errors import UsageError
from wiredesk.decisions.actions.choose import choose
from wiredesk.decisions.actions.draft import Actor
from wiredesk.story.related.threads_desk import Split


def split_thread(stories: Sequence[str], *, by: Actor, reason: str, now: datetime) -> str:
    """They never come back to the thread they leave by themselves; answers with the id of their own."""
    said, named = reason.strip(), tuple(dict.fromkeys(stories))
    if not said:
        raise UsageError("To split a running story, say why: the reason is kept.", fact="no_reason")
    if not named:
        raise UsageError("Choose at least one story to split off.", fact="no_story")
    return choose(Split(named), named, by=by, reason=said, now=now)
