"""Scenes inland: a viaduct, hills, fields, a lake in the forest."""

from wiredesk.agency.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, mix


def _tree(canvas: Canvas, x: float, ground: float, height: float, colour: Colour) -> None:
    """A broad tree: a trunk and a crown of discs."""
    canvas.box(
        x - height * 0.03, ground - height * 0.4, height * 0.06, height * 0.4, mix(colour, canvas.palette.ink, 0.5)
    )
    for dx, dy, radius in ((0, 0.68, 0.27), (-0.2, 0.56, 0.2), (0.2, 0.57, 0.21), (0.06, 0.84, 0.17)):
        canvas.disc(x + dx * height, ground - dy * height, radius * height, colour)


def _pine(canvas: Canvas, x: float, ground: float, height: float, colour: Colour) -> None:
    """A conifer in three tiers."""
    for tier in range(3):
        low = ground - height * (0.1 + 0.26 * tier)
        half = height * (0.2 - 0.05 * tier)
        canvas.polygon([(x - half, low), (x + half, low), (x, low - height * 0.4)], colour)
    canvas.box(x - height * 0.02, ground - height * 0.12, height * 0.04, height * 0.12, colour)


def viaduct(canvas: Canvas) -> None:
    """A train on a row of arches over a valley."""
    palette, chance = canvas.palette, canvas.chance
    canvas.sky(640)
    canvas.ridge(640, 250, mix(palette.far, palette.horizon, 0.3), steps=6)
    canvas.ridge(720, 190, palette.far, steps=8)
    canvas.ridge(800, 140, palette.middle, steps=10)
    deck, arch = chance.uniform(470, 530), chance.choice((142, 164, 190))
    stone = mix(palette.red, palette.near, 0.62)
    shade = mix(stone, palette.ink, 0.45)
    pier = arch * 0.2
    offset = -chance.uniform(0, arch)
    x = offset
    while x < WIDTH + arch:
        canvas.box(x - pier, deck + 20, pier, HEIGHT - deck, stone)
        canvas.box(x - pier * 0.35, deck + 20, pier * 0.35, HEIGHT - deck, shade)
        radius = (arch - pier) / 2
        middle = x + radius
        steps = 16
        curve: list[Point] = []
        for step in range(steps + 1):
            share = 2 * step / steps - 1
            curve.append((middle + share * radius, deck + 26 + radius * (1 - (1 - share * share) ** 0.5)))
        canvas.polygon([(x, deck + 16), *curve, (x + 2 * radius, deck + 16)], stone)
        x += arch
    canvas.box(-10, deck, WIDTH + 20, 28, stone)
    canvas.box(-10, deck + 20, WIDTH + 20, 8, shade)
    canvas.box(-10, deck - 12, WIDTH + 20, 12, mix(stone, palette.light, 0.15))
    car, count = 150, chance.randrange(4, 7)
    start = chance.uniform(120, WIDTH - count * car - 80)
    paint = chance.choice((palette.red, palette.blue, palette.gold))
    for number in range(count):
        left = start + number * car
        canvas.box(left, deck - 74, car - 8, 54, paint)
        canvas.box(left, deck - 80, car - 8, 9, palette.ink)
        canvas.box(left, deck - 32, car - 8, 6, palette.light)
        for window in range(5):
            canvas.box(
                left + 12 + window * 26,
                deck - 64,
                18,
                20,
                palette.light if palette.dark or window % 2 else mix(palette.light, palette.blue, 0.4),
            )
        for wheel in (26, 50, 92, 116):
            canvas.disc(left + wheel, deck - 17, 8, palette.ink)
    canvas.fade(940, HEIGHT, mix(palette.middle, palette.blue, 0.4), mix(palette.near, palette.blue, 0.3))
    for _ in range(26):
        canvas.box(
            chance.uniform(-50, WIDTH),
            chance.uniform(950, HEIGHT),
            chance.uniform(40, 190),
            3,
            mix(palette.blue, palette.light, 0.45),
        )
    for x in range(-20, WIDTH, 74):
        canvas.disc(
            x + chance.uniform(-20, 20),
            944 + chance.uniform(-6, 10),
            chance.uniform(26, 52),
            mix(palette.near, palette.ink, 0.2),
            flat=0.7,
        )
    canvas.birds(chance.randrange(0, 5), 320)


