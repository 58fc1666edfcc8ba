"""Whom an issue is offered, and how much each matters: the desk's word first, paid copy last, nobody dropped unsaid."""

from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.home_on_disk import NOW
from tests.outlets.shelved import UNTOUCHED, WIRE, blocks_of
from wiredesk.decisions.printing import Printing
from wiredesk.outlets.epaper.choose import (
    FORCED,
    MOST_OFFERED,
    NOT_PAGE_ONE,
    PAID,
    About,
    Candidate,
    Chosen,
    choose,
    city_slug,
)
from wiredesk.outlets.epaper.makeup.offer import Offered, OfferedPicture
from wiredesk.publication.public import PublicStory, SectionRef

WORLD, SPORT = SectionRef("world", "World"), SectionRef("sport", "Sport")
ABOUT = About(
    edition="pune",
    edition_name="Pune",
    language="en",
    address="https://courier.example",
    since=NOW - timedelta(hours=24),
    until=NOW,
    sections=(WORLD, SPORT),
)


def story(name: str, *, hours: float = 3, text: str = "", **more: object) -> PublicStory:
    """A public story whose words are its own."""
    at = NOW - timedelta(hours=hours)
    facts: dict[str, object] = {
        "id": name,
        "path": f"/world/{name}/",
        "section": WORLD,
        "provider": WIRE,
        "headline": f"About {name}",
        "language": "en",
        "direction": "ltr",
        "blocks": blocks_of(text or f"Norrhaven: This is what there is to say about {name}.", "And this."),
        "canonical_digest": text or name,
        "canonical_format": 1,
        "disclaimer": UNTOUCHED,
        "published_at": at,
        "received_at": at,
        "live_at": at,
        "modified_at": at,
        "sort_at": at,
    }
    return PublicStory(**{**facts, **more})  # type: ignore[arg-type]


def chosen(*candidates: Candidate | PublicStory, about: About = ABOUT) -> Chosen:
    return choose([one if isinstance(one, Candidate) else Candidate(story=one) for one in candidates], about)


def offers(*candidates: Candidate | PublicStory) -> dict[str, Offered]:
    return {offer.story: offer for offer in chosen(*candidates).offers}


def reasons(*candidates: Candidate | PublicStory) -> dict[str, str]:
    return {one.story: one.reason for one in chosen(*candidates).passed_over}


def test_an_offer_holds_the_words_as_they_are_public() -> None:
    (offer,) = chosen(story("a", authors=("Tavi Roan",), public_versions=3)).offers
    assert offer.paragraphs == ("Norrhaven: This is what there is to say about a.", "And this.")
    assert (offer.headline, offer.byline, offer.version) == ("About a", "Tavi Roan", 3)
    assert offer.url == "https://courier.example/world/a/"


def test_what_is_not_for_print_is_passed_over_and_says_why() -> None:
    never = story("a", printing=Printing(never=True))
    assert reasons(never, story("b", printed=False), story("c", language="hi"), story("d")) == {
        "a": "Not for print",
        "b": "The contract with Harbour Wire leaves print out",
        "c": "In another language (hi)",
    }


def test_the_same_words_are_offered_once() -> None:
    assert reasons(story("a", hours=1, text="One text."), story("b", hours=2, text="One text.")) == {
        "b": "The same words stand in another story"
    }


def test_a_forced_story_that_an_issue_has_already_is_not_printed_twice_unless_it_changed() -> None:
    must = Printing(must=True)
    assert "a" in reasons(Candidate(story=story("a", printing=must), printed=True))
    changed = story("a", printing=must, changed_at=NOW - timedelta(hours=1))
    assert offers(Candidate(story=changed, printed=True))["a"].forced


def test_urgency_and_the_desks_places_lift_a_story() -> None:
    found = offers(
        story("plain"), story("flash", urgency=1), Candidate(story=story("lead"), home="lead"), story("old", hours=23)
    )
    ranks = sorted(found, key=lambda one: -found[one].rank)
    assert ranks == ["flash", "lead", "plain", "old"]


