"""Scenes by the water: a harbour, islands, a lighthouse."""

from wiredesk.agency.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, mix


def _crane(canvas: Canvas, x: float, base: float, size: float, colour: Colour) -> None:
    """A quay crane: two legs, a jib towards the water, stays and a load."""
    top = base - 250 * size
    thin, thick = 7 * size, 11 * size
    canvas.line([(x - 46 * size, base), (x - 30 * size, top)], colour, thick)
    canvas.line([(x + 46 * size, base), (x + 30 * size, top)], colour, thick)
    canvas.line([(x - 42 * size, base - 70 * size), (x + 42 * size, base - 70 * size)], colour, thin)
    canvas.line([(x - 40 * size, base - 70 * size), (x + 34 * size, base - 190 * size)], colour, thin * 0.7)
    canvas.line([(x - 120 * size, top), (x + 250 * size, top)], colour, thick)
    peak = (x + 6 * size, top - 92 * size)
    canvas.line([(x - 30 * size, top), peak, (x + 30 * size, top)], colour, thin)
    canvas.line([(x - 116 * size, top), peak, (x + 240 * size, top)], colour, thin * 0.5)
    canvas.box(x - 104 * size, top + 4 * size, 52 * size, 34 * size, colour)
    hang = canvas.chance.uniform(60, 200) * size
    canvas.line([(x + hang, top), (x + hang, top + 96 * size)], colour, thin * 0.4)
    canvas.box(x + hang - 26 * size, top + 96 * size, 52 * size, 24 * size, canvas.palette.red)


def _ship(canvas: Canvas, x: float, water: float, size: float) -> None:
    """A coaster with boxes on deck."""
    palette, chance = canvas.palette, canvas.chance
    canvas.polygon(
        [
            (x, water - 52 * size),
            (x + 470 * size, water - 52 * size),
            (x + 505 * size, water - 74 * size),
            (x + 462 * size, water),
            (x + 34 * size, water),
        ],
        palette.ink,
    )
    canvas.box(x + 28 * size, water - 9 * size, 438 * size, 9 * size, palette.red)
    canvas.box(x + 30 * size, water - 150 * size, 84 * size, 98 * size, palette.light)
    canvas.box(x + 44 * size, water - 182 * size, 58 * size, 32 * size, palette.light)
    canvas.box(x + 60 * size, water - 214 * size, 24 * size, 34 * size, palette.red)
    for row in range(3):
        canvas.box(
            x + 38 * size, water - (138 - 24 * row) * size, 68 * size, 9 * size, mix(palette.near, palette.blue, 0.4)
        )
    colours = (palette.red, palette.gold, palette.blue, palette.middle, palette.far)
    for column in range(7):
        for row in range(chance.randrange(1, 4)):
            canvas.box(
                x + (126 + column * 46) * size,
                water - (76 + row * 25) * size,
                43 * size,
                23 * size,
                chance.choice(colours),
            )
    for step in range(9):
        canvas.box(
            x + chance.uniform(10, 330) * size,
            water + (8 + step * 9) * size,
            chance.uniform(60, 190) * size,
            3 * size,
            mix(palette.ink, palette.blue, 0.5),
        )


def harbour(canvas: Canvas) -> None:
    """Cranes and boxes along a quay, a ship in the stream."""
    palette, chance = canvas.palette, canvas.chance
    horizon = chance.uniform(520, 590)
    canvas.sky(horizon)
    canvas.ridge(horizon + 4, 92, mix(palette.far, palette.horizon, 0.25))
    canvas.ridge(horizon + 4, 46, palette.far)
    canvas.water(horizon)
    quay = horizon + chance.uniform(78, 110)
    end = chance.uniform(760, 980)
    for column in range(int(end / 46) - 3):
        for row in range(chance.randrange(1, 5)):
            colour = mix(
                chance.choice((palette.red, palette.gold, palette.blue, palette.middle, palette.light)),
                palette.near,
                0.18,
            )
            canvas.box(10 + column * 46, quay - 26 - row * 25, 43, 23, colour)
    for number in range(3):
        place = 130 + (end - 360) * number / 2 + chance.uniform(-50, 50)
        _crane(canvas, place, quay, 0.8 + 0.22 * number, mix(palette.ink, palette.near, 0.55 - 0.25 * number))
    canvas.polygon([(-10, quay), (end, quay), (end - 46, quay + 58), (-10, quay + 58)], palette.ink)
    canvas.box(-10, quay + 4, end, 5, palette.near)
    _ship(canvas, chance.uniform(760, 960), quay + chance.uniform(150, 230), chance.uniform(1.05, 1.25))
    canvas.birds(chance.randrange(2, 6), horizon - 160)