def hills(canvas: Canvas) -> None:
    """Ranges of hills, lighter with distance, and a house on the nearest."""
    palette, chance = canvas.palette, canvas.chance
    canvas.sky(620)
    layers = 6
    for layer in range(layers):
        share = layer / (layers - 1)
        colour = mix(mix(palette.far, palette.horizon, 0.45), palette.near, share)
        base = 600 + layer * 88
        canvas.ridge(base, 250 - layer * 26, colour, rough=0.7, steps=5 + layer)
        if layer in (3, 4):
            for _ in range(16):
                _pine(
                    canvas,
                    chance.uniform(0, WIDTH),
                    base - chance.uniform(10, 40),
                    34 + layer * 9,
                    mix(colour, palette.ink, 0.25),
                )
    canvas.polygon(
        [(-20, 930), (500, 872), (1000, 890), (WIDTH + 20, 960), (WIDTH + 20, HEIGHT), (-20, HEIGHT)],
        mix(palette.near, palette.ink, 0.35),
    )
    for terrace in range(4):
        y = 930 + terrace * 36
        canvas.line(
            [(-20, y + 30), (480, y - 22), (1000, y - 6), (WIDTH + 20, y + 50)], mix(palette.near, palette.gold, 0.3), 4
        )
    x = chance.uniform(380, 1080)
    canvas.box(x, 826, 122, 74, palette.light)
    canvas.box(x + 84, 826, 38, 74, mix(palette.light, palette.ink, 0.25))
    canvas.polygon([(x - 18, 828), (x + 140, 828), (x + 104, 776), (x + 18, 776)], palette.red)
    canvas.box(x + 26, 850, 24, 50, palette.near)
    for number in range(3):
        _tree(
            canvas,
            x + 190 + number * 66,
            902,
            chance.uniform(110, 170),
            mix(palette.near, palette.ink, 0.1 + 0.15 * number),
        )
    canvas.birds(chance.randrange(2, 7), 330)


def fields(canvas: Canvas) -> None:
    """Rows that run to the horizon, trees along it, and a hut."""
    palette, chance = canvas.palette, canvas.chance
    horizon = chance.uniform(540, 600)
    canvas.sky(horizon)
    canvas.ridge(horizon + 6, 90, mix(palette.far, palette.horizon, 0.3), steps=6)
    earth = mix(palette.gold, palette.middle, 0.45)
    canvas.fade(horizon, HEIGHT, mix(earth, palette.horizon, 0.35), mix(earth, palette.near, 0.35))
    vanish = chance.uniform(500, 1100)
    crop = mix(palette.near, chance.choice((palette.gold, palette.blue, palette.middle)), 0.4)
    for row in range(-26, 27):
        foot = vanish + row * 150
        canvas.polygon(
            [
                (vanish + row * 2.2, horizon + 4),
                (vanish + row * 2.2 + 1, horizon + 4),
                (foot + 74, HEIGHT + 6),
                (foot, HEIGHT + 6),
            ],
            crop if row % 2 else mix(crop, earth, 0.3),
        )
    canvas.fade(horizon, horizon + 3, palette.near, palette.near)
    x = -20.0
    while x < WIDTH:
        canvas.disc(x, horizon - 6, chance.uniform(14, 34), mix(palette.near, palette.far, 0.2), flat=0.8)
        x += chance.uniform(22, 60)
    for _ in range(3):
        _tree(canvas, chance.uniform(60, WIDTH - 60), horizon + 8, chance.uniform(150, 260), palette.near)
    hut = chance.uniform(200, 1200)
    canvas.box(hut, horizon - 58, 130, 66, mix(palette.light, palette.gold, 0.3))
    canvas.polygon([(hut - 22, horizon - 56), (hut + 152, horizon - 56), (hut + 65, horizon - 122)], palette.red)
    canvas.box(hut + 52, horizon - 38, 28, 46, palette.ink)
    for _ in range(chance.randrange(2, 6)):
        canvas.person(
            chance.uniform(120, WIDTH - 120), horizon + chance.uniform(110, 240), chance.uniform(86, 130), palette.ink
        )
    canvas.birds(chance.randrange(3, 9), horizon - 190)


def forest(canvas: Canvas) -> None:
    """A lake between conifers, with mist over it."""
    palette, chance = canvas.palette, canvas.chance
    shore = chance.uniform(600, 650)
    canvas.sky(shore)
    canvas.ridge(shore, 230, mix(palette.far, palette.horizon, 0.4), steps=5)
    canvas.ridge(shore + 5, 130, palette.far, steps=8)
    for depth in range(3):
        colour = mix(palette.middle, palette.near, depth / 2)
        for _ in range(46 - depth * 8):
            x = chance.uniform(-30, WIDTH + 30)
            _pine(canvas, x, shore + 6, chance.uniform(70, 130) + depth * 16, colour)
        canvas.fade(
            shore - 26 + depth * 9,
            shore - 18 + depth * 9,
            mix(colour, palette.horizon, 0.5),
            mix(colour, palette.horizon, 0.55),
        )
    canvas.water(shore)
    for _ in range(40):
        x, length = chance.uniform(-30, WIDTH), chance.uniform(60, 190)
        canvas.polygon(
            [(x - 16, shore), (x + 16, shore), (x + 3, shore + length), (x - 3, shore + length)],
            mix(palette.near, palette.blue, 0.45),
        )
    for _ in range(16):
        canvas.box(
            chance.uniform(-50, WIDTH),
            shore + chance.uniform(10, 190),
            chance.uniform(120, 420),
            3,
            mix(palette.horizon, palette.light, 0.4),
        )
    for side in (-1, 1):
        for number in range(5):
            x = (0 if side < 0 else WIDTH) - side * (number * 88 - 60)
            _pine(canvas, x, HEIGHT + 30 - number * 8, 620 - number * 92, mix(palette.ink, palette.near, 0.12 * number))
    canvas.birds(chance.randrange(3, 8), 300)
