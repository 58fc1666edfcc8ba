"""Publishing again what is public already, after something that its public records are made from has changed."""

from wiredesk.decisions.models import Standing
from wiredesk.decisions.words import State
from wiredesk.wire.models import Provider


def release_again(provider: Provider) -> int:
    """Have release look at every live story of a provider; only records that differ are written and delivered.

    Returns how many stories are looked at.
    """
    rows = Standing.objects.filter(story__provider=provider, state=State.LIVE, released_at__isnull=False)
    return rows.update(released_at=None)
