"""Cuts the faces that pages fall back on where a phone has none of its own, and writes them with their licences.

    .venv/bin/python script/cut_faces.py

What it cuts from is pinned: packages in .venv by requirements-dev.txt, those of npm by the digest beside them here.
Writes `src/wiredesk/outlets/website/faces/`: a WOFF2 a script and its licence, and prints what each weighs. The same
packages give the same bytes, so a commit shows a change only where something was changed.
"""

import base64
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from importlib.resources import files
from pathlib import Path

import msgspec
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

OUT = Path(__file__).parents[1] / "src" / "wiredesk" / "outlets" / "website" / "faces"
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]
"""Of the table `name`: copyright, names, version, licence and its address, which the OFL asks to keep."""
WEIGHTS = (400, 700)
JOINERS = "200C 200D 25CC"


class Face(msgspec.Struct, frozen=True, kw_only=True):
    """One script's face: where it comes from, and what of it is kept."""

    name: str
    package: str
    source: str
    characters: str
    """Code points and ranges of them, in hexadecimal."""
    axes: dict[str, float | tuple[float, float]] = {}
    """What a variable face is narrowed to; one that has a single weight has none."""
    features: tuple[str, ...] = ("*",)
    npm: str = ""
    """Version and SHA-512 of a package of npm; empty for one of PyPI, which lies in .venv."""


URDU = (
    "0020 00A0 0600-0604 060C-0615 061B 061F 0621-063A 0640-0658 0660-066D 0670 0671 0674 0679 067E 0686 0688 0691 "
    f"0698 06A9 06AF 06BA 06BE 06C0-06C3 06CC 06D2-06D5 06F0-06F9 FDF2 FDFA FDFB 200E 200F {JOINERS}"
)
"""Urdu's letters and Arabic's, marks, both kinds of digits."""
FACES = (
    Face(
        name="latin",
        package="fontpkg_source_serif_4",
        source="files/SourceSerif4[opsz,wght].ttf",
        characters="0020-007E 00A0-00FF 2010-2015 2018-201E 2020-2022 2026 20AC 20B9 2212",
        # One optical size: that of a text. A headline's hairlines would be thinner, and cost as much again.
        axes={"opsz": 14, "wght": WEIGHTS},
        features=("kern", "liga", "tnum", "lnum", "locl", "ccmp", "mark", "mkmk"),
    ),
    Face(
        name="devanagari",
        package="fontpkg_noto_sans_devanagari",
        source="files/NotoSansDevanagari[wdth,wght].ttf",
        characters=f"0900-097F A8E0-A8FF 1CD0-1CF6 20B9 {JOINERS}",
        axes={"wdth": 100, "wght": WEIGHTS},
    ),
    Face(
        name="bengali",
        package="@fontsource-variable/noto-sans-bengali",
        source="files/noto-sans-bengali-bengali-wght-normal.woff2",
        characters=f"0951 0952 0964 0965 0980-09FE 20B9 {JOINERS}",
        axes={"wght": WEIGHTS},
        npm="5.3.0 035m0mzOcsVC1GHFH1ioeXjIFqVhuflGvnn8Xvr6esaZlGErNe1d+Jx2sEN/2WGPhjrT+5wwKPPSO8rbBeQo3w==",
    ),
    Face(
        name="tamil",
        package="@fontsource-variable/noto-sans-tamil",
        source="files/noto-sans-tamil-tamil-wght-normal.woff2",
        characters=f"0964 0965 0B82-0BFA 20B9 {JOINERS}",
        axes={"wght": WEIGHTS},
        npm="5.3.0 zyyajkRVJb7Uy6T2+ws2hR+0U7FnJqMfzakls3WgWNZ4ia0EFHLyFAHLZdUV5yiFzHufc701KOxktrwrI3J7FQ==",
    ),
    Face(
        name="naskh",
        package="@fontsource-variable/noto-naskh-arabic",
        source="files/noto-naskh-arabic-arabic-wght-normal.woff2",
        characters=URDU,
        axes={"wght": WEIGHTS},
        npm="5.3.0 Ot0G5iln5MeLPKp1WNt6AGi4KHbPIVm0GEow2ED6rZ+8Rao+OuswhX4D+RPerc3aQ6teneLdqXSL8VPGorJvGg==",
    ),
    Face(
        name="nastaliq",
        package="@fontsource/noto-nastaliq-urdu",
        source="files/noto-nastaliq-urdu-arabic-400-normal.woff2",
        # In one weight: with two it is twice what it may weigh.
        characters=URDU,
        npm="5.3.0 rhozTu22mlnDp5R8A4gGeNJvoLroHEV0TytCwly20w1LMA+VXs/MyhORGJu3i3SWZFdyeCFe5EF5xzraq6zd6A==",
    ),
)


def code_points(text: str) -> set[int]:
    """The code points of `0041 0061-007A`."""
    found: set[int] = set()
    for part in text.split():
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def of_pypi(face: Face) -> tuple[bytes, str]:
    """A face of a package in .venv and its licence."""
    folder = files(face.package)
    return folder.joinpath(face.source).read_bytes(), folder.joinpath("LICENSE").read_text(encoding="utf-8")


def of_npm(face: Face) -> tuple[bytes, str]:
    """A face of a package of npm and its licence, fetched by npm and refused where its digest is another."""
    version, digest = face.npm.split()
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", f"{face.package}@{version}"]
        packed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603
        data = (Path(folder) / packed.stdout.strip()).read_bytes()
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != digest:
        sys.exit(f"{face.package} {version} is not the package that was pinned")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        source, licence = (archive.extractfile(f"package/{name}") for name in (face.source, "LICENSE"))
        if source is None or licence is None:
            sys.exit(f"{face.package} {version} has no {face.source} or no LICENSE")
        return source.read(), licence.read().decode()


def again(font: TTFont) -> TTFont:
    """The same face read anew: a narrowed one has lazy parts that the subsetter trips over."""
    font.flavor = None
    made = io.BytesIO()
    font.save(made)
    made.seek(0)
    return TTFont(made, recalcTimestamp=False)


def cut(face: Face, data: bytes) -> bytes:
    """The face as WOFF2, with nothing but what it keeps."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    if face.axes:
        font = again(instancer.instantiateVariableFont(font, face.axes))
    options = subset.Options(
        hinting=False, notdef_outline=True, name_IDs=NAMES, name_languages=[0x409], layout_features=list(face.features)
    )
    # HarfBuzz packs Nastaliq's tables faster, and an eighth larger.
    font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=code_points(face.characters))
    subsetter.subset(font)
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def main() -> None:
    """Cut all of them."""
    OUT.mkdir(exist_ok=True)
    for face in FACES:
        data, licence = (of_npm if face.npm else of_pypi)(face)
        made = cut(face, data)
        (OUT / f"{face.name}.woff2").write_bytes(made)
        (OUT / f"{face.name}.OFL.txt").write_text(licence.replace("\r\n", "\n"), encoding="utf-8")
        print(f"{face.name:12} {len(made):7,d} bytes")


if __name__ == "__main__":
    main()
