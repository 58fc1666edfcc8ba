"""Who may push: bearer tokens and signatures, as pure functions."""

import hashlib
import hmac

import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from wiredesk.common.errors import UsageError
from wiredesk.wire.proof import authorise, may_prove
from wiredesk.wire.transports.push import Push

TOKEN, SECRET = "a-token-for-tests-only", "a-secret-for-tests-only"
BODY = b"<rss/>"


def signature(body: bytes, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def test_the_right_token_or_signature_opens() -> None:
    assert authorise({"token": TOKEN}, {"Authorization": f"Bearer {TOKEN}"}, BODY)
    assert authorise({"token": TOKEN}, {"AUTHORIZATION": f"bearer  {TOKEN} "}, BODY)
    for name in ("X-Hub-Signature-256", "x-signature-256"):
        assert authorise({"secret": SECRET}, {name: "sha256=" + signature(BODY)}, BODY)
        assert authorise({"secret": SECRET}, {name: signature(BODY).upper()}, BODY)
    both = {"token": TOKEN, "secret": SECRET}
    assert authorise(both, {"Authorization": f"Bearer {TOKEN}"}, BODY)
    assert authorise(both, {"X-Signature-256": signature(BODY)}, BODY)


@law(
    st.fixed_dictionaries({}, optional={"token": st.just(TOKEN), "secret": st.just(SECRET)}),
    st.fixed_dictionaries(
        {},
        optional={
            "Authorization": st.sampled_from([f"Bearer {TOKEN}", "Bearer wrong", "Basic x", ""]),
            "X-Signature-256": st.sampled_from([signature(BODY), "0" * 64, ""]),
        },
    ),
)
def test_what_a_body_may_prove_is_never_refused_unread(options: dict[str, str], headers: dict[str, str]) -> None:
    assert may_prove(options, headers) or not authorise(options, headers, BODY)


@pytest.mark.parametrize("options", [{}, {"token": ""}, {"token": "", "secret": ""}])
def test_a_service_without_a_proof_admits_nobody(options: dict[str, str]) -> None:
    for headers in ({}, {"Authorization": "Bearer "}, {"X-Signature-256": signature(BODY, "")}):
        assert not authorise(options, headers, BODY)


def test_a_wrong_proof_is_not_made_good_by_a_right_one() -> None:
    both = {"token": TOKEN, "secret": SECRET}
    right, wrong = {"Authorization": f"Bearer {TOKEN}"}, {"X-Hub-Signature-256": "sha256=" + "0" * 64}
    assert not authorise(both, right | wrong, BODY)


@law(body=st.binary(), other=st.binary(), text=st.text())
def test_nothing_else_opens(body: bytes, other: bytes, text: str) -> None:
    if body != other:
        assert not authorise({"secret": SECRET}, {"X-Signature-256": signature(other)}, body)
    if text.strip() != TOKEN:
        assert not authorise({"token": TOKEN, "secret": SECRET}, {"Authorization": f"Bearer {text}"}, body)
        assert not authorise({"token": TOKEN, "secret": SECRET}, {"X-Hub-Signature-256": text}, body)


def test_a_service_is_given_a_token_when_it_brought_no_proof() -> None:
    made = Push().prepared({})
    Push().check(made)
    assert made["token"] != Push().prepared({})["token"]
    assert Push().prepared({"secret": SECRET}) == {"secret": SECRET}


@pytest.mark.parametrize("options", [{}, {"token": "short"}, {"secret": "with space in it, long"}, {"colour": "red"}])
def test_options_that_let_strangers_in_are_refused(options: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        Push().check(options)
