"""Writes the e-paper's vendored faces: the letters of a script, of packages of npm, as TrueType, with their licences.

    .venv/bin/python script/faces.py

Typst and HarfBuzz read TrueType, the packages have WOFF2. Nothing is left out or changed: a file is unpacked and saved.
The packages are pinned by their digests, so the same ones give the same bytes.
"""

import io
from pathlib import Path

from cut_faces import WEIGHTS, Face, of_npm
from fontTools.ttLib import TTFont

OUT = Path(__file__).parents[1] / "src" / "wiredesk" / "outlets" / "epaper" / "makeup" / "faces"
PINNED = {
    "noto-nastaliq-urdu arabic": "5.3.0 "
    "rhozTu22mlnDp5R8A4gGeNJvoLroHEV0TytCwly20w1LMA+VXs/MyhORGJu3i3SWZFdyeCFe5EF5xzraq6zd6A==",
    "noto-sans-tamil tamil": "5.3.0 "
    "webid7fyBljiIEJ1hXuey48vCUe2Oq3/EwYjo6XBtXItO9FoUmqy0bEnXA5iE++iC324BTI8QMy80SYtDheCzA==",
}
"""Package and the part of it with the script's letters, and the version and digest as cut_faces has them."""


def main() -> None:
    """Unpack the regular and the bold of each."""
    OUT.mkdir(exist_ok=True)
    for name, npm in PINNED.items():
        package, script = name.split()
        for weight in WEIGHTS:
            source = f"files/{package}-{script}-{weight}-normal.woff2"
            wanted = Face(name=script, package=f"@fontsource/{package}", source=source, characters="", npm=npm)
            data, licence = of_npm(wanted)
            font = TTFont(io.BytesIO(data), recalcTimestamp=False)
            font.flavor = None
            family = str(font["name"].getBestFamilyName()).replace(" ", "")
            font.save(OUT / f"{family}-{weight}.ttf")
            (OUT / f"{family}-LICENSE.txt").write_text(licence, encoding="utf-8", newline="")
            print(f"{family}-{weight}")


if __name__ == "__main__":
    main()
