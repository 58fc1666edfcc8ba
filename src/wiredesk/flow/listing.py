"""Stories as the command line lists and shows them."""

from typing import Any

import msgspec

from wiredesk.common.errors import UsageError
from wiredesk.decisions.beside import beside_of
from wiredesk.decisions.copy_lines import copy_lines
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.printing import BY_MERIT
from wiredesk.decisions.slots import slots_of
from wiredesk.decisions.story_file import printing_wanted
from wiredesk.decisions.words import State
from wiredesk.house.models import Title
from wiredesk.publication import models
from wiredesk.publication.public import PublicStory
from wiredesk.story.content import decode
from wiredesk.story.models import Story, Version
from wiredesk.story.queries import best_version

AT_ONCE = 500


def listed(
    *, standing: str | None = None, service: str | None = None, words: str | None = None, limit: int | None = None
) -> Any:
    """Every story that has a standing, newest change first, as rows of `story list`."""
    rows = Standing.objects.select_related("story__provider", "version__item__service").order_by(
        "-changed_at", "-story"
    )
    if standing is not None:
        if standing not in {state.value for state in State}:
            names = ", ".join(state.value for state in State)
            raise UsageError(f"--standing {standing} is not a standing: {names}.", fact="bad_standing")
        rows = rows.filter(state=standing)
    if service is not None:
        rows = rows.filter(version__item__service__name=service)
    for word in (words or "").split():
        rows = rows.filter(version__headline__icontains=word)
    title = Title.objects.order_by("id").first()
    # The order is read at once and the rows in batches: the archive may be long, and is never held whole.
    ids = list(rows.values_list("pk", flat=True)[:limit])
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        found = rows.in_bulk(part)
        batch = [found[one] for one in part if one in found]
        public = {
            row.story_id: row
            for row in models.PublicStory.objects.filter(title=title, story__in=[one.pk for one in batch])
        }
        for one in batch:
            yield _row(one, public.get(one.pk), title)


def _row(one: Standing, public: models.PublicStory | None, title: Title | None) -> dict[str, object]:
    headline, published_at, updated_at = one.headline, None, None
    if public is not None and public.state == models.PublicState.LIVE:
        record = msgspec.msgpack.decode(public.data, type=PublicStory)
        headline, published_at, updated_at = record.headline, record.published_at, record.updated_at
    elif one.version is not None:
        # Killed ones too: this list is for operators, who must know what they restore.
        content = decode(bytes(one.version.content))
        headline = headline or content.headline
        published_at, updated_at = content.created_at, content.updated_at
    return {
        "id": one.pk,
        "url": f"{title.address}{public.path}" if public is not None and title is not None else None,
        "headline": headline,
        "standing": one.state,
        "section": (public.section if public else "") or one.section or (one.version.section if one.version else ""),
        "provider": one.story.provider.code,
        "published_at": published_at,
        "updated_at": updated_at,
        # Only where there is one: a row has the fields it was promised with.
        **({"copy_of": one.copy_of_id} if one.copy_of_id else {}),
    }


def story_named(story: str) -> Story:
    """The story of that id; raises UsageError for an unknown one."""
    row = Story.objects.select_related("provider").filter(pk=story).first()
    if row is None:
        raise UsageError(f"There is no story {story}. `wiredesk story list` shows them.", fact="unknown_story")
    return row


def neighbours(story: str) -> list[dict[str, object]]:
    """What stands beside a story as rows of `related show`; raises UsageError for an unknown id."""
    story_named(story)
    return [
        {
            "id": line.story,
            "probability": line.probability,
            "standing": line.state.value,
            "hours_apart": line.hours_apart,
            "shared": list(line.shared),
            "numbers": list(line.numbers),
            "headline": line.headline,
            "choice": line.choice,
        }
        for line in beside_of(story)
    ]


def shown(story: str) -> dict[str, object]:
    """One story as `story show` tells it; raises UsageError for an unknown id."""
    row = story_named(story)
    standing = Standing.objects.select_related("story__provider", "version__item__service").filter(pk=story).first()
    title = Title.objects.order_by("id").first()
    public = models.PublicStory.objects.filter(title=title, story=story).first()
    known = _row(standing, public, title) if standing is not None else {"id": story, "provider": row.provider.code}
    best = best_version(story)
    return {
        **known,
        "reason": standing.reason if standing else "",
        "due_at": standing.due_at if standing else None,
        "pinned_until": standing.pinned_until if standing else None,
        "slots": [
            {"front": one.front, "slot": one.slot.value, "until": one.until}
            for one in (slots_of(standing.slots) if standing else ())
        ],
        **({"print": str(wanted)} if (wanted := printing_wanted(story)) != BY_MERIT else {}),
        "first_received_at": row.first_received_at,
        "canonical_digest": best.canonical_digest if best else "",
        "cited": [
            {"name": one.key, "kind": one.kind.value, "role": one.role, "count": one.count}
            for one in (decode(bytes(best.content)).cited if best else ())
        ],
        "copies": [
            {"id": line.story, "provider": line.provider, "standing": line.state.value, "reason": line.reason}
            for line in (copy_lines(standing) if standing else ())
        ],
        "versions": [
            {
                "number": version.number,
                "what": version.what,
                "received_at": version.received_at,
                "guid": version.item.guid,
                "headline": version.headline,
            }
            for version in Version.objects.filter(story=story).select_related("item").order_by("number")
        ],
        "decisions": [
            {
                "at": decision.at,
                "verb": decision.verb,
                "by": f"rule: {decision.rule}"
                if decision.rule
                else (decision.person.username if decision.person else ""),
                "reason": decision.reason,
            }
            for decision in Decision.objects.filter(story=story).select_related("person").order_by("id")
        ],
    }
