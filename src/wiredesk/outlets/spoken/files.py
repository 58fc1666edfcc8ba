"""Where spoken stories lie in a home: `spoken/ab/<digest>-<voice>.mp3`, named by what is said and how.

Other words are another name, so a file can never say what a story no longer does. Knows no database: the page that a
story has, and nothing here, says who may hear it.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from wiredesk.common.ids import sha256_hex
from wiredesk.outlets.spoken.voices import voice_of
from wiredesk.publication.public import PublicStory
from wiredesk.publication.rights import AUDIO, may

FOLDER: Final = "spoken"
KIND: Final = "spoken"
"""The kind of page that holds the name of a file here."""

FORMAT: Final = 1
"""Raised whenever the same words would sound otherwise: each is made anew then."""

_DIGITS: Final = 32


class SpokenFiles:
    """The spoken stories of one home; `on` is whether it has any at all."""

    def __init__(self, home: Path, *, on: bool) -> None:
        self._home = home
        self.on = on

    def wanted(self, story: PublicStory) -> str:
        """The name that a story's file has, made or not; empty for one that is not to be spoken."""
        voice = voice_of(story.language)
        if not self.on or not voice or not story.blocks or not may(story, AUDIO):
            return ""
        said = "\n".join((str(FORMAT), voice, story.canonical_digest, str(story.canonical_format), story.headline))
        digest = sha256_hex(said.encode("utf-8", "replace"))[:_DIGITS]
        return f"/{FOLDER}/{digest[:2]}/{digest}-{voice}.mp3"

    def of(self, story: PublicStory) -> str:
        """The name of a story's file where it is made; empty where the story has none, or none yet."""
        name = self.wanted(story)
        return name if name and self.at(name).is_file() else ""

    def at(self, name: str) -> Path:
        """Where the file of that name lies; `name` is one that was given out here."""
        return self._home / name.lstrip("/")

    def part(self) -> Path:
        """Where a file is made, on the same disk; one that a crash left there is swept away."""
        folder = self._home / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder / f"{os.getpid()}.mp3.part"

    def keep(self, part: Path, name: str) -> None:
        """Give a finished file its name, durably: it is there whole, or not at all."""
        target = self.at(name)
        target.parent.mkdir(exist_ok=True)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)

    def unnamed(self, named: Collection[str]) -> Iterator[Path]:
        """Every file of sound that has none of these names: nobody can hear it any more."""
        folder = self._home / FOLDER
        kept = {self.at(name) for name in named}
        for place, _, names in os.walk(folder):
            files = (Path(place) / name for name in names if name.endswith((".mp3", ".part")))
            yield from (file for file in files if file not in kept)
