"""The running story on a story's page at the desk, and the desk's word on it."""

import pytest
from django.test import Client

from tests.home_on_disk import Home
from tests.newspaper import Newspaper
from tests.running_stories import FERRY, told
from wiredesk.decisions.models import ThreadChoice
from wiredesk.decisions.thread_file import thread_of
from wiredesk.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(home: Home) -> Newspaper:
    made = Newspaper(home)
    made.service()
    told(made, "ferry-1", "ferry-2", "ferry-3", "mill")
    return made


def page(desk: Client, story: str, leaf: str = "") -> str:
    answer = desk.get(f"/desk/story/{story}/{leaf}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_every_story_with_why_it_is_there(paper: Newspaper, desk: Client) -> None:
    text = page(desk, paper.story("ferry-2").pk)
    section = text.partition('id="v-thread"')[2].partition("</section>")[0]
    assert all(FERRY[one][0] in section for one in ("ferry-1", "ferry-2", "ferry-3"))
    assert "both say <bdi>" in section
    assert "hours apart" in section
    assert "It began" in section
    assert f'href="/thread/{paper.story("ferry-1").pk}/"' in section


def test_a_story_alone_says_so_and_can_only_be_joined(paper: Newspaper, desk: Client) -> None:
    text = page(desk, paper.story("mill").pk)
    assert "No other story goes on with it" in text
    assert f"/desk/story/{paper.story('mill').pk}/thread-join/" in text
    assert f"/desk/story/{paper.story('mill').pk}/thread-split/" not in text


def test_stories_are_split_off_by_ticking_them(paper: Newspaper, desk: Client, pereira: Person) -> None:
    third = paper.story("ferry-3").pk
    form = page(desk, third, "thread-split/")
    assert form.count('type="checkbox"') == 3
    assert form.count(" checked") == 1
    desk.post(f"/desk/story/{third}/thread-split/", {"stories": [third], "reason": "the tugs are news"})
    own = thread_of(third)
    assert own is not None
    assert own.count == 1
    row = ThreadChoice.objects.get()
    assert (row.verb, row.person, row.reason) == ("split", pereira, "the tugs are news")
    assert "the tugs are news" in page(desk, third)


def test_two_are_joined_by_naming_a_story_of_the_other(paper: Newspaper, desk: Client) -> None:
    mill, first = paper.story("mill").pk, paper.story("ferry-1").pk
    assert 'name="other"' in page(desk, mill, "thread-join/")
    desk.post(f"/desk/story/{mill}/thread-join/", {"other": f" {first} ", "reason": "one owner"})
    found = thread_of(mill)
    assert found is not None
    assert (found.id, found.count) == (first, 4)


def test_a_name_is_given_and_taken(paper: Newspaper, desk: Client) -> None:
    second = paper.story("ferry-2").pk
    desk.post(f"/desk/story/{second}/thread-name/", {"name": "The Palomar aground"})
    assert "Running story: <bdi>The Palomar aground</bdi>" in page(desk, second)
    assert 'value="The Palomar aground"' in page(desk, second, "thread-name/")


@pytest.mark.parametrize(
    ("verb", "given", "said"),
    [
        ("join", {"other": "nosuchstory", "reason": "x"}, "There is no story nosuchstory"),
        ("join", {"other": "ferry-2", "reason": "x"}, "one running story already"),
        ("split", {"reason": "x"}, "Choose at least one story"),
        ("split", {"stories": ["ferry-1"], "reason": ""}, "say why"),
        ("name", {"name": "n" * 200}, "at most 120 characters"),
    ],
)
def test_what_is_refused_is_said_above_the_form(
    paper: Newspaper, desk: Client, verb: str, given: dict[str, object], said: str
) -> None:
    first = paper.story("ferry-1").pk
    ids = {one: paper.story(one).pk for one in ("ferry-1", "ferry-2")}
    sent = {
        key: [ids.get(one, one) for one in value] if isinstance(value, list) else ids.get(str(value), value)
        for key, value in given.items()
    }
    answer = desk.post(f"/desk/story/{first}/thread-{verb}/", sent)
    assert answer.status_code == 409
    assert said in answer.content.decode()
    assert not ThreadChoice.objects.exists()
