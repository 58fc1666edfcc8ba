"""docs/why/libraries.md is complete, and nothing that wiredesk stands on asks it to be published."""

import importlib.metadata
import json
import re
import tomllib

import pytest

from tests.architecture.source import ROOT

PAGE = ROOT / "docs" / "why" / "libraries.md"


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0].lower()


def _asked_for() -> dict[str, set[str]]:
    """The libraries by the heading of the table that each belongs in."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    browser = json.loads((ROOT / "tests" / "browser" / "package.json").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    extras = project["project"]["optional-dependencies"]
    return {
        "To run": {_name(one) for one in project["project"]["dependencies"]},
        "To develop": {_name(one) for name in ("build", "dev") for one in groups[name]},
        "To weigh in what headlines mean": {_name(one) for one in extras["embeddings"]},
        "To make up pages faster": {_name(one) for one in extras["epaper-fast"]},
        "To train a model": {_name(one) for one in groups["train"]},
        "To look at pages": set(browser["dependencies"]),
    }


def _told() -> dict[str, set[str]]:
    told: dict[str, set[str]] = {}
    heading = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("| ") and not line.startswith("| library"):
            told.setdefault(heading, set()).add(line.split("|")[1].strip())
    return told


def test_every_library_has_its_reason_and_no_other() -> None:
    assert _told() == _asked_for()


@pytest.mark.parametrize("library", sorted(_asked_for()["To run"]))
def test_a_library_is_free_of_the_affero_licence(library: str) -> None:
    told = importlib.metadata.metadata(library)
    lines = [line for field in ("License-Expression", "License", "Classifier") for line in told.get_all(field) or []]
    licence = " ".join(lines)
    assert licence.strip()
    assert "AGPL" not in licence
    assert "Affero" not in licence


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_holds_every_library_by_digest_and_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    wanted = _asked_for()["To run"] | (_asked_for()["To develop"] if "dev" in lock else set())
    locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))
    assert wanted <= locked
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.MULTILINE)
