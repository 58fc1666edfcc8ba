"""Which lines of a press's pages are which story's, by what their words say. Pure.

The pages' runs of four words are looked up in each story. A story is on a page where lines have words that no other
story has; a line is its where most of its words are covered by its runs, or where its words stand in the story next to
those of the line before or after. Better a line too few than one too many: a region that leads elsewhere misleads.
"""

import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from wiredesk.common.words import words
from wiredesk.outlets.epaper.pdf_orders import Glyphs, PageText

RUN = 4
"""Words of a run: three are a turn of phrase, five leave out short lines of narrow columns."""

_LEAST_SURE = 2
"""Lines of a page with words of one story alone, from which that story is on the page."""

_FAR = 6
"""Lines between one that several stories share and the nearest with words of one alone, at most."""

_LEAST_RUNS = 4
_COVERED = 0.6
"""Share of a line's words that runs of one story cover, from which the line is that story's."""

_LEAST_LINES, _LEAST_WORDS = 2, 12
"""What is found of a story on a page at least: a phrase that two stories share is neither."""

_HYPHENS = "-\u00ad\u2010"


class Candidate(msgspec.Struct, frozen=True):
    """A story that may be printed: its headline, and its text as words."""

    story: str
    headline: str
    text: str


class Matched(msgspec.Struct, frozen=True):
    """A page's lines, each with the story that it is of, empty where nobody knows; `hyphen` says a word goes on."""

    page: PageText
    stories: tuple[str, ...]
    hyphens: tuple[bool, ...]


class _Flow:
    """The words of all pages in the order in which the PDF sets them, and the line that each stands on."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self.words: list[str] = []
        self.line: list[int] = []
        self.lines: list[tuple[int, int]] = []
        """Where each line's words begin and end. A broken word counts to the line that it begins on."""
        self.hyphens: list[bool] = []
        texts = [line for page in pages for line in page.lines]
        known = Counter(word for one in texts for word in told(one.text))
        carried = ""
        for number, one in enumerate(texts):
            found = told(one.text)
            broken = False
            if carried and found:
                found[0] = carried + found[0]
            elif carried:
                found = [carried]
            carried = ""
            following = told(texts[number + 1].text)[:1] if number + 1 < len(texts) else []
            if found and following and one.text.rstrip()[-1:] in _HYPHENS:
                # `mid-` and `day`: one word, unless both halves are words of their own elsewhere and it is not.
                whole = found[-1] + following[0]
                halves = known[found[-1]] > 1 and known[following[0]] > 1 and len(found[-1]) > 3
                broken = known[whole] > 0 or not halves
                if broken:
                    carried = found.pop()
            start = len(self.words)
            self.words += found
            self.line += [number] * len(found)
            self.lines.append((start, len(self.words)))
            self.hyphens.append(broken)


def told(text: str) -> list[str]:
    """The words of a text as they are compared: letters that a font joined are taken apart again."""
    return words(unicodedata.normalize("NFKC", text))


