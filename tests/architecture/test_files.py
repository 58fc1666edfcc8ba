"""A file is short enough to hold in mind, and named for what it does."""

import ast
import re

import pytest

from tests.architecture.source import ROOT, modules, name, tree, written

MOST_LINES = 400
WORDS_THAT_SAY_NOTHING = {"util", "utils", "helper", "helpers", "manager", "managers", "handler", "handlers", "misc"}


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", text)}


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in written()}
    assert not {name(path): lines for path, lines in lengths.items() if lines > MOST_LINES}


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    names = {part for path in written() for part in path.relative_to(ROOT).with_suffix("").parts}
    assert not {one for one in names if _words(one) & WORDS_THAT_SAY_NOTHING}


def test_no_class_or_function_of_ours_has_one_either() -> None:
    defined = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    names = {
        f"{name(module)}: {node.name}"
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, defined) and _words(node.name) & WORDS_THAT_SAY_NOTHING
    }
    assert not names


@pytest.mark.parametrize("said", ["handlers", "MiscTools", "StoryManager", "http_handler"])
def test_such_a_name_is_seen(said: str) -> None:
    assert _words(said) & WORDS_THAT_SAY_NOTHING


def test_every_module_says_what_it_promises() -> None:
    silent = {
        name(module)
        for module in modules()
        if tree(module).body and not ast.get_docstring(tree(module)) and module.name not in ("__init__.py", "apps.py")
    }
    assert not silent
