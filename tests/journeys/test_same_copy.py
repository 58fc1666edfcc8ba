"""The same copy is one page: another agency's, another guid's, a newer take; the desk joins and parts."""

import pytest

from tests.ferry_copy import (
    CANCELED,
    CUT,
    FERRY,
    MARKET,
    MARKET_NEXT,
    PTI_FERRY,
    ROUNDUP,
    TAKE,
    address,
    ferry,
    leads_to,
    own_pages,
    pti,
)
from tests.newspaper import Newspaper, item, rss
from wiredesk.common.errors import ActionRefused
from wiredesk.decisions.actions.join import join
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.part import part
from wiredesk.decisions.models import Decision, Standing
from wiredesk.house.models import Title
from wiredesk.outlets.website.press_all import press_all
from wiredesk.publication.models import Address, Change, PublicStory
from wiredesk.wire.pause import pause_service, resume_service
from wiredesk.wire.providers import set_provider


def test_another_agencys_copy_is_one_page_and_its_address_leads_there(joined: Newspaper) -> None:
    path = joined.path_of("a1")
    assert own_pages(joined) == [path]
    other = address(joined, pti(joined))
    assert leads_to(joined, other) == path
    assert leads_to(joined, other + "story.json") == path + "story.json"
    status, page = joined.page(path)
    assert status == 200
    assert "Also reported by" in page
    assert "PTI" in page
    assert "By " in page
    assert '"also_reported":[{"name":"PTI","code":"PTI"}]' in joined.page(path + "story.json")[1]
    assert joined.pages_with("Ferry aground at Lisk") == []


@pytest.mark.parametrize(("first", "second"), [("en-in", "en"), ("en", "en-us")])
def test_an_agency_that_names_its_region_sends_the_same_copy(two: Newspaper, first: str, second: str) -> None:
    for service, sent, language in (("wire", ferry("a1"), first), ("pti", ferry("p1", PTI_FERRY), second)):
        data = rss(sent).replace(b"<language>en<", f"<language>{language}<".encode())
        assert language.encode() in data
        two.receive(data, service)
        two.flow()
    assert leads_to(two, address(two, pti(two))) == two.path_of("a1")


def test_the_join_says_why(joined: Newspaper) -> None:
    decision = Decision.objects.get(story=pti(joined), verb="join")
    assert decision.rule == "same_copy"
    assert "Night ferry runs aground off Lisk" in decision.reason
    assert joined.story("a1").pk in decision.reason
    assert "numbers agree" in decision.reason
    assert "%" in decision.reason


def test_no_list_shows_the_copy_beside_the_page_it_joined(joined: Newspaper) -> None:
    other = address(joined, pti(joined))
    assert [path for path in joined.paths() if f'href="{other}"' in joined.page(path)[1]] == []
    assert other not in joined.page("/sitemap.xml")[1] + joined.page("/news-sitemap.xml")[1]


def test_a_copy_by_the_same_agency_under_another_guid_is_one_page(paper: Newspaper) -> None:
    paper.take(ferry("a1"))
    paper.later(minutes=5)
    paper.take(ferry("a2", CUT, headline="Ferry aground"))
    assert own_pages(paper) == [paper.path_of("a1")]
    assert "until Tuesday" in paper.page(paper.path_of("a1"))[1], "a cut displaced the text it repeats"
    assert "Also reported" not in paper.page(paper.path_of("a1"))[1]


def test_a_newer_take_is_shown_at_the_first_address(paper: Newspaper) -> None:
    paper.take(ferry("a1"))
    path = paper.path_of("a1")
    paper.later(minutes=30)
    paper.take(ferry("a2", TAKE, at="Sun, 26 Oct 2025 10:30:00 +0530", headline="Ferry's captain is questioned"))
    assert own_pages(paper) == [path]
    status, page = paper.page(path)
    assert status == 200
    assert "until an inquiry had heard the captain" in page
    assert "captain is questioned" in page
    assert leads_to(paper, address(paper, paper.story("a2").pk)) == path


def test_another_agencys_take_does_not_displace_the_first_agencys_text(joined: Newspaper) -> None:
    joined.take(ferry("p2", TAKE, at="Sun, 26 Oct 2025 11:30:00 +0530"), service="pti")
    page = joined.page(joined.path_of("a1"))[1]
    assert "until an inquiry" not in page
    assert page.count("Also reported by") == 1


