"""Where stories happen, as it is decided: by the rule from the text, and by people over it."""

from datetime import timedelta

import pytest

from tests.home_on_disk import NOW, Home
from tests.newspaper import Newspaper, item
from wiredesk.common.errors import ActionRefused, UsageError
from wiredesk.decisions.actions.locate import ban, locate, locate_again
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.places import effects, named, piece_of, rules_at, spot_lines
from wiredesk.decisions.spots import Spot, spots_of, written
from wiredesk.decisions.standing import Said, standing
from wiredesk.decisions.words import Verb
from wiredesk.story.canonical import canonical_text
from wiredesk.story.content import decode
from wiredesk.story.models import Version
from wiredesk.story.places.placing import READ

PATNA = ("Patna (Bihar) [India], October 26 (ANI): A bridge was closed on Sunday.", "It will be mended by May.")
DELHI = ("New Delhi [India], October 26 (ANI): Two men were held in Kanpur on Sunday.", "They had sold fake visas.")


@pytest.fixture
def paper(db: None, home: Home) -> Newspaper:
    made = Newspaper(home.changed(time_zone="Asia/Kolkata"))
    made.service()
    return made


def spots(paper: Newspaper, guid: str) -> list[str]:
    """The names of a story's places, as it stands."""
    return [spot.name for spot in spots_of(Standing.objects.get(story=paper.story(guid)).places)]


def test_the_rule_keeps_places_with_how_sure_and_why(paper: Newspaper) -> None:
    paper.take(item("a", paragraphs=PATNA))
    decision = Decision.objects.get(story=paper.story("a"), verb=Verb.LOCATE)
    assert decision.rule == "placement"
    assert spots_of(decision.value) == (Spot("IN.34.1260086", 99, "Patna"),)
    assert decision.reason == "Patna, 99 %: “Patna”: the dateline names it; Bihar stands with it"


def test_a_city_that_the_dateline_does_not_name_is_kept_too(paper: Newspaper) -> None:
    paper.take(item("a", paragraphs=DELHI))
    assert spots(paper, "a") == ["Delhi", "Kanpur"]


def test_a_story_that_says_no_place_has_no_decision_about_one(paper: Newspaper) -> None:
    paper.take(
        item("a", headline="Rates stay", paragraphs=("The bank kept its rate on Sunday.", "It will meet in May."))
    )
    assert not Decision.objects.filter(verb=Verb.LOCATE).exists()


def test_a_later_version_is_placed_anew_and_the_same_place_is_not_decided_twice(paper: Newspaper) -> None:
    paper.take(item("a", paragraphs=PATNA))
    paper.take(item("a", headline="Bridge closed for longer", paragraphs=(*PATNA, "A ferry will run.")))
    assert Decision.objects.filter(verb=Verb.LOCATE).count() == 1
    paper.take(item("a", headline="Bridge closed for good", paragraphs=DELHI))
    assert spots(paper, "a") == ["Delhi", "Kanpur"]


def test_what_a_person_says_outlasts_later_versions(paper: Newspaper) -> None:
    paper.take(item("a", paragraphs=PATNA))
    story, person = paper.story("a").pk, paper.person()
    locate(story, named("Gaya, Bihar", paper.home.path), by=person, now=paper.now)
    ban(story, named("Patna", paper.home.path), by=person, reason="The bridge is not in town", now=paper.now)
    paper.take(item("a", headline="Bridge closed for longer", paragraphs=(*PATNA, "A ferry will run.")))
    assert spots(paper, "a") == ["Gaya"]
    locate(story, named("Patna", paper.home.path), by=person, now=paper.now)
    assert spots(paper, "a") == ["Gaya", "Patna"]


def test_a_place_that_a_story_is_not_in_cannot_be_banned_from_it(paper: Newspaper) -> None:
    paper.take(item("a", paragraphs=PATNA))
    with pytest.raises(ActionRefused, match="nothing to take away"):
        ban(paper.story("a").pk, named("Pune", paper.home.path), by=paper.person(), reason="no", now=paper.now)


def test_a_ban_needs_a_reason(paper: Newspaper) -> None:
    paper.take(item("a", paragraphs=PATNA))
    with pytest.raises(UsageError):
        ban(paper.story("a").pk, named("Patna", paper.home.path), by=paper.person(), reason=" ", now=paper.now)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Pune", "IN.16.1259229"),
        ("IN.16.1259229", "IN.16.1259229"),
        ("पुणे", "IN.16.1259229"),
        ("Aurangabad, Bihar", "IN.34.1278148"),
    ],
)
def test_a_place_is_named_by_its_name_or_key(paper: Newspaper, said: str, key: str) -> None:
    assert named(said, paper.home.path).key == key


