"""A running story from bytes to its page: what readers see of it, and what the desk's word does to it."""

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest

from tests.newspaper import Newspaper, item
from tests.running_stories import FERRY, STORIES, sent, told
from wiredesk.common.errors import ActionRefused, UsageError
from wiredesk.decisions.actions.hold import hold
from wiredesk.decisions.actions.join_threads import join_threads
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.name_thread import name_thread
from wiredesk.decisions.actions.release import release
from wiredesk.decisions.actions.restore import restore
from wiredesk.decisions.actions.split_thread import split_thread
from wiredesk.decisions.models import ThreadChoice
from wiredesk.house.models import Title
from wiredesk.outlets.stores.store import Page
from wiredesk.outlets.website.press_all import press_all
from wiredesk.story.models import Thread, Threaded

pytestmark = pytest.mark.django_db

THREE = ("ferry-1", "ferry-2", "ferry-3")


def thread_of(paper: Newspaper, guid: str) -> str:
    """The id of a story's thread; empty where it is in none."""
    row = Threaded.objects.filter(story=paper.story(guid)).first()
    return row.thread_id if row else ""


def page_of(paper: Newspaper, guid: str, leaf: str = "") -> tuple[int, str]:
    """A page of a story's thread."""
    return paper.page(f"/thread/{thread_of(paper, guid)}/{leaf}")


def lines(text: str) -> list[str]:
    """The guids of the stories that a page lists on the rule, in its order."""
    main = text.partition("<main")[2]
    found = re.findall(r'<li><time[^>]*>[^<]*</time> <span><a href="[^"]*"[^>]*>([^<]*)</a>', main)
    named = {headline: guid for guid, (headline, *_) in STORIES.items()}
    return [named[one] for one in found]


def so_far(paper: Newspaper, guid: str) -> str:
    """The box on an article; empty where it has none."""
    found = re.search(r'<section><h2 id="so-far">.*?</section>', paper.page(paper.path_of(guid))[1], re.DOTALL)
    return found[0] if found else ""


def beside(paper: Newspaper, guid: str) -> list[str]:
    """The guids of the stories in that box."""
    return lines("<main" + so_far(paper, guid))


def test_three_stories_about_one_event_are_one_thread_and_others_in_none(paper: Newspaper) -> None:
    told(paper, *THREE, "mill", "chess")
    first = paper.story("ferry-1").pk
    assert [thread_of(paper, one) for one in THREE] == [first] * 3
    assert thread_of(paper, "mill") == thread_of(paper, "chess") == ""


def test_its_page_has_them_newest_first_and_from_the_start(paper: Newspaper) -> None:
    told(paper, *THREE, "mill")
    status, newest = page_of(paper, "ferry-1")
    assert status == 200
    assert lines(newest) == ["ferry-3", "ferry-2", "ferry-1"]
    assert lines(page_of(paper, "ferry-1", "from-the-start/")[1]) == list(THREE)
    assert (
        f'rel="alternate" type="text/html" title="From the start" href="/thread/{thread_of(paper, "ferry-1")}/'
        in newest
    )
    assert "3 stories, the first on Sunday, 26 October 2025" in newest


def test_its_feeds_have_them_with_their_words(paper: Newspaper) -> None:
    told(paper, *THREE)
    for leaf, entry in (("feed.xml", "<item>"), ("atom.xml", "<entry ")):
        status, text = page_of(paper, "ferry-1", leaf)
        assert status == 200
        assert text.count(entry) == 3
        assert "Hallan reef off Lisk early on Sunday" in text
        assert 'rel="self"' in text


def test_an_article_says_what_happened_so_far_and_once_only(paper: Newspaper) -> None:
    told(paper, *THREE, "ferry-4", "mill")
    assert "The story so far" in so_far(paper, "ferry-1")
    assert f'href="/thread/{thread_of(paper, "ferry-1")}/"' in so_far(paper, "ferry-4")
    for guid in (*THREE, "ferry-4"):
        text = paper.page(paper.path_of(guid))[1]
        for other in {*THREE, "ferry-4"} - {guid}:
            assert text.count(f'href="{paper.path_of(other)}"') == 1, (guid, other)
    assert so_far(paper, "mill") == ""


def test_a_story_alone_has_no_page(paper: Newspaper) -> None:
    told(paper, "ferry-1", "mill")
    assert [path for path in paper.paths() if path.startswith("/thread/")] == []
    assert not Thread.objects.exists()


