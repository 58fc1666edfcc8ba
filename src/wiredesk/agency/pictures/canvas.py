"""The paper that the scenes are drawn on: a palette, simple shapes, a light grain, and smooth edges at the end."""

from collections.abc import Sequence
from random import Random

import msgspec
from PIL import Image, ImageChops, ImageDraw

WIDTH, HEIGHT = 1600, 1067
FINE = 2
"""Shapes are drawn this many times as large and shrunk once, which is what smooths their edges."""

Colour = tuple[int, int, int]
Point = tuple[float, float]


def _hex(text: str) -> Colour:
    return (int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16))


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two; share 0 is the first, 1 the second."""
    return (
        round(first[0] + (second[0] - first[0]) * share),
        round(first[1] + (second[1] - first[1]) * share),
        round(first[2] + (second[2] - first[2]) * share),
    )


class Palette(msgspec.Struct, frozen=True):
    """The colours of one light: sky from top to horizon, ground from far to near, light, and three accents."""

    sky: Colour
    horizon: Colour
    far: Colour
    middle: Colour
    near: Colour
    ink: Colour
    light: Colour
    red: Colour
    gold: Colour
    blue: Colour
    dark: bool = False


def _palette(text: str, dark: bool = False) -> Palette:
    sky, horizon, far, middle, near, ink, light, red, gold, blue = (_hex(part) for part in text.split())
    return Palette(sky, horizon, far, middle, near, ink, light, red, gold, blue, dark)


PALETTES = (
    _palette("8fa9b3 ecd5ae 9fb0b0 5f7a80 2c444c 14242b f6e7c6 b5502f d49a45 3f6b70"),
    _palette("4a5873 e3a981 96858f 5b5a70 30364a 171a28 fbe3b8 a8402c e0a14a 4a6480", dark=True),
    _palette("b4cacd f0ead8 a9b9b2 6f8f86 3e5c54 1c2b2a fbf5e4 b04a32 d8a847 3d6f86"),
    _palette("98a4a8 dedacf b0b5b2 7c8886 47565a 222d33 efeadd 9c4b3a c79a4e 55727c"),
    _palette("16233a 4d6780 33475f 24364c 172539 0b1320 f3dfa8 b5623b e6b45c 5d8299", dark=True),
    _palette("dcc49c f5e8ca d0b48c a77f5c 6d4c3b 2f221d fff4d9 a63f2a cf8b3b 5c7f7a"),
)


class Canvas:
    """A drawing in progress. Coordinates are those of the finished picture, from its upper left corner."""

    def __init__(self, palette: Palette, chance: Random) -> None:
        self.palette = palette
        self.chance = chance
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), palette.horizon)
        self.pen = ImageDraw.Draw(self.image)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled shape."""
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle."""
        self.pen.rectangle((x * FINE, y * FINE, (x + width) * FINE, (y + height) * FINE), fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour, flat: float = 1.0) -> None:
        """A filled circle, or an ellipse `flat` times as high as it is wide."""
        high = radius * flat
        self.pen.ellipse(((x - radius) * FINE, (y - high) * FINE, (x + radius) * FINE, (y + high) * FINE), fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line through points."""
        self.pen.line([(x * FINE, y * FINE) for x, y in points], fill=colour, width=round(width * FINE), joint="curve")

    def arch(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """An opening with a round top, its base at y + height."""
        radius = width / 2
        self.disc(x + radius, y + radius, radius, colour)
        self.box(x, y + radius, width, height - radius, colour)

    def fade(self, top: float, bottom: float, above: Colour, below: Colour) -> None:
        """A band across the picture that runs from one colour to another."""
        rows = max(1, round((bottom - top) * FINE))
        mask = Image.linear_gradient("L").resize((WIDTH * FINE, rows))
        band = Image.composite(Image.new("RGB", mask.size, below), Image.new("RGB", mask.size, above), mask)
        self.image.paste(band, (0, round(top * FINE)))

    def sky(self, horizon: float) -> None:
        """The sky down to the horizon, with a sun or a moon and, in some lights, bars of cloud."""
        palette, chance = self.palette, self.chance
        self.fade(0, horizon, palette.sky, palette.horizon)
        if palette.dark and chance.random() < 0.6:
            for _ in range(60):
                self.disc(
                    chance.uniform(0, WIDTH), chance.uniform(0, horizon * 0.6), chance.uniform(0.8, 2), palette.light
                )
        x, radius = chance.uniform(280, 1320), chance.uniform(46, 78)
        self.disc(x, horizon - chance.uniform(40, 320), radius, palette.light)
        for _ in range(chance.randrange(0, 5)):
            left, y, length = chance.uniform(-200, 1300), chance.uniform(70, horizon * 0.62), chance.uniform(220, 620)
            self.cloud(left, y, length)

    def cloud(self, left: float, y: float, length: float) -> None:
        """A flat bar of cloud with rounded ends."""
        colour = mix(self.palette.sky, self.palette.horizon if self.palette.dark else self.palette.light, 0.42)
        thick = length / 26
        for shift, share in ((0.0, 1.0), (thick * 1.4, 0.62)):
            start = left + length * (1 - share) * 0.35
            box = (start * FINE, (y + shift) * FINE, (start + length * share) * FINE, (y + shift + thick) * FINE)
            self.pen.rounded_rectangle(box, radius=thick * FINE / 2, fill=colour)

    def ridge(self, base: float, height: float, colour: Colour, rough: float = 0.5, steps: int = 9) -> None:
        """A range of hills across the picture, filled down to the bottom."""
        chance = self.chance
        points: list[Point] = [(-20.0, base - height * chance.uniform(0.2, 0.8))]
        for step in range(1, steps * 4):
            wander = height * (0.5 + 0.5 * chance.uniform(-rough, rough))
            swell = 0.35 * height * (1 if (step // 4) % 2 else -1) * chance.uniform(0.3, 1)
            points.append((step * (WIDTH + 40) / (steps * 4), base - max(4.0, wander + swell)))
        smooth = [
            ((a[0] + b[0]) / 2, (a[1] + b[1] + c[1] + d[1]) / 4)
            for a, b, c, d in zip(points, points[1:], points[2:], points[3:], strict=False)
        ]
        self.polygon(
            [
                (-40, base),
                (-40, smooth[0][1]),
                *smooth,
                (WIDTH + 40, smooth[-1][1]),
                (WIDTH + 40, HEIGHT),
                (-40, HEIGHT),
            ],
            colour,
        )

    def water(self, horizon: float) -> None:
        """The sea or a lake from the horizon down, with strokes of light on it."""
        palette, chance = self.palette, self.chance
        self.fade(horizon, HEIGHT, mix(palette.horizon, palette.blue, 0.45), mix(palette.near, palette.blue, 0.35))
        for _ in range(chance.randrange(70, 110)):
            depth = chance.random() ** 1.6
            y = horizon + 6 + depth * (HEIGHT - horizon)
            length = 26 + depth * 150 * chance.random()
            colour = mix(
                mix(palette.horizon, palette.blue, 0.35 + depth * 0.4), palette.light, chance.uniform(0.15, 0.55)
            )
            self.box(chance.uniform(-60, WIDTH), y, length, 1.2 + depth * 2.4, colour)

    def person(self, x: float, ground: float, height: float, colour: Colour) -> None:
        """Somebody standing, as a flat shape."""
        head = height * 0.085
        lean = self.chance.uniform(-0.03, 0.03) * height
        self.disc(x + lean, ground - height + head, head, colour)
        top, hem = ground - height * 0.8, self.chance.choice((0.2, 0.26, 0.14)) * height
        self.polygon(
            [
                (x - height * 0.1 + lean, top),
                (x + height * 0.1 + lean, top),
                (x + hem * 0.75, ground),
                (x - hem * 0.75, ground),
            ],
            colour,
        )
        self.disc(x + lean, top + height * 0.02, height * 0.1, colour, flat=0.5)

    def player(self, x: float, ground: float, height: float, shirt: Colour) -> None:
        """Somebody in shorts, running or standing."""
        dark, stride = self.palette.ink, self.chance.uniform(-0.2, 0.2) * height
        hip, shoulder, thick = ground - height * 0.46, ground - height * 0.8, height * 0.075
        for foot in (stride, -stride * 0.7):
            self.line([(x, hip), (x + foot * 0.6, ground - height * 0.22), (x + foot, ground)], dark, thick)
        for hand in (stride, -stride):
            self.line([(x, shoulder + thick), (x - hand * 0.9, ground - height * 0.52)], shirt, thick * 0.8)
        self.polygon(
            [
                (x - height * 0.11, shoulder),
                (x + height * 0.11, shoulder),
                (x + height * 0.09, hip),
                (x - height * 0.09, hip),
            ],
            shirt,
        )
        self.box(x - height * 0.1, hip - 2, height * 0.2, height * 0.13, dark)
        self.disc(x, shoulder - height * 0.1, height * 0.08, mix(self.palette.gold, dark, 0.35))

    def birds(self, count: int, low: float) -> None:
        """A few birds, each two strokes."""
        for _ in range(count):
            x, y, span = self.chance.uniform(120, 1480), self.chance.uniform(90, low), self.chance.uniform(9, 22)
            self.line([(x - span, y - span * 0.4), (x, y), (x + span, y - span * 0.45)], self.palette.near, 3)

    def finished(self) -> Image.Image:
        """The picture at its own size, with the grain of newsprint over it."""
        small = self.image.reduce(FINE)
        tile = Image.new("L", (12, 12), 255)
        pen = ImageDraw.Draw(tile)
        for x, y in ((1, 1), (7, 4), (4, 8), (10, 10)):
            pen.ellipse((x - 1, y - 1, x + 1, y + 1), fill=238)
        grain = Image.new("L", (WIDTH, HEIGHT))
        for y in range(0, HEIGHT, 12):
            for x in range(0, WIDTH, 12):
                grain.paste(tile, (x, y))
        return ImageChops.multiply(small, Image.merge("RGB", (grain, grain, grain)))
