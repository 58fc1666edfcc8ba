"""What no module may do: ask the time for itself, swallow any fault, load code by name."""

import ast
from pathlib import Path

from tests.architecture.source import PACKAGE, calls, modules, name, tree

ASKS_THE_TIME = {
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "django.utils.timezone.now",
    "time.time",
    "time.time_ns",
}
ASKS_THE_TIME_IF_NOT_TOLD = {"django.utils.timezone.localtime", "django.utils.timezone.localdate"}
AT_THE_EDGES = {
    "common/clock.py": "the one place where the machine's time enters",
}
LOADS_BY_NAME = {"importlib.import_module", "__import__", "django.utils.module_loading.import_string", "eval", "exec"}


def _callers(of: set[str]) -> set[str]:
    return {name(module) for module in modules() for called, _ in calls(module) if called in of}


def test_time_is_an_argument_except_at_the_edges() -> None:
    untold = {
        name(module)
        for module in modules()
        for called, arguments in calls(module)
        if called in ASKS_THE_TIME_IF_NOT_TOLD and not arguments
    }
    assert _callers(ASKS_THE_TIME) | untold == set(AT_THE_EDGES)


def test_no_module_is_loaded_by_a_name_worked_out() -> None:
    """Plug-ins from other distributions come in as entry points, in wire/plugins.py."""
    assert not _callers(LOADS_BY_NAME)


def test_no_fault_is_swallowed_unseen() -> None:
    """A handler names what it can act on; one that takes anything must raise again."""
    blind = set()
    for module in modules():
        for node in ast.walk(tree(module)):
            if not isinstance(node, ast.ExceptHandler):
                continue
            caught = ast.unparse(node.type) if node.type else "everything"
            takes_all = caught in ("everything", "Exception", "BaseException")
            if takes_all and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node)):
                blind.add(f"{name(module)}:{node.lineno} catches {caught}")
    assert not blind


def _writes_decisions(module: Path) -> bool:
    text = module.read_text(encoding="utf-8")
    if "decisions.models" not in text:
        return False
    written = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "delete", "save"}
    for node in ast.walk(tree(module)):
        if not isinstance(node, ast.Call):
            continue
        said = ast.unparse(node.func)
        if said == "Decision" or (said.startswith("Decision.objects") and said.rpartition(".")[2] in written):
            return True
    return False


def test_only_actions_write_decisions() -> None:
    writers = {module for module in modules() if _writes_decisions(module)}
    assert writers
    assert not {name(module) for module in writers if PACKAGE / "decisions" / "actions" not in module.parents}


def test_no_decision_is_ever_edited_or_deleted() -> None:
    """The table is append-only: not even an action changes what was decided."""
    changing = {"bulk_update", "update", "delete", "update_or_create"}
    for module in modules():
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Call) and (said := ast.unparse(node.func)).startswith("Decision.objects"):
                assert said.rpartition(".")[2] not in changing, name(module)
