"""Whose element is this: namespaces as they are written in the wild, brought to one short family name each."""

from functools import lru_cache
from typing import Final

import msgspec

from wiredesk.common.xml import Element

_FAMILIES: Final = {
    "http://purl.org/rss/1.0": "core",
    "http://my.netscape.com/rdf/simple/0.9": "core",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": "core",
    "http://channel.netscape.com/rdf/simple/0.9": "core",
    "http://purl.org/net/rss1.1": "core",
    "http://backend.userland.com/rss": "core",
    "http://backend.userland.com/rss2": "core",
    "http://backend.userland.com/rss2.1": "core",
    "http://blogs.law.harvard.edu/tech/rss": "core",
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns": "atom",
    "http://purl.org/net/atom/ns": "atom",
    "http://example.com/newformat": "atom",
    "http://example.com/necho": "atom",
    "http://purl.org/echo": "atom",
    "http://purl.org/pie": "atom",
    "http://purl.org/atompub/tombstones/1.0": "tombstone",
    "http://purl.org/dc/elements/1.0": "dc",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://search.yahoo.com/mrss": "media",
    "http://video.search.yahoo.com/mrss": "media",
    "http://www.rssboard.org/media-rss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/xml/1998/namespace": "xml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "http://purl.org/rss/1.0/modules/slash": "slash",
    "http://purl.org/rss/1.0/modules/syndication": "syndication",
    "http://wellformedweb.org/commentapi": "wfw",
    "http://prismstandard.org/namespaces/1.2/basic": "prism",
    "http://prismstandard.org/namespaces/basic/2.0": "prism",
    "http://prismstandard.org/namespaces/basic/2.1": "prism",
    "http://prismstandard.org/namespaces/basic/3.0": "prism",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
}
# Families whose own elements are settled: none of them is an agency's extension.
SETTLED: Final = frozenset(("atom", "dc", "content", "media", "itunes", "xhtml", "slash", "wfw", "syndication", "rdf"))

XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
RDF_RESOURCE: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
RDF_ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


class Name(msgspec.Struct, frozen=True):
    """An element's name: `family` is one of ours, `other` for a namespace unknown here, `core` for none at all."""

    family: str
    local: str


def name_of(element: Element) -> Name:
    """An element's name, its namespace brought to a family."""
    return _named(str(element.tag))


@lru_cache(maxsize=4096)
def _named(tag: str) -> Name:
    """The name behind lxml's `{namespace}local`."""
    namespace, _, local = tag.rpartition("}")
    if not namespace:
        return Name("core", local)
    return Name(family_of(namespace[1:]), local)


def is_core(namespace: str) -> bool:
    """Whether elements of this namespace are RSS's own."""
    return family_of(namespace) == "core"


def is_atom(namespace: str) -> bool:
    """Whether elements of this namespace are Atom's, or of none."""
    return family_of(namespace) in ("atom", "core")


def is_tombstone(namespace: str) -> bool:
    """Whether elements of this namespace are RFC 6721's."""
    return family_of(namespace) == "tombstone"


def family_of(namespace: str) -> str:
    """The family of a namespace; a trailing slash or hash, the case of letters and `https` make no difference in the
    wild."""
    if not namespace:
        return "core"
    return _FAMILIES.get(namespace.strip().lower().rstrip("/#").replace("https://", "http://", 1), "other")
