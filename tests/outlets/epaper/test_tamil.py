"""An issue in Tamil: its own face and leading, no word cut, and every letter proved from the PDF."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.outlets.epaper.made_up import offers, plan
from wiredesk.outlets.epaper.makeup.make import make
from wiredesk.outlets.epaper.makeup.measures import LATIN, style_of
from wiredesk.outlets.epaper.makeup.offer import IssuePlan, Offered, SectionPlan
from wiredesk.outlets.epaper.makeup.prove import prove
from wiredesk.outlets.epaper.printed import Part, Printed

STORIES = (
    ("துறைமுகத்தில் இரண்டாவது மதகு திறப்பு", (
        "துறைமுக அலுவலகம் ஞாயிற்றுக்கிழமை இரண்டாவது மதகைத் திறந்தது என்று பொறியாளர் தாவி ரோன் கூறினார்.",
        "வியாழக்கிழமை முதல் படகுகள் காத்திருந்தன. நீர் குறைந்த நேரத்தில் ஒரு கதவு சிக்கிக்கொண்டதால் கால்வாய் மூடப்பட்டது.",
        "இரண்டு பாரந்தூக்கிகள் கதவைத் தூக்கின; நீருக்கடியில் எந்தச் சேதமும் இல்லை என்று மூழ்காளர்கள் தெரிவித்தனர்.",
    )),
    ("மழைக்கு முன் ஏரிகள் தூர்வாரும் பணி நிறைவு", (
        "மாவட்டத்தில் உள்ள 37 ஏரிகளில் தூர்வாரும் பணி நிறைவடைந்ததாக ஆட்சியர் திங்கள்கிழமை அறிவித்தார்.",
        "இந்தப் பணிக்கு 14 கோடி ரூபாய் செலவானது. விவசாயிகள் வண்டல் மண்ணை இலவசமாக எடுத்துச் சென்றனர்.",
        "அடுத்த ஆண்டு மேலும் 20 ஏரிகள் சீரமைக்கப்படும் என்றும் கரைகளில் மரங்கள் நடப்படும் என்றும் அவர் கூறினார்.",
    )),
    ("மேசைப் பந்தில் பதினாறு வயது வீரர் வெற்றி", (
        "மாநில அளவிலான மேசைப் பந்துப் போட்டியில் பதினாறு வயது வீரர் தங்கப் பதக்கம் வென்றார்.",
        "இறுதி ஆட்டத்தில் முதல் இரண்டு சுற்றுகளை இழந்த பிறகு அவர் தொடர்ந்து மூன்று சுற்றுகளை வென்றார்.",
        "என் பயிற்சியாளருக்கு இந்த வெற்றியைக் காணிக்கையாக்குகிறேன் என்று அவர் செய்தியாளர்களிடம் சொன்னார்.",
    )),
)  # fmt: skip
SECTIONS = (("city", "நகரம்"), ("nation", "நாடு"), ("world", "உலகம்"), ("sport", "விளையாட்டு"))


def issue(folder: Path) -> tuple[IssuePlan, tuple[Offered, ...], Printed]:
    what = msgspec.structs.replace(
        plan(pages=2),
        title="தார்வேல் செய்தி",
        edition="தார்வேல்",
        masthead="",
        language="ta",
        sections=tuple(SectionPlan(slug=slug, name=name) for slug, name in SECTIONS),
    )
    told = tuple(_in_tamil(one, place) for place, one in enumerate(offers(folder, 15, 5)))
    return what, told, make(what, told, folder / "issue.pdf")


def _in_tamil(offer: Offered, place: int) -> Offered:
    headline, paragraphs = STORIES[place % len(STORIES)]
    more: Sequence[str] = STORIES[(place + 1) % len(STORIES)][1] if place % 2 else ()
    pictures = tuple(msgspec.structs.replace(one, caption=headline, credit="") for one in offer.pictures)
    section = SECTIONS[place % len(SECTIONS)][0]
    return msgspec.structs.replace(
        offer,
        headline=headline,
        byline="",
        paragraphs=(*paragraphs, *more),
        section=section,
        language="ta",
        pictures=pictures,
    )


def test_it_passes_its_proof_and_no_word_is_cut(tmp_path: Path) -> None:
    what, told, printed = issue(tmp_path)
    assert prove(printed, told, what) == ()
    lines = [line for page in printed.pages for line in page.lines if line.part is Part.BODY]
    assert len(lines) > 100
    assert not [line for line in lines if line.text.endswith("\u2010")]
    assert style_of("ta-IN").pitch > LATIN.pitch


def test_another_letter_fails_its_proof(tmp_path: Path) -> None:
    what, told, printed = issue(tmp_path)
    first = told[0]
    changed = msgspec.structs.replace(
        first, paragraphs=(first.paragraphs[0].replace("இரண்டாவது", "மூன்றாவது"), *first.paragraphs[1:])
    )
    assert prove(printed, (changed, *told[1:]), what)
