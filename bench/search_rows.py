"""A home with as many public records as an archive has, and the same texts in SQLite's FTS5: what bench/search.py asks.

Only the tables are filled that search reads: records, and the standings of their stories.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from wiredesk.publication.public import Disclaimer, DisclaimerState, ProviderRef, PublicPlace, PublicStory, SectionRef
from wiredesk.story.canonical import escape
from wiredesk.story.content import Block
from wiredesk.story.related.reading import Piece

if TYPE_CHECKING:
    from wiredesk.publication import models

START = datetime(2021, 1, 1, tzinfo=UTC)
SECTIONS = tuple(SectionRef(slug, slug.title()) for slug in ("world", "nation", "city", "business", "sport", "culture"))
PROVIDERS = tuple(ProviderRef(code, code) for code in ("HW", "NW", "CW"))
CITIES = ("Mumbai", "Pune", "Delhi", "Kolkata", "Chennai", "Patna", "Lucknow", "Jaipur", "Nagpur", "Indore", "Kochi")
AT_ONCE = 2000
_SENTENCES = 3
_UNTOUCHED = Disclaimer(state=DisclaimerState.UNTOUCHED, sign="=", stamp="As received", text="", language="en")


def begin(home: Path) -> None:
    """Make the home where it is not there yet, and set Django up on it; rows may then point to stories without rows."""
    os.environ["WIREDESK_DATABASE"] = ""
    if not home.exists():
        argv = [sys.executable, "-m", "wiredesk", "init", str(home), "--made-up"]
        subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)
    from wiredesk.cli.frame import start_django

    start_django(home)
    from django.db import connection

    connection.cursor().execute("PRAGMA foreign_keys=OFF")


@cache
def places() -> tuple[PublicPlace, ...]:
    """CITIES as the gazetteer knows them."""
    from wiredesk.story.places.fold import fold
    from wiredesk.story.places.gazetteer import gazetteer

    known = gazetteer().known([fold(name) for name in CITIES]).places
    return tuple(PublicPlace(known[fold(name)][0].key, name) for name in CITIES)


def record(piece: Piece, number: int) -> PublicStory:
    """A made-up story as it is public: paragraphs of three sentences, in one section of six."""
    sentences = piece.text.split(". ")
    parts = [". ".join(sentences[at : at + _SENTENCES]) for at in range(0, len(sentences), _SENTENCES)]
    section, at = SECTIONS[number % len(SECTIONS)], piece.at or START
    return PublicStory(
        id=f"{number:012d}",
        path=f"/{section.slug}/story-{number:012d}/",
        section=section,
        label=section.name,
        provider=PROVIDERS[number % len(PROVIDERS)],
        places=(places()[number % len(CITIES)],),
        headline=piece.headline,
        standfirst=sentences[0],
        language="en",
        direction="ltr",
        blocks=tuple(Block("p", escape(part)) for part in parts),
        canonical_digest="0" * 64,
        canonical_format=1,
        disclaimer=_UNTOUCHED,
        published_at=at,
        received_at=at,
        live_at=at,
        modified_at=at,
        sort_at=at,
    )


def row_of(one: PublicStory, title: int) -> "models.PublicStory":
    """Its row."""
    from wiredesk.publication import models
    from wiredesk.publication.shelf import encode

    return models.PublicStory(
        title_id=title,
        story_id=one.id,
        state=models.PublicState.LIVE,
        path=one.path,
        section=one.section.slug,
        provider_code=one.provider.code,
        kind="agency",
        language=one.language,
        data=encode(one),
        sort_at=one.sort_at,
        live_at=one.live_at,
        changed_at=one.live_at,
        archive_date=one.live_at.date(),
        archive_page=1,
    )


def publish(stories: Iterable[PublicStory], *, changes: bool = False) -> None:
    """Make these public; `changes` tells those who follow."""
    from wiredesk.decisions.models import Standing
    from wiredesk.house.models import Title
    from wiredesk.publication import models

    title = Title.objects.get().pk
    every = list(stories)
    models.PublicStory.objects.bulk_create([row_of(one, title) for one in every])
    Standing.objects.bulk_create(
        [Standing(story_id=one.id, state="live", changed_at=one.live_at, released_at=one.live_at) for one in every]
    )
    if changes:
        kind = models.ChangeKind.RELEASE
        models.Change.objects.bulk_create(
            [models.Change(title_id=title, story_id=one.id, kind=kind, at=one.live_at) for one in every]
        )


def fill(pieces: Iterable[Piece], first: int = 0) -> int:
    """Public records of these stories, numbered from `first`; returns the number after the last."""
    from django.db import connection, transaction

    connection.cursor().execute("PRAGMA synchronous=OFF")
    coming = iter(pieces)
    while some := list(islice(coming, AT_ONCE)):
        with transaction.atomic():
            publish(record(piece, first + at) for at, piece in enumerate(some))
        first += len(some)
    return first


def texts(after: int = 0) -> Iterator[tuple[int, str, str]]:
    """Each record's key, headline and text, as search indexes them."""
    import msgspec

    from wiredesk.publication.models import PublicStory as Row
    from wiredesk.story.canonical import canonical_text

    decoder = msgspec.msgpack.Decoder(PublicStory)
    while rows := list(Row.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "data")[:AT_ONCE]):
        for key, data in rows:
            one = decoder.decode(data)
            yield key, one.headline, canonical_text(one.blocks)
        after = rows[-1][0]


class Fts5:
    """The same texts in an FTS5 table without stored text, as lean as it can be: `unicode61`, `detail=full`."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA cache_size=-200000")
        self._db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS told USING fts5(headline, text, content='')")

    def fill(self) -> int:
        """Take in every record; returns how many."""
        count = 0
        coming = texts()
        while some := list(islice(coming, AT_ONCE)):
            with self._db:
                self._db.executemany("INSERT INTO told(rowid, headline, text) VALUES (?, ?, ?)", some)
            count += len(some)
        return count

    def ask(self, words: str) -> list[int]:
        """The keys of the ten best, a headline counting twice."""
        sql = "SELECT rowid FROM told WHERE told MATCH ? ORDER BY bm25(told, 2.0, 1.0) LIMIT 10"
        return [key for (key,) in self._db.execute(sql, (words,))]
