"""Made-up news with subjects and sources in common: an island's survey, told in several stories."""

from datetime import timedelta
from email.utils import format_datetime
from html import escape

from tests.newspaper import Newspaper, item

SURVEY = "Hallan Survey"
OFFICIAL = "Maren Talvik"

TOLD = {
    "one": "Hallan survey ship leaves port at dawn",
    "two": "Second boat joins the Hallan survey",
    "three": "Hallan survey finds an uncharted bank",
    "four": "Charts of the reef to be drawn anew",
    "five": "Survey crew rests for two days",
}


def body(guid: str, official: str = OFFICIAL) -> tuple[str, str]:
    """Text that cites an official and an outlet, and names the story's guid as no other does."""
    return (
        f"Lisk, October 26 : The work went on in part {guid}, harbour master {official} told Reuters on Sunday.",
        f'"We are on time with part {guid}," {official} said, according to Reuters.',
    )


def sent(
    paper: Newspaper,
    guid: str,
    subjects: tuple[str, ...] = (SURVEY,),
    *,
    hours: float = 0.0,
    headline: str = "",
    paragraphs: tuple[str, ...] = (),
) -> str:
    """One of these stories as the agency sends it, with these subjects."""
    extra = "".join(f"<category>{escape(name)}</category>" for name in subjects)
    at = format_datetime(paper.now + timedelta(hours=hours))
    return item(guid, headline or TOLD.get(guid, f"Story {guid}"), paragraphs or body(guid), at=at, extra=extra)
