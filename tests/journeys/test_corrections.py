"""What readers are told of what was put right and of what is gone, and who wrote and sent the rest."""

from selectolax.lexbor import LexborHTMLParser

from tests.newspaper import PARAGRAPHS, Newspaper, item
from wiredesk.decisions.actions.correct import correct_public
from wiredesk.decisions.actions.hold import hold
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.restore import restore
from wiredesk.publication.models import Amendment, Byline, PublicStory
from wiredesk.wire.providers import set_provider

LOCK = "Lock at Port Anjal opens again"
RIGHT = (PARAGRAPHS[0], PARAGRAPHS[1].replace("Thursday", "Wednesday"), PARAGRAPHS[2])
NOTE = "The gate jammed on Wednesday, not on Thursday."


def lines(paper: Newspaper, path: str = "/corrections/") -> list[str]:
    status, page = paper.page(path)
    assert status == 200
    return [" ".join(one.text(separator=" ").split()) for one in LexborHTMLParser(page).css(".ticks li")]


def corrected(paper: Newspaper, guid: str = "g1") -> None:
    """A story, and minutes later the agency's correction of it."""
    paper.take(item(guid, LOCK))
    paper.later(minutes=10)
    at = paper.now.strftime("%a, %d %b %Y %H:%M:%S +0000")
    paper.take(item(guid, f"CORRECTED-{LOCK}", RIGHT, at=at))


def author(name: str) -> str:
    return f"<dc:creator>{name}</dc:creator>"


def test_a_paper_without_corrections_says_so(paper: Newspaper) -> None:
    paper.take(item("g1"))
    assert "Nothing has been corrected" in paper.page("/corrections/")[1]
    assert 'href="/corrections/"' in paper.page("/")[1]


def test_the_agencys_correction_is_listed_with_the_way_to_what_was_changed(paper: Newspaper) -> None:
    corrected(paper)
    path = paper.path_of("g1")
    assert len(lines(paper)) == 1
    page = paper.page("/corrections/")[1]
    assert f'href="{path}"' in page
    assert f'href="{path}versions/"' in page
    assert "Corrected" in lines(paper)[0]


def test_a_later_update_of_another_kind_is_no_further_correction(paper: Newspaper) -> None:
    corrected(paper)
    paper.later(minutes=10)
    at = paper.now.strftime("%a, %d %b %Y %H:%M:%S +0000")
    paper.take(item("g1", LOCK, (*RIGHT, "Traffic was light, the harbour office said."), at=at))
    assert Amendment.objects.count() == 1


def test_the_desk_says_to_readers_what_was_put_right(paper: Newspaper) -> None:
    paper.take(item("g1"))
    paper.later(minutes=10)
    at = paper.now.strftime("%a, %d %b %Y %H:%M:%S +0000")
    paper.take(item("g1", paragraphs=RIGHT, at=at))
    correct_public(paper.story("g1").pk, by=paper.person(), note=NOTE, reason="", now=paper.now)
    paper.flow()
    assert NOTE in lines(paper)[0]
    assert NOTE in paper.page(paper.path_of("g1"))[1]
    assert NOTE in paper.page(f"{paper.path_of('g1')}versions/")[1]


def test_a_kill_is_told_without_a_word_of_the_story_and_takes_its_notes_along(paper: Newspaper) -> None:
    paper.take(item("g1"))
    correct_public(paper.story("g1").pk, by=paper.person(), note=NOTE, reason="", now=paper.now)
    paper.flow()
    paper.later(minutes=10)
    kill(paper.story("g1").pk, by=paper.person(), reason="It was never true", now=paper.now)
    paper.flow()
    told = lines(paper)
    assert ["Withdrawn by us" in told[0], "withdrawn since" in told[1]] == [True, True]
    page = paper.page("/corrections/")[1]
    for gone in (NOTE, "Port Anjal", "never true", paper.path_of("g1")):
        assert gone not in page
    assert set(Amendment.objects.values_list("note", flat=True)) == {""}


def test_what_is_only_taken_down_is_not_told(paper: Newspaper) -> None:
    paper.take(item("g1"))
    hold(paper.story("g1").pk, by=paper.person(), reason="To be checked", now=paper.now)
    paper.flow()
    assert lines(paper) == []
    kill(paper.story("g1").pk, by=paper.person(), reason="Wrong", now=paper.now)
    paper.flow()
    assert len(lines(paper)) == 1


def test_a_restored_story_was_withdrawn_all_the_same(paper: Newspaper) -> None:
    paper.take(item("g1"), item("g2", "Another", ("Another text of its own stands here, and nobody corrected it.",)))
    kill(paper.story("g1").pk, by=paper.person(), reason="Wrong", now=paper.now)
    paper.flow()
    restore(paper.story("g1").pk, by=paper.person(), reason="It was right", now=paper.now)
    paper.flow()
    kill(paper.story("g2").pk, by=paper.person(), reason="Wrong", now=paper.now)
    paper.flow()
    told = lines(paper)
    assert len(told) == 2
    assert "published again since" in told[1]


