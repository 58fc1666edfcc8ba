"""A press's own PDFs as an issue: pages and pictures as they came, and links where the text layer says which story."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import msgspec
from django.db import transaction

from wiredesk.common.errors import UsageError
from wiredesk.house import titles
from wiredesk.house.models import Edition, Title
from wiredesk.outlets.epaper import kept, pdf, shelf
from wiredesk.outlets.epaper.follow import Turn
from wiredesk.outlets.epaper.matching import Candidate, match
from wiredesk.outlets.epaper.pdf_files import copied, pdfs
from wiredesk.outlets.epaper.pdf_orders import PageText
from wiredesk.outlets.epaper.printed import Box, Printed, PrintedPage
from wiredesk.outlets.epaper.regions import page_of
from wiredesk.outlets.stores.store import PageStore
from wiredesk.publication.models import Issue, IssueOrigin
from wiredesk.publication.print_stories import public_since, withdrawn_since
from wiredesk.settings.options import Options
from wiredesk.story.canonical import canonical_text

FIRST, AHEAD = date(1000, 1, 1), timedelta(days=2)
"""The days of which there may be an issue: what has a year of four digits in its address, and tomorrow's."""

BEFORE = timedelta(days=4)
"""How long before its day a story of an issue may have been public."""

_SCRIPTS = {
    **dict.fromkeys(("hi", "mr", "ne", "sa", "kok"), "DEVANAGARI"),
    **dict.fromkeys(("ur", "ar", "fa"), "ARABIC"),
    **dict.fromkeys(("bn", "as"), "BENGALI"),
    "ta": "TAMIL",
    "gu": "GUJARATI",
    "pa": "GURMUKHI",
    "te": "TELUGU",
    "kn": "KANNADA",
    "ml": "MALAYALAM",
    "or": "ORIYA",
}
_LEAST_OF_SCRIPT = 0.4
"""Share of letters in the language's own script, below which its text layer is that of an old font, not Unicode."""

_FEW = 40
_BEGUN = ("state", "edition_name", "origin", "format", "seed", "input_digest", "language", "made_at")
"""What the shelf writes of an issue that is begun."""


class Imported(msgspec.Struct, frozen=True):
    """An issue that was taken over, and what was found in it."""

    issue: Issue
    pages: int
    stories: int
    lines: int
    matched: int
    has_text: bool


def take_over(
    files: Sequence[Path],
    title: Title,
    edition: Edition | None,
    day: date,
    now: datetime,
    *,
    options: Options,
    store: PageStore,
    turn: Turn,
    by: str = "",
) -> Imported:
    """The issue of these PDFs, in their order, published. Raises PdfRefused, and then nothing of it is kept."""
    _insist_on_day(day, now)
    parts = pdfs(files)
    language = (edition.language if edition is not None else "") or title.language
    work = kept.scratch(options.home)
    try:
        whole = pdf.joined(copied(parts, work), work)
        texts = pdf.texts(whole, work)
        direction = titles.direction(language)
        pages = _matched(texts.pages, title, day, direction)
        pages = _readable(pages, texts.pages, language)
        readable = any(page.lines for page in pages)
        printed = Printed(pdf=whole, pages=pages, language=language, direction=direction)
        before = Issue.objects.filter(title=title, edition=edition.slug if edition else "", issue_date=day).first()
        if before is not None and before.origin == IssueOrigin.MADE:
            shelf.insist_uncovered(before)
        issue = shelf.begin(title, edition, day, now, origin=IssueOrigin.IMPORTED, language=language)
        begun = issue.state
        try:
            shelf.publish(issue, printed, now, options=options, store=store, has_text=readable, turn=turn, by=by)
        except (pdf.PdfRefused, OSError):
            _taken_back(issue.pk, begun, now, before)
            raise
    finally:
        kept.done_with(work)
    lines = [line for page in pages for line in page.lines]
    stories = {region.story for page in pages for region in page.regions}
    return Imported(issue, len(pages), len(stories), len(lines), sum(bool(line.story) for line in lines), readable)


