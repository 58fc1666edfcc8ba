"""Running stories as search engines are told of them: a little after they begin, and gone with what ends them."""

import pytest

from tests.home_on_disk import Home
from tests.newspaper import Newspaper
from tests.running_stories import told
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.split_thread import split_thread
from wiredesk.outlets.website.press_all import press_all
from wiredesk.outlets.website.refresh import refresh_sitemaps
from wiredesk.story.models import Threaded

pytestmark = pytest.mark.django_db

SITEMAP = "/sitemaps/threads.xml"


@pytest.fixture
def paper(home: Home) -> Newspaper:
    made = Newspaper(home)
    made.service()
    return made


def follow(paper: Newspaper) -> int:
    return refresh_sitemaps(paper.now, options=paper.home.options, store=paper.paper.store)


def listed(paper: Newspaper) -> list[str]:
    """The paths of the running stories in the sitemap; the index names it where it is there, and only there."""
    status, text = paper.page(SITEMAP)
    assert (SITEMAP in paper.page("/sitemap.xml")[1]) == (status == 200)
    return [one.partition("</loc>")[0].removeprefix("http://localhost:8000") for one in text.split("<loc>")[1:]]


def test_a_running_story_is_listed_by_its_page_and_without_a_word_of_it(paper: Newspaper) -> None:
    told(paper, "ferry-1", "mill")
    follow(paper)
    assert listed(paper) == []
    told(paper, "ferry-2")
    follow(paper)
    thread = Threaded.objects.get(story=paper.story("ferry-2")).thread_id
    assert listed(paper) == [f"/thread/{thread}/"]
    assert paper.page(f"/thread/{thread}/")[0] == 200
    assert "erry" not in paper.page(SITEMAP)[1]
    assert "<lastmod>" in paper.page(SITEMAP)[1]


def test_it_is_pressed_again_only_where_one_moved(paper: Newspaper) -> None:
    told(paper, "ferry-1", "ferry-2")
    follow(paper)
    assert follow(paper) == 0
    before = paper.page(SITEMAP)[1]
    told(paper, "mill")
    follow(paper)
    assert paper.page(SITEMAP)[1] == before
    told(paper, "ferry-3")
    follow(paper)
    assert paper.page(SITEMAP)[1] != before


def test_the_story_that_leaves_one_alone_takes_it_off_in_its_own_swap(paper: Newspaper) -> None:
    told(paper, "ferry-1", "ferry-2")
    follow(paper)
    kill(paper.story("ferry-2").pk, by=paper.person(), reason="It was never true", now=paper.now)
    paper.flow()
    assert listed(paper) == []


def test_what_the_desk_splits_is_listed_a_little_later(paper: Newspaper) -> None:
    told(paper, "ferry-1", "ferry-2", "ferry-3", "ferry-4")
    follow(paper)
    assert len(listed(paper)) == 1
    apart = (paper.story("ferry-3").pk, paper.story("ferry-4").pk)
    split_thread(apart, by=paper.person(), reason="The court is another story", now=paper.now)
    paper.flow()
    follow(paper)
    assert len(listed(paper)) == 2


def test_pressing_everything_lists_them_again(paper: Newspaper) -> None:
    told(paper, "ferry-1", "ferry-2")
    follow(paper)
    before = listed(paper)
    paper.later(minutes=1)
    press_all(paper.now, options=paper.home.options, store=paper.paper.store)
    assert listed(paper) == before != []
