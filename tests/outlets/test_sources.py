"""Whom a story leans on: in the byline and beside the story, never in the agency's text; labels are the operator's."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.outlets.reading import html, json_ld, links, one, said
from tests.outlets.shelved import PARAGRAPHS, Shelved, blocks_of
from wiredesk.common.errors import UsageError
from wiredesk.house.models import Title
from wiredesk.outlets.website.furniture import Furniture
from wiredesk.outlets.website.labels import FILE, load
from wiredesk.publication.public import PublicCited, PublicStory
from wiredesk.story.content import CitedKind

RADIO = PublicCited("Norrhaven Radio", CitedKind.OUTLET, 2)
GAZETTE = PublicCited("Ostermark Gazette", CitedKind.OUTLET, 1)
MARRANT = PublicCited("Ilse Marrant", CitedKind.PERSON, 3, "foreign minister")
LABELLED = """
[[outlet]]
name = "Norrhaven Radio"
label = "state-funded"
reason = "https://courier.example/about-our-labels"
"""


def pressed(shelved: Shelved, *sources: PublicCited, **more: Any) -> tuple[PublicStory, str]:
    story = shelved.story(cited=sources, **more)
    shelved.put(story)
    shelved.deliver()
    return story, shelved.page(story.path)


def listed(text: str) -> list[str]:
    return [" ".join(node.text().split()) for node in html(text).css("#sources + ul li")]


def outlet(name: str) -> PublicCited:
    return PublicCited(name, CitedKind.OUTLET, 1)


def test_the_byline_says_whom_the_agency_cites(shelved: Shelved) -> None:
    _, text = pressed(shelved, MARRANT, RADIO, GAZETTE)
    assert said(html(text), ".by b") == "By Harbour Wire, citing Norrhaven Radio, Ostermark Gazette"
    assert links(html(text), ".by b a") == ["/provider/hw/"]


def test_a_named_author_stays_before_the_agency_and_whom_it_cites(shelved: Shelved) -> None:
    _, text = pressed(shelved, RADIO, authors=("Runa Skeld",))
    assert said(html(text), ".by b") == "By Runa Skeld, Harbour Wire, citing Norrhaven Radio"


def test_people_are_not_in_the_byline(shelved: Shelved) -> None:
    _, text = pressed(shelved, MARRANT)
    assert said(html(text), ".by b") == "By Harbour Wire"


def test_the_byline_names_three_outlets_and_says_that_there_are_others(shelved: Shelved) -> None:
    _, text = pressed(shelved, *(outlet(name) for name in ("AFP", "BBC", "CNN", "DPA")))
    assert said(html(text), ".by b") == "By Harbour Wire, citing AFP, BBC, CNN and others"
    assert len(listed(text)) == 4


def test_sources_stand_beside_the_story_with_how_often_outlets_first(shelved: Shelved) -> None:
    _, text = pressed(shelved, MARRANT, RADIO, GAZETTE)
    assert said(html(text), "#sources") == "Sources in this story"
    assert listed(text) == [
        "Norrhaven Radio cited 2 times",
        "Ostermark Gazette cited once",
        "Ilse Marrant, foreign minister cited 3 times",
    ]


def test_the_list_is_no_part_of_the_agencys_text(shelved: Shelved) -> None:
    _, text = pressed(shelved, MARRANT, RADIO)
    page = html(text)
    body = one(page, '[itemprop="articleBody"]')
    assert [node.text() for node in body.css("p")] == list(PARAGRAPHS)
    assert "Norrhaven Radio" not in body.text()
    assert not page.css(".rail p")


def test_a_story_that_cites_nobody_has_no_list(shelved: Shelved) -> None:
    _, text = pressed(shelved)
    assert "Sources in this story" not in text
    assert not html(text).css("aside.rail")


def test_no_outlet_has_a_label_unless_the_operator_gives_one(shelved: Shelved) -> None:
    _, text = pressed(shelved, RADIO)
    assert not html(text).css("#sources + ul a")


def test_a_label_stands_beside_its_outlet(shelved: Shelved) -> None:
    (shelved.options.home / FILE).write_text(LABELLED, encoding="utf-8")
    _, text = pressed(shelved, RADIO, GAZETTE)
    assert listed(text) == ["Norrhaven Radio cited 2 times state-funded", "Ostermark Gazette cited once"]
    assert links(html(text), "#sources + ul a") == ["https://courier.example/about-our-labels"]


def test_a_label_finds_its_outlet_in_another_script(shelved: Shelved) -> None:
    (shelved.options.home / FILE).write_text(LABELLED, encoding="utf-8")
    printed = PublicCited("नोरहेवन रेडियो", CitedKind.OUTLET, 1, key="Norrhaven Radio")
    _, text = pressed(shelved, printed, language="hi", blocks=blocks_of("बंदरगाह खुल गया है।"))
    assert listed(text) == ["नोरहेवन रेडियो cited once state-funded"]
    assert [node.attributes["lang"] for node in html(text).css("#sources + ul span[lang]")] == ["hi"]


def test_a_person_of_an_outlets_name_has_no_label(shelved: Shelved) -> None:
    (shelved.options.home / FILE).write_text(LABELLED, encoding="utf-8")
    _, text = pressed(shelved, PublicCited("Norrhaven Radio", CitedKind.PERSON, 1))
    assert not html(text).css("#sources + ul a")


@pytest.mark.parametrize(
    ("written", "said_so"),
    [
        ('[[outlet]]\nname = "RT"\nlabel = "state-funded"\n', "reason"),
        ('[[outlet]]\nname = "RT"\nlabel = "x"\nreason = "javascript:alert(1)"\n', "no web address"),
        ('[[outlet]]\nname = "RT"\nlabel = " "\nreason = "https://a.example/"\n', "both a name and a label"),
        (LABELLED * 2, "labelled twice"),
        ('[[label]]\nname = "RT"\n', "label"),
        ("[[outlet]\n", "line 1"),
        ("\udcff", "utf-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_mend_and_stops_no_page(
    shelved: Shelved, written: str, said_so: str
) -> None:
    path: Path = shelved.options.home / FILE
    path.write_bytes(written.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError, match=said_so) as raised:
        load(shelved.options.home)
    assert str(path) in raised.value.sentence
    _, text = pressed(shelved, RADIO)
    assert listed(text) == ["Norrhaven Radio cited 2 times"]


def test_a_label_reaches_pages_that_stand_already_and_leaves_them_again(shelved: Shelved) -> None:
    story, text = pressed(shelved, RADIO)
    assert "state-funded" not in text
    furniture = Furniture(shelved.options, shelved.store)
    follow(shelved, furniture)
    (shelved.options.home / FILE).write_text(LABELLED, encoding="utf-8")
    follow(shelved, furniture)
    assert "state-funded" in shelved.page(story.path)
    (shelved.options.home / FILE).unlink()
    follow(shelved, furniture)
    assert "state-funded" not in shelved.page(story.path)


def follow(shelved: Shelved, furniture: Furniture) -> None:
    """Let the furniture press what is old, until nothing is."""
    shelved.now += timedelta(seconds=2)
    while furniture.press(shelved.now, 100):
        pass


def test_machines_read_the_sources_too(shelved: Shelved) -> None:
    story, text = pressed(shelved, MARRANT, RADIO)
    data = json.loads(shelved.page(story.path + "story.json"))
    assert data["cited"] == [
        {"name": "Ilse Marrant", "kind": "person", "role": "foreign minister", "count": 3},
        {"name": "Norrhaven Radio", "kind": "outlet", "count": 2},
    ]
    assert data["infoSources"] == [{"name": "Harbour Wire"}]
    assert json_ld(html(text))["sourceOrganization"] == {"@type": "Organization", "name": "Harbour Wire"}


def test_a_paper_in_another_language_says_it_its_way(shelved: Shelved) -> None:
    Title.objects.update(language="ur")
    _, text = pressed(shelved, *(outlet(name) for name in ("AFP", "BBC", "CNN", "DPA")))
    assert said(html(text), ".by b") == "Harbour Wire، بحوالہ AFP، BBC، CNN وغیرہ"


def test_hostile_names_are_text(shelved: Shelved) -> None:
    bad = "<script>{by}</script>"
    _, text = pressed(shelved, msgspec.structs.replace(RADIO, name=bad), msgspec.structs.replace(MARRANT, role=bad))
    assert bad in said(html(text), ".by b")
    assert bad in listed(text)[1]
    assert "<script>{by}" not in text
