"""Writing XML 1.0 without changing a word: what it cannot hold is refused, never replaced."""

import re

from wiredesk.common.errors import WiredeskError

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

# XML 1.0 (Fifth Edition), production 2: what is outside has no spelling in a document, not even as a reference.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NotInXml(WiredeskError):
    """A text holds a character that XML 1.0 cannot hold, so the story is left out of this feed."""


def text(value: str) -> str:
    """Text as character data; a CR is written as a reference, because a parser would read a bare one as LF."""
    if found := _FORBIDDEN.search(value):
        raise NotInXml(
            f"This story holds U+{ord(found[0]):04X}, which no XML feed can carry; its page and story.json have it.",
            fact=f"U+{ord(found[0]):04X}",
        )
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def in_xml(value: str) -> bool:
    """Whether XML 1.0 can hold a text."""
    return not _FORBIDDEN.search(value)


def attribute(value: str) -> str:
    """A value for a double-quoted attribute; line ends and tabs as references, else a parser makes them spaces."""
    return text(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
