"""Negotiation follows RFC 9110 for every header that a client can send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.public.negotiate import OURS, acceptable, matched


@pytest.mark.parametrize(
    ("header", "codings"),
    [
        (None, ("identity",)),
        ("", ("identity",)),
        ("gzip, deflate, br", ("br", "gzip", "identity")),
        ("gzip, deflate, br, zstd", ("br", "gzip", "identity")),
        ("GZIP", ("gzip", "identity")),
        ("x-gzip", ("gzip", "identity")),
        ("br;q=0.5, gzip", ("gzip", "br", "identity")),
        ("br;q=0.5,gzip;q=0.5", ("br", "gzip", "identity")),
        ("gzip;q=0.2, identity", ("identity", "gzip")),
        ("gzip;q=0", ("identity",)),
        ("identity;q=0", ()),
        ("gzip, identity;q=0", ("gzip",)),
        ("*", ("br", "gzip", "identity")),
        ("*;q=0", ()),
        ("*;q=0, gzip", ("gzip",)),
        ("br, *;q=0", ("br",)),
        ("gzip;q=1.000", ("gzip", "identity")),
        ("gzip;q=1.001", ("identity",)),
        ("gzip;q=nan, br;q=-1", ("identity",)),
        ("gzip ; Q = 0.3 , br ; q=0.2", ("gzip", "br", "identity")),
        ("deflate", ("identity",)),
        (",,;q=1,", ("identity",)),
    ],
)
def test_codings_come_in_the_clients_order_then_ours(header: str | None, codings: tuple[str, ...]) -> None:
    assert acceptable(header) == codings


@given(header=st.text())
def test_any_accept_encoding_is_read(header: str) -> None:
    codings = acceptable(header)
    assert len(set(codings)) == len(codings)
    assert set(codings) <= set(OURS)


WEIGHTS = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


@given(weights=st.dictionaries(st.sampled_from(OURS), WEIGHTS, min_size=3))
def test_a_weight_of_nothing_rules_out_and_a_greater_one_wins(weights: dict[str, float]) -> None:
    codings = acceptable(", ".join(f"{name};q={weight:.3f}" for name, weight in weights.items()))
    assert set(codings) == {name for name, weight in weights.items() if weight}
    assert [weights[one] for one in codings] == sorted((weights[one] for one in codings), reverse=True)


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ('"a-br"', '"a-br"'),
        ('W/"a-br"', '"a-br"'),
        ('"x", W/"a-gz" , "a-br"', '"a-gz"'),
        ("*", '"a-br"'),
        (" * ", '"a-br"'),
        ('"x"', None),
        ("a-br", None),
        ("", None),
        ('"a-br', None),
        ('"*"', None),
        ('"x,"a-br"', None),
        ('"x,y","a-gz"', '"a-gz"'),
    ],
)
def test_the_tag_that_the_client_holds_is_found(header: str, tag: str | None) -> None:
    assert matched(header, {'"a-br"': 1, '"a-gz"': 2, '"a"': 3}) == tag


def test_nothing_matches_where_there_is_no_tag() -> None:
    assert matched("*", {}) is None


@given(header=st.text())
def test_any_if_none_match_is_read(header: str) -> None:
    assert matched(header, ['"a"']) in (None, '"a"')


OPAQUE = st.text(st.characters(min_codepoint=0x23, max_codepoint=0x7E), max_size=20).map('"{}"'.format)


@given(others=st.lists(OPAQUE), ours=OPAQUE, at=st.integers(0, 20), weak=st.booleans())
def test_a_tag_is_found_anywhere_in_a_list(others: list[str], ours: str, at: int, weak: bool) -> None:
    listed = [*others[:at], f"W/{ours}" if weak else ours, *others[at:]]
    assert matched(", ".join(listed), [ours]) == ours
