"""Reading pressed pages as their readers do: browsers, feed readers, robots."""

import json
from typing import Any

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def html(text: str) -> LexborHTMLParser:
    """The page as a browser's parser sees it."""
    return LexborHTMLParser(text)


def one(page: LexborHTMLParser, selector: str) -> LexborNode:
    """The only element that a selector finds."""
    found = page.css(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return found[0]


def said(page: LexborHTMLParser, selector: str) -> str:
    """The text of the only element that a selector finds, white space folded."""
    return " ".join(one(page, selector).text().split())


def links(page: LexborHTMLParser, selector: str = "main a") -> list[str]:
    """Where links lead, in order."""
    return [str(node.attributes["href"]) for node in page.css(selector)]


def meta(page: LexborHTMLParser, name: str) -> str | None:
    """The content of a `<meta>` element by name or property."""
    found = page.css_first(f'meta[name="{name}"], meta[property="{name}"]')
    return str(found.attributes["content"]) if found else None


def json_ld(page: LexborHTMLParser) -> dict[str, Any]:
    """The page's structured data."""
    found: dict[str, Any] = json.loads(one(page, 'script[type="application/ld+json"]').text())
    return found


def xml(text: str) -> etree._Element:
    """The document, parsed strictly: entities stay unread, and any fault fails the test."""
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True, recover=False))
