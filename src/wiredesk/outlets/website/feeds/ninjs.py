"""A story as ninjs 3.0 (IPTC), with what the house recorded beside it in an extension of the schema.

ninjs allows no unknown property of its own, but lets `standard.schema` name an extension of it: ours stands at
`/static/story.….schema.json`. An editor's note has no field here, because a public story has none.
"""

from typing import Any

import msgspec

from wiredesk.outlets.website.env import asset_path
from wiredesk.outlets.website.feeds import atom
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.publication.public import ProviderRef, PublicCited, PublicNotice, PublicPicture, PublicPlace, PublicStory
from wiredesk.publication.verbatim import gate_fragment, gate_text
from wiredesk.story.canonical import canonical_of_markup, render_blocks


def _renditions(paper: Paper, picture: PublicPicture) -> list[dict[str, Any]]:
    return [
        {
            "name": f"{one.shape}-{one.width}-{one.media_type.partition('/')[2]}",
            "href": paper.url(one.path),
            "contentType": one.media_type,
            "width": one.width,
            "height": one.height,
        }
        for one in picture.renditions
    ]


def _associations(paper: Paper, story: PublicStory) -> list[dict[str, Any]]:
    return [
        {
            "name": f"picture-{number}",
            "uri": f"{paper.url(story.path)}#picture-{number}",
            "type": "picture",
            **({"by": picture.credit} if picture.credit else {}),
            **({"descriptions": [{"role": "caption", "value": picture.caption}]} if picture.caption else {}),
            "renditions": _renditions(paper, picture),
        }
        for number, picture in enumerate(story.pictures, 1)
    ]


def _cited(source: PublicCited) -> dict[str, Any]:
    return {
        "name": source.name,
        "kind": source.kind.value,
        **({"role": source.role} if source.role else {}),
        "count": source.count,
    }


def _place(place: PublicPlace) -> dict[str, Any]:
    """A place with GeoNames' address for it, where it is one of GeoNames'."""
    number = place.key.rpartition(".")[2]
    return {"name": place.name, **({"uri": f"https://sws.geonames.org/{number}/"} if number.isdigit() else {})}


def _provider(provider: ProviderRef) -> dict[str, Any]:
    return {"name": provider.name, "code": provider.code}


def _as_object(paper: Paper, story: PublicStory, html: str, plain: str) -> dict[str, Any]:
    iso = paper.times.iso
    return {
        "standard": {"name": "ninjs", "version": "3.0", "schema": paper.url(asset_path("story.schema.json"))},
        "uri": paper.url(story.path),
        "type": "text",
        "version": str(story.versions),
        "firstCreated": iso(story.published_at),
        "versionCreated": iso(story.updated_at or story.published_at),
        "pubStatus": "usable",
        "language": story.language,
        "by": ", ".join(story.authors) or story.provider.name,
        "headlines": [{"role": "main", "value": story.headline}],
        **({"descriptions": [{"role": "summary", "value": story.standfirst}]} if story.standfirst else {}),
        "bodies": [
            {"role": "main", "contentType": "text/plain", "charCount": len(plain), "value": plain},
        ],
        **({"located": story.place} if story.place else {}),
        **({"places": [_place(one) for one in story.places]} if story.places else {}),
        "subjects": [
            {"name": name} for name in (story.section.name, *(one.name for one in story.also), *story.subjects)
        ],
        "infoSources": [{"name": story.provider.name}],
        "altIds": [{"role": "story", "value": story.id}],
        **({"associations": _associations(paper, story)} if story.pictures else {}),
        "received_at": iso(story.received_at),
        "live_at": iso(story.live_at),
        "modified_at": iso(story.modified_at),
        "body_text": plain,
        "body_html": html,
        **({"cited": [_cited(source) for source in story.cited]} if story.cited else {}),
        **({"also_reported": [_provider(one) for one in story.also_reported]} if story.also_reported else {}),
        "canonical_digest": story.canonical_digest,
        "canonical_format": story.canonical_format,
        "received_digest": story.received_digest,
        "disclaimer": {
            "state": story.disclaimer.state.value,
            "facts": [fact.value for fact in story.disclaimer.facts],
            "text": story.disclaimer.text,
        },
    }


def press(paper: Paper, story: PublicStory) -> Sheet:
    """The story's ninjs. Raises GateClosed: its body is read back out of the finished JSON."""
    html = render_blocks(story.blocks, rel="sponsored noopener" if story.paid else "noopener")
    text = msgspec.json.encode(_as_object(paper, story, html, canonical_of_markup(html))).decode()
    written = msgspec.json.decode(text, type=_Written)
    gate_text(written.body_text, story.canonical_digest, story_id=story.id, blocks=story.blocks)
    gate_text(written.bodies[0].value, story.canonical_digest, story_id=story.id, blocks=story.blocks)
    gate_fragment(written.body_html, story.canonical_digest, story_id=story.id, blocks=story.blocks)
    return Sheet(text, frozenset({story.id}))


class _Body(msgspec.Struct):
    value: str


class _Written(msgspec.Struct):
    body_text: str
    body_html: str
    bodies: tuple[_Body, ...]


def gone(paper: Paper, notice: PublicNotice) -> Sheet:
    """What stands where a withdrawn story's ninjs stood. Its address names the headline, so a tag names it."""
    value = {
        "standard": {"name": "ninjs", "version": "3.0", "schema": paper.url(asset_path("story.schema.json"))},
        "uri": atom.tag(paper, f"story/{notice.id}"),
        "pubStatus": "canceled" if notice.final else "withheld",
        "versionCreated": paper.times.iso(notice.gone_at),
    }
    return Sheet(msgspec.json.encode(value).decode())