def islands(canvas: Canvas) -> None:
    """Islands behind each other, and a small boat."""
    palette, chance = canvas.palette, canvas.chance
    horizon = chance.uniform(500, 580)
    canvas.sky(horizon)
    canvas.water(horizon)
    for depth in range(4):
        colour = mix(palette.far, palette.near, depth / 3.4)
        middle, width, height = (
            chance.uniform(100, 1500),
            chance.uniform(260, 420),
            chance.uniform(110, 250) * (0.6 + depth * 0.16),
        )
        base = horizon + depth * 11
        outline = [(middle - width, base)]
        for step in range(1, 24):
            share = step / 24
            rise = (1 - abs(2 * share - 1) ** 1.7) * height
            outline.append((middle - width + 2 * width * share, base - rise * chance.uniform(0.82, 1.0)))
        canvas.polygon([*outline, (middle + width, base)], colour)
        canvas.polygon(
            [
                (middle - width * 0.97, base),
                (middle + width * 0.97, base),
                (middle + width * 0.55, base + height * 0.16),
                (middle - width * 0.5, base + height * 0.2),
            ],
            mix(colour, palette.blue, 0.55),
        )
    x, y, size = chance.uniform(380, 1100), horizon + chance.uniform(190, 320), chance.uniform(0.9, 1.4)
    if chance.random() < 0.5:
        canvas.polygon(
            [(x + 96 * size, y - 12), (x + 96 * size, y - 250 * size), (x + 220 * size, y - 30 * size)], palette.light
        )
        canvas.polygon(
            [(x + 88 * size, y - 12), (x + 88 * size, y - 220 * size), (x + 6 * size, y - 26 * size)],
            mix(palette.light, palette.gold, 0.35),
        )
        canvas.line([(x + 92 * size, y), (x + 92 * size, y - 262 * size)], palette.ink, 5 * size)
    else:
        canvas.box(x + 70 * size, y - 76 * size, 92 * size, 66 * size, palette.light)
        canvas.box(x + 84 * size, y - 62 * size, 64 * size, 18 * size, palette.blue)
        canvas.box(x + 118 * size, y - 112 * size, 20 * size, 40 * size, palette.red)
    canvas.polygon(
        [(x, y - 14), (x + 232 * size, y - 14), (x + 200 * size, y + 34 * size), (x + 34 * size, y + 34 * size)],
        palette.ink,
    )
    for step in range(6):
        canvas.box(
            x + chance.uniform(0, 90) * size,
            y + (42 + step * 11) * size,
            chance.uniform(60, 150) * size,
            3.5 * size,
            mix(palette.ink, palette.blue, 0.5),
        )


def lighthouse(canvas: Canvas) -> None:
    """A tower on a headland; after dark its beam."""
    palette, chance = canvas.palette, canvas.chance
    horizon = chance.uniform(600, 660)
    canvas.sky(horizon)
    canvas.water(horizon)
    flip = chance.random() < 0.5

    def at(x: float) -> float:
        return WIDTH - x if flip else x

    x, foot, height = chance.uniform(420, 560), horizon - 96, chance.uniform(330, 400)
    lamp = foot - height - 26
    if palette.dark:
        glow = mix(palette.sky, palette.light, 0.42)
        canvas.polygon([(at(x), lamp - 8), (at(x), lamp + 8), (at(1700), lamp + 150), (at(1700), lamp - 90)], glow)
    cliff = [
        (-20, horizon - 190),
        (150, horizon - 178),
        (300, horizon - 130),
        (430, horizon - 102),
        (640, horizon - 92),
        (720, horizon - 40),
        (800, horizon + 26),
        (910, horizon + 66),
    ]
    canvas.polygon([(at(px), py) for px, py in [*cliff, (-20, horizon + 230)]], palette.near)
    canvas.polygon(
        [
            (at(px), py)
            for px, py in [
                (-20, horizon - 190),
                (150, horizon - 178),
                (300, horizon - 130),
                (430, horizon - 102),
                (640, horizon - 92),
                (520, horizon - 60),
                (300, horizon - 76),
                (-20, horizon - 110),
            ]
        ],
        mix(palette.middle, palette.gold, 0.18),
    )
    canvas.polygon(
        [
            (at(px), py)
            for px, py in [(560, horizon - 30), (720, horizon - 40), (910, horizon + 66), (700, horizon + 110)]
        ],
        palette.ink,
    )
    for band in range(6):
        low, high = band / 6, (band + 1) / 6
        wide, narrow = 62 - 24 * low, 62 - 24 * high
        colour = palette.red if band % 2 else palette.light
        canvas.polygon(
            [
                (at(x - wide), foot - height * low),
                (at(x + wide), foot - height * low),
                (at(x + narrow), foot - height * high),
                (at(x - narrow), foot - height * high),
            ],
            colour,
        )
        canvas.polygon(
            [
                (at(x + wide * 0.3), foot - height * low),
                (at(x + wide), foot - height * low),
                (at(x + narrow), foot - height * high),
                (at(x + narrow * 0.3), foot - height * high),
            ],
            mix(colour, palette.ink, 0.22),
        )
    canvas.box(at(x) - 50, foot - height - 9, 100, 11, palette.ink)
    canvas.box(at(x) - 26, foot - height - 52, 52, 44, palette.gold if palette.dark else palette.light)
    canvas.line([(at(x), foot - height - 52), (at(x), foot - height - 8)], palette.ink, 5)
    canvas.polygon(
        [(at(x) - 38, foot - height - 52), (at(x) + 38, foot - height - 52), (at(x), foot - height - 94)], palette.ink
    )
    house = at(x - 210 if not flip else x - 70)
    canvas.box(house, foot - 62, 140, 78, palette.light)
    canvas.polygon([(house - 14, foot - 62), (house + 154, foot - 62), (house + 70, foot - 118)], palette.red)
    for window in (24, 88):
        canvas.box(house + window, foot - 40, 26, 30, palette.gold if palette.dark else palette.near)
    for wave in range(5):
        y = horizon + 92 + wave * 70
        canvas.box(
            chance.uniform(-100, 900), y, chance.uniform(260, 620), 4 + wave, mix(palette.light, palette.blue, 0.35)
        )
    canvas.birds(chance.randrange(3, 8), HEIGHT * 0.45)
