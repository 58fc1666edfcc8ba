"""Breaks paragraphs into lines, so that how many there are is known before anything is set.

Total fit: of all ways to break a paragraph, the one whose spaces are most even. A line is a range of the stored text;
the space at which a line is broken belongs to neither line.
"""

import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from heapq import heappop, heappush
from itertools import pairwise

import msgspec
import pyphen

from wiredesk.outlets.epaper.makeup.typefaces import Measure

HYPHEN, LEFT_TO_RIGHT, NO_BREAK = "\u2010", "\u200e", "\u00a0"
_GAP = re.compile(r"[ \t\r\f]+")
_NOTHING = re.compile("[\u00ad\u200b\u2060\ufeff]|(?<![^\\x00-\u024f])[\u200c\u200d]")
_MARKS = re.compile("[\u061c\u200e\u200f]")
_LEFTWARD = re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SPACES = "\u0085\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LIGATURES = "".join(map(chr, range(0xFB00, 0xFB07)))
_CAST = str.maketrans(
    dict.fromkeys(_SPACES, NO_BREAK) | {letter: unicodedata.normalize("NFKC", letter) for letter in _LIGATURES}
)
_FORCED = re.compile(r"[\n\u2028]")
_AFTER = re.compile("(?<=[\\-\u2010\u2013\u2014/\u200b])(?=.)")
_ONE = r"(?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963])"
"""A letter, or a vowel sign of Devanagari, which `re` holds to be neither letter nor digit."""
_LETTERS = re.compile(rf"{_ONE}+(?:['’]{_ONE}+)*")
_ADDRESS = re.compile(r"[/@]|\w\.\w")
_SHRINK = 0.3
_APART, _TOGETHER = 0.012, 0.008
_JOINED = ("hi", "mr", "ur", "ta")
_HYPHEN_COST, _SELDOM = 500.0, {"mr": 40000.0}
"""What a hyphen costs. Marathi's words can be cut after nearly every syllable, and need it less than that."""
_TWO_HYPHENS = 1500.0
_STUB = 3000.0
_TIGHTEST_WORD = 5


class Row(msgspec.Struct, frozen=True):
    """One line of a paragraph: characters `start` to `end`, our hyphen or none, and the width of its spaces."""

    start: int
    end: int
    hyphen: bool
    space: float
    """Points between words; the measure's own where the line is not stretched."""
    tracking: float
    """Points added between letters, never more than an eye sees; the spaces include it."""
    width: float
    """How far the line reaches, its indent not counted."""


_LANGUAGES = {"en": "en_US", "mr": "mr"}


@cache
def _patterns(language: str) -> pyphen.Pyphen | None:
    name = _LANGUAGES.get(language.split("-", maxsplit=1)[0], "")
    return pyphen.Pyphen(lang=name, left=2, right=3) if name in pyphen.LANGUAGES else None


@cache
def cuts(word: str, language: str) -> tuple[tuple[int, bool], ...]:
    """Where a word may be cut, in order: how many letters stay, and whether a hyphen is ours to add."""
    found = {match.start(): False for match in _AFTER.finditer(word) if match.start() > 0}
    patterns = _patterns(language)
    # A hyphen of ours in an address would be typed as one of its own.
    if patterns is not None and not _ADDRESS.search(word):
        for match in _LETTERS.finditer(word):
            part = match[0]
            if len(part) < _TIGHTEST_WORD or part.isupper() or (part[0].isupper() and len(part) < 8):
                continue
            for position in map(int, patterns.positions(part)):
                if between_syllables(part, position):
                    found.setdefault(match.start() + position, True)
    return tuple(sorted(found.items()))


def between_syllables(text: str, at: int) -> bool:
    """Whether a hyphen may stand there: inside a word, and between no letter and its signs, nor two that are joined."""
    if not 0 < at < len(text) or not text[at].isalpha():
        return False
    before = text[at - 1]
    return before.isalpha() or (unicodedata.category(before)[0] == "M" and unicodedata.combining(before) != _VIRAMA)


_VIRAMA = 9


def _forced_cuts(text: str, measure: Measure, width: float) -> tuple[tuple[int, bool], ...]:
    """Cuts for a word that no line can hold, such as an address: wherever a line is full."""
    found: list[tuple[int, bool]] = []
    start = 0
    for index in range(1, len(text)):
        if measure.width(text[start : index + 1]) > width:
            found.append((index, False))
            start = index
    return tuple(found)


def ragged(start: int, end: int, space: float, width: float) -> Row:
    """A row that is not stretched."""
    return Row(start, end, hyphen=False, space=space, tracking=0.0, width=width)


