"""Outlets and people that a story leans on are found, and nobody else: measured on 1,157 sentences of our own.

`cited_sentences.jsonl` has the sentences and the right answers. The first part was written before the patterns, the
others after them, each labelled before it was first read. Before anything was mended for it, the second had a precision
of 0.951 and a recall of 0.876, the third (its sentences in English) 0.987 and 0.831, the fourth 0.970 and 0.889, the
fifth, in the manner of nine agencies, 0.967 and 0.830. The sixth, seventh and eighth look for what trips patterns:
0.913 and 0.685, 0.896 and 0.754, 0.915 and 0.705, each after what the one before it showed was mended. The ninth,
ordinary copy again, 0.983 and 0.919.
"""

from html import unescape
from pathlib import Path
from time import process_time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wiredesk.story.canonical import canonical_of_html
from wiredesk.story.content import HEADLINE, Cited
from wiredesk.story.normalise.cited import cited, citing
from wiredesk.story.normalise.cited_quotes import blanked
from wiredesk.story.normalise.cited_tables import outlets, words

SENTENCES = Path(__file__).parent / "cited_sentences.jsonl"
REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "item.xml"
GOAL_PRECISION, GOAL_RECALL = 0.97, 0.80


class Whole(msgspec.Struct, frozen=True):
    """A whole story in the manner of an agency, and whom it leans on."""

    headline: str
    own: tuple[str, ...]
    blocks: tuple[str, ...]
    sources: tuple[str, ...]


