"""Offers and plans for a made-up issue: the simulated agency's stories and pictures, in as many pages as are wanted."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from random import Random

import msgspec

from wiredesk.agency.chance import dice
from wiredesk.agency.compose import Story, compose
from wiredesk.agency.pictures import SCENES, draw
from wiredesk.agency.words import local_weekday
from wiredesk.agency.world import SECTIONS, kinds, text_file, world
from wiredesk.outlets.epaper.makeup.offer import IssuePlan, Offered, OfferedPicture, SectionPlan

DAY = datetime(2026, 3, 9, tzinfo=UTC)


@cache
def pictures(folder: Path, count: int) -> tuple[OfferedPicture, ...]:
    """So many pictures of the agency, drawn into the folder."""
    names, chance = list(SCENES), dice("captions", count)
    found = []
    for number in range(count):
        scene = names[number % len(names)]
        file = folder / f"{scene}-{number:03d}a.jpg"
        if not file.exists():
            drawn = draw(file.name)
            assert drawn is not None
            file.write_bytes(drawn)
        place = chance.choice(world().cities).name
        caption = chance.choice(world().captions[scene]).format(place=place, weekday=f"{DAY:%A}")
        found.append(OfferedPicture(file=file, width=1600, height=1067, caption=caption, credit="Harbour Wire"))
    return tuple(found)


def _story(section: str, number: int, chance: Random) -> Story:
    known = kinds(section)
    kind = known[number % len(known)]
    subject = kind.subjects[(number // len(known)) % len(kind.subjects)]
    return compose(kind, subject, moment=DAY, chance=chance, world=world())


def _body(section: str, number: int, chance: Random) -> tuple[str, tuple[str, ...]]:
    """A headline and its paragraphs: one throw of the agency, some with more of the same day under them."""
    story = _story(section, number, chance)
    paragraphs = list(story.paragraphs)
    for _ in range(chance.choice((1, 1, 1, 1, 1, 2, 2, 3)) - 1):
        more = list(_story(section, chance.randrange(40), chance).paragraphs)
        paragraphs = [*paragraphs[:-1], paragraphs[-1].removesuffix(" (HW)"), more[0].split(": ", 1)[-1], *more[1:]]
    return story.headline, tuple(paragraphs)


def offers(folder: Path, stories: int = 120, shown: int = 50, seed: int = 7) -> tuple[Offered, ...]:
    """So many stories over the agency's sections, `shown` of them with a picture."""
    chance = dice("offers", seed)
    drawn, with_picture = pictures(folder, shown), sorted(chance.sample(range(stories), shown))
    found = []
    for number in range(stories):
        section = SECTIONS[number % len(SECTIONS)]
        headline, paragraphs = _body(section, number // len(SECTIONS), dice("offer", seed, number))
        slug = "".join(letter if letter.isalnum() else "-" for letter in headline.lower())[:40].strip("-")
        found.append(
            Offered(
                story=f"story-{number:03d}",
                version=1,
                headline=headline,
                byline="Harbour Wire" if chance.random() < 0.6 else "",
                paragraphs=paragraphs,
                section=section,
                rank=round(chance.random() * 100, 2),
                url=f"https://courier.example/{section}/{slug}",
                language="en",
                pictures=(drawn[with_picture.index(number)],) if number in with_picture else (),
            )
        )
    return tuple(found)


def plan(*, pages: int = 16, edition: str = "Dharvel", paper_format: str = "tabloid", seed: int = 0) -> IssuePlan:
    """An issue of the agency's sections."""
    return IssuePlan(
        title="The Dharvel Courier",
        address="https://courier.example/",
        edition=edition,
        masthead="An agency’s wire, word for word",
        issue_date=date(2026, 3, 9),
        number=212,
        language="en",
        direction="ltr",
        format=paper_format,
        sections=tuple(SectionPlan(slug=name, name=name.capitalize()) for name in SECTIONS),
        pages=pages,
        seed=seed,
    )


_SLUGS = ("city", "nation", "world", "business", "sport", "culture")
NAMES = {
    "hi": ("धारवेल समाचार", "धारवेल", ("शहर", "देश", "दुनिया", "कारोबार", "खेल", "संस्कृति")),
    "mr": ("धारवेल वार्ता", "धारवेल", ("शहर", "देश", "जग", "अर्थ", "क्रीडा", "संस्कृती")),
    "ur": ("روزنامہ دھارویل", "دھارویل", ("شہر", "ملک", "دنیا", "کاروبار", "کھیل", "ثقافت")),
}
FILES = {"hi": "hindi", "mr": "marathi", "ur": "urdu"}


def plan_in(language: str, *, pages: int = 16) -> IssuePlan:
    """An issue in Hindi, Marathi or Urdu."""
    title, edition, names = NAMES[language]
    return msgspec.structs.replace(
        plan(pages=pages),
        title=title,
        edition=edition,
        masthead="",
        language=language,
        direction="rtl" if language == "ur" else "ltr",
        sections=tuple(SectionPlan(slug=slug, name=name) for slug, name in zip(_SLUGS, names, strict=True)),
    )


def offers_in(language: str, folder: Path, stories: int = 120, shown: int = 50, seed: int = 7) -> tuple[Offered, ...]:
    """Stories of the agency's few in that language: each opens as one of them, and goes on as others do."""
    written = text_file(FILES[language])["story"]
    chance = dice("offers", language, seed)
    found = []
    for number, offer in enumerate(offers(folder, stories, shown, seed)):
        own = dice("own", language, seed, number).choice(written)
        more = chance.sample(written, len(written))[: max(1, len(offer.paragraphs) // 3)]
        day = {"weekday": local_weekday(DAY, language)}
        texts = [*own["paragraphs"], *(text for story in more if story is not own for text in story["paragraphs"][1:])]
        caption = chance.choice(written)["headline"]
        found.append(
            msgspec.structs.replace(
                offer,
                headline=own["headline"],
                byline="",
                paragraphs=tuple(text.replace("{weekday}", day["weekday"]) for text in texts),
                language=language,
                pictures=tuple(msgspec.structs.replace(one, caption=caption, credit="") for one in offer.pictures),
            )
        )
    return tuple(found)
