"""Decisions and a time, added up to a standing. Pure: the same decisions give the same standing anywhere.

The rules, in the order in which they win:
- after a kill or a withdrawal only a person's restore reopens a story; later versions never do;
- a suspended or spiked story stays down until a person releases or restores it;
- an embargo stands until its time, a later word of the agency's on when that is, or a person who says expressly that
  it is lifted (LIFTED); neither a release nor a restore nor a later version without one ends it;
- what stops a later version of a live story leaves the earlier one live, and the later one waits; a version that
  arrives while one waits takes its place, and with it its embargo;
- an embargo on the very words that are public (PUBLIC_TEXT) takes the story down until it ends;
- who publishes, releases or restores one story by hand has read it; a later version by itself is unread again;
- a guard's hold is about one version's text (THIS_VERSION): a later version that passes lifts it; one for an embargo
  that cannot be read (UNREAD) ends with one that can;
- what a rule says of where a story happens is what it says of the newest version; what a person says of a place stands,
  and a place that a person banned from the story comes back by a person only;
- a slot of a front is held until its end; what a person says of one stands against what a rule says of it;
- joining copies, and parting them, changes nothing about who may see them; from a story that a person parted them from
  only a person joins them again.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from wiredesk.decisions.slots import HOME, MOST, Given, SlotName, target_of
from wiredesk.decisions.spots import Spot, spots_of
from wiredesk.decisions.words import State, Verb

THIS_VERSION = "version"
UNREAD = "embargo"
"""The value of a hold for an embargo whose end cannot be read."""
PUBLIC_TEXT = "public text"
"""The value of an embargo, or of a hold for one that cannot be read, on words that are public already."""
LIFTED = "lifted"
"""The value of a release by somebody who said expressly that the embargo is lifted."""
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
    """What a story's decisions add up to at one instant; `version` is the one that is or would be public.

    `due_at` is the end of an embargo that is in force, whatever else keeps the story or its waiting version back.
    """

    state: State = State.NEW
    version: int | None = None
    waiting: int | None = None
    reason: str = ""
    due_at: datetime | None = None
    section: str = ""
    headline: str = ""
    slots: tuple[Given, ...] = ()
    """The slots of fronts that it holds, the longest held first."""
    corrected: bool = False
    reviewed: bool = False
    copy_of: str = ""
    """The story under whose id it is joined with its copies."""
    places: tuple[Spot, ...] = ()
    """Where it happens: first what people said, then what rules found."""

    @property
    def pinned_until(self) -> datetime | None:
        """When the first of its slots ends: then its standing is looked at again."""
        return min((one.until for one in self.slots), default=None)

    @property
    def down(self) -> bool:
        """Whether something stronger than a hold keeps the story from readers."""
        return self.state in (State.KILLED, State.SUSPENDED, State.SPIKED)


class _Gate:
    """What keeps a text back: holds by what ends them, and an embargo. Nothing but its owner opens one."""

    def __init__(self) -> None:
        self.held = self.text = self.unread = False
        self.embargo: datetime | None = None

    @property
    def holds(self) -> bool:
        return self.held or self.text or self.unread

    def embargoed(self, at: datetime) -> bool:
        return self.embargo is not None and self.embargo > at

    def open(self, at: datetime) -> bool:
        return not self.holds and not self.embargoed(at)

    def hold(self, value: str) -> None:
        if value == THIS_VERSION:
            self.text = True
        elif value in (UNREAD, PUBLIC_TEXT):
            self.unread = True
        else:
            self.held = True

    def embargo_until(self, until: datetime | None) -> None:
        """What the agency says now takes the place of what it said before, read or unread."""
        self.embargo, self.unread = until, False

    def passed(self, *, by_person: bool) -> None:
        """A version came through the rules, or a person publishes one by hand."""
        self.text = False
        if by_person:
            self.held = self.unread = False

    def release(self, *, lifted: bool) -> None:
        self.held = self.text = self.unread = False
        if lifted:
            self.embargo = None


class _Sum:
    """The running sum: one method a verb, in the words of the module's rules."""

    def __init__(self) -> None:
        self.version: int | None = None
        self.gate = _Gate()
        self.waiting: int | None = None
        self.ahead = _Gate()
        """Of the version that waits."""
        self.waiting_corrects = False
        self.published = False
        self.spiked = self.suspended = self.killed = False
        self.reasons: dict[State, str] = {}
        self.section = self.headline = ""
        self.slots: dict[tuple[str, SlotName], Given] = {}
        self.pinned_by_hand: set[tuple[str, SlotName]] = set()
        self.corrected = self.reviewed = False
        self.copy_of = ""
        self.parted: set[str] = set()
        self.found: tuple[Spot, ...] = ()
        self.by_hand: dict[str, Spot] = {}
        self.banned: set[str] = set()

    def live_at(self, at: datetime) -> bool:
        self.settle(at)
        down = self.spiked or self.suspended or self.killed
        return self.published and not down and self.gate.open(at)

    def settle(self, at: datetime) -> None:
        """A waiting version that nothing keeps back any more, such as an embargo that ran out, is the public one."""
        if self.waiting is not None and self.ahead.open(at):
            self.version, self.waiting, self.ahead = self.waiting, None, _Gate()
            self.corrected, self.waiting_corrects = self.corrected or self.waiting_corrects, False
            self.reviewed = False

    def take(self, said: Said, *, by_person: bool) -> None:
        """This version is the one to be public, as soon as nothing that outlasts a version stands before it."""
        if said.version is None or said.version == self.version:
            return
        if self.waiting is None:
            self.version, self.reviewed = said.version, False
            return
        self.waiting = said.version
        self.ahead.passed(by_person=by_person)
        self.settle(said.at)

    def publish(self, said: Said) -> None:
        self.take(said, by_person=said.by_person)
        self.gate.passed(by_person=said.by_person)
        self.published = True
        if said.by_person and self.version == (said.version or self.version):
            self.reviewed = True

    def correct(self, said: Said) -> None:
        self.publish(said)
        if said.version is not None and said.version == self.waiting:
            self.waiting_corrects = True
        else:
            self.corrected = True

    def embargo_(self, said: Said) -> None:
        self.reasons[State.EMBARGOED] = said.reason
        self._stopped(said).embargo_until(said.until)

    def hold(self, said: Said) -> None:
        self.reasons[State.HELD] = said.reason
        gate = self.gate if said.by_person else self._stopped(said)
        gate.hold(said.value)

    def _stopped(self, said: Said) -> _Gate:
        """The gate that this closes: the story's own, or that of a later version, which waits behind a live one."""
        behind = self.live_at(said.at) or self.waiting is not None
        if said.version is None or said.version == self.version:
            return self.gate
        if behind and said.value != PUBLIC_TEXT:
            self.waiting = said.version
            return self.ahead
        self.version, self.waiting, self.ahead = said.version, None, _Gate()
        return self.gate

    def release(self, said: Said) -> None:
        lifted = said.value == LIFTED
        if self.live_at(said.at):
            self.ahead.release(lifted=lifted)
        elif lifted:
            self.ahead.embargo = None
        self.gate.release(lifted=lifted)
        self.suspended = False
        self.published = True
        self.settle(said.at)
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
        self.killed = self.spiked = self.suspended = False
        self.take(said, by_person=False)
        self.gate.held = self.gate.text = False
        self.published = True
        self.reviewed = said.by_person

    def place(self, said: Said) -> None:
        self.section = said.value

    def pin(self, said: Said) -> None:
        front, slot = target_of(said.value)
        if slot is None and said.until is not None:
            # Before slots had names there was one.
            front, slot = HOME, SlotName.LEAD
        keys = [*self.slots] if slot is None else [(front, slot)]
        for key in keys:
            if said.by_person:
                self.pinned_by_hand.add(key)
            elif key in self.pinned_by_hand:
                continue
            self.slots.pop(key, None)
            if said.until is not None:
                self.slots[key] = Given(*key, said.until, said.at)

    def override(self, said: Said) -> None:
        self.headline = said.value

    def review(self, said: Said) -> None:
        self.reviewed = True

    def join(self, said: Said) -> None:
        if said.by_person or said.value not in self.parted:
            self.copy_of = said.value
            self.parted.discard(said.value)

    def part(self, said: Said) -> None:
        self.parted.add(said.value or self.copy_of)
        self.copy_of = ""

    def locate(self, said: Said) -> None:
        spots = spots_of(said.value)
        if not said.by_person:
            self.found = spots
            return
        for spot in spots:
            self.by_hand[spot.key] = spot
            self.banned.discard(spot.key)

    def ban(self, said: Said) -> None:
        for spot in spots_of(said.value):
            self.by_hand.pop(spot.key, None)
            self.banned.add(spot.key)

    def print_(self, said: Said) -> None:
        """What is wanted of it in print changes nothing about who may see it: see decisions/printing.py."""

    @property
    def places(self) -> tuple[Spot, ...]:
        """What people said, then what was found and not banned."""
        known = {*self.by_hand, *self.banned}
        return (*self.by_hand.values(), *(spot for spot in self.found if spot.key not in known))

    def stand(self, now: datetime) -> Stand:
        self.settle(now)
        state = self._state(now)
        reason = self.reasons.get(state, "")
        if self.waiting is not None and state is State.LIVE:
            reason = self.reasons.get(State.HELD if self.ahead.holds else State.EMBARGOED, "")
        return Stand(
            state=state,
            version=self.version,
            waiting=self.waiting,
            reason=reason,
            due_at=self._due(now),
            section=self.section,
            headline=self.headline,
            slots=tuple(one for one in self.slots.values() if one.until > now)[-MOST:],
            corrected=self.corrected,
            reviewed=self.reviewed,
            copy_of=self.copy_of,
            places=self.places,
        )

    def _state(self, now: datetime) -> State:
        if self.killed:
            return State.KILLED
        if self.spiked:
            return State.SPIKED
        if self.suspended:
            return State.SUSPENDED
        if self.gate.holds:
            return State.HELD
        if self.gate.embargoed(now):
            return State.EMBARGOED
        return State.LIVE if self.published and self.version is not None else State.NEW

    def _due(self, now: datetime) -> datetime | None:
        gates = (self.gate,) if self.waiting is None else (self.gate, self.ahead)
        return next((gate.embargo for gate in gates if gate.embargoed(now)), None)


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
    Verb.JOIN: _Sum.join,
    Verb.PART: _Sum.part,
    Verb.LOCATE: _Sum.locate,
    Verb.BAN: _Sum.ban,
    Verb.PRINT: _Sum.print_,
}


def standing(decisions: Iterable[Said], now: datetime) -> Stand:
    """The standing that decisions, oldest first, add up to at `now`."""
    running = _Sum()
    for said in decisions:
        _STEPS[said.verb](running, said)
    return running.stand(now)
