"""What a fixture's `Expect:` line claims of its entries, as data: parsed with ast, never run."""

import ast
import re
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

FIXTURES: Final = Path(__file__).parents[2].parent / "shared" / "fixtures"
FOLDERS: Final = ("rss_0.9x", "rss_1.0", "rss_2.0", "atom_0.3", "atom_1.0")

_LINE: Final = re.compile(r"^\s*(Description|Expect|Header):\s*(.*?)\s*$", re.MULTILINE)


class Claim(msgspec.Struct, frozen=True):
    """One `entries[n]…path == value`."""

    entry: int
    path: tuple[str | int, ...]
    value: object


class Expectation(msgspec.Struct, frozen=True):
    """A fixture's first comment: what it is, the headers it came with, the claims on its entries."""

    well_formed: bool
    """Whether the fixture says so itself (`not bozo`)."""
    headers: dict[str, str]
    claims: tuple[Claim, ...]


def fixtures() -> list[Path]:
    """Every RSS and Atom fixture; none where the folder is absent."""
    return sorted(path for folder in FOLDERS for path in (FIXTURES / folder).glob("*") if path.is_file())


def expectation(data: bytes) -> Expectation | None:
    """The claims of a fixture, None where it has no comment to claim anything."""
    text = _comment(data)
    found = _LINE.findall(text)
    expect = next((value for key, value in found if key == "Expect"), None)
    if expect is None:
        return None
    sent = [value.split(":", 1) for key, value in found if key == "Header" and ":" in value]
    headers = {name.strip(): value.strip() for name, value in sent}
    tree = ast.parse(expect, mode="eval").body
    claims: list[Claim] = []
    _collect(tree, claims)
    return Expectation(_says_well_formed(tree), headers, tuple(claims))


def _comment(data: bytes) -> str:
    for codec in ("utf-8", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037", "latin-1"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "Expect:" in text:
            return text[: text.find("-->") if "-->" in text else None]
    return ""


def _says_well_formed(tree: ast.expr) -> bool:
    first = tree.values[0] if isinstance(tree, ast.BoolOp) else tree
    return isinstance(first, ast.UnaryOp) and isinstance(first.operand, ast.Name) and first.operand.id == "bozo"


def _collect(tree: ast.expr, claims: list[Claim]) -> None:
    if isinstance(tree, ast.BoolOp):
        for part in tree.values:
            _collect(part, claims)
    elif isinstance(tree, ast.Compare) and all(isinstance(op, ast.Eq) for op in tree.ops):
        expected = _value(tree.comparators[-1])
        for side in (tree.left, *tree.comparators[:-1]):
            ordinal = isinstance(side, ast.Call) and isinstance(side.func, ast.Name) and side.func.id == "ord"
            path = _path(side.args[0] if ordinal and isinstance(side, ast.Call) else side)
            if path and path[0] == "entries" and isinstance(path[1], int):
                value = chr(expected) if ordinal and isinstance(expected, int) else expected
                claims.append(Claim(path[1], path[2:], value))


def _path(node: ast.expr) -> tuple[str | int, ...]:
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        outer = _path(node.value)
        return (*outer, node.attr) if outer else ()
    if isinstance(node, ast.Subscript):
        outer, key = _path(node.value), _value(node.slice)
        return (*outer, key) if outer and isinstance(key, str | int) else ()
    return ()


def _value(node: ast.expr) -> object:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return str(_value(node.left)) + str(_value(node.right))
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None


def same_instant(read: datetime | None, claimed: object) -> bool:
    """Whether an instant is the one that feedparser's time tuple (UTC) names."""
    return read is not None and isinstance(claimed, tuple) and read.timetuple()[:6] == claimed[:6]
