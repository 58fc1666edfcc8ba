"""The pages at a story's own address: the article, and what stands beside it under the same path."""

import re

import msgspec

from wiredesk.house.sections import RESERVED


class Article(msgspec.Struct, frozen=True, tag=True):
    """A story's own address, live or withdrawn; `leaf` is `{url_slug}-{id}`."""

    section: str
    leaf: str

    @property
    def story(self) -> str:
        """The story's id: what follows the last hyphen."""
        return self.leaf.rpartition("-")[2]


class StoryJson(msgspec.Struct, frozen=True, tag=True):
    """A story as ninjs, beside its article."""

    article: Article


class History(msgspec.Struct, frozen=True, tag=True):
    """What a story said before, and what was changed: the newest changes, or a full page of them, numbered from 1."""

    article: Article
    number: int = 0


class Spoken(msgspec.Struct, frozen=True, tag=True):
    """A story read aloud, where its file is made: the page holds that file's name and nothing else."""

    article: Article


StoryKey = Article | StoryJson | History | Spoken

STORY_JSON = "story.json"
STORY_MP3 = "story.mp3"
VERSIONS = "versions/"

_OWN = re.compile(r"/([^/.]+)/([^/]*[a-z2-7]{12,})/(?:(story\.json)|(versions/)(?:([1-9]\d{0,6})/)?|(story\.mp3))?")


def story_path(key: StoryKey) -> str:
    """The path of a page of one story."""
    match key:
        case Article(section, leaf):
            return f"/{section}/{leaf}/"
        case StoryJson(article):
            return story_path(article) + STORY_JSON
        case Spoken(article):
            return story_path(article) + STORY_MP3
        case History(article, number):
            own = story_path(article) + VERSIONS
            return f"{own}{number}/" if number else own


def story_key_of(path: str) -> StoryKey | None:
    """The key of the page of one story that a path names, or None."""
    found = _OWN.fullmatch(path)
    if not found or found[1] in RESERVED:
        return None
    article = Article(found[1], found[2])
    if found[4]:
        return History(article, int(found[5] or 0))
    if found[6]:
        return Spoken(article)
    return StoryJson(article) if found[3] else article


def article_of(path: str) -> Article:
    """The key of a story's own path, which publication made."""
    _, section, leaf, _ = path.split("/")
    return Article(section, leaf)
