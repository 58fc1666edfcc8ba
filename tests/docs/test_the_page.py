"""The page that is gone through line by line: its pictures are there, and its commands are ones that wiredesk has."""

import json
import re
import shlex
from pathlib import Path

import click
import pytest

from tests.architecture.source import ROOT
from wiredesk.cli.main import main

PAGE = ROOT / "docs" / "the-page.md"
SHOTS = ROOT / "docs" / "screenshots"
PRINTED = ROOT / "docs" / "printed"
MOST = 2_500_000
"""Bytes of all pictures together."""
ROWS = 14


def shown_on(page: Path) -> set[Path]:
    """The pictures that a page shows."""
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"!\[[^\]]+\]\(([^)]+)\)|<img src=\"([^\"]+)\"", text)
    return {(page.parent / (link or source)).resolve() for link, source in links}


def commands_on(page: Path) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = (line for block in blocks for line in block.splitlines())
    return [line for line in lines if line.startswith(".venv/bin/wiredesk ")]


def parse(command: click.Command, arguments: list[str], parent: click.Context | None = None) -> None:
    """Read a command line as wiredesk would, down to the last option, and run nothing."""
    context = command.make_context(command.name, arguments, parent=parent)
    if isinstance(command, click.Group):
        _, inner, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        assert inner is not None
        parse(inner, rest, context)


def test_every_row_of_the_page_is_gone_through() -> None:
    numbers = re.findall(r"^## (\d+)\. ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [int(number) for number in numbers] == list(range(1, ROWS + 1))


def test_every_picture_is_there_is_shown_and_can_be_taken_again() -> None:
    shown = {path for page in [PAGE, *ROOT.glob("*.md")] for path in shown_on(page)}
    there = set(SHOTS.glob("*.png"))
    printed = set(PRINTED.glob("*"))
    wanted = json.loads((SHOTS / "wanted.json").read_text(encoding="utf-8"))
    assert shown == there | printed
    assert {f"{one['name']}.png" for one in wanted} == {path.name for path in there}
    assert sum(path.stat().st_size for path in there) < MOST
    assert sum(path.stat().st_size for path in printed) < MOST


def test_numbers_in_pictures_are_those_of_the_headings() -> None:
    wanted = json.loads((SHOTS / "wanted.json").read_text(encoding="utf-8"))
    for one in wanted:
        for number in one.get("marks", {}):
            assert 1 <= int(number) <= ROWS
        if found := re.fullmatch(r"the-page-(\d+)", one["name"]):
            assert str(int(found[1])) in one["marks"], one["name"]


@pytest.mark.parametrize("line", [*commands_on(PAGE), *commands_on(ROOT / "README.md")])
def test_every_command_is_one_that_wiredesk_has(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "item.xml").write_text("<rss/>", encoding="utf-8")
    parse(main, shlex.split(line, comments=True)[1:])
