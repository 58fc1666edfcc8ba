"""Six languages on three sizes of screen: nothing overflows or moves, letters are no boxes, few bytes are asked for."""

import json
import os

import pytest

from tests.browser.looking import NEEDS, Shown, node, to_mend
from tests.browser.test_pages import BESIDE, FIRST_VIEW, OTHERS, PUBLIC

pytestmark = NEEDS

SIZES = (360, 768, 1440)
THEMES = ("light", "dark", "sepia", "contrast")
WHOLE = os.environ.get("WIREDESK_MATRIX") == "whole"
"""Every page at every size in every theme: a quarter of an hour. Else each page at each size, in themes by turns."""
SPOKEN = {
    "edition hindi": "hi", "edition marathi": "mr", "edition urdu": "ur-IN", "edition tamil": "ta",
    "edition bengali": "bn", "edition": "en",
}  # fmt: skip
STORIES = ("hindi", "marathi", "urdu")
OURS = {
    "urdu": ("Noto Nastaliq Urdu*", {"latin", "naskh", "nastaliq"}),
    "edition tamil": ("Noto Sans Tamil*", {"tamil", "devanagari", "naskh"}),
    "edition bengali": ("Noto Sans Bengali*", {"bengali", "devanagari", "naskh"}),
    "marathi": ("Noto Sans Devanagari*", {"devanagari", "latin"}),
    "hindi": ("Noto Sans Devanagari*", {"devanagari", "latin"}),
    "edition urdu": ("Noto Nastaliq Urdu*", {"naskh", "nastaliq", "devanagari"}),
    "foreign": ("Source Serif 4*", {"latin"}),
}
"""The face of a page where a device has none of its own, and all that may be fetched for it."""


MIXED = ("home", "latest", "day", "search hindi", "cities")
"""English pages with headlines and names in other letters."""
BLANK = 1_100
"""Milliseconds that nothing may be shown for where a page's own words are boxes: a second, and a frame or two."""


def plan() -> list[tuple[str, int, str]]:
    """Kinds of page with sizes and themes: each kind at each size, and with it each theme and language at each size.

    At the widest, what test_pages.py looks at in every theme is left to it.
    """
    kinds = (*PUBLIC, *BESIDE, *OTHERS)
    if WHOLE:
        return [(kind, width, theme) for kind in kinds for width in SIZES for theme in THEMES]
    return [
        (kind, width, THEMES[(number + turn) % len(THEMES)])
        for number, kind in enumerate(kinds)
        for turn, width in enumerate(SIZES)
        if kind in OTHERS or width != SIZES[-1]
    ]


def test_every_kind_theme_and_language_is_met_at_every_size() -> None:
    met = plan()
    for width in SIZES:
        here = [(kind, theme) for kind, at, theme in met if at == width]
        assert {theme for _, theme in here} == set(THEMES)
        assert {kind for kind, _ in here} >= set(SPOKEN) - {"edition"} | set(STORIES) - {"urdu"}
        assert {kind for kind, _ in here} >= {*OTHERS, *(() if width == SIZES[-1] else (*PUBLIC, *BESIDE))}


def test_every_page_is_open_to_everybody_stands_still_and_fits_at_every_size(paper: Shown) -> None:
    wanted = [
        {"url": url, "width": width, "scheme": theme} for kind, width, theme in plan() for url in paper.urls(kind)
    ]
    results = node("audit.mjs", "--json", "--plan", given=json.dumps(wanted))
    assert len(results) == len(wanted)
    assert {one["status"] for one in results} == {200, 404, 410}
    assert to_mend(results) == []


@pytest.mark.parametrize("width", [360, 1440])
def test_a_script_that_a_device_lacks_is_painted_with_ours_and_nothing_moves(paper: Shown, width: int) -> None:
    found = node("faces.mjs", "--width", str(width), *paper.urls(*OURS))
    assert len(found) == len(OURS) * 5
    for one in found:
        kind = next(kind for kind in OURS if paper.urls(kind) == [one["url"]])
        face, may = OURS[kind]
        assert one["shifted"] == 0, one
        assert one["strayed"] == "", one
        assert not one["hidden"], one
        if one["reader"] in ("first", "again"):
            assert one["boxes"] == [], one
            # Where a device has the face itself, it is painted with that, and ours is not fetched.
            assert face in one["painted"] or face.rstrip("*") in one["painted"] or not one["fetched"], one
            assert set(one["fetched"]) <= may, one
        else:
            assert one["fetched"] == [], one
            assert not any(name.endswith("*") for name in one["painted"]), one
        if one["reader"] == "first":
            assert not {"latin", "nastaliq"} & set(one["early"]), one


