"""The canonical text of a body: the one string that a story's words are compared by, and its digest.

Rule 1 (`story.content.CANONICAL_FORMAT`), in full:

- CR LF and CR become LF before anything else;
- every block, list item and table row is a line, lines are joined by LF, and `<br>` begins a new line;
- inside a line, runs of TAB, LF, FF, CR and SPACE fold to one space, and none is left at either end;
- a preformatted block is not folded: only the LFs around it go;
- the cells of a table's row are joined by TAB;
- a line, block or row without text is no line at all, so how an agency spaces its paragraphs is not a word;
- nothing else changes: NBSP, ZWJ, ZWNJ, bidi marks and U+2028 stay, and there is no Unicode normalisation.

There are two readings of that rule, on purpose. `canonical_of_tree` walks a parsed document of any shape, and is what
received HTML is read by. `canonical_of_markup` scans the few tags that wiredesk itself writes and refuses every other,
and is what our own output is read by. A mistake would have to be made twice to go unseen.
"""

import hashlib
import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wiredesk.common.errors import WiredeskError
from wiredesk.story.content import Block

INLINE_TAGS = frozenset({"a", "em", "strong", "b", "i", "u", "sub", "sup", "code"})
"""The inline elements that a published body may hold, besides `br`."""

TABLE_PARTS = frozenset({"caption", "thead", "tbody", "tfoot", "tr", "td", "th"})

BLOCK_KINDS = frozenset({"p", "h2", "h3", "h4", "blockquote", "ul", "ol", "pre", "table"})