def _runs(found: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each run begins, and a number that stands for its words."""
    for at in range(len(found) - RUN + 1):
        yield at, hash(tuple(found[at : at + RUN]))


def match(pages: Sequence[PageText], candidates: Iterable[Candidate]) -> tuple[Matched, ...]:
    """Each page's lines with their stories. Candidates are read once, and only those that are found are kept."""
    flow = _Flow(pages)
    places: dict[int, list[int]] = defaultdict(list)
    for at, run in _runs(flow.words):
        places[run].append(at)
    owners: dict[int, list[str]] = defaultdict(list)
    texts: dict[str, list[str]] = {}
    for one in candidates:
        own = told(one.text)
        hits = {run for _, run in _runs(own) if run in places}
        if len(hits) >= _LEAST_RUNS:
            texts[one.story] = own
            for run in hits:
                owners[run].append(one.story)
    stories = [""] * len(flow.lines)
    covered = _covered(flow, places, owners)
    _strike(flow, covered, {story: frozenset(filter(_has_digit, own)) for story, own in texts.items()})
    at = 0
    for page in pages:
        end = at + len(page.lines)
        stories[at:end] = _first(flow, covered, range(at, end))
        at = end
    _fill(flow, stories, {story: f" {' '.join(own)} " for story, own in texts.items()})
    return tuple(_pages(pages, flow, stories))


class _Said(msgspec.Struct):
    """What the words of one line say: how many are covered by runs of each story, and by runs of that one alone."""

    shared: dict[str, int]
    alone: dict[str, int]


def _covered(flow: _Flow, places: Mapping[int, Sequence[int]], owners: Mapping[int, Sequence[str]]) -> list[_Said]:
    shared: list[set[str]] = [set() for _ in flow.words]
    alone: list[set[str]] = [set() for _ in flow.words]
    for run, stories in owners.items():
        for at in places[run]:
            for word in range(at, at + RUN):
                shared[word].update(stories)
                if len(stories) == 1:
                    alone[word].update(stories)
    said = [_Said({}, {}) for _ in flow.lines]
    for word, line in enumerate(flow.line):
        for counts, owned_by in ((said[line].shared, shared[word]), (said[line].alone, alone[word])):
            for story in owned_by:
                counts[story] = counts.get(story, 0) + 1
    return said


def _has_digit(word: str) -> bool:
    return any(map(str.isdecimal, word))


def _strike(flow: _Flow, covered: Sequence[_Said], numbers: Mapping[str, frozenset[str]]) -> None:
    """A line with a number that a story nowhere says is not that story's: last week's match went one to nil."""
    for (start, end), said in zip(flow.lines, covered, strict=True):
        given = set(filter(_has_digit, flow.words[start:end]))
        for story in [one for one in said.shared if given and not given <= numbers[one]]:
            del said.shared[story]
            said.alone.pop(story, None)


def _first(flow: _Flow, covered: Sequence[_Said], lines: range) -> list[str]:
    """The lines of one page that runs settle.

    Only a story some of whose words nobody else has is on the page at all: agencies say the same of many a thing. A
    line that several of them share is that one's which has such words nearest to it.
    """
    sure: dict[str, list[int]] = defaultdict(list)
    for at in lines:
        words_of = flow.lines[at][1] - flow.lines[at][0]
        for story, count in covered[at].alone.items():
            if count >= min(words_of, _COVERED * words_of):
                sure[story].append(at)
    known = {story: found for story, found in sure.items() if len(found) >= _LEAST_SURE}
    return [_of_line(flow, covered[at], known, at) for at in lines]


def _of_line(flow: _Flow, said: _Said, known: Mapping[str, Sequence[int]], at: int) -> str:
    start, end = flow.lines[at]
    able = [story for story, count in said.shared.items() if story in known and count >= _COVERED * (end - start)]

    def far(story: str) -> tuple[int, int, str]:
        places = known[story]
        near = bisect_left(places, at)
        distance = min(abs(one - at) for one in places[max(0, near - 1) : near + 1])
        return distance, -said.alone.get(story, 0), story

    best = min(able, key=far, default="")
    return best if best and far(best)[0] <= _FAR else ""


def _fill(flow: _Flow, stories: list[str], texts: Mapping[str, str]) -> None:
    """Lines beside those of a story whose words stand in it just there: the short last one of a paragraph."""
    for order, step in ((range(1, len(stories)), -1), (range(len(stories) - 2, -1, -1), 1)):
        for at in order:
            near = stories[at + step]
            start, end = flow.lines[at]
            if stories[at] or not near or start == end:
                continue
            first, last = (max(0, start - 2), end) if step < 0 else (start, min(len(flow.words), end + 2))
            if f" {' '.join(flow.words[first:last])} " in texts[near]:
                stories[at] = near


def _pages(pages: Sequence[PageText], flow: _Flow, stories: Sequence[str]) -> Iterator[Matched]:
    at = 0
    for page in pages:
        own = list(stories[at : at + len(page.lines)])
        spans = flow.lines[at : at + len(page.lines)]
        lines = Counter(own)
        length: Counter[str] = Counter()
        for story, (start, end) in zip(own, spans, strict=True):
            length[story] += end - start
        weak = {one for one in lines if lines[one] < _LEAST_LINES or length[one] < _LEAST_WORDS}
        kept = tuple("" if one in weak else one for one in own)
        yield Matched(page, kept, tuple(flow.hyphens[at : at + len(page.lines)]))
        at += len(page.lines)


def typed(lines: Sequence[Glyphs]) -> float:
    """The size of most of a page's type, in points; 0 where there is none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
