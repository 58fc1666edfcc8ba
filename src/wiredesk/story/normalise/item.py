"""One item of the wire as one version's content: every step of normalising, and the check that no word changed."""

import re
from datetime import datetime

import msgspec

from wiredesk.story.canonical import (
    canonical_of_markup,
    canonical_of_tree,
    canonical_text,
    digest_of,
    fold,
    parse,
    unescape,
)
from wiredesk.story.content import Block, Content
from wiredesk.story.normalise import advisory, byline, dates, language, marks, standfirst, subjects
from wiredesk.story.normalise.cited import cited
from wiredesk.story.normalise.dateline import dateline_of
from wiredesk.story.normalise.depth import too_deep
from wiredesk.story.normalise.html import blocks_of
from wiredesk.story.normalise.links import web_address
from wiredesk.story.normalise.media import NO_MEDIA, Media, media_of
from wiredesk.story.normalise.text import blocks_of_text, remark_is_doubtful
from wiredesk.wire.parsed import EdNote, Embed, Located, ParsedItem, ParsedPicture, Signal, SignalKind
from wiredesk.wire.profiles.profile import apply, by_name
from wiredesk.wire.profiles.table import Profile


class ProviderFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What normalising needs to know of a provider; `time_zone` is for whoever shows a time that it wrote."""

    code: str
    name: str
    kind: str = "agency"
    profile: str = "generic"
    language: str = ""
    time_zone: str = ""
    strip_marks: tuple[str, ...] = ()


class _Text(msgspec.Struct, frozen=True):
    """A body as received, read: its blocks, its canonical text by the other reading, and what stood beside the text."""

    blocks: tuple[Block, ...]
    received: str
    media: Media = NO_MEDIA
    flags: tuple[str, ...] = ()
    lines_are_ours: bool = False
    """True for plain text, whose paragraphs are judged: there only the words have to be the same."""


class _Head(msgspec.Struct, frozen=True):
    """A story's dateline, the place it names, and how much of the first line is dateline."""

    dateline: str | None
    located: Located | None
    end: int


_UNFINISHED = re.compile(
    r"(?:\[(?:…|\.\.\.)\]|(?i:\bread (?:more|full article|full story)\b[^.]{0,40}|\bcontinue reading\b)\W*)$"
)
_TRAILING_OFF = re.compile(r"[\w,](?:…|\.\.\.)$")
_WEB_ALONE = re.compile(
    r"\bnot\s+(?:to\s+be\s+(?:printed|used\s+in\s+print)|for\s+(?:use\s+in\s+)?print\b)"
    r"|\bno\s+print\s+(?:use|usage|rights)\b|\b(?:online|web|digital)(?:\s+use)?\s+only\b",
    re.I,
)
"""Not for print, no print rights, web only: how agencies say that a text must not stand on paper or its likeness."""
_SHORT = 1_200
"""Characters. A text that trails off is a teaser only while it is short: news may end in a quotation that does."""


