"""A home whose database holds as many lists of related stories as an archive has, to read and to write among.

Only the table of lists is filled, with rows as long as real ones: it is the one that what is measured reads and writes.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from wiredesk.story.related import lists
from wiredesk.story.related.reading import Piece

if TYPE_CHECKING:
    from wiredesk.story.models import Related

START = datetime(2026, 1, 1, tzinfo=UTC)
LISTED = 6
AT_ONCE = 10_000


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


def fill(stories: int, a_day: int) -> None:
    """Lists for so many stories, numbered from 0, in time order; those that are there stay."""
    from wiredesk.story.models import Related

    chance = Random(5)
    for first in range(0, stories, AT_ONCE):
        rows = [
            Related(
                story_id=str(number),
                version_id=number,
                at=START + timedelta(days=number / a_day),
                listed=lists.encode(_list(number, a_day, chance)),
                due=False,
            )
            for number in range(first, min(stories, first + AT_ONCE))
        ]
        Related.objects.bulk_create(rows, ignore_conflicts=True)


def _list(number: int, a_day: int, chance: Random) -> lists.Listed:
    others = {max(0, number - chance.randrange(1, 10 * a_day)) for _ in range(LISTED)} - {number}
    at = START + timedelta(days=number / a_day)
    words = ("harbour", "islands", "survey", "minister", "council")
    return tuple(lists.Entry(str(one), 0.42, at, words, ("1962",), 12.5) for one in sorted(others))


def coming(pieces: Sequence[Piece]) -> "list[Related]":
    """New stories as the step meets them."""
    from wiredesk.story.canonical import escape
    from wiredesk.story.content import Block, Content, encode
    from wiredesk.story.models import Related, Version

    rows = []
    for piece in pieces:
        content = Content(headline=piece.headline, blocks=(Block("p", escape(piece.text)),), canonical_digest="")
        version = Version(pk=int(piece.id), content=encode(content), section=piece.section)
        rows.append(Related(story_id=piece.id, version=version, at=piece.at or START))
    return rows


def read_one(story: str) -> int:
    """How many neighbours a story's list has, read by its key as a page's pressing reads it."""
    from wiredesk.publication.lists import read_list

    return len(read_list(story))
