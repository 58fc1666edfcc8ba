"""Pictures on a page: every stored size offered, the browser chooses, and the place is kept before it loads."""

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website.env import template
from wiredesk.publication.public import PublicPicture, Rendition

JPEG = "image/jpeg"
WEBP = "image/webp"
BETTER = ("image/avif", WEBP)
"""Formats that are offered before JPEG, smallest first."""

ARTICLE_SIZES = "(min-width:64rem) 40rem, calc(100vw - 2rem)"
LEAD_SIZES = "(min-width:64rem) 38rem, calc(100vw - 2rem)"
CARD_SIZES = "(min-width:64rem) 20rem, (min-width:48rem) 45vw, calc(100vw - 2rem)"
USUAL_WIDTH = 960
"""The JPEG that a browser without `srcset` gets is the first at least this wide."""


class Source(msgspec.Struct, frozen=True):
    """One format's sizes."""

    media_type: str
    srcset: str


class View(msgspec.Struct, frozen=True):
    """What a `<picture>` needs."""

    sources: tuple[Source, ...]
    src: str
    srcset: str
    width: int
    height: int


class Shown(msgspec.Struct, frozen=True):
    """A picture with the words beside it."""

    picture: Markup
    caption: str
    credit: str
    largest: str
    """Where the picture stands in its largest size."""


def sizes_of(picture: PublicPicture, media_type: str, shape: str = "original") -> tuple[Rendition, ...]:
    """A picture's stored sizes in one format and shape, narrowest first."""
    found = (r for r in picture.renditions if r.media_type == media_type and r.shape == shape)
    return tuple(sorted(found, key=lambda r: r.width))


def originals(picture: PublicPicture) -> tuple[Rendition, ...]:
    """A picture's uncut JPEGs, narrowest first; those of another format where it has none."""
    other = (r for r in picture.renditions if r.shape == "original")
    return sizes_of(picture, JPEG) or tuple(sorted(other, key=lambda r: r.width))


def _srcset(renditions: tuple[Rendition, ...]) -> str:
    return ", ".join(f"{r.path} {r.width}w" for r in renditions)


def view(picture: PublicPicture) -> View | None:
    """A picture ready for the page, or None where no size of it is stored."""
    found = originals(picture)
    if not found:
        return None
    offered = tuple(Source(kind, _srcset(sizes)) for kind in BETTER if (sizes := sizes_of(picture, kind)))
    usual = next((r for r in found if r.width >= USUAL_WIDTH), found[-1])
    return View(offered, usual.path, _srcset(found) if len(found) > 1 else "", usual.width, usual.height)


def element(picture: PublicPicture, sizes: str, *, alt: str = "", first: bool = False) -> Markup | None:
    """The `<picture>` element; `first` for the one that the reader sees first, all others load late."""
    seen = view(picture)
    if seen is None:
        return None
    return Markup(template("picture.html").render(picture=seen, sizes=sizes, alt=alt, first=first))  # noqa: S704


def poster(picture: PublicPicture) -> str:
    """Where the picture stands as it is shown over a film that has not been started; empty where no size is stored.

    One address and no choice: a phone has this very file already, for the picture over the text.
    """
    found = sizes_of(picture, WEBP) or originals(picture)
    return found[0].path if found else ""


def shown(picture: PublicPicture, *, alt: str, first: bool = False) -> Shown | None:
    """A picture of an article with its caption and credit."""
    made = element(picture, ARTICLE_SIZES, alt=picture.caption or alt, first=first)
    return Shown(made, picture.caption, picture.credit, originals(picture)[-1].path) if made else None
