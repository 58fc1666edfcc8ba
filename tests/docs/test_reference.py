"""docs/reference is what the code says, and the code says enough."""

from pathlib import Path

import pytest

from docs import generate
from docs.generate import REFERENCE, pages
from wiredesk.settings.options import OPTIONS, Options


@pytest.mark.parametrize("name", pages())
def test_a_reference_page_is_current(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == pages()[name], "run script/docs"


def test_a_page_that_is_not_current_is_told_and_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "REFERENCE", tmp_path)
    (tmp_path / "options.md").write_text("# There are no options\n", encoding="utf-8")
    assert generate.run(["--check"]) == 1
    assert generate.run([]) == 0
    assert generate.run(["--check"]) == 0


def test_the_table_of_options_is_the_struct_of_options() -> None:
    assert [option.name for option in OPTIONS] == [field for field in Options.__struct_fields__ if field != "home"]


def test_there_are_fewer_than_forty_options_each_with_help() -> None:
    assert len(OPTIONS) < 40
    assert all(len(option.help) > 10 and option.help.endswith(".") for option in OPTIONS)
