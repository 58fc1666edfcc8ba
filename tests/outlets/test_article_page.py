"""A story's own page: every element in its order, every claim true, nothing that the agency did not send."""

import re
from datetime import timedelta

import msgspec
import pytest

from tests.outlets.reading import html, json_ld, links, meta, one, said
from tests.outlets.shelved import PARAGRAPHS, UNTOUCHED, Shelved, blocks_of
from wiredesk.publication.public import (
    Disclaimer,
    DisclaimerState,
    EmbedLink,
    Indexing,
    ProviderRef,
    PublicPicture,
    PublicStory,
    Rendition,
)

PICTURE = PublicPicture(
    width=1600,
    height=1067,
    caption="The mail boat off the inner islands.",
    credit="Harbour Wire",
    renditions=(
        *(
            Rendition(f"/media/boat-{width}.{end}", f"image/{kind}", width, width * 2 // 3)
            for width in (480, 960, 1600)
            for kind, end in (("avif", "avif"), ("webp", "webp"), ("jpeg", "jpg"))
        ),
        Rendition("/media/boat-16x9.jpg", "image/jpeg", 1600, 900, "16x9"),
        Rendition("/media/boat-4x3.jpg", "image/jpeg", 1400, 1050, "4x3"),
        Rendition("/media/boat-1x1.jpg", "image/jpeg", 1200, 1200, "1x1"),
        Rendition("/media/boat-og.jpg", "image/jpeg", 1200, 630, "og"),
    ),
)


def pressed(shelved: Shelved, story: PublicStory, *others: PublicStory) -> str:
    shelved.put(*others, story)
    shelved.deliver()
    return shelved.page(story.path)


def test_the_elements_stand_in_the_order_of_the_reference(shelved: Shelved) -> None:
    story = shelved.story(article_standfirst="A line that adds something.")
    text = pressed(shelved, story, shelved.story("Rail strike ends"))
    marks = [
        'class="kick"',
        "<h1 ",
        "A line that adds something.",
        "By <a",
        "Published",
        'itemprop="articleBody"',
        "How this text reached you",
        "World Related Stories",
    ]
    places = [text.index(mark, text.index("<main")) for mark in marks]
    assert places == sorted(places)


def test_the_body_is_one_element_with_a_paragraph_for_each_of_the_agencys(shelved: Shelved) -> None:
    page = html(pressed(shelved, shelved.story()))
    body = one(page, '[itemprop="articleBody"]')
    assert [node.text() for node in body.css("p")] == list(PARAGRAPHS)
    assert {node.tag for node in body.css("*")} == {"div", "p"}


def test_times_are_in_the_papers_zone_with_a_machine_readable_twin(shelved: Shelved) -> None:
    story = shelved.story()
    page = html(pressed(shelved, msgspec.structs.replace(story, updated_at=story.published_at + timedelta(minutes=30))))
    published, updated = page.css(".by time")
    assert published.text() == "October 26, 2025 07:16 IST"
    assert published.attributes["datetime"] == "2025-10-26T07:16:00+05:30"
    assert updated.text() == "October 26, 2025 07:46 IST"


def test_the_byline_is_the_agency_with_its_page(shelved: Shelved) -> None:
    page = html(pressed(shelved, shelved.story()))
    assert said(page, ".by b") == "By Harbour Wire"
    assert links(page, ".by b a") == ["/provider/hw/"]
    assert shelved.status("/provider/hw/") == 200


def test_a_named_author_stands_before_the_agency(shelved: Shelved) -> None:
    page = html(pressed(shelved, shelved.story(authors=("Runa Skeld", "Per Aldane"))))
    assert said(page, ".by b") == "By Runa Skeld, Per Aldane, Harbour Wire"
    assert [author["@type"] for author in json_ld(page)["author"]] == ["Person", "Person"]


def test_the_slip_says_when_it_was_sent_received_live_and_updated(shelved: Shelved) -> None:
    story = shelved.story()
    later = story.live_at + timedelta(hours=1)
    changed = msgspec.structs.replace(story, updated_at=later, changed_at=later + timedelta(seconds=3), versions=2)
    page = html(pressed(shelved, changed))
    assert [" ".join(node.text().split()) for node in page.css(".hops li")] == [
        "07:16:00 Sent by Harbour Wire",
        "07:16:12 Received here, 12 s later",
        "07:16:13 Live, 1 s later",
        "08:16:13 Updated by the agency",
        "08:16:16 New version live",
    ]
    assert said(page, ".facts dd .num") == "2"


def test_a_hop_on_another_day_says_which(shelved: Shelved) -> None:
    story = shelved.story()
    page = html(pressed(shelved, msgspec.structs.replace(story, sent_at=story.received_at - timedelta(hours=9))))
    assert page.css(".hops li time")[1].text() == "26 Oct 07:16:12"


def test_the_disclaimer_is_there_for_people_and_for_machines(shelved: Shelved) -> None:
    page = html(pressed(shelved, shelved.story()))
    slip = one(page, ".slip")
    assert slip.attributes["data-state"] == "untouched"
    assert said(page, ".said") == UNTOUCHED.text
    assert "Check this text" not in slip.text()


def test_house_copy_carries_no_disclaimer(shelved: Shelved) -> None:
    house = Disclaimer(state=DisclaimerState.HOUSE, sign="", stamp="", text="", language="en")
    staff = ProviderRef("DESK", "The Test Courier", "house")
    page = html(pressed(shelved, shelved.story(disclaimer=house, provider=staff)))
    assert not page.css(".said, .stamp")
    assert one(page, ".slip").attributes["data-state"] == "house"


def test_paid_copy_says_so_and_its_links_are_sponsored(shelved: Shelved) -> None:
    paid = Disclaimer(state=DisclaimerState.PAID, sign="$", stamp="Paid", text="NewsVend paid for this.", language="en")
    blocks = (msgspec.structs.replace(blocks_of("x")[0], html='See <a href="https://shop.example/">the shop</a>.'),)
    story = shelved.story(paid=True, provider=ProviderRef("NV", "NewsVend", "paid"), disclaimer=paid, blocks=blocks)
    page = html(pressed(shelved, story))
    assert said(page, ".kick .ad") == "Paid content"
    assert "sponsored" in str(one(page, ".body a").attributes["rel"]).split()
    assert json_ld(page)["@type"] == "AdvertiserContentArticle"


def test_the_box_holds_the_newest_of_the_section_and_never_the_story_itself(shelved: Shelved) -> None:
    others = [shelved.story(f"World story {number}") for number in range(8)]
    paid = shelved.story("Soap maker opens a shop", paid=True)
    elsewhere = shelved.story("Captain breaks a thumb", "Sport")
    story = shelved.story("The one that is read")
    page = html(pressed(shelved, story, *others, paid, elsewhere))
    assert said(page, "#newest") == "World Related Stories"
    assert links(page, ".rail a") == [one.path for one in reversed(others[3:])]


def test_no_story_stands_twice_on_an_article(shelved: Shelved) -> None:
    story = shelved.story()
    page = html(pressed(shelved, story, *(shelved.story(f"World story {number}") for number in range(8))))
    targets = [link for link in links(page) if re.search(r"-[a-z2-7]{12}/$", link)]
    assert len(targets) == len(set(targets))
    assert story.path not in targets


def test_a_standfirst_that_adds_nothing_is_only_in_the_head(shelved: Shelved) -> None:
    page = html(pressed(shelved, shelved.story(standfirst="Work is to begin …")))
    assert not page.css("main .sf")
    assert meta(page, "description") == "Work is to begin …"


def test_the_first_picture_is_offered_in_every_format_and_keeps_its_place(shelved: Shelved) -> None:
    page = html(pressed(shelved, shelved.story(pictures=(PICTURE, PICTURE))))
    first = one(page, ".text > figure")
    assert [node.attributes["type"] for node in first.css("source")] == ["image/avif", "image/webp"]
    image = first.css("img")[0]
    assert (
        image.attributes["srcset"] == "/media/boat-480.jpg 480w, /media/boat-960.jpg 960w, /media/boat-1600.jpg 1600w"
    )
    assert (image.attributes["width"], image.attributes["height"]) == ("960", "640")
    assert image.attributes["fetchpriority"] == "high"
    assert first.css("figcaption")[0].text() == "The mail boat off the inner islands. Harbour Wire"
    gallery = one(page, ".gallery")
    assert gallery.css("img")[0].attributes["loading"] == "lazy"
    assert links(page, ".gallery a") == ["/media/boat-1600.jpg"]


def test_embeds_are_links_outside_the_body(shelved: Shelved) -> None:
    embeds = (EmbedLink("video", "https://www.video.example/1"), EmbedLink("post", "javascript:alert(1)"))
    page = html(pressed(shelved, shelved.story(embeds=embeds)))
    assert said(page, ".with a") == "Video at video.example"
    assert not page.css(".body .with")


def test_search_engines_read_what_people_read(shelved: Shelved) -> None:
    story = shelved.story(pictures=(PICTURE,), standfirst="Work is to begin.")
    page = html(pressed(shelved, story))
    data = json_ld(page)
    address = f"http://localhost:8000{story.path}"
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == story.headline
    assert data["mainEntityOfPage"]["@id"] == data["url"] == address
    assert data["datePublished"] == "2025-10-26T07:16:00+05:30"
    assert data["dateModified"] == data["datePublished"]
    assert data["isAccessibleForFree"] is True
    assert data["author"] == [
        {"@type": "Organization", "name": "Harbour Wire", "url": "http://localhost:8000/provider/hw/"}
    ]
    assert data["publisher"]["logo"]["url"].startswith("http://localhost:8000/static/mark.")
    assert [image.rpartition("-")[2] for image in data["image"]] == ["16x9.jpg", "4x3.jpg", "1x1.jpg"]
    assert meta(page, "og:image") == "http://localhost:8000/media/boat-og.jpg"
    assert meta(page, "og:url") == address
    assert meta(page, "og:title") == story.headline


@pytest.mark.parametrize(
    ("indexing", "robots", "news", "canonical"),
    [
        (Indexing.INDEX, "max-image-preview:large", None, "own"),
        (Indexing.NOINDEX_NEWS, "max-image-preview:large", "noindex", "own"),
        (Indexing.NOINDEX, "noindex", None, "own"),
        (Indexing.CANONICAL, "max-image-preview:large", None, "agency"),
    ],
)
def test_indexing_is_what_the_contract_says(
    shelved: Shelved, indexing: Indexing, robots: str, news: str | None, canonical: str
) -> None:
    story = shelved.story(indexing=indexing, agency_link="https://wire.example/story/9")
    page = html(pressed(shelved, story))
    wanted = {"own": f"http://localhost:8000{story.path}", "agency": "https://wire.example/story/9"}
    assert meta(page, "robots") == robots
    assert meta(page, "Googlebot-News") == news
    assert one(page, 'link[rel="canonical"]').attributes["href"] == wanted[canonical]


def test_a_story_in_another_language_says_so_and_our_words_beside_it_too(shelved: Shelved) -> None:
    story = shelved.story(
        "سبزی منڈی ایک چھت کے نیچے", language="ur", direction="rtl", blocks=blocks_of("شہر کی پرانی منڈی")
    )
    page = html(pressed(shelved, story))
    article = one(page, "article.story")
    assert (article.attributes["lang"], article.attributes["dir"]) == ("ur", "rtl")
    assert one(page, ".slip").attributes["lang"] == "en"
    card = one(html(shelved.page("/")), 'article.card[lang="ur"][dir="rtl"]')
    assert {node.attributes["lang"] for node in card.css(".kick, .meta")} == {"en"}


def test_a_made_up_paper_says_so_on_every_page(shelved: Shelved) -> None:
    shelved.options = msgspec.structs.replace(shelved.options, made_up=True)
    story = shelved.story()
    pressed(shelved, story)
    for path in shelved.paths():
        if path.endswith(("/", "/404.html")):
            assert "in this paper is made up" in shelved.page(path), path
