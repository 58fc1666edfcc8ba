"""Where issues are made: what is kept from issue to issue of a night, so that nothing is worked out twice."""

import hashlib

import msgspec

from wiredesk.outlets.epaper.makeup.looks import Facing
from wiredesk.outlets.epaper.makeup.measured import Story
from wiredesk.outlets.epaper.makeup.measures import Grid, Style
from wiredesk.outlets.epaper.makeup.offer import Offered
from wiredesk.outlets.epaper.makeup.page import Draft, Solved, Task, draft
from wiredesk.outlets.epaper.makeup.polishing import polished
from wiredesk.outlets.epaper.makeup.setting import Setter


class Workshop:
    """What is kept from issue to issue of a night: measured stories, solved pages, the warm setter."""

    def __init__(self, *, plain: bool = False) -> None:
        self.plain = plain
        """Whether to do without the compiled loop: the same pages, later."""
        self.setter = Setter()
        self._stories: dict[tuple[bytes, Grid, int, int], Story] = {}
        self._drafts: dict[bytes, Draft] = {}
        self._solved: dict[tuple[bytes, Facing | None], Solved] = {}

    def story(self, offer: Offered, style: Style, grid: Grid, *, first: int = 0, came_from: int = 0) -> Story:
        """The story measured; once for all issues that print it."""
        key = (digest(offer), grid, first, came_from)
        if key not in self._stories:
            self._stories[key] = Story(offer, style, grid, from_paragraph=first, came_from=came_from)
        return self._stories[key]

    def draft(self, task: Task) -> Draft:
        """The page with its stories settled; once for all issues that have one like it."""
        key = _task_digest(task)
        if key not in self._drafts:
            self._drafts[key] = draft(task, plain=self.plain)
        return self._drafts[key]

    def solved(self, page: Draft, facing: Facing | None) -> Solved:
        """The page as it is printed; once for all issues that have one like it."""
        key = (_task_digest(page.task), facing)
        if key not in self._solved:
            self._solved[key] = polished(page, facing, plain=self.plain)
        return self._solved[key]


def digest(value: msgspec.Struct) -> bytes:
    """A digest of everything in a struct of ours."""
    return hashlib.sha256(msgspec.json.encode(value, enc_hook=str)).digest()


def _task_digest(task: Task) -> bytes:
    told = hashlib.sha256()
    for one in task.wanted:
        told.update(digest(one.story.offer))
        told.update(repr((one.story.first, one.story.came_from, int(one.role), one.drop, one.must, one.jump)).encode())
    for story in task.briefs:
        told.update(b"brief" + digest(story.offer))
    for ad in task.ads:
        told.update(digest(ad))
    told.update(repr((task.columns, task.rows, task.seed, task.left_hand)).encode())
    return told.digest()
