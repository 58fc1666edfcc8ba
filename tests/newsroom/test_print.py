"""What a story does in print, at the desk: asked on a form, kept, and shown with its facts."""

from datetime import datetime

import pytest
from django.test import Client

from tests.newsroom.wire_at_desk import arrive
from wiredesk.decisions.printing import BY_MERIT
from wiredesk.decisions.story_file import printing_wanted

pytestmark = pytest.mark.django_db


def test_a_story_is_pinned_to_a_page_and_the_form_remembers(desk: Client, now: datetime) -> None:
    story = arrive("printed", at=now).story_id
    page = f"/desk/story/{story}/"
    assert "In print" not in desk.get(page).content.decode()
    given = {"printing": "must", "print_page": "3", "print_full": "yes"}
    assert desk.post(f"{page}print/", given).status_code == 302
    assert str(printing_wanted(story)) == "must, full, page 3"
    assert "<dt>In print</dt><dd>must, full, page 3</dd>" in desk.get(page).content.decode()
    form = desk.get(f"{page}print/").content.decode()
    assert '<option value="must" selected>' in form
    assert 'value="3"' in form


def test_what_contradicts_itself_is_said_above_the_form(desk: Client, now: datetime) -> None:
    story = arrive("printed", at=now).story_id
    answer = desk.post(f"/desk/story/{story}/print/", {"printing": "never", "print_full": "yes"})
    assert answer.status_code == 409
    assert "not both" in answer.content.decode()
    assert desk.post(f"/desk/story/{story}/print/", {"print_page": "front"}).status_code == 409
    assert printing_wanted(story) == BY_MERIT
