"""A page as Typst is given it: text, pictures and rules at their places, with nothing left for it to decide."""

import msgspec

Run = tuple[str, float, float, float]
"""A line: its text, how far it is moved in, points between words, points between letters."""


class Text(msgspec.Struct, frozen=True, tag="text", kw_only=True):
    """Lines one under the other; `role` is what they are to a reader who hears them."""

    x: float
    y: float
    width: float
    runs: tuple[Run, ...]
    families: tuple[str, ...]
    weight: int
    size: float
    pitch: float
    rise: float
    """From a line's top to its baseline."""
    role: str
    """`h1`, `h2`, `h3`, `p`, or `artifact` for what need not be heard."""
    language: str
    url: str = ""
    ink: str = "#111111"


class Image(msgspec.Struct, frozen=True, tag="image", kw_only=True):
    """A window on a picture: the picture is as wide and high as said, moved so far, and cut off outside."""

    x: float
    y: float
    width: float
    height: float
    file: str
    moved: tuple[float, float]
    whole: tuple[float, float]
    alt: str
    url: str = ""


class Rule(msgspec.Struct, frozen=True, tag="rule", kw_only=True):
    """A line of ink, or a tinted box."""

    x: float
    y: float
    width: float
    height: float
    ink: str = "#111111"


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One page, its items in reading order."""

    width: float
    height: float
    items: tuple[Text | Image | Rule, ...]


class Sheets(msgspec.Struct, frozen=True, kw_only=True):
    """All pages of an issue."""

    title: str
    author: str
    language: str
    direction: str
    pages: tuple[Sheet, ...]
