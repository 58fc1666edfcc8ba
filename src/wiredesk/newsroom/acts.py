"""What the desk can do to a story: one row a button, with the standings that allow it taken from the action itself."""

from datetime import timedelta

from django.conf import settings

from wiredesk.decisions.actions import breaking, hold, join, kill, part, publish, release, restore, spike
from wiredesk.decisions.actions.beside import relate, unrelate
from wiredesk.decisions.actions.correct import correct_public
from wiredesk.decisions.actions.for_print import ALLOWED as PRINTABLE
from wiredesk.decisions.actions.for_print import for_print
from wiredesk.decisions.actions.join_threads import join_threads
from wiredesk.decisions.actions.locate import ban, locate
from wiredesk.decisions.actions.name_thread import name_thread
from wiredesk.decisions.actions.override import override_headline
from wiredesk.decisions.actions.place import pin, place
from wiredesk.decisions.actions.review import review
from wiredesk.decisions.actions.split_thread import split_thread
from wiredesk.decisions.places import named
from wiredesk.decisions.thread_file import thread_named
from wiredesk.decisions.words import State
from wiredesk.newsroom.act import Act, Asks, Reason, pin_hours, printing_wanted

_HAS_PLACE = frozenset(State) - {State.KILLED, State.SPIKED}

ACTS: tuple[Act, ...] = (
    Act(
        verb="publish",
        label="Publish",
        says="The newest text goes out now, to every page, feed and list it belongs to.",
        done="Published.",
        allowed=publish.ALLOWED - {State.LIVE},
        reason=Reason.NONE,
        tone="go",
        sighted=True,
        do=lambda c: publish.publish(c.story, by=c.by, now=c.now),
    ),
    Act(
        verb="hold",
        label="Hold…",
        says="The story leaves every page, or stays off them, until a person releases it.",
        done="Held.",
        allowed=hold.ALLOWED,
        do=lambda c: hold.hold(c.story, by=c.by, reason=c.given.reason, now=c.now),
    ),
    Act(
        verb="release",
        label="Release…",
        says="The story, or the version of it that waits, goes out now.",
        done="Released.",
        allowed=release.ALLOWED,
        sighted=True,
        do=lambda c: release.release(
            c.story, by=c.by, reason=c.given.reason, now=c.now, lift_embargo=c.given.lift_embargo
        ),
    ),
    Act(
        verb="headline",
        label="Override headline…",
        says="The story carries this headline; the agency's is kept, and the note under the story says so. "
        "Leave it empty to give the agency's back.",
        done="Headline changed.",
        allowed=_HAS_PLACE,
        reason=Reason.OPTIONAL,
        asks=Asks.HEADLINE,
        do=lambda c: override_headline(c.story, c.given.headline, by=c.by, reason=c.given.reason, now=c.now),
    ),
    Act(
        verb="correct",
        label="Correct…",
        says="Readers are told that the text they see now corrects the one before it, and what it put right, in the "
        "words that you write: under the story, in its history and among the corrections. No word of the text changes.",
        done="Readers are told what was corrected.",
        allowed=frozenset({State.LIVE}),
        reason=Reason.OPTIONAL,
        asks=Asks.NOTE,
        sighted=True,
        do=lambda c: correct_public(c.story, by=c.by, note=c.given.note, reason=c.given.reason, now=c.now),
    ),
    Act(
        verb="pin",
        label="Place on a front…",
        says="The story holds this slot until its time is over, while it is live. Paid copy holds none.",
        done="Placed on the front.",
        allowed=_HAS_PLACE,
        reason=Reason.OPTIONAL,
        asks=Asks.SLOT,
        do=lambda c: pin(
            c.story,
            c.now + timedelta(hours=pin_hours(c.given.hours)),
            by=c.by,
            reason=c.given.reason,
            now=c.now,
            front=c.given.front,
            slot=c.given.slot,
        ),
    ),
    Act(
        verb="unpin",
        label="Unpin",
        says="The story gives up every slot that it was given; the fronts go by their own order again.",
        done="Unpinned.",
        allowed=frozenset(State),
        reason=Reason.NONE,
        do=lambda c: pin(c.story, None, by=c.by, now=c.now),
    ),
    Act(
        verb="breaking",
        label="Breaking…",
        says="The story stands in the strip above every front until its time is over, while it is live.",
        done="It is breaking news.",
        allowed=breaking.ALLOWED,
        reason=Reason.OPTIONAL,
        asks=Asks.HOURS,
        do=lambda c: breaking.breaking(
            c.story,
            c.now + timedelta(hours=pin_hours(c.given.hours or "1")),
            by=c.by,
            reason=c.given.reason,
            now=c.now,
        ),
    ),
    Act(
        verb="calm",
        label="No longer breaking",
        says="The story leaves the strip above the fronts, and no rule puts it back.",
        done="It left the strip.",
        allowed=breaking.ALLOWED,
        reason=Reason.NONE,
        do=lambda c: breaking.breaking(c.story, None, by=c.by, now=c.now),
    ),
    Act(
        verb="place",
        label="Place…",
        says="The story belongs to this section from now on; its address stays what it is.",
        done="Placed.",
        allowed=_HAS_PLACE,
        reason=Reason.OPTIONAL,
        asks=Asks.SECTION,
        do=lambda c: place(c.story, c.given.section, by=c.by, reason=c.given.reason.strip(), now=c.now),
    ),
    Act(
        verb="print",
        label="Print…",
        says="Issues of the e-paper that are made from now on do with the story as you say here, while it is live.",
        done="Kept for the next issues.",
        allowed=PRINTABLE,
        reason=Reason.OPTIONAL,
        asks=Asks.PRINT,
        do=lambda c: for_print(c.story, printing_wanted(c.given), by=c.by, reason=c.given.reason, now=c.now),
    ),
    Act(
        verb="review",
        label="Mark reviewed",
        says="The note under the story says that a person has read this version.",
        done="Marked as reviewed.",
        allowed=frozenset({State.NEW, State.HELD, State.EMBARGOED, State.LIVE}),
        reason=Reason.NONE,
        sighted=True,
        do=lambda c: review(c.story, by=c.by, now=c.now),
    ),
    Act(
        verb="join",
        label="Join…",
        says="The story and another one are the same copy: readers find one page, and the other address leads there.",
        done="Joined.",
        allowed=join.ALLOWED,
        asks=Asks.STORY,
        do=lambda c: join.join(c.story, c.given.other.strip(), by=c.by, reason=c.given.reason, now=c.now),
    ),
    Act(
        verb="part",
        label="Part…",
        says="The story stands alone again, at its own address, and no rule joins it with these copies a second time.",
        done="Parted from its copies.",
        allowed=frozenset(State),
        do=lambda c: part.part(c.story, by=c.by, reason=c.given.reason, now=c.now),
    ),
    Act(
        verb="restore",
        label="Restore…",
        says="The story is public again, at its old address, with its newest text.",
        done="Restored.",
        allowed=restore.ALLOWED,
        sighted=True,
        do=lambda c: restore.restore(c.story, by=c.by, reason=c.given.reason, now=c.now),
    ),
    Act(
        verb="spike",
        label="Spike…",
        says="The story does not run, nor do its later versions, until a person restores it.",
        done="Spiked.",
        allowed=spike.ALLOWED,
        tone="stop",
        do=lambda c: spike.spike(c.story, by=c.by, reason=c.given.reason, now=c.now),
    ),
    Act(
        verb="kill",
        label="Kill…",
        says="The story leaves every page and feed now. Its address answers with a dated notice and none of the text, "
        "and only a person's restore brings it back.",
        done="Killed: it leaves every page now.",
        allowed=kill.ALLOWED,
        tone="stop",
        do=lambda c: kill.kill(c.story, by=c.by, reason=c.given.reason, now=c.now),
    ),
)

