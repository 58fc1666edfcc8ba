"""Made-up news that goes on: one event told in several stories, and stories about nothing else."""

from datetime import timedelta
from email.utils import format_datetime

from tests.newspaper import Newspaper, item

FERRY = {
    "ferry-1": (
        "Ferry Palomar runs aground off Lisk with 214 aboard",
        (
            "The ferry Palomar ran aground on the Hallan reef off Lisk early on Sunday with 214 people aboard, "
            "the Lisk coastguard said. Captain Joren Aldwyn sent a distress call at low water, and three "
            "lifeboats put out from Lisk."
        ),
        (
            "Nobody aboard the Palomar was hurt, the coastguard said. Brannoch Lines, which owns the ferry, said "
            "that it had been on its way from Lisk to Tarn Head."
        ),
    ),
    "ferry-2": (
        "All 214 taken off ferry Palomar aground off Lisk",
        (
            "Lifeboats took all 214 people off the ferry Palomar, aground on the Hallan reef off Lisk, the Lisk "
            "coastguard said on Sunday. Captain Joren Aldwyn was the last to leave."
        ),
        (
            "Brannoch Lines said that passengers of the Palomar had been given rooms in Lisk, and that divers "
            "would look at the hull when the tide allowed."
        ),
    ),
    "ferry-3": (
        "Ferry Palomar towed off Hallan reef to Lisk, Brannoch Lines says",
        (
            "Two tugs pulled the ferry Palomar off the Hallan reef on Sunday evening and brought it to Lisk, its "
            "owner Brannoch Lines said. The coastguard had taken all 214 people off in lifeboats."
        ),
        (
            "Captain Joren Aldwyn will be heard by the Lisk harbour court on Monday about the course that the "
            "Palomar took."
        ),
    ),
    "ferry-4": (
        "Ferry Palomar captain Joren Aldwyn heard by Lisk court",
        (
            "Captain Joren Aldwyn told the Lisk harbour court on Monday that the light on the Hallan reef had "
            "been out when the ferry Palomar ran aground with 214 aboard."
        ),
        "Brannoch Lines said that the Palomar would lie in Lisk until the court had spoken.",
    ),
}
"""Stories about one ferry, in the order in which they were sent."""

OTHERS = {
    "mill": (
        "Quorvane Mills recalls ovens over faulty switch",
        (
            "Quorvane Mills called back nine thousand kitchen ovens on Sunday because a switch may stay on, its "
            "director Elsbeth Harrow said in Dunholm."
        ),
        "Buyers are to pull the plug and write to Quorvane Mills, which sends a new switch without charge.",
    ),
    "chess": (
        "Teenager Wynne Okafor wins Carsk chess open",
        "Wynne Okafor, sixteen, won the Carsk open on Sunday with a rook ending that took ninety moves.",
        ("She had lost her first game and won the eight that followed, which no winner of the Carsk open had done."),
    ),
}

STORIES = FERRY | OTHERS


def sent(paper: Newspaper, guid: str, hours: float = 0.0, **changed: str) -> str:
    """One of these stories as the agency sends it, so many hours from the paper's now."""
    headline, *paragraphs = STORIES[guid]
    at = format_datetime(paper.now + timedelta(hours=hours))
    return item(guid, changed.get("headline", headline), tuple(paragraphs), at=at)


def told(paper: Newspaper, *guids: str, service: str = "wire") -> None:
    """These stories arrive one after the other, an hour apart, and each goes all the way."""
    for guid in guids:
        paper.later(hours=1)
        paper.take(sent(paper, guid), service=service)
