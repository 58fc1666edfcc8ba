"""What desks ask in whole sentences, as a first line or in a note, and the sentences of news that read alike."""

import pytest

from tests.wire.reading import PARAGRAPH, kinds, wired
from wiredesk.story.normalise.item import ProviderFacts, normalise
from wiredesk.wire.parsed import EdNote, SignalKind
from wiredesk.wire.profiles.profile import PROFILES, apply

HERE = ProviderFacts(code="XYZ", name="XYZ")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("This story is embargoed until 6 pm IST, March 9", "embargo"),
        ("The following story is embargoed till 6 pm on March 9", "embargo"),
        ("The following is embargoed for release at 6 pm, March 9", "embargo"),
        ("This copy is under embargo until 6 pm, March 9", "embargo"),
        ("Publication embargoed until 6 pm, March 9", "embargo"),
        ("Copy embargoed till 6 pm on March 9", "embargo"),
        ("Kindly hold till 6 pm", "embargo"),
        ("Please hold this story till 6 pm, March 9", "embargo"),
        ("Hold until 6 pm, March 9", "embargo"),
        ("Hold for release until 6 pm", "embargo"),
        ("To be used only after 6 pm, March 9", "embargo"),
        ("May be published after 6 pm IST on March 9", "embargo"),
        ("Publish after 6 pm on March 9", "embargo"),
        ("Release time: 6 pm, March 9", "embargo"),
        ("Not before 6 pm, March 9", "embargo"),
        ("For release on Friday, March 9, at 6 pm", "embargo"),
        ("For release on Friday, not before 6 pm", "embargo"),
        ("For release on Friday, this story is for web and print", "embargo"),
        ("FOR RELEASE ON FRIDAY, THE MINISTER'S SPEECH", "embargo"),
        ("(शाम 6 बजे के बाद ही प्रकाशित करें)", "embargo"),
        ("संपादकगण: कृपया 9 मार्च के बाद ही इस्तेमाल करें", "embargo"),
        ("شام چھ بجے کے بعد ہی شائع کریں", "embargo"),
        ("Kindly kill DEL23 Boats", "kill"),
        ("The above story is withdrawn", "kill"),
        ("This story has been retracted by PTI", "kill"),
        ("PTI has withdrawn the story on boats", "kill"),
        ("We have withdrawn this story", "kill"),
        ("This item stands cancelled", "kill"),
        ("Story cancelled", "kill"),
        ("Kill the story slugged BOATS. A new version will follow", "kill"),
        ("Subscribers are requested to kill the story on boats", "kill"),
        ("Editors are requested not to use the boats story", "kill"),
        ("The story moved earlier today should not be used", "kill"),
        ("पीटीआई ने यह खबर वापस ले ली है", "kill"),
        ("कृपया ही बातमी वापरू नका", "kill"),
        ("ही बातमी वापरू नये", "kill"),
        ("یہ خبر استعمال نہ کریں", "kill"),
        ("براہ کرم یہ خبر شائع نہ کریں", "kill"),
        ("Please do not use this story", "withhold"),
        ("Please do not use the story slugged BOATS", "withhold"),
        ("(Correcting number of boats in para 2)", "correction"),
        ("(This story corrects the number of boats)", "correction"),
        ("This is a test. Ignore.", "test"),
    ],
)
def test_a_first_line_that_asks_desks(line: str, kind: str) -> None:
    assert (kind, "prose") in kinds(wired(body=f"<p>{line}</p>{PARAGRAPH}"))


@pytest.mark.parametrize(
    "line",
    [
        "For release on Friday, the film was cut twice by its censors.",
        "For release on Friday, Two Boats has been given an adult certificate.",
        "For release on December 4, the album has nine songs.",
        "For release at 6 pm on Friday, results were put up early, the board said.",
        "To be released on Friday, nine officials are named in it.",
        "Not for publication before the polls, the survey was leaked anyway.",
        "Hold until Friday, the analysts said of the stock.",
        "Not before Monday, officials said.",
        "The report is embargoed until Friday, the institute said.",
        "Use after 6 pm of the bridge was banned, the port said on Friday.",
        "Kill the story and you kill the village, the writer told them.",
        "The story of the boat was cancelled by the studio.",
        "Subscribers are advised to ignore calls about their cards.",
        "The report should not be used against him, the court said.",
        "Please do not use the story of my life, she wrote to them.",
        "We have withdrawn our forces, the general said.",
        "PTI has withdrawn from the league, its coach said.",
        "EDS - short for Ehlers-Danlos syndrome - affects one in 5,000.",
        "سپریم کورٹ نے کہا کہ 9 مارچ تک شائع نہ کریں۔",
        "आयोगाने सांगितले की 9 मार्चपर्यंत प्रसिद्ध करू नये.",
        "यह खबर सुनते ही लोग सड़कों पर उतर आए।",
        "अखबार ने यह खबर वापस ले ली।",
        "یہ خبر سن کر لوگ سڑکوں پر نکل آئے۔",
    ],
)
def test_a_first_line_of_news_that_reads_alike(line: str) -> None:
    for profile in PROFILES:
        item = apply(profile, wired(body=f"<p>{line}</p>{PARAGRAPH}"))
        assert (item.signals, item.ed_note) == ((), None)


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Kill this story", "kill"),
        ("kill", "kill"),
        ("Story killed", "kill"),
        ("खबर प्रयोग न करें", "kill"),
        ("Please do not use", "withhold"),
        ("Withheld by PTI", "withhold"),
        ("Please withhold this story", "withhold"),
        ("hold till further notice", "hold"),
        ("On hold", "hold"),
        ("कृपया खबर रोक लें", "hold"),
        ("Embargo 6 pm IST March 9", "embargo"),
        ("For use after 6 pm March 9", "embargo"),
        ("Release at 6 pm", "embargo"),
        ("Hold till 6 pm", "embargo"),
        ("Not before 6 pm IST", "embargo"),
        ("शाम 6 बजे तक रोक", "embargo"),
        ("शाम 6 बजे के बाद प्रयोग करें", "embargo"),
        ("सुधार के साथ", "correction"),
    ],
)
def test_a_note_that_asks_desks(note: str, kind: str) -> None:
    assert (kind, "prose") in kinds(wired(ed_note=EdNote(note)))


@pytest.mark.parametrize("last", ["This is a sponsored feature", "(Disclaimer: This is a paid press release.)"])
def test_a_last_line_that_says_it_was_paid_for(last: str) -> None:
    assert ("paid", "prose") in kinds(wired(body=f"{PARAGRAPH}<p>{last}</p>"))


def test_a_sentence_that_holds_a_story_stays_with_the_desk() -> None:
    sent = wired(body=f"<p>This story is embargoed until 6 pm IST, March 9</p>{PARAGRAPH}")
    assert sent.created_at is not None
    content = normalise(sent, provider=HERE, received_at=sent.created_at)
    assert content.ed_note is not None
    assert content.ed_note.text == "This story is embargoed until 6 pm IST, March 9"
    assert [block.html for block in content.blocks] == [PARAGRAPH.removeprefix("<p>").removesuffix("</p>")]
    assert SignalKind.EMBARGO in {signal.kind for signal in content.signals}
