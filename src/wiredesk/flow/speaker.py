"""Has stories read aloud while no news waits: one at a time, the newest first, by a process of the lowest priority.

Whatever goes wrong here costs a story its sound and nothing else. What is made is shown by pressing the article, in
this home's turn; a file that no page names any more is removed.
"""

import threading
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import structlog

from wiredesk.common.clock import Clock
from wiredesk.flow.steps import Paper, my_turn, news_waits
from wiredesk.house.titles import founded
from wiredesk.outlets.spoken import aloud, programs
from wiredesk.outlets.spoken.failures import Failures
from wiredesk.outlets.spoken.files import KIND, SpokenFiles
from wiredesk.outlets.spoken.speak import SECONDS, NotSpoken, Stopped, speak
from wiredesk.outlets.spoken.voices import voice_of
from wiredesk.outlets.website.outlet import WebsiteOutlet
from wiredesk.outlets.website.site import key_of
from wiredesk.outlets.website.story_keys import STORY_MP3
from wiredesk.publication.lately import lately
from wiredesk.publication.public import PublicStory
from wiredesk.publication.shelf import Shelf, shelves

log = structlog.get_logger()

YOUNG = timedelta(days=2)
"""Age up to which a story is spoken: a paper that switches this on begins with what is read now."""

MOST = 2000
"""Stories of a title that are looked at: more than come in two days."""

SWEEP_EVERY = 60.0
TAKEN_DOWN_AT_ONCE = 5
_REST, _LONGEST_REST = 5.0, 600.0
"""Seconds without another try after one that failed, doubled each time: what fails for one may fail for all."""

_NEVER = datetime.max.replace(tzinfo=UTC)


class Speaker:
    """One home's; for one thread of its worker. `stop` ends what is under way at once."""

    def __init__(self, paper: Paper, clock: Clock, stop: threading.Event, *, seconds: float = SECONDS) -> None:
        self._paper, self._clock, self._stop, self._seconds = paper, clock, stop, seconds
        self._files = SpokenFiles(paper.home, on=paper.options.audio)
        self._failures = Failures(paper.home)
        self._not_before: dict[tuple[str, str, datetime], datetime] = {}
        self._sweep_at = self._rest_until = 0.0
        self._rest = _REST
        self._all_off = False

    def one(self) -> int:
        """Speak one story, if one is due and no news waits; returns how many were made or shown."""
        if self._all_off or news_waits():
            return 0
        if not self._files.on:
            return self._take_down()
        self._sweep()
        tools = programs.found()
        if tools is None or time.monotonic() < self._rest_until:
            return 0
        due = next(self._due(self._clock()), None)
        return self._speak(*due, tools) if due is not None else 0

    def _due(self, now: datetime) -> Iterator[tuple[str, PublicStory]]:
        """The stories that may be heard and cannot be yet, each with its title's code."""
        for shelf in shelves(self._paper.options):
            code = shelf.title.code
            rows = lately(shelf.key, now - YOUNG, MOST)
            absent = self._paper.store.absent(code, [path + STORY_MP3 for _, path, _ in rows])
            for ident, path, changed in rows:
                key = (code, ident, changed)
                if path + STORY_MP3 not in absent or self._not_before.get(key, now) > now:
                    continue
                story = shelf.stories((ident,)).get(ident)
                name = self._files.wanted(story) if story is not None else ""
                says = story is not None and bool(name and aloud.text_of(story))
                self._not_before[key] = self._failures.not_before(name, now) if says else _NEVER
                if story is not None and self._not_before[key] <= now:
                    yield code, story
        if len(self._not_before) > 4 * MOST:
            self._not_before.clear()

    def _speak(self, code: str, story: PublicStory, tools: programs.Programs) -> int:
        name, part = self._files.wanted(story), self._files.part()
        began = time.monotonic()
        try:
            if not self._files.at(name).is_file():
                text = aloud.text_of(story)
                speak(text, voice_of(story.language), part, tools, self._stop, seconds=self._seconds)
                self._files.keep(part, name)
                log.info("spoken", story=story.id, name=name, seconds=round(time.monotonic() - began, 2))
        except Stopped:
            return 0
        except NotSpoken as fault:
            self._failed(name, story, fault.sentence, fault.fact)
            return 0
        except OSError as fault:
            self._failed(
                name, story, f"Its file cannot be kept: {fault.strerror}. See that the disk has room.", str(fault)
            )
            return 0
        finally:
            part.unlink(missing_ok=True)
        self._rest = _REST
        if news_waits():
            # Its file is there: it is shown at the next look.
            return 1
        with my_turn(self._paper):
            self._press(code, (story.path,))
        return 1

    def _failed(self, name: str, story: PublicStory, sentence: str, fact: str) -> None:
        failure = self._failures.note(name, story.path, sentence, self._clock())
        log.error("not_spoken", story=story.id, tries=failure.tries, sentence=sentence, fact=fact)
        self._not_before.clear()
        self._rest_until = time.monotonic() + self._rest
        self._rest = min(self._rest * 2, _LONGEST_REST)

    def _press(self, code: str, articles: Iterable[str]) -> None:
        """Press what these articles play, and so the articles: whatever became of them meanwhile."""
        shelf: Shelf = shelves(self._paper.options, (code,))[0]
        keys = [key for path in articles if (key := key_of(path + STORY_MP3)) is not None]
        WebsiteOutlet(self._paper.options, self._paper.store).press(shelf, keys, self._clock())

    def _standing(self) -> dict[tuple[str, str], str]:
        """The file's name by title and path of the story's sound."""
        store = self._paper.store
        return {(one.code, path): name for one in founded() for path, name in store.texts_of_kind(one.code, KIND)}

    def _sweep(self) -> None:
        """Remove the files that no page names, and from pages the files that are not there."""
        if time.monotonic() < self._sweep_at:
            return
        self._sweep_at = time.monotonic() + SWEEP_EVERY
        standing = self._standing()
        lost = [key for key, name in standing.items() if not self._files.at(name).is_file()]
        if not lost and next(self._files.unnamed(standing.values()), None) is None:
            return
        with my_turn(self._paper):
            for code, path in lost:
                self._press(code, (path.removesuffix(STORY_MP3),))
            self._remove()

    def _remove(self) -> None:
        for file in list(self._files.unnamed(self._standing().values())):
            file.unlink(missing_ok=True)
            log.info("spoken_removed", file=file.name)

    def _take_down(self) -> int:
        """Switched off: what is there goes, some pages at a time, and then the files."""
        standing = list(self._standing())[:TAKEN_DOWN_AT_ONCE]
        with my_turn(self._paper):
            for code, path in standing:
                self._press(code, (path.removesuffix(STORY_MP3),))
            if not standing:
                self._remove()
                self._all_off = True
        return len(standing)
