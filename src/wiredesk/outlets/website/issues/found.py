"""What a search of the printed pages found: each place as a piece of the page, its lines lit. Works without script.

Every answer is made from the records as they are then: a line of a story that is withdrawn is not shown, whatever the
index still holds.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

import msgspec

from wiredesk.outlets.epaper.kept import PagePicture
from wiredesk.outlets.epaper.lines import Found, LineIndex, asked_words, lit
from wiredesk.outlets.epaper.printed import Box, Line, Part
from wiredesk.outlets.website.env import asset_path, template
from wiredesk.outlets.website.issues import frame
from wiredesk.outlets.website.issues.keys import SEARCH
from wiredesk.outlets.website.issues.reading import Place, ReadPage, State, read_issue
from wiredesk.outlets.website.paper import Attributes, Paper
from wiredesk.outlets.website.search import Way
from wiredesk.publication.issues import PublicIssue

A_PAGE = 20
_MOST_LIT = 6
_MOST_PAGES = 50
_ISSUE = re.compile(r"([a-z0-9-]{1,32})/(\d{4}-\d{2}-\d{2})")
_AROUND, _WIDE = 26.0, 320.0
"""Points above and below a line that are shown with it, and across."""


class Lit(msgspec.Struct, frozen=True):
    """One line to be lit; points as SVG wants them."""

    x: str
    y: str
    width: str
    height: str


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One story on one page that has the words, and the piece of the page where the first of them stands."""

    path: str
    name: str
    where: str
    language: Attributes
    picture: PagePicture | None
    view_box: str
    page_width: str
    page_height: str
    lines: tuple[Lit, ...]
    said: str


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the page shows."""

    name: str
    text: str
    issue: str
    said: str
    hits: tuple[Hit, ...]
    pages: tuple[Way, ...]
    css: str


def page(title: Paper, index: LineIndex, given: Mapping[str, str]) -> str:
    """The page for what a reader typed; `given` is the address's query."""
    wanted = asked_words(given.get("q", "")[:200])
    issue = _issue(title, given.get("issue", ""))
    paper = frame.in_edition(title, issue.city) if issue is not None else title
    number = min(max(1, int(given["page"])), _MOST_PAGES) if given.get("page", "").isdecimal() else 1
    only = issue.key if issue is not None else 0
    found = index.find(title.shelf.key, wanted, A_PAGE + 1, issue=only, skip=(number - 1) * A_PAGE)
    count = index.count(title.shelf.key, wanted, issue=only)
    words = paper.words
    name = words.epaper_find_all if issue is None else f"{words.epaper_find_issue}: {frame.name_of(paper, issue)}"
    text = given.get("q", "")[:200]
    hits = tuple(_hits(paper, found[:A_PAGE], wanted))
    view = View(
        name=name,
        text=text,
        issue=f"{issue.city}/{issue.day.isoformat()}" if issue is not None else "",
        said=_said(paper, wanted, len(hits), count),
        hits=hits,
        pages=_ways(paper, given, number, more=len(found) > A_PAGE),
        css=asset_path("search.css"),
    )
    head = frame.head(paper, f"{text} | {name}" if text else name, SEARCH, index=False)
    return template("epaper_found.html").render(paper=paper, head=head, view=view)


def _issue(paper: Paper, said: str) -> PublicIssue | None:
    parts = _ISSUE.fullmatch(said)
    if parts is None:
        return None
    try:
        found = paper.shelf.issues.issue(parts[1], date.fromisoformat(parts[2]))
    except ValueError:
        return None
    return None if found is None or found.withdrawn else found


def _said(paper: Paper, wanted: Sequence[str], shown: int, count: int) -> str:
    if not wanted:
        return paper.words.epaper_find_about
    if not shown:
        return paper.words.found_nothing
    return paper.words.epaper_found.format(n=paper.times.number(max(shown, count)))


def _ways(paper: Paper, given: Mapping[str, str], number: int, *, more: bool) -> tuple[Way, ...]:
    asked = {name: given[name] for name in ("q", "issue") if given.get(name)}

    def path(to: int) -> str:
        return f"{SEARCH}?{urlencode({**asked, 'page': to})}"

    ways = []
    if number > 1:
        ways.append(Way(paper.words.previous_page, path(number - 1), "prev"))
    if number > 1 or more:
        ways.append(Way(paper.words.page_of_day.format(n=paper.times.number(number))))
    if more and number < _MOST_PAGES:
        ways.append(Way(paper.words.next_page, path(number + 1), "next"))
    return tuple(ways)


def _hits(paper: Paper, found: Sequence[Found], wanted: Sequence[str]) -> list[Hit]:
    issues = {one.key: one for one in paper.shelf.issues.keyed(sorted({one.issue for one in found}))}
    hits = []
    for one in found:
        issue = issues.get(one.issue)
        page = read_issue(paper, issue).page(one.page) if issue is not None else None
        lines = lit(page.lines.get(one.story, ()), wanted) if page is not None else []
        if issue is not None and page is not None and lines:
            hits.append(_hit(paper, issue, page, lines, one.story))
    return hits


def _hit(paper: Paper, issue: PublicIssue, page: ReadPage, lines: Sequence[Line], story: str) -> Hit:
    place = _place(page, lines[0], story)
    language, direction = issue.language, issue.direction
    if place is not None and place.story is not None:
        language, direction = place.story.language, place.story.direction
    name = place.name if place is not None else ""
    shown = sorted(lines, key=lambda line: line.part in (Part.BYLINE, Part.CAPTION))[:_MOST_LIT]
    query = "_".join("-".join(_points(line.box)) for line in shown)
    fragment = f"#{place.id}" if place is not None else ""
    where = f"{frame.name_of(paper, issue)}, {paper.words.page_of_day.format(n=paper.times.number(page.number))}"
    return Hit(
        path=f"{frame.sheet_path(issue, page.number)}?lit={query}{fragment}",
        name=name or where,
        where=where if name else "",
        # The paper's own words stand where there is no headline, whatever the page is printed in.
        language=paper.attributes(language, direction) if name else Attributes("", ""),
        picture=page.pictures.large,
        view_box=_view(page, shown[0].box),
        page_width=f"{page.width:.1f}",
        page_height=f"{page.height:.1f}",
        lines=tuple(Lit(*_points(line.box)) for line in shown),
        said=" … ".join(line.text for line in shown),
    )


def _place(page: ReadPage, line: Line, story: str) -> Place | None:
    """The region that a line stands in; of several that a story has, the one on which it is printed."""
    x, y = line.box.x + line.box.width / 2, line.box.y + line.box.height / 2

    def holds(place: Place) -> bool:
        box = place.box
        return box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height

    own = [place for place in page.places if place.region.story == story and place.state is not State.GONE]
    return next((place for place in own if holds(place)), own[0] if own and story else None)


def _view(page: ReadPage, box: Box) -> str:
    """The piece of the page around a line: always as wide, so that type of one size looks it."""
    width = min(_WIDE, page.width)
    left = min(max(0.0, box.x - 8), page.width - width)
    top = max(0.0, box.y - _AROUND)
    bottom = min(page.height, box.y + box.height + _AROUND)
    return f"{left:.1f} {top:.1f} {width:.1f} {bottom - top:.1f}"


def _points(box: Box) -> tuple[str, str, str, str]:
    x, y, width, height = (f"{max(0.0, one):.1f}" for one in (box.x, box.y, box.width, box.height))
    return x, y, width, height
