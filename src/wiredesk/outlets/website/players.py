"""Films and players that an agency embedded, beside the text: what they are, and what a page has to allow for them.

A film of the agency's own is shown as one, and fetched when it is started. What stands on another site is a still that
links to it: a script puts the player in its place when it is pressed, so that nobody there learns of a reader who did
not ask for it.
"""

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

import msgspec

from wiredesk.outlets.policy import OWN, content_policy
from wiredesk.publication.public import EmbedLink

_FILMS = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".webm": "video/webm",
    ".m3u8": "application/vnd.apple.mpegurl",
}
"""Files that browsers play by themselves; HLS those of phones, and the others show its link."""

# What stands in a policy has to be a host and nothing else.
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?|localhost(:\d{1,5})?")
_YOUTUBE = re.compile(r"/(?:embed|shorts|live|v)/([\w-]{6,20})/?")
_POST_ON_X = re.compile(r"/\w{1,20}/status(?:es)?/(\d{5,25})(?:/.*)?")
_INSTAGRAM = re.compile(r"/(?:[\w.]+/)?(?:p|reel|tv)/([\w-]{5,40})(?:/.*)?")


class Film(msgspec.Struct, frozen=True):
    """A film that the browser plays itself."""

    media_type: str
    origin: str


class Player(msgspec.Struct, frozen=True):
    """A player of another site; `shape` is that of its box, `wide` or `post`."""

    address: str
    origin: str
    shape: str


def on_the_web(url: str) -> bool:
    """Whether a reader's browser can follow an address at all."""
    try:
        return urlsplit(url).scheme in ("https", "http") and bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _player(origin: str, path: str, shape: str) -> Player:
    return Player(origin + path, origin, shape)


def film_of(embed: EmbedLink) -> Film | None:
    """The embed as a film, where it is a file that browsers play; an address in the clear would be blocked."""
    if not on_the_web(embed.url):
        return None
    parts = urlsplit(embed.url)
    ending = re.search(r"\.\w{2,4}$", parts.path.lower())
    media_type = _FILMS.get(ending[0]) if ending else None
    host = parts.netloc.lower()
    if embed.kind != "video" or media_type is None or parts.scheme != "https" or not _HOST.fullmatch(host):
        return None
    return Film(media_type, f"https://{host}")


def player_of(embed: EmbedLink) -> Player | None:
    """The embed's player, where it is of a site that we know how to ask without being told to track."""
    if not on_the_web(embed.url):
        return None
    parts = urlsplit(embed.url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("mobile.")
    if host in ("youtube.com", "youtube-nocookie.com", "youtu.be"):
        named = parts.path.strip("/") if host == "youtu.be" else parse_qs(parts.query).get("v", [""])[0]
        found = re.fullmatch(r"([\w-]{6,20})", named) or _YOUTUBE.fullmatch(parts.path)
        path = f"/embed/{found[1]}?autoplay=1" if found else ""
        return _player("https://www.youtube-nocookie.com", path, "wide") if found else None
    if host in ("x.com", "twitter.com") and (found := _POST_ON_X.fullmatch(parts.path)):
        return _player("https://platform.twitter.com", f"/embed/Tweet.html?id={found[1]}&dnt=true", "post")
    if host == "instagram.com" and (found := _INSTAGRAM.fullmatch(parts.path)):
        return _player("https://www.instagram.com", f"/p/{found[1]}/embed/", "post")
    return None


def policy_for(embeds: Iterable[EmbedLink], *, spoken: bool = False) -> str:
    """The policy of a page with these embeds, or that plays the story; empty where none but every page's is needed."""
    embeds = tuple(embeds)
    media = [film.origin for embed in embeds if (film := film_of(embed))] + ([OWN] if spoken else [])
    frames = [player.origin for embed in embeds if (player := player_of(embed))]
    return content_policy(media=media, frames=frames) if media or frames else ""
