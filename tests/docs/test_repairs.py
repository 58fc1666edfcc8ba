"""The page of repairs names every repair that the code can make, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
_MADE = re.compile(r'(?:Mend|Repair)\(\s*"([a-z0-9_]+)"|names\["([a-z0-9_]+)"\]')
_LISTED = re.compile(r"^\| `([a-z0-9_]+)` \|", re.MULTILINE)


def test_every_repair_is_on_the_page_and_every_one_on_the_page_is_made() -> None:
    rooms = (ROOT / "src/wiredesk/common/xml", ROOT / "src/wiredesk/wire/standards", ROOT / "src/wiredesk/wire/formats")
    code = "".join(path.read_text(encoding="utf-8") for room in rooms for path in room.rglob("*.py"))
    made = {first or second for first, second in _MADE.findall(code)}
    listed = set(_LISTED.findall((ROOT / "docs/reference/repairs.md").read_text(encoding="utf-8")))
    assert made == listed
