"""What is said of a story, and what its file is called."""

import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.home_on_disk import Home
from tests.outlets.shelved import Shelved, blocks_of
from wiredesk.outlets.policy import HEADER, content_policy
from wiredesk.outlets.spoken.aloud import plain, text_of
from wiredesk.outlets.spoken.files import SpokenFiles
from wiredesk.outlets.spoken.voices import VOICES, voice_of
from wiredesk.outlets.website.story_keys import Article, Spoken
from wiredesk.outlets.website.touches import with_spoken
from wiredesk.publication.rights import AUDIO, may
from wiredesk.story.content import Block


def test_phoneme_markup_is_read_as_text() -> None:
    assert plain("He said [[h@l'oU]] twice") == "He said [ [h@l'oU] ] twice"
    assert plain("[[[[x]]]]") == "[ [ [ [x] ] ] ]"
    assert plain("[\u200b[x]\u2060]") == "[ [x] ]", "nothing unseen keeps two brackets apart until it is gone"
    assert plain("[\x01[") == "[ ["


@given(st.text())
def test_no_text_holds_a_command_for_the_voice(text: str) -> None:
    said = plain(text)
    assert "[[" not in said
    assert "]]" not in said
    assert not {unicodedata.category(one) for one in said} & {"Cc", "Cs", "Co", "Cn"}
    said.encode("utf-8")


@given(st.text(st.characters(categories=["L", "M", "N"]), max_size=40))
def test_no_letter_is_lost(word: str) -> None:
    assert plain(word) == word


def test_joiners_stay_for_words_need_them() -> None:
    for word in ("क्\u200dष", "می\u200cخواہم"):
        assert plain(word) == word


def test_markup_in_the_text_is_said_and_not_obeyed(shelved: Shelved) -> None:
    story = shelved.story("A & B", blocks=blocks_of('<break time="9s"/> and &lt; here'))
    assert text_of(story) == 'A & B\n\n<break time="9s"/> and &lt; here\n'


def test_a_story_without_a_body_is_not_spoken(shelved: Shelved) -> None:
    assert text_of(shelved.story(blocks=(Block("p", ""),))) == ""


@pytest.mark.parametrize(
    ("language", "voice"),
    [
        ("en", "en"),
        ("en-IN", "en"),
        ("hi-Deva-IN", "hi"),
        ("UR", "ur"),
        ("bn_IN", "bn"),
        ("fr", ""),
        ("", ""),
        ("ent", ""),
    ],
)
def test_a_language_without_a_voice_is_not_read_in_another(language: str, voice: str) -> None:
    assert voice_of(language) == voice


def test_other_words_another_headline_or_another_voice_are_another_file(shelved: Shelved, home: Home) -> None:
    files = SpokenFiles(home.path, on=True)
    story = shelved.story()
    named = {
        files.wanted(one)
        for one in (
            story,
            msgspec.structs.replace(story, headline="Another"),
            msgspec.structs.replace(story, canonical_digest="0" * 64),
            *(msgspec.structs.replace(story, language=one) for one in VOICES if one != "en"),
        )
    }
    assert len(named) == 3 + len(VOICES) - 1
    assert files.wanted(msgspec.structs.replace(story, standfirst="Other")) == files.wanted(story)


def test_what_may_not_be_heard_whole_has_no_file(shelved: Shelved, home: Home) -> None:
    story = shelved.story()
    assert may(story, AUDIO)
    for changed in ({"paid": True}, {"full_text_feeds": False}):
        kept = msgspec.structs.replace(story, **changed)
        assert not may(kept, AUDIO)
        assert SpokenFiles(home.path, on=True).wanted(kept) == ""
    assert SpokenFiles(home.path, on=False).wanted(story) == ""
    assert SpokenFiles(home.path, on=True).wanted(msgspec.structs.replace(story, language="fr")) == ""


def test_files_that_nothing_names_are_found_and_no_other(home: Home) -> None:
    files = SpokenFiles(home.path, on=True)
    for name in ("/spoken/ab/abc-en.mp3", "/spoken/cd/cde-hi.mp3"):
        part = files.part()
        part.write_bytes(b"sound")
        files.keep(part, name)
    files.part().write_bytes(b"left by a crash")
    (home.path / "spoken" / "failures.json").write_bytes(b"{}")
    assert {one.name for one in files.unnamed(["/spoken/ab/abc-en.mp3"])} == {"cde-hi.mp3", files.part().name}


def test_an_article_and_what_it_plays_are_pressed_together() -> None:
    key = Article("world", "lock-abcdefghijkl")
    assert with_spoken([key]) == with_spoken([Spoken(key)]) == {key, Spoken(key)}


def test_a_page_that_plays_a_story_may_load_it_and_others_may_not(shelved: Shelved, tmp_path: Path) -> None:
    story = shelved.story()
    options = msgspec.structs.replace(shelved.options, audio=True)
    shelved.options = options
    files = SpokenFiles(options.home, on=True)
    part = files.part()
    part.write_bytes(b"sound")
    files.keep(part, files.wanted(story))
    other = shelved.story("Another")
    shelved.put(story, other)
    shelved.deliver()
    playing, silent = (shelved.store.get(shelved.code, one.path) for one in (story, other))
    assert playing is not None
    assert silent is not None
    assert dict(playing.headers)[HEADER] == content_policy(media=["'self'"])
    assert "media-src 'self'" in content_policy(media=["'self'"])
    assert HEADER not in dict(silent.headers)
    assert 'src="story.mp3"' in shelved.page(story.path)
    assert shelved.page(f"{story.path}story.mp3") == files.wanted(story)
    assert f"{other.path}story.mp3" not in shelved.paths()
