"""Where the items of a feed begin and end in its bytes, found without believing that the rest is well-formed.

One pass, linear in the length whatever the bytes are: a search that found nothing is not made twice.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from wiredesk.common.xml.sniff import tag_end

_SECTIONS: Final = {b"![CDATA[": b"]]>", b"!--": b"-->", b"?": b"?>"}


class Span(msgspec.Struct, frozen=True):
    """One item's bytes: from `<` of its start tag to `end`. `fault` says why it cannot be whole, when it cannot."""

    start: int
    end: int
    nested: bool = False
    """Whether another start tag of an item stands inside."""
    fault: str = ""


class Splitter:
    """Cuts a document into items whose elements are called one of `names`, prefix included."""

    def __init__(self, names: frozenset[bytes]) -> None:
        either = b"|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        self._token: Final = re.compile(rb"<(?:(!\[CDATA\[|!--|\?)|(/?)(?:" + either + rb")(?=[\s/>]))")
        self._close: Final = re.compile(rb"</(?:" + either + rb")\s*>")
        self._seam: Final = re.compile(rb"</(?:" + either + rb")\s*>\s*<(?:" + either + rb")[\s/>]")

    def spans(self, data: bytes) -> list[Span]:
        """Every item in document order, none inside another. An item that never ends gives way to those inside it."""
        found: list[Span] = []
        for span in _Pass(self, data, 0, len(data), flat=False).spans():
            found += self.flat(data, span.start, span.end) if span.nested and span.fault else [span]
        return found

    def flat(self, data: bytes, start: int, end: int) -> list[Span]:
        """The items between two offsets where each start tag ends the item before it."""
        return list(_Pass(self, data, start, end, flat=True).spans())


class _Pass:
    """One walk over the bytes; remembers where each kind of section next ends."""

    def __init__(self, splitter: Splitter, data: bytes, start: int, end: int, *, flat: bool) -> None:
        self._token = splitter._token  # noqa: SLF001
        self._close = splitter._close  # noqa: SLF001
        self._seam = splitter._seam  # noqa: SLF001
        self._data, self._position, self._end, self._flat = data, start, end, flat
        self._next_end: dict[bytes, int] = {}

    def spans(self) -> Iterator[Span]:
        """The items in order; the last may be cut short by the end."""
        depth, start, nested = 0, 0, False
        while (token := self._token.search(self._data, self._position, self._end)) is not None:
            self._position = token.end()
            if token[1]:
                cut = self._section(token[1], within_item=depth > 0)
                if cut:
                    yield Span(
                        start, cut, nested, f"a {'comment' if token[1] == b'!--' else 'section'} is never closed"
                    )
                    depth, nested, self._position = 0, False, cut
            elif token[2]:
                self._position = min(tag_end(self._data, token.end()), self._end)
                if depth == 1:
                    yield Span(start, self._position, nested)
                    nested = False
                depth = max(depth - 1, 0)
            else:
                if depth and self._flat:
                    yield Span(start, token.start(), fault="the next item begins before this one ends")
                    depth = 0
                nested = depth > 0
                if not depth:
                    start = token.start()
                self._position = self._start_tag_end(token.end())
                if self._data[self._position - 2 : self._position] != b"/>":
                    depth += 1
                elif not depth:
                    yield Span(start, self._position)
        if depth:
            yield Span(start, self._end, nested, "it ends before it is complete")

    def _start_tag_end(self, begin: int) -> int:
        """A value whose quote is missing runs on to some later quote: no value holds `<`, so the tag ends before."""
        end = min(tag_end(self._data, begin), self._end)
        if self._data.find(b"<", begin, end) < 0:
            return end
        first = self._data.find(b">", begin, self._end)
        return self._end if first < 0 else first + 1

    def _section(self, opening: bytes, *, within_item: bool) -> int:
        """Passes over CDATA, a comment or an instruction; the offset where the item is cut when it runs away."""
        begin = self._position
        end = self._ending(opening, begin)
        if within_item:
            # A section that was never closed swallows the next items up to some other section's end.
            seam = self._seam.search(self._data, begin, self._end if end < 0 else end)
            if seam is not None:
                close = self._close.match(self._data, seam.start())
                return close.end() if close else seam.start()
            if end < 0:
                close = self._close.search(self._data, begin, self._end)
                return close.end() if close else self._end
        self._position = self._end if end < 0 else end
        return 0

    def _ending(self, opening: bytes, begin: int) -> int:
        known = self._next_end.get(opening)
        if known is None or 0 <= known < begin:
            closing = _SECTIONS[opening]
            found = self._data.find(closing, begin, self._end)
            known = found + len(closing) if found >= 0 else -1
            self._next_end[opening] = known
        return known
