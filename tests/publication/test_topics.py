"""Which topics a story stands under, and that its rows and their counts always say the same."""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.home_on_disk import Home
from tests.newspaper import Newspaper
from tests.topics_told import sent
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.restore import restore
from wiredesk.publication.models import PublicState, PublicStory, Topic, UnderTopic
from wiredesk.publication.public import PublicPlace
from wiredesk.publication.shelf import shelves
from wiredesk.publication.topic import LEAST, MOST, folded, no_topics, place_slug, topic_slug, topics_of
from wiredesk.publication.topics import besides
from wiredesk.publication.under_topics import file_topics
from wiredesk.story.normalise.subjects import LONGEST

NAMES = st.text(min_size=1, max_size=LONGEST)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kuril Islands", "kuril-islands"),
        ("  KURIL   islands ", "kuril-islands"),
        ("S-400", "s-400"),
        ("People's Party", "peoples-party"),
        ("कुरील द्वीप", r"kuril-dvip--[a-z2-7]{10}"),
        ("தேர்தல் ஆணையம்", r"[a-z-]+--[a-z2-7]{10}"),
        ("Zoë", r"zoe--[a-z2-7]{10}"),
        ("…", ""),
    ],
)
def test_a_slug_reads_like_its_name_in_every_script(name: str, slug: str) -> None:
    assert re.fullmatch(slug, topic_slug(name)), topic_slug(name)


@given(NAMES, NAMES)
def test_two_names_share_a_slug_only_if_they_fold_alike(one: str, other: str) -> None:
    assert (topic_slug(one) == topic_slug(other)) == (folded(one) == folded(other))


@given(NAMES)
def test_a_slug_fits_an_address_and_folding_twice_changes_nothing(name: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-{1,2}[a-z0-9]+)*)?", topic_slug(name))
    assert len(topic_slug(name)) <= 80
    assert topic_slug(folded(name)) == topic_slug(name)


def test_a_name_that_is_spelt_like_anothers_mark_is_another_topic() -> None:
    hindi = topic_slug("कुरील")
    assert topic_slug(hindi) != hindi
    assert topic_slug(hindi.replace("--", " ")) != hindi


def test_words_of_desks_and_the_papers_own_names_are_no_subjects() -> None:
    none = no_topics(["International", "ANI"]).subjects
    assert {topic_slug(one) for one in ("international", "Ani", "Top News", "WORLD", "खेल", "کھیل")} <= none
    assert topic_slug("Kuril Islands") not in none


@pytest.fixture
def paper(home: Home) -> Newspaper:
    made = Newspaper(home)
    made.service()
    return made


@pytest.mark.django_db
def test_a_story_that_names_everybody_stands_under_some_of_them_only(paper: Newspaper) -> None:
    paper.take(sent(paper, "one", tuple(f"Subject {chr(97 + n)}" for n in range(20))))
    assert UnderTopic.objects.filter(topic__key__startswith="subject-").count() == MOST


@pytest.mark.django_db
def test_filing_twice_changes_nothing(paper: Newspaper) -> None:
    paper.take(*(sent(paper, f"s{n}") for n in range(4)))
    before = (list(Topic.objects.order_by("key").values_list("key", "stories", "open")), UnderTopic.objects.count())
    PublicStory.objects.update(unfiled=True)
    file_topics(50)
    assert (
        list(Topic.objects.order_by("key").values_list("key", "stories", "open")),
        UnderTopic.objects.count(),
    ) == before


SUBJECTS = ("Hallan Survey", "Reef Charts", "कुरील")
STEPS = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from(["send", "kill", "back"]), st.sets(st.sampled_from(SUBJECTS))),
    min_size=1,
    max_size=12,
)


@pytest.mark.django_db
@given(STEPS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_what_is_live_decides_what_stands_under_a_topic(
    paper: Newspaper, steps: list[tuple[str, str, set[str]]]
) -> None:
    by = paper.person()
    for guid, act, subjects in steps:
        paper.later(minutes=1)
        row = PublicStory.objects.filter(path__contains=f"story-{guid}-").first()
        if act == "send":
            paper.take(sent(paper, guid, tuple(sorted(subjects))))
        elif row is not None and act == "kill" and row.state == PublicState.LIVE:
            kill(row.story_id, by=by, reason="made up", now=paper.now)
        elif row is not None and act == "back" and row.state == PublicState.GONE:
            restore(row.story_id, by=by, reason="made up", now=paper.now)
        paper.flow()
    _in_step(paper)


def _in_step(paper: Newspaper) -> None:
    """Rows, counts and pages say what the live stories say."""
    shelf = shelves(paper.home.options)[0]
    none = besides(paper.title.pk)
    live = list(PublicStory.objects.filter(state=PublicState.LIVE).values_list("story_id", flat=True))
    wanted = {(one.id, ref.key) for one in shelf.stories(live).values() for ref in topics_of(one, none)}
    assert set(UnderTopic.objects.values_list("story_id", "topic__key")) == wanted
    counts = Counter(key for _, key in wanted)
    topics = Topic.objects.all()
    assert {one.key: one.stories for one in topics if one.stories} == counts
    pages = {one for one in paper.paths() if one.startswith("/topic/") and one.endswith("/")}
    assert pages == {f"/topic/{key}/" for key, count in counts.items() if count >= LEAST}
    linked = {one for path in paper.paths() for one in re.findall(r'href="(/topic/[^"]*/)"', paper.page(path)[1])}
    assert linked <= pages
    assert {one.key for one in topics if one.open} == {key for key, count in counts.items() if count >= LEAST}


def test_two_places_of_one_name_are_told_apart_and_one_of_the_houses_own_has_a_mark_too() -> None:
    every = [
        PublicPlace("IN.16.1278149", "Aurangabad"),
        PublicPlace("IN.34.1278147", "Aurangabad"),
        PublicPlace("IN.16.1259229", "पुणे"),
        PublicPlace("IN.16.salt-lane", "Salt Lane"),
    ]
    slugs = [place_slug(one) for one in every]
    assert slugs[:2] == ["aurangabad--1278149", "aurangabad--1278147"]
    assert re.fullmatch(r"pun[a-z]*--1259229", slugs[2])
    assert re.fullmatch(r"salt-lane--[a-z2-7]{10}", slugs[3])
