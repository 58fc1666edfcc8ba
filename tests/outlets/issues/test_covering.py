"""What a press printed of a killed story is covered with its picture, and what nobody can tell by hand."""

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.newspaper import Newspaper
from tests.outlets.issues.conftest import DAY, Publish, told
from tests.outlets.issues.test_kill import killed, mended
from tests.printed_issue import HEIGHT, WIDTH, Told, printed
from wiredesk.common.errors import UsageError
from wiredesk.flow.epaper import give_back_pages, make_issues, shown, take_off_pages, withdraw_issues
from wiredesk.flow.press import import_issue
from wiredesk.outlets.epaper import by_hand, kept, pdf
from wiredesk.outlets.epaper.by_hand import WHOLE, Hundredths, part_named
from wiredesk.outlets.epaper.covering import covered
from wiredesk.outlets.epaper.lines import LineIndex
from wiredesk.outlets.epaper.painting import page_of
from wiredesk.outlets.epaper.printed import Box, Line, Part, Printed, PrintedPage, Region
from wiredesk.publication.models import Issue, IssueOrigin, IssuePage

BASE = "/epaper/paper/2025-10-27/"
RED, BLUE = (200, 0, 0), (0, 0, 200)
OTHER = Told("Notice to readers", ("The office of the paper moves to new rooms at Quay Street in the month of May.",))


def with_pictures(file: Path, *pictures: tuple[int, tuple[int, int, int], Box], as_form: bool = False) -> Path:
    """The PDF with a picture of a colour on a page, from the left and top edge; or with its pages placed as forms."""
    document = pypdfium2.PdfDocument(file.read_bytes())
    for number, colour, box in pictures:
        data = io.BytesIO()
        Image.new("RGB", (40, 40), colour).save(data, "JPEG")
        picture = pypdfium2.PdfImage.new(document)
        picture.load_jpeg(data, inline=True)
        page = document[number - 1]
        matrix = pypdfium2.PdfMatrix().scale(box.width, box.height)
        picture.set_matrix(matrix.translate(box.x, page.get_height() - box.y - box.height))
        page.insert_obj(picture)
        page.gen_content()
    if as_form:
        placed = pypdfium2.PdfDocument.new()
        for index, page in enumerate(document):
            sheet = placed.new_page(*page.get_size())
            sheet.insert_obj(document.page_as_xobject(index, placed).as_pageobject())
            sheet.gen_content()
        document = placed
    document.save(file.with_name("pictured.pdf"))
    return file.with_name("pictured.pdf")


def colours(paper: Newspaper, number: int) -> set[str]:
    """Which of the two colours readers see on a page."""
    files = kept.kept_of(bytes(IssuePage.objects.get(number=number).pictures))
    assert files.large
    found = set()
    with Image.open(paper.home.path / files.large.path.lstrip("/")) as picture:
        small = picture.convert("RGB").resize((210, 300))
    for count, (red, _, blue) in small.getcolors(small.width * small.height) or ():  # type: ignore[misc]
        if count > 20:
            found |= {"red"} if red > 150 and blue < 80 else {"blue"} if blue > 150 and red < 80 else set()
    return found


@pytest.fixture
def press(newspaper: Newspaper, tmp_path: Path) -> Path:
    """A page with `a`, and a notice of the paper's own far below; the second page has the notice alone."""
    return printed(tmp_path / "press", [[told(newspaper, "a")], [OTHER]]).pdf


def imported(paper: Newspaper, file: Path) -> None:
    import_issue(paper.paper, [file], "paper", DAY, paper.now)


def under(paper: Newspaper) -> Box:
    """The place below the region of `a`, where its picture stands."""
    box = page_of(bytes(IssuePage.objects.get(number=1).data)).regions[0].box
    return Box(box.x, box.y + box.height + 30, 120, 90)


@pytest.mark.parametrize("as_form", [False, True])
def test_the_picture_beside_a_killed_story_goes_with_its_words(
    newspaper: Newspaper, press: Path, as_form: bool
) -> None:
    imported(newspaper, press)
    far = Box(200, 10, 60, 12.5)
    pictured = with_pictures(press, (1, RED, under(newspaper)), (2, BLUE, far), as_form=as_form)
    imported(newspaper, pictured)
    assert (colours(newspaper, 1), colours(newspaper, 2)) == ({"red"}, {"blue"})
    killed(newspaper, "a")
    mended(newspaper)
    assert (colours(newspaper, 1), colours(newspaper, 2)) == (set(), {"blue"})
    whole = newspaper.home.path / Issue.objects.get().pdf_path.lstrip("/")
    with pypdfium2.PdfDocument(whole) as document:
        assert not document[0].get_textpage().get_text_bounded()
        assert "Quay Street" in document[1].get_textpage().get_text_bounded()


