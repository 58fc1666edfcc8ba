"""Makes one issue: chosen, made up, proved, and only then published.

A failed proof publishes nothing, and what readers had before stays. What is killed while the pages are being set stands
on none of them: before readers see anything every printed story is asked for once more, in this process's turn.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
from django.db import transaction

from wiredesk.common.errors import UsageError, WiredeskError
from wiredesk.house.models import Edition, Title
from wiredesk.outlets.epaper import inputs as kept_inputs
from wiredesk.outlets.epaper import kept, shelf
from wiredesk.outlets.epaper.asking import AGAIN, FAILED, asked
from wiredesk.outlets.epaper.candidates import candidates
from wiredesk.outlets.epaper.choose import About, base_of, choose
from wiredesk.outlets.epaper.inputs import Inputs
from wiredesk.outlets.epaper.makeup.make import make
from wiredesk.outlets.epaper.makeup.offer import IssuePlan
from wiredesk.outlets.epaper.makeup.proof import Fault
from wiredesk.outlets.epaper.makeup.prove import prove
from wiredesk.outlets.epaper.makeup.workshop import Workshop
from wiredesk.outlets.epaper.painting import stories_on
from wiredesk.outlets.epaper.printed import Printed
from wiredesk.outlets.stores.store import PageStore
from wiredesk.publication.models import Issue, IssueOrigin, IssueState
from wiredesk.publication.print_shelf import live_now
from wiredesk.publication.public import EditionRef
from wiredesk.publication.shelf import Shelf, shelves
from wiredesk.settings.options import Options

TRIES = 3
"""How often an issue is made anew because something on it was withdrawn meanwhile."""

FORMATS = ("tabloid", "broadsheet")

Turn = Callable[[], AbstractContextManager[object]]
Tell = Callable[[str], None]


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One issue to be made. `edition` is None for the whole paper; the window is used unless it is made `again`."""

    title: Title
    edition: Edition | None
    day: date
    since: datetime
    until: datetime
    format: str = FORMATS[0]
    pages: int = 0
    again: bool = False
    """From what it was made from before, where that is kept."""
    by: str = ""
    unasked: bool = False
    """The clock's own work, no person's: what the desk withdrew stays so."""

    @property
    def slug(self) -> str:
        """The edition's slug; empty for the whole paper."""
        return self.edition.slug if self.edition is not None else ""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: an issue that is published, or the faults for which it is not."""

    issue: Issue
    inputs: Inputs
    printed: Printed
    faults: tuple[Fault, ...] = ()


class Maker:
    """Makes issues of one home; `turn` is held only while readers' pages change, and `tell` hears of every step."""

    def __init__(
        self,
        options: Options,
        store: PageStore,
        clock: Callable[[], datetime],
        turn: Turn,
        tell: Tell,
        *,
        shop: Workshop | None = None,
    ) -> None:
        self._options, self._store, self._clock, self._turn, self._tell = options, store, clock, turn, tell
        self._shop = shop
        """What editions of one night share: a page that two of them have is made up once."""

    def make(self, order: Order) -> Made:
        """Make an issue and publish it if nothing is wrong with it.

        Raises NothingToPrint where no story was offered, and UsageError for a day whose issue a press has sent,
        for an issue off which the desk took something, and for a withdrawn one that nobody asked for since. What is
        raised when the issue has begun stands with it.
        """
        issue = self._begin(order)
        folder = kept.scratch(self._options.home)
        try:
            inputs = self._inputs(order, issue)
            for _ in range(TRIES):
                made = self._once(order, issue, inputs, folder / "issue.pdf")
                fallen = self._fallen(issue, made)
                if made.faults or not fallen:
                    break
                self._tell("What was withdrawn meanwhile is left out")
                inputs = self._as_of_now(inputs, issue)
            return made
        except WiredeskError as fault:
            self._failed(issue, fault.sentence, order.by)
            raise
        finally:
            kept.done_with(folder)

    @transaction.atomic
    def _begin(self, order: Order) -> Issue:
        if order.format not in FORMATS:
            raise UsageError(f"{order.format} is no format: {', '.join(FORMATS)}.", fact="bad_format")
        own = Issue.objects.select_for_update()
        there = own.filter(title=order.title, edition=order.slug, issue_date=order.day).first()
        if there is not None and order.unasked and there.state == IssueState.WITHDRAWN and not asked(there):
            raise UsageError(
                f"The issue of {order.day} was withdrawn and nobody asked for it since: it stays so.",
                fact="withdrawn_since",
            )
        if there is not None and there.origin == IssueOrigin.IMPORTED and there.state == IssueState.PUBLISHED:
            raise UsageError(
                f"The issue of {order.day} came from a press. Withdraw it first, if it is to be made up here.",
                fact="imported_already",
            )
        if there is not None:
            shelf.insist_uncovered(there)
        seed = seed_of(order.title.code, order.slug, order.day)
        return shelf.begin(order.title, order.edition, order.day, self._clock(), format=order.format, seed=seed)

    def _once(self, order: Order, issue: Issue, inputs: Inputs, into: Path) -> Made:
        """Make the pages up, prove them, and publish them if they hold and nothing on them was withdrawn."""
        printed = make(inputs.plan, inputs.offers, into, progress=self._tell, workshop=self._shop)
        self._tell("Proving")
        faults = (*prove(printed, inputs.offers, inputs.plan), *self._astray(order, inputs, printed))
        made = Made(issue=issue, inputs=inputs, printed=printed, faults=faults)
        if faults:
            self._failed(issue, _first(faults, inputs), order.by)
            return made
        if set(_printed(printed)) - live_now(issue.title_id, _printed(printed)).keys():
            return made
        self._tell("Publishing")
        issue.input_digest = inputs.digest(self._options.home)
        if issue.state != IssueState.PUBLISHED:
            issue.state = IssueState.PROOFED
            issue.save(update_fields=["state", "input_digest"])
        # Before the issue: that it stands without a way to make it again would be worse than the other way round.
        kept_inputs.keep(self._options.home, order.title.code, inputs, edition=order.slug)
        shelf.publish(
            issue, printed, self._clock(), options=self._options, store=self._store, turn=self._turn, by=order.by
        )
        return made

    def _fallen(self, issue: Issue, made: Made) -> bool:
        """Whether something that is printed is not public any more: nothing of it is shown, but a gap is."""
        stories = _printed(made.printed)
        return bool(set(stories) - live_now(issue.title_id, stories).keys())

    def _as_of_now(self, inputs: Inputs, issue: Issue) -> Inputs:
        live = live_now(issue.title_id, [offer.story for offer in inputs.offers])
        return kept_inputs.as_of_now(inputs, live)

    def _astray(self, order: Order, inputs: Inputs, printed: Printed) -> tuple[Fault, ...]:
        """Faults for printed stories whose address has no page: paper would lead readers nowhere."""
        base = order.title.address.rstrip("/")
        paths = {offer.url.removeprefix(base): offer.story for offer in inputs.offers}
        shown = set(_printed(printed))
        absent = self._store.absent(order.title.code, [path for path, story in paths.items() if story in shown])
        return tuple(
            Fault(page=0, story=paths[path], sentence=f"No page is pressed at {path}: run `wiredesk press --all`.")
            for path in sorted(absent)
        )

    def _failed(self, issue: Issue, sentence: str, by: str) -> None:
        self._note(issue, FAILED, sentence, by)

    @transaction.atomic
    def _note(self, issue: Issue, what: str, why: str, by: str) -> None:
        shelf.note(issue, self._clock(), what, why, by)
        issue.save(update_fields=["happened"])

    def _inputs(self, order: Order, issue: Issue) -> Inputs:
        home, code = self._options.home, order.title.code
        known = kept_inputs.kept(home, code, order.slug, order.day) if order.again else None
        if known is not None:
            same = self._as_of_now(known, issue)
            left = {offer.story for offer in known.offers} - {offer.story for offer in same.offers}
            if left:
                self._note(issue, AGAIN, f"Without {', '.join(sorted(left))}", order.by)
            return same
        (own,) = shelves(self._options, (order.title.code,))
        ref = own.editions.named(order.slug) if order.slug else None
        about = _about(own, ref, order)
        found = candidates(own, order.slug, order.day, order.since, order.until, home)
        chosen = choose(found, about)
        self._tell(f"{len(chosen.offers)} stories offered, {len(chosen.passed_over)} passed over")
        plan = IssuePlan(
            title=own.title.name,
            address=own.title.address,
            edition=about.edition_name,
            masthead=ref.masthead if ref is not None else "",
            issue_date=order.day,
            number=issue.number,
            language=base_of(about.language),
            locale=about.language,
            direction=ref.direction if ref is not None else own.title.direction,
            format=order.format,
            sections=chosen.sections,
            pages=order.pages,
            seed=issue.seed,
        )
        return Inputs(
            plan=plan,
            offers=chosen.offers,
            since=order.since,
            until=order.until,
            passed_over=chosen.passed_over,
        )


