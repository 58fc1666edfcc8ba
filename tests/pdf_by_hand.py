"""PDFs for tests written object by object, so that anything can be wrong with them."""

import zlib
from collections.abc import Mapping, Sequence

_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def stream(data: bytes, facts: bytes = b"") -> bytes:
    """An object that holds bytes."""
    packed = zlib.compress(data)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (facts, len(packed), packed)


def words(*lines: str, x: int = 30, y: int = 560) -> bytes:
    """Lines of type on a page, one below another."""
    told = b" ".join(b"(%s) Tj T*" % line.encode("latin-1") for line in lines)
    return b" BT /F 10 Tf 12 TL %d %d Td %s ET " % (x, y, told)


def by_hand(
    pages: Sequence[bytes],
    *,
    box: bytes = b"[0 0 420 600]",
    page: bytes = b"",
    catalogue: bytes = b"",
    more: Mapping[int, bytes] | None = None,
) -> bytes:
    """A PDF of these pages' contents; `page` and `catalogue` are further entries, `more` objects from 500 on."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue, 3: _FONT}
    kids = range(10, 10 + 2 * len(pages), 2)
    for number, content in zip(kids, pages, strict=True):
        objects[number] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>%s>>"
        ) % (box, number + 1, page)
        objects[number + 1] = stream(content)
    objects[2] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(b"%d 0 R" % one for one in kids))
    body, places = b"%PDF-1.7\n", {}
    for number, data in sorted({**objects, **(more or {})}.items()):
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    table = b"".join(b"%d 1\n%010d 00000 n\r\n" % (number, at) for number, at in places.items())
    size = max(places) + 1
    return body + b"xref\n%strailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (table, size, len(body))
