"""One picture's bytes to every stored size. Pure: no database, no network, no files.

What an agency sends is decoded within bounds and encoded anew, so that nothing of the original file but the picture
itself reaches a reader: no metadata, no trailing bytes, no second frame.
"""

import io
import warnings
from collections.abc import Iterator

import msgspec
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from wiredesk.common.errors import WiredeskError

WIDTHS = (480, 960, 1600)
"""Widths in pixels that srcset offers; one wider than the original is left out."""

PHONE_WIDTH = 720
"""One more as WebP: the column of most phones, 328 to 380 pixels at a density of 1.75 or 2, is as wide as that."""

SHAPES = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1)}
SHAPE_WIDTH = 1200
"""Search engines ask for pictures at least this wide in three shapes."""

OG_SIZE = (1200, 630)
OG_BYTES = 300_000
"""Messengers leave out larger previews."""

ACCEPTED = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP")
_WEBP, _JPEG = "image/webp", "image/jpeg"
_ENDINGS = {_WEBP: "webp", _JPEG: "jpg"}


class PictureRefused(WiredeskError):
    """Bytes that are no picture, or one beyond the bounds; the story goes on without it."""


class Developed(msgspec.Struct, frozen=True, kw_only=True):
    """One encoded size. `name` is the part of its file's name after the digest, such as `-960.webp`."""

    name: str
    media_type: str
    width: int
    height: int
    shape: str
    data: bytes


def open_picture(data: bytes, max_pixels: int) -> Image.Image:
    """The first frame, upright, in sRGB without transparency; raises PictureRefused with what is wrong."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture: Image.Image = Image.open(io.BytesIO(data), formats=ACCEPTED)
        if picture.width * picture.height > max_pixels:
            size = f"{picture.width} × {picture.height}"
            raise PictureRefused(f"The picture has {size} pixels; picture_max_pixels allows {max_pixels}.")
        picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError) as fault:
        raise PictureRefused("The bytes are not a picture that can be read.", fact="not_a_picture") from fault
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as fault:
        raise PictureRefused(f"The picture is damaged: {fault}.", fact="damaged_picture") from fault
    return _flat(_in_srgb(ImageOps.exif_transpose(picture)))


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if "A" in picture.getbands() else "RGB"
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A broken profile says nothing about the pixels: they are taken as they are.
        return picture


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        ground = Image.new("RGBA", layered.size, (255, 255, 255, 255))
        return Image.alpha_composite(ground, layered).convert("RGB")
    return picture.convert("RGB")


def _encode(picture: Image.Image, media_type: str, quality: int) -> bytes:
    out = io.BytesIO()
    if media_type == _WEBP:
        picture.save(out, "WEBP", quality=quality, method=4)
    else:
        picture.save(out, "JPEG", quality=quality, progressive=True, optimize=True)
    return out.getvalue()


def _size(picture: Image.Image, media_type: str, quality: int, shape: str = "original") -> Developed:
    mark = f"-{picture.width}" if shape == "original" else f"-{shape}-{picture.width}"
    return Developed(
        name=f"{mark}.{_ENDINGS[media_type]}",
        media_type=media_type,
        width=picture.width,
        height=picture.height,
        shape=shape,
        data=_encode(picture, media_type, quality),
    )


def _widths(picture: Image.Image) -> list[int]:
    offered = sorted((*WIDTHS, PHONE_WIDTH))
    return [width for width in offered if width < picture.width] + (
        [picture.width] if picture.width < WIDTHS[-1] else []
    )


def develop(data: bytes, max_pixels: int) -> tuple[int, int, tuple[Developed, ...]]:
    """The picture's width and height in pixels, and every size of it; raises PictureRefused."""
    picture = open_picture(data, max_pixels)
    return picture.width, picture.height, tuple(_sizes(picture))


def _sizes(picture: Image.Image) -> Iterator[Developed]:
    for width in _widths(picture) or [WIDTHS[-1]]:
        height = max(1, round(picture.height * width / picture.width))
        smaller = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        yield _size(smaller, _WEBP, 78)
        if width != PHONE_WIDTH or width == picture.width:
            yield _size(smaller, _JPEG, 80)
    for shape, (across, down) in SHAPES.items():
        width = min(SHAPE_WIDTH, picture.width, picture.height * across // down)
        if width >= across:
            cut = ImageOps.fit(picture, (width, max(1, width * down // across)), Image.Resampling.LANCZOS)
            yield _size(cut, _JPEG, 80, shape)
    yield _preview(picture)


def _preview(picture: Image.Image) -> Developed:
    """A JPEG of at most OG_BYTES for messengers, whatever the original."""
    across, down = OG_SIZE
    width = max(1, min(across, picture.width, picture.height * across // down))
    cut = ImageOps.fit(picture, (width, max(1, width * down // across)), Image.Resampling.LANCZOS)
    made = _size(cut, _JPEG, 82, "og")
    for quality in (70, 55, 40, 25):
        if len(made.data) <= OG_BYTES:
            break
        made = _size(cut, _JPEG, quality, "og")
    return made
