"""The clock is the machine's, or stands where a file says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from wiredesk.common.clock import STANDING, clock_from, system_clock


def test_the_clock_is_the_machines_own_in_utc() -> None:
    for clock in (system_clock, clock_from({})):
        assert abs(clock() - datetime.now(UTC)) < timedelta(seconds=5)
        assert clock().tzinfo is UTC


def test_a_standing_clock_says_what_its_file_says_and_moves_with_it(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("2026-03-09T00:00:00+05:30\n")
    clock = clock_from({STANDING: str(file)})
    assert clock() == clock() == datetime(2026, 3, 8, 18, 30, tzinfo=UTC)
    assert clock().tzinfo is UTC
    file.write_text("2026-03-09T00:00:01+05:30")
    assert clock() == datetime(2026, 3, 8, 18, 30, 1, tzinfo=UTC)
