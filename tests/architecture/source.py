"""The project's own source as the tests of its shape read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "wiredesk"
_WRITTEN = {".py", ".html", ".xml", ".css", ".js", ".mjs", ".sh", ""}
_NOT_WRITTEN = {"node_modules", "__pycache__", "migrations", "samples", "shots"}


@cache
def modules() -> tuple[Path, ...]:
    """Every module of the package, migrations aside."""
    return tuple(sorted(path for path in PACKAGE.rglob("*.py") if _NOT_WRITTEN.isdisjoint(path.parts)))


@cache
def written() -> tuple[Path, ...]:
    """Every file that people write and read as code: modules, tests, templates, scripts, styles."""
    folders = [PACKAGE, *(ROOT / name for name in ("tests", "docs", "bench", "script", ".ci"))]
    return tuple(
        sorted(
            path
            for folder in folders
            for path in folder.rglob("*")
            if path.is_file() and path.suffix in _WRITTEN and _NOT_WRITTEN.isdisjoint(path.parts)
        )
    )


@cache
def tree(module: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(module.read_text(encoding="utf-8"), str(module))


def name(path: Path) -> str:
    """A path as people write it: from the package's folder on where it lies there, else from the root."""
    return str(path.relative_to(PACKAGE if PACKAGE in path.parents else ROOT))


def calls(module: Path) -> Iterator[tuple[str, int]]:
    """Every call in a module: the dotted name called, followed through its imports, and how many arguments it gets.

    `datetime.now(UTC)` after `from datetime import datetime` is `datetime.datetime.now`.
    """
    known: dict[str, str] = {}
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ImportFrom) and node.module:
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            known |= {alias.asname: alias.name for alias in node.names if alias.asname}
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call) and (called := dotted(node.func)):
            first, _, rest = called.partition(".")
            yield f"{known.get(first, first)}.{rest}".rstrip("."), len(node.args) + len(node.keywords)


def dotted(node: ast.expr) -> str:
    """The dotted name that an expression is, or "" where it is more than a name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""
