"""Pictures and embeds inside a body: found, described, and named to be left out of its text.

The tree is never changed: a reader of it is told which elements (`skip`, by `mem_id`) count as not there, so that the
text as received and the blocks are both read from the same bytes.
"""

import re
from urllib.parse import parse_qs, urlsplit

import msgspec
from selectolax.lexbor import LexborNode

from wiredesk.story.canonical import fold
from wiredesk.story.normalise.links import web_address
from wiredesk.wire.parsed import Embed, ParsedPicture

_ANY_MEDIA = (
    "img,figure,iframe,video,audio,object,embed,svg,blockquote[class],blockquote[cite],div[data-href],.wp-caption-text"
)
"""One query that is empty for most items, so that they cost nothing more."""

_POST_CLASSES = frozenset(
    {"twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "fb-post", "fb-video"}
    | {"reddit-card", "reddit-embed-bq", "bluesky-embed", "mastodon-embed", "threads"}
    | {"text-post-media", "koo-media", "telegram-post"}
)
_POST_HOSTS = frozenset(
    {"twitter.com", "x.com", "instagram.com", "facebook.com", "tiktok.com", "reddit.com", "bsky.app"}
    | {"threads.net", "threads.com", "t.me"}
)
_VIDEO_HOSTS = frozenset(
    {"youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com", "dailymotion.com", "dai.ly"}
    | {"rumble.com", "jwplayer.com", "jwplatform.com", "brightcove.net", "twitch.tv"}
)
_AUDIO_HOSTS = frozenset({"soundcloud.com", "spotify.com", "podcasts.apple.com", "audioboom.com", "spreaker.com"})

_LAZY = ("data-src", "data-lazy-src", "data-original")
"""Where sites keep a picture's address while `src` holds a placeholder."""

_CREDIT_CLASS = re.compile(r"(?:^|[-_ ])(?:credit|courtesy|photographer|source)s?(?:$|[-_ ])", re.IGNORECASE)
_MARKUP_LIMIT = 20_000


class Media(msgspec.Struct, frozen=True):
    """What a body shows besides text, and the `mem_id`s of the elements that its text leaves out."""

    pictures: tuple[ParsedPicture, ...] = ()
    embeds: tuple[Embed, ...] = ()
    skip: frozenset[int] = frozenset()


NO_MEDIA = Media()


def media_of(body: LexborNode, base: str | None = None) -> Media:
    """The pictures and embeds of a body in document order; relative addresses are joined to `base`."""
    if body.css_first(_ANY_MEDIA) is None:
        return NO_MEDIA
    search = _Search(base)
    search.walk(body, None, None)
    return Media(tuple(search.pictures.values()), tuple(search.embeds.values()), frozenset(search.skip))


class _Search:
    def __init__(self, base: str | None) -> None:
        self.base = base
        self.pictures: dict[str, ParsedPicture] = {}
        self.embeds: dict[str, Embed] = {}
        self.skip: set[int] = set()

    def walk(self, node: LexborNode, caption: str | None, credit: str | None) -> None:
        child = node.first_child
        while child is not None:
            tag = child.tag or "-"
            if tag[0] != "-":
                self._element(child, tag, caption, credit)
            child = child.next

    def _element(self, node: LexborNode, tag: str, caption: str | None, credit: str | None) -> None:
        if tag == "img":
            self._picture(node, caption, credit)
        elif tag in ("iframe", "video", "audio", "object", "embed"):
            self._player(node, tag)
            self.skip.add(node.mem_id)
        elif tag in ("blockquote", "div", "figure") and _is_post(node):
            self._post(node)
            self.skip.add(node.mem_id)
        elif tag == "figure" and node.css_first("img") is not None:
            self.walk(node, *self._caption(node, "figcaption"))
        elif tag in ("div", "p") and "wp-caption" in (node.attributes.get("class") or "").split():
            self.walk(node, *self._caption(node, ".wp-caption-text"))
        else:
            self.walk(node, caption, credit)

    def _caption(self, figure: LexborNode, where: str) -> tuple[str | None, str | None]:
        """A figure's caption and credit; the caption's element leaves the text, because the picture carries it."""
        element = figure.css_first(where)
        if element is None:
            return None, None
        self.skip.add(element.mem_id)
        credit = next(
            (
                fold(part.text())
                for part in element.css("[class]")
                if part.mem_id != element.mem_id and _CREDIT_CLASS.search(part.attributes.get("class") or "")
            ),
            "",
        )
        caption = fold(element.text())
        if credit and caption.endswith(credit):
            caption = caption.removesuffix(credit).rstrip(" |–—-")
        return caption or None, credit or None

    def _picture(self, node: LexborNode, caption: str | None, credit: str | None) -> None:
        attributes = node.attributes
        source = attributes.get("src")
        if not source or source.startswith("data:"):
            source = next((attributes[name] for name in _LAZY if attributes.get(name)), None)
        url = web_address(source, self.base)
        width, height = _pixels(attributes.get("width")), _pixels(attributes.get("height"))
        if url is None or url in self.pictures or (width or 9) <= 1 or (height or 9) <= 1:
            return  # one pixel counts readers, it shows them nothing
        if "emoji" in (attributes.get("class") or ""):
            return
        alt = fold(attributes.get("alt") or "")
        self.pictures[url] = ParsedPicture(
            url, width=width, height=height, caption=caption or (alt if " " in alt else None), credit=credit
        )

    def _player(self, node: LexborNode, tag: str) -> None:
        attributes = node.attributes
        source = attributes.get("data" if tag == "object" else "src") or attributes.get("data-src")
        if not source and (inner := node.css_first("source[src],embed[src]")) is not None:
            source = inner.attributes.get("src")
        url = web_address(source, self.base)
        hidden = _pixels(attributes.get("width")) in (0, 1) or _pixels(attributes.get("height")) in (0, 1)
        if url is None or (tag == "iframe" and hidden):
            return
        kind = tag if tag in ("video", "audio") else _kind_of(url)
        self._embed(kind, _as_page(url), node)

    def _post(self, node: LexborNode) -> None:
        attributes = node.attributes
        named = next(
            (attributes[name] for name in ("data-instgrm-permalink", "data-href", "cite") if attributes.get(name)), None
        )
        links = [link.attributes.get("href") for link in node.css("a[href]")]
        for candidate in (named, *reversed(links)):
            url = web_address(candidate, self.base)
            if url is not None and (candidate == named or _host_in(url, _POST_HOSTS)):
                self._embed("post", url, node)
                return

    def _embed(self, kind: str, url: str, node: LexborNode) -> None:
        self.embeds.setdefault(url, Embed(kind, url, (node.html or "")[:_MARKUP_LIMIT]))


def _is_post(node: LexborNode) -> bool:
    attributes = node.attributes
    classes = attributes.get("class") or ""
    return bool(classes) and any(name in _POST_CLASSES for name in classes.split())


def _pixels(value: str | None) -> int | None:
    digits = (value or "").strip().removesuffix("px")
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 6 else None


def _host_in(url: str, hosts: frozenset[str]) -> bool:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return host in hosts or host.partition(".")[2] in hosts


def _kind_of(url: str) -> str:
    for kind, hosts in (("video", _VIDEO_HOSTS), ("audio", _AUDIO_HOSTS), ("post", _POST_HOSTS)):
        if _host_in(url, hosts):
            return kind
    return "frame"


def _as_page(url: str) -> str:
    """A player's address as the page that a link should lead to: YouTube's players refuse to open by themselves."""
    parts = urlsplit(url)
    if _host_in(url, frozenset({"youtube.com", "youtube-nocookie.com"})) and parts.path.startswith("/embed/"):
        name = parts.path.removeprefix("/embed/").strip("/")
        if name == "videoseries":
            return f"https://www.youtube.com/playlist?list={parse_qs(parts.query).get('list', [''])[0]}"
        return f"https://www.youtube.com/watch?v={name}"
    return url
