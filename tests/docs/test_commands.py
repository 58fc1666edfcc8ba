"""Every `wiredesk …` command on the project's pages is one that the command line takes."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.architecture.source import ROOT
from wiredesk.cli.frame import Command
from wiredesk.cli.main import main

PAGES = sorted(
    page for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")] if page.parent != ROOT / "docs" / "reference"
)
_FENCE = re.compile(r"```(?:sh|console|bash)\n(.*?)```", re.DOTALL)
_INLINE = re.compile(r"`(wiredesk [a-z-][^`\n]*)`")
_BEFORE = re.compile(r"^(?:\$ |sudo(?: -u \w+)? |[A-Z_]+=\S+ )*(?:\.venv/bin/)?(?=wiredesk )")


def commands(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    lines = [line for block in _FENCE.findall(text) for line in block.replace("\\\n", " ").splitlines()]
    typed = [_BEFORE.sub("", line.strip()).rstrip("& ") for line in lines]
    inline = [words for words in _INLINE.findall(text) if "…" not in words and "COMMAND" not in words]
    return [words for words in [*typed, *inline] if words.startswith("wiredesk ")]


def complete(words: str) -> bool:
    """Whether a command is written out to be typed; prose names `wiredesk run` or `wiredesk service add` for short."""
    return len(shlex.split(words)) > 3 or "--" in words


CASES = [
    pytest.param(words, id=f"{page.relative_to(ROOT)}: {words}")
    for page in PAGES
    for words in dict.fromkeys(commands(page))
    if complete(words)
]


def test_there_are_commands_on_the_pages() -> None:
    assert len(CASES) > 30


@pytest.mark.parametrize("words", CASES)
def test_a_command_on_a_page_is_one(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Command, "invoke", lambda *_: None)
    main.list_commands(click.Context(main))
    for below in main.commands.values():
        for option in below.params:
            if isinstance(option.type, click.Path):
                # A file to be restored need not be there to be written about.
                monkeypatch.setattr(option.type, "exists", False)
    done = CliRunner().invoke(main, shlex.split(words, comments=True)[1:])
    assert done.exit_code == 0, done.output
