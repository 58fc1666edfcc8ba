"""Where an agency signs a story off though the text goes on, and what only looks like it."""

import pytest

from wiredesk.story.related.shingles import read
from wiredesk.story.related.signed_off import signs_off


@pytest.mark.parametrize(
    "sentence",
    [
        "(ANI)",
        "(ANI) In Dharwel the viaduct was closed.",
        "[PTI]",
        "/TASS/",
        "--IANS",
        "--IANS rs/am",
        "– AFP",
        "PTI RKB CJ",
        "PTI",
        "Reuter",
        "REUTER Torchmark Corp is raising 200 mln dlrs.",
        'Reuters "We did what we could," she said.',
        "(भाषा)",
        "भाषा",
        "(یو این آئی)",
    ],
)
def test_a_mark_under_a_story_signs_it_off(sentence: str) -> None:
    assert signs_off(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "(AP) - The night ferry ran aground.",
        "(ANI): The night ferry ran aground.",
        "AP Moller-Maersk said that its ships would sail round the Cape.",
        "PTI said that it would appeal.",
        "Reuters reported the talks on Monday.",
        "PA Consulting has moved to Lisk.",
        "(Reporting by Ines Vold; editing by Piet Oss)",
        "-- The line has four ships.",
        "Xinhua News Agency reported that three people were hurt.",
        "Reuters Health asked 40 doctors.",
        "Reuters 2025 survey found no change.",
        "IANS Editor-in-Chief Ines Vold spoke.",
        "Xinhua said",
        "AP won.",
        "– AP Moller-Maersk said that its ships would sail round the Cape.",
        "-- PA announcements were heard in the hall.",
        "(AA) batteries are cheap.",
        "(CP) cadres marched.",
        "भाषा के जानकारों ने कहा कि शब्द पुराना है।",
        "",
    ],
)
def test_a_dateline_a_name_or_a_note_signs_nothing_off(sentence: str) -> None:
    assert not signs_off(sentence)


def test_a_text_knows_before_which_word_it_is_signed_off() -> None:
    assert read("Nobody was hurt. (ANI)\nThe viaduct is closed.").signed_off == (3,)
    assert read("Nobody was hurt.\n--IANS rs/am\nThe viaduct is closed.").signed_off == (3,)
    assert read("Nobody was hurt. The viaduct is closed.").signed_off == ()
