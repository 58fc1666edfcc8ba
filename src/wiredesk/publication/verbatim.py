"""The gate: rendered bytes go out only if their body is, character for character, the stored canonical text.

The rule that canonical text is made by stands in `wiredesk.story.canonical`. A gate never trusts the template that
rendered the page: it takes the body out of the finished bytes with an HTML parser, as a browser would, and a body that
holds anything but its own few elements does not pass.
"""

from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborHTMLParser

from wiredesk.common.errors import GateClosed
from wiredesk.story.canonical import NotPlain, canonical_of_markup, canonical_text, digest_of, parse
from wiredesk.story.content import Block

_MARK = b'itemprop="articleBody"'
_SELECTOR = '[itemprop="articleBody"]'
_AROUND = 40


def gate_html(page: bytes, digest: str, *, story_id: str, blocks: Iterable[Block] = ()) -> None:
    """Let a page pass if the one element marked `articleBody` holds the canonical text that `digest` (hex) is of.

    Raises `GateClosed`; with the story's `blocks` its sentence shows the first place that differs.
    """
    _compare(_marked_body(page, story_id), digest, story_id, blocks)


def gate_fragment(html: str, digest: str, *, story_id: str, blocks: Iterable[Block] = ()) -> None:
    """The same for a whole body as HTML: a feed's `content:encoded`, ninjs's `body_html`."""
    _compare(parse(html).inner_html or "", digest, story_id, blocks)


def gate_text(text: str, digest: str, *, story_id: str, blocks: Iterable[Block] = ()) -> None:
    """The same for a body as plain text, which has to be the canonical text itself: ninjs's `body_text`."""
    if digest_of(text) != digest:
        raise _closed(story_id, text, blocks)


def gate_bodies(page: bytes, stories: Sequence[tuple[str, str, Iterable[Block]]]) -> None:
    """Let a page of several stories pass if each element marked `articleBody` holds the text of its story, in order.

    `stories` are id, digest and blocks. The whole page is parsed: what follows one body is another.
    """
    found = LexborHTMLParser(page).css(_SELECTOR)
    if len(found) != len(stories) or page.count(_MARK) != len(stories):
        raise GateClosed(
            f"The page shows {len(found)} texts of {len(stories)}: mend the template.",
            fact=f"articleBody={len(found)} stories={len(stories)}",
        )
    for element, (story, digest, blocks) in zip(found, stories, strict=True):
        _compare(element.inner_html or "", digest, story, blocks)


_CHANGES = ".diff"
_SPACE = str.maketrans("", "", " \t\n\f\r")


def gate_changes(page: bytes, compared: Sequence[tuple[str, str]], *, story_id: str) -> None:
    """Let a page of changes pass if taking away what it marks as new leaves the earlier text, and the other way round.

    `compared` has both texts of each element of class `diff`, in order; white space is not compared.
    """
    found = LexborHTMLParser(page).css(_CHANGES)
    if len(found) != len(compared):
        raise GateClosed(
            f"The page of changes of story {story_id} shows {len(found)} of {len(compared)}: mend the template.",
            fact=f"story={story_id} changes={len(found)}",
        )
    for element, texts in zip(found, compared, strict=True):
        for mark, text in zip(("ins", "del"), texts, strict=True):
            left = _without(element.inner_html or "", mark)
            if left != text.translate(_SPACE):
                at = first_difference(text.translate(_SPACE), left)
                raise GateClosed(
                    f"The changes of story {story_id} do not add up to its stored texts, so the page was kept back.",
                    fact=f"story={story_id} without={mark} at={at}",
                )


def _without(markup: str, mark: str) -> str:
    """The text of an element of changes as one side has it, without white space, and without what folds it away."""
    tree = parse(markup)
    for element in tree.css(f"{mark},summary"):
        element.decompose()
    return tree.text().translate(_SPACE)


def _marked_body(page: bytes, story_id: str) -> str:
    """The inner HTML of the marked element, as the parser sees it.

    Only the page up to that element's end tag is parsed: what follows cannot change what came before, and it is most
    of a page. A body that held an element of its own name would seem to end early, and then not pass.
    """
    if page.count(_MARK) != 1:
        raise GateClosed(
            f"The page of story {story_id} has {page.count(_MARK)} elements marked articleBody, and must have one:"
            " mend the template.",
            fact=f"story={story_id} articleBody={page.count(_MARK)}",
        )
    at = page.index(_MARK)
    opening = page.rindex(b"<", 0, at) + 1 if b"<" in page[:at] else at
    name = page[opening:at].split(None, 1)[0] if page[opening:at].split(None, 1) else b""
    end = page.find(b"</" + name + b">", at) if name.isalpha() else -1
    found = LexborHTMLParser(page[:end]).css(_SELECTOR) if end > 0 else []
    if len(found) != 1:
        raise GateClosed(
            f"The body of story {story_id} could not be found on its page: mend the template.",
            fact=f"story={story_id} articleBody not an element",
        )
    return found[0].inner_html or ""


def _compare(markup: str, digest: str, story_id: str, blocks: Iterable[Block]) -> None:
    try:
        text = canonical_of_markup(markup)
    except NotPlain as fault:
        raise GateClosed(
            f"The body of story {story_id}: {fault.sentence}", fact=f"story={story_id} {fault.fact}"
        ) from fault
    if digest_of(text) != digest:
        raise _closed(story_id, text, blocks)


def _closed(story_id: str, text: str, blocks: Iterable[Block]) -> GateClosed:
    expected = canonical_text(blocks)
    if not expected:
        return GateClosed(
            f"The rendered body of story {story_id} is not the stored text, so the page was kept back.",
            fact=f"story={story_id} characters={len(text)}",
        )
    at = first_difference(expected, text)
    return GateClosed(
        f"The rendered body of story {story_id} is not the stored text, so the page was kept back. They part at"
        f" character {at}: stored “{_near(expected, at)}”, rendered “{_near(text, at)}”.",
        fact=f"story={story_id} at={at} stored={len(expected)} rendered={len(text)}",
    )


def first_difference(one: str, other: str) -> int:
    """The index of the first character in which two texts differ: the shorter one's length if it begins the other."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


def _near(text: str, at: int) -> str:
    return text[max(0, at - _AROUND // 2) : at + _AROUND].replace("\n", "⏎")
