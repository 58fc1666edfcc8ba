"""Every link between the project's pages leads somewhere, and every reason is in the list of reasons."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    assert not [link for link in links if not (page.parent / link).exists()]


def test_every_reason_is_in_the_list_of_reasons() -> None:
    why = ROOT / "docs" / "why"
    listed = set(re.findall(r"\(([\w-]+\.md)\)", (why / "README.md").read_text(encoding="utf-8")))
    assert listed == {page.name for page in why.glob("*.md")} - {"README.md"}
