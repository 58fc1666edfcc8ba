"""The faces that pages are set in, and how wide words are in them: the only measurer.

Typst sets the same variable fonts at the same instance (weight asked for, optical size as the size), so that a width
from here is the width on paper.
"""

import importlib.util
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import uharfbuzz as hb
from fontTools.unicodedata import script
from numpy.typing import NDArray

from wiredesk.outlets.epaper.makeup.directions import pieces, told
from wiredesk.story.normalise.language import direction_of

STRETCHED = " \u00a0"
"""The spaces that Typst sets to the width that a line gives them."""

_HERE = Path(__file__).parent


class Face(msgspec.Struct, frozen=True):
    """One family at one weight, with the families that stand in for letters that it has not."""

    families: tuple[str, ...]
    weight: int = 400


def _package_file(package: str, name: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec is not None, f"{package} is a dependency"
    assert spec.origin is not None, f"{package} has files"
    return Path(spec.origin).parent / "files" / name


def _vendored(name: str) -> dict[int, Path]:
    return {weight: _HERE / "faces" / f"{name}-{weight}.ttf" for weight in (400, 700)}


@cache
def _files() -> dict[str, dict[int, Path]]:
    """The files of every family by weight; one weight stands for all where the file is variable."""
    return {
        "Source Serif 4": {400: _package_file("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf")},
        "Source Sans 3": {400: _package_file("fontpkg_source_sans_3", "SourceSans3[wght].ttf")},
        "Noto Sans Devanagari": {
            400: _package_file("fontpkg_noto_sans_devanagari", "NotoSansDevanagari[wdth,wght].ttf")
        },
        "Noto Nastaliq Urdu": _vendored("NotoNastaliqUrdu"),
        "Noto Sans Tamil": _vendored("NotoSansTamil"),
    }


def font_files() -> tuple[Path, ...]:
    """Every font file that a page may be set from; nothing else is looked at."""
    return tuple(file for files in _files().values() for file in files.values())


@cache
def _face(family: str, weight: int = 400) -> hb.Face:
    files = _files()[family]
    return hb.Face(hb.Blob.from_file_path(str(files[min(files, key=lambda known: abs(known - weight))])))


@cache
def _letters(family: str) -> frozenset[int]:
    return frozenset(_face(family).unicodes)


@cache
def _font(family: str, weight: int, size: float) -> hb.Font:
    font = hb.Font(_face(family, weight))
    if len(_files()[family]) == 1:
        font.set_variations({"wght": weight, "opsz": min(60.0, max(8.0, size))})
    return font


def invisible(letter: str) -> bool:
    """Whether a letter has no glyph of its own: joiners, marks of direction, variation selectors."""
    code = ord(letter)
    return (
        code in (0xAD, 0x61C, 0xFEFF)
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or (0x2060 <= code <= 0x2069 or 0xFE00 <= code <= 0xFE0F)
    )


@cache
def _shows(family: str, letter: str) -> bool:
    """Whether a family has the letter, or all that it is put together from, as HarfBuzz then does."""
    if ord(letter) in _letters(family):
        return True
    parts = unicodedata.decomposition(letter).split()
    return bool(parts) and parts[0][0] != "<" and all(_shows(family, chr(int(part, 16))) for part in parts)


@cache
def has_letter(families: tuple[str, ...], letter: str) -> bool:
    """Whether one of the families can show the letter."""
    if invisible(letter) or letter in "\t\n\u2028":
        return True
    if ord(letter) not in _letters(families[0]) and len(unicodedata.normalize("NFD", letter)) > 2:
        # The first family would show it put together from three, and a reader of PDF then reads it twice.
        return not _shows(families[0], letter)
    return any(ord(letter) in _letters(family) for family in families)


def missing(face: Face, text: str) -> str:
    """The letters of the text that no family of the face has, each once."""
    return "".join(sorted({letter for letter in set(text) if not has_letter(face.families, letter)}))


@cache
def _script(letter: str) -> str:
    """The script of a letter; "" where it goes with any."""
    name = script(letter)
    return "" if name in ("Zyyy", "Zinh", "Zzzz") else name


def _runs(text: str, families: tuple[str, ...]) -> Sequence[tuple[str, str]]:
    """The text cut where another family has to stand in, or another script begins, as Typst cuts it."""
    first = _letters(families[0])
    if len(set(map(_script, text)) - {""}) < 2 and all(ord(letter) in first or invisible(letter) for letter in text):
        return ((families[0], text),)
    runs: list[tuple[str, str]] = []
    known = ""
    for letter in text:
        own = _script(letter)
        if invisible(letter) and runs:
            family = runs[-1][0]
        else:
            family = next((name for name in families if _shows(name, letter)), families[0])
        other, known = bool(own and known and own != known), own or known
        if runs and runs[-1][0] == family and not other:
            runs[-1] = (family, runs[-1][1] + letter)
        else:
            runs.append((family, letter))
    return runs


def _advance(face: Face, size: float, letter: str) -> float:
    font = _font(face.families[0], face.weight, size)
    glyph = font.get_nominal_glyph(ord(letter))
    assert glyph is not None
    return float(font.get_glyph_h_advance(glyph)) * size / 1000.0


_Shaped = tuple[int, str, Sequence[hb.GlyphInfo], Sequence[hb.GlyphPosition], hb.Font]
"""Where a piece begins in its text, the piece, its glyphs, and the font that they are of."""


class Places(msgspec.Struct, frozen=True):
    """The letters of a line that begin a glyph: which, spaces not counted, how far along, what came before."""

    which: NDArray[np.int64]
    natural: NDArray[np.float64]
    spaces: NDArray[np.int64]
    steps: NDArray[np.int64]
    width: float
    gaps: int
    letters: int


class Glyphs(msgspec.Struct, frozen=True):
    """The glyphs of a line as they stand from left to right, spaces not counted."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    spaces: NDArray[np.int64]
    clusters: NDArray[np.int64]
    width: float
    gaps: int
    sure: bool
    """Whether their order is: not where the line holds embeddings of its own."""


class Measure:
    """Widths of text in one face and size, in points; every answer is kept."""

    def __init__(self, face: Face, size: float, *, language: str) -> None:
        self.face = face
        self.size = size
        self.language = language
        self._leftward = direction_of(language) == "rtl"
        self._kept: dict[str, float] = {}
        self._places: dict[str, Places] = {}
        self.space = _advance(face, size, " ")
        self.hyphen = self.width("\u2010")

    def width(self, text: str) -> float:
        """How wide the text is, set on one line without stretching."""
        known = self._kept.get(text)
        if known is None:
            known = self._kept[text] = self.shaped(text)
        return known

    def shaped(self, text: str) -> float:
        """The same, not kept: for whole lines, which seldom come twice."""
        return self.line(text)[0]

    def line(self, text: str) -> tuple[float, int]:
        """The width, and how many places there are between letters: a ligature is one letter."""
        total, letters = 0.0, 0
        # A space that is set to a width is no longer kerned.
        plain_space = self.space * 1000.0 / self.size
        for _, run, infos, positions, _ in self._shaped(text):
            for info, position in zip(infos, positions, strict=True):
                total += plain_space if run[info.cluster] in STRETCHED else position.x_advance
            letters += len({info.cluster for info in infos})
        return total * self.size / 1000.0, max(0, letters - 1)

    def beyond(self, text: str) -> float:
        """How far strokes of the text reach over its right end, in points: those of Nastaliq do."""
        total = furthest = 0.0
        for _, _, infos, positions, font in self._shaped(text):
            for info, position in zip(infos, positions, strict=True):
                ink = font.get_glyph_extents(info.codepoint)
                if ink is not None:
                    furthest = max(furthest, total + position.x_offset + ink.x_bearing + ink.width)
                total += position.x_advance
        return max(0.0, furthest - total) * self.size / 1000.0

    def _shaped(self, text: str) -> Iterator[_Shaped]:
        """The text in pieces of one family and direction, from left to right as they stand."""
        if not text:
            return
        whole = ((0, len(text), True),)
        for first, upto, rightward in pieces(text) if self._leftward else whole:
            runs = _runs(text[first:upto], self.face.families)
            at = first if rightward else upto
            for family, run in runs if rightward else reversed(runs):
                at -= 0 if rightward else len(run)
                buffer = hb.Buffer()
                buffer.add_str(run)
                buffer.guess_segment_properties()
                if self._leftward:
                    buffer.direction = "ltr" if rightward else "rtl"
                buffer.language = self.language
                font = _font(family, self.face.weight, self.size)
                hb.shape(font, buffer)
                yield at, run, buffer.glyph_infos, buffer.glyph_positions, font
                at += len(run) if rightward else 0

    def places(self, text: str) -> Places:
        """Where the letters of a line stand before it is stretched; kept, for editions share their lines."""
        known = self._places.get(text)
        if known is None:
            known = self._places[text] = self._placed(text)
        return known

    def glyphs(self, text: str) -> Glyphs:
        """The glyphs of a line, from left to right as it stands: a dot is one of its own, of its letter's cluster."""
        x, y, spaces, clusters = list[float](), list[float](), list[int](), list[int]()
        gaps, total, plain_space = 0, 0.0, self.space * 1000.0 / self.size
        for at, run, infos, positions, _ in self._shaped(text):
            for info, position in zip(infos, positions, strict=True):
                if run[info.cluster] in STRETCHED:
                    gaps += 1
                    total += plain_space
                    continue
                if invisible(run[info.cluster]):
                    continue
                x.append((total + position.x_offset) * self.size / 1000.0)
                y.append(position.y_offset * self.size / 1000.0)
                spaces.append(gaps)
                clusters.append(at + info.cluster)
                total += position.x_advance
        wide = total * self.size / 1000.0
        sure = not self._leftward or told(text)
        return Glyphs(np.array(x), np.array(y), np.array(spaces), np.array(clusters), wide, gaps, sure)

    def _placed(self, text: str) -> Places:
        which, natural, spaces, steps = list[int](), list[float](), list[int](), list[int]()
        seen = at = gaps = 0
        total, plain_space = 0.0, self.space * 1000.0 / self.size
        solid = [index for index, letter in enumerate(text) if not letter.isspace()]
        order = {index: place for place, index in enumerate(solid)}
        for family, run in _runs(text, self.face.families):
            buffer = hb.Buffer()
            buffer.add_str(run)
            buffer.guess_segment_properties()
            buffer.language = self.language
            hb.shape(_font(family, self.face.weight, self.size), buffer)
            last = -1
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                if info.cluster != last:
                    seen += last >= 0 or at > 0
                    last = info.cluster
                    index = at + info.cluster
                    if index in order:
                        which.append(order[index])
                        natural.append((total + position.x_offset) * self.size / 1000.0)
                        spaces.append(gaps)
                        steps.append(seen)
                    elif text[index] in STRETCHED:
                        gaps += 1
                total += plain_space if run[info.cluster] in STRETCHED else position.x_advance
            at += len(run)
        return Places(
            np.array(which),
            np.array(natural),
            np.array(spaces),
            np.array(steps),
            total * self.size / 1000.0,
            gaps,
            seen,
        )


_MEASURES: dict[tuple[Face, float, str], Measure] = {}


def measure(face: Face, size: float, language: str) -> Measure:
    """The measure of a face at a size, one for the process: what was asked before is known."""
    key = (face, size, language)
    found = _MEASURES.get(key)
    if found is None:
        found = _MEASURES[key] = Measure(face, size, language=language)
    return found
