"""Which of several joined copies readers are shown, and which address it stands at, by a stated rule.

1. The leading provider is the one that the house put first in its order of preference; among the rest, the one whose
   copy was here first.
2. The page stands at that provider's own earliest story, so its address does not move when a later take comes.
3. What is shown is that provider's newest take: the newest by the agency's time, and at the same time the longer one.
   A copy that says the same or less (a restamp, a cut for a shorter slot) does not displace the text it repeats.
4. The others are named as "also reported by", each once, in the order in which they came.

When a provider's whole copy is withdrawn it is no longer handed in, and the rule is applied to what is left.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from wiredesk.common.errors import WiredeskError


class NothingJoined(WiredeskError):
    """There is no copy to choose from."""


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """One story of a join, as far as the choice needs it; instants are aware."""

    story: str
    provider: str
    received_at: datetime
    updated_at: datetime | None = None
    """The agency's own time of its latest version, where it gave one that is not ahead of the clock."""
    characters: int = 0
    adds: bool = True
    """Whether it says something that the copies before it did not: the first, and every take."""
    joined: bool = False
    """Whether it joined another of these: of two that came at one instant the other was first."""


class Leading(msgspec.Struct, frozen=True):
    """What a join shows: whose address it keeps, whose text it shows, and who else sent it."""

    address: str
    shown: str
    provider: str
    also: tuple[str, ...]


def leading(copies: Sequence[Copy], preferred: Sequence[str] = ()) -> Leading:
    """The choice among joined copies, the same for any order of them; raises NothingJoined where there are none."""
    if not copies:
        raise NothingJoined("Nothing is joined here: name the stories that are the same copy.", fact="no_copies")
    order = {provider: place for place, provider in enumerate(preferred)}
    arrived = sorted(copies, key=lambda one: (one.received_at, one.joined, one.story))
    providers = list(dict.fromkeys(one.provider for one in arrived))
    provider = min(providers, key=lambda one: order.get(one, len(order)))
    own = [one for one in arrived if one.provider == provider]
    takes = [one for one in own if one.adds] or own[:1]
    shown = max(takes, key=lambda one: (one.updated_at or one.received_at, one.characters, one.story))
    return Leading(own[0].story, shown.story, provider, tuple(one for one in providers if one != provider))
