"""What is said of a story: its headline and its body, as plain text that espeak-ng cannot take for anything else.

espeak-ng reads `[[h@l'oU]]` as phonemes and what follows a control character as a command for the voice, in whatever
text it is given; markup (SSML) only where it is asked to, which nobody here does. It keeps signs of its own in the
private-use area. None of these is a word, so none is left.
"""

import re
import unicodedata
from typing import Final

from wiredesk.publication.public import PublicStory
from wiredesk.story.canonical import canonical_text

_JOINERS: Final = frozenset("\u200c\u200d")
"""Without them words of Indian languages and Urdu are other words."""

_GONE: Final = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, halves of characters, private and unassigned ones, separators of lines: no voice has a sound for them."""

_PHONEMES: Final = re.compile(r"\[(?=\[)|\](?=\])")


def text_of(story: PublicStory) -> str:
    """A story as it is spoken, paragraphs apart; empty where it has no body."""
    body = [said for line in canonical_text(story.blocks).split("\n") if (said := plain(line))]
    return "\n\n".join((plain(story.headline), *body)) + "\n" if body else ""


def plain(text: str) -> str:
    """The same words on one line, with nothing in them that would be obeyed instead of spoken."""
    kept = "".join(map(_spoken, text.replace("\t", ", ")))
    # Last: what stood between two brackets may just have gone.
    return " ".join(_PHONEMES.sub(lambda found: f"{found[0]} ", kept).split())


def _spoken(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Cf" and character not in _JOINERS:
        return ""
    return " " if kind in _GONE else character
