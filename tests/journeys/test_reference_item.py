"""The page that the product is measured by: the reference item through every transport, to its page."""

import http.server
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from lxml import etree, html

from tests.home_on_disk import Home
from tests.newspaper import Newspaper
from wiredesk.decisions.models import Decision, Standing
from wiredesk.decisions.spots import spots_of
from wiredesk.decisions.words import Verb
from wiredesk.publication.models import PublicStory
from wiredesk.wire.collect import collect
from wiredesk.wire.services import NewService, add

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference" / "item.xml"
pytestmark = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference item is not beside the project")

DISCLAIMER = (
    "This post has been auto-published from an agency feed without any modifications to the text and has not been "
    "reviewed by an editor"
)


@pytest.fixture
def paper(db: None, home: Home) -> Newspaper:
    return Newspaper(home.changed(time_zone="Asia/Kolkata"))


@pytest.fixture
def agency() -> Iterator[str]:
    """A server on this machine that serves the reference item."""
    data = REFERENCE.read_bytes()

    class Serve(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Serve)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/world.xml"
    server.shutdown()
    server.server_close()


def through(paper: Newspaper, transport: str, **options: str) -> dict[str, str]:
    """Take the item in through one transport; returns what was made for the service."""
    wanted = NewService(name="ani", provider="ANI", transport=transport, options=options, section="International")
    return add(wanted, paper.now).secrets


def poll(paper: Newspaper) -> None:
    """Ask as `flow --until-idle` does, until nothing is coming."""
    tally = collect(paper.now, 50, options=paper.home.options, ask_all=True)
    for _ in range(5):
        if tally.again_at is None:
            break
        paper.now = max(tally.again_at, paper.now + timedelta(seconds=1))
        tally = collect(paper.now, 50, options=paper.home.options)
    paper.flow()


@pytest.fixture(params=["folder", "http_poll", "push"])
def page(request: pytest.FixtureRequest, paper: Newspaper, agency: str, tmp_path: Path) -> str:
    """The article's HTML, by each transport in turn."""
    if request.param == "folder":
        inbox = tmp_path / "inbox"
        inbox.mkdir()
        (inbox / "item.xml").write_bytes(REFERENCE.read_bytes())
        through(paper, "folder", path=str(inbox))
        poll(paper)
        assert not (inbox / "item.xml").exists()
    elif request.param == "http_poll":
        through(paper, "http_poll", url=agency, allow_private="true")
        poll(paper)
    else:
        token = through(paper, "push")["token"]
        headers = {"Authorization": f"Bearer {token}"}
        answer = Client(headers=headers).post("/push/ani", REFERENCE.read_bytes(), content_type="application/rss+xml")
        assert answer.status_code == 202
        paper.flow()
    status, text = paper.page(PublicStory.objects.get().path)
    assert status == 200
    return text


def paragraphs_sent() -> list[str]:
    """The item's own paragraphs, as its own XML and HTML hold them."""
    encoded = etree.parse(str(REFERENCE)).findtext(".//{http://purl.org/rss/1.0/modules/content/}encoded")
    assert encoded is not None
    return [str(p.text_content()) for p in html.fromstring(f"<div>{encoded}</div>").xpath("./p")]


def test_ten_paragraphs_are_the_agencys_code_point_for_code_point(page: str) -> None:
    bodies = html.fromstring(page).xpath('//*[@itemprop="articleBody"]')
    assert len(bodies) == 1
    shown = [p.text_content() for p in bodies[0].xpath("./p")]
    assert len(shown) == 10
    assert shown == paragraphs_sent()
    assert page.count("<p>", page.index('itemprop="articleBody"')) >= 10


def test_the_page_names_peskov_takaichi_and_rt_as_its_sources_and_nobody_else(page: str) -> None:
    shown = html.fromstring(page)
    names = [one.text_content() for one in shown.xpath('//*[@id="sources"]/following-sibling::ul/li')]
    assert [" ".join(name.split()) for name in names] == [
        "RT cited 3 times",
        "Dmitry Peskov, spokesman cited 3 times",
        "Sanae Takaichi, Japanese Prime Minister cited 3 times",
    ]
    assert " ".join(shown.xpath('//*[@class="by"]/b')[0].text_content().split()) == "By ANI, citing RT"


def test_byline_time_and_disclaimer_stand_on_the_page(page: str) -> None:
    text = " ".join(html.fromstring(page).text_content().split())
    assert "By ANI" in text
    assert "October 26, 2025 10:00 IST" in text
    assert DISCLAIMER in text
    assert html.fromstring(page).xpath('//*[@data-state="untouched"]')


def test_it_is_placed_in_moscow_and_in_no_city_of_india(page: str) -> None:
    standing = Standing.objects.get()
    assert [(spot.key, spot.name) for spot in spots_of(standing.places)] == [("RU.48.524901", "Moscow")]
    told = Decision.objects.get(verb=Verb.LOCATE)
    assert told.rule == "placement"
    assert told.reason == "Moscow, 99 %: “Moscow”: the dateline names it; Russia stands with it"


def test_no_story_stands_twice_on_any_page(page: str, paper: Newspaper) -> None:
    path = PublicStory.objects.get().path
    for one in paper.paths():
        status, text = paper.page(one)
        if status == 200 and text.lstrip().lower().startswith("<!doctype html") and one != path:
            assert text.count(f'href="{path}"') <= 1, one


def test_the_story_is_on_its_section_the_home_page_and_in_the_feeds(page: str, paper: Newspaper) -> None:
    path = PublicStory.objects.get().path
    assert path.startswith("/international/kremlin-welcomes-japans-push-for-peace-treaty")
    for place in ("/", "/international/", "/provider/ani/", "/latest/", "/feed.xml", "/international/atom.xml"):
        assert path in paper.page(place)[1], place
    story = json.loads(paper.page(path + "story.json")[1])
    assert "received_at" in json.dumps(story)


def test_the_related_heading_is_spelt_right(page: str) -> None:
    assert "Realted" not in page
