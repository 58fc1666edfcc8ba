"""Which new texts were withdrawn here before, as another story or as another agency's."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from wiredesk.common.prepared import prepared
from wiredesk.decisions.models import Standing
from wiredesk.decisions.words import State
from wiredesk.story.content import decode
from wiredesk.story.match import TELLING_LENGTH, folded
from wiredesk.story.models import Version
from wiredesk.story.queries import WITH_TEXT

CLOSED = (State.KILLED, State.SUSPENDED, State.SPIKED)


@prepared
def _closed(digests: Sequence[str]) -> QuerySet[Version, tuple[str, str, str]]:
    closed = Standing.objects.filter(story=OuterRef("story"), state__in=CLOSED)
    rows = Version.objects.filter(Exists(closed), canonical_digest__in=digests, what__in=WITH_TEXT)
    return rows.order_by("id").values_list("canonical_digest", "story", "headline")


def withdrawn_texts(versions: Sequence[Version]) -> dict[tuple[str, str], str]:
    """The withdrawn story that said the same, by a version's story and text; one query whatever the number.

    As in matching, a short text is only the same together with its headline.
    """
    digests = {version.canonical_digest for version in versions if version.what in WITH_TEXT}
    said: dict[str, list[tuple[str, str]]] = {}
    for digest, story, headline in _closed(sorted(digests)):
        said.setdefault(digest, []).append((story, headline))
    found = {}
    for version in versions:
        for story, headline in said.get(version.canonical_digest, ()):
            if story != version.story_id and _telling(version, headline):
                found[version.story_id, version.canonical_digest] = story
    return found


def _telling(version: Version, headline: str) -> bool:
    characters = decode(bytes(version.content)).characters
    return characters >= TELLING_LENGTH or (characters > 0 and folded(headline) == folded(version.headline))
