"""Whom a story leans on, beside it and in its byline: never a part of the agency's text."""

import msgspec
from markupsafe import Markup

from wiredesk.outlets.website.labels import Label
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.topics import cited_key, page_of
from wiredesk.publication.public import PublicCited, PublicStory
from wiredesk.story.content import CitedKind

NAMED = 3
"""Outlets named in a byline; the list beside the story has them all."""


class Source(msgspec.Struct, frozen=True):
    """One line of the list of sources."""

    name: str
    often: str
    label: Label | None = None
    path: str = ""
    """The page of everything that cites it; empty where there is none."""


def _outlets(story: PublicStory) -> tuple[PublicCited, ...]:
    return tuple(one for one in story.cited if one.kind is CitedKind.OUTLET)


def with_citing(paper: Paper, story: PublicStory, by: Markup) -> Markup:
    """`By ANI, citing RT`: the byline with the outlets that the text cites, the most cited first."""
    names = [one.name for one in _outlets(story)]
    if not names:
        return by
    text = paper.words.citing if len(names) <= NAMED else paper.words.citing_others
    return Markup(text).format(by=by, outlets=paper.words.comma.join(names[:NAMED]))  # noqa: S704  (our own words)


def sources(paper: Paper, story: PublicStory) -> tuple[Source, ...]:
    """The outlets and then the people, each with how often, and with the operator's label where there is one."""
    people = (one for one in story.cited if one.kind is not CitedKind.OUTLET)
    return tuple(
        Source(
            f"{one.name}, {one.role}" if one.role else one.name,
            paper.words.cited_times.format(n=paper.times.number(one.count))
            if one.count > 1
            else paper.words.cited_once,
            paper.labels.of(one),
            page_of(paper, cited_key(one)),
        )
        for one in (*_outlets(story), *people)
    )
