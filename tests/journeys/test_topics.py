"""A topic from bytes to its page: when there is one, what leads there, and what takes a story off it."""

import re
from collections.abc import Sequence

import pytest

from tests.newspaper import Newspaper, item, rss
from tests.topics_told import SURVEY, TOLD, sent
from wiredesk.decisions.actions.hold import hold
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.release import release
from wiredesk.decisions.actions.restore import restore
from wiredesk.flow.editions import change, make, remove
from wiredesk.flow.steps import run_steps
from wiredesk.outlets.website.press_all import press_all
from wiredesk.publication.models import PublicStory, Topic, UnderTopic
from wiredesk.wire.models import Provider

pytestmark = pytest.mark.django_db

PAGE, PERSON, OUTLET = "/topic/hallan-survey/", "/topic/person/maren-talvik/", "/topic/outlet/reuters/"
ALL = (PAGE, PERSON, OUTLET)
THREE = ("one", "two", "three")


def told(paper: Newspaper, *guids: str, subjects: tuple[str, ...] = (SURVEY,)) -> None:
    """These stories arrive, an hour after one another."""
    paper.take(*(sent(paper, one, subjects, hours=place - 5) for place, one in enumerate(guids)))


def lines(text: str) -> list[str]:
    """The guids of the stories that a page lists on the rule, in its order."""
    found = re.findall(
        r'<li><time[^>]*>[^<]*</time> <span><a href="[^"]*"[^>]*>([^<]*)</a>', text.partition("<main")[2]
    )
    named = {headline: guid for guid, headline in TOLD.items()}
    return [named[one] for one in found]


def leading(paper: Newspaper, page: str) -> list[str]:
    """The paths of every pressed page of any kind that leads to a topic's page or feed, but for its own."""
    return [
        path
        for path in paper.paths()
        if not path.startswith(page) and re.search(rf'(href="|example|localhost[:0-9]*){page}', paper.page(path)[1])
    ]


def gone(paper: Newspaper, pages: Sequence[str]) -> bool:
    """Whether nothing stands at these topics' addresses, and nothing leads there."""
    return not any(path.startswith(page) for page in pages for path in paper.paths()) and not any(
        leading(paper, page) for page in pages
    )


def test_three_stories_make_a_topic_and_two_make_none(paper: Newspaper) -> None:
    told(paper, "one", "two")
    assert gone(paper, ALL)
    paper.take(sent(paper, "three"))
    for page in ALL:
        status, text = paper.page(page)
        assert status == 200, page
        assert lines(text) == ["three", "two", "one"]
        assert "Stories: 3" in text


def test_every_article_of_it_leads_there_and_no_other(paper: Newspaper) -> None:
    told(paper, *THREE)
    paper.take(item("other", "Mill burns down at Carsk"))
    for guid in THREE:
        text = paper.page(paper.path_of(guid))[1]
        for page in ALL:
            assert f'href="{page}"' in text, (guid, page)
        body = text.partition('itemprop="articleBody"')[2].partition("</div>")[0]
        assert "/topic/" not in body
    assert "/topic/" not in paper.page(paper.path_of("other"))[1]


def test_a_story_that_comes_later_leads_there_from_its_first_pressing(paper: Newspaper) -> None:
    told(paper, *THREE)
    paper.receive(rss(sent(paper, "four")))
    run_steps(paper.clock, paper.paper)
    assert f'href="{PAGE}"' in paper.page(paper.path_of("four"))[1]
    assert lines(paper.page(PAGE)[1]) == ["three", "two", "one"]
    paper.flow()
    assert lines(paper.page(PAGE)[1]) == ["four", "three", "two", "one"]


def test_its_page_says_who_is_cited_and_leads_to_them(paper: Newspaper) -> None:
    told(paper, *THREE)
    who = paper.page(PAGE)[1].partition('id="who"')[2]
    assert f'href="{OUTLET}">Reuters</a>' in who
    assert f'href="{PERSON}">Maren Talvik, harbour master</a>' in who
    assert "in 3 stories" in who
    assert OUTLET not in paper.page(OUTLET)[1].partition('id="who"')[2]


def test_its_feeds_and_the_sitemap_have_it(paper: Newspaper) -> None:
    told(paper, *THREE)
    for leaf, entry in (("feed.xml", "<item>"), ("atom.xml", "<entry ")):
        status, text = paper.page(PAGE + leaf)
        assert status == 200
        assert text.count(entry) == 3
        assert 'rel="self"' in text
    assert PAGE in paper.page("/sitemaps/topics.xml")[1]
    assert "/sitemaps/topics.xml" in paper.page("/sitemap.xml")[1]