def test_a_page_that_is_one_picture_goes_whole(newspaper: Newspaper, press: Path) -> None:
    imported(newspaper, press)
    behind = Box(0, 0.4 * HEIGHT, WIDTH, 0.6 * HEIGHT)
    imported(newspaper, with_pictures(press, (1, BLUE, behind)))
    killed(newspaper, "a")
    mended(newspaper)
    assert colours(newspaper, 1) == set()


def line(y: float, story: str = "", x: float = 20, height: float = 10) -> Line:
    return Line(box=Box(x, y, 100, height), text="words", part=Part.BODY, story=story)


def page(lines: tuple[Line, ...], pictures: tuple[Box, ...], *regions: tuple[str, Box]) -> PrintedPage:
    found = tuple(Region(box=box, headline="", story=story) for story, box in regions)
    return PrintedPage(number=1, section="", width=400, height=600, regions=found, lines=lines, pictures=pictures)


def test_lines_that_stand_close_go_too_and_those_of_others_stay() -> None:
    own, other = Box(20, 100, 100, 40), Box(200, 100, 100, 40)
    close, next_one, beyond = line(142), line(154), line(190)
    made = page((line(100, "a"), close, next_one, beyond, line(142, x=200)), (), ("a", own), ("b", other))
    boxes = covered(made, ["a"])
    assert {close.box, next_one.box, own} <= set(boxes)
    assert beyond.box not in boxes
    assert not any(box.x >= 200 for box in boxes)


def test_a_picture_goes_with_the_story_that_is_nearest_and_takes_its_caption() -> None:
    own, other = Box(20, 300, 100, 40), Box(200, 300, 100, 40)
    mine, theirs, shared = Box(20, 200, 100, 80), Box(200, 200, 100, 80), Box(130, 300, 60, 40)
    caption, far = line(284), Box(20, 20, 40, 20)
    made = page((line(300, "a"), line(300, "b", 200), caption), (mine, theirs, shared, far), ("a", own), ("b", other))
    boxes = covered(made, ["a"])
    assert {mine, shared, caption.box} <= set(boxes)
    assert theirs not in boxes
    assert far not in boxes
    assert covered(made, ["c"]) == ()


def test_a_caption_of_a_killed_story_is_not_found_either(newspaper: Newspaper, tmp_path: Path) -> None:
    # Set right below the story, a line that is not in its text.
    caption = Told("Tavi Roan beside the gate", ())
    file = printed(tmp_path / "press", [[told(newspaper, "a"), caption, OTHER]]).pdf
    imported(newspaper, file)
    index = LineIndex(newspaper.home.path)
    assert index.find(newspaper.title.pk, ["beside", "gate"], 9)
    killed(newspaper, "a")
    mended(newspaper)
    assert not newspaper.pages_with("beside the gate")
    imported(newspaper, file)
    assert not index.find(newspaper.title.pk, ["beside", "gate"], 9)
    assert index.find(newspaper.title.pk, ["quay", "street"], 9)


def off(paper: Newspaper, number: int, part: Hundredths = WHOLE) -> None:
    take_off_pages(paper.paper, paper.clock, "paper", DAY, number, part, reason="A face", by="meera")


def scan(folder: Path) -> Path:
    """Two pages without a text, each red above and blue below."""
    sheet = Image.new("RGB", (600, 900), RED)
    sheet.paste(BLUE, (0, 450, 600, 900))
    sheet.save(folder / "scan.pdf", save_all=True, append_images=[sheet])
    return folder / "scan.pdf"


def test_a_page_without_text_is_taken_off_by_hand(newspaper: Newspaper, tmp_path: Path) -> None:
    imported(newspaper, scan(tmp_path))
    before = kept.kept_of(bytes(IssuePage.objects.get(number=2).pictures)).paths
    whole = Issue.objects.get().pdf_path
    off(newspaper, 2)
    for path in (*before, whole):
        assert not (newspaper.home.path / path.lstrip("/")).exists()
        assert not newspaper.pages_with(path)
    mended(newspaper)
    assert (colours(newspaper, 1), colours(newspaper, 2)) == ({"red", "blue"}, set())
    assert "Withdrawn after printing" in newspaper.page(f"{BASE}2/")[1]
    assert "Withdrawn after printing" in newspaper.page(BASE)[1]
    (told_of,) = shown("paper", DAY, newspaper.home.options)
    assert told_of["happened"][-1] | {"at": ""} == {  # type: ignore[index]
        "at": "", "what": "page 2 withdrawn", "why": "A face", "by": "meera",
    }  # fmt: skip


