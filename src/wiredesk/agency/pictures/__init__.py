"""Pictures for made-up news: flat landscapes in a few colours, drawn from their own names.

`draw("harbour-012a.jpg")` gives the same JPEG for the same name; the word before the dash is the scene. A name whose
scene is not known has no picture, and that is on purpose: one story of the day points to one.
"""

import io
from collections.abc import Callable

from wiredesk.agency.chance import dice
from wiredesk.agency.pictures import coast, country, town
from wiredesk.agency.pictures.canvas import PALETTES, Canvas

SCENES: dict[str, Callable[[Canvas], None]] = {
    "harbour": coast.harbour,
    "islands": coast.islands,
    "lighthouse": coast.lighthouse,
    "viaduct": country.viaduct,
    "hills": country.hills,
    "fields": country.fields,
    "forest": country.forest,
    "street": town.street,
    "market": town.market,
    "library": town.library,
    "mill": town.mill,
    "stadium": town.stadium,
}


def draw(name: str) -> bytes | None:
    """The JPEG of that name, 1600 by 1067 pixels; None where no scene has the name."""
    scene = SCENES.get(name.split("-", 1)[0])
    if scene is None or not name.endswith(".jpg"):
        return None
    chance = dice("picture", name)
    canvas = Canvas(chance.choice(PALETTES), chance)
    scene(canvas)
    out = io.BytesIO()
    canvas.finished().save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
