"""Whether what is to stand on paper is word for word the stored text: ranges, cover, and the paper's own words."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from wiredesk.outlets.epaper.makeup.breaking import HYPHEN, LEFT_TO_RIGHT, between_syllables, printed
from wiredesk.outlets.epaper.makeup.measured import address, caption_of
from wiredesk.outlets.epaper.makeup.offer import IssuePlan, Offered
from wiredesk.outlets.epaper.makeup.proof import Fault
from wiredesk.outlets.epaper.makeup.words import day_of, numbered, words_of
from wiredesk.outlets.epaper.printed import Line, Part, Printed, PrintedPage

_Piece = tuple[int, int, Line]
"""Page, place among its lines, line."""


def source_of(line: Line, offer: Offered) -> str | None:
    """The stored text that a line is a range of; None where there is no such text."""
    match line.part:
        case Part.HEADLINE:
            return offer.headline
        case Part.BYLINE:
            return offer.byline
        case Part.CAPTION:
            return caption_of(offer.pictures[line.paragraph]) if 0 <= line.paragraph < len(offer.pictures) else None
        case _:
            return offer.paragraphs[line.paragraph] if 0 <= line.paragraph < len(offer.paragraphs) else None


def wrong_words(page: PrintedPage, offers: Mapping[str, Offered]) -> Iterator[Fault]:
    """Every line of a page that is not the range of the stored text that it says it is."""
    for index, line in enumerate(page.lines):
        if line.part is Part.FURNITURE:
            if line.start or line.end:
                yield _fault(page.number, index, line, f"“{line.text}” is the paper's own and no range of a story.")
            continue
        offer = offers.get(line.story)
        text = source_of(line, offer) if offer else None
        if text is None or not 0 <= line.start < line.end <= len(text):
            yield _fault(page.number, index, line, f"A line of a story that was not offered: “{line.text}”.")
            continue
        broken = line.text == printed(text, line.start, line.end, hyphen=True) and between_syllables(text, line.end)
        if line.text != printed(text, line.start, line.end, hyphen=False) and not broken:
            yield _fault(page.number, index, line, f"“{line.text}” is not what the stored text has there.")


def _fault(page: int, index: int, line: Line, sentence: str) -> Fault:
    return Fault(page=page, story=line.story, line=index, sentence=f"Page {page}, {line.part}: {sentence}")


def _uncovered(text: str, pieces: Sequence[_Piece]) -> tuple[int, _Piece | None] | None:
    """Where a text stops being covered once and in order: the offset, and the line that is wrong if there is one."""
    at = 0
    for piece in pieces:
        line = piece[2]
        if line.start < at or text[at : line.start].strip(" \t\n\r\f\u2028"):
            return at, piece
        at = line.end
    return (at, None) if text[at:].strip(" \t\n\r\f\u2028") else None


def wrong_cover(printed_issue: Printed, offers: Mapping[str, Offered], plan: IssuePlan) -> Iterator[Fault]:
    """Every story whose kept paragraphs are not covered exactly once and in order, or that is cut without saying so."""
    lines: dict[str, list[_Piece]] = {}
    for page in printed_issue.pages:
        for index, line in enumerate(page.lines):
            if line.story:
                lines.setdefault(line.story, []).append((page.number, index, line))
    for story, pieces in lines.items():
        offer = offers.get(story)
        if offer is None:
            continue
        yield from _cover(printed_issue, offer, pieces, plan)
    for story in sorted(offers.keys() - lines.keys() - set(printed_issue.unplaced)):
        yield Fault(
            page=0, story=story, sentence=f"Story {story} was offered, is on no page, and is not named as left out."
        )
    for story in sorted(lines.keys() & set(printed_issue.unplaced)):
        yield Fault(page=lines[story][0][0], story=story, sentence=f"Story {story} is on a page and named as left out.")


def _cover(issue: Printed, offer: Offered, pieces: Sequence[_Piece], plan: IssuePlan) -> Iterator[Fault]:
    here = pieces[0][0]
    body = [piece for piece in pieces if piece[2].part is Part.BODY]
    paragraphs = [piece[2].paragraph for piece in body]
    if paragraphs != sorted(paragraphs):
        yield Fault(page=here, story=offer.story, sentence=f"The paragraphs of “{offer.headline}” are out of order.")
    kept = max(paragraphs, default=-1) + 1
    for number in range(kept):
        wrong = _uncovered(offer.paragraphs[number], [piece for piece in body if piece[2].paragraph == number])
        if wrong:
            page, index = (wrong[1][0], wrong[1][1]) if wrong[1] else (here, -1)
            yield Fault(
                page=page,
                story=offer.story,
                line=index,
                sentence=f"Paragraph {number + 1} of “{offer.headline}” is not once and whole: letter {wrong[0] + 1}.",
            )
    regions = [(page.number, one) for page in issue.pages for one in page.regions if one.story == offer.story]
    said = sum(one.kept for _, one in regions)
    if said != kept or not kept or any(one.total != len(offer.paragraphs) for _, one in regions):
        yield Fault(
            page=here, story=offer.story, sentence=f"“{offer.headline}” prints {kept} paragraphs, and says {said}."
        )
    if kept < len(offer.paragraphs) and offer.must_run_full:
        yield Fault(page=here, story=offer.story, sentence=f"“{offer.headline}” must run in full and does not.")
    yield from _heads(offer, pieces, regions=[(page, one.continued_on, one.continued_from) for page, one in regions])
    yield from _foot(
        offer,
        pieces,
        plan,
        cut=kept < len(offer.paragraphs),
        regions=[(page, one.continued_on, one.continued_from) for page, one in regions],
    )


def _heads(offer: Offered, pieces: Sequence[_Piece], *, regions: list[tuple[int, int, int]]) -> Iterator[Fault]:
    """Headlines, bylines and captions: whole, on every page that the story is on."""
    for page, _, _ in regions:
        mine = [piece for piece in pieces if piece[0] == page]
        if _uncovered(offer.headline, [piece for piece in mine if piece[2].part is Part.HEADLINE]):
            yield Fault(page=page, story=offer.story, sentence=f"The headline “{offer.headline}” is not whole.")
        for picture in {piece[2].paragraph for piece in mine if piece[2].part is Part.CAPTION}:
            one = [piece for piece in mine if piece[2].part is Part.CAPTION and piece[2].paragraph == picture]
            if 0 <= picture < len(offer.pictures) and _uncovered(caption_of(offer.pictures[picture]), one):
                yield Fault(page=page, story=offer.story, sentence=f"A caption of “{offer.headline}” is not whole.")
    byline = [piece for piece in pieces if piece[2].part is Part.BYLINE]
    if byline and _uncovered(offer.byline, byline):
        yield Fault(page=byline[0][0], story=offer.story, sentence=f"The byline of “{offer.headline}” is not whole.")
    pages = {piece[0] for piece in pieces} - {page for page, _, _ in regions}
    for page in sorted(pages):
        yield Fault(
            page=page, story=offer.story, sentence=f"Lines of “{offer.headline}” stand outside its part of the page."
        )


def _foot(
    offer: Offered, pieces: Sequence[_Piece], plan: IssuePlan, *, cut: bool, regions: list[tuple[int, int, int]]
) -> Iterator[Fault]:
    """What the paper says under and over a story: that it is cut, and where it goes on."""
    words = words_of(offer.language)
    wanted = sorted(
        [numbered(words.continued_on.format(page=on), plan.numbered_in) for _, on, _ in regions if on]
        + [numbered(words.continued_from.format(page=came), plan.numbered_in) for _, _, came in regions if came]
        + ([f"{words.full_story} {address(offer.url)}"] if cut else [])
    )
    own = [piece for piece in pieces if piece[2].part is Part.FURNITURE]
    if _solid("".join(piece[2].text for piece in own)) not in _orders(wanted):
        yield Fault(
            page=own[0][0] if own else pieces[0][0],
            story=offer.story,
            sentence=f"Under “{offer.headline}” the paper says “{' '.join(piece[2].text for piece in own)}”.",
        )
    for page, on, came in regions:
        if (on and not any(other == on and back == page for other, _, back in regions)) or (
            came and not any(other == came and there == page for other, there, _ in regions)
        ):
            yield Fault(page=page, story=offer.story, sentence=f"“{offer.headline}” does not go on where it says.")


def _solid(text: str) -> str:
    return "".join(text.split()).replace(HYPHEN, "").replace(LEFT_TO_RIGHT, "")


def _orders(texts: Sequence[str]) -> set[str]:
    return {"".join(_solid(one) for one in order) for order in permutations(texts)}


def wrong_furniture(page: PrintedPage, plan: IssuePlan) -> Iterator[Fault]:
    """Lines of no story that the paper has no words for, and a folio that is missing or another page's."""
    words = words_of(plan.language)
    day = day_of(plan.issue_date, plan.numbered_in)
    names = {section.name for section in plan.sections}
    if page.number == 1:
        number = numbered(words.number.format(number=plan.number), plan.numbered_in)
        needed = [plan.title, plan.edition, day, number] + [plan.masthead] * bool(plan.masthead)
    else:
        needed = [page.section, f"{plan.title} · {day}", numbered(str(page.number), plan.numbered_in)]
        if not set(page.section.split(words.comma)) <= names:
            yield Fault(
                page=page.number, sentence=f"Page {page.number} has a head that no section has: “{page.section}”."
            )
    more = [words.in_brief, words.house, address(plan.address)]
    own = [(index, line) for index, line in enumerate(page.lines) if line.part is Part.FURNITURE and not line.story]
    for index, line in own:
        if line.text in needed:
            needed.remove(line.text)
        elif line.text not in more:
            yield _fault(page.number, index, line, f"“{line.text}” is nothing that the paper says there.")
    for text in needed:
        yield Fault(page=page.number, sentence=f"Page {page.number} does not say “{text}”.")