def test_a_page_that_is_taken_off_says_so_for_a_phone_too_and_counts_no_story(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    imported(newspaper, scan(tmp_path))
    off(newspaper, 2)
    mended(newspaper)
    html = newspaper.page(f"{BASE}2/")[1]
    said = re.search(r'<text [^>]*font-size="([0-9.]+)"[^>]*>Withdrawn after printing<', html)
    assert said is not None
    assert float(said[1]) > 20
    assert "Stories withdrawn" not in html


def test_a_part_of_it_is_taken_off_and_stays_off_when_the_pages_come_again(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    imported(newspaper, scan(tmp_path))
    off(newspaper, 1, (0, 50, 100, 50))
    mended(newspaper)
    assert (colours(newspaper, 1), colours(newspaper, 2)) == ({"red"}, {"red", "blue"})
    imported(newspaper, scan(tmp_path))
    assert colours(newspaper, 1) == {"red"}
    off(newspaper, 1, (0, 0, 100, 50))
    mended(newspaper)
    assert colours(newspaper, 1) == set()
    give_back_pages(newspaper.paper, newspaper.clock, "paper", DAY, 1, reason="Another page", by="meera")
    mended(newspaper)
    assert colours(newspaper, 1) == {"red", "blue"}
    assert "Withdrawn after printing" not in newspaper.page(f"{BASE}1/")[1]


def test_words_under_it_leave_page_search_and_download(newspaper: Newspaper, press: Path) -> None:
    imported(newspaper, press)
    assert "Second lock opens" in newspaper.page(f"{BASE}1/")[1]
    off(newspaper, 1)
    assert "Second lock opens" not in newspaper.page(f"{BASE}1/")[1]
    mended(newspaper)
    index = LineIndex(newspaper.home.path)
    assert not index.find(newspaper.title.pk, ["second", "lock"], 9)
    assert index.find(newspaper.title.pk, ["quay", "street"], 9)
    with pypdfium2.PdfDocument(newspaper.home.path / Issue.objects.get().pdf_path.lstrip("/")) as document:
        assert not document[0].get_textpage().get_text_bounded()
    # The story itself stays where it is.
    assert newspaper.pages_with("Second lock opens")


def test_a_part_that_is_taken_off_while_the_page_is_drawn_is_not_shown(
    newspaper: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(newspaper, scan(tmp_path))
    off(newspaper, 1, (0, 50, 100, 50))
    drawn = pdf.pictures
    late = [(0.0, 0.0, 100.0, 50.0)]

    def slowly(*given: object, **named: object) -> object:
        made = drawn(*given, **named)  # type: ignore[arg-type]
        if late:
            off(newspaper, 1, late.pop())
        return made

    monkeypatch.setattr(pdf, "pictures", slowly)
    mended(newspaper)
    assert colours(newspaper, 1) == set()


@pytest.mark.parametrize(
    "part", ["1,2,3", "a,b,c,d", "0,0,0,10", "90,0,20,10", "-1,0,10,10", "nan,0,10,10", "0,0,inf,1"]
)
def test_a_part_that_is_none_is_refused(part: str) -> None:
    with pytest.raises(UsageError):
        part_named(part)


def test_what_is_not_there_cannot_be_taken_off_or_given_back(newspaper: Newspaper, press: Path) -> None:
    imported(newspaper, press)
    issue, options = Issue.objects.get(), newspaper.home.options
    with pytest.raises(UsageError, match="2 pages"):
        off(newspaper, 3)
    with pytest.raises(UsageError, match="Say why"):
        by_hand.take_off(issue, 1, WHOLE, " ", newspaper.now, options=options)
    with pytest.raises(UsageError, match="Nothing was taken off"):
        by_hand.give_back(issue, 1, "Why not", newspaper.now, options=options)


def test_what_was_taken_off_stays_off_when_the_issue_had_fewer_pages_meanwhile(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    imported(newspaper, scan(tmp_path))
    off(newspaper, 2)
    mended(newspaper)
    Image.new("RGB", (600, 900), RED).save(tmp_path / "one.pdf")
    imported(newspaper, tmp_path / "one.pdf")
    assert Issue.objects.get().pages == 1
    imported(newspaper, scan(tmp_path))
    assert (colours(newspaper, 1), colours(newspaper, 2)) == ({"red", "blue"}, set())
    give_back_pages(newspaper.paper, newspaper.clock, "paper", DAY, 2, reason="Another page", by="meera")
    mended(newspaper)
    imported(newspaper, scan(tmp_path))
    assert colours(newspaper, 2) == {"red", "blue"}


def test_what_was_taken_off_stays_off_a_page_of_another_size(newspaper: Newspaper, tmp_path: Path) -> None:
    imported(newspaper, scan(tmp_path))
    off(newspaper, 1)
    off(newspaper, 2, (0, 50, 100, 50))
    mended(newspaper)
    sheet = Image.new("RGB", (900, 1400), RED)
    sheet.paste(BLUE, (0, 700, 900, 1400))
    sheet.save(tmp_path / "big.pdf", save_all=True, append_images=[sheet])
    imported(newspaper, tmp_path / "big.pdf")
    assert (colours(newspaper, 1), colours(newspaper, 2)) == (set(), {"red"})


def test_a_killed_storys_picture_goes_though_its_words_lie_under_a_part_taken_off(
    newspaper: Newspaper, press: Path
) -> None:
    imported(newspaper, press)
    box = page_of(bytes(IssuePage.objects.get(number=1).data)).regions[0].box
    imported(newspaper, with_pictures(press, (1, RED, under(newspaper))))
    assert colours(newspaper, 1) == {"red"}
    off(newspaper, 1, (0, 0, 100, 100 * (box.y + box.height + 2) / HEIGHT))
    mended(newspaper)
    assert colours(newspaper, 1) == {"red"}
    killed(newspaper, "a")
    mended(newspaper)
    assert IssuePage.objects.get(number=1).painted_out == [newspaper.story("a").id]
    assert colours(newspaper, 1) == set()
    imported(newspaper, with_pictures(press, (1, RED, under(newspaper))))
    assert colours(newspaper, 1) == set()


def test_a_headline_that_a_part_taken_off_meets_is_not_printed_as_text(
    newspaper: Newspaper, publish: Publish, tmp_path: Path
) -> None:
    lone = Told("Tavi Roan at the gate", tuple(f"Line {one} of the notice." for one in range(9)))
    publish(printed(tmp_path / "press", [[lone, OTHER]]))
    assert "Tavi Roan" in newspaper.page(f"{BASE}1/")[1]
    box = page_of(bytes(IssuePage.objects.get().data)).regions[0].box
    off(newspaper, 1, (0, 0, 100, 100 * (box.y + 20) / HEIGHT))
    mended(newspaper)
    for path in (BASE, f"{BASE}1/"):
        assert "Tavi Roan" not in newspaper.page(path)[1]
    assert "Notice to readers" in newspaper.page(f"{BASE}1/")[1]


def test_an_issue_that_is_made_up_here_is_not_made_again_until_what_was_taken_off_is_given_back(
    newspaper: Newspaper, publish: Publish, two_pages: Printed
) -> None:
    publish(two_pages)
    off(newspaper, 1, (0, 50, 100, 50))
    mended(newspaper)
    with pytest.raises(UsageError, match=r"took something off page 1 .* Restore it first"):
        make_issues(newspaper.paper, newspaper.clock, "paper", DAY, again=True, tell=lambda _: None)
    with pytest.raises(UsageError, match="took something off page 1"):
        publish(two_pages)
    with pytest.raises(UsageError, match="took something off page 1"):
        imported(newspaper, two_pages.pdf)
    assert Issue.objects.get().origin == IssueOrigin.MADE
    give_back_pages(newspaper.paper, newspaper.clock, "paper", DAY, 1, reason="Another page", by="meera")
    publish(two_pages)


def test_what_was_taken_off_is_given_back_of_a_withdrawn_issue_and_of_a_page_that_is_not_there(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    imported(newspaper, scan(tmp_path))
    off(newspaper, 1)
    off(newspaper, 2)
    Image.new("RGB", (600, 900), RED).save(tmp_path / "one.pdf")
    imported(newspaper, tmp_path / "one.pdf")
    withdraw_issues(newspaper.paper, newspaper.clock, "paper", DAY, reason="A wrong day", by="meera")
    for number in (1, 2):
        give_back_pages(newspaper.paper, newspaper.clock, "paper", DAY, number, reason="Another page", by="meera")
    assert not IssuePage.objects.get().due
    with pytest.raises(UsageError, match="Nothing was taken off"):
        give_back_pages(newspaper.paper, newspaper.clock, "paper", DAY, 2, reason="Another page", by="meera")
    imported(newspaper, scan(tmp_path))
    assert (colours(newspaper, 1), colours(newspaper, 2)) == ({"red", "blue"}, {"red", "blue"})