THREAD_ACTS: tuple[Act, ...] = (
    Act(
        verb="thread-join",
        label="Join…",
        says="The running stories of both are one from now on, under the older one's address; the other's leads there.",
        done="Joined.",
        allowed=frozenset(State),
        asks=Asks.OTHER,
        do=lambda c: join_threads(c.story, c.given.other.strip(), by=c.by, reason=c.given.reason, now=c.now),
    ),
    Act(
        verb="thread-split",
        label="Split…",
        says="The stories chosen are a running story of their own; none of them comes back to this one by itself.",
        done="Split.",
        allowed=frozenset(State),
        asks=Asks.MEMBERS,
        do=lambda c: split_thread(c.given.stories, by=c.by, reason=c.given.reason, now=c.now),
    ),
    Act(
        verb="thread-name",
        label="Name…",
        says="Readers see the running story called this; left empty, it goes by its newest story's headline.",
        done="Named.",
        allowed=frozenset(State),
        reason=Reason.OPTIONAL,
        asks=Asks.NAME,
        do=lambda c: name_thread(thread_named(c.story), c.given.name, by=c.by, reason=c.given.reason, now=c.now),
    ),
)
"""About the running story that a story is in, not about the story: they stand with it, and no standing forbids them."""

BESIDE_ACTS: tuple[Act, ...] = (
    Act(
        verb="beside",
        label="Put beside…",
        says="The two stories stand beside each other under Related Stories, whatever is found.",
        done="They stand beside each other.",
        allowed=frozenset(State),
        reason=Reason.OPTIONAL,
        asks=Asks.STORY,
        do=lambda c: relate(c.story, c.given.other.strip(), by=c.by, reason=c.given.reason, now=c.now),
    ),
    Act(
        verb="apart",
        label="Take apart…",
        says="The two stories never stand beside each other, whatever is found.",
        done="They stand apart.",
        allowed=frozenset(State),
        asks=Asks.STORY,
        do=lambda c: unrelate(c.story, c.given.other.strip(), by=c.by, reason=c.given.reason, now=c.now),
    ),
)
"""About what stands beside the story."""

PLACE_ACTS: tuple[Act, ...] = (
    Act(
        verb="locate",
        label="Place by hand…",
        says="The story happens there, whatever its text says: it joins the editions of that place.",
        done="Placed.",
        allowed=frozenset(State),
        reason=Reason.OPTIONAL,
        asks=Asks.PLACE,
        do=lambda c: locate(c.story, named(c.given.place, settings.HOME), by=c.by, reason=c.given.reason, now=c.now),
    ),
    Act(
        verb="ban",
        label="Ban a place…",
        says="The story does not happen there, nor do its later versions: it leaves the editions of that place.",
        done="Banned from this story.",
        allowed=frozenset(State),
        asks=Asks.PLACE,
        do=lambda c: ban(c.story, named(c.given.place, settings.HOME), by=c.by, reason=c.given.reason, now=c.now),
    ),
)
"""About where it happens; they stand with the facts, and no standing forbids them."""

BY_VERB = {act.verb: act for act in (*ACTS, *THREAD_ACTS, *BESIDE_ACTS, *PLACE_ACTS)}
