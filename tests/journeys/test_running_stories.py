"""A running story from bytes to its page: what readers see of it, and what the desk's word does to it."""

import pytest

from tests.newspaper import Newspaper
from tests.running_stories import told
from wiredesk.story.models import Thread, Threaded

pytestmark = pytest.mark.django_db


def test_three_stories_about_one_event_are_one_thread(paper: Newspaper) -> None:
    told(paper, "ferry-1", "ferry-2", "ferry-3", "mill")
    rows = list(Threaded.objects.order_by("at").values_list("story", "thread"))
    first = paper.story("ferry-1").pk
    assert rows == [(paper.story(one).pk, first) for one in ("ferry-1", "ferry-2", "ferry-3")]
    assert Thread.objects.get().pk == first


def thread_of(paper: Newspaper, guid: str) -> str:
    """The address of a story's thread."""
    return f"/thread/{Threaded.objects.get(story=paper.story(guid)).thread_id}/"
