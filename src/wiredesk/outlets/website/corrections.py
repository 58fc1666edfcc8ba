"""Corrections and withdrawals, dated, newest first: what was put right, and that something is gone, not what it was."""

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website import cards
from wiredesk.outlets.website.cards import sponsored
from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.head import plain
from wiredesk.outlets.website.lists import Link, View
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import Corrections, Fixed, path_of
from wiredesk.outlets.website.story_keys import VERSIONS
from wiredesk.publication.public import PublicAmendment, PublicNotice, PublicStory
from wiredesk.publication.shelf import Shelf

SIZE = 50


class Line(msgspec.Struct, frozen=True):
    """One amendment with what became of its story: it may be live, withdrawn, or told at a copy's address."""

    told: PublicAmendment
    story: PublicStory | None
    notice: PublicNotice | None


def full_pages(count: int) -> int:
    """How many numbered pages so many amendments fill; a full page changes only by what becomes of its stories."""
    return count // SIZE


def _numbers(count: int, key: Corrections) -> tuple[int, int]:
    """The lowest and the highest number on a page."""
    if key.number:
        return (key.number - 1) * SIZE + 1, key.number * SIZE
    return max(1, count - SIZE + 1), count


def _lines(shelf: Shelf, key: Corrections) -> tuple[Line, ...]:
    told = shelf.provenance.amended(*_numbers(shelf.provenance.amendments, key))
    ids = [one.story for one in told]
    stories = shelf.stories(ids)
    notices = shelf.notices([one for one in ids if one not in stories])
    return tuple(Line(one, stories.get(one.story), notices.get(one.story)) for one in told)


def _at(paper: Paper, told: PublicAmendment) -> Markup:
    return paper.times.tag(told.at, paper.times.day_and_clock(told.at))


def _live(paper: Paper, line: Line, story: PublicStory) -> Markup:
    words = paper.words
    said = words.withdrawn_for_a_time if line.told.withdrawal else words.corrected
    says = words.stop.join(one for one in (words.paid if story.paid else "", said, line.told.note.rstrip(". ")) if one)
    changes = Markup()
    if not line.told.withdrawal and story.public_versions > 1:
        changes = Markup('{}<a class="u" href="{}">{}</a>').format(words.stop, story.path + VERSIONS, words.see_changes)
    return Markup('<li>{} <span><a href="{}"{}{}>{}</a><span class="why">{}{}</span></span></li>\n').format(
        _at(paper, line.told),
        story.path,
        paper.attributes(story.language, story.direction),
        sponsored(story),
        story.headline,
        says,
        changes,
    )


def _gone(paper: Paper, line: Line) -> Markup:
    """A line about a story that nobody can read here now: whose it was, from which section, none of its words."""
    words, told, notice = paper.words, line.told, line.notice
    says = words.withdrawn_by_agency if told.by_agency else words.withdrawn_by_paper
    if not told.withdrawal:
        says = words.corrected_and_gone if notice else words.corrected
    more = words.stop.join((notice.section.name, notice.provider.name)) if notice else ""
    return Markup('<li class="off">{} <span><a href="{}">{}</a><span class="why">{}</span></span></li>\n').format(
        _at(paper, told), Fixed.WITHDRAWN.value, says, more
    )


def _links(paper: Paper, key: Corrections, count: int) -> tuple[Link, ...]:
    full, words = full_pages(count), paper.words
    links = []
    if key.number:
        newer = key.number + 1 if key.number < full else 0
        links.append(Link(path_of(Corrections(newer)), words.later))
    older = key.number - 1 if key.number else full if count > SIZE else 0
    if older > 0:
        links.append(Link(path_of(Corrections(older)), words.earlier))
    return (*links, Link(Fixed.WITHDRAWN.value, words.withdrawn_stories))


def press(paper: Paper, key: Corrections) -> Sheet | None:
    """The newest corrections and withdrawals, or one full page of them; None where there is no such page."""
    count = paper.shelf.provenance.amendments
    if key.number > full_pages(count):
        return None
    lines, words = _lines(paper.shelf, key), paper.words
    view = View(
        name=words.corrections,
        note=words.corrections_about,
        lines=tuple(_live(paper, one, one.story) if one.story else _gone(paper, one) for one in lines),
        wide=True,
        empty=words.none_corrected,
        links=_links(paper, key, count),
    )
    name = f"{view.name} ({words.page_of_day.format(n=paper.times.number(key.number))})" if key.number else view.name
    text = template("list.html").render(paper=paper, head=plain(paper, name, path_of(key)), view=view)
    return Sheet(text, cards.ids(one.story for one in lines if one.story))
