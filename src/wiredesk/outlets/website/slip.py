"""The slip under a story: when it was sent, received, live and updated, from recorded instants and nothing else."""

from datetime import datetime

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.words import span
from wiredesk.publication.public import DisclaimerState, PublicNotice, PublicStory


class Hop(msgspec.Struct, frozen=True):
    """One point on the pair of lines."""

    at: Markup
    text: str
    off: bool = False


def _after(paper: Paper, plain: str, later: str, since: datetime | None, at: datetime) -> str:
    """`later` with the time that passed, or `plain` where nothing went before or it took less than a second."""
    seconds = (at - since).total_seconds() if since else 0
    return later.format(span=span(paper.words, seconds)) if seconds >= 1 else plain


def _placed(paper: Paper, steps: list[tuple[datetime, str, bool]]) -> tuple[Hop, ...]:
    # A day goes unsaid where the hop before it, or all of them, are of that day.
    made, day = [], paper.times.day_of(steps[-1][0])
    for at, text, off in steps:
        made.append(Hop(paper.times.second_tag(at, day), text, off))
        day = paper.times.day_of(at)
    return tuple(made)


def hops(paper: Paper, story: PublicStory) -> tuple[Hop, ...]:
    """Two to five hops in the order of their instants; one sent after the first receipt is a later version's."""
    words = paper.words
    sent = story.sent_at if story.sent_at and story.sent_at <= story.received_at else None
    steps: list[tuple[datetime, str, bool]] = []
    if sent:
        steps.append((sent, words.sent_by.format(provider=story.provider.name), False))
    received = _after(paper, words.received_here, words.received_after, sent, story.received_at)
    steps.append((story.received_at, received, False))
    live = _after(paper, words.live, words.live_after, story.received_at, story.live_at)
    steps.append((story.live_at, live, False))
    if story.updated_at and story.updated_at not in (sent, story.published_at) and story.versions > 1:
        steps.append((story.updated_at, words.updated_by_agency, False))
    if story.changed_at and story.changed_at > story.live_at:
        steps.append((story.changed_at, words.updated_live, False))
    steps.sort(key=lambda step: step[0])
    return _placed(paper, steps)


def gone_hops(paper: Paper, notice: PublicNotice) -> tuple[Hop, ...]:
    """When a withdrawn story went live, when the notice came, and when it was gone."""
    words = paper.words
    steps: list[tuple[datetime, str, bool]] = []
    if notice.live_at:
        steps.append((notice.live_at, words.received_and_live, False))
    steps.append((notice.noticed_at, words.notice_from_agency if notice.by_agency else words.decision_here, False))
    gone = _after(paper, words.gone_from_pages, words.gone_from_pages_after, notice.noticed_at, notice.gone_at)
    steps.append((notice.gone_at, gone, True))
    return _placed(paper, steps)


def source(paper: Paper, story: PublicStory) -> str:
    """Whose copy it is, and through which of their services."""
    if story.disclaimer.state is DisclaimerState.HOUSE:
        return paper.words.own_staff
    name = story.provider.name
    return f"{name}{paper.words.comma}{story.service}" if story.service and story.service != name else name


def _whose(paper: Paper, story: PublicStory, *, ours: bool) -> str:
    if ours or story.provider.kind == "house":
        return paper.words.our_own
    return paper.words.as_sent if story.paid else paper.words.agency_own


def headline_whose(paper: Paper, story: PublicStory) -> str:
    """Whose headline it is."""
    return _whose(paper, story, ours=story.headline_ours)


def picture_whose(paper: Paper, story: PublicStory) -> str:
    """Whose picture it is, if there is one."""
    if not story.pictures:
        return paper.words.no_picture
    return _whose(paper, story, ours=DisclaimerState.PICTURE_ADDED in story.disclaimer.facts)


def stamp_class(story: PublicStory) -> str:
    """How the stamp is drawn: dashed where something was changed, double where a person reviewed it."""
    if story.disclaimer.state is DisclaimerState.EDITED:
        return " changed"
    return " seen" if story.disclaimer.state is DisclaimerState.REVIEWED else ""
