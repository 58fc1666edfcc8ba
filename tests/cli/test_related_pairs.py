"""`related pairs`: pairs judged over a file, in the order of its lines, without a home."""

import gzip
import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from wiredesk.cli.related_pairs import pairs

TEXT = "The night ferry to Oro ran aground off Lisk on Monday with 214 people on board, harbour master Ines Vold said."


def judged(source: Path, target: Path, code: int = 0) -> list[dict[str, Any]]:
    done = run(source, target, code)
    assert done.exit_code == code, done.output
    opened = gzip.open if target.suffix == ".gz" else open
    with opened(target, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def run(source: Path, target: Path, code: int) -> Result:
    done = CliRunner().invoke(pairs, ["--pairs", str(source), "--out", str(target)])
    assert done.exit_code == code, done.output
    return done


def lines(*rows: object) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def test_both_files_names_are_read_and_the_order_is_kept(tmp_path: Path) -> None:
    source = tmp_path / "pairs.jsonl"
    source.write_text(
        lines(
            {"a": {"headline": "Ferry aground", "text": TEXT}, "b": {"text": TEXT}, "same": True},
            {"kind": "republish", "source_text": TEXT, "edited_text": "Nothing of the sort happened anywhere at all."},
            {"a": TEXT, "b": TEXT},
        )
    )
    assert judged(source, tmp_path / "out.jsonl") == [
        {"same": True, "kind": "copy"},
        {"same": False, "kind": "none"},
        {"same": True, "kind": "copy"},
    ]


def test_packed_files_are_read_and_written(tmp_path: Path) -> None:
    source, target = tmp_path / "pairs.jsonl.gz", tmp_path / "out.jsonl.gz"
    with gzip.open(source, "wt", encoding="utf-8") as packed:
        packed.write(lines({"a": TEXT, "b": TEXT}))
    assert judged(source, target) == [{"same": True, "kind": "copy"}]


def test_a_line_without_two_texts_is_said_with_its_number(tmp_path: Path) -> None:
    source = tmp_path / "pairs.jsonl"
    source.write_text(lines({"a": TEXT, "b": TEXT}, {"a": TEXT}))
    assert "line 2, has no two texts" in run(source, tmp_path / "out", 1).output


def test_what_is_not_json_is_said_with_its_number(tmp_path: Path) -> None:
    source = tmp_path / "pairs.jsonl"
    source.write_text("not JSON\n")
    assert "line 1" in run(source, tmp_path / "out", 1).output


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "No such file" in run(tmp_path / "none.jsonl", tmp_path / "out", 1).output


def test_a_packed_file_cut_short_is_said(tmp_path: Path) -> None:
    source = tmp_path / "pairs.jsonl.gz"
    source.write_bytes(gzip.compress(lines(*[{"a": TEXT, "b": TEXT}] * 50).encode())[:60])
    assert "whole" in run(source, tmp_path / "out", 1).output
