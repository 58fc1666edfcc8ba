"""Which stories an issue is offered, for which pages, and how much each matters. Pure: facts in, offers out.

The rank, 0 to 100, adds up from what the agency and the desk have said already: urgency, the place on the home page and
on the edition's own, takes of a running story, a picture, being of the edition's city, being fresh; and takes off for
each story of its section that ranks above it. What each is worth stands below, and why in docs/why/e-paper-choice.md.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from wiredesk.outlets.epaper.makeup.offer import Offered, OfferedPicture, SectionPlan
from wiredesk.publication.public import PublicStory, SectionRef
from wiredesk.publication.rights import EPAPER, may
from wiredesk.story.canonical import canonical_text

BASE = 22.0
URGENT = {1: 30.0, 2: 18.0, 3: 9.0, 4: 3.0}
HOME = {"lead": 26.0, "second": 14.0, "picture": 10.0, "brief": 2.0}
OWN = {"lead": 20.0, "second": 9.0}
TAKE, MOST_TAKES = 2.0, 4
PICTURE, WIDE = 5.0, 600
CITY, FRESH, SHARE, MOST_SHARE = 6.0, 5.0, 0.8, 12.0
OLDER_TAKE = 12.0
"""What an earlier story of a running one gives way by: only the newest leads."""
FORCED, PAID = 60.0, 5.0
"""The least of what the desk wants, and the most of what is paid for."""

NOT_PAGE_ONE = -1
"""The page of a story that may stand on any but the first."""
MOST_OFFERED = 240
"""Stories: more than two hundred stand on no 32 pages, and each costs some milliseconds of measuring."""
CROWDED = "So many others matter more"
CITY_PAGES, OTHER_PAGES = 6, 5
MOST_PICTURES = 2


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One public story, with what is known of it beside its record."""

    story: PublicStory
    home: str = ""
    """Its rank on the home page: lead, second, picture, brief; empty where it has none."""
    own: str = ""
    """The same on the edition's own front."""
    thread: str = ""
    pictures: tuple[OfferedPicture, ...] = ()
    printed: bool = False
    """Whether an earlier issue of the edition has it."""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What of an issue decides who is offered for it; `edition` is empty for the whole paper."""

    edition: str
    edition_name: str
    language: str
    address: str
    since: datetime
    until: datetime
    sections: tuple[SectionRef, ...]


class PassedOver(msgspec.Struct, frozen=True):
    """A story of the window that the issue is not offered, and why, for the desk."""

    story: str
    headline: str
    reason: str


class Chosen(msgspec.Struct, frozen=True):
    """What an issue is offered, what matters most first, and who was passed over."""

    offers: tuple[Offered, ...] = ()
    sections: tuple[SectionPlan, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


def city_slug(edition: str) -> str:
    """The section of an edition's own pages; no section of a title has a slash."""
    return f"edition/{edition}"


def choose(candidates: Sequence[Candidate], about: About) -> Chosen:
    """Whom the issue is offered: every candidate is, or is passed over with a reason."""
    kept: list[Candidate] = []
    passed: list[PassedOver] = []
    texts: set[str] = set()
    for one in sorted(candidates, key=lambda c: (c.story.sort_at, c.story.id), reverse=True):
        reason = _unfit(one, about, texts)
        if reason:
            passed.append(PassedOver(one.story.id, one.story.headline, reason))
        else:
            texts.add(one.story.canonical_digest)
            kept.append(one)
    ranks = _ranks(kept, about)
    kept.sort(key=lambda c: (not c.story.printing.must, -ranks[c.story.id], c.story.id))
    passed += [PassedOver(one.story.id, one.story.headline, CROWDED) for one in kept[MOST_OFFERED:]]
    offers = tuple(_offer(one, ranks[one.story.id], about) for one in kept[:MOST_OFFERED])
    return Chosen(offers, _sections(offers, about), tuple(passed))


def _unfit(one: Candidate, about: About, texts: set[str]) -> str:
    story = one.story
    if not may(story, EPAPER, about.edition):
        if story.printing.never:
            return "Not for print"
        return f"The contract with {story.provider.name} leaves print out"
    if base_of(story.language) != base_of(about.language):
        return f"In another language ({story.language})"
    if not any(canonical_text((block,)).strip() for block in story.blocks) or not story.headline.strip():
        return "It has no text"
    if story.canonical_digest in texts:
        return "The same words stand in another story"
    if one.printed and not (story.changed_at is not None and story.changed_at > about.since):
        return "An earlier issue has it"
    return ""