@pytest.mark.parametrize("width", [360, 1440])
def test_no_headline_in_another_language_stays_boxes_on_an_english_page(paper: Shown, width: int) -> None:
    found = node("faces.mjs", "--readers", "first,again,hasty", "--width", str(width), *paper.urls(*MIXED))
    assert len(found) == len(MIXED) * 3
    for one in found:
        assert one["boxes"] == [], one
        assert one["shifted"] == 0, one
        # Who was here before has what came then, from the first paint.
        if one["reader"] != "again":
            assert not {"latin", "nastaliq"} & set(one["early"]), one
        assert one["blank"] == 0, one


def test_where_a_face_that_was_kept_comes_late_nothing_moves_either(paper: Shown) -> None:
    editions = tuple(f"edition {name}" for name in ("hindi", "marathi", "urdu", "tamil", "bengali"))
    pages = paper.urls(*editions, "edition", "cities", "marathi", "urdu")
    for one in node("faces.mjs", "--readers", "first,slowly", "--width", "1440", *pages):
        assert one["shifted"] == 0, one
        assert one["boxes"] == [], one
        assert not one["hidden"], one


def test_the_desk_reads_every_script_that_its_screen_lacks(paper: Shown) -> None:
    desk = paper.urls("/desk/", "/desk/fronts/", f"/desk/story/{paper.paths['urdu'].rstrip('/').rpartition('-')[2]}/")
    found = node("faces.mjs", "--readers", "first,again", "--width", "1440", "--cookie", paper.cookie, *desk)
    found += node("faces.mjs", "--readers", "first,again", "--width", "1440", *paper.urls("/desk/"))
    assert len(found) == len(desk) * 2 + 2
    for one in found:
        assert one["boxes"] == [], one
        assert one["shifted"] == 0, one
        assert one["strayed"] == "", one
        assert not one["hidden"], one


def test_where_a_face_is_late_what_there_is_is_shown_within_a_second(paper: Shown) -> None:
    found = node("faces.mjs", "--readers", "late", *paper.urls("urdu", "edition tamil", "marathi"))
    for one in found:
        assert one["blank"] <= BLANK, one
        assert not one["hidden"], one
        # It enters when it comes, and nothing is seen to move.
        assert one["boxes"] == [], one
        assert one["shifted"] == 0, one


def test_a_cheap_phone_on_a_slow_line_reads_everything_without_web_fonts(paper: Shown) -> None:
    editions = ("edition urdu", "edition tamil", "edition bengali", "edition marathi")
    walk = ("home", "section", "foreign", "hindi", "urdu", *editions)
    found = node("slow.mjs", *paper.urls(*walk, "thread", "topic", "search hindi"))
    assert len(found) == len(walk) + 3
    for one in found:
        assert one["bytes"] <= FIRST_VIEW, one
        assert one["shifted"] == 0, one
        assert one["wide"] == 0, one
        assert one["said"] == [], one
        assert one["jumbled"] == [], one
        assert one["scripts"] == 2, one
    # On a device that knows the paper already they come from its cache. Who is new waits for no script.
    for one in (found[0], *node("slow.mjs", *paper.urls("foreign"))):
        assert one["scripts"] == 2, one
        assert one["early"] == [], one
        assert one["small"] >= 13, one
        assert one["words"] > 300, one


def test_readers_find_follow_and_look_up_by_keyboard_and_by_touch(paper: Shown) -> None:
    told = {name: paper.paths[name] for name in ("corrected", "thread", "topic")}
    given = [part for name, path in told.items() for part in (f"--{name}", path)]
    journeys = node("journeys.mjs", "--base", paper.url, *given)
    assert [one["way"] for one in journeys] == ["keyboard"] * 3 + ["touch"] * 3
    assert {f"{one['name']} by {one['way']}": one["failed"] for one in journeys if one["failed"]} == {}


@pytest.mark.skipif(not WHOLE, reason="WIREDESK_MATRIX=whole asks for it")
def test_lighthouse_finds_nothing_in_any_language(paper: Shown) -> None:
    results = node("lighthouse.mjs", "--json", "--runs", "1", "--performance", "0", *paper.urls(*SPOKEN, *STORIES))
    assert [one["lost"] for one in results] == [{} for _ in results]
