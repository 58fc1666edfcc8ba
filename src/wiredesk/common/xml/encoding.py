"""Which characters the bytes mean: byte order mark, then the server's charset, then the XML declaration (RFC 7303)."""

import codecs
import re
from typing import Final

import msgspec

from wiredesk.common.errors import Unreadable
from wiredesk.common.xml.repairs import Mend

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# XML 1.0, appendix F: how `<?` or `<` begins where there is no mark.
_STARTS: Final = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_DECLARATION: Final = re.compile(rb"""\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._:-]{0,40})["']""")
_WIDE: Final = ("utf-16", "utf-32", "iso2022", "cp037")
_TEXT: Final = re.compile(
    r"utf-(8|16|32)|ascii|iso8859|cp\d|koi8|gb|big5|shift_jis|euc_|iso2022|tis-620|mac-|johab|hz|kz1048|ptcp"
)
# What is called the left is in practice the right, which holds every character of it (WHATWG Encoding, 4.2).
_SUPERSETS: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "tis-620": "cp874",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
}
# Labels of the WHATWG's list (Encoding, 4.2) that Python has under another name only. An `x-` before one means nothing.
_LABELS: Final = {
    **dict.fromkeys(("utf8mb3", "utf8mb4"), "utf-8"),
    **dict.fromkeys(("unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8"), "utf-8"),
    **dict.fromkeys(("unicode", "csunicode", "ucs-2", "iso-10646-ucs-2", "ucs-4", "iso-10646-ucs-4"), "utf-16"),
    **dict.fromkeys(("iso-8859-6-e", "iso-8859-6-i"), "iso8859-6"),
    **dict.fromkeys(("iso-8859-8-e", "iso-8859-8-i", "logical", "visual"), "iso8859-8"),
    **dict.fromkeys(("dos-874", "windows-874"), "cp874"),
    **dict.fromkeys(("mac", "csmacintosh"), "mac-roman"),
    "mac-ukrainian": "mac-cyrillic",
    **dict.fromkeys(("koi", "koi8"), "koi8-r"),
    "koi8-ru": "koi8-u",
    **dict.fromkeys(("gb_2312", "gb_2312-80", "csgb2312"), "gb2312"),
    "windows-936": "gbk",
    **dict.fromkeys(("cn-big5", "windows-950"), "big5"),
    "cseucpkdfmtjapanese": "euc_jp",
    **dict.fromkeys(("windows-31j", "windows-932"), "cp932"),
    **dict.fromkeys(("cseuckr", "csksc56011987", "iso-ir-149", "ks_c_5601-1989", "ksc_5601", "windows-949"), "cp949"),
}
_WINDOWS: Final = re.compile(r"(?:cp|win|windows)[-_ ]?(\d{3,4})")
_ISO: Final = re.compile(r"iso8859(\d{1,2})")
_MANY_BYTES: Final = ("gb", "big5", "shift_jis", "euc_", "cp9", "johab")
_ENOUGH: Final = 8
"""How many different characters rule chance out. `NESTLÉ®` in Latin-1 could be UTF-8 too, and so could `لکھ` in the
Arabic of Windows; a text with eight such pairs and not one letter that contradicts could not.
"""


class Encoding(msgspec.Struct, frozen=True):
    """How to read a document's bytes: Python's codec, and where that was learnt (`bom`, `http`, `xml`, `default`)."""

    codec: str
    origin: str
    bom: int = 0
    """How many bytes the byte order mark takes."""
    contradicted: bool = False
    """Whether the server's charset stands against a document that is UTF-8 by its own account."""

    @property
    def splittable(self) -> bool:
        """Whether `<`, `>` and `&` can be looked for in the bytes themselves."""
        return not self.codec.startswith(_WIDE)


