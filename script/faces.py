"""Writes the e-paper's vendored faces: the Arabic letters of a `@fontsource` package as TrueType, with its licence.

    npm pack @fontsource/noto-nastaliq-urdu && tar xf fontsource-noto-nastaliq-urdu-*.tgz
    .venv/bin/python script/faces.py package

Typst and HarfBuzz read TrueType, the package has WOFF2. Nothing is left out or changed: a file is unpacked and saved.
"""

import shutil
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

FACES = Path(__file__).parent.parent / "src" / "wiredesk" / "outlets" / "epaper" / "makeup" / "faces"


def main(package: Path, into: Path = FACES) -> None:
    """Unpacks the regular and the bold of a package."""
    into.mkdir(exist_ok=True)
    for weight in (400, 700):
        (source,) = package.glob(f"files/*-arabic-{weight}-normal.woff2")
        font = TTFont(source)
        font.flavor = None
        name = str(font["name"].getBestFamilyName()).replace(" ", "")
        font.save(into / f"{name}-{weight}.ttf")
        shutil.copyfile(package / "LICENSE", into / f"{name}-LICENSE.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
