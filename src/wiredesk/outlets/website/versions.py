"""A story's history: every public version, newest first, with the words that each of them changed.

The changes are counted from the oldest, the one to version 2 being the first. `versions/` shows the newest of them;
where there are more, full pages of them are numbered and never change, as the archive's do.
"""

from collections.abc import Iterable, Sequence

import msgspec
from markupsafe import Markup

from wiredesk.common.difference import Change, Difference, Run, difference
from wiredesk.common.errors import GateClosed
from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.head import NO_INDEX, Head
from wiredesk.outlets.website.paper import Attributes, Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import path_of
from wiredesk.outlets.website.story_keys import History
from wiredesk.publication.public import PublicStory, PublicVersion
from wiredesk.publication.shelf import Shelf
from wiredesk.story.canonical import canonical_text, digest_of

SIZE = 10
"""Changes on a page."""

FOLDED = 2
"""So many unchanged paragraphs in a row, and more, are folded away."""


class Stretch(msgspec.Struct, frozen=True):
    """Lines of a text in a row; `folded` says so where nothing in them was changed."""

    lines: tuple[Markup, ...]
    folded: str = ""


class Changes(msgspec.Struct, frozen=True):
    """What one version changed: its headline, its text, and how much that is in words."""

    headline: Markup
    stretches: tuple[Stretch, ...]
    count: str


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One version as the page shows it; `changes` only where the one before it is kept too."""

    number: int
    name: str
    at: Markup = Markup()
    whose: str = ""
    state: str = ""
    corrected: str = ""
    note: str = ""
    changes: Changes | None = None


class Link(msgspec.Struct, frozen=True):
    """One way on."""

    path: str
    text: str


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template shows."""

    language: Attributes
    own: Attributes | str
    versions: tuple[Shown, ...]
    links: tuple[Link, ...]


def full_pages(versions: int) -> int:
    """How many numbered pages of changes a story of so many public versions has."""
    return (versions - 1) // SIZE


def _numbers(story: PublicStory, key: History) -> range:
    """The versions whose changes a page shows, oldest first; empty where there is no such page."""
    newest = story.public_versions
    if not key.number:
        return range(max(2, newest - SIZE + 1), newest + 1)
    first = (key.number - 1) * SIZE + 2
    return range(first, first + SIZE) if key.number <= full_pages(newest) else range(0)


def _versions(paper: Paper, story: PublicStory, key: History) -> tuple[range, dict[int, PublicVersion]]:
    """The versions that a page shows, and those that are kept of them and of the one before."""
    numbers = _numbers(story, key)
    return numbers, paper.shelf.provenance.history.of(story, range(numbers.start - 1, numbers.stop) if numbers else ())


def _pairs(numbers: range, kept: dict[int, PublicVersion]) -> dict[int, tuple[PublicVersion, PublicVersion]]:
    """By number, newest first: each version with the one before it, where both are kept."""
    return {n: (kept[n - 1], kept[n]) for n in reversed(numbers) if n in kept and n - 1 in kept}


def _text(version: PublicVersion) -> str:
    text = canonical_text(version.blocks)
    if digest_of(text) != version.canonical_digest:
        raise GateClosed(
            f"Version {version.number} is not the text that was public, so its page was kept back.",
            fact=f"version={version.number}",
        )
    return text


def compared(paper: Paper, story: PublicStory, key: History) -> tuple[tuple[str, str], ...]:
    """Both texts, headline first, of every change on a page, in its order: what the gate compares it with."""
    pairs = _pairs(*_versions(paper, story, key)).values()
    return tuple((before.headline + _text(before), after.headline + _text(after)) for before, after in pairs)


_MARKED = {Change.IN: Markup("<ins>{}</ins>{}"), Change.OUT: Markup("<del>{}</del>{}")}


def _run(run: Run) -> Markup:
    if run.change is Change.SAME:
        return Markup.escape(run.text)
    # The space behind a word is not what came or went, and is not to be underlined.
    said = run.text.rstrip(" ")
    return _MARKED[run.change].format(said, run.text[len(said) :])


def _line(line: Iterable[Run]) -> Markup:
    return Markup().join(_run(run) for run in line)


