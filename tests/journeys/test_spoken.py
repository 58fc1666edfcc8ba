"""A story read aloud: heard as long as its page says the same, by who may hear it whole, and never in news's way."""

import os
import subprocess
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.home_on_disk import Home
from tests.newspaper import PARAGRAPHS, Newspaper, item, rss
from tests.public.reader import Reader
from tests.spoken_copy import install, name_in, needs_the_programs, speaker_of, spoken_by
from wiredesk.decisions.actions.join import join
from wiredesk.decisions.actions.kill import kill
from wiredesk.decisions.actions.restore import restore
from wiredesk.flow.speaker import Speaker
from wiredesk.flow.steps import news_waits
from wiredesk.house.titles import ensure_title
from wiredesk.outlets.spoken.failures import Failures
from wiredesk.outlets.website.press_all import press_all
from wiredesk.publication.models import PublicStory
from wiredesk.wire.providers import set_provider

OTHER = ("Nasirkot, October 26 : The bridge over the salt canal was painted green, the municipality said.",) * 3
RIGHT = (PARAGRAPHS[0], PARAGRAPHS[1].replace("Thursday", "Wednesday"), PARAGRAPHS[2])
PLAYER = '<audio controls preload="none" src="story.mp3"'
BUTTON = 'data-do="listen"'
LATER = "Sun, 26 Oct 2025 11:00:00 +0530"


