"""Received HTML as blocks: the same words in the few elements that a body may hold, whatever was sent.

A body arrives as paragraphs, as `<div>`s, as text broken by `<br><br>`, with one `</p>` too many (IANS) or none at
all. HTML's own parsing rules say what a browser makes of each, so lexbor parses, and this walk writes blocks anew:
nothing of the received markup is copied but its text and the addresses of its links.
"""

import msgspec
import nh3
from selectolax.lexbor import LexborNode

from wiredesk.story.canonical import BLOCK_TAGS, INLINE_TAGS, NEVER_TEXT, PREFORMATTED, escape, unfolded
from wiredesk.story.content import Block
from wiredesk.story.normalise.links import web_address

_KIND_OF = {"p": "p", "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4", "div": "p"}
"""A page has its own h1, the story's headline, so a body's headings begin below it."""

_STRUCK = frozenset({"s", "strike", "del"})
_SPAN_LIMIT = 50

_CLEANER = nh3.Cleaner(
    tags={*INLINE_TAGS, "br", "p", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "pre", "table", "caption"}
    | {"thead", "tbody", "tfoot", "tr", "td", "th"},
    attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
    url_schemes={"http", "https"},
    link_rel=None,
)


class Body(msgspec.Struct, frozen=True):
    """What a walk over a body gave: its blocks, and whether it held struck-out words."""

    blocks: tuple[Block, ...]
    struck: bool = False
    """True where `<s>` or `<del>` stood: a body cannot show them struck, so somebody has to look."""


def blocks_of(node: LexborNode, *, base: str | None = None, skip: frozenset[int] = frozenset()) -> Body:
    """The blocks below a parsed node; relative links are joined to `base`, elements in `skip` are left out."""
    flow = _Flow(base, skip)
    flow.walk(node)
    return Body(tuple(_sanitised(block) for block in flow.take()), flow.struck)


def _sanitised(block: Block) -> Block:
    """A block through nh3, a second parser with a list of its own, wherever it holds any markup at all."""
    if "<" not in block.html:
        return block
    opening, closing = f"<{block.kind}>", f"</{block.kind}>"
    clean = _CLEANER.clean(opening + block.html + closing)
    return Block(block.kind, clean.removeprefix(opening).removesuffix(closing))


