"""Where a story happens: the dateline first, then the names in its headline and first lines, each with a reason. Pure.

Two steps, so that a batch asks the gazetteer once: `read` says which keys to look up, `place` what follows from them.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from wiredesk.story.places.choose import Around, Beat, Chosen, choose
from wiredesk.story.places.evidence import How, Named, Read, Reader
from wiredesk.story.places.fold import fold
from wiredesk.story.places.known import Area, Known, Place
from wiredesk.story.places.tokens import Span, Token, spans_of, tokens_of
from wiredesk.story.places.words import lists

READ = 900
"""Characters of a story that are read: where it happens stands in its first lines, later ones name half the world."""

MOST = 5
"""Places of one story, the surest."""

SURE = 0.6
"""Below this a story is not placed: a wrong city is worse than none."""

BESIDE_DATELINE = 0.8
"""The same for a city that the dateline does not name."""

_TOWN, _VILLAGE = 60_000, 15_000
_LEAD = 40
"""Words of a first paragraph, about."""

_PARTS = re.compile(r"\s*(?:/|,| and | & |-)\s*")
_CHOSEN_PARTS = 3


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """As much of a story as placing reads: plain text."""

    headline: str = ""
    text: str = ""
    """Its first lines, without the dateline."""
    dateline: str = ""
    """The place that the dateline names, as printed: `Mumbai`, `Pune/Nashik`."""
    state: str = ""
    country: str = ""


NO_BEAT = Beat()


class Placed(msgspec.Struct, frozen=True):
    """One place of a story: its key, its usual name, how sure, and why."""

    key: str
    name: str
    sure: float
    reason: str


class Reading(msgspec.Struct, frozen=True):
    """A story taken apart, and every key that may matter to where it happens."""

    piece: Piece
    texts: tuple[tuple[tuple[Token, ...], tuple[Span, ...], bool], ...]
    """Headline and first lines: tokens, spans, and whether every word of it is capitalised."""
    datelines: tuple[str, ...]
    keys: frozenset[str]


def read(piece: Piece) -> Reading:
    """A story taken apart."""
    texts = []
    keys: set[str] = set()
    for text in (piece.headline, piece.text[:READ]):
        tokens = tokens_of(text)
        spans = tuple(spans_of(tokens))
        texts.append((tokens, spans, _titled(tokens)))
        keys |= {key for span in spans for key in span.keys}
    datelines = _datelines(piece.dateline)
    keys |= {fold(one) for one in (*datelines, piece.state, piece.country) if one}
    return Reading(piece, tuple(texts), datelines, frozenset(keys))


def _titled(tokens: Sequence[Token]) -> bool:
    """Whether nearly every word is capitalised, so that a capital says nothing."""
    words = [token for token in tokens if token.word and not token.indic and token.lower not in lists().small]
    return len(words) > 3 and sum(token.cap for token in words) > 0.8 * len(words)


def _datelines(printed: str) -> tuple[str, ...]:
    """The places of a dateline: the whole, then its parts where it may name several."""
    if not printed:
        return ()
    parts = [part for part in _PARTS.split(printed) if part]
    return (printed, *parts[:_CHOSEN_PARTS]) if len(parts) > 1 else (printed,)


def place(
    reading: Reading, known: Known, beat: Beat = NO_BEAT, never: frozenset[str] = frozenset()
) -> tuple[Placed, ...]:
    """Where the story happens, surest first; empty where nothing says so. `never` are keys that are no places here."""
    reads = [Reader(t, s, known, titled=titled).read() for t, s, titled in reading.texts]
    stated = _stated(reading.piece, known)
    heads = [named for named in _heads(reading, known, stated) if fold(named.text) not in never]
    around = _around(reads, heads, stated, beat)
    found: dict[str, Placed] = {}
    countries = {area.country for area in stated}
    for named in heads:
        if (chosen := choose(named, around)) is not None:
            countries.add(chosen.place.country)
            _keep(found, _placed(named, chosen))
    least = BESIDE_DATELINE if reading.datelines else SURE
    for named in _in_text(reads):
        if fold(named.text) in never or named.how.sure < least:
            continue
        chosen = choose(named, around)
        if chosen is None or not _large_enough(chosen.place, named, beat, countries):
            continue
        where = chosen.place.country
        abroad = bool(countries) and where not in countries
        one = _placed(named, chosen)
        if one.sure >= least and not (abroad and (where == beat.country or not _at_once(named))):
            _keep(found, one)
    return tuple(sorted(found.values(), key=lambda one: -one.sure)[:MOST])


def _stated(piece: Piece, known: Known) -> tuple[Area, ...]:
    """The state and the country that the dateline itself states; all that a name of two countries may mean."""
    return tuple(area for text in (piece.state, piece.country) if text for area in known.areas.get(fold(text), ()))


def _heads(reading: Reading, known: Known, stated: Sequence[Area]) -> list[Named]:
    """The cities that the dateline names, narrowed to the state and country that it states."""
    whole, *parts = reading.datelines or ("",)
    for texts in ((whole,), parts):
        found = [_head(text, reading.piece, known, stated) for text in texts]
        if any(found):
            return [named for named in found if named is not None]
    return []


def _head(text: str, piece: Piece, known: Known, stated: Sequence[Area]) -> Named | None:
    candidates = known.places.get(fold(text), ())
    area = None
    for said in (piece.state, piece.country):
        areas = [one for one in stated if said and one in known.areas.get(fold(said), ())]
        if areas:
            candidates = tuple(place for place in candidates if any(one.has(place) for one in areas))
            area = area or next((one for one in areas if any(one.has(place) for place in candidates)), None)
    return Named(text, How.DATELINE, candidates, area) if candidates else None


def _in_text(reads: Sequence[Read]) -> Iterable[Named]:
    """The cities of headline and text; a court's seat only where no bench of it is named."""
    every = [named for one in reads for named in one.cities]
    benches = any(named.how is How.LOCAL and not named.bench for named in every)
    return (named for named in every if not (named.bench and benches))


