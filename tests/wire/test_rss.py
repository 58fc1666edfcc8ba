"""RSS as it is sent: each field from the element that means it, and nothing from the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.reading import NAMESPACES, item, read
from wiredesk.wire.formats.rss.format import Rss
from wiredesk.wire.parsed import BrokenItem, ParsedItem, ParsedPicture, Subject

RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{}"><channel><title>T</title></channel>'
    '<item rdf:about="urn:about"><title>One</title></item></rdf:RDF>'
)


@pytest.mark.parametrize(
    "data",
    [
        '<rss version="0.91"><channel/></rss>',
        '<rss version="2.0"/>',
        '<rss xmlns="http://backend.userland.com/rss2"/>',
        '<r:rss xmlns:r="http://purl.org/rss/1.0/"/>',
        RDF.format("http://purl.org/rss/1.0/"),
        RDF.format("http://my.netscape.com/rdf/simple/0.9/"),
    ],
)
def test_rss_is_recognised_by_its_root(data: str) -> None:
    assert Rss().recognises(data.encode())


@pytest.mark.parametrize(
    "data", ["<html><body>rss</body></html>", "<feed/>", '{"rss": 1}', "", "<rdf/>", "<!-- <rss> -->"]
)
def test_what_only_mentions_rss_is_not_recognised(data: str) -> None:
    assert not Rss().recognises(data.encode())


def test_padding_around_link_and_guid_is_no_part_of_them() -> None:
    found = item("<link>\n  https://a.example/1\n</link><guid isPermaLink='false'>\n g-1 \n</guid>")
    assert (found.link, found.guid) == ("https://a.example/1", "g-1")


def test_a_guid_is_a_link_unless_it_says_that_it_is_none() -> None:
    assert item("<guid>https://a.example/1</guid>").link == "https://a.example/1"
    assert item("<guid isPermaLink='false'>https://a.example/1</guid>").link is None
    assert item("<guid>tag:1</guid>").link is None
    assert item("<guid>https://a.example/1</guid><link>https://a.example/2</link>").link == "https://a.example/2"


@pytest.mark.parametrize(
    ("inside", "guid"),
    [
        ("<guid>g</guid><atom:id>i</atom:id><link>https://a.example/l</link>", "g"),
        ("<atom:id>i</atom:id><link>https://a.example/l</link>", "i"),
        ("<link>https://a.example/l</link><title>T</title>", "https://a.example/l"),
    ],
)
def test_the_first_identity_that_is_there_stands(inside: str, guid: str) -> None:
    assert item(inside).guid == guid


def test_without_an_identity_title_and_date_make_one_that_stays() -> None:
    first = item("<title>T</title><pubDate>Tue, 4 Mar 2025 10:00:00 GMT</pubDate><description>a</description>")
    again = item("<title>T</title><pubDate>Tue, 4 Mar 2025 10:00:00 GMT</pubDate><description>b</description>")
    other = item("<title>U</title><pubDate>Tue, 4 Mar 2025 10:00:00 GMT</pubDate><description>a</description>")
    assert first.guid == again.guid != other.guid
    assert item("<description>a</description>").guid != item("<description>b</description>").guid


def test_a_description_alone_is_the_body_and_beside_a_body_it_is_the_summary() -> None:
    alone = item("<description>Short.</description>")
    assert (alone.body, alone.body_type, alone.summary) == ("Short.", "text", None)
    both = item("<description>Short.</description><content:encoded>&lt;p&gt;Long.&lt;/p&gt;</content:encoded>")
    assert (both.body, both.body_type, both.summary) == ("<p>Long.</p>", "html", "Short.")


def test_text_that_was_escaped_twice_stays_as_it_was_sent() -> None:
    assert item("<description>&lt;p&gt;Tom &amp;amp;amp; Co&lt;/p&gt;</description>").body == "<p>Tom &amp;amp; Co</p>"


def test_a_title_that_was_escaped_twice_is_read_once_more_and_says_so() -> None:
    found = item("<title>Tom &amp;amp; Co&amp;#8217;s</title>")
    assert found.headline == "Tom & Co’s"
    assert [repair.name for repair in found.repairs] == ["title_escaped_twice"]
    assert item("<title>AT&amp;T, Q&amp;A; 1 &lt; 2</title>").headline == "AT&T, Q&A; 1 < 2"


def test_naked_markup_is_read_as_html() -> None:
    found = item("<description><p>One <b>two</b><br/></p><i></i></description>")
    assert found.body == "<p>One <b>two</b><br></p><i></i>"


def test_text_with_an_angle_that_is_no_tag_stays_plain() -> None:
    found = item("<description>5 &lt; 6 &amp; 7</description>")
    assert (found.body, found.body_type) == ("5 < 6 & 7", "text")


@pytest.mark.parametrize(
    ("inside", "authors"),
    [
        ("<author>desk@a.example (Ana Roe)</author>", ("Ana Roe",)),
        ("<author>Ana Roe &lt;desk@a.example&gt;</author>", ("Ana Roe",)),
        ("<author>desk@a.example</author>", ()),
        ("<dc:creator>ANI</dc:creator><dc:creator>Ana Roe</dc:creator>", ("ANI", "Ana Roe")),
        ("<author>a@a.example (Ana Roe)</author><dc:creator>ANI</dc:creator>", ("Ana Roe",)),
        ("<itunes:author>Ana Roe</itunes:author>", ("Ana Roe",)),
        ("<dc:creator>Ana Roe &amp;amp; Jon Moe</dc:creator>", ("Ana Roe & Jon Moe",)),
        ("<dc:creator>&lt;a href='https://a.example/'&gt;Ana Roe&lt;/a&gt;</dc:creator>", ("Ana Roe",)),
        ("<dc:creator>https://a.example/ana</dc:creator>", ()),
    ],
)
def test_authors_are_names_and_never_addresses(inside: str, authors: tuple[str, ...]) -> None:
    assert item(inside).authors == authors


def test_dates_have_their_places() -> None:
    found = item(
        "<pubDate>Tue, 4 Mar 2025 10:00:00 +0530</pubDate><dcterms:modified>2025-03-04T06:00:00Z</dcterms:modified>"
    )
    assert found.created_at == found.sent_at
    assert str(found.created_at) == "2025-03-04 04:30:00+00:00"
    assert str(found.updated_at) == "2025-03-04 06:00:00+00:00"
    assert str(item("<dc:date>2025-03-04</dc:date>").updated_at) == "2025-03-04 00:00:00+00:00"


def test_a_date_without_a_zone_is_in_the_services_zone() -> None:
    found = item("<pubDate>Tue, 4 Mar 2025 10:00:00</pubDate>", zone="Asia/Kolkata")
    assert str(found.created_at) == "2025-03-04 04:30:00+00:00"


def test_a_date_that_cannot_be_read_is_kept_as_it_was_sent() -> None:
    found = item("<pubDate>03/04/2025</pubDate>")
    assert found.created_at is None
    assert found.bad_dates == ("03/04/2025",)


def test_categories_and_subjects_are_kept_with_their_scheme() -> None:
    found = item("<category domain='urn:s'>World</category><dc:subject>Peace</dc:subject><category/>")
    assert found.subjects == (Subject("World", scheme="urn:s"), Subject("Peace"))


def test_the_items_language_goes_before_the_channels() -> None:
    channel = "<language>en-in</language>"
    assert item("<title>T</title>", channel=channel).language == "en-in"
    assert item("<dc:language>mr</dc:language>", channel=channel).language == "mr"


def test_of_several_renditions_the_widest_is_the_picture() -> None:
    found = item(
        "<media:group><media:content url='https://a.example/s.jpg' type='image/jpeg' width='320'/>"
        "<media:content url='https://a.example/l.jpg' type='image/jpeg' width='1600' height='900'>"
        "<media:credit>Jon</media:credit></media:content><media:description>Quay.</media:description></media:group>"
        "<media:thumbnail url='https://a.example/t.jpg'/>"
    )
    assert found.pictures == (
        ParsedPicture("https://a.example/l.jpg", "image/jpeg", 1600, 900, caption="Quay.", credit="Jon"),
    )


def test_an_enclosure_counts_whatever_its_length_says() -> None:
    found = item("<enclosure url='https://a.example/p.JPG?w=1' type='' length='123'/>")
    assert [picture.url for picture in found.pictures] == ["https://a.example/p.JPG?w=1"]


def test_the_same_picture_twice_is_one_with_everything_known_of_it() -> None:
    found = item(
        "<enclosure url='https://a.example/p.jpg' type='image/jpeg'/>"
        "<media:content url='https://a.example/p.jpg' width='800' medium='image'>"
        "<media:title>Quay</media:title></media:content>"
    )
    assert found.pictures == (ParsedPicture("https://a.example/p.jpg", "image/jpeg", 800, caption="Quay"),)


def test_film_and_sound_become_embeds() -> None:
    found = item(
        "<media:content url='https://a.example/f.mp4' type='video/mp4'/>"
        "<enclosure url='https://a.example/s.mp3' type='audio/mpeg'/>"
    )
    assert [(embed.kind, embed.url) for embed in found.embeds] == [
        ("video", "https://a.example/f.mp4"),
        ("audio", "https://a.example/s.mp3"),
    ]
    assert found.pictures == ()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:image/png;base64,AA", "//", "http://"]
)
def test_a_picture_that_is_not_on_the_web_is_none(address: str) -> None:
    assert item(f"<enclosure url='{address}' type='image/png'/>").pictures == ()


def test_relative_addresses_are_made_whole_and_words_stay() -> None:
    found = item(
        "<link>/1</link>"
        "<description>&lt;a href='/x?a=1&amp;amp;b=2'&gt;href=/y&lt;/a&gt; &lt;a href=\"#n\"&gt;</description>",
        base_url="https://feeds.example/world/rss.xml",
    )
    assert found.link == "https://feeds.example/1"
    assert found.body == '<a href="https://feeds.example/x?a=1&amp;b=2">href=/y</a> <a href="#n">'


def test_a_relative_xml_base_of_naked_markup_counts_once() -> None:
    found = item("<description xml:base='a/'><a href='x'>x</a></description>", base_url="https://a.example/")
    assert found.body == '<a href="https://a.example/a/x">x</a>'


def test_without_an_address_of_its_own_a_feed_speaks_for_its_channels_site() -> None:
    assert item("<link>/1</link>", channel="<link>https://a.example/</link>").link == "https://a.example/1"


def test_atom_elements_inside_rss_stand_behind_its_own() -> None:
    found = item(
        "<title>Mine</title><atom:title>Other</atom:title><atom:updated>2025-03-04T10:00:00Z</atom:updated>"
        "<atom:link rel='enclosure' type='image/png' href='https://a.example/p.png'/>"
        "<atom:link rel='self' href='https://a.example/self'/>"
    )
    assert found.headline == "Mine"
    assert str(found.updated_at) == "2025-03-04 10:00:00+00:00"
    assert found.link is None
    assert len(found.pictures) == 1


def test_an_alternate_atom_link_stands_where_rss_has_none_of_its_own() -> None:
    inside = "<guid>https://a.example/g</guid><atom:link rel='alternate' href='https://a.example/1'/>"
    assert item(inside).link == "https://a.example/1"
    assert item(f"<link>https://a.example/2</link>{inside}").link == "https://a.example/2"


@pytest.mark.parametrize("namespace", ["http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"])
def test_rdf_items_stand_beside_their_channel(namespace: str) -> None:
    (found,) = read(RDF.format(namespace).encode())
    assert isinstance(found, ParsedItem)
    assert (found.headline, found.guid) == ("One", "urn:about")


def test_rdf_that_declares_its_rss_on_the_items_is_read_too() -> None:
    data = RDF.replace(' xmlns="{}"', "").replace("<item ", '<item xmlns="http://purl.org/rss/1.0/" ')
    (found,) = read(data.encode())
    assert isinstance(found, ParsedItem)
    assert (found.headline, found.guid) == ("One", "urn:about")


def test_the_case_of_an_elements_name_makes_no_difference() -> None:
    data = b"<rss><channel><Item><Title>One</Title><PubDate>4 Mar 2025</PubDate></Item></channel></rss>"
    (found,) = read(data)
    assert isinstance(found, ParsedItem)
    assert found.headline == "One"
    assert str(found.created_at) == "2025-03-04 00:00:00+00:00"


@pytest.mark.parametrize(
    "value",
    ["<p xmlns='http://www.w3.org/1999/xhtml'>Long.</p>", "<![CDATA[<p>Long.</p>]]>", "&lt;p&gt;Long.&lt;/p&gt;"],
)
def test_the_content_modules_first_syntax_is_a_body_too(value: str) -> None:
    rdf = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
    found = item(
        f"<description>Short.</description><content:items {rdf}><rdf:Bag><rdf:li><content:item>"
        "<content:format rdf:resource='http://www.w3.org/TR/html4/'/>"
        f"<rdf:value>{value}</rdf:value></content:item></rdf:li></rdf:Bag></content:items>"
    )
    assert (found.body, found.summary) == ("<p>Long.</p>", "Short.")


def test_a_word_in_the_place_of_an_image_is_no_picture() -> None:
    assert item("<image>logo</image>", base_url="https://a.example/").pictures == ()


def test_a_feed_in_capitals_is_a_feed() -> None:
    assert Rss().recognises(b"<RSS version='2.0'><CHANNEL><ITEM><TITLE>Nine boats</TITLE></ITEM></CHANNEL></RSS>")


@pytest.mark.parametrize("image", ["<image>/i.jpg</image>", "<image><title>T</title><url> /i.jpg </url></image>"])
def test_an_image_of_an_item_is_its_picture_where_there_is_no_other(image: str) -> None:
    found = item(image, base_url="https://a.example/")
    assert found.pictures == (ParsedPicture("https://a.example/i.jpg"),)
    larger = item(f"{image}<enclosure url='https://a.example/l.jpg' type='image/jpeg'/>", base_url="https://a.example/")
    assert [picture.url for picture in larger.pictures] == ["https://a.example/l.jpg"]


@pytest.mark.parametrize(
    ("declared", "inside"),
    [
        ("xmlns:c='https://purl.org/rss/1.0/modules/content/'", "<c:encoded>&lt;p&gt;x&lt;/p&gt;</c:encoded>"),
        ("xmlns:c='http://purl.org/RSS/1.0/modules/content'", "<c:encoded>&lt;p&gt;x&lt;/p&gt;</c:encoded>"),
        ("xmlns:m='http://www.rssboard.org/media-rss'", "<m:content url='https://a.example/1.jpg'/>"),
    ],
)
def test_a_namespace_is_known_however_it_is_spelt(declared: str, inside: str) -> None:
    (found,) = read(f"<rss {declared}><channel><item>{inside}</item></channel></rss>".encode())
    assert isinstance(found, ParsedItem)
    assert found.body or found.pictures


def test_an_item_of_another_namespace_is_no_item() -> None:
    data = (
        f"<rss {NAMESPACES}><channel><x:item><title>No</title></x:item><item><title>Yes</title></item></channel></rss>"
    )
    assert [found.headline for found in read(data.encode()) if isinstance(found, ParsedItem)] == ["Yes"]


def test_a_broken_item_is_told_with_its_bytes_guid_and_what_to_do() -> None:
    data = b"<rss><channel><item><guid>g-1</guid><title>Bad</item><item><title>Good</title></item></channel></rss>"
    broken, good = read(data)
    assert isinstance(broken, BrokenItem)
    assert (broken.reason, broken.guid) == ("not_well_formed", "g-1")
    assert broken.raw == b"<item><guid>g-1</guid><title>Bad</item>"
    assert "Ask the provider" in broken.detail
    assert isinstance(good, ParsedItem)


def test_a_feed_whose_end_is_missing_still_gives_its_items_and_says_so() -> None:
    (found,) = read(b"<rss><channel><title>T<item><title>Good</title></item>")
    assert isinstance(found, ParsedItem)
    assert [repair.name for repair in found.repairs] == ["read_alone"]


@given(st.text(alphabet="abc <>&", max_size=30), st.text(alphabet="0123456789: ", max_size=20))
def test_an_items_bytes_do_not_depend_on_its_channel(title: str, built: str) -> None:
    mine = b"<item><guid>g</guid><title>One &amp; only</title></item>"
    head = f"<rss><channel><title><![CDATA[{title}]]></title><lastBuildDate>{built}</lastBuildDate>".encode()
    (found,) = read(head + mine + b"</channel></rss>")
    assert isinstance(found, ParsedItem)
    assert found.raw == mine


def test_a_feed_that_declares_its_prefix_on_the_channel_is_read_too() -> None:
    data = b"<rss><channel xmlns:r='http://purl.org/rss/1.0/'><r:item><r:title>One</r:title></r:item></channel></rss>"
    assert [found.headline for found in read(data) if isinstance(found, ParsedItem)] == ["One"]


def test_a_guid_too_long_to_keep_goes_by_its_digest() -> None:
    first, second = item(f"<guid>{'g' * 2000}1</guid>").guid, item(f"<guid>{'g' * 2000}2</guid>").guid
    assert first != second
    assert len(first) < 100


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("The &lt;i&gt;Aurora &lt;b&gt;II&lt;/b&gt;&lt;/i&gt; sails", "The Aurora II sails"),
        ("History of the &lt;i&gt; tag", "History of the <i> tag"),
        ("&lt;p>Floods hit Assam&lt;/p>&lt;p>Ten dead&lt;/p>", "Floods hit Assam Ten dead"),
        ("x &lt; y &lt;/i&gt;", "x < y </i>"),
        (
            "&lt;p&gt;The &lt;a href='https://a.example/'&gt;Aurora&lt;/a&gt;&lt;br/&gt;sails&lt;/p&gt;",
            "The Aurora sails",
        ),
        ("&lt;b&gt;1 &lt; 2&lt;/b&gt;", "1 < 2"),
        ("Where to put &lt;br&gt; and &lt;a&gt;", "Where to put <br> and <a>"),
    ],
)
def test_tags_that_only_set_words_are_no_words_of_a_headline(title: str, headline: str) -> None:
    assert item(f"<title>{title}</title>").headline == headline


@pytest.mark.parametrize("attribute", ["ispermalink", "IsPermaLink", "isPermalink"])
def test_a_guid_says_that_it_is_no_link_in_whatever_case(attribute: str) -> None:
    assert item(f"<guid {attribute}='false'>https://a.example/1</guid>").link is None


def test_a_number_or_a_name_is_no_address_of_a_page() -> None:
    channel = "<link>https://a.example/</link>"
    assert item("<guid>48213</guid>", channel=channel).link is None
    assert item("<guid>wire/2026/48213</guid>", channel=channel).link is None
    assert item("<guid>/2026/48213.html</guid>", channel=channel).link == "https://a.example/2026/48213.html"


@pytest.mark.parametrize("short_first", [True, False])
def test_of_two_texts_the_one_that_is_far_longer_is_the_body(*, short_first: bool) -> None:
    long = "<p>Nine boats left the harbour at dawn.</p><p>All of them came back before the storm did.</p>"
    texts = [("summary", "Nine boats left."), ("description", long.replace("<", "&lt;"))]
    sent = texts if short_first else texts[::-1]
    found = item("".join(f"<{name}>{text}</{name}>" for name, text in sent))
    assert (found.body, found.summary) == (long, "Nine boats left.")
