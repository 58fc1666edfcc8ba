"""The faces that pages fall back on: light, whole for their languages, licensed, kept for ever by a cache."""

import io
import json
import re
import tomllib
from importlib.resources import files

import pytest
from fontTools.ttLib import TTFont

from tests.outlets.shelved import Shelved
from wiredesk.outlets.website.env import FACES, asset, asset_path, faces

SITE = files("wiredesk.outlets.website")
LATIN, OTHERS = 35_000, 120_000
SPOKEN = {
    "latin": ("en",),
    "devanagari": ("hi", "mr"),
    "bengali": ("bn",),
    "tamil": ("ta",),
    "naskh": ("ur",),
    "nastaliq": ("ur",),
}
IN_SCRIPT = {
    "latin": r"[ -~\u00a0-\u00ff\u2010-\u2026]",
    "devanagari": r"[\u0900-\u097f]",
    "bengali": r"[\u0980-\u09ff]",
    "tamil": r"[\u0b80-\u0bff]",
    "naskh": r"[\u0600-\u06ff]",
    "nastaliq": r"[\u0600-\u06ff]",
}


def font(name: str) -> TTFont:
    return TTFont(io.BytesIO(asset(f"{name}.woff2")[1]))


@pytest.mark.parametrize("name", FACES)
def test_a_face_weighs_no_more_than_it_may(name: str) -> None:
    assert len(asset(f"{name}.woff2")[1]) <= (LATIN if name == "latin" else OTHERS)


@pytest.mark.parametrize("name", FACES)
def test_a_face_has_every_letter_that_the_papers_own_words_need(name: str) -> None:
    has = font(name).getBestCmap()
    for language in SPOKEN[name]:
        words = tomllib.loads((SITE / "languages" / f"{language}.toml").read_text(encoding="utf-8"))
        wanted = set(re.findall(IN_SCRIPT[name], "".join(words.values())))
        assert len(wanted) > 30
        assert {one for one in wanted if ord(one) not in has} == set(), language


@pytest.mark.parametrize("name", FACES)
def test_a_faces_licence_lies_beside_it_and_names_its_holder(name: str) -> None:
    licence = (SITE / "faces" / f"{name}.OFL.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License, Version 1.1" in licence or "SIL OPEN FONT LICENSE Version 1.1" in licence
    copyright_notice = font(name)["name"].getDebugName(0)
    assert "Copyright" in licence
    assert copyright_notice


def test_the_script_knows_every_face_and_its_range() -> None:
    script = (SITE / "static" / "faces.js").read_text(encoding="utf-8")
    for name in FACES:
        (told,) = re.findall(rf"^    {name}: \{{(.*?)\}},$", script, flags=re.MULTILINE | re.DOTALL)
        (ranges,) = re.findall(r'range: "([^"]+)"', told)
        bounds = [part.removeprefix("U+").partition("-") for part in ranges.split(",")]
        shown = [(int(first, 16), int(last or first, 16)) for first, _, last in bounds]
        unsaid = [code for code in font(name).getBestCmap() if not any(low <= code <= high for low, high in shown)]
        # The space goes with whatever stands around it.
        assert set(unsaid) <= {0x20, 0xA0}, (name, [hex(code) for code in unsaid])
        languages = json.loads(re.findall(r"languages: (\[[^\]]+\])", told)[0])
        assert languages == list(SPOKEN[name])


def test_faces_are_named_by_their_bytes_and_never_change(shelved: Shelved) -> None:
    shelved.put(shelved.story())
    shelved.deliver()
    assert asset_path("reading.js") in shelved.page("/")
    before, asks, _ = asset("reading.js")[1].decode().partition("root.dataset.faces")
    assert asks
    assert f'document.documentElement.dataset.faces = "{faces()}";' in before.splitlines()
    for name in FACES:
        path = asset_path(f"{name}.woff2")
        stored = shelved.store.get(shelved.code, path)
        assert stored is not None
        assert stored.content_type == "font/woff2"
        assert "immutable" in stored.cache_control
        assert path in faces().split()


def test_no_page_and_no_sheet_asks_for_a_face_by_itself(shelved: Shelved) -> None:
    shelved.put(shelved.story())
    shelved.deliver()
    for path in shelved.paths():
        if path.endswith("/"):
            assert ".woff2" not in shelved.page(path), path
    for name in ("look.css", "search.css", "epaper.css"):
        assert b"woff2" not in asset(name)[1]
