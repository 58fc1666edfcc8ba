"""An e-paper for those who sign in is shown to nobody else, and a download says whose it is."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from tests.home_on_disk import Home
from tests.newspaper import item
from tests.printed_issue import Told, printed
from tests.public.reader import Answer
from tests.searching import Searching
from wiredesk.common.ids import sha256_hex
from wiredesk.decisions.actions.kill import kill
from wiredesk.outlets.deliver import deliver
from wiredesk.outlets.epaper import kept, pdf, shelf
from wiredesk.outlets.epaper.pdf_orders import Stamp
from wiredesk.public import sending
from wiredesk.public.serve import threads
from wiredesk.public.stamping import ROOM
from wiredesk.publication.models import Issue, IssuePage
from wiredesk.publication.release import release
from wiredesk.publication.shelf import shelves
from wiredesk.story.canonical import canonical_text

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2025, 10, 27)
ISSUE = "/epaper/paper/2025-10-27/"
COOKIE = "sessionid=asha"


class Printed(Searching):
    """A paper with an issue of one story, and who reads it."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.paper.take(item("a", "Second lock opens", ("The harbour office opened the second lock on Sunday.",)))
        one = self.paper.story("a").id
        options, store = self.paper.home.options, self.paper.paper.store
        story = shelves(options)[0].stories((one,))[one]
        told = Told(story.headline, tuple(canonical_text(story.blocks).splitlines()), one)
        made = printed(home.path / "made", [[told], [told]])
        self.issue = shelf.begin(self.paper.title, None, DAY, self.paper.now)
        shelf.publish(self.issue, made, self.paper.now, options=options, store=store)
        self.restart()
        self.reader.people.add(COOKIE)

    @property
    def files(self) -> kept.Kept:
        """The files of its first page."""
        return kept.kept_of(bytes(IssuePage.objects.get(number=1).pictures))

    def kill(self) -> None:
        paper = self.paper
        kill(paper.story("a").id, by=paper.person(), reason="Wrong", now=paper.now)
        release(paper.now, 50, options=paper.home.options)
        deliver(paper.now, 50, options=paper.home.options, store=paper.paper.store)
        self.reader.tick += 1


@pytest.fixture
def shut(home: Home) -> Printed:
    return Printed(home.changed(epaper_signed_in=True))


@pytest.fixture
def marked(home: Home) -> Printed:
    return Printed(home.changed(epaper_watermark=True))


def everything(paper: Printed) -> list[str]:
    """Every address of the e-paper."""
    pages = ["/epaper/", "/epaper/paper/", "/epaper/2025-10/", ISSUE, f"{ISSUE}1/", f"{ISSUE}2/", "/epaper/feed.xml"]
    return [*pages, "/sitemaps/epaper.xml", "/search/epaper/", *paper.files.paths, Issue.objects.get().pdf_path]


def test_nothing_of_it_is_shown_to_a_stranger(shut: Printed) -> None:
    for path in everything(shut):
        for method in ("GET", "HEAD"):
            answer = shut.reader.ask(path, method)
            assert (answer.status, answer.headers["cache-control"]) == (302, "no-store"), path
            assert answer.headers["location"] == f"/desk/sign-in/?next={path}"
            assert b"lock" not in answer.body


def test_who_signed_in_reads_all_of_it_and_no_cache_between_keeps_it(shut: Printed) -> None:
    for path in everything(shut):
        answer = shut.reader.ask(path, cookie=COOKIE)
        assert answer.status == 200, path
        assert answer.headers["cache-control"].startswith("private, no-"), path
        assert "noindex" in answer.headers["x-robots-tag"]


def test_a_page_that_was_read_by_one_is_not_shown_to_another(shut: Printed) -> None:
    tag = shut.reader.ask(f"{ISSUE}1/", cookie=COOKIE).headers["etag"]
    assert shut.reader.ask(f"{ISSUE}1/").status == 302
    assert shut.reader.ask(f"{ISSUE}1/", if_none_match=tag).status == 302
    assert shut.reader.ask(f"{ISSUE}1", cookie="sessionid=bad").status == 302
    assert shut.reader.ask("/search/epaper", query="q=lock").status == 302


def test_a_search_comes_back_to_what_was_asked(shut: Printed) -> None:
    answer = shut.reader.ask("/search/epaper/", query="q=second+lock&page=2")
    assert answer.headers["location"] == "/desk/sign-in/?next=/search/epaper/%3Fq%3Dsecond%2Block%26page%3D2"


def test_the_rest_of_the_paper_stays_open_and_kept_by_caches(shut: Printed) -> None:
    for path in ("/", "/search/", "/feed.xml", shut.paper.path_of("a")):
        assert shut.reader.ask(path, cookie=COOKIE).status == 200
        answer = shut.reader.ask(path)
        assert answer.status == 200, path
        if not path.startswith("/search/"):
            assert answer.headers["cache-control"].startswith("public, max-age="), path
    missing = shut.reader.ask("/epaper/nowhere/", cookie=COOKIE)
    assert missing.status == 404
    assert "private" not in shut.reader.ask("/nowhere/").headers.get("cache-control", "")
    assert b"/sitemaps/epaper.xml" not in shut.reader.ask("/sitemap.xml").body


