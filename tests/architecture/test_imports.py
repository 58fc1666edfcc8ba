"""Imports go upstream only: the contracts in pyproject.toml, kept by import-linter."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.source import PACKAGE, ROOT, modules, name, tree


def _contracts() -> list[dict[str, object]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, object]] = settings["tool"]["importlinter"]["contracts"]
    return contracts


def test_every_import_goes_upstream() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_room_has_its_place() -> None:
    (upstream,) = (contract for contract in _contracts() if contract["id"] == "upstream")
    layers = upstream["layers"]
    assert isinstance(layers, list)
    placed = {room.strip() for layer in layers for room in layer.split("|")} | {"agency"}
    assert placed - {"__main__"} == {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def test_the_wire_lists_its_plug_ins_and_nobody_else_names_one() -> None:
    folders = [f"wiredesk.wire.{kind}." for kind in ("formats", "transports")]
    naming = {
        name(module)
        for module in modules()
        for line in module.read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith(("from ", "import "))
        and any(folder in line for folder in folders)
        and PACKAGE / "wire" / "formats" not in module.parents
        and PACKAGE / "wire" / "transports" not in module.parents
    }
    assert naming <= {"wire/plugins.py"}


def test_nothing_received_meets_a_parser_of_the_standard_library() -> None:
    """They expand entities and reach for the network; what is received goes through common/xml."""
    for module in modules():
        for node in ast.walk(tree(module)):
            named = []
            if isinstance(node, ast.Import):
                named = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                named = [node.module or ""]
            parsers = [one for one in named if re.match(r"(xml|pickle|marshal)\b(?!\.sax\.saxutils)", one)]
            assert not parsers, name(module)