def determine(data: bytes, charset: str | None) -> Encoding:
    """The encoding by RFC 7303: the mark wins over the server, the server over the declaration, else UTF-8.

    A server's charset that nobody knows is passed over; an unknown declaration raises Unreadable.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return Encoding(codec, "bom", len(mark))
    start = data.lstrip(b" \t\r\n")[:4] if data[:1].isspace() else data[:4]
    family = next((codec for begins, codec in _STARTS if start.startswith(begins)), None)
    if family:
        return Encoding(family, "default")
    told = _known(charset) if charset else None
    if told and not told.startswith(("utf-16", "utf-32")):
        return Encoding(told, "http", contradicted=_declares_utf8(data))
    declared = _DECLARATION.match(data)
    if declared is None:
        return Encoding("utf-8", "default")
    label = declared[1].decode("ascii")
    named = _known(label)
    if named is None:
        raise Unreadable(
            "unknown_encoding",
            f"The document says it is written in {label}, which is no encoding known here. Ask the provider for UTF-8.",
            offending=declared[0],
        )
    # .NET writers label 8-bit files UTF-16: these bytes begin as no UTF-16 can, so the label is what is wrong.
    return Encoding("utf-8" if named.startswith(("utf-16", "utf-32")) else named, "xml")


def decode(data: bytes, encoding: Encoding) -> tuple[str, tuple[Mend, ...]]:
    """The text of some bytes, and the named repairs that reading them took.

    Raises Unreadable(`bad_encoding`) with the bytes around the first that the encoding does not have.
    """
    codec = encoding.codec
    if codec == "utf-8":
        return _utf8(data)
    utf8 = _as_utf8(data)
    if encoding.contradicted and utf8:
        return utf8, (Mend("utf8_under_other_charset", f"the server said {codec}, the bytes are UTF-8"),)
    if codec == "ascii":
        if utf8:
            return utf8, (Mend("utf8_under_ascii_label"),)
        return _strict(data, codec), ()
    if utf8 and _surely_utf8(utf8, codec):
        latin1 = codec == "iso8859-1"
        return utf8, (Mend("utf8_under_latin1_label") if latin1 else Mend("utf8_under_other_label", codec),)
    if codec == "iso8859-1" and any(0x80 <= byte <= 0x9F for byte in data.translate(None, _ASCII)):
        # Latin-1 has only controls there, and nobody sends those: the label is wrong (WHATWG reads it so too).
        if utf8:
            return utf8, (Mend("utf8_under_latin1_label"),)
        return _strict(data, "cp1252"), (Mend("windows1252_under_latin1_label"),)
    try:
        return data.decode(codec), ()
    except UnicodeDecodeError:
        if utf8:
            return utf8, (Mend("utf8_under_other_label", codec),)
        wider = _SUPERSETS.get(codec)
        if wider is None:
            return _strict(data, codec), ()
        return _strict(data, wider), (Mend("superset_encoding", f"{wider} under a {codec} label"),)


_ASCII: Final = bytes(range(128))


def _known(label: str) -> str | None:
    label = label.strip(" \t\"'").lower()
    while label.startswith("x-") and not label.startswith("x-mac-j"):
        label = label[2:]
    try:
        name = codecs.lookup(_LABELS.get(label) or _plain_label(label)).name
    except (LookupError, ValueError):
        return None
    return name if _TEXT.match(name) else None


def _plain_label(label: str) -> str:
    numbered = _WINDOWS.fullmatch(label)
    return f"cp{numbered[1]}" if numbered else _ISO.sub(r"iso8859-\1", label)


def _as_utf8(data: bytes) -> str | None:
    """The text, where the bytes are UTF-8 and not merely ASCII."""
    if data.isascii():
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _utf8(data: bytes) -> tuple[str, tuple[Mend, ...]]:
    """UTF-8, or what Java and some databases write for it (CESU-8): a character beyond U+FFFF as its two halves."""
    if b"\xed" in data:
        try:
            apart = data.decode("utf-8", "surrogatepass")
            whole = apart.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            pass  # the strict reading says what is wrong and where
        else:
            return whole, (Mend("surrogates_encoded_apart"),) if whole != apart else ()
    return _strict(data, "utf-8"), ()


def _surely_utf8(text: str, codec: str) -> bool:
    """Whether text that is valid UTF-8 is nothing else, whatever the label says.

    Where letters have two bytes anyway, characters of two prove nothing. A text too short to tell is what it says.
    """
    least = "\u0800" if codec.startswith(_MANY_BYTES) else "\x80"
    return len({character for character in text if character >= least}) >= _ENOUGH


def _declares_utf8(data: bytes) -> bool:
    declared = _DECLARATION.match(data)
    return declared is None or _known(declared[1].decode("ascii")) == "utf-8"


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as fault:
        raise Unreadable(
            "bad_encoding",
            f"Some bytes are not {codec}, as the document says it is. Ask the provider to send it again, or in UTF-8.",
            offending=data[max(fault.start - 40, 0) : fault.end + 40],
            fact=f"bad_encoding: {codec} at byte {fault.start}",
        ) from fault
