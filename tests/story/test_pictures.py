"""Pictures: every size a page offers, nothing of the file but the picture, and bounds on what is decoded."""

import io
from pathlib import Path

import pytest
from PIL import Image

from wiredesk.story.pictures import files
from wiredesk.story.pictures.develop import OG_BYTES, PictureRefused, develop

PIXELS = 60_000_000


def jpeg(width: int = 2000, height: int = 1333, *, form: str = "JPEG", mode: str = "RGB", **save: object) -> bytes:
    """A picture of our own making, with some detail in it."""
    picture = Image.effect_noise((width, height), 40).convert(mode)
    out = io.BytesIO()
    picture.save(out, form, **save)
    return out.getvalue()


def test_every_size_is_offered_as_webp_and_jpeg() -> None:
    width, height, sizes = develop(jpeg(), PIXELS)
    assert (width, height) == (2000, 1333)
    found = {(size.shape, size.media_type, size.width) for size in sizes}
    for wide in (480, 960, 1600):
        assert {("original", "image/webp", wide), ("original", "image/jpeg", wide)} <= found


def test_a_phones_column_is_met_without_a_wider_picture() -> None:
    _, _, sizes = develop(jpeg(), PIXELS)
    weighs = {
        size.width: len(size.data) for size in sizes if (size.shape, size.media_type) == ("original", "image/webp")
    }
    assert weighs[720] < 0.7 * weighs[960]
    small = develop(jpeg(720, 480), PIXELS)[2]
    assert {("image/webp", 720), ("image/jpeg", 720)} <= {(size.media_type, size.width) for size in small}


@pytest.mark.parametrize(("shape", "ratio"), [("16x9", 16 / 9), ("4x3", 4 / 3), ("1x1", 1.0)])
def test_search_engines_get_their_shapes_1200_wide(shape: str, ratio: float) -> None:
    _, _, sizes = develop(jpeg(), PIXELS)
    cut = next(size for size in sizes if size.shape == shape)
    assert cut.width == 1200
    assert abs(cut.width / cut.height - ratio) < 0.01


def test_the_preview_for_messengers_is_small_enough() -> None:
    _, _, sizes = develop(jpeg(3000, 2000), PIXELS)
    preview = next(size for size in sizes if size.shape == "og")
    assert preview.media_type == "image/jpeg"
    assert len(preview.data) <= OG_BYTES


def test_a_small_picture_is_not_blown_up() -> None:
    _, _, sizes = develop(jpeg(300, 200), PIXELS)
    assert max(size.width for size in sizes) <= 300


def test_every_stored_size_is_what_it_says() -> None:
    for size in develop(jpeg(1000, 1500), PIXELS)[2]:
        with Image.open(io.BytesIO(size.data)) as picture:
            assert picture.size == (size.width, size.height)
            assert Image.MIME[picture.format or ""] == size.media_type


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("GIF", "P"), ("WEBP", "RGB")]
)
def test_the_usual_formats_are_read(form: str, mode: str) -> None:
    assert develop(jpeg(600, 400, form=form, mode=mode), PIXELS)[0] == 600


def test_cmyk_from_a_print_desk_becomes_colours_for_screens() -> None:
    for size in develop(jpeg(600, 400, mode="CMYK"), PIXELS)[2]:
        with Image.open(io.BytesIO(size.data)) as picture:
            assert picture.mode == "RGB"


def test_metadata_and_what_follows_the_picture_stay_behind() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Taken at a private address"
    data = jpeg(800, 600, exif=exif) + b"<script>alert(1)</script>"
    assert b"private address" in data
    for size in develop(data, PIXELS)[2]:
        assert b"private address" not in size.data
        assert b"<script>" not in size.data


def test_a_picture_lying_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert develop(jpeg(800, 400, exif=exif), PIXELS)[:2] == (400, 800)


@pytest.mark.parametrize(
    "data", [b"", b"<html>404</html>", b"\xff\xd8\xff\xe0broken", jpeg(400, 300)[:700], b"<svg xmlns='x'></svg>"]
)
def test_what_is_no_picture_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(PictureRefused) as refused:
        develop(data, PIXELS)
    assert refused.value.sentence.endswith(".")


def test_more_pixels_than_allowed_are_refused_before_they_are_decoded() -> None:
    with pytest.raises(PictureRefused, match="picture_max_pixels"):
        develop(jpeg(400, 300), 100_000)


def test_sizes_are_stored_under_their_public_path_and_can_be_removed(tmp_path: Path) -> None:
    digest = "ab" * 32
    rows = files.store(tmp_path, digest, develop(jpeg(600, 400), PIXELS)[2])
    paths = [str(row["path"]) for row in rows]
    assert all((tmp_path / path.lstrip("/")).is_file() for path in paths)
    files.remove(tmp_path, [*paths, "/media/../../etc/passwd", "/elsewhere"])
    assert not any((tmp_path / path.lstrip("/")).exists() for path in paths)
