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
from wiredesk.outlets.epaper.pdf_orders import PageText
from wiredesk.outlets.epaper.printed import Printed, PrintedPage
from wiredesk.outlets.epaper.regions import page_of
from wiredesk.outlets.stores.store import PageStore
from wiredesk.publication.models import Issue, IssueOrigin
from wiredesk.publication.print_stories import public_since, withdrawn_since
from wiredesk.settings.options import Options
from wiredesk.story.canonical import canonical_text

BEFORE = timedelta(days=4)
"""How long before its day a story of an issue may have been public."""

_SCRIPTS = {"hi": "DEVANAGARI", "mr": "DEVANAGARI", "ur": "ARABIC", "bn": "BENGALI", "ta": "TAMIL"}
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
    parts = pdfs(files)
    language = (edition.language if edition is not None else "") or title.language
    work = kept.scratch(options.home)
    try:
        whole = pdf.joined(parts, work)
        texts = pdf.texts(whole, work)
        direction = titles.direction(language)
        pages = _matched(texts.pages, title, day, direction)
        # Letters of another script are text too where they say what stories on the web say.
        readable = has_text(texts.pages, language) or any(page.regions for page in pages)
        pages = pages if readable else tuple(map(_bare, texts.pages))
        printed = Printed(pdf=whole, pages=pages, language=language, direction=direction)
        before = Issue.objects.filter(title=title, edition=edition.slug if edition else "", issue_date=day).first()
        if before is not None and before.origin == IssueOrigin.MADE:
            shelf.insist_uncovered(before)
        issue = shelf.begin(title, edition, day, now, origin=IssueOrigin.IMPORTED, language=language)
        begun = issue.state
        try:
            shelf.publish(issue, printed, now, options=options, store=store, has_text=readable, turn=turn, by=by)
        except (pdf.PdfRefused, OSError):
            _taken_back(issue.pk, begun, before)
            raise
    finally:
        kept.done_with(work)
    lines = [line for page in pages for line in page.lines]
    stories = {region.story for page in pages for region in page.regions}
    return Imported(issue, len(pages), len(stories), len(lines), sum(bool(line.story) for line in lines), readable)


@transaction.atomic
def _taken_back(key: int, begun: str, before: Issue | None) -> None:
    """What readers have is of the day before this was tried, and marked by it.

    An issue that has come further since, or was withdrawn, stays as it is: the desk waits for nobody.
    """
    own = Issue.objects.filter(pk=key, state=begun).select_for_update()
    if not own.exists():
        return
    if before is not None:
        before.save(update_fields=_BEGUN)
    else:
        own.delete()


def pdfs(files: Sequence[Path]) -> list[Path]:
    """The PDFs among these files and in these folders, those of a folder by the numbers in their names."""
    found: list[Path] = []
    for file in files:
        if file.is_dir():
            found += sorted(
                (one for one in file.iterdir() if one.suffix.lower() == ".pdf" and one.is_file() and not _hidden(one)),
                key=_order,
            )
        elif file.is_file():
            found.append(file)
        else:
            raise UsageError(f"There is no file {file}.", fact="no_file")
    if not found:
        raise UsageError(f"There is no PDF in {', '.join(map(str, files))}.", fact="no_pdf")
    return found


def _hidden(file: Path) -> bool:
    """Whether it is one of those beside a file that no press means: what macOS knows of it, or a part on its way."""
    return file.name.startswith(".")


def _order(file: Path) -> tuple[object, ...]:
    """`page2.pdf` before `page10.pdf`."""
    parts: list[str] = []
    for letter in file.name.lower():
        if parts and parts[-1][-1].isdecimal() == letter.isdecimal():
            parts[-1] += letter
        else:
            parts.append(letter)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def has_text(pages: Sequence[PageText], language: str) -> bool:
    """Whether the text layer is text: old fonts of Indian scripts are Latin letters under other shapes."""
    letters = "".join(line.text for page in pages for line in page.lines)
    letters = "".join(filter(str.isalpha, letters))
    if len(letters) < _FEW:
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
