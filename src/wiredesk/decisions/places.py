"""Where stories happen, for rules, the desk and the command line: the gazetteer and the house's rules together."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from django.db.models import QuerySet

from wiredesk.common.errors import UsageError
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.rules.placement import differs
from wiredesk.decisions.spots import Spot, spots_of
from wiredesk.decisions.words import State, Verb
from wiredesk.story.canonical import canonical_text
from wiredesk.story.content import Content, decode
from wiredesk.story.models import Version
from wiredesk.story.places.fold import fold
from wiredesk.story.places.gazetteer import gazetteer
from wiredesk.story.places.house_rules import FILE, HouseRules, load, rules_of
from wiredesk.story.places.known import Place
from wiredesk.story.places.placing import READ, Piece, Placed, place, read
from wiredesk.story.queries import WITH_TEXT
from wiredesk.wire.models import Service
from wiredesk.wire.profiles.profile import by_name

Placings = Mapping[int, tuple[Placed, ...]]
"""Where versions happen, by their keys."""

_SET = 200


def piece_of(content: Content) -> Piece:
    """As much of a version as placing reads."""
    lines: list[str] = []
    for block in content.blocks:
        if sum(map(len, lines)) >= READ:
            break
        lines.append(canonical_text((block,)))
    text = "\n".join(line for line in lines if line)
    dateline = content.dateline or ""
    at = content.located
    return Piece(
        headline=content.headline,
        text=text[len(dateline) :] if dateline and text.startswith(dateline) else text,
        dateline=at.name if at is not None else "",
        state=(at.state if at is not None else "") or "",
        country=(at.country if at is not None else "") or "",
    )


def placings(versions: Sequence[Version], rules: HouseRules, paper_zone: str) -> dict[int, tuple[Placed, ...]]:
    """Where each of these versions happens, by its key; one look-up for all. Those without text are absent."""
    told = [version for version in versions if version.what in WITH_TEXT]
    return dict(zip((v.pk for v in told), _placed(told, rules, paper_zone), strict=True))


def _placed(versions: Sequence[Version], rules: HouseRules, paper_zone: str) -> list[tuple[Placed, ...]]:
    readings = [read(piece_of(decode(bytes(version.content)))) for version in versions]
    known = rules.known(gazetteer().known(sorted({key for reading in readings for key in reading.keys})))
    services = {v.item.service_id: v.item.service for v in versions}
    beats = {pk: rules.beat(s.name, s.provider.code, _country(s, paper_zone)) for pk, s in services.items()}
    return [
        place(reading, known, beats[version.item.service_id], rules.never)
        for version, reading in zip(versions, readings, strict=True)
    ]


def _country(service: Service, paper_zone: str) -> str:
    """The country whose time an agency writes: its own zone, its profile's, or the paper's."""
    provider = service.provider
    return gazetteer().country_of(provider.time_zone or by_name(provider.profile).zone or paper_zone)


def named(text: str, home: Path) -> Place:
    """The place that somebody means by a key or a name such as `Pune` or `Aurangabad, Bihar`; UsageError if unclear."""
    rules, said = rules_of(home, gazetteer()), text.strip()
    if said.count(".") == 2 and " " not in said:
        found = rules.by_key(said) or gazetteer().by_id([said.rpartition(".")[2]]).get(said.rpartition(".")[2])
        if found is None or found.key != said:
            raise UsageError(f"There is no place {said}. `wiredesk places find NAME` shows them.", fact="no_place")
        return found
    name, _, area = said.partition(",")
    reading = read(Piece(dateline=name.strip(), state=area.strip()))
    known = rules.known(gazetteer().known(sorted(reading.keys)))
    every = known.places.get(fold(name.strip()), ())
    if area.strip():
        areas = known.areas.get(fold(area.strip()), ())
        every = tuple(one for one in every if any(where.has(one) for where in areas))
    usual = tuple(one for one in every if one.own) or every
    if not usual:
        raise UsageError(f"There is no place called {said}.", fact="no_place")
    if len(usual) > 1 and usual[0].people < 20 * usual[1].people:
        keys = ", ".join(f"{one.name} ({one.key})" for one in usual[:6])
        raise UsageError(
            f"{said} may be {keys}. Give the key, or the state: “{name.strip()}, Bihar”.", fact="which_place"
        )
    return usual[0]


class Effect(msgspec.Struct, frozen=True):
    """What other rules would change about one story."""

    story: str
    version: int
    headline: str
    before: tuple[Spot, ...]
    after: tuple[Placed, ...]


def effects(now: datetime, days: float, rules: HouseRules, paper_zone: str) -> Iterator[Effect]:
    """Every live story of the last days that these rules would place elsewhere than it stands. Nothing is written."""
    since = now - timedelta(days=days)
    after = ""
    while rows := list(_recent(since, after)[:_SET]):
        after = rows[-1].story_id
        versions = [row.version for row in rows if row.version is not None]
        found = placings(versions, rules, paper_zone)
        banned = _banned([row.story_id for row in rows])
        for row in rows:
            if row.version is None or row.version.pk not in found:
                continue
            stands = spots_of(row.places)
            placed = tuple(one for one in found[row.version.pk] if one.key not in banned.get(row.story_id, ()))
            if differs(placed, stands):
                headline = row.headline or row.version.headline
                yield Effect(row.story_id, row.version.pk, headline, stands, placed)


class SpotLine(msgspec.Struct, frozen=True):
    """One place of a story with why it is there, for a person to look at."""

    name: str
    key: str
    percent: int
    by_person: bool
    reason: str


def spot_lines(standing: Standing) -> tuple[SpotLine, ...]:
    """Where a story stands as happening, each with the reason of the newest decision that says so."""
    spots = spots_of(standing.places)
    said: dict[str, tuple[bool, str]] = {}
    rows = Decision.objects.filter(story=standing.story_id, verb=Verb.LOCATE).order_by("id") if spots else ()
    for row in rows:
        reasons = row.reason.split("\n")
        for at, spot in enumerate(spots_of(row.value)):
            reason = reasons[at] if at < len(reasons) else row.reason
            if row.person_id is not None or not said.get(spot.key, (False, ""))[0]:
                said[spot.key] = (row.person_id is not None, reason)
    return tuple(SpotLine(one.name, one.key, one.percent, *said.get(one.key, (False, ""))) for one in spots)


def _banned(stories: Sequence[str]) -> dict[str, set[str]]:
    """The places that people banned from these stories; the latest word on each counts."""
    rows = Decision.objects.filter(story__in=stories, verb__in=(Verb.LOCATE, Verb.BAN), person__isnull=False)
    found: dict[str, set[str]] = {}
    for story, verb, value in rows.order_by("id").values_list("story_id", "verb", "value"):
        keys = {spot.key for spot in spots_of(value)}
        banned = found.setdefault(story, set())
        found[story] = banned | keys if verb == Verb.BAN else banned - keys
    return found


def _recent(since: datetime, after: str) -> QuerySet[Standing]:
    rows = Standing.objects.filter(state=State.LIVE, version__received_at__gte=since, story__gt=after)
    return rows.select_related("version__item__service__provider").order_by("story")


def rules_at(home: Path, file: Path | None) -> HouseRules:
    """The rules in a file that is looked at, or those of the home; raises UsageError for one that cannot be read."""
    return load(file or home / FILE, gazetteer())
