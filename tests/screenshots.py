"""`script/screenshots`: a paper after a made-up day, run as readers find it, and pictures of each kind of its pages."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from PIL import Image

from tests.demo_home import PERSON
from tests.running_paper import running

ROOT = Path(__file__).parents[1]
BROWSER = ROOT / "tests" / "browser"
DOCS = ROOT / "docs" / "screenshots"
PORT = 8701
"""Fixed, for the paper's addresses and feeds say it."""
READER = (
    "home", "section", "foreign", "updated", "gallery", "embed", "marathi", "hindi", "urdu", "paid", "gone", "missing",
    "day", "archive", "cities", "edition", "latest", "withdrawn", "provider",
    "search", "search hindi", "search nothing", "search form",
)  # fmt: skip
DESK = {
    "desk-sign-in": "/desk/sign-in/",
    "desk-list": "/desk/",
    "desk-held": "/desk/?standing=held",
    "desk-fronts": "/desk/fronts/",
    "desk-quarantine": "/desk/quarantine/",
    "desk-services": "/desk/services/",
    "desk-log": "/desk/log/",
}
EXACT = 128
"""Colours of a picture for the docs that stay as they are, of 256."""

Shot = dict[str, Any]


def everything(addresses: dict[str, str]) -> list[Shot]:
    """All kinds of pages, at both widths, light and dark."""
    pages = [(name, addresses[name], False) for name in READER]
    pages += [(name, path, name != "desk-sign-in") for name, path in DESK.items()]
    pages.append(("desk-story", addresses["desk story"], True))
    return [
        {
            "name": f"{name.replace(' ', '-')}-{width}-{scheme}",
            "path": path,
            "width": width,
            "scheme": scheme,
            "desk": desk,
        }
        for name, path, desk in pages
        for width in (390, 1440)
        for scheme in ("light", "dark")
    ]


def for_docs(addresses: dict[str, str]) -> list[Shot]:
    """Those that README.md and docs/ show, as docs/screenshots/wanted.json lists them."""
    wanted: list[Shot] = json.loads((DOCS / "wanted.json").read_text(encoding="utf-8"))
    return [{**shot, "path": addresses.get(shot["page"], shot["page"])} for shot in wanted]


def shoot(home: Path, shots: Iterable[Shot], out: Path) -> None:
    """Run the home and take the pictures."""
    with running(home, PORT) as paper:
        cookie = paper.signed_in(PERSON, (home / "password").read_text(encoding="utf-8"))
        command = ["node", "shots.mjs", "--base", paper.url, "--out", str(out), "--cookie", cookie]
        subprocess.run(command, check=True, cwd=BROWSER, input=json.dumps(list(shots)), text=True)


def shrink(pictures: Iterable[Path]) -> None:
    """Fewer colours, fewer bytes: each file is written over. What there is most of, text and ground, stays exact."""
    for path in pictures:
        with Image.open(path) as opened:
            picture = opened.convert("RGB")
        counted = sorted(picture.getcolors(picture.width * picture.height) or [], reverse=True)
        exact = [channel for _, colour in counted[:EXACT] for channel in cast("tuple[int, ...]", colour)]
        rest = picture.quantize(256 - EXACT).getpalette() or []
        palette = Image.new("P", (1, 1))
        palette.putpalette((exact + rest)[: 3 * 256])
        picture.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(prog="script/screenshots")
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--docs", action="store_true")
    parser.add_argument("--only", default="", help="names that begin so, with commas between them")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wiredesk-shots-") as scratch:
        out: Path = (given.out or Path(scratch)).resolve()
        home = out / "home"
        if not given.again:
            command = [sys.executable, "-m", "tests.demo_home", str(home), "--address", f"http://localhost:{PORT}"]
            subprocess.run(command, check=True, cwd=ROOT)
        addresses = json.loads((home / "addresses.json").read_text(encoding="utf-8"))
        shots = for_docs(addresses) if given.docs else everything(addresses)
        shots = [shot for shot in shots if shot["name"].startswith(tuple(given.only.split(",")))]
        into = DOCS if given.docs else out
        shoot(home, shots, into)
        if given.docs:
            shrink(into / f"{shot['name']}.png" for shot in shots)
    print(f"{len(shots)} pictures are in {into}.")


if __name__ == "__main__":
    main()
