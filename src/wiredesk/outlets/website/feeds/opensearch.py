"""What browsers need to know to offer the paper's search: an OpenSearch 1.1 description document."""

from wiredesk.outlets.website.feeds.xml import DECLARATION, attribute, text
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import SEARCH, Fixed

_NAMESPACE = 'xmlns="http://a9.com/-/spec/opensearch/1.1/"'
_SHORT, _LONG = 16, 48
"""Characters that the specification allows these names."""


def press(paper: Paper) -> Sheet:
    """The document."""
    itself = attribute(paper.url(Fixed.OPENSEARCH))
    name, says = paper.title.name, paper.words.search_paper.format(paper=paper.title.name)
    return Sheet(
        f"{DECLARATION}<OpenSearchDescription {_NAMESPACE}>\n<ShortName>{text(name[:_SHORT].strip())}</ShortName>\n"
        f"<LongName>{text(name[:_LONG].strip())}</LongName>\n<Description>{text(says)}</Description>\n"
        f"<Language>{text(paper.words.language)}</Language>\n<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Image type="image/svg+xml">{text(paper.url(paper.icon))}</Image>\n'
        f'<Url type="text/html" template="{attribute(paper.url(SEARCH))}?q={{searchTerms}}"/>\n'
        f'<Url type="application/opensearchdescription+xml" rel="self" template="{itself}"/>\n'
        "</OpenSearchDescription>\n"
    )
