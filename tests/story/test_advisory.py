"""What is said to desks about a story's time leaves its text and holds it; sentences stay where they are."""

from datetime import UTC, datetime

import pytest

from wiredesk.story.canonical import canonical_text
from wiredesk.story.content import Content
from wiredesk.story.normalise.item import ProviderFacts, normalise
from wiredesk.wire.parsed import EdNote, ParsedItem, SignalKind
from wiredesk.wire.profiles.profile import apply, by_name

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
PTI = ProviderFacts(code="PTI", name="Press Trust of India", profile="pti")


def _read(body: str) -> Content:
    item = ParsedItem(format="rss", guid="g", raw=b"", headline="Boats", body=body)
    return normalise(apply(by_name("pti"), item), provider=PTI, received_at=NOW)


@pytest.mark.parametrize(
    "line",
    [
        "For use at noon on Friday, the bridge gets a lane for buses.",
        "Embargo for oil tankers is extended.",
        "Embargo until peace returns, says the minister.",
        "Do not use before noon on Monday, the notice to villagers says.",
        "For publication on Monday, the list has 400 names.",
        "To be released only after noon on Friday, the water will reach Pune.",
        "For release on Friday, the film runs two hours.",
        "Do not publish until Sunday, the court told the papers.",
        "EMBARGO: what it means for oil prices.",
        "Note: EMBARGOED goods may not be landed.",
        "Doctors know of EDS: a syndrome of skin and joints.",
    ],
)
def test_a_sentence_that_begins_as_an_embargo_does_stays_in_the_text(line: str) -> None:
    content = _read(f"<p>Nine boats left.</p><p>{line}</p>")
    assert canonical_text(content.blocks) == f"Nine boats left.\n{line}"
    assert content.ed_note is None
    assert "advisory_in_text" not in content.flags


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED UNTIL 6 pm IST, March 9",
        "Embargo until delivery of the speech",
        "Embargo till 10/03/2026",
        "For release on Monday, March 9, at 6 pm",
        "DO NOT PUBLISH BEFORE 6 PM, MARCH 9",
        "To be published only after 6 pm on March 9",
        "Not for publication before 6 pm, 9 March",
        "Strictly embargo until the report is tabled",
    ],
)
def test_what_says_when_a_story_may_be_used_leaves_the_text_and_holds_it(line: str) -> None:
    for body in (f"<p>{line}</p><p>Nine boats left.</p>", f"<p>Nine boats left.</p><p>{line}</p>"):
        content = _read(body)
        assert (canonical_text(content.blocks), content.ed_note) == ("Nine boats left.", EdNote(line))
        assert [signal.kind for signal in content.signals] == [SignalKind.EMBARGO]


@pytest.mark.parametrize(
    "above",
    [
        "<p>By A B<br>Pune<br>Monday<br>PTI<br>Nine boats left.</p>",
        "<ul><li>A</li><li>B</li><li>C</li><li>D</li></ul>",
        f"<p>{'Nine boats left the harbour. ' * 90}</p>",
    ],
)
@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("EMBARGOED UNTIL 6 pm IST, March 9", SignalKind.EMBARGO),
        ("Not for publication before 6 pm, 9 March", SignalKind.EMBARGO),
        ("Eds: Please kill this story", SignalKind.KILL),
    ],
)
def test_what_is_cut_below_a_long_beginning_is_heard_too(above: str, line: str, kind: SignalKind) -> None:
    content = _read(f"{above}<p>{line}</p>{'<p>Nine boats left.</p>' * 12}")
    assert line not in canonical_text(content.blocks)
    assert kind in {signal.kind for signal in content.signals}
    assert (content.embargo_text is not None) == (kind is SignalKind.EMBARGO)


@pytest.mark.parametrize(
    "note",
    [
        "Eds: Updates with Enforcement Directorate's statement",
        "EDS: Explains ED in para 2",
        "Eds: How it was found, in para 3",
    ],
)
def test_a_note_about_a_directorate_or_an_explanation_is_a_note(note: str) -> None:
    content = _read(f"<p>{note}</p><p>Nine boats left.</p>")
    assert (canonical_text(content.blocks), content.ed_note) == ("Nine boats left.", EdNote(note))
