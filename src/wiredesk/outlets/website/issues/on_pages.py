"""Which of the e-paper's pages a change of stories presses again: those where the story is printed, however old."""

from collections.abc import Sequence

from wiredesk.outlets.website.issues.keys import EpaperCity, EpaperCover, EpaperIndex, EpaperKey, EpaperSheet
from wiredesk.publication.issues import OnPages, pages_with
from wiredesk.publication.public import PublicStory
from wiredesk.publication.shelf import Shelf


def touched(shelf: Shelf, withdrawn: Sequence[str], corrected: Sequence[PublicStory]) -> frozenset[EpaperKey]:
    """Every page of the e-paper on which one of these stories, or a picture of it in small, is shown.

    A withdrawal presses all of an issue, for each of its pages shows all others in small, and the lists that show its
    first page. A correction presses the pages where it is marked.
    """
    if not shelf.title.epaper:
        return frozenset()
    keys: set[EpaperKey] = set()
    for page in pages_with(shelf.key, withdrawn) if withdrawn else ():
        keys |= _whole(shelf, page)
    for page in pages_with(shelf.key, [story.id for story in corrected]) if corrected else ():
        keys |= {EpaperSheet(page.city, page.day, page.number), EpaperCover(page.city, page.day)}
    return frozenset(keys)


def _whole(shelf: Shelf, page: OnPages) -> set[EpaperKey]:
    issue = shelf.issues.issue(page.city, page.day)
    numbers = range(1, issue.pages + 1) if issue is not None else ()
    sheets = {EpaperSheet(page.city, page.day, number) for number in numbers}
    return {*sheets, EpaperCover(page.city, page.day), EpaperCity(page.city), EpaperIndex()}
