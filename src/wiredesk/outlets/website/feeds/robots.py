"""robots.txt: where robots may go, and where the sitemaps are."""

from wiredesk.outlets.website.head import LARGE_PREVIEWS
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import SEARCH, Fixed


def press(paper: Paper) -> Sheet:
    """The file; a private title lets no robot in. Page by page, the robots meta tag says what may be shown."""
    if paper.title.private:
        return Sheet("User-agent: *\nDisallow: /\n")
    sitemaps = "".join(f"Sitemap: {paper.url(key.value)}\n" for key in (Fixed.SITEMAP, Fixed.NEWS_SITEMAP))
    return Sheet(
        f"# Every page says: {LARGE_PREVIEWS}\nUser-agent: *\nDisallow: /desk/\nDisallow: {SEARCH}\n\n{sitemaps}"
    )
