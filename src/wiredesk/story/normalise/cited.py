"""The sources that a story leans on: outlets and people, each with where it is cited; precision before recall.

Found by pattern and gazetteer, in English in full and in Hindi and Marathi by a table. Not sources: the agency itself,
pronouns, bare roles (`the spokesman`), bodies that speak for themselves (`police`, a ministry, a company), and whoever
is named inside a quotation. The result stands beside the body and never touches it.
"""

from collections.abc import Iterator, Sequence

from wiredesk.story.content import HEADLINE, Cited, CitedKind, Mention
from wiredesk.story.normalise import cited_devanagari
from wiredesk.story.normalise.cited_outlets import Found, outlets_in
from wiredesk.story.normalise.cited_people import Person, people_in
from wiredesk.story.normalise.cited_quotes import blanked
from wiredesk.story.normalise.cited_speech import speakers_in
from wiredesk.story.normalise.cited_tables import outlets, words

_LONGEST_BLOCK, _LONGEST_STORY = 4_000, 60_000
"""Characters that are looked at: what one hostile item may cost is bounded, and no paragraph of news is longer."""


def cited(
    blocks: Sequence[str], headline: str = "", own: Sequence[str] = (), language: str = "en"
) -> tuple[Cited, ...]:
    """The sources of a story, the most cited first, then in the order of their first mention.

    `blocks` are the plain text of the body's blocks, `own` the names of the agency that sent it. A region after the
    language changes nothing (`en-IN`); a language without a table gives none.
    """
    language = language.partition("-")[0]
    if not words(language):
        return ()
    keys = outlets().own(own)
    told: dict[tuple[CitedKind, str], list[tuple[Mention, Found]]] = {}
    known: dict[str, str] = {}
    for block, text in _looked_at(blocks, headline):
        for kind, found in _found(text, block, keys, known, language):
            told.setdefault((kind, found.key), []).append((Mention(block, found.start, found.end), found))
    sources = [_source(kind, key, rows) for (kind, key), rows in told.items()]
    return tuple(sorted(sources, key=lambda one: -one.count))


def _looked_at(blocks: Sequence[str], headline: str) -> Iterator[tuple[int, str]]:
    """The beginning of each block, and the headline last: its surnames are those of the text."""
    left = _LONGEST_STORY
    for block, text in enumerate(blocks):
        yield block, text[: min(left, _LONGEST_BLOCK)]
        left -= min(len(text), _LONGEST_BLOCK)
        if left <= 0:
            break
    if headline:
        yield HEADLINE, headline[:_LONGEST_BLOCK]


def _found(
    text: str, block: int, own: frozenset[str], known: dict[str, str], language: str
) -> list[tuple[CitedKind, Found]]:
    bare = blanked(text)
    if language in cited_devanagari.LANGUAGES:
        press, people = cited_devanagari.sources_in(bare, language, own)
    else:
        press = outlets_in(bare, own)
        named = [] if block == HEADLINE else _not_outlets(people_in(bare), press)
        _learn(known, named)
        people = speakers_in(bare, named, known, press)
    both = [(CitedKind.OUTLET, one) for one in press] + [(CitedKind.PERSON, one) for one in people]
    return sorted(both, key=lambda one: one[1].start)


def _learn(known: dict[str, str], people: list[Person]) -> None:
    """Keep whose surname is whose: the first who is named in full, and nobody's once two people share it."""
    for one in people:
        if one.full:
            before = known.setdefault(one.surname, one.name)
            if before and set(before.split()).isdisjoint(set(one.name.split()) - {one.surname}):
                known[one.surname] = ""


def _not_outlets(people: list[Person], press: list[Found]) -> list[Person]:
    return [one for one in people if all(one.end <= paper.start or one.start >= paper.end for paper in press)]


def _source(kind: CitedKind, key: str, rows: list[tuple[Mention, Found]]) -> Cited:
    printed = key if kind is CitedKind.PERSON else rows[0][1].name
    role = next((found.role for _, found in rows if found.role), None)
    return Cited(kind, key, printed, tuple(mention for mention, _ in rows), role)


def citing(sources: Sequence[Cited]) -> tuple[str, ...]:
    """The outlets for the line under a headline (`By ANI, citing RT`), the most cited first."""
    return tuple(one.key for one in sources if one.kind is CitedKind.OUTLET)
