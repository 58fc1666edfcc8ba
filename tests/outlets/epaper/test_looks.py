"""A page is weighed against the one that it lies open beside."""

from functools import partial
from pathlib import Path

import msgspec
import pytest

from tests.outlets.epaper.made_up import offers, offers_in, plan, plan_in
from wiredesk.outlets.epaper.makeup.issue import Issue
from wiredesk.outlets.epaper.makeup.looks import Facing, Spot, facing, looks, marred, pictures_over
from wiredesk.outlets.epaper.makeup.measured import Title
from wiredesk.outlets.epaper.makeup.measures import Size
from wiredesk.outlets.epaper.makeup.placing import place
from wiredesk.outlets.epaper.makeup.shapes import PictureShape, Shape
from wiredesk.outlets.epaper.makeup.workshop import Workshop
from wiredesk.outlets.epaper.printed import Part


def _shape(columns: int, rows: int, across: int = 0) -> Shape:
    title = Title(Size(24.0, 24.0), (), 24.0, 5, 0.0, 1.0, 1.0)
    picture = PictureShape(0, across, 20, 190.0) if across else None
    return Shape(
        columns=columns,
        rows=rows,
        cost=0,
        title=title,
        kept=1,
        picture=picture,
        deep=rows - 6,
        caps=(),
        tail=0,
    )


def _look(lead: Shape, beside: Facing | None) -> int:
    rest = msgspec.structs.replace(lead, columns=4, rows=98 - lead.rows, picture=None)
    return looks([Spot(lead, 0, 0, 0), Spot(rest, 0, lead.rows, 1)], 4, 98, left_hand=False, facing=beside)


def test_a_page_is_seen_from_the_other_side_of_the_fold() -> None:
    spots = [Spot(_shape(3, 40, 2), 0, 0, 0), Spot(_shape(1, 40, 1), 3, 0, 1)]
    assert facing(spots, 4) == Facing(3, 40, ((6, 26),))
    assert facing([Spot(_shape(2, 40), 0, 0, 3)], 4) is None


def test_two_pages_side_by_side_are_not_built_alike() -> None:
    beside = Facing(4, 40, ())
    assert _look(_shape(4, 38), beside) > _look(_shape(4, 38), None)
    assert _look(_shape(4, 60), beside) == _look(_shape(4, 60), None)


def test_pictures_do_not_meet_at_the_fold() -> None:
    beside = Facing(3, 90, ((10, 30),))
    assert _look(_shape(4, 40, 4), beside) > _look(_shape(4, 40, 4), None)
    assert _look(_shape(4, 40, 2), beside) == _look(_shape(4, 40, 2), None)


def test_headlines_alike_side_by_side_and_pictures_that_touch_are_seen() -> None:
    one, other = _shape(2, 40), _shape(2, 40)
    apart = [Spot(one, 0, 0, 0), Spot(other, 2, 20, 1)]
    beside = [Spot(one, 0, 0, 0), Spot(other, 2, 1, 1)]
    larger = msgspec.structs.replace(one, title=msgspec.structs.replace(one.title, size=Size(33.0, 33.0)))
    assert marred(apart) == ()
    assert marred(beside) == ((0, 1),)
    assert marred([Spot(larger, 0, 0, 0), Spot(other, 2, 1, 1)]) == ()
    assert marred([Spot(_shape(2, 40, 2), 0, 0, 0), Spot(_shape(2, 40, 2), 2, 8, 1)]) == ((0, 1),)


def test_of_two_headlines_side_by_side_one_goes_under_its_picture() -> None:
    beside = [Spot(_shape(4, 30), 0, 0, 0), Spot(_shape(2, 40), 0, 30, 1), Spot(_shape(2, 40, 2), 2, 30, 2)]
    assert marred(beside) == ((1, 2),)
    price_of = partial(looks, columns=4, rows=70, left_hand=False)
    price, parted = pictures_over(beside, price_of)
    assert [spot.shape.over for spot in parted] == [False, False, True]
    assert marred(parted) == ()
    assert price == price_of(parted) < price_of(beside)


def test_a_picture_narrower_than_its_story_stays_under_the_headline() -> None:
    assert _shape(2, 40, 1).swapped() is None
    assert _shape(2, 40).swapped() is None


def test_a_headline_under_its_picture_is_printed_there_and_read_first(tmp_path: Path) -> None:
    what, offered = plan(pages=16), offers(tmp_path, seed=21)
    issue = Issue(what, offered, Workshop())
    issue.make_up()
    seen = 0
    for job in issue.jobs:
        page = place(what, issue.style, issue.grid, job).page
        under = {job.stories[one.story].offer.story for one in job.modules if getattr(one.shape, "over", False)}
        for story in under:
            lines = [line for line in page.lines if line.story == story]
            top = {
                part: min(line.box.y for line in lines if line.part is part) for part in {line.part for line in lines}
            }
            assert top[Part.CAPTION] < top[Part.HEADLINE] < top[Part.BODY]
            assert lines[0].part is Part.HEADLINE
            seen += 1
    assert seen


@pytest.mark.parametrize(("language", "seed"), [("en", 7), ("en", 9), ("ur", 3), ("hi", 4), ("hi", 9)])
def test_on_these_days_no_headlines_stand_alike_side_by_side_and_no_pictures_touch(
    tmp_path: Path, language: str, seed: int
) -> None:
    if language == "en":
        issue = Issue(plan(), offers(tmp_path, seed=seed), Workshop())
    else:
        issue = Issue(plan_in(language), offers_in(language, tmp_path, seed=seed), Workshop())
    assert issue.make_up() == []
    for job in issue.jobs:
        spots = [Spot(one.shape, one.column, one.row, one.story) for one in job.modules]
        assert marred(spots) == (), f"page {job.number}"
