"""How a name stands in a text, and what that says about where the story happens. Pure.

A city's name is not yet a place: people, teams, newspapers and governments go by it. The words that tell are
in `words.toml`; how a name stands says with how much confidence the story is there.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cached_property

import msgspec

from wiredesk.story.places.known import Area, Known, Place
from wiredesk.story.places.tokens import Span, Token
from wiredesk.story.places.words import lists


class How(Enum):
    """How a city was named: the words for the desk, and how sure that makes us that the story is there."""

    DATELINE = ("the dateline names it", 0.99)
    STATED = ("it is named with its state or country", 0.97)
    HEADED = ("a line begins with it and a colon", 0.93)
    IN = ("something is in it", 0.92)
    AMONG = ("it is named beside another", 0.9)
    LOCAL = ("a local body or road is named", 0.88)
    STRUCK = ("something happens to it", 0.88)
    OWNS = ("something of it is named", 0.84)
    BASED = ("somebody is based in it", 0.78)
    BEFORE = ("it stands before what it has", 0.74)

    def __init__(self, words: str, sure: float) -> None:
        self.words, self.sure = words, sure


class Named(msgspec.Struct, frozen=True):
    """One city's name in a text, with all the cities it may be."""

    text: str
    how: How
    candidates: tuple[Place, ...]
    area: Area | None = None
    """The state or country that stands with it."""
    at: int = 0
    bench: bool = False
    """Whether it is a court's seat that is named, which may sit elsewhere this time."""


class Read(msgspec.Struct, frozen=True):
    """What one piece of text names: cities, and states and countries with how often."""

    cities: tuple[Named, ...]
    areas: Mapping[Area, float]


_NONE = frozenset({""})


