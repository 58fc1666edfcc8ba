"""docs/map.md names every folder, and no folder that is not there."""

import re
from pathlib import Path

from tests.architecture.source import PACKAGE, ROOT

MAP = ROOT / "docs" / "map.md"
_NOT_DRAWN = {"__pycache__", "migrations", "samples", "node_modules", "shots"}
_DRAWN_FROM_THE_ROOT = ("tests", "docs", "script", "bench")


def _named() -> set[str]:
    """Every path in backticks: folders end in a slash, files in a suffix."""
    return {path for path in re.findall(r"`([\w./-]+)`", MAP.read_text(encoding="utf-8")) if "/" in path}


def _folders(root: Path) -> set[str]:
    inside = (path for path in root.rglob("*") if path.is_dir() and _NOT_DRAWN.isdisjoint(path.relative_to(root).parts))
    return {
        f"{path.relative_to(root)}/" for path in inside if any(child.name not in _NOT_DRAWN for child in path.iterdir())
    }


def test_every_folder_of_the_package_is_on_the_map() -> None:
    """Folders inside a plug-in's, or inside one of templates, are the affair of whoever opens that."""
    inside = re.compile(r"(wire/(formats|transports)|.*/(templates|static))/.")
    drawn = {folder for folder in _folders(PACKAGE) if not inside.match(folder)}
    assert drawn <= _named(), f"docs/map.md should name {sorted(drawn - _named())}"


def test_every_folder_beside_the_package_is_on_the_map() -> None:
    there = {f"{name}/" for name in _DRAWN_FROM_THE_ROOT if (ROOT / name).is_dir()}
    assert there <= _named()


def test_nothing_on_the_map_is_missing() -> None:
    missing = {path for path in _named() if not (PACKAGE / path).exists() and not (ROOT / path).exists()}
    assert not missing, f"docs/map.md names what is not there: {sorted(missing)}"