def _stretches(paper: Paper, found: Difference) -> tuple[Stretch, ...]:
    made: list[Stretch] = []
    same: list[Markup] = []

    def fold() -> None:
        if same:
            folded = paper.words.paragraphs_same.format(n=paper.times.number(len(same))) if len(same) >= FOLDED else ""
            made.append(Stretch(tuple(same), folded))
            same.clear()

    for line in found.lines:
        if all(run.change is Change.SAME for run in line):
            same.append(_line(line))
        else:
            fold()
            made.append(Stretch((_line(line),)))
    fold()
    return tuple(made)


def _changes(paper: Paper, before: PublicVersion, after: PublicVersion) -> Changes:
    def make() -> Changes:
        number = paper.times.number
        headline = difference((before.headline,), (after.headline,))
        body = difference(_text(before).split("\n"), _text(after).split("\n"))
        added, removed = (headline.words_in + body.words_in, headline.words_out + body.words_out)
        return Changes(
            headline=Markup().join(_line(line) for line in headline.lines),
            stretches=_stretches(paper, body),
            count=paper.words.words_changed.format(added=number(added), removed=number(removed))
            if added or removed
            else paper.words.only_marks_changed,
        )

    texts = (before.headline, before.canonical_digest, after.headline, after.canonical_digest)
    return paper.memory.changes.of((*paper.context, *texts), make)


def _shown(paper: Paper, story: PublicStory, number: int, kept: dict[int, PublicVersion]) -> Shown:
    words = paper.words
    name = words.version_n.format(n=paper.times.number(number))
    version, before = kept.get(number), kept.get(number - 1)
    if version is None:
        return Shown(number=number, name=name, state=words.version_not_kept)
    whose = version.provider.name if version.provider != story.provider else ""
    first = words.version_first if number == 1 else ""
    return Shown(
        number=number,
        name=name,
        at=paper.times.long_tag(version.at),
        whose=whose,
        state=words.version_now if number == story.public_versions else first,
        corrected=words.corrected if version.correction else "",
        note=version.correction_note or "",
        changes=_changes(paper, before, version) if before is not None else None,
    )


def _links(story: PublicStory, key: History, numbers: range, paper: Paper) -> tuple[Link, ...]:
    links = [Link(story.path, paper.words.back_to_story)]
    full = full_pages(story.public_versions)
    if key.number:
        newer = key.number + 1 if key.number < full else 0
        links.append(Link(path_of(History(key.article, newer)), paper.words.later))
    # The newest changes may begin in the middle of the last full page.
    older = key.number - 1 if key.number else full if numbers.start > 2 else 0
    if older > 0:
        links.append(Link(path_of(History(key.article, older)), paper.words.earlier))
    return tuple(links)


def press(paper: Paper, story: PublicStory, key: History) -> Sheet | None:
    """A page of a live story's history; None where nothing was changed, or there is no such page."""
    numbers, kept = _versions(paper, story, key)
    if not numbers or story.public_versions == 1:
        return None
    # The first one has no change to show: it stands on the page whose changes begin with it.
    shown = [*([1] if numbers.start == 2 else []), *numbers]
    language = paper.attributes(story.language, story.direction)
    view = View(
        language=language,
        own=paper.own if language.language else "",
        versions=tuple(_shown(paper, story, number, kept) for number in reversed(shown)),
        links=_links(story, key, numbers, paper),
    )
    head = Head(
        title=f"{paper.words.history}: {story.headline} | {paper.title.name}",
        robots=NO_INDEX,
        current=story.section.path,
    )
    text = template("versions.html").render(paper=paper, head=head, story=story, view=view)
    return Sheet(text, frozenset({story.id, *(version.shown for version in kept.values() if version.shown)}))


def read_at_once(shelf: Shelf, keys: Sequence[History]) -> None:
    """Read every version that these pages show, in one question."""
    stories = shelf.stories([key.article.story for key in keys])
    wanted: dict[str, int] = {}
    for key in keys:
        story = stories.get(key.article.story)
        numbers = _numbers(story, key) if story is not None else range(0)
        if story is not None and numbers:
            wanted[story.id] = min(numbers.start - 1, wanted.get(story.id, numbers.start))
    shelf.provenance.history.read(wanted)