class _Flow:
    """Blocks in the making, and the paragraph being written.

    Inline elements are opened only when their first word comes and closed when a word outside them comes: so they are
    never empty, and one that runs across two paragraphs is written in both.
    """

    def __init__(self, base: str | None, skip: frozenset[int], wanted: tuple[tuple[str, str], ...] = ()) -> None:
        self.base = base
        self.skip = skip
        self.blocks: list[Block] = []
        self.kind = "p"
        self.struck = False
        self._parts: list[str] = []
        self._wanted = wanted
        self._open: tuple[tuple[str, str], ...] = ()
        self._space = False
        self._breaks = 0

    # ------------------------------------------------------------ reading

    def walk(self, node: LexborNode) -> None:
        """Write everything below a node."""
        child = node.first_child
        while child is not None:
            self.one(child)
            child = child.next

    def one(self, node: LexborNode) -> None:
        """Write one node and everything below it."""
        tag = node.tag or "-"
        if tag == "-text":
            self._text(node.text_content or "")
        elif tag == "br":
            self._break()
        elif tag in BLOCK_TAGS:
            self.end()
            if node.mem_id not in self.skip:
                self._block(node, tag)
        elif tag[0] != "-" and tag not in NEVER_TEXT and node.mem_id not in self.skip:
            self._inline(node, tag)

    def _inline(self, node: LexborNode, tag: str) -> None:
        before = self._wanted
        if tag == "a":
            address = web_address(node.attributes.get("href"), self.base)
            if address and not any(name == "a" for name, _ in before):
                self._wanted = (*before, ("a", f'<a href="{escape(address)}">'))
        elif tag in INLINE_TAGS:
            self._wanted = (*before, (tag, f"<{tag}>"))
        elif tag in _STRUCK:
            self.struck = True
        self.walk(node)
        self._wanted = before

    def _block(self, node: LexborNode, tag: str) -> None:
        if tag == "table":
            self._add("table", "".join(self._table(node)))
        elif self.kind != "pre" and tag in ("ul", "ol"):
            self._add(tag, "".join(self._items(node)))
        elif self.kind != "pre" and tag == "blockquote":
            self._add(tag, self._inner(node))
        else:
            outer = self.kind
            self.kind = "pre" if tag in PREFORMATTED or outer == "pre" else _KIND_OF.get(tag, outer)
            self.walk(node)
            self.end()
            self.kind = outer

    def _inner(self, node: LexborNode) -> str:
        """What stands in a quotation, list item or cell: bare text where it is one paragraph, else its blocks."""
        flow = _Flow(self.base, self.skip, self._wanted)
        flow.walk(node)
        blocks = flow.take()
        self.struck = self.struck or flow.struck
        if blocks and blocks[0].kind == "p" and all(block.kind in ("ul", "ol") for block in blocks[1:]):
            first, *rest = blocks
            return first.html + "".join(_written(block) for block in rest)
        return "".join(_written(block) for block in blocks)

    def _items(self, node: LexborNode) -> list[str]:
        """The items of a list; what stands in it outside an item becomes an item, as browsers show it."""
        items: list[str] = []
        stray = _Flow(self.base, self.skip, self._wanted)
        child = node.first_child
        while child is not None:
            if child.tag == "li":
                items.extend(_item(stray.take()))
                if child.mem_id not in self.skip and (inner := self._inner(child)):
                    items.append(f"<li>{inner}</li>")
            else:
                stray.one(child)
            child = child.next
        items.extend(_item(stray.take()))
        self.struck = self.struck or stray.struck
        return items

    def _table(self, node: LexborNode) -> list[str]:
        written: list[str] = []
        for child in node.iter():
            tag = child.tag
            if child.mem_id in self.skip:
                continue
            if tag == "tr":
                cells = [
                    f"<{cell.tag}{_spans(cell)}>{self._inner(cell)}</{cell.tag}>"
                    for cell in child.iter()
                    if cell.tag in ("td", "th") and cell.mem_id not in self.skip
                ]
                if cells:
                    written.append(f"<tr>{''.join(cells)}</tr>")
            elif tag in ("thead", "tbody", "tfoot") and (rows := self._table(child)):
                written.append(f"<{tag}>{''.join(rows)}</{tag}>")
            elif tag == "caption" and (inner := self._inner(child)):
                written.append(f"<caption>{inner}</caption>")
        return written

    # ------------------------------------------------------------ writing

    def _text(self, raw: str) -> None:
        if self.kind == "pre":
            self._parts.append(raw)
            return
        text = raw.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\f", " ")
        while "  " in text:
            text = text.replace("  ", " ")
        words = text.strip(" ")
        if not words:
            self._space = self._space or bool(text)
            return
        if self._breaks and self._parts:
            if self._breaks > 1:
                self.end()
            else:
                self._parts.append("<br>")
                self._space = False
        self._breaks = 0
        leading = self._space or text[0] == " "
        shared = 0
        if self._open != self._wanted:
            while shared < min(len(self._open), len(self._wanted)) and self._open[shared] == self._wanted[shared]:
                shared += 1
            self._parts.extend(f"</{name}>" for name, _ in reversed(self._open[shared:]))
        else:
            shared = len(self._open)
        if leading and self._parts and self._parts[-1] != "<br>":
            self._parts.append(" ")
        self._parts.extend(opening for _, opening in self._wanted[shared:])
        self._open = self._wanted
        self._parts.append(escape(words))
        self._space = text[-1] == " "

    def _break(self) -> None:
        if self.kind == "pre":
            self._parts.append("\n")
        else:
            self._breaks += 1
            self._space = False

    def end(self) -> None:
        """Close the paragraph being written, if it has any words."""
        if self._parts:
            if self.kind == "pre":
                html = escape(unfolded("".join(self._parts)))
            else:
                html = "".join(self._parts) + "".join(f"</{name}>" for name, _ in reversed(self._open))
            self._add(self.kind, html)
            self._parts.clear()
        self._open = ()
        self._space = False
        self._breaks = 0

    def take(self) -> list[Block]:
        """The blocks so far, which this flow then forgets."""
        self.end()
        blocks, self.blocks = self.blocks, []
        return blocks

    def _add(self, kind: str, html: str) -> None:
        if html:
            self.blocks.append(Block(kind, html))


def _written(block: Block) -> str:
    return f"<{block.kind}>{block.html}</{block.kind}>"


def _item(blocks: list[Block]) -> list[str]:
    """Blocks that stood between the items of a list: a list nested without an item of its own, or loose text."""
    return [f"<li>{block.html if block.kind == 'p' else _written(block)}</li>" for block in blocks]


def _spans(cell: LexborNode) -> str:
    """A cell's `colspan` and `rowspan`: without them a table's numbers stand under the wrong heads."""
    spans = ""
    for name in ("colspan", "rowspan"):
        value = cell.attributes.get(name) or ""
        if value.isdecimal() and value.isascii() and 1 < int(value[:4]) <= _SPAN_LIMIT:
            spans += f' {name}="{int(value)}"'
    return spans
