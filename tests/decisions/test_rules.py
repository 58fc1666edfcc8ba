"""The rules, case by case: what each holds, and what it lets through."""

from collections.abc import Mapping
from datetime import timedelta

import msgspec
import pytest

from tests.home_on_disk import NOW
from wiredesk.decisions.rules.case import Case, CopyOf, Proposal, WordList
from wiredesk.decisions.rules.propose import propose
from wiredesk.decisions.standing import PUBLIC_TEXT
from wiredesk.decisions.words import State, Verb
from wiredesk.story.content import Block, Content
from wiredesk.story.related.same import Evidence
from wiredesk.wire.parsed import ParsedPicture, PubStatus, Signal, SignalKind, Subject

CONTENT = Content(
    headline="Second lock opens",
    blocks=(Block("p", "The harbour office opened the second lock on Sunday."),),
    canonical_digest="d",
    characters=52,
)
CASE = Case(
    story="s",
    version=1,
    what="new",
    content=CONTENT,
    state=State.NEW,
    ran=False,
    now=NOW,
    service="wire",
    publish="auto",
    kind="agency",
    section="world",
)


def case(content: Mapping[str, object] | None = None, **more: object) -> Case:
    return msgspec.structs.replace(CASE, content=msgspec.structs.replace(CONTENT, **(content or {})), **more)


def verbs(proposals: tuple[Proposal, ...]) -> list[Verb]:
    return [proposal.verb for proposal in proposals]


def test_clean_copy_is_published_by_itself() -> None:
    assert verbs(propose(case())) == [Verb.PUBLISH]


def test_a_status_kill_withdraws_at_once() -> None:
    killed = case({"pub_status": PubStatus.CANCELED}, what="kill", ran=True, state=State.LIVE)
    assert verbs(propose(killed)) == [Verb.KILL]


def test_a_kill_in_words_only_suspends_and_asks() -> None:
    words = Signal(SignalKind.KILL, "prose", "KILL KILL KILL")
    proposals = propose(case({"signals": (words,)}, what="kill", ran=True, state=State.LIVE))
    assert verbs(proposals) == [Verb.SUSPEND]
    assert "KILL KILL KILL" in proposals[0].reason


def test_copy_withheld_before_use_is_held_and_after_use_withdrawn() -> None:
    withheld = {"pub_status": PubStatus.WITHHELD}
    assert verbs(propose(case(withheld))) == [Verb.HOLD]
    assert verbs(propose(case(withheld, what="kill", ran=True, state=State.LIVE))) == [Verb.WITHDRAW]


def test_an_embargo_is_kept_and_its_publication_recorded() -> None:
    until = NOW + timedelta(hours=2)
    assert verbs(propose(case({"embargoed_until": until, "embargo_text": "x"}))) == [Verb.EMBARGO, Verb.PUBLISH]


def test_an_embargo_that_is_over_is_no_embargo() -> None:
    assert verbs(propose(case({"embargoed_until": NOW, "embargo_text": "x"}))) == [Verb.PUBLISH]


def test_an_embargo_that_is_over_ends_one_that_was_not() -> None:
    over = {"embargoed_until": NOW, "embargo_text": "x"}
    stopped = propose(case(over, what="update", state=State.EMBARGOED, stopped=True))
    assert [(p.verb, p.until) for p in stopped] == [(Verb.EMBARGO, NOW), (Verb.PUBLISH, None)]


@pytest.mark.parametrize(("digest", "value"), [("d", PUBLIC_TEXT), ("other", "")])
def test_an_embargo_on_public_words_is_about_the_story_and_else_about_the_version(digest: str, value: str) -> None:
    content = {"embargoed_until": NOW + timedelta(hours=1), "canonical_digest": digest}
    first, *_ = propose(case(content, what="update", state=State.LIVE, ran=True, public_digest="d"))
    assert (first.verb, first.value) == (Verb.EMBARGO, value)


def test_words_withdrawn_as_another_story_wait_for_a_person() -> None:
    proposals = propose(case(withdrawn="4k2mzq6n3a5b"))
    assert [(p.verb, p.rule, p.value) for p in proposals] == [(Verb.HOLD, "withdrawn_copy", "")]
    assert "4k2mzq6n3a5b" in proposals[0].reason


