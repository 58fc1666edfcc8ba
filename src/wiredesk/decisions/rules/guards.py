"""Guards hold copy that a reader should not meet unseen, with the reason; they alter nothing."""

import re
from functools import lru_cache

from wiredesk.decisions.rules.case import Case, Proposal, WordList
from wiredesk.decisions.standing import THIS_VERSION
from wiredesk.decisions.words import Verb
from wiredesk.story.canonical import canonical_text
from wiredesk.wire.parsed import SignalKind

_UNFINISHED = re.compile(
    r"(?:\.\.\.|…|\[\s*…\s*\]|\[\.\.\.\]|\bread (?:more|full article).*|\(more\)|\bmore to follow\.?)\s*$", re.I
)


_LONGEST_HEADLINE = 500
"""Characters. No agency writes half of that; a writer that puts the whole text into the title does."""


def propose(case: Case) -> tuple[Proposal, ...]:
    """Every guard that objects to this version, each a hold with its own rule name and reason."""
    return tuple(
        Proposal(verb=Verb.HOLD, rule=rule, reason=reason, value=THIS_VERSION)
        for rule, reason in (
            *_text(case),
            *_messages(case),
            *_words(case),
            *_filters(case),
        )
    )


def _text(case: Case) -> list[tuple[str, str]]:
    content = case.content
    if not content.headline.strip():
        return [("no_headline", "It has no headline. Give it one at the desk, or wait for the agency's next version.")]
    if len(content.headline) > _LONGEST_HEADLINE:
        return [("long_headline", "Its headline is as long as a text, which may stand in the wrong place. Look at it.")]
    if not content.characters:
        return [("empty_body", "It has no text.")]
    if "text_changed" in content.flags:
        return [("text_changed", "Its words could not be kept exactly; compare it with the text as received.")]
    if "advisory_in_text" in content.flags:
        return [("advisory_in_text", "A line for editors stands inside its text. Ask the agency for a clean copy.")]
    if "struck_text" in content.flags:
        return [("struck_text", "Part of its text is struck out, which readers would see as text.")]
    if "truncated" in content.flags or _UNFINISHED.search(canonical_text(content.blocks[-1:])):
        return [("truncated_body", "Its text stops in the middle.")]
    return []


def _messages(case: Case) -> list[tuple[str, str]]:
    kinds = {signal.kind: signal.text for signal in case.content.signals}
    if SignalKind.TEST in kinds:
        return [("test_message", f"It is a test: “{kinds[SignalKind.TEST]}”.")]
    if SignalKind.SERVICE_MESSAGE in kinds:
        return [("service_message", f"It is meant for desks, not for readers: “{kinds[SignalKind.SERVICE_MESSAGE]}”.")]
    return []


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words in any script: a combining mark continues a word, so `\\b` alone would split Devanagari."""
    either = "|".join(re.escape(word.strip()).replace(r"\ ", r"\s+") for word in words if word.strip())
    return re.compile(
        rf"(?<![\w\u0900-\u0DFF\u200C\u200D])(?:{either or '(?!)'})(?![\w\u0900-\u0DFF\u200C\u200D])", re.I
    )


def _hit(words: tuple[str, ...], text: str) -> str | None:
    found = _pattern(words).search(text) if words else None
    return found.group() if found else None


def _everything(case: Case) -> str:
    content = case.content
    captions = " ".join(f"{picture.caption or ''} {picture.credit or ''}" for picture in content.pictures)
    return "\n".join((content.headline, content.standfirst or "", canonical_text(content.blocks), captions))


def _in_force(listed: WordList, case: Case) -> bool:
    begun = listed.from_at is None or listed.from_at <= case.now
    return begun and (listed.until_at is None or case.now < listed.until_at)


def _words(case: Case) -> list[tuple[str, str]]:
    lists = [listed for listed in case.word_lists if _in_force(listed, case)]
    if not lists:
        return []
    text = _everything(case)
    hits = [(listed, found) for listed in lists if (found := _hit(listed.words, text)) is not None]
    return [("word_list", f"{listed.reason}: “{found}”.") for listed, found in hits]


def _filters(case: Case) -> list[tuple[str, str]]:
    if not case.include and not case.exclude:
        return []
    text = _everything(case) + "\n" + "\n".join(subject.name for subject in case.content.subjects)
    if (found := _hit(case.exclude, text)) is not None:
        return [("exclude", f"The service {case.service} leaves out copy with “{found}”.")]
    if case.include and _hit(case.include, text) is None:
        return [("include", f"The service {case.service} takes only copy with: {', '.join(case.include)}.")]
    return []
