"""Whatever a PDF holds, readers are given its pages and no more, and it costs a bounded time and memory."""

import os
import shutil
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops

from tests.newspaper import Newspaper
from tests.outlets.issues.conftest import DAY
from tests.pdf_by_hand import by_hand, stream, words
from wiredesk.common.errors import UsageError
from wiredesk.flow.press import import_issue, mend
from wiredesk.house.models import Title
from wiredesk.outlets.epaper import kept, pdf, shelf
from wiredesk.outlets.epaper.by_hand import WHOLE, take_off
from wiredesk.outlets.epaper.importing import _readable
from wiredesk.outlets.epaper.lines import LineIndex
from wiredesk.outlets.epaper.matching import match
from wiredesk.outlets.epaper.pdf import PdfRefused
from wiredesk.outlets.epaper.pdf_orders import Glyphs, PageOrder, PageText
from wiredesk.outlets.epaper.printed import Box
from wiredesk.outlets.epaper.regions import page_of as page_of_matched
from wiredesk.publication.models import Issue, IssueOrigin, IssuePage

QUAY = words(
    "The office of the paper moves to new rooms at Quay Street", "in the month of May, and its lamps are blue."
)
ACTS = (b"JavaScript", b"/JS", b"Launch", b"SubmitForm", b"EmbeddedFile", b"/AA", b"XFA", b"FileAttachment", b"a trap")


def active(page: bytes = QUAY) -> bytes:
    """A PDF that runs scripts, starts a program, sends a form away, and has a file in it."""
    return by_hand(
        [page, words("The second page says nothing of what is done with the first")],
        page=b"/Rotate 90/AA<</O<</S/JavaScript/JS(app.alert\\(4\\))>>>>/Annots[501 0 R 502 0 R 503 0 R]",
        catalogue=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AcroForm<</Fields[501 0 R]/XFA 504 0 R>>"
        b"/Names<</EmbeddedFiles<</Names[(e)<</Type/Filespec/F(e)/EF<</F 505 0 R>>>>]>>>>",
        more={
            501: b"<</Type/Annot/Subtype/Widget/FT/Btn/T(b)/Rect[9 9 99 40]/A<</S/SubmitForm/F(https://x.example/)>>>>",
            502: b"<</Type/Annot/Subtype/Link/Rect[9 50 99 90]/A<</S/Launch/F(cmd.exe)>>>>",
            503: b"<</Type/Annot/Subtype/FileAttachment/Rect[9 100 99 140]/FS<</F(e)/EF<</F 505 0 R>>>>>>",
            504: stream(b"<xdp:xdp/>"),
            505: stream(b"a trap", b"/Type/EmbeddedFile"),
        },
    )


def taken(newspaper: Newspaper, folder: Path, data: bytes, name: str = "1.pdf") -> dict[str, object]:
    (folder / name).write_bytes(data)
    (row,) = import_issue(newspaper.paper, [folder / name], "paper", DAY, newspaper.now)
    return row


def downloads(newspaper: Newspaper) -> list[Path]:
    paths = [Issue.objects.get().pdf_path]
    paths += [kept.kept_of(bytes(row.pictures)).pdf for row in IssuePage.objects.order_by("number")]
    return [newspaper.home.path / path.lstrip("/") for path in paths]


