"""Names of people out of feed elements, without their e-mail addresses: those are the newsroom's, not the reader's."""

import html
import re
from typing import Final

_MAIL: Final = r"[^\s<>()@,;]{1,64}@[^\s<>()@,;]{1,255}"
_MAIL_NAME: Final = re.compile(rf"(?:mailto:)?{_MAIL}\s*\((?P<name>[^()]*)\)")
_NAME_MAIL: Final = re.compile(rf"(?P<name>[^<>()@]*?)\s*[<(]\s*(?:mailto:)?{_MAIL}\s*[>)]")
_ONLY_MAIL: Final = re.compile(rf"<?\s*(?:mailto:)?{_MAIL}\s*>?")
_TRAILING: Final = re.compile(rf"[\s,;]*[<(]?(?:mailto:)?{_MAIL}[>)]?[\s,;]*")


_TAG: Final = re.compile(r"</?(?:a|b|i|em|strong|span)\b[^<>]*>", re.IGNORECASE)
_APART: Final = re.compile(r"(?:\s*</?(?:p|br)\b[^<>]*>)+\s*", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_LONGEST: Final = 400


def person_name(text: str) -> str | None:
    """The name in `mail (Name)`, `Name <mail>`, `Name (mail)` or a plain name; None where there is only an address.

    Writers escape names as they do texts, and make links of them: a name has neither references nor tags.
    """
    text = " ".join(text.split())[:_LONGEST]
    text = _TAG.sub("", _APART.sub(", ", html.unescape(text))).strip(" ,")
    if _ADDRESS.fullmatch(text):
        return None
    for pattern in (_MAIL_NAME, _NAME_MAIL):
        match = pattern.fullmatch(text)
        if match is not None:
            return match["name"].strip(" \"'") or None
    if _ONLY_MAIL.fullmatch(text):
        return None
    return (_TRAILING.sub(" ", text).strip() if "@" in text else text) or None
