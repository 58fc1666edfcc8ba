"""A question to the index: which records answer it, the best of the newest first, at a cost that has a bound.

Every word and phrase is wanted; a headline counts twice. A word's forms count half. What fits as well is ordered by
time: a story gains as much with every step that it is newer by (`ERAS`) as a third of all the words are worth, so a
rare word is found wherever it stands, and a common one leads to today's news. Where this finds little, words that
nearly nobody writes so may be misspelt, and what is spelt nearly the same counts a fifth.

What is in too many stories is looked for in the newest of them only, so that no question is dear: see `COSTLY`.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
from tantivy import FieldType, Occur, Query

from wiredesk.publication.search.asked import Asked
from wiredesk.publication.search.index import CHOICES, ERAS, SearchIndex, minutes
from wiredesk.publication.search.spelling import ENDING, allowed, is_longer_form, shorter_forms

PAGE = 10
"""Records on a page."""

COSTLY = 100_000
"""Records that are looked at for one question, roughly."""

PHRASE = 6
"""How many times as much a phrase counts: where its words stand is read."""

WIDER = 3
"""How many times as many where there is little among these."""

LITTLE = 10
"""Records below which words are taken for misspelt ones."""

MOST_LOOSE = 3
MOST_FORMS = 6
FORMS_OF = 4
"""Words whose longer forms are looked up, the longest ones: each is a walk through part of the dictionary."""

HEADLINE, FORM, NEAR, TOGETHER, NEWNESS = 2.0, 0.5, 0.2, 0.5, 0.35
_LOOKED_AT = 50
_DAYS = 10
_PERIOD = _DAYS * 1440
_PERIODS = 730
"""Ten-day periods that are looked back for enough records: twenty years."""


class Found(msgspec.Struct, frozen=True):
    """What the index has for a question. `rows` are keys of public records, which decide what may be shown."""

    rows: tuple[int, ...] = ()
    count: int = 0
    """On all pages; where `newest_only`, at least so many."""
    newest_only: bool = False
    loose: tuple[str, ...] = ()
    """The words that others count for that are spelt nearly so."""


def find(
    index: SearchIndex, asked: Asked, title: str, now: datetime, zone: ZoneInfo, places: Sequence[str] = ()
) -> Found:
    """One page of the records of a title that answer a question; `places` are the keys of the city that it names."""
    if not asked.anything or (asked.city and not places):
        return Found()
    question = _Question(index, asked, title, now, zone, places)
    found = question.ask(COSTLY)
    if found.newest_only and found.count < asked.page * PAGE:
        # Narrowed to a section, say, there is little of it among the newest: looking at more is less dear then.
        found = question.ask(WIDER * COSTLY)
    if found.count < LITTLE and (loose := question.misspelt()):
        loosely = question.ask(COSTLY, loose)
        return loosely if loosely.count > found.count else found
    return found


class _Question:
    def __init__(
        self, index: SearchIndex, asked: Asked, title: str, now: datetime, zone: ZoneInfo, places: Sequence[str]
    ) -> None:
        self._searcher, self._schema = index.searcher, index.schema
        self._asked, self._title, self._now, self._zone = asked, title, now, zone
        self._places = places
        self._records = max(1, len(index))
        self._counts: dict[str, int] = {}
        longest = sorted(asked.words, key=len, reverse=True)[:FORMS_OF]
        self._forms = {word: self._forms_of(word, longer=word in longest) for word in asked.words}

    def ask(self, most: int, loose: Sequence[str] = ()) -> Found:
        """The page of it that was asked for, for which not many more records are looked at than so many."""
        asked = self._asked
        wanted = [self._word(word, loosely=word in loose) for word in asked.words]
        wanted += [self._phrase(phrase) for phrase in asked.phrases]
        parts = [(Occur.Must, one) for one in wanted]
        parts += [(Occur.Must, Query.const_score_query(one, 0.0)) for one in self._narrowed()]
        since = self._window(most)
        if since is not None:
            newest = Query.range_query(self._schema, "at", FieldType.Integer, lower_bound=since)
            parts.append((Occur.Must, Query.const_score_query(newest, 0.0)))
        if not parts:
            parts = [(Occur.Must, Query.all_query())]
        by_time = asked.newest or not wanted
        if not by_time:
            parts += self._better()
        result = self._searcher.search(
            Query.boolean_query(parts),
            limit=PAGE,
            offset=(asked.page - 1) * PAGE,
            order_by_field="at" if by_time else None,
        )
        rows = self._searcher.fast_field_values("row", [where for _, where in result.hits])
        count: int = result.count  # type: ignore[attr-defined]  # (its stubs forget it)
        return Found(tuple(int(row) for row in rows if row), count, since is not None, tuple(loose))

    def misspelt(self) -> tuple[str, ...]:
        """The words that no story has in any form, or where there are none, those that hardly any has; rarest first."""
        few = []
        for word in self._asked.words:
            count = sum(map(self._count, (word, *self._forms[word])))
            if count < LITTLE and allowed(word):
                few.append((count, word))
        few.sort()
        return tuple(word for count, word in few if bool(count) == bool(few[0][0]))[:MOST_LOOSE]

    def _count(self, word: str) -> int:
        if word not in self._counts:
            self._counts[word] = self._searcher.doc_freq("text", word) or self._searcher.doc_freq("headline", word)
        return self._counts[word]

    def _forms_of(self, word: str, *, longer: bool) -> tuple[str, ...]:
        """The forms of a word that stories have, the commonest ones; of a lone Han letter, the pairs it begins."""
        shorter = [one for one in shorter_forms(word) if self._count(one)]
        if not longer or not (is_longer_form(word, f"{word}x") or _alone(word)):
            return tuple(shorter)
        begun = [
            *self._searcher.terms_with_prefix("text", word, limit=_LOOKED_AT),
            *(self._searcher.terms_with_prefix("headline", word, limit=_LOOKED_AT) if _alone(word) else ()),
        ]
        fitting = (one for one, _ in begun if is_longer_form(word, one) or (_alone(word) and len(one) == len(word) + 1))
        return tuple(dict.fromkeys((*shorter, *fitting)))[: MOST_FORMS + ENDING]

    def _term(self, field: str, word: str) -> Query:
        return Query.term_query(self._schema, field, word, index_option="freq")

    def _named(self, field: str, name: str) -> Query:
        return Query.term_query(self._schema, field, name, index_option="basic")

    def _word(self, word: str, *, loosely: bool) -> Query:
        anyhow = []
        for field, worth in (("headline", HEADLINE), ("text", 1.0)):
            anyhow.append(Query.boost_query(self._term(field, word), worth))
            anyhow += [Query.boost_query(self._term(field, one), FORM * worth) for one in self._forms[word]]
            if loosely:
                near = Query.fuzzy_term_query(self._schema, field, word, distance=allowed(word))
                anyhow.append(Query.boost_query(near, NEAR * worth))
        return Query.boolean_query([(Occur.Should, one) for one in anyhow])

    def _phrase(self, phrase: tuple[str, ...]) -> Query:
        words: list[str | tuple[int, str]] = list(phrase)
        headline = Query.boost_query(Query.phrase_query(self._schema, "headline", words), HEADLINE)
        text = Query.phrase_query(self._schema, "text", words)
        return Query.boolean_query([(Occur.Should, headline), (Occur.Should, text)])

    def _narrowed(self) -> Iterator[Query]:
        """What a record must be, beside having the words."""
        if [name for name, _ in self._searcher.terms_with_prefix("title", "")] != [self._title]:
            yield self._named("title", self._title)
        for field in CHOICES:
            name = getattr(self._asked, field)
            if name:
                yield self._named(field, name)
        if self._places:
            yield Query.boolean_query([(Occur.Should, self._named("place", one)) for one in self._places])
        since, until = self._asked.since, self._asked.until
        if since or until:
            yield Query.range_query(
                self._schema,
                "at",
                FieldType.Integer,
                lower_bound=self._midnight(since) if since else None,
                upper_bound=self._midnight(until + timedelta(days=1)) - 1 if until else None,
            )

    def _midnight(self, day: date) -> int:
        return minutes(datetime.combine(day, time(), tzinfo=self._zone))

    def _better(self) -> list[tuple[Occur, Query]]:
        """What makes one of two that fit as well the better one: newness, and the words side by side."""
        words = [*self._asked.words, *(word for phrase in self._asked.phrases for word in phrase)]
        worth = max(1.0, sum(self._rarity(word) for word in words))
        day = minutes(self._now) // 1440
        newer = [
            Query.const_score_query(self._named("era", f"{length}.{day // length - before}"), NEWNESS * worth)
            for length in ERAS
            for before in (0, 1)
        ]
        if len(self._asked.words) > 1 and not self._asked.phrases:
            newer.append(Query.boost_query(self._phrase(self._asked.words), TOGETHER))
        return [(Occur.Should, one) for one in newer]

    def _rarity(self, word: str) -> float:
        """How much a word is worth, as BM25 has it."""
        count = self._count(word)
        return math.log(1.0 + (self._records - count + 0.5) / (count + 0.5))

    def _dear(self) -> int:
        """How many records are looked at for the rarest thing that was asked for."""
        looked_at = [sum(map(self._count, (word, *self._forms[word]))) for word in self._asked.words]
        looked_at += [PHRASE * min(map(self._count, phrase)) for phrase in self._asked.phrases]
        return min(looked_at, default=0)

    def _window(self, most: int) -> int | None:
        """The minute from which on records are looked at, so that they are not too many; None for all of them."""
        dear = self._dear()
        if dear <= most:
            return None
        until = minutes(self._now) if self._asked.until is None else self._midnight(self._asked.until)
        period, there = min(minutes(self._now), until) // _PERIOD, 0
        for back in range(_PERIODS):
            there += self._searcher.doc_freq("era", f"{_DAYS}.{period - back}")
            if there >= self._records * most / dear:
                return (period - back) * _PERIOD
        return None


def _alone(word: str) -> bool:
    """Whether a word is one letter of a script that is read in pairs."""
    return len(word) == 1 and word >= "\u1100" and not word.isdigit() and word.isalpha()
