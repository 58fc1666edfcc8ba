"""From an item of the wire to a version: the same words, and every fact beside them."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.story.markup import SHARED, any_character, any_html
from wiredesk.publication.verbatim import gate_fragment
from wiredesk.story.canonical import canonical_of_html, canonical_text, digest_of, render_blocks
from wiredesk.story.content import Block, Content, decode, encode
from wiredesk.story.match import repeats
from wiredesk.story.normalise import item as steps
from wiredesk.story.normalise.item import ProviderFacts, normalise
from wiredesk.wire.parsed import (
    EdNote,
    Embed,
    Located,
    ParsedItem,
    ParsedPicture,
    Signal,
    SignalKind,
    Subject,
)
from wiredesk.wire.profiles.profile import apply, by_name

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
ANI = ProviderFacts(code="ANI", name="ANI", profile="ani", language="en", time_zone="Asia/Kolkata")
PTI = ProviderFacts(code="PTI", name="Press Trust of India", profile="pti")


def _item(body: str | None, **fields: object) -> ParsedItem:
    return ParsedItem(**{"format": "rss", "guid": "g", "raw": b"", "headline": "Boats", "body": body, **fields})  # type: ignore[arg-type]


def _content(body: str | None, provider: ProviderFacts = ANI, **fields: object) -> Content:
    return normalise(_item(body, **fields), provider=provider, received_at=NOW)


def _reference() -> tuple[ParsedItem, list[str]]:
    path = SHARED / "reference" / "item.xml"
    if not path.is_file():
        pytest.skip("the reference item does not lie beside this checkout")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
    item = etree.fromstring(path.read_bytes(), parser).find("channel/item")
    assert item is not None
    body = item.findtext("{*}encoded") or ""
    parsed = _item(
        body,
        headline=item.findtext("title") or "",
        summary=item.findtext("description"),
        authors=(item.findtext("{*}creator") or "",),
        language="en-in",
    )
    return parsed, [paragraph.removeprefix("<p>") for paragraph in body.replace("\n", "").split("</p>")[:-1]]


def test_the_reference_items_ten_paragraphs_are_its_own_code_point_for_code_point() -> None:
    parsed, paragraphs = _reference()
    content = normalise(parsed, provider=ANI, received_at=NOW)
    assert len(paragraphs) == 10
    assert canonical_text(content.blocks).split("\n") == paragraphs
    assert 'rather to be welcomed. ""Moscow' in canonical_text(content.blocks)
    assert render_blocks(content.blocks) == "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    assert content.flags == ()


def test_the_reference_items_facts() -> None:
    parsed, _ = _reference()
    content = normalise(parsed, provider=ANI, received_at=NOW)
    assert content.dateline == "Moscow [Russia], October 26 :"
    assert content.located == Located("Moscow", "Russia")
    assert content.authors == ()
    assert content.language == "en-IN"
    assert content.standfirst == content.lead_text
    assert content.lead_text.startswith("The Kremlin has welcomed")


@given(any_html | st.text(any_character, max_size=80), st.sampled_from(["html", "text"]))
def test_whatever_is_sent_is_kept_word_for_word_or_flagged(body: str, body_type: str) -> None:
    content = _content(body, body_type=body_type)
    assert content.canonical_digest == digest_of(canonical_text(content.blocks))
    assert content.characters == len(canonical_text(content.blocks))
    assert not {"text_changed", "too_deep"} & set(content.flags)
    gate_fragment(render_blocks(content.blocks), content.canonical_digest, story_id="s")
    assert decode(encode(content)) == content


@given(any_html)
def test_the_blocks_say_what_a_browser_shows(body: str) -> None:
    # A tag in it makes it HTML; without one the same bytes are read as plain text with references.
    content = _content(f"<div>{body}")
    if not content.embeds and not content.pictures and content.ed_note is None:
        assert canonical_text(content.blocks) == canonical_of_html(f"<div>{body}")


@pytest.mark.parametrize("wrong", [(), (Block("p", "Nine boats"),), (Block("p", "Nine boats left"), Block("p", "x"))])
def test_the_check_notices_a_lost_or_added_word(wrong: tuple[Block, ...]) -> None:
    text = steps._read(_item("<p>Nine boats left</p>"))
    assert not steps._changed(text, (), (), canonical_text(text.blocks))
    assert steps._changed(text, (), (), canonical_text(wrong))


@pytest.mark.parametrize(
    ("body", "left", "notes"),
    [
        ("<p>Eds: With quotes</p><p>Nine boats left.</p>", "Nine boats left.", "Eds: With quotes"),
        ("<p>(Eds: With quotes)</p><p>Nine boats left.</p>", "Nine boats left.", "(Eds: With quotes)"),
        ("<p>(Eds: With quotes) Nine boats left.</p>", "Nine boats left.", "(Eds: With quotes)"),
        ("<p>Eds: With quotes<br>Nine boats left.</p>", "Nine boats left.", "Eds: With quotes"),
        ("Eds: With quotes<br><br>Nine boats left.", "Nine boats left.", "Eds: With quotes"),
        ("<p><b>Eds: With quotes</b></p><p>Nine boats left.</p>", "Nine boats left.", "Eds: With quotes"),
        ("<p>Nine boats left.</p><p>Desk contact: 555 0100</p>", "Nine boats left.", "Desk contact: 555 0100"),
        (
            "<p>EMBARGOED UNTIL 6 pm, March 9</p><p>Nine boats left.</p>",
            "Nine boats left.",
            "EMBARGOED UNTIL 6 pm, March 9",
        ),
        (
            "<p>HOLD FOR RELEASE AT 6 PM IST MARCH 9</p><p>Nine boats left.</p>",
            "Nine boats left.",
            "HOLD FOR RELEASE AT 6 PM IST MARCH 9",
        ),
        (
            "<p>Nine boats left.</p><p>EMBARGO: Not for publication before 6 pm IST on March 9</p>",
            "Nine boats left.",
            "EMBARGO: Not for publication before 6 pm IST on March 9",
        ),
        (
            "<p>Note: Embargo till 6 pm on March 9</p><p>Nine boats left.</p>",
            "Nine boats left.",
            "Note: Embargo till 6 pm on March 9",
        ),
        ("<p>Eds: A</p><p>Editors: B</p><p>Nine boats left.</p>", "Nine boats left.", "Eds: A\nEditors: B"),
    ],
)
def test_a_line_for_desks_becomes_a_note_and_leaves_the_text(body: str, left: str, notes: str) -> None:
    for received in (_item(body), apply(by_name("pti"), _item(body))):
        content = normalise(received, provider=PTI, received_at=NOW)
        assert canonical_text(content.blocks) == left
        assert content.ed_note == EdNote(notes)
        assert content.flags == ()


@pytest.mark.parametrize(
    "body",
    [
        "<p>Eds: With quotes. New Delhi, Jul 7 (PTI) Nine boats left.</p>",
        "<p><b>Eds: With</b> quotes<br>Nine <b>boats</b> left.</p>".replace("<br>", " and Eds: more<br>"),
        "<p>a</p>" * 6 + "<p>Nine boats left. Eds: check this</p>" + "<p>a</p>" * 6,
        "<p><b>Eds: With<br>Nine boats</b> left.</p>",
    ],
)
def test_a_line_for_desks_that_cannot_be_parted_is_reported(body: str) -> None:
    content = _content(body, PTI)
    assert "advisory_in_text" in content.flags or "Eds" not in canonical_text(content.blocks)
    assert "text_changed" not in content.flags


def test_plain_text_loses_its_line_for_desks_too() -> None:
    content = _content("Eds: With quotes\n\nNine boats left\nthe harbour.\n", PTI, body_type="text")
    assert canonical_text(content.blocks) == "Nine boats left the harbour."
    assert (content.ed_note, content.flags) == (EdNote("Eds: With quotes"), ())


@pytest.mark.parametrize(
    ("remark", "lead", "flags"),
    [
        ("EDS: With quotes", "New Delhi, Jul 7 (PTI) Nine boats left the harbour.", ()),
        ("EDS: Adds quotes.", "Nine boats left\nthe harbour.", ()),
        ("(Eds: Adds quotes)", "Nine boats left\nthe harbour.", ()),
        ("EDS: With quotes", "Nine boats left\nthe harbour.", ("advisory_in_text",)),
        ("EDS: Call the desk for pictures", "98200 11111 is the number\nof the harbour.", ("advisory_in_text",)),
    ],
)
def test_a_lead_right_under_a_short_line_for_desks_is_not_taken_for_it(
    remark: str, lead: str, flags: tuple[str, ...]
) -> None:
    received = apply(by_name("pti"), _item(f"{remark}\n{lead}\n\nIt rained.", body_type="text"))
    content = normalise(received, provider=PTI, received_at=NOW)
    assert canonical_text(content.blocks) == " ".join(lead.split()) + "\nIt rained."
    assert (content.ed_note, content.flags) == (EdNote(remark), flags)


@pytest.mark.parametrize(
    "remark",
    [
        "EDS: Updates with quotes from the home minister,\nParliamentary affairs source X not for attribution.",
        "EDS: Updates with quotes from\nParliamentary affairs source X not for attribution.",
        "EDS: Call Ravi Lele on 98200 00000 for the pictures\nor 98200 11111 after six",
    ],
)
def test_a_remark_to_desks_that_goes_on_in_a_second_line_is_taken_whole(remark: str) -> None:
    for body in (f"{remark}\n\nNine boats left.", f"Nine boats left.\n\n{remark}"):
        content = normalise(apply(by_name("pti"), _item(body, body_type="text")), provider=PTI, received_at=NOW)
        assert canonical_text(content.blocks) == "Nine boats left."
        assert content.ed_note == EdNote(" ".join(remark.split()))


@pytest.mark.parametrize(
    "body",
    [
        (
            "<p>EMBARGOED UNTIL 6 pm, March 9. Nine boats left the harbour at dawn, the master of the port said on"
            " Monday, after a night in which the pilots of three more had refused to sail, and the owners had gone"
            " to court.</p>"
        ),
        "<p>Eds: Adds quotes New Delhi, Jul 7 (PTI) Nine boats left the harbour.</p>",
    ],
)
def test_a_lead_that_runs_on_from_a_line_for_desks_holds_the_story(body: str) -> None:
    content = _content(body + "<p>It rained.</p>", PTI)
    assert "left the harbour" in canonical_text(content.blocks)
    assert "advisory_in_text" in content.flags


@pytest.mark.parametrize(
    ("marks", "dateline", "text"),
    [
        ((), "Moscow [Russia], October 26 (ANI):", "Moscow [Russia], October 26 (ANI): It rained. (ANI)"),
        (("(ANI)",), "Moscow [Russia], October 26 :", "Moscow [Russia], October 26 : It rained."),
    ],
)
def test_marks_stay_unless_the_contract_lists_them(marks: tuple[str, ...], dateline: str, text: str) -> None:
    provider = msgspec.structs.replace(ANI, strip_marks=marks)
    content = _content("<p>Moscow [Russia], October 26 (ANI): It rained. (ANI)</p>", provider)
    assert canonical_text(content.blocks) == text
    assert (content.dateline, content.located) == (dateline, Located("Moscow", "Russia"))
    assert (content.stripped_marks, content.flags) == (marks, ())
    assert content.lead_text == ("It rained." if marks else "It rained. (ANI)")


def test_a_dateline_sent_as_an_element_stands_where_the_body_has_none() -> None:
    content = _content("<p>It rained.</p>", dateline="MOSCOW, Jan 21 (Reuters) -")
    assert (content.dateline, content.located) == ("MOSCOW, Jan 21 (Reuters) -", Located("Moscow"))
    assert canonical_text(content.blocks) == "It rained."


def test_paid_copy_keeps_its_mark_and_names_it() -> None:
    body = "<p>Chennai (Tamil Nadu) [India], August 19 (ANI/NewsVoir): Boats for sale.</p>"
    content = normalise(apply(by_name("ani"), _item(body)), provider=ANI, received_at=NOW)
    assert content.paid_mark == "ANI/NewsVoir"
    assert content.signals == (Signal(SignalKind.PAID, "prose", "ANI/NewsVoir"),)
    assert "(ANI/NewsVoir)" in canonical_text(content.blocks)


def test_a_notice_without_a_body_is_a_version_without_text() -> None:
    content = _content(None, headline="KILL: Boats")
    assert (content.blocks, content.characters, content.headline) == ((), 0, "KILL: Boats")
    assert content.canonical_digest == digest_of("")


def test_pictures_and_embeds_of_elements_and_body_are_each_there_once() -> None:
    own = ParsedPicture("https://a.example/1.jpg", width=800)
    content = _content(
        "<p>Boats.</p><figure><img src=https://a.example/1.jpg><figcaption>Dawn</figcaption></figure>"
        "<img src=https://a.example/2.jpg><iframe src=https://v.example/1></iframe>",
        pictures=(own,),
        embeds=(Embed("frame", "https://v.example/1"), Embed("video", "https://v.example/2")),
    )
    assert content.pictures == (
        msgspec.structs.replace(own, caption="Dawn"),
        ParsedPicture("https://a.example/2.jpg"),
    )
    assert [embed.url for embed in content.embeds] == ["https://v.example/1", "https://v.example/2"]


@pytest.mark.parametrize(
    ("body", "flags"),
    [
        ("<p>Nine boats left the harbour and...</p>", ("truncated",)),
        ("<p>Nine boats left. [&#8230;]</p>", ("truncated",)),
        ("<p>Nine boats left. Read more</p>", ("truncated",)),
        ("<p>Nine boats left and...</p><p>--IANS</p><p>ms/vd</p>", ("truncated",)),
        ("<p>He said, “We shall see…”</p>", ()),
        ("<p>Nine <del>ten</del> boats</p>", ("struck_text",)),
        ("<div>" * 300 + "Boats", ("too_deep", "text_changed")),
    ],
)
def test_what_a_desk_should_look_at_is_flagged(body: str, flags: tuple[str, ...]) -> None:
    provider = msgspec.structs.replace(ANI, profile="ians")
    assert _content(body, provider).flags == flags


def test_hostile_nesting_costs_no_time() -> None:
    for tag in ("div", "b", "blockquote><i", "ul><li", "table><tr><td", "p><b"):
        content = _content(f"<{tag}>" * 50_000)
        assert content.flags in ((), ("too_deep", "text_changed"))


def test_other_facts_are_carried_over() -> None:
    content = _content(
        "<p>Boats.</p>",
        headline="  Boats\n leave ",
        subjects=(Subject("World"), Subject("world")),
        authors=("By Jane Doe",),
        link="https://agency.example/a",
        updated_at=NOW + timedelta(hours=1),
        created_at=NOW,
        slugline="BOATS",
        urgency=3,
    )
    assert (content.headline, content.authors, content.link) == (
        "Boats leave",
        ("Jane Doe",),
        "https://agency.example/a",
    )
    assert (content.subjects, content.slugline, content.urgency) == ((Subject("World"),), "BOATS", 3)
    assert (content.created_at, content.updated_at, content.flags) == (NOW, None, ("future_time",))


def test_a_version_keeps_whom_it_leans_on_and_never_the_agency_that_sent_it() -> None:
    body = "<p>The ferry is late, ANI and Reuters reported.</p><p>Pilot Ines Vold said so.<br>Vold told the BBC.</p>"
    content = _content(body, headline="Ferry is late, ANI reports", language="en-in")
    assert {(one.key, one.count) for one in content.cited} == {("Reuters", 1), ("Ines Vold", 2), ("BBC", 1)}
    lines = canonical_text(content.blocks).split("\n")
    for source in content.cited:
        for mention in source.mentions:
            assert lines[mention.block][mention.start : mention.end] in (source.name, "Vold")


def test_a_version_kept_before_sources_were_looked_for_still_reads() -> None:
    content = _content("<p>The ferry is late, Reuters reported.</p>")
    kept = msgspec.msgpack.decode(encode(content))
    assert kept.pop("cited")
    assert decode(msgspec.msgpack.encode(kept)) == msgspec.structs.replace(content, cited=())


def test_a_finder_that_has_learnt_something_makes_no_item_news() -> None:
    content = _content("<p>The ferry is late, Reuters reported.</p>")
    assert repeats(content, msgspec.structs.replace(content, cited=()), own_name=True)
