"""From an agency's copy in Urdu and Marathi to an issue that is proved, published and read, by command."""

from datetime import date

import pypdfium2
import pytest
from lxml import html

from tests.cli.commanding import command, rows
from tests.newspaper import Newspaper, item
from wiredesk.agency.world import text_file
from wiredesk.common.numerals import native
from wiredesk.decisions.actions.kill import kill
from wiredesk.house.editions import add_edition
from wiredesk.publication.models import Issue, OnPage

DAY = date(2025, 10, 26)
ON = ("--edition", "sonbari", "--date", str(DAY))
MIXED = {
    "ur": (
        "انجینئر Tavi Roan نے «The Courier» کو بتایا کہ ۲۰۲۵-۲۶ میں خرچ 12.5% (یعنی ₹2,500 کروڑ) بڑھا، “یہ” ۱۰:۳۰ بجے "
        "[دیکھیے: ⟨ANI⟩] 26/10/2025 کو طے ہوا۔"
    ),
    "mr": (
        "अभियंते Tavi Roan यांनी «The Courier» ला सांगितले की २०२५-२६ मध्ये खर्च 12.5% (म्हणजे ₹2,500 कोटी) वाढला, “हे” "
        "१०:३० वाजता [पहा: ANI] 26/10/2025 रोजी ठरले."
    ),
}
NAMES = {"ur": ("سونباری", "urdu", "ur-IN", "rtl"), "mr": ("सोनबारी", "marathi", "mr-IN", "ltr")}


def wire(language: str) -> list[str]:
    """Five items of the agency's few in that language, one of them full of names, numbers, quotes and brackets."""
    told = text_file(NAMES[language][1])["story"]
    return [
        item(
            f"{language}{number}",
            one["headline"],
            tuple(text.replace("{weekday}", "") for text in (*one["paragraphs"], *told[number - 1]["paragraphs"][1:]))
            + (MIXED[language],) * (number == 0),
            extra=f"<dc:language>{NAMES[language][2]}</dc:language>",
        )
        for number, one in enumerate(told[:5])
    ]


@pytest.mark.parametrize("language", NAMES)
def test_copy_in_a_language_is_printed_proved_published_and_read_in_its_edition(
    paper: Newspaper, language: str
) -> None:
    name, _, locale, direction = NAMES[language]
    add_edition(name, ["XD"], slug="sonbari", language=locale)
    paper.take(*wire(language))
    made = command("epaper", "make", *ON)
    assert made.stdout.startswith(f"No. 1 of sonbari for {DAY} is published: ")
    assert "Proving" in made.stderr
    issue = Issue.objects.get(edition="sonbari")
    assert (issue.state, issue.language, issue.unplaced) == ("published", locale, [])
    printed = set(OnPage.objects.filter(page__issue=issue).values_list("story", flat=True))
    assert printed == {paper.story(f"{language}{number}").pk for number in range(5)}
    pdf = pypdfium2.PdfDocument(paper.home.path / issue.pdf_path.lstrip("/"))
    words = "".join(one.get_textpage().get_text_range() for one in pdf)
    pdf.close()
    assert native("2025", locale) in words

    status, text = paper.page(f"/epaper/sonbari/{DAY}/1/")
    assert status == 200
    page = html.fromstring(text)
    assert (page.get("lang"), page.get("dir", "ltr")) == (locale, direction)
    texts = page.xpath("//article[contains(@class, 'printed')]")
    links = page.xpath("//*[contains(@class, 'leaf')]//*[local-name()='a']/@href")
    assert {one.get("id") for one in texts} == {link[1:] for link in links if link.startswith("#")}
    assert len(texts) == 5
    told = next(" ".join(one.text_content().split()) for one in texts if MIXED[language][:20] in one.text_content())
    assert MIXED[language] in told


@pytest.mark.parametrize("language", NAMES)
def test_a_kill_leaves_the_issue_of_a_language_whole_without_it(paper: Newspaper, language: str) -> None:
    name, _, locale, _ = NAMES[language]
    add_edition(name, ["XD"], slug="sonbari", language=locale)
    paper.take(*wire(language))
    command("epaper", "make", *ON)
    story = paper.story(f"{language}2")
    headline = text_file(NAMES[language][1])["story"][2]["headline"]
    kill(story.pk, by=paper.person(), reason="Names a minor", now=paper.now)
    paper.flow()
    assert not paper.pages_with(headline)
    assert paper.page(f"/epaper/sonbari/{DAY}/1/")[0] == 200
    command("epaper", "make", *ON)
    assert not OnPage.objects.filter(story=story).exists()
    assert rows("epaper", "show", *ON)[0]["state"] == "published"
    assert not paper.pages_with(headline)
