"""The step beside the others: pictures, on a thread of their own because it waits for other people's servers."""

from datetime import datetime

from wiredesk.common.tally import Tally
from wiredesk.flow.steps import Paper
from wiredesk.publication.live import live
from wiredesk.story.pictures.step import fetch_pictures


def picture(now: datetime, limit: int, paper: Paper) -> Tally:
    """Fetch up to `limit` pictures that are due; sizes are made of those whose story is public."""
    return fetch_pictures(now, limit, options=paper.options, public=live)