def whole() -> list[Whole]:
    lines = SENTENCES.with_name("cited_stories.jsonl").read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Whole) for line in lines]


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of wire copy and the sources it leans on, as `outlet Reuters` or `person Dmitry Peskov`."""

    part: int
    language: str
    text: str
    sources: tuple[str, ...]
    own: tuple[str, ...] = ("ANI", "PTI")
    """The names of the agency that sent it."""


def sentences() -> list[Sentence]:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Sentence) for line in lines]


def said(sources: tuple[Cited, ...]) -> set[str]:
    return {f"{one.kind.value} {one.key}" for one in sources}


def found(*blocks: str, headline: str = "", own: tuple[str, ...] = ("ANI", "PTI"), language: str = "en") -> set[str]:
    return said(cited(blocks, headline, own, language))


@pytest.mark.parametrize("part", range(1, 10))
def test_precision_and_recall_on_each_part_of_the_sentences(part: int) -> None:
    right = wrong = missed = 0
    for sentence in sentences():
        if sentence.part == part:
            got = found(sentence.text, own=sentence.own, language=sentence.language)
            wanted = set(sentence.sources)
            right, wrong, missed = right + len(got & wanted), wrong + len(got - wanted), missed + len(wanted - got)
    assert right / (right + wrong) >= GOAL_PRECISION
    assert right / (right + missed) >= GOAL_RECALL


def test_there_are_more_than_a_thousand_sentences_and_a_third_of_them_lean_on_nobody() -> None:
    every = sentences()
    assert len(every) == 1157
    assert len({one.text for one in every}) == 1157
    assert sum(not one.sources for one in every) >= len(every) // 3


@pytest.mark.parametrize("story", whole(), ids=[story.headline for story in whole()])
def test_a_whole_story_leans_on_these_and_nobody_else(story: Whole) -> None:
    assert found(*story.blocks, headline=story.headline, own=story.own) == set(story.sources)


def test_the_reference_item_leans_on_peskov_takaichi_and_rt() -> None:
    if not REFERENCE.is_file():
        pytest.skip(f"{REFERENCE.name} is not here")
    item = etree.parse(REFERENCE).find("channel/item")
    assert item is not None
    body = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""
    blocks = canonical_of_html(body).split("\n")
    sources = cited(blocks, unescape(item.findtext("title") or ""), ("ANI",))
    assert said(sources) == {"person Dmitry Peskov", "person Sanae Takaichi", "outlet RT"}
    assert {one.key: one.count for one in sources} == {"Dmitry Peskov": 3, "Sanae Takaichi": 3, "RT": 3}
    assert citing(sources) == ("RT",)


def test_a_mention_points_to_the_name_in_its_block() -> None:
    blocks = ["The port is shut.", "The port will open on Friday, harbour master Ines Vold told Reuters."]
    for source in cited(blocks):
        for mention in source.mentions:
            assert blocks[mention.block][mention.start : mention.end] == source.name


def test_a_surname_alone_is_whoever_was_named_in_full() -> None:
    blocks = ["Harbour master Ines Vold said the port was shut.", "Vold told reporters it would open on Friday."]
    (source,) = cited(blocks)
    assert (source.key, source.count, source.role) == ("Ines Vold", 2, "Harbour master")


def test_a_surname_that_two_people_share_is_nobodys() -> None:
    assert found("Ravi Lele and his rival Asha Lele met in court.", "Lele said the case was closed.") == set()


def test_a_surname_that_nobody_had_before_is_nobodys() -> None:
    assert found("Vold said the port was shut.") == set()


@pytest.mark.parametrize("own", [("Reuters",), ("Thomson Reuters",)])
def test_an_agency_is_never_its_own_source_by_any_of_its_names(own: tuple[str, ...]) -> None:
    assert found("The port is shut, Reuters reported.", own=own) == set()


@pytest.mark.parametrize("printed", ["RT", "Russia Today", "the RT"])
def test_an_outlet_is_counted_under_one_name(printed: str) -> None:
    assert found(f"The port is shut, {printed} reported.") == {"outlet RT"}


def test_who_speaks_inside_a_quotation_is_no_source() -> None:
    assert found('"Ravi Lele told Reuters that it was over," he said.') == set()
    assert found('"Mother said, “Asha Lele told the BBC so”," he said.') == set()


def test_an_everyday_name_that_is_spelt_out_is_an_outlets() -> None:
    assert found("SPA said the pool would open.") == set()
    assert found("Saudi Press Agency said the pool would open.") == {"outlet SPA"}


def test_a_house_between_a_name_and_its_verb_is_whose_name_it_is() -> None:
    assert found("Analyst Ines Vold of the Lisk Trust said it was over.") == {"person Ines Vold"}
    assert found("The lawyer of Ines Vold of Lisk said it was over.") == set()


def test_who_does_something_saying_so_speaks() -> None:
    assert found("Harbour master Ines Vold shut the port, saying that ice was near.") == {"person Ines Vold"}
    assert found("The bank sued Ines Vold for fraud, saying that the loan was void.") == set()


@pytest.mark.parametrize(
    "deed",
    [
        "Minister Ravi Lele called on the President at noon.",
        "Ravi Lele demanded Rs 2 lakh from the builder.",
        "Striker Ines Vold confirmed her place in the final.",
        "Ravi Lele denied Spain a goal.",
        "Ravi Lele responded to a request for comment by fax.",
        "Ravi Lele responded with a century.",
        "Ravi Lele appealed to the High Court.",
        "Ravi Lele has never said so.",
        "Ravi Lele posted a copy of the letter on X.",
    ],
)
def test_a_deed_is_no_statement(deed: str) -> None:
    assert found(deed) == set()


@pytest.mark.parametrize(
    "words",
    [
        "Ravi Lele called on the President to resign.",
        "Ravi Lele demanded that the builder go.",
        "Ravi Lele confirmed that it was over.",
        "Ravi Lele denied that it was over.",
        "Ravi Lele responded that it was over.",
        '"It was over for all of us," Ravi Lele sighed at the gate.',
        "Ravi Lele, the police spokesman, told Reuters that it was over.",
        "Ravi Lele Wednesday accused the bank of fraud.",
    ],
)
def test_the_same_verbs_attribute_words_where_some_follow(words: str) -> None:
    assert "person Ravi Lele" in found(words)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("EAM Ravi Lele said so.", "Ravi Lele"),
        ("State Rep. Ravi Lele said so.", "Ravi Lele"),
        ("Additional Sessions Judge Ravi Lele said so.", "Ravi Lele"),
        ("SP Rural Ravi Lele said so.", "Ravi Lele"),
        ("According to DCP (South) Ravi Lele, it is over.", "Ravi Lele"),
        ("A K Lele said so.", "A K Lele"),
        ("Emily Lele said so.", "Emily Lele"),
        ("Omar al-Lele said so.", "Omar al-Lele"),
        ("Minister of State for Home Ravi Lele said so.", "Ravi Lele"),
    ],
)
def test_a_name_is_what_is_left_when_its_title_is_taken_off(text: str, name: str) -> None:
    assert found(text) == {f"person {name}"}


def test_a_title_alone_is_nobody() -> None:
    assert found("The Chief Minister thanked the Prime Minister for the package.") == set()


def test_an_outlet_that_speaks_of_its_own_business_is_the_news() -> None:
    assert found("The Washington Post said on Tuesday it would cut a hundred jobs.") == set()
    assert found("The Washington Post said on Tuesday it had seen the contract.") == {"outlet The Washington Post"}


def test_a_longer_name_is_another_outlet() -> None:
    assert found("The port is shut, Kantipur Radio reported.") == {"outlet Kantipur Radio"}


def test_whom_the_subject_quotes_is_the_subjects_source() -> None:
    assert found("The minister, quoting Ravi Lele, asked the young to rise.") == set()
    assert found("TASS, quoting Ravi Lele, said it was over.") == {"outlet TASS", "person Ravi Lele"}


def test_the_headline_can_cite_an_outlet() -> None:
    (source,) = cited(["The port is shut."], "Port is shut, Reuters reports")
    assert source.mentions[0].block == HEADLINE


def test_the_most_cited_come_first() -> None:
    blocks = ["The BBC reported it.", "AFP reported it.", "AFP reported more."]
    assert citing(cited(blocks)) == ("AFP", "BBC")


def test_a_language_without_a_table_has_no_sources() -> None:
    assert cited(["La gare est fermée, a annoncé Reuters."], language="fr") == ()


def test_the_gazetteer_knows_hundreds_of_outlets_each_once() -> None:
    gazetteer = outlets()
    assert len(set(gazetteer.names.values())) >= 250
    assert all(gazetteer.key(key) == key for key in gazetteer.names.values())
    assert gazetteer.everyday <= gazetteer.names.keys()


def test_every_language_with_a_table_has_words_of_saying() -> None:
    assert all(words(language)["speak"] for language in ("en", "hi", "mr"))


pieces = st.lists(
    st.sampled_from(["Reuters", "Ravi", "Lele", "said", "told", "that", ",", ".", '"', "who", "Mr", "of"])
)


@given(pieces.map(" ".join), st.sampled_from(["en", "hi", "mr"]))
def test_no_text_is_an_error_and_every_mention_is_inside_it(text: str, language: str) -> None:
    for source in cited([text], language=language):
        for mention in source.mentions:
            assert 0 <= mention.start < mention.end <= len(text)


@given(st.text(st.sampled_from("ab\"“”‘’' .,"), max_size=40))
def test_blanking_keeps_every_character_in_its_place(text: str) -> None:
    bare = blanked(text)
    assert len(bare) == len(text)
    assert all(one in (other, "\x00") for one, other in zip(bare, text, strict=True))


def test_a_long_paragraph_takes_no_longer_than_its_length() -> None:
    """Nothing in the patterns may be tried in exponentially many ways."""
    cited(["In the House of the Lords, on the day of the vote and of the walk, " * 400 + "Ravi Lele said so."])


@pytest.mark.parametrize(
    "text", ["A." * 500_000, "said Ravi Lele " * 20_000, "“RT " * 50_000], ids=["run", "names", "open"]
)
def test_what_a_hostile_item_may_cost_is_bounded(text: str) -> None:
    began = process_time()
    cited([text] * 100, text)
    assert process_time() - began < 2
