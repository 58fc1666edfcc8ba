"""Keys and paths, both ways."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.house.sections import RESERVED
from wiredesk.outlets.website.formats import FeedFormat
from wiredesk.outlets.website.site import (
    HOME,
    LATEST,
    About,
    ArchiveDay,
    ArchiveIndex,
    ArchivePage,
    Asset,
    Author,
    Corrections,
    EditionFeed,
    EditionIndex,
    EditionPage,
    EditionSitemap,
    Feed,
    Fixed,
    FrontPage,
    PageKey,
    SitemapDay,
    ThreadFeed,
    ThreadPage,
    key_of,
    path_of,
)
from wiredesk.outlets.website.story_keys import Article, History, StoryJson, article_of
from wiredesk.outlets.website.topic_keys import TopicFeed, TopicPage, TopicSitemap
from wiredesk.publication.public import FrontKind

slugs = st.from_regex(r"[a-zé][a-z0-9é-]{0,20}", fullmatch=True).filter(lambda slug: slug not in RESERVED)
ids = st.from_regex(r"[a-z2-7]{12,16}", fullmatch=True)
threads = st.from_regex(r"[a-z2-7]{12,16}(\.[1-9]\d{0,2})?", fullmatch=True)
topics = st.from_regex(r"((person|outlet)/)?[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}(--[a-z2-7]{10})?", fullmatch=True)
cities = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
articles = st.builds(
    lambda section, slug, story: Article(section, f"{slug}-{story}" if slug else story),
    slugs,
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,30}", fullmatch=True) | st.just(""),
    ids,
)
fronts = st.one_of(
    st.sampled_from([HOME, LATEST]),
    st.builds(lambda slug: FrontPage(FrontKind.SECTION, slug), slugs.filter(lambda s: len(s) < 12)),
    st.builds(lambda slug: FrontPage(FrontKind.PROVIDER, slug), slugs.filter(lambda s: len(s) < 12)),
)
keys: st.SearchStrategy[PageKey] = st.one_of(
    fronts,
    st.builds(Feed, fronts, st.sampled_from(FeedFormat)),
    articles,
    st.builds(StoryJson, articles),
    st.builds(History, articles, st.integers(0, 9999)),
    st.builds(About, slugs),
    st.builds(Author, slugs, st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)),
    st.builds(Corrections, st.integers(0, 9999)),
    st.builds(TopicPage, topics),
    st.builds(TopicFeed, topics, st.sampled_from(FeedFormat)),
    st.just(TopicSitemap()),
    st.builds(ThreadPage, threads, st.booleans()),
    st.builds(ThreadFeed, threads, st.sampled_from(FeedFormat)),
    st.just(EditionIndex()),
    st.just(EditionSitemap()),
    st.builds(EditionPage, cities, slugs | st.just("")),
    st.builds(EditionFeed, cities, st.sampled_from(FeedFormat)),
    st.just(ArchiveIndex()),
    st.builds(ArchiveDay, days),
    st.builds(ArchivePage, days, st.integers(1, 9999)),
    st.builds(SitemapDay, days),
    st.sampled_from(Fixed),
    st.builds(Asset, st.from_regex(r"[a-z]{1,8}\.[0-9a-f]{10}\.(css|svg)", fullmatch=True)),
)


@given(keys)
def test_every_key_has_a_path_that_leads_back_to_it(key: PageKey) -> None:
    assert key_of(path_of(key)) == key


@given(st.text(max_size=60).map(lambda text: "/" + text))
def test_a_path_that_names_a_page_is_that_pages_own(path: str) -> None:
    key = key_of(path)
    assert key is None or path_of(key) == path


@pytest.mark.parametrize(
    ("key", "path"),
    [
        (HOME, "/"),
        (LATEST, "/latest/"),
        (FrontPage(FrontKind.SECTION, "world"), "/world/"),
        (FrontPage(FrontKind.PROVIDER, "ani"), "/provider/ani/"),
        (Feed(FrontPage(FrontKind.PROVIDER, "ani"), FeedFormat.ATOM), "/provider/ani/atom.xml"),
        (Feed(HOME, FeedFormat.RSS), "/feed.xml"),
        (ArchivePage(date(2026, 3, 9), 2), "/archive/2026-03-09/2/"),
        (SitemapDay(date(2026, 3, 9)), "/sitemaps/2026-03-09.xml"),
        (Fixed.NEWS_SITEMAP, "/news-sitemap.xml"),
    ],
)
def test_the_addresses_are_these(key: PageKey, path: str) -> None:
    assert path_of(key) == path


def test_a_story_is_named_by_what_follows_the_last_hyphen() -> None:
    key = article_of("/world/kremlin-welcomes-a-treaty-abcdefghijkl/")
    assert key.story == "abcdefghijkl"
    assert path_of(StoryJson(key)) == "/world/kremlin-welcomes-a-treaty-abcdefghijkl/story.json"


@pytest.mark.parametrize("path", ["", "//", "/desk/", "/archive/2026-13-45/", "/media/x/", "/archive/2026-03-09/0/"])
def test_paths_that_are_no_page_of_the_site_have_no_key(path: str) -> None:
    assert key_of(path) is None