def normalise(item: ParsedItem, *, provider: ProviderFacts, received_at: datetime) -> Content:
    """The item in the house's form. Never raises for what an agency sent: what is wrong becomes a flag.

    Flags: `text_changed` (the blocks do not say what was received), `too_deep` (markup nested beyond reason, not read),
    `truncated`, `advisory_in_text`, `struck_text`, `future_time`, `bad_date`, `not_for_print` (its rights or its note).
    """
    profile = by_name(provider.profile)
    text = _read(item)
    parted = advisory.part(text.blocks, profile)
    item = _heard(item, parted.notes, profile)
    names = (*profile.names, provider.name, provider.code)
    doubtful = text.lines_are_ours and remark_is_doubtful(text.received, names)
    head = _dateline(item, parted.blocks, names)
    stripped = marks.strip_blocks(parted.blocks, provider.strip_marks)
    blocks = stripped.blocks
    words = canonical_text(blocks)
    times = dates.times_of(item, received_at)
    summary = standfirst.summary_text(item.summary, item.summary_type, profile)
    tongue = language.language_of(item.language, provider.language, item.headline, words[: language.SAMPLE])
    flags = (
        *times.flags,
        *text.flags,
        *(("text_changed",) if _changed(text, parted.notes, provider.strip_marks, words) else ()),
        *(("advisory_in_text",) if parted.unclear or doubtful else ()),
        *(("truncated",) if _is_truncated(words, profile) else ()),
        *(("not_for_print",) if _not_for_print(item.rights, item.ed_note, parted.notes) else ()),
    )
    headline = fold(item.headline.replace("\0", ""))
    return Content(
        headline=headline,
        blocks=blocks,
        canonical_digest=digest_of(words),
        characters=len(words),
        standfirst=marks.strip_marks(summary, provider.strip_marks)[0] or None if summary else None,
        lead_text=_lead(parted.blocks, head.end, provider.strip_marks),
        authors=byline.people(item.authors, (*names, item.source_name or "")),
        dateline=marks.strip_marks(head.dateline, provider.strip_marks)[0] if head.dateline else None,
        located=head.located,
        language=tongue,
        direction=language.direction_of(tongue),
        subjects=subjects.tidy(item.subjects),
        slugline=item.slugline,
        urgency=item.urgency,
        link=web_address(item.link),
        sent_at=times.sent_at,
        created_at=times.created_at,
        updated_at=times.updated_at,
        embargoed_until=item.embargoed_until,
        embargo_text=item.embargo_text,
        ed_note=item.ed_note,
        pub_status=item.pub_status,
        signals=item.signals,
        pictures=_pictures(item.pictures, text.media.pictures),
        embeds=_embeds(item.embeds, text.media.embeds),
        stripped_marks=stripped.removed,
        cited=cited(words.split("\n"), headline, (*names, item.source_name or ""), tongue),
        paid_mark=_paid_mark(item.signals),
        flags=tuple(dict.fromkeys(flags)),
    )


def _read(item: ParsedItem) -> _Text:
    body = (item.body or "").replace("\0", "")  # no character of any text, and HTML parsers drop it too
    if item.body_type != "html" or "<" not in body:
        plain = _resolved(body) if item.body_type == "html" else body
        return _Text(blocks_of_text(plain), plain, lines_are_ours=True)
    if too_deep(body):
        return _Text((), "", flags=("too_deep", "text_changed"))
    tree = parse(body)
    media = media_of(tree, item.link)
    read = blocks_of(tree, base=item.link, skip=media.skip)
    flags = ("struck_text",) if read.struck else ()
    return _Text(read.blocks, canonical_of_tree(tree, media.skip), media, flags)


def _resolved(body: str) -> str:
    """HTML without a single tag as plain text: its references resolved once, its line ends kept for paragraphing."""
    if "&" not in body:
        return body
    return parse(f"<pre>\n{body}</pre>").text()


def _changed(text: _Text, notes: tuple[str, ...], strip: tuple[str, ...], words: str) -> bool:
    """Whether the blocks fail to say what was received, advisories and listed marks aside.

    The received side is read by the walk over any HTML and cut line by line; the other side is what the finished
    blocks say as the HTML that they are published as.
    """
    if text.lines_are_ours:
        received = marks.strip_marks(advisory.without(_one_line(text.blocks, text.received), notes), strip)[0]
        return fold(received.replace("\n", " ")) != fold(words.replace("\n", " "))
    return marks.strip_marks(advisory.without(text.received, notes), strip)[0] != words


def _one_line(blocks: tuple[Block, ...], received: str) -> str:
    """Plain text in the lines of its blocks, if those lines are its words in order; else as one line."""
    lines = [fold(unescape(block.html)) for block in blocks]
    return "\n".join(lines) if " ".join(lines) == fold(received) else fold(received)