@pytest.mark.parametrize("act", [kill, hold])
def test_a_member_taken_down_is_gone_from_every_page_at_once_and_comes_back(paper: Newspaper, act: object) -> None:
    told(paper, *THREE)
    story = paper.story("ferry-2").pk
    act(story, by=paper.person(), reason="as the agency asks", now=paper.now)  # type: ignore[operator]
    paper.flow()
    assert paper.pages_with(FERRY["ferry-2"][0]) == []
    assert paper.pages_with(FERRY["ferry-2"][1]) == []
    assert lines(page_of(paper, "ferry-1")[1]) == ["ferry-3", "ferry-1"]
    back = restore if act is kill else release
    back(story, by=paper.person(), reason="it was a mistake", now=paper.now)
    paper.flow()
    assert lines(page_of(paper, "ferry-1")[1]) == ["ferry-3", "ferry-2", "ferry-1"]


def test_the_story_whose_headline_names_a_thread_takes_its_name_along(paper: Newspaper) -> None:
    told(paper, *THREE)
    assert f"<title>{FERRY['ferry-3'][0]} | " in page_of(paper, "ferry-1")[1]
    kill(paper.story("ferry-3").pk, by=paper.person(), reason="wrong ferry", now=paper.now)
    paper.flow()
    assert paper.pages_with(FERRY["ferry-3"][0]) == []
    assert f"<title>{FERRY['ferry-2'][0]} | " in page_of(paper, "ferry-1")[1]


def test_of_two_stories_one_taken_down_leaves_no_thread(paper: Newspaper) -> None:
    told(paper, "ferry-1", "ferry-2")
    kill(paper.story("ferry-1").pk, by=paper.person(), reason="wrong ferry", now=paper.now)
    paper.flow()
    assert [path for path in paper.paths() if path.startswith("/thread/")] == []
    assert so_far(paper, "ferry-2") == ""


def test_a_held_member_is_seen_nowhere_until_it_is_released(paper: Newspaper) -> None:
    paper.service("slow", section="International", publish="hold")
    told(paper, "ferry-1")
    told(paper, "ferry-2", service="slow")
    assert thread_of(paper, "ferry-2") == thread_of(paper, "ferry-1") != ""
    assert page_of(paper, "ferry-1")[0] == 404
    assert so_far(paper, "ferry-1") == ""
    told(paper, "ferry-3")
    assert lines(page_of(paper, "ferry-1")[1]) == ["ferry-3", "ferry-1"]
    assert paper.pages_with(FERRY["ferry-2"][0]) == []
    release(paper.story("ferry-2").pk, by=paper.person(), reason="checked", now=paper.now)
    paper.flow()
    assert lines(page_of(paper, "ferry-1")[1]) == ["ferry-3", "ferry-2", "ferry-1"]
    assert FERRY["ferry-2"][0] in paper.page(paper.path_of("ferry-1"))[1]


