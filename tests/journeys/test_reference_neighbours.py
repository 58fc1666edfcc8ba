"""The reference story in a wire of two thousand: beside it stand stories about what it is about, and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.newspaper import Newspaper, rss
from tests.northern_islands import ABOUT, wire
from tests.outlets.reading import one

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference" / "item.xml"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not REFERENCE.exists(), reason="the reference item is not beside the project"),
]
GUID = "ani-20251026-100000-kremlin-japan-treaty"
COUNT = 2000


def test_five_of_the_twelve_stand_beside_it_and_it_stands_beside_them(paper: Newspaper) -> None:
    items = list(wire(COUNT, paper.now - timedelta(hours=1)))
    for start in range(0, len(items), 100):
        paper.receive(rss(*items[start : start + 100]))
    paper.flow()
    paper.receive(REFERENCE.read_bytes())
    paper.flow()
    page = LexborHTMLParser(paper.page(paper.path_of(GUID))[1])
    box = [link.text() for link in page.css("#related + ul a")]
    about = {story[0] for story in ABOUT}
    assert len(box) == 5
    assert set(box) <= about
    below = {link.text() for link in page.css("#newest + ul a")}
    assert not below & set(box)
    own = one(page, "h1").text()
    others = [paper.page(str(link.attributes["href"]))[1] for link in page.css("#related + ul a")]
    assert own in [link.text() for text in others for link in LexborHTMLParser(text).css("#related + ul a")]
