"""Writes docs/reference from the code, so that a page there cannot say what is not so. A test keeps it current.

Run it as `script/docs`; `script/docs --check` writes nothing and ends with 1 when a page is not what it would write.
"""

import importlib.util
import os
import sys
from pathlib import Path

import click

from wiredesk.settings.options import CONFIG_NAME, OPTIONS, Option

REFERENCE = Path(__file__).parent / "reference"
_WRITTEN = "<!-- Written by script/docs from {source}; changes belong there. -->\n\n"


def _default(option: Option) -> str:
    if isinstance(option.default, bool):
        return "`true`" if option.default else "`false`"
    if isinstance(option.default, str):
        return f'`"{option.default}"`'
    return f"`{option.default}`"


def options_page() -> str:
    """The page of every option of wiredesk.toml, in the table's order."""
    lines = [
        f"# The options of {CONFIG_NAME}",
        "",
        f"`wiredesk init` writes them all into the home's `{CONFIG_NAME}`, each with its help; what is commented out",
        f"there has the default below. {len(OPTIONS)} options in all. A change counts from the next `wiredesk run`.",
        "",
        "What pages say of the paper, its name, language, zone and address, changes on each as it is pressed again:",
        "`wiredesk press --all` does so for all of them at once.",
        "",
        "| option | default | what it does |",
        "|---|---|---|",
        *(f"| `{option.name}` | {_default(option)} | {option.help} |" for option in OPTIONS),
        "",
    ]
    return _WRITTEN.format(source="src/wiredesk/settings/options.py") + "\n".join(lines)


def _sections(command: click.Command, context: click.Context, depth: int = 2) -> list[str]:
    lines = [f"{'#' * depth} {context.command_path}", "", "```text", command.get_help(context).rstrip(), "```", ""]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below and not below.hidden:
                inner = click.Context(below, info_name=name, parent=context, terminal_width=100)
                lines += _sections(below, inner, min(depth + 1, 4))
    return lines


def commands_page(command: click.Command) -> str:
    """The page of every command, each with the help that `--help` prints."""
    context = click.Context(command, info_name="wiredesk", terminal_width=100)
    lines = ["# The wiredesk command", "", *_sections(command, context)]
    return _WRITTEN.format(source="the commands' own help") + "\n".join(lines)


def pages() -> dict[str, str]:
    """Every page of docs/reference by its file's name."""
    written = {"options.md": options_page()}
    if importlib.util.find_spec("wiredesk.cli.main"):
        from wiredesk.cli.main import main as command

        written["commands.md"] = commands_page(command)
    return written


def run(arguments: list[str]) -> int:
    """Write the pages, or with --check say which are not current; returns the exit code."""
    stale = []
    for name, text in pages().items():
        path = REFERENCE / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in arguments:
        sys.stderr.write(f"docs/reference/{', '.join(stale)} is not what the code says; run script/docs.\n")
        return 1
    return 0


if __name__ == "__main__":
    os.environ.setdefault("WIREDESK_HOME", str(Path(__file__).parents[1] / "tests" / "home"))
    sys.exit(run(sys.argv[1:]))
