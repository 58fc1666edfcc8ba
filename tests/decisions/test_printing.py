"""What is wanted of a story in print: as text, as decisions, and what an agency's own word does."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.home_on_disk import NOW, Home
from tests.newspaper import Newspaper, item
from wiredesk.common.errors import ActionRefused, UsageError
from wiredesk.decisions.actions.for_print import for_print
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.models import Decision
from wiredesk.decisions.printing import BY_MERIT, LAST_PAGE, Printing, added_up, printing_of, written
from wiredesk.decisions.standing import Said, standing
from wiredesk.decisions.story_file import printing_wanted
from wiredesk.decisions.words import Verb
from wiredesk.publication.rights import EPAPER, may
from wiredesk.publication.shelf import shelves

WISHES = st.builds(Printing, must=st.just(True), full=st.booleans(), page=st.integers(0, LAST_PAGE))


@given(WISHES | st.just(Printing(never=True)) | st.just(BY_MERIT) | st.just(Printing(full=True)))
def test_a_wish_comes_back_from_its_words(wanted: Printing) -> None:
    assert printing_of(written(wanted)) == wanted


@given(st.text(max_size=40))
def test_any_text_is_some_wish(text: str) -> None:
    found = printing_of(text)
    assert printing_of(written(found)) == found


def test_a_persons_word_stands_against_a_later_one_of_a_rule() -> None:
    assert added_up([("never", False), ("must", True), ("never", False)]) == Printing(must=True)
    assert added_up([("never", False), ("never", True), ("", True)]) == BY_MERIT
    assert added_up([("never", False)]) == Printing(never=True)


@given(st.lists(st.sampled_from([verb for verb in Verb if verb is not Verb.PRINT]), max_size=6))
def test_a_wish_changes_no_standing(verbs: list[Verb]) -> None:
    said = [Said(verb=verb, at=NOW, version=1, by_person=True) for verb in verbs]
    wish = Said(verb=Verb.PRINT, at=NOW, value="never", by_person=True)
    assert standing([*said, wish], NOW) == standing(said, NOW)


@pytest.fixture
def paper(db: None, home: Home) -> Newspaper:
    made = Newspaper(home)
    made.service()
    made.take(item("g1"))
    return made


def printing(paper: Newspaper) -> Printing:
    """What the public record says."""
    story = paper.story("g1").pk
    (shelf,) = shelves(paper.home.options)
    return shelf.stories([story])[story].printing


def test_a_wish_reaches_the_public_record_and_is_taken_back(paper: Newspaper) -> None:
    story, by = paper.story("g1").pk, paper.person()
    for_print(story, Printing(full=True, page=3), by=by, now=paper.now)
    paper.flow()
    assert printing(paper) == Printing(must=True, full=True, page=3)
    assert Decision.objects.latest("id").reason == "In print: must, full, page 3"
    for_print(story, Printing(), by=by, now=paper.now + timedelta(minutes=1))
    paper.flow()
    assert printing(paper) == BY_MERIT
    assert printing_wanted(story) == BY_MERIT


def test_what_contradicts_itself_and_what_was_killed_is_refused(paper: Newspaper) -> None:
    story, by = paper.story("g1").pk, paper.person()
    for wrong in (Printing(never=True, full=True), Printing(page=LAST_PAGE + 1)):
        with pytest.raises(UsageError):
            for_print(story, wrong, by=by, now=paper.now)
    kill(story, by=by, reason="Wrong", now=paper.now)
    with pytest.raises(ActionRefused):
        for_print(story, Printing(must=True), by=by, now=paper.now)


@pytest.mark.parametrize("rights", ["Not for print", "© Made-up wire. Web use only.", "No print rights."])
def test_an_agencys_own_word_keeps_a_story_out_of_print_and_says_who(paper: Newspaper, rights: str) -> None:
    paper.take(item("g2", "Ferry returns", ("The ferry returned.",), extra=f"<dc:rights>{rights}</dc:rights>"))
    story = paper.story("g2").pk
    (shelf,) = shelves(paper.home.options)
    assert not may(shelf.stories([story])[story], EPAPER)
    told = Decision.objects.get(story=story, verb=Verb.PRINT)
    assert (told.rule, told.reason) == ("not_for_print", "The agency says that it is not for print")


def test_common_rights_keep_nothing_out(paper: Newspaper) -> None:
    paper.take(item("g2", "Ferry returns", ("The ferry returned.",), extra="<dc:rights>© 2025 Made-up</dc:rights>"))
    assert not Decision.objects.filter(verb=Verb.PRINT).exists()


def test_a_contract_without_print_rights_keeps_the_provider_out(paper: Newspaper) -> None:
    from wiredesk.flow.again import release_again
    from wiredesk.wire.providers import set_provider

    story = paper.story("g1").pk
    (shelf,) = shelves(paper.home.options)
    assert may(shelf.stories([story])[story], EPAPER)
    release_again(set_provider("ANI", printed="forbidden"))
    paper.flow()
    (shelf,) = shelves(paper.home.options)
    assert not may(shelf.stories([story])[story], EPAPER)
    assert may(shelf.stories([story])[story], "website")
