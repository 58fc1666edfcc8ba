"""What an act of the desk is: a button, the form behind it, and what a person filled in."""

from collections.abc import Callable, Collection
from datetime import datetime
from enum import StrEnum

import msgspec

from wiredesk.common.errors import UsageError
from wiredesk.decisions.actions.draft import Actor
from wiredesk.decisions.printing import Printing
from wiredesk.decisions.story_file import StoryFile
from wiredesk.decisions.words import State

PIN_HOURS = (1, 3, 6, 12, 24)
PIN_DEFAULT = 6


class Reason(StrEnum):
    """Whether the act asks why."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


class Asks(StrEnum):
    """What else the act asks for."""

    NOTHING = ""
    HEADLINE = "headline"
    SECTION = "section"
    SLOT = "slot"
    HOURS = "hours"
    STORY = "story"
    OTHER = "other"
    MEMBERS = "members"
    PLACE = "place"
    NOTE = "note"
    NAME = "name"
    PRINT = "print"


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a person filled in."""

    reason: str = ""
    headline: str = ""
    section: str = ""
    hours: str = ""
    front: str = "home"
    slot: str = "lead"
    other: str = ""
    stories: tuple[str, ...] = ()
    name: str = ""
    place: str = ""
    note: str = ""
    lift_embargo: bool = False
    printing: str = ""
    """`must`, `never`, or nothing for its own merit."""
    print_page: str = ""
    print_full: bool = False


class Call(msgspec.Struct, frozen=True):
    """One act about to be done: to which story, by whom, with what, when."""

    story: str
    by: Actor
    given: Given
    now: datetime


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One button. `says` is what happens, in a sentence that stands above the form; `done` what has happened."""

    verb: str
    label: str
    says: str
    done: str
    allowed: Collection[State]
    do: Callable[[Call], object]
    reason: Reason = Reason.REQUIRED
    asks: Asks = Asks.NOTHING
    tone: str = ""
    """`go` for the one that puts a story out, `stop` for those that take it down."""
    sighted: bool = False
    """Whether it is about the text: refused when a later version came in while the person was reading."""

    @property
    def at_once(self) -> bool:
        """Whether the button acts by itself, without a form between."""
        return self.reason is Reason.NONE and not self.asks

    def applies(self, story: StoryFile) -> bool:
        """Whether the story's standing allows it; the action itself has the last word."""
        if story.state not in self.allowed:
            return False
        if self.verb == "release" and story.state is State.LIVE:
            return story.waiting is not None
        if self.verb == "unpin":
            return story.pinned_until is not None
        if self.verb == "calm":
            return story.breaking
        if self.verb == "part":
            return bool(story.copies)
        return self.verb != "review" or not story.reviewed


def pin_hours(given: str) -> int:
    """How long a slot is held, as a person chose it. Raises UsageError."""
    hours = {str(hours): hours for hours in PIN_HOURS} | {"": PIN_DEFAULT}
    if given not in hours:
        raise UsageError(f"A slot is held for {', '.join(map(str, PIN_HOURS))} hours; choose one of these.")
    return hours[given]


def printing_wanted(given: Given) -> Printing:
    """What a person wants of a story in print. Raises UsageError for a page that is no number."""
    page = given.print_page.strip() or "0"
    if not (page.isascii() and page.isdecimal() and len(page) < 4):
        raise UsageError("Give the page as a number, or leave it empty.", fact="bad_page")
    return Printing(
        never=given.printing == "never", must=given.printing == "must", full=given.print_full, page=int(page)
    )
