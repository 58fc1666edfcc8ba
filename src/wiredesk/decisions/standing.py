"""Decisions and a time, added up to a standing. Pure: the same decisions give the same standing anywhere.

The rules, in the order in which they win:
- after a kill or a withdrawal only a person's restore reopens a story; later versions never do;
- a suspended or spiked story stays down until a person releases or restores it;
- an embargo stands until its time, an explicit later embargo or a person's release;
- a guard that stops a later version of a live story leaves the earlier one live, and the later one waits;
- who publishes, releases or restores one story by hand has read it; a later version by itself is unread again;
- a guard's hold is about one version's text (`value` is THIS_VERSION): a later version that passes lifts it.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from wiredesk.decisions.words import State, Verb

THIS_VERSION = "version"
TOGETHER = "batch"
"""The value of a release that let many stories go at once: nobody read them."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One decision, as much of it as a standing depends on."""

    verb: Verb
    at: datetime
    version: int | None = None
    reason: str = ""
    until: datetime | None = None
    value: str = ""
    by_person: bool = False


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """What a story's decisions add up to at one instant; `version` is the one that is or would be public."""

    state: State = State.NEW
    version: int | None = None
    waiting: int | None = None
    reason: str = ""
    due_at: datetime | None = None
    section: str = ""
    headline: str = ""
    pinned_until: datetime | None = None
    corrected: bool = False
    reviewed: bool = False

    @property
    def down(self) -> bool:
        """Whether something stronger than a hold keeps the story from readers."""
        return self.state in (State.KILLED, State.SUSPENDED, State.SPIKED)


class _Sum:
    """The running sum: one method a verb, in the words of the module's rules."""

    def __init__(self) -> None:
        self.version: int | None = None
        self.waiting: int | None = None
        self.waiting_until: datetime | None = None
        self.published = False
        self.held = self.spiked = self.suspended = self.killed = False
        self.held_text = False
        self.embargo: datetime | None = None
        self.reasons: dict[State, str] = {}
        self.section = self.headline = ""
        self.pinned_until: datetime | None = None
        self.corrected = self.reviewed = False

    def live_at(self, at: datetime) -> bool:
        self.settle(at)
        closed = self.held or self.spiked or self.suspended or self.killed
        return self.published and not closed and (self.embargo is None or self.embargo <= at)

    def settle(self, at: datetime) -> None:
        """An embargo on a waiting version that has run out makes it the public one."""
        if self.waiting is not None and self.waiting_until is not None and self.waiting_until <= at:
            self.version, self.waiting, self.waiting_until = self.waiting, None, None

    def publish(self, said: Said) -> None:
        if said.version is not None and said.version != self.waiting:
            self.version = said.version
            self.waiting = self.waiting_until = None
            self.reviewed = False
        self.published = True
        self.reviewed = self.reviewed or said.by_person
        if said.by_person or self.held_text:
            self.held = self.held_text = False

    def correct(self, said: Said) -> None:
        self.publish(said)
        self.corrected = True

    def embargo_(self, said: Said) -> None:
        self.reasons[State.EMBARGOED] = said.reason
        if self.live_at(said.at) and said.version is not None and said.version != self.version:
            self.waiting, self.waiting_until = said.version, said.until
        else:
            self.embargo = said.until
            self.version = said.version or self.version

    def hold(self, said: Said) -> None:
        self.reasons[State.HELD] = said.reason
        if not said.by_person and said.version is not None and self.live_at(said.at):
            self.waiting, self.waiting_until = said.version, None
            return
        self.held_text = said.value == THIS_VERSION and (self.held_text or not self.held)
        self.held = True
        self.version = said.version or self.version

    def release(self, said: Said) -> None:
        self.held = self.suspended = False
        self.published = True
        if self.embargo is not None and self.embargo > said.at:
            self.embargo = None
        if self.waiting is not None:
            self.version, self.waiting, self.waiting_until = self.waiting, None, None
        self.reviewed = said.by_person and said.value != TOGETHER

    def spike(self, said: Said) -> None:
        self.spiked = True
        self.reasons[State.SPIKED] = said.reason

    def suspend(self, said: Said) -> None:
        self.suspended = True
        self.reasons[State.SUSPENDED] = said.reason

    def kill(self, said: Said) -> None:
        self.killed = True
        self.reasons[State.KILLED] = said.reason

    def restore(self, said: Said) -> None:
        self.killed = self.spiked = self.suspended = self.held = False
        self.published = True
        self.reviewed = said.by_person
        if said.version is not None:
            self.version = said.version

    def place(self, said: Said) -> None:
        self.section = said.value

    def pin(self, said: Said) -> None:
        self.pinned_until = said.until

    def override(self, said: Said) -> None:
        self.headline = said.value

    def review(self, said: Said) -> None:
        self.reviewed = True

    def stand(self, now: datetime) -> Stand:
        self.settle(now)
        due = self.waiting_until
        if self.killed:
            state = State.KILLED
        elif self.spiked:
            state = State.SPIKED
        elif self.suspended:
            state = State.SUSPENDED
        elif self.held:
            state = State.HELD
        elif self.embargo is not None and self.embargo > now:
            state, due = State.EMBARGOED, self.embargo
        elif self.published and self.version is not None:
            state = State.LIVE
        else:
            state = State.NEW
        reason = self.reasons.get(state, "")
        if self.waiting is not None and state is State.LIVE:
            reason = self.reasons.get(State.HELD if self.waiting_until is None else State.EMBARGOED, "")
        return Stand(
            state=state,
            version=self.version,
            waiting=self.waiting,
            reason=reason,
            due_at=due if due is not None and due > now else None,
            section=self.section,
            headline=self.headline,
            pinned_until=self.pinned_until if self.pinned_until is not None and self.pinned_until > now else None,
            corrected=self.corrected,
            reviewed=self.reviewed,
        )


_STEPS = {
    Verb.PUBLISH: _Sum.publish,
    Verb.CORRECT: _Sum.correct,
    Verb.EMBARGO: _Sum.embargo_,
    Verb.HOLD: _Sum.hold,
    Verb.RELEASE: _Sum.release,
    Verb.SPIKE: _Sum.spike,
    Verb.SUSPEND: _Sum.suspend,
    Verb.KILL: _Sum.kill,
    Verb.WITHDRAW: _Sum.kill,
    Verb.RESTORE: _Sum.restore,
    Verb.PLACE: _Sum.place,
    Verb.PIN: _Sum.pin,
    Verb.HEADLINE: _Sum.override,
    Verb.REVIEW: _Sum.review,
}


def standing(decisions: Iterable[Said], now: datetime) -> Stand:
    """The standing that decisions, oldest first, add up to at `now`."""
    running = _Sum()
    for said in decisions:
        _STEPS[said.verb](running, said)
    return running.stand(now)