def test_an_embargo_that_cannot_be_read_is_a_hold() -> None:
    proposals = propose(case({"embargo_text": "until the minister has spoken"}))
    assert verbs(proposals) == [Verb.HOLD]
    assert "until the minister has spoken" in proposals[0].reason


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ({"headline": " "}, "no_headline"),
        ({"headline": "Nine boats left. " * 40}, "long_headline"),
        ({"characters": 0, "blocks": ()}, "empty_body"),
        ({"flags": ("text_changed",)}, "text_changed"),
        ({"flags": ("advisory_in_text",)}, "advisory_in_text"),
        ({"flags": ("struck_text",)}, "struck_text"),
        ({"flags": ("truncated",)}, "truncated_body"),
        ({"blocks": (Block("p", "The minister said that the …"),)}, "truncated_body"),
        ({"signals": (Signal(SignalKind.TEST, "prose", "TEST"),)}, "test_message"),
        ({"signals": (Signal(SignalKind.SERVICE_MESSAGE, "prose", "ADVISORY"),)}, "service_message"),
    ],
)
def test_guards_hold_with_their_own_reason(content: dict[str, object], rule: str) -> None:
    proposals = propose(case(content))
    assert [(p.verb, p.rule) for p in proposals] == [(Verb.HOLD, rule)]


LIST = WordList(reason="Court order 12", words=("Tavi Roan", "गुप्त नाम"), from_at=NOW, until_at=NOW + timedelta(days=1))


@pytest.mark.parametrize(
    "content",
    [
        {"headline": "TAVI  ROAN opens lock"},
        {"blocks": (Block("p", "Engineer <b>Tavi</b> Roan said."),)},
        {"blocks": (Block("p", "यह गुप्त नाम है।"),)},
        {"pictures": (ParsedPicture("https://a.example/p.jpg", caption="Tavi Roan at the lock"),)},
    ],
)
def test_a_word_list_reads_headline_text_and_captions_in_every_script(content: dict[str, object]) -> None:
    proposals = propose(case(content, word_lists=(LIST,)))
    assert [p.rule for p in proposals] == ["word_list"]
    assert proposals[0].reason.startswith("Court order 12")


def test_a_word_list_ends_when_its_window_ends() -> None:
    over = msgspec.structs.replace(LIST, until_at=NOW)
    early = msgspec.structs.replace(LIST, from_at=NOW + timedelta(seconds=1))
    assert verbs(propose(case({"headline": "Tavi Roan"}, word_lists=(over, early)))) == [Verb.PUBLISH]


def test_part_of_a_word_is_not_the_word() -> None:
    listed = WordList(reason="r", words=("lock", "नाम"))
    content = {"headline": "Locksmiths and नामी", "blocks": (Block("p", "Clocks."),)}
    assert verbs(propose(case(content, word_lists=(listed,)))) == [Verb.PUBLISH]


def test_a_service_can_take_only_some_copy_and_leave_some_out() -> None:
    assert verbs(propose(case(include=("harbour",)))) == [Verb.PUBLISH]
    assert verbs(propose(case(include=("Cricket",)))) == [Verb.HOLD]
    assert verbs(propose(case(exclude=("harbour",)))) == [Verb.HOLD]
    assert verbs(propose(case({"subjects": (Subject("Cricket"),)}, include=("cricket",)))) == [Verb.PUBLISH]


def test_the_hourly_cap_holds_new_stories_but_neither_updates_nor_kills() -> None:
    assert [p.rule for p in propose(case(over_cap="too many"))] == ["hourly_cap"]
    assert verbs(propose(case(over_cap="too many", what="update", ran=True, state=State.LIVE))) == [Verb.PUBLISH]
    killed = case({"pub_status": PubStatus.CANCELED}, what="kill", ran=True, state=State.LIVE, over_cap="too many")
    assert verbs(propose(killed)) == [Verb.KILL]


def test_a_correction_is_one_only_where_an_earlier_version_was_public() -> None:
    assert verbs(propose(case(what="correction", ran=True, state=State.LIVE))) == [Verb.CORRECT]
    assert verbs(propose(case(what="correction"))) == [Verb.PUBLISH]


@pytest.mark.parametrize("publish", ["hold", "off"])
def test_a_service_that_does_not_publish_by_itself_holds(publish: str) -> None:
    assert verbs(propose(case(publish=publish))) == [Verb.HOLD]