def drawn(data: bytes | Path, number: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        picture: Image.Image = document[number].render(scale=1).to_pil().convert("RGB")
        return picture


def test_no_reader_is_given_what_a_pdf_does_beside_showing_its_pages(newspaper: Newspaper, tmp_path: Path) -> None:
    assert taken(newspaper, tmp_path, active())["pages"] == 2
    for file in downloads(newspaper):
        held = file.read_bytes()
        assert not [one for one in ACTS if one in held]
        # PDFium packs nothing away: what is not in these bytes is not in the file.
        assert b"/ObjStm" not in held
    # The archive has it as it came.
    assert kept.original(newspaper.home.path, Issue.objects.get().pdf_digest).read_bytes() == active()


def test_what_is_left_of_it_looks_and_reads_as_before(newspaper: Newspaper, tmp_path: Path) -> None:
    taken(newspaper, tmp_path, active())
    whole, first, _ = downloads(newspaper)
    for file in (whole, first):
        assert ImageChops.difference(drawn(file), drawn(by_hand([QUAY], page=b"/Rotate 90"))).getbbox() is None
        with pypdfium2.PdfDocument(file) as document:
            assert "Quay Street" in document[0].get_textpage().get_text_bounded()


def test_it_stays_so_when_a_page_is_painted_over(newspaper: Newspaper, tmp_path: Path) -> None:
    taken(newspaper, tmp_path, active())
    take_off(Issue.objects.get(), 2, WHOLE, "a face", newspaper.now, options=newspaper.home.options)
    newspaper.flow()
    mend(newspaper.now, newspaper.paper)
    for file in downloads(newspaper):
        assert not [one for one in ACTS if one in file.read_bytes()]


def test_a_pdf_that_only_shows_its_pages_is_given_to_readers_as_it_came(newspaper: Newspaper, tmp_path: Path) -> None:
    data = by_hand([QUAY], more={500: stream(b"/JS /Launch", b"/Named/XFAST")})
    taken(newspaper, tmp_path, data)
    assert downloads(newspaper)[0].read_bytes() == data


def test_a_page_that_is_set_letter_by_letter_counts_as_one_without_text(newspaper: Newspaper, tmp_path: Path) -> None:
    letters = b"".join(b"1 0 0 1 %d %d Tm (x) Tj " % (at * 7919 % 400, at * 104729 % 590) for at in range(20_000))
    row = taken(newspaper, tmp_path, by_hand([b"BT /F 1 Tf " + letters + b"ET"]))
    assert (row["text"], row["lines"]) == (False, 0)


def test_a_page_as_thin_as_a_thread_is_drawn_within_bounds(newspaper: Newspaper, tmp_path: Path) -> None:
    assert taken(newspaper, tmp_path, by_hand([QUAY], box=b"[0 0 1 100000]"))["pages"] == 1
    large = kept.kept_of(bytes(IssuePage.objects.get().pictures)).large
    assert large is not None
    assert large.height <= 16_383


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (by_hand([QUAY], page=b"/CropBox[5000 5000 6000 6000]"), "is not a PDF that can be read"),
        (by_hand([words(*["word " * 30] * 90_000)]), "takes more memory"),
    ],
)
def test_what_cannot_be_opened_is_said_with_its_cause(
    newspaper: Newspaper, tmp_path: Path, data: bytes, said: str
) -> None:
    with pytest.raises(PdfRefused, match=said):
        taken(newspaper, tmp_path, data)
    assert not Issue.objects.exists()


def test_words_beside_the_page_are_not_found(newspaper: Newspaper, tmp_path: Path) -> None:
    marks = words("pune_09_main dot indd one and what was taken off before the plates", y=40)
    taken(newspaper, tmp_path, by_hand([QUAY + marks], page=b"/CropBox[0 300 420 600]"))
    index = LineIndex(newspaper.home.path)
    assert index.find(newspaper.title.pk, ["quay"], 9)
    assert not index.find(newspaper.title.pk, ["plates"], 9)


def test_a_page_in_an_old_font_is_bare_beside_one_in_unicode() -> None:
    def page(number: int, text: str) -> PageText:
        return PageText(number, 100, 100, (Glyphs(Box(0, 0, 10, 10), text, 9),))

    texts = [
        page(1, "पुणे ज़िले में नदियाँ उफान पर हैं और लोग भाग रहे हैं इसलिए सड़क बंद है, यह बात अधिकारियों ने कही " * 3),
        page(2, "iq.ks ftys esa ufn;ka mQku ij gSa vkSj yksx Hkkx jgs gSa blfy, lM+d can gS"),
    ]
    found = tuple(page_of_matched(one, {}, "ltr") for one in match(texts, ()))
    assert [len(one.lines) for one in _readable(found, texts, "hi")] == [1, 0]


