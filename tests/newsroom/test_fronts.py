"""Fronts at the desk: every slot with its reason, and a story placed in one from a form."""

from datetime import datetime

from django.test import Client

from tests.newsroom.wire_at_desk import live
from wiredesk.decisions.models import Standing
from wiredesk.decisions.slots import slots_of
from wiredesk.house.titles import ensure_section


def test_a_paper_without_stories_has_an_empty_front(desk: Client) -> None:
    assert "Nothing stands on this front yet." in desk.get("/desk/fronts/").content.decode()


def test_a_story_is_placed_in_a_named_slot_of_a_named_front(desk: Client, now: datetime) -> None:
    slug = ensure_section("Sport")
    version = live("a", at=now)
    form = desk.get(f"/desk/story/{version.story_id}/pin/").content.decode()
    assert '<option value="home" selected>Home page</option>' in form
    assert f'<option value="section/{slug}">Sport</option>' in form
    given = {"front": f"section/{slug}", "slot": "second", "hours": "3"}
    assert desk.post(f"/desk/story/{version.story_id}/pin/", given).status_code == 302
    (slot,) = slots_of(Standing.objects.get(story=version.story_id).slots)
    assert (slot.front, slot.slot) == (f"section/{slug}", "second")
    assert f"section/{slug} as second" in desk.get(f"/desk/story/{version.story_id}/").content.decode()
    given["slot"] = "brief"
    assert desk.post(f"/desk/story/{version.story_id}/pin/", given).status_code == 409