def _dateline(item: ParsedItem, blocks: tuple[Block, ...], names: tuple[str, ...]) -> _Head:
    """The dateline that the body begins with; one that came as an element stands where the body has none."""
    first = _first_line(blocks)
    found = dateline_of(first, names)
    if found is not None:
        return _Head(found.text, item.located or found.located, found.end)
    if not item.dateline:
        return _Head(None, item.located, 0)
    read = dateline_of(item.dateline, names)
    located = item.located or (read.located if read is not None else None)
    return _Head(item.dateline, located, len(item.dateline) if first.startswith(item.dateline) else 0)


def _first_line(blocks: tuple[Block, ...]) -> str:
    """The first line of running text: headings and tables that come before it are not the lead."""
    first = next((block for block in blocks if block.kind == "p"), None)
    return canonical_of_markup(first.html).partition("\n")[0] if first is not None else ""


def _lead(blocks: tuple[Block, ...], end: int, strip: tuple[str, ...]) -> str:
    """The first paragraph without its dateline; a dateline in a paragraph of its own gives way to the next."""
    paragraphs = [canonical_of_markup(block.html).replace("\n", " ") for block in blocks[:4] if block.kind == "p"]
    if not paragraphs:
        return ""
    first = paragraphs[0][end:].lstrip(" \u00a0")
    lead = first or (paragraphs[1] if len(paragraphs) > 1 else "")
    return marks.strip_marks(lead, strip)[0]


def _is_truncated(words: str, profile: Profile) -> bool:
    """Whether the text breaks off, sign-offs of the agency aside."""
    lines = words.split("\n")
    while len(lines) > 1 and any(pattern.search(lines[-1]) for pattern in profile.sign_offs) and len(lines[-1]) < 40:
        lines.pop()
    last = lines[-1]
    return bool(_UNFINISHED.search(last)) or (len(words) < _SHORT and bool(_TRAILING_OFF.search(last)))


def _heard(item: ParsedItem, taken: tuple[str, ...], profile: Profile) -> ParsedItem:
    """The item with what the lines taken out of its text say. Reading saw its first and last lines, not its blocks:
    an embargo below a long paragraph leaves the text here, and must hold it."""
    note = _note(item.ed_note, taken)
    return item if note == item.ed_note else apply(profile, msgspec.structs.replace(item, ed_note=note))


def _note(sent: EdNote | None, taken: tuple[str, ...]) -> EdNote | None:
    known = sent.text if sent is not None else ""
    new = [line for line in taken if line not in known]
    return EdNote("\n".join(filter(None, (known, *new)))) if known or new else None


def _not_for_print(rights: str | None, sent: EdNote | None, taken: tuple[str, ...]) -> bool:
    """Whether the agency says of the item that it is for the web alone."""
    said = (rights or "", sent.text if sent is not None else "", *taken)
    return any(_WEB_ALONE.search(one) for one in said)


def _paid_mark(signals: tuple[Signal, ...]) -> str | None:
    return next((signal.text for signal in signals if signal.kind is SignalKind.PAID), None)


def _pictures(sent: tuple[ParsedPicture, ...], found: tuple[ParsedPicture, ...]) -> tuple[ParsedPicture, ...]:
    """Each address once, those of the item's own elements first, filled in with what the body knows of them."""
    if not found:
        return sent
    inside = {picture.url: picture for picture in found}
    own = tuple(
        msgspec.structs.replace(
            picture,
            caption=picture.caption or inside[picture.url].caption,
            credit=picture.credit or inside[picture.url].credit,
        )
        if picture.url in inside
        else picture
        for picture in sent
    )
    return (*own, *(picture for picture in found if picture.url not in {one.url for one in sent}))


def _embeds(sent: tuple[Embed, ...], found: tuple[Embed, ...]) -> tuple[Embed, ...]:
    return tuple({embed.url: embed for embed in (*found, *sent)}.values())
