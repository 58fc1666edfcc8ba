"""Name: what readers see a running story called."""

from datetime import datetime

from wiredesk.common.errors import ActionRefused, UsageError
from wiredesk.decisions.actions.choose import choose
from wiredesk.decisions.actions.draft import Actor
from wiredesk.story.models import Threaded
from wiredesk.story.related.threads_desk import Name

LONGEST = 120


def name_thread(thread: str, name: str, *, by: Actor, reason: str = "", now: datetime) -> str:
    """The thread has this name; an empty one gives it its newest story's headline back. Answers with its id."""
    ours = " ".join(name.split())
    if len(ours) > LONGEST:
        raise UsageError(f"A name has at most {LONGEST} characters; this one has {len(ours)}.", fact="long_name")
    some = list(Threaded.objects.filter(thread=thread).order_by("at").values_list("story", flat=True)[:1])
    if not some:
        raise ActionRefused(f"No running story has the id {thread}.", fact="unknown_thread")
    return choose(Name(thread, ours), some, by=by, reason=reason.strip(), now=now)