def test_a_kill_reaches_those_who_signed_in(shut: Printed) -> None:
    path = shut.files.pdf
    assert shut.reader.ask(path, cookie=COOKIE).status == 200
    shut.kill()
    assert shut.reader.ask(path, cookie=COOKIE).status == 404
    assert b"Second lock opens" not in shut.reader.ask(f"{ISSUE}1/", cookie=COOKIE).body


def said(answer: Answer, folder: Path) -> tuple[list[str], dict[str, str]]:
    """The last line of every page of a PDF, and the file's facts."""
    (folder / "copy.pdf").write_bytes(answer.body)
    with pypdfium2.PdfDocument(folder / "copy.pdf") as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        return [text.rstrip().splitlines()[-1] for text in texts], document.get_metadata_dict()


def test_a_download_names_who_took_it_and_when(marked: Printed, tmp_path: Path) -> None:
    for path, pages in ((marked.files.pdf, 1), (Issue.objects.get().pdf_path, 2)):
        answer = marked.reader.ask(path, cookie=COOKIE)
        assert (answer.status, answer.headers["cache-control"]) == (200, "private, no-store")
        assert answer.headers["content-type"] == "application/pdf"
        assert int(answer.headers["content-length"]) == len(answer.body)
        lines, facts = said(answer, tmp_path)
        at = "2025-10-26 10:15 +0530"
        assert lines == [f"asha · {at}"] * pages
        assert facts["Keywords"] == f"asha · {at}"


def test_what_is_stored_stays_as_it_is(marked: Printed) -> None:
    path = Issue.objects.get().pdf_path
    file = marked.paper.home.path / path[1:]
    before = sha256_hex(file.read_bytes())
    marked.reader.ask(path, cookie=COOKIE)
    assert sha256_hex(file.read_bytes()) == before == Issue.objects.get().printed_digest
    assert not list((marked.paper.home.path / "epaper").glob(".work-*"))


def test_who_did_not_sign_in_reads_pages_and_downloads_nothing(marked: Printed) -> None:
    assert marked.reader.ask(f"{ISSUE}1/").status == 200
    assert marked.files.large is not None
    assert marked.reader.ask(marked.files.large.path).status == 200
    answer = marked.reader.ask(marked.files.pdf)
    assert (answer.status, answer.headers["location"]) == (302, f"/desk/sign-in/?next={marked.files.pdf}")
    assert marked.reader.ask(marked.files.pdf, "HEAD").status == 302
    assert marked.reader.ask(marked.files.pdf, range="bytes=0-9").status == 302


def test_copies_wait_on_threads_of_their_own(home: Home) -> None:
    assert threads(home.changed(epaper_watermark=True).options) == threads(home.options) + ROOM


def test_a_head_makes_no_copy(marked: Printed) -> None:
    answer = marked.reader.ask(marked.files.pdf, "HEAD", cookie=COOKIE)
    assert (answer.status, answer.body, answer.headers["accept-ranges"]) == (200, b"", "none")


def test_no_copy_is_made_of_what_was_withdrawn(marked: Printed) -> None:
    path = marked.files.pdf
    marked.kill()
    assert marked.reader.ask(path, cookie=COOKIE).status == 404
    assert marked.reader.ask(path, "HEAD", cookie=COOKIE).status == 404


def test_what_is_withdrawn_while_its_copy_is_made_reaches_nobody(
    marked: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, stamped = marked.files.pdf, pdf.stamped

    def slowly(file: Path, folder: Path, stamp: Stamp) -> Path:
        made = stamped(file, folder, stamp)
        marked.kill()
        return made

    monkeypatch.setattr(pdf, "stamped", slowly)
    assert marked.reader.ask(path, cookie=COOKIE).status == 404


def test_a_copy_that_is_being_sent_goes_no_further_once_its_page_is_withdrawn(
    marked: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "AT_ONCE", 100)
    monkeypatch.setattr(sending, "PIECE", 100)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": marked.files.pdf, "HTTP_HOST": "localhost", "HTTP_COOKIE": COOKIE}
    sent = marked.reader.front(environ, lambda *_: lambda _: None)
    assert isinstance(sent, sending.Sent)
    pieces = iter(sent)
    assert len(next(pieces)) == 100
    marked.kill()
    assert list(pieces) == []
    sent.close()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_line_stands_at_the_foot_as_readers_see_the_page(tmp_path: Path, turn: int) -> None:
    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(400, 600)
        page.set_cropbox(20, 30, 380, 580)
        page.set_rotation(turn)
        document.save(tmp_path / "turned.pdf")
    made = pdf.stamped(tmp_path / "turned.pdf", tmp_path, Stamp("मीरा (meera) · 2026", "मीरा", "2026"))
    with pypdfium2.PdfDocument(made) as document:
        page = document[0]
        picture = page.render(scale=1).to_pil().convert("L")
        dark = picture.point(lambda one: 255 if one < 128 else 0).getbbox()
        assert dark is not None
        left, top, right, bottom = dark
        assert picture.height - 15 < top < bottom <= picture.height
        assert abs((left + right) / 2 - picture.width / 2) < 3
        assert document.get_metadata_dict()["Keywords"] == "मीरा (meera) · 2026"
