"""Files that `related rank`, `pairs` and `threads` cannot use: which line, and what to do, is said; nothing is lost."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wiredesk.cli.main import main

STORIES = ({"id": "a", "headline": "Ferry aground off Lisk"}, {"id": "b", "headline": "Bakers raise the price of rye"})
PAIR = {"a": "The ferry ran aground off Lisk.", "b": "The ferry is afloat again."}
ROWS = {"rank": STORIES, "threads": STORIES, "pairs": (PAIR, PAIR)}
USAGE = 2

command = pytest.mark.parametrize("command", ROWS)


def lines(*rows: object) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def run(folder: Path, command: str, data: bytes, *, name: str = "in.jsonl", out: str = "out.jsonl") -> Result:
    source = folder / name
    if source.parent.is_dir() and not source.exists():
        source.write_bytes(data)
    given = ["--pairs" if command == "pairs" else "--stories", str(source), "--out", str(folder / out)]
    if command == "rank":
        (folder / "queries.jsonl").write_bytes(lines({"id": "b"}))
        given += ["--queries", str(folder / "queries.jsonl")]
    return CliRunner().invoke(main, ["related", command, *given])


def refused(done: Result) -> str:
    """What is said of what cannot be carried out."""
    assert isinstance(done.exception, SystemExit), done.exception
    assert (done.exit_code, done.stdout) == (USAGE, ""), done.output
    assert done.stderr.startswith("wiredesk: "), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


@command
@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"not JSON", "line 2: "),
        (b'["a"]', "line 2: "),
        (b"{}", "line 2"),
        (b'{"id": "c", "headline": "caf\xe9", "a": "caf\xe9", "b": "x"}', "line 2 is not UTF-8"),
        (b'{"id": "c", "headline": "x", "a": "x", "b": "x", "more": ' + b"[" * 9000 + b"]" * 9000 + b"}", "line 2: "),
        (b'{"id": "c", "headline": 7, "a": 7, "b": "x"}', "line 2: "),
        (b'{"id": "c", "headline": "\\ud800", "a": "\\ud800", "b": "x"}', "line 2: "),
        (b'{"id": "c", "headline": "x", "a": "x"', "line 2: "),
    ],
    ids=["no_json", "list", "empty", "latin", "deep", "number", "half_a_character", "cut"],
)
def test_a_line_that_cannot_be_read_is_said_with_its_number_and_what_to_do(
    tmp_path: Path, command: str, line: bytes, said: str
) -> None:
    (tmp_path / "out.jsonl").write_text("as it was")
    sentence = refused(run(tmp_path, command, lines(ROWS[command][0]) + line + b"\n"))
    assert said in sentence
    assert any(what in sentence for what in ("A line is an object with", "give `a` and `b`", "save the file as UTF-8"))
    assert (tmp_path / "out.jsonl").read_text() == "as it was", "half of an answer took its place"


@command
def test_a_file_in_utf_16_is_said_to_be_none_in_utf_8(tmp_path: Path, command: str) -> None:
    assert "line 1 is not UTF-8" in refused(run(tmp_path, command, lines(*ROWS[command]).decode().encode("utf-16")))


@command
def test_a_mark_before_the_first_line_is_passed_over(tmp_path: Path, command: str) -> None:
    assert run(tmp_path, command, b"\xef\xbb\xbf" + lines(*ROWS[command])).exit_code == 0


@pytest.mark.parametrize("command", ["threads", "pairs"])
@pytest.mark.parametrize("data", [b"", b"\n\r\n"])
def test_of_an_empty_file_an_empty_one_is_made(tmp_path: Path, command: str, data: bytes) -> None:
    assert run(tmp_path, command, data).exit_code == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_a_question_about_no_story_is_said_with_its_line(tmp_path: Path) -> None:
    assert "asks about a story that" in (said := refused(run(tmp_path, "rank", b"")))
    assert "such as b in line 1. Add" in said


@command
def test_what_is_read_is_not_written_over(tmp_path: Path, command: str) -> None:
    data = lines(*ROWS[command])
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "in.jsonl")
    for out in ("in.jsonl", "link.jsonl"):
        assert "name another file" in refused(run(tmp_path, command, data, out=out))
    assert (tmp_path / "in.jsonl").read_bytes() == data


def test_questions_are_not_written_over(tmp_path: Path) -> None:
    assert "name another file" in refused(run(tmp_path, "rank", lines(*STORIES), out="queries.jsonl"))


@command
@pytest.mark.parametrize("kept", [-12, 5])
def test_a_packed_file_cut_short_is_asked_for_again(tmp_path: Path, command: str, kept: int) -> None:
    data = gzip.compress(lines(*ROWS[command]))[:kept]
    assert "send it again, whole" in refused(run(tmp_path, command, data, name="in.jsonl.gz"))


@command
def test_a_file_that_is_only_called_packed_is_told_so(tmp_path: Path, command: str) -> None:
    assert "take .gz off its name" in refused(run(tmp_path, command, lines(*ROWS[command]), name="in.jsonl.gz"))


@command
def test_a_file_that_is_none_or_has_no_place_is_said_by_name(tmp_path: Path, command: str) -> None:
    (tmp_path / "folder").mkdir()
    assert "folder: Is a directory" in refused(run(tmp_path, command, b"", name="folder"))
    assert "no/out: No such file" in refused(run(tmp_path, command, lines(*ROWS[command]), out="no/out"))
    assert "gone/in: No such file" in refused(run(tmp_path, command, b"", name="gone/in"))


@pytest.mark.parametrize("command", ["rank", "threads"])
@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_that_the_calendar_does_not_have_in_utc_is_said_with_its_line(
    tmp_path: Path, command: str, at: str
) -> None:
    said = refused(run(tmp_path, command, lines(*STORIES, {"id": "c", "headline": "Ferry afloat", "at": at})))
    assert "line 3: " in said
    assert "years 1 to 9999" in said


@pytest.mark.parametrize("command", ["rank", "threads"])
@pytest.mark.parametrize("at", ["yesterday", "2031-05-04", 1935648000])
def test_a_time_that_is_none_is_said_with_what_one_looks_like(tmp_path: Path, command: str, at: object) -> None:
    said = refused(run(tmp_path, command, lines({"id": "c", "headline": "Ferry afloat", "at": at})))
    assert "line 1: " in said
    assert "`at`, if given, is like 2031-05-04T08:00:00Z" in said


@pytest.mark.parametrize("command", ["rank", "threads"])
def test_times_with_a_zone_without_one_and_none_at_all_go_together(tmp_path: Path, command: str) -> None:
    times = ("2031-05-04T08:00:00Z", "2031-05-04T08:00:00", "2031-05-04T08:00:00+05:30", None, "9999-12-31T23:59:59Z")
    stories = [{"id": f"s{n}", "headline": " " if n == 1 else "Ferry aground", "at": at} for n, at in enumerate(times)]
    assert run(tmp_path, command, lines(*stories, STORIES[1])).exit_code == 0


def test_of_an_id_that_comes_twice_the_second_line_is_named(tmp_path: Path) -> None:
    said = refused(run(tmp_path, "threads", lines(*STORIES, STORIES[0])))
    assert "line 3: the id a was there before. Leave one of them out." in said
