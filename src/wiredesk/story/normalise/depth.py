"""How deep markup is nested, before a parser is let near it.

HTML's rules make a parser look up the whole stack of open elements again and again: 200,000 nested `<div>`s take it
longer than a minute. No agency nests beyond a dozen, so beyond a hundred the body is not parsed.
"""

import re

DEEPEST = 100
_FEW = 100
"""Tags. A body with fewer cannot be too deep."""

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_SHALLOW = frozenset(
    {"p", "li", "td", "th", "tr", "dd", "dt", "option", "tbody", "thead", "tfoot", "br", "hr", "img", "input"}
    | {"meta", "link", "source", "track", "wbr", "embed", "param", "col", "area", "base"}
)
"""Void elements, and those that the next of their kind closes: left open, they do not nest."""


def too_deep(html: str) -> bool:
    """Whether more than DEEPEST elements stand open at once somewhere in this markup."""
    if html.count("<") <= _FEW:
        return False
    depth = 0
    for closing, name in _TAG.findall(html):
        if name.lower() in _SHALLOW:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > DEEPEST:
            return True
    return False
