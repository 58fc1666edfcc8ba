"""A press's own PDFs become an issue: what is on the web is linked, what cannot be read is said, nothing is lost."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.newspaper import Newspaper, item
from tests.outlets.issues.conftest import DAY, told
from tests.printed_issue import Told, printed
from wiredesk.common.errors import UsageError
from wiredesk.decisions.actions.kill import kill
from wiredesk.flow.press import END, FOLDER, import_issue, take_over
from wiredesk.outlets.epaper import kept, pdf
from wiredesk.outlets.epaper.importing import has_text
from wiredesk.outlets.epaper.lines import LineIndex
from wiredesk.outlets.epaper.painting import page_of
from wiredesk.outlets.epaper.pdf import PdfRefused
from wiredesk.outlets.epaper.pdf_orders import Glyphs, PageText
from wiredesk.outlets.epaper.printed import Box, PrintedPage
from wiredesk.publication.models import Issue, IssuePage, IssueState

QUAY = Told(
    "Notice to readers", ("The office of the paper moves to new rooms at Quay Street in the month of May.",) * 2
)
BASE = "/epaper/paper/2025-10-27/"


@pytest.fixture
def press(newspaper: Newspaper, tmp_path: Path) -> Path:
    """A PDF of two pages with both stories, and a notice that is not on the web."""
    newspaper.take(item("c", "Ferries wait for the tide", (
        "Four ferries of the northern line waited outside the harbour for the tide to turn on Monday evening.",
        "Their masters said that the channel had less water than the charts promised since the storm of last week.",
    )))  # fmt: skip
    pages = [[told(newspaper, "a"), QUAY], [told(newspaper, "c"), told(newspaper, "b")]]
    return printed(tmp_path / "press", pages).pdf


def pages_of() -> list[PrintedPage]:
    return [page_of(bytes(row.data)) for row in IssuePage.objects.order_by("number")]


def test_stories_are_found_again_by_their_words(newspaper: Newspaper, press: Path) -> None:
    (row,) = import_issue(newspaper.paper, [press], "paper", DAY, newspaper.now)
    assert (row["pages"], row["text"], row["stories"]) == (2, True, 2)
    first, second = pages_of()
    assert [region.story for region in first.regions] == [newspaper.story("a").id]
    assert [region.story for region in second.regions] == [newspaper.story("c").id]
    # One sentence of five words is too little to be sure of.
    assert f"#s-{newspaper.story('a').id}" in newspaper.page(f"{BASE}1/")[1]


def test_a_region_holds_its_headline_and_nothing_of_its_neighbours(newspaper: Newspaper, press: Path) -> None:
    import_issue(newspaper.paper, [press], "paper", DAY, newspaper.now)
    page = pages_of()[0]
    (region,) = page.regions
    inside = [line for line in page.lines if region.box.y <= line.box.y + line.box.height / 2 <= _bottom(page)]
    assert "Second lock opens" in inside[0].text
    assert not [line for line in inside if "Quay" in line.text]
    assert all(line.story == region.story for line in inside)


def _bottom(page: PrintedPage) -> float:
    return page.regions[0].box.y + page.regions[0].box.height


def test_its_pages_are_searched_and_shown_like_any_others(newspaper: Newspaper, press: Path) -> None:
    import_issue(newspaper.paper, [press], "paper", DAY, newspaper.now)
    assert LineIndex(newspaper.home.path).find(newspaper.title.pk, ["quay", "street"], 9)
    assert "Made up by the paper" in newspaper.page(BASE)[1]


def test_a_folder_gives_its_pages_in_the_order_of_their_numbers(newspaper: Newspaper, tmp_path: Path) -> None:
    for number, text in ((2, "beta"), (10, "kappa"), (1, "alpha")):
        many = (f"{text} is what this page of the made-up paper says, and it says nothing else at all today.",)
        printed(tmp_path / "pages", [[Told(text, many)]], name=f"page{number}.pdf")
    import_issue(newspaper.paper, [tmp_path / "pages"], "paper", DAY, newspaper.now)
    assert [page.lines[0].text for page in pages_of()] == ["alpha", "beta", "kappa"]


def test_pages_without_text_are_pages_only_and_say_so(newspaper: Newspaper, tmp_path: Path) -> None:
    Image.new("RGB", (600, 900), "white").save(tmp_path / "scan.pdf")
    (row,) = import_issue(newspaper.paper, [tmp_path / "scan.pdf"], "paper", DAY, newspaper.now)
    assert (row["pages"], row["text"], row["stories"]) == (1, False, 0)
    assert "came without a text" in newspaper.page(f"{BASE}1/")[1]


def test_an_old_fonts_letters_are_no_text() -> None:
    def page(text: str) -> PageText:
        return PageText(1, 100, 100, (Glyphs(Box(0, 0, 10, 10), text, 9),))

    assert not has_text([page("iq.ks ftys esa ufn;ka mQku ij gSa vkSj yksx Hkkx jgs gSa blfy, lM+d can gS")], "hi")
    assert has_text([page("पुणे ज़िले में नदियाँ उफान पर हैं और लोग भाग रहे हैं इसलिए सड़क बंद है, यह बात अधिकारियों ने कही")], "hi")
    assert has_text([page("Rivers are in spate and people leave, so the road along the bank is closed")], "en")


def _hostile(size: float = 1e9) -> bytes:
    """A page as wide as a country."""
    body = "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    body += f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size:.0f} {size:.0f}]>>endobj "
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>\n%%EOF".encode()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda file: file.write_bytes(b"%PDF-1.7\nnot one at all"), "is not a PDF"),
        (lambda file: file.write_bytes(b""), "is not a PDF"),
        (lambda file: file.write_bytes(file.with_name("issue.pdf").read_bytes()[:3000]), "is not a PDF"),
    ],
)
def test_a_broken_pdf_is_refused_in_words_and_nothing_changes(
    newspaper: Newspaper, press: Path, make: Callable[[Path], object], said: str
) -> None:
    bad = press.with_name("bad.pdf")
    make(bad)
    import_issue(newspaper.paper, [press], "paper", DAY, newspaper.now)
    before = newspaper.page(f"{BASE}1/")
    with pytest.raises(PdfRefused, match=said):
        import_issue(newspaper.paper, [press, bad], "paper", DAY, newspaper.now)
    assert newspaper.page(f"{BASE}1/") == before
    assert Issue.objects.get().state == IssueState.PUBLISHED
    assert not list((newspaper.home.path / "epaper").glob(".work-*"))


def test_a_page_of_monstrous_size_costs_no_more_than_another(newspaper: Newspaper, tmp_path: Path) -> None:
    (tmp_path / "wide.pdf").write_bytes(_hostile())
    try:
        (row,) = import_issue(newspaper.paper, [tmp_path / "wide.pdf"], "paper", DAY, newspaper.now)
    except PdfRefused:
        return
    files = kept.kept_of(bytes(IssuePage.objects.get().pictures))
    assert row["pages"] == 1
    assert files.large
    assert files.large.width * files.large.height <= 12_100_000


def test_too_many_pages_are_refused(newspaper: Newspaper, tmp_path: Path) -> None:
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(201):
            document.new_page(300, 400)
        data = io.BytesIO()
        document.save(data)
    (tmp_path / "long.pdf").write_bytes(data.getvalue())
    with pytest.raises(PdfRefused, match="201 pages"):
        import_issue(newspaper.paper, [tmp_path / "long.pdf"], "paper", DAY, newspaper.now)


def test_there_has_to_be_a_pdf(newspaper: Newspaper, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        import_issue(newspaper.paper, [tmp_path], "paper", DAY, newspaper.now)


def test_a_watched_folder_is_taken_over_when_it_is_closed(newspaper: Newspaper, press: Path) -> None:
    folder = newspaper.home.path / FOLDER / "paper" / DAY.isoformat()
    folder.mkdir(parents=True)
    press.rename(folder / "1.pdf")
    assert not take_over(newspaper.now, newspaper.paper)
    (folder / END).touch()
    assert take_over(newspaper.now, newspaper.paper)
    assert newspaper.page(f"{BASE}2/")[0] == 200
    assert (newspaper.home.path / FOLDER / "done" / "paper" / DAY.isoformat() / "1.pdf").exists()
    assert not take_over(newspaper.now, newspaper.paper)


def test_a_folder_that_cannot_be_taken_over_is_put_aside_with_the_reason(newspaper: Newspaper) -> None:
    for city in ("paper", "nowhere"):
        folder = newspaper.home.path / FOLDER / city / DAY.isoformat()
        folder.mkdir(parents=True)
        (folder / "1.pdf").write_bytes(b"no PDF")
        (folder / END).touch()
    assert take_over(newspaper.now, newspaper.paper)
    assert take_over(newspaper.now, newspaper.paper)
    failed = newspaper.home.path / FOLDER / "failed"
    assert "is not a PDF" in (failed / "paper" / DAY.isoformat() / "why.txt").read_text(encoding="utf-8")
    assert "no edition nowhere" in (failed / "nowhere" / DAY.isoformat() / "why.txt").read_text(encoding="utf-8")
    assert (failed / "paper" / DAY.isoformat() / "1.pdf").read_bytes() == b"no PDF"


def test_what_a_press_printed_although_it_was_withdrawn_is_painted_over(newspaper: Newspaper, press: Path) -> None:
    kill(newspaper.story("c").id, by=newspaper.person(), reason="Wrong", now=newspaper.now)
    newspaper.flow()
    (row,) = import_issue(newspaper.paper, [press], "paper", DAY, newspaper.now)
    assert row["stories"] == 2
    assert IssuePage.objects.get(number=2).painted_out == [newspaper.story("c").id]
    assert not newspaper.pages_with("Ferries wait for the tide")
    assert not LineIndex(newspaper.home.path).find(newspaper.title.pk, ["masters", "channel"], 9)
    with pypdfium2.PdfDocument(newspaper.home.path / Issue.objects.get().pdf_path.lstrip("/")) as document:
        assert "masters" not in document[1].get_textpage().get_text_bounded()
        assert "engineer" in document[0].get_textpage().get_text_bounded()


def test_what_lies_beside_the_pages_is_no_page(newspaper: Newspaper, press: Path) -> None:
    folder = press.parent / "pages"
    folder.mkdir()
    (folder / "._1.pdf").write_bytes(b"\x00\x05\x16\x07 what macOS knows of 1.pdf")
    (folder / ".2.pdf").write_bytes(b"%PDF-1.7 a part on its w")
    (folder / "Thumbs.db").write_bytes(b"x")
    (folder / "old.pdf").mkdir()
    press.rename(folder / "पृष्ठ 1 (FINAL).PDF")
    (row,) = import_issue(newspaper.paper, [folder], "paper", DAY, newspaper.now)
    assert row["pages"] == 2


def _locked() -> bytes:
    """A PDF that opens with a password only: what its owner's and its user's are is anybody's guess."""
    body = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    body += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj "
    body += b"4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>endobj " % (b"ab" * 32, b"cd" * 32)
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>\n%%EOF"