class _Stretch:
    """One stretch of text without a forced break, ready to be broken.

    A place where a line may end is a number: the word's index, then the letters of it that are used up (0 where the
    line ends before the word), then whether the hyphen is ours. Numbers grow in reading order.
    """

    def __init__(self, text: str, start: int, end: int, measure: Measure, width: float, indent: float) -> None:
        self.text = text
        self.measure = measure
        self.width = width
        self.indent = indent
        self.words = list(_between(text, start, end))
        ends, total, space = [0.0], 0.0, measure.space
        for left, right in self.words:
            total += measure.width(text[left:right]) + space
            ends.append(total)
        self.ends = ends

    def _cuts(self, left: int, right: int) -> tuple[tuple[int, bool], ...]:
        measure = self.measure
        text = self.text[left:right]
        known = cuts(text, measure.language)
        narrow = self.width - self.indent
        if measure.width(text) > narrow:
            pieces = [0, *(cut for cut, _ in known), len(text)]
            if any(measure.width(text[a:b]) + measure.hyphen > narrow for a, b in pairwise(pieces)):
                return _forced_cuts(text, measure, narrow - measure.hyphen)
        return known

    def ends_from(self, node: int) -> list[tuple[int, float, int]]:
        """Where a line that begins at the node may end, with its natural width and its gaps."""
        measure, ends, words = self.measure, self.ends, self.words
        space, first, cut = measure.space, node >> _WORD, (node >> 1) & _LETTER
        room = self.width - (self.indent if node == 0 else 0.0)
        base = ends[first]
        if cut:
            left, right = words[first]
            base = ends[first + 1] - measure.width(self.text[left + cut : right]) - space
        tight = space * _SHRINK
        room += room * 2.0 * _letters(measure)[1]
        end = bisect_right(ends, base + room + space, lo=first) - 1
        while end < len(words) and ends[end + 1] - base - space - (end - first) * tight <= room:
            end += 1
        found: list[tuple[int, float, int]] = []
        for last in range(end, first, -1):
            width = ends[last] - base - space
            gaps = last - first - 1
            if last < len(words) and found and (room - width) > 3.0 * space * max(1, gaps):
                break
            found.append((last << _WORD, width, gaps))
        if end < len(words):
            left, right = words[end]
            begun = cut if end == first else 0
            before = ends[end] - base if end > first else 0.0
            gaps = end - first
            limit = room + gaps * tight - before
            text = self.text[left:right]
            for letters, hyphen in self._cuts(left, right):
                if letters <= begun:
                    continue
                width = measure.width(text[begun:letters] + HYPHEN if hyphen else text[begun:letters])
                if width > limit:
                    break
                found.append(((end << _WORD) | (letters << 1) | hyphen, before + width, gaps))
        return found


