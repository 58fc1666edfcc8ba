"""Whether a story is public at all, in any title: for what is only made for readers, such as the sizes of pictures."""

from collections.abc import Collection

from wiredesk.decisions.models import Standing
from wiredesk.decisions.words import State
from wiredesk.publication.models import PublicState, PublicStory


def live(stories: Collection[str]) -> set[str]:
    """Those of these stories that are public now, on a page of their own or as a copy at another's address."""
    shown = PublicStory.objects.filter(state__in=(PublicState.LIVE, PublicState.COPY), story__in=stories)
    # A copy that never had a page has no row: what it says may stand on the page that it was joined to.
    joined = Standing.objects.filter(
        state=State.LIVE, copy_of__isnull=False, released_at__isnull=False, story__in=stories
    )
    return {*shown.values_list("story", flat=True), *joined.values_list("story", flat=True)}
