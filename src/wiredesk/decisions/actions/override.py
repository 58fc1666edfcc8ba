"""Override headline: the house's own headline over the agency's text. The disclaimer then says so."""

from datetime import datetime

from wiredesk.common.errors import UsageError
from wiredesk.decisions.actions.act import act
from wiredesk.decisions.actions.draft import Actor, Draft
from wiredesk.decisions.models import Decision
from wiredesk.decisions.words import Verb

LONGEST = 300


def override_headline(story: str, headline: str, *, by: Actor, reason: str = "", now: datetime) -> Decision:
    """The story carries this headline; an empty one gives the agency's back."""
    ours = " ".join(headline.split())
    if len(ours) > LONGEST:
        raise UsageError(
            f"A headline has at most {LONGEST} characters; this one has {len(ours)}.", fact="long_headline"
        )
    said = reason.strip() or ("Headline changed" if ours else "The agency's headline again")
    return act(Draft(story=story, verb=Verb.HEADLINE, by=by, reason=said, value=ours), now)
