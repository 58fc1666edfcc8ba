"""docs/words.md explains every table, and every definition it points to exists and is called so."""

import importlib
import re
from collections.abc import Iterator

import pytest
from django.apps import apps

from tests.architecture.source import ROOT

WORDS = ROOT / "docs" / "words.md"


def _rows() -> Iterator[tuple[str, str, str]]:
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("|") and len(cells) == 3 and cells[0] not in ("word", "---"):
            yield cells[0], cells[1], cells[2].strip(" |")


def _definitions() -> list[str]:
    return sorted({where.strip("`") for _, _, where in _rows() if where not in ("–", "where")})


@pytest.mark.parametrize("where", _definitions())
def test_a_word_is_defined_where_it_says(where: str) -> None:
    module, _, attribute = where.rpartition(".")
    assert getattr(importlib.import_module(f"wiredesk.{module}"), attribute).__doc__


def test_a_word_that_is_a_definition_is_called_so() -> None:
    for word, _, where in _rows():
        if re.fullmatch(r"`[A-Z]\w+`", word):
            assert where.strip("`").rpartition(".")[2] == word.strip("`"), word


def test_every_table_is_explained() -> None:
    ours = {model.__name__ for model in apps.get_models() if model.__module__.startswith("wiredesk.")}
    pointed_to = {where.rpartition(".")[2] for where in _definitions()}
    assert ours <= pointed_to, f"docs/words.md should explain {sorted(ours - pointed_to)}"


def test_no_word_is_explained_twice() -> None:
    words = [word for row in _rows() for word in row[0].split(", ")]
    assert len(words) == len(set(words))
