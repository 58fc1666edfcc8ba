"""What stands at a withdrawn story's address: a dated notice, and none of the old text."""

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website import article, cards
from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.head import NO_INDEX, Head, plain
from wiredesk.outlets.website.line import StoryLine, story_line
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.slip import Hop, gone_hops
from wiredesk.publication.public import PublicNotice, SectionRef

NEWEST = 4


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a notice shows."""

    says: str
    kicker: str
    stamp: str
    dated: Markup
    hops: tuple[Hop, ...]
    who: str
    reason: str
    line: StoryLine
    line_says: str
    newest: tuple[Markup, ...]
    newest_title: str
    section: SectionRef


def _line(paper: Paper, notice: PublicNotice) -> tuple[StoryLine, str]:
    """The line is the day of the withdrawal; a story from an earlier day is live from its left edge on."""
    gone = paper.times.local(notice.gone_at)
    live = paper.times.local(notice.live_at) if notice.live_at else None
    start = live.hour * 60 + live.minute if live and live.date() == gone.date() else None
    says = paper.words.gone_from_pages
    if live:
        begins = paper.times.clock(live) if start is not None else paper.times.long(live)
        says = paper.words.was_live_from.format(start=begins, end=paper.times.clock(gone))
    return story_line(start, gone.hour * 60 + gone.minute), says


def _said(paper: Paper, notice: PublicNotice) -> tuple[str, str]:
    """What the page says, and its stamp: a story that a person still has to decide on is not said to be withdrawn."""
    words = paper.words
    if not notice.final:
        return words.down, words.down_kicker
    return (words.gone_by_agency if notice.by_agency else words.gone_by_us), words.withdrawn


def status(notice: PublicNotice) -> int:
    """410, gone for good; 404 while a person still has to decide."""
    return 410 if notice.final else 404


def press(paper: Paper, notice: PublicNotice) -> Sheet:
    """The notice page. Its address carries the old headline's words, so the page never names its address."""
    words = paper.words
    newest = paper.shelf.newest(notice.section.slug, article.NEWEST)[:NEWEST]
    line, line_says = _line(paper, notice)
    says, stamp = _said(paper, notice)
    view = View(
        says=says,
        kicker=words.gone_kicker if notice.final else words.down_kicker,
        stamp=stamp,
        dated=Markup(words.dated).format(time=paper.times.long_tag(notice.gone_at)),  # noqa: S704  (our own words)
        hops=gone_hops(paper, notice),
        who=notice.provider.name if notice.by_agency else paper.title.name,
        reason=notice.reason,
        line=line,
        line_says=line_says,
        newest=tuple(cards.tick(paper, one, one.sort_at) for one in newest),
        newest_title=words.newest_in.format(section=notice.section.name),
        section=notice.section,
    )
    head = plain(paper, says, current=notice.section.path, index=False)
    return Sheet(template("notice.html").render(paper=paper, head=head, view=view), cards.ids(newest))


def missing(paper: Paper) -> Sheet:
    """The page for addresses at which nothing stands."""
    head = Head(title=f"404 | {paper.title.name}", robots=NO_INDEX)
    return Sheet(template("missing.html").render(paper=paper, head=head))
