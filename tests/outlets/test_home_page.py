"""The home page and the fronts: one hierarchy, no story twice, nothing paid for at the top."""

import re
from itertools import groupby

import msgspec

from tests.outlets.reading import html, json_ld, links, one, said
from tests.outlets.shelved import Shelved, blocks_of
from tests.outlets.test_article_page import PICTURE
from wiredesk.outlets.website.env import asset
from wiredesk.publication.fronts import SECOND
from wiredesk.publication.public import ProviderRef, PublicStory

SECTIONS = ("World", "Nation", "City", "Sport")
_STORY = re.compile(r"-[a-z2-7]{12}/$")


def story_links(text: str) -> list[str]:
    return [link for link in links(html(text)) if _STORY.search(link)]


def fill(shelved: Shelved, count: int = 60, **changes: object) -> list[PublicStory]:
    stories = [
        shelved.story(f"Story {number} of the day", SECTIONS[number % 4], **changes)
        if number % 3
        else shelved.story(f"Story {number} of the day", SECTIONS[number % 4], pictures=(PICTURE,), **changes)
        for number in range(count)
    ]
    shelved.put(*stories)
    return stories


def test_no_story_stands_twice_on_any_page(shelved: Shelved) -> None:
    fill(shelved)
    shelved.deliver()
    for path in shelved.paths():
        if path.endswith("/"):
            found = story_links(shelved.page(path))
            assert len(found) == len(set(found)), path


def test_the_newest_leads_with_its_picture_and_lines_beside_it(shelved: Shelved) -> None:
    fill(shelved, 40)
    newest = msgspec.structs.replace(shelved.story("The newest of all", "City"), pictures=(PICTURE,))
    shelved.put(newest)
    shelved.deliver()
    page = html(shelved.page("/"))
    assert said(page, "article.lead h2") == "The newest of all"
    assert one(page, "article.lead img").attributes["fetchpriority"] == "high"
    lines = links(page, "article.lead .also a")
    assert len(lines) == 4
    # The best of second rank have a card each; the lines are those that stand behind them.
    cards = page.css(".c3.pair article h3 a")
    assert len(cards) == SECOND - len(lines)


def test_lines_under_a_lead_in_another_language_say_their_own(shelved: Shelved) -> None:
    fill(shelved, 40)
    lead = shelved.story("पुस्तकालय रात में खुलेगा", "City", language="hi", pictures=(PICTURE,))
    shelved.put(lead)
    shelved.deliver()
    page = html(shelved.page("/"))
    assert one(page, "article.lead").attributes["lang"] == "hi"
    assert {line.attributes.get("lang") for line in page.css("article.lead .also a")} == {"en"}


def test_a_lead_without_a_picture_leaves_no_hole(shelved: Shelved) -> None:
    shelved.put(*(shelved.story(f"Story {number}", SECTIONS[number % 4]) for number in range(30)))
    shelved.deliver()
    page = html(shelved.page("/"))
    assert not page.css("img, figure, .also")
    assert one(page, "article.lead").attributes["class"] == "card lead"
    assert len(page.css(".c3.pair > .stack")) == 3


def test_columns_end_as_near_to_each_other_as_they_can(shelved: Shelved) -> None:
    words = "Water reached the third step of the customs house at four in the morning and turned. " * 2
    plain = [shelved.story(f"Story {number}", SECTIONS[number % 4], standfirst=words) for number in range(12)]
    shelved.put(*plain)
    shelved.deliver()
    counts = [len(stack.css("article")) for stack in html(shelved.page("/")).css(".c3.pair > .stack")]
    assert sorted(counts) == [3, 4, 4]


def test_an_illustrated_column_holds_fewer(shelved: Shelved) -> None:
    words = "Water reached the third step of the customs house at four in the morning and turned. "
    older = [shelved.story(f"Story {number}", SECTIONS[number % 4], standfirst=words) for number in range(10)]
    seen = shelved.story("Seen", "City", pictures=(PICTURE,), standfirst=words)
    newest = shelved.story("The newest of all", "World", urgency=2)
    shelved.put(*older, seen, newest)
    shelved.deliver()
    stacks = html(shelved.page("/")).css(".c3.pair > .stack")
    with_picture = [len(stack.css("article")) for stack in stacks if stack.css("img")]
    without = [len(stack.css("article")) for stack in stacks if not stack.css("img")]
    assert with_picture
    assert without
    assert max(with_picture) < min(without)


def test_at_most_three_in_a_row_come_from_one_section(shelved: Shelved) -> None:
    shelved.put(*(shelved.story(f"World {number}", "World") for number in range(20)))
    shelved.put(*(shelved.story(f"City {number}", "City") for number in range(5)))
    shelved.put(*(shelved.story(f"More world {number}", "World") for number in range(9)))
    shelved.deliver()
    top = html(shelved.page("/")).css(".front article.card")
    runs = [len(list(run)) for _, run in groupby(card.attributes["data-sec"] for card in top)]
    assert max(runs) <= 3


