"""Atom 1.0 and 0.3: text by its type, people by their names, addresses against xml:base, tombstones as kills."""

import pytest

from tests.wire.reading import entry, read
from wiredesk.wire.formats.atom.format import Atom
from wiredesk.wire.parsed import BrokenItem, ParsedItem, PubStatus, SignalKind, Subject


@pytest.mark.parametrize(
    "data",
    [
        '<feed xmlns="http://www.w3.org/2005/Atom"/>',
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"/>',
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"/>',
        '<entry xmlns="http://www.w3.org/2005/Atom"/>',
        "<feed/>",
    ],
)
def test_atom_is_recognised_by_its_root(data: str) -> None:
    assert Atom().recognises(data.encode())


@pytest.mark.parametrize("data", ['<feed xmlns="urn:other"/>', "<entry/>", "<rss/>", "feed"])
def test_what_is_merely_called_a_feed_is_not_recognised(data: str) -> None:
    assert not Atom().recognises(data.encode())


@pytest.mark.parametrize(
    ("element", "body", "kind"),
    [
        ("<content>1 &lt; 2 &amp;amp; &lt;b></content>", "1 < 2 &amp; <b>", "text"),
        ("<content type='html'>&lt;p>One&lt;/p></content>", "<p>One</p>", "html"),
        (
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One</p></div></content>",
            "<p>One</p>",
            "html",
        ),
        (
            "<content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:br/>x</h:div></content>",
            "<br>x",
            "html",
        ),
        ("<content type='text/plain'>One</content>", "One", "text"),
        ("<content type='application/octet-stream'>PHA+T25lPC9wPg==</content>", "<p>One</p>", "html"),
        ("<summary>One</summary>", "One", "text"),
    ],
)
def test_content_is_read_by_its_type(element: str, body: str, kind: str) -> None:
    found = entry(element)
    assert (found.body, found.body_type) == (body, kind)


@pytest.mark.parametrize(
    "element",
    ["<content type='image/png' src='https://a.example/p.png'/>", "<content type='image/png'>iVBORw0KGgo=</content>"],
)
def test_content_that_is_no_text_is_no_body(element: str) -> None:
    assert entry(element).body is None


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("<title>1 &lt; 2 &lt;b></title>", "1 < 2 <b>"),
        ("<title type='html'>The &lt;i>Aurora&lt;/i> &amp;amp; crew</title>", "The Aurora & crew"),
        ("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>The <i>Aurora</i></div></title>", "The Aurora"),
    ],
)
def test_a_headline_is_plain_words_whatever_the_title_is(title: str, headline: str) -> None:
    assert entry(title).headline == headline


def test_addresses_are_made_whole_against_every_xml_base_around_them() -> None:
    data = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/'><entry xml:base='news/'>"
        "<link href='1'/><content type='xhtml' xml:base='deep/'><div xmlns='http://www.w3.org/1999/xhtml'>"
        "<p xml:base='er/'><a href='x'>x</a></p><img src='y.png'/></div></content></entry></feed>"
    )
    (found,) = read(data.encode())
    assert isinstance(found, ParsedItem)
    assert found.link == "https://a.example/news/1"
    assert found.body is not None
    assert 'href="https://a.example/news/deep/er/x"' in found.body
    assert 'src="https://a.example/news/deep/y.png"' in found.body


@pytest.mark.parametrize(
    "content",
    [
        "<content type='xhtml' xml:base='a/'><p xmlns='http://www.w3.org/1999/xhtml'><a href='x'>x</a></p></content>",
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml' xml:base='a/'><a href='x'/></div></content>",
        "<content type='html' xml:base='a/'>&lt;a href='x'>x&lt;/a></content>",
    ],
)
def test_a_relative_xml_base_counts_once(content: str) -> None:
    body = entry(content, base_url="https://a.example/").body
    assert body is not None
    assert 'href="https://a.example/a/x"' in body


def test_an_alternate_link_in_html_goes_before_others() -> None:
    found = entry(
        "<link rel='self' href='https://a.example/self'/><link type='application/pdf' href='https://a.example/pdf'/>"
        "<link type='text/html' href='https://a.example/html'/><link/>"
    )
    assert found.link == "https://a.example/html"


@pytest.mark.parametrize(
    ("inside", "authors"),
    [
        ("<author><name>A</name><email>a@a.example</email></author><author><name>B</name></author>", ("A", "B")),
        ("<source><author><name>S</name></author></source>", ("S",)),
        ("", ("F",)),
        ("<author><email>a@a.example</email></author>", ("F",)),
    ],
)
def test_authors_are_the_entrys_the_sources_or_the_feeds(inside: str, authors: tuple[str, ...]) -> None:
    assert entry(inside, feed="<author><name>F</name></author>").authors == authors


def test_published_is_when_it_was_made_and_updated_when_it_changed() -> None:
    found = entry("<published>2025-03-04T10:00:00Z</published><updated>2025-03-04T12:00:00+01:00</updated>")
    assert str(found.created_at) == "2025-03-04 10:00:00+00:00"
    assert str(found.updated_at) == str(found.sent_at) == "2025-03-04 11:00:00+00:00"


def test_categories_keep_their_term_beside_their_label() -> None:
    found = entry("<category term='t' label='Trade' scheme='urn:s'/><category term='u'/>")
    assert found.subjects == (Subject("Trade", "t", "urn:s"), Subject("u"))


