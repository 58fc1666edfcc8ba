"""What holds for every command: help, the home, exit codes, one object a line, and no questions."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click
import pytest

import wiredesk.cli
from tests.cli.commanding import command, process
from tests.home_on_disk import Home
from wiredesk.cli.frame import EXIT_CODES
from wiredesk.cli.main import main
from wiredesk.settings.options import CONFIG_NAME, OPTIONS, load, parse, template, with_value


def _commands(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, below in group.commands.items():
        if isinstance(below, click.Group):
            yield from _commands(below, (*words, name))
        else:
            yield (*words, name), below


main.list_commands(click.Context(main))  # Which loads them.
COMMANDS = dict(_commands(main))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example_of_itself(words: tuple[str, ...]) -> None:
    said = command(*words, "--help").stdout
    assert "Example:" in said
    assert f"wiredesk {' '.join(words)}" in said
    assert "--json" in said
    assert "--home DIR" in said
    assert all(option.help for option in COMMANDS[words].params if isinstance(option, click.Option))


def test_every_command_of_every_module_is_there() -> None:
    modules = [import_module(f"wiredesk.cli.{one.name}") for one in iter_modules(wiredesk.cli.__path__)]
    every = [made for module in modules for made in getattr(module, "COMMANDS", ())]
    below = [
        made for group in main.commands.values() if isinstance(group, click.Group) for made in group.commands.values()
    ]
    assert {id(made) for made in every} <= {id(made) for made in (*main.commands.values(), *below)}
    assert main.list_commands(click.Context(main)) == sorted(main.commands)


def test_what_runs_as_long_as_the_paper_loads_no_other_command() -> None:
    asked = "import sys; from wiredesk.cli.main import main; main(['work', '--help'], standalone_mode=False);"
    said = subprocess.run(
        [sys.executable, "-c", f"{asked} print(*(one for one in sys.modules if one.startswith('wiredesk.cli.')))"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert set(said.stdout.splitlines()[-1].split()) == {f"wiredesk.cli.{one}" for one in ("main", "frame", "running")}


def test_the_exit_codes_stand_in_the_help_and_so_in_the_reference() -> None:
    said = command("--help").stdout
    for code, meaning in EXIT_CODES.items():
        assert f"{code}  {meaning}" in said
    reference = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"
    assert all(meaning in reference.read_text(encoding="utf-8") for meaning in EXIT_CODES.values())


@pytest.mark.parametrize(
    "words",
    [
        ("--home", "HOME", "story", "list"),
        ("story", "--home", "HOME", "list"),
        ("story", "list", "--home", "HOME"),
        ("--json", "--home", "HOME", "story", "list"),
    ],
)
@pytest.mark.django_db
def test_the_home_is_named_before_or_after_a_command(
    words: tuple[str, ...], home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WIREDESK_HOME")
    command(*(str(home.path) if word == "HOME" else word for word in words))


def test_no_home_and_an_unknown_one_are_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WIREDESK_HOME", raising=False)
    assert "--home DIR, or set WIREDESK_HOME" in command("story", "list", code=2).stderr
    assert f"wiredesk init {tmp_path}" in command("story", "list", "--home", str(tmp_path), code=2).stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nmae = 'x'", "there is no option nmae. Did you mean name?"),
        ("front_size = 'many'", "front_size"),
        ("front_size = 0", "too small"),
        ("time_zone = 'Asia/Nowhere'", "Asia/Nowhere"),
        ("address = 'courier'", "https://courier.example"),
        ("log_level = 'loud'", "debug, info"),
        ("language = 'English'", "is not a language's code"),
        ("database = 'mysql://x'", "postgresql://"),
        ("trusted_proxies = ['nginx']", "is not an address"),
        ("this is not toml", "line 2"),
    ],
)
def test_a_damaged_setting_names_the_line_to_mend(line: str, said: str, tmp_path: Path) -> None:
    (tmp_path / CONFIG_NAME).write_text(f"# a comment\n{line}\n", encoding="utf-8")
    sentence = command("story", "list", "--home", str(tmp_path), code=2).stderr
    assert "line 2" in sentence
    assert said in sentence


@pytest.mark.parametrize("sent", [b"name = = 3\n", b"name = 'caf\xe9'\n"])
def test_settings_that_cannot_be_read_at_all_are_said_with_what_to_do(sent: bytes, tmp_path: Path) -> None:
    (tmp_path / CONFIG_NAME).write_bytes(sent)
    sentence = command("story", "list", "--home", str(tmp_path), code=2).stderr
    assert "Mend" in sentence or "Save it" in sentence


def test_a_home_is_not_made_where_nothing_can_be_written() -> None:
    assert "that you may write to" in command("init", "/proc/courier", code=1).stderr


def test_errors_are_objects_with_json_whether_click_or_we_found_them(tmp_path: Path) -> None:
    for words in (("story", "list"), ("story", "kill", "x"), ("nonesuch",)):
        done = command(*words, "--json", "--home", str(tmp_path), code=2)
        assert not done.stdout
        said = json.loads(done.stderr)
        assert said["exit_code"] == 2
        assert said["error"]


def test_nothing_asks_where_nobody_sits_at_a_terminal(home: Home, tmp_path: Path) -> None:
    there = tmp_path / "there.tar"
    there.touch()
    (home.path / "wiredesk.db").touch()
    for words in (("restore", str(there)), ("backup", str(there))):
        said = process(*words, home=home.path, code=2).stderr
        assert "--yes" in said


def test_a_new_wiredesk_toml_states_the_zone_and_every_option_with_its_help(tmp_path: Path) -> None:
    text = template({})
    assert '\ntime_zone = "UTC"\n' in text
    assert all(f"# {option.help}\n" in text for option in OPTIONS)
    assert all(f"{option.name} = " in text for option in OPTIONS)
    assert parse(text, tmp_path).time_zone == "UTC"


@pytest.mark.parametrize("before", ["", "database = 'x'\n", "# database = ''\n"])
def test_one_option_is_set_and_the_rest_stays_as_it_was_written(before: str, tmp_path: Path) -> None:
    text = with_value(f'# mine\nname = "A \\" b"\n{before}', "database", "postgresql://h/d")
    (tmp_path / CONFIG_NAME).write_text(text, encoding="utf-8")
    assert load(tmp_path).database == "postgresql://h/d"
    assert load(tmp_path).name == 'A " b'
    assert text.startswith("# mine\n")
