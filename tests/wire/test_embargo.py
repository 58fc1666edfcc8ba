"""The end of an embargo is read out of prose where it is certain, and nowhere else."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from wiredesk.wire.profiles.embargo import ends_at

INDIA = ZoneInfo("Asia/Kolkata")
SENT = datetime(2026, 3, 9, 4, 30, tzinfo=UTC)
IST = datetime(2026, 3, 9, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("EMBARGOED UNTIL 6 pm IST, March 9", IST),
        ("Embargoed until 6.00 p.m. on 9 March 2026", IST),
        ("Embargoed until Monday, March 9, 1800 hrs IST", IST),
        ("NOT FOR PUBLICATION BEFORE 18:00 IST on 9th March", IST),
        ("Embargo: 2026-03-09T18:00:00+05:30", IST),
        ("Embargoed until 12:30 GMT on March 9", IST),
        ("Embargoed until 0830 EDT on March 9", IST),
        ("Embargoed until March 9, 2030 hrs IST", datetime(2026, 3, 9, 15, tzinfo=UTC)),
        ("EMBARGOED UNTIL 9 March 6 pm", IST),
        ("EMBARGOED UNTIL Monday 9 March 18.00", IST),
        ("EMBARGOED UNTIL 18.00 9 March", IST),
        ("EMBARGOED UNTIL MON 9 MAR 6PM", IST),
        ("EMBARGOED UNTIL 31 December 11 pm", datetime(2025, 12, 31, 17, 30, tzinfo=UTC)),
        ("EMBARGOED UNTIL 12.30 GMT (6 pm IST), March 9", IST),
        ("EMBARGOED UNTIL 12.30 GMT (7 pm IST), March 9", None),
        ("EMBARGOED UNTIL 6 pm, 9 March 10 boats", None),
        ("EMBARGOED UNTIL SUN 9 MAR 6PM", None),
        ("EMBARGOED UNTIL 6 pm, Fri., March 9", None),
        ("EMBARGOED UNTIL 6 pm IST", None),
        ("EMBARGOED UNTIL March 9", None),
        ("EMBARGOED UNTIL Monday", None),
        ("EMBARGOED UNTIL midnight, March 9", None),
        ("EMBARGOED UNTIL 12 am, March 9", None),
        ("EMBARGOED UNTIL 6 pm XYT, March 9", None),
        ("EMBARGOED UNTIL 6 pm CST, March 9", None),
        ("EMBARGOED UNTIL 6 pm, 09/03/2026", None),
        ("EMBARGOED UNTIL 6 pm, March 9 or 7 pm, March 10", None),
        ("EMBARGOED UNTIL Friday 6 pm, March 9", None),
        ("EMBARGOED UNTIL 6 pm, February 31", None),
        ("EMBARGOED", None),
    ],
)
def test_the_end_of_an_embargo_is_read_only_where_it_is_certain(text: str, ends: datetime | None) -> None:
    assert ends_at(text, zone=INDIA, anchor=SENT) == ends


def test_ist_is_indias_only_for_an_indian_provider() -> None:
    text = "EMBARGOED UNTIL 6 pm IST, March 9"
    assert ends_at(text, zone=ZoneInfo("Europe/Dublin"), anchor=SENT) is None
    assert ends_at(text, zone=INDIA, anchor=None) is None