_WORD, _LETTER = 13, 0xFFF


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words of a stretch, as ranges."""
    at = start
    for gap in _GAP.finditer(text, start, end):
        if gap.start() > at:
            yield at, gap.start()
        at = gap.end()
    if at < end:
        yield at, end


def _letters(measure: Measure) -> tuple[float, float]:
    """How much letters may move apart and together, as shares of the size; nothing where they join or stack."""
    return (_APART, _TOGETHER) if measure.language[:2] not in _JOINED else (0.0, 0.0)


def _demerits(spare: float, room: float, gaps: int, space: float, give: tuple[float, float]) -> float:
    """How bad a line is whose natural width leaves so much to spare."""
    if spare < 0:
        return (6.0 + 60.0 * (-spare / (gaps * space * _SHRINK + give[1])) ** 3) ** 2 if gaps else 0.0
    ratio = spare / (gaps * space + give[0]) if gaps else 4.0 + spare / room
    return (6.0 + 100.0 * min(ratio, 8.0) ** 3) ** 2


def _rows(stretch: _Stretch) -> list[Row]:
    goal = len(stretch.words) << _WORD
    if not goal:
        return []
    best: dict[int, tuple[float, int, int]] = {0: (0.0, -1, 0)}
    waiting, space = [0], stretch.measure.space
    apart, together = (2.0 * share for share in _letters(stretch.measure))
    cut = _SELDOM.get(stretch.measure.language[:2], _HYPHEN_COST)
    while (node := heappop(waiting)) != goal:
        cost = best[node][0]
        room = stretch.width - (stretch.indent if node == 0 else 0.0)
        for end, width, gaps in stretch.ends_from(node):
            spare = room - width
            give = (width * apart, width * together)
            if end == goal and spare >= 0:
                total = cost + (_STUB * (1 - width / (0.3 * room)) if width < 0.3 * room else 0.0)
            else:
                total = cost + _demerits(spare, room, gaps, space, give)
            if end & 1:
                total += cut + (_TWO_HYPHENS if node & 1 else 0.0)
            known = best.get(end)
            if known is None:
                heappush(waiting, end)
            if known is None or total < known[0]:
                best[end] = (total, node, gaps)
    rows: list[Row] = []
    while node:
        _, before, gaps = best[node]
        rows.append(_row(stretch, before, node, gaps, last=node == goal))
        node = before
    return rows[::-1]


def _row(stretch: _Stretch, before: int, node: int, gaps: int, *, last: bool) -> Row:
    """The row, its spaces worked out from the whole line as it will be shaped."""
    words, measure = stretch.words, stretch.measure
    start = words[before >> _WORD][0] + ((before >> 1) & _LETTER)
    cut = (node >> 1) & _LETTER
    end = words[node >> _WORD][0] + cut if cut else words[(node >> _WORD) - 1][1]
    room = stretch.width - (stretch.indent if before == 0 else 0.0)
    hyphen = bool(node & 1)
    line = printed(stretch.text, start, end, hyphen=hyphen)
    shaped, letters = measure.line(line)
    spare = room - shaped
    gaps += line.count(NO_BREAK)
    if spare >= 0 and (last or not gaps):
        return Row(start, end, hyphen, measure.space, 0.0, shaped)
    between, tracking = shares(measure, spare, gaps, letters)
    return Row(start, end, hyphen, measure.space + tracking + between, tracking, room)


def shares(measure: Measure, spare: float, gaps: int, letters: int) -> tuple[float, float]:
    """What every space of a line gets of the room to spare, and every place between letters, which give a little."""
    if not gaps:
        return 0.0, spare / letters if letters else 0.0
    give = _letters(measure)[spare < 0] * measure.size * letters
    tracking = 0.0
    if give:
        share = min(1.0, abs(spare) / (gaps * measure.space * (_SHRINK if spare < 0 else 1.0) + give))
        tracking = round(math.copysign(share * give / letters, spare), 4)
    return (spare - tracking * letters) / gaps, tracking


def printed(text: str, start: int, end: int, *, hyphen: bool) -> str:
    """What stands on paper for a range: its words one space apart, and our hyphen where a word is cut."""
    return _GAP.sub(" ", shown(text[start:end])) + (HYPHEN if hyphen else "")


def shown(text: str) -> str:
    """The text without what shows nothing in it, every space in one of two ways, and letters cast together as they are.

    Typst sets around each of those otherwise than alone, or refuses it for an archive. A joiner shows something in the
    scripts that join, a mark of direction where a letter runs from the right.
    """
    if text.isascii():
        return text
    text = _NOTHING.sub("", text).translate(_CAST)
    return text if _LEFTWARD.search(text) else _MARKS.sub("", text)


def marked(text: str) -> str:
    """A line of the paper's own, from right to left, with its address held together.

    Of an address over two lines a sign at the end of one, or a number at the begin of the other, would else jump to its
    other end.
    """
    if not text:
        return text
    if text[0].isascii() and not text[0].isalpha():
        text = LEFT_TO_RIGHT + text
    return text + LEFT_TO_RIGHT if text[-1] in "-/" else text


def break_paragraph(text: str, measure: Measure, width: float, indent: float) -> tuple[Row, ...]:
    """The lines of one paragraph, justified to the width but for the last."""
    rows: list[Row] = []
    at = 0
    for end in [*(match.start() for match in _FORCED.finditer(text)), len(text)]:
        rows += _rows(_Stretch(text, at, end, measure, width, 0.0 if rows else indent))
        at = end + 1
    return tuple(rows)


_LEANING = frozenset(
    ["a", "an", "the", "of", "in", "on", "to", "for", "with", "and", "at", "by", "from", "as", "or", "its", "after"]
)
_LEANS = 0.06
"""What it costs a line of a headline to end on a word that leans on the next, as shares of a line left empty."""
_LONE_WORD, _SHORT = 0.1, 0.45
"""What a line of one short word costs, and how much of a line must be left empty for it to be short."""


def _leans(word: str) -> bool:
    """Whether a word goes with the next: `the`, or a number with what it counts."""
    return word.lower() in _LEANING or word.replace(",", "").replace(".", "").isdigit()


def break_evenly(text: str, measure: Measure, width: float, most: int) -> tuple[Row, ...] | None:
    """The fewest ragged lines that hold the text, as even as can be; None where that takes more than `most`."""
    words = list(_between(text, 0, len(text)))
    count = len(words)
    wide = [[0.0] * (count + 1) for _ in range(count)]
    for first in range(count):
        for last in range(first + 1, count + 1):
            wide[first][last] = measure.width(printed(text, words[first][0], words[last - 1][1], hyphen=False))
            if wide[first][last] > width:
                wide[first][last:] = [float("inf")] * (count + 1 - last)
                break
    costs: list[tuple[float, tuple[int, ...]]] = [(float("inf"), ()) for _ in range(count + 1)]
    costs[0] = (0.0, ())
    for _ in range(most):
        after: list[tuple[float, tuple[int, ...]]] = [(float("inf"), ())] * (count + 1)
        for last in range(1, count + 1):
            for first in range(last):
                if wide[first][last] <= width and costs[first][0] < float("inf"):
                    spare = (width - wide[first][last]) / width
                    cost = costs[first][0] + spare**2
                    if last < count and _leans(text[words[last - 1][0] : words[last - 1][1]]):
                        cost += _LEANS
                    if last - first == 1 < count and spare > _SHORT:
                        cost += _LONE_WORD
                    after[last] = min(after[last], (cost, (*costs[first][1], last)))
        costs = after
        if costs[count][0] < float("inf"):
            ends = costs[count][1]
            return tuple(
                ragged(words[a][0], words[b - 1][1], measure.space, wide[a][b]) for a, b in pairwise((0, *ends))
            )
    return None
