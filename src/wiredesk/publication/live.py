"""Whether a story is public at all, in any title: for what is only made for readers, such as the sizes of pictures."""

from collections.abc import Collection

from wiredesk.publication.models import PublicState, PublicStory


def live(stories: Collection[str]) -> set[str]:
    """Those of these stories that are public now."""
    return set(PublicStory.objects.filter(state=PublicState.LIVE, story__in=stories).values_list("story", flat=True))