@transaction.atomic
def _taken_back(key: int, begun: str, at: datetime, before: Issue | None) -> None:
    """What readers have is of the day before this was tried, and marked by it.

    An issue that has come further since, or was withdrawn, or that another has begun, stays as it is: the desk waits
    for nobody, and who draws it now publishes it.
    """
    own = Issue.objects.filter(pk=key, state=begun, made_at=at).select_for_update()
    if not own.exists():
        return
    if before is not None:
        before.save(update_fields=_BEGUN)
    else:
        own.delete()


def _insist_on_day(day: date, now: datetime) -> None:
    """A day of the far future is a slip of the hand that would stand above every other issue for years."""
    last = (now + AHEAD).date()
    if not FIRST <= day <= last:
        raise UsageError(
            f"There can be no issue of {day.isoformat()} yet: give a day from {FIRST} to {last}.", fact="bad_day"
        )


def _readable(pages: Sequence[PrintedPage], texts: Sequence[PageText], language: str) -> tuple[PrintedPage, ...]:
    """The pages with what of their text layers is text, and was seen.

    A page in an old font is bare, whatever the others are in. Letters of another script are text too where they say
    what stories on the web say.
    """
    whole = has_text(texts, language)
    return tuple(
        _seen(page) if page.regions or (whole and has_text([text], language, few=0)) else _bare(text)
        for page, text in zip(pages, texts, strict=True)
    )


def _seen(page: PrintedPage) -> PrintedPage:
    """A page without words of no story that stand beside what is cropped: printers' marks, and what they took off.

    Those of a story stay, so that a kill takes the page's text away.
    """

    def on_page(box: Box) -> bool:
        across, down = box.x + box.width / 2, box.y + box.height / 2
        return 0 <= across <= page.width and 0 <= down <= page.height

    return msgspec.structs.replace(
        page,
        lines=tuple(line for line in page.lines if line.story or on_page(line.box)),
        regions=tuple(region for region in page.regions if on_page(region.box)),
    )


def has_text(pages: Sequence[PageText], language: str, *, few: int = _FEW) -> bool:
    """Whether the text layer is text: old fonts of Indian scripts are Latin letters under other shapes."""
    letters = "".join(line.text for page in pages for line in page.lines)
    letters = "".join(filter(str.isalpha, letters))
    if len(letters) < few:
        return False
    script = _SCRIPTS.get(language.partition("-")[0])
    if script is None:
        return True
    sample = letters[:20_000]
    own = sum(unicodedata.name(letter, "").startswith(script) for letter in sample)
    return own >= _LEAST_OF_SCRIPT * len(sample)


def _bare(page: PageText) -> PrintedPage:
    return PrintedPage(number=page.number, section="", width=page.width, height=page.height, pictures=page.pictures)


def _matched(pages: Sequence[PageText], title: Title, day: date, direction: str) -> tuple[PrintedPage, ...]:
    end = datetime.combine(day + timedelta(days=2), time(), UTC)
    headlines: dict[str, str] = {}

    def candidates() -> Iterator[Candidate]:
        for story in public_since(title.pk, end - BEFORE - timedelta(days=2), end):
            headlines[story.id] = story.headline
            yield Candidate(story.id, story.headline, canonical_text(story.blocks))
        # A press may have printed what was withdrawn meanwhile: found, it is painted over before anybody sees it.
        for gone in withdrawn_since(title.pk, end - BEFORE - timedelta(days=2)):
            headlines[gone.story] = gone.headline
            yield Candidate(gone.story, gone.headline, gone.text)

    found = match(pages, candidates())
    wanted = {story for page in found for story in page.stories if story}
    known = {story: headlines[story] for story in wanted}
    return tuple(page_of(page, known, direction) for page in found)
