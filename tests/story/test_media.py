"""Pictures and embeds leave the text, and are kept beside it."""

import pytest

from wiredesk.story.canonical import canonical_of_tree, canonical_text, parse
from wiredesk.story.normalise.html import blocks_of
from wiredesk.story.normalise.media import Media, media_of

TWEET = (
    '<blockquote class="twitter-tweet"><p>Nine boats</p>A desk (@desk)'
    ' <a href="https://twitter.com/desk/status/1">March 9</a></blockquote><script src="//t.example/w.js"></script>'
)


def _read(html: str) -> tuple[Media, str]:
    tree = parse(html)
    media = media_of(tree, "https://agency.example/news/1")
    blocks = blocks_of(tree, skip=media.skip).blocks
    assert canonical_text(blocks) == canonical_of_tree(tree, media.skip)
    return media, canonical_text(blocks)


@pytest.mark.parametrize(
    ("html", "kind", "url"),
    [
        (TWEET, "post", "https://twitter.com/desk/status/1"),
        (
            '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/x/"><p>A</p></blockquote>',
            "post",
            "https://www.instagram.com/p/x/",
        ),
        (
            '<div class="fb-post" data-href="https://www.facebook.com/p/1">A</div>',
            "post",
            "https://www.facebook.com/p/1",
        ),
        (
            '<iframe src="//www.youtube.com/embed/abc?rel=0" width=560></iframe>',
            "video",
            "https://www.youtube.com/watch?v=abc",
        ),
        ('<iframe src="https://player.vimeo.com/video/1"></iframe>', "video", "https://player.vimeo.com/video/1"),
        ('<iframe src="https://maps.example/1">Old browser</iframe>', "frame", "https://maps.example/1"),
        ('<video poster=p.jpg><source src="/v.mp4">No video</video>', "video", "https://agency.example/v.mp4"),
        ('<audio src="https://a.example/1.mp3"></audio>', "audio", "https://a.example/1.mp3"),
        (
            '<object data="https://a.example/x"><embed src="https://a.example/y"></object>',
            "frame",
            "https://a.example/x",
        ),
    ],
)
def test_an_embed_is_a_link_beside_the_text(html: str, kind: str, url: str) -> None:
    media, text = _read(f"<p>Before.</p>{html}<p>After.</p>")
    assert text == "Before.\nAfter."
    assert [(embed.kind, embed.url) for embed in media.embeds] == [(kind, url)]
    assert media.embeds[0].html.startswith("<")


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="javascript:x()"></iframe>',
        '<iframe src="https://count.example/" width=1 height=1></iframe>',
        "<iframe></iframe>",
        '<object data="data:text/html,x"></object>',
        "<blockquote class=twitter-tweet>No address</blockquote>",
    ],
)
def test_an_embed_without_an_address_worth_following_is_dropped(html: str) -> None:
    media, text = _read(f"<p>Before.</p>{html}<p>After.</p>")
    assert (media.embeds, text) == ((), "Before.\nAfter.")


def test_a_quotation_in_the_text_stays_text() -> None:
    media, text = _read('<p>He said:</p><blockquote class="quote">Nine boats</blockquote>')
    assert (media.embeds, text) == ((), "He said:\nNine boats")


def test_a_figures_caption_goes_with_its_picture() -> None:
    media, text = _read(
        "<p>Before.</p><figure><img src=/p.jpg width=800 height=450>"
        "<figcaption>Boats at dawn | <span class=credit>A. Writer/ANI</span></figcaption></figure><p>After.</p>"
    )
    assert text == "Before.\nAfter."
    (picture,) = media.pictures
    assert (picture.url, picture.width, picture.height) == ("https://agency.example/p.jpg", 800, 450)
    assert (picture.caption, picture.credit) == ("Boats at dawn", "A. Writer/ANI")


def test_a_figure_without_a_picture_keeps_its_words() -> None:
    _, text = _read("<figure><table><tr><td>1<td>2</table><figcaption>Catches</figcaption></figure>")
    assert text == "1\t2\nCatches"


@pytest.mark.parametrize(
    ("img", "url"),
    [
        ("<p><img src='https://a.example/p.jpg?a=1&amp;b=2'></p>", "https://a.example/p.jpg?a=1&b=2"),
        ("<img src='data:image/gif;base64,x' data-src='/p.jpg'>", "https://agency.example/p.jpg"),
        ("<img src=/one.gif width=1 height=1>", None),
        ("<img src=javascript:x>", None),
        ("<img class=emoji src=/e.png alt='x'>", None),
        ("<img>", None),
    ],
)
def test_which_pictures_count(img: str, url: str | None) -> None:
    media, text = _read(f"<p>Boats.</p>{img}{img}")
    assert text == "Boats."
    assert [picture.url for picture in media.pictures] == ([url] if url else [])


def test_an_alternative_text_of_several_words_serves_as_a_caption() -> None:
    media, _ = _read("<img src=/a.jpg alt='Boats at dawn'><img src=/b.jpg alt='IMG_1.jpg'>")
    assert [picture.caption for picture in media.pictures] == ["Boats at dawn", None]
