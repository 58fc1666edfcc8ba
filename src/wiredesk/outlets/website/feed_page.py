"""About one provider's feed: who they are, what the paper does with their copy, how its disclaimer is worded."""

import msgspec

from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.head import plain
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import About, path_of
from wiredesk.publication.public import DisclaimerState, Indexing, PublicProvider

_WEB = ("https://", "http://")


class Worded(msgspec.Struct, frozen=True):
    """One state of a story, as its stamp says it and as its disclaimer does."""

    sign: str
    stamp: str
    stamp_class: str
    text: str
    language: str


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template shows."""

    name: str
    who: str
    link: str
    link_name: str
    front: str
    does: tuple[str, ...]
    worded: tuple[Worded, ...]


def _who(paper: Paper, provider: PublicProvider) -> str:
    words = paper.words
    texts = {"house": words.who_house, "paid": words.who_paid}
    says = texts.get(provider.ref.kind, words.who_agency)
    return provider.about or says.format(provider=provider.ref.name, paper=paper.title.name)


def _does(paper: Paper, provider: PublicProvider) -> tuple[str, ...]:
    """What becomes of their copy, a sentence or two each."""
    words = paper.words
    search = {
        Indexing.NOINDEX_NEWS: words.does_noindex_news,
        Indexing.NOINDEX: words.does_noindex,
        Indexing.CANONICAL: words.does_canonical,
    }
    marks = words.does_keep_marks
    if provider.removed_marks:
        marks = words.does_remove_marks.format(marks=words.comma.join(provider.removed_marks))
    lines = [words.does_word_for_word, marks, words.does_replace, words.does_withdraw]
    if provider.ref.kind == "house":
        lines = [words.does_replace, words.does_withdraw]
    if provider.ref.kind == "paid":
        lines.append(words.does_keep_paid_apart)
    if provider.indexing in search:
        lines.append(search[provider.indexing])
    if not provider.full_text_feeds:
        lines.append(words.does_short_feeds)
    return tuple(lines)


def _drawn(state: DisclaimerState) -> str:
    return " seen" if state is DisclaimerState.REVIEWED else ""


def press(paper: Paper, key: About) -> Sheet | None:
    """The page about a provider; None where the title has nothing of it."""
    known = {one.code for one in paper.shelf.providers}
    found = (one for one in paper.shelf.provenance.providers if one.ref.code.lower() == key.slug)
    provider = next((one for one in found if one.ref.code in known), None)
    if provider is None:
        return None
    ref = provider.ref
    link = ref.url if ref.url.startswith(_WEB) else ""
    view = View(
        name=paper.words.about_feed.format(provider=ref.name),
        who=_who(paper, provider),
        link=link,
        link_name=link.split("/")[2] if link else "",
        front=ref.path,
        does=_does(paper, provider),
        worded=tuple(
            Worded(one.sign, one.stamp, _drawn(one.state), one.text, one.language) for one in provider.disclaimers
        ),
    )
    text = template("feed.html").render(paper=paper, head=plain(paper, view.name, path_of(key)), view=view)
    return Sheet(text)