@pytest.mark.parametrize("act", [kill, hold])
def test_a_kill_takes_the_story_off_its_topics_in_the_same_batch_and_what_comes_back_enters_again(
    paper: Newspaper, act: object
) -> None:
    told(paper, *THREE, "four")
    story = paper.story("three").pk
    act(story, by=paper.person(), reason="as the agency asks", now=paper.now)  # type: ignore[operator]
    run_steps(paper.clock, paper.paper)
    assert paper.pages_with(TOLD["three"]) == []
    for page in ALL:
        assert lines(paper.page(page)[1]) == ["four", "two", "one"]
    assert not UnderTopic.objects.filter(story=story).exists()
    back = restore if act is kill else release
    back(story, by=paper.person(), reason="it was a mistake", now=paper.now)
    paper.flow()
    for page in ALL:
        assert lines(paper.page(page)[1]) == ["four", "three", "two", "one"]


def test_a_kill_that_leaves_two_takes_the_page_and_every_link_to_it_in_the_same_batch(paper: Newspaper) -> None:
    told(paper, *THREE)
    paper.later(days=400)
    kill(paper.story("two").pk, by=paper.person(), reason="as the agency asks", now=paper.now)
    run_steps(paper.clock, paper.paper)
    assert gone(paper, ALL)
    assert paper.page(PAGE)[0] == 404
    assert "/sitemaps/topics.xml" not in paper.paths()
    paper.flow()
    assert gone(paper, ALL)


def test_a_topic_that_falls_takes_its_links_off_the_pages_of_other_topics(paper: Newspaper) -> None:
    for place, guid in enumerate(("one", "two", "three", "four")):
        subjects = (SURVEY, "Reef Charts") if guid != "four" else (SURVEY,)
        paper.take(sent(paper, guid, subjects, hours=place - 5))
    assert paper.page("/topic/reef-charts/")[0] == 200
    kill(paper.story("one").pk, by=paper.person(), reason="as the agency asks", now=paper.now)
    run_steps(paper.clock, paper.paper)
    assert gone(paper, ["/topic/reef-charts/"])
    assert lines(paper.page(PAGE)[1]) == ["four", "three", "two"]


def test_the_agencys_own_kill_does_the_same(paper: Newspaper) -> None:
    told(paper, *THREE)
    paper.receive(rss(item("one", f"KILL: {TOLD['one']}", ("Kindly kill the story. It must not be used.",))))
    run_steps(paper.clock, paper.paper)
    assert paper.standing("one") in {"killed", "held", "suspended"}
    assert gone(paper, ALL)


def test_a_version_with_other_subjects_leaves_the_one_and_enters_the_other(paper: Newspaper) -> None:
    told(paper, *THREE)
    paper.later(hours=1)
    paper.take(sent(paper, "one", ("Reef Charts",), paragraphs=("Lisk : Nobody is cited here at all.",)))
    assert gone(paper, ALL)
    assert not UnderTopic.objects.filter(topic__key="hallan-survey", story=paper.story("one")).exists()
    assert Topic.objects.get(key="reef-charts").stories == 1


def test_an_update_changes_the_headline_on_its_topics_pages(paper: Newspaper) -> None:
    told(paper, *THREE)
    paper.later(hours=1)
    paper.take(sent(paper, "one", headline="Hallan survey ship left port at six"))
    assert "Hallan survey ship left port at six" in paper.page(PAGE)[1]
    assert [one for one in paper.pages_with(TOLD["one"]) if one.startswith("/topic/")] == []


def test_paid_copy_is_under_no_topic(paper: Newspaper) -> None:
    paper.service("ads", provider="NEWSVOIR")
    Provider.objects.filter(code="NEWSVOIR").update(kind="paid")
    told(paper, "one", "two")
    paper.take(sent(paper, "three"), service="ads")
    assert gone(paper, ALL)
    paper.take(sent(paper, "four"))
    assert lines(paper.page(PAGE)[1]) == ["four", "two", "one"]
    paid = PublicStory.objects.get(kind="paid")
    assert "/topic/" not in paper.page(paid.path)[1]
    assert paper.pages_with(paid.path) == [one for one in paper.pages_with(paid.path) if "/topic/" not in one]


def test_a_section_or_the_agency_is_no_subject(paper: Newspaper) -> None:
    told(paper, *THREE, subjects=("International", "ANI", "Top News", "2025", "World"))
    assert [one for one in paper.paths() if one.startswith("/topic/") and one.count("/") == 3] == []