def test_a_tombstone_is_a_kill_and_its_comment_a_note_to_the_desk() -> None:
    data = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>a</id></entry>"
        "<at:deleted-entry xmlns:at='http://purl.org/atompub/tombstones/1.0' ref='b' when='2025-03-04T10:00:00Z'>"
        "<at:comment>Never said.</at:comment></at:deleted-entry></feed>"
    )
    _, found = read(data.encode())
    assert isinstance(found, ParsedItem)
    assert (found.guid, found.pub_status) == ("b", PubStatus.CANCELED)
    assert [(signal.kind, signal.source) for signal in found.signals] == [(SignalKind.KILL, "status")]
    assert found.ed_note is not None
    assert found.ed_note.text == "Never said."
    assert str(found.updated_at) == "2025-03-04 10:00:00+00:00"


@pytest.mark.parametrize("prefix", ["", "at:"])
def test_a_tombstone_that_comes_by_itself_is_a_kill(prefix: str) -> None:
    declared = f"xmlns{':at' if prefix else ''}='http://purl.org/atompub/tombstones/1.0'"
    (found,) = read(f"<{prefix}deleted-entry {declared} ref='b' when='2025-03-04T10:00:00Z'/>".encode())
    assert isinstance(found, ParsedItem)
    assert (found.guid, found.pub_status) == ("b", PubStatus.CANCELED)


def test_a_tombstone_names_its_entry_as_the_entry_names_itself() -> None:
    data = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:at='http://purl.org/atompub/tombstones/1.0'"
        " xml:base='https://a.example/'><entry><id>/1</id></entry><at:deleted-entry ref='/1'/></feed>"
    )
    sent, gone = read(data.encode())
    assert isinstance(sent, ParsedItem)
    assert isinstance(gone, ParsedItem)
    assert sent.guid == gone.guid == "https://a.example/1"


def test_a_lone_entry_is_a_feed_of_one() -> None:
    (found,) = read(
        b"<?xml version='1.0'?><entry xmlns='http://www.w3.org/2005/Atom'><id>a</id><title>T</title></entry>"
    )
    assert isinstance(found, ParsedItem)
    assert (found.guid, found.headline) == ("a", "T")


@pytest.mark.parametrize(
    ("mode", "inside"),
    [
        ("xml", "<p xmlns='http://www.w3.org/1999/xhtml'>One</p>"),
        ("escaped", "&lt;p>One&lt;/p>"),
        ("base64", "PHA+T25lPC9wPg=="),
    ],
)
def test_atom_03_content_is_read_by_its_mode(mode: str, inside: str) -> None:
    data = (
        f"<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><id>a</id>"
        f"<content type='text/html' mode='{mode}'>{inside}</content></entry></feed>"
    )
    (found,) = read(data.encode())
    assert isinstance(found, ParsedItem)
    assert found.body == "<p>One</p>"


def test_of_several_ways_to_write_one_text_the_marked_up_one_is_read() -> None:
    data = (
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><id>a</id><content type='multipart/alternative'>"
        "<content type='text/plain' mode='escaped'>One</content>"
        "<content type='text/html' mode='escaped'>&lt;p>One&lt;/p></content></content></entry></feed>"
    )
    (found,) = read(data.encode())
    assert isinstance(found, ParsedItem)
    assert found.body == "<p>One</p>"


@pytest.mark.parametrize(
    "content",
    [
        "<content type='image/svg+xml'><svg xmlns='http://www.w3.org/2000/svg'><text>Legend</text></svg></content>",
        (
            "<content type='application/atom+xml'><entry><id>b</id><title>Inner</title><content>x</content></entry>"
            "</content>"
        ),
        "<content type='application/xml'><ticker xmlns='urn:example:t'><price>12</price></ticker></content>",
    ],
)
def test_content_in_another_vocabulary_is_no_text_and_the_summary_stands(content: str) -> None:
    found = entry(f"<id>a</id><summary>Said.</summary>{content}")
    assert (found.guid, found.body, found.summary) == ("a", "Said.", None)


@pytest.mark.parametrize(
    "content",
    [
        "<article xmlns=''><para>Nine boats left.</para></article>",
        "<section xmlns=''><p>Nine boats left.</p></section>",
        "<nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><body><p>Nine boats left.</p></body></nitf>",
    ],
)
def test_content_in_a_vocabulary_of_paragraphs_is_text(content: str) -> None:
    found = entry(f"<id>a</id><summary>Said.</summary><content type='application/xml'>{content}</content>")
    assert "Nine boats left." in (found.body or "")


@pytest.mark.parametrize(
    "relation",
    [
        "ALTERNATE",
        "http://www.iana.org/assignments/relation/alternate",
        "http://www.iana.org/assignments/link-relations/alternate",
    ],
)
def test_a_relation_is_one_word_however_it_is_written(relation: str) -> None:
    assert entry(f"<link rel='{relation}' href='https://a.example/1'/>").link == "https://a.example/1"


def test_a_tombstone_that_names_nothing_is_shown_to_the_desk() -> None:
    data = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:at='http://purl.org/atompub/tombstones/1.0'>"
        "<at:deleted-entry when='2025-03-04T10:00:00Z'><at:comment>The boats</at:comment></at:deleted-entry>"
        "<entry><id>a</id></entry></feed>"
    )
    broken, sent = read(data.encode())
    assert isinstance(broken, BrokenItem)
    assert broken.reason == "no_identity"
    assert b"The boats" in broken.raw
    assert isinstance(sent, ParsedItem)


@pytest.mark.parametrize(
    ("links", "link"),
    [
        ("<link rel='self' href='https://a.example/feeds/all'/><link href='https://a.example/'/>", "feeds/1.html"),
        ("<link href='https://a.example/news/'/>", "news/1.html"),
        ("<link rel='self' href='/feeds/all'/>", None),
    ],
)
def test_a_feed_that_nobody_fetched_lives_where_it_says(links: str, link: str | None) -> None:
    found = entry("<id>a</id><link href='1.html'/>", feed=links)
    assert found.link == (f"https://a.example/{link}" if link else "1.html")