def test_corrections_stand_on_pages_of_which_full_ones_are_pressed_once(paper: Newspaper) -> None:
    paper.take(item("g1"))
    story = paper.story("g1")
    rows = [
        Amendment(title=paper.title, story=story, kind="withdraw", number=number, at=paper.now)
        for number in range(1, 50)
    ]
    Amendment.objects.bulk_create(rows)
    kill(story.pk, by=paper.person(), reason="Wrong", now=paper.now)
    paper.flow()
    assert len(lines(paper)) == len(lines(paper, "/corrections/1/")) == 50
    paper.take(item("g2", "Another", ("Another text of its own stands here, and nobody corrected it.",)))
    kill(paper.story("g2").pk, by=paper.person(), reason="Wrong", now=paper.now)
    paper.flow()
    assert 'href="/corrections/1/"' in paper.page("/corrections/")[1]
    assert paper.page("/corrections/2/")[0] == 404


def test_an_author_has_a_page_that_lists_what_carries_the_name(paper: Newspaper) -> None:
    paper.take(item("g1", extra=author("Tavi Roan")))
    page = paper.page("/author/ani/tavi-roan/")[1]
    assert f'href="{paper.path_of("g1")}"' in page
    assert "Tavi Roan</h1>" in page
    assert 'href="/author/ani/tavi-roan/"' in paper.page(paper.path_of("g1"))[1]


def test_an_agency_that_signs_with_its_own_name_is_no_author(paper: Newspaper) -> None:
    paper.take(item("g1", extra=author("ANI")))
    assert not Byline.objects.exists()


def test_authors_of_one_name_at_two_agencies_are_two(two: Newspaper) -> None:
    two.take(item("g1", extra=author("Tavi Roan")))
    text = ("Nasirkot, October 26 : The bridge over the salt canal was painted green by forty painters.",)
    two.take(item("p1", "Bridge is green", text, extra=author("Tavi Roan")), service="pti")
    assert "Bridge is green" not in two.page("/author/ani/tavi-roan/")[1]
    assert "Bridge is green" in two.page("/author/pti/tavi-roan/")[1]


def test_a_kill_takes_a_story_off_its_authors_page_and_the_last_one_takes_the_page(paper: Newspaper) -> None:
    text = ("Nasirkot, October 26 : The bridge over the salt canal was painted green by forty painters.",)
    paper.take(item("g1", extra=author("Tavi Roan")), item("g2", "Bridge is green", text, extra=author("Tavi Roan")))
    kill(paper.story("g2").pk, by=paper.person(), reason="Wrong", now=paper.now)
    paper.flow()
    status, page = paper.page("/author/ani/tavi-roan/")
    assert status == 200
    assert "Bridge is green" not in page
    kill(paper.story("g1").pk, by=paper.person(), reason="Wrong", now=paper.now)
    paper.flow()
    assert paper.page("/author/ani/tavi-roan/")[0] == 404
    assert not Byline.objects.exists()


def test_a_name_that_is_taken_off_a_story_leaves_the_authors_page(paper: Newspaper) -> None:
    paper.take(item("g1", extra=author("Tavi Roan")))
    paper.later(minutes=10)
    at = paper.now.strftime("%a, %d %b %Y %H:%M:%S +0000")
    paper.take(item("g1", paragraphs=RIGHT, at=at, extra=author("Ines Vold")))
    assert paper.page("/author/ani/tavi-roan/")[0] == 404
    assert paper.page("/author/ani/ines-vold/")[0] == 200


def test_paid_copy_stands_on_no_authors_page(paper: Newspaper) -> None:
    paper.service("advertorials", provider="PAIDWIRE")
    set_provider("PAIDWIRE", kind="paid")
    paper.take(item("p1", extra=author("Tavi Roan")), service="advertorials")
    assert PublicStory.objects.get().kind == "paid"
    assert not Byline.objects.exists()


def test_a_page_about_each_feed_says_who_they_are_and_how_its_disclaimer_is_worded(paper: Newspaper) -> None:
    set_provider("ANI", strip_marks=["(ANI)"], indexing="noindex-news", about="A news agency from Delhi.")
    paper.take(item("g1"))
    status, page = paper.page("/provider/ani/about/")
    assert status == 200
    for said in ("A news agency from Delhi.", "(ANI)", "out of news search", "As received", "Headline ours"):
        assert said in page
    assert 'href="/provider/ani/about/"' in paper.page("/provider/ani/")[1]
    assert 'href="/provider/ani/about/"' in paper.page(paper.path_of("g1"))[1]


def test_a_provider_without_stories_has_no_page(paper: Newspaper) -> None:
    paper.service("pti", provider="PTI")
    paper.take(item("g1"))
    assert paper.page("/provider/pti/about/")[0] == 404