@pytest.fixture
def aloud(db: None, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newspaper:
    """A paper that reads aloud, with programs that write what they are told to say."""
    install(tmp_path / "programs", monkeypatch)
    paper = Newspaper(home.changed(audio=True))
    paper.service()
    return paper


def page_of(paper: Newspaper, guid: str = "g1") -> str:
    return paper.page(paper.path_of(guid))[1]


def files(paper: Newspaper) -> list[Path]:
    return sorted((paper.home.path / "spoken").rglob("*.mp3"))


def heard(paper: Newspaper, guid: str = "g1") -> str:
    """What the file says that a story's page plays."""
    return (paper.home.path / name_in(paper, guid).lstrip("/")).read_bytes().rstrip(b"\0").decode()


def test_a_story_is_heard_word_for_word_after_its_headline(aloud: Newspaper) -> None:
    aloud.take(item("g1"))
    assert BUTTON in page_of(aloud)
    assert PLAYER not in page_of(aloud)
    assert spoken_by(speaker_of(aloud)) == 1
    assert PLAYER in page_of(aloud)
    assert BUTTON not in page_of(aloud), "the player stands in the button's place"
    assert heard(aloud).split("\n\n") == ["Second lock opens at Port Anjal", *PARAGRAPHS[:2], PARAGRAPHS[2] + "\n"]


def test_off_by_default_nothing_is_spoken(
    home: Home, db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "programs", monkeypatch)
    paper = Newspaper(home)
    paper.service()
    paper.take(item("g1"))
    assert spoken_by(speaker_of(paper)) == 0
    assert not (home.path / "spoken").exists()
    assert BUTTON in page_of(paper)


def test_kill_takes_the_audio_away(aloud: Newspaper) -> None:
    aloud.take(item("g1"), item("g2", headline="Bridge painted green", paragraphs=OTHER))
    speaker = speaker_of(aloud)
    assert spoken_by(speaker) == 2
    kill(aloud.story("g1").pk, by=aloud.person(), reason="Names a minor", now=aloud.now)
    aloud.flow()
    assert aloud.page(aloud.path_of("g1"))[0] == 410
    assert name_in(aloud, "g1") == "", "the same delivery took it"
    assert name_in(aloud, "g2") != ""
    assert spoken_by(speaker_of(aloud)) == 0
    assert len(files(aloud)) == 1, "its file went too"


class Meanwhile(threading.Event):
    """What would stop a speaker, which is looked at as long as a program runs: then something else happens once."""

    def __init__(self, happens: Callable[[], None]) -> None:
        super().__init__()
        self._happens: Callable[[], None] | None = happens

    def wait(self, timeout: float | None = None) -> bool:
        happens, self._happens = self._happens, None
        if happens is not None:
            happens()
        return super().wait(timeout)


def test_kill_of_what_is_being_spoken_leaves_nothing_to_hear(aloud: Newspaper) -> None:
    aloud.take(item("g1"))

    def killed() -> None:
        kill(aloud.story("g1").pk, by=aloud.person(), reason="Names a minor", now=aloud.now)
        aloud.flow()

    assert Speaker(aloud.paper, aloud.clock, Meanwhile(killed)).one() == 1
    assert len(files(aloud)) == 1, "it was made"
    assert name_in(aloud, "g1") == "", "and is not shown"
    assert aloud.page(aloud.path_of("g1"))[0] == 410
    assert speaker_of(aloud).one() == 0
    assert files(aloud) == []


def test_correction_of_what_is_being_spoken_is_never_shown_with_the_old_words(aloud: Newspaper) -> None:
    aloud.take(item("g1"))
    aloud.later(minutes=10)
    again = Meanwhile(lambda: aloud.take(item("g1", paragraphs=RIGHT, at=LATER)))
    Speaker(aloud.paper, aloud.clock, again).one()
    assert (PLAYER in page_of(aloud), name_in(aloud, "g1")) == (False, "")
    assert spoken_by(speaker_of(aloud)) == 1
    assert "Wednesday" in heard(aloud)


def test_correction_takes_old_audio_away_until_the_new_is_made(aloud: Newspaper) -> None:
    aloud.take(item("g1"))
    spoken_by(speaker_of(aloud))
    old = name_in(aloud, "g1")
    aloud.later(minutes=10)
    aloud.take(item("g1", paragraphs=RIGHT, at=LATER))
    assert "Wednesday" in page_of(aloud)
    assert (PLAYER in page_of(aloud), name_in(aloud, "g1")) == (False, "")
    assert spoken_by(speaker_of(aloud)) == 1
    assert name_in(aloud, "g1") not in ("", old)
    assert "Wednesday" in heard(aloud)
    speaker_of(aloud).one()
    assert len(files(aloud)) == 1, "what nobody can hear any more is gone"


@pytest.mark.parametrize("under_way", [False, True], ids=["after", "while it is spoken"])
def test_a_copy_that_joins_another_page_is_heard_there_only(aloud: Newspaper, *, under_way: bool) -> None:
    aloud.service("pti", provider="PTI", section="Nation")
    aloud.take(item("g1"))
    spoken_by(speaker_of(aloud))
    aloud.take(item("p1", headline="Bridge painted green", paragraphs=OTHER), service="pti")
    copy = aloud.story("p1", "PTI").pk
    path = PublicStory.objects.get(story=copy).path

    def joined() -> None:
        join(copy, aloud.story("g1").pk, by=aloud.person(), reason="One event", now=aloud.now)
        aloud.flow()

    if under_way:
        Speaker(aloud.paper, aloud.clock, Meanwhile(joined)).one()
    else:
        spoken_by(speaker_of(aloud))
        assert aloud.page(f"{path}story.mp3")[0] == 200
        joined()
    assert (aloud.page(path)[0], aloud.page(f"{path}story.mp3")[0]) == (301, 404)
    assert (aloud.page(aloud.path_of("g1"))[0], name_in(aloud, "g1") != "") == (200, True)
    assert spoken_by(speaker_of(aloud)) == 0
    assert aloud.page(path)[0] == 301


def test_restored_story_plays_what_its_page_says_or_nothing(aloud: Newspaper) -> None:
    aloud.take(item("g1"))
    spoken_by(speaker_of(aloud))
    kill(aloud.story("g1").pk, by=aloud.person(), reason="Names a minor", now=aloud.now)
    aloud.flow()
    aloud.later(minutes=1)
    restore(aloud.story("g1").pk, by=aloud.person(), reason="It does not", now=aloud.now)
    aloud.flow()
    assert (PLAYER in page_of(aloud)) == bool(name_in(aloud, "g1"))
    spoken_by(speaker_of(aloud))
    assert PLAYER in page_of(aloud)
    assert heard(aloud)


def test_news_goes_first(aloud: Newspaper) -> None:
    aloud.take(item("g1"))
    aloud.receive(rss(item("g2", headline="Bridge painted green", paragraphs=OTHER)), name="2.xml")
    assert news_waits()
    speaker = speaker_of(aloud)
    assert speaker.one() == 0
    assert files(aloud) == []
    aloud.flow()
    assert not news_waits()
    assert spoken_by(speaker) == 2


def test_the_newest_is_spoken_first_and_none_older_than_two_days(aloud: Newspaper) -> None:
    aloud.take(item("g1"))
    aloud.later(minutes=30)
    aloud.take(item("g2", headline="Bridge painted green", paragraphs=OTHER, at=LATER))
    speaker = speaker_of(aloud)
    assert speaker.one() == 1
    assert (name_in(aloud, "g1"), name_in(aloud, "g2") != "") == ("", True)
    aloud.later(days=3)
    assert spoken_by(speaker) == 0


def test_paid_copy_is_never_spoken(aloud: Newspaper) -> None:
    set_provider("ANI", kind="paid")
    aloud.take(item("g1"))
    assert spoken_by(speaker_of(aloud)) == 0


def test_where_feeds_carry_a_summary_only_nothing_is_spoken(aloud: Newspaper) -> None:
    set_provider("ANI", feeds="summary")
    aloud.take(item("g1"))
    assert spoken_by(speaker_of(aloud)) == 0


def test_a_story_without_words_or_in_a_language_without_a_voice_is_not_tried(aloud: Newspaper) -> None:
    aloud.take(item("g1", paragraphs=("", " ")))
    french = ("Le port a rouvert dimanche, a dit la capitaine du port, et les bateaux attendaient depuis jeudi.",) * 3
    aloud.take(
        item("g2", headline="Le port a rouvert ses portes", paragraphs=french, extra="<dc:language>fr</dc:language>")
    )
    assert 'lang="fr' in page_of(aloud, "g2")
    assert spoken_by(speaker_of(aloud)) == 0
    assert Failures(aloud.home.path).count == 0


def test_what_an_agency_writes_cannot_command_the_voice(aloud: Newspaper) -> None:
    aloud.take(item("g1", paragraphs=("The buoy says [[h@l'oU]] and <break/>.", *PARAGRAPHS)))
    spoken_by(speaker_of(aloud))
    assert "The buoy says [ [h@l'oU] ] and <break/>." in heard(aloud)
    assert "[[h@l" in page_of(aloud), "the page has it as it was sent"


def test_an_embargoed_story_is_not_spoken_before_its_time(aloud: Newspaper) -> None:
    aloud.take(item("g1", extra="<dcterms:available>2025-10-26T12:00:00+05:30</dcterms:available>"))
    assert aloud.standing("g1") == "embargoed"
    assert spoken_by(speaker_of(aloud)) == 0
    assert files(aloud) == []
    aloud.now = datetime(2025, 10, 26, 6, 30, tzinfo=UTC)
    aloud.flow()
    assert spoken_by(speaker_of(aloud)) == 1


def test_switched_off_again_nothing_is_heard_and_no_file_stays(aloud: Newspaper) -> None:
    aloud.take(item("g1"), item("g2", headline="Bridge painted green", paragraphs=OTHER))
    spoken_by(speaker_of(aloud))
    off = Newspaper(aloud.home.changed(audio=False), aloud.now)
    assert spoken_by(speaker_of(off)) > 0
    assert (name_in(off, "g1"), name_in(off, "g2"), files(off)) == ("", "", [])
    assert BUTTON in page_of(off)


def test_pressed_anew_pages_play_what_they_played(aloud: Newspaper) -> None:
    aloud.take(item("g1"))
    spoken_by(speaker_of(aloud))
    before = name_in(aloud, "g1")
    aloud.later(minutes=5)
    press_all(aloud.now, options=aloud.home.options, store=aloud.paper.store)
    assert (name_in(aloud, "g1"), PLAYER in page_of(aloud)) == (before, True)


def test_a_file_that_is_lost_is_a_clear_404_and_is_made_again(aloud: Newspaper) -> None:
    aloud.take(item("g1"))
    spoken_by(speaker_of(aloud))
    reader = Reader(aloud.home.options)
    path = aloud.path_of("g1") + "story.mp3"
    assert reader.ask(path).status == 200
    files(aloud)[0].unlink()
    gone = reader.ask(path)
    assert (gone.status, gone.headers["cache-control"]) == (404, "no-store")
    assert b"cannot be heard" in gone.body
    assert spoken_by(speaker_of(aloud)) == 1
    reader.tick += 1
    assert reader.ask(path).status == 200


def test_without_the_programs_stories_wait_and_nothing_fails(
    aloud: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "programs", monkeypatch, encodes="")
    aloud.take(item("g1"))
    speaker = speaker_of(aloud)
    assert spoken_by(speaker) == 0
    assert BUTTON in page_of(aloud)
    install(tmp_path / "programs", monkeypatch)
    assert spoken_by(speaker) == 1, "installed while the paper runs"


@needs_the_programs
def test_from_bytes_on_the_wire_to_a_file_that_plays(home: Home, db: None) -> None:
    paper = Newspaper(home.changed(audio=True))
    paper.service()
    paper.take(item("g1"))
    began = time.monotonic()
    assert spoken_by(speaker_of(paper, seconds=120)) == 1
    assert time.monotonic() - began < 60
    reader = Reader(paper.home.options)
    answer = reader.ask(paper.path_of("g1") + "story.mp3")
    assert (answer.status, answer.headers["content-type"]) == (200, "audio/mpeg")
    assert answer.body[:2] in (b"\xff\xf3", b"\xff\xf2"), "a frame of MPEG-2, layer III, as RFC 3003 has it"
    # 40 kbit/s: some twenty seconds for sixty words, and no less than fifteen.
    assert 15 < len(answer.body) / 5000 < 60
    assert ensure_title(paper.home.options).code == "main"


@needs_the_programs
@pytest.mark.parametrize("language", ["en", "hi", "mr", "ur", "ta", "bn"])
def test_every_voice_is_there(language: str) -> None:
    said = subprocess.run(
        ["espeak-ng", "-v", language, "-q", "-x", "--stdin"],
        input=b"1 2 3",
        capture_output=True,
        check=True,
        env=os.environ,
    )
    assert said.stdout.strip()
    assert not said.stderr.strip()