BLOCK_TAGS = (
    BLOCK_KINDS
    | TABLE_PARTS
    | frozenset(
        {"address", "article", "aside", "body", "center", "dd", "details", "dialog", "dir", "div", "dl"}
        | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h5", "h6"}
        | {"header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "optgroup"}
        | {"option", "plaintext", "search", "section", "select", "summary", "textarea", "xmp"}
    )
)
"""Elements that begin and end a line (WHATWG HTML, Rendering, 15.3): everything else runs on."""

NEVER_TEXT = frozenset(
    {"script", "style", "template", "noscript", "title", "head", "base", "link", "meta", "iframe"}
    | {"noframes", "noembed", "object", "embed", "applet", "param", "video", "audio", "source", "track"}
    | {"canvas", "svg", "img", "input", "frame"}
)
"""Elements of which no reader sees a word of text, or whose words are only what a player falls back to."""

PREFORMATTED = frozenset({"pre", "listing", "plaintext", "xmp"})

_DOCUMENT = "<!doctype html><body>"
_WHITESPACE = " \t\n\f\r"
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>')
_LINK = '<a href="'


class NotPlain(WiredeskError):
    """Markup that is not one of ours stands where only a body's own may stand."""


def parse(html: str | bytes) -> LexborNode:
    """The `body` element that a browser would make of this HTML; never raises, whatever it is given."""
    markup = _DOCUMENT + html if isinstance(html, str) else _DOCUMENT.encode() + html
    body = LexborHTMLParser(markup).body
    if body is None:  # a frameset is ignored after an explicit <body>, so lexbor always makes one
        raise NotPlain("This HTML has no body. Look at the item as received.", fact="no_body")
    return body


def fold(text: str) -> str:
    """One line: runs of TAB, LF, FF, CR and SPACE are one space, none at either end; nothing else changes."""
    text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\f", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


def unfolded(text: str) -> str:
    """A preformatted block's text: line ends are LF, and only the LFs around it are gone; empty if it is all white."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip("\n") if text.strip(_WHITESPACE) else ""


def digest_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


# ---------------------------------------------------------------- reading what was received


def canonical_of_html(html: str) -> str:
    """The canonical text of any HTML, as a browser would lay it out."""
    return canonical_of_tree(parse(html))


def canonical_of_tree(node: LexborNode, skip: frozenset[int] = frozenset()) -> str:
    """The canonical text below a node; elements whose `mem_id` is in `skip` count as not there."""
    lines: list[str] = []
    run: list[str] = []
    _read(node, lines, run, skip, preformatted=False)
    _end_line(lines, run, preformatted=False)
    return "\n".join(lines)


def _end_line(lines: list[str], run: list[str], *, preformatted: bool) -> None:
    if run:
        text = "".join(run)
        run.clear()
        line = unfolded(text) if preformatted else fold(text)
        if line:
            lines.append(line)


def _read(node: LexborNode, lines: list[str], run: list[str], skip: frozenset[int], *, preformatted: bool) -> None:
    child = node.first_child
    while child is not None:
        tag = child.tag or "-"
        if tag == "-text":
            run.append(child.text_content or "")
        elif tag == "br":
            if preformatted:
                run.append("\n")
            else:
                _end_line(lines, run, preformatted=False)
        elif tag in BLOCK_TAGS:
            _end_line(lines, run, preformatted=preformatted)
            if child.mem_id not in skip:
                if tag == "table":
                    _read_table(child, lines, skip)
                else:
                    inside = preformatted or tag in PREFORMATTED
                    _read(child, lines, run, skip, preformatted=inside)
                    _end_line(lines, run, preformatted=inside)
        elif tag[0] != "-" and tag not in NEVER_TEXT and child.mem_id not in skip:
            _read(child, lines, run, skip, preformatted=preformatted)
        child = child.next


def _read_table(table: LexborNode, lines: list[str], skip: frozenset[int]) -> None:
    """Rows, wherever in the table they stand; text that stood outside a cell the parser has moved out already."""
    for child in table.iter():
        if child.mem_id in skip:
            continue
        if child.tag == "tr":
            found = [cell for cell in child.iter() if cell.tag in ("td", "th") and cell.mem_id not in skip]
            cells = [canonical_of_tree(cell, skip) for cell in found]
            if any(cells):
                lines.append("\t".join(cells))
        elif child.tag in ("thead", "tbody", "tfoot"):
            _read_table(child, lines, skip)
        elif child.tag == "caption" and (caption := canonical_of_tree(child, skip)):
            lines.append(caption)


# ---------------------------------------------------------------- reading what we wrote


def canonical_of_markup(markup: str) -> str:
    """The canonical text of a body as wiredesk writes it, lower-case tags and double quotes.

    Raises `NotPlain` at a comment, at any element that a body may not hold, and at a tag that was not closed.
    """
    if "<" not in markup:
        return fold(unescape(markup))
    pieces = _TAG.split(markup)
    if any("<" in text for text in pieces[::4]):
        stray = next(text for text in pieces[::4] if "<" in text)
        raise NotPlain(
            "Something that is not a plain tag stands inside the body: mend the template.",
            fact=f"stray markup {stray[stray.index('<') :][:60]!r}",
        )
    scan = _Scan()
    for at in range(0, len(pieces) - 1, 4):
        if pieces[at]:
            scan.run.append(pieces[at])
        name = pieces[at + 2]
        if name not in INLINE_TAGS:
            scan.tag(name, closing=bool(pieces[at + 1]))
    if pieces[-1]:
        scan.run.append(pieces[-1])
    return scan.result()


class _Scan:
    """The state of `canonical_of_markup`: the line being read, and the rows and cells it stands in."""

    def __init__(self) -> None:
        self.run: list[str] = []
        self.lines: list[str] = []
        self.outer: list[list[str]] = []
        self.preformatted = False

    def flush(self) -> None:
        if self.run:
            text = "".join(self.run)
            self.run.clear()
            if "&" in text:
                text = unescape(text)
            line = unfolded(text) if self.preformatted else fold(text)
            if line:
                self.lines.append(line)

    def tag(self, name: str, *, closing: bool) -> None:
        if name == "br":
            if self.preformatted:
                self.run.append("\n")
            else:
                self.flush()
            return
        if name not in BLOCK_KINDS and name not in TABLE_PARTS and name != "li":
            raise NotPlain(f"The body holds a <{name}>, which no body may: mend the template.", fact=f"<{name}>")
        self.flush()
        if name in ("tr", "td", "th"):
            self._nest(name, closing=closing)
        elif name == "pre":
            self.preformatted = not closing

    def _nest(self, name: str, *, closing: bool) -> None:
        if not closing:
            self.outer.append(self.lines)
            self.lines = []
            return
        if not self.outer:
            raise NotPlain(f"The body closes a <{name}> that it never opened.", fact=f"stray </{name}>")
        inner, self.lines = self.lines, self.outer.pop()
        if name != "tr":
            self.lines.append("\n".join(inner))
        elif any(inner):
            self.lines.append("\t".join(inner))

    def result(self) -> str:
        self.flush()
        if self.outer or self.preformatted:
            raise NotPlain("The body ends inside a table or a preformatted block.", fact="unclosed")
        return "\n".join(self.lines)


# ---------------------------------------------------------------- writing


def escape(text: str) -> str:
    """Text as HTML text: only `&`, `<` and `>` are written as entities, so every other character stays itself."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(markup: str) -> str:
    """The opposite of `escape`, and of how HTML parsers write NBSP and quotes."""
    plain = markup.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\xa0").replace("&quot;", '"')
    return plain.replace("&amp;", "&")


def render_blocks(blocks: Iterable[Block], *, rel: str = "noopener") -> str:
    """Blocks as HTML, one element a line, each with its end tag; `rel` goes on every link (paid copy: `sponsored`)."""
    written = "\n".join(f"<{block.kind}>{block.html}</{block.kind}>" for block in blocks)
    return written.replace(_LINK, f'<a rel="{rel}" href="') if _LINK in written else written


def canonical_text(blocks: Iterable[Block]) -> str:
    """The canonical text of blocks, by way of the very HTML that they are published as."""
    return canonical_of_markup(render_blocks(blocks))