@pytest.mark.parametrize("said", ["Aurangabad", "Hyderabad", "Nowhere at all", "IN.16.1", ""])
def test_a_place_that_may_be_several_or_none_is_refused(paper: Newspaper, said: str) -> None:
    with pytest.raises(UsageError):
        named(said, paper.home.path)


def test_the_desk_is_told_who_placed_a_story_and_why(paper: Newspaper) -> None:
    paper.take(item("a", paragraphs=PATNA))
    locate(paper.story("a").pk, named("Pune", paper.home.path), by=paper.person(), reason="Its builder", now=paper.now)
    hand, rule = spot_lines(Standing.objects.get(story=paper.story("a")))
    assert (hand.name, hand.percent, hand.by_person, hand.reason) == ("Pune", 100, True, "Its builder")
    assert (rule.name, rule.by_person) == ("Patna", False)
    assert "the dateline names it" in rule.reason


RULES = """
[[place]]
name = "Salt Lane"
key = "IN.34.salt-lane"

[[never]]
name = "Kanpur"
"""


def test_the_house_adds_places_and_bans_names(paper: Newspaper) -> None:
    (paper.home.path / "places.toml").write_text(RULES, encoding="utf-8")
    paper.take(item("a", paragraphs=DELHI))
    paper.take(
        item("b", headline="Pump house", paragraphs=("Salt Lane, October 26 (ANI): The pump runs.", "It did not."))
    )
    assert spots(paper, "a") == ["Delhi"]
    assert spots(paper, "b") == ["Salt Lane"]


def test_rules_that_cannot_be_read_stop_no_story(paper: Newspaper) -> None:
    (paper.home.path / "places.toml").write_text("[[place]]\nname = 3\n", encoding="utf-8")
    paper.take(item("a", paragraphs=PATNA))
    assert spots(paper, "a") == ["Patna"]
    with pytest.raises(UsageError, match=r"places\.toml"):
        rules_at(paper.home.path, None)


def test_a_preview_says_what_other_rules_would_do_and_changes_nothing(paper: Newspaper) -> None:
    paper.take(item("a", paragraphs=DELHI), item("b", headline="Another bridge", paragraphs=PATNA))
    tried = paper.home.path / "tried.toml"
    tried.write_text(RULES, encoding="utf-8")
    before = Decision.objects.count()
    (one,) = effects(paper.now, 7, rules_at(paper.home.path, tried), "Asia/Kolkata")
    assert one.story == paper.story("a").pk
    assert [spot.name for spot in one.before] == ["Delhi", "Kanpur"]
    assert [placed.name for placed in one.after] == ["Delhi"]
    assert Decision.objects.count() == before
    assert not list(effects(paper.now + timedelta(days=9), 7, rules_at(paper.home.path, tried), "Asia/Kolkata"))


def test_placing_again_does_what_the_preview_said_and_leaves_what_people_said(paper: Newspaper) -> None:
    paper.take(item("a", paragraphs=DELHI))
    story = paper.story("a").pk
    ban(story, named("Delhi", paper.home.path), by=paper.person(), reason="Only filed there", now=paper.now)
    locate(story, named("Pune", paper.home.path), by=paper.person(), now=paper.now)
    (paper.home.path / "places.toml").write_text(RULES, encoding="utf-8")
    rules = rules_at(paper.home.path, None)
    assert locate_again(list(effects(paper.now, 7, rules, "Asia/Kolkata")), paper.now) == 1
    assert spots(paper, "a") == ["Pune"]
    assert not list(effects(paper.now, 7, rules, "Asia/Kolkata"))


def test_spots_are_read_as_they_were_written() -> None:
    every = (Spot("IN.34.1260086", 92, "Patna"), Spot("XA.-.salt-lane", 100, "Salt = Lane"))
    assert spots_of(written(every)) == every
    assert spots_of("nothing of the kind|x=y") == ()


def test_a_rule_brings_no_banned_place_back() -> None:
    value = written([Spot("IN.34.1260086", 92, "Patna")])
    said = [
        Said(verb=Verb.LOCATE, at=NOW, value=value),
        Said(verb=Verb.BAN, at=NOW, value=value, by_person=True),
        Said(verb=Verb.LOCATE, at=NOW, value=value),
    ]
    assert standing(said, NOW).places == ()
    assert standing([*said, Said(verb=Verb.LOCATE, at=NOW, value=value, by_person=True)], NOW).places


def test_as_much_as_placing_reads_is_the_beginning_of_the_canonical_text(paper: Newspaper) -> None:
    long = tuple(f"Port Anjal, line {number} of a long report, {'and so on ' * 12}." for number in range(20))
    paper.take(item("long", "A long report", long))
    content = decode(bytes(Version.objects.get(story=paper.story("long")).content))
    whole, said = canonical_text(content.blocks), piece_of(content).text
    assert whole.startswith(said)
    assert READ <= len(said) < len(whole)