def test_a_name_that_cannot_be_shown_is_taken_in_and_told_without_it(newspaper: Newspaper, tmp_path: Path) -> None:
    name = os.fsdecode(b"page\n\xff\x1b[31m 1.pdf")
    assert taken(newspaper, tmp_path, by_hand([QUAY]), name)["pages"] == 1
    with pytest.raises(PdfRefused, match=r"page\?\?\?\[31m 1\.pdf is not a PDF"):
        taken(newspaper, tmp_path, b"none", name)


def test_a_pdf_that_is_written_while_it_is_read_is_refused(
    newspaper: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copyfile

    def grows(source: Path, target: Path) -> object:
        done = copy(source, target)
        with source.open("ab") as file:
            file.write(b"more of it")
        return done

    monkeypatch.setattr(shutil, "copyfile", grows)
    with pytest.raises(PdfRefused, match="written while it was read"):
        taken(newspaper, tmp_path, by_hand([QUAY]))


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1), DAY + timedelta(days=30)])
def test_a_day_that_no_issue_can_have_is_refused(newspaper: Newspaper, tmp_path: Path, day: date) -> None:
    (tmp_path / "1.pdf").write_bytes(by_hand([QUAY]))
    with pytest.raises(UsageError, match="no issue of"):
        import_issue(newspaper.paper, [tmp_path / "1.pdf"], "paper", day, newspaper.now)


def test_an_import_that_fails_leaves_what_another_has_begun_meanwhile(
    newspaper: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1.pdf").write_bytes(by_hand([QUAY]))

    def fails(*_: object, **__: object) -> None:
        shelf.begin(Title.objects.get(), None, DAY, newspaper.now + timedelta(seconds=1), origin=IssueOrigin.IMPORTED)
        raise PdfRefused("1.pdf takes too long to open.", fact="pdf_timeout")

    monkeypatch.setattr(pdf, "pictures", fails)
    with pytest.raises(PdfRefused):
        import_issue(newspaper.paper, [tmp_path / "1.pdf"], "paper", DAY, newspaper.now)
    assert Issue.objects.filter(state="draft").count() == 1


def test_pages_that_were_begun_later_are_not_replaced_by_those_of_before(
    newspaper: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("old", "new"):
        (tmp_path / f"{name}.pdf").write_bytes(by_hand([QUAY + words(f"{name} pages", y=300)]))
    real = pdf.pictures

    def slowly(*given: Any, **named: Any) -> Any:
        monkeypatch.setattr(pdf, "pictures", real)
        made = real(*given, **named)
        later = newspaper.now + timedelta(seconds=9)
        import_issue(newspaper.paper, [tmp_path / "new.pdf"], "paper", DAY, later)
        return made

    monkeypatch.setattr(pdf, "pictures", slowly)
    with pytest.raises(UsageError, match="begun later"):
        import_issue(newspaper.paper, [tmp_path / "old.pdf"], "paper", DAY, newspaper.now)
    issue = Issue.objects.get()
    assert issue.printed_digest == issue.pdf_digest == sha256((tmp_path / "new.pdf").read_bytes()).hexdigest()
    files = [one for one in (newspaper.home.path / kept.FILES).rglob("*") if one.is_file()]
    assert len(files) == 5


def test_a_disk_that_is_full_is_no_fault_of_the_pdf(tmp_path: Path) -> None:
    (tmp_path / "1.pdf").write_bytes(by_hand([QUAY]))
    with pytest.raises(OSError, match="No space left"):
        pdf.pictures(tmp_path / "1.pdf", _full(tmp_path), [PageOrder(1)])


def _full(folder: Path) -> Path:
    """A folder in which the first file leads to a device that is always full."""
    work = folder / "work"
    work.mkdir()
    (work / "1-2000.webp").symlink_to("/dev/full")
    return work


def test_a_part_of_a_file_that_found_no_room_takes_none(
    newspaper: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1.pdf").write_bytes(by_hand([QUAY]))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        import_issue(newspaper.paper, [tmp_path / "1.pdf"], "paper", DAY, newspaper.now)
    assert not [one for one in (newspaper.home.path / "epaper").rglob("*") if one.is_file()]
    assert not Issue.objects.exists()