@pytest.mark.parametrize("state", [State.KILLED, State.SPIKED])
def test_nothing_is_proposed_for_a_closed_story(state: State) -> None:
    assert propose(case(what="update", state=state, ran=True)) == ()


@pytest.mark.parametrize("what", ["same", "older", "advisory"])
def test_what_tells_nothing_new_is_not_published(what: str) -> None:
    assert propose(case(what=what, state=State.LIVE, ran=True)) == ()


FOUND = Evidence(
    earlier_in_later=0.92,
    later_in_earlier=0.88,
    numbers_agree=14,
    numbers_differ=0,
    masked_only=0.0,
    subjects_shared=1.0,
    names_shared=1.0,
    new=0.05,
)
COPY = CopyOf(group="first", of="second", headline="Lock opens", take=False, evidence=FOUND)


def test_a_copy_joins_its_group_and_says_why_and_is_published() -> None:
    join, publish = propose(case(copy_of=COPY))
    assert (join.verb, join.value, publish.verb) == (Verb.JOIN, "first", Verb.PUBLISH)
    assert join.reason == "Says the same as “Lock opens” (second): 92 % of its text, 14 of 14 numbers agree."


def test_a_copy_of_what_is_down_joins_and_waits() -> None:
    join, hold = propose(case(copy_of=msgspec.structs.replace(COPY, stopped="Its copy is killed here.")))
    assert (join.verb, hold.verb, hold.rule) == (Verb.JOIN, Verb.HOLD, "copy_down")


def test_a_take_keeps_the_embargo_of_what_it_tells_further() -> None:
    until = NOW + timedelta(hours=1)
    proposals = propose(case(copy_of=msgspec.structs.replace(COPY, embargoed_until=until)))
    assert verbs(proposals) == [Verb.JOIN, Verb.EMBARGO, Verb.PUBLISH]
    over = msgspec.structs.replace(COPY, embargoed_until=NOW - timedelta(hours=1))
    assert verbs(propose(case(copy_of=over))) == [Verb.JOIN, Verb.PUBLISH]


def test_a_form_filled_in_anew_is_not_joined_by_itself() -> None:
    for numbers_agree, names_shared in ((1, 1.0), (3, 0.5)):
        other = msgspec.structs.replace(FOUND, numbers_agree=numbers_agree, numbers_differ=1, names_shared=names_shared)
        assert verbs(propose(case(copy_of=msgspec.structs.replace(COPY, evidence=other)))) == [Verb.PUBLISH]


BREAKING = [
    {"urgency": 1},
    {"subjects": (Subject("Breaking News"),)},
    {"headline": "FLASH: Lock gives way"},
    {"headline": "BREAKING Lock gives way"},
    {"headline": "Breaking: lock gives way"},
    {"headline": "ब्रेकिंग न्यूज़: बाँध टूटा"},
    {"slugline": "NEWSFLASH"},
]


@pytest.mark.parametrize("said", BREAKING)
def test_what_the_agency_calls_breaking_is_for_two_hours_from_its_own_time(said: dict[str, object]) -> None:
    begun = NOW - timedelta(minutes=30)
    published, strip = propose(case({**said, "created_at": begun}))
    assert (published.verb, strip.verb, strip.value) == (Verb.PUBLISH, Verb.PIN, "every breaking")
    assert strip.until == begun + timedelta(hours=2)


@pytest.mark.parametrize(
    "said", [{"headline": "Breaking waves close the pier"}, {"urgency": 2}, {"headline": "Flash flood in Lisk"}]
)
def test_ordinary_news_is_not_breaking(said: dict[str, object]) -> None:
    assert verbs(propose(case(said))) == [Verb.PUBLISH]


def test_what_comes_late_is_paid_for_held_or_in_the_strip_already_is_not_put_there() -> None:
    flash: dict[str, object] = {"urgency": 1}
    late = case({**flash, "created_at": NOW - timedelta(hours=2)})
    assert verbs(propose(late)) == [Verb.PUBLISH]
    assert Verb.PIN not in verbs(propose(case(flash, kind="paid")))
    assert verbs(propose(case(flash, breaking=True))) == [Verb.PUBLISH]
    assert verbs(propose(case(flash, publish="hold"))) == [Verb.HOLD]


def test_a_time_in_the_future_gives_no_longer_strip() -> None:
    assert propose(case({"urgency": 1, "created_at": NOW + timedelta(days=1)}))[1].until == NOW + timedelta(hours=2)
