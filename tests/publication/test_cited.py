"""What readers are told of the sources that a version's text leans on."""

import pytest

from tests.home_on_disk import Home
from tests.newspaper import Newspaper, item
from wiredesk.publication.models import PublicStory
from wiredesk.publication.public import PublicCited
from wiredesk.publication.shelf import shelves
from wiredesk.story.content import CitedKind
from wiredesk.wire.models import Kind, Provider

pytestmark = pytest.mark.django_db


def public(home: Home, *paragraphs: str, kind: Kind = Kind.AGENCY, language: str = "en") -> tuple[PublicCited, ...]:
    paper = Newspaper(home)
    paper.service()
    Provider.objects.update(kind=kind, language=language)
    paper.take(item("g", "A lock", paragraphs, make=str).replace("en</language>", f"{language}</language>"))
    story = PublicStory.objects.get().story_id
    return shelves(home.options)[0].stories((story,))[story].cited


def test_a_public_story_says_whom_its_text_leans_on(home: Home) -> None:
    found = public(home, "The lock is shut, Russia Today reported.", "Engineer Tavi Roan said so. Roan told RT.")
    assert found == (
        PublicCited("RT", CitedKind.OUTLET, 2),
        PublicCited("Tavi Roan", CitedKind.PERSON, 2, "Engineer"),
    )


def test_paid_copy_has_no_sources(home: Home) -> None:
    assert public(home, "The soap is good, Reuters reported.", kind=Kind.PAID) == ()


def test_an_outlet_is_named_in_the_script_of_the_story(home: Home) -> None:
    (found,) = public(home, "रॉयटर्स के अनुसार बंदरगाह आज सुबह फिर खुल गया है।", language="hi")
    assert (found.name, found.usual) == ("रॉयटर्स", "Reuters")


def test_a_roundup_names_the_twenty_most_cited(home: Home) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    people = [f"Engineer Tavi R{letter}nen said so." for letter in letters]
    assert len(public(home, *people, "Engineer Tavi Rznen said more.")) == 20
