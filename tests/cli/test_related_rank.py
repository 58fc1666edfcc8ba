"""`related rank`: neighbours of stories in a file, without a home."""

import gzip
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wiredesk.cli.related import related

DAY = (
    {"id": "a", "at": "2031-05-04T08:00:00Z", "headline": "Ferry to Orrey stops in fog", "desk": "ignored"},
    {"id": "b", "at": "2031-05-04T09:00:00", "headline": "Bakers of Lindholm raise the price of rye"},
    {"id": "c", "at": "2031-05-04T15:30:00+05:30", "headline": "UPDATE 1-Ferry to Orrey stops in fog, 200 wait"},
)


def run(folder: Path, stories: object, queries: object, *more: str, code: int = 0, packed: bool = False) -> Result:
    ending = ".jsonl.gz" if packed else ".jsonl"
    for name, rows in (("stories", stories), ("queries", queries)):
        assert isinstance(rows, (list, tuple))
        text = "".join(f"{json.dumps(row)}\n" for row in rows).encode()
        (folder / (name + ending)).write_bytes(gzip.compress(text) if packed else text)
    given = ["--stories", folder / f"stories{ending}", "--queries", folder / f"queries{ending}"]
    done = CliRunner().invoke(related, ["rank", *map(str, given), "--out", str(folder / "out.jsonl"), *more])
    assert done.exit_code == code, done.output
    return done


def ranked(folder: Path) -> dict[str, list[str]]:
    return {row["id"]: row["ranked"] for row in map(json.loads, (folder / "out.jsonl").read_text().splitlines())}


def test_only_what_was_there_before_is_ranked(tmp_path: Path) -> None:
    run(tmp_path, DAY, [{"id": "c", "related": ["ignored"]}, {"id": "a"}])
    assert ranked(tmp_path) == {"c": ["a"], "a": []}


def test_stories_without_a_time_have_all_others_as_candidates(tmp_path: Path) -> None:
    run(tmp_path, [{**row, "at": None} for row in DAY], [{"id": "a"}], packed=True)
    assert ranked(tmp_path)["a"][0] == "c"


def test_answers_stand_in_the_order_of_the_questions(tmp_path: Path) -> None:
    run(tmp_path, DAY, [{"id": "c"}, {"id": "a"}, {"id": "b"}])
    assert list(ranked(tmp_path)) == ["c", "a", "b"]


def test_a_question_about_no_story_is_refused_by_name(tmp_path: Path) -> None:
    assert "such as z" in run(tmp_path, DAY, [{"id": "z"}], code=1).output


def test_a_broken_line_is_said_with_its_number(tmp_path: Path) -> None:
    assert "line 2" in run(tmp_path, [DAY[0], {"id": 7}], [{"id": "a"}], code=1).output


def test_a_model_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text("{}")
    said = run(tmp_path, DAY, [{"id": "a"}], "--model", str(tmp_path / "mine.json"), code=1)
    assert "not a model" in said.output


def test_embeddings_that_are_not_there_are_asked_for_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wordllama", None)
    assert "wiredesk[embeddings]" in run(tmp_path, DAY, [{"id": "a"}], "--embeddings", code=1).output


def test_embeddings_are_not_weighed_beside_a_model_that_they_were_not_weighed_with(tmp_path: Path) -> None:
    given = ("--embeddings", "--model", str(tmp_path / "mine.json"))
    assert "shipped model" in run(tmp_path, DAY, [{"id": "a"}], *given, code=1).output
