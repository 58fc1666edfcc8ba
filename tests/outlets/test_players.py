"""Films and players stand beside the text, fetch nothing unasked, and open the policy no further than they need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outlets.reading import html
from tests.outlets.shelved import Shelved
from tests.outlets.test_article_page import PICTURE
from wiredesk.outlets.policy import HEADER, content_policy
from wiredesk.outlets.website.players import film_of, player_of, policy_for
from wiredesk.publication.public import EmbedLink

FILM = EmbedLink("video", "https://media.agency.example/2026/ice.mp4")
STREAM = EmbedLink("video", "https://media.agency.example/2026/ice.m3u8?token=1")
YOUTUBE = EmbedLink("video", "https://www.youtube.com/watch?v=madeup_2026")
NO_COOKIE = "https://www.youtube-nocookie.com"


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=madeup_2026", f"{NO_COOKIE}/embed/madeup_2026?autoplay=1"),
        ("https://m.youtube.com/watch?app=x&v=madeup_2026", f"{NO_COOKIE}/embed/madeup_2026?autoplay=1"),
        ("https://youtu.be/madeup_2026?t=4", f"{NO_COOKIE}/embed/madeup_2026?autoplay=1"),
        ("https://www.youtube.com/shorts/madeup_2026", f"{NO_COOKIE}/embed/madeup_2026?autoplay=1"),
        (
            "https://x.com/harbour/status/1234567890",
            "https://platform.twitter.com/embed/Tweet.html?id=1234567890&dnt=true",
        ),
        (
            "https://twitter.com/h/status/12345/photo/1",
            "https://platform.twitter.com/embed/Tweet.html?id=12345&dnt=true",
        ),
        ("https://www.instagram.com/p/Cmadeup20/", "https://www.instagram.com/p/Cmadeup20/embed/"),
        ("https://www.instagram.com/harbour/reel/Cmadeup20/?utm=1", "https://www.instagram.com/p/Cmadeup20/embed/"),
    ],
)
def test_a_known_sites_player_is_asked_for_without_tracking(url: str, player: str) -> None:
    found = player_of(EmbedLink("post", url))
    assert found is not None
    assert found.address == player
    assert found.address.startswith(found.origin + "/")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/playlist?list=PL1",
        "https://www.youtube.com/",
        "https://youtube.com.evil.example/watch?v=madeup_2026",
        "https://evil.example/?v=madeup_2026",
        "https://x.com/harbour",
        "https://www.instagram.com/harbour/",
        "https://video.example/embed/orlesk-ice",
    ],
)
def test_every_other_address_stays_a_link(url: str) -> None:
    assert player_of(EmbedLink("video", url)) is None


@pytest.mark.parametrize(
    ("embed", "media_type"), [(FILM, "video/mp4"), (STREAM, "application/vnd.apple.mpegurl")], ids=["mp4", "hls"]
)
def test_an_agencys_film_is_shown_and_not_fetched(shelved: Shelved, embed: EmbedLink, media_type: str) -> None:
    story = shelved.story(embeds=(embed,))
    shelved.put(story)
    shelved.deliver()
    page = html(shelved.page(story.path))
    film = page.css("video")[0]
    assert film.attributes["preload"] == "none"
    assert "autoplay" not in film.attributes
    assert page.css("video source")[0].attributes == {"src": embed.url, "type": media_type}
    assert [one.attributes["href"] for one in page.css(".with a")] == [embed.url]
    assert not page.css("[itemprop=articleBody] video")


def test_the_storys_picture_stands_over_its_first_film_alone(shelved: Shelved) -> None:
    other = EmbedLink("video", "https://media.agency.example/2026/more.mp4")
    story = shelved.story(embeds=(YOUTUBE, FILM, other), pictures=(PICTURE,))
    shelved.put(story)
    shelved.deliver()
    page = html(shelved.page(story.path))
    # The narrowest that is stored, which a phone has asked for already.
    assert [one.attributes.get("poster") for one in page.css("video")] == ["/media/boat-480.webp", None]
    assert "/media/boat-480.webp 480w" in str(page.css("figure source[type='image/webp']")[0].attributes["srcset"])


def test_a_film_without_a_picture_has_no_poster(shelved: Shelved) -> None:
    story = shelved.story(embeds=(FILM,))
    shelved.put(story)
    shelved.deliver()
    assert "poster" not in html(shelved.page(story.path)).css("video")[0].attributes


@pytest.mark.parametrize(
    "url", ["http://media.agency.example/a.mp4", "https://media.agency.example/a.pdf", "https://a;b.example/a.mp4"]
)
def test_what_a_browser_would_not_play_here_stays_a_link(url: str) -> None:
    assert film_of(EmbedLink("video", url)) is None


def test_a_players_still_is_a_link_and_nothing_of_the_site_is_on_the_page(shelved: Shelved) -> None:
    story = shelved.story(embeds=(YOUTUBE,))
    shelved.put(story)
    shelved.deliver()
    page = html(shelved.page(story.path))
    still = page.css(".still")[0]
    assert [one.attributes["href"] for one in still.css("a")] == [YOUTUBE.url]
    assert str(still.attributes["data-player"]).startswith(NO_COOKIE)
    assert not page.css("iframe, .body [data-player], img[src*=yt]")


def test_a_page_is_allowed_what_it_embeds_and_every_other_page_is_not(shelved: Shelved) -> None:
    with_player, plain = shelved.story("With", embeds=(YOUTUBE, FILM)), shelved.story("Without")
    shelved.put(with_player, plain)
    shelved.deliver()
    stored = shelved.store.get(shelved.code, with_player.path)
    other = shelved.store.get(shelved.code, plain.path)
    assert stored is not None
    assert other is not None
    allowed = dict(stored.headers)[HEADER]
    assert f"; frame-src {NO_COOKIE};" in allowed
    assert "; media-src https://media.agency.example;" in allowed
    assert other.headers == ()


def test_a_withdrawn_story_leaves_no_player_and_no_policy_of_its_own(shelved: Shelved) -> None:
    story = shelved.story(embeds=(YOUTUBE,))
    shelved.put(story)
    shelved.deliver()
    shelved.withdraw(story)
    shelved.deliver()
    stored = shelved.store.get(shelved.code, story.path)
    assert stored is not None
    assert (stored.status, stored.headers) == (410, ())
    assert "youtube" not in shelved.page(story.path)


@given(st.text(max_size=60), st.sampled_from(["https://", "http://", ""]), st.sampled_from([".mp4", ".m3u8", ""]))
def test_no_address_adds_a_word_to_the_policy(name: str, scheme: str, ending: str) -> None:
    try:
        allowed = policy_for([EmbedLink("video", f"{scheme}{name}/a{ending}")])
    except ValueError:
        pytest.fail("an address that cannot be read stops a page")
    assert len(allowed.split("; ")) <= len(content_policy().split("; ")) + 1
    assert allowed.isascii()
