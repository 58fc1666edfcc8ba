"""Pictures depend on their names alone, and are large enough for every crop that a page asks for."""

import io

import pytest
from PIL import Image

from wiredesk.agency.pictures import SCENES, draw
from wiredesk.agency.world import SECTIONS, kinds, world


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_a_scene_is_drawn_the_same_each_time(scene: str) -> None:
    name = f"{scene}-042a.jpg"
    data = draw(name)
    assert data is not None
    assert data == draw(name)
    assert data != draw(f"{scene}-043a.jpg")
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("JPEG", (1600, 1067))
        colours = image.resize((64, 43)).getcolors(64 * 43)
    assert colours is not None
    assert len(colours) > 200


@pytest.mark.parametrize("name", ["missing-001a.jpg", "harbour-001a.png", "harbour", ""])
def test_what_is_no_scene_has_no_picture(name: str) -> None:
    assert draw(name) is None


def test_every_scene_that_a_story_may_show_can_be_drawn_and_has_captions() -> None:
    named = {scene for section in SECTIONS for kind in kinds(section) for scene in kind.scenes}
    assert named <= set(SCENES)
    assert named <= set(world().captions)