def test_bands_stand_in_the_order_of_the_navigation(shelved: Shelved) -> None:
    fill(shelved, 80)
    shelved.deliver()
    page = html(shelved.page("/"))
    assert [node.text() for node in page.css(".band h2 a")] == list(SECTIONS)
    assert [node.text() for node in page.css("nav a")] == ["Front", *SECTIONS, "Latest"]


def test_paid_copy_is_neither_lead_nor_newest_and_is_labelled_where_it_stands(shelved: Shelved) -> None:
    fill(shelved, 12)
    paid = shelved.story("Soap maker opens a shop", "City", paid=True, provider=ProviderRef("NV", "NewsVend", "paid"))
    shelved.put(paid)
    shelved.deliver()
    page = html(shelved.page("/"))
    assert paid.path not in links(page, "article.lead a, .wire a, .c3.pair a")
    for path in ("/", "/latest/", "/city/"):
        shown = html(shelved.page(path))
        assert one(shown, f'a[href="{paid.path}"]').attributes["rel"] == "sponsored", path
        assert "Paid content" in one(shown, "main").text(), path


def test_a_withdrawn_story_keeps_its_tick_without_a_word_of_it(shelved: Shelved) -> None:
    stories = fill(shelved, 40)
    shelved.deliver()
    gone = stories[20]
    shelved.withdraw(gone)
    shelved.deliver()
    for path in ("/", "/latest/"):
        text = shelved.page(path)
        tick = one(html(text), ".ticks .off")
        assert "Withdrawn by the agency" in tick.text()
        assert gone.headline not in text
        assert gone.id not in text


def test_our_words_stand_at_the_side_where_a_story_begins_that_runs_the_other_way(shelved: Shelved) -> None:
    urdu = {"language": "ur", "direction": "rtl", "pictures": (PICTURE,), "blocks": blocks_of("شہر کی پرانی منڈی")}
    shelved.put(*(shelved.story(f"سبزی منڈی {number}", SECTIONS[number % 4], **urdu) for number in range(20)))
    shelved.deliver()
    sheet = asset("look.css")[1].decode()
    (to_the_end,) = re.findall(r"(?m)^([^{}\n]+)\{text-align:end\}", sheet)
    for path in ("/", "/world/"):
        page = html(shelved.page(path))
        assert one(page, "article.lead, article.a").attributes["dir"] == "rtl"
        turned = {node.mem_id for node in page.css(to_the_end)}
        ours = [node for node in page.css("article :is(.kick, .meta)") if node.attributes.get("dir") == "ltr"]
        assert len(ours) > 4
        assert [node.html for node in ours if node.mem_id not in turned] == [], path


def test_the_day_stands_under_the_nameplate(shelved: Shelved) -> None:
    fill(shelved, 5)
    shelved.deliver()
    page = html(shelved.page("/"))
    assert said(page, ".mast p") == "Sunday, 26 October 2025"
    assert said(page, ".day span:first-child") == "Pressed 07:20 IST"
    assert said(page, ".day span:last-child") == "Since midnight: 0 received, 5 published, 0 held, 0 withdrawn"
    assert str(one(page, ".line .out").attributes["d"]).startswith("M436 12v6")
    assert json_ld(page)["@type"] == "NewsMediaOrganization"


def test_an_empty_paper_has_every_standing_page_and_no_dead_link(shelved: Shelved) -> None:
    from wiredesk.outlets.website.press_all import press_all

    shelved.section("World")
    press_all(shelved.now, options=shelved.options, store=shelved.store)
    assert "Nothing has been published here yet." in shelved.page("/")
    assert "Nothing has been published here yet." in shelved.page("/world/")
    assert_no_dead_links(shelved)


def assert_no_dead_links(shelved: Shelved) -> None:
    for path in shelved.paths():
        if path.endswith(("/", ".html")):
            page = html(shelved.page(path))
            for link in [*links(page, "a, head link[href]")]:
                target = link.split("#")[0]
                if target.startswith("/") and not target.startswith("/media/"):
                    assert shelved.store.get(shelved.code, target) is not None, f"{path} leads to {link}"


def test_no_page_of_a_full_paper_has_a_dead_link(shelved: Shelved) -> None:
    stories = fill(shelved, 60)
    shelved.deliver()
    shelved.withdraw(stories[10])
    shelved.deliver()
    assert_no_dead_links(shelved)


def test_a_label_that_repeats_its_heading_is_left_out(shelved: Shelved) -> None:
    fill(shelved, 30)
    shelved.deliver()
    assert not html(shelved.page("/world/")).css(".kick")


def test_a_providers_page_names_where_it_comes_from(shelved: Shelved) -> None:
    fill(shelved, 8)
    shelved.deliver()
    page = html(shelved.page("/provider/hw/"))
    assert said(page, "h1") == "Harbour Wire"
    assert "https://wire.example/" in links(page, ".band header a")


def test_fronts_and_lists_say_what_they_are(shelved: Shelved) -> None:
    fill(shelved, 8)
    shelved.deliver()
    for path in ("/", "/world/", "/latest/", "/provider/hw/", "/archive/", "/withdrawn/"):
        about = one(html(shelved.page(path)), 'meta[name="description"]').attributes["content"]
        assert "The Test Courier" in str(about), path
