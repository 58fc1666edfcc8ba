"""Scenes in town: a street, a market, a public building, a works, a ground."""

from wiredesk.agency.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, mix


def _crowd(canvas: Canvas, count: int, ground: float, height: float) -> None:
    """People standing about, the nearer ones lower down."""
    chance, palette = canvas.chance, canvas.palette
    for number in range(count):
        depth = number / max(1, count)
        colour = mix(chance.choice((palette.ink, palette.near, palette.blue, palette.red)), palette.ink, 0.45)
        canvas.person(chance.uniform(60, WIDTH - 60), ground + depth * 70, height * (0.9 + 0.25 * depth), colour)


def _house(canvas: Canvas, x: float, ground: float, width: float, height: float, wall: Colour) -> None:
    """A narrow house with shutters, a cornice and a shop below."""
    palette, chance = canvas.palette, canvas.chance
    top = ground - height
    canvas.box(x, top, width, height, wall)
    if chance.random() < 0.45:
        canvas.polygon(
            [(x - 10, top), (x + width + 10, top), (x + width / 2, top - width * 0.36)],
            mix(palette.red, palette.near, 0.3),
        )
    else:
        canvas.box(x - 8, top - 14, width + 16, 18, mix(wall, palette.ink, 0.35))
    columns, storeys = max(2, int(width // 70)), max(1, int((height - 190) // 118))
    gap = width / columns
    shutter = chance.choice((palette.blue, palette.near, palette.red))
    for storey in range(storeys):
        for column in range(columns):
            wx, wy = x + column * gap + gap * 0.28, top + 34 + storey * 118
            lit = palette.dark and chance.random() < 0.5
            canvas.box(wx - 14, wy, 14, 70, shutter)
            canvas.box(wx + gap * 0.44, wy, 14, 70, shutter)
            canvas.box(wx, wy, gap * 0.44, 70, palette.gold if lit else mix(palette.ink, palette.blue, 0.25))
            canvas.box(wx - 16, wy + 70, gap * 0.44 + 32, 6, mix(wall, palette.ink, 0.3))
    canvas.box(x + 14, ground - 120, width - 28, 120, mix(palette.ink, palette.near, 0.3))
    if palette.dark:
        canvas.box(x + 26, ground - 108, width * 0.5, 82, palette.gold)
    awning = chance.choice((palette.red, palette.gold, palette.blue, palette.middle))
    stripes = 8
    for stripe in range(stripes):
        left = x + 4 + stripe * (width - 8) / stripes
        wide = (width - 8) / stripes
        canvas.polygon(
            [
                (left, ground - 148),
                (left + wide, ground - 148),
                (left + wide - 3, ground - 98),
                (left - 3, ground - 98),
            ],
            awning if stripe % 2 else palette.light,
        )


def street(canvas: Canvas) -> None:
    """A row of houses with shops, people before them."""
    palette, chance = canvas.palette, canvas.chance
    canvas.sky(700)
    canvas.ridge(700, 200, mix(palette.far, palette.horizon, 0.4), steps=5)
    ground = 860
    walls = [
        mix(colour, palette.horizon, 0.45)
        for colour in (palette.red, palette.gold, palette.light, palette.far, palette.blue, palette.middle)
    ]
    x, last = -30.0, walls[0]
    while x < WIDTH:
        width = chance.choice((190, 230, 270))
        last = chance.choice([wall for wall in walls if wall != last])
        _house(canvas, x, ground, width, chance.uniform(360, 620), mix(last, palette.ink, 0.1))
        x += width + 4
    canvas.fade(ground, HEIGHT, mix(palette.far, palette.near, 0.25), mix(palette.middle, palette.near, 0.4))
    canvas.box(0, ground, WIDTH, 12, mix(palette.light, palette.far, 0.5))
    for lamp in (chance.uniform(180, 500), chance.uniform(1000, 1400)):
        canvas.box(lamp, ground - 250, 9, 300, palette.ink)
        canvas.line([(lamp + 4, ground - 246), (lamp + 60, ground - 268)], palette.ink, 7)
        canvas.disc(lamp + 66, ground - 258, 17, palette.light)
    _crowd(canvas, chance.randrange(6, 12), ground + 60, 168)


def market(canvas: Canvas) -> None:
    """Stalls under awnings, heaped, with a crowd in front."""
    palette, chance = canvas.palette, canvas.chance
    canvas.fade(0, HEIGHT, mix(palette.sky, palette.horizon, 0.4), mix(palette.horizon, palette.gold, 0.25))
    for post in range(0, WIDTH + 200, 200):
        canvas.box(post - 8, 60, 14, 600, mix(palette.near, palette.far, 0.4))
        canvas.line([(post, 170), (post + 100, 70), (post + 200, 170)], mix(palette.near, palette.far, 0.4), 9)
    canvas.box(0, 44, WIDTH, 22, palette.near)
    x = -40.0
    colours = (palette.red, palette.gold, palette.blue, palette.middle)
    number = chance.randrange(4)
    while x < WIDTH:
        width = chance.choice((300, 340, 390))
        cloth = colours[number % 4]
        canvas.box(x + 12, 330, 9, 400, palette.ink)
        canvas.box(x + width - 21, 330, 9, 400, palette.ink)
        stripes = 10
        for stripe in range(stripes):
            wide = width / stripes
            left = x + stripe * wide
            colour = cloth if stripe % 2 else palette.light
            canvas.polygon([(left + 10, 300), (left + wide + 10, 300), (left + wide, 396), (left, 396)], colour)
            canvas.disc(left + wide / 2, 396, wide / 2, colour, flat=0.8)
        canvas.box(x + 8, 650, width - 16, 190, mix(palette.near, palette.red, 0.25))
        for crate in range(3):
            fruit = mix(
                chance.choice((palette.red, palette.gold, palette.blue, palette.middle, palette.light)),
                palette.gold,
                0.15,
            )
            middle = x + width * (0.2 + 0.3 * crate)
            for layer in range(4):
                for ball in range(7 - layer):
                    shade = mix(fruit, palette.ink, chance.uniform(0, 0.22))
                    canvas.disc(middle + (ball - (6 - layer) / 2) * 15, 646 - layer * 13, 9, shade)
            canvas.box(middle - 56, 650, 112, 30, mix(palette.gold, palette.near, 0.35))
        canvas.person(x + width / 2 + chance.uniform(-60, 60), 652, 210, mix(palette.near, palette.ink, 0.4))
        x += width + 26
        number += 1
    canvas.fade(840, HEIGHT, mix(palette.far, palette.gold, 0.35), mix(palette.middle, palette.near, 0.3))
    _crowd(canvas, chance.randrange(9, 15), 920, 250)


def library(canvas: Canvas) -> None:
    """A public building with columns and steps."""
    palette, chance = canvas.palette, canvas.chance
    canvas.sky(760)
    canvas.ridge(760, 150, mix(palette.far, palette.middle, 0.3), steps=8)
    stone = mix(palette.light, palette.far, 0.28)
    shade = mix(stone, palette.near, 0.4)
    left, right, ground = 210, 1390, 830
    canvas.box(left - 110, 520, right - left + 220, ground - 520, mix(stone, palette.near, 0.16))
    for window in range(3):
        for wing in (left - 84, right + 10):
            canvas.box(
                wing + window * 34, 570, 20, 90, palette.gold if palette.dark else mix(palette.near, palette.blue, 0.3)
            )
    canvas.box(left, 440, right - left, ground - 440, shade)
    count = chance.choice((6, 8))
    gap = (right - left - 60) / (count - 1)
    for column in range(count - 1):
        middle = left + 30 + (column + 0.5) * gap
        canvas.arch(
            middle - 34, 540, 68, ground - 540, palette.gold if palette.dark else mix(palette.ink, palette.blue, 0.2)
        )
    for column in range(count):
        x = left + 30 + column * gap
        canvas.box(x - 27, 476, 54, ground - 476, stone)
        canvas.box(x + 10, 476, 17, ground - 476, mix(stone, palette.near, 0.22))
        canvas.box(x - 38, 462, 76, 20, mix(stone, palette.light, 0.4))
        canvas.box(x - 38, ground - 24, 76, 24, mix(stone, palette.light, 0.4))
    canvas.box(left - 26, 404, right - left + 52, 60, stone)
    canvas.box(left - 26, 452, right - left + 52, 12, shade)
    canvas.polygon([(left - 50, 406), (right + 50, 406), (WIDTH / 2, 236)], mix(stone, palette.light, 0.35))
    canvas.polygon([(left + 80, 388), (right - 80, 388), (WIDTH / 2, 276)], shade)
    canvas.disc(WIDTH / 2, 348, 30, palette.gold)
    for step in range(6):
        canvas.box(
            left - 60 - step * 34,
            ground + step * 26,
            right - left + 120 + step * 68,
            28,
            mix(stone, palette.near, 0.08 + 0.09 * (step % 2)),
        )
    canvas.fade(986, HEIGHT, mix(palette.far, palette.near, 0.3), mix(palette.middle, palette.near, 0.5))
    for side in (80, 1520):
        canvas.box(side - 9, 700, 18, 300, palette.ink)
        for dx, dy, radius in ((0, 640, 112), (-62, 716, 84), (64, 712, 88)):
            canvas.disc(side + dx, dy, radius, mix(palette.near, palette.ink, 0.2))
    _crowd(canvas, chance.randrange(5, 10), 960, 118)


def mill(canvas: Canvas) -> None:
    """A works with saw-tooth roofs and chimneys, a goods train before it."""
    palette, chance = canvas.palette, canvas.chance
    canvas.sky(720)
    canvas.ridge(720, 210, mix(palette.far, palette.horizon, 0.3), steps=6)
    brick = mix(palette.red, palette.near, 0.42)
    for _ in range(chance.randrange(2, 5)):
        x, top = chance.uniform(160, 1440), chance.uniform(150, 290)
        for puff in range(7):
            canvas.disc(
                x + 22 + puff * 46,
                top - 24 - puff * 17,
                24 + puff * 9,
                mix(palette.horizon, palette.light, 0.35),
                flat=0.7,
            )
        canvas.polygon([(x - 30, 720), (x + 30, 720), (x + 19, top), (x - 19, top)], brick)
        canvas.box(x - 24, top - 6, 48, 18, palette.ink)
        canvas.box(x - 20, top + 40, 42, 9, palette.light)
    canvas.box(-10, 560, WIDTH + 20, 270, brick)
    tooth = 178
    for number in range(-1, WIDTH // tooth + 2):
        left = number * tooth
        canvas.polygon([(left, 562), (left, 456), (left + tooth, 562)], mix(brick, palette.ink, 0.35))
        canvas.polygon(
            [(left + 10, 554), (left + 10, 478), (left + 66, 554)],
            palette.gold if palette.dark else mix(palette.light, palette.blue, 0.25),
        )
        for window in range(2):
            canvas.arch(
                left + 22 + window * 84,
                610,
                50,
                120,
                palette.gold if palette.dark and chance.random() < 0.6 else mix(palette.ink, palette.blue, 0.3),
            )
    canvas.fade(830, HEIGHT, mix(palette.far, palette.near, 0.4), palette.near)
    for sleeper in range(0, WIDTH, 42):
        canvas.polygon(
            [(sleeper, 946), (sleeper + 20, 946), (sleeper + 12, 990), (sleeper - 10, 990)],
            mix(palette.near, palette.ink, 0.6),
        )
    for rail in (950, 982):
        canvas.box(0, rail, WIDTH, 6, mix(palette.light, palette.middle, 0.4))
    start = chance.uniform(-60, 300)
    for wagon in range(4):
        front = start + wagon * 268
        paint = chance.choice((palette.blue, palette.gold, palette.middle, palette.red))
        canvas.box(front, 846, 248, 86, mix(paint, palette.ink, 0.15))
        for rib in range(1, 6):
            canvas.box(front + rib * 41, 846, 5, 86, mix(paint, palette.ink, 0.4))
        canvas.box(front - 10, 930, 268, 12, palette.ink)
        for wheel in (44, 92, 158, 206):
            canvas.disc(front + wheel, 950, 18, palette.ink)
    _crowd(canvas, chance.randrange(2, 5), 1030, 150)


def stadium(canvas: Canvas) -> None:
    """A ground: a stand full of people, masts, a striped pitch and players."""
    palette, chance = canvas.palette, canvas.chance
    canvas.sky(520)
    canvas.ridge(520, 150, mix(palette.far, palette.horizon, 0.3), steps=6)
    for mast in (190, 1410):
        canvas.polygon([(mast - 12, 600), (mast + 12, 600), (mast + 6, 130), (mast - 6, 130)], palette.ink)
        for row in range(3):
            for lamp in range(5):
                canvas.box(mast - 62 + lamp * 26, 84 + row * 22, 20, 16, palette.light)
    canvas.polygon([(-10, 360), (WIDTH + 10, 360), (WIDTH + 10, 404), (-10, 420)], mix(palette.near, palette.ink, 0.4))
    canvas.box(-10, 410, WIDTH + 20, 230, mix(palette.near, palette.middle, 0.3))
    faces = (palette.light, palette.red, palette.gold, palette.blue, palette.far, palette.middle)
    for row in range(11):
        y = 428 + row * 19
        seat = chance.uniform(-8, 8)
        while seat < WIDTH:
            if chance.random() < 0.88:
                canvas.disc(seat, y, 6.4, mix(chance.choice(faces), palette.near, 0.25))
            seat += 15
    canvas.box(-10, 636, WIDTH + 20, 46, mix(palette.blue, palette.ink, 0.3))
    for board in range(0, WIDTH, 320):
        canvas.box(board + 6, 642, 306, 34, chance.choice((palette.red, palette.gold, palette.light, palette.blue)))
    green = mix((74, 122, 74), palette.horizon, 0.12)
    stripes = 14
    for stripe in range(-4, stripes + 4):
        top, foot = WIDTH * stripe / stripes, WIDTH / 2 + (WIDTH * stripe / stripes - WIDTH / 2) * 2.1
        top_next, foot_next = (
            WIDTH * (stripe + 1) / stripes,
            WIDTH / 2 + (WIDTH * (stripe + 1) / stripes - WIDTH / 2) * 2.1,
        )
        canvas.polygon(
            [(top, 682), (top_next, 682), (foot_next, HEIGHT + 4), (foot, HEIGHT + 4)],
            mix(green, palette.near, 0.32 if stripe % 2 else 0.46),
        )
    canvas.line([(-10, 720), (WIDTH + 10, 720)], palette.light, 5)
    canvas.line([(WIDTH / 2, 720), (WIDTH / 2 + chance.choice((-90, 90)), HEIGHT)], palette.light, 6)
    goal = chance.choice((140, 1180))
    canvas.line([(goal, 800), (goal, 646), (goal + 280, 646), (goal + 280, 800)], palette.light, 9)
    for mesh in range(1, 9):
        canvas.line([(goal + mesh * 31, 650), (goal + mesh * 31, 796)], mix(palette.light, green, 0.5), 1.5)
    for mesh in range(1, 5):
        canvas.line([(goal + 4, 646 + mesh * 31), (goal + 276, 646 + mesh * 31)], mix(palette.light, green, 0.5), 1.5)
    for number in range(9):
        depth = chance.random()
        shirt = palette.red if number % 2 else palette.light
        canvas.player(chance.uniform(120, 1480), 800 + depth * 210, 120 + depth * 90, mix(shirt, palette.ink, 0.08))
    canvas.disc(chance.uniform(500, 1100), 960, 13, palette.light)