class Reader:
    """Reads one piece of text against what is known of its keys."""

    def __init__(self, tokens: Sequence[Token], spans: Sequence[Span], known: Known, *, titled: bool) -> None:
        self.tokens, self.known, self.titled = tokens, known, titled
        self.by_start: dict[int, list[Span]] = {}
        for span in spans:
            self.by_start.setdefault(span.start, []).append(span)
        self.cities: list[Named] = []
        self.areas: dict[Area, float] = {}
        self._last: tuple[int, How] | None = None

    def read(self) -> Read:
        """Left to right, the longest name first."""
        on = 0
        for at in self.by_start:
            if at >= on:
                on = self._step(at)
        return Read(tuple(self.cities), self.areas)

    @cached_property
    def sport(self) -> bool:
        """Whether the text is about a match: its bare city names are teams."""
        return len({token.lower for token in self.tokens if token.kind != "sign"} & lists().sport) >= 2

    def _step(self, at: int) -> int:
        for span in self.by_start.get(at, ()):
            places = next((found for key in span.keys if (found := self.known.places.get(key))), ())
            areas = self._areas(span)
            if areas and not (places and (self._beats(places, areas) or self._stated(span, places)[0])):
                self._area(span, areas)
                return span.end
            if places:
                return self._city(span, places)
        return at + 1

    def _beats(self, places: Sequence[Place], areas: Sequence[Area]) -> bool:
        """Whether a name that is both means the city: `New York` and `Singapore`, not `Punjab` or `Georgia`."""
        return places[0].own and places[0].people > 500_000 and any(area.has(places[0]) for area in areas)

    def _areas(self, span: Span) -> tuple[Area, ...]:
        found = next((areas for key in span.keys if (areas := self.known.areas.get(key))), ())
        text = self._text(span)
        if text.isascii() and len(text.replace(".", "")) <= 3 and not text.isupper() and not text.endswith("."):
            return () if span.end - span.start == 1 and len(text) < 3 else found
        return found

    def _text(self, span: Span) -> str:
        return " ".join(token.text for token in self.tokens[span.start : span.end])

    def _area(self, span: Span, areas: Sequence[Area]) -> None:
        """A state or country; said as a place it weighs more than as somebody's nationality."""
        before = self._lower(span.start - 1)
        strong = before in ("in", "of", "to", "from", "across", ",", "(", "near") or self.tokens[span.end - 1].owner
        for area in areas:
            weight = (1.0 if strong or area.region else 0.45) / (1 if len(areas) == 1 else 2)
            self.areas[area] = max(self.areas.get(area, 0.0), weight)

    def _lower(self, at: int) -> str:
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def _token(self, at: int) -> Token | None:
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def _city(self, span: Span, places: tuple[Place, ...]) -> int:
        """What a city's name does here; returns where to read on."""
        stated, end = self._stated(span, places)
        how = How.STATED if stated is not None and self._may_stand(span, stated) else self._how(span, places)
        if how is None:
            self._last = None
            return self._past_run(span)
        bench = how is How.LOCAL and self._lower(span.end) in ("high", "hc")
        kept = tuple(place for place in places if stated.has(place)) if stated is not None else places
        self.cities.append(Named(self._text(span), how, kept, stated, span.start, bench))
        if stated is not None:
            self.areas[stated] = 1.0
        self._last = (end, how)
        return end

    def _may_stand(self, span: Span, stated: Area) -> bool:
        """Whether a name with its state is a place at all: not `Jackson, American`."""
        return self._before_is_free(span)

    def _past_run(self, span: Span) -> int:
        """Behind the capitalised words that go on: `Delhi Capitals` holds no second name."""
        end = span.end
        if self.tokens[end - 1].owner or self.tokens[span.start].indic:
            return end
        while (token := self._token(end)) is not None and token.word and token.cap and not self.titled:
            end += 1
            if token.owner:
                break
        return end

    def _stated(self, span: Span, places: Sequence[Place]) -> tuple[Area | None, int]:
        """The state or country that stands with a name: behind it, in brackets, or before it as its owner."""
        after = self._lower(span.end)
        if not self.tokens[span.end - 1].owner:
            if after in (",", "("):
                area, end = self._area_at(span.end + 1, places)
                if area is not None:
                    return area, end + (1 if after == "(" and self._lower(end) == ")" else 0)
            if after in ("in", "of") or (after == "district" and self._lower(span.end + 1) in ("of", "in")):
                area, end = self._area_at(span.end + (1 if after != "district" else 2), places)
                if area is not None:
                    return area, end
        for back in (2, 1):
            before = self._token(span.start - back)
            if before is not None and before.owner and before.cap:
                for start in (span.start - back - 1, span.start - back):
                    for other in self.by_start.get(start, ()):
                        if other.end == span.start - back + 1 and back == 1:
                            found = next((a for a in self._areas(other) if any(a.has(p) for p in places)), None)
                            if found is not None:
                                return found, span.end
        return None, span.end

    def _area_at(self, at: int, places: Sequence[Place]) -> tuple[Area | None, int]:
        for span in self.by_start.get(at, ()):
            for area in self._areas(span):
                if any(area.has(place) for place in places):
                    return area, span.end
        return None, at

    def _before_is_free(self, span: Span) -> bool:
        """Whether no capitalised word that belongs to it stands before: `Michael Jackson`, `President Lincoln`."""
        before = self._token(span.start - 1)
        if before is None or not before.word or not before.cap or before.owner or self.tokens[span.start].indic:
            return True
        word = before.lower
        if word in lists().small or word in lists().directions or word in lists().seats or self.titled:
            return True
        return self._last is not None and self._last[0] == span.start

    def _how(self, span: Span, places: Sequence[Place]) -> How | None:
        if self.tokens[span.start].indic:
            return self._how_indic(span)
        name = self._text(span).lower()
        if not self._before_is_free(span):
            return None
        before, after = self._before(span), self._token(span.end)
        owner = self.tokens[span.end - 1].owner
        runs_on = after is not None and after.word and after.cap and not owner and after.lower not in lists().small
        if runs_on and not self.titled and after is not None and not self._local(span.end):
            return None
        if runs_on and self.titled and after is not None and self._named_after(span.end):
            return None
        if owner and (
            self.titled or name in lists().people or (name in lists().governments and not (after and after.cap))
        ):
            return None
        if name in lists().common:
            return None
        how = self._by_before(span, before, name)
        if how is not None:
            return None if after is not None and after.lower in lists().not_news else how
        if (
            before in lists().refuses
            and not self._local(span.end)
            and not (after and after.lower in lists().local_small)
        ):
            return None
        return self._by_after(span, name, after, owner=owner, runs_on=runs_on)

    def _before(self, span: Span) -> str:
        at = span.start - 1
        while self._lower(at) in lists().directions and at > 0:
            at -= 1
        return self._lower(at)

    def _local(self, at: int) -> bool:
        """Whether what follows a name is a body or road of it, and no team or newspaper."""
        return self._lower(at) in lists().local and not self._named_after(at)

    def _named_after(self, at: int) -> bool:
        while (token := self._token(at)) is not None and token.word and token.cap:
            if token.lower in lists().not_local:
                return True
            at += 1
        return False

    def _by_before(self, span: Span, before: str, name: str) -> How | None:
        two = self._lower(span.start - 2)
        if before in lists().in_ and two in lists().from_there:
            return None
        if before in lists().in_ or before == "between":
            return How.LOCAL if before == "in" and self._lower(span.end) in ("high", "hc") else How.IN
        if before == "from" and (two in lists().taken_from or self._lower(span.start - 3) in lists().taken_from):
            return How.IN
        if before == "of" and (two in lists().of):
            return How.IN
        if before in lists().strikes:
            return How.STRUCK
        if (
            self._last is not None
            and self._last[0] in (span.start - 1, span.start - 2)
            and before in (",", "and", "&", "/")
        ):
            return How.AMONG if self._last[1] not in (How.BEFORE, How.BASED) else None
        if (
            before in lists().seats
            or (before == "," and two in lists().seats)
            or (before == "-" and two in lists().seats)
        ):
            return How.LOCAL
        return None

    def _by_after(self, span: Span, name: str, after: Token | None, *, owner: bool, runs_on: bool) -> How | None:
        if after is None:
            return None
        word = after.lower
        first = self.tokens[span.start].first
        if first and word == ":" and name not in lists().people:
            return How.HEADED
        if self._local(span.end) and (after.cap or word in lists().local_small):
            return How.LOCAL
        if name in lists().people:
            return None
        if owner:
            return How.OWNS if after.word and not self.sport and word not in lists().not_news else None
        if word == "-" and self._lower(span.end + 1) in ("based", "bound"):
            return How.BASED if self._lower(span.end + 1) == "based" else None
        bare = name in lists().governments or self.sport or runs_on or not after.word
        return How.BEFORE if word in lists().here and not bare else None

    def _how_indic(self, span: Span) -> How | None:
        """By the ending, or by the word that stands behind it as one."""
        after = self._token(span.end)
        word = after.text if after is not None else ""
        if span.inside or word in lists().indic_in:
            return How.IN
        if word in (":",) and self.tokens[span.start].first:
            return How.HEADED
        if word in lists().indic_local:
            return How.LOCAL
        last = self._last
        if word in lists().indic_and or (
            last is not None and self._lower(span.start - 1) in lists().indic_and and last[0] >= span.start - 2
        ):
            return self._listed(span)
        return None

    def _listed(self, span: Span) -> How | None:
        """One of several: in the city if the last of them is."""
        at = span.end
        for _ in range(8):
            token = self._token(at)
            if token is None or not (token.indic or token.text in lists().indic_and):
                return None
            if token.text in lists().indic_in:
                return How.AMONG
            for other in self.by_start.get(at, ()):
                if other.inside and any(key in self.known.places for key in other.keys):
                    return How.AMONG
            at += 1
        return None
