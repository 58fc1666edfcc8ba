"""Media RSS, enclosures and iTunes art: pictures as pictures, video and sound as embeds."""

from collections.abc import Callable
from typing import Final

import msgspec

from wiredesk.common.xml import Element
from wiredesk.wire.parsed import Embed, ParsedPicture, Subject
from wiredesk.wire.standards.draft import Draft
from wiredesk.wire.standards.markup import is_web, looks_html, plain, resolve, text_of
from wiredesk.wire.standards.names import name_of

# The order in which an item's pictures count: only those of the best rank present are kept.
RANK_PICTURE: Final = 0
RANK_THUMBNAIL: Final = 5
RANK_ART: Final = 8

_PICTURE_ENDINGS: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff", ".heic")
_VIDEO_ENDINGS: Final = (".mp4", ".m4v", ".mov", ".webm", ".m3u8", ".flv")
_AUDIO_ENDINGS: Final = (".mp3", ".m4a", ".ogg", ".oga", ".wav", ".aac")


class Details(msgspec.Struct, frozen=True):
    """What stands around a picture: nearer elements win over those further out."""

    caption: str | None = None
    title: str | None = None
    credit: str | None = None


def _title(draft: Draft, element: Element) -> None:
    draft.headline.offer(plain(text_of(element)), 30)


def _description(draft: Draft, element: Element) -> None:
    draft.summary.offer(draft.prose(text_of(element)), 30)


MEDIA_WORDS: Final[dict[str, Callable[[Draft, Element], None]]] = {"title": _title, "description": _description}
"""A picture's title and description stand for an item's where it has none of its own."""


def kind_of(address: str, media_type: str | None, medium: str | None = None) -> str:
    """`image`, `video`, `audio` or ``: by medium, by type, and by the address's ending where those say nothing."""
    if medium in ("image", "video", "audio"):
        return medium
    family = (media_type or "").strip().lower().partition("/")[0]
    if family in ("image", "video", "audio"):
        return family
    if family not in ("", "application", "binary"):
        return ""
    path = address.lower().partition("?")[0].partition("#")[0]
    for kind, endings in (("image", _PICTURE_ENDINGS), ("video", _VIDEO_ENDINGS), ("audio", _AUDIO_ENDINGS)):
        if path.endswith(endings):
            return kind
    return ""


def enclosure(draft: Draft, address: str, media_type: str | None, caption: str | None = None) -> None:
    """An enclosure of any feed. Its length is not looked at: agencies write what they like there."""
    address = resolve(draft.base, address)
    kind = kind_of(address, media_type)
    if kind == "image" and is_web(address):
        draft.picture(ParsedPicture(address, _type(media_type), caption=caption or None), RANK_PICTURE)
    elif kind and is_web(address):
        draft.embeds.setdefault(address, Embed(kind, address))


def read_media(draft: Draft, element: Element, siblings: Details) -> bool:
    """One Media RSS element of an item; False when it holds no picture, film or sound."""
    local = name_of(element).local
    if local == "group":
        _group(draft, element, details(element, siblings))
    elif local == "content":
        _content(draft, element, details(element, siblings))
    elif local == "thumbnail":
        _picture(draft, element, siblings, RANK_THUMBNAIL)
    elif local == "player":
        _player(draft, element)
    elif local in ("category", "keywords"):
        _subjects(draft, element, local)
    else:
        return False
    return True


def details(element: Element, outer: Details) -> Details:
    """Caption, title and credit among an element's children, filled up from further out."""
    caption = title = credit = None
    for child in element:
        name = name_of(child)
        if name.family != "media":
            continue
        if name.local in ("description", "text") and caption is None:
            caption = _words(child)
        elif name.local == "title" and title is None:
            title = _words(child)
        elif name.local in ("credit", "copyright") and (credit is None or name.local == "credit"):
            credit = _words(child) or credit
    return Details(caption or outer.caption, title or outer.title, credit or outer.credit)


def _group(draft: Draft, group: Element, around: Details) -> None:
    """Several renditions of one thing: the default, else the widest, is the one."""
    contents = [child for child in group if _is_media(child, "content")]
    pictures = [child for child in contents if _kind(draft, child) == "image" and child.get("url")]
    if pictures:
        best = max(pictures, key=lambda child: (_pixels(child), child.get("isDefault") == "true"))
        _picture(draft, best, details(best, around), RANK_PICTURE)
    for child in contents:
        if _kind(draft, child) != "image":
            _content(draft, child, details(child, around))
    for child in group:
        if _is_media(child, "thumbnail"):
            _picture(draft, child, around, RANK_THUMBNAIL)
        elif _is_media(child, "player"):
            _player(draft, child)
        elif reader := MEDIA_WORDS.get(name_of(child).local):
            reader(draft, child)


def _content(draft: Draft, content: Element, around: Details) -> None:
    kind = _kind(draft, content)
    address = resolve(draft.base, content.get("url") or "")
    if kind == "image":
        _picture(draft, content, around, RANK_PICTURE)
    elif kind and is_web(address):
        draft.embeds.setdefault(address, Embed(kind, address))
    for child in content:
        if _is_media(child, "thumbnail"):
            _picture(draft, child, around, RANK_THUMBNAIL)
        elif _is_media(child, "player"):
            _player(draft, child)


def _picture(draft: Draft, element: Element, around: Details, rank: int) -> None:
    address = resolve(draft.base, element.get("url") or (element.text or "").strip())
    if not is_web(address):
        return
    picture = ParsedPicture(
        address,
        _type(element.get("type")),
        width=_number(element.get("width")),
        height=_number(element.get("height")),
        caption=around.caption or (around.title if rank == RANK_PICTURE else None),
        credit=around.credit,
    )
    draft.picture(picture, rank)


def _player(draft: Draft, player: Element) -> None:
    address = resolve(draft.base, player.get("url") or "")
    if is_web(address):
        draft.embeds.setdefault(address, Embed("video", address))


def _subjects(draft: Draft, element: Element, local: str) -> None:
    sent = text_of(element)
    if local == "keywords":
        draft.subjects.update({Subject(word.strip()): None for word in sent.split(",") if word.strip()})
    elif sent:
        label = element.get("label")
        draft.subjects[Subject(label or sent, sent if label else None, element.get("scheme"))] = None


def _is_media(element: Element, local: str) -> bool:
    name = name_of(element)
    return name.family == "media" and name.local == local


def _kind(draft: Draft, content: Element) -> str:
    return kind_of(resolve(draft.base, content.get("url") or ""), content.get("type"), content.get("medium"))


def _pixels(content: Element) -> int:
    return (_number(content.get("width")) or 0) * (_number(content.get("height")) or 1)


def _number(sent: str | None) -> int | None:
    sent = (sent or "").strip().removesuffix("px")
    return int(sent) if sent.isascii() and sent.isdigit() and 0 < len(sent) <= 6 and int(sent) > 0 else None


def _type(sent: str | None) -> str | None:
    return (sent or "").strip().lower() or None


def _words(element: Element) -> str | None:
    sent = text_of(element)
    marked = element.get("type") == "html" or looks_html(sent)
    return (plain(sent) if marked else sent) or None
