"""What each agency means by its words: one case a row of the tables, and the news that uses the same words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.reading import PARAGRAPH, kinds, wired
from wiredesk.common.errors import UsageError
from wiredesk.wire.parsed import (
    EdNote,
    PubStatus,
    ReadContext,
    Signal,
    SignalKind,
    Subject,
)
from wiredesk.wire.profiles.profile import apply, by_name

INDIA = ZoneInfo("Asia/Kolkata")
IST = datetime(2026, 3, 9, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("A kill is mandatory. Make certain the story is not used.", "kill"),
        ("MANDATORY KILL", "kill"),
        ("Please withdraw this story", "kill"),
        ("Kindly kill the story slugged BOATS", "kill"),
        ("The story headlined Boats has been withdrawn", "kill"),
        ("STORY WITHDRAWN", "kill"),
        ("Please ELIMINATE", "kill"),
        ("WITHHOLD until further notice", "withhold"),
        ("HOLD HOLD HOLD", "hold"),
        ("Hold is lifted", "release"),
        ("Embargo has been lifted", "release"),
        ("CORRECTS the number of boats to nine", "correction"),
        ("Corrected version; replaces the earlier one", "correction"),
        ("Refiling to mend a link", "refile"),
        ("Repeats for all clients", "repeat"),
        ("3rd Ld-Writethru, adds details", "update"),
        ("EMBARGOED UNTIL 6 pm IST, March 9", "embargo"),
        ("Under embargo", "embargo"),
        ("NOT FOR PUBLICATION BEFORE 0001 GMT on 10 March", "embargo"),
    ],
)
def test_a_word_of_status_in_a_note(note: str, kind: str) -> None:
    assert (kind, "prose") in kinds(wired(ed_note=EdNote(note)))
    assert (kind, "prose") in kinds(wired(body=f"<p>Eds: {note}</p>{PARAGRAPH}"))


@pytest.mark.parametrize(
    "note", ["Adds quotes", "Kills the rumour in paragraph 3", "Story on the oil embargo, with photos"]
)
def test_an_ordinary_note_is_no_signal(note: str) -> None:
    assert kinds(wired(ed_note=EdNote(note))) == set()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<p>KILL KILL KILL</p><p>The story headlined Boats</p>", "kill"),
        ("<p>MANDATORY KILL: the story headlined Boats.</p>", "kill"),
        ("<p>A kill is mandatory.</p>", "kill"),
        ("<p>STORY WITHDRAWN</p>", "kill"),
        ("<p>The story headlined “Boats leave” moved at 10 am stands withdrawn.</p>", "kill"),
        ("<p>(This story is withdrawn)</p>", "kill"),
        ("<p>Eds: This story is killed.</p>", "kill"),
        ("<p>Kindly ignore the earlier story on boats.</p>", "kill"),
        ("<p>This report is withdrawn. Please do not use it.</p>", "kill"),
        ("<p>This story is withdrawn and a new version will be moved.</p>", "kill"),
        ("<p>The story on boats has been withdrawn, the agency regrets the error.</p>", "kill"),
        ("<p>इस खबर को प्रकाशित न करें।</p>", "kill"),
        ("<p>New Delhi, Mar 9 (PTI) (Embargoed till 6 pm, March 9) Nine boats left.</p>", "embargo"),
        ("<p>Note: Embargo till 6 pm on March 9</p>" + PARAGRAPH, "embargo"),
        ("<p>FOR RELEASE AT 6 PM IST MARCH 9</p>" + PARAGRAPH, "embargo"),
        ("<p>DO NOT PUBLISH BEFORE 6 PM, MARCH 9</p>" + PARAGRAPH, "embargo"),
        ("<p>(CORRECTED: changes the number of boats)</p>" + PARAGRAPH, "correction"),
        ("<p>ADVISORY:</p><p>Plans for Tuesday</p>", "service_message"),
        ("<p>This is a test message.</p>", "test"),
        ("<p>Embargoed until 6 pm IST, March 9</p>" + PARAGRAPH, "embargo"),
        ("EMBARGOED UNTIL 6 pm IST, March 9<br><br>Nine boats", "embargo"),
        ("<p>Not for publication before 6 pm, 9 March</p>" + PARAGRAPH, "embargo"),
        ("<p>Embargo: 09/03/2026</p>" + PARAGRAPH, "embargo"),
        ("<p>Under embargo until the report is tabled in Parliament</p>" + PARAGRAPH, "embargo"),
        ("<p>New Delhi, Mar 9 (PTI) (embargo until delivery) Nine boats left.</p>", "embargo"),
        ("<p>9 मार्च शाम 6 बजे तक प्रकाशन न करें</p>" + PARAGRAPH, "embargo"),
        ("<p>शाम 6 बजे से पहले प्रकाशन नहीं करें</p>" + PARAGRAPH, "embargo"),
        ("<p>9 मार्च तक प्रकाशन पर रोक है</p>" + PARAGRAPH, "embargo"),
    ],
)
def test_a_word_of_status_at_the_head_of_a_body(body: str, kind: str) -> None:
    assert (kind, "prose") in kinds(wired(body=body))


@pytest.mark.parametrize(
    "body",
    [
        "<p>Two men were killed. KILL was painted on a wall, police said.</p>",
        "<p>The paper, embargoed until Monday, says the boats are safe.</p>",
        "<p>A travel advisory: stay at home.</p>",
        "<p>The test was hard; teachers told pupils to ignore it.</p>",
        "<p>The regulator's correction came late.</p>",
        "<p>The story of the boat that was withdrawn from the race.</p>",
        "<p>The report was withdrawn, the regulator said.</p>",
        "<p>The copy is retracted by its author, a court heard.</p>",
        "<p>“Please ignore him,” the minister said of the boat's owner.</p>",
        "<p>For use on water only, the label says, and not at 6 pm.</p>",
        "<p>The embargo (on oil) stays until Monday.</p>",
        "<p>The measures (embargo until 2030 on arms) were agreed.</p>",
        "<p>To be released on Friday, March 13, the film stars Ravi Lele.</p>",
        "<p>Do not use the bridge before 6 pm on Friday, the notice says.</p>",
        "<p>Do not carry bags until Monday, passengers were told.</p>",
        "<p>This report is withdrawn, the ministry told the court on Monday.</p>",
        "<p>The report is withdrawn and a new one will be tabled, the minister said.</p>",
        "<p>The report, moved by the committee on Friday, stands withdrawn, the Speaker said.</p>",
        "<p>The item is withdrawn, the company said of the recalled toy.</p>",
        "<p>“Please withdraw the case”, she wrote in a copy of the letter.</p>",
        "<p>Kill notice has been issued for the leopard by the forest department.</p>",
        "<p>Mandatory kill rules for deer were dropped.</p>",
        "<p>मंत्रालय ने कहा कि यह खबर गलत है, इस खबर को प्रकाशित या साझा न करें।</p>",
        "<p>अखबार ने अपनी खबर वापस ली और माफी मांगी।</p>",
        "<p>Do not publish until Sunday, the court told the papers.</p>",
        "<p>Embargo for oil tankers is extended.</p>",
        "<p>Embargo ends on March 9, the UN said, and ships may sail.</p>",
        "<p>डॉक्टरों का कहना है कि रात में सोने से पहले इस्तेमाल न करें मोबाइल फोन।</p>",
        "<p>आयोग ने चैनलों से कहा कि मतदान समाप्त होने तक प्रसारित न करें कोई एग्जिट पोल।</p>",
        "<p>अदालत ने कहा कि अगली सुनवाई तक जारी न करें अधिसूचना।</p>",
    ],
)
def test_the_same_words_in_the_text_are_no_signal(body: str) -> None:
    assert kinds(wired(body=body)) == set()


def test_an_embargo_that_is_lifted_is_a_release_alone() -> None:
    assert kinds(wired(body=f"<p>Embargo lifted on Monday</p>{PARAGRAPH}")) == {("release", "prose")}


@pytest.mark.parametrize(
    ("slugline", "kind"),
    [
        ("BC-BOATS-KILL", "kill"),
        ("BOATS-WITHHOLD", "withhold"),
        ("BOATS (CORRECTED)", "correction"),
        ("BOATS/ (REFILE)", "refile"),
        ("BOATS (REPEAT)", "repeat"),
        ("BC-Boats, 2nd Ld-Writethru", "update"),
    ],
)
def test_a_word_of_status_in_a_slugline(slugline: str, kind: str) -> None:
    assert (kind, "prose") in kinds(wired(slugline=slugline))
    assert kinds(wired(slugline="BC-ROADKILL")) == set()


@pytest.mark.parametrize(
    ("profile", "body", "mark"),
    [
        ("ani", "<p>Chennai (Tamil Nadu) [India], August 19 (ANI/NewsVoir): Boats.</p>", "ANI/NewsVoir"),
        ("ani", "<p>Pune, March 9: Boats are for sale. (ANI/GPRC)</p>", "ANI/GPRC"),
        ("ani", "<p>Boats are for sale.</p><p>(ANI/PNN)</p>", "ANI/PNN"),
        ("ani", "<p>Chennai [India], August 19 (ANI - NewsVoir): Boats.</p>", "ANI - NewsVoir"),
        (
            "ani",
            "<p>Boats.</p><p>(ANI will not be responsible in any way for the content of it)</p>",
            "ANI will not be responsible in any way for the content of it",
        ),
        ("pti", "<p>Boats.</p><p>(Disclaimer: Supplied under an arrangement with PNN; PTI is not liable.)</p>", None),
        ("generic", "<p>Boats.</p><p>(Disclaimer: The above press release is provided by Wharf PR.)</p>", None),
        ("ians", "<p>Boats.</p><p>IANS takes no responsibility for this copy.</p>", None),
    ],
)
def test_a_mark_of_paid_copy(profile: str, body: str, mark: str | None) -> None:
    signals = [signal for signal in apply(by_name(profile), wired(body=body)).signals if signal.kind is SignalKind.PAID]
    assert [signal.source for signal in signals] == ["prose"]
    assert mark is None or signals[0].text == mark


def test_a_partners_news_is_not_paid_copy() -> None:
    assert kinds(wired(body="<p>Abu Dhabi [UAE], March 9 (ANI/WAM): Boats left. (ANI/WAM)</p>"), "ani") == set()


def test_a_category_made_for_it_counts_as_a_status() -> None:
    item = apply(by_name("ani"), wired(subjects=(Subject("Press Release"),)))
    assert item.signals == (Signal(SignalKind.PAID, "status", "Press Release"),)


@pytest.mark.parametrize(
    ("status", "kind"), [(PubStatus.CANCELED, SignalKind.KILL), (PubStatus.WITHHELD, SignalKind.WITHHOLD)]
)
def test_a_status_is_a_signal_of_its_own(status: PubStatus, kind: SignalKind) -> None:
    item = apply(by_name("generic"), wired(pub_status=status))
    assert item.signals == (Signal(kind, "status", status.value),)


def test_words_alone_change_no_status() -> None:
    assert apply(by_name("generic"), wired(headline="KILL KILL KILL")).pub_status is PubStatus.USABLE


@pytest.mark.parametrize(
    "line",
    [
        "Eds: With quotes from the harbour master",
        "EDS: Adds details",
        "(Eds: Minor edits throughout)",
        "[Eds.: Changes dateline]",
        "Editors: Pictures will follow",
        "Editor's note: Names have been withheld at the court's request",
        "Note to editors: Pictures will follow",
        "Desk contact: 555 0100",
        "For editors only: spelling of the name is right",
        "EMBARGOED UNTIL 6 pm IST, March 9",
        "संपादक ध्यान दें: चित्र बाद में",
    ],
)
def test_a_line_for_desks_becomes_an_editors_note(line: str) -> None:
    for body, body_type in ((f"<p>{line}</p>{PARAGRAPH}", "html"), (f"{line}\n\nNine boats left.", "text")):
        note = apply(by_name("pti"), wired(body=body, body_type=body_type)).ed_note
        assert note is not None
        assert note.text == line


def test_a_bracketed_remark_ends_at_its_bracket() -> None:
    item = apply(by_name("pti"), wired(body="<p>(Eds: Adds quotes) New Delhi, Mar 9 (PTI) Nine boats left.</p>"))
    assert item.ed_note is not None
    assert item.ed_note.text == "(Eds: Adds quotes)"


@pytest.mark.parametrize(
    "body",
    [PARAGRAPH, "<p>Editors, writers and artists met on Monday.</p>", "<p>ED: The agency raided two houses.</p>"],
)
def test_ordinary_paragraphs_are_no_advisories(body: str) -> None:
    assert apply(by_name("generic"), wired(body=body)).ed_note is None


def test_an_embargo_in_prose_is_read_or_held() -> None:
    body = f"<p>EMBARGOED UNTIL 6 pm IST, March 9</p>{PARAGRAPH}"
    context = ReadContext(time_zone=INDIA)
    read = apply(by_name("generic"), wired(body=body), context)
    assert (read.embargoed_until, read.embargo_text) == (IST, "EMBARGOED UNTIL 6 pm IST, March 9")
    held = apply(by_name("generic"), wired(body=body.replace("6 pm IST, March 9", "further notice")), context)
    assert (held.embargoed_until, held.embargo_text) == (None, "EMBARGOED UNTIL further notice")


def test_of_two_embargoes_the_later_holds() -> None:
    early, late = datetime(2026, 3, 9, 10, tzinfo=UTC), datetime(2026, 3, 9, 20, tzinfo=UTC)
    headline = "EMBARGOED UNTIL 6 pm IST, March 9: Boats"
    for element, expected in ((early, IST), (late, late)):
        item = wired(headline=headline, embargoed_until=element, embargo_text="element")
        assert apply(by_name("pti"), item).embargoed_until == expected
    unreadable = wired(headline="EMBARGOED: Boats", embargoed_until=early, embargo_text="element")
    assert apply(by_name("pti"), unreadable).embargoed_until == early


_PIECES = (
    "KILL Kill HOLD CORRECTED (CORRECTED) Eds: EMBARGOED UNTIL : - (ANI/PNN) TEST please ignore boats <p> <br> REPEAT"
)
WORDS = st.lists(
    st.sampled_from([*_PIECES.split(), "6 pm", "March 9", "ADVISORY", "STORY", "WITHDRAWN"]), max_size=10
).map(" ".join)


@given(WORDS, WORDS, st.sampled_from(PubStatus), st.sampled_from(["ani", "pti", "ians", "generic"]))
def test_applying_a_profile_again_changes_nothing(headline: str, body: str, status: PubStatus, name: str) -> None:
    once = apply(by_name(name), wired(headline=headline, body=body, pub_status=status))
    assert apply(by_name(name), once) == once
    assert (once.body, once.headline, once.pub_status) == (body, headline, status)


def test_an_unknown_profile_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="ani, pti, ians"):
        by_name("afp")
    assert by_name("") is by_name("GENERIC")
