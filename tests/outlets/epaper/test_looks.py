"""A page is weighed against the one that it lies open beside."""

import msgspec

from wiredesk.outlets.epaper.makeup.looks import Facing, Spot, facing, looks
from wiredesk.outlets.epaper.makeup.measured import Title
from wiredesk.outlets.epaper.makeup.measures import Size
from wiredesk.outlets.epaper.makeup.shapes import PictureShape, Shape


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