def test_the_same_form_with_other_numbers_is_two_pages(two: Newspaper) -> None:
    two.take(item("m1", "Onion at Rs 1,850", MARKET))
    two.later(hours=20)
    two.take(item("m2", "Onion at Rs 1,910", MARKET_NEXT), service="pti")
    assert len(own_pages(two)) == 2


def test_a_roundup_is_its_own_page(two: Newspaper) -> None:
    two.take(ferry("a1"))
    two.later(hours=2)
    two.take(item("r1", "The coast at a glance", ROUNDUP), service="pti")
    assert len(own_pages(two)) == 2


@pytest.mark.parametrize("first", ["a1", "p1"])
def test_both_agencies_in_one_batch_are_one_page_too(two: Newspaper, first: str) -> None:
    sent = [(rss(ferry("a1")), "wire"), (rss(ferry("p1", PTI_FERRY)), "pti")]
    for data, service in sent if first == "a1" else reversed(sent):
        two.receive(data, service)
        two.later(seconds=1)
    two.flow()
    shown, led = (two.story("a1").pk, pti(two)) if first == "a1" else (pti(two), two.story("a1").pk)
    path = PublicStory.objects.get(story=shown).path
    assert own_pages(two) == [path]
    assert leads_to(two, address(two, led)) == path


def test_copies_of_copies_stand_in_one_group(joined: Newspaper) -> None:
    joined.service("ians", provider="IANS", section="Nation")
    joined.take(ferry("i1", (PTI_FERRY[0].replace("PTI", "IANS"), *FERRY[1:])), service="ians")
    assert set(Standing.objects.exclude(copy_of=None).values_list("copy_of", flat=True)) == {joined.story("a1").pk}
    page = joined.page(joined.path_of("a1"))[1]
    assert page.index("PTI", page.index("Also reported by")) < page.index("IANS", page.index("Also reported by"))
    assert len(own_pages(joined)) == 1


def test_a_take_that_arrives_first_keeps_its_page(two: Newspaper) -> None:
    two.take(ferry("p1", TAKE), service="pti")
    two.later(minutes=5)
    two.take(ferry("a1"))
    assert own_pages(two) == [PublicStory.objects.get(story=pti(two)).path]
    assert "until an inquiry" in two.page(own_pages(two)[0])[1]


@pytest.mark.parametrize("kind", ["paid", "house"])
def test_paid_copy_and_our_own_join_nothing(two: Newspaper, kind: str) -> None:
    two.service("other", provider="OTHER", section="Business")
    set_provider("OTHER", kind=kind)
    two.take(ferry("a1"))
    two.take(ferry("x1", PTI_FERRY), service="other")
    assert two.standing("a1") == "live"
    assert not Decision.objects.filter(verb="join").exists()


# ---------------------------------------------------------------- what the desk does


def test_parting_brings_both_pages_back(joined: Newspaper) -> None:
    other = address(joined, pti(joined))
    part(pti(joined), by=joined.person(), reason="PTI tells another ferry", now=joined.now)
    joined.flow()
    assert own_pages(joined) == sorted((joined.path_of("a1"), other))
    assert joined.page(other)[0] == 200
    assert "Also reported" not in joined.page(joined.path_of("a1"))[1]
    assert Address.objects.exclude(moved_to="").count() == 0


def test_parting_the_story_the_others_joined_leaves_those_together(joined: Newspaper) -> None:
    joined.service("ians", provider="IANS", section="Nation")
    joined.take(ferry("i1", (PTI_FERRY[0].replace("PTI", "IANS"), *FERRY[1:])), service="ians")
    part(joined.story("a1").pk, by=joined.person(), reason="Another ferry", now=joined.now)
    joined.flow()
    assert len(own_pages(joined)) == 2
    assert Standing.objects.get(story=joined.story("i1", "IANS")).copy_of_id == pti(joined)
    assert "IANS" in joined.page(address(joined, pti(joined)))[1].split("Also reported by")[1][:200]