def test_names_that_read_alike_in_ascii_are_two_topics(paper: Newspaper) -> None:
    told(paper, *THREE, subjects=("Kuril Islands",))
    assert paper.page("/topic/kuril-islands/")[0] == 200
    paper.take(*(sent(paper, one, ("कुरील",)) for one in ("four", "five", "six")))
    hindi = [one for one in paper.paths() if re.fullmatch(r"/topic/[a-z-]+--[a-z2-7]{10}/", one)]
    assert len(hindi) == 1
    assert "<h1" in paper.page(hindi[0])[1]
    assert "कुरील" in paper.page(hindi[0])[1]


def test_pressing_everything_again_changes_no_topic(paper: Newspaper) -> None:
    told(paper, *THREE)
    before = {path: paper.page(path) for path in paper.paths() if path.startswith("/topic/") or "topics" in path}
    assert len(before) == 10
    press_all(paper.now, options=paper.home.options, store=paper.paper.store)
    assert {path: paper.page(path) for path in before} == before
    assert {path for path in paper.paths() if path.startswith("/topic/") or "topics" in path} == set(before)


PUNE = "/topic/place/pune--1259229/"


def placed(paper: Newspaper, where: str, *guids: str) -> None:
    """These stories happen in a place, as their datelines say, and cite nobody."""
    for guid in guids:
        words = (f"{where} [India], October 26 (ANI): A lock was mended in part {guid}.", f"It was part {guid}.")
        paper.receive(rss(item(guid, f"Lock mended, part {guid}", words)))
    paper.flow()


def test_three_stories_of_a_place_make_its_page_and_lead_there(paper: Newspaper) -> None:
    placed(paper, "Pune (Maharashtra)", "a", "b")
    assert gone(paper, [PUNE])
    placed(paper, "Pune (Maharashtra)", "c")
    status, text = paper.page(PUNE)
    assert status == 200
    assert "<h1><bdi>Pune</bdi></h1>" in text
    assert '"about":{"@type":"Place","name":"Pune"}' in text
    for guid in "abc":
        assert f'<a href="{PUNE}">Pune</a>' in paper.page(paper.path_of(guid))[1]
    assert PUNE in paper.page("/sitemaps/topics.xml")[1]
    kill(paper.story("b").pk, by=paper.person(), reason="as the agency asks", now=paper.now)
    run_steps(paper.clock, paper.paper)
    assert gone(paper, [PUNE])


def test_two_places_of_one_name_are_two_topics(paper: Newspaper) -> None:
    placed(paper, "Hyderabad (Telangana)", "a", "b", "c")
    for guid in "def":
        words = (f"Hyderabad [Pakistan], October 26 (ANI): A lock was mended in part {guid}.", f"It was part {guid}.")
        paper.take(item(guid, f"Lock mended, part {guid}", words))
    pages = [one for one in paper.paths() if re.fullmatch(r"/topic/place/hyderabad--\d+/", one)]
    assert len(pages) == 2
    shown = [{guid for guid in "abcdef" if paper.path_of(guid) in paper.page(one)[1]} for one in pages]
    assert sorted(map(sorted, shown)) == [["a", "b", "c"], ["d", "e", "f"]]


def test_a_city_with_an_edition_is_no_topic_and_its_stories_lead_to_its_front(paper: Newspaper) -> None:
    make("Pune", ("Pune",), paper.home.path)
    placed(paper, "Pune (Maharashtra)", "a", "b", "c")
    assert gone(paper, [PUNE])
    nav = paper.page(paper.path_of("a"))[1].partition('<nav class="about"')[2].partition("</nav>")[0]
    assert 'href="/edition/pune/"' in nav


def test_a_topic_whose_city_gets_an_edition_leads_to_its_front_until_it_has_none(paper: Newspaper) -> None:
    placed(paper, "Pune (Maharashtra)", "a", "b", "c")
    make("Pune", ("Pune",), paper.home.path)
    paper.flow()
    assert leading(paper, PUNE) == []
    stored = paper.paper.store.get(paper.title.code, PUNE)
    assert stored is not None
    assert (stored.status, stored.location) == (301, "/edition/pune/")
    change("pune", ("Pune", "Patna"), paper.home.path)
    paper.flow()
    assert paper.page(PUNE)[0] == 200
    assert paper.path_of("a") in paper.page(PUNE)[1]
    remove("pune")
    paper.flow()
    assert paper.page(PUNE)[0] == 200
    assert f'href="{PUNE}"' in paper.page(paper.path_of("a"))[1]
