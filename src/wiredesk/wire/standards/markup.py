"""Markup inside a feed's elements: inner XML as HTML, relative addresses made whole, and words out of HTML.

No word of a text is touched here: only tags are written anew, and only the addresses inside tags.
"""

import html
import re
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from wiredesk.common.xml import Element
from wiredesk.wire.standards.names import XML_BASE, name_of

_VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_ADDRESSES: Final = frozenset(
    ("href", "src", "poster", "cite", "longdesc", "data", "background", "action", "formaction")
)
_TAG: Final = re.compile(r"<[A-Za-z][^<>]{0,20000}>")
_ATTRIBUTE: Final = re.compile(
    r"""(\s(?:href|src|poster|cite|longdesc|data|background|action|formaction)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""",
    re.I,
)
_LOOKS_HTML: Final = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);")
_REFERENCE: Final = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
_SPACE: Final = " \t\r\n\f"
_INLINE: Final = re.compile(
    r"<(a|abbr|acronym|b|bdi|bdo|big|cite|code|div|em|font|i|kbd|mark|p|small|span|strong|sub|sup|tt|u)"
    r"(?:\s[^<>]{0,2000})?>((?:[^<>]|<(?=[\s\d])){0,1000})</\1\s*>",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(r"\s*<br\s*/>\s*", re.IGNORECASE)
_DEEPEST_TITLE: Final = 4
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def text_of(element: Element) -> str:
    """All character data inside an element, white space trimmed at both ends."""
    if len(element) == 0:
        return (element.text or "").strip(_SPACE)
    return "".join(element.itertext()).strip(_SPACE)


def looks_html(text: str) -> bool:
    """Whether a text that could be either holds a tag or a character reference."""
    return _LOOKS_HTML.search(text) is not None


def plain(markup: str) -> str:
    """The words of a short piece of HTML (a title, a caption), white space trimmed at both ends."""
    if "<" not in markup:
        return html.unescape(markup).strip(_SPACE)
    tree = LexborHTMLParser(markup)
    for unseen in tree.css("script, style"):
        unseen.decompose()
    return (tree.body.text() if tree.body else "").strip(_SPACE)


def unescape_title(text: str) -> tuple[str, bool]:
    """A title whose character references were escaped once more, as RSS writers do; says whether any were."""
    if "&" not in text:
        return text, False
    decoded = _REFERENCE.sub(lambda reference: html.unescape(reference[0]), text)
    return decoded, decoded != text


def without_inline_tags(text: str) -> tuple[str, bool]:
    """A title without the tags that only set its words, as in italics or as a link; says whether there were any.

    RSS says nothing of markup in titles, and some writers send it. A tag that is not closed is taken for words.
    """
    if "/" not in text or "<" not in text:
        return text, False
    bare = _BREAK.sub(" ", text)
    for _ in range(_DEEPEST_TITLE):
        bare, times = _INLINE.subn(_bare, bare)
        if not times:
            break
    return (bare.strip(_SPACE) if bare != text else bare), bare != text


def _bare(found: re.Match[str]) -> str:
    # What stands in a block of its own is no part of the word that follows.
    return f"{found[2]} " if found[1].lower() in ("div", "p") else found[2]


def resolve(base: str | None, address: str) -> str:
    """An address made whole; left as it is where there is no base or it cannot be read as one."""
    address = address.strip()
    if not base or not address or _SCHEME.match(address):
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def resolve_id(base: str | None, sent: str) -> str:
    """An id as it was sent: it is absolute (RFC 4287, 4.2.6); one that begins as a path was meant against the base."""
    return resolve(base, sent) if sent.startswith(("/", "./", "../")) else sent


def is_web(address: str) -> bool:
    """Whether an address is one of the web: http or https with a host."""
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def base_of(element: Element, base: str | None) -> str | None:
    """The base address inside an element: its own xml:base upon the one around it."""
    own = element.get(XML_BASE)
    return base if own is None else (resolve(base, own) or base)


def resolve_html(markup: str, base: str | None) -> str:
    """HTML whose tags point to whole addresses; every character outside tags stays as it is."""
    if not base or "=" not in markup:
        return markup
    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(lambda found: _whole(found, base), tag[0]), markup)


def _whole(found: re.Match[str], base: str) -> str:
    quoted = found[2]
    quote = quoted[0] if quoted[0] in "\"'" else ""
    address = html.unescape(quoted.strip("\"'") if quote else quoted)
    if address.lstrip().startswith("#") or _SCHEME.match(address.strip()):
        return found[0]
    whole = resolve(base, address)
    return found[0] if whole == address else f'{found[1]}"{html.escape(whole)}"'


def inner_html(element: Element, base: str | None) -> str:
    """The content of an element as HTML: element names without namespaces, empty elements closed as HTML wants.

    `base` is the base inside the element, its own xml:base included: a relative one must not count twice. An XHTML
    `div` that only wraps (RFC 4287, 3.1.1.3) is the caller's to look through.
    """
    parts = [_escape(element.text)]
    bases = [base]
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        if node is element:
            continue
        local = name_of(node).local
        if event == "start":
            bases.append(base_of(node, bases[-1]))
            parts.append(f"<{local}{_attributes(node, bases[-1])}>{_escape(node.text)}")
        else:
            bases.pop()
            if local.lower() not in _VOID or len(node) or node.text:
                parts.append(f"</{local}>")
            parts.append(_escape(node.tail))
    return "".join(parts)


def _attributes(node: Element, base: str | None) -> str:
    written = []
    for key, value in node.attrib.items():
        name, sent = str(key), str(value)
        namespace, _, local = name.rpartition("}")
        if namespace and namespace != "{http://www.w3.org/1999/xlink":
            continue
        if local in _ADDRESSES and not sent.lstrip().startswith("#"):
            sent = resolve(base, sent)
        written.append(f' {"xlink:" if namespace else ""}{local}="{html.escape(sent)}"')
    return "".join(written)


def _escape(text: str | None) -> str:
    return html.escape(text, quote=False) if text else ""