def test_a_locked_pdf_is_refused_by_its_name(newspaper: Newspaper, press: Path) -> None:
    (press.parent / "locked.pdf").write_bytes(_locked())
    with pytest.raises(PdfRefused, match=r"locked\.pdf asks for a password"):
        import_issue(newspaper.paper, [press, press.parent / "locked.pdf"], "paper", DAY, newspaper.now)
    assert not Issue.objects.exists()


def test_a_huge_file_is_refused_before_it_is_read(newspaper: Newspaper, press: Path) -> None:
    with (press.parent / "huge.pdf").open("wb") as file:
        file.truncate(301 << 20)
    with pytest.raises(PdfRefused, match=r"huge\.pdf has 301 MB"):
        import_issue(newspaper.paper, [press.parent / "huge.pdf"], "paper", DAY, newspaper.now)


@pytest.mark.parametrize("known", [False, True])
def test_pages_that_cannot_be_drawn_leave_the_issue_as_it_was(
    newspaper: Newspaper, press: Path, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    if known:
        import_issue(newspaper.paper, [press], "paper", DAY, newspaper.now)
    before, page = list(Issue.objects.values()), newspaper.page(f"{BASE}1/")
    newspaper.later(hours=1)

    def refuse(*_: object, **__: object) -> None:
        raise PdfRefused("issue.pdf takes more memory than a page may.", fact="pdf_too_large")

    monkeypatch.setattr(pdf, "pictures", refuse)
    with pytest.raises(PdfRefused):
        import_issue(newspaper.paper, [press], "paper", DAY, newspaper.now)
    assert list(Issue.objects.values()) == before
    assert newspaper.page(f"{BASE}1/") == page


def test_a_file_that_the_machine_does_not_give_keeps_no_other_waiting(
    newspaper: Newspaper, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = newspaper.home.path / FOLDER / "paper" / DAY.isoformat()
    folder.mkdir(parents=True)
    press.rename(folder / "1.pdf")
    (folder / END).touch()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "1.pdf")

    monkeypatch.setattr(kept, "keep_original", refuse)
    assert take_over(newspaper.now, newspaper.paper)
    why = newspaper.home.path / FOLDER / "failed" / "paper" / DAY.isoformat() / "why.txt"
    assert "Permission denied" in why.read_text(encoding="utf-8")
    assert not take_over(newspaper.now, newspaper.paper)
