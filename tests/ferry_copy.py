"""Made-up copy as several agencies send it: the same again, a later take, a form filled in twice, a roundup."""

from tests.newspaper import Newspaper, item
from wiredesk.publication.models import Address, PublicStory

FERRY = (
    (
        "Lisk, October 26 : The night ferry to Oro ran aground off Lisk on Sunday with 214 people on board, "
        "harbour master Ines Vold said. Tugs pulled it free at noon, and nobody was hurt."
    ),
    (
        "Vold said that the ferry had left its lane to avoid a fishing boat. Its hull was looked at by divers, "
        "who found a dent of two metres and no leak. The line carries half a million people a year and has 4 "
        "ships."
    ),
    (
        "The owner said that passengers would be carried by bus until Tuesday, and that the other three ships "
        "would sail."
    ),
)
PTI_FERRY = (FERRY[0].replace("Lisk, October 26 :", "Lisk, Oct 26 (PTI)"), *FERRY[1:])
TAKE = (
    (
        "Lisk, October 26 : The night ferry to Oro ran aground off Lisk on Sunday with 214 people on board, "
        "harbour master Ines Vold said. Tugs pulled it free at noon, and nobody was hurt. The captain was "
        "questioned in the evening."
    ),
    (
        "Vold said that the ferry had left its lane to avoid a fishing boat. Its hull was looked at by divers, "
        "who found a dent of two metres and no leak. The line carries half a million people a year and has 4 "
        "ships."
    ),
    (
        "The owner said that passengers would be carried by bus until Tuesday, and that the other three ships "
        "would sail."
    ),
    (
        "The ministry of transport said that the ferry would stay in port until an inquiry had heard the captain,"
        " the pilot and the crew of the fishing boat, which left the scene and was found at Oro."
    ),
)
CUT = FERRY[:2]
MARKET = (
    (
        "Sonbari, October 26 : Onion sold at Rs 1,850 a quintal in Sonbari market on Sunday, down Rs 120 from "
        "Friday, the market committee said. Arrivals were 2,340 sacks. Potato was quoted at Rs 1,210 and garlic "
        "at Rs 6,900."
    ),
    "Traders expect prices to stay where they are until the new crop comes in March.",
)
MARKET_NEXT = (
    (
        "Sonbari, October 27 : Onion sold at Rs 1,910 a quintal in Sonbari market on Monday, up Rs 60 from "
        "Sunday, the market committee said. Arrivals were 1,985 sacks. Potato was quoted at Rs 1,225 and garlic "
        "at Rs 7,050."
    ),
    "Traders expect prices to stay where they are until the new crop comes in March.",
)
ROUNDUP = (
    (
        "Lisk, October 26 : The night ferry to Oro ran aground off Lisk on Sunday with 214 people on board, "
        "harbour master Ines Vold said. Tugs pulled it free at noon, and nobody was hurt."
    ),
    (
        "Nasirkot: The bridge over the salt canal was painted green, and the municipality said that it would be "
        "open for carts again on Wednesday after three weeks of work by forty painters."
    ),
    (
        "Kelapor: The orchard growers' society elected a woman to lead it for the first time, and she said that "
        "she would ask for a cold store beside the railway before the next harvest."
    ),
    (
        "Port Anjal: The second lock was opened to boats, which had waited since Thursday when a gate jammed at "
        "low water."
    ),
    "Sonbari: A school of two hundred children moved into a new house whose roof gathers rain for its garden.",
    (
        "Oro: The lighthouse keeper's diary of sixty years was given to the town library, where it can be read on"
        " Fridays."
    ),
)
CANCELED = "<ext:pubStatus xmlns:ext='https://agency.example/ext'>canceled</ext:pubStatus>"
EMBARGO = "<dcterms:available>2025-10-26T18:00:00+00:00</dcterms:available>"
TELLING = ("Ines Vold", "dent of two metres", "ran aground off Lisk", "night ferry")


def ferry(
    guid: str,
    paragraphs: tuple[str, ...] = FERRY,
    *,
    headline: str = "Night ferry runs aground off Lisk",
    at: str = "Sun, 26 Oct 2025 10:00:00 +0530",
    extra: str = "",
) -> str:
    return item(guid, headline, paragraphs, at=at, extra=extra)


def pti(paper: Newspaper, guid: str = "p1") -> str:
    return paper.story(guid, "PTI").pk


def address(paper: Newspaper, story: str) -> str:
    return Address.objects.get(story=story, title=paper.title).path


def leads_to(paper: Newspaper, path: str) -> str | None:
    stored = paper.paper.store.get(paper.title.code, path)
    return stored.location if stored is not None and stored.status == 301 else None


def own_pages(paper: Newspaper) -> list[str]:
    """The articles that have a page of their own."""
    return sorted(PublicStory.objects.filter(state="live").values_list("path", flat=True))


def assert_nowhere(paper: Newspaper) -> None:
    for words in TELLING:
        assert paper.pages_with(words) == []
