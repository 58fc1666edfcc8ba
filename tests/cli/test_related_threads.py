"""`related threads`: running stories over a file, in time order, without a home."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wiredesk.cli.related_threads import threads

FIRST = "Ferry Palomar runs aground off Lisk with 214 aboard"
SECOND = "UPDATE 1-Ferry Palomar runs aground off Lisk, 214 aboard rescued"
OTHER = "Quorvane Mills recalls ovens over faulty switch"


def run(source: Path, target: Path, *, refused: bool = False) -> Result:
    done = CliRunner().invoke(threads, ["--stories", str(source), "--out", str(target)])
    assert bool(done.exit_code) == refused, done.output
    assert not done.exception or isinstance(done.exception, SystemExit), done.exception
    return done


def lines(*rows: object) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def written(target: Path) -> list[tuple[str, str]]:
    opened = gzip.open if target.suffix == ".gz" else open
    with opened(target, "rt", encoding="utf-8") as rows:
        return [(row["id"], row["thread"]) for row in map(json.loads, rows)]


def test_stories_are_threaded_in_time_order_whatever_the_order_of_the_file(tmp_path: Path) -> None:
    source, target = tmp_path / "day.jsonl", tmp_path / "threads.jsonl"
    source.write_text(
        lines(
            {"id": "b", "at": "2024-03-04T09:00:00Z", "headline": SECOND},
            {"id": "c", "at": "2024-03-04T10:00:00+05:30", "headline": OTHER, "desk": "ignored"},
            {"id": "a", "at": "2024-03-04T08:00:00", "headline": FIRST},
        )
    )
    run(source, target)
    assert written(target) == [("c", "c"), ("a", "a"), ("b", "a")]


def test_stories_without_a_time_keep_the_order_of_the_file_and_packed_files_are_read_and_written(
    tmp_path: Path,
) -> None:
    source, target = tmp_path / "day.jsonl.gz", tmp_path / "threads.jsonl.gz"
    with gzip.open(source, "wt", encoding="utf-8") as out:
        out.write(
            lines(
                {"id": "a", "headline": FIRST, "text": "The ferry Palomar ran aground off Lisk on Monday."},
                {"id": "c", "headline": OTHER, "text": "Quorvane Mills asked for its ovens back."},
                {"id": "b", "headline": SECOND, "text": "All 214 aboard the ferry Palomar off Lisk are safe."},
            )
        )
    run(source, target)
    assert written(target) == [("a", "a"), ("c", "c"), ("b", "a")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{}\n", "line 1"),
        (lines({"id": "a", "headline": FIRST}, {"id": "a", "headline": SECOND}), "line 2: the id a"),
        ('{"id": "a", "headline": 7}\n', "line 1"),
        ("not json\n", "line 1"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    source = tmp_path / "day.jsonl"
    source.write_text(content)
    assert said in run(source, tmp_path / "threads.jsonl", refused=True).output


def test_a_cut_off_packed_file_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "day.jsonl.gz"
    source.write_bytes(gzip.compress(lines({"id": "a", "headline": FIRST}).encode())[:-12])
    run(source, tmp_path / "threads.jsonl", refused=True)
    assert "none.jsonl" in run(tmp_path / "none.jsonl", tmp_path / "threads.jsonl", refused=True).output
