"""What stands against publishing is never dropped: embargo, status, signals and notes, in any namespace."""

import pytest

from tests.wire.reading import entry, item
from wiredesk.wire.parsed import PubStatus, SignalKind
from wiredesk.wire.standards.people import person_name


@pytest.mark.parametrize(
    "element",
    [
        "<x:embargoed>2025-03-05T06:00:00Z</x:embargoed>",
        "<x:embargo>Wed, 5 Mar 2025 06:00:00 GMT</x:embargo>",
        "<x:embargo until='2025-03-05T06:00:00Z'>yes</x:embargo>",
        "<x:embargo-until>2025-03-05T06:00:00Z</x:embargo-until>",
        "<embargoDate>2025-03-05T06:00:00Z</embargoDate>",
        "<prism:embargoDate>2025-03-05T06:00:00Z</prism:embargoDate>",
        "<dcterms:available>2025-03-05T06:00:00Z</dcterms:available>",
        "<dcterms:available>start=2025-03-05T06:00:00Z; end=2026-01-01; scheme=W3C-DTF</dcterms:available>",
        "<dcterms:valid>start=2025-03-05T06:00:00Z</dcterms:valid>",
        "<x:embargo>2025-03-01T00:00:00Z</x:embargo><dcterms:valid>2025-03-05T06:00:00Z</dcterms:valid>",
        "<dcterms:valid>2025-03-05T06:00:00Z</dcterms:valid><x:embargo>2025-03-01T00:00:00Z</x:embargo>",
    ],
)
def test_an_embargo_is_read_wherever_it_stands_and_the_latest_holds(element: str) -> None:
    for found in (item(element), entry(element)):
        assert str(found.embargoed_until) == "2025-03-05 06:00:00+00:00"
        assert found.embargo_text


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("<x:embargo>Tuesday noon</x:embargo>", "Tuesday noon"),
        ("<x:embargoed/>", "embargoed"),
        ("<x:embargo>true</x:embargo>", "true"),
        ("<dcterms:available>soon</dcterms:available>", "soon"),
        ("<x:embargo>soon</x:embargo><x:embargo>2025-03-05T06:00:00Z</x:embargo>", "soon"),
        ("<x:embargo>2025-03-05T06:00:00Z</x:embargo><x:embargo>soon</x:embargo>", "soon"),
        ("<x:pubStatus>embargoed</x:pubStatus>", "embargoed"),
    ],
)
def test_an_embargo_that_cannot_be_read_is_kept_as_one_that_cannot_be_read(element: str, text: str) -> None:
    found = item(element)
    assert found.embargoed_until is None
    assert found.embargo_text == text


@pytest.mark.parametrize(
    "element",
    [
        "<x:embargo>none</x:embargo>",
        "<x:embargoed>false</x:embargoed>",
        "<dcterms:valid>end=2026-01-01</dcterms:valid>",
        "<dcterms:available/>",
    ],
)
def test_the_absence_of_an_embargo_is_no_embargo(element: str) -> None:
    assert item(element).embargo_text is None


@pytest.mark.parametrize(
    ("element", "status", "signal"),
    [
        ("<x:pubStatus>stat:canceled</x:pubStatus>", PubStatus.CANCELED, SignalKind.KILL),
        ("<x:pubStatus>Cancelled</x:pubStatus>", PubStatus.CANCELED, SignalKind.KILL),
        ("<x:pubStatus qcode='stat:canceled'/>", PubStatus.CANCELED, SignalKind.KILL),
        (
            "<pubStatus>http://cv.iptc.org/newscodes/pubstatusg2/withheld</pubStatus>",
            PubStatus.WITHHELD,
            SignalKind.WITHHOLD,
        ),
        ("<x:status>canceled</x:status><x:pubStatus>usable</x:pubStatus>", PubStatus.CANCELED, SignalKind.KILL),
        ("<x:pubStatus>usable</x:pubStatus>", PubStatus.USABLE, None),
        ("<x:status>publish</x:status>", PubStatus.USABLE, None),
        ("<x:pubStatus>paused</x:pubStatus>", PubStatus.USABLE, SignalKind.HOLD),
        ("<x:signal>sig:correction</x:signal>", PubStatus.USABLE, SignalKind.CORRECTION),
    ],
)
def test_a_status_in_any_namespace_counts_and_one_that_cannot_be_read_asks_for_a_hold(
    element: str, status: PubStatus, signal: SignalKind | None
) -> None:
    for found in (item(element), entry(element)):
        assert found.pub_status is status
        assert [(one.kind, one.source) for one in found.signals] == ([(signal, "status")] if signal else [])


def test_editors_notes_slugline_urgency_and_version_are_kept_apart_from_the_text() -> None:
    found = item(
        "<x:edNote>Call 555.</x:edNote><x:editorsNote>Again.</x:editorsNote><x:slugline>A-B</x:slugline>"
        "<x:urgency>2</x:urgency><x:version>7</x:version><x:dateline>Delta</x:dateline>"
        "<x:city country='IN'>Pune</x:city>"
    )
    assert found.ed_note is not None
    assert found.ed_note.text == "Call 555.\nAgain."
    assert (found.slugline, found.urgency, found.version, found.dateline) == ("A-B", 2, "7", "Delta")
    assert found.located is not None
    assert (found.located.name, found.located.country) == ("Pune", "IN")
    assert found.body is None


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("desk@a.example (Ana Roe)", "Ana Roe"),
        ("Ana Roe <desk@a.example>", "Ana Roe"),
        ("Ana Roe (desk@a.example)", "Ana Roe"),
        ("Ana Roe desk@a.example", "Ana Roe"),
        ("desk@a.example", None),
        ("mailto:desk@a.example", None),
        ("Ana Roe and Jon Vale", "Ana Roe and Jon Vale"),
        ("Ana Roe<br/>Jon Vale", "Ana Roe, Jon Vale"),
        ("<p>Ana Roe</p><p>Jon Vale</p>", "Ana Roe, Jon Vale"),
        ("  ", None),
    ],
)
def test_a_name_is_found_and_an_address_is_not(sent: str, name: str | None) -> None:
    assert person_name(sent) == name
