"""Which story an item belongs to, and what it is for it. Pure: the rows it needs are handed in.

In order: the provider's own guid; the same canonical text under another guid (a restamped item, or the same copy
in two of its services); for a notice under a guid of its own, the headline it names, and for a story that such a
notice overtook, that notice. Text that is too short to be anybody's in particular is only the same together with its
headline.
"""

import re
from datetime import datetime, timedelta

import msgspec

from wiredesk.story.content import Content
from wiredesk.story.models import What
from wiredesk.wire.parsed import PubStatus, SignalKind

TELLING_LENGTH = 200
"""Characters from which a text is telling by itself; shorter ones recur (`Details awaited.`)."""

_NAME_LENGTH = 200

STOPS = frozenset({SignalKind.WITHHOLD, SignalKind.HOLD})
CORRECTIONS = frozenset({SignalKind.CORRECTION, SignalKind.REFILE})
_NOTICE_WORDS = re.compile(
    r"\b(?:MANDATORY|KILL|STORY WITHDRAWN|WITHDRAWN|ELIMINATE|WITHHOLD|HOLD|CORRECTED|CORRECTION|REFILE|ADVISORY)\b"
    r"[\s:,.;\-–—/]*"
)


class Known(msgspec.Struct, frozen=True):
    """A version that is there already, as far as matching needs it."""

    story: str
    headline: str
    received_at: datetime
    digest: str = ""


def notice_subject(headline: str) -> str:
    """What is left of a notice's headline without the notice words, folded for comparing."""
    return folded(_NOTICE_WORDS.sub("", headline))


def name_of_subject(headline: str) -> str:
    """The name by which a notice calls its story where it knows no guid of it; empty when it names none."""
    subject = notice_subject(headline)[:_NAME_LENGTH]
    return f"headline: {subject}" if subject else ""


def folded(headline: str) -> str:
    """A headline for comparing: case and runs of white space and outer punctuation do not count."""
    return " ".join(headline.casefold().split()).strip(" .:-–—")


def is_kill(content: Content) -> bool:
    """Whether the item ends its story instead of telling it."""
    return content.pub_status is PubStatus.CANCELED or any(s.kind is SignalKind.KILL for s in content.signals)


def is_stop(content: Content) -> bool:
    """Whether the item says that its story may not be used: before use it waits, after use it comes down."""
    return content.pub_status is PubStatus.WITHHELD or any(s.kind in STOPS for s in content.signals)


def same_copy(content: Content, candidates: list[Known], window: timedelta, received_at: datetime) -> str | None:
    """The story among candidates of equal canonical text that this item repeats, or None."""
    if not content.characters:
        return None
    for known in candidates:
        if abs(received_at - known.received_at) > window:
            continue
        if content.characters >= TELLING_LENGTH or folded(known.headline) == folded(content.headline):
            return known.story
    return None


def repeats(content: Content, told: Content, *, own_name: bool) -> bool:
    """Whether an item adds nothing to what its story's best version tells.

    Under another guid the same text is a repeat whatever its headline, unless it puts an embargo on it; under the
    story's own guid a new headline, picture, byline or embargo is news, and only a new stamp or link is not.
    """
    if content.canonical_digest != told.canonical_digest:
        return False
    if not own_name:
        return content.embargo_text is None or content.embargo_text == told.embargo_text
    return _unstamped(content) == _unstamped(told)


def _unstamped(content: Content) -> Content:
    # Sources are worked out from the text: a finder that has learnt something makes no item news.
    return msgspec.structs.replace(
        content, sent_at=None, created_at=None, updated_at=None, link=None, flags=(), cited=()
    )


def rank(content: Content, version: str | None, received_at: datetime) -> str:
    """What versions of one story sort by: explicit version, then updated time, then (by row id) arrival."""
    explicit = re.sub(r"\d+", lambda digits: digits.group().zfill(18), version or "")[:40]
    updated = content.updated_at or content.created_at or received_at
    return f"{explicit:>40}|{updated.timestamp():020.6f}"


def what_it_is(content: Content, *, best_rank: str | None, own_rank: str, same_text: bool) -> What:
    """What an item is for its story, which has a best version of this rank (None when it has no text yet)."""
    if is_kill(content) or (is_stop(content) and best_rank is not None):
        return What.KILL
    if any(signal.kind is SignalKind.SERVICE_MESSAGE for signal in content.signals) and best_rank is not None:
        return What.ADVISORY
    if best_rank is None:
        return What.NEW
    if same_text:
        return What.SAME
    if own_rank < best_rank:
        return What.OLDER
    if any(signal.kind in CORRECTIONS for signal in content.signals):
        return What.CORRECTION
    return What.UPDATE