def seed_of(title: str, edition: str, day: date) -> int:
    """The seed of a title's issue of that day and edition: the same whenever it is made."""
    return int.from_bytes(sha256(f"{title}/{edition}/{day.isoformat()}".encode()).digest()[:6])


def _about(own: Shelf, ref: EditionRef | None, order: Order) -> About:
    return About(
        edition=order.slug,
        edition_name=ref.name if ref is not None else own.title.name,
        language=ref.language if ref is not None else own.title.language,
        address=own.title.address,
        since=order.since,
        until=order.until,
        sections=own.title.sections,
    )


def _printed(printed: Printed) -> list[str]:
    return sorted({story for page in printed.pages for story in stories_on(page)})


def said(fault: Fault, inputs: Inputs) -> str:
    """A fault as a sentence that names the page, the line and the story."""
    headline = next((offer.headline for offer in inputs.offers if offer.story == fault.story), "")
    where = [f"Page {fault.page}"] if fault.page else []
    where += [f"line {fault.line + 1}"] if fault.line >= 0 else []
    where += [f"“{headline}” ({fault.story})"] if fault.story else []
    return f"{', '.join(where)}: {fault.sentence}" if where else fault.sentence


def _first(faults: Sequence[Fault], inputs: Inputs) -> str:
    more = f" And {len(faults) - 1} more." if len(faults) > 1 else ""
    return f"The proof found: {said(faults[0], inputs)}{more}"
