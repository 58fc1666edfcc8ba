"""One page of an issue, to be read: its picture with every story on it as a link, and those stories as text below."""

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.issues import frame
from wiredesk.outlets.website.issues.frame import Link, Thumb
from wiredesk.outlets.website.issues.keys import EpaperSheet, epaper_path
from wiredesk.outlets.website.issues.reading import Place, Reading, ReadPage, State, paragraphs, read
from wiredesk.outlets.website.paper import Attributes, Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.publication.issues import PublicIssue
from wiredesk.publication.public import PublicStory
from wiredesk.story.canonical import render_blocks

_SMALLEST, _LARGEST = 11.0, 34.0
_WIDE = 0.75
"""How wide a letter of a line across a region is, in its size, with some room."""

_OFF = 4.0
"""How far from a story that was corrected the frame round it stands."""


class Spot(msgspec.Struct, frozen=True):
    """A region of the page as a link; its measures are points as SVG wants them."""

    href: str
    name: str
    state: str
    x: str
    y: str
    width: str
    height: str
    size: str
    """Of the letters that say what was withdrawn there: on a phone a page is drawn at less than half its size."""


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One story of the page as text; `body` is empty for one that was withdrawn."""

    id: str
    state: str
    name: str
    path: str = ""
    rel: str = ""
    language: Attributes
    own: Attributes
    notes: tuple[str, ...] = ()
    credit: str = ""
    body: Markup = Markup()
    gated: bool = False
    box: str = ""
    address: str = ""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a page shows."""

    issue: PublicIssue
    name: str
    city: Link
    cover: str
    page: ReadPage
    says: str
    label: str
    before: str
    after: str
    spots: tuple[Spot, ...]
    texts: tuple[Text, ...]
    thumbs: tuple[Thumb, ...]
    how: str
    notes: tuple[str, ...]
    file: str
    address: str
    dated: str


class Made(msgspec.Struct, frozen=True):
    """The page, and the stories whose whole text stands on it in this order."""

    sheet: Sheet
    stories: tuple[PublicStory, ...]


def press(title: Paper, key: EpaperSheet) -> Made | None:
    """The page; None where there is no such page, or its issue was withdrawn."""
    paper = frame.in_edition(title, key.city)
    reading = read(title, key.city, key.day)
    page = reading.page(key.number) if reading else None
    if reading is None or page is None:
        return None
    issue, words, count = reading.issue, paper.words, paper.times.number
    texts = tuple(_texts(paper, issue, page))
    path = epaper_path(key)
    name = frame.name_of(paper, issue)
    says = words.epaper_page_of.format(n=count(page.number), count=count(issue.pages))
    gone = sum(place.state is State.GONE and not place.region.covered for place in page.places)
    view = View(
        issue=issue,
        name=name,
        city=frame.city_link(issue),
        cover=frame.cover_path(issue),
        page=page,
        says=says,
        label=words.epaper_places.format(n=count(page.number), count=count(len(page.places))),
        before=frame.sheet_path(issue, page.number - 1) if page.number > 1 else "",
        after=frame.sheet_path(issue, page.number + 1) if page.number < issue.pages else "",
        spots=tuple(_spot(paper, place) for place in page.places if _leads(place)),
        texts=texts,
        thumbs=frame.thumbs(paper, issue, reading.pages),
        how=frame.made_how(paper, issue),
        notes=frame.said_of(paper, issue, gone),
        file=f"{issue.city}-{issue.day.isoformat()}",
        address=paper.url(path),
        dated=paper.times.full_day(issue.day),
    )
    head = frame.head(paper, f"{name}, {says}", path, index=False, picture=page.pictures.small)
    text = template("epaper_page.html").render(paper=paper, head=head, view=view)
    stories = {place.story.id: place.story for place in page.places if place.story}
    return Made(Sheet(text, page.stories), tuple(stories.values()))


def _leads(place: Place) -> bool:
    return bool(place.name) or place.state is State.GONE


def _spot(paper: Paper, place: Place) -> Spot:
    box = place.box
    name = place.name or paper.words.epaper_story_gone
    if place.state is State.CORRECTED:
        name = f"{name} ({paper.words.epaper_story_corrected})"
    size = min(_LARGEST, max(_SMALLEST, box.width / (_WIDE * len(name))))
    # A frame on the very edge of the text would run through its letters.
    out = _OFF if place.state is State.CORRECTED else 0.0
    sides = (box.x - out, box.y - out, box.width + 2 * out, box.height + 2 * out)
    return Spot(f"#{place.id}", name, place.state.value, *(f"{one:.1f}" for one in (*sides, size)))


def _texts(paper: Paper, issue: PublicIssue, page: ReadPage) -> list[Text]:
    """Each story once, in reading order, however many regions it has."""
    found: dict[str, Text] = {}
    for place in page.places:
        if place.id not in found and _leads(place):
            found[place.id] = _text(paper, issue, page, place)
    return list(found.values())


def _text(paper: Paper, issue: PublicIssue, page: ReadPage, place: Place) -> Text:
    box = " ".join(f"{one:.1f}" for one in msgspec.structs.astuple(place.box))
    address = f"{paper.url(frame.sheet_path(issue, page.number))}#{place.id}"
    if place.state is State.GONE:
        at = place.notice.gone_at if place.notice else None
        when = (paper.words.dated.format(time=paper.times.long(at)),) if at else ()
        name = paper.words.epaper_story_gone
        same = Attributes("", "")
        return Text(id=place.id, state="gone", name=name, path=place.path, language=same, own=same, notes=when, box=box)
    notes = []
    if place.region.continued_from:
        notes.append(paper.words.epaper_continued_from.format(n=paper.times.number(place.region.continued_from)))
    if place.region.continued_on:
        notes.append(paper.words.epaper_continued_on.format(n=paper.times.number(place.region.continued_on)))
    if place.story is None:
        body = Markup().join(Markup("<p>{}</p>\n").format(one) for one in paragraphs(place.lines))
        language = paper.attributes(issue.language, issue.direction)
        return Text(
            id=place.id,
            state=place.state.value,
            name=place.name,
            path=place.path,
            language=language,
            own=_own(paper, language),
            notes=(paper.words.epaper_as_printed, *notes),
            body=body,
            box=box,
            address=address,
        )
    story = place.story
    if place.state is State.CORRECTED:
        notes.insert(0, paper.words.epaper_story_corrected)
    language = paper.attributes(story.language, story.direction)
    rel = "sponsored noopener" if story.paid else "noopener"
    return Text(
        id=place.id,
        state=place.state.value,
        name=story.headline,
        path=story.path,
        rel="sponsored noopener" if story.paid else "",
        language=language,
        own=_own(paper, language),
        notes=((paper.words.paid, *notes) if story.paid else tuple(notes)),
        credit=", ".join((*story.authors, story.provider.name)),
        body=Markup(render_blocks(story.blocks, rel=rel)),  # noqa: S704  (sanitised, and gated afterwards)
        gated=True,
        box=box,
        address=address,
    )


def _own(paper: Paper, language: Attributes) -> Attributes:
    return paper.own if language.language else language


def shown(reading: Reading) -> frozenset[str]:
    """The ids of every story whose words may stand on a page of it."""
    return frozenset(one for page in reading.pages for one in page.stories)