def test_a_city_story_goes_to_the_editions_own_pages_which_come_first() -> None:
    found = chosen(story("a", editions=("pune",)), story("b"), story("c", section=SPORT, editions=("nagpur",)))
    sections = {offer.story: offer.section for offer in found.offers}
    assert sections == {"a": city_slug("pune"), "b": "world", "c": "sport"}
    assert [plan.name for plan in found.sections] == ["Pune", "World", "Sport"]
    assert found.offers[0].story == "a"


def test_of_a_running_story_only_the_newest_leads() -> None:
    old = Candidate(story=story("old", hours=5), thread="t")
    new = Candidate(story=story("new", hours=4), thread="t")
    found = offers(old, new, story("other", hours=4))
    assert found["new"].rank > found["other"].rank > found["old"].rank


def test_paid_copy_never_leads_and_never_stands_on_page_one() -> None:
    paid = story("paid", paid=True, urgency=1, printing=Printing(must=True, page=1))
    found = offers(Candidate(story=paid, home="lead"), story("plain", hours=23))
    assert found["paid"].rank <= PAID < found["plain"].rank
    assert found["paid"].page == NOT_PAGE_ONE


def test_the_desks_wishes_reach_the_make_up() -> None:
    wanted = Printing(must=True, full=True, page=3)
    offer = offers(story("a", hours=23, printing=wanted), *(story(f"s{n}") for n in range(20)))["a"]
    assert (offer.forced, offer.must_run_full, offer.page) == (True, True, 3)
    assert offer.rank >= FORCED


def test_a_picture_counts_when_it_is_wide() -> None:
    def with_picture(name: str, width: int) -> Candidate:
        picture = OfferedPicture(file=Path("/p.jpg"), width=width, height=400, caption="A quay")
        return Candidate(story=story(name), pictures=(picture,) * 3)

    found = offers(with_picture("wide", 900), with_picture("narrow", 300), story("none"))
    assert found["wide"].rank > found["narrow"].rank
    assert len(found["wide"].pictures) == 2


def test_beyond_what_pages_can_hold_the_least_are_listed_and_the_forced_stay() -> None:
    many = [story(f"s{n:03}", hours=1 + n / 100) for n in range(MOST_OFFERED + 5)]
    forced = story("forced", hours=23, printing=Printing(must=True))
    found = chosen(*many, forced)
    assert len(found.offers) == MOST_OFFERED
    assert found.offers[0].story == "forced"
    assert {one.reason for one in found.passed_over} == {"So many others matter more"}


@given(
    st.lists(
        st.tuples(
            st.integers(0, 60),
            st.sampled_from((None, 1, 2, 3, 4, 8)),
            st.booleans(),
            st.sampled_from(("", "lead", "second", "brief")),
            st.sampled_from(("", "t1", "t2")),
            st.booleans(),
        ),
        max_size=40,
    ),
    st.randoms(use_true_random=False),
)
def test_every_story_is_offered_or_passed_over_whatever_the_order(
    told: list[tuple[int, int | None, bool, str, str, bool]], shuffle: "object"
) -> None:
    candidates = [
        Candidate(
            story=story(f"s{n}", hours=hours, urgency=urgency, paid=paid, editions=("pune",) if city else ()),
            home=home,
            thread=thread,
        )
        for n, (hours, urgency, paid, home, thread, city) in enumerate(told)
    ]
    found = choose(candidates, ABOUT)
    named = [offer.story for offer in found.offers] + [one.story for one in found.passed_over]
    assert sorted(named) == sorted(one.story.id for one in candidates)
    assert all(0.0 <= offer.rank <= 100.0 for offer in found.offers)
    shuffle.shuffle(candidates)  # type: ignore[attr-defined]
    assert choose(candidates, ABOUT) == found