def test_an_embargoed_member_is_seen_when_its_time_has_come(paper: Newspaper) -> None:
    told(paper, "ferry-1", "ferry-2")
    paper.later(hours=1)
    headline, *words = FERRY["ferry-3"]
    until = (paper.now + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    paper.take(item("ferry-3", headline, (f"EMBARGOED UNTIL {until}", *words)))
    assert paper.standing("ferry-3") in ("embargoed", "held")
    assert lines(page_of(paper, "ferry-1")[1]) == ["ferry-2", "ferry-1"]
    assert paper.pages_with(headline) == []


def test_paid_copy_is_in_no_thread(paper: Newspaper) -> None:
    told(paper, "ferry-1", "ferry-2")
    headline, *words = FERRY["ferry-3"]
    paper.later(hours=1)
    paper.take(item("paid", headline, (*words, "(ANI/NewsVoir)")))
    assert thread_of(paper, "paid") == ""
    assert so_far(paper, "paid") == ""
    assert lines(page_of(paper, "ferry-1")[1]) == ["ferry-2", "ferry-1"]


def test_another_agencys_same_copy_makes_no_thread_and_stands_in_none(paper: Newspaper) -> None:
    paper.service("second", provider="PTI")
    told(paper, "ferry-1")
    paper.later(minutes=5)
    paper.take(sent(paper, "ferry-1"), service="second")
    assert [path for path in paper.paths() if path.startswith("/thread/")] == []
    told(paper, "ferry-2")
    assert lines(page_of(paper, "ferry-1")[1]) == ["ferry-2", "ferry-1"]


def test_a_member_that_another_title_does_not_have_is_not_in_its_thread(paper: Newspaper) -> None:
    told(paper, "ferry-1", "ferry-2")
    other = Title.objects.create(
        code="other", name="The Other Courier", address="http://other.example", language="en", time_zone="Asia/Kolkata"
    )
    paper.flow()
    told(paper, "ferry-3")
    mine, paper.title = paper.title, other
    try:
        assert page_of(paper, "ferry-1")[0] == 404
        told(paper, "ferry-4")
        assert lines(page_of(paper, "ferry-1")[1]) == ["ferry-4", "ferry-3"]
    finally:
        paper.title = mine
    assert lines(page_of(paper, "ferry-1")[1]) == ["ferry-4", "ferry-3", "ferry-2", "ferry-1"]


def test_a_later_version_changes_the_line_and_stays_in_its_thread(paper: Newspaper) -> None:
    told(paper, *THREE)
    paper.later(minutes=10)
    headline, *words = STORIES["mill"]
    changed = "<dcterms:modified>2025-10-26T15:00:00+05:30</dcterms:modified>"
    paper.take(item("ferry-2", headline, tuple(words), at="Sun, 26 Oct 2025 12:15:00 +0530", extra=changed))
    assert thread_of(paper, "ferry-2") == thread_of(paper, "ferry-1")
    assert lines(page_of(paper, "ferry-1")[1]) == ["ferry-3", "mill", "ferry-1"]


def test_a_split_holds_against_all_that_comes_after(paper: Newspaper) -> None:
    told(paper, *THREE)
    old = thread_of(paper, "ferry-1")
    own = split_thread([paper.story("ferry-3").pk], by=paper.person(), reason="the tugs are news", now=paper.now)
    paper.flow()
    assert own == thread_of(paper, "ferry-3") != old
    assert lines(paper.page(f"/thread/{old}/")[1]) == ["ferry-2", "ferry-1"]
    assert paper.page(f"/thread/{own}/")[0] == 404
    assert so_far(paper, "ferry-3") == ""
    paper.later(minutes=10)
    changed = "<dcterms:modified>2025-10-26T15:30:00+05:30</dcterms:modified>"
    headline, *words = FERRY["ferry-2"]
    paper.take(item("ferry-3", headline, tuple(words), at="Sun, 26 Oct 2025 13:15:00 +0530", extra=changed))
    told(paper, "ferry-4")
    assert thread_of(paper, "ferry-3") == own
    assert thread_of(paper, "ferry-1") == thread_of(paper, "ferry-2") == old


def test_a_join_makes_one_of_two_and_the_other_address_leads_there(paper: Newspaper) -> None:
    told(paper, *THREE, "ferry-4")
    goes = split_thread(
        [paper.story("ferry-3").pk, paper.story("ferry-4").pk], by=paper.person(), reason="later", now=paper.now
    )
    paper.flow()
    assert lines(paper.page(f"/thread/{goes}/")[1]) == ["ferry-4", "ferry-3"]
    joined = join_threads(
        paper.story("ferry-4").pk, paper.story("ferry-1").pk, by=paper.person(), reason="one ferry", now=paper.now
    )
    paper.flow()
    assert joined == thread_of(paper, "ferry-1") == thread_of(paper, "ferry-4") != goes
    stored = paper.paper.store.get(paper.title.code, f"/thread/{goes}/")
    assert stored is not None
    assert (stored.status, stored.location) == (301, f"/thread/{joined}/")
    feed = paper.paper.store.get(paper.title.code, f"/thread/{goes}/feed.xml")
    assert feed is not None
    assert feed.location == f"/thread/{joined}/feed.xml"
    assert "ferry-4" in lines(paper.page(f"/thread/{joined}/")[1])


def test_a_story_that_nothing_linked_can_be_joined(paper: Newspaper) -> None:
    told(paper, "ferry-1", "mill")
    joined = join_threads(
        paper.story("mill").pk, paper.story("ferry-1").pk, by=paper.person(), reason="one owner", now=paper.now
    )
    paper.flow()
    assert joined == paper.story("ferry-1").pk
    assert lines(page_of(paper, "mill")[1]) == ["mill", "ferry-1"]


def test_a_name_stands_on_its_pages_and_beside_its_articles(paper: Newspaper) -> None:
    told(paper, *THREE)
    name_thread(thread_of(paper, "ferry-1"), " The  Palomar aground ", by=paper.person(), now=paper.now)
    paper.flow()
    assert "<title>The Palomar aground | " in page_of(paper, "ferry-1")[1]
    assert "<title>The Palomar aground | " in page_of(paper, "ferry-1", "feed.xml")[1]
    assert "The Palomar aground" in so_far(paper, "ferry-2")
    name_thread(thread_of(paper, "ferry-1"), "", by=paper.person(), now=paper.now)
    paper.flow()
    assert paper.pages_with("The Palomar aground") == []


def test_choices_say_who_when_and_why(paper: Newspaper) -> None:
    told(paper, *THREE)
    by = paper.person()
    split_thread([paper.story("ferry-3").pk], by=by, reason="another ferry", now=paper.now)
    join_threads(paper.story("ferry-3").pk, paper.story("ferry-1").pk, by=by, reason="the same one", now=paper.now)
    rows = ThreadChoice.objects.order_by("id").values_list("verb", "story", "person", "reason", "at")
    third, first = paper.story("ferry-3").pk, paper.story("ferry-1").pk
    assert list(rows) == [
        ("split", third, by.person, "another ferry", paper.now),
        ("join", third, by.person, "the same one", paper.now),
        ("join", first, by.person, "the same one", paper.now),
    ]


def test_a_choice_that_does_not_fit_changes_nothing(paper: Newspaper) -> None:
    told(paper, *THREE, "mill")
    by, ids = paper.person(), {one: paper.story(one).pk for one in (*THREE, "mill")}
    for refused in (
        partial(split_thread, list(ids.values()), by=by, reason="x", now=paper.now),
        partial(split_thread, [ids[one] for one in THREE], by=by, reason="x", now=paper.now),
        partial(join_threads, ids["ferry-1"], ids["ferry-2"], by=by, reason="x", now=paper.now),
        partial(join_threads, ids["ferry-1"], "nosuchstory", by=by, reason="x", now=paper.now),
        partial(name_thread, "nosuchthread", "A name", by=by, now=paper.now),
    ):
        with pytest.raises(ActionRefused):
            refused()
    for unsaid in (
        partial(split_thread, [ids["ferry-1"]], by=by, reason=" ", now=paper.now),
        partial(join_threads, ids["ferry-1"], ids["mill"], by=by, reason="", now=paper.now),
        partial(name_thread, ids["ferry-1"], "n" * 121, by=by, now=paper.now),
    ):
        with pytest.raises(UsageError):
            unsaid()
    assert not ThreadChoice.objects.exists()
    assert [thread_of(paper, one) for one in THREE] == [ids["ferry-1"]] * 3


def test_pressing_everything_presses_threads_and_takes_down_those_that_are_gone(paper: Newspaper) -> None:
    told(paper, *THREE)
    thread = [path for path in paper.paths() if path.startswith("/thread/")]
    assert len(thread) == 4
    paper.paper.store.swap((), [(paper.title.code, path) for path in thread])
    paper.later(minutes=1)
    press_all(paper.now, options=paper.home.options, store=paper.paper.store)
    assert [path for path in paper.paths() if path.startswith("/thread/")] == thread
    Threaded.objects.all().delete()
    paper.later(minutes=1)
    press_all(paper.now, options=paper.home.options, store=paper.paper.store)
    assert [path for path in paper.paths() if path.startswith("/thread/")] == []


def test_a_thread_of_hundreds_presses_a_bounded_number_of_pages_for_each_story(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(paper, "ferry-1", "ferry-2")
    paper.take(*(item(f"more-{n}", f"Bulletin {n} of the day", (f"Passage {n} was made.",)) for n in range(40)))
    for guid in (f"more-{n}" for n in range(40)):
        if not thread_of(paper, guid) or thread_of(paper, guid) != thread_of(paper, "ferry-1"):
            told_why = {"by": paper.person(), "reason": "bulletins about it", "now": paper.now}
            join_threads(paper.story(guid).pk, paper.story("ferry-1").pk, **told_why)  # type: ignore[arg-type]
    paper.flow()
    pressed: list[str] = []
    swap = paper.paper.store.swap

    def counted(pages: list[Page], removed: Sequence[tuple[str, str]] = ()) -> int:
        pressed.extend(page.path for page in pages if page.status == 200)
        return swap(pages, removed)

    monkeypatch.setattr(paper.paper.store, "swap", counted)
    told(paper, "ferry-3")
    assert Threaded.objects.filter(thread=thread_of(paper, "ferry-3")).count() == 43
    assert len({path for path in pressed if path.startswith("/thread/")}) == 4
    assert len(set(pressed)) < 70