def base_of(language: str) -> str:
    """A language without its region, which is what letters and hyphens go by."""
    return language.split("-", maxsplit=1)[0].lower()


def _in_city(story: PublicStory, about: About) -> bool:
    return bool(about.edition) and about.edition in story.editions


def _section(story: PublicStory, about: About) -> str:
    return city_slug(about.edition) if _in_city(story, about) else story.section.slug


def _ranks(kept: Sequence[Candidate], about: About) -> dict[str, float]:
    takes = Counter(one.thread for one in kept if one.thread)
    newest = {one.thread: one.story.id for one in reversed(kept) if one.thread}
    worth = {one.story.id: _worth(one, about, takes, newest) for one in kept}
    above: dict[str, int] = defaultdict(int)
    ranks: dict[str, float] = {}
    for one in sorted(kept, key=lambda c: (-worth[c.story.id], c.story.id)):
        section = _section(one.story, about)
        rank = worth[one.story.id] - min(MOST_SHARE, SHARE * above[section])
        above[section] += 1
        if one.story.printing.must:
            rank = max(rank, FORCED)
        if one.story.paid:
            rank = min(rank, PAID)
        ranks[one.story.id] = round(min(100.0, max(0.0, rank)), 2)
    return ranks


def _worth(one: Candidate, about: About, takes: Mapping[str, int], newest: Mapping[str, str]) -> float:
    story = one.story
    worth = BASE + URGENT.get(story.urgency or 0, 0.0)
    worth += max(HOME.get(one.home, 0.0), OWN.get(one.own, 0.0))
    if any(picture.width >= WIDE for picture in one.pictures):
        worth += PICTURE
    if _in_city(story, about):
        worth += CITY
    if one.thread:
        worth += TAKE * min(MOST_TAKES, takes[one.thread] - 1)
        worth -= OLDER_TAKE * (newest[one.thread] != story.id)
    window = (about.until - about.since).total_seconds()
    age = (about.until - story.sort_at).total_seconds()
    return worth + FRESH * min(1.0, max(0.0, 1.0 - age / window)) if window > 0 else worth


def _offer(one: Candidate, rank: float, about: About) -> Offered:
    story, wish = one.story, one.story.printing
    page = NOT_PAGE_ONE if story.paid and wish.page in (0, 1) else wish.page
    return Offered(
        story=story.id,
        version=story.public_versions,
        headline=story.headline,
        byline=_byline(story),
        paragraphs=_paragraphs(story),
        section=_section(story, about),
        rank=rank,
        url=f"{about.address.rstrip('/')}{story.path}",
        language=base_of(story.language),
        pictures=one.pictures[:MOST_PICTURES],
        thread=one.thread,
        forced=wish.must,
        must_run_full=wish.full,
        page=page,
    )


def _sections(offers: Iterable[Offered], about: About) -> tuple[SectionPlan, ...]:
    """The edition's own pages, then the title's sections in the order of its navigation; those without a story out."""
    used = {offer.section for offer in offers}
    own = SectionPlan(slug=city_slug(about.edition), name=about.edition_name, most=CITY_PAGES)
    others = (SectionPlan(slug=one.slug, name=one.name, most=OTHER_PAGES) for one in about.sections)
    return tuple(plan for plan in (own, *others) if plan.slug in used)


def corrected_offer(offer: Offered, story: PublicStory) -> Offered:
    """An offer with the words as they are public now; its place, rank and pictures stay."""
    return msgspec.structs.replace(
        offer,
        version=story.public_versions,
        headline=story.headline,
        byline=_byline(story),
        paragraphs=_paragraphs(story),
        pictures=tuple(picture for picture in offer.pictures if picture.file.is_file()),
    )


def _byline(story: PublicStory) -> str:
    return ", ".join(story.authors) or story.provider.name


def _paragraphs(story: PublicStory) -> tuple[str, ...]:
    return tuple(canonical_text((block,)) for block in story.blocks)
