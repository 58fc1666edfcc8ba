"""The words under a story, computed from what is recorded as having happened to it: nobody types them by hand.

Each fact has a sentence of its own (`disclaimer.toml`), and only sentences of true facts are joined, so a story cannot
claim to be untouched when it is not. A provider's contract may word any state differently; its words stand only where
that state is true.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from wiredesk.publication.public import Disclaimer, DisclaimerState

_S = DisclaimerState


class DisclaimerFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to a story on its way from its provider to the page.

    `reviewed` is a person's word that this version was read: marked so, or released by hand. `edited` means that the
    text itself was changed, which only house copy and later issues' corrections can be.
    """

    provider: str
    kind: str = "agency"
    """`agency`, `house` or `paid`."""
    marks_removed: bool = False
    headline_changed: bool = False
    picture_added: bool = False
    edited: bool = False
    reviewed: bool = False
    paid: bool = False


class _Stamps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    untouched: str
    marks: str
    headline: str
    picture: str
    edited: str
    reviewed: str
    paid: str
    withdrawn: str


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's sentences; a missing one is found when the table is loaded, not when a story needs it."""

    untouched: str
    unmodified: str
    came: str
    same: str
    marks_only: str
    marks: str
    edited: str
    headline: str
    picture: str
    reviewed: str
    not_reviewed: str
    paid: str
    stamps: _Stamps


_TABLE = msgspec.toml.decode((Path(__file__).parent / "disclaimer.toml").read_bytes(), type=dict[str, _Words])

LANGUAGES = frozenset(_TABLE)
"""Those that the words are there in; every other language gets English."""

SIGNS: dict[DisclaimerState, str] = {
    _S.UNTOUCHED: "=",
    _S.MARKS_REMOVED: "−",
    _S.HEADLINE_CHANGED: "≠",
    _S.PICTURE_ADDED: "+",
    _S.EDITED: "≠",
    _S.REVIEWED: "==",
    _S.PAID: "¤",
    _S.WITHDRAWN: "×",
    _S.HOUSE: "",
}


def disclaim(facts: DisclaimerFacts, language: str, wording: Mapping[str, str] | None = None) -> Disclaimer:
    """The disclaimer of a story in a language (a tag such as `hi-IN`); `wording` is a contract's own, by state.

    House copy carries none. The state shown is the first true one of: paid, edited, headline changed, picture added,
    marks removed, reviewed, untouched; so a change is never hidden behind a review.
    """
    tongue = language.partition("-")[0].lower()
    tongue = tongue if tongue in _TABLE else "en"
    if facts.kind == "house":
        return Disclaimer(state=_S.HOUSE, sign="", stamp="", text="", language=tongue, facts=(_S.HOUSE,))
    true = _true(facts)
    own = {DisclaimerState(state): text for state, text in (wording or {}).items() if state in _STATES and text}
    sentences = _sentences(frozenset(true), _TABLE[tongue], own)
    return Disclaimer(
        state=true[0],
        sign=SIGNS[true[0]],
        stamp=stamp(true[0], tongue),
        text=" ".join(sentences).replace("{provider}", facts.provider),
        language=tongue,
        facts=true,
    )


_STATES = frozenset(state.value for state in DisclaimerState)


def stamp(state: DisclaimerState, language: str) -> str:
    """The few words beside a state's sign; empty for house copy."""
    stamps = _TABLE.get(language.partition("-")[0].lower(), _TABLE["en"]).stamps
    words = {
        _S.UNTOUCHED: stamps.untouched,
        _S.MARKS_REMOVED: stamps.marks,
        _S.HEADLINE_CHANGED: stamps.headline,
        _S.PICTURE_ADDED: stamps.picture,
        _S.EDITED: stamps.edited,
        _S.REVIEWED: stamps.reviewed,
        _S.PAID: stamps.paid,
        _S.WITHDRAWN: stamps.withdrawn,
    }
    return words.get(state, "")


def _true(facts: DisclaimerFacts) -> tuple[DisclaimerState, ...]:
    """Every state that is true, the one to be shown first."""
    changes = (
        (_S.EDITED, facts.edited),
        (_S.HEADLINE_CHANGED, facts.headline_changed),
        (_S.PICTURE_ADDED, facts.picture_added),
        (_S.MARKS_REMOVED, facts.marks_removed),
        (_S.REVIEWED, facts.reviewed),
    )
    happened = tuple(state for state, true in changes if true)
    paid = (_S.PAID,) if facts.paid or facts.kind == "paid" else ()
    return (*paid, *(happened or (_S.UNTOUCHED,)))


def _sentences(true: frozenset[DisclaimerState], words: _Words, own: dict[DisclaimerState, str]) -> list[str]:
    """The sentences of the facts that are true: how it came, what became of its text, what was added, who read it."""
    if true == {_S.UNTOUCHED}:
        return [own.get(_S.UNTOUCHED, words.untouched)]
    paid = _S.PAID in true
    sentences = [own.get(_S.PAID, words.paid)] if paid else []
    sentences += _about_the_text(true, words, own)
    if _S.HEADLINE_CHANGED in true:
        sentences.append(own.get(_S.HEADLINE_CHANGED, words.headline))
    if _S.PICTURE_ADDED in true:
        sentences.append(own.get(_S.PICTURE_ADDED, words.picture))
    if _S.REVIEWED in true:
        sentences.append(own.get(_S.REVIEWED, words.reviewed))
    elif _S.EDITED not in true and not paid:
        sentences.append(words.not_reviewed)
    return sentences


def _about_the_text(true: frozenset[DisclaimerState], words: _Words, own: dict[DisclaimerState, str]) -> list[str]:
    paid = _S.PAID in true
    came = [] if paid else [words.came]
    if _S.EDITED in true:
        sentences = [own[_S.EDITED]] if _S.EDITED in own else [*came, words.edited]
        return [*sentences, *([own.get(_S.MARKS_REMOVED, words.marks)] if _S.MARKS_REMOVED in true else [])]
    if _S.MARKS_REMOVED in true:
        return [own[_S.MARKS_REMOVED]] if _S.MARKS_REMOVED in own else [*came, words.marks_only]
    if paid or _S.REVIEWED in true:
        return [*came, words.same]
    return [words.unmodified]