def test_the_desk_joins_two_pages_and_the_later_leads_to_the_first(two: Newspaper) -> None:
    two.take(ferry("a1"))
    two.later(minutes=5)
    two.take(item("p1", "Onion at Rs 1,850", MARKET), service="pti")
    other = address(two, pti(two))
    assert two.page(other)[0] == 200
    join(pti(two), two.story("a1").pk, by=two.person(), reason="One event", now=two.now)
    two.flow()
    assert leads_to(two, other) == two.path_of("a1")
    assert [path for path in two.paths() if "Onion at" in two.page(path)[1]] == []
    assert "Also reported by" in two.page(two.path_of("a1"))[1]
    part(pti(two), by=two.person(), reason="Two after all", now=two.now)
    two.flow()
    assert two.page(other)[0] == 200
    assert "Onion at" in two.page("/")[1]


def test_what_cannot_be_joined_or_parted_is_refused(joined: Newspaper) -> None:
    by, now, first = joined.person(), joined.now, joined.story("a1").pk
    joined.take(item("m1", "Onion at Rs 1,850", MARKET))
    with pytest.raises(ActionRefused, match="joined already"):
        join(pti(joined), first, by=by, reason="Again", now=now)
    with pytest.raises(ActionRefused, match="not joined"):
        part(joined.story("m1").pk, by=by, reason="Alone", now=now)
    kill(joined.story("m1").pk, by=by, reason="Wrong", now=now)
    with pytest.raises(ActionRefused, match="killed"):
        join(first, joined.story("m1").pk, by=by, reason="One event", now=now)


def test_pressing_everything_again_changes_no_page_and_keeps_the_redirects(joined: Newspaper) -> None:
    before = {path: joined.page(path) for path in joined.paths()}
    joined.later(minutes=1)
    press_all(joined.now, options=joined.home.options, store=joined.paper.store)
    # The sitemaps' index names the instant that a record changed last, and a press only knows when its text did.
    assert {path for path, page in before.items() if joined.page(path) != page} <= {"/sitemap.xml"}
    assert leads_to(joined, address(joined, pti(joined))) == joined.path_of("a1")


def test_a_pause_lets_no_copys_text_out_and_holds_up_no_other(joined: Newspaper) -> None:
    pause_service("pti", by="meera", reason="Odd copy", now=joined.now)
    joined.take(ferry("p1", TAKE, at="Sun, 26 Oct 2025 10:40:00 +0530"), service="pti")
    joined.take(ferry("p9", MARKET), service="pti")
    joined.take(ferry("a1", (*FERRY, "The mayor said more."), at="Sun, 26 Oct 2025 10:50:00 +0530"))
    page = joined.page(joined.path_of("a1"))[1]
    assert "The mayor said more" in page
    assert "Also reported by" in page
    assert joined.pages_with("until an inquiry") == []
    pause_service("wire", by="meera", reason="Odd copy", now=joined.now)
    joined.take(ferry("a1", (*FERRY, "The mayor took it back."), at="Sun, 26 Oct 2025 11:00:00 +0530"))
    resume_service("pti")
    joined.flow()
    assert joined.pages_with("took it back") == []
    assert "The mayor said more" in joined.page(joined.path_of("a1"))[1]
    resume_service("wire")
    joined.flow()
    assert "took it back" in joined.page(joined.path_of("a1"))[1]


def test_every_title_has_one_page_and_a_kill_takes_it_from_each(two: Newspaper) -> None:
    second = Title.objects.create(code="second", name="The Second", address="http://127.0.0.1:8001", language="en")
    two.take(ferry("a1"))
    two.later(minutes=5)
    two.take(ferry("p1", PTI_FERRY), service="pti")
    assert PublicStory.objects.filter(state="live").count() == 2
    for title in (two.title, second):
        path = Address.objects.get(story=pti(two), title=title)
        stored = two.paper.store.get(title.code, path.path)
        assert stored is not None
        assert (stored.status, stored.location) == (301, path.moved_to)
    two.take(item("p1", "Withdrawn", (), extra=CANCELED), service="pti")
    assert PublicStory.objects.filter(state="live").count() == 0


def test_a_step_taken_twice_changes_nothing(joined: Newspaper) -> None:
    before = {path: joined.page(path) for path in joined.paths()}
    Standing.objects.update(released_at=None)
    Change.objects.update(delivered_at=None)
    joined.flow()
    assert {path for path, page in before.items() if joined.page(path) != page} <= {"/sitemap.xml"}
    assert Decision.objects.filter(verb="join").count() == 1