def _around(reads: Sequence[Read], heads: Sequence[Named], stated: Sequence[Area], beat: Beat) -> Around:
    areas: dict[Area, float] = {}
    for one in reads:
        for area, weight in one.areas.items():
            areas[area] = max(areas.get(area, 0.0), weight)
    areas |= dict.fromkeys(stated, 1.0)
    regions: dict[tuple[str, str], float] = {}
    for named in (*heads, *(named for one in reads for named in one.cities)):
        first = choose(named, Around(beat, areas, {}))
        if first is not None and first.sure > 0.9:
            place = first.place
            # Not its own witness: what is named here helps the other names only.
            for key in ((place.country, place.region), (place.country, "")):
                regions[key] = regions.get(key, 0.0) + (1.0 if len(named.candidates) == 1 or named.area else 0.5)
    return Around(beat, areas, regions)


def _placed(named: Named, chosen: Chosen) -> Placed:
    sure = round(named.how.sure * chosen.sure, 3)
    return Placed(chosen.place.key, chosen.place.name, sure, _reason(named, chosen))


def _reason(named: Named, chosen: Chosen) -> str:
    usual = "" if fold(named.text) == fold(chosen.place.name) else f" ({chosen.place.name})"
    why = f"; {chosen.why}" if chosen.why else ""
    return f"“{named.text}”{usual}: {named.how.words}{why}"


def _at_once(named: Named) -> bool:
    """Whether a name in another country than the dateline's stands where a story says what happened."""
    return named.how in (How.IN, How.STATED) and named.at < _LEAD


def _large_enough(where: Place, named: Named, beat: Beat, countries: set[str]) -> bool:
    """Whether a name in a text may be this place: small towns abroad share their names with half the dictionary."""
    if named.how is How.STATED:
        return True
    at_home = where.country == beat.country or where.country in countries
    if not where.own and named.text.isascii():
        # GeoNames lists old and foreign names of everything: Kali is Cali, and Hamas a town in Westphalia.
        return False
    if at_home:
        return where.people >= _VILLAGE
    return where.people >= (_TOWN if named.how is How.IN else 2 * _TOWN)


def _keep(found: dict[str, Placed], one: Placed) -> None:
    before = found.get(one.key)
    if before is None or before.sure < one.sure:
        found[one.key] = one
